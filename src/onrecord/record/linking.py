"""Entities and statements as stored: who is who across articles, and which reports are of one utterance.

The decisions are made elsewhere (`resolve`); here they are kept, looked up by index, and counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Judgement
from onrecord.model.attribution import ENTITY_KINDS
from onrecord.record.adding import name_keys, next_id
from onrecord.record.database import Database
from onrecord.record.rows import CURRENT, mark_of
from onrecord.record.words import Term, Wanted, normal_name, tokens

_FEW = 400
"""At most so many entities or attributions are looked at for one name or wording."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as stored. ``company``: folded names that it was seen with (a few). ``id`` is the table's key."""

    id: int
    mark: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    authority: str | None = None
    articles: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SightedRow:
    """An attribution that stands in a statement: its key in the table, and where to find it."""

    attribution: int
    revision: int
    place: int | None
    mark: int
    statement: str | None
    speaker: str | None
    article: str


def entities_named(db: Database, names: Iterable[str], kind: str) -> list[EntityRow]:
    """Entities of a kind one of whose names shares a first or last word with one of ``names``."""
    words = {word for name in names for word in _edges(name)}
    keys: set[int] = set()
    for word in sorted(words):
        clause, values = db.names_with(Wanted(((Term((word,)),),)))
        sql = (
            "SELECT DISTINCT alias.entity_id FROM alias JOIN entity ON entity.id = alias.entity_id"
            f" WHERE alias.name_id IN ({clause}) AND entity.kind_id = ? ORDER BY alias.entity_id LIMIT {_FEW}"
        )
        keys.update(row[0] for row in db.rows(sql, (*values, ENTITY_KINDS.index(kind))))
    return [entity(db, key) for key in sorted(keys)]


def _edges(name: str) -> set[str]:
    words = tokens(name)
    return {words[0], words[-1]} if words else set()


def entity(db: Database, key: int) -> EntityRow:
    """One entity by the table's key."""
    row = db.one("SELECT mark, name, kind_id, authority, roles FROM entity WHERE id = ?", (key,))
    assert row is not None
    mark, name, kind, authority, packed = row
    kept = json.loads(packed) if packed else []
    aliases = db.rows(
        "SELECT name.name FROM alias JOIN name ON name.id = alias.name_id WHERE alias.entity_id = ? ORDER BY name.id",
        (key,),
    )
    return EntityRow(
        key, mark, name, ENTITY_KINDS[kind], tuple(one[0] for one in aliases), _told(kept, "role"),
        _told(kept, "company"), authority, _articles_of(db, key),
    )  # fmt: skip


def _told(kept: Iterable[dict[str, str]], field: str) -> tuple[str, ...]:
    return tuple(one[field] for one in kept if field in one)


def _articles_of(db: Database, key: int) -> frozenset[str]:
    """Articles that the entity is in; only the latest few hundred matter for keeping two of one article apart."""
    rows = db.rows(
        "SELECT DISTINCT article.name FROM mention JOIN revision ON revision.id = mention.revision_id"
        f" JOIN article ON article.id = revision.article_id WHERE mention.entity_id = ? LIMIT {_FEW}",
        (key,),
    )
    return frozenset(row[0] for row in rows)


def entity_by_mark(db: Database, mark: str) -> EntityRow | None:
    """An entity by its mark, or None."""
    row = db.one("SELECT id FROM entity WHERE mark = ?", (mark,))
    return entity(db, row[0]) if row else None


