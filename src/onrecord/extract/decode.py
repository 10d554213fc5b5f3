"""From the network's scores to roles: the best placement of source and contents for each cue, and no two at odds.

A placement is at most one source and at most three contents, none overlapping, none over the cue. Its score is the
sum over spans ``[a, b]`` of ``start[a] + stop[b] + inside[a..b]``; the best one is found exactly, for all cues at once,
with running maxima instead of a loop over the pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.pieces import Window

Doubles = NDArray[np.float64]
CONTENTS = 3
LOW = -1.0e4
SOURCE, CONTENT = 0, 1
B_CUE, I_CUE = 3, 4


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers tuned on held-out articles of the training corpus, kept with the weights."""

    cue_floor: float = 0.12
    """Least probability of a cue's first piece to be looked at."""
    keep: float = -4.0
    """Least score (log-probability of cue and of a placement at all) of an attribution that is considered."""
    content_bias: float = 0.0
    """Added to the score of each content."""
    least: float = 0.0
    """Least calibrated probability of an attribution that is given out."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One attribution in a window: positions, (first, last) with ``last`` inside; scores are log-probabilities."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    cue_score: float
    some: float
    """That the cue has any source or content at all."""
    whole: float
    """Of this placement among all."""
    source_score: float


def cue_candidates(tags: Doubles, window: Window, floor: float) -> list[tuple[int, int, float]]:
    """Cues that the tags suggest: (first, last, log-probability), sorted, none overlapping."""
    begins = np.nonzero((tags[:, B_CUE] > np.log(floor)) & window.starts)[0]
    inner = tags[:, I_CUE]
    other = np.log1p(-np.exp(np.minimum(inner, -1e-6)))
    found = []
    for first in begins.tolist():
        score, best, last = float(tags[first, B_CUE]), -np.inf, first
        for end in range(first, min(first + 40, len(tags) - 1)):
            if end > first:
                score += float(inner[end])
                if score < best - 4 or not window.index[end] >= 0:
                    break
            value = score + float(other[end + 1])
            if window.ends[end] and value > best:
                best, last = value, end
        if best > -np.inf:
            found.append((first, last, best))
    kept: list[tuple[int, int, float]] = []
    for one in sorted(found, key=lambda c: (-c[2], c[0])):
        if all(one[1] < other_one[0] or other_one[1] < one[0] for other_one in kept):
            kept.append(one)
    return sorted(kept)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Opening and closing scores of spans, (cues, length) for source and content."""

    opening: tuple[Doubles, Doubles]
    closing: tuple[Doubles, Doubles]

    @classmethod
    def of(cls, scores: Doubles, window: Window, free: NDArray[np.bool_]) -> Lattice:
        """scores (cues, length, 3, 2): start, stop, inside of source and content; free (cues, length)."""
        inner = np.where(free[..., None], scores[:, :, 2], -50.0)
        sums = np.cumsum(inner, 1)
        opening = scores[:, :, 0] - (sums - inner) + np.where(window.starts & free, 0.0, LOW)[..., None]
        closing = scores[:, :, 1] + sums + np.where(window.ends & free, 0.0, LOW)[..., None]
        return cls((opening[..., 0], opening[..., 1]), (closing[..., 0], closing[..., 1]))

    def log_totals(self) -> tuple[Doubles, Doubles]:
        """Log of the sum over all placements, one a cue, and over those of a source `alone`."""
        cues, length = self.opening[0].shape
        none = np.full((cues, 1), -1.0e9)
        before = {(0, 0): np.zeros((cues, length + 1))}
        total = np.zeros(cues)
        for contents, sources in _NODES:
            closed = None
            for role, previous in _paths(contents, sources):
                run = np.logaddexp.accumulate(self.opening[role] + before[previous][:, :-1], 1)
                path = self.closing[role] + run
                closed = path if closed is None else np.logaddexp(closed, path)
            assert closed is not None
            summed = np.logaddexp.accumulate(closed, 1)
            before[contents, sources] = np.concatenate([none, summed], 1)
            total = np.logaddexp(total, summed[:, -1])
        return total, before[0, 1][:, -1]

    def alone(self) -> Doubles:
        """Log of the sum over all placements of a source without content, one a cue."""
        runs = np.logaddexp.accumulate(self.opening[SOURCE], 1)
        summed: Doubles = np.logaddexp.reduce(self.closing[SOURCE] + runs, 1)
        return summed

    def best(self) -> tuple[Doubles, list[list[tuple[int, int, int]]]]:
        """For each cue the best score and its placement: (role, first, last) in order."""
        cues, length = self.opening[0].shape
        none = np.full((cues, 1), -1.0e9)
        before = {(0, 0): np.zeros((cues, length + 1))}
        ends: dict[tuple[int, int], Doubles] = {}
        steps: dict[tuple[int, int], list[tuple[int, tuple[int, int], Doubles, Doubles]]] = {}
        for node in _NODES:
            paths = []
            for role, previous in _paths(*node):
                opened = self.opening[role] + before[previous][:, :-1]
                paths.append((role, previous, self.closing[role] + np.maximum.accumulate(opened, 1), opened))
            steps[node] = paths
            ends[node] = paths[0][2] if len(paths) == 1 else np.maximum(paths[0][2], paths[1][2])
            before[node] = np.concatenate([none, np.maximum.accumulate(ends[node], 1)], 1)
        finals = np.stack([np.zeros(cues)] + [before[node][:, -1] for node in _NODES], 1)
        chosen = finals.argmax(1)
        placements = []
        for cue in range(cues):
            spans: list[tuple[int, int, int]] = []
            node = ((0, 0), *_NODES)[int(chosen[cue])]
            upto = length
            while node != (0, 0):
                last = int(ends[node][cue, :upto].argmax())
                role, previous, _, opened = max(steps[node], key=lambda p: float(p[2][cue, last]))
                first = int(opened[cue, : last + 1].argmax())
                spans.append((role, first, last))
                node, upto = previous, first
            placements.append(spans[::-1])
        return finals.max(1), placements


