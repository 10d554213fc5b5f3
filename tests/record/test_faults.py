"""What happens to a record when things go wrong: killed, full, damaged, newer. Nothing half-stored, one clear line."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adding_child import small

from onrecord.model import Query
from onrecord.model.errors import (
    RecordBusyError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
    RecordMissingError,
    RecordVersionError,
)
from onrecord.record import migrate_record, open_store
from onrecord.record.schema import LATEST
from onrecord.record.store import RecordStore
from onrecord.resolution import resolve_document

CHILD = Path(__file__).with_name("adding_child.py")
ROUNDS = 100


def whole(location: str) -> int:
    """The number of articles; asserts that the record is whole and each article has both of its attributions."""
    with open_store(location) as store:
        verified = store.verify()
        assert verified.problems == ()
        assert verified.attributions == 2 * verified.articles
        assert store.search(Query(words="whole")).total == verified.articles
        return verified.articles


def kept(store: RecordStore, number: int) -> bool:
    """Keep a report as `onrecord add` does: people and statements put together in the same transaction."""
    ((_, became),) = store.add_all([small(number)], then=lambda one: resolve_document(store.db, one))
    return became == "stored"


def all_put_together(location: str) -> bool:
    """Everybody who speaks is somebody of the record, and nobody of the record speaks nowhere."""
    with open_store(location) as store:
        return store.db.one(
            "SELECT (SELECT count(*) FROM mention WHERE entity_id IS NULL),"
            " (SELECT count(*) FROM entity WHERE id NOT IN (SELECT entity_id FROM mention))"
        ) == (0, 0)


def test_killed_a_hundred_times_while_adding(tmp_path: Path) -> None:
    """A child process adds reports; it is forked, so that a round costs milliseconds, and killed at a random moment."""
    location = str(tmp_path / "record.sqlite")
    open_store(location, create=True).close()
    chance = random.Random(7)
    told = 0
    for _ in range(ROUNDS):
        receiver, sender = os.pipe()
        child = os.fork()
        if child == 0:
            # In the child: no test machinery, only the store; whatever happens, it ends here.
            try:
                with open_store(location) as store:
                    for number in range(told, told + 1000):
                        kept(store, number)
                        os.write(sender, b".")
            finally:
                os._exit(1)
        os.close(sender)
        os.read(receiver, 1)  # it has begun
        time.sleep(chance.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += 1 + len(os.read(receiver, 65536))
        os.close(receiver)
        with open_store(location) as store:
            held = store.extent().articles
            # Whatever was told as kept is there; at most the one that was on its way may be there besides.
            assert told <= held <= told + 1
            told = held
    assert whole(location) == told
    assert all_put_together(location)
    assert told >= ROUNDS


def test_resuming_takes_up_where_it_was_cut_off(tmp_path: Path) -> None:
    location = str(tmp_path / "record.sqlite")
    child = subprocess.Popen([sys.executable, str(CHILD), location, "0", "500"], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(6):
        child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    with open_store(location) as store:
        names = [f"report-{number}" for number in range(40)]
        done = store.committed(names)
        assert len(done) >= 5
        became = [store.add(small(number)) for number in range(40)]
        assert became.count("already") == len(done & set(names))
    assert whole(location) >= 40


def filled(store: RecordStore, numbers: range) -> int:
    """Add until there is no room; asserts that this is said, and gives how many were kept."""
    kept = 0
    for number in numbers:
        try:
            store.add(small(number))
            kept += 1
        except RecordFullError as error:
            said = str(error)
            break
    else:
        raise AssertionError("the disk never was full")
    assert "disk full; nothing of this item saved" in said
    return kept


def test_disk_full(tmp_path: Path) -> None:
    """The file may not grow past some pages, as on a full disk: the item is refused whole, the others stay."""
    location = str(tmp_path / "record.sqlite")
    with open_store(location, create=True) as store:
        store.add(small(0))
        pages = store.db.one("PRAGMA page_count")
        assert pages is not None
        store.db.rows(f"PRAGMA max_page_count = {pages[0] + 4}")
        kept = 1 + filled(store, range(1, 500))
        became = list(store.add_all(small(number) for number in range(600, 640)))
        full = sum(isinstance(one, RecordFullError) for _, one in became)
        assert full > 0
        assert store.extent().articles == kept + len(became) - full
    count = whole(location)
    with open_store(location) as store:  # room again
        assert store.add(small(900)) == "stored"
    assert whole(location) == count + 1


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="only root may mount a small disk")
def test_a_small_disk_that_is_really_full(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        location = str(place / "record.sqlite")
        with open_store(location, create=True) as store:
            kept = filled(store, range(3000))
        assert kept > 0
        moved = shutil.copytree(place, tmp_path / "roomy") / "record.sqlite"
        assert whole(str(moved)) == kept
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.999])
def test_power_loss(tmp_path: Path, share: float) -> None:
    """Only a part of the write-ahead log reached the disk: the record is as it was some articles earlier."""
    location = tmp_path / "record.sqlite"
    with open_store(str(location), create=True) as store:
        store.add(small(0))
        store.db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(1, 12):
            store.add(small(number))
        lost = tmp_path / "lost"
        lost.mkdir()
        shutil.copy(location, lost)
        log = Path(f"{location}-wal").read_bytes()
        (lost / "record.sqlite-wal").write_bytes(log[: int(len(log) * share)])
    held = whole(str(lost / "record.sqlite"))
    assert 1 <= held <= 12
    with open_store(str(lost / "record.sqlite")) as store:
        assert [store.add(small(number)) for number in range(12)].count("already") == held


def test_a_corrupted_page_is_told_with_its_place(tmp_path: Path) -> None:
    location = tmp_path / "record.sqlite"
    with open_store(str(location), create=True) as store:
        for number in range(60):
            store.add(small(number))
    data = bytearray(location.read_bytes())
    at = data.index(b"Report 31\n")
    data[at - 40 : at + 60] = bytes(100)
    location.write_bytes(data)
    with open_store(str(location)) as store:
        verified = store.verify()
    assert not verified.ok
    assert any("revision 1: the text is not the one" in one or "damaged" in one for one in verified.problems)


def test_damage_of_a_whole_page_never_passes_for_an_answer(tmp_path: Path) -> None:
    location = tmp_path / "record.sqlite"
    with open_store(str(location), create=True) as store:
        for number in range(60):
            store.add(small(number))
        row = store.db.one("SELECT pageno FROM dbstat WHERE name = 'attribution' AND pagetype = 'leaf' LIMIT 1")
        assert row is not None
    data = bytearray(location.read_bytes())
    data[(row[0] - 1) * 4096 : row[0] * 4096] = b"\xff" * 4096
    location.write_bytes(data)
    with open_store(str(location)) as store:
        assert not store.verify().ok
        with pytest.raises(RecordDamagedError, match="damaged"):
            store.search(Query(quotation="direct"))


def test_changes_behind_the_programs_back_are_found(tmp_path: Path) -> None:
    """Each of these leaves a sound database that says something else than was stored."""
    tampering = {
        "UPDATE revision SET text = replace(text, 'lost', 'gone')": "the text is not the one that was stored",
        "UPDATE attribution SET quotation = 2 WHERE id = 1": "its row does not say what was found",
        "UPDATE attribution SET content_end = content_end + 1 WHERE id = 1": "its row does not say what was found",
        "DELETE FROM attribution WHERE id = 2": "its row is missing",
        "UPDATE revision SET seals = x'000000000000000000000000'": "a span no longer covers the words",
        "UPDATE revision SET seals = x'00000000'": "2 attributions were found, 0 were sealed",
        "UPDATE revision SET findings = x'00' WHERE id = 1": "the stored findings cannot be read",
        "UPDATE article SET latest = 99": "its latest revision (99) is missing",
        "UPDATE wording SET runs = x'00'": "by what its statements are found cannot be read",
        "DELETE FROM wording": "by what its statements are found is missing",
        "UPDATE mention SET name_id = 99": "refers to nothing in table name",
    }
    for number, (change, wanted) in enumerate(tampering.items()):
        location = tmp_path / f"record{number}.sqlite"
        with open_store(str(location), create=True) as store:
            store.add(small(1))
        with sqlite3.connect(location) as link:
            link.execute(change)
        link.close()
        with open_store(str(location)) as store:
            assert any(wanted in one for one in store.verify().problems), change


def test_eight_programs_write_while_four_read(tmp_path: Path) -> None:
    """Programs, not threads: each is forked, opens the record itself, and says by its exit status how it went."""
    location = str(tmp_path / "record.sqlite")
    open_store(location, create=True).close()

    def write(writer: int) -> bool:
        with open_store(location) as store:
            return all(kept(store, 10 * writer + number) for number in range(4))

    def read(_: int) -> bool:
        with open_store(location) as store:
            for _ in range(12):
                page = store.search(Query(words="lost", limit=100))
                if not page.total == len(page.hits) == len({hit.passage.article.id for hit in page.hits}):
                    return False
        return True

    children = []
    for number, work in enumerate([*[write] * 8, *[read] * 4]):
        child = os.fork()
        if child == 0:
            went = 1
            try:
                went = 0 if work(number) else 2
            finally:
                os._exit(went)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 12
    assert whole(location) == 32
    assert all_put_together(location)


def test_somebody_else_is_writing(tmp_path: Path) -> None:
    location = str(tmp_path / "record.sqlite")
    with open_store(location, create=True) as one, open_store(location, wait=0.1) as other:
        with one.db.writing():
            with pytest.raises(RecordBusyError, match="try again"):
                other.add(small(1))
            assert other.search(Query(words="whole")).total == 0  # readers need not wait
        assert other.add(small(1)) == "stored"


def test_other_files_and_other_versions(tmp_path: Path) -> None:
    with pytest.raises(RecordMissingError, match="no record there"):
        open_store(str(tmp_path / "none.sqlite"))
    (tmp_path / "text.sqlite").write_text("This is a letter, not a record. " * 40)
    with pytest.raises(RecordDamagedError):
        open_store(str(tmp_path / "text.sqlite"))
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(RecordError, match="not a record"):
        open_store(str(tmp_path / "other.sqlite"), create=True)
    newer = tmp_path / "newer.sqlite"
    open_store(str(newer), create=True).close()
    link = sqlite3.connect(newer)
    link.execute(f"PRAGMA user_version = {LATEST + 1}")
    link.close()
    for opening in (open_store, migrate_record):
        with pytest.raises(RecordVersionError, match="newer onrecord"):
            opening(str(newer))
    assert migrate_record(str(_current(tmp_path))) == (LATEST, LATEST)


def _current(folder: Path) -> Path:
    open_store(str(folder / "current.sqlite"), create=True).close()
    return folder / "current.sqlite"
