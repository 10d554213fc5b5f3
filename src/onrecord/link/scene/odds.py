"""Small logistic models: named features in, calibrated probabilities out. Weights are JSON; no library is needed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Odds:
    """A multinomial logistic model over named yes/no features (features that it never saw weigh nothing)."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def probabilities(self, features: Iterable[str]) -> tuple[float, ...]:
        """One probability a class, in the order of ``classes``; they sum to 1."""
        scores = list(self.bias)
        for feature in features:
            row = self.weights.get(feature)
            if row is not None:
                for place, weight in enumerate(row):
                    scores[place] += weight
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return tuple(power / total for power in powers)

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest class and its probability."""
        found = self.probabilities(features)
        place = max(range(len(found)), key=found.__getitem__)
        return self.classes[place], found[place]


@lru_cache(maxsize=8)
def odds(package: str, name: str) -> Odds:
    """The model ``name`` of the file ``weights.json`` that ships in ``package``, read once."""
    return loaded(package)[name]


@lru_cache(maxsize=4)
def loaded(package: str) -> dict[str, Odds]:
    """All models of the file ``weights.json`` in ``package``."""
    table = json.loads(files(package).joinpath("weights.json").read_text(encoding="utf-8"))
    return {
        name: Odds(
            tuple(entry["classes"]),
            tuple(entry["bias"]),
            {feature: tuple(row) for feature, row in entry["weights"].items()},
        )
        for name, entry in table["models"].items()
    }
