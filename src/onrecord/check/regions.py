"""Differences inside one passage, word by word: what the quotation has, what the page has, and what kind it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel, Opcode

from onrecord.check.align import Chain, Piece
from onrecord.check.difference import FORM_KINDS, NEGATIONS, Side, classify
from onrecord.check.joins import one_quotation
from onrecord.check.printed import NOBODY, Printed
from onrecord.check.quotation import Quotation
from onrecord.check.tables import fillers
from onrecord.check.typed import typed_kinds
from onrecord.check.words import Words, pause_at

_INSERTION_STANDS_FOR = 12
"""Words that a bracketed insertion may stand in for."""
_APOSTROPHES = 2
"""Words more that the page may have at an end, where the quotation leaves apostrophes out ("dont")."""
_FILLERS = 6
"""Words of several fillers in a row that are tried as such."""
_SLACK = 3
"""Words of the page beyond the quotation's unmatched ends, for words it left out there ("We will [not] leave")."""
_COMMON = frozenset(
    "i the a an and but or it he she we they you that this there so if in on at of to for is was are".split()
)


@dataclass(frozen=True, slots=True)
class Region:
    """Words ``[quote)`` of the quotation against positions ``source`` of the page. ``kinds`` is empty: they agree."""

    piece: int
    quote: tuple[int, int]
    source: tuple[int, ...]
    after: int
    """The page's position that follows the region."""
    kinds: tuple[str, ...]


def regions_of(quote: Quotation, page: Printed, found: Chain) -> tuple[Region, ...]:
    """The whole quotation in stretches that agree and stretches that differ, form and alteration alike, in order."""
    made: list[Region] = []
    bounds = _bounds(quote, found)
    for number, piece in enumerate(found.pieces):
        made.extend(_piece_regions(quote, page, number, piece, bounds[number], _room(found, number)))
    first = _lost_beginning(quote, page, made)
    if first is not None:
        made.insert(0, Region(0, (0, 0), (first,), first + 1, ("negation",)))
    lost = _lost_denial(page, made)
    if lost is not None:
        made.append(Region(len(found.pieces) - 1, (len(quote.keys),) * 2, (lost,), lost + 1, ("negation",)))
    return tuple(made)


def _lost_beginning(quote: Quotation, page: Printed, regions: list[Region]) -> int | None:
    """A negation that began the sentence, where the quotation's capital makes the next word look like its beginning."""
    taken = [p for region in regions for p in region.source[:1]]
    before = taken[0] - 1 if taken else -1
    if before < 0 or page.keys[before] not in NEGATIONS or page.sentence[before] != page.sentence[before + 1]:
        return None
    began = before == 0 or page.sentence[before - 1] != page.sentence[before]
    return before if began and quote.words.cap[quote.at[0]] and not page.words.cap[page.at[before + 1]] else None


def _lost_denial(page: Printed, regions: list[Region]) -> int | None:
    """A negation that a cut at the end takes away: half of "won't", or the last word of "they are not."."""
    taken = [p for region in regions for p in region.source[-1:]]
    after = taken[-1] + 1 if taken else len(page.keys)
    if after >= len(page.keys) or page.keys[after] not in NEGATIONS:
        return None
    if page.place(after) == page.place(after - 1):
        return after
    same = page.sentence[after] == page.sentence[after - 1]
    ends = after + 1 >= len(page.keys) or page.sentence[after + 1] != page.sentence[after]
    return after if same and ends else None


def _bounds(quote: Quotation, found: Chain) -> list[tuple[int, int]]:
    """Which words of the quotation each piece answers for: unmatched ones go to the piece before, up to an ellipsis."""
    starts = [0]
    for before, piece in zip(found.pieces, found.pieces[1:], strict=False):
        low, high = before.quote[1], piece.quote[0]
        marks = [place for place in quote.breaks if low <= place <= high]
        starts.append(marks[0] if marks else high)
    return list(zip(starts, [*starts[1:], len(quote.keys)], strict=True))


