"""Entities as stored: who is who across articles; judgements; and how much there is of each.

The decisions are made elsewhere (`resolve`); here they are kept, looked up by index, and counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import Judgement
from onrecord.model.attribution import ENTITY_KINDS
from onrecord.record.adding import name_keys, next_id
from onrecord.record.database import Database, Row
from onrecord.record.words import normal_name

_FEW = 60
"""At most so many entities are looked at for one key of a name: what adding costs does not grow with the record."""
_MOST_ARTICLES = 400
_LOTS = 60
"""Lots of keys asked for in one query."""


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


def entities_with(
    db: Database, keys: Sequence[Sequence[str]], kind: str, fits: Callable[[str], bool] | None = None
) -> list[EntityRow]:
    """Entities of a kind with one of the keys, of each lot of keys the latest made, a few dozen at most.

    ``keys`` come in lots, the telling ones first (see `resolve.names.lookup_keys`). Their articles are not told. With
    ``fits``, those none of whose names it is true of are left out unread: of all who bear a surname hardly one is meant.
    """
    found: dict[int, None] = {}
    for lot in keys:
        if lot:
            marks = ", ".join("?" * len(lot))
            rows = db.rows(
                f"SELECT entity_key.entity_id FROM entity_key JOIN entity ON entity.id = entity_key.entity_id"
                f" WHERE entity_key.key IN ({marks}) AND entity.kind_id = ? ORDER BY entity_key.entity_id DESC"
                f" LIMIT {_FEW}",
                (*lot, ENTITY_KINDS.index(kind)),
            )
            found.update(dict.fromkeys(row[0] for row in rows))
    names = _names_of(db, sorted(found))
    wanted = [key for key in sorted(found) if fits is None or any(map(fits, names.get(key, ())))]
    return _entities(db, wanted, names)


def keys_with(
    db: Database, lots: Iterable[tuple[tuple[str, ...], str]]
) -> dict[tuple[tuple[str, ...], str], list[int]]:
    """For each lot of keys and kind, what `entities_with` finds for it, as the table's keys; many lots a query."""
    wanted = [lot for lot in dict.fromkeys(lots) if lot[0]]
    found: dict[tuple[tuple[str, ...], str], list[int]] = {lot: [] for lot in wanted}
    for start in range(0, len(wanted), _LOTS):
        part = wanted[start : start + _LOTS]
        asked = " UNION ALL ".join(
            f"SELECT * FROM (SELECT {number} AS lot, entity_key.entity_id FROM entity_key"
            f" JOIN entity ON entity.id = entity_key.entity_id WHERE entity_key.key IN ({', '.join('?' * len(keys))})"
            f" AND entity.kind_id = ? ORDER BY entity_key.entity_id DESC LIMIT {_FEW}) AS found{number}"
            for number, (keys, _) in enumerate(part)
        )
        values = [value for keys, kind in part for value in (*keys, ENTITY_KINDS.index(kind))]
        for number, key in db.rows(asked, tuple(values)):
            found[part[number]].append(key)
    return found


def entities(db: Database, keys: Sequence[int]) -> list[EntityRow]:
    """Entities by the table's keys, in that order, without the articles that they are in."""
    return _entities(db, keys, _names_of(db, keys))


def _names_of(db: Database, keys: Sequence[int]) -> dict[int, list[str]]:
    marks = ", ".join(map(str, keys)) or "NULL"
    names: dict[int, list[str]] = {}
    for key, name in db.rows(
        "SELECT alias.entity_id, name.name FROM alias JOIN name ON name.id = alias.name_id"
        f" WHERE alias.entity_id IN ({marks}) ORDER BY name.id"
    ):
        names.setdefault(key, []).append(name)
    return names


def _entities(db: Database, keys: Sequence[int], names: Mapping[int, Sequence[str]]) -> list[EntityRow]:
    marks = ", ".join(map(str, keys)) or "NULL"
    rows = {
        row[0]: row
        for row in db.rows(f"SELECT id, mark, name, kind_id, authority, roles FROM entity WHERE id IN ({marks})")
    }
    return [_entity(rows[key], names.get(key, ())) for key in keys if key in rows]


def _entity(row: Row, aliases: Sequence[str]) -> EntityRow:
    key, mark, name, kind, authority, packed = row
    told = json.loads(packed) if packed else {}
    seen_as, company = tuple(told.get("role", ())), tuple(told.get("company", ()))
    return EntityRow(key, mark, name, ENTITY_KINDS[kind], tuple(aliases), seen_as, company, authority)


