"""Where somebody holds office, as printed after the name: "Anna Keller (R-Tex.)", "Senator Anna Keller of Texas"."""

from __future__ import annotations

import re

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.described import narrowing
from onrecord.link.speakers.entities import Entity, Role
from onrecord.link.speakers.names import Name
from onrecord.link.speakers.surface import Surface

_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
_SEAT = re.compile(
    r"\s?[(,]\s?(?:([RDI])\s?[-–\u2011]\s?)?((?:[A-Z]\.\s?){1,2}(?:Va\.)?|[A-Z][A-Za-z]+\.?(?: [A-Z][a-z]+)?)\s?(?:[),]|$)"
)
_OF = re.compile(r" of ((?:the )?[A-Z]\w+(?: [A-Z]\w+)?)")
_OFFICES = frozenset("senator representative governor mayor minister president secretary lawmaker councilman".split())


def note_seat(surface: Surface, entity: Entity, name: Name) -> None:
    """Write what stands after ``name`` into the roles of its entity: the state narrows its offices, the party is one more."""
    found = _SEAT.match(surface.text, name.span.end, name.span.end + 30)
    state = lexicon.states().get(found.group(2).replace(".", "").replace(" ", "")) if found is not None else None
    state = state or (lexicon.states().get(found.group(2)) if found is not None else None)
    party = _PARTIES.get(found.group(1) or "") if found is not None and state is not None else None
    if state is None and name.title is not None:
        of = _OF.match(surface.text, name.span.end, name.span.end + 40)
        state = of.group(1) if of is not None else None
    if state is None:
        return
    words = narrowing(state.split())
    for k, role in enumerate(entity.roles):
        if role.head in _OFFICES and not role.narrowing >= words:
            entity.roles[k] = Role(role.head, role.narrowing | words, role.span, role.strength)
    if party is not None and not any(role.head == party for role in entity.roles):
        entity.roles.append(Role(party, words, None))
