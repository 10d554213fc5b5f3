"""The API keeps to its own description: a bounded run of generated requests, on a real record, finds nothing."""
# ruff: noqa: E402

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

sys.path.insert(0, str(Path(__file__).parents[1]))
schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")

from gold_documents import gold_documents

from onrecord.archive import open_archive
from onrecord.doors.server.guard import Limits
from onrecord.doors.web import make_app

TOKEN = "a token for the tests"
RECORD = Path(mkdtemp(prefix="onrecord-tests-")) / "record.sqlite"
with open_archive(RECORD) as filled:
    for document in gold_documents()[:2]:
        filled.store.add(document)
APP = make_app(
    lambda: open_archive(RECORD),
    token=TOKEN,
    hosts=["testserver"],
    limits=Limits(rate=1e6, burst=10**6, costly_rate=1e6, costly_burst=10**6),
)
schema = schemathesis.openapi.from_asgi("/api/openapi.json", APP)


# No schema says "with a word in it", "a cursor of an earlier page" or "not after the other day"; others are refused with
# the reason (`test_api`).
WORDED = ("quote", "words", "about", "addressee", "like")


def _worded(fields: Any) -> bool:
    if not isinstance(fields, dict):
        return True
    if isinstance(fields.get("after"), str):
        return False
    if (
        isinstance(fields.get("since"), str)
        and isinstance(fields.get("until"), str)
        and fields["since"] > fields["until"]
    ):
        return False
    given = [fields[name] for name in WORDED if isinstance(fields.get(name), str) and fields[name]]
    return all(any(ch.isascii() and ch.isalnum() for ch in text) for text in given)


@schema.hook
def filter_body(context: Any, body: Any) -> bool:
    return _worded(body)


@schema.hook
def filter_query(context: Any, query: Any) -> bool:
    return _worded(query)


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_api(case: Any) -> None:
    # how long the model takes on a busy machine is not what is tested here
    case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=120)
