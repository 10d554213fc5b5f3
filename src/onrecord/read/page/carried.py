"""A report that a page does not print but carries in the data of its scripts, for a browser to put on the page: what
React, Next, Vue and the like leave where nothing was rendered before the page was saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.read.page.evidence import squashed
from onrecord.read.page.paragraphs import paragraphs_of

LARGEST = 4 << 20
"""Characters of one script above which it is passed over."""
MOST = 200_000
"""Values of all scripts that are looked at."""
LEAST = 400
"""Code points that a report in a script has at least."""
LEAST_PARTS = 3
NEAR = 4
"""Levels above the text on which the page's title has to stand for the text to be its report's."""
BEGINS = re.compile(r"^[^{\[;]{0,200}?[=(]\s*(?=[{\[])|^\s*(?=[{\[])")
MARKUP = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
WORDED = ("content", "text", "value", "html", "body", "paragraph")


def carried_body(root: Any, title: str | None) -> str | None:
    """The longest text in the page's scripts, a paragraph a line, that stands beside the page's title; None where there
    is none, or the page has no title to know it by."""
    wanted = squashed(title or "")
    if len(wanted) < 12:
        return None
    left = [MOST]
    found: list[str] = []
    for value in _values(root):
        found += _bodies(value, wanted, (), left)
    return max(found, key=len, default=None)


def _values(root: Any) -> Iterator[Any]:
    """What the scripts hold as JSON: whole, or given to a name (``window.__STATE__ = {...}``)."""
    decoder = json.JSONDecoder(strict=False)
    for script in root.iter("script"):
        text = script.text or ""
        if not LEAST <= len(text) <= LARGEST or "ld+json" in (script.get("type") or "").lower():
            continue
        begins = BEGINS.match(text)
        if begins is None:
            continue
        try:
            yield decoder.raw_decode(text, begins.end())[0]
        except (ValueError, RecursionError):
            continue


def _bodies(value: Any, wanted: str, near: tuple[bool, ...], left: list[int]) -> Iterator[str]:
    """Texts in one value; ``near`` tells for each level above whether the title stands on it."""
    left[0] -= 1
    if left[0] < 0 or len(near) > 40:
        return
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    titled = isinstance(value, dict) and any(
        isinstance(one, str) and len(one) < 400 and squashed(one) == wanted for one in inner
    )
    near = (*near, titled)
    if any(near[-NEAR:]):
        for one in inner:
            text = _text(one)
            if len(text) >= LEAST:
                yield text
    for one in inner:
        if isinstance(one, (dict, list)):
            yield from _bodies(one, wanted, near, left)


def _text(value: Any) -> str:
    """Markup with several paragraphs, or a list of paragraphs; "" for everything else."""
    if isinstance(value, str):
        return _plain(value) if len(value) >= LEAST and len(MARKUP.findall(value)) >= LEAST_PARTS else ""
    if not isinstance(value, list) or len(value) < LEAST_PARTS:
        return ""
    parts = [one if isinstance(one, str) else _worded(one) for one in value]
    plain = [_plain(one) if "<" in one else " ".join(one.split()) for one in parts if one]
    return "\n".join(plain) if sum(len(one) >= 60 for one in plain) >= LEAST_PARTS else ""


def _worded(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return next((value[key] for key in WORDED if isinstance(value.get(key), str)), "")


def _plain(markup: str) -> str:
    """The shown paragraphs of some markup, one a line."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            f"<body>{markup}", parser=html.HTMLParser(remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, ValueError):
        return ""
    return "\n".join(one.text.replace("\n", " ") for one in paragraphs_of(tree) if one.hidden is None)
