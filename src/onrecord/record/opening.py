"""Opening a record: which database, which version, and what to say when it is the wrong one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from onrecord.model.errors import RecordBusyError, RecordFullError, RecordMissingError, RecordVersionError
from onrecord.record.database import Database
from onrecord.record.schema import LATEST
from onrecord.record.store import RecordStore

WAIT = 30.0
"""Seconds to wait for another writer before `RecordBusyError`."""


def open_store(location: str, *, create: bool = False, wait: float = WAIT) -> RecordStore:
    """Open the record at ``location``: a path, or ``postgresql://user@host/database``.

    ``create`` makes it where there is none. Raises RecordMissingError, RecordVersionError (written by a newer program,
    or in need of `migrate`), RecordDamagedError, RecordBusyError, MissingExtraError.
    """
    db = connect(location, create=create, wait=wait)
    try:
        version = db.version()
        if version == 0 and not create:
            raise RecordMissingError("no record there", item=location, remedy="make one with: onrecord add FILE ...")
        if version == 0:
            db.migrate(LATEST)
        elif version < LATEST:
            raise RecordVersionError(
                f"was written by an older onrecord (version {version}, this program's is {LATEST})",
                item=location,
                remedy=f"run: onrecord migrate --record {location}",
            )
        _refuse_newer(version, location)
    except BaseException:
        db.close()
        raise
    return RecordStore(db)


def migrate_record(
    location: str, *, wait: float = WAIT, then: Callable[[Database, int], None] | None = None
) -> tuple[int, int]:
    """Bring a record to this program's version; the versions before and after. Each step is whole or not done.

    ``then`` is called in the transaction of each step, with its number, after the new tables are made and filled.
    """
    from onrecord.record.filling import fill

    db = connect(location, create=False, wait=wait)
    try:
        before = db.version()
        if before == 0:
            raise RecordMissingError("no record there", item=location)
        _refuse_newer(before, location)

        def filled(number: int) -> None:
            fill(db, number)
            if then is not None:
                then(db, number)

        db.migrate(LATEST, filled)
        if before < LATEST:
            # The record is whole by now: without the room for it, what was let go of is not given back, no more.
            with suppress(RecordFullError, RecordBusyError):
                db.tidy(whole=True)
        return before, db.version()
    finally:
        db.close()


def copy_record(source: str, target: str, *, wait: float = WAIT) -> int:
    """Copy a record whole into another, new or empty, of either database; how many revisions."""
    from onrecord.record.copying import copy

    with open_store(source, wait=wait) as held, open_store(target, create=True, wait=wait) as fresh:
        return copy(held.db, fresh.db)


def connect(location: str, *, create: bool, wait: float) -> Database:
    """The database at ``location``, whatever its version."""
    if location.startswith(("postgresql://", "postgres://")):
        from onrecord.record.postgres import PostgresDatabase

        return PostgresDatabase(location, wait=wait)
    from onrecord.record.sqlite import SqliteDatabase

    return SqliteDatabase(location.removeprefix("sqlite:///"), create=create, wait=wait)


def _refuse_newer(version: int, location: str) -> None:
    if version > LATEST:
        raise RecordVersionError(
            f"was written by a newer onrecord (version {version}; this program knows {LATEST})",
            item=location,
            remedy="update onrecord",
        )
