"""One quotation read against one stored text: the verdict on this text alone, with every difference placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.check.align import Chain, Piece, Run, chain, weight
from onrecord.check.difference import CONTRACT_KIND, FORM_KINDS
from onrecord.check.joins import Join, joins_of
from onrecord.check.order import mixed_in, mixed_kind, reordered
from onrecord.check.printed import NOBODY, Printed
from onrecord.check.quotation import Quotation
from onrecord.check.regions import Region, regions_of
from onrecord.check.surface import cut_of, printed_alike
from onrecord.model import Span, Verdict

ENOUGH = 0.6
"""Share of the quotation's words (by weight) below which a text is no sighting of it."""
SURE = 0.72
"""Share below which an alteration is named but not held against anybody."""
THIN = 0.85
"""Share below which two telling words at least must stand in the text, or a run of `_RUN` of whatever kind."""
_RUN = 5
_MOST = 0.8
"""... or so many of all of its words."""
SHORT = 3
"""Words up to which a quotation is too short to be sure of."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A quotation found in a text. ``cost`` orders sightings: the least is the best explanation of the wording."""

    page: Printed
    chain: Chain
    regions: tuple[Region, ...]
    joins: tuple[Join, ...]
    verdict: Verdict
    kinds: tuple[str, ...]
    cut: bool
    cost: float
    share: float
    """How much of the quotation (by weight) stands in the text, in whatever form."""
    notes: tuple[str, ...] = ()
    outside: tuple[Span, ...] = field(default=())
    """Places of matched words that stand outside quotation marks."""

    @property
    def clean(self) -> bool:
        return self.verdict in ("verbatim", "reformatted", "elided")


def sighting(quote: Quotation, page: Printed) -> tuple[Sighting | None, bool]:
    """Read ``quote`` against ``page``; also whether enough of it stands there to speak of a sighting.

    None when nothing of it does.
    """
    found = chain(quote.keys, frozenset(quote.breaks), page)
    if not found.pieces:
        return None, False
    regions = reordered(quote, page, regions_of(quote, page, found))
    reaches = _reaches(found, regions)
    joins = joins_of(quote, page, found, reaches)
    kinds = tuple(dict.fromkeys(
        kind for kind in (*(k for region in regions for k in region.kinds), *(j.kind for j in joins if j.kind))
        if kind not in FORM_KINDS and kind != "splice"
    ))  # fmt: skip
    outside = _outside(page, found)
    verdict = _verdict(quote, page, found, regions, joins, kinds, outside)
    share = _share(quote, regions)
    alterations = sum(1 for region in regions if any(kind not in FORM_KINDS for kind in region.kinds))
    cost = _BASE[verdict] + 0.5 * alterations + 0.05 * len(found.pieces) + 4.0 * (1.0 - share) * bool(alterations)
    contract = tuple(dict.fromkeys(CONTRACT_KIND[kind] for kind in kinds)) if verdict == "altered" else ()
    notes = tuple(note for join in joins for note in join.notes)
    made = Sighting(
        page,
        found,
        regions,
        joins,
        verdict,
        contract,
        cut_of(page, reaches[0][0], reaches[-1][1]),
        cost,
        share,
        notes,
        outside,
    )
    return made, _enough(quote, found, regions, share)


def mixed(quote: Quotation, page: Printed) -> Sighting | None:
    """A sighting of all of the words inside one sentence in an order of their own; None where there is none."""
    found = mixed_in(quote, page)
    if found is None:
        return None
    first, last = found
    run = Run(0, first, last - first, sum(map(weight, quote.keys)))
    spoken = all(page.depth[first:last])
    kind = mixed_kind(quote, page, first, last)
    return Sighting(
        page,
        Chain((Piece((run,), "start"),), run.weight, 1.0, run.length),
        (Region(0, (0, len(quote.keys)), tuple(range(first, last)), last, (kind,)),),
        (),
        "altered" if spoken else "paraphrase",
        (CONTRACT_KIND[kind],) if spoken else (),
        cut_of(page, first, last - 1),
        _BASE["altered"] + 0.5,
        1.0,
        ("all of the words stand in one sentence, in another order",),
    )


_BASE: dict[Verdict, float] = {
    "verbatim": 0.0, "reformatted": 0.1, "elided": 0.2, "altered": 0.8, "paraphrase": 1.0, "spliced": 1.5,
}  # fmt: skip


