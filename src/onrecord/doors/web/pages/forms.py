"""What pages are asked with: fields of forms and addresses, cleaned; posted forms checked to be ours."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, get_args, get_type_hints

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from onrecord.doors.server.problems import DoorError
from onrecord.doors.web.site import site_of
from onrecord.model import Query
from onrecord.model.errors import QueryError

PAGE = 20
MOST = 200
FIELD_LIMIT = 2_000
_HINTS = get_type_hints(Query)
_CHOICES: dict[str, tuple[str, ...]] = {
    **{name: get_args(get_args(_HINTS[name])[0]) for name in ("quotation", "mode", "act", "commitment")},
    "sort": get_args(_HINTS["sort"]),
}


class FormError(DoorError):
    """A form that did not come from one of our pages, or is too old."""

    status = 403


async def posted(request: Request) -> FormData:
    """The fields of a form of ours. Raises FormError for any other."""
    form = await request.form(max_files=1, max_fields=60, max_part_size=site_of(request).limits.body)
    if not site_of(request).sessions.ours(request, form.get("form_key")):
        raise FormError("this form has expired or came from another site", remedy="load the page again and resend")
    return form


def text_of(form: FormData, name: str) -> str:
    """A text field, with the line ends that people write (browsers send CRLF)."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def upload_of(form: FormData, name: str) -> UploadFile | None:
    """A file field, None where no file was chosen."""
    value = form.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None


def asked(request: Request, name: str) -> str | None:
    """One parameter of the address, None when absent or blank."""
    value = request.query_params.get(name, "").strip()
    if len(value) > FIELD_LIMIT:
        raise QueryError(f"longer than {FIELD_LIMIT} characters", item=name)
    return value or None


def whole(request: Request, name: str, default: int, most: int) -> int:
    """A parameter that is a whole number from 1 to ``most``. Raises QueryError."""
    value = asked(request, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise QueryError(f"must be a whole number from 1 to {most}", item=name)
    return int(value)


def query_of(request: Request) -> Query:
    """The search that an address stands for. Raises QueryError where a field is not of its kind."""
    given: dict[str, Any] = {}
    for name in (field.name for field in fields(Query)):
        value = asked(request, name)
        if value is None:
            continue
        if name in _CHOICES and value not in _CHOICES[name]:
            raise QueryError(f"must be one of {', '.join(_CHOICES[name])}", item=name)
        if name in ("since", "until"):
            value = _day(name, value)
        given[name] = value
    if "min_confidence" in given:
        given["min_confidence"] = _share(given["min_confidence"])
    given["limit"] = whole(request, "limit", PAGE, MOST)
    return Query(**given)


def parts_of(query: Query) -> dict[str, object]:
    """The fields of a search as they stand in an address, less the cursor and the defaults."""
    standing = {field.name: field.default for field in fields(query)} | {"limit": PAGE}
    given: dict[str, object] = {name: getattr(query, name) for name in standing}
    return {name: None if name == "after" or value == standing[name] else value for name, value in given.items()}


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise QueryError("must be a day such as 2026-05-04", item=name) from None


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise QueryError("must be a number from 0 to 1", item="min_confidence")
    return share
