"""Which phrase each attribution gets: two looks at the whole article, then the likeliest where it is likely enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.link.scene.partners import TURNS
from onrecord.link.scene.phrases import FIELDS, Field, Phrase
from onrecord.link.scene.scanning import Option, Scan
from onrecord.link.scene.weighing import Senses, Weights, first_look, probabilities, second_look

if TYPE_CHECKING:
    from onrecord.model import States

_WORD = re.compile(r"\w+")
_STOP = frozenset("a an the in on at to of for by with from and or his her their its this that during".split())
OWN_FIRST = 0.1
"""Words of the attribution's own sentence win even when they are this much less likely: a new scene ends the old one."""


TURN_LEAST = 0.6
"""Best of 0.3 to 0.8 for the addressee over the folds' corpus articles; written reports alone would have it at 0.4."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was chosen for a field of one attribution."""

    phrase: Phrase
    probability: float
    carried: bool


def choose(made: Scan, weights: Weights, states: States | None) -> list[dict[Field, Taken]]:
    """For each attribution, in the order of the text, what fills its fields."""
    senses = Senses(made, states)
    out: list[dict[Field, Taken]] = [{} for _ in made.views]
    for name in FIELDS:
        if not made.phrases[name]:
            continue
        likely = probabilities(weights.models["near", name], made, senses, name, first_look(made, name))
        ballots = second_look(made, name, likely)
        final = probabilities(weights.models["all", name], made, senses, name, ballots)
        for rank, (row, ballot) in enumerate(zip(final, ballots, strict=True)):
            one = taken(made, name, row, [option for option, _ in ballot])
            if one is not None and one.probability >= least_of(one, weights.least[name]):
                out[rank][name] = one
    return out


def least_of(one: Taken, least: float) -> float:
    """How likely a phrase must be to be taken: that somebody spoke before or next is weaker evidence than words."""
    return max(least, TURN_LEAST) if one.phrase.sort in TURNS else least


def taken(made: Scan, name: Field, row: dict[int, float], options: Sequence[Option]) -> Taken | None:
    """The likeliest option with the probability of all that say the same; None where there is none."""
    if not row:
        return None
    best = max(options, key=lambda option: row[option.phrase] + OWN_FIRST * (option.origin == "own"))
    phrase = made.phrases[name][best.phrase]
    words = content_words(phrase.text)
    total = row[best.phrase]
    for other, probability in row.items():
        if other != best.phrase and probability > 0.01 and words & content_words(made.phrases[name][other].text):
            total += probability
    return Taken(phrase, min(total, 1.0), best.group in ("same", "other"))


def content_words(text: str) -> frozenset[str]:
    """The words of a phrase that are no stop words, case aside: two phrases that share one say the same."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if word not in _STOP)
