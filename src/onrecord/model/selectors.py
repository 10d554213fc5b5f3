"""W3C selectors that find a stretch of an article again: in the page that it was read from, and in the stored text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.model.article import Block
from onrecord.model.span import Span

AROUND = 32
"""Code points of prefix and suffix kept with a quotation of the text."""


def quote_selector(text: str, span: Span, within: Span | None = None) -> dict[str, Any]:
    """A W3C TextQuoteSelector: the exact words with a little text on both sides, none of it from outside ``within``."""
    first, last = (within.start, within.end) if within else (0, len(text))
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(first, span.start - AROUND) : span.start],
        "suffix": text[span.end : min(last, span.end + AROUND)],
    }


def position_selector(span: Span) -> dict[str, Any]:
    """A W3C TextPositionSelector into the stored text: code points, half-open."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def page_selector(text: str, part: Span, block: Block) -> dict[str, Any]:
    """An XPathSelector for the element that ``block`` was read from, refined by the words of ``part`` in it, prefix and
    suffix from the same block (Web Annotation Data Model, 4.2.2 and 4.3). Blanks of the page are collapsed in the
    words, as a browser shows them. Raises ValueError for a block without a place."""
    if block.place is None:
        raise ValueError("the block has no place in a page")
    return {
        "type": "XPathSelector",
        "value": block.place,
        "refinedBy": quote_selector(text, part, block.span),
    }


def parted(span: Span, blocks: Sequence[Block]) -> Iterator[tuple[Span, Block]]:
    """What of a span lies in each block that it touches, in order."""
    for block in blocks:
        if block.span.overlaps(span):
            yield Span(max(span.start, block.span.start), min(span.end, block.span.end)), block
