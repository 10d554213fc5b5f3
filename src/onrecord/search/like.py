"""Said something like this: statements near in sense (by vectors) and near in words (by the index), in one order.

The two orders are joined by reciprocal ranks (Cormack, Clarke and Buettcher 2009): what either puts first comes early,
what both know comes first. A record without vectors is searched by words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Hit, HitPage, Query
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.search.similar import COMMON, similar

if TYPE_CHECKING:
    from onrecord.record.contract import Store

LONGEST = 2000
"""Code points of a text to look for; more is no statement."""
DEPTH = 50
"""Statements of each order that are joined, at least."""
_DAMP = 10
"""How slowly a rank loses its worth (k of the paper, which has 60 for hundreds of documents)."""
_WORDS = 12


def like(query: Query, store: Store, vector: Sequence[float] | None, model: str) -> HitPage:
    """Statements that say something like ``query.like``, among those that match the rest of the query.

    ``vector`` is where its words lie, by ``model``; None: words alone count. One page; its total is what it shows.
    Raises QueryError for a text without words or far too long.
    """
    text = (query.like or "").strip()
    if not any(char.isalnum() for char in text):
        raise QueryError("nothing to look for", remedy="give some words of what was said")
    if len(text) > LONGEST:
        raise QueryError(f"{len(text):,} characters are no statement", remedy=f"give at most {LONGEST:,}")
    deep = replace(query, limit=max(DEPTH, query.limit), after=None)
    by_sense = store.nearest(vector, model, deep) if vector is not None else ()
    joined = _joined(by_sense, _by_words(text, deep, store))[: query.limit]
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


def _joined(*orders: Sequence[Hit]) -> list[Hit]:
    worth: dict[str, float] = {}
    shown: dict[str, Hit] = {}
    for order in orders:
        for rank, hit in enumerate(_once(order)):
            key = hit.statement or hit.attribution.id
            worth[key] = worth.get(key, 0.0) + 1.0 / (_DAMP + rank)
            shown.setdefault(key, hit)
    return [shown[key] for key in sorted(worth, key=lambda key: -worth[key])]


def _once(order: Sequence[Hit]) -> list[Hit]:
    """Each statement once, by its first sighting."""
    return list({hit.statement or hit.attribution.id: hit for hit in reversed(order)}.values())[::-1]
