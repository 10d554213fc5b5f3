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
from onrecord.doors.web.wordings import threads, told, wordings
from onrecord.model import Comparison, DayCount, Hit, HitPage, Person, PersonCard, Query, Statement
from onrecord.model.attribution import QUOTATION_TYPES
from onrecord.model.errors import NotFoundError, OnrecordError, QueryError

PEOPLE_SHOWN, MOST_PEOPLE = 40, 200
ARTICLES, MOST_ARTICLES = 24, 2000
"""Articles that roles and names are looked up in: at first, and when all are asked for."""
SAID = 12
"""Sightings on a page of a person."""
QUOTED = 8
"""Of the sightings after those on the page, so many that quote, and half as many that quote in part, are looked through."""
FOLLOWED = 40
"""The latest sightings with some words, in which to look for how the wording changed."""
SIGHTINGS_SHOWN = 60
RELATED_SHOWN = 5
ROLES_SHOWN = 12
DAYS_SHOWN = 120
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
    articles = MOST_ARTICLES if whole_life else ARTICLES
    try:
        held, found, spoken = await site.kept(
            ("person", key, words, after, articles), lambda archive: _asked_of(archive, key, words, after, articles)
        )
    except NotFoundError:
        if await site.desk.ask(lambda archive: archive.people(key, limit=1)):
            return RedirectResponse(f"/people?{urlencode({'words': key}, errors='replace')}", 303)
        raise
    own = told(spoken, words)
    portrait = held if isinstance(held, Person) else None
    by_month = portrait is not None and len({one.day for one in portrait.days}) > DAYS_SHOWN
    return await site.page(
        request,
        "person.html",
        page="people",
        person=portrait,
        card=portrait.card if portrait else held,
        found=found,
        words_sought=words or "",
        first_page=after is None,
        whole=whole_life,
        most_articles=MOST_ARTICLES,
        days=timeline(portrait.days, by_month=by_month) if portrait else [],
        by_month=by_month,
        lanes=lanes(portrait.roles, portrait.card.first, portrait.card.last)[:ROLES_SHOWN] if portrait else [],
        picture=network(portrait.addressees, portrait.about)
        if portrait and (portrait.addressees or portrait.about)
        else None,
        wordings=wordings(own) if words else [],
        threads=[] if words else threads(own),
        most_read=FOLLOWED,
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in found.hits},
    )  # fmt: skip


def _asked_of(
    archive: Archive, key: str, words: str | None, after: str | None, articles: int
) -> tuple[Person | PersonCard, HitPage, Sequence[Hit]]:
    """A person, a page of what was said, and the latest sightings, in which to look for how the wording changed.

    Of the person only the card where words are followed, or the pages: who does has seen the rest.
    """
    held = archive.person_card(key) if words or after else archive.person(key, articles=articles)
    query = Query(speaker=key, words=words, after=after, limit=SAID)
    found = archive.search(query)
    if after is not None:
        return held, found, ()
    if found.after is None:
        return held, found, found.hits
    if words:
        return held, found, archive.search(replace(query, sort="date", limit=FOLLOWED)).hits
    # without words the latest come first: what is on the page need not be read again, and of the rest only what quotes
    rest = replace(query, sort="date", after=found.after)
    quoted = archive.latest(replace(rest, quotation="direct", limit=QUOTED))
    partly = archive.latest(replace(rest, quotation="mixed", limit=QUOTED // 2))
    return held, found, (*found.hits, *quoted, *partly)


def timeline(days: Sequence[DayCount], *, by_month: bool) -> list[tuple[str, tuple[int, ...]]]:
    """For each day (or month, which stands as its first day) how many sightings there are of each quotation type."""
    sums: dict[str, Counter[str]] = {}
    for one in days:
        day = one.day[:7] + "-01" if by_month else one.day
        sums.setdefault(day, Counter())[one.quotation] += one.sightings
    return [(day, tuple(sums[day][kind] for kind in QUOTATION_TYPES)) for day in sorted(sums)]


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
