"""Links into the live page: text fragments (`#:~:text=`), and the address that an article is called by."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

from onrecord.model import Spans

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


def iri(article: str, url: str | None) -> str:
    """An address for the article: its own, or a URN made of its id."""
    if url and re.match(r"https?://", url, re.IGNORECASE):
        return url
    return "urn:onrecord:" + quote(article.encode("utf-8", "replace"), safe="/:")
