"""Errors as a door shows them: a status, a title and one line; problem details (RFC 9457) for programs."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response
from typing_extensions import TypedDict  # typing.TypedDict will do from Python 3.12

from onrecord.doors.server.desk import OverloadedError
from onrecord.model import errors

PROBLEM_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[errors.OnrecordError], int], ...] = (
    # the first that fits
    (errors.NotFoundError, 404),
    (errors.QueryError, 400),
    (errors.LimitError, 413),
    (errors.InputError, 422),
    (errors.AddressError, 422),
    (errors.RecordMissingError, 503),
    (errors.RecordBusyError, 503),
    (errors.RecordFullError, 507),
    (errors.RecordError, 500),
    (errors.MissingExtraError, 501),
    (OverloadedError, 503),
)


class Problem(TypedDict):
    """Problem details: ``type`` is "about:blank" where the status says it all."""

    type: str
    title: str
    status: int
    detail: str


class DoorError(errors.OnrecordError):
    """A request turned away at the door, whatever the archive would say; ``status`` is the HTTP status."""

    exit_code = 2
    status = 400


def status_of(error: errors.OnrecordError) -> int:
    """The HTTP status for one of our errors."""
    if isinstance(error, DoorError):
        return error.status
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def title_of(status: int) -> str:
    """The status in words."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def problem(status: int, detail: str, *, title: str | None = None) -> Response:
    """A response of problem details."""
    body: Problem = {"type": "about:blank", "title": title or title_of(status), "status": status, "detail": detail}
    return Response(json.dumps(body), status, media_type=PROBLEM_TYPE)
