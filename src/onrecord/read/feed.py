"""RSS and Atom: each entry one item, from the full text in the feed or from the page that it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.model.errors import UnreadableError
from onrecord.read.dates import iso_date
from onrecord.read.offer import Follow, Given, Leaf, Offer, Outcome
from onrecord.read.options import ReadOptions

FULL = 600
"""Code points from which on an entry's own ``content`` is taken for the whole report."""
ENTRIES = 2_000


def feed_entries(raw: bytes, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """The entries of a feed in its order. A feed that is broken in places gives what can be read of it."""
    entries, title, language = parsed(raw, offer)
    if not entries:
        raise UnreadableError("a feed without entries: no article text found")
    base = offer.given.url or (offer.name if offer.name.startswith("http") else "")
    for number, entry in enumerate(entries[:ENTRIES], 1):
        yield _leaf(entry, number, title, language, base, offer, options)
    if len(entries) > ENTRIES:
        refusal = Refusal(offer.name, f"the feed's entries after the first {ENTRIES:,} are not read", "limit")
        yield Leaf(offer.name, lambda: refusal)


def parsed(raw: bytes, offer: Offer) -> tuple[list[Any], str | None, str | None]:
    """Entries, title and language of a feed. Raises UnreadableError where it is no feed."""
    import feedparser

    # Texts are cleaned by the page reader, which keeps characters that feedparser's own cleaning would change.
    found = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version") and not found.entries:
        reason = str(found.get("bozo_exception", "")).split("\n")[0][:120]
        raise UnreadableError(f"not a feed that can be read{': ' + reason if reason else ''}")
    meta = found.get("feed", {})
    return list(found.entries), _text(meta.get("title")), _text(meta.get("language"))


def _leaf(
    entry: Any, number: int, title: str | None, language: str | None, base: str, offer: Offer, options: ReadOptions
) -> Leaf:
    link = _text(entry.get("link"))
    link = urljoin(base, link) if link else None
    name = link or _text(entry.get("id")) or f"{offer.name}#{number}"
    # Asked as a plain dict: feedparser itself would give the date of the last change where none of publication is told.
    said = _text(dict.get(entry, "published")) or _text(dict.get(entry, "created"))
    given = Given(
        id=name,
        url=link,
        outlet=title,
        title=_plain(entry.get("title")),
        authors=tuple(
            filter(None, (_text(one.get("name")) for one in entry.get("authors", []) if isinstance(one, dict)))
        ),
        published=iso_date(said),
        modified=iso_date(_text(dict.get(entry, "updated"))),
        language=language,
        section=next((_text(tag.get("term")) for tag in entry.get("tags", []) if isinstance(tag, dict)), None),
    )
    contents = [one.get("value") for one in entry.get("content", []) if isinstance(one, dict)]
    full = max((one for one in contents if isinstance(one, str)), key=len, default="")
    summary = entry.get("summary") if isinstance(entry.get("summary"), str) else ""
    inner = Offer(name, fetched=offer.fetched, depth=offer.depth + 1, charset="utf-8", given=given)

    def make() -> Outcome:
        markup = full or summary
        if len(_plain(full) or "") >= FULL:
            return _article(full, inner, options)
        made = _article(markup, inner, options) if markup.strip() else None
        held = made if isinstance(made, Article) else None
        if link and link.startswith(("http://", "https://")) and options.follow:
            return Follow(link, given, held)
        if held is None:
            return Refusal(name, "no article text found: the entry has neither text nor a page to follow", "no-article")
        return held

    return Leaf(name, make)


def _article(markup: str, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """An entry's own text: markup read as the body of a page, plain text as it stands."""
    from dataclasses import replace

    from onrecord.read.building import Draft, finish
    from onrecord.read.page import read_fragment

    raw = markup.encode("utf-8", "replace")
    if re.search(r"<[a-zA-Z/][^>]*>", markup):
        return read_fragment(markup, replace(offer, raw=raw), options)
    note = Diagnostic("from-feed", "the text is what the feed carries, not the page")
    return finish(Draft(markup, "text/plain", raw, "utf-8", diagnostics=[note]), offer, options)


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _plain(value: Any) -> str | None:
    """Characters without markup, for titles and for measuring length."""
    if not isinstance(value, str):
        return None
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", value)).split()) or None
