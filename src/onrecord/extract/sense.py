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
from onrecord.model.vectors import Vectors

FILE = "sense.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """The head: ``weights`` (states, width) and ``bias`` (width,). ``model`` names it: a hash of its numbers."""

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
            return cls(str(held["model"]), weights, held["bias"].astype(np.float32))

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
        return Vectors(self.model, self.width, b"".join(self._of_content(states, early, one) for one in attributions))

    def _of_content(self, states: States, early: NDArray[Any], one: Attribution) -> bytes:
        ranges = [states.rows(Span(*span)) for span in one.content]
        taken = [early[first:last] for first, last in ranges if first < last]
        return packed(self.vector(np.concatenate(taken))) if taken else bytes(self.width)


def packed(vector: Floats) -> bytes:
    """A vector as signed bytes, its largest number 127: only directions are compared."""
    most = float(np.abs(vector).max()) or 1.0
    whole: bytes = np.rint(vector * (127.0 / most)).astype(np.int8).tobytes()
    return whole
