"""W3C selectors that find a stretch of an article again in the page that it was read from."""

from __future__ import annotations

from typing import Any

from onrecord.model import Article, Span

AROUND = 32
"""Code points of context on either side."""


def selector_for(article: Article, span: Span) -> list[dict[str, Any]]:
    """One W3C selector for each block that ``span`` touches, in order (Web Annotation Data Model, section 4.2).

    Each is an ``XPathSelector`` for the block's element, refined by a ``TextQuoteSelector`` for the words in it (prefix
    and suffix from the same block); where the block has no place in a page, the ``TextQuoteSelector`` alone. Every one
    carries a ``TextPositionSelector`` into the stored text under ``position``. Raises ValueError for a span outside it.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"span {tuple(span)} lies outside a text of {len(article.text)} characters")
    found = []
    for block in article.blocks or ():
        if block.span.overlaps(span):
            part = Span(max(span.start, block.span.start), min(span.end, block.span.end))
            found.append(_selector(article.text, part, block.span, block.place))
    return found or [_selector(article.text, span, Span(0, len(article.text)), None)]


def _selector(text: str, part: Span, within: Span, place: str | None) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": part.of(text),
        "prefix": text[max(within.start, part.start - AROUND) : part.start],
        "suffix": text[part.end : min(within.end, part.end + AROUND)],
    }
    position = {"type": "TextPositionSelector", "start": part.start, "end": part.end}
    if place is None:
        return {**quote, "position": position}
    return {"type": "XPathSelector", "value": place, "refinedBy": quote, "position": position}
