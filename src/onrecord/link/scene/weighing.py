"""The models that choose: signs and states in, probabilities out. Weights are JSON, made by `train.scene_fit`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from onrecord.link.scene.carrying import carried
from onrecord.link.scene.phrases import FIELDS, Field
from onrecord.link.scene.scanning import Option, Scan, Table
from onrecord.link.scene.signs import Signs
from onrecord.model import Span, Spans

if TYPE_CHECKING:
    from onrecord.model import States

LOOKS = ("near", "all")
"""First what stands near an attribution is weighed, then that together with what may be carried over."""


@dataclass(frozen=True, slots=True)
class Model:
    """A linear score over signs and over the states of cue and phrase; softmax over a ballot and "none" (score 0)."""

    bias: float
    weights: dict[str, float]
    cue: tuple[float, ...] = ()
    """(width,): weights of the cue's mean state; empty: states weigh nothing."""
    phrase: tuple[float, ...] = ()
    centre: float = 0.0
    """What the states weigh on average, taken off."""
    _grouped: dict[str, dict[str, float]] = field(init=False, repr=False, compare=False)
    """The weights of signs crossed with a group (``group&sign``), by group and sign."""

    def __post_init__(self) -> None:
        grouped: dict[str, dict[str, float]] = {}
        for name, weight in self.weights.items():
            group, crossed, sign = name.partition("&")
            if crossed:
                grouped.setdefault(group, {})[sign] = weight
        object.__setattr__(self, "_grouped", grouped)

    def total(self, signs: Iterable[tuple[str, float]], group: str | None = None) -> float:
        """What the signs weigh together; with a group: crossed with it."""
        weights = self.weights if group is None else self._grouped.get(group, {})
        total = 0.0
        for name, value in signs:
            weight = weights.get(name)
            if weight is not None:
                total += weight * value
        return total


@dataclass(frozen=True, slots=True)
class Weights:
    """All that ships: a model for each look and field, from what likelihood on a phrase is taken, and how sure it is."""

    models: dict[tuple[str, Field], Model]
    least: dict[Field, float]
    sure: dict[Field, tuple[float, float, float]]
    """Offset, weight of the log odds, weight of being carried."""

    @classmethod
    def of(cls, table: dict[str, Any]) -> Weights:
        """From the parsed JSON."""
        models = {
            (look, name): Model(one["bias"], one["weights"], tuple(one["cue"]), tuple(one["phrase"]), one["centre"])
            for look in LOOKS
            for name, one in table[look].items()
        }
        return cls(models, table["least"], {name: tuple(row) for name, row in table["sure"].items()})

    def confidence(self, name: Field, probability: float, *, is_carried: bool) -> float:
        """The calibrated probability (0 to 1) that a phrase taken with ``probability`` is right."""
        offset, slope, moved = self.sure[name]
        return 1 / (1 + math.exp(-(offset + slope * _odds(probability, 0.001) + moved * is_carried)))


def _odds(probability: float, edge: float) -> float:
    """Log odds of a probability that is kept ``edge`` away from 0 and 1."""
    kept = min(max(probability, edge), 1 - edge)
    return math.log(kept / (1 - kept))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights of the package, read once."""
    text = files("onrecord.link.scene").joinpath("weights.json").read_text(encoding="utf-8")
    return Weights.of(json.loads(text))


class Senses:
    """What the states of an article weigh, one number a cue and one a phrase, worked out once for each model."""

    __slots__ = ("_cues", "_phrases", "cues", "phrases")

    def __init__(self, made: Scan, states: States | None) -> None:
        self.cues: Any = None
        self.phrases: dict[Field, Any] = {}
        if states is not None and made.views:
            import numpy as np

            def matrix(held: Sequence[Spans]) -> Any:
                rows = [states.mean(spans) for spans in held]
                return np.stack([row if row is not None else np.zeros(states.width, np.float32) for row in rows])

            self.cues = matrix([cue_of(view.found.cue, view.found.source, view.found.content) for view in made.views])
            for name in FIELDS:
                if made.phrases[name]:
                    self.phrases[name] = matrix([(one.span,) for one in made.phrases[name]])

    def weigh(self, model: Model, name: Field, ballots: Sequence[Sequence[Option]]) -> list[list[float]]:
        """What the states add to the score of each option."""
        if self.cues is None or name not in self.phrases or not model.cue:
            return [[0.0] * len(row) for row in ballots]
        cues = (self.cues @ model.cue).tolist()
        phrases = (self.phrases[name] @ model.phrase).tolist()
        return [[cues[o.rank] + phrases[o.phrase] - model.centre for o in row] for row in ballots]


def cue_of(cue: Spans, source: Spans, content: Spans) -> tuple[Span, ...]:
    """The words whose states stand for an attribution: its cue, else its source, else its content."""
    return cue or source or content


def first_look(made: Scan, name: Field) -> list[list[tuple[Option, Signs]]]:
    """The ballots of the first look: what stands near each attribution."""
    return [[(option, option.signs) for option in row] for row in made.near[name]]


def second_look(made: Scan, name: Field, likely: Table) -> list[list[tuple[Option, Signs]]]:
    """The ballots of the second look: ``likely`` is what the first one gave."""
    out: list[list[tuple[Option, Signs]]] = []
    for rank, moved in enumerate(carried(made, name, likely)):
        rival = f"rival={bool(moved)}/{int(any(option.origin == 'same' for option in moved))}"
        row = []
        for option in made.near[name][rank]:
            probability = likely[rank].get(option.phrase, 0.0)
            odds = _odds(probability, 0.005) / 3
            held: Signs = [
                ("p", probability),
                (f"{option.group} odds", odds),
                (f"p&{rival}", probability),
                (f"{option.group}&{rival}", 1.0),
            ]
            row.append((option, option.signs + held))
        row += [(option, option.signs) for option in moved]
        out.append(row)
    return out


def probabilities(
    model: Model, made: Scan, senses: Senses, name: Field, ballots: Sequence[Sequence[tuple[Option, Signs]]]
) -> Table:
    """The probability of each option; what is missing to 1 is that of none."""
    added = senses.weigh(model, name, [[option for option, _ in row] for row in ballots])
    out: Table = []
    for row, more in zip(ballots, added, strict=True):
        # The attribution's own signs weigh the same for all options of a group: they are summed once.
        common = made.commons[row[0][0].rank] if row else []
        commons = {group: model.total(common, group) for group in {option.group for option, _ in row}}
        scores = [
            model.bias + model.total(held) + commons[option.group] + extra
            for (option, held), extra in zip(row, more, strict=True)
        ]
        top = max((0.0, *scores))
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers) + math.exp(-top)
        out.append({option.phrase: power / total for (option, _), power in zip(row, powers, strict=True)})
    return out