def entity(db: Database, key: int) -> EntityRow:
    """One entity by the table's key, with the articles that it is in."""
    (row,) = entities(db, [key])
    return replace(row, articles=articles_of(db, key))


def entities_in(db: Database, revision: int) -> set[int]:
    """The keys of the entities that speak in the article of a revision, in any of its revisions."""
    rows = db.rows(
        "SELECT DISTINCT mention.entity_id FROM mention JOIN revision ON revision.id = mention.revision_id"
        " WHERE revision.article_id = (SELECT article_id FROM revision WHERE id = ?) AND entity_id IS NOT NULL",
        (revision,),
    )
    return {row[0] for row in rows}


def articles_of(db: Database, key: int) -> frozenset[str]:
    """Articles that the entity is in; only the latest few hundred matter for keeping two of one article apart."""
    rows = db.rows(
        "SELECT DISTINCT article.name FROM mention JOIN revision ON revision.id = mention.revision_id"
        f" JOIN article ON article.id = revision.article_id WHERE mention.entity_id = ? LIMIT {_MOST_ARTICLES}",
        (key,),
    )
    return frozenset(row[0] for row in rows)


def entity_marked(db: Database, mark: str) -> EntityRow | None:
    """An entity by its mark, without the articles that it is in, or None."""
    row = db.one("SELECT id FROM entity WHERE mark = ?", (mark,))
    return entities(db, [row[0]])[0] if row else None


def entity_by_mark(db: Database, mark: str) -> EntityRow | None:
    """An entity by its mark, or None."""
    row = db.one("SELECT id FROM entity WHERE mark = ?", (mark,))
    return entity(db, row[0]) if row else None


def keep_entity(db: Database, wanted: EntityRow, keys: Iterable[str]) -> int:
    """Write an entity (a new one where ``wanted.id`` is 0) with its aliases and the keys that it is looked up by.

    The table's key. Inside `writing` only.
    """
    packed = told_of(wanted.roles, wanted.company)
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
    held = {row[0] for row in db.rows("SELECT key FROM entity_key WHERE entity_id = ?", (key,))}
    db.many("INSERT INTO entity_key (entity_id, key) VALUES (?, ?)",
            [(key, one) for one in dict.fromkeys(keys) if one not in held])  # fmt: skip
    return key


def told_of(roles: Sequence[str], company: Sequence[str]) -> str | None:
    """Roles and company of an entity as they are kept; None where there is neither."""
    told = {name: list(words) for name, words in (("role", roles), ("company", company)) if words}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else None


