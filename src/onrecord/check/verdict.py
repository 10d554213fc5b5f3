"""The question itself: was it said like this? Candidates, sightings, the best of them, and what can be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.check.align import weight
from onrecord.check.credit import Credit, credit
from onrecord.check.evidence import difference_of, evidence_of, said_on
from onrecord.check.printed import NOBODY
from onrecord.check.quotation import Quotation, pasted, quotation, surely_pasted
from onrecord.check.seeking import SIGHTINGS, TEXTS, Readable, Shelf, unwritten, written
from onrecord.check.sighting import SHORT, SURE, Sighting, credited, mixed, sighting, telling
from onrecord.check.spelling import fold
from onrecord.model import CheckAnswer, CheckEvidence, CheckRequest, Verdict
from onrecord.model.errors import NotFoundError, QueryError

_SPLICE_WORDS = 4
"""Words that a piece from another article must have to count as one half of a splice."""
_TELLING = 2
"""Words that tell something, without which nothing is held against anybody ("on the side of the")."""
_VERSION = 0.7
"""Share of the quotation that another report of the same days must have to be another version of it."""
_DAYS_OF_ONE_EVENT = 3
TRANSCRIPT = "to be sure, compare with a recording or transcript of the occasion (add one as a primary source)"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sighting with who is credited there and whether it fits the occasion asked about."""

    sighting: Sighting
    credit: Credit
    pieces: tuple[int, ...]
    """The attribution of each piece (position in the page's attributions, or NOBODY)."""
    elsewhere: str | None
    """Why it is another occasion than the one asked about; None when it fits or nothing was asked."""

    @property
    def rank(self) -> float:
        """Lower is better: the reading's cost, and what speaks against it being the utterance asked about."""
        against = {"other": 0.35, "doubt": 0.1}.get(self.credit.match or "", 0.0)
        return self.sighting.cost + against + (0.2 if self.elsewhere else 0.0) - (0.02 if self.primary else 0.0)

    @property
    def primary(self) -> bool:
        return self.sighting.page.card.primary


def check(request: CheckRequest, store: Readable) -> CheckAnswer:
    """One quotation against a record. Raises QueryError (no words, a date that is none) and RecordError."""
    return checked(request, Shelf(store))


def check_many(requests: Iterable[CheckRequest], store: Readable) -> Iterator[CheckAnswer | QueryError]:
    """Many quotations, in order; a request that cannot be understood gives its QueryError and stops nothing."""
    shelf = Shelf(store)
    for request in requests:
        try:
            yield checked(request, shelf)
        except QueryError as error:
            yield error


def checked(request: CheckRequest, shelf: Shelf) -> CheckAnswer:
    """One quotation against the texts of a shelf; see `check`."""
    _days(request)
    quote = quotation(request.quote)
    weighed, partial = _weighed(request, quote, shelf)
    if pasted(request.quote) and not (weighed and weighed[0].sighting.clean):
        bare = quotation(request.quote, alone=True)
        again, less = _weighed(request, bare, shelf)
        better = again and again[0].sighting.clean and surely_pasted(request.quote)
        if again and (better or not weighed or _cue_apart(quote, bare, weighed[0].sighting)):
            quote, weighed, partial = bare, again, less
    best = weighed[0] if weighed else None
    if best is None or (not best.sighting.clean and best.sighting.share < 0.9):
        joined = _spliced_across(quote, partial, best, shelf)
        if joined is not None:
            return _splice_answer(request, quote, joined, shelf)
    if best is None:
        return _not_found(request, quote, partial, shelf)
    return _answer(request, quote, _judged(best, weighed), weighed, shelf)


def _weighed(request: CheckRequest, quote: Quotation, shelf: Shelf) -> tuple[list[Weighed], list[Sighting]]:
    """The sightings, best first, and those that are only part of the quotation."""
    found, partial = _sightings(quote, shelf)
    if not found:
        found = [mixed_up for one in partial if (mixed_up := mixed(quote, one.page)) is not None]
    return sorted((_weigh(request, one) for one in found), key=lambda one: one.rank), partial


