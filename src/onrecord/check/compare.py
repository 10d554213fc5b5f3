"""One utterance as each report has it: aligned columns, what each left out, who printed it first, who copied whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from onrecord.check.printed import NOBODY, Printed
from onrecord.check.quotation import quotation
from onrecord.check.seeking import Readable, Shelf, written
from onrecord.check.sighting import credited, sighting
from onrecord.check.surface import plain
from onrecord.model import ArticleCard, Cell, Comparison, Hit, Query, Span, SpreadPoint, Version
from onrecord.model.errors import NotFoundError, QueryError

VERSIONS = 60
"""Versions that one comparison shows at most."""
_LIKE = 0.35
"""Share of the utterance's words that a report must have to count as a version of it."""
_COPY = 0.8
"""Share of the shorter article's runs of five words that the other must have to be its copy."""
_RUN = 5


@dataclass(frozen=True, slots=True)
class _Found:
    """One report's words of the utterance: positions in the page, in order."""

    page: Printed
    attribution: int
    positions: tuple[int, ...]

    @property
    def keys(self) -> list[str]:
        return [self.page.keys[p] for p in self.positions]

    @property
    def spoken(self) -> int:
        return sum(1 for p in self.positions if self.page.depth[p])


def compare(about: str, store: Readable) -> Comparison:
    """All versions of one utterance. ``about`` is a statement's id, an attribution's words, or words to look for.

    Raises QueryError when ``about`` holds no word, NotFoundError when the record holds nothing like it.
    """
    if not any(char.isalnum() for char in about):
        raise QueryError("nothing to compare", remedy="give a statement's id or some of its words")
    shelf = Shelf(store)
    found = _versions(about.strip(), shelf)
    if not found:
        raise NotFoundError("no statement like this in the record", item=about.strip()[:80])
    found = sorted(
        found,
        key=lambda one: (
            _day(one) is None,
            _day(one) or "",
            _time(one) or 0.0,
            one.page.card.id,
            one.page.card.revision,
        ),
    )
    found = found[:VERSIONS]
    reference = max(
        range(len(found)), key=lambda k: (found[k].page.card.primary, found[k].spoken, len(found[k].keys), -k)
    )
    edges, aligned = _aligned(found, reference)
    copies = _copies(found)
    versions = tuple(
        _version(one, cells, found[reference], edges, copies[k])
        for k, (one, cells) in enumerate(zip(found, aligned, strict=True))
    )
    first = _first(found)
    columns = tuple(_slice(found[reference], low, high) for low, high in edges)
    notes = _notes(versions, found, first)
    return Comparison(about.strip(), columns, reference, versions, first, _spread(found, copies), shelf.extent(), notes)


def _first(found: list[_Found]) -> int | None:
    """The version published first; None where several articles are of that day and no hour parts them."""
    dated = [k for k, one in enumerate(found) if _day(one) is not None]
    if not dated:
        return None
    same = [k for k in dated if _day(found[k]) == _day(found[dated[0]])]
    if len({found[k].page.card.id for k in same}) == 1:
        return same[0]
    times = {k: _time(found[k]) for k in same}
    known = {k: time for k, time in times.items() if time is not None}
    earliest = [k for k, time in known.items() if time == min(known.values())]
    return earliest[0] if len(known) == len(times) and len({found[k].page.card.id for k in earliest}) == 1 else None


def _time(one: _Found) -> float | None:
    """Seconds of the hour published, where it is known with its zone."""
    from datetime import datetime

    published = one.page.card.published or ""
    try:
        time = datetime.fromisoformat(published)
    except ValueError:
        return None
    return time.timestamp() if len(published) > 10 and time.tzinfo is not None else None


def _day(one: _Found) -> str | None:
    published = one.page.card.published
    return published[:10] if published else None


# Finding the versions -------------------------------------------------------------------------------------------------


