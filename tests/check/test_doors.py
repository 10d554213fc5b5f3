"""The check and the search for something like it, through the doors, over a small record without vectors."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from memory import attribution, report

from onrecord.archive import open_archive
from onrecord.doors.cli.app import cli
from onrecord.model.errors import OnrecordError

TEXT = "“We will not run the ferry in winter again,” said Ilda Marrow.\n\n“The bakery closes at noon,” said Bo Lund."
SAID = (
    attribution(TEXT, ["“We will not run the ferry in winter again,”"], "Ilda Marrow", "Ilda Marrow"),
    attribution(TEXT, ["“The bakery closes at noon,”"], "Bo Lund", "Bo Lund"),
)


@pytest.fixture
def record(tmp_path: Path) -> str:
    place = str(tmp_path / "small.sqlite")
    with open_archive(place) as archive:
        archive.store.add(report(TEXT, *SAID, id="ferry", url="https://courier.example/ferry"))
    return place


@pytest.fixture
def client(record: str) -> Iterator[object]:
    testing = pytest.importorskip("fastapi.testclient")
    from onrecord.doors.web.app import make_app

    with testing.TestClient(make_app(lambda: open_archive(record), hosts=["testserver"])) as made:
        yield made


def test_a_batch_over_rest_is_answered_in_order_and_a_bad_one_stops_nothing(client) -> None:  # type: ignore[no-untyped-def]
    asked = [
        {"quote": "We will run the ferry in winter again"},
        {"quote": " … "},
        {"quote": "The bakery closes at noon", "speaker": "Ilda Marrow"},
        {"quote": "The bakery closes at noon", "speaker": "Bo Lund", "until": "2020-01-01"},
    ]
    found = client.post("/api/check-many", json={"checks": asked}).json()
    assert [one["answer"] and one["answer"]["verdict"] for one in found] == [
        "altered",
        None,
        "other-speaker",
        "verbatim",
    ]
    assert "no words" in found[1]["error"]
    assert [one["error"] for one in found if one["answer"]] == [None] * 3
    assert any("another occasion" in note for note in found[3]["answer"]["notes"])
    assert client.post("/api/check-many", json={"checks": []}).status_code == 422
    assert client.post("/api/check-many", json={"checks": asked[:1] * 1001}).status_code == 422


def test_something_like_it_over_rest_and_on_the_page(client) -> None:  # type: ignore[no-untyped-def]
    found = client.get("/api/search", params={"like": "no ferry in winter"}).json()
    assert [hit["attribution"]["speaker"]["name"] for hit in found["hits"]] == ["Ilda Marrow"]
    page = client.get("/search", params={"like": "no ferry in winter"})
    assert page.status_code == 200
    assert "Ilda Marrow" in page.text
    assert "Bo Lund" not in page.text
    assert client.get("/api/search", params={"like": "?!"}).status_code == 400


def run(*given: str, stdin: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(given), input=stdin)
    if isinstance(done.exception, OnrecordError):  # what the program makes its exit code of
        return done.exception.exit_code, done.output
    return done.exit_code, done.output


EXITS = [
    ("We will not run the ferry in winter again", (), 0),
    ("we'll not run the ferry in winter again!", (), 0),
    ("We will not run … in winter again", (), 0),
    ("We will run the ferry in winter again", (), 10),
    ("said Ilda Marrow", (), 11),
    ("The bakery closes at noon", ("--speaker", "Ilda Marrow"), 12),
    ("Nothing like this was ever printed here", (), 1),
    ("?!", (), 2),
    ("The bakery closes at noon", ("--since", "yesterday"), 2),
]


@pytest.mark.parametrize(("quote", "more", "code"), EXITS)
def test_the_exit_code_says_the_verdict(record: str, quote: str, more: tuple[str, ...], code: int) -> None:
    assert run("check", quote, *more, "--record", record)[0] == code


def test_a_verdict_shows_where_it_stands(record: str) -> None:
    _, text = run("check", "The bakery closes at noon", "--record", record)
    for shown in (
        "verbatim",
        "Bo Lund",
        "The Tessaly Courier",
        "2026-05-04",
        "https://courier.example/ferry",
        "searched: 1 articles",
    ):
        assert shown in text


def test_a_batch_of_csv(record: str) -> None:
    lines = 'quote,speaker\n"The bakery closes at noon",Bo Lund\n"We will run the ferry in winter again",\n'
    code, text = run("check", "-", "--format", "csv", "--record", record, stdin=lines)
    assert [json.loads(line)["verdict"] for line in text.splitlines() if line.startswith("{")] == [
        "verbatim",
        "altered",
    ]
    assert code == 10


TABLES = [
    # as a spreadsheet saves it: with a mark ahead of the first line
    ("\ufeffquote,speaker\n", ","),
    # semicolons, and headings with capitals
    ("Quote;Speaker\n", ";"),
    ("quote\tspeaker\n", "\t"),
]


@pytest.mark.parametrize(("heading", "mark"), TABLES)
def test_tables_as_spreadsheets_save_them(record: str, heading: str, mark: str) -> None:
    line = f'"We will not run the ferry in winter again"{mark}\n'
    code, text = run("check", "-", "--format", "csv", "--record", record, stdin=heading + line)
    assert (code, json.loads(text)["verdict"]) == (0, "verbatim")


def test_something_like_it_at_the_command_line(record: str) -> None:
    code, text = run("search", "--like", "no ferry in winter", "--record", record, "--json")
    assert code == 0
    found = json.loads(next(line for line in text.splitlines() if line.startswith("{")))
    assert found["hits"][0]["attribution"]["speaker"]["name"] == "Ilda Marrow"
    assert "onrecord vectors" in text  # said, because this record has none
    assert run("search", "--like", "lithium under the lake", "--record", record)[0] == 1
