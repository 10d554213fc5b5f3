"""The record in a PostgreSQL database (psycopg 3, a pool of connections)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.model.errors import (
    MissingExtraError,
    RecordBusyError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
    RecordMissingError,
)
from onrecord.record.database import Clause, Row, Values, without_password
from onrecord.record.schema import MIGRATIONS, statements
from onrecord.record.words import Wanted, tokens, tsquery, tsvector

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import SQL

_ESCAPE = "\ufdd0"
"""A noncharacter that stands before what PostgreSQL's text cannot hold: NUL, and this very character."""
_WRITERS = 0x6F6E7265
"""The advisory lock that writers of a record take in turn."""
_LARGEST = 400_000
"""Bytes of words in one row of the index; PostgreSQL takes a little over 1,000,000."""
_CONNECTIONS = 8


class PostgresDatabase:
    """A PostgreSQL database. May be shared by threads: each takes a connection from the pool."""

    dialect = "postgres"

    def __init__(self, location: str, *, wait: float) -> None:
        """Connect to ``location`` (``postgresql://user@host/database``); ``wait`` seconds for a server or a writer."""
        try:
            import psycopg
            from psycopg_pool import ConnectionPool, PoolTimeout
        except ImportError as error:
            raise MissingExtraError(
                "PostgreSQL needs the extra 'postgres'", item=location, remedy="pip install 'onrecord[postgres]'"
            ) from error
        self.location = location
        self._wait = wait
        self._local = threading.local()
        self._errors = psycopg
        with self._mapped():
            # One try by hand first: the pool would only say that it waited in vain, not what for.
            psycopg.connect(location, connect_timeout=max(2, int(wait))).close()
        self._pool = ConnectionPool(
            location, min_size=1, max_size=_CONNECTIONS, timeout=wait, kwargs={"autocommit": True}, open=False,
            configure=self._configure,
        )  # fmt: skip
        try:
            self._pool.open(wait=True, timeout=wait)
        except PoolTimeout as error:
            raise RecordMissingError(f"the server does not answer ({error})", item=location) from error

    def _configure(self, link: psycopg.Connection[Row]) -> None:
        link.execute(f"SET lock_timeout = '{int(self._wait * 1000)}ms'")

    # -- verbs ------------------------------------------------------------------------------------------------------

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with self._link() as link:
            return [_unescaped(row) for row in link.execute(_sql(sql), _escaped(values)).fetchall()]

    def one(self, sql: str, values: Values = ()) -> Row | None:
        with self._link() as link:
            row = link.execute(_sql(sql), _escaped(values)).fetchone()
            return None if row is None else _unescaped(row)

    def run(self, sql: str, values: Values = ()) -> int:
        with self._link() as link:
            return link.execute(_sql(sql), _escaped(values)).rowcount

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        with self._link() as link, link.cursor() as cursor:
            cursor.executemany(_sql(sql), [_escaped(row) for row in rows])

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._transaction() as (link, outermost):
            if outermost:
                link.execute("SELECT pg_advisory_xact_lock(%s)", (_WRITERS,))
                self._local.changed = True
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._transaction() as (link, outermost):
            if outermost:
                link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    @contextmanager
    def _transaction(self) -> Iterator[tuple[psycopg.Connection[Row], bool]]:
        held = getattr(self._local, "link", None)
        if held is not None:
            with self._mapped(), held.transaction():
                yield held, False
            return
        with self._mapped(), self._pool.connection() as link:
            self._local.link = link
            try:
                with link.transaction():
                    yield link, True
            finally:
                self._local.link = None

    @contextmanager
    def _link(self) -> Iterator[psycopg.Connection[Row]]:
        held = getattr(self._local, "link", None)
        with self._mapped():
            if held is not None:
                yield held
            else:
                with self._pool.connection() as link:
                    yield link

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except self._errors.Error as error:
            raise mapped(error, self.location) from error
        except UnicodeEncodeError as error:
            raise RecordError(
                "holds half of a surrogate pair, which no database keeps", item=self.location,
                remedy="repair the input's encoding",
            ) from error  # fmt: skip

    def change_count(self) -> int:
        # The snapshot differs after any change in the whole server, which is more often than needed, never less.
        row = self.one("SELECT pg_current_snapshot()::text")
        return hash(row)

    def columns(self, table: str) -> list[str]:
        return [
            row[0]
            for row in self.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
                " AND table_name = ? ORDER BY ordinal_position",
                (table,),
            )
        ]

    # -- full text --------------------------------------------------------------------------------------------------

    def index_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO revision_words (revision_id, words) VALUES (?, ?::tsvector)",
            [(id_, part) for id_, text in texts for part in _parts(text)],
        )

    def unindex_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        self.many("DELETE FROM revision_words WHERE revision_id = ?", [(id_,) for id_, _ in texts])

    def index_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO attribution_words (attribution_id, words) VALUES (?, ?::tsvector)",
            [(id_, tsvector(tokens(text)[:_LARGEST // 20])) for id_, text in contents],
        )  # fmt: skip

    def unindex_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        self.many("DELETE FROM attribution_words WHERE attribution_id = ?", [(id_,) for id_, _ in contents])

    def index_names(self, names: Iterable[tuple[int, str]]) -> None:
        self.many(
            "INSERT INTO name_words (name_id, words) VALUES (?, ?::tsvector)",
            [(id_, tsvector(normal.split())) for id_, normal in names],
        )

    def contents_with(self, wanted: Wanted) -> Clause:
        return "SELECT attribution_id FROM attribution_words WHERE words @@ ?::tsquery", (tsquery(wanted),)

    def contents_matched(self, wanted: Wanted) -> tuple[str, str, tuple[Any, ...]]:
        joined = "attribution_words JOIN attribution a ON a.id = attribution_words.attribution_id"
        return joined, "attribution_words.words @@ ?::tsquery", (tsquery(wanted),)

    def latest(self, indexed: Clause, limit: int, before: int | None = None) -> Clause:
        below = f" AND attribution_id < {before}" if before is not None else ""
        return f"{indexed[0]}{below} ORDER BY attribution_id DESC LIMIT {limit}", indexed[1]

    def contents_among(self, wanted: Wanted, ids: Sequence[int]) -> Clause:
        sql, given = self.contents_with(wanted)
        return f"{sql} AND attribution_id IN ({', '.join(map(str, ids)) or 'NULL'})", given

    def each_matching(self, wanted: Wanted) -> tuple[str, list[Any]]:
        sql, given = self.contents_with(wanted)
        return f"EXISTS ({sql} AND attribution_id = a.id)", list(given)

    def by_days(self) -> tuple[str, str]:
        return "attribution a", "a.day"

    def names_with(self, wanted: Wanted) -> Clause:
        return "SELECT name_id FROM name_words WHERE words @@ ?::tsquery", (tsquery(wanted),)

    def texts_with(self, wanted: Wanted, limit: int) -> list[int]:
        found = self.rows(
            "SELECT DISTINCT revision_id FROM revision_words WHERE words @@ ?::tsquery"
            " ORDER BY revision_id DESC LIMIT ?",
            (tsquery(wanted), limit if limit >= 0 else None),
        )
        return [row[0] for row in found]

    # -- care -------------------------------------------------------------------------------------------------------

    def version(self) -> int:
        row = self.one("SELECT to_regclass('schema_version') IS NOT NULL")
        if not row or not row[0]:
            return 0
        row = self.one("SELECT coalesce(max(number), 0) FROM schema_version")
        return int(row[0]) if row else 0

    def migrate(self, upto: int, then: Callable[[int], None] | None = None) -> None:
        for migration in MIGRATIONS:
            with self.writing():
                self.run("CREATE TABLE IF NOT EXISTS schema_version (number integer PRIMARY KEY, name text NOT NULL)")
                if self.version() < migration.number <= upto:
                    for statement in statements(migration, self.dialect):
                        self.run(statement.replace("?", "??"))
                    if then is not None:
                        then(migration.number)
                    self.run(
                        "INSERT INTO schema_version (number, name) VALUES (?, ?)", (migration.number, migration.name)
                    )

    def faults(self) -> list[str]:
        found = []
        for kind, index in (("attribution", "attribution_words"), ("name", "name_words")):
            state = " WHERE state = 0" if kind == "attribution" else ""
            for sql, what in (
                (f"SELECT count(*) FROM (SELECT id FROM {kind}{state} EXCEPT SELECT {kind}_id FROM {index}) AS gone",
                 "are missing from"),
                (f"SELECT count(*) FROM (SELECT {kind}_id FROM {index} EXCEPT SELECT id FROM {kind}{state}) AS spare",
                 "should not be in"),
            ):  # fmt: skip
                row = self.one(sql)
                if row and row[0]:
                    found.append(f"full-text index {index}: {row[0]} rows {what} it")
        return found

    def tidy(self, *, whole: bool = False) -> None:
        with self._mapped(), self._pool.connection() as link:
            link.execute("VACUUM (ANALYZE)" if whole else "ANALYZE")

    def close(self) -> None:
        self._pool.close()


def _sql(sql: str) -> SQL:
    from psycopg.sql import SQL

    marked = sql.replace("%", "%%").replace("??", "\0").replace("?", "%s").replace("\0", "?")
    return SQL(marked)


def _escaped(values: Values) -> tuple[Any, ...]:
    return tuple(
        value.replace(_ESCAPE, _ESCAPE + "1").replace("\0", _ESCAPE + "0")
        if isinstance(value, str) and ("\0" in value or _ESCAPE in value)
        else value
        for value in values
    )


def _unescaped(row: Row) -> Row:
    return tuple(
        value.replace(_ESCAPE + "0", "\0").replace(_ESCAPE + "1", _ESCAPE)
        if isinstance(value, str) and _ESCAPE in value
        else value
        for value in row
    )


def _parts(text: str) -> list[str]:
    """The distinct words of a text, in as many pieces as PostgreSQL's limit asks for."""
    parts: list[str] = []
    part: list[str] = []
    size = 0
    for word in dict.fromkeys(tokens(text)):
        part.append(f"'{word}'")
        size += len(word.encode()) + 8
        if size > _LARGEST:
            parts.append(" ".join(part))
            part, size = [], 0
    return [*parts, " ".join(part)] if part or not parts else parts


def mapped(error: psycopg.Error, location: str) -> RecordError:
    """The record's own error for one of PostgreSQL's, by its SQLSTATE."""
    state = error.sqlstate or ("55P03" if type(error).__name__ == "PoolTimeout" else "")
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    kind: type[RecordError] = RecordError
    what, remedy = f"the database says: {line}", None
    if state in {"55P03", "40P01", "40001", "57014"}:
        kind, what, remedy = RecordBusyError, "another program is writing to the record", "try again in a moment"
    elif state in {"53100", "53200"}:
        kind, what, remedy = RecordFullError, "disk full; nothing of this item saved", "make room and run it again"
    elif state in {"XX001", "XX002", "58030"}:
        kind, what, remedy = RecordDamagedError, f"the database is damaged ({line})", "see onrecord verify"
    elif state in {"3D000", "28P01", "28000"} or (not state and "connect" in line.lower()):
        kind, what, remedy = RecordMissingError, f"cannot be reached ({line})", "check the address and the server"
    return kind(what, item=without_password(location), remedy=remedy)