def keep_entity(db: Database, wanted: EntityRow) -> int:
    """Write an entity (a new one where ``wanted.id`` is 0) with its aliases; the table's key. Inside `writing` only."""
    told = [{"role": role} for role in wanted.roles] + [{"company": name} for name in wanted.company]
    packed = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    kind = ENTITY_KINDS.index(wanted.kind)
    key = wanted.id
    if key:
        db.run("UPDATE entity SET name = ?, authority = ?, roles = ? WHERE id = ?",
               (wanted.name, wanted.authority, packed, key))  # fmt: skip
    else:
        key = next_id(db, "entity")
        db.run("INSERT INTO entity (id, mark, name, kind_id, authority, roles) VALUES (?, ?, ?, ?, ?, ?)",
               (key, wanted.mark, wanted.name, kind, wanted.authority, packed))  # fmt: skip
    known = {row[0] for row in db.rows("SELECT name_id FROM alias WHERE entity_id = ?", (key,))}
    names = name_keys(db, dict.fromkeys((wanted.name, *wanted.aliases)))
    db.many("INSERT INTO alias (entity_id, name_id) VALUES (?, ?)",
            [(key, name) for name in names.values() if name not in known])  # fmt: skip
    return key


def drop_entity(db: Database, key: int) -> None:
    """Remove an entity that no mention stands for any more. Inside `writing` only."""
    db.run("UPDATE mention SET entity_id = NULL WHERE entity_id = ?", (key,))
    db.run("DELETE FROM alias WHERE entity_id = ?", (key,))
    db.run("DELETE FROM entity WHERE id = ?", (key,))


def assign(db: Database, revision: int, keys: Sequence[str], entity_key: int) -> None:
    """Lay the mentions of one revision with these article-level keys to an entity. Inside `writing` only."""
    db.many("UPDATE mention SET entity_id = ? WHERE revision_id = ? AND key = ?",
            [(entity_key, revision, key) for key in keys])  # fmt: skip


def entity_of(db: Database, revision: int, name: str, keys: Sequence[str]) -> EntityRow | None:
    """The entity that mentions of a revision with this name are laid to already, or None."""
    marks = ", ".join("?" * len(keys))
    row = db.one(
        "SELECT min(mention.entity_id) FROM mention JOIN name ON name.id = mention.name_id"
        f" WHERE mention.revision_id = ? AND name.name = ? AND mention.key IN ({marks})",
        (revision, name, *keys),
    )
    return entity(db, row[0]) if row and row[0] is not None else None


def mentions_of(db: Database, entity_key: int) -> list[tuple[int, str]]:
    """(revision key, article-level key) of every mention of an entity, earliest stored first."""
    return [
        (row[0], row[1])
        for row in db.rows("SELECT revision_id, key FROM mention WHERE entity_id = ? ORDER BY id", (entity_key,))
    ]


def entities_called(db: Database, names: Iterable[str]) -> set[int]:
    """Keys of the entities one of whose names is one of ``names``, in any case and with any marks between words."""
    wanted = sorted({normal_name(name) for name in names} - {""})
    found: set[int] = set()
    for name in wanted:
        rows = db.rows("SELECT alias.entity_id FROM alias JOIN name ON name.id = alias.name_id WHERE name.normal = ?",
                       (name,))  # fmt: skip
        found.update(row[0] for row in rows)
    return found


# -- judgements -----------------------------------------------------------------------------------------------------


def keep_judgement(db: Database, made: Judgement) -> None:
    """Append a judgement; nothing is ever changed or removed."""
    with db.writing():
        db.run(
            'INSERT INTO judgement (id, about, "left", "right", decision, by, at, reason)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (next_id(db, "judgement"), made.about, made.left, made.right, made.decision, made.by, made.at, made.reason),
        )


def judgements(db: Database, ids: Sequence[str] | None = None) -> list[Judgement]:
    """Judgements in the order they were made; with ``ids``, those that name one of them on either side."""
    columns = '"left", "right", decision, by, at, reason, about'
    if ids is None:
        rows = db.rows(f"SELECT {columns} FROM judgement ORDER BY id")
    else:
        marks = ", ".join("?" * len(ids))
        rows = db.rows(
            f'SELECT {columns} FROM judgement WHERE "left" IN ({marks}) OR "right" IN ({marks}) ORDER BY id',
            (*ids, *ids),
        )
    return [Judgement(*row) for row in rows]


# -- statements -----------------------------------------------------------------------------------------------------


