"""Why a search finds nothing although something was said: what matches in earlier revisions, and what people struck.

What lies behind a tombstone is not looked at, not even to be counted: an answer would tell what it hides. How many
tombstones stand in the record is told instead.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Query, Span
from onrecord.model.answers import Unseen
from onrecord.record.database import Database, Row
from onrecord.record.rows import STRUCK, SUPERSEDED, content_words
from onrecord.record.selecting import JOINED, listed, select
from onrecord.record.suppressing import suppressions
from onrecord.record.words import Term, Wanted, parse_words, tokens

TEXTS = 200
"""Texts that are looked into for the words, the latest stored."""
ROWS = 5000
NAMED = 5
"""Revisions told by name."""


def unseen(db: Database, query: Query) -> Unseen:
    """What matches a query that nothing current matches. Raises QueryError as the search itself."""
    wanted = _wanted(query)
    bare = replace(query, words=None, about=None, article=None, after=None)
    selection = select(db, bare)
    conditions = [f"a.state <> 0 AND a.state IN ({SUPERSEDED}, {STRUCK})", *selection.conditions[1:]]
    conditions.append("NOT EXISTS (SELECT 1 FROM mask WHERE mask.revision_id = a.revision_id)")
    values = list(selection.values)
    if query.article:
        conditions.append("article.name = ?")
        values.append(query.article)
    if wanted is not None:
        conditions.append(f"a.revision_id IN ({listed(db.texts_with(_loosely(wanted), TEXTS))})")
    rows = db.rows(
        "SELECT a.state, a.mark, a.gaps, a.content_start, a.content_end, article.name, revision.number, "
        f"{'revision.text' if wanted else 'NULL'} FROM attribution a {JOINED}"
        f" JOIN article ON article.id = revision.article_id WHERE {' AND '.join(conditions)}"
        f" ORDER BY a.id DESC LIMIT {ROWS}",
        values,
    )
    matching = [row for row in rows if wanted is None or holds(_content(row), wanted)]
    earlier = [row for row in matching if row[0] == SUPERSEDED]
    return Unseen(
        earlier=len({row[1] for row in earlier}),
        struck=len({row[1] for row in matching if row[0] == STRUCK}),
        tombstones=sum(not one.lifted for one in suppressions(db)),
        where=tuple(dict.fromkeys((row[5], row[6]) for row in earlier))[:NAMED],
    )


def _wanted(query: Query) -> Wanted | None:
    wanted = parse_words(query.words) if query.words and query.words.strip() else None
    named = tuple(tokens(query.about or ""))
    if named:
        wanted = Wanted((*(wanted.groups if wanted else ()), (Term(named),)), wanted.excluded if wanted else ())
    return wanted if wanted is not None and wanted.groups else None


def _loosely(wanted: Wanted) -> Wanted:
    """What every text with those words has: the index of texts knows no phrases, and a text may have what a content
    must not."""
    return Wanted(tuple(tuple(Term(term.words[-1:], term.prefix) for term in group) for group in wanted.groups))


def _content(row: Row) -> Sequence[str]:
    _, _, gaps, start, end, _, _, text = row
    if start is None:
        return ()
    spans = tuple(Span(*pair) for pair in json.loads(gaps)) if gaps else (Span(start, end),)
    return tokens(content_words(text, spans))


def holds(words: Sequence[str], wanted: Wanted) -> bool:
    """Whether words in their order hold one term of each group, and none of those excluded."""
    return all(any(_stands(words, term) for term in group) for group in wanted.groups) and not any(
        _stands(words, term) for term in wanted.excluded
    )


def _stands(words: Sequence[str], term: Term) -> bool:
    length, last = len(term.words), term.words[-1]
    return any(
        tuple(words[at : at + length - 1]) == term.words[:-1]
        and (words[at + length - 1].startswith(last) if term.prefix else words[at + length - 1] == last)
        for at in range(len(words) - length + 1)
    )
