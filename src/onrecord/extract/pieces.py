"""A text as the model sees it: word pieces with their offsets and features, packed into windows.

The same code runs in training and in use, so that what the network learnt is what it is shown.
All offsets are code points of the text, half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

CLS, SEP, COLON = 101, 102, 1024
LENGTH = 256
"""Pieces in a window, [CLS] and [SEP] included."""
CASES, MARKS, BREAKS, HEADS = 4, 4, 3, 2
FEATURES = CASES * MARKS * BREAKS * HEADS
HEADLINE_WORDS = 25
OUTSIDE, OPENING, INSIDE, CLOSING = range(4)

_MARK = re.compile("''|``|[\"\u201c\u201d\u201e\u00ab\u00bb]|[\u2018\u2019']")
_PARAGRAPH = re.compile(r"(?:\n[^\S\n]*){2,}")
_SENTENCE = re.compile(
    r"(?<=[.!?\u2026])[\"\u201d\u2019')\]\u00bb]*\s+(?=[\"\u201c\u2018'(\[\u00ab\u201e]*[A-Z0-9])|\n+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Lt|Gen|Col|Capt|Sgt|Maj|Adm|St|Jr|Sr|Prof|Rev|Hon|No|vs|Inc|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text. Every array has one entry a piece."""

    ids: Ints
    start: Ints
    end: Ints
    continued: Bools
    """True where the piece goes on with the word before it."""
    feature: Ints
    """Case, quotation mark, line break and headline in one number below FEATURES."""
    sentence: Ints
    paragraph: Ints
    segment: Ints
    """How many times a quotation has opened or closed so far."""


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive paragraphs of one text, ready for the network. ``index`` is -1 at [CLS] and [SEP]."""

    index: Ints
    ids: Ints
    feature: Ints
    sentence: Ints
    paragraph: Ints
    segment: Ints
    starts: Bools
    """Where a span may begin: at the first piece of a word."""
    ends: Bools
    """Where a span may end: at the last piece of a word."""


def mark_states(text: str) -> NDArray[np.uint8]:
    """OUTSIDE, OPENING, INSIDE or CLOSING for every code point, paragraph by paragraph.

    Double marks of every kind; single ones where they stand as marks and not as apostrophes.
    A mark still open runs to the end of its paragraph.
    """
    states = np.zeros(len(text), np.uint8)
    for begin, end in _paragraphs(text):
        opened = -1
        single = low = False
        for found in _MARK.finditer(text, begin, end):
            at, after, mark = found.start(), found.end(), found.group()
            if mark in "\u2018\u2019'":
                if opened < 0 and _opens_single(text, at, begin, end):
                    opened, single = at, True
                    states[at] = OPENING
                elif opened >= 0 and single and mark != "\u2018" and _closes_single(text, at, end):
                    states[opened + 1 : at] = INSIDE
                    states[at] = CLOSING
                    opened = -1
            elif opened < 0:
                if mark in "\u201d\u00bb":
                    continue
                opened, single, low = at, False, mark == "\u201e"
                states[at:after] = OPENING
                opened = after - 1
            elif not single and (mark not in "\u201c\u201e\u00ab``" or (low and mark == "\u201c")):
                states[opened + 1 : at] = INSIDE
                states[at:after] = CLOSING
                opened = -1
        if opened >= 0:
            states[opened + 1 : end] = INSIDE
    return states


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _PARAGRAPH.finditer(text):
        if found.start() > begin:
            yield begin, found.start()
        begin = found.end()
    if begin < len(text):
        yield begin, len(text)


def _opens_single(text: str, at: int, begin: int, end: int) -> bool:
    before = text[at - 1] if at > begin else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in "([\u2014\u2013-:") or not (after.isalnum() or after in "\u2026.["):
        return False
    # An apostrophe for left-out letters ('em, 'tis) has no closing mark; look for one that follows a word's end.
    look = min(end, at + 2000)
    position = at + 1
    while position < look:
        if text[position] in "\u2019'" and _closes_single(text, position, end):
            return True
        if text[position] == "\n" and text.startswith("\n\n", position):
            return False
        position += 1
    return False


def _closes_single(text: str, at: int, end: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    return (
        not before.isspace() and not after.isalnum() and (before in ",.!?\u2026" or before.isalnum() or before in ")]")
    )


def _boundaries(text: str) -> list[int]:
    """Where sentences begin, in code points (a plain rule; only a feature of the network rests on it)."""
    found = [0]
    for match in _SENTENCE.finditer(text):
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            found.append(match.end())
    return found


def _cases(text: str, starts: Sequence[int], continued: Sequence[bool]) -> Ints:
    case = np.zeros(len(starts), np.int32)
    last = 0
    for n, start in enumerate(starts):
        if not continued[n]:
            first = text[start]
            last = 0
            if first.isdigit():
                last = 3
            elif first.isupper():
                stop = start + 1
                while stop < len(text) and stop < start + 12 and text[stop].isalpha():
                    stop += 1
                word = text[start:stop]
                last = 2 if len(word) > 1 and word.isupper() else 1
        case[n] = last
    return case


def cut(text: str, encode: Callable[[str], Any]) -> Pieces:
    """Cut a text into word pieces with their features.

    ``encode`` gives, for a text, an object with ``ids``, ``offsets`` (code points) and ``tokens`` without special
    pieces, such as ``tokenizers.Tokenizer.encode(text, add_special_tokens=False)``.
    """
    coded = encode(text)
    offsets = np.asarray(coded.offsets, np.int32).reshape(-1, 2)
    start, end = np.ascontiguousarray(offsets[:, 0]), np.ascontiguousarray(offsets[:, 1])
    continued = [token.startswith("##") for token in coded.tokens]
    states = mark_states(text)
    size = len(start)
    mark = states[start].astype(np.int32) if size else np.zeros(0, np.int32)
    sentences = np.asarray(_boundaries(text), np.int32)
    paragraphs = np.asarray([begin for begin, _ in _paragraphs(text)] or [0], np.int32)
    lines = np.asarray([0] + [n + 1 for n, letter in enumerate(text) if letter == "\n"], np.int32)
    sentence = np.searchsorted(sentences, start, side="right").astype(np.int32)
    paragraph = np.searchsorted(paragraphs, start, side="right").astype(np.int32) - 1
    line = np.searchsorted(lines, start, side="right").astype(np.int32)
    broken = np.zeros(size, np.int32)
    segment = np.zeros(size, np.int32)
    if size:
        broken[1:] = np.where(np.diff(paragraph) > 0, 2, np.where(np.diff(line) > 0, 1, 0))
        broken[0] = 2
        quoted = mark >= OPENING
        segment[1:] = np.cumsum(np.diff(quoted.astype(np.int32)) != 0)
    head = np.zeros(size, np.int32)
    first = next(_paragraphs(text), (0, 0))
    if len(text) > first[1] and len(text[first[0] : first[1]].split()) <= HEADLINE_WORDS:
        head[start < first[1]] = 1
    case = _cases(text, start.tolist(), continued)
    feature = ((case * MARKS + mark) * BREAKS + broken) * HEADS + head
    return Pieces(
        np.asarray(coded.ids, np.int32), start, end, np.asarray(continued, bool), feature, sentence, paragraph, segment
    )


def pack(pieces: Pieces, length: int = LENGTH, first: int | None = None, keep: Bools | None = None) -> list[Window]:
    """Pack whole paragraphs into windows of at most ``length`` pieces; ``first`` limits the first one (training).

    A paragraph that is too long by itself is cut at a sentence's beginning where there is one. Where a window would
    end between a colon, or a quotation, and the quotation paragraph after it, it ends before them both if it can.
    ``keep`` leaves pieces out (page furniture).
    """
    windows: list[Window] = []
    current: list[tuple[int, int]] = []
    room = (first or length) - 1
    for stretch in _stretches(pieces, length - 2, keep):
        need = stretch[1] - stretch[0] + 1
        if current and need > room:
            carried = _carried(pieces, current, stretch, length - 1 - need)
            windows.append(_window(pieces, current[: len(current) - len(carried)]))
            current, room = carried, length - 1 - sum(end - begin + 1 for begin, end in carried)
        current.append(stretch)
        room -= need
    if current:
        windows.append(_window(pieces, current))
    return windows


def _carried(
    pieces: Pieces, current: list[tuple[int, int]], coming: tuple[int, int], room: int
) -> list[tuple[int, int]]:
    """The last paragraphs of a full window that belong with the one to come, at most three and not all of them."""
    carried: list[tuple[int, int]] = []
    following = coming
    for stretch in reversed(current[1:][-3:]):
        room -= stretch[1] - stretch[0] + 1
        if room < 0 or not _belongs(pieces, stretch, following):
            break
        carried.insert(0, stretch)
        following = stretch
    return carried


def _belongs(pieces: Pieces, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a paragraph is a quotation that hangs on the one before it."""
    if pieces.ids[before[1] - 1] == COLON:
        return True
    mark = pieces.feature[after[0]] // (HEADS * BREAKS) % MARKS
    return bool(mark == OPENING)


