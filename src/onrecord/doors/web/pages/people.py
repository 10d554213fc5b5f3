"""People and what they said: the list, one person's page, one statement with all its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive import Archive
from onrecord.doors.web.drawing import network
from onrecord.doors.web.pages.forms import asked, whole
from onrecord.doors.web.report import passage_marks
from onrecord.doors.web.site import site_of
from onrecord.model import Comparison, DayCount, Hit, Query, Statement
from onrecord.model.errors import OnrecordError, QueryError

MOST_PEOPLE = 200
MOST_WORDINGS = 12
DAYS_SHOWN = 240
"""More days than this are added up by month, so that a long life stays one table."""


class Wording(NamedTuple):
    """One report of somebody's words, with the words that the one before did not have."""

    hit: Hit
    words: tuple[tuple[str, bool], ...]


async def people(request: Request) -> Response:
    """Who speaks in the record, most reported first."""
    words = asked(request, "words")
    limit = whole(request, "limit", 60, MOST_PEOPLE)
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
    query = Query(speaker=key, words=words, after=after, limit=20)
    held = await site.kept(("person", key), lambda archive: archive.person(key))
    found = await site.desk.ask(lambda archive: archive.search(query))
    return await site.page(
        request,
        "person.html",
        page="people",
        person=held,
        card=held.card,
        found=found,
        words_sought=words or "",
        first_page=after is None,
        days=months(held.days) if len(held.days) > DAYS_SHOWN else held.days,
        picture=network(held.addressees, held.about) if held.addressees or held.about else None,
        wordings=wordings(found.hits) if words else [],
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in found.hits},
    )  # fmt: skip


def months(days: Sequence[DayCount]) -> list[DayCount]:
    """Days added up by month; a month stands as its first day."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in days:
        sums[(one.day[:7] + "-01", one.quotation)] += one.reports
    return [DayCount(day, quotation, number) for (day, quotation), number in sorted(sums.items())]  # type: ignore[arg-type]


def wordings(hits: Sequence[Hit]) -> list[Wording]:
    """The speaker's own words in the order of publication, new words told from those of the report before."""
    dated = [hit for hit in hits if hit.passage.article.published and hit.attribution.verbatim]
    made: list[Wording] = []
    before: list[str] = []
    for hit in sorted(dated, key=lambda one: one.passage.article.published or "")[:MOST_WORDINGS]:
        base = hit.passage.span.start
        now = " ".join(
            hit.passage.text[span.start - base : span.end - base] for span in hit.attribution.verbatim
        ).split()
        blocks = SequenceMatcher(None, [w.lower() for w in before], [w.lower() for w in now], autojunk=False)
        kept = {n for match in blocks.get_matching_blocks() for n in range(match.b, match.b + match.size)}
        made.append(Wording(hit, tuple((word, bool(before) and n not in kept) for n, word in enumerate(now))))
        before = now
    return made


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

    held, compared = await site.desk.ask(ask)
    shown = replace(held, sightings=held.sightings[:60])
    return await site.page(
        request,
        "statement.html",
        page="search",
        statement=shown,
        number=len(held.sightings),
        compared=compared,
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in shown.sightings},
    )  # fmt: skip


async def compare(request: Request) -> Response:
    """How each outlet has some words: the same page for words instead of a statement."""
    site = site_of(request)
    about = asked(request, "about")
    if about is None:
        raise QueryError("say what to compare: /compare?about=…")
    compared = await site.desk.ask(lambda archive: archive.compare(about))
    return await site.page(request, "compare.html", page="search", compared=compared, about=about)
