"""Search: words and facets over all reported statements; the same answer as CSV and JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, fields, replace
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.doors.rest.asking import refuse_others
from onrecord.doors.server.plain import answer
from onrecord.doors.web.pages.forms import PAGE, parts_of, query_of
from onrecord.doors.web.report import passage_marks
from onrecord.doors.web.site import site_of
from onrecord.model import FACETED, HitPage, Query
from onrecord.model.errors import QueryError

FACETS = ("speaker", "outlet", "quotation", "act", "mode", "commitment")
FACET_VALUES = 8
CSV_ROWS = 10_000


class _Result(NamedTuple):
    page: HitPage
    facets: dict[str, dict[str, int]]


async def search(request: Request) -> Response:
    """The page of results; without a question, the latest of the record."""
    site = site_of(request)
    trouble, status = None, 200
    try:
        query = query_of(request)
        counted = replace(query, after=None, limit=PAGE)
        found = _Result(
            # what is near by sense is held once, by the thread that has the model; counts would be of everything
            await (site.desk.read if query.like else site.desk.ask)(lambda archive: archive.search(query)),
            {} if query.like else await site.kept(("facets", counted), lambda archive: archive.facets(counted)),
        )
    except QueryError as error:
        query, trouble, status = Query(), str(error), 400
        found = _Result(HitPage((), 0), {})
    parts = parts_of(query)
    return await site.page(
        request,
        "search.html",
        status,
        page="search",
        query=query,
        parts=parts,
        found=found.page,
        facets=[(name, _top(found.facets.get(name, {}), parts.get(name))) for name in FACETS],
        narrowed=any(value for name, value in parts.items() if name not in ("words", "like", "sort", "limit")),
        faceted=FACETED,
        trouble=trouble,
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for hit in found.page.hits},
    )  # fmt: skip


def _top(counts: dict[str, int], chosen: object) -> list[tuple[str, int]]:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
    return [item for item in most if item[0] != chosen]


def _asked_by_a_program(request: Request) -> Query:
    """The search of an address that a program asks. A page bears what mail and other sites hang on an address; a program
    that misspells a parameter must not get an answer to another question. Raises QueryError."""
    refuse_others(request, [field.name for field in fields(Query)])
    return query_of(request)


async def search_json(request: Request) -> Response:
    """One page of results as JSON, as the REST API gives it."""
    query = _asked_by_a_program(request)
    return answer(asdict(await site_of(request).desk.ask(lambda archive: archive.search(query))))


async def search_csv(request: Request) -> Response:
    """All results, up to a limit, as CSV (one statement a row, formula-safe)."""
    query = replace(_asked_by_a_program(request), limit=CSV_ROWS)
    pieces = site_of(request).desk.stream(lambda archive, sink: archive.export("csv", None, query, out=sink.file))
    first = await anext(pieces, b"")  # drawn here, so that a question that fails gets an error page

    async def body() -> AsyncIterator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    headers = {"content-disposition": 'attachment; filename="onrecord.csv"'}
    return StreamingResponse(body(), media_type="text/csv; charset=utf-8", headers=headers)
