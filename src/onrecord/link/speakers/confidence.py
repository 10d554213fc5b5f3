"""How sure the speaker is: a logistic regression over what is known of the choice, fitted on articles held out.

Right means what `speakers.py` calls identity. Made by `onrecord.train.speakers`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.link.speakers.choosing import Choice
from onrecord.link.speakers.ranking import Weights
from onrecord.model import Found

_FORMS = ("name", "several", "he", "they", "it", "relative", "description", "none", "other", "first", "floating")
MARKS = (
    "bias", *_FORMS, "odds of he", "odds of the rest", "runner-up", "person named in full", "person of one name", "other kind",
    "organisation", "elided", "direct", "chosen as itself", "no source words", "words of the name", "link of the chain before",
)  # fmt: skip


def marks_of(choice: Choice, one: Found) -> tuple[float, ...]:
    """The features of one choice, in the order of MARKS."""
    entity = choice.entity
    form = choice.form if choice.form in _FORMS else "other"
    share = min(0.995, max(0.02, choice.probability))
    odds = math.log(share / (1.0 - share))
    ranked = choice.form in ("he", "they", "it", "relative", "description", "none")
    person = entity is not None and entity.kind == "person"
    words = len(entity.name.split()) if entity is not None else 0
    return (
        1.0,
        *(float(form == known) for known in _FORMS),
        odds if choice.form == "he" else 0.0,
        odds if ranked and choice.form != "he" else 0.0,
        choice.runner_up if ranked else 0.0,
        float(person and entity is not None and entity.fulls > 0),
        float(person and entity is not None and entity.fulls == 0),
        float(entity is not None and entity.kind == "other"),
        float(entity is not None and entity.kind == "organisation"),
        float(choice.how == "elided"),
        float(one.quotation == "direct"),
        float(form == "description" and choice.how != "title"),
        float(not one.source),
        min(6, words) / 3.0,
        odds if form in ("first", "floating") else 0.0,
    )


def confidence_of(choice: Choice, one: Found, weights: Weights) -> float:
    """The calibrated probability (0 to 1) that the speaker is right."""
    if len(weights.confidence) != len(MARKS):
        return choice.probability
    return sigmoid(sum(w * x for w, x in zip(weights.confidence, marks_of(choice, one), strict=True)))


def sigmoid(x: float) -> float:
    """The logistic function, safe at both ends."""
    if x < -40.0:
        return 0.0
    return 1.0 / (1.0 + math.exp(-x))


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over equally filled bins of (confidence, right)."""
    ordered = sorted(pairs)
    if not ordered:
        return 0.0
    total = 0.0
    for k in range(bins):
        part = ordered[k * len(ordered) // bins : (k + 1) * len(ordered) // bins]
        if part:
            total += abs(sum(c for c, _ in part) - sum(r for _, r in part))
    return total / len(ordered)