_NODES = tuple((c, s) for c in range(CONTENTS + 1) for s in range(2) if c + s)


def _paths(contents: int, sources: int) -> list[tuple[int, tuple[int, int]]]:
    """(role, node before) by which a node is reached."""
    made = [(CONTENT, (contents - 1, sources))] if contents else []
    return made + ([(SOURCE, (contents, 0))] if sources else [])


def place_all(
    window: Window,
    cues: Sequence[tuple[int, int, float]],
    scores: Doubles,
    settings: Settings,
) -> list[Placed]:
    """The attributions of a window: each cue's best placement, then those at odds decided by their scores.

    Nothing is marked inside a content: of two cues whose contents meet, or of a cue inside another's content, the
    better one stays as it is and the other is placed anew around it, or dropped.
    """
    if not cues:
        return []
    mixed = scores.astype(np.float64)
    mixed[:, :, 0, CONTENT] += settings.content_bias
    free = np.ones(mixed.shape[:2], bool)
    for n, (first, last, _) in enumerate(cues):
        free[n, first : last + 1] = False
    lattice = Lattice.of(mixed, window, free)
    total, alone = lattice.log_totals()
    best, placements = lattice.best()
    made = [_placed(cues[n], placements[n], best[n], total[n], lattice, n, alone[n]) for n in range(len(cues))]
    taken = np.zeros(len(window.ids), bool)
    kept: list[Placed] = []
    for n in sorted(range(len(cues)), key=lambda n: (-_worth(made[n]), cues[n][0])):
        one = made[n]
        if taken[one.cue[0] : one.cue[1] + 1].any() or one.cue_score + one.some < settings.keep:
            continue
        blocked = taken.copy()
        for other in kept:
            blocked[other.cue[0] : other.cue[1] + 1] = True
        spans = [*one.content, *([one.source] if one.source else [])]
        if any(blocked[a : b + 1].any() for a, b in spans):
            again = Lattice.of(mixed[n : n + 1], window, free[n : n + 1] & ~blocked)
            value, placement = again.best()
            one = _placed(cues[n], placement[0], value[0], total[n], again, 0, again.alone()[0])
        if not one.content or one.cue_score + one.some < settings.keep:
            continue
        for a, b in one.content:
            taken[a : b + 1] = True
        kept.append(one)
    return sorted(kept, key=lambda p: p.cue)


def _worth(one: Placed) -> float:
    return one.cue_score + one.some


def _placed(
    cue: tuple[int, int, float],
    spans: list[tuple[int, int, int]],
    best: float,
    total: float,
    lattice: Lattice,
    n: int,
    alone: float,
) -> Placed:
    """``alone``: the log of the sum over all placements of a source alone."""
    sources = [(a, b) for role, a, b in spans if role == SOURCE]
    contents = tuple((a, b) for role, a, b in spans if role == CONTENT)
    of_any = np.logaddexp(0.0, alone)
    own = 0.0
    if sources:
        own = lattice.opening[SOURCE][n, sources[0][0]] + lattice.closing[SOURCE][n, sources[0][1]]
    some = float(np.log1p(-np.exp(min(-total, -1e-9))))
    return Placed(
        cue[:2],
        sources[0] if sources else None,
        contents,
        cue[2],
        some,
        float(best - total),
        float(min(0.0, own - of_any)),
    )
