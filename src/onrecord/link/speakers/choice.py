"""The outcome for one attribution: who speaks in it, how that shows, and how likely it is."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.link.speakers.entities import Entity
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
