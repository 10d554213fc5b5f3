"""About: what the numbers mean, how accurate this is, its limits, how to dispute a record."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive import languages_read
from onrecord.doors.web.figures import figures
from onrecord.doors.web.site import site_of


async def about(request: Request) -> Response:
    """The page."""
    return await site_of(request).page(
        request, "about.html", page="about", figures=figures(), languages=languages_read()
    )
