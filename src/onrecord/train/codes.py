"""By what bytes vectors are kept: each is cut into stretches, and of each stretch the most usual shapes are learnt.

A product quantiser (Jégou, Douze, Schmid 2011). The first numbers of a vector differ most (they are principal
components), so that a stretch of them is shorter: each byte tells about as much (`stretches`, by reverse water-filling,
Cover and Thomas 2006, 10.3.3).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.sense import Codes
from onrecord.model.vectors import CODES

Array = NDArray[np.float32]
WIDTH = 40
"""Bytes kept of a vector."""
ROUNDS = 20
LEAST_BITS = 0.02
"""Even a number that hardly differs belongs to some stretch."""


def fit(vectors: Array, *, width: int = WIDTH, seed: int = 5) -> Codes:
    """Codes for vectors of length 1 like these (n, numbers). At least `CODES` of them, or codes stand for single ones."""
    chance = np.random.default_rng(seed)
    ends = stretches(vectors.var(0), width)
    parts = [_centres(vectors[:, start:end], chance) for start, end in pairwise((0, *ends))]
    return Codes(np.concatenate(parts, axis=1).astype(np.float32), ends)


def stretches(variances: Array, width: int) -> tuple[int, ...]:
    """Where to cut numbers of such variances into ``width`` stretches (fewer where there are fewer) that tell alike."""
    least, most = 1e-12, float(variances.max())
    for _ in range(100):
        level = (least * most) ** 0.5
        bits = np.maximum(0.0, 0.5 * np.log2(np.maximum(variances, 1e-12) / level))
        least, most = (level, most) if bits.sum() > 8 * width else (least, level)
    told = np.cumsum(np.maximum(bits, LEAST_BITS))
    stretch = np.minimum((told / told[-1] * width - 1e-9).astype(int), width - 1)
    return (*(int(at) + 1 for at in np.flatnonzero(np.diff(stretch))), len(variances))


def _centres(points: Array, chance: np.random.Generator) -> Array:
    """(`CODES`, numbers): k-means; a centre that nothing is near to stays where it is."""
    centres = points[chance.choice(len(points), CODES, replace=len(points) < CODES)].astype(np.float64)
    for _ in range(ROUNDS):
        near = ((centres * centres).sum(1) - 2.0 * (points @ centres.T)).argmin(1)
        often = np.bincount(near, minlength=CODES)[:, None]
        summed = np.stack([np.bincount(near, column, CODES) for column in points.T], axis=1)
        centres = np.where(often > 0, summed / np.maximum(often, 1), centres)
    made: Array = centres.astype(np.float32)
    return made


def overlap(codes: Codes, asked: Array, vectors: Array, *, first: int = 10) -> float:
    """Share of the ``first`` nearest of ``vectors`` to each of ``asked`` that are among them as kept (all of length 1)."""
    kept = codes.decoded(codes.coded(vectors))
    kept = kept / np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9)
    exact, found = ((-(asked @ held.T)).argsort(1)[:, :first] for held in (vectors, kept))
    return float(np.mean([len(set(a) & set(b)) / first for a, b in zip(exact.tolist(), found.tolist(), strict=True)]))
