"""How sure to be of an attribution after the assembly: the scores of model and rules brought to one measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

MODEL = "model"
_EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Sureness:
    """``slope`` and ``bias`` on the log-odds of what the model found; a probability for each rule that was measured.

    Fitted by `onrecord.train.sureness`. Without settings every score stays as it is.
    """

    slope: float = 1.0
    bias: float = 0.0
    rules: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Mapping[str, Any] | None) -> Sureness:
        """From the settings kept with the weights."""
        if not held:
            return cls()
        rules = {str(rule): float(share) for rule, share in held.get("rules", {}).items()}
        return cls(float(held["slope"]), float(held["bias"]), rules)

    def score(self, rule: str, score: float) -> float:
        """The final score (0 to 1) of what ``rule`` found and gave ``score``; monotone in it."""
        if rule != MODEL:
            return self.rules.get(rule, score)
        if (self.slope, self.bias) == (1.0, 0.0):
            return score
        held = min(1.0 - _EDGE, max(_EDGE, score))
        return 1.0 / (1.0 + exp(-(self.bias + self.slope * log(held / (1.0 - held)))))


AS_GIVEN = Sureness()
"""Every score as it is."""
