"""What the doors' tests share: an archive in memory over the gold samples, and the server over it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fake_archive import FakeArchive
from gold_documents import gold_documents

TOKEN = "a token for the tests"


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive(gold_documents())


class Standing:
    """Stands for whichever archive the running test has, so that one server serves all tests."""

    def __init__(self) -> None:
        self.archive: FakeArchive | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self.archive, name)


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[Standing, object]]:
    """A server that may be written to with TOKEN, and the archive that stands behind it."""
    testclient = pytest.importorskip("starlette.testclient", reason="needs onrecord[serve] and httpx2")
    from onrecord.doors.server.guard import Limits
    from onrecord.doors.web import make_app

    standing = Standing()
    wide = Limits(burst=100_000, costly_burst=100_000)
    app = make_app(lambda: standing, token=TOKEN, hosts=["testserver"], limits=wide)  # type: ignore[arg-type,return-value]
    with testclient.TestClient(app, raise_server_exceptions=False) as made:
        yield standing, made


@pytest.fixture
def client(archive: FakeArchive, served: tuple[Standing, Any]) -> object:
    """A client that nobody used before, of the server over ``archive``."""
    standing, made = served
    standing.archive = archive
    made.app.state.site.forget()
    made.cookies.clear()
    return made