def _room(found: Chain, number: int) -> range:
    """The page's positions that a piece may be aligned with: not those of the pieces printed before and after it."""
    first, last = found.pieces[number].source
    others = [piece.source for k, piece in enumerate(found.pieces) if k != number]
    lowest = max((end for _, end in others if end <= first), default=0)
    return range(lowest, min((begin for begin, _ in others if begin >= last), default=sys.maxsize))


def positions_of(page: Printed, piece: Piece, lead: int, tail: int, room: range) -> list[int]:
    """The page's positions that a piece is aligned with: the outlet's words left out where all it matched is spoken.

    ``lead`` and ``tail`` words more on either side, within the sentence and ``room``, face the quotation's unmatched
    ends.
    """
    first, last = piece.source
    matched = [p for run in piece.runs for p in range(run.source, run.source_end)]
    spoken = all(page.depth[p] for p in matched)
    stretches = {page.stretch[p] for p in matched}
    credits = {page.credit[p] for p in matched} - {NOBODY}
    # Marked words in between count only as part of the same quotation: a title in the cue ("Fox and Friends") is not.
    inner = [
        p for p in range(first, last)
        if not spoken or (page.depth[p] and (page.stretch[p] in stretches or page.credit[p] in credits))
    ]  # fmt: skip
    ahead = _beside(page, first, -1, lead, spoken)
    beside = [*reversed(ahead), *inner, *_beside(page, last - 1, 1, tail, spoken)]
    return [p for p in beside if p in room]


def _beside(page: Printed, origin: int, step: int, count: int, spoken: bool) -> list[int]:
    taken: list[int] = []
    position = origin + step
    while len(taken) < count and 0 <= position < len(page.keys):
        same = page.sentence[position] == page.sentence[origin]
        if not same and not (spoken and one_quotation(page, *sorted((position, origin)))):
            break
        if page.depth[position] or not spoken:
            taken.append(position)
        elif page.stretch[position] != page.stretch[origin] and abs(position - origin) > 25:
            break
        position += step
    return taken


def _piece_regions(
    quote: Quotation, page: Printed, number: int, piece: Piece, bounds: tuple[int, int], room: range
) -> list[Region]:
    low, high = bounds
    lead, tail = piece.quote[0] - low, high - piece.quote[1]
    if len(piece.runs) == 1 and not lead and not tail:
        return [Region(number, (low, high), tuple(range(*piece.source)), piece.source[1], ())]
    around = lead + _SLACK if lead else 0, tail + _SLACK if tail else 0
    positions = positions_of(page, piece, *around, room)
    held = {page.sentence[p] for run in piece.runs for p in (run.source, run.source_end - 1)}
    own = [p for p in positions if page.sentence[p] in held]
    if len(own) < len(positions) and _met_words(page, own, quote, bounds) >= _met_words(page, positions, quote, bounds):
        positions = own  # words of a neighbouring sentence only where they are the quotation's
    source_keys = [page.keys[p] for p in positions]
    spans = _joined(Indel.opcodes(source_keys, quote.keys[low:high]))
    if spans and spans[0].only_source:
        spans = spans[1:]  # words of the page before the quotation begins: a cut, not a difference
    if spans and spans[-1].only_source:
        spans = spans[:-1]
    made = [_region(quote, page, number, positions, low, span) for span in spans]
    if made and lead:
        made[0] = _met(quote, page, made[0], -1)
    if made and tail:
        made[-1] = _met(quote, page, made[-1], 1)
    return [_own_sentence(quote, page, piece, region) for region in made]


def _met_words(page: Printed, positions: list[int], quote: Quotation, bounds: tuple[int, int]) -> int:
    keys = quote.keys[bounds[0] : bounds[1]]
    return int(Indel.similarity([page.keys[p] for p in positions], keys)) // 2


