"""What the encoder knows of each word piece of a text, as any station may read it; standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from onrecord.model.span import Span


class States(Protocol):
    """The encoder's last states of one text: one row of ``width`` numbers for each word piece that was read.

    Rows stand in the order of the text; page furniture is not read and has none. Spans are half-open and count code
    points of the text. Vectors and matrices are numpy arrays, typed loosely here so that this package needs no numpy.
    They live as long as the linking of one article: nothing of them goes into a document.
    """

    @property
    def width(self) -> int:
        """Numbers in a row (384 for the network that ships)."""

    @property
    def start(self) -> Any:
        """(rows,) int32: the first code point of each piece, ascending."""

    @property
    def end(self) -> Any:
        """(rows,) int32: one past the last code point of each piece, ascending."""

    @property
    def matrix(self) -> Any:
        """(rows, width) float16; a row is of length 11 or so, its numbers within about 4 of zero."""

    def rows(self, span: Span) -> tuple[int, int]:
        """``[first, last)``: the rows of the pieces that share a code point with ``span``; first == last: none."""

    def mean(self, spans: Sequence[Span]) -> Any | None:
        """(width,) float32: the mean of the pieces that touch any of the spans; None where none does."""

    def first(self, spans: Sequence[Span]) -> Any | None:
        """(width,) float32: the first piece that touches any of the spans; None where none does."""

    def last(self, spans: Sequence[Span]) -> Any | None:
        """(width,) float32: the last piece that touches any of the spans; None where none does."""
