"""A page's bytes into a tree of elements, within the limits on size, depth and count."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from onrecord.model import Diagnostic
from onrecord.model.errors import LimitError, NoArticleError
from onrecord.read.decoding import declared_in_page, decode
from onrecord.read.offer import Offer
from onrecord.read.options import ReadOptions

TAG = re.compile(r"<[a-zA-Z]")
LARGE = 1 << 20
"""Characters from which on a page can need more memory than is allowed; a shorter one without a tree is a broken one."""
DEPTH_SAID = "Excessive depth"


class Page(NamedTuple):
    """The tree of a page, with the encoding it was read in and what is to be noted of that."""

    root: Any
    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]


def parse(raw: bytes, offer: Offer, options: ReadOptions) -> Page:
    """Parse a page. Raises LimitError where it is nested or split past the limits, NoArticleError where it is empty."""
    from lxml import etree, html

    decoded = decode(raw, declared=offer.charset or declared_in_page(raw), forced=options.encoding)
    if not decoded.text.strip():
        raise NoArticleError("empty page: no article text found")
    # The parser is given UTF-8 always: what the page says of its encoding has been weighed in `decode` already.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(decoded.text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if len(decoded.text) >= LARGE and TAG.search(decoded.text):
            # There are many tags and yet no tree: the parser ran out of memory, which it does not say.
            raise MemoryError from error
        raise NoArticleError("no article text found: nothing in the page but markup") from error
    if any("memory alloc" in (entry.message or "").lower() for entry in parser.error_log):
        raise MemoryError
    if any(DEPTH_SAID in (entry.message or "") for entry in parser.error_log):
        raise LimitError("stopped: elements nested more than 2,048 deep")
    for count, _ in enumerate(root.iter(), 1):
        if count > options.limits.elements:
            raise LimitError(f"stopped: more than {options.limits.elements:,} elements in one page")
    return Page(root, decoded.text, decoded.encoding, decoded.diagnostics)