def _met(quote: Quotation, page: Printed, region: Region, step: int) -> Region:
    """At an end of the quotation: as many words of the page as it has itself, where those are the same in form."""
    size = region.quote[1] - region.quote[0]
    if not region.kinds or not 0 < size < len(region.source):
        return region
    for count in range(size, min(size + _APOSTROPHES, len(region.source)) + 1):
        near = region.source[:count] if step > 0 else region.source[-count:]
        kinds = typed_kinds(quote, page, near, region.quote)
        if count == size and not kinds:
            kinds = classify(_quote_side(quote, page, region.quote), _source_side(page, near), None, None)
        if kinds and set(kinds) <= FORM_KINDS:
            return Region(region.piece, region.quote, near, near[-1] + 1, kinds)
    return region


def _own_sentence(quote: Quotation, page: Printed, piece: Piece, region: Region) -> Region:
    """At the ends of a piece, words of a neighbouring sentence count only where they are the quotation's words."""
    if not region.kinds or not region.source or not region.quote[0] < region.quote[1]:
        return region
    first, last = piece.source
    held = {page.sentence[first], page.sentence[last - 1]}
    kept = tuple(p for p in region.source if first <= p < last or page.sentence[p] in held)
    if len(kept) == len(region.source):
        return region
    before = quote.keys[region.quote[0] - 1] if region.quote[0] else None
    after = quote.keys[region.quote[1]] if region.quote[1] < len(quote.keys) else None
    sides = _quote_side(quote, page, region.quote), _source_side(page, kept)
    kinds = _paused(quote, page, kept, region.quote) or classify(*sides, before, after)
    return Region(region.piece, region.quote, kept, region.after, kinds)


class _Stretch(NamedTuple):
    equal: bool
    s0: int
    s1: int
    q0: int
    q1: int

    @property
    def only_source(self) -> bool:
        return not self.equal and self.q0 == self.q1


def _joined(opcodes: Iterable[Opcode]) -> list[_Stretch]:
    """Equal and differing stretches in turn, differing neighbours joined."""
    made: list[_Stretch] = []
    for code in opcodes:
        equal = code.tag == "equal"
        s0, q0 = code.src_start, code.dest_start
        if made and not equal and not made[-1].equal:
            s0, q0 = made[-1].s0, made[-1].q0
            made.pop()
        made.append(_Stretch(equal, s0, code.src_end, q0, code.dest_end))
    return made


def _region(quote: Quotation, page: Printed, number: int, positions: list[int], low: int, span: _Stretch) -> Region:
    taken, at = tuple(positions[span.s0 : span.s1]), (low + span.q0, low + span.q1)
    after = positions[span.s1] if span.s1 < len(positions) else (positions[-1] + 1 if positions else 0)
    if span.equal:
        return Region(number, at, taken, after, ())
    kinds = _bracketed(quote, page, taken, after, at) or _paused(quote, page, taken, at)
    kinds = kinds or typed_kinds(quote, page, taken, at)
    if kinds == ("cue",):
        return Region(number, at, (), after, kinds)
    if not kinds:
        before_key = quote.keys[at[0] - 1] if at[0] else None
        after_key = quote.keys[at[1]] if at[1] < len(quote.keys) else None
        kinds = classify(_quote_side(quote, page, at), _source_side(page, taken), before_key, after_key)
    return Region(number, at, taken, after, kinds)


def _bracketed(
    quote: Quotation, page: Printed, taken: tuple[int, ...], after: int, at: tuple[int, int]
) -> tuple[str, ...]:
    """Insertions: in the quotation, for words of the page; in the page, printed as words by the quotation."""
    given = quote.keys[at[0] : at[1]]
    if not given and len(taken) <= _INSERTION_STANDS_FOR and at[0] in quote.insertions:
        return ("insertion",)
    if given and not taken:
        held = page.insertions.get(after, [])
        if held and "".join(given) in "".join(held).replace("'", ""):
            return ("insertion",)
    if len(given) == len(taken) == 1:
        words, place = quote.words, quote.at[at[0]]
        patched = words.patched[place] or page.words.patched[page.at[taken[0]]]
        one, other = given[0], page.keys[taken[0]]
        if patched and (one[:2] == other[:2] or one[-2:] == other[-2:]):
            return ("insertion",)
    return ()


