"""What every page needs: the desk, the sessions, the templates, and the way to make a page of them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.archive import Archive
from onrecord.doors.server.desk import Desk
from onrecord.doors.server.guard import Limits
from onrecord.doors.server.problems import problem, status_of, title_of
from onrecord.doors.server.session import Sessions
from onrecord.doors.web.rendering import environment
from onrecord.model import Searched
from onrecord.model.errors import OnrecordError

Answer = TypeVar("Answer")

EXTENT_KEPT_S = 5.0
KEPT_S = 30.0
KEPT_MOST = 256
NAVIGATION = (
    # address, name, key of the page it stands for
    ("/", "Read", "read"),
    ("/search", "Search", "search"),
    ("/people", "People", "people"),
    ("/check", "Check", "check"),
    ("/articles", "Articles", "articles"),
    ("/review", "Review", "review"),
    ("/about", "About", "about"),
)


@dataclass(slots=True)
class Site:
    """One server's pages. ``may_fetch``: visitors may have an address fetched (on loopback only)."""

    desk: Desk
    sessions: Sessions
    limits: Limits
    may_fetch: bool
    templates: Environment = field(default_factory=environment)
    _extent: tuple[float, Searched] | None = None
    _kept: OrderedDict[Hashable, tuple[float, Any]] = field(default_factory=OrderedDict)

    async def extent(self) -> Searched | None:
        """How much the record holds, a few seconds old at most; None where the record cannot be asked."""
        now = time.monotonic()
        if self._extent is None or now - self._extent[0] > EXTENT_KEPT_S:
            try:
                self._extent = (now, await self.desk.ask(lambda archive: archive.extent()))
            except OnrecordError:
                return None
        return self._extent[1]

    async def kept(self, key: Hashable, question: Callable[[Archive], Answer]) -> Answer:
        """The archive's answer, half a minute old at most: for what is drawn from much of the record, and takes long.

        An answer from before something was added to the record is not given again.
        """
        extent = await self.extent()
        key = (key, extent and (extent.articles, extent.attributions))
        now = time.monotonic()
        held = self._kept.get(key)
        if held is None or now - held[0] > KEPT_S:
            held = (now, await self.desk.ask(question))
            self._kept[key] = held
            while len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)
        return cast(Answer, held[1])

    def forget(self) -> None:
        """Somebody decided something: what was kept may be wrong now."""
        self._kept.clear()
        self._extent = None

    async def page(self, request: Request, template: str, status: int = 200, **context: Any) -> Response:
        """A page made of a template. Sets the visitor's key, that forms are checked against."""
        return self.render(request, template, await self.extent(), status, context)

    def render(
        self, request: Request, template: str, extent: Searched | None, status: int, context: Mapping[str, Any]
    ) -> Response:
        """Like `page`, with the extent in hand."""
        page_key = self.sessions.page_key(request)
        shown = self.templates.get_template(template).render(
            request_path=request.url.path,
            navigation=NAVIGATION,
            extent=extent,
            writer=self.sessions.writer(request),
            writable=self.sessions.token is not None,
            form_key=self.sessions.form_key(page_key),
            may_fetch=self.may_fetch,
            **context,
        )
        response = HTMLResponse(shown.encode("utf-8", "replace"), status)
        response.headers["vary"] = "cookie"
        self.sessions.keep_page_key(response, page_key)
        return response

    def refuse(self, request: Request, status: int, title: str, detail: str) -> Response:
        """An error: problem details for programs, a page for people."""
        if request.url.path.startswith("/api/"):
            return problem(status, detail, title=title)
        if wants_json(request):
            return problem(status, detail, title=title)
        return self.render(request, "error.html", None, status, {"page": "error", "title": title, "detail": detail})

    def failed(self, request: Request, error: OnrecordError) -> Response:
        """One of our errors as a response."""
        status = status_of(error)
        return self.refuse(request, status, title_of(status), str(error))


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    return cast(Site, request.app.state.site)


def wants_json(request: Request) -> bool:
    """True for the addresses that give data, not pages."""
    return request.url.path.endswith((".json", ".csv"))
