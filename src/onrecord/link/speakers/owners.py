"""Whose: descriptions that belong to one person ("Keller's campaign", "the Keller camp", "her campaign") are one body."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import Nominal
from onrecord.link.speakers.surface import Surface

OWNED = {
    "campaign": "campaign", "camp": "campaign", "team": "team", "staff": "staff", "office": "office",
    "administration": "administration", "government": "government", "cabinet": "cabinet", "organization": "organisation",
    "organisation": "organisation", "foundation": "foundation", "company": "company", "firm": "company", "party": "party",
}  # fmt: skip
"""Heads of which one person has one, and those that stand for one another."""
_AMONG = 2
"""Words that may stand between an owner's name and the head: "Keller's presidential campaign"."""


def owner_of(surface: Surface, one: Nominal, owners: dict[int, Entity]) -> Entity | None:
    """The person named as the owner: before the head ("Keller campaign") or by a possessive. ``owners``: by last token."""
    if one.head not in OWNED or one.plural:
        return None
    if one.possessor is not None:
        return owners.get(one.possessor)
    for k in range(one.last - 1, max(one.first - 1, one.last - 2 - _AMONG), -1):
        if k in owners:
            return owners[k]
    follows = surface.words[one.last + 1 : one.last + 2]
    return owners.get(one.last + 2) if follows in (("of",), ("to",), ("for",)) else None


def owners_in(names: Sequence[Name], of: Sequence[Entity | None]) -> dict[int, Entity]:
    """The people of an article by the last token of each of their names."""
    return {
        name.last: entity
        for name, entity in zip(names, of, strict=True)
        if entity is not None and entity.kind == "person"
    }
