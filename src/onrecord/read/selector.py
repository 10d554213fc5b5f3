"""W3C selectors that find a stretch of an article again in the page that it was read from."""

from __future__ import annotations

from typing import Any

from onrecord.model import Article, Block, Span
from onrecord.model.selectors import page_selector, parted, position_selector, quote_selector


def selector_for(article: Article, span: Span) -> list[dict[str, Any]]:
    """One W3C selector for each block that ``span`` touches, in order (Web Annotation Data Model, section 4.2).

    Each is an ``XPathSelector`` for the block's element, refined by a ``TextQuoteSelector`` for the words in it (prefix
    and suffix from the same block); where the block has no place in a page, the ``TextQuoteSelector`` alone. Every one
    carries a ``TextPositionSelector`` into the stored text under ``position``. Raises ValueError for a span outside it.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"span {tuple(span)} lies outside a text of {len(article.text)} characters")
    found = [_selector(article.text, part, block) for part, block in parted(span, article.blocks or ())]
    return found or [{**quote_selector(article.text, span), "position": position_selector(span)}]


def _selector(text: str, part: Span, block: Block) -> dict[str, Any]:
    if block.place is None:
        return {**quote_selector(text, part, block.span), "position": position_selector(part)}
    return {**page_selector(text, part, block), "position": position_selector(part)}
