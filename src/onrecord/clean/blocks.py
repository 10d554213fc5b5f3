"""A text cut into blocks of one kind each. The text is never changed; every character not blank is in a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.clean.kinds import kinds_of
from onrecord.clean.repeats import with_repeats
from onrecord.clean.signs import CITY, DATELINE, TURN
from onrecord.model import Article, Block, Span
from onrecord.model.article import BlockKind

_GAP = re.compile(r"\n[^\S\n]*\n\s*|\r\n?[^\S\n]*\r\n?\s*|[\u2029\x0c]\s*")
_LINE = re.compile(r"\s*[\n\r\u2028\x85]\s*")
_DATELINED = 3
"""A dateline is looked for at the head of so many of the first paragraphs of the body."""


def blocks_of(article: Article) -> tuple[Block, ...]:
    """The blocks of an article, in order, none overlapping, together covering every character that is not blank.

    Where the reader has told blocks from the page's structure these are kept and their kinds refined; the rest, and
    all of a plain text, is cut into paragraphs. ``repeats`` is set where a block prints earlier words again.
    """
    text = article.text
    cut = list(_cut(text, article.blocks or ()))
    kinds = kinds_of([block.span.of(text) for block in cut], [_given(article, block) for block in cut], article.title)
    made = [Block(block.span, kind, block.place) for block, kind in zip(cut, kinds, strict=True)]
    return with_repeats(text, tuple(_with_dateline(text, made)))


def _given(article: Article, block: Block) -> BlockKind | None:
    return block.kind if article.blocks is not None and (block.place is not None or block.kind != "body") else None


def _cut(text: str, given: tuple[Block, ...]) -> Iterator[Block]:
    """The reader's blocks cut into paragraphs, and paragraphs of what no block covers; in order, none overlapping."""
    at = 0
    for block in sorted(given, key=lambda one: one.span):
        start = max(block.span.start, at)
        if start > at:
            yield from (Block(span, "body") for span in _paragraphs(text, at, min(start, len(text))))
        for span in _paragraphs(text, start, min(block.span.end, len(text))):
            yield Block(span, block.kind, block.place)
        at = max(at, min(block.span.end, len(text)))
    yield from (Block(span, "body") for span in _paragraphs(text, at, len(text)))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for found in _GAP.finditer(text, start, end):
        yield from _lines(text, at, found.start())
        at = found.end()
    yield from _lines(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a stretch as paragraphs, unless a paragraph has been wrapped into lines of one width."""
    lines: list[Span] = []
    at = start
    for found in [*_LINE.finditer(text, start, end)]:
        lines.append(_trimmed(text, at, found.start()))
        at = found.end()
    lines.append(_trimmed(text, at, end))
    lines = [line for line in lines if line.length]
    if _wrapped(text, lines):
        yield Span(lines[0].start, lines[-1].end)
    else:
        yield from lines


def _wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < 2:
        return False
    full = lines[:-1]
    if not all(40 <= line.length <= 110 for line in full) or lines[-1].length > 110:
        return False
    broken = sum(1 for line in full if text[line.end - 1] not in ".!?:;\"\u201d\u2019'")
    return 5 * broken >= 3 * len(full) and max(line.length for line in full) - min(line.length for line in full) <= 35


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _with_dateline(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Part the dateline ("KARVAN, 4 May (TNA) -") from the paragraph it opens; one dateline an article."""
    seen = 0
    turns = sum(1 for block in blocks if TURN.match(text, block.span.start, block.span.end))
    for block in blocks:
        if block.kind == "body":
            seen += 1
            found = DATELINE.match(text, block.span.start, min(block.span.end, block.span.start + 120))
            if found is None and turns < 2:
                found = CITY.match(text, block.span.start, min(block.span.end, block.span.start + 60))
            if seen <= _DATELINED and found and block.span.end - found.end() > 20:
                seen = _DATELINED
                yield Block(Span(block.span.start, len(text[: found.end()].rstrip())), "dateline", block.place)
                yield Block(Span(found.end(), block.span.end), "body", block.place)
                continue
        yield block
