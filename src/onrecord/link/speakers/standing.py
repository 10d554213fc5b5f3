"""Who can be meant by where they stand: who asks, and the only one whom a paragraph opens with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.link.speakers.entities import Entity, Mention
from onrecord.link.speakers.options import Option
from onrecord.link.speakers.surface import Surface

PUT = frozenset("asked pressed questioned quizzed challenged prompted".split())
"""Verbs of putting a question to somebody."""


def opening(
    options: Sequence[Option],
    anchor: int,
    surface: Surface,
    printed: Mapping[int, Sequence[tuple[Entity, Mention]]],
) -> Option | None:
    """The only one whom the paragraph has named so far, where a sentence of it opens with that name: whom "he" goes on with.

    ``printed``: the mentions of each paragraph.
    """
    if anchor >= len(surface.words):
        return None
    before = [(e, m) for e, m in printed.get(surface.paragraph[anchor], ()) if m.first < anchor]
    meant = {e.number for e, m in before if not surface.quoted[m.first]}
    here = [
        one
        for one in options
        if one.entity is not None and one.entity.kind in ("person", "unnamed") and one.entity.number in meant
    ]
    if len(here) != 1:
        return None
    names = (m for e, m in before if e is here[0].entity and m.form == "full" and not m.governed)
    return here[0] if any(_leads(surface, mention.first) for mention in names) else None


def _leads(surface: Surface, first: int) -> bool:
    """Whether a name stands at the head of its sentence, titles and descriptions in capitals before it."""
    k = first
    while k > 0 and not surface.first[k] and first - k < 8 and surface.words[k - 1][0].isupper():
        k -= 1
    return bool(surface.first[k])


def asks(option: Option, anchor: int, surface: Surface) -> bool:
    """Whether an option is who asks in the same sentence: "Asked by the judge how he pleaded, he said"."""
    if option.mention is None:
        return False
    k = option.mention.first
    near = k > 1 and surface.sentence[k] == surface.sentence[min(anchor, len(surface.sentence) - 1)]
    return near and surface.words[k - 1].lower() == "by" and surface.words[k - 2].lower() in PUT
