"""The pages, one module each: address, the function that makes it, methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from onrecord.doors.web.pages import about, reading

Page = Callable[[Request], Awaitable[Response]]

ROUTES: tuple[tuple[str, Page, tuple[str, ...]], ...] = (
    ("/", reading.read_form, ("GET",)),
    ("/read", reading.read_post, ("POST",)),
    ("/read", reading.read_form, ("GET",)),
    ("/about", about.about, ("GET",)),
)
