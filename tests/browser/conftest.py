"""A server over the fake archive and a Chromium to visit it with; skipped where there is no Chromium."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "doors"))

TOKEN = "a token for the tests"


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the server is."""
    uvicorn = pytest.importorskip("uvicorn", reason="needs onrecord[serve]")
    from fake_archive import FakeArchive
    from gold_documents import gold_documents

    from onrecord.doors.server.guard import Limits
    from onrecord.doors.web import make_app

    held = FakeArchive(gold_documents())
    limits = Limits(burst=100_000, costly_burst=100_000)
    app = make_app(lambda: held, token=TOKEN, limits=limits)  # type: ignore[arg-type,return-value]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
