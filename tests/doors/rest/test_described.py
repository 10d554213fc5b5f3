# ruff: noqa: E402
"""The API keeps to its own description: a bounded run of generated requests finds nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

sys.path.insert(0, str(Path(__file__).parents[1]))
schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")


from fake_archive import FakeArchive
from gold_documents import gold_documents

from onrecord.doors.server.guard import Limits
from onrecord.doors.web import make_app

TOKEN = "a token for the tests"
ARCHIVE = FakeArchive(gold_documents()[:1])
APP = make_app(
    lambda: ARCHIVE,  # type: ignore[arg-type,return-value]
    token=TOKEN,
    hosts=["testserver", "localhost", "127.0.0.1"],
    limits=Limits(burst=10**6, costly_burst=10**6),
)
schema = schemathesis.openapi.from_asgi("/api/openapi.json", APP)


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_api(case: Any) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"})
