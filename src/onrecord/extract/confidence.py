"""How sure to be of an attribution: logistic regression on the decoder's scores, fitted on held-out articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import Any

from onrecord.extract.decode import Placed
from onrecord.extract.pieces import BREAKS, HEADS, INSIDE, MARKS, Window

FEATURES = 10


def features(one: Placed, window: Window) -> list[float]:
    """What the probability rests on: scores of cue, placement and source, and the shape of the attribution."""
    size = sum(b - a + 1 for a, b in one.content)
    marks = window.feature // (HEADS * BREAKS) % MARKS
    quoted = sum(int((marks[a : b + 1] >= INSIDE - 1).sum()) for a, b in one.content)
    return [
        max(one.cue_score, -8.0),
        max(one.some, -8.0),
        max(one.whole, -8.0),
        max(one.source_score, -8.0),
        1.0 if one.source else 0.0,
        log1p(size),
        quoted / size if size else 0.0,
        float(len(one.content) > 1),
        float(one.cue[1] - one.cue[0]),
        float(window.feature[one.cue[0]] % HEADS),
    ]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the regression; None: the product of the model's own probabilities."""

    weights: tuple[float, ...] | None = None
    bias: float = 0.0

    @classmethod
    def of(cls, held: Mapping[str, Any] | None) -> Calibration:
        """From the settings kept with the weights."""
        if not held:
            return cls()
        return cls(tuple(float(w) for w in held["weights"]), float(held["bias"]))

    def probability(self, one: Placed, window: Window) -> float:
        """Probability (0 to 1) that content and source are right."""
        if self.weights is None:
            return exp(max(-20.0, one.cue_score + one.some + one.source_score))
        return self.apply(features(one, window))

    def apply(self, values: Sequence[float]) -> float:
        """The regression on given features."""
        assert self.weights is not None
        z = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))
