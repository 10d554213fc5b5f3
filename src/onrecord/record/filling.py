"""What a migration puts into its new tables from what a record holds already."""

from __future__ import annotations

from onrecord.record.database import Database
from onrecord.record.packing import unpack
from onrecord.record.sealing import seals_of

_BATCH = 100


def fill(db: Database, number: int) -> None:
    """Called in the transaction of the migration of that number, after its tables are made."""
    if number == 2:
        _seal_all(db)


def _seal_all(db: Database) -> None:
    """Seals on everything as it is now. Raises RecordDamagedError where findings cannot be read."""
    after = 0
    while True:
        found = db.rows(
            "SELECT id, text, findings, sha256 FROM revision WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH)
        )
        db.many(
            "UPDATE revision SET seals = ? WHERE id = ?",
            [(_sealed(text, bytes(packed), sha256, f"revision {key}"), key) for key, text, packed, sha256 in found],
        )
        if len(found) < _BATCH:
            return
        after = found[-1][0]


def _sealed(text: str, packed: bytes, sha256: str, where: str) -> bytes:
    held = unpack(packed, sha256, where=where)
    return seals_of(text, held.blocks, held.attributions, held.diagnostics)
