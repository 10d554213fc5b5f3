"""The ranker: for each form of source a linear score over the features of a candidate, and a softmax over candidates.

The weights are JSON beside the package (`onrecord/link/weights/speakers.json`), made by `onrecord.train.speakers`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.link.speakers.options import Option

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by form: ``entity[form]`` over FEATURES, ``special[form][which]`` over that form's word features.

    ``confidence``: a logistic regression over `confidence.MARKS`.
    """

    entity: dict[str, Row]
    special: dict[str, dict[str, Row]]
    confidence: Row = ()


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that ship with the package."""
    made = json.loads((files("onrecord.link") / "weights" / "speakers.json").read_text(encoding="utf-8"))
    return weights_of(made)


def weights_of(made: dict[str, Any]) -> Weights:
    """Weights from the object that the JSON file holds."""
    entity = {form: tuple(row) for form, row in made["entity"].items()}
    special = {form: {which: tuple(row) for which, row in rows.items()} for form, rows in made["special"].items()}
    return Weights(entity, special, tuple(made.get("confidence", ())))


def probabilities(form: str, options: Sequence[Option], weights: Weights) -> list[float]:
    """The probability of each option, in order; empty for no options."""
    if not options:
        return []
    entity = weights.entity[form]
    special = weights.special.get(form, {})
    scores = []
    for option in options:
        row = entity if option.special is None else special[option.special]
        scores.append(sum(w * x for w, x in zip(row, option.features, strict=True) if x))
    top = max(scores)
    grown = [math.exp(score - top) for score in scores]
    whole = sum(grown)
    return [one / whole for one in grown]
