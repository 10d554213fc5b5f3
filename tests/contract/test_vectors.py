"""Statements by their sense, in both databases: kept with the document, compared all, and gone when it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from plain_vectors import asked, plain
from written_reports import bridge, ferry

from onrecord.model import Document, Query, VectorsHeld
from onrecord.record import copy_record, open_store
from onrecord.record.store import RecordStore

MODEL = "made-up"
# Four directions: east, nearly east, north, and one that is not known
EAST, NEARLY, NORTH, NONE = (127, 0, 0), (120, 30, 0), (0, 127, 0), (0, 0, 0)


def with_vectors(document: Document, *rows: tuple[int, ...]) -> Document:
    return replace(document, vectors=plain(MODEL, *rows))


@pytest.fixture
def full(store: RecordStore) -> RecordStore:
    """The ferry's report (east, north) and the bridge's (nearly east, not known)."""
    store.add(with_vectors(ferry(), EAST, NORTH))
    store.add(with_vectors(bridge(), NEARLY, NONE))
    return store


def found(store: RecordStore, vector: tuple[float, ...], **query: object) -> list[tuple[str, str]]:
    """Article and speaker of the hits, nearest first."""
    hits = store.nearest(asked(MODEL, *vector), Query(like="whatever", **query))  # type: ignore[arg-type]
    return [(hit.passage.article.id, hit.attribution.speaker.name) for hit in hits if hit.attribution.speaker]


FERRY_EAST, FERRY_NORTH = ("ferry.txt", "Ilda Marrow"), ("ferry.txt", "Tomas O'Neill")
BRIDGE_EAST, BRIDGE_NONE = ("bridge.txt", "Ilda Marrow"), ("bridge.txt", "Bo Lund")


def test_the_nearest_come_first_with_their_cosine(full: RecordStore) -> None:
    assert found(full, (2.0, 0.0, 0.0))[:2] == [FERRY_EAST, BRIDGE_EAST]
    assert found(full, (0.0, 0.5, 0.0))[0] == FERRY_NORTH
    near = [hit.near for hit in full.nearest(asked(MODEL, 1.0, 0.0, 0.0), Query(like="x"))]
    assert near[0] == pytest.approx(1.0)
    assert near[1] == pytest.approx(120 / (120**2 + 30**2) ** 0.5, abs=1e-4)
    assert near == sorted(near, key=lambda one: -(one or 0.0))


NARROWED = [
    ({"speaker": "O'Neill"}, [FERRY_NORTH]),
    ({"outlet": "quay radio"}, [BRIDGE_EAST, BRIDGE_NONE]),
    ({"until": "2026-05-31"}, [FERRY_EAST, FERRY_NORTH]),
    ({"words": "hopes"}, [BRIDGE_EAST]),
    ({"limit": 1}, [FERRY_EAST]),
    ({"quotation": "indirect", "speaker": "Marrow"}, [BRIDGE_EAST]),
    ({"outlet": "nobody"}, []),
]


@pytest.mark.parametrize(("query", "expected"), NARROWED)
def test_the_rest_of_the_query_holds_too(
    full: RecordStore, query: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert found(full, (1.0, 0.0, 0.0), **query) == expected


def test_another_models_vectors_are_not_compared(full: RecordStore) -> None:
    assert full.nearest(asked("another", 1.0, 0.0, 0.0), Query(like="x")) == []
    assert full.vectors_held(MODEL) == VectorsHeld(MODEL, 2, 2)
    assert full.vectors_held("another") == VectorsHeld("another", 0, 2)


def test_what_lacks_vectors_is_told_and_can_be_given_them(store: RecordStore) -> None:
    store.add(ferry())
    store.add(with_vectors(bridge(), NORTH, NONE))
    [(key, article)] = store.lacking_vectors(MODEL, limit=10)
    assert article == "ferry.txt"
    assert found(store, (1.0, 0.0, 0.0), speaker="Tomas O'Neill") == []
    as_found = store.as_found(key)
    assert [one.id for one in as_found.attributions] == [one.id for one in ferry().attributions]
    vectors = with_vectors(as_found, NORTH, EAST).vectors
    assert vectors is not None
    store.keep_vectors(key, vectors)
    assert found(store, (1.0, 0.0, 0.0))[0] == FERRY_NORTH
    assert store.lacking_vectors(MODEL, limit=10) == []


def test_only_the_latest_revision_is_compared(full: RecordStore) -> None:
    text = ferry().article.text.replace("in May", "in May or June").replace("quiet", "silent")
    full.add(with_vectors(ferry(text=text), NORTH, NORTH))
    assert found(full, (1.0, 0.0, 0.0))[0] == BRIDGE_EAST


def test_a_better_model_takes_the_old_vectors_away(full: RecordStore) -> None:
    assert full.renew(ferry())
    assert found(full, (1.0, 0.0, 0.0))[0] == BRIDGE_EAST
    assert full.vectors_held(MODEL).articles == 1


def test_nobody_is_found_behind_a_tombstone(full: RecordStore) -> None:
    full.suppress("person", "Ilda Marrow", by="desk", at="2026-07-01T00:00:00+00:00")
    assert FERRY_EAST not in found(full, (1.0, 0.0, 0.0))
    assert FERRY_NORTH in found(full, (1.0, 0.0, 0.0))


def test_a_correction_keeps_the_place(full: RecordStore) -> None:
    first = ferry().attributions[0]
    full.correct(first.id, "speaker", {"name": "Bo Lund"}, by="desk", at="2026-07-01T00:00:00+00:00")
    assert found(full, (1.0, 0.0, 0.0))[0] == ("ferry.txt", "Bo Lund")


def test_what_is_let_go_of_takes_its_vectors_along(full: RecordStore) -> None:
    assert full.expire(before="2026-05-31", at="2026-07-01T00:00:00+00:00") == 1
    assert found(full, (1.0, 0.0, 0.0)) == [BRIDGE_EAST, BRIDGE_NONE]
    assert full.verify().ok


def test_vectors_that_do_not_fit_are_told(full: RecordStore) -> None:
    assert full.verify().ok
    with full.db.writing():
        full.db.run("UPDATE vectors SET width = 2")
    problems = full.verify().problems
    assert len([one for one in problems if "vectors" in one]) == 2


def test_a_copy_has_them_too(full: RecordStore, location: Callable[[], str]) -> None:
    target = location()
    copy_record(full.db.location, target)
    with open_store(target) as copied:
        assert found(copied, (1.0, 0.0, 0.0))[:2] == [FERRY_EAST, BRIDGE_EAST]
