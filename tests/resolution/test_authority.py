"""The newsroom's own list of names and ids: who is linked, who is left to a person, and that it can be taken away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from one_sentence import report

from onrecord.archive import Archive
from onrecord.doors.cli.app import cli
from onrecord.model import Document
from onrecord.model.errors import NotFoundError, UnreadableError
from onrecord.pipeline import Pipeline
from onrecord.record import copy_record, open_store
from onrecord.resolution import resolve_document
from onrecord.resolve.authority import entries_in

WORDS = [f"“Word number {n} of the long and foggy morning in Karsk”" for n in range(20)]
FILE = """id,name,aliases,kind,role
P1,Ilda Marrow,I. M. Marrow; Ilda Okpara,person,transport minister
P2,Daniel Hale,,person,mayor of Karsk
P3,Daniel Hale,,person,Rovers striker
P4,Petra Voss,,person,
P5,Karl Brenner,,person,surgeon
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    place = str(tmp_path / "record.sqlite")
    with Archive(open_store(place, create=True), Pipeline(), place) as opened:
        yield opened


@pytest.fixture
def names(tmp_path: Path) -> Path:
    place = tmp_path / "names.csv"
    place.write_text(FILE, "utf-8")
    return place


def keep(archive: Archive, *documents: Document) -> None:
    for one in documents:
        archive.store.add(one)
        resolve_document(archive.store.db, one)


def linked(archive: Archive) -> dict[str, str]:
    return {one.entity: one.entry.id for one in archive.authority().linked}


def waiting(archive: Archive) -> set[tuple[str, str]]:
    return {(one.entity, one.entry.id) for one in archive.authority().candidates}


def test_who_is_linked_and_who_is_not(archive: Archive, names: Path) -> None:
    keep(
        archive,
        report("a", "Ilda Marrow", WORDS[0]),  # the only one of that name, in the file and in the record
        report("b", "Daniel Hale", WORDS[1], role="mayor of Karsk"),  # two of that name in the file: the role tells
        report("c", "Daniel Hale", WORDS[2], role="Rovers striker"),
        report("d", "Karl Brenner", WORDS[3], role="Rovers goalkeeper"),  # another walk of life than the file's
        report("e", "Tobin Marrow", WORDS[4]),  # another of the family
        report("f", "Voss", WORDS[5]),  # a surname is not enough
    )
    assert archive.load_authority(names) == (5, ())
    assert linked(archive) == {"a#ilda marrow": "P1", "b#daniel hale": "P2", "c#daniel hale": "P3"}
    assert waiting(archive) == {("f#voss", "P4")}
    (maybe,) = archive.authority().candidates
    assert 0 < maybe.probability < 0.9
    assert maybe.reasons, "a doubt comes with its reasons"
    assert archive.person("a#ilda marrow").card.authority == "P1"
    (entry,) = archive.person("a#ilda marrow").authority
    assert (entry.entry.note, entry.linked, entry.by) == ("transport minister", True, None)


def test_a_name_that_two_bear_is_left_to_a_person(archive: Archive, names: Path) -> None:
    keep(archive, report("a", "Daniel Hale", WORDS[0]))  # nothing tells which of the two of the file
    archive.load_authority(names)
    assert linked(archive) == {}
    assert waiting(archive) == {("a#daniel hale", "P2"), ("a#daniel hale", "P3")}
    archive.judge("a#daniel hale", "authority:P3", "same", by="R. Editor", reason="a photograph")
    assert linked(archive) == {"a#daniel hale": "P3"}
    assert waiting(archive) == set()
    (entry,) = archive.person("a#daniel hale").authority
    assert entry.by == "R. Editor"
    archive.judge("a#daniel hale", "authority:P3", "different", by="R. Editor")  # undone by another
    assert linked(archive) == {}
    assert waiting(archive) == {("a#daniel hale", "P2")}
    with pytest.raises(NotFoundError, match="authority file"):
        archive.judge("a#daniel hale", "authority:P99", "same", by="R. Editor")


def test_two_in_the_record_and_one_in_the_file_are_left_to_a_person(archive: Archive, names: Path) -> None:
    keep(archive, report("a", "Petra Voss", WORDS[0], role="mayor of Delm"),
         report("b", "Petra Voss", WORDS[1], role="Orrin Rovers coach"))  # fmt: skip
    archive.load_authority(names)
    assert linked(archive) == {}
    assert waiting(archive) == {("a#petra voss", "P4"), ("b#petra voss", "P4")}


