"""Where words lie by their sense: the encoder's early states of a stretch, averaged and turned into a short vector.

The encoder was trained to find attributions; its last states tell roles and hardly anything of the sense any more, its
early ones still do. A linear head learns to give from their mean what the original all-MiniLM-L6-v2 gives for the same
words (`onrecord train sense`), along the directions in which those differ most. docs/check.md says how well.

Kept of a vector is a byte for each stretch of its numbers: which of the `CODES` learnt with the head is nearest to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.network import WEIGHTS, Floats
from onrecord.model import Asked, Attribution, Span, States, Vectors

FILE = "sense.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """What vectors are put together from: ``numbers`` (`CODES`, numbers of a vector), cut into stretches at ``ends``."""

    numbers: Floats
    ends: tuple[int, ...]

    @property
    def width(self) -> int:
        """Bytes of a row."""
        return len(self.ends)

    def stretches(self) -> list[slice]:
        """Where each byte's numbers stand in a vector."""
        return [slice(start, end) for start, end in pairwise((0, *self.ends))]

    def coded(self, vectors: Floats) -> bytes:
        """Rows of `width` bytes for (n, numbers) vectors."""
        made = np.empty((len(vectors), self.width), np.uint8)
        for place, at in enumerate(self.stretches()):
            each = self.numbers[:, at]
            made[:, place] = ((each * each).sum(1) - 2.0 * (vectors[:, at] @ each.T)).argmin(1)
        return made.tobytes()

    def decoded(self, rows: bytes) -> Floats:
        """(n, numbers) vectors: what rows stand for."""
        held = np.frombuffer(rows, np.uint8).reshape(-1, self.width)
        every = [self.numbers[held[:, place], at] for place, at in enumerate(self.stretches())]
        return np.concatenate(every, axis=1)

    def asked(self, vector: Floats, model: str) -> Asked:
        """How near rows lie to a vector of length 1."""
        products = [self.numbers[:, at] @ vector[at] for at in self.stretches()]
        squares = [(self.numbers[:, at] ** 2).sum(1) for at in self.stretches()]
        return Asked(model, *(np.stack(one).astype(np.float32).tobytes() for one in (products, squares)))


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """The head: ``weights`` (states, numbers) and ``bias`` (numbers,). ``model`` names it: a hash of what it holds."""

    model: str
    weights: Floats
    bias: Floats
    codes: Codes

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Sense | None:
        """The head of a weights folder; None where it has none (no vectors can be made then)."""
        if not (folder / FILE).is_file():
            return None
        with np.load(folder / FILE) as held:
            weights = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
            numbers = held["codes"].astype(np.float32) * held["codes_scale"].astype(np.float32)
            codes = Codes(numbers, tuple(held["ends"].tolist()))
            return cls(str(held["model"]), weights, held["bias"].astype(np.float32), codes)

    def vector(self, states: NDArray[Any]) -> Floats:
        """(numbers,) float32 of length 1, for the early states (pieces, 768) of a stretch of at least one piece."""
        made: Floats = states.mean(0, dtype=np.float32) @ self.weights + self.bias
        length = np.linalg.norm(made)
        return made / np.float32(length) if length else made

    def asked(self, states: NDArray[Any]) -> Asked:
        """What is looked for, for the early states of its words."""
        return self.codes.asked(self.vector(states), self.model)

    def of(self, states: States | None, attributions: Sequence[Attribution]) -> Vectors | None:
        """The vectors of a document's attributions; None where the text was read without early states."""
        early = getattr(states, "early", None)
        if states is None or early is None:
            return None
        width = self.codes.width
        ranges = [[states.rows(Span(*span)) for span in one.content] for one in attributions]
        taken = [[early[first:last] for first, last in each if first < last] for each in ranges]
        vectors = [self.vector(np.concatenate(parts)) for parts in taken if parts]
        coded = self.codes.coded(np.stack(vectors)) if vectors else b""
        known = (coded[at : at + width] for at in range(0, len(coded), width))
        return Vectors(self.model, width, b"".join(next(known) if parts else bytes(width) for parts in taken))
