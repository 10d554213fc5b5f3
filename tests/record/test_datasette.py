"""The file in Datasette: opened read-only by plain SQLite, its full-text tables found and searched as Datasette does.

Datasette itself is not needed: its two queries stand here (Datasette 0.65, utils/__init__.py `detect_fts_sql`,
filters.py `search_filters`).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from adding_child import small

from onrecord.record import open_store

DETECT = r"""SELECT name FROM sqlite_master WHERE rootpage = 0 AND (sql LIKE :content ESCAPE char(92)
    OR (tbl_name = :table AND sql LIKE '%VIRTUAL TABLE%USING FTS%'))"""


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    place = tmp_path_factory.mktemp("datasette") / "record.sqlite"
    with open_store(str(place), create=True) as store:
        for number in range(3):
            store.add(small(number))
    return sqlite3.connect(f"{Path(place).as_uri()}?mode=ro", uri=True)


def found(link: sqlite3.Connection, table: str, asked: str) -> list[tuple[object, ...]]:
    """The rows of a table or view that Datasette shows for a search."""
    escaped = table.replace("_", "\\_")
    given = {"content": f'%VIRTUAL TABLE%USING FTS%content="{escaped}"%', "table": table}
    ((index,),) = link.execute(DETECT, given).fetchall()
    return link.execute(
        f"SELECT * FROM [{table}] WHERE rowid IN (SELECT rowid FROM [{index}] WHERE [{index}] MATCH ?)", (asked,)
    ).fetchall()


SEARCHED = [
    ("attribution_text", '"lost"', 3),
    ("attribution_text", '"nothing is lost"', 3),  # a phrase
    ("attribution_text", '"lost" "whole"', 0),  # each stands in another statement
    ("revision", '"lost" "whole"', 3),  # of one report
    ("revision", '"1"', 1),
    ("name", '"vera"', 3),
]


@pytest.mark.parametrize(("table", "asked", "rows"), SEARCHED)
def test_a_search(link: sqlite3.Connection, table: str, asked: str, rows: int) -> None:
    assert len(found(link, table, asked)) == rows


def test_a_statement_is_shown_with_its_words_and_who_said_them(link: sqlite3.Connection) -> None:
    cursor = link.execute("SELECT * FROM attribution_text LIMIT 1")
    shown = dict(zip([one[0] for one in cursor.description], cursor.fetchone(), strict=True))
    assert (shown["speaker"], shown["content"]) == ("Vera 0", "“Nothing is lost,”")
    assert shown["prefix"].endswith("Report 0\n\n")
    assert shown["suffix"].startswith(" said Vera 0")


def test_every_table_can_be_looked_at(link: sqlite3.Connection) -> None:
    """No column, index or view asks for an extension or for a function of the program's own."""
    names = [row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    assert len(names) > 30
    for name in names:
        link.execute(f"SELECT * FROM [{name}] LIMIT 3").fetchall()
    assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
