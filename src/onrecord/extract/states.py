"""The encoder's own states, window by window, put together for one text (see `onrecord.model.states.States`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.extract.network import Floats, Halves, Reading
from onrecord.extract.pieces import Ints, Pieces, Window
from onrecord.model.span import Span

WIDTH = 384
MOST_PIECES = 40_000
"""A text of more pieces than this (some 30,000 words, 31 MB of states) is linked without them."""


@dataclass(frozen=True, slots=True, eq=False)
class PieceStates:
    """One row for each piece that was read: offsets in code points, and the encoder's last state as float16.

    Half precision keeps three digits, below the error of the eight-bit weights, and halves the memory.
    """

    start: Ints
    """(rows,)"""
    end: Ints
    """(rows,)"""
    matrix: Halves
    """(rows, width)"""
    early: Halves | None = None
    """(rows, 768) states from further below, where they were asked for: see `sense`."""
    _starts: list[int] = field(init=False, repr=False)
    _ends: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", self.start.tolist())
        object.__setattr__(self, "_ends", self.end.tolist())

    @property
    def width(self) -> int:
        """Numbers in a row."""
        return int(self.matrix.shape[1])

    def rows(self, span: Span) -> tuple[int, int]:
        """``[first, last)`` of the pieces that share a code point with ``span``; first == last where none does."""
        if span.start >= span.end:
            return 0, 0
        first = bisect_right(self._ends, span.start)
        return first, bisect_left(self._starts, span.end, first)

    def mean(self, spans: Sequence[Span]) -> Floats | None:
        """(width,) float32: the mean over the pieces that touch any of the spans; None where none does."""
        ranges = [(first, last) for first, last in map(self.rows, spans) if first < last]
        if not ranges:
            return None
        total, *further = (self.matrix[first:last].sum(0, dtype=np.float32) for first, last in ranges)
        for more in further:
            total += more
        mean: Floats = total / np.float32(sum(last - first for first, last in ranges))
        return mean

    def first(self, spans: Sequence[Span]) -> Floats | None:
        """(width,) float32: the first piece that touches any of the spans; None where none does."""
        held = [first for first, last in map(self.rows, spans) if first < last]
        return self.matrix[min(held)].astype(np.float32) if held else None

    def last(self, spans: Sequence[Span]) -> Floats | None:
        """(width,) float32: the last piece that touches any of the spans; None where none does."""
        held = [last for first, last in map(self.rows, spans) if first < last]
        return self.matrix[max(held) - 1].astype(np.float32) if held else None


def of_window(pieces: Pieces, window: Window, reading: Reading) -> Halves | None:
    """The rows of a window's own pieces, [CLS] and [SEP] aside; None where the text is too long to keep them."""
    if len(pieces.ids) > MOST_PIECES:
        return None
    both = reading.halves
    if reading.early is not None:
        both = np.concatenate([both, reading.early.astype(np.float16)], 1)
    return both[window.index >= 0]


def of_text(pieces: Pieces, windows: Sequence[Window], rows: Sequence[Halves | None]) -> PieceStates | None:
    """The states of a text from those of its windows, in order; None where one lacks them or nothing was read."""
    held = [one for one in rows if one is not None]
    if not held or len(held) != len(rows):
        return None
    index = np.concatenate([window.index[window.index >= 0] for window in windows])
    every = np.concatenate(held)
    matrix = np.ascontiguousarray(every[:, :WIDTH])
    early = np.ascontiguousarray(every[:, WIDTH:]) if every.shape[1] > WIDTH else None
    return PieceStates(pieces.start[index], pieces.end[index], matrix, early)
