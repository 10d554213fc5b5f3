"""The record in other programs' forms, streamed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from onrecord.doors.rest.api import REFUSALS, desk_of
from onrecord.doors.rest.asking import SearchAsked, search_asked
from onrecord.doors.server.desk import Desk

router = APIRouter(responses=REFUSALS)
Form = Literal["jsonl", "csv", "webannotation", "schemaorg", "claimreview", "quotebank", "citron"]
TYPES: dict[str, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "webannotation": "application/ld+json",
    "schemaorg": "application/ld+json",
    "claimreview": "application/ld+json",
    "quotebank": "application/x-ndjson",
    "citron": "application/json",
}
ROWS_MOST = 10_000


@router.get(
    "/export",
    summary="All that matches, in another program's form",
    response_class=StreamingResponse,
    responses={200: {"description": "The statements", "content": {t.partition(";")[0]: {} for t in TYPES.values()}}},
)
async def export(
    request: Request, asked: Annotated[SearchAsked, Depends(search_asked)], format: Form = "jsonl", whole: bool = False
) -> StreamingResponse:
    """``whole`` asks for whole texts; passages only without. At most 10,000 statements."""
    desk: Desk = desk_of(request)
    query = replace(asked.query(), limit=ROWS_MOST)
    pieces = desk.stream(lambda archive, sink: archive.export(format, None, query, snippets=not whole, out=sink.file))
    first = await anext(pieces, b"")  # drawn here, so that a question that fails gets a problem, not half a file

    async def body() -> AsyncIterator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    return StreamingResponse(body(), media_type=TYPES[format])