def names_of_all(db: Database, after: int, limit: int) -> list[tuple[int, str, list[str]]]:
    """(table's key, kind, all its names) of the next ``limit`` entities after one, in the order of the keys."""
    rows = db.rows("SELECT id, kind_id, name FROM entity WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
    found = {key: (key, ENTITY_KINDS[kind], [name]) for key, kind, name in rows}
    if found:
        for key, name in db.rows(
            "SELECT alias.entity_id, name.name FROM alias JOIN name ON name.id = alias.name_id"
            " WHERE alias.entity_id BETWEEN ? AND ? ORDER BY alias.entity_id, name.id",
            (min(found), max(found)),
        ):
            if key in found:
                found[key][2].append(name)
    return list(found.values())


def keep_first_keys(db: Database, keys: Iterable[tuple[int, str]]) -> None:
    """Keys (entity, key) to look entities up by, of entities that have none yet. Inside `writing` only."""
    db.many("INSERT INTO entity_key (entity_id, key) VALUES (?, ?)", list(keys))


def set_authority(db: Database, key: int, authority: str | None) -> None:
    """Link an entity to an entry of the authority file, or take the link away. Inside `writing` only."""
    db.run("UPDATE entity SET authority = ? WHERE id = ?", (authority, key))


def entities_linked(db: Database, authority: str | None = None) -> list[EntityRow]:
    """Entities linked to an entry of the authority file (to any, without its id)."""
    which, values = (" = ?", (authority,)) if authority else (" IS NOT NULL", ())
    return entities(
        db, [row[0] for row in db.rows(f"SELECT id FROM entity WHERE authority{which} ORDER BY id", values)]
    )


def drop_entity(db: Database, key: int) -> None:
    """Remove an entity that no mention stands for any more. Inside `writing` only."""
    db.run("UPDATE mention SET entity_id = NULL WHERE entity_id = ?", (key,))
    db.run("DELETE FROM alias WHERE entity_id = ?", (key,))
    db.run("DELETE FROM entity_key WHERE entity_id = ?", (key,))
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


def speaker_of(db: Database, article: str, key: str, name: str) -> str | None:
    """The mark of the entity that a speaker of an article (its latest revision) is laid to, or None."""
    row = db.one(
        "SELECT entity.mark FROM article JOIN mention ON mention.revision_id = article.latest"
        " JOIN name ON name.id = mention.name_id JOIN entity ON entity.id = mention.entity_id"
        " WHERE article.name = ? AND mention.key = ? AND name.name = ?",
        (article, key, name),
    )
    return row[0] if row else None


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


def only_bearers(db: Database, names: Sequence[str]) -> dict[str, int]:
    """The keys of the entities that bear one of these names, as printed, where only one does."""
    marks = ", ".join("?" * len(names)) or "NULL"
    rows = db.rows(
        "SELECT name.name, min(alias.entity_id) FROM name JOIN alias ON alias.name_id = name.id"
        f" WHERE name.name IN ({marks}) GROUP BY name.name HAVING count(*) = 1",
        tuple(names),
    )
    return {row[0]: row[1] for row in rows}


def marks_by_key(db: Database, keys: Iterable[int]) -> dict[int, str]:
    """The marks of entities by the table's keys."""
    rows = db.rows(f"SELECT id, mark FROM entity WHERE id IN ({', '.join(map(str, keys)) or 'NULL'})")
    return {row[0]: row[1] for row in rows}


def names_by_key(db: Database, keys: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """The name that stands for each of some entities, and its entry in the authority file, by the table's keys."""
    rows = db.rows(f"SELECT id, name, authority FROM entity WHERE id IN ({', '.join(map(str, keys)) or 'NULL'})")
    return {row[0]: (row[1], row[2]) for row in rows}


def named_in(db: Database, revisions: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each of some revisions the names of the entities that speak in it, as it prints them, with their keys."""
    found: dict[int, dict[str, int]] = {}
    for revision, name, key in db.rows(
        "SELECT mention.revision_id, name.name, mention.entity_id FROM mention JOIN name ON name.id = mention.name_id"
        f" WHERE mention.revision_id IN ({', '.join(map(str, revisions)) or 'NULL'}) AND mention.entity_id IS NOT NULL"
    ):
        found.setdefault(revision, {})[name] = key
    return found


def mentions_named(db: Database, entity_key: int) -> list[tuple[str, str]]:
    """(article's id, name as printed) of every mention of an entity."""
    rows = db.rows(
        "SELECT DISTINCT article.name, name.name FROM mention JOIN revision ON revision.id = mention.revision_id"
        " JOIN article ON article.id = revision.article_id JOIN name ON name.id = mention.name_id"
        " WHERE mention.entity_id = ?",
        (entity_key,),
    )
    return [(row[0], row[1]) for row in rows]


# -- judgements -----------------------------------------------------------------------------------------------------


_JUDGEMENT = '"left", "right", decision, by, at, reason, about'


def keep_judgement(db: Database, made: Judgement) -> None:
    """Append a judgement; nothing is ever changed or removed."""
    with db.writing():
        db.run(
            'INSERT INTO judgement (id, about, "left", "right", decision, by, at, reason)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (next_id(db, "judgement"), made.about, made.left, made.right, made.decision, made.by, made.at, made.reason),
        )


def judgements_with_prefix(db: Database, prefix: str) -> list[Judgement]:
    """Judgements one side of which begins so, in the order they were made."""
    end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return [
        Judgement(*row)
        for row in db.rows(
            f'SELECT {_JUDGEMENT} FROM judgement WHERE ("left" >= ? AND "left" < ?) OR ("right" >= ? AND "right" < ?)'
            " ORDER BY id",
            (prefix, end, prefix, end),
        )
    ]


def judgements(db: Database, ids: Sequence[str] | None = None) -> list[Judgement]:
    """Judgements in the order they were made; with ``ids``, those that name one of them on either side."""
    if ids is None:
        rows = db.rows(f"SELECT {_JUDGEMENT} FROM judgement ORDER BY id")
    else:
        marks = ", ".join("?" * len(ids))
        rows = db.rows(
            f'SELECT {_JUDGEMENT} FROM judgement WHERE "left" IN ({marks}) OR "right" IN ({marks}) ORDER BY id',
            (*ids, *ids),
        )
    return [Judgement(*row) for row in rows]