def attribution_keys(db: Database, revision: int) -> dict[tuple[int | None, int], int]:
    """The table's keys of the current attributions of a revision, by (place, mark)."""
    rows = db.rows("SELECT place, mark, id FROM attribution WHERE revision_id = ? AND state = ?", (revision, CURRENT))
    return {(row[0], row[1]): row[2] for row in rows}


def alike(db: Database, phrases: Sequence[str], *, but: int, limit: int) -> list[SightedRow]:
    """Attributions outside revision ``but`` whose contents hold one of the phrases, with their statements."""
    terms = tuple(Term(tuple(tokens(phrase))) for phrase in phrases if tokens(phrase))
    if not terms:
        return []
    clause, values = db.contents_with(Wanted((terms,)))
    rows = db.rows(
        "SELECT a.id, a.revision_id, a.place, a.mark, statement.mark, name.name, article.name FROM attribution a"
        " JOIN revision ON revision.id = a.revision_id JOIN article ON article.id = revision.article_id"
        " LEFT JOIN sighting ON sighting.attribution_id = a.id"
        " LEFT JOIN statement ON statement.id = sighting.statement_id"
        " LEFT JOIN mention ON mention.id = a.mention_id LEFT JOIN name ON name.id = mention.name_id"
        f" WHERE a.id IN ({clause}) AND a.state = ? AND a.revision_id <> ? ORDER BY a.id LIMIT ?",
        (*values, CURRENT, but, limit),
    )
    return [SightedRow(*row) for row in rows]


def sight(db: Database, attribution: int, statement: str, *, score: float, first_day: int | None) -> None:
    """Put an attribution into a statement, made where it is new. Inside `writing` only."""
    row = db.one("SELECT id FROM statement WHERE mark = ?", (statement,))
    if row is None:
        key = next_id(db, "statement")
        db.run("INSERT INTO statement (id, mark, first_day) VALUES (?, ?, ?)", (key, statement, first_day))
    else:
        key = row[0]
    db.run("DELETE FROM sighting WHERE attribution_id = ?", (attribution,))
    db.run("INSERT INTO sighting (attribution_id, statement_id, relation, score) VALUES (?, ?, ?, ?)",
           (attribution, key, "same", score))  # fmt: skip


def relate(db: Database, statement: str, other: str) -> None:
    """Two statements on one occasion in other wording (kept on both, once). Inside `writing` only."""
    for mine, theirs in ((statement, other), (other, statement)):
        row = db.one("SELECT occasion FROM statement WHERE mark = ?", (mine,))
        if row is None:
            continue
        known = json.loads(row[0]) if row[0] else []
        if theirs not in known:
            db.run("UPDATE statement SET occasion = ? WHERE mark = ?", (json.dumps([*known, theirs]), mine))


def related(db: Database, statement: str) -> tuple[str, ...]:
    """Statements of the same occasion in other wording."""
    row = db.one("SELECT occasion FROM statement WHERE mark = ?", (statement,))
    return tuple(json.loads(row[0])) if row and row[0] else ()


def merge_statements(db: Database, kept: str, gone: str) -> None:
    """Lay the sightings of one statement to another. Inside `writing` only."""
    db.run(
        "UPDATE sighting SET statement_id = (SELECT id FROM statement WHERE mark = ?)"
        " WHERE statement_id = (SELECT id FROM statement WHERE mark = ?)",
        (kept, gone),
    )


def attribution_of_statement(db: Database, statement: str) -> int | None:
    """The table's key of the current attribution that a statement's id was made from, or None."""
    row = db.one("SELECT id FROM attribution WHERE mark = ? AND state = ? ORDER BY id LIMIT 1",
                 (mark_of("a" + statement[1:]), CURRENT))  # fmt: skip
    return row[0] if row else None


