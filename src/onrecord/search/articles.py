"""The articles of a record as lists show them: latest published first, by pages, narrowed by title and outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.errors import QueryError
from onrecord.model.views import ArticleList, ListedArticle
from onrecord.record import reading
from onrecord.record.database import Database, Row
from onrecord.record.packing import unpack_blocks
from onrecord.record.rows import CURRENT
from onrecord.record.suppressing import hidden_names, name_spans
from onrecord.record.words import normal_name

_ASCII_CAPITALS = re.compile("[A-Z]+")
_ROWS = (
    f"SELECT {reading.CARD}, revision.day FROM {reading.CARD_TABLES} WHERE article.latest = revision.id"
    " AND {where} ORDER BY revision.day DESC, revision.id DESC LIMIT ?"
)


def articles_listed(db: Database, words: str | None, outlet: str | None, after: str | None, limit: int) -> ArticleList:
    """One page: those with a date first, the latest first, then the others, the latest stored first.

    ``words`` stand in the title, one after the other (in the id, where there is no title). Raises QueryError.
    """
    day, before = _cursor(after)
    conditions: list[str] = []
    values: list[object] = []
    if words and words.strip():
        # the first condition needs the revision alone, so that hardly an article has to be looked up
        patterns = [f"%{_escaped(one)}%" for one in _cases(" ".join(words.split()))]
        like = " OR ".join(["lower({column}) LIKE ? ESCAPE '!'"] * len(patterns))
        conditions.append(f"(revision.title IS NULL OR {like.format(column='revision.title')})")
        conditions.append(f"(revision.title IS NOT NULL OR {like.format(column='article.name')})")
        values += patterns * 2
    if outlet and outlet.strip():
        conditions.append("outlet.normal = ?")
        values.append(normal_name(outlet))
    rows: list[Row] = []
    with db.reading():
        if day or not after:
            dated, given = ["revision.day IS NOT NULL", *conditions], list(values)
            if after:
                dated.append("revision.day <= ? AND (revision.day < ? OR revision.id < ?)")
                given += [day, day, before]
            rows = db.rows(_ROWS.format(where=" AND ".join(dated)), (*given, limit + 1))
        if len(rows) <= limit:
            undated, given = ["revision.day IS NULL", *conditions], list(values)
            if after and not day:
                undated.append("revision.id < ?")
                given.append(before)
            rows += db.rows(_ROWS.format(where=" AND ".join(undated)), (*given, limit + 1 - len(rows)))
        more, rows = len(rows) > limit, rows[:limit]
        made = _listed(db, rows)
    return ArticleList(tuple(made), f"{rows[-1][11] or 0}-{rows[-1][9]}" if more and rows else None)


def _listed(db: Database, rows: Sequence[Row]) -> list[ListedArticle]:
    names = hidden_names(db)
    revisions = [row[9] for row in rows]
    listed = ", ".join(map(str, revisions)) or "NULL"
    counts = {
        row[0]: row[1]
        for row in db.rows(
            f"SELECT revision_id, count(*) FROM attribution WHERE revision_id IN ({listed}) AND state = ?"
            " GROUP BY revision_id",
            (CURRENT,),
        )
    }
    headlines = _headlines(db, [row[9] for row in rows if not row[2]], names)
    return [ListedArticle(reading.card(row, names), headlines.get(row[9]), counts.get(row[9], 0)) for row in rows]


def _headlines(db: Database, revisions: Sequence[int], hidden: Sequence[str]) -> dict[int, str]:
    """The first headline of each text, as printed, less the sign that Markdown has before it; nothing hidden in it."""
    masks = reading.masks_of(db, revisions)
    found: dict[int, str] = {}
    for key, text in reading.texts_of(db, revisions).items():
        assert text.findings is not None
        block = next((one for one in unpack_blocks(text.findings, where=text.where) if one.kind == "headline"), None)
        if block is not None:
            shown = block.span.of(reading.veiled(text.text, masks.get(key, [])))
            found[key] = " ".join(reading.veiled(shown, name_spans(shown, hidden)).lstrip("# \t").split())
    return found


def _cursor(after: str | None) -> tuple[int, int]:
    day, dash, key = (after or "0-0").partition("-")
    if not (dash and day.isascii() and day.isdigit() and key.isascii() and key.isdigit() and len(day + key) < 20):
        raise QueryError("is not a cursor that an earlier page gave", item=after)
    return int(day), int(key)


def _cases(words: str) -> list[str]:
    """Words in the cases that titles have them in, as SQLite lowers them: it knows the case of ASCII letters alone."""
    cased = (words.lower(), words, words.title(), words.upper())
    return list(dict.fromkeys(_ASCII_CAPITALS.sub(lambda one: one[0].lower(), each) for each in cased))


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
