"""Said something like this: statements near in sense (by vectors) and near in words (by the index), in one order.

A statement counts by its cosine and by the share of the telling words that it has: sense alone misses names and
numbers, words alone miss every paraphrase. A record without vectors is searched by words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Asked, Hit, HitPage, Query
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.search.similar import COMMON, similar

if TYPE_CHECKING:
    from onrecord.record.contract import Store

LONGEST = 2000
"""Code points of a text to look for; more is no statement."""
DEPTH = 50
"""Statements of each order that are joined, at least."""
_WEIGHT = 0.5
"""What all of the telling words are worth beside a cosine."""
_WORDS = 12


def like(query: Query, store: Store, asked: Asked | None) -> HitPage:
    """Statements that say something like ``query.like``, among those that match the rest of the query.

    ``asked`` is what its words are to vectors; None: words alone count. One page; its total is what it shows.
    Raises QueryError for a text without words or far too long.
    """
    text = (query.like or "").strip()
    if not any(char.isalnum() for char in text):
        raise QueryError("nothing to look for", remedy="give some words of what was said")
    if len(text) > LONGEST:
        raise QueryError(f"{len(text):,} characters are no statement", remedy=f"give at most {LONGEST:,}")
    deep = replace(query, limit=max(DEPTH, query.limit), after=None)
    by_sense = store.nearest(asked, deep) if asked is not None else ()
    joined = _joined(text, by_sense, _by_words(text, deep, store))[: query.limit]
    return HitPage(tuple(joined), len(joined))


def _by_words(text: str, query: Query, store: Store) -> Sequence[Hit]:
    """Statements that share words with the text; by the full-text index alone where anything else is asked as well."""
    if query == replace(Query(), like=query.like, limit=query.limit, sort=query.sort):
        return _alike(text, query, store)
    telling = [word for word in dict.fromkeys(re.findall(r"[^\W_]+", text.casefold())) if word not in COMMON]
    words = " OR ".join(telling[:_WORDS])
    if not words or query.words:
        return ()
    return store.search(replace(query, words=words, like=None, sort="relevance")).hits


def _alike(text: str, query: Query, store: Store) -> Sequence[Hit]:
    made = []
    for one in similar(text, store, limit=query.limit, least=40.0):
        try:
            made.append(store.attribution(one.attribution.id, one.passage.article.id))
        except NotFoundError:
            continue  # superseded, or behind a tombstone
    return made


def _joined(text: str, by_sense: Sequence[Hit], by_words: Sequence[Hit]) -> list[Hit]:
    """By cosine, and by the square of the share of the telling words: a few shared words say little, most say much."""
    wanted = _telling(text)
    shown: dict[str, Hit] = {}
    worth: dict[str, float] = {}
    for hit in (*_once(by_sense), *_once(by_words)):
        key = hit.statement or hit.attribution.id
        share = len(wanted & _telling(_content(hit))) / len(wanted) if wanted else 0.0
        if hit.near is None and not share:
            continue  # like it only in spelling
        value = (hit.near or 0.0) + _WEIGHT * share * share
        if value > worth.get(key, -1.0):
            worth[key] = value
        shown.setdefault(key, hit)
    return [shown[key] for key in sorted(worth, key=lambda key: -worth[key])]


def _telling(text: str) -> set[str]:
    words = set(re.findall(r"[^\W_]+", text.casefold()))
    return words - COMMON or words


def _content(hit: Hit) -> str:
    start = hit.passage.span.start
    return " ".join(hit.passage.text[span.start - start : span.end - start] for span in hit.attribution.content)


def _once(order: Sequence[Hit]) -> list[Hit]:
    """Each statement once, by its first sighting."""
    return list({hit.statement or hit.attribution.id: hit for hit in reversed(order)}.values())[::-1]
