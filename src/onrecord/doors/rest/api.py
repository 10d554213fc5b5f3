"""The routes. Each puts one question to the archive and sends the answer as it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.doors.rest import shapes
from onrecord.doors.rest.asking import SearchAsked, only_known, request_of, search_asked
from onrecord.doors.server.desk import Desk
from onrecord.doors.server.plain import answer
from onrecord.doors.server.problems import PROBLEM_TYPE, Problem, title_of
from onrecord.doors.server.session import Sessions
from onrecord.model import (
    ArticleList,
    CheckAnswer,
    HitPage,
    Judgement,
    Person,
    PersonCard,
    ReviewItem,
    Revision,
    Searched,
    Statement,
)
from onrecord.model.checking import check_contract, comparison_contract
from onrecord.model.document import as_contract
from onrecord.model.errors import QueryError
from onrecord.model.keeping import Change, Correction, Verification


def _refused(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": title_of(status), "content": content} for status in statuses}


REFUSALS = _refused(400, 404, 413, 414, 421, 422, 429, 500, 503)
WRITING = _refused(401, 403, 409, 507)
router = APIRouter(prefix="/api", responses=REFUSALS, dependencies=[Depends(only_known)])
_bearer = HTTPBearer(auto_error=False, description="The token that the server was started with.")

IdAsked = Annotated[str, Query(min_length=1, max_length=shapes.FIELD_LIMIT)]
WordsAsked = Annotated[str | None, Query(max_length=shapes.FIELD_LIMIT)]
LimitAsked = Annotated[int, Query(ge=1, le=shapes.LIMIT_MOST)]


def desk_of(request: Request) -> Desk:
    """The desk of this server."""
    desk: Desk = request.app.state.site.desk
    return desk


DeskHere = Annotated[Desk, Depends(desk_of)]


def writer(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Lets holders of the token pass. 403 where the server has none, 401 where it was not given."""
    sessions: Sessions = request.app.state.site.sessions
    if sessions.token is None:
        raise HTTPException(403, "this server is read-only: it was started without a token")
    if given is None or not sessions.admits(given.credentials):
        raise HTTPException(401, "the token is missing or wrong", headers={"WWW-Authenticate": "Bearer"})


@router.get("/extent", response_model=Searched, summary="How much the record holds")
async def extent(desk: DeskHere) -> Response:
    return answer(asdict(await desk.ask(lambda archive: archive.extent())))


@router.get("/search", response_model=HitPage, summary="Sightings of statements that match")
async def search(desk: DeskHere, asked: Annotated[SearchAsked, Depends(search_asked)]) -> Response:
    query = asked.query()
    ask = desk.ask if query.like is None else desk.read  # the vectors are held once, by the thread that has the model
    return answer(asdict(await ask(lambda archive: archive.search(query))))


@router.get(
    "/facets",
    response_model=dict[str, dict[str, int]],
    summary="Counts of sightings by speaker, outlet, type and so on",
)
async def facets(desk: DeskHere, asked: Annotated[SearchAsked, Depends(search_asked)]) -> Response:
    query = asked.query()
    return answer(await desk.ask(lambda archive: archive.facets(query)))


@router.get("/articles", response_model=ArticleList, summary="Articles held, latest published first, by pages")
async def articles(
    desk: DeskHere,
    words: WordsAsked = None,
    outlet: WordsAsked = None,
    after: Annotated[str | None, Query(max_length=40, description="Cursor of an earlier page.")] = None,
    limit: LimitAsked = 50,
) -> Response:
    return answer(
        asdict(await desk.ask(lambda archive: archive.articles_listed(words, outlet=outlet, after=after, limit=limit)))
    )


@router.get("/article", response_model=shapes.DocumentShape, summary="One article with its attributions")
async def article(
    desk: DeskHere, id: IdAsked, revision: Annotated[int | None, Query(ge=1, le=1_000_000)] = None
) -> Response:
    return answer(as_contract(await desk.ask(lambda archive: archive.document(id, revision))))


@router.get("/revisions", response_model=list[Revision], summary="The revisions of an article, oldest first")
async def revisions(desk: DeskHere, id: IdAsked) -> Response:
    return answer([asdict(one) for one in await desk.ask(lambda archive: archive.revisions(id))])


@router.get("/changes", response_model=list[Change], summary="What became of each statement since the revision before")
async def changes(
    desk: DeskHere, id: IdAsked, revision: Annotated[int | None, Query(ge=1, le=1_000_000)] = None
) -> Response:
    return answer([asdict(one) for one in await desk.ask(lambda archive: archive.changes(id, revision))])


@router.get("/people", response_model=list[PersonCard], summary="Who speaks in the record, most reported first")
async def people(desk: DeskHere, words: WordsAsked = None, limit: LimitAsked = 50) -> Response:
    return answer([asdict(one) for one in await desk.ask(lambda archive: archive.people(words, limit=limit))])


@router.get("/person", response_model=Person, summary="One person: names, roles, to whom, about whom")
async def person(
    desk: DeskHere,
    id: IdAsked,
    articles: Annotated[
        int,
        Query(ge=1, le=2000, description="Roles and names are looked up in so many articles, spread over the time."),
    ] = 24,
) -> Response:
    return answer(asdict(await desk.ask(lambda archive: archive.person(id, articles=articles))))


