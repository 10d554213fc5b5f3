"""Where words lie by their sense: the encoder's states of a stretch, pooled and turned into a short vector.

The encoder was trained to find attributions and is no sentence encoder any more. A small head learns to give from its
states what the original all-MiniLM-L6-v2 gives for the same words (`onrecord train sense`): distillation of the
sentence vectors, with attention pooling (one query vector) over the states. How well, is in docs/check.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.network import WEIGHTS, Floats
from onrecord.model import Attribution, Span, States, reach
from onrecord.model.vectors import Vectors

SCALE = 127.0
FILE = "sense.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """The head: ``pool`` (width, heads) gives each piece its share, ``inner`` and ``outer`` turn the pooled state."""

    model: str
    pool: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Sense | None:
        """The head of a weights folder; None where it has none (no vectors can be made then)."""
        if not (folder / FILE).is_file():
            return None
        with np.load(folder / FILE) as held:
            return cls(
                str(held["model"]),
                held["pool"].astype(np.float32),
                _whole(held, "inner"),
                held["inner_bias"].astype(np.float32),
                _whole(held, "outer"),
                held["outer_bias"].astype(np.float32),
            )

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self.outer_bias.shape[0])

    def vector(self, states: NDArray[Any]) -> Floats:
        """(width,) float32 of length 1, for the (pieces, 384) states of a stretch of at least one piece."""
        rows = states.astype(np.float32)
        scores = rows @ self.pool
        shares = np.exp(scores - scores.max(0))
        shares /= shares.sum(0)
        pooled = np.concatenate([rows.mean(0), (shares.T @ rows).ravel()])
        hidden = np.maximum(pooled @ self.inner + self.inner_bias, 0.0)
        out: Floats = np.concatenate([pooled[: rows.shape[1]], hidden]) @ self.outer + self.outer_bias
        length = float(np.linalg.norm(out))
        return out / np.float32(length) if length else out

    def of(self, states: States | None, attributions: Sequence[Attribution]) -> Vectors | None:
        """The vectors of a document's attributions; None where the text was read without states."""
        if states is None:
            return None
        rows = [self._of_content(states, one) for one in attributions]
        return Vectors(self.model, self.width, b"".join(rows))

    def _of_content(self, states: States, one: Attribution) -> bytes:
        spans = one.content or ((whole,) if (whole := reach(one.source)) else ())
        ranges = [states.rows(Span(*span)) for span in spans]
        taken = [states.matrix[first:last] for first, last in ranges if first < last]
        if not taken:
            return bytes(self.width)
        return packed(self.vector(np.concatenate(taken)))


def packed(vector: Floats) -> bytes:
    """A vector as signed bytes, its largest number 127: only directions are compared."""
    most = float(np.abs(vector).max()) or 1.0
    whole: bytes = np.rint(vector * (SCALE / most)).astype(np.int8).tobytes()
    return whole


def _whole(held: Any, name: str) -> Floats:
    """Weights that were kept as signed bytes with a scale for each column."""
    made: Floats = held[name].astype(np.float32) * held[f"{name}_scale"].astype(np.float32)
    return made
