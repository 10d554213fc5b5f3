"""People and what they said: the list, one person's page, one statement with all its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.doors.web.drawing import lanes, network, spreads
from onrecord.doors.web.pages.forms import asked, whole
from onrecord.doors.web.report import passage_marks
from onrecord.doors.web.site import site_of
from onrecord.doors.web.versions import Heading, heading, laid_out
from onrecord.doors.web.wordings import READ, Told, threads, told, wordings
from onrecord.model import Comparison, DayCount, Query, Statement
from onrecord.model.errors import NotFoundError, OnrecordError, QueryError

PEOPLE_SHOWN, MOST_PEOPLE = 40, 200
ARTICLES, MOST_ARTICLES = 100, 2000
"""Articles that roles and names are looked up in: at first, and when all are asked for."""
SIGHTINGS_SHOWN = 60
RELATED_SHOWN = 5
ROLES_SHOWN = 12
DAYS_SHOWN = 240
"""More days than this are added up by month, so that a long life stays one table."""


async def people(request: Request) -> Response:
    """Who speaks in the record, most reported first."""
    words = asked(request, "words")
    limit = whole(request, "limit", PEOPLE_SHOWN, MOST_PEOPLE)
    cards = await site_of(request).kept(
        ("people", words, limit), lambda archive: list(archive.people(words, limit=limit))
    )
    return await site_of(request).page(
        request, "people.html", page="people", cards=cards, sought=words or "", limit=limit, most=MOST_PEOPLE
    )


async def person(request: Request) -> Response:
    """One person: names, roles, a timeline, to whom and about whom, and the statements, narrowed by words."""
    site = site_of(request)
    key = asked(request, "id")
    if key is None:
        raise QueryError("say who: /person?id=…")
    words, after = asked(request, "words"), asked(request, "after")
    whole_life = asked(request, "whole") is not None
    query = Query(speaker=key, words=words, after=after, limit=20)
    try:
        articles = MOST_ARTICLES if whole_life else ARTICLES
        held = await site.kept(("person", key, articles), lambda archive: archive.person(key, articles=articles))
    except NotFoundError:
        if await site.desk.ask(lambda archive: archive.people(key, limit=1)):
            return RedirectResponse(f"/people?{urlencode({'words': key}, errors='replace')}", 303)
        raise
    found = await site.kept(query, lambda archive: archive.search(query))
    own: list[Told] = []
    if after is None:
        spoken = replace(query, sort="date", limit=READ)
        own = told((await site.kept(("told", key, words), lambda archive: archive.search(spoken))).hits, words)
    return await site.page(
        request,
        "person.html",
        page="people",
        person=held,
        card=held.card,
        found=found,
        words_sought=words or "",
        first_page=after is None,
        whole=whole_life,
        most_articles=MOST_ARTICLES,
        days=months(held.days) if len(held.days) > DAYS_SHOWN else held.days,
        by_month=len(held.days) > DAYS_SHOWN,
        lanes=lanes(held.roles, held.card.first, held.card.last)[:ROLES_SHOWN],
        picture=network(held.addressees, held.about) if held.addressees or held.about else None,
        wordings=wordings(own) if words else [],
        threads=[] if words else threads(own),
        most_read=READ,
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in found.hits},
    )  # fmt: skip


def months(days: Sequence[DayCount]) -> list[DayCount]:
    """Days added up by month; a month stands as its first day."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in days:
        sums[(one.day[:7] + "-01", one.quotation)] += one.sightings
    return [DayCount(day, quotation, number) for (day, quotation), number in sorted(sums.items())]  # type: ignore[arg-type]


async def statement(request: Request) -> Response:
    """One statement: every report of it side by side, what each left out, how it spread."""
    site = site_of(request)
    key = asked(request, "id")
    if key is None:
        raise QueryError("say which statement: /statement?id=…")

    def ask(archive: Archive) -> tuple[Statement, Comparison | None]:
        held = archive.statement(key)
        if len(held.sightings) < 2:
            return held, None
        try:
            return held, archive.compare(held.id)
        except OnrecordError:  # the passages stand on their own where they cannot be aligned
            return held, None

    held, compared = await site.kept(("statement", key), ask)
    shown = replace(held, sightings=held.sightings[:SIGHTINGS_SHOWN])
    related = await site.desk.ask(lambda archive: [_told(archive, one) for one in held.related[:RELATED_SHOWN]])
    return await site.page(
        request,
        "statement.html",
        page="search",
        statement=shown,
        number=len(held.sightings),
        heading=heading(held.sightings),
        related=[one for one in related if one],
        outlets=len({one.passage.article.outlet for one in held.sightings if one.passage.article.outlet}),
        compared=compared,
        laid=laid_out(compared) if compared else [],
        pictures=spreads(compared.versions) if compared else (),
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in shown.sightings},
    )  # fmt: skip


def _told(archive: Archive, key: str) -> tuple[Statement, Heading] | None:
    """A statement with the words to show it by; None where it is no longer shown."""
    try:
        held = archive.statement(key)
    except NotFoundError:
        return None
    words = heading(held.sightings)
    return (held, words) if words else None


async def compare(request: Request) -> Response:
    """How each outlet has some words: the same page for words instead of a statement."""
    site = site_of(request)
    about = asked(request, "about")
    if about is None:
        raise QueryError("say what to compare: /compare?about=…")
    compared = await site.kept(("compare", about), lambda archive: archive.compare(about))
    return await site.page(
        request, "compare.html", page="search", compared=compared, about=about, laid=laid_out(compared),
        pictures=spreads(compared.versions),
    )  # fmt: skip
