"""Said something like this: statements whose words come near to a query's, by the index and by fuzzy matching.

Candidates share words with the query (`Store.passages`); the score is rapidfuzz's token-set ratio, so order and repeated
words do not matter. Other words for the same thing are not found: see docs/decisions/similar-statements.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Document, Passage, Span, reach
from onrecord.model.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from onrecord.record.contract import Store  # the type alone: the search layer may import stations

_PARAGRAPHS = 60
_DOCUMENTS = 20
COMMON = frozenset(
    "a an the and or but of to in on at by for with from as that this it he she we they i you is are was were be been "
    "has have had do does did will would not his her our their said says".split()
)


@dataclass(frozen=True, slots=True)
class Similar:
    """A statement near to the query: ``score`` is 0 to 100 (100: all words of the shorter in the longer)."""

    attribution: Attribution
    passage: Passage
    score: float


def similar(query: str, store: Store, *, limit: int = 20, least: float = 55.0) -> tuple[Similar, ...]:
    """Statements that say something like ``query``, best first. Raises QueryError when it holds no word."""
    from rapidfuzz import fuzz

    words = re.findall(r"[^\W_]+", query.casefold())
    if not words:
        raise QueryError("nothing to look for", remedy="give some words of the statement")
    wanted = [word for word in words if word not in COMMON] or words
    asked = " ".join(wanted)
    cards = {(p.article.id, p.article.revision): p.article for p in store.passages(wanted, limit=_PARAGRAPHS)}
    found: list[Similar] = []
    for place in list(cards)[:_DOCUMENTS]:
        try:
            document = store.document(*place)
        except NotFoundError:
            continue
        for attribution, span, text in _contents(document):
            told = [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in COMMON]
            score = fuzz.token_set_ratio(asked, " ".join(told))
            if score >= least and told:
                found.append(Similar(attribution, Passage(cards[place], span, text), score))
    found.sort(key=lambda one: (-one.score, one.passage.article.id, one.passage.span))
    return tuple(found[:limit])


def _contents(document: Document) -> Sequence[tuple[Attribution, Span, str]]:
    text = document.article.text
    return [(one, span, span.of(text)) for one in document.attributions if (span := reach(one.content)) is not None]
