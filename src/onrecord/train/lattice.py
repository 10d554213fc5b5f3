"""The score of "at most one source and at most three contents" summed over all ways to place them (torch)."""

from __future__ import annotations

import torch
from torch import Tensor

CONTENTS = 3
LOW = -1.0e4


def log_total(start: Tensor, stop: Tensor, inside: Tensor, starts: Tensor, ends: Tensor, free: Tensor) -> Tensor:
    """Log of the sum of exp(score) over all allowed placements, one number a cue.

    start, stop, inside: (cues, length, 2) scores of source and content; a span [a, b] scores
    ``start[a] + stop[b] + inside[a..b]``; no span at all scores 0. starts, ends, free: (cues, length) where a span may
    begin, end, and run through. Double precision throughout, because prefix sums are taken.
    """
    opening, closing = _edges(start, stop, inside, starts, ends, free)
    cues, length = starts.shape
    none = opening.new_full((cues, 1), -1.0e9)
    before: dict[tuple[int, int], Tensor] = {(0, 0): opening.new_zeros(cues, length + 1)}
    total = [opening.new_zeros(cues)]
    for contents in range(CONTENTS + 1):
        for sources in range(2):
            if contents + sources == 0:
                continue
            paths = []
            if contents:
                paths.append(_close(before[contents - 1, sources], opening[..., 1], closing[..., 1]))
            if sources:
                paths.append(_close(before[contents, 0], opening[..., 0], closing[..., 0]))
            closed = paths[0] if len(paths) == 1 else torch.logaddexp(paths[0], paths[1])
            run = torch.logcumsumexp(closed, 1)
            before[contents, sources] = torch.cat([none, run], 1)
            total.append(run[:, -1])
    return torch.logsumexp(torch.stack(total, 1), 1)


def _edges(
    start: Tensor, stop: Tensor, inside: Tensor, starts: Tensor, ends: Tensor, free: Tensor
) -> tuple[Tensor, Tensor]:
    inner = torch.where(free[..., None], inside.double(), inside.new_full((), -50.0).double())
    sums = torch.cumsum(inner, 1)
    opening = start.double() - (sums - inner) + torch.where(starts & free, 0.0, LOW)[..., None]
    closing = stop.double() + sums + torch.where(ends & free, 0.0, LOW)[..., None]
    return opening, closing


def _close(before: Tensor, opening: Tensor, closing: Tensor) -> Tensor:
    return closing + torch.logcumsumexp(opening + before[:, :-1], 1)


def gold_score(start: Tensor, stop: Tensor, inside: Tensor, spans: list[list[tuple[int, int, int]]]) -> Tensor:
    """The score of given placements: for each cue a list of (role, first, last) with ``last`` inside the span."""
    cue, role, first, last = [], [], [], []
    for n, one in enumerate(spans):
        for r, a, b in one:
            cue.append(n)
            role.append(r)
            first.append(a)
            last.append(b)
    result = start.new_zeros(len(spans), dtype=torch.double)
    if not cue:
        return result
    at = torch.tensor(cue)
    kind, begin, end = torch.tensor(role), torch.tensor(first), torch.tensor(last)
    sums = torch.nn.functional.pad(torch.cumsum(inside.double(), 1), (0, 0, 1, 0))
    value = start[at, begin, kind].double() + stop[at, end, kind].double()
    value = value + sums[at, end + 1, kind] - sums[at, begin, kind]
    return result.index_add(0, at, value)
