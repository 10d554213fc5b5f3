"""Links into the live page: text fragments (`#:~:text=`), and the quote selectors that annotations use."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urldefrag

from onrecord.model import Span, Spans

CONTEXT = 32
"""Code points of prefix and suffix kept with a quote selector."""
_EDGE_WORDS = 5


def text_fragment(url: str | None, text: str, role: Spans) -> str | None:
    """The page's address with a text fragment that scrolls to the first span; None without an http(s) address.

    Source: WICG, URL Fragment Text Directives. Long stretches are given by their first and last words, and never
    across a paragraph break, where browsers match no phrase.
    """
    if not url or not url.lower().startswith(("http://", "https://")) or not role:
        return None
    stretch = role[0].of(text).split("\n", 1)[0].strip()
    words = stretch.split()
    if not words:
        return None
    bare = urldefrag(url).url
    if len(words) <= 2 * _EDGE_WORDS:
        return f"{bare}#:~:text={_escaped(' '.join(words))}"
    start, end = " ".join(words[:_EDGE_WORDS]), " ".join(words[-_EDGE_WORDS:])
    return f"{bare}#:~:text={_escaped(start)},{_escaped(end)}"


def _escaped(words: str) -> str:
    # "-" and "," are syntax inside the directive, and quote() leaves "-" as it is
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def quote_selector(text: str, span: Span) -> dict[str, Any]:
    """A W3C TextQuoteSelector: the exact words with a little text on both sides."""
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
    }


def position_selector(span: Span) -> dict[str, Any]:
    """A W3C TextPositionSelector: code points, half-open."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def iri(article: str, url: str | None) -> str:
    """An address for the article: its own, or a URN made of its id."""
    if url and re.match(r"https?://", url, re.IGNORECASE):
        return url
    return "urn:onrecord:" + quote(article.encode("utf-8", "replace"), safe="/:")