def part_statements(db: Database, left: str, right: str) -> None:
    """Put the attributions that two statements' ids were made from apart, if they are in one. In `writing` only."""
    keys = [attribution_of_statement(db, mark) for mark in (left, right)]
    found = [
        db.one("SELECT statement.mark FROM sighting JOIN statement ON statement.id = sighting.statement_id"
               " WHERE attribution_id = ?", (key,)) for key in keys
    ]  # fmt: skip
    if None in keys or found[0] is None or found[0] != found[1]:
        return
    gone = 0 if found[0][0] == right else 1
    key = keys[gone]
    assert key is not None
    sight(db, key, (left, right)[gone], score=1.0, first_day=None)


def revisions_with(db: Database, attribution: str) -> list[int]:
    """Keys of the revisions that hold an attribution now."""
    rows = db.rows("SELECT DISTINCT revision_id FROM attribution WHERE mark = ? AND state = ? ORDER BY revision_id",
                   (mark_of(attribution), CURRENT))  # fmt: skip
    return [row[0] for row in rows]


def statement_of(db: Database, attribution: str) -> str | None:
    """The statement that an attribution stands in, by the attribution's id."""
    row = db.one(
        "SELECT statement.mark FROM attribution a JOIN sighting ON sighting.attribution_id = a.id"
        " JOIN statement ON statement.id = sighting.statement_id WHERE a.mark = ? AND a.state = ?",
        (mark_of(attribution), CURRENT),
    )
    return row[0] if row else None


def sighted_in(db: Database, statement: str) -> list[tuple[int, int | None, int]]:
    """(revision, place, mark) of each current sighting of a statement, earliest published first, undated last."""
    rows = db.rows(
        "SELECT a.revision_id, a.place, a.mark FROM sighting JOIN statement ON statement.id = sighting.statement_id"
        " JOIN attribution a ON a.id = sighting.attribution_id WHERE statement.mark = ? AND a.state = ?"
        " ORDER BY a.day IS NULL, a.day, a.id",
        (statement, CURRENT),
    )
    return [(row[0], row[1], row[2]) for row in rows]


# -- counts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntityCount:
    """How much the record has of an entity; days as `rows.day_of` counts them."""

    id: int
    reports: int
    articles: int
    outlets: int
    first_day: int | None
    last_day: int | None
    statements: int


_STATEMENTS = "count(DISTINCT sighting.statement_id)"


def busiest(db: Database, words: str | None, limit: int) -> list[EntityCount]:
    """Entities with most reports first; with ``words``, those one of whose names holds all of them."""
    where, values = "", ()  # type: tuple[str, tuple[object, ...]]
    if words and tokens(words):
        terms = tuple((Term((word,), prefix=True),) for word in tokens(words))
        clause, values = db.names_with(Wanted(terms))
        where = f" AND mention.entity_id IN (SELECT entity_id FROM alias WHERE name_id IN ({clause}))"
    rows = db.rows(
        "SELECT mention.entity_id, count(*), count(DISTINCT revision.article_id), count(DISTINCT revision.outlet_id),"
        f" min(a.day), max(a.day), {_STATEMENTS} FROM attribution a JOIN mention ON mention.id = a.mention_id"
        " JOIN revision ON revision.id = a.revision_id LEFT JOIN sighting ON sighting.attribution_id = a.id"
        f" WHERE a.state = ? AND mention.entity_id IS NOT NULL{where}"
        " GROUP BY mention.entity_id ORDER BY count(*) DESC, mention.entity_id LIMIT ?",
        (CURRENT, *values, limit),
    )
    return [EntityCount(*row) for row in rows]


def count_of(db: Database, entity_key: int) -> EntityCount:
    """How much the record has of one entity."""
    row = db.one(
        "SELECT count(*), count(DISTINCT revision.article_id), count(DISTINCT revision.outlet_id),"
        f" min(a.day), max(a.day), {_STATEMENTS} FROM attribution a JOIN mention ON mention.id = a.mention_id"
        " JOIN revision ON revision.id = a.revision_id LEFT JOIN sighting ON sighting.attribution_id = a.id"
        " WHERE a.state = ? AND mention.entity_id = ?",
        (CURRENT, entity_key),
    )
    assert row is not None
    return EntityCount(entity_key, *row)