def _paused(quote: Quotation, page: Printed, taken: tuple[int, ...], at: tuple[int, int]) -> tuple[str, ...]:
    """ "Well, ", ", you know,": fillers that are fillers only where a pause sets them off."""
    given = range(at[0], at[1])
    if bool(taken) == bool(given):
        return ()
    if taken:
        return ("filler",) if _set_off(page.words, [page.at[p] for p in taken]) else ()
    # "I mean, I think": either "I" may be the one put in, so the stretch is tried further ahead as well
    for shift in range(len(given)):
        ahead = range(at[0] - shift, at[1] - shift)
        slides = ahead.start >= 0 and quote.keys[ahead.start : at[0]] == quote.keys[ahead.stop : at[1]]
        if slides and _set_off(quote.words, [quote.at[k] for k in ahead]):
            return ("filler",)
    return ()


def _set_off(words: Words, places: list[int]) -> bool:
    _, pause = fillers()
    keys = tuple(words.keys[place] for place in places)
    if keys not in pause:  # "So, you know, we": several, one after another
        parts = range(1, len(places)) if len(places) <= _FILLERS else ()
        return any(_set_off(words, places[:k]) and _set_off(words, places[k:]) for k in parts)
    return pause_at(words.text, words.starts[places[0]] - 1, -1) and pause_at(words.text, words.ends[places[-1]], 1)


def _quote_side(quote: Quotation, page: Printed, at: tuple[int, int]) -> Side:
    words = quote.words
    shouted = sum(words.cap) > 0.6 * len(words)
    names = {
        quote.keys[k] for k in range(at[0], at[1])
        if words.cap[quote.at[k]] and not shouted and _name_like(words, quote.at[k], page)
    }  # fmt: skip
    return Side(tuple(quote.keys[at[0] : at[1]]), frozenset(names))


def _source_side(page: Printed, taken: tuple[int, ...]) -> Side:
    words = page.words
    around = [page.at[p] for p in range(max(0, taken[0] - 4), min(len(page.at), taken[-1] + 5))] if taken else []
    headline = sum(words.cap[place] for place in around) > 0.6 * len(around)
    capitals = [p for p in taken if words.cap[page.at[p]]]
    if headline:
        names = {page.keys[p] for p in capitals if _known_name(page, page.keys[p])}
    else:
        names = {page.keys[p] for p in capitals if _name_like(words, page.at[p], page)}
    return Side(tuple(page.keys[p] for p in taken), frozenset(names))


def _name_like(words: Words, place: int, page: Printed) -> bool:
    """A capital that is not there for the sentence's sake: inside a sentence, or seen so elsewhere in the article."""
    key = words.keys[place]
    if key in _COMMON or key.startswith("#"):
        return False
    if not _begins_sentence(words, place):
        return True
    return any(
        page.words.cap[page.at[p]] and not _begins_sentence(page.words, page.at[p]) for p in page.posting.get(key, ())
    )


def _known_name(page: Printed, key: str) -> bool:
    """Never written small in the article, and more than once: what tells a name where every word has its capital."""
    places = page.posting.get(key, [])
    return len(places) > 1 and key not in _COMMON and all(page.words.cap[page.at[p]] for p in places)


def _begins_sentence(words: Words, place: int) -> bool:
    before = words.text[max(0, words.starts[place] - 8) : words.starts[place]].rstrip(" \t\n\u00a0\"'“”‘’«»([")
    return not before or before[-1] in ".!?…:" or words.text[max(0, words.starts[place] - 1)] in '"“«„'
