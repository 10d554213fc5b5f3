"""Many quotations on several processes: the answers of one process, in the same order, whatever becomes of the others."""

from __future__ import annotations

import os

import pytest
from written_reports import bridge, ferry

from onrecord.check import check_many
from onrecord.check.batch import check_batch
from onrecord.check.seeking import Readable
from onrecord.model import CheckRequest
from onrecord.record.store import RecordStore


@pytest.fixture
def full(store: RecordStore) -> RecordStore:
    store.add(ferry())
    store.add(bridge())
    return store


def requests(number: int) -> list[CheckRequest]:
    """Quotations as printed and with other words, each with words of its own; every seventh has none."""
    said = [one.content[0].of(ferry().article.text) for one in ferry().attributions]
    made = [f"{said[k % len(said)]} number{k}" if k % 3 else said[k % len(said)] for k in range(number)]
    return [CheckRequest("  " if k % 7 == 6 else quote) for k, quote in enumerate(made)]


def told(answers: object) -> list[str]:
    return [repr(one) for one in answers]  # type: ignore[attr-defined]


def dies(location: str) -> Readable:
    os._exit(3)


@pytest.mark.parametrize("number", [5, 133])
def test_as_one_process_answers(full: RecordStore, number: int) -> None:
    asked = requests(number)
    found = told(check_batch(iter(asked), full, full.db.location, 2))
    assert found == told(check_many(asked, full))
    assert len(set(found)) > 3


def test_when_processes_die_all_is_answered_here_and_said_once(
    full: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    asked = requests(120)
    assert told(check_batch(asked, full, full.db.location, 2, dies)) == told(check_many(asked, full))
    assert len([one for one in caplog.records if one.name == "onrecord.check.batch"]) == 1
    assert "\n" not in caplog.text.strip()


def test_asking_no_further_lets_the_processes_go(full: RecordStore) -> None:
    answers = check_batch(requests(300), full, full.db.location, 2)
    assert next(answers) is not None
    answers.close()  # type: ignore[attr-defined]
