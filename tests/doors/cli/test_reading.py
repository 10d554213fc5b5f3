"""Reading at the command line: what the user may say of the input, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.doors.cli.app import cli
from onrecord.doors.cli.reading import FIELDS, FORMATS
from onrecord.model import Article
from onrecord.read import ReadOptions, layouts, web
from onrecord.read import options as reading

LINE = "“The bridge will stay shut,” Ilda Marrow told the council on Monday."


def onrecord(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def test_every_format_and_field_that_the_reader_knows_can_be_said() -> None:
    assert (FORMATS, FIELDS) == (reading.FORMATS, layouts.FIELDS)


def test_columns_of_a_table_are_named_by_the_user(tmp_path: Path) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text(f'kop,tekst,dag\nBrug dicht,"{LINE}",2026-05-04\n', "utf-8")
    said = ("--column", "text=tekst", "--column", "title=kop", "--column", "published=dag")
    found = json.loads(onrecord("read", "--json", str(table), *said).stdout)
    assert (found["text"], found["title"], found["published"]) == (LINE, "Brug dicht", "2026-05-04")


def test_a_column_that_cannot_be_understood_is_a_mistake_of_use() -> None:
    done = onrecord("read", "x.csv", "--column", "txt=tekst")
    assert done.exit_code == 2
    assert "'txt=tekst' is not FIELD=COLUMN; FIELD is one of id, url, outlet" in done.stderr


def test_format_and_encoding_are_taken_from_the_user(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes("<b>Grüße aus Varnby und vom Rat der Stadt</b>".encode("cp1252"))
    found = json.loads(onrecord("read", "--json", "--format", "text", "--encoding", "cp1252", str(page)).stdout)
    assert found["text"] == "<b>Grüße aus Varnby und vom Rat der Stadt</b>"
    done = onrecord("read", str(page), "--encoding", "nope")
    assert (done.exit_code, "'nope' is no encoding" in done.stderr) == (2, True)


def test_the_signs_are_explained_where_there_is_something_to_read_by_them(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(f"{LINE}\n", "utf-8")
    both = onrecord("read", str(report), str(tmp_path / "none.txt"), str(report))
    assert both.stdout.count("the outlet's insertion") == 1
    refused = onrecord("read", str(tmp_path / "none.txt"))
    assert refused.exit_code == 3
    assert refused.stdout == "", "everything was refused: there is nothing to explain"


def test_a_date_that_is_yet_to_come_is_noted(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_text(f"---\npublished: 2926-05-04\n---\n{LINE}\n", "utf-8")
    found = json.loads(onrecord("read", "--json", str(note)).stdout)
    assert found["published"] == "2926-05-04"
    assert [one["code"] for one in found["diagnostics"]] == ["future-date"]


def test_watch_keeps_an_entry_once_also_after_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(
        feeds: list[str], options: ReadOptions, *, every: float, rounds: int, held: Callable[[str], bool]
    ) -> Iterator[Article]:
        assert options.keep_raw
        if not held("https://quay.example/a"):
            yield Article("https://quay.example/a", LINE, url="https://quay.example/a", language="en")

    monkeypatch.setattr(web, "watch", entries)
    command = ("watch", "https://quay.example/feed", "--rounds", "1", "--record", str(tmp_path / "r.sqlite"))
    assert "1 offered = 1 stored" in onrecord(*command).stderr
    assert onrecord(*command).stderr == ""
