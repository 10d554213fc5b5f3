"""The outlet's own words around each attribution: its sentence with what was said blanked out, offsets unchanged."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Block, Found, Span, reach

BLANK = "\x00"
"""Stands for each character of a content, so that no rule reads the speaker's words as the outlet's."""

_LONGEST = 1500
"""Sentences are cut to this many characters before and after the cue: garbled pages have "sentences" of megabytes."""


_CHUNK = 8000
"""The sentence splitter is given at most this many characters of one line: on garble it is not linear."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One attribution's sentence. ``words`` has the length of ``span`` and ``BLANK`` where contents stand."""

    anchor: Span
    """The cue, or else the source, or else the start of the content."""
    span: Span
    words: str
    sentence: int
    """Number of the (first) sentence in the article."""
    paragraph: int
    headline: bool
    depth: int
    """In how many contents the cue itself lies: 0 but for what stands within another's words."""


class Layout:
    """Sentences, paragraphs, contents and passages of one article, read once."""

    __slots__ = ("_by_sentence", "_depth", "_headlines", "_paragraphs", "_passages", "_starts", "_text", "found")

    def __init__(self, text: str, blocks: Sequence[Block], found: Sequence[Found]) -> None:
        self._text = text
        self.found = found
        self._starts, self._paragraphs = _boundaries(text)
        self._depth = _depths(len(text), found)
        self._by_sentence: dict[int, list[Found]] = {}
        for one in found:
            place = reach(one.cue) or reach(one.source)
            if place is not None:
                self._by_sentence.setdefault(bisect_right(self._starts, place.start) - 1, []).append(one)
        self._headlines = sorted(block.span for block in blocks if block.kind == "headline")
        self._passages: dict[int, Passage] = {}

    def passage(self, position: int) -> Passage:
        """The passage of the attribution at ``position``."""
        if position not in self._passages:
            self._passages[position] = self._read(self.found[position])
        return self._passages[position]

    def _read(self, found: Found) -> Passage:
        size = len(self._text)
        anchor = reach(found.cue) or reach(found.source) or reach(found.content) or Span(0, 0)
        if not found.cue and not found.source:
            anchor = Span(anchor.start, anchor.start)
        anchor = Span(min(anchor.start, size), min(anchor.end, size))
        first, last = self._sentence(anchor.start, anchor.end, found)
        start = max(self._starts[first], anchor.start - _LONGEST)
        end = min(self._end(last), anchor.end + _LONGEST)
        span = Span(start, max(start, end))
        depth = self._depth_at(anchor)
        return Passage(
            anchor,
            span,
            self.blanked(span, depth),
            first,
            self.paragraph(anchor.start),
            self.in_headline(anchor.start),
            depth,
        )

    def blanked(self, span: Span, depth: int = 0) -> str:
        """The text of ``span`` with everything blank that lies in more than ``depth`` contents."""
        piece = self._text[span.start : span.end]
        cover = bytes(self._depth[span.start : span.end])
        if not cover or max(cover) <= depth:
            return piece
        made, place = [], 0
        for run in _RUN.finditer(cover.translate(_over(depth))):
            made += [piece[place : run.start()], BLANK * (run.end() - run.start())]
            place = run.end()
        return "".join([*made, piece[place:]])

    def before(self, passage: Passage, most: int = 2) -> Iterator[Span]:
        """The sentences before a passage in its own paragraph, nearest first."""
        number = passage.sentence
        for _ in range(most):
            number -= 1
            if number < 0:
                return
            start = self._starts[number]
            if self.paragraph(start) != passage.paragraph:
                return
            end = self._end(number)
            yield Span(max(start, end - _LONGEST), end)

    def above(self, passage: Passage, most: int = 2) -> Iterator[Span]:
        """The last sentences of the paragraph before a passage's own, nearest first."""
        number = passage.sentence
        while number > 0 and self.paragraph(self._starts[number - 1]) == passage.paragraph:
            number -= 1
        above = self.paragraph(self._starts[number - 1]) if number > 0 else -1
        for _ in range(most):
            number -= 1
            if number < 0 or self.paragraph(self._starts[number]) != above or self.in_headline(self._starts[number]):
                return
            end = self._end(number)
            yield Span(max(self._starts[number], end - _LONGEST), end)

    def near(self, passage: Passage) -> Sequence[Found]:
        """The attributions whose cue (or source) stands in the sentence that the passage begins with."""
        return self._by_sentence.get(bisect_right(self._starts, passage.anchor.start) - 1, ())

    def spoken(self, sentence: Span) -> bool:
        """Whether a cue or source stands in the sentence."""
        return bool(self._by_sentence.get(bisect_right(self._starts, sentence.start) - 1))

    def sentence_at(self, offset: int) -> str:
        """The text of the sentence that ``offset`` stands in."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        start = self._starts[number]
        return self._text[start : min(self._end(number), start + _LONGEST)]

    def after(self, passage: Passage) -> Span | None:
        """The sentence after a passage in its own paragraph."""
        number = bisect_left(self._starts, passage.span.end)
        if number >= len(self._starts) or self.paragraph(self._starts[number]) != passage.paragraph:
            return None
        return Span(self._starts[number], min(self._end(number), self._starts[number] + _LONGEST))

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that ``offset`` stands in."""
        return max(bisect_right(self._paragraphs, offset) - 1, 0)

    def in_headline(self, offset: int) -> bool:
        """True when ``offset`` lies in a headline block."""
        place = bisect_right(self._headlines, (offset, len(self._text) + 1)) - 1
        return place >= 0 and self._headlines[place].start <= offset < self._headlines[place].end

    def _end(self, number: int) -> int:
        return self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)

    def _depth_at(self, anchor: Span) -> int:
        if anchor.start >= anchor.end:
            return 0
        return min(self._depth[anchor.start : anchor.end])

    def _sentence(self, start: int, end: int, found: Found) -> tuple[int, int]:
        """First and last sentence number: a boundary inside the attribution's own content is none."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end) - 1, first)
        for piece in reversed(found.content):
            if piece.start < self._starts[first] < piece.end and self._same(piece.start, start):
                first = max(bisect_right(self._starts, piece.start) - 1, 0)
        for piece in found.content:
            if piece.start < self._end(last) < piece.end:
                last = max(bisect_left(self._starts, piece.end) - 1, last)
        return first, last

    def _same(self, one: int, other: int) -> bool:
        return self.paragraph(one) == self.paragraph(other)


def _boundaries(text: str) -> tuple[list[int], list[int]]:
    """Where sentences start and where paragraphs start (both begin with 0)."""
    from sentencex import get_sentence_boundaries

    starts, paragraphs = [0], [0]
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            if offset:
                starts.append(offset)
                paragraphs.append(offset)
            for low in range(0, len(line), _CHUNK):
                chunk = line[low : low + _CHUNK]
                for part in get_sentence_boundaries("en", chunk):
                    start = part["start_index"]
                    if start and chunk[start : start + 1].strip():
                        starts.append(offset + low + start)
        offset += len(line)
    return sorted(set(starts)), sorted(set(paragraphs))


_DEEPER = bytes(min(depth + 1, 255) for depth in range(256))
_RUN = re.compile(rb"\x01+")


@lru_cache(maxsize=8)
def _over(depth: int) -> bytes:
    """A table that makes every depth above ``depth`` 1 and the others 0."""
    return bytes(int(deep > depth) for deep in range(256))


def _depths(size: int, found: Sequence[Found]) -> bytearray:
    """For each character, in how many contents it lies (255: that or more)."""
    depths = bytearray(size)
    for one in found:
        for piece in one.content:
            start, end = max(piece.start, 0), min(piece.end, size)
            if start < end:
                depths[start:end] = depths[start:end].translate(_DEEPER)
    return depths
