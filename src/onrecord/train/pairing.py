"""Which found attribution is which marked one, as the speakers' scorer pairs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.train.corpora import Role
from onrecord.train.measures import Words, jaccard

LEAST = 0.5
"""Share of content words (Jaccard) from which two can be one."""


class Placed(Protocol):
    """Anything with a source and a content: a mark, a finding, an attribution."""

    @property
    def source(self) -> Role: ...
    @property
    def content(self) -> Role: ...


def paired(text: str, gold: Sequence[Placed], found: Sequence[Placed]) -> dict[int, int]:
    """One-to-one pairs (gold number: found number) by content words, then source words; earlier ones first."""
    words = Words(text)
    ours = [(words.cover(one.content), words.cover(one.source)) for one in found]
    theirs = [(words.cover(one.content), words.cover(one.source)) for one in gold]
    options = sorted(
        (
            (share, jaccard(their_source, source), -i, -j)
            for i, (their_content, their_source) in enumerate(theirs)
            for j, (content, source) in enumerate(ours)
            if (share := jaccard(their_content, content)) >= LEAST
        ),
        reverse=True,
    )
    made: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in options:
        if -i not in made and -j not in used:
            made[-i] = -j
            used.add(-j)
    return made
