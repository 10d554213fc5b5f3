"""Why nothing is found: what matches in earlier revisions, what people struck, and never what a tombstone hides."""

from __future__ import annotations

import pytest
from written_reports import FERRY, bridge, report, said

from onrecord.model import Query, Unseen
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.record.store import RecordStore
from onrecord.search.people import statement
from onrecord.search.unseen import unseen

GONE = "Ferry to stop, harbour board says\n\nThis report was withdrawn."
NOW = "2026-06-02T10:00:00"


@pytest.fixture
def revised(store: RecordStore) -> RecordStore:
    """A report of three statements that the outlet took back, and one of which a statement was struck by a person."""
    one = said(FERRY, ("“We will not run the ferry after May,”", "“Not one crossing.”"), "Ilda Marrow", "told")
    two = said(FERRY, "the board had never asked the islanders", "Tomas O'Neill", "said that", "indirect", act="DENY")
    store.add(report("ferry.txt", FERRY, one, two, outlet="The Gazette", published="2026-05-07"))
    store.add(report("ferry.txt", GONE, outlet="The Gazette", published="2026-05-07"))
    store.add(bridge())
    store.correct(store.document("bridge.txt").attributions[1].id, "strike", None, by="Ada", at=NOW)
    return store


QUESTIONS = [
    # what, how many in earlier revisions, how many struck
    (Query(words="crossing"), 1, 0),  # the second piece of a broken quotation
    (Query(words='"ferry after may"'), 1, 0),
    (Query(words="ferry"), 1, 1),
    (Query(words="ferry -history"), 1, 0),
    (Query(words="islan*"), 1, 0),
    (Query(words="nothing OR crossing"), 1, 0),
    (Query(words="quay"), 0, 0),  # in the text, but in no statement
    (Query(words="may ferry -crossing"), 0, 0),
    (Query(about="the islanders"), 1, 0),
    (Query(speaker="O'Neill"), 1, 0),
    (Query(speaker="Bo Lund"), 0, 1),
    (Query(words="ferry", speaker="Bo Lund"), 0, 1),
    (Query(outlet="the gazette"), 2, 0),
    (Query(act="DENY"), 1, 0),
    (Query(since="2026-05-01", until="2026-05-31"), 2, 0),
    (Query(article="ferry.txt"), 2, 0),
    (Query(speaker="Nobody At All"), 0, 0),
]


@pytest.mark.parametrize(("query", "earlier", "struck"), QUESTIONS, ids=lambda one: str(one)[:60])
def test_what_would_have_matched_is_counted(revised: RecordStore, query: Query, earlier: int, struck: int) -> None:
    where = (("ferry.txt", 1),) if earlier else ()
    assert unseen(revised.db, query) == Unseen(earlier, struck, 0, where)


def test_what_a_tombstone_hides_is_not_counted(revised: RecordStore) -> None:
    revised.suppress("person", "Tomas O'Neill", by="Ada", at=NOW)
    assert unseen(revised.db, Query(words="islanders")) == Unseen(0, 0, 1), "not even that the words were there"
    assert unseen(revised.db, Query(speaker="O'Neill")) == Unseen(0, 0, 1)
    revised.lift("person", "Tomas O'Neill", by="Ada", at=NOW)
    assert unseen(revised.db, Query(words="islanders")).earlier == 1
    assert unseen(revised.db, Query(words="islanders")).tombstones == 0


def test_the_address_of_a_statement_that_is_no_longer_shown_says_why(revised: RecordStore) -> None:
    gone = revised.document("ferry.txt", 1).attributions[1].id
    struck = next(one for one in revised.db.rows("SELECT attribution FROM correction"))[0]
    for key, why in ((gone, "earlier revisions"), (struck, "struck by a person"), ("s" + gone[1:], "earlier revisions"),
                     ("s0000000000000000", "no such statement")):  # fmt: skip
        with pytest.raises(NotFoundError, match=why):
            statement(revised.db, key)
    revised.suppress("person", "Tomas O'Neill", by="Ada", at=NOW)
    with pytest.raises(NotFoundError, match="no such statement"):
        statement(revised.db, gone)


def test_what_cannot_be_asked_is_refused_as_by_the_search(revised: RecordStore) -> None:
    with pytest.raises(QueryError):
        unseen(revised.db, Query(words="?!"))


def test_the_reasons_are_told_in_words() -> None:
    assert Unseen().reasons == ()
    one, two, three = Unseen(1, 2, 3).reasons
    assert one.startswith("1 that matches stands only in an earlier revision")
    assert two == "2 that match were struck by a person as no statement"
    assert three.startswith("3 tombstones stand in this record")
