"""What is asked over REST, as the model's questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Query as Asked
from fastapi import Request

from onrecord.archive import language_of
from onrecord.doors.rest.shapes import LIMIT_MOST, ArticleBody, CheckBody, Day
from onrecord.model import Article, CheckRequest, Query
from onrecord.model.attribution import Act, Commitment, Mode, QuotationType
from onrecord.model.errors import QueryError

PART_LIMIT = 300
"""Most characters of one parameter: all of them together still fit into one address."""
Words = Annotated[str | None, Asked(max_length=PART_LIMIT)]
Key = Annotated[str | None, Asked(max_length=3 * PART_LIMIT)]
DayAsked = Annotated[Day | None, Asked()]


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """The fields of a search as they came."""

    fields: dict[str, object]

    def query(self) -> Query:
        """As the model has it."""
        return Query(**self.fields)  # type: ignore[arg-type]


def search_asked(
    words: Words = None,
    speaker: Words = None,
    addressee: Words = None,
    about: Words = None,
    outlet: Words = None,
    since: DayAsked = None,
    until: DayAsked = None,
    quotation: QuotationType | None = None,
    mode: Mode | None = None,
    act: Act | None = None,
    commitment: Commitment | None = None,
    min_confidence: Annotated[float | None, Asked(ge=0, le=1, allow_inf_nan=False)] = None,
    article: Key = None,
    statement: Key = None,
    like: Annotated[str | None, Asked(max_length=PART_LIMIT, description="Said something like this.")] = None,
    sort: Literal["relevance", "date"] = "relevance",
    limit: Annotated[int, Asked(ge=1, le=LIMIT_MOST)] = 20,
    after: Annotated[str | None, Asked(max_length=PART_LIMIT, description="Cursor of an earlier page.")] = None,
) -> SearchAsked:
    """The parameters of a search; all that is given must hold."""
    given = {name: value for name, value in locals().items() if value not in (None, "")}
    for name in ("since", "until"):
        if isinstance(given.get(name), date):
            given[name] = given[name].isoformat()
    return SearchAsked(given)


def only_known(request: Request) -> None:
    """Refuses a parameter that the route has none of: left out of account, it would answer another question than was asked.

    Raises QueryError naming those there are.
    """
    # by the description of the API, which is what a caller can know
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    described = request.app.openapi()["paths"][path][request.method.lower()]
    refuse_others(request, [one["name"] for one in described.get("parameters", ()) if one["in"] == "query"])


def refuse_others(request: Request, known: Sequence[str]) -> None:
    """Refuses a request with another parameter than ``known`` ones. Raises QueryError naming those."""
    unknown = next((name for name in request.query_params if name not in known), None)
    if unknown is not None:
        there_are = f"there are {', '.join(known)}" if known else "none is taken here"
        raise QueryError(f"{unknown[:40]}: no such parameter; {there_are}")


def request_of(body: CheckBody) -> CheckRequest:
    """A quotation sent as JSON, as a question."""
    return CheckRequest(
        body.quote,
        body.speaker,
        body.occasion,
        body.since.isoformat() if body.since else None,
        body.until.isoformat() if body.until else None,
    )


def article_of(body: ArticleBody) -> Article:
    """A report sent as JSON, as an article."""
    return Article(
        id=body.id,
        text=body.text,
        url=body.url,
        outlet=body.outlet,
        title=body.title,
        published=body.published.isoformat() if body.published else None,
        language=body.language or language_of(body.text),
    )
