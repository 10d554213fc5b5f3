"""The user's authority file as stored: its entries, and the keys that they are looked up by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from onrecord.model.attribution import ENTITY_KINDS
from onrecord.model.keeping import AuthorityEntry
from onrecord.record.adding import next_id
from onrecord.record.database import Database, Row

_COLUMNS = "authority.mark, authority.name, authority.kind_id, authority.aliases, authority.note"
_FEW = 60


def keep_entries(
    db: Database, entries: Iterable[tuple[AuthorityEntry, Iterable[str]]], *, origin: str, at: str
) -> None:
    """Keep entries, each with its keys; one of an id that is held already takes its place. Inside `writing` only."""
    for entry, keys in entries:
        row = db.one("SELECT id FROM authority WHERE mark = ?", (entry.id,))
        values = (entry.name, ENTITY_KINDS.index(entry.kind), json.dumps(entry.aliases, ensure_ascii=False),
                  entry.note, origin, at)  # fmt: skip
        if row is None:
            key = next_id(db, "authority")
            db.run("INSERT INTO authority (id, mark, name, kind_id, aliases, note, origin, at)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (key, entry.id, *values))  # fmt: skip
        else:
            key = row[0]
            db.run("UPDATE authority SET name = ?, kind_id = ?, aliases = ?, note = ?, origin = ?, at = ?"
                   " WHERE id = ?", (*values, key))  # fmt: skip
            db.run("DELETE FROM authority_key WHERE authority_id = ?", (key,))
        db.many("INSERT INTO authority_key (authority_id, key) VALUES (?, ?)",
                [(key, one) for one in dict.fromkeys(keys)])  # fmt: skip


def remove_entries(db: Database) -> int:
    """Take all entries away; how many. Inside `writing` only."""
    count = count_entries(db)
    db.run("DELETE FROM authority_key")
    db.run("DELETE FROM authority")
    return count


def count_entries(db: Database) -> int:
    """How many entries the authority file in the record has."""
    row = db.one("SELECT count(*) FROM authority")
    return int(row[0]) if row else 0


def entry(db: Database, mark: str) -> AuthorityEntry | None:
    """One entry by the id that the file gives it."""
    row = db.one(f"SELECT {_COLUMNS} FROM authority WHERE mark = ?", (mark,))
    return _entry(row) if row else None


def entries_with(db: Database, keys: Sequence[Sequence[str]], kind: str) -> list[AuthorityEntry]:
    """Entries of a kind with one of the keys, a few dozen of each lot at most."""
    found: dict[str, AuthorityEntry] = {}
    for lot in keys:
        if lot:
            rows = db.rows(
                f"SELECT DISTINCT {_COLUMNS} FROM authority_key"
                " JOIN authority ON authority.id = authority_key.authority_id"
                f" WHERE authority_key.key IN ({', '.join('?' * len(lot))}) AND authority.kind_id = ?"
                f" ORDER BY authority.mark LIMIT {_FEW}",
                (*lot, ENTITY_KINDS.index(kind)),
            )
            found.update((row[0], _entry(row)) for row in rows)
    return list(found.values())


def _entry(row: Row) -> AuthorityEntry:
    mark, name, kind, aliases, note = row
    return AuthorityEntry(mark, name, ENTITY_KINDS[kind], tuple(json.loads(aliases or "[]")), note)