def _versions(about: str, shelf: Shelf) -> list[_Found]:
    hits = _hits(about, shelf.store)
    words = about
    found: dict[tuple[str, int, int], _Found] = {}
    for hit in hits:
        one = _of_hit(hit, shelf)
        if one is not None:
            found[(one.page.card.id, one.page.card.revision, one.positions[0])] = one
    if found:
        best = max(found.values(), key=lambda one: (one.spoken, len(one.positions)))
        words = " ".join(best.page.words.surface(best.page.at[p]) for p in best.positions)
    quote = quotation(words)
    for candidate in shelf.candidates(written(quote))[:VERSIONS]:
        page = shelf.page(candidate.card)
        seen, _ = sighting(quote, page)
        if seen is None or seen.share < _LIKE or seen.chain.longest < min(3, len(quote.keys)):
            continue
        number = credited(page, seen.chain)[0]
        matched = [p for region in seen.regions for p in region.source]
        one = _Found(page, number, _content(page, number, matched))
        key = (page.card.id, page.card.revision, one.positions[0])
        if not any(k[:2] == key[:2] and set(v.positions) & set(one.positions) for k, v in found.items()):
            found[key] = one
    return list(found.values())


def _hits(about: str, store: Readable) -> Sequence[Hit]:
    """The reports of a statement, where ``about`` is its id; else the report whose words are looked for."""
    if " " not in about:
        hits = store.search(Query(statement=about, limit=VERSIONS)).hits
        if hits:
            return hits
    hits = store.search(Query(words=about, limit=1)).hits
    if hits and hits[0].statement is not None:
        return store.search(Query(statement=hits[0].statement, limit=VERSIONS)).hits or hits
    return hits


def _of_hit(hit: Hit, shelf: Shelf) -> _Found | None:
    try:
        page = shelf.page(hit.passage.article)
    except NotFoundError:
        return None
    number = next((k for k, one in enumerate(page.attributions) if one.id == hit.attribution.id), NOBODY)
    positions = _content(page, number, ())
    return _Found(page, number, positions) if positions else None


def _content(page: Printed, number: int, matched: Sequence[int]) -> tuple[int, ...]:
    """The words of an attribution's content, or, where there is none, the words that matched."""
    if number == NOBODY:
        return tuple(range(min(matched), max(matched) + 1)) if matched else ()
    spans = page.attributions[number].content
    return tuple(
        p for p in range(len(page.keys)) if any(span.start <= page.place(p).start < span.end for span in spans)
    )  # fmt: skip


# Aligning -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Facing:
    """What one version has for each word of the reference: positions (none: absent), and if they are equal."""

    positions: list[tuple[int, ...]]
    equal: list[bool]


def _aligned(found: list[_Found], reference: int) -> tuple[list[tuple[int, int]], list[_Facing]]:
    base = found[reference].keys
    facing = [_facing(base, one) for one in found]
    cuts = {0, len(base)}
    for one in facing:
        for k in range(1, len(base)):
            if one.equal[k] != one.equal[k - 1] or bool(one.positions[k]) != bool(one.positions[k - 1]):
                cuts.add(k)
    ordered = sorted(cuts)
    return list(pairwise(ordered)), facing


def _facing(base: list[str], one: _Found) -> _Facing:
    positions: list[tuple[int, ...]] = [()] * len(base)
    equal = [False] * len(base)
    for code in Indel.opcodes(base, one.keys):
        b0, b1, k0, k1 = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag == "equal":
            for offset in range(b1 - b0):
                positions[b0 + offset] = (one.positions[k0 + offset],)
                equal[b0 + offset] = True
        elif code.tag == "insert" and base:
            # Words that the reference lacks go to the word before (or the first).
            at = max(b0 - 1, 0)
            if not equal[at] or b0 == len(base) or b0 == 0:
                positions[at] = (*positions[at], *one.positions[k0:k1])
                equal[at] = False
            else:
                at = min(b0, len(base) - 1)
                positions[at] = (*one.positions[k0:k1], *positions[at])
        # A deletion leaves its words absent.
    return _repaired(base, one, _Facing(positions, equal))


def _repaired(base: list[str], one: _Found, facing: _Facing) -> _Facing:
    """A word counts as equal only where it faces exactly itself."""
    equal = [
        len(places) == 1 and one.page.keys[places[0]] == key for key, places in zip(base, facing.positions, strict=True)
    ]  # fmt: skip
    return replace(facing, equal=equal)


def _slice(one: _Found, low: int, high: int) -> str:
    return _text(one.page, one.positions[low:high])


def _text(page: Printed, positions: Sequence[int]) -> str:
    """Stored slices, one for each unbroken row of words, parted by an ellipsis where the page has more between."""
    rows: list[Span] = []
    last = -2
    for p in sorted(set(positions)):
        place = page.place(p)
        if p == last + 1 and rows:
            rows[-1] = Span(rows[-1].start, max(place.end, rows[-1].end))
        else:
            rows.append(place)
        last = p
    return " … ".join(row.of(page.text) for row in rows)


