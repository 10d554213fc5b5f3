"""The outcome for one attribution: who speaks in it, how that shows, and how likely it is."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.options import Option
from onrecord.link.speakers.phrases import Reading
from onrecord.model import Span, Step
from onrecord.model.attribution import How


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome for one attribution. ``entity`` None: nobody the text names; ``author`` the author's own."""

    entity: Entity | None
    how: How
    reading: Reading
    probability: float
    steps: tuple[Step, ...] = ()
    author: bool = False
    name_span: Span | None = None
    form: str = "name"
    runner_up: float = 0.0
    far: int = 0
    """Tokens back to the mention that was chosen."""
    sort: str | None = None
    """What the head of a description is."""
    itself: bool = False
    """Whether a description was taken to stand for nobody else."""
    definite: bool = False
    """Whether it says "the", "this" or whose."""


def steps_of(form: str, option: Option, share: float) -> tuple[Step, ...]:
    """What `onrecord explain` tells of a choice among candidates."""
    entity, mention = option.entity, option.mention
    assert entity is not None
    assert mention is not None
    words = {
        "he": "the pronoun stands for the person last meant here",
        "they": "the pronoun stands for those last meant here",
        "it": "the pronoun stands for what was last meant here",
        "relative": "the relative pronoun stands for the words before it",
        "description": "the description fits",
        "none": "no source words of its own: the subject is shared with",
    }[form]
    steps = [Step(words, mention.span, share)]
    role = next((r for r in entity.roles if form == "description" and r.span is not None), None)
    if role is not None:
        steps.append(Step("introduced with this role", role.span))
    if entity.naming is not None and entity.naming != mention.span:
        steps.append(Step("the article's fullest name of the same", entity.naming))
    return tuple(steps)
