"""A record made by the first version, with data in it, brought to this one: in both databases, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from written_reports import BRIDGE, FERRY, bridge, ferry

import onrecord
from onrecord.archive import Archive, migrate_record
from onrecord.model import Document, Query, as_contract
from onrecord.model.errors import RecordError, RecordVersionError
from onrecord.pipeline import Pipeline
from onrecord.record import open_store
from onrecord.record.adding import indexed_contents
from onrecord.record.columns import Rows, columns_of, with_words
from onrecord.record.copying import TABLES
from onrecord.record.counting import busiest, recount
from onrecord.record.database import Database
from onrecord.record.implied import lengthen, loosen
from onrecord.record.opening import connect
from onrecord.record.reading import held_in, texts_of
from onrecord.record.schema import LATEST
from onrecord.record.shapes import bare
from onrecord.resolution import resolve_document

DICTIONARY = (Path(onrecord.__file__).parent / "record/findings.dict").read_bytes()
NOW = "2026-06-02T10:00:00+00:00"


REPORTS = (ferry(), ferry(text=FERRY + "\n\nA late line."), bridge())
SEASON = FERRY + "\n\nIslanders who came to the meeting left before the vote and walked home along the old tow path."


def of_version(location: str, made: Path, version: int, reports: tuple[Document, ...] = REPORTS) -> None:
    """Put a record of an earlier version at ``location``, by its own tables and in its own forms.

    It holds a report in two revisions, another, and a correction.
    """
    with open_store(str(made), create=True) as new:
        for one in reports:
            new.add(one, at=NOW)
            resolve_document(new.db, one)
        new.correct(bridge().attributions[1].id, "speaker", {"name": "Bodil Lund"}, by="ann", at=NOW)
        old = connect(location, create=True, wait=5)
        old.migrate(version)
        assert old.version() == version
        with old.writing():
            copy_rows(new.db, old)
            if 3 <= version < 7:
                old.run("INSERT INTO vectors (id, revision_id, model, width, places)"
                        " SELECT id, id, 'head/4', 1, ? FROM revision WHERE id = 1", (b"\x11\x22",))  # fmt: skip
            if version < 7:
                write_in_full(old)
            if version < 4:
                write_as_before(old)
        old.close()


def write_in_full(old: Database) -> None:
    """Findings as versions before 7 wrote them: with all that they imply."""
    for key, text, findings in old.rows("SELECT id, text, findings FROM revision"):
        plain = inflated(findings)
        columns = plain["attributions"]
        loosen(columns)
        held, starts = Rows(columns), list(accumulate(columns.get("at", ())))
        rows = [held.at(place) for place in range(held.count)]
        for place, row in enumerate(rows):
            lengthen(row, place, starts, columns, text)
        blocks = [[2, one, "body"] if isinstance(one, int) else one for one in plain["blocks"]]
        plain |= {"attributions": columns_of([bare(row) for row in rows]), "blocks": blocks}
        del plain["form"]
        deflating = zlib.compressobj(9, zdict=DICTIONARY)
        packed = deflating.compress(json.dumps(plain).encode()) + deflating.flush()
        old.run("UPDATE revision SET findings = ? WHERE id = ?", (packed, key))


def inflated(findings: bytes) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(zlib.decompressobj(zdict=DICTIONARY).decompress(bytes(findings)))
    return plain


def write_as_before(old: Database) -> None:
    """Findings and people as versions 1 to 3 wrote them: nouns whole in their columns, an object for each name."""
    for key, text, findings in old.rows("SELECT id, text, findings FROM revision"):
        plain = inflated(findings)
        columns, start = Rows(plain["attributions"]), 0
        rows = [columns.at(place) for place in range(columns.count)]
        for row in rows:
            start += row["at"]
            with_words(row, text, start)
        names = dict.fromkeys(name for row in rows for name in row)
        plain["attributions"] = {name: [row.get(name) for row in rows] for name in names}
        old.run("UPDATE revision SET findings = ? WHERE id = ?", (zlib.compress(json.dumps(plain).encode(), 9), key))
    for key, told in old.rows("SELECT id, roles FROM entity"):
        shorter = json.loads(told or "{}")
        longer = [{field: one} for field in ("role", "company") for one in shorter.get(field, ())]
        old.run("UPDATE entity SET roles = ? WHERE id = ?", (json.dumps(longer), key))


def copy_rows(new: Database, old: Database) -> None:
    """Every table that version 1 has, with the columns that it has, and the full-text indexes."""
    for table in TABLES:
        columns = old.columns(table)
        if columns:
            listed = ", ".join(f'"{column}"' for column in columns)
            rows = new.rows(f"SELECT {listed} FROM {table}")
            old.many(f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(columns))})", rows)
    old.index_names(old.rows("SELECT id, normal FROM name ORDER BY id"))
    for key, text in texts_of(new, [row[0] for row in new.rows("SELECT id FROM revision ORDER BY id")]).items():
        old.index_texts([(key, text.text)])
        old.index_contents(indexed_contents(new, text, held_in(new, text)))
    if old.columns("uncounted"):
        recount(old)  # a run that stored them would have counted them


@pytest.fixture(params=range(1, LATEST), ids=lambda version: f"version {version}")
def version(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def old(location: Callable[[], str], tmp_path: Path, version: int) -> str:
    place = location()
    of_version(place, tmp_path / "made.sqlite", version)
    return place


def test_an_old_record_says_what_to_do(old: str) -> None:
    with pytest.raises(RecordVersionError, match=r"older onrecord.*onrecord migrate"):
        open_store(old)


def test_everything_is_there_afterwards_and_what_is_new_works(old: str, version: int, tmp_path: Path) -> None:
    assert migrate_record(old) == (version, LATEST)
    assert migrate_record(old) == (LATEST, LATEST), "a second time is no harm"
    with open_store(old) as store, open_store(str(tmp_path / "made.sqlite")) as made:
        assert store.verify().problems == ()
        assert store.verify().revisions == 3
        for article, revision in (("ferry.txt", 1), ("ferry.txt", 2), ("bridge.txt", 1)):
            assert as_contract(store.document(article, revision)) == as_contract(made.document(article, revision))
        assert store.search(Query(speaker="bodil")).total == 1
        assert store.search(Query(words="crossing")).total == 1
        assert store.db.rows("SELECT * FROM vectors") == [], "no head of today can compare those of before"
        unsealed = store.db.one("SELECT count(*) FROM revision WHERE seals IS NULL")
        assert unsealed == (0,), "what was held before is sealed as well"
        archive = Archive(store, Pipeline(), old)
        before = archive.person("Ilda Marrow").card
        assert before.articles == 2
        names = tmp_path / "names.csv"
        names.write_text("id,name\nP1,Ilda Marrow\n", "utf-8")
        archive.load_authority(names)
        assert archive.person("Ilda Marrow").card.authority == "P1"
        # Who comes later is laid to whom was held: the keys of the people of before are there.
        fresh = bridge("evening.txt", outlet="Evening Post")
        store.add(fresh, at=NOW)
        resolve_document(store.db, fresh)
        assert archive.person("Ilda Marrow").card.articles == 3
        assert archive.document("evening.txt").article.text == BRIDGE


def test_people_are_listed_without_counting_them(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes the list of people quick on a large record is there in one that was migrated."""
    migrate_record(old)
    assert "attribution_speaker" in indexes_of(old)
    assert "attribution_mention" not in indexes_of(old), "two indexes for one thing would be larger, not quicker"
    with open_store(old) as store:
        asked: list[str] = []
        rows = store.db.rows

        def noted(sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
            asked.append(sql)
            return rows(sql, values)

        monkeypatch.setattr(store.db, "rows", noted)
        assert [one.reports for one in busiest(store.db, None, 5)]
    assert asked
    assert not any("attribution" in sql for sql in asked), "looked up, not counted"


def test_a_migrated_record_is_as_small_as_a_new_one(old: str, tmp_path: Path) -> None:
    """Findings are written shorter, and what is no longer needed to go through days or to look up people is gone."""
    migrate_record(old)
    with open_store(old) as store, open_store(str(tmp_path / "made.sqlite")) as made:
        sizes = "SELECT id, length(findings) FROM revision ORDER BY id"
        assert store.db.rows(sizes) == made.db.rows(sizes)
        fresh = indexes_of(made.db.location)
    if old.startswith("postgresql"):
        return  # its indexes by day and by key stay: it needs them
    assert indexes_of(old) == fresh
    assert "attribution_day" not in fresh


def indexes_of(place: str) -> set[str]:
    db = connect(place, create=False, wait=5)
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'index'"
        if db.dialect == "sqlite"
        else "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
    )
    found = {row[0] for row in db.rows(listed)}
    db.close()
    return found