def _cue_apart(quote: Quotation, bare: Quotation, full: Sighting) -> bool:
    """True where the page does not have the cue within the same words: '"The minister said, ..."' may be the quotation."""
    matched = {
        quote.at[k] for piece in full.chain.pieces for run in piece.runs for k in range(run.quote, run.quote_end)
    }
    return full.verdict == "paraphrase" or not matched - set(bare.at)


def _days(request: CheckRequest) -> None:
    from datetime import date

    for name, day in (("since", request.since), ("until", request.until)):
        if day is None:
            continue
        try:
            date.fromisoformat(day)
        except ValueError:
            raise QueryError(f"{name} is {day!r}", remedy="give a day as YYYY-MM-DD") from None
    if request.since and request.until and request.since > request.until:
        raise QueryError(f"since {request.since} lies after until {request.until}", remedy="swap the two")


def _sightings(quote: Quotation, shelf: Shelf) -> tuple[list[Sighting], list[Sighting]]:
    """Texts that hold the quotation, and those that hold only part of it."""
    words = written(quote)
    whole, part = _read(quote, shelf, words)
    meant = [] if whole else unwritten(quote)
    if meant:  # "gonna": the page may have "going to", which no index brings to the word as typed
        whole, more = _read(quote, shelf, [*words, *meant])
        read = {(one.page.card.id, one.page.card.revision) for one in part}
        part += [one for one in more if (one.page.card.id, one.page.card.revision) not in read]
    return whole, part


def _read(quote: Quotation, shelf: Shelf, words: list[str]) -> tuple[list[Sighting], list[Sighting]]:
    whole: list[Sighting] = []
    part: list[Sighting] = []
    candidates = shelf.candidates(words)
    best = candidates[0].share if candidates else 0.0
    read = 0  # texts that may differ; those that have all of the words are read in any case
    for candidate in candidates[:SIGHTINGS]:
        settled = any(one.clean for one in whole)
        if candidate.share < max(0.2, 0.65 * best):
            break
        if settled and candidate.share < 0.7 and not candidate.card.primary:
            continue
        if candidate.share < 0.95 or not settled:
            if read >= TEXTS:
                continue
            read += 1
        try:
            page = shelf.page(candidate.card)
        except NotFoundError:
            continue  # taken out of the record since the look-up
        found, enough = sighting(quote, page)
        if found is not None:
            (whole if enough else part).append(found)
    return whole, part


def _weigh(request: CheckRequest, one: Sighting) -> Weighed:
    pieces = tuple(credited(one.page, one.chain))
    main = max(range(len(pieces)), key=lambda k: len(one.chain.pieces[k].runs) and _size(one, k))
    positions = [p for run in one.chain.pieces[main].runs for p in range(run.source, run.source_end)]
    judged = credit(request.speaker, one.page, positions, pieces[main])
    return Weighed(one, judged, pieces, _elsewhere(request, one, pieces[main]))


def _size(one: Sighting, piece: int) -> int:
    return sum(run.length for run in one.chain.pieces[piece].runs)


def _elsewhere(request: CheckRequest, one: Sighting, number: int) -> str | None:
    attribution = one.page.attributions[number] if number != NOBODY else None
    day = said_on(one.page, number)
    if day is not None and request.since and day < request.since:
        return f"the record has these words on {day}, before {request.since}"
    if day is not None and request.until and day > request.until:
        return f"the record has these words on {day}, after {request.until}"
    occasion = attribution.occasion if attribution else None
    if request.occasion and occasion is not None and not _same_occasion(request.occasion, occasion.text, occasion.kind):
        return f"the record has these words on another occasion: {occasion.text}"
    return None


def _same_occasion(asked: str, text: str, kind: str) -> bool:
    skipped = {"a", "an", "the", "at", "in", "on", "to", "of", "with", "his", "her", "their", "for", "during"}
    wanted = {fold(word) for word in asked.split()} - skipped
    has = {fold(word.strip(".,")) for word in (*text.split(), *kind.split())} - skipped
    return not wanted or bool(wanted & has)


