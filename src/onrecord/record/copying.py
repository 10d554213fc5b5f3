"""A record, whole, into another database."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.errors import RecordError
from onrecord.record.adding import indexed_contents
from onrecord.record.counting import recount
from onrecord.record.database import Database
from onrecord.record.reading import held_in, texts_of

TABLES: dict[str, str] = {
    "setting": "name", "outlet": "id", "article": "id", "revision": "id", "notice": "id", "entity": "id", "name": "id",
    "alias": "entity_id, name_id", "entity_key": "key, entity_id", "authority": "id",
    "authority_key": "key, authority_id", "mention": "id", "correction": "id", "attribution": "id", "statement": "id",
    "sighting": "attribution_id", "judgement": "id", "suppression": "id", "mask": "id", "expiry": "id", "run": "id",
    "refusal": "id", "wire_copy": "revision_id", "vectors": "id",
    "wording": "revision_id",
}  # fmt: skip
"""Every table that neither the migrations fill nor counting, parents before children, with its key."""
_BATCH = 500


def copy(source: Database, target: Database) -> int:
    """Copy all rows of ``source`` into ``target``, which must be empty, and index them; how many revisions.

    One transaction: the target holds everything or nothing. Raises RecordError when it holds something already.
    """
    with source.reading(), target.writing():
        row = target.one("SELECT count(*) FROM article")
        if row and row[0]:
            raise RecordError("holds articles already", item=target.location, remedy="copy into a new record")
        for table, key in TABLES.items():
            _table(source, target, table, key)
        recount(target)
        return _indexes(target)


def _table(source: Database, target: Database, table: str, key: str) -> None:
    columns = source.columns(table)
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    keys = [columns.index(part) for part in key.split(", ")]
    after: Sequence[object] | None = None
    while True:
        where = f" WHERE ({key}) > ({', '.join('?' * len(keys))})" if after is not None else ""
        rows = source.rows(f"SELECT {listed} FROM {table}{where} ORDER BY {key} LIMIT {_BATCH}", after or ())
        if rows:
            target.many(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)
        if len(rows) < _BATCH:
            return
        after = [rows[-1][place] for place in keys]


def _indexes(target: Database) -> int:
    target.index_names((row[0], row[1]) for row in target.rows("SELECT id, normal FROM name ORDER BY id"))
    revisions = [row[0] for row in target.rows("SELECT id FROM revision ORDER BY id")]
    for start in range(0, len(revisions), _BATCH):
        texts = texts_of(target, revisions[start : start + _BATCH])
        target.index_texts((key, text.text) for key, text in texts.items())
        for text in texts.values():
            target.index_contents(indexed_contents(target, text, held_in(target, text)))
    return len(revisions)
