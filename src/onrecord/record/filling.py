"""What a migration makes of what a record holds already: in its new tables, or in another form."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from contextlib import suppress

from onrecord.model import Article, Document
from onrecord.record import wordings
from onrecord.record.adding import indexed_contents
from onrecord.record.counting import recount
from onrecord.record.database import Database
from onrecord.record.linking import told_of
from onrecord.record.packing import pack, unpack
from onrecord.record.reading import held_in, texts_of
from onrecord.record.rows import deflated
from onrecord.record.sealing import seals_of

_BATCH = 100


def fill(db: Database, number: int) -> None:
    """Called in the transaction of the migration of that number, after its tables are made."""
    if number == 2:
        _each_revision(db, "seals", _sealed)
    if number == 4:
        _each_revision(db, "findings", _packed_anew)
        _deflate_bytes_anew(db)
        _tell_people_shorter(db)
        _keep_wordings(db)
    if number == 6:
        db.run("INSERT INTO uncounted SELECT id FROM entity")
        recount(db)
    if number == 7:
        _each_revision(db, "findings", _packed_anew)
        recount(db)


def _each_revision(db: Database, column: str, made: Callable[[str, bytes, str, str], bytes]) -> None:
    """Fill a column of all revisions by ``made`` (text, packed findings, hash of the text, how to name the place).

    Raises RecordDamagedError where findings cannot be read.
    """
    after = 0
    while True:
        found = db.rows(
            "SELECT id, text, findings, sha256 FROM revision WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH)
        )
        db.many(
            f"UPDATE revision SET {column} = ? WHERE id = ?",
            [(made(text, bytes(packed), sha256, f"revision {key}"), key) for key, text, packed, sha256 in found],
        )
        if len(found) < _BATCH:
            return
        after = found[-1][0]


def _sealed(text: str, packed: bytes, sha256: str, where: str) -> bytes:
    held = unpack(packed, text, sha256, where=where)
    return seals_of(text, held.blocks, held.attributions, held.diagnostics)


def _packed_anew(text: str, packed: bytes, sha256: str, where: str) -> bytes:
    held = unpack(packed, text, sha256, where=where)
    return pack(Document(Article(where, text), held.blocks, held.attributions, held.diagnostics), sha256)


def _deflate_bytes_anew(db: Database) -> None:
    """The bytes that texts were read from, with the text for a dictionary. Damaged ones stay as they are."""
    after = 0
    while found := db.rows(
        "SELECT id, raw, text FROM revision WHERE id > ? AND raw_form = 'zlib' AND raw IS NOT NULL ORDER BY id LIMIT ?",
        (after, _BATCH),
    ):
        for key, raw, text in found:
            with suppress(zlib.error):
                db.run("UPDATE revision SET raw = ? WHERE id = ?", (deflated(zlib.decompress(bytes(raw)), text), key))
        after = found[-1][0]


def _tell_people_shorter(db: Database) -> None:
    """Roles and company of entities: a list of each in place of an object for each name."""
    after = 0
    while found := db.rows("SELECT id, roles FROM entity WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH)):
        told = [(key, json.loads(roles) if roles else []) for key, roles in found]
        db.many(
            "UPDATE entity SET roles = ? WHERE id = ?",
            [
                (told_of([one["role"] for one in kept if "role" in one],
                         [one["company"] for one in kept if "company" in one]), key)
                for key, kept in told
            ],
        )  # fmt: skip
        after = found[-1][0]


def _keep_wordings(db: Database) -> None:
    """By what the attributions of the latest revisions are found, with what people put right."""
    after = 0
    while found := db.rows(
        "SELECT latest, revision.day FROM article JOIN revision ON revision.id = article.latest"
        " WHERE latest > ? ORDER BY latest LIMIT ?",
        (after, _BATCH),
    ):
        texts = texts_of(db, [key for key, _ in found])
        for key, day in found:
            contents = dict(indexed_contents(db, texts[key], held_in(db, texts[key])))
            if contents:
                every = range(min(contents), max(contents) + 1)
                wordings.keep(db, key, day, every.start, [contents.get(one) for one in every])
        after = found[-1][0]