@router.get("/statement", response_model=Statement, summary="One statement with all sightings of it")
async def statement(desk: DeskHere, id: IdAsked) -> Response:
    return answer(asdict(await desk.ask(lambda archive: archive.statement(id))))


@router.get("/compare", response_model=shapes.ComparisonShape, summary="One utterance as each report has it")
async def compare(desk: DeskHere, about: IdAsked) -> Response:
    return answer(comparison_contract(await desk.ask(lambda archive: archive.compare(about))))


@router.post("/check", response_model=CheckAnswer, summary="Did they really say that?")
async def check(desk: DeskHere, body: shapes.CheckBody) -> Response:
    asking = request_of(body)
    return answer(check_contract(await desk.ask(lambda archive: archive.check(asking))))


@router.post("/check-many", response_model=list[shapes.CheckedShape], summary="Many quotations, answered in order")
async def check_many(desk: DeskHere, body: shapes.ChecksBody) -> Response:
    asking = [request_of(one) for one in body.checks]
    found = await desk.read(lambda archive: list(archive.check_many(asking, processes=None)))
    return answer([
        {"answer": None, "error": str(one)} if isinstance(one, QueryError) else {"answer": check_contract(one), "error": None}
        for one in found
    ])  # fmt: skip


@router.post("/check-draft", response_model=list[shapes.DraftCheckShape], summary="Every quotation of a draft, checked")
async def check_draft(desk: DeskHere, body: shapes.DraftBody) -> Response:
    checks = await desk.read(lambda archive: list(archive.check_draft(body.text)))
    return answer([{"span": list(one.span), "answer": check_contract(one.answer)} for one in checks])


@router.post("/read", response_model=shapes.DocumentShape, summary="Who said what in a report; nothing is kept")
async def read(desk: DeskHere, body: shapes.ArticleBody) -> Response:
    from onrecord.doors.rest.asking import article_of

    sent = article_of(body)
    return answer(as_contract(await desk.read(lambda archive: archive.read(sent))))


@router.get("/review", response_model=list[ReviewItem], summary="What is doubtful, most doubtful first")
async def review(desk: DeskHere, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Response:
    return answer([asdict(one) for one in await desk.ask(lambda archive: list(archive.review_queue(limit)))])


@router.get("/decisions", response_model=list[Judgement | Correction], summary="Who decided what, latest first")
async def decisions(desk: DeskHere, limit: LimitAsked = 50) -> Response:
    return answer([asdict(one) for one in await desk.ask(lambda archive: archive.decisions(limit))])


@router.get("/verify", response_model=Verification, summary="Is the record whole?")
async def verify(desk: DeskHere) -> Response:
    return answer(await desk.ask(lambda archive: archive.verify()))


# -- writing: with the token only ------------------------------------------------------------------------------------

Writing = [Depends(writer)]


@router.post(
    "/articles", response_model=shapes.ReceiptShape, dependencies=Writing, responses=WRITING, summary="Add a report"
)
async def add(desk: DeskHere, body: shapes.ArticleBody) -> Response:
    from onrecord.doors.rest.asking import article_of

    sent = article_of(body)
    return answer(asdict(await desk.read(lambda archive: archive.add([sent]))))


@router.post(
    "/judgements", response_model=Judgement, dependencies=Writing, responses=WRITING,
    summary="Say that two people or statements are the same, different, or not to be told",
)  # fmt: skip
async def judge(desk: DeskHere, body: shapes.JudgementBody) -> Response:
    if body.left == body.right:
        raise HTTPException(409, "left and right are the same")
    made = await desk.ask(
        lambda archive: archive.judge(
            body.left, body.right, body.decision, by=body.by, reason=body.reason, about=body.about
        )
    )
    return answer(asdict(made))


@router.post(
    "/corrections", response_model=shapes.Corrected, dependencies=Writing, responses=WRITING,
    summary="Correct what the program found",
)  # fmt: skip
async def correct(desk: DeskHere, body: shapes.CorrectionBody) -> Response:
    value = body.value.model_dump(exclude_none=True) if body.value else None
    await desk.ask(lambda archive: archive.correct(body.attribution, body.kind, value, by=body.by, why=body.why))
    return answer({"attribution": body.attribution, "kind": body.kind, "by": body.by})


def add_api(app: FastAPI) -> None:
    """Add the routes and their description (OpenAPI 3.1, at /api/openapi.json) to an application that has a site."""
    from onrecord import __version__
    from onrecord.doors.rest.export import router as exporting
    from onrecord.doors.rest.telling import router as telling

    app.include_router(router)
    app.include_router(exporting, prefix="/api", dependencies=[Depends(only_known)])
    app.include_router(telling, prefix="/api", responses=REFUSALS, dependencies=[Depends(only_known)])

    plain_description = app.openapi

    def description() -> dict[str, Any]:
        """As FastAPI makes it, with the shape of our problem details in it."""
        if app.openapi_schema is None:
            made = plain_description()
            made["components"]["schemas"]["Problem"] = TypeAdapter(Problem).json_schema()
        return plain_description()

    app.openapi = description  # type: ignore[method-assign]
    app.version = __version__

    async def described(request: Request) -> Response:
        return answer(request.app.openapi())

    app.add_route("/api/openapi.json", described, methods=["GET"], include_in_schema=False)
