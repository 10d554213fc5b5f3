"""Searching at the command line, on the page and over REST: what is told where nothing is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.archive import open_archive
from onrecord.doors.cli.app import cli
from onrecord.model import Article, Attribution, Confidence, Document, Span, Speaker, attribution_id, text_hash

TEXT = "Ilda Marrow said the ferry would stop in May."
LATER = "This report was withdrawn."


@pytest.fixture
def record(tmp_path: Path) -> str:
    """One report, which the outlet has since put another text in the place of."""
    content = (Span(17, 44),)
    one = Attribution(
        id=attribution_id(text_hash(TEXT), content), quotation="indirect", source=(Span(0, 11),), cue=(Span(12, 16),),
        content=content, verbatim=(), insertions=(), speaker=Speaker("Ilda Marrow", "person", Span(0, 11), "named", "e1"),
        addressee=None, occasion=None, when=None, mode="speech", act="STATE", commitment="asserted", repeats=None,
        notes=(), confidence=Confidence(0.9, 0.9),
    )  # fmt: skip
    place = str(tmp_path / "record.sqlite")
    with open_archive(place) as archive:
        archive.store.add(Document(Article("ferry.txt", TEXT), (), (one,)))
        archive.store.add(Document(Article("ferry.txt", LATER), (), ()))
    return place


@pytest.fixture
def client(record: str) -> Iterator[Any]:
    testing = pytest.importorskip("fastapi.testclient")
    from onrecord.doors.web.app import make_app

    with testing.TestClient(make_app(lambda: open_archive(record), hosts=["testserver"])) as made:
        yield made


def onrecord(record: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--record", record], catch_exceptions=False)


def test_a_search_that_finds_nothing_says_why(record: str) -> None:
    done = onrecord(record, "search", "ferry")
    assert done.exit_code == 1
    assert "0 shown of 0 sightings, 0 reports, 0 statements" in done.stderr
    assert "1 that matches stands only in an earlier revision" in done.stderr
    assert 'onrecord show "ferry.txt" --revision 1' in done.stderr, "where to see it"
    onrecord(record, "suppress", "Ilda Marrow", "--by", "Ada")
    hidden = onrecord(record, "search", "ferry").stderr
    assert "earlier revision" not in hidden
    assert "1 tombstone stands in this record" in hidden


def test_programs_and_pages_are_told_the_same(record: str, client: Any) -> None:
    told = {"earlier": 1, "struck": 0, "tombstones": 0, "where": [["ferry.txt", 1]]}
    assert json.loads(onrecord(record, "search", "ferry", "--json").stdout)["unseen"] == told
    assert client.get("/api/search", params={"words": "ferry"}).json()["unseen"] == told
    page = client.get("/search", params={"words": "ferry"}).text
    assert "1 that matches stands only in an earlier revision" in page
    assert "/article?id=ferry.txt&amp;revision=1" in page


def test_a_verdict_says_which_revision_it_saw(record: str, client: Any) -> None:
    quote = "the ferry would stop in May"
    done = onrecord(record, "check", quote)
    assert "ferry.txt, revision 1 (not the latest) [17:44]" in " ".join(done.stdout.split())
    answer = client.post("/api/check", json={"quote": quote}).json()
    assert [(one["revision"], one["latest"]) for one in answer["evidence"]] == [(1, False)]
    assert any("earlier revisions only" in note for note in answer["notes"])
    page = client.get("/check", params={"quote": quote}).text
    assert 'revision 1 <b class="doubt-words">(not the latest)</b>' in page
    assert "earlier revisions only" in page