def _judged(best: Weighed, weighed: list[Weighed]) -> Weighed:
    """A primary source of the same days overrules a report: against it alone may a quotation be called misquoted."""
    if best.primary or not best.sighting.clean:
        return best
    for other in weighed:
        if (
            other.primary
            and other.sighting.verdict == "altered"
            and other.sighting.share >= 0.7
            and _one_event(best, other)
        ):
            return other
    return best


def _one_event(one: Weighed, other: Weighed) -> bool:
    from datetime import date

    first, second = (said_on(w.sighting.page, w.pieces[0]) for w in (one, other))
    if first is None or second is None:
        return False
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= _DAYS_OF_ONE_EVENT


def _spliced_across(
    quote: Quotation, partial: list[Sighting], best: Weighed | None, shelf: Shelf
) -> tuple[Sighting, Sighting] | None:
    """Two articles, or two places of one, that have one half each, the halves together being the whole quotation."""
    firsts = sorted([*partial, *([best.sighting] if best else [])], key=lambda one: -one.share)[:3]
    for first in firsts:
        covered = {k for piece in first.chain.pieces for run in piece.runs for k in range(run.quote, run.quote_end)}
        rest = _longest_gap(len(quote.keys), covered)
        if first.chain.longest < max(_SPLICE_WORDS, 0.7 * len(covered)) or len(rest) < _SPLICE_WORDS:
            continue
        if sum(weight(quote.keys[k]) for k in rest) < 2.0 or len(covered) + len(rest) < len(quote.keys) - 1:
            continue
        start, end = quote.span(rest[0], rest[-1] + 1)
        half = quotation(quote.text[start:end])
        for candidate in shelf.candidates(written(half))[:4]:
            found, enough = sighting(half, shelf.page(candidate.card))
            if found is not None and enough and found.clean and found.share > 0.99:
                return first, found
    return None


def _longest_gap(length: int, covered: set[int]) -> list[int]:
    best: list[int] = []
    current: list[int] = []
    for k in range(length):
        current = [] if k in covered else [*current, k]
        best = current if len(current) > len(best) else best
    return best


def _splice_answer(
    request: CheckRequest, quote: Quotation, joined: tuple[Sighting, Sighting], shelf: Shelf
) -> CheckAnswer:
    evidence = tuple(
        item for one in joined for item in evidence_of(one, tuple(credited(one.page, one.chain)), verdict="spliced")
    )
    apart = joined[0].page.card != joined[1].page.card
    told = "one part stands in one article, the other in another" if apart else "two passages of one article are joined"
    notes = (told, *_standing_notes(evidence), TRANSCRIPT)
    return CheckAnswer(
        request.quote,
        request.speaker,
        "spliced",
        (),
        False,
        evidence,
        difference_of(quote, joined[0]),
        shelf.extent(),
        notes,
    )


def _not_found(request: CheckRequest, quote: Quotation, partial: list[Sighting], shelf: Shelf) -> CheckAnswer:
    nearest = sorted((one for one in partial if one.share >= 0.35), key=lambda one: -one.share)[:3]
    shown = tuple(
        item for one in nearest for item in evidence_of(one, tuple(credited(one.page, one.chain)), verdict=None)
    )
    notes = ["not found in what was searched; that does not mean it was never said"]
    if len(quote.keys) <= SHORT:
        notes.append("too short to be sure of")
    if shown:
        notes.append("the nearest passages are shown; they are not the same statement for certain")
    return CheckAnswer(
        request.quote, request.speaker, "not-found", (), False, (), (), shelf.extent(), (*notes, TRANSCRIPT),
        abstained=bool(shown) and nearest[0].share >= 0.5, nearest=shown,
    )  # fmt: skip


