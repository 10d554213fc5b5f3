"""A server for the browser to visit, in a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

TOKEN = "a token for the tests"


@contextmanager
def serving(opener: Callable[[], Any]) -> Iterator[str]:
    """Where a server over an archive is; ``opener`` opens it, once in each thread."""
    uvicorn = pytest.importorskip("uvicorn", reason="needs onrecord[serve]")
    from onrecord.doors.server.guard import Limits
    from onrecord.doors.web import make_app

    limits = Limits(burst=100_000, costly_burst=100_000)
    app = make_app(opener, token=TOKEN, limits=limits)
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