def _version(
    one: _Found, facing: _Facing, reference: _Found, edges: list[tuple[int, int]], copy_of: str | None
) -> Version:
    cells = tuple(_cell(one, facing, reference, low, high) for low, high in edges)
    left_out = tuple(
        _slice(reference, low, high) for (low, high), cell in zip(edges, cells, strict=True) if cell.kind == "absent"
    )
    page = one.page
    attribution = page.attributions[one.attribution] if one.attribution != NOBODY else None
    span = page.span(one.positions[0], one.positions[-1] + 1)
    return Version(
        article=page.card,
        attribution=attribution.id if attribution else None,
        speaker=attribution.speaker.name if attribution and attribution.speaker else None,
        span=span,
        text=span.of(page.text),
        cells=cells,
        verbatim=one.spoken == len(one.positions),
        left_out=left_out,
        copy_of=copy_of,
    )


def _cell(one: _Found, facing: _Facing, reference: _Found, low: int, high: int) -> Cell:
    taken = [p for places in facing.positions[low:high] for p in places]
    if not taken:
        return Cell("", "absent")
    text = _text(one.page, taken)
    span = one.page.span(min(taken), max(taken) + 1)
    verbatim = all(one.page.depth[p] for p in taken)
    if not all(facing.equal[low:high]):
        return Cell(text, "differs", span, verbatim)
    same = plain(text) == plain(_slice(reference, low, high))
    return Cell(text, "same" if same else "form", span, verbatim)


# Copies and spread ----------------------------------------------------------------------------------------------------


def _copies(found: list[_Found]) -> list[str | None]:
    """For each version the earliest report that its article repeats nearly word for word; revisions are no copies."""
    runs = [_word_runs(one.page) for one in found]
    answer: list[str | None] = []
    for k, one in enumerate(found):
        original = None
        for earlier in range(k):
            other = found[earlier].page.card
            if other.id == one.page.card.id or answer[earlier] is not None:
                continue
            small = min(len(runs[k]), len(runs[earlier]))
            if small and len(runs[k] & runs[earlier]) >= _COPY * small:
                original = f"{other.id}@{other.revision}"
                break
        answer.append(original)
    return answer


def _word_runs(page: Printed) -> set[int]:
    return {hash(tuple(page.keys[k : k + _RUN])) for k in range(max(0, len(page.keys) - _RUN + 1))}


def _spread(found: list[_Found], copies: list[str | None]) -> tuple[SpreadPoint, ...]:
    days: dict[str, list[tuple[ArticleCard, bool]]] = {}
    for one, copied in zip(found, copies, strict=True):
        day = _day(one)
        if day is not None:
            days.setdefault(day, []).append((one.page.card, copied is not None))
    return tuple(
        SpreadPoint(
            day,
            len({card.id for card, _ in cards}),
            len({card.outlet for card, _ in cards if card.outlet}),
            len({card.id for card, copied in cards if copied}),
        )
        for day, cards in sorted(days.items())
    )


def _said(one: _Found) -> str | None:
    return one.page.attributions[one.attribution].said if one.attribution != NOBODY else None


def _departs(version: Version, text: str) -> bool:
    """Other words, or words left out in the middle of a run without a mark for it: more than a shorter cut."""
    if any(cell.kind == "differs" for cell in version.cells):
        return True
    last: Span | None = None
    missing = False
    for cell in version.cells:
        if cell.span is None:
            missing = last is not None
            continue
        if missing and last is not None and text[last.end : cell.span.start].isspace():
            return True
        last, missing = cell.span, False
    return False


def _notes(versions: tuple[Version, ...], found: list[_Found], first: int | None) -> tuple[str, ...]:
    notes: list[str] = []
    if first is None and (day := _day(found[0])) is not None:
        notes.append(f"several reports are of {day}; which was first cannot be told")
    if any(_departs(version, one.page.text) for version, one in zip(versions, found, strict=True)):
        notes.append("versions differ")
    undated = sum(1 for one in found if _day(one) is None)
    if undated:
        notes.append(f"{undated} of {len(found)} versions have no date and stand last")
    said = {day for one in found if (day := _said(one)) is not None}
    if len(said) > 1:
        notes.append("the reports point to more than one day: " + ", ".join(sorted(said)))
    if not any(one.page.card.primary for one in found):
        notes.append("no primary source among the versions: which of them is exact cannot be told")
    return tuple(notes)
