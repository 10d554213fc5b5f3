"""What a verdict is shown with: the passages as stored, and the aligned difference word by word."""

from __future__ import annotations

from onrecord.check.printed import NOBODY, Printed
from onrecord.check.quotation import Quotation
from onrecord.check.regions import Region
from onrecord.check.sighting import Sighting
from onrecord.check.surface import plain
from onrecord.model import CheckEvidence, DifferenceRun, Span, Verdict, pieces
from onrecord.model.checking import RunOp


def evidence_of(one: Sighting, attributions: tuple[int, ...], *, verdict: Verdict | None) -> list[CheckEvidence]:
    """The passages of one sighting, one for each piece; pieces of the same attribution that touch are one passage."""
    made: list[CheckEvidence] = []
    for number, attribution in enumerate(attributions):
        positions = _positions(one, number)
        made.append(_passage(one.page, positions, attribution, verdict))
    return made


def _positions(one: Sighting, piece: int) -> list[int]:
    taken = {p for region in one.regions if region.piece == piece for p in region.source}
    return sorted(taken)


def _passage(page: Printed, positions: list[int], number: int, verdict: Verdict | None) -> CheckEvidence:
    card = page.card
    attribution = page.attributions[number] if number != NOBODY else None
    words = _stretches(page, positions)
    span = Span(words[0].start, words[-1].end)
    return CheckEvidence(
        attribution=attribution.id if attribution else None,
        article=card.id,
        span=span,
        text=span.of(page.text),
        speaker=attribution.speaker.name if attribution and attribution.speaker else None,
        outlet=card.outlet,
        published=card.published,
        url=card.url,
        primary=card.primary,
        revision=card.revision,
        latest=card.latest,
        title=card.title,
        standing=card.standing,
        source=" ".join(pieces(page.text, attribution.source)) or None if attribution else None,
        occasion=attribution.occasion.text if attribution and attribution.occasion else None,
        when=attribution.said if attribution else None,
        verdict=verdict,
        words=tuple(words),
    )


def _stretches(page: Printed, positions: list[int]) -> list[Span]:
    spans: list[Span] = []
    last = -2
    for position in positions:
        place = page.place(position)
        if spans and position == last + 1 and page.stretch[position] == page.stretch[last]:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, place.end))
        elif not spans or place.start >= spans[-1].end:
            spans.append(place)
        last = position
    return spans


def said_on(page: Printed, number: int) -> str | None:
    """The ISO day of the words: what the article says of them, else the day it was published, else None."""
    attribution = page.attributions[number] if number != NOBODY else None
    if attribution is not None and attribution.said:
        return attribution.said[:10]
    published = page.card.published
    return published[:10] if published and len(published) >= 10 else None


def difference_of(quote: Quotation, one: Sighting) -> tuple[DifferenceRun, ...]:
    """The aligned difference in the order of the quotation; joined, its ``quote`` slices hold all of its words."""
    runs: list[DifferenceRun] = []
    joins = {join.quote: join for join in one.joins}
    for region in one.regions:
        runs.extend(_runs(quote, one.page, region, joins.keys()))
    made: list[DifferenceRun] = []
    for run in _merged(runs, quote.text, one.page):
        at = run.quote_span.start if run.quote_span else -1
        made.extend(_leap(quote, one, at))
        made.append(run)
    return tuple(made)


def _leap(quote: Quotation, one: Sighting, at: int) -> list[DifferenceRun]:
    for join in one.joins:
        if quote.words.starts[quote.at[join.quote]] != at:
            continue
        a, b = join.source
        source = one.page.span(a, b) if 0 <= a < b else None
        mark = next((span for place, span in quote.breaks.items() if place == join.quote), None)
        kind = "splice" if join.spliced else join.kind or ("ellipsis" if join.elided else "cue")
        text = source.of(one.page.text) if source else ""
        return [
            DifferenceRun(
                "replace" if mark else "delete",
                mark.of(quote.text) if mark else "",
                text,
                kind,
                mark,
                source,
                one.page.card.id,
            )
        ]
    return []


def _runs(quote: Quotation, page: Printed, region: Region, joins: object) -> list[DifferenceRun]:
    if region.kinds:
        return [_run(quote, page, region.quote, region.source, "/".join(region.kinds))]
    # An agreeing stretch is parted where the outlet's words stand between.
    assert isinstance(joins, type({}.keys()))
    made: list[DifferenceRun] = []
    begin = region.quote[0]
    for k in range(region.quote[0] + 1, region.quote[1] + 1):
        if k == region.quote[1] or k in joins:
            low = begin - region.quote[0]
            made.append(_run(quote, page, (begin, k), region.source[low : k - region.quote[0]], None))
            begin = k
    return made


def _run(
    quote: Quotation, page: Printed, at: tuple[int, int], source: tuple[int, ...], kind: str | None
) -> DifferenceRun:
    q = quote.span(*at) if at[0] < at[1] else None
    s = Span(page.place(source[0]).start, page.place(source[-1]).end) if source else None
    given, has = q.of(quote.text) if q else "", s.of(page.text) if s else ""
    if kind is None:
        return DifferenceRun("equal", given, has, None if plain(given) == plain(has) else "form", q, s, page.card.id)
    return DifferenceRun(_op(q, s), given, has, kind, q, s, page.card.id)


def _op(quote: Span | None, source: Span | None) -> RunOp:
    return "replace" if quote and source else "insert" if quote else "delete"


def _merged(runs: list[DifferenceRun], text: str, page: Printed) -> list[DifferenceRun]:
    """Runs that share a written word ("don't" against "do") become one, so that every slice is whole words."""
    made: list[DifferenceRun] = []
    for run in runs:
        if made and (_overlap(made[-1].quote_span, run.quote_span) or _overlap(made[-1].source_span, run.source_span)):
            made[-1] = _one(made[-1], run, text, page)
        else:
            made.append(run)
    return made


def _overlap(left: Span | None, right: Span | None) -> bool:
    return left is not None and right is not None and left.overlaps(right)


def _one(left: DifferenceRun, right: DifferenceRun, text: str, page: Printed) -> DifferenceRun:
    q = _union(left.quote_span, right.quote_span)
    s = _union(left.source_span, right.source_span)
    kinds = [kind for kind in (left.kind, right.kind) if kind and kind != "form"] or ["form"]
    return DifferenceRun(
        _op(q, s),
        q.of(text) if q else "",
        s.of(page.text) if s else "",
        "/".join(kinds),
        q,
        s,
        left.article,
    )


def _union(left: Span | None, right: Span | None) -> Span | None:
    if left is None or right is None:
        return left or right
    return Span(min(left.start, right.start), max(left.end, right.end))
