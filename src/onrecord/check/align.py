"""Where the words of a quotation stand in a text: exact runs found by the words' places, joined into the best chain.

The chain may jump: over an ellipsis, from one passage to another, even backwards. A jump costs, so a text that has the
whole quotation in one place always wins over one that has it in pieces. (Seed and chain, as in sequence alignment;
the costs were set on invented quotations, see docs/check.md.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from onrecord.check.printed import NOBODY, Printed

Jump = Literal["start", "near", "far", "back"]

NEAR = 6
"""Words that may be missing between two runs of one piece; more is a join of two passages."""
_TITLE = 12
"""Marked words between two runs up to which it is looked whose they are."""
_JUMP, _BACK, _MARKED = 2.2, 2.8, 0.6
_MOST_RUNS = 48
_LIGHT = frozenset(
    "a an the and or but of to in on at by for with from as that this it he she we they i you is are was were be been "
    "am 's has have had do does did will would not his her our their its my your if so there what which who them us "
    "me him no all can than then about into out up just more one #1 when how".split()
)


class Run(NamedTuple):
    """Words ``[quote, quote + length)`` of the quotation, equal to ``[source, source + length)`` of the text."""

    quote: int
    source: int
    length: int
    weight: float

    @property
    def quote_end(self) -> int:
        return self.quote + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.length


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that stand together in the text: one passage. ``jump`` is how it is reached from the piece before."""

    runs: tuple[Run, ...]
    jump: Jump

    @property
    def quote(self) -> tuple[int, int]:
        return self.runs[0].quote, self.runs[-1].quote_end

    @property
    def source(self) -> tuple[int, int]:
        return self.runs[0].source, self.runs[-1].source_end


@dataclass(frozen=True, slots=True)
class Chain:
    """The best way to read the quotation out of one text; ``share`` is the matched part by weight (0 to 1)."""

    pieces: tuple[Piece, ...]
    score: float
    share: float
    longest: int = field(default=0)


def weight(key: str) -> float:
    """How much a word tells: function words little, single signs of scripts without spaces half."""
    if key in _LIGHT:
        return 0.35
    return 0.5 if len(key) == 1 else 1.0


def chain(keys: Sequence[str], breaks: frozenset[int], page: Printed) -> Chain:
    """The best chain for the quotation's ``keys``; ``breaks`` are the numbers of words before each ellipsis."""
    total = sum(map(weight, keys)) or 1.0
    found = _runs(keys, breaks, page)
    if not found:
        return Chain((), 0.0, 0.0)
    whole = [run for run in found if run.length == len(keys)]
    if whole:
        best = max(whole, key=lambda run: (_said(run, page), -run.source))
        return Chain((Piece((best,), "start"),), total, 1.0, best.length)
    path, score = _best_path(_pruned(found, breaks), breaks, page)
    path = _without_strays(path, page)
    matched = sum(run.weight for run in path)
    return Chain(_pieces(path, breaks, page), score, min(1.0, matched / total), max(run.length for run in path))


def _without_strays(path: list[Run], page: Printed) -> list[Run]:
    """The path without a word or two of the outlet's that a spoken quotation matched by chance."""
    outside = [run for run in path if not page.depth[run.source]]
    total = sum(run.weight for run in path)
    if not outside or sum(run.weight for run in outside) >= 0.15 * total:
        return path
    return [run for run in path if page.depth[run.source]]


def _said(run: Run, page: Printed) -> float:
    """How much of a run stands inside quotation marks and in an attribution, for choosing among equal runs."""
    inside = page.spoken[run.source_end] - page.spoken[run.source]
    credited = sum(1 for number in page.credit[run.source : run.source_end] if number >= 0)
    return inside + 0.5 * credited


def _runs(keys: Sequence[str], breaks: frozenset[int], page: Printed) -> list[Run]:
    """All maximal runs of equal words, none reaching over an ellipsis of the quotation."""
    done: list[Run] = []
    told = [0.0, *accumulate(map(weight, keys))]
    open_runs: dict[int, int] = {}  # place in the text after the run so far -> place in the quotation where it began
    inside = page.depth
    for position, key in enumerate(keys):
        following: dict[int, int] = {}
        if position in breaks:
            _close(done, open_runs, position, told)
            open_runs = {}
        for place in page.posting.get(key, ()):
            # A run does not leave a marked stretch: in '"not shy," I said. "I have' only one "I" is the speaker's.
            goes_on = place and bool(inside[place - 1]) == bool(inside[place])
            following[place + 1] = open_runs.pop(place, position) if goes_on else position
        _close(done, open_runs, position, told)
        open_runs = following
    _close(done, open_runs, len(keys), told)
    return done


def _close(done: list[Run], open_runs: dict[int, int], end: int, told: list[float]) -> None:
    for after, began in open_runs.items():
        done.append(Run(began, after - end + began, end - began, told[end] - told[began]))


