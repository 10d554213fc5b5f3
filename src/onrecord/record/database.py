"""What the record needs of a database: a few verbs, the same in both dialects. SQL is written with ``?`` for values.

The stores share every line of logic; only these verbs, the tables' types and the full-text tables differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from onrecord.record.words import Wanted

Row = tuple[Any, ...]
Values = Sequence[Any]
Clause = tuple[str, tuple[Any, ...]]
"""SQL and its values."""


def without_password(text: str) -> str:
    """``text`` with the passwords of database addresses in it taken out: what may be shown of where a record is."""
    bare = re.sub(r"(?<=://)([^:/@\s]+):[^@\s]*@", r"\1@", text)
    return re.sub(r"(?<=[?&]password=)[^&\s]*", "...", bare)


class Database(Protocol):
    """One connected database. Every verb raises a `RecordError` where the database fails."""

    dialect: str
    location: str

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        ...

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row, or None."""
        ...

    def run(self, sql: str, values: Values = ()) -> int:
        """Run a change; the number of rows it touched. Inside `writing` only."""
        ...

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """The same change for many rows. Inside `writing` only."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that no other writer is in: kept whole at the end, undone whole when an exception leaves it.

        Inside another one it is a part of it: an exception that leaves a part undoes the whole. Waits for other
        writers, then RecordBusyError.
        """
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Several queries that see one state of the record."""
        ...

    def change_count(self) -> int:
        """Differs whenever anybody has changed the record since (for caches)."""
        ...

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, in order."""
        ...

    # -- full text --------------------------------------------------------------------------------------------------

    def index_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index the texts of new revisions (id, text)."""
        ...

    def unindex_texts(self, texts: Iterable[tuple[int, str]]) -> None:
        """Take revisions out of the index; the text must be the one that was indexed."""
        ...

    def index_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        """Index the contents of attributions (id, words)."""
        ...

    def unindex_contents(self, contents: Iterable[tuple[int, str]]) -> None:
        """Take attributions out of the index; the words must be those that were indexed."""
        ...

    def index_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Index names (id, normalised name)."""
        ...

    def contents_with(self, wanted: Wanted) -> Clause:
        """A subselect of the ids of attributions whose contents match (positive part required)."""
        ...

    def contents_matched(self, wanted: Wanted) -> tuple[str, str, tuple[Any, ...]]:
        """``attribution a`` joined to its full-text index, the condition that it matches, and its values."""
        ...

    def latest(self, indexed: Clause, limit: int, before: int | None = None) -> Clause:
        """``indexed`` (of `contents_with`), only its ``limit`` highest ids (below ``before``)."""
        ...

    def contents_among(self, wanted: Wanted, ids: Sequence[int]) -> Clause:
        """Like `contents_with`, of these attributions only."""
        ...

    def each_matching(self, wanted: Wanted) -> tuple[str, list[Any]]:
        """A condition on ``attribution a`` that asks the full-text index of each row by itself."""
        ...

    def by_days(self) -> tuple[str, str]:
        """Tables in which ``attribution a`` is gone through by its day, by index, and the column of that day."""
        ...

    def names_with(self, wanted: Wanted) -> Clause:
        """A subselect of the ids of names that match."""
        ...

    def texts_with(self, wanted: Wanted, limit: int) -> list[int]:
        """Ids of at most ``limit`` revisions whose text matches, latest stored first."""
        ...

    # -- care -------------------------------------------------------------------------------------------------------

    def version(self) -> int:
        """The schema's number; 0 in a new database."""
        ...

    def migrate(self, upto: int, then: Callable[[int], None] | None = None) -> None:
        """Run the migrations that are missing, each in a transaction; ``then`` is called in it with its number."""
        ...

    def faults(self) -> list[str]:
        """What the database itself finds wrong (pages, indexes, foreign keys), one line each; empty: all is well."""
        ...

    def tidy(self, *, whole: bool = False) -> None:
        """Make the indexes compact and the statistics fresh, after much was added.

        ``whole``: write everything anew as well, after much was changed; that takes the room of the record once more.
        """
        ...

    def close(self) -> None: ...
