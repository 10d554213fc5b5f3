"""A query as SQL: its conditions, and from which side to go at them.

A word that stands in half of what is held and a speaker who was heard a thousand times: the speaker's attributions are
listed, and the full-text index is asked which of them have the word, instead of looking at all that have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model import Query
from onrecord.model.attribution import ACTS, COMMITMENTS, MODES, QUOTATION_TYPES
from onrecord.model.errors import QueryError
from onrecord.record.database import Clause, Database
from onrecord.record.sightings import sightings_of
from onrecord.record.words import Term, Wanted, normal_name, parse_words, tokens

FEW = 5000
"""So many attributions at most are listed (measured on 100,000: longer lists cost as much as looking at all)."""
JOINED = "JOIN revision ON revision.id = a.revision_id"


@dataclass(frozen=True, slots=True)
class Selection:
    """A query as SQL: conditions on ``attribution a`` (and ``revision`` where joined), and the words to rank by."""

    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    joined: bool
    table: str
    days: tuple[str, str] | None
    """Where nothing narrower than a day is asked for: tables that are gone through by day, and the column of the day."""
    words: Wanted | None
    indexed: Clause | None
    """The subselect of the full-text index, when that alone is the query."""

    @property
    def tables(self) -> str:
        return f"{self.table} {JOINED}" if self.joined else self.table

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def select(db: Database, query: Query) -> Selection:
    """The conditions of a query. Raises QueryError for a date that is none or for words without a word."""
    conditions = ["a.state = 0"]
    values: list[Any] = []
    wanted: Wanted | None = None
    indexed: Clause | None = None
    joined = False
    table = "attribution a"
    if query.words is not None and query.words.strip():
        wanted = parse_words(query.words)
    if query.about is not None and query.about.strip():
        named = tuple(tokens(query.about))
        if not named:
            raise QueryError("no words to search for", item=query.about)
        wanted = Wanted((*(wanted.groups if wanted else ()), (Term(named),)), wanted.excluded if wanted else ())
    if wanted is not None:
        table, condition, given = _words(db, wanted)
        conditions.insert(0, condition)
        values.extend(given)
        indexed = db.contents_with(wanted) if wanted.groups else None
    alone = len(conditions)
    by_days = not (query.speaker or query.article or query.statement)
    days = days_of(db, query) if by_days else None
    dated = days if query.since or query.until else None
    near, plain = _near(db, query, dated[1] if dated else "a.day"), _plain(query)
    if near and wanted is not None and wanted.groups:
        few = _few(db, near, dated[0] if dated else "attribution a")
        if few is not None:
            asked, with_words = db.contents_among(wanted, few)
            each = [(f"a.id IN ({asked})", with_words), *plain]
            conditions = ["a.state = 0", *(condition for condition, _ in each)]
            held = tuple(value for _, own in each for value in own)
            return Selection(tuple(conditions), held, False, "attribution a", None, wanted, None)
        days = None
        if dated:  # many: each match is asked for its own day
            near = _near(db, query)
    elif wanted is not None and wanted.groups:
        days = None
    elif dated:
        table = dated[0]
    for condition, given in (*near, *plain):
        conditions.append(condition)
        values.extend(given)
        joined = joined or _needs_revision(condition, table)
    if len(conditions) > alone:
        indexed = None
    return Selection(tuple(conditions), tuple(values), joined, table, days, wanted, indexed)


def days_of(db: Database, query: Query) -> tuple[str, str]:
    """Tables in which what a query asks for is gone through by day, and the column of the day."""
    tables, day = db.by_days()
    return (f"{tables} {JOINED}" if query.outlet and "revision " not in tables else tables), day


def _words(db: Database, wanted: Wanted) -> tuple[str, str, tuple[Any, ...]]:
    """The table to read from, the condition and its values."""
    if wanted.groups:
        return db.contents_matched(wanted)
    sql, given = db.contents_with(Wanted((wanted.excluded,)))
    return "attribution a", f"a.id NOT IN ({sql})", given


def _needs_revision(condition: str, table: str) -> bool:
    return "revision." in condition and "revision " not in table


def _few(db: Database, near: Sequence[Clause], table: str) -> list[int] | None:
    """The attributions of ``table`` that these conditions leave, or None where there are more than `FEW`."""
    if any(_needs_revision(condition, table) for condition, _ in near):
        table = f"{table} {JOINED}"
    rows = db.rows(
        f"SELECT a.id FROM {table} WHERE a.state = 0 AND {' AND '.join(sql for sql, _ in near)} LIMIT {FEW + 1}",
        [one for _, given in near for one in given],
    )
    return [row[0] for row in rows] if len(rows) <= FEW else None


def _near(db: Database, query: Query, day: str = "a.day") -> list[Clause]:
    """The conditions that an index of the tables answers. ``day``: the column to ask for days."""
    found: list[Clause] = []
    if query.since and query.until and _day(query.since) > _day(query.until):
        raise QueryError(f"since {query.since} lies after until {query.until}", remedy="swap the two")
    if query.speaker:
        found.append(_speaker(db, query.speaker))
    if query.since:
        found.append((f"{day} >= ?", (_day(query.since),)))
    if query.until:
        found.append((f"{day} <= ?", (_day(query.until),)))
    if query.outlet:
        keys = [row[0] for row in db.rows("SELECT id FROM outlet WHERE normal = ?", (normal_name(query.outlet),))]
        found.append((f"revision.outlet_id IN ({listed(keys)})", ()))
    if query.article:
        row = db.one("SELECT latest FROM article WHERE name = ? OR url = ? ORDER BY id LIMIT 1", (query.article,) * 2)
        found.append(("a.revision_id = ?", (row[0] if row else -1,)))
    if query.statement:
        found.append((f"a.id IN ({listed(sightings_of(db, query.statement))})", ()))
    return found


def _plain(query: Query) -> list[Clause]:
    """The other conditions, which every attribution is looked at for."""
    found: list[Clause] = []
    for column, value, words in (
        ("quotation", query.quotation, QUOTATION_TYPES),
        ("mode", query.mode, MODES),
        ("act", query.act, ACTS),
        ("commitment", query.commitment, COMMITMENTS),
    ):
        if value is not None:
            if value not in words:
                raise QueryError(f"no such {column}; there are {', '.join(words)}", item=value)
            found.append((f"a.{column} = ?", (words.index(value),)))
    if query.addressee:
        pattern = f"% {_escaped(normal_name(query.addressee))} %"
        found.append(("a.addressee IS NOT NULL AND ' ' || a.addressee || ' ' LIKE ? ESCAPE '!'", (pattern,)))
    if query.min_confidence is not None:
        found.append(("a.confidence >= ?", (round(query.min_confidence * 1000),)))
    return found


def _speaker(db: Database, speaker: str) -> Clause:
    """Attributions whose speaker bears such a name, or is an entity that does (any alias) or has this id."""
    entity = db.one("SELECT id FROM entity WHERE mark = ?", (speaker,))
    if entity is not None:
        return "a.mention_id IN (SELECT id FROM mention WHERE entity_id = ?)", (entity[0],)
    names = named(db, speaker)
    if not names:
        return "a.mention_id = ?", (-1,)
    marks = listed(names)
    entities = f"SELECT entity_id FROM alias WHERE name_id IN ({marks})"
    mentions = f"SELECT id FROM mention WHERE name_id IN ({marks}) UNION SELECT id FROM mention"
    return f"a.mention_id IN ({mentions} WHERE entity_id IN ({entities}))", ()


def named(db: Database, name: str, limit: int = 5000) -> list[int]:
    """Keys of the names that have all the words of ``name``; where there is none, those in which words begin so."""
    words = tokens(name)
    if not words:
        raise QueryError("no name to search for", item=name)
    for prefix in (False, True):
        groups = tuple((Term((word,), prefix=prefix),) for word in words)
        sql, given = db.names_with(Wanted(groups))
        found = [row[0] for row in db.rows(f"{sql} LIMIT {limit}", given)]
        if found:
            return found
    return []


def _day(written: str) -> int:
    try:
        return date.fromisoformat(written[:10]).toordinal()
    except ValueError:
        raise QueryError("is not a day; write it as 2026-05-04", item=written) from None


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def listed(keys: Sequence[int]) -> str:
    return ", ".join(map(str, keys)) or "NULL"
