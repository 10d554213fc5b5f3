"""People counted by index, a person's page and the list of articles: the same as going through everything."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from written_reports import BRIDGE, FERRY, place, report, said

from onrecord.archive import Archive
from onrecord.model import Addressee, Document, Phrase
from onrecord.model.errors import QueryError
from onrecord.pipeline import Pipeline
from onrecord.record import counting
from onrecord.record.store import RecordStore
from onrecord.resolution import resolve_document
from onrecord.search.articles import articles_listed
from onrecord.search.people import people, review_queue
from onrecord.search.person import person, spread

GIVEN = "Ada Bela Cora Dana Edda Finn Gerd Hugo Iris Jens Kari Lotte".split()


def keep(store: RecordStore, *documents: Document) -> None:
    for document in documents:
        store.add(document)
        resolve_document(store.db, document)


def speech(id_: str, *speakers: str, **article: object) -> Document:
    """A report in which each of some people says something once for each time they are named."""
    lines = [f"{name} said that crossing {id_} number {n} was closed." for n, name in enumerate(speakers)]
    text = "Crossings closed\n\n" + "\n".join(lines)
    found = []
    for n, name in enumerate(speakers):
        one = said(text, f"crossing {id_} number {n} was closed", name, "said", "indirect")
        assert one.speaker is not None
        found.append(replace(one, speaker=replace(one.speaker, key=name.lower())))
    return report(id_, text, *found, **article)


@pytest.fixture
def full(store: RecordStore) -> RecordStore:
    """Twelve people with 1 to 6 reports: many ties, some wire copies, one article revised so that some spoke before."""
    names = [f"{name} Marrow{chr(97 + n)}" for n, name in enumerate(GIVEN)]
    for n, name in enumerate(names):
        keep(store, *(speech(f"r{n}-{m}", name) for m in range(n % 6 + 1)))
    keep(store, speech("often", names[0], names[0], names[3]), speech("often", names[1]))
    with store.db.writing():
        store.db.run("DELETE FROM sighting")
        store.db.run("INSERT INTO statement (id, mark) VALUES (900, 's900')")
        for key, copied in ((7, "r0-0"), (8, "r0-0"), (9, None), (15, "r2-0")):
            store.db.run("INSERT INTO sighting (attribution_id, statement_id, relation, copy_of)"
                         " VALUES (?, 900, 'same', ?)", (key, copied))  # fmt: skip
    struck = store.document("r5-2", None).attributions[0]
    store.correct(struck.id, "strike", None, by="Ada", at="2026-05-07T10:00:00")
    return store


def counted_all(store: RecordStore) -> list[tuple[int, int]]:
    """(entity, reports) of everybody of whom something is current, most first: counted by going through everything."""
    rows = store.db.rows(
        "SELECT mention.entity_id, count(*) - count(sighting.copy_of) FROM attribution a"
        " JOIN mention ON mention.id = a.mention_id LEFT JOIN sighting ON sighting.attribution_id = a.id"
        " WHERE a.state = 0 GROUP BY mention.entity_id"
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda one: (-one[1], one[0]))


def test_the_busiest_are_those_that_a_count_of_all_finds(full: RecordStore) -> None:
    wanted = counted_all(full)
    for counted in ("none", "all", "some"):
        if counted == "all":
            assert full.recount() >= len(wanted)
            assert full.recount() == 0, "nothing has changed since"
        if counted == "some":
            keep(full, speech("late", "Lotte Marrowl", "Ada Marrowa"))
            wanted = counted_all(full)
        for limit in (1, 3, 7, 50):
            found = counting.busiest(full.db, None, limit)
            assert [(one.id, one.reports) for one in found] == wanted[:limit], (counted, limit)
        for one in counting.busiest(full.db, None, 50):
            assert [one] == counting.counts_of(full.db, [one.id]), "sightings, statements, articles, outlets, days"
            assert one == counting.count_of(full.db, one.id)
        assert [card.name for card in people(full.db, "kari", 10)] == ["Kari Marrowk"]
        assert people(full.db, "nobody", 10) == ()
        assert counting.busiest(full.db, None, 0) == []


def revised(archive: Archive) -> None:
    keep(archive.store, speech("r3-1", "Dana Marrowd", "Edda Marrowe"))


def said_again(archive: Archive) -> None:
    """What an agency wrote, printed again: an earlier attribution becomes a sighting of a statement, too."""
    one = archive.store.document("r4-0")
    again = replace(one.article, id="again", outlet="The Echo", published="2026-05-09")
    keep(archive.store, replace(one, article=again))


def struck(archive: Archive) -> None:
    archive.correct(archive.store.document("r4-2").attributions[0].id, "strike", None, by="Ada")


def somebody_else(archive: Archive) -> None:
    archive.correct(archive.store.document("r4-3").attributions[0].id, "speaker", {"name": "Hugo Marrowh"}, by="Ada")


def judged_the_same(archive: Archive) -> None:
    iris, jens = archive.people("iris")[0].id, archive.people("jens")[0].id
    archive.judge(iris, jens, "same", by="Ada")


def hidden(archive: Archive) -> None:
    archive.suppress("Lotte Marrowl", by="Ada")


def shown_again(archive: Archive) -> None:
    archive.suppress("Lotte Marrowl", lift=True, by="Ada")


def let_go(archive: Archive) -> None:
    archive.expire("2026-05-02")


CHANGES = (revised, said_again, struck, somebody_else, judged_the_same, hidden, shown_again, let_go)


def test_no_change_leaves_a_wrong_count(store: RecordStore) -> None:
    for n, name in enumerate(GIVEN):
        made = (
            speech(f"r{n}-{m}", f"{name} Marrow{chr(97 + n)}", published=f"2026-05-0{m + 1}") for m in range(n % 6 + 1)
        )
        keep(store, *made)
    archive = Archive(store, Pipeline(), store.location)
    for change in CHANGES:
        store.recount()
        before = counted_all(store)
        change(archive)
        assert counting.miscounted(store.db) == [], change.__name__
        assert [(one.id, one.reports) for one in counting.busiest(store.db, None, 50)] == counted_all(store)
        if change is not said_again:
            assert counted_all(store) != before, f"{change.__name__} changes a count, or this shows nothing"
    assert store.verify().problems == ()
    with store.db.writing():
        store.db.run("UPDATE tally SET reports = 99 WHERE entity_id = (SELECT min(entity_id) FROM tally)")
    assert any("is not what was counted" in problem for problem in store.verify().problems)


def test_a_person_is_told_with_roles_addressees_and_who_is_named(store: RecordStore) -> None:
    minister, mayor = Phrase("transport minister", place(FERRY, "harbour board")), Phrase("mayor", place(FERRY, "quay"))
    one = said(FERRY, "“We will not run the ferry after May,”", "Ilda Marrow", "told")
    to = Addressee("reporters", place(FERRY, "reporters"), None)
    assert one.speaker is not None
    first = replace(one, addressee=to, speaker=replace(one.speaker, role=minister))
    text = "Bridge opens\n\nIlda Marrow said Lund had asked.\n\n“No, Lundgren has,” said Bo Lund."
    about = said(text, "Lund had asked", "Ilda Marrow", "said", "indirect")
    assert about.speaker is not None
    about = replace(about, speaker=replace(about.speaker, role=mayor))
    other = said(text, "“No, Lundgren has,”", "Bo Lund", "said")
    keep(
        store,
        report("a", FERRY, first, published="2026-05-04"),
        report("b", FERRY + "\n", first, published="2026-05-06"),
        report("c", text, about, other),
    )
    shown = person(store.db, "Ilda Marrow")
    assert {(role.text, role.since, role.until, role.articles) for role in shown.roles} == {
        ("transport minister", "2026-05-04", "2026-05-06", 2),
        ("mayor", None, None, 1),
    }
    assert [(to.name, to.count) for to in shown.addressees] == [("reporters", 2)]
    (named,) = shown.about
    assert (named.name, named.count, named.id) == ("Bo Lund", 1, person(store.db, "Bo Lund").card.id)
    assert [(day.day, day.quotation, day.sightings) for day in shown.days] == [
        ("2026-05-04", "direct", 1),
        ("2026-05-06", "direct", 1),
    ]
    assert shown.undated == 1
    assert person(store.db, "Bo Lund").about == (), "Lundgren is not Lund"
    # what people corrected, and what lies behind a tombstone, is read as it is shown
    store.correct(first.id, "speaker", {"name": "Ilda Marrow"}, by="Ada", at="2026-05-07T10:00:00", article="a")
    store.suppress("person", "Bo Lund", by="Ada", at="2026-05-07T10:00:00")
    after = person(store.db, "Ilda Marrow")
    assert after.about == ()
    assert [(to.name, to.count) for to in after.addressees] == [("reporters", 2)]


def test_of_somebody_in_many_articles_some_are_read_spread_over_the_time(store: RecordStore) -> None:
    for n in range(9):
        one = speech(f"r{n}", "Ilda Marrow", published=None if n == 4 else f"2026-05-0{n + 1}")
        found = one.attributions[0]
        assert found.speaker is not None
        role = Phrase(one.article.text[:8], place(one.article.text, one.article.text[:8]))
        keep(store, replace(one, attributions=(replace(found, speaker=replace(found.speaker, role=role)),)))
    whole, some = person(store.db, "Ilda Marrow"), person(store.db, "Ilda Marrow", 3)
    assert (whole.read, whole.card.articles) == (9, 9)
    assert [(role.articles, role.since, role.until) for role in whole.roles] == [(9, "2026-05-01", "2026-05-09")]
    assert some.read == 3
    assert some.days == whole.days, "what is counted by day is counted over all"
    assert [(role.articles, role.until) for role in some.roles] == [(3, "2026-05-09")]


SPREADS = [
    # days of the revisions, how many at most, which
    ({1: 5, 2: 6}, 5, [2, 1]),
    ({n: n for n in range(1, 10)}, 3, [9, 5, 1]),  # the first, the last, and one between
    ({n: -n + 20 for n in range(1, 10)}, 2, [1, 9]),  # by day, not by when it was stored
    ({1: None, 2: 7, 3: None, 4: 8}, 2, [4, 1]),  # without a day: earliest
    ({1: 5, 2: 6, 3: 7}, 1, [3]),
    ({}, 3, []),
]


@pytest.mark.parametrize(("days", "most", "wanted"), SPREADS)
def test_revisions_are_taken_evenly(days: dict[int, int | None], most: int, wanted: list[int]) -> None:
    assert spread(days, most) == wanted


def test_the_most_doubtful_of_the_latest_come_first(store: RecordStore) -> None:
    kept = report("a", BRIDGE, said(BRIDGE, "“The ferry is history,”", "Bo Lund", "said"))
    one = kept.attributions[0]
    doubts = [0.5, 0.2, 0.65, 0.9]
    for n, sure in enumerate(doubts):
        text = BRIDGE + "\n" * (n + 1)
        again = said(text, "“The ferry is history,”", "Bo Lund", "said")
        keep(store, report(f"d{n}", text, replace(again, confidence=replace(one.confidence, speaker=sure))))
    items = [item for item in review_queue(store.db, store, 2) if item.kind == "speaker"]
    assert [item.probability for item in items] == [0.2, 0.5], "of all that are looked at, not the first two"


def test_articles_by_pages_hold_everything_once_the_latest_first(store: RecordStore) -> None:
    days = ["2026-05-04", None, "2026-05-06", "2026-05-04", None, "2026-01-01"]
    for n, day in enumerate(days):
        keep(store, speech(f"r{n}", "Ada Lund", "Ada Lund", published=day, outlet="The Echo" if n % 2 else None,
                           title=None if n == 2 else f"Crossing {n} closed"))  # fmt: skip
    seen, after = [], None
    for _ in range(4):
        page = articles_listed(store.db, None, None, after, 2)
        seen += page.articles
        after = page.after
        if after is None:
            break
    assert [one.article.id for one in seen] == ["r2", "r3", "r0", "r5", "r4", "r1"]
    assert Counter(one.sightings for one in seen) == {2: 6}
    assert {one.article.id: one.headline for one in seen if one.headline} == {"r2": "Crossings closed"}
    sought = articles_listed(store.db, "crossing  5", None, None, 10)
    assert [one.article.id for one in sought.articles] == ["r5"]
    echo = articles_listed(store.db, None, "the echo", None, 10)
    assert [one.article.id for one in echo.articles] == ["r3", "r5", "r1"]
    assert articles_listed(store.db, "100%", None, None, 10).articles == (), "a sign is itself"
    keep(
        store,
        speech("r6", "Ada Lund", title="Östmark: ÅRSTA bridge closed"),
        speech("Östmark-r7", "Ada Lund", title=None),
    )
    for words in ("östmark", "Östmark", "ÖSTMARK", "årsta BRIDGE"):
        found = {one.article.id for one in articles_listed(store.db, words, None, None, 10).articles}
        assert found == ({"r6"} if "rsta" in words else {"r6", "Östmark-r7"}), words
    store.suppress("person", "Crossings", by="Ada", at="2026-05-07T10:00:00")
    hidden = articles_listed(store.db, None, None, None, 1).articles[0].headline
    assert hidden is not None
    assert "Crossings" not in hidden
    for wrong in ("x", "1", "1-", "-1", "1-2-3", "٣-1", "9" * 30 + "-1"):
        with pytest.raises(QueryError, match="cursor"):
            articles_listed(store.db, None, None, wrong, 2)
