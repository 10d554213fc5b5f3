"""What the assembly works on: the page cut into paragraphs with its marks, and attributions in the making."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.marks import QuotedStretch, marks
from onrecord.extract.verbatim import Quoted
from onrecord.model import FURNITURE, Block, Span, Spans
from onrecord.model.article import BlockKind

_BREAK = re.compile(r"\s*\n\s*")
_MARKUP = re.compile(
    r"(?:#{1,6}|>|[*+\u2022]|(?:[-\u2013\u2014]|\d{1,2}[.)])(?=[^\S\n]+[\"\u201c\u2018'«\u201e]))[^\S\n]+(?:\*\*)?"
)
_DOUBLE, _FEW = 3, 7
"""Quotations in double marks by which a text is known to quote so; words of a subheading."""
_SMALL = frozenset("a an and as at but by for from in into of on or the to vs with".split())
_WORD = re.compile(r"\w+(?:['\u2019.,&\-\u2011]\w+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text with the kind of its block; blanks at its ends left out."""

    span: Span
    kind: BlockKind
    tops: tuple[QuotedStretch, ...]
    pure: bool
    """True where every word stands inside outermost marks."""
    subheading: bool = False
    """True for a few words in single marks by themselves, in a text that quotes in double ones (13 of 13 in train)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its blocks, marks and paragraphs."""

    text: str
    blocks: Sequence[Block]
    quoted: Quoted
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> Page:
        """Cut a text into paragraphs; without blocks all of it is body."""
        quoted = Quoted.of(marks(text, blocks).stretches)
        made: list[Paragraph] = []
        for block in blocks or (Block(Span(0, len(text)), "body"),):
            at = block.span.start
            bounds = [found.span() for found in _BREAK.finditer(text, block.span.start, block.span.end)]
            for stop, after in [*bounds, (block.span.end, block.span.end)]:
                span = _plain(text, trimmed(text, at, stop))
                at = after
                if span.start < span.end:
                    tops = tuple(quoted.over(span.start, span.end))
                    made.append(Paragraph(span, block.kind, tops, _pure(text, span, tops)))
        if sum(top.family == "double" for top in quoted.tops) >= _DOUBLE:
            made = [_as_subheading(text, one) for one in made]
        return cls(text, blocks, quoted, tuple(made), tuple(one.span.start for one in made))

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that ``offset`` stands in (or the last one that begins before it)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @property
    def body(self) -> list[Paragraph]:
        """The body's paragraphs, in order."""
        return [one for one in self.paragraphs if one.kind == "body"]


@dataclass(slots=True)
class Draft:
    """An attribution in the making. ``rule`` names what found it ("model", or a rule of the grammar)."""

    source: Spans
    cue: Spans
    content: list[Span]
    score: float
    rule: str = "model"
    floating: bool = False
    notes: list[str] = field(default_factory=list)
    within: Draft | None = None

    @property
    def start(self) -> int:
        """Where the content begins."""
        return min(span.start for span in self.content) if self.content else 0

    @property
    def end(self) -> int:
        """Where the content ends."""
        return max(span.end for span in self.content) if self.content else 0


class Claims:
    """Which stretches of the text are content of some draft already."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._spans = sorted((span.start, span.end) for draft in drafts for span in draft.content)

    def add(self, draft: Draft) -> None:
        """Claim a draft's content."""
        for span in draft.content:
            insort(self._spans, (span.start, span.end))

    def share(self, text: str, start: int, end: int) -> float:
        """The share (0 to 1) of the words of ``[start, end)`` that is claimed."""
        if _WORD.search(text, start, end) is None:
            return 1.0
        merged: list[list[int]] = []
        for n in range(max(0, bisect_left(self._spans, (start, -1)) - 6), len(self._spans)):
            first, last = self._spans[n]
            if first >= end:
                break
            if merged and first <= merged[-1][1]:
                merged[-1][1] = max(last, merged[-1][1])
            else:
                merged.append([first, last])
        if not merged or merged[-1][1] <= start:
            return 0.0
        words = [found.span() for found in _WORD.finditer(text, start, end)]
        held = at = 0
        for first, last in words:
            while at < len(merged) and merged[at][1] <= first:
                at += 1
            held += at < len(merged) and merged[at][0] < last
        return held / len(words)


class Near:
    """Drafts by where they begin, so that looking at those near a paragraph costs the same in a text of any length."""

    BEFORE, AFTER = 8_000, 2_000
    """Code points: how far before a paragraph a draft may begin, and how far after it, to be looked at."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = sorted(drafts, key=_beginning)
        self._starts = [_beginning(draft) for draft in self._drafts]

    def of(self, span: Span) -> list[Draft]:
        """The drafts that begin near ``span``, in the order of the text."""
        first = bisect_left(self._starts, span.start - self.BEFORE)
        return self._drafts[first : bisect_right(self._starts, span.end + self.AFTER)]

    def add(self, draft: Draft) -> None:
        """Take in a further draft."""
        at = bisect_right(self._starts, _beginning(draft))
        self._starts.insert(at, _beginning(draft))
        self._drafts.insert(at, draft)


def _beginning(draft: Draft) -> int:
    return min((span.start for span in (*draft.content, *draft.cue, *draft.source)), default=0)


def word_count(text: str, start: int, end: int) -> int:
    """How many words stand in ``[start, end)``."""
    return len(_WORD.findall(text, start, end))


def is_title(text: str, stretch: QuotedStretch) -> bool:
    """Words that a title or a name is made of: all but the small ones begin with a capital or a figure."""
    words = re.findall(r"\w[\w’'-]*", stretch.inner.of(text))
    large = [word for word in words if word[0].isupper() or word[0].isdigit()]
    shouted = len(large) == len(words) and all(word.isupper() for word in words) and len(words) >= 3
    return not shouted and all(word in large or word in _SMALL for word in words) and len(words) != 1


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _plain(text: str, span: Span) -> Span:
    """The span without the signs before a heading, a quotation or an item of a list."""
    found = _MARKUP.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found else span


def furniture(kind: BlockKind) -> bool:
    """True for kinds of block in which nothing may become a statement."""
    return kind in FURNITURE


def _as_subheading(text: str, one: Paragraph) -> Paragraph:
    """``'A change warrior.'`` between paragraphs that quote in double marks stands over the text, and is nobody's speech here."""
    if one.kind != "body" or not one.pure or len(one.tops) != 1 or one.tops[0].family != "single":
        return one
    return replace(one, kind="headline", subheading=True) if word_count(text, *one.span) <= _FEW else one


def _pure(text: str, span: Span, tops: Sequence[QuotedStretch]) -> bool:
    at = span.start
    for one in tops:
        if _WORD.search(text, at, max(at, one.span.start)):
            return False
        at = max(at, one.span.end)
    return bool(tops) and _WORD.search(text, at, max(at, span.end)) is None
