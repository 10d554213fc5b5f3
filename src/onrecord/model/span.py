"""Spans: where in a stored text something stands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        """The number of code points covered (``len`` of a pair is always 2)."""
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]
"""A role: sorted, none overlapping; empty when the role is absent."""


def spans(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Build a role from pairs of code-point offsets: sorted, empty pairs dropped, touching ones kept apart.

    Raises ValueError when a pair runs backwards or two pairs overlap.
    """
    made = sorted(Span(start, end) for start, end in pairs if start != end)
    for span in made:
        if span.start < 0 or span.end < span.start:
            raise ValueError(f"span [{span.start}, {span.end}) runs backwards or starts below 0")
    for before, after in pairwise(made):
        if before.overlaps(after):
            raise ValueError(f"spans {tuple(before)} and {tuple(after)} overlap")
    return tuple(made)


def reach(role: Spans) -> Span | None:
    """From the first code point of a role to its last, gaps included; None when the role is empty."""
    return Span(role[0].start, role[-1].end) if role else None


def pieces(text: str, role: Spans) -> tuple[str, ...]:
    """The characters of each span of a role, in order."""
    return tuple(span.of(text) for span in role)