def _answer(
    request: CheckRequest, quote: Quotation, best: Weighed, weighed: list[Weighed], shelf: Shelf
) -> CheckAnswer:
    one = best.sighting
    verdict: Verdict = "other-speaker" if one.clean and best.credit.match == "other" else one.verdict
    shown = [best, *_others(best, weighed)]
    evidence = tuple(item for w in shown for item in evidence_of(w.sighting, w.pieces, verdict=_own(w)))
    differ = _versions_differ(best, weighed)
    misquoted = best.primary and one.verdict in ("altered", "spliced") and not _weak(quote, one)
    notes = [*one.notes, *_notes(request, quote, best, verdict), *_standing_notes(evidence)]
    if differ:
        notes.append("versions differ between reports: see the evidence")
    if misquoted:
        notes.append("misquoted: a primary source has other words")
    elif not one.clean and not best.primary:
        notes.append("the words differ from the reports held; that is not proof of a misquotation")
    if verdict != "verbatim" or not best.primary:
        notes.append(TRANSCRIPT)
    doubt = best.credit.match == "doubt"
    return CheckAnswer(
        request.quote, request.speaker, verdict, one.kinds if verdict == "altered" else (), one.cut, evidence,
        difference_of(quote, one), shelf.extent(), tuple(dict.fromkeys(notes)),
        abstained=doubt or _weak(quote, one), versions_differ=differ, misquoted=misquoted,
    )  # fmt: skip


def _own(one: Weighed) -> Verdict:
    return "other-speaker" if one.sighting.clean and one.credit.match == "other" else one.sighting.verdict


def _weak(quote: Quotation, one: Sighting) -> bool:
    return len(quote.keys) <= SHORT or (not one.clean and (one.share < SURE or telling(quote, one.regions) < _TELLING))


def _others(best: Weighed, weighed: list[Weighed]) -> list[Weighed]:
    """Further sightings worth showing: all that have the words too, and those that have them differently."""
    return [
        one for one in weighed
        if one is not best and (_another_version(best, one) or (
            (one.sighting.clean or one.sighting.cost <= best.sighting.cost + 1.2) and one.sighting.share >= 0.75
        ))
    ][: SIGHTINGS - 1]  # fmt: skip


def _versions_differ(best: Weighed, weighed: list[Weighed]) -> bool:
    return any(one is not best and _another_version(best, one) for one in weighed)


def _another_version(best: Weighed, one: Weighed) -> bool:
    """True when a report has other words where ``best`` has those asked about, or the other way round."""
    if not best.sighting.clean:
        return one.sighting.clean
    return (
        one.sighting.verdict == "altered"
        and one.sighting.share >= _VERSION
        and one.sighting.page.card.id != best.sighting.page.card.id
        and _one_event(best, one)
    )


def _notes(request: CheckRequest, quote: Quotation, best: Weighed, verdict: Verdict) -> list[str]:
    notes: list[str] = []
    if best.credit.why:
        notes.append(best.credit.why)
    if best.elsewhere:
        notes.append(f"right words, another occasion: {best.elsewhere}" if best.sighting.clean else best.elsewhere)
    elif request.occasion and _occasion_unknown(best):
        notes.append("the article does not say on what occasion these words were spoken")
    if len(quote.keys) <= SHORT:
        notes.append("too short to be sure of")
    if verdict == "paraphrase":
        notes.append("these are the outlet's words: they stand outside quotation marks, wholly or in part")
    if any("insertion" in region.kinds for region in best.sighting.regions):
        notes.append("words in brackets are read as insertions, not as the speaker's")
    finer = sorted(
        {k for region in best.sighting.regions for k in region.kinds if k in ("modal", "unit", "date", "order")}
    )
    if finer and verdict == "altered":
        notes.append("changed: " + ", ".join(finer))
    return notes


def _occasion_unknown(best: Weighed) -> bool:
    number = best.pieces[0]
    return number == NOBODY or best.sighting.page.attributions[number].occasion is None


def _standing_notes(evidence: Sequence[CheckEvidence]) -> list[str]:
    """What became since of the articles that an answer rests on."""
    told = [f"{one.article} has been {one.standing} since" for one in evidence if one.standing != "published"]
    if evidence and not any(one.latest for one in evidence):
        told.append("the words stand in earlier revisions only: later ones of the same articles do not have them so")
    return told