def test_people_and_statements_stay_and_copies_are_told(location: Callable[[], str], tmp_path: Path) -> None:
    copied = ferry("again.txt", SEASON + "\n\nFrom the agency.", outlet="Quay Radio", published="2026-05-08", url=None)
    place, made = location(), tmp_path / "made.sqlite"
    of_version(place, made, 1, (bridge(), ferry(text=SEASON), copied))
    migrate_record(place)
    with open_store(place) as store, open_store(str(made)) as new:
        for table, columns in (
            ("entity", "id, mark, name, roles"),
            ("entity_key", "entity_id, key"),
            ("statement", "id, mark"),
            ("sighting", "attribution_id, statement_id, copy_of"),
            ("wire_copy", "revision_id, original_id, share"),
        ):
            listed = f"SELECT {columns} FROM {table}"
            assert sorted(store.db.rows(listed)) == sorted(new.db.rows(listed)), table
        assert store.db.one("SELECT count(*) FROM wire_copy") == (1,)
        marrow = store.search(Query(speaker="Marrow", article="again.txt")).hits
        assert [hit.copy_of for hit in marrow] == ["ferry.txt"]


def test_a_migration_that_is_cut_off_leaves_the_old_record(
    location: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = location()
    of_version(old, tmp_path / "made.sqlite", 1)

    def cut_off(*_: object) -> None:
        raise RecordError("the plug was pulled")

    monkeypatch.setattr("onrecord.resolution.resolve_held", cut_off)
    with pytest.raises(RecordError, match="plug"):
        migrate_record(old)
    monkeypatch.undo()
    db = connect(old, create=False, wait=5)
    assert (db.version(), db.columns("wire_copy"), "seals" in db.columns("revision")) == (1, [], False)
    db.close()
    assert migrate_record(old) == (1, LATEST)
    with open_store(old) as store:
        assert store.verify().problems == ()


def test_a_newer_record_is_left_alone(location: Callable[[], str]) -> None:
    place = location()
    open_store(place, create=True).close()
    db = connect(place, create=False, wait=5)
    with db.writing():
        if db.dialect == "sqlite":
            db.run(f"PRAGMA user_version = {LATEST + 1}")
        else:
            db.run("INSERT INTO schema_version (number, name) VALUES (?, 'of tomorrow')", (LATEST + 1,))
    db.close()
    for opening in (open_store, migrate_record):
        with pytest.raises(
            RecordVersionError, match=rf"newer onrecord \(version {LATEST + 1}; this program knows {LATEST}\); update"
        ):
            opening(place)


def test_killed_in_the_middle_of_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "old.sqlite")
    of_version(place, tmp_path / "made.sqlite", 1)
    child = os.fork()
    if child == 0:
        monkeypatch.setattr("onrecord.resolution.resolve_held", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        try:
            migrate_record(place)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with pytest.raises(RecordVersionError, match="older"):
        open_store(place)
    assert migrate_record(place) == (1, LATEST)
    with open_store(place) as store:
        assert store.verify().problems == ()
