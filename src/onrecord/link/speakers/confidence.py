"""How sure the speaker is: a logistic regression over what is known of the choice, fitted on articles held out.

Right means that the name shown is the speaker's full name, as `speakers.py` compares names. Made by
`onrecord.train.speakers` from sources as the extraction finds them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.link.speakers.choice import Choice
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.nominals import OWNING
from onrecord.link.speakers.ranking import Weights
from onrecord.model import Found

_FORMS = ("name", "several", "he", "they", "it", "relative", "description", "none", "other", "first", "floating")
_OPENING = 120
"""Characters that hold the headline."""
MARKS = (
    "bias", *_FORMS,
    # of the choice
    "odds of he", "odds of the rest", "runner-up", "link of the chain before", "far", "chosen as itself",
    "itself, the, one person", "itself, the, one body", "itself, a or bare", "itself, plural", "described person named",
    # of the speaker
    "person named in full", "person of one name", "other kind", "organisation", "document or poll", "described only",
    "words of the name", "owned by a pronoun", "often named", "all capitals",
    # of the attribution
    "elided", "direct", "no source words", "score of the attribution", "source words", "headline",
)  # fmt: skip


def marks_of(choice: Choice, one: Found) -> tuple[float, ...]:
    """The features of one choice, in the order of MARKS."""
    form = choice.form if choice.form in _FORMS else "other"
    return (
        1.0,
        *(float(form == known) for known in _FORMS),
        *_of_choice(choice, form),
        *_of_speaker(choice.entity),
        float(choice.how == "elided"),
        float(one.quotation == "direct"),
        float(not one.source),
        _odds(one.score),
        min(12, sum(span.length for span in one.source) / 6.0) / 12.0,
        float(bool(one.source) and one.source[0].start < _OPENING),
    )


def _odds(share: float) -> float:
    share = min(0.995, max(0.02, share))
    return math.log(share / (1.0 - share))


def _of_choice(choice: Choice, form: str) -> tuple[float, ...]:
    odds = _odds(choice.probability)
    ranked = form in ("he", "they", "it", "relative", "description", "none")
    reading, sort = choice.reading, choice.sort
    the = choice.itself and choice.definite
    person = choice.entity is not None and choice.entity.kind == "person"
    return (
        odds if form == "he" else 0.0,
        odds if ranked and form != "he" else 0.0,
        choice.runner_up if ranked else 0.0,
        odds if form in ("first", "floating") else 0.0,
        math.log1p(choice.far) / 5.0,
        float(choice.itself),
        float(the and sort == "person" and not reading.plural),
        float(the and sort == "collective" and not reading.plural),
        float(choice.itself and not choice.definite and not reading.plural),
        float(choice.itself and reading.plural),
        float(form == "description" and not choice.itself and person),
    )


def _of_speaker(entity: Entity | None) -> tuple[float, ...]:
    if entity is None:
        return (0.0,) * 10
    person = entity.kind == "person"
    words = entity.name.split()
    return (
        float(person and entity.fulls > 0),
        float(person and entity.fulls == 0),
        float(entity.kind == "other"),
        float(entity.kind == "organisation"),
        float(entity.kind in ("document", "poll")),
        float(not entity.named),
        min(6, len(words)) / 3.0,
        float(bool(words) and words[0].lower() in OWNING),
        math.log1p(len(entity.mentions)) / 3.0,
        float(entity.name.isupper()),
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
