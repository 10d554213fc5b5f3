"""What is stored, put together with what is held: people and statements over articles, and what judgements do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from one_sentence import report

from onrecord.model import Document, Judgement
from onrecord.record import linking, open_store
from onrecord.record.store import RecordStore
from onrecord.resolution import apply_judgement, resolve_document
from onrecord.search.people import people, statement
from onrecord.search.person import person


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with open_store(str(tmp_path / "record.sqlite"), create=True) as opened:
        yield opened


def keep(store: RecordStore, *documents: Document) -> None:
    for one in documents:
        store.add(one)
        resolve_document(store.db, one)


def judge(store: RecordStore, left: str, right: str, decision: str, about: str = "person") -> None:
    made = Judgement(left, right, decision, "R. Editor", "2026-05-05T09:00:00Z", None, about)  # type: ignore[arg-type]
    linking.keep_judgement(store.db, made)
    apply_judgement(store.db, made)


def names(store: RecordStore) -> list[tuple[str, int]]:
    return sorted((one.name, one.reports) for one in people(store.db, None, 50))


def test_one_person_and_one_statement_in_three_reports(store: RecordStore) -> None:
    keep(store, report("a", "Ilda Marrow", role="the transport minister"),
         report("b", "Ilda Marrow", day="2026-05-05"),
         report("c", "Marrow", role="transport minister"))  # fmt: skip
    (only,) = people(store.db, None, 50)
    assert (only.name, only.reports, only.articles, only.outlets, only.statements) == ("Ilda Marrow", 3, 3, 3, 1)
    assert only.first == "2026-05-04"
    assert only.last == "2026-05-05"
    held = person(store.db, only.id)
    assert {role.text for role in held.roles} == {"the transport minister", "transport minister"}
    sightings = statement(store.db, store.document("b").attributions[0].id).sightings
    assert [hit.passage.article.id for hit in sightings] == ["a", "c", "b"], "earliest published first"


def test_two_people_of_one_name_stay_two(store: RecordStore) -> None:
    keep(store, report("a", "Daniel Hale", role="mayor of Karsk"),
         report("b", "Daniel Hale", "“We scored twice and could have scored four”", "the Rovers striker"))  # fmt: skip
    assert names(store) == [("Daniel Hale", 1), ("Daniel Hale", 1)]


def test_a_doubtful_pair_is_offered_and_a_judgement_joins_it(store: RecordStore) -> None:
    keep(store, report("a", "Ilda Marrow", role="transport minister"), report("b", "Marrow", "“No”, “never again”"))
    assert names(store) == [("Ilda Marrow", 1), ("Marrow", 1)]
    ilda = next(one for one in people(store.db, None, 50) if one.name == "Ilda Marrow")
    (likely,) = person(store.db, ilda.id).likely
    assert likely.reasons
    judge(store, ilda.id, likely.card.id, "same")
    assert names(store) == [("Ilda Marrow", 2)]


def test_a_judgement_parts_what_the_program_joined_and_another_undoes_it(store: RecordStore) -> None:
    keep(store, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", "“We never said so at all, not once”"))
    assert names(store) == [("Ilda Marrow", 2)]
    judge(store, "a#ilda marrow", "b#ilda marrow", "different")
    assert names(store) == [("Ilda Marrow", 1), ("Ilda Marrow", 1)]
    judge(store, "a#ilda marrow", "b#ilda marrow", "same")
    assert names(store) == [("Ilda Marrow", 2)]


def test_statements_judged_the_same_are_counted_once(store: RecordStore) -> None:
    keep(store, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", "“The crossing opens again before winter”"))
    left, right = ("s" + store.document(name).attributions[0].id[1:] for name in ("a", "b"))
    assert people(store.db, None, 1)[0].statements == 2
    judge(store, left, right, "same", "statement")
    assert people(store.db, None, 1)[0].statements == 1


def test_resolving_again_changes_nothing(store: RecordStore) -> None:
    documents = [report("a", "Ilda Marrow"), report("b", "Marrow", role="transport minister")]
    keep(store, *documents)
    before = (names(store), statement(store.db, documents[0].attributions[0].id))
    for one in documents:
        resolve_document(store.db, one)
    assert (names(store), statement(store.db, documents[0].attributions[0].id)) == before