def test_who_comes_later_is_linked_and_a_name_of_the_file_joins(archive: Archive, names: Path) -> None:
    archive.load_authority(names)
    keep(archive, report("a", "Ilda Marrow", WORDS[0], role="transport minister"))
    assert linked(archive) == {"a#ilda marrow": "P1"}
    keep(archive, report("b", "Ilda Okpara", WORDS[1], role="transport minister"))  # her other name, by the file
    assert archive.person("a#ilda marrow").card.reports == 2
    keep(archive, report("c", "Ilda Okpara", WORDS[2], role="Rovers striker"))  # somebody else, by the role
    assert archive.person("a#ilda marrow").card.reports == 2


def test_it_survives_and_can_be_taken_away(archive: Archive, names: Path, tmp_path: Path) -> None:
    keep(archive, report("a", "Ilda Marrow", WORDS[0]), report("b", "Daniel Hale", WORDS[1]))
    archive.load_authority(names)
    archive.judge("b#daniel hale", "authority:P2", "same", by="R. Editor")
    expected = {"a#ilda marrow": "P1", "b#daniel hale": "P2"}
    better = report("a", "Ilda Marrow", WORDS[0])
    assert archive.store.renew(better)
    resolve_document(archive.store.db, better)
    place = str(tmp_path / "copied.sqlite")
    copy_record(archive.location, place)
    for where in (archive.location, place):
        with Archive(open_store(where), Pipeline(), where) as again:
            assert linked(again) == expected
            assert again.verify()["ok"]
    archive.load_authority(names)  # the same file once more
    assert linked(archive) == expected
    assert archive.remove_authority() == 5
    assert archive.person("a#ilda marrow").card.authority is None
    assert archive.authority().entries == 0
    archive.load_authority(names)
    assert linked(archive) == expected, "the judgement stayed"


@pytest.mark.parametrize(
    ("text", "entries", "refused"),
    [
        ("id;name;also known as\nQ1;Ilda Marrow;Ilda O.|I. M.\n", [("Q1", "Ilda Marrow", ("Ilda O.", "I. M."))], []),
        ("\ufeffQID\tLabel\nQ1\tIlda Marrow\n", [("Q1", "Ilda Marrow", ())], []),  # other words, tabs, a mark of order
        ('id,name\nQ1,"Marrow, Ilda"\n\n', [("Q1", "Marrow, Ilda", ())], []),  # quoted cells, a blank line
        ("id,name\nQ1,\n,Ilda\nQ2,Bo\nQ2,Bea\n", [("Q2", "Bo", ())],
         ["no name", "no id", "the id Q2 stands there twice"]),
        ("id,name,kind\nQ1,Ilda,ship\n", [], ["kind 'ship' is none of document, group, organisation, person, poll"]),
    ],
)  # fmt: skip
def test_files(text: str, entries: list[tuple[str, str, tuple[str, ...]]], refused: list[str]) -> None:
    kept, left = entries_in(text, name="names.csv")
    assert [(one.id, one.name, one.aliases) for one in kept] == entries
    assert [one.reason for one in left] == refused
    assert all(one.item.startswith("names.csv, line ") for one in left)


@pytest.mark.parametrize("text", ["", "name,role\nIlda,minister\n", "one\ntwo\n"])
def test_files_without_the_columns_are_refused_whole(archive: Archive, tmp_path: Path, text: str) -> None:
    place = tmp_path / "bad.csv"
    place.write_text(text, "utf-8")
    with pytest.raises(UnreadableError, match="id"):
        archive.load_authority(place)
    place.write_bytes(b"id,name\nQ1,\xff\xfe\n")
    with pytest.raises(UnreadableError, match="UTF-8"):
        archive.load_authority(place)


def test_at_the_command_line(archive: Archive, names: Path) -> None:
    keep(archive, report("a", "Ilda Marrow", WORDS[0]), report("b", "Daniel Hale", WORDS[1]))
    names.write_text(FILE + "P9,\n", "utf-8")

    def onrecord(*arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(cli, [*arguments, "--record", archive.location], catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    code, shown, told = onrecord("authority", str(names))
    assert code == 3, "a row was refused"
    assert "names.csv, line 7: no name" in told
    assert "5 entries, 1 linked, 2 to be judged" in told
    assert "linked: Ilda Marrow  =  authority:P1" in shown
    assert onrecord("judge", "b#daniel hale", "same", "authority:P2", "--by", "R. Editor")[0] == 0
    found = json.loads(onrecord("authority", "--json")[1])
    assert {one["entry"]["id"] for one in found["linked"]} == {"P1", "P2"}
    people = json.loads(onrecord("people", "--json")[1])
    assert {one["name"]: one["authority"] for one in people} == {"Ilda Marrow": "P1", "Daniel Hale": "P2"}
    assert "in the authority file as P1" in onrecord("people")[1]
    assert "5 entries taken out" in onrecord("authority", "--remove")[2]
