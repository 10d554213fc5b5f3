"""The record in one SQLite file."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.model.errors import (
    RecordBusyError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
    RecordMissingError,
)
from onrecord.record.database import Clause, Row, Values
from onrecord.record.schema import APPLICATION_ID, MIGRATIONS, statements
from onrecord.record.words import Wanted, fold, fts5_match

_CACHE_KIB = 65536
_WAL_KEPT = 64 * 1024 * 1024
_WAL_PAGES = 8000
"""Pages in the log from which they are written to their places: what is changed often is written there seldom."""


class SqliteDatabase:
    """One SQLite file in WAL mode. May be shared by threads: they take turns."""

    dialect = "sqlite"

    def __init__(self, location: str, *, create: bool, wait: float) -> None:
        """Open ``location`` (a path). ``wait`` is how many seconds to wait for another writer."""
        self.location = location
        self._turn = threading.RLock()
        self._depth = 0
        self._broken = False
        path = Path(location)
        if not create and not path.exists():
            raise RecordMissingError("no record there", item=location, remedy="make one with: onrecord add FILE ...")
        if path.is_dir():
            raise RecordError("is a folder, not a record", item=location)
        with self._mapped():
            self._link = sqlite3.connect(location, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except BaseException:
            self._link.close()
            raise

    def _prepare(self) -> None:
        with self._mapped():
            run = self._link.execute
            application, tables = (
                run("PRAGMA application_id").fetchone()[0],
                run("SELECT count(*) FROM sqlite_master").fetchone()[0],
            )
            if application != APPLICATION_ID and (tables or application):
                raise RecordError("is an SQLite file, but not a record", item=self.location)
            if not tables:
                run("PRAGMA auto_vacuum = INCREMENTAL")
            run("PRAGMA foreign_keys = ON")
            run("PRAGMA synchronous = FULL")
            run(f"PRAGMA cache_size = -{_CACHE_KIB}")
            run("PRAGMA temp_store = MEMORY")
            run(f"PRAGMA journal_size_limit = {_WAL_KEPT}")
            run(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
            if run("PRAGMA journal_mode").fetchone()[0] != "wal":
                run("PRAGMA journal_mode = WAL")

    # -- verbs ------------------------------------------------------------------------------------------------------

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with self._mapped():
            return self._link.execute(sql, values).fetchall()

    def one(self, sql: str, values: Values = ()) -> Row | None:
        with self._mapped():
            cursor = self._link.execute(sql, values)
            row: Row | None = cursor.fetchone()
            cursor.close()
            return row

    def run(self, sql: str, values: Values = ()) -> int:
        with self._mapped():
            return self._link.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        with self._mapped():
            self._link.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        # Nothing to keep, so that it ends by undoing: that works even where the file turned out to be damaged.
        with self._transaction("BEGIN", end="ROLLBACK"):
            yield

    @contextmanager
    def _transaction(self, begin: str, end: str = "COMMIT") -> Iterator[None]:
        with self._turn:
            if self._depth:
                yield from self._part(writing=end == "COMMIT")
                return
            self.run(begin)
            self._depth, self._broken = 1, False
            try:
                yield
                if self._broken:
                    raise RecordError("a part of a transaction failed; nothing of it saved", item=self.location)
                self.run(end)
            except BaseException:
                # After "disk full" SQLite may have undone everything by itself; then there is nothing left to undo.
                if self._link.in_transaction:
                    self._link.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def _part(self, *, writing: bool) -> Iterator[None]:
        """Inside a transaction. No savepoint: each would write the pending words of the full-text tables out."""
        self._depth += 1
        try:
            yield
        except BaseException:
            self._broken = self._broken or writing
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        with self._turn:
            try:
                yield
            except sqlite3.Error as error:
                raise mapped(error, self.location) from error
            except UnicodeEncodeError as error:
                raise RecordError(
                    "holds half of a surrogate pair, which no database keeps", item=self.location,
                    remedy="repair the input's encoding",
                ) from error  # fmt: skip

    def change_count(self) -> int:
        with self._mapped():
            seen: int = self._link.execute("PRAGMA data_version").fetchone()[0]
            return seen * 1_000_003 + self._link.total_changes

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]

    # -- full text --------------------------------------------------------------------------------------------------

    def index_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        self.many("INSERT INTO revision_fts (rowid, text) VALUES (?, ?)", ((id_, fold(text)) for id_, text in texts))

    def unindex_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO revision_fts (revision_fts, rowid, text) VALUES ('delete', ?, ?)",
            ((id_, fold(text)) for id_, text in texts),
        )

    def index_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO attribution_fts (rowid, content) VALUES (?, ?)", ((id_, fold(text)) for id_, text in contents)
        )

    def unindex_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO attribution_fts (attribution_fts, rowid, content) VALUES ('delete', ?, ?)",
            ((id_, fold(text)) for id_, text in contents),
        )

    def index_names(self, names: Iterable[tuple[int, str]]) -> None:
        self.many("INSERT INTO name_fts (rowid, normal) VALUES (?, ?)", names)

    def contents_with(self, wanted: Wanted) -> Clause:
        return "SELECT rowid FROM attribution_fts WHERE attribution_fts MATCH ?", (fts5_match(wanted),)

    def contents_matched(self, wanted: Wanted) -> tuple[str, str, tuple[Any, ...]]:
        # CROSS JOIN keeps the order of the tables: the index tells which attributions to look at, in their order.
        joined = "attribution_fts CROSS JOIN attribution a ON a.id = attribution_fts.rowid"
        return joined, "attribution_fts MATCH ?", (fts5_match(wanted),)

    def latest(self, indexed: Clause, limit: int, before: int | None = None) -> Clause:
        below = f" AND rowid < {before}" if before is not None else ""
        return f"{indexed[0]}{below} ORDER BY rowid DESC LIMIT {limit}", indexed[1]

    def contents_among(self, wanted: Wanted, ids: Sequence[int]) -> Clause:
        # "+": the index reads on in its answer and leaves out the others, instead of being asked anew for each id
        among = f"rowid BETWEEN {min(ids, default=0)} AND {max(ids, default=0)} AND +rowid IN"
        sql, given = self.contents_with(wanted)
        return f"{sql} AND {among} ({', '.join(map(str, ids)) or 'NULL'})", given

    def each_matching(self, wanted: Wanted) -> tuple[str, list[Any]]:
        condition = "EXISTS (SELECT 1 FROM attribution_fts WHERE attribution_fts MATCH ? AND rowid = a.id)"
        return condition, [fts5_match(wanted)]

    def by_days(self) -> tuple[str, str]:
        # CROSS JOIN keeps the order of the tables: revisions by their day, and of each its attributions
        return "revision CROSS JOIN attribution a ON a.revision_id = revision.id", "revision.day"

    def names_with(self, wanted: Wanted) -> Clause:
        return "SELECT rowid FROM name_fts WHERE name_fts MATCH ?", (fts5_match(wanted),)

    def texts_with(self, wanted: Wanted, limit: int) -> list[int]:
        try:
            found = self.rows(
                "SELECT rowid FROM revision_fts WHERE revision_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
                (fts5_match(wanted), limit),
            )
        except RecordError as error:
            # A word with letters that SQLite takes for none falls into two, which this index cannot put together.
            if "phrase queries" not in error.what:
                raise
            return []
        return [row[0] for row in found]

    # -- care -------------------------------------------------------------------------------------------------------

    def version(self) -> int:
        row = self.one("PRAGMA user_version")
        return row[0] if row else 0

    def migrate(self, upto: int, then: Callable[[int], None] | None = None) -> None:
        for migration in MIGRATIONS:
            with self.writing():
                if self.version() < migration.number <= upto:
                    for statement in statements(migration, self.dialect):
                        self.run(statement)
                    if then is not None:
                        then(migration.number)
                    self.run(f"PRAGMA application_id = {APPLICATION_ID}")
                    self.run(f"PRAGMA user_version = {migration.number}")

    def faults(self) -> list[str]:
        found: list[str] = []
        for check in ("PRAGMA integrity_check(100)", "PRAGMA foreign_key_check"):
            try:
                found.extend(_fault(row) for row in self.rows(check) if row[0] != "ok")
            except RecordDamagedError as error:
                found.append(error.what)
        for table in ("revision_fts", "attribution_fts", "name_fts"):
            try:
                with self.writing():
                    self.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 0)")
            except RecordError as error:
                found.append(f"full-text index {table}: {error.what}")
        return found

    def tidy(self, *, whole: bool = False) -> None:
        with self._mapped():
            for table in ("revision_fts", "attribution_fts", "name_fts"):
                self._link.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            self._link.execute("PRAGMA optimize")
            self._link.execute("ANALYZE")
            if whole:
                self._link.execute("VACUUM")
            # As a script: stepped once, as `execute` would, it gives back one page.
            self._link.executescript("PRAGMA incremental_vacuum")
            self._link.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._turn:
            self._link.close()


def _fault(row: Row) -> str:
    if len(row) == 1:
        return str(row[0])
    which = "a row" if row[1] is None else f"row {row[1]}"
    return f"{which} of table {row[0]} refers to nothing in table {row[2]}"


def mapped(error: sqlite3.Error, location: str) -> RecordError:
    """The record's own error for an SQLite one."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    primary = code & 0xFF
    kind: type[RecordError] = RecordError
    what, remedy = f"the database says: {error}", None
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        kind, what, remedy = RecordBusyError, "another program is writing to the record", "try again in a moment"
    elif primary == sqlite3.SQLITE_FULL or code in {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}:
        kind, what, remedy = RecordFullError, "disk full; nothing of this item saved", "make room and run it again"
    elif primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or code == sqlite3.SQLITE_IOERR_SHORT_READ:
        kind, what = RecordDamagedError, f"the file is damaged ({error})"
        remedy = "see onrecord verify; restore a copy"
    elif primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        what, remedy = f"cannot be opened for writing ({error})", "check the folder and its permissions"
    return kind(what, item=location, remedy=remedy)
