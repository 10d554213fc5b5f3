"""The JSON-LD of a page: the object that describes its article, as the page wrote it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

ARTICLE = re.compile(r"(?:^|[/:])(?:\w*Article|\w*Posting|Report|\w*Story|LiveBlogPosting|AnalysisNewsArticle|Review)$")
COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
LARGEST = 4 << 20


def article_objects(root: Any) -> list[dict[str, Any]]:
    """All objects of the page's JSON-LD that describe an article, the fullest first. Broken JSON is passed over."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > LARGEST:
            continue
        for one in _objects(_parsed(script.text), 0):
            if any(ARTICLE.search(kind) for kind in _types(one)):
                found.append(one)
    return sorted(found, key=lambda one: -len(str(one.get("articleBody") or "")) - 10 * len(one))


def declared_body(objects: list[dict[str, Any]]) -> str | None:
    """The longest ``articleBody``, marked-up ones freed of their tags; live blogs give their posts' bodies."""
    bodies = []
    for one in objects:
        parts = [one.get("articleBody")]
        posts = one.get("liveBlogUpdate")
        if isinstance(posts, list):
            parts += [post.get("articleBody") for post in posts if isinstance(post, dict)]
        texts = [part for part in parts if isinstance(part, str)]
        if texts:
            bodies.append("\n".join(texts))
    if not bodies:
        return None
    longest = max(bodies, key=len)
    return html.unescape(re.sub(r"<[^<>]{1,400}>", " ", html.unescape(longest)))


def said(objects: list[dict[str, Any]], *keys: str) -> str | None:
    """The first non-empty string (or ``name``, ``@id``, ``url`` of an object) under one of ``keys``."""
    for key in keys:
        for one in objects:
            for text in named(one.get(key)):
                return text
    return None


def named(value: Any) -> Iterator[str]:
    """Strings out of a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        text = " ".join(html.unescape(value).split())
        if text:
            yield text
    elif isinstance(value, dict):
        for key in ("name", "@id", "url"):
            inner = value.get(key)
            if isinstance(inner, (str, list)) and inner:
                yield from named(inner)
                return
    elif isinstance(value, list):
        for one in value:
            yield from named(one)


def _parsed(text: str) -> Any:
    text = COMMENT.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, re.sub(r"[\x00-\x1f]+", " ", text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 8:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), (dict, list)):
                yield from _objects(value[key], depth + 1)


def _types(one: dict[str, Any]) -> list[str]:
    kind = one.get("@type")
    return (
        [kind]
        if isinstance(kind, str)
        else [each for each in kind if isinstance(each, str)]
        if isinstance(kind, list)
        else []
    )
