"""Deciding and keeping at the command line, on a record of one report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.doors.cli.app import cli
from onrecord.model import Article, Document
from onrecord.model.errors import QueryError
from onrecord.record import open_store

TEXT = "The bridge will stay shut, Ilda Marrow told the council.\n"


@pytest.fixture
def record(tmp_path: Path) -> str:
    place = str(tmp_path / "record.sqlite")
    with open_store(place, create=True) as store:
        store.add(Document(Article("a.txt", TEXT, published="2026-05-04", language="en"), (), ()))
    return place


def onrecord(record: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--record", record], catch_exceptions=False)


def test_what_was_missed_can_be_added_and_is_found(record: str) -> None:
    value = {"content": [[0, 25]], "source": [[27, 38]], "speaker": {"name": "Ilda Marrow", "naming": [27, 38]}}
    done = onrecord(record, "correct", "-", "add", json.dumps(value), "--article", "a.txt", "--by", "R. Editor")
    assert done.exit_code == 0
    (hit,) = json.loads(onrecord(record, "search", "--speaker", "Marrow", "--json").stdout)["hits"]
    assert hit["attribution"]["content"] == [[0, 25]]
    assert hit["corrected"]
    (found,) = json.loads(onrecord(record, "people", "--json").stdout)
    assert (found["name"], found["reports"]) == ("Ilda Marrow", 1)
    assert json.loads(onrecord(record, "verify", "--json").stdout)["ok"]
    lines = onrecord(record, "export", "--format", "corrections").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a.txt@1"]


def test_ids_stay_whole_so_that_they_can_be_copied(record: str) -> None:
    name = "Ilda Marrow of the Sallow Bridge and Harbour Authority and its very long name"
    value = {"content": [[0, 25]], "speaker": {"name": name}}
    onrecord(record, "correct", "-", "add", json.dumps(value), "--article", "a.txt", "--by", "R. Editor")
    assert f"a.txt#{name.lower()}" in onrecord(record, "people").stdout


def test_old_articles_can_be_let_go_of(record: str) -> None:
    assert "0 articles" in onrecord(record, "expire", "--before", "2026-05-04").stderr, "not of the day itself"
    assert "1 articles" in onrecord(record, "expire", "--before", "2026-05-05").stderr
    assert json.loads(onrecord(record, "verify", "--json").stdout)["articles"] == 0


def test_settings_are_shown_kept_and_used(record: str) -> None:
    assert "retention-days: not set" in onrecord(record, "settings").stdout
    none = CliRunner().invoke(cli, ["expire", "--record", record])
    assert isinstance(none.exception, QueryError)
    assert "no retention is set" in str(none.exception)
    assert onrecord(record, "settings", "retention-days", "30").stdout == "retention-days: 30\n"
    assert onrecord(record, "settings", "snippet", "on").exit_code == 0
    told = json.loads(onrecord(record, "settings", "--json").stdout)
    assert told == {"retention-days": "30", "raw-retention-days": None, "snippet": "on"}
    assert "1 articles let go of" in onrecord(record, "expire").stderr, "of May 2026, and it is later by now"
    assert onrecord(record, "settings", "snippet", "--clear").stdout == "snippet: not set\n"


@pytest.mark.parametrize("wrong", [("retention-days", "soon"), ("retention-days", "0"), ("colour", "red"), ("colour",)])
def test_settings_that_make_no_sense_change_nothing(record: str, wrong: tuple[str, ...]) -> None:
    with pytest.raises(QueryError):
        onrecord(record, "settings", *wrong)
    assert set(json.loads(onrecord(record, "settings", "--json").stdout).values()) == {None}


def test_a_tombstone_on_nobody_says_so_and_who_may_be_meant(record: str) -> None:
    value = {"content": [[0, 25]], "speaker": {"name": "Ilda Marrow"}}
    onrecord(record, "correct", "-", "add", json.dumps(value), "--article", "a.txt", "--by", "R. Editor")
    told = onrecord(record, "suppress", "Ilda Marow", "--by", "counsel").stderr
    assert "0 attributions" in told
    assert "nobody of that name" in told
    assert "did you mean Ilda Marrow?" in told
    assert "did you mean" not in onrecord(record, "suppress", "Ilda Marrow", "--by", "counsel").stderr


def test_every_span_has_its_words_with_what_stands_around_them(record: str) -> None:
    value = {"content": [[0, 25]], "source": [[27, 38]], "speaker": {"name": "Ilda Marrow", "naming": [27, 38]}}
    onrecord(record, "correct", "-", "add", json.dumps(value), "--article", "a.txt", "--by", "R. Editor")
    (hit,) = json.loads(onrecord(record, "search", "--json").stdout)["hits"]
    quotes = json.loads(onrecord(record, "explain", hit["attribution"]["id"], "--json").stdout)["quotes"]
    assert {one["role"]: one["exact"] for one in quotes} == {
        "source": "Ilda Marrow",
        "content": "The bridge will stay shut",
        "speaker.naming": "Ilda Marrow",
    }
    for one in quotes:
        assert one["prefix"] + one["exact"] + one["suffix"] in TEXT
        assert one["suffix"].startswith((",", " told"))


def test_the_standing_that_a_row_gives_is_kept(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT, "standing": "withdrawn"}, {"id": "b", "text": TEXT + "More.", "standing": "odd"}]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    record = str(tmp_path / "r.sqlite")
    assert onrecord(record, "add", str(file)).exit_code == 0
    shown = [json.loads(onrecord(record, "show", name, "--json").stdout) for name in ("a", "b")]
    assert [one["standing"] for one in shown] == ["withdrawn", "published"]
    assert any(note["code"] == "standing" for note in shown[1]["diagnostics"])


def test_the_reasons_are_told_in_json_as_well(record: str) -> None:
    value = {"content": [[0, 25]], "speaker": {"name": "Ilda Marrow"}}
    onrecord(record, "correct", "-", "add", json.dumps(value), "--article", "a.txt", "--by", "R. Editor")
    (hit,) = json.loads(onrecord(record, "search", "--json").stdout)["hits"]
    key = hit["attribution"]["id"]
    onrecord(record, "correct", key, "speaker", "Petra Voss", "--by", "R. Editor")
    told = json.loads(onrecord(record, "explain", key, "--json").stdout)
    assert told["chain"] == [{"rule": "named by a person", "span": None, "score": None}]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ilda:s3cret@127.0.0.1:1/news",
        "postgresql://127.0.0.1:1/news?user=ilda&password=s3cret&connect_timeout=2",
    ],
)
def test_passwords_are_not_shown(address: str) -> None:
    arguments = ["-c", "from onrecord.doors.cli import main; main()", "people", "--record", address]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in (5, 6)
    assert "127.0.0.1:1/news" in done.stderr
    assert "s3cret" not in done.stderr


def test_a_withdrawn_article_says_so_wherever_it_is_shown(tmp_path: Path) -> None:
    report = tmp_path / "harbour.txt"
    report.write_text("“We sail at dawn,” said Ama Brenner, the harbour master, on Monday.\n", "utf-8")
    record = ["--record", str(tmp_path / "r.sqlite")]
    runner = CliRunner()
    assert runner.invoke(cli, ["add", str(report), *record]).exit_code == 0
    marked = runner.invoke(cli, ["standing", str(report), "withdrawn", "--by", "R. Editor", *record])
    assert marked.exit_code == 0, marked.output
    found = json.loads(runner.invoke(cli, ["search", "dawn", "--json", *record]).output)
    id_ = found["hits"][0]["attribution"]["id"]
    for shown in (
        ["show", str(report)], ["search", "dawn"], ["check", "We sail at dawn"], ["compare", "We sail at dawn"],
        ["explain", id_],
    ):  # fmt: skip
        assert "withdrawn by its outlet" in runner.invoke(cli, [*shown, *record]).output, shown
    assert runner.invoke(cli, ["standing", str(report), "published", "--by", "R. Editor", *record]).exit_code == 0
    assert "by its outlet" not in runner.invoke(cli, ["search", "dawn", *record]).output
