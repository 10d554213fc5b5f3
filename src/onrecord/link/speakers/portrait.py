"""From the entity chosen to the speaker shown: name, kind, role, for whom, how many, under what anonymity."""

from __future__ import annotations

import re

from onrecord.link.speakers.choosing import Choice
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.stage import Stage
from onrecord.model import Found, Phrase, Span, Speaker
from onrecord.model.attribution import EntityKind

AUTHOR = "(author)"
_POLL = re.compile(r"(?:[A-Z][\w./&-]*(?:/| ))+(?:[\w-]+ )?(?:[Pp]oll(?:s|ing)?(?: average)?|[Ss]urveys?)\b")
"""A poll by its name, without article, newness and date of release."""


def speaker_of(stage: Stage, one: Found, choice: Choice) -> Speaker | None:
    """The speaker of one attribution; None where the text does not say."""
    if choice.author:
        return Speaker(AUTHOR, "author", None, choice.how, "author")
    entity = choice.entity
    if entity is None or not entity.name:
        return None
    kind = kind_of(entity)
    name, naming = entity.name, entity.naming
    if kind == "poll" and naming is not None and (found := _POLL.search(name)):
        name, naming = found.group(), Span(naming.start + found.start(), naming.start + found.end())
    return Speaker(_tidy(name), kind, naming, choice.how, entity.id)


def kind_of(entity: Entity) -> EntityKind:
    """The kind as the document contract has it: places speak as the bodies that govern them."""
    if entity.kind in ("place", "organisation"):
        return "organisation"
    if entity.kind == "other":
        return "person" if entity.named else "unnamed"
    kinds: tuple[EntityKind, ...] = ("person", "group", "document", "poll", "unnamed", "generic")
    for kind in kinds:
        if kind == entity.kind:
            return kind
    return "unnamed"


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()
