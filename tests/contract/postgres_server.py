"""A PostgreSQL server of our own for the tests: on loopback, in a temporary folder, gone afterwards."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServerError(Exception):
    """Why no server can be started here, in one line."""


def programs() -> Path:
    """The folder with `initdb` and `pg_ctl`: named by ONRECORD_POSTGRES_BIN, on the path, or where Debian puts them."""
    named = os.environ.get("ONRECORD_POSTGRES_BIN")
    on_path = shutil.which("initdb")
    candidates = [Path(named)] if named else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoServerError("PostgreSQL is not installed (Debian: apt-get install postgresql; or .ci/postgres.sh)")


def _run(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, capture_output=True, text=True, timeout=120, cwd="/")
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()[-300:]}")


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address (``postgresql://user@127.0.0.1:port/``); stop it at the end."""
    folder = programs()
    # PostgreSQL refuses to run as root; Debian's package brings the user `postgres`.
    user = "postgres" if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
    try:
        if user:
            try:
                shutil.chown(place, user)
            except LookupError:
                raise NoServerError("running as root, and there is no user 'postgres' to start the server as") from None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = place / "data"
        _run([str(folder / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], user)
        options = f"-p {port} -k {place} -h 127.0.0.1 -c fsync=off -c shared_buffers=32MB"
        control = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-t", "60", "-l", str(place / "log")]
        _run([*control, "-o", options, "start"], user)
        try:
            yield f"postgresql://{user or getpass.getuser()}@127.0.0.1:{port}/"
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(place, ignore_errors=True)
