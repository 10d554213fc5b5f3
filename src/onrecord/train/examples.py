"""Texts with marks into windows with labels."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.extract.pieces import LENGTH, Ints, Pieces, Window, cut, pack, place
from onrecord.train.corpora import NAME_KINDS, Marked, Text
from onrecord.train.lattice import CONTENTS

SOURCE, CONTENT = 0, 1
Segment = tuple[int, int, int]
"""Role (SOURCE or CONTENT), first and last position in the window."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels: -100 where nothing is known."""

    window: Window
    tags: Ints
    names: Ints
    cues: tuple[tuple[int, int], ...]
    segments: tuple[tuple[Segment, ...], ...]
    complete: bool
    """Whether the attributions of this text are marked."""


def examples(text: Text, encode: Callable[[str], Any], luck: random.Random | None = None) -> list[Example]:
    """The windows of a text; with ``luck``, cut at another place each time."""
    pieces = cut(text.text, encode)
    first = luck.randint(40, LENGTH) if luck else None
    length = luck.choice((224, 256, 320, 384)) if luck else LENGTH
    ranges = [_ranges(pieces, one) for one in text.attributions or ()]
    return [_example(pieces, window, text, ranges) for window in pack(pieces, length, first)]


Ranges = tuple[tuple[int, int] | None, tuple[int, int], list[tuple[int, int]]]


def _ranges(pieces: Pieces, one: Marked) -> Ranges | None:
    """Piece ranges of source, cue and contents; None for what cannot be learnt from (no cue, or overlapping roles)."""
    cues = [r for r in (place(pieces, *span) for span in one.cue) if r]
    contents = [r for r in (place(pieces, *span) for span in one.content) if r]
    sources = [r for r in (place(pieces, *span) for span in one.source) if r]
    if not cues or not contents:
        return None
    cue = max(cues, key=lambda r: r[1] - r[0])
    source = max(sources, key=lambda r: r[1] - r[0]) if sources else None
    taken = [cue] + ([source] if source else [])
    if source and _meet(source, cue):
        return None
    kept: list[tuple[int, int]] = []
    for content in sorted(contents, key=lambda r: r[0] - r[1])[:CONTENTS]:
        if any(_meet(content, other) for other in taken + kept):
            return None
        kept.append(content)
    return source, cue, sorted(kept)


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _example(pieces: Pieces, window: Window, text: Text, ranges: Sequence[Ranges | None]) -> Example:
    length = len(window.ids)
    position = np.full(len(pieces.ids), -1, np.int32)
    real = window.index >= 0
    position[window.index[real]] = np.nonzero(real)[0]
    tags = np.full(length, -100 if text.attributions is None else 0, np.int32)
    cues: list[tuple[int, int]] = []
    segments: list[tuple[Segment, ...]] = []
    for one in ranges:
        if one is None:
            continue
        source, cue, contents = one
        for tag, spans in ((5, contents), (1, [source] if source else []), (3, [cue])):
            for span in spans:
                found = _inside(position, span)
                if found:
                    tags[found[0]] = tag
                    tags[found[0] + 1 : found[1] + 1] = tag + 1
        at = _inside(position, cue)
        if at is None or at[1] - at[0] != cue[1] - cue[0] - 1 or at in cues:
            continue
        roles = [(SOURCE, source)] if source else []
        roles += [(CONTENT, content) for content in contents]
        placed = [(role, *found) for role, span in roles if (found := _inside(position, span))]
        cues.append(at)
        segments.append(tuple(sorted(placed, key=lambda s: s[1])))
    order = sorted(range(len(cues)), key=lambda n: cues[n])
    names = np.full(length, -100 if text.names is None else 0, np.int32)
    for start, end, kind in text.names or ():
        span_range = place(pieces, start, end)
        found = _inside(position, span_range) if span_range else None
        if found:
            names[found[0]] = 1 + 2 * NAME_KINDS.index(kind)
            names[found[0] + 1 : found[1] + 1] = 2 + 2 * NAME_KINDS.index(kind)
    return Example(
        window,
        tags,
        names,
        tuple(cues[n] for n in order),
        tuple(segments[n] for n in order),
        text.attributions is not None,
    )


def _inside(position: Ints, span: tuple[int, int]) -> tuple[int, int] | None:
    """First and last position in the window of a piece range, cut to the window; None when outside."""
    found = position[span[0] : span[1]]
    found = found[found >= 0]
    return (int(found[0]), int(found[-1])) if len(found) else None
