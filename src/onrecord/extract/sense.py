"""Where words lie by their sense: the encoder's early states of a stretch, averaged and turned into a short vector.

The encoder was trained to find attributions; its last states tell roles and hardly anything of the sense any more, its
early ones still do. A linear head learns to give from their mean what the original all-MiniLM-L6-v2 gives for the same
words (`onrecord train sense`), along the directions in which those differ most. docs/check.md says how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.network import WEIGHTS, Floats
from onrecord.model import Attribution, Span, States
from onrecord.model.vectors import HALVED, Vectors

FILE = "sense.npz"
_PARTS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """The head: ``weights`` (states, width) and ``bias`` (width,). ``model`` names it: a hash of its numbers,
    and how they are kept.
    """

    model: str
    weights: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Sense | None:
        """The head of a weights folder; None where it has none (no vectors can be made then)."""
        if not (folder / FILE).is_file():
            return None
        with np.load(folder / FILE) as held:
            weights = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
            return cls(str(held["model"]) + HALVED, weights, held["bias"].astype(np.float32))

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self.bias.shape[0])

    def vector(self, states: NDArray[Any]) -> Floats:
        """(width,) float32 of length 1, for the early states (pieces, 768) of a stretch of at least one piece."""
        made: Floats = states.mean(0, dtype=np.float32) @ self.weights + self.bias
        length = np.linalg.norm(made)
        return made / np.float32(length) if length else made

    def of(self, states: States | None, attributions: Sequence[Attribution]) -> Vectors | None:
        """The vectors of a document's attributions; None where the text was read without early states."""
        early = getattr(states, "early", None)
        if states is None or early is None:
            return None
        return Vectors(
            self.model, self.width // 2, b"".join(self._of_content(states, early, one) for one in attributions)
        )

    def _of_content(self, states: States, early: NDArray[Any], one: Attribution) -> bytes:
        ranges = [states.rows(Span(*span)) for span in one.content]
        taken = [early[first:last] for first, last in ranges if first < last]
        return packed(self.vector(np.concatenate(taken))) if taken else bytes(self.width // 2)


def packed(vector: Floats) -> bytes:
    """A vector of even width as numbers of four bits, -7 to 7, two to a byte: only directions are compared.

    Of a few scales the one that keeps the direction best: the largest numbers are cut where that serves the rest.
    """
    most = float(np.abs(vector).max()) or 1.0
    tried = [np.clip(np.rint(vector * (7.0 / (most * part))), -7, 7) for part in _PARTS]
    best = max(tried, key=lambda one: float(one @ vector) / (float(np.linalg.norm(one)) or 1.0)).astype(np.int8)
    low, high = np.split(best, 2)
    whole: bytes = ((high << 4) | (low & 15)).astype(np.int8).tobytes()
    return whole
