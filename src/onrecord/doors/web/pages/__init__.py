"""The pages, one module each: address, the function that makes it, methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from onrecord.doors.web.pages import about, articles, checking, people, reading, reviewing, searching

Page = Callable[[Request], Awaitable[Response]]

ROUTES: tuple[tuple[str, Page, tuple[str, ...]], ...] = (
    ("/", reading.read_form, ("GET",)),
    ("/read", reading.read_post, ("POST",)),
    ("/read", reading.read_form, ("GET",)),
    ("/search", searching.search, ("GET",)),
    ("/search.json", searching.search_json, ("GET",)),
    ("/search.csv", searching.search_csv, ("GET",)),
    ("/articles", articles.articles, ("GET",)),
    ("/article", articles.article, ("GET",)),
    ("/people", people.people, ("GET",)),
    ("/person", people.person, ("GET",)),
    ("/statement", people.statement, ("GET",)),
    ("/compare", people.compare, ("GET",)),
    ("/check", checking.check, ("GET",)),
    ("/check", checking.check_draft, ("POST",)),
    ("/review", reviewing.review, ("GET",)),
    ("/review", reviewing.decide, ("POST",)),
    ("/sign-in", reviewing.sign_in, ("POST",)),
    ("/sign-out", reviewing.sign_out, ("POST",)),
    ("/about", about.about, ("GET",)),
)
