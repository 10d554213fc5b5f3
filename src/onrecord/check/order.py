"""The same words in another order: parts of one sentence changed round, or all of its words mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz.distance import Indel

from onrecord.check.align import weight
from onrecord.check.difference import NEGATIONS
from onrecord.check.printed import Printed
from onrecord.check.quotation import Quotation
from onrecord.check.regions import Region

_FEWEST = 5
"""Words that a mixed quotation must have, function words among them."""
_TELLING = 3.0
"""What those words must weigh together: three that tell something."""
_MIXED = 0.93
"""Share of them (by weight) that the sentence must hold."""
_ROOM = 1.34
"""How much longer than the quotation the stretch of the sentence may be."""


def reordered(quote: Quotation, page: Printed, regions: Sequence[Region]) -> tuple[Region, ...]:
    """``regions`` with the kind "order" where the words put in at one place are those missing from another.

    A negation or a number that moved stays named as well: it denies, or counts, something else now.
    """
    differing = [one for one in regions if one.kinds]
    given = Counter(quote.keys[k] for one in differing for k in range(*one.quote))
    has = Counter(page.keys[p] for one in differing for p in one.source)
    if (
        len(differing) < 2
        or not given
        or given != has
        or len({page.sentence[p] for r in differing for p in r.source}) > 1
    ):
        return tuple(regions)
    if all(_exchanged(one) for one in differing):
        return tuple(regions)  # two names, or two numbers, have changed places: that says it all
    return tuple(replace(one, kinds=("order", *_moved(one, quote, page))) if one.kinds else one for one in regions)


def _exchanged(one: Region) -> bool:
    """A name against others, or one number against another."""
    return one.kinds == ("name",) or (
        len(one.source) == one.quote[1] - one.quote[0] == 1 and set(one.kinds) <= {"number", "unit", "date"}
    )


def mixed_kind(quote: Quotation, page: Printed, first: int, last: int) -> str:
    """What the mixed words of the stretch ``[first, last)`` amount to: "name" where only names have moved."""
    codes = Indel.opcodes(page.keys[first:last], quote.keys)
    moved = [quote.at[k] for code in codes if code.tag == "insert" for k in range(code.dest_start, code.dest_end)]
    return "name" if moved and all(quote.words.cap[place] for place in moved) else "order"


def _moved(one: Region, quote: Quotation, page: Printed) -> tuple[str, ...]:
    keys = [quote.keys[k] for k in range(*one.quote)] + [page.keys[p] for p in one.source]
    denied = ("negation",) if any(key in NEGATIONS for key in keys) else ()
    return (*denied, "number") if any(key.startswith("#") for key in keys) else denied


def mixed_in(quote: Quotation, page: Printed) -> tuple[int, int] | None:
    """The stretch ``[first, last)`` of one sentence that holds the quotation's words in whatever order, if any does.

    The shortest such stretch; None for quotations of few words, or with an ellipsis.
    """
    total = sum(map(weight, quote.keys))
    if len(quote.keys) < _FEWEST or total < _TELLING or quote.breaks:
        return None
    wanted = Counter(quote.keys)
    best: tuple[int, int] | None = None
    for _, places in groupby(_candidates(page, wanted), key=lambda p: page.sentence[p]):
        found = _window(page, list(places), wanted, total, int(len(quote.keys) * _ROOM))
        if found is not None and (best is None or found[1] - found[0] < best[1] - best[0]):
            best = found
    return best


def _candidates(page: Printed, wanted: Counter[str]) -> list[int]:
    return sorted(p for key in wanted for p in page.posting.get(key, ()))


def _window(page: Printed, places: list[int], wanted: Counter[str], total: float, room: int) -> tuple[int, int] | None:
    for begin, first in enumerate(places):
        left, held = wanted.copy(), 0.0
        for last in places[begin:]:
            if last - first >= room:
                break
            key = page.keys[last]
            if left[key] > 0:
                left[key] -= 1
                held += weight(key)
            if held >= _MIXED * total:
                return first, last + 1
    return None
