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
    for shown in (["show", str(report)], ["search", "dawn"], ["check", "We sail at dawn"]):
        assert "withdrawn by its outlet" in runner.invoke(cli, [*shown, *record]).output
    assert runner.invoke(cli, ["standing", str(report), "published", "--by", "R. Editor", *record]).exit_code == 0
    assert "by its outlet" not in runner.invoke(cli, ["search", "dawn", *record]).output
