"""Servers, and a Chromium to visit them with; skipped where there is no Chromium."""
# ruff: noqa: E402

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "doors")]

from looking import WIDE
from serving import serving


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the server over the fake archive is."""
    from fake_archive import FakeArchive
    from gold_documents import gold_documents

    held = FakeArchive(gold_documents())
    with serving(lambda: held) as at:
        yield at


@pytest.fixture
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Opens a page; whatever the browser complains of on the way fails the test."""
    contexts, complaints = [], []

    def opened(
        path: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", script: bool = True, at: str | None = None
    ) -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
            bypass_csp=False,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((at or request.getfixturevalue("address")) + path, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    # the browser itself reports the 404 that one page is there to show
    assert [told for told in complaints if "404" not in told] == []