def _stretches(pieces: Pieces, most: int, keep: Bools | None) -> Iterator[tuple[int, int]]:
    """Piece ranges of the paragraphs, the long ones cut."""
    size = len(pieces.ids)
    if not size:
        return
    change = np.diff(pieces.paragraph) > 0
    if keep is not None:
        change |= np.diff(keep.astype(np.int8)) != 0
    edges = [0, *(np.nonzero(change)[0] + 1).tolist(), size]
    for begin, end in pairwise(edges):
        if keep is not None and not keep[begin]:
            continue
        while end - begin > most:
            inside = pieces.sentence[begin : begin + most + 1]
            turns = np.nonzero(np.diff(inside) > 0)[0] + 1
            good = turns[turns >= most // 3]
            middle = begin + (int(good[-1]) if len(good) else most)
            yield begin, middle
            begin = middle
        yield begin, end


def _window(pieces: Pieces, ranges: Sequence[tuple[int, int]]) -> Window:
    index = [np.asarray([-1], np.int32)]
    for begin, end in ranges:
        index += [np.arange(begin, end, dtype=np.int32), np.asarray([-1], np.int32)]
    at = np.concatenate(index)
    real = at >= 0
    ids = np.where(real, pieces.ids[at], SEP).astype(np.int32)
    ids[0] = CLS
    # [CLS] takes its neighbours' place from the piece after it, [SEP] from the piece before it.
    filled = at.copy()
    filled[0] = at[1]
    gaps = np.nonzero(~real)[0][1:]
    filled[gaps] = at[gaps - 1]
    starts = real & ~pieces.continued[filled]
    following = np.append(pieces.continued[1:], False)[filled]
    return Window(
        at,
        ids,
        np.where(real, pieces.feature[filled], 0).astype(np.int32),
        pieces.sentence[filled],
        pieces.paragraph[filled],
        pieces.segment[filled],
        starts,
        real & ~following,
    )


def place(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """The range of pieces that a span of code points covers, widened to whole words; None where it covers none."""
    first = bisect_right(pieces.end, start)
    last = int(np.searchsorted(pieces.start, end, side="left"))
    if first >= last:
        return None
    while first > 0 and pieces.continued[first]:
        first -= 1
    while last < len(pieces.ids) and pieces.continued[last]:
        last += 1
    return first, last
