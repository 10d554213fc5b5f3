"""Who can be meant by where they stand: who asks, and the only one whom a paragraph opens with."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers.options import Option
from onrecord.link.speakers.surface import Surface

PUT = frozenset("asked pressed questioned quizzed challenged prompted".split())
"""Verbs of putting a question to somebody."""


def opening(options: Sequence[Option], anchor: int, surface: Surface) -> Option | None:
    """The only one whom the paragraph has named so far, where a sentence of it opens with that name: whom "he" goes on with."""
    if anchor >= len(surface.words):
        return None
    here = [
        one
        for one in options
        if one.mention is not None
        and one.entity is not None
        and one.entity.kind in ("person", "unnamed")
        and any(
            m.first < anchor and surface.paragraph[m.first] == surface.paragraph[anchor] and not surface.quoted[m.first]
            for m in one.entity.mentions
        )
    ]
    if len(here) != 1 or here[0].entity is None:
        return None
    for mention in here[0].entity.mentions:
        near = mention.first < anchor and surface.paragraph[mention.first] == surface.paragraph[anchor]
        if near and mention.form == "full" and not mention.governed and _leads(surface, mention.first):
            return here[0]
    return None


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
