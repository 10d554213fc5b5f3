"""One record in each database: SQLite always, PostgreSQL where a server can be started."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from postgres_server import NoServerError, server

from onrecord.record import open_store
from onrecord.record.store import RecordStore

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes a new, empty database each time and gives its address; skips where there is no server."""
    psycopg = pytest.importorskip("psycopg")
    try:
        with server() as address:

            def fresh() -> str:
                name = f"record{next(_NUMBERS)}"
                with psycopg.connect(address + "postgres", autocommit=True) as link:
                    link.execute(f"CREATE DATABASE {name}")
                return address + name

            yield fresh
    except NoServerError as reason:
        pytest.skip(f"no PostgreSQL server: {reason}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a record that is not there yet, in the one database or the other."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"record{next(_NUMBERS)}.sqlite")
    fresh: Callable[[], str] = request.getfixturevalue("postgres")
    return fresh


@pytest.fixture
def store(location: Callable[[], str]) -> Iterator[RecordStore]:
    """An empty record."""
    with open_store(location(), create=True) as made:
        yield made
