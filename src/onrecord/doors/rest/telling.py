"""What pages tell beside the archive's answers, as JSON: how somebody's wording changed, what the numbers mean."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord import model
from onrecord.archive import languages_read
from onrecord.doors.rest import shapes
from onrecord.doors.server.plain import answer
from onrecord.doors.web.figures import figures
from onrecord.doors.web.wording import BANDS, DOUBTFUL
from onrecord.doors.web.wordings import READ, Wording, threads, told, wordings
from onrecord.model.errors import NotFoundError

router = APIRouter()


@router.get("/wordings", response_model=list[shapes.ThreadShape], summary="How somebody's wording changed over time")
async def wordings_of(
    request: Request,
    id: Annotated[str, Query(min_length=1, max_length=shapes.FIELD_LIMIT)],
    words: Annotated[str | None, Query(max_length=shapes.FIELD_LIMIT)] = None,
) -> Response:
    if not any(ch.isalnum() for ch in id):
        raise NotFoundError("nobody of that key or name speaks here", item=id)
    query = model.Query(speaker=id, words=words or None, sort="date", limit=READ)
    page = await request.app.state.site.desk.ask(lambda archive: archive.search(query))
    stretches = told(page.hits, words)
    if words:
        return answer([{"phrase": None, "wordings": [_wording(one) for one in wordings(stretches)]}])
    found = threads(stretches)
    return answer([{"phrase": one.phrase, "wordings": [_wording(each) for each in one.wordings]} for one in found])


def _wording(one: Wording) -> dict[str, Any]:
    return {
        "attribution": one.hit.attribution.id,
        "statement": one.hit.statement,
        "article": asdict(one.hit.passage.article),
        "pieces": [asdict(piece) for piece in one.pieces],
        "again": one.again,
    }


@router.get(
    "/about", response_model=shapes.AboutShape, summary="What the numbers mean: accuracy as measured, languages"
)
async def about() -> Response:
    from onrecord import __version__

    return answer(
        {
            "version": __version__,
            "languages": list(languages_read()),
            "doubtful_below": DOUBTFUL,
            "bands": [{"least": least, "words": words} for least, words in BANDS],
            "figures": asdict(figures()),
        }
    )