def _pruned(found: list[Run], breaks: frozenset[int]) -> list[Run]:
    """The runs worth chaining: those that tell something and are not outdone by a far longer one at the same words."""
    telling = [run for run in found if run.weight >= 0.9] or found
    telling.sort(key=lambda run: -run.weight)
    kept = _lights(found, telling, breaks)
    heaviest = [0.0] * (max(run.quote_end for run in found) + 1)  # per word, of the runs kept that hold it
    for run in telling:
        if run.weight * 2 <= min(heaviest[run.quote : run.quote_end]):
            continue
        kept.append(run)
        for place in range(run.quote, run.quote_end):
            heaviest[place] = max(heaviest[place], run.weight)
        if len(kept) >= _MOST_RUNS:
            break
    return sorted(kept, key=lambda run: (run.quote, run.source))


def _lights(found: list[Run], telling: list[Run], breaks: frozenset[int]) -> list[Run]:
    """Runs of function words for those parts between ellipses that have nothing better."""
    edges = [0, *sorted(breaks), max(run.quote_end for run in found)]
    kept: list[Run] = []
    for low, high in pairwise(edges):
        if not any(low <= run.quote < high for run in telling):
            part = [run for run in found if low <= run.quote < high]
            kept.extend(sorted(part, key=lambda run: -run.weight)[:8])
    return kept


def _best_path(found: list[Run], breaks: frozenset[int], page: Printed) -> tuple[list[Run], float]:
    scores: list[float] = []
    came: list[tuple[int, Run]] = []
    for number, run in enumerate(found):
        best, before, trimmed = _value(run, page), -1, run
        for earlier in range(number):
            previous = came[earlier][1]
            follower = _trim(previous, run)
            if follower is None:
                continue
            score = scores[earlier] + _value(follower, page) - _cost(previous, follower, breaks, page)
            if score > best:
                best, before, trimmed = score, earlier, follower
        scores.append(best)
        came.append((before, trimmed))
    at = max(range(len(found)), key=scores.__getitem__)
    score = scores[at]
    path: list[Run] = []
    while at >= 0:
        path.append(came[at][1])
        at = came[at][0]
    return path[::-1], score


def _value(run: Run, page: Printed) -> float:
    inside = page.spoken[run.source_end] - page.spoken[run.source]
    return run.weight + 0.15 * (run.length - 1) + 0.08 * run.weight * inside / run.length


def _trim(previous: Run, run: Run) -> Run | None:
    """``run`` without the words that ``previous`` already took; None when it cannot follow."""
    cut = max(0, previous.quote_end - run.quote)
    behind = previous.source_end - run.source
    if 0 < behind <= 3 and run.source_end > previous.source_end:
        cut = max(cut, behind)
    if cut >= run.length:
        return None
    if cut == 0:
        return run
    share = (run.length - cut) / run.length
    return Run(run.quote + cut, run.source + cut, run.length - cut, run.weight * share)


def _missing(previous: Run, run: Run, page: Printed) -> int:
    """How many words of the text are left out between two runs: the outlet's own do not count between spoken ones."""
    gap = run.source - previous.source_end
    if gap <= 0:
        return gap
    last, first = previous.source_end - 1, run.source
    if not (page.depth[last] and page.depth[first]):
        return gap
    between = page.spoken[first] - page.spoken[last + 1]
    if 0 < between <= _TITLE and page.credit[last] == page.credit[first] != NOBODY:
        # marked words of the cue ("after she came on to 'Eye of the Tiger'") are no part of the statement
        own, around = page.credit[first], (page.stretch[last], page.stretch[first])
        return sum(
            1 for p in range(last + 1, first)
            if page.depth[p] and (page.credit[p] == own or page.stretch[p] in around)
        )  # fmt: skip
    return between


def _at_break(previous: Run, run: Run, breaks: frozenset[int]) -> bool:
    return any(previous.quote_end <= place <= run.quote for place in breaks)


def _cost(previous: Run, run: Run, breaks: frozenset[int], page: Printed) -> float:
    added = run.quote - previous.quote_end
    missing = _missing(previous, run, page)
    if missing < 0 or run.source < previous.source_end:
        return (1.2 if _at_break(previous, run, breaks) else _BACK) + 0.3 * added
    far = 0.001 * min(missing, 400)
    if _at_break(previous, run, breaks):
        return _MARKED + 0.3 * added + far
    return min(0.35 * max(added, missing), _JUMP + 0.3 * added + far)


def _pieces(path: list[Run], breaks: frozenset[int], page: Printed) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    current: list[Run] = [path[0]]
    jump: Jump = "start"
    for previous, run in pairwise(path):
        reached = _reached(previous, run, breaks, page)
        if reached == "near":
            current.append(run)
            continue
        pieces.append(Piece(tuple(current), jump))
        current, jump = [run], reached
    pieces.append(Piece(tuple(current), jump))
    return tuple(pieces)


def _reached(previous: Run, run: Run, breaks: frozenset[int], page: Printed) -> Jump:
    if run.source < previous.source_end:
        return "back"
    added = run.quote - previous.quote_end
    missing = _missing(previous, run, page)
    if _at_break(previous, run, breaks):
        return "far" if missing else "near"
    if missing <= NEAR or missing <= added + 2 <= 2 * NEAR:
        return "near"
    return "far"
