"""Stretches that a page prints twice: a repeated lead, a pull quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import FURNITURE, Block, Span

_WORD = re.compile(r"\w+(?:['\u2019.,&\-\u2011]\w+)*")
_STOPS = ".!?:\u2026\"\u201c\u201d\u2019'»"
_RUN = 6
"""Fewer words than this are no repetition."""


def with_repeats(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with ``repeats`` set to the earlier stretch on every one whose words all stand there in a row."""
    seen: dict[tuple[str, ...], list[int]] = {}
    words: list[tuple[str, int, int]] = []
    made: list[Block] = []
    for block in blocks:
        own = [(found[0].casefold(), *found.span()) for found in _WORD.finditer(text, *block.span)]
        earlier = _earlier(own, words, seen) if len(own) >= _RUN and block.kind not in FURNITURE else None
        made.append(replace(block, repeats=earlier) if earlier else block)
        if block.kind in FURNITURE:
            continue
        base = len(words)
        words.extend(own)
        for at in _beginnings(text, own):
            places = seen.setdefault(tuple(word for word, _, _ in own[at : at + _RUN]), [])
            if len(places) < 4:
                places.append(base + at)
    return tuple(made)


def _beginnings(text: str, own: list[tuple[str, int, int]]) -> list[int]:
    """Where a repetition can begin: at the head of the block, of a sentence and of a quotation."""
    last = len(own) - _RUN
    heads = [0] if last >= 0 else []
    for at in range(1, last + 1):
        if not text[own[at][1] - 1].isspace() or text[own[at - 1][2]] in _STOPS:
            heads.append(at)
    return heads


def _earlier(
    own: list[tuple[str, int, int]], words: list[tuple[str, int, int]], seen: dict[tuple[str, ...], list[int]]
) -> Span | None:
    for place in seen.get(tuple(word for word, _, _ in own[:_RUN]), ()):
        stretch = words[place : place + len(own)]
        if [word for word, _, _ in stretch] == [word for word, _, _ in own]:
            return Span(stretch[0][1], stretch[-1][2])
    return None
