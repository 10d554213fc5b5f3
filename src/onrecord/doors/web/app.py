"""The server put together: guard, pages, REST, static files; and `serve`, which runs it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from onrecord.archive import Archive, open_archive, shown
from onrecord.doors.rest import add_api
from onrecord.doors.server.desk import Desk
from onrecord.doors.server.guard import ANY_ADDRESS, LOOPBACK, Guard, Limits
from onrecord.doors.server.problems import title_of
from onrecord.doors.server.session import Sessions
from onrecord.doors.web.pages import ROUTES
from onrecord.doors.web.rendering import STATIC
from onrecord.doors.web.site import Site, site_of
from onrecord.model.errors import AddressError, OnrecordError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MIN_TOKEN = 12


def make_app(
    opener: Callable[[], Archive],
    *,
    token: str | None = None,
    hosts: Iterable[str] = LOOPBACK,
    limits: Limits | None = None,
    may_fetch: bool = False,
) -> FastAPI:
    """The whole server as an ASGI application. ``opener`` opens an archive; it is called once in each thread.

    ``hosts`` are the names the server answers to; ``may_fetch`` lets visitors have an address fetched and read.
    """
    limits = limits or Limits()
    site = Site(Desk(opener), Sessions(token), limits, may_fetch)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.desk.close()

    # no docs pages: they would load scripts from elsewhere; the description itself is served with the API
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.site = site
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_api(app)
    for path, page, methods in ROUTES:
        app.add_route(path, page, methods=list(methods), include_in_schema=False)
    _on_errors(app)
    app.add_middleware(Guard, hosts=frozenset(h.lower() for h in hosts), limits=limits, refuse=site.refuse)
    return app


def _on_errors(app: FastAPI) -> None:
    Handler = Callable[[Request, Any], Awaitable[Response]]  # noqa: N806

    async def ours(request: Request, error: OnrecordError) -> Response:
        return site_of(request).failed(request, error)

    async def http(request: Request, error: HTTPException) -> Response:
        detail = error.detail
        if detail == title_of(error.status_code):
            allowed = (error.headers or {}).get("allow", (error.headers or {}).get("Allow"))
            detail = f"this address takes {allowed} only" if allowed else "there is no such page here"
        answer = site_of(request).refuse(request, error.status_code, title_of(error.status_code), detail)
        answer.headers.update(error.headers or {})
        return answer

    async def invalid(request: Request, error: RequestValidationError) -> Response:
        lines = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()[:5]]
        return site_of(request).refuse(request, 422, title_of(422), "; ".join(lines))

    async def fault(request: Request, error: Exception) -> Response:
        return site_of(request).refuse(request, 500, title_of(500), f"a fault of the program: {type(error).__name__}")

    handlers: tuple[tuple[type[Exception], Handler], ...] = (
        (OnrecordError, ours),
        (HTTPException, http),
        (RequestValidationError, invalid),
        (Exception, fault),
    )
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)


def serve(
    archive_location: str | Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str | None = None,
    *,
    names: Iterable[str] = (),
    offline: bool = False,
    threads: int = 2,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the record until interrupted. ``names``: further host names to answer to when not on loopback.

    Visitors may have an address fetched on loopback only, and not ``offline``; ``threads`` are the model's.

    Raises RecordMissingError and its kin before listening; AddressError when the token is too short to guard anything.
    """
    import uvicorn

    if token is not None and len(token) < MIN_TOKEN:
        raise AddressError(f"the token must have at least {MIN_TOKEN} characters", item="--token")
    open_archive(archive_location).close()
    hosts = {*LOOPBACK, *names}
    if not _is_loopback(host):
        hosts |= {host, ANY_ADDRESS, socket.gethostname()}
    may_fetch = _is_loopback(host) and not offline
    app = make_app(
        lambda: open_archive(archive_location, threads=threads), token=token, hosts=hosts, may_fetch=may_fetch
    )
    named = f"[{host}]" if ":" in host else host
    announce(f"onrecord serves {shown(str(archive_location))} at http://{named}:{port}/  (stop with Ctrl-C)")
    if token is None:
        announce("read-only: start with --token or ONRECORD_TOKEN to correct and judge")
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=10,
        h11_max_incomplete_event_size=64 * 1024,  # room for long addresses, which the guard bounds
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