def _reaches(found: Chain, regions: tuple[Region, ...]) -> list[tuple[int, int]]:
    """The first and last position of the page that each piece is aligned with."""
    made: list[tuple[int, int]] = []
    for number, piece in enumerate(found.pieces):
        taken = [p for region in regions if region.piece == number for p in (region.source[:1] + region.source[-1:])]
        made.append((taken[0], taken[-1]) if taken else (piece.source[0], piece.source[1] - 1))
    return made


def _share(quote: Quotation, regions: tuple[Region, ...]) -> float:
    lost = [
        k for region in regions if not set(region.kinds) <= FORM_KINDS for k in range(*region.quote)
    ]  # fmt: skip
    total = sum(map(weight, quote.keys)) or 1.0
    return 1.0 - sum(weight(quote.keys[k]) for k in lost) / total


def _enough(quote: Quotation, found: Chain, regions: tuple[Region, ...], share: float) -> bool:
    if share >= 0.999:
        return True
    if len(quote.keys) <= SHORT:
        return False
    few = found.longest < _RUN and len(_kept(quote, regions)) < _MOST * len(quote.keys)
    if share < THIN and few and telling(quote, regions) < 2:
        return False
    return share >= ENOUGH and found.longest >= (2 if len(quote.keys) < 8 else 3)


def _kept(quote: Quotation, regions: tuple[Region, ...]) -> list[str]:
    """The words of the quotation that the page has too."""
    return [quote.keys[k] for one in regions if set(one.kinds) <= FORM_KINDS for k in range(*one.quote)]


def telling(quote: Quotation, regions: tuple[Region, ...]) -> int:
    """How many of the words that the page has tell something: "there is no ... about it" has none that do."""
    return sum(1 for key in _kept(quote, regions) if weight(key) >= 1.0)


def _outside(page: Printed, found: Chain) -> tuple[Span, ...]:
    return tuple(
        page.place(position)
        for piece in found.pieces
        for run in piece.runs
        for position in range(run.source, run.source_end)
        if not page.depth[position]
    )


def _outlets_words(page: Printed, found: Chain) -> bool:
    """True when enough of the matched words are the outlet's to say that the quotation puts them inside marks."""
    lent = total = 0.0
    for piece in found.pieces:
        for run in piece.runs:
            for position in range(run.source, run.source_end):
                told = weight(page.keys[position])
                total += told
                lent += 0.0 if page.depth[position] else told
    return lent >= 1.0 or lent > 0.25 * total


def _verdict(
    quote: Quotation,
    page: Printed,
    found: Chain,
    regions: tuple[Region, ...],
    joins: tuple[Join, ...],
    kinds: tuple[str, ...],
    outside: tuple[Span, ...],
) -> Verdict:
    spliced = any(join.spliced for join in joins)
    if outside and _outlets_words(page, found) and not (spliced and _mostly_inside(page, found)):
        return "paraphrase"
    if spliced:
        return "spliced"
    if kinds:
        return "altered"
    if any(join.elided for join in joins):
        return "elided"
    differing = any(region.kinds for region in regions)
    alike = printed_alike(quote, page, found) and not _bracketed_edge(quote, page, found)
    return "verbatim" if alike and not differing else "reformatted"


def _bracketed_edge(quote: Quotation, page: Printed, found: Chain) -> bool:
    """The quotation begins or ends with an insertion that the page does not have there."""
    first, last = found.pieces[0].source[0], found.pieces[-1].source[1]
    return (0 in quote.insertions and first not in page.insertions) or (
        len(quote.keys) in quote.insertions and last not in page.insertions
    )


def _mostly_inside(page: Printed, found: Chain) -> bool:
    positions = [p for piece in found.pieces for run in piece.runs for p in range(run.source, run.source_end)]
    return sum(1 for p in positions if page.depth[p]) >= 0.7 * len(positions)


def credited(page: Printed, found: Chain) -> list[int]:
    """For each piece, the attribution that holds the most of its words (its position in the page), or NOBODY.

    Of two that hold as many, the inner one: words quoted inside a statement are the inner speaker's, but a quotation
    that reaches beyond them is the outer one's.
    """
    return [
        _holder(page, [p for run in piece.runs for p in range(run.source, run.source_end)]) for piece in found.pieces
    ]


def _holder(page: Printed, positions: list[int]) -> int:
    starts = [page.place(p).start for p in positions]
    best, most = NOBODY, (0, 0, 0)
    for number, attribution in enumerate(page.attributions):
        content = attribution.content
        if not content or content[0].start > starts[-1] or content[-1].end <= starts[0]:
            continue
        held = sum(1 for start in starts if any(span.start <= start < span.end for span in content))
        size = sum(span.length for span in content)
        if held and (held, attribution.within is not None, -size) > most:
            best, most = number, (held, attribution.within is not None, -size)
    return best
