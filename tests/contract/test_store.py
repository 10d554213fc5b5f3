"""What a record promises, asked of both databases with the same questions and the same answers."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_reports import BRIDGE, FERRY, bridge, ferry, place, report, said

from onrecord.model import Query, Receipt, Refusal, Source, as_contract
from onrecord.model.errors import NotFoundError, QueryError, RecordError, RecordMissingError
from onrecord.record import copy_record, open_store
from onrecord.record.store import RecordStore

NUMBERS = count(1)
NOW = "2026-06-02T10:00:00+00:00"


@pytest.fixture
def full(store: RecordStore) -> RecordStore:
    """Both reports, stored."""
    assert [store.add(ferry(), at=NOW), store.add(bridge(), at=NOW)] == ["stored", "stored"]
    return store


def contents(store: RecordStore, **query: object) -> set[str]:
    """The words of all that a query finds, and that the total says so."""
    page = store.search(Query(**query, limit=100))  # type: ignore[arg-type]
    assert page.total == len(page.hits)
    texts = {"ferry.txt": FERRY, "bridge.txt": BRIDGE}
    return {hit.attribution.content[0].of(texts[hit.passage.article.id])[:20] for hit in page.hits}


NEVER, BRIDGE_WOULD, WE_WILL, HISTORY = (
    "the board had never ",
    "the bridge would car",
    "“We will not run the",
    "“The ferry is histor",
)

SEARCHES = [
    ({"words": "ferry"}, {WE_WILL, HISTORY}),
    ({"words": "FERRY may"}, {WE_WILL}),  # all words, any case
    ({"words": "ferry islanders"}, set()),  # not in one content
    ({"words": '"ferry is history"'}, {HISTORY}),  # a phrase
    ({"words": '"ferry history"'}, set()),  # not next to one another
    ({"words": "“not one crossing”"}, {WE_WILL}),  # curly marks make a phrase, too; second piece of a broken quotation
    ({"words": "history OR islanders"}, {HISTORY, NEVER}),
    ({"words": "ferry -history"}, {WE_WILL}),
    ({"words": 'ferry -"is history"'}, {WE_WILL}),
    ({"words": "-ferry"}, {NEVER, BRIDGE_WOULD}),  # only an exclusion
    ({"words": "naive ostmark"}, {BRIDGE_WOULD}),  # without the marks on letters
    ({"words": "NAÏVE"}, {BRIDGE_WOULD}),
    ({"words": "na\u200bïve"}, {BRIDGE_WOULD}),  # a zero-width space in the question
    ({"words": "cross*"}, {WE_WILL}),
    ({"words": "cross"}, set()),  # whole words unless asked otherwise
    ({"words": 'ferry AND (may) OR" ^ : NEAR('}, {WE_WILL}),  # junk is no syntax error: ferry, and may or "near"
    ({"words": "ferry NEAR(may"}, set()),  # to people NEAR is a word
    ({"words": "quay"}, set()),  # in the report, but in nobody's statement
    ({"speaker": "Ilda Marrow"}, {WE_WILL, BRIDGE_WOULD}),
    ({"speaker": "marrow"}, {WE_WILL, BRIDGE_WOULD}),
    ({"speaker": "O’Neill"}, {NEVER}),  # printed with a straight apostrophe
    ({"speaker": "neil"}, {NEVER}),  # nobody has that word whole; the beginning of one will do
    ({"speaker": "Nobody"}, set()),
    ({"about": "the ferry"}, {WE_WILL, HISTORY}),
    ({"about": "ferry may"}, set()),  # a name stands together
    ({"addressee": "reporters"}, {WE_WILL}),
    ({"outlet": "the ostmark gazette"}, {WE_WILL, NEVER}),
    ({"since": "2026-05-08"}, {HISTORY, BRIDGE_WOULD}),
    ({"until": "2026-05-07"}, {WE_WILL, NEVER}),
    ({"quotation": "direct"}, {WE_WILL, HISTORY}),
    ({"act": "DENY"}, {NEVER}),
    ({"mode": "thought"}, set()),
    ({"commitment": "asserted", "words": "history"}, {HISTORY}),
    ({"min_confidence": 0.95}, set()),
    ({"article": "bridge.txt"}, {HISTORY, BRIDGE_WOULD}),
    ({"words": "ferry", "speaker": "lund", "quotation": "direct", "since": "2026-01-01"}, {HISTORY}),
]


def test_searching(full: RecordStore) -> None:
    for asked, wanted in SEARCHES:
        assert contents(full, **asked) == wanted, asked


@pytest.mark.parametrize("query", [Query(words="?! -"), Query(since="May"), Query(speaker="--"), Query(after="x")])
def test_questions_without_a_meaning(full: RecordStore, query: Query) -> None:
    with pytest.raises(QueryError):
        full.search(query)


def test_what_comes_back_is_what_went_in(full: RecordStore) -> None:
    assert as_contract(full.document("ferry.txt")) == as_contract(ferry())
    assert full.document("https://gazette.example/ferry.txt").article.id == "ferry.txt"
    assert full.raw("ferry.txt") == FERRY.encode()
    with pytest.raises(NotFoundError):
        full.document("ferry.txt", 2)
    with pytest.raises(NotFoundError):
        full.document("nowhere")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_text_and_any_spans_survive(store: RecordStore, data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=60))
    text += data.draw(st.sampled_from(["", "\x00", "e\u0301", "\U0001f600", "\r\n", "\u202e", "\ufdd0"])) + " end"
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=4, max_size=4)))
    first = text[cuts[0] : cuts[1]]
    one = replace(said(text, "end", None, "end"), source=(place(text, first),), verbatim=(), insertions=())
    document = report(f"any-{next(NUMBERS)}", text, one)
    assert store.add(document) == "stored"
    assert as_contract(store.document(document.article.id)) == as_contract(document)


@pytest.mark.parametrize("few", [0, 1000])  # 0: all that the index has of the words is read; 1000: each is asked about
def test_words_narrowed_by_something_else(store: RecordStore, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr("onrecord.record.selecting.FEW", few)
    for number in range(3):
        store.add(ferry(f"f{number}", FERRY + f"\n\nEdition {number}.", url=None, published=f"2026-05-0{1 + number}"))
    store.add(bridge())
    store.correct(store.document("f2").attributions[1].id, "strike", None, by="ann", at="2026-06-02T10:00:00+00:00")
    for query, total in (
        (Query(words="ferry", speaker="Ilda Marrow"), 3),
        (Query(words="ferry", speaker="marrow", quotation="indirect"), 0),  # a condition beside both
        (Query(words="ferry", speaker="lund"), 1),
        (Query(words="ferry", since="2026-05-02", until="2026-05-31"), 2),
        (Query(words="ferry OR islanders", outlet="The Östmark Gazette"), 5),  # one of six was struck out
        (Query(words="islanders", article="f1"), 1),
        (Query(words="islanders", article="f2"), 0),
        (Query(words="ferry -history", speaker="Bo Lund"), 0),
        (Query(words="-ferry", speaker="Ilda Marrow"), 1),  # nothing to look up: only words that must be absent
        (Query(words='"after may"', speaker="Nobody"), 0),
    ):
        page = store.search(query)
        assert (page.total, len(page.hits), page.reports) == (total, total, total), query
    first = store.search(Query(words="ferry", speaker="Marrow", sort="date", limit=2))
    rest = store.search(Query(words="ferry", speaker="Marrow", sort="date", limit=2, after=first.after))
    assert [hit.passage.article.id for hit in (*first.hits, *rest.hits)] == ["f2", "f1", "f0"]
    assert dict(store.facets(Query(words="ferry", speaker="Marrow"), limit=3))["mode"] == (("speech", 3),)


def test_days_the_wrong_way_round_are_refused_and_not_found_empty(full: RecordStore) -> None:
    with pytest.raises(QueryError, match="since 2026-05-08 lies after until 2026-05-07; swap the two"):
        full.search(Query(since="2026-05-08", until="2026-05-07"))
    assert full.search(Query(since="2026-05-07", until="2026-05-07")).total == 2


def test_the_latest_come_without_a_count_and_go_on_after_a_page(full: RecordStore) -> None:
    every = full.latest(Query())
    assert [hit.attribution.id for hit in every] == [hit.attribution.id for hit in full.search(Query(sort="date")).hits]
    first = full.search(Query(sort="date", limit=1))
    assert full.latest(Query(after=first.after, limit=2)) == every[1:3]
    assert {hit.attribution.quotation for hit in full.latest(Query(quotation="direct"))} == {"direct"}
    assert full.latest(Query(speaker="Nobody At All")) == []


@pytest.mark.parametrize("cost", [20, 0])  # 0: as if every word were too common for sorting its matches
def test_pages_hold_everything_once(store: RecordStore, monkeypatch: pytest.MonkeyPatch, cost: int) -> None:
    monkeypatch.setattr("onrecord.record.searching._COST_OF_ASKING", cost)
    for number in range(7):
        # Days repeat, and one report has none: the order must still be the same each time.
        day = None if number == 3 else f"2026-05-0{1 + number % 3}"
        store.add(ferry(f"f{number}", FERRY + f"\n\nEdition {number}.", url=None, published=day))
    for sort in ("relevance", "date"):
        seen: list[tuple[str, str]] = []
        after = None
        while True:
            page = store.search(Query(words="ferry OR islanders", limit=4, after=after, sort=sort))  # type: ignore[arg-type]
            assert page.total == 14
            seen += [(hit.passage.article.id, hit.attribution.id) for hit in page.hits]
            after = page.after
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 14, sort
        if sort == "date":
            assert [one for one, _ in seen][-2:] == ["f3", "f3"]  # the undated one comes last
    days = [hit.passage.article.published or "" for hit in store.search(Query(sort="date")).hits]
    assert days == sorted(days, reverse=True)


def test_short_statements_of_the_word_come_first(full: RecordStore) -> None:
    page = full.search(Query(words="ferry"))
    assert page.hits[0].attribution.speaker is not None
    assert page.hits[0].attribution.speaker.name == "Bo Lund"


def test_a_hit_shows_its_passage(full: RecordStore) -> None:
    hit = full.search(Query(words="crossing")).hits[0]
    assert hit.passage.text == FERRY.split("\n\n")[1]
    assert hit.passage.span.of(FERRY) == hit.passage.text
    assert (hit.passage.article.outlet, hit.passage.article.revision) == ("The Östmark Gazette", 1)


def test_facets_count_reports(full: RecordStore) -> None:
    counted = full.facets(Query(words="ferry OR bridge"))
    assert counted["speaker"] == (("Ilda Marrow", 2), ("Bo Lund", 1))
    assert counted["outlet"] == (("Quay Radio", 2), ("The Östmark Gazette", 1))
    assert dict(counted["quotation"]) == {"direct": 2, "indirect": 1}


def test_passages_hold_any_stored_words(full: RecordStore) -> None:
    assert [one.text for one in full.passages(["quay", "quiet"], limit=5)] == ["The quay was quiet."]
    best = full.passages(["never", "asked", "ferry"], limit=5)[0]
    assert best.text.startswith("Tomas O'Neill")
    assert best.span.of(FERRY) == best.text
    assert full.passages(["zeppelin"], limit=5) == []
    assert full.passages(["...", ""], limit=5) == []


def test_the_extent(full: RecordStore) -> None:
    extent = full.extent()
    assert (extent.articles, extent.attributions, extent.outlets) == (2, 4, 2)
    assert (extent.earliest, extent.latest) == ("2026-05-07", "2026-06-01")


def test_the_same_again_is_already_held(full: RecordStore) -> None:
    assert full.add(ferry()) == "already"
    # The same address under another id is the same article, too.
    assert full.add(ferry("https://gazette.example/ferry.txt", url=None)) == "already"
    assert full.holds(ferry().article)
    assert not full.holds(ferry(text=FERRY + "\n\nMore.").article)
    assert full.committed(["ferry.txt", "other.txt"]) == {"ferry.txt"}
    assert full.extent().articles == 2


def test_a_changed_text_is_a_new_revision(full: RecordStore) -> None:
    changed = FERRY.replace("after May", "after June").replace(
        "Tomas O'Neill said that", "Tomas O'Neill said that only"
    )
    third = said(changed, "The quay was quiet", None, "was")
    first = said(changed, "“We will not run the ferry after June,”", "Ilda Marrow", "told")
    fresh = report("ferry.txt", changed, first, third, url="https://gazette.example/ferry.txt")
    assert full.add(fresh) == "revised"
    assert [(one.card.revision, one.attributions) for one in full.revisions("ferry.txt")] == [(1, 2), (2, 2)]
    assert [one.kind for one in full.changes("ferry.txt")] == ["changed", "new", "dropped"]
    assert full.document("ferry.txt", 1).article.text == FERRY
    assert full.document("ferry.txt").article.text == changed
    # Searches see the latest revision only; passages for a check see all.
    assert full.search(Query(words="ferry may")).total == 0
    assert full.search(Query(words="ferry june")).total == 1
    assert {one.article.revision for one in full.passages(["islanders", "crossing"], limit=9)} == {1, 2}
    # Going back to the first text is no third revision.
    assert full.add(ferry()) == "already"
    assert full.verify().problems == ()


def test_a_withdrawn_article_says_so_everywhere(full: RecordStore) -> None:
    assert full.add(ferry(standing="withdrawn")) == "already"
    assert full.search(Query(words="crossing")).hits[0].passage.article.standing == "withdrawn"
    assert full.passages(["quay"], limit=1)[0].article.standing == "withdrawn"
    # An old copy that does not know of it changes nothing, and need not be read again.
    assert full.holds(ferry().article)
    assert full.add(ferry()) == "already"
    assert full.document("ferry.txt").article.standing == "withdrawn"
    full.set_standing("bridge.txt", "corrected", at=NOW, by="desk", why="name of the bridge")
    assert full.document("bridge.txt").article.standing == "corrected"


def test_corrections_are_laid_over(full: RecordStore) -> None:
    wrong = ferry().attributions[0].id
    full.correct(wrong, "speaker", {"name": "Inga Marrow"}, by="ann", at=NOW, why="see the caption")
    hit = full.search(Query(speaker="inga")).hits[0]
    assert (hit.corrected, hit.attribution.id) == (True, wrong)
    assert full.search(Query(speaker="ilda")).total == 1
    assert "corrected" in full.document("ferry.txt").attributions[0].notes
    full.correct(wrong, "quotation", {"quotation": "mixed"}, by="ann", at=NOW)
    assert full.search(Query(quotation="mixed")).total == 1
    full.correct(wrong, "span", {"content": [list(place(FERRY, "“Not one crossing.”"))]}, by="ann", at=NOW)
    assert full.search(Query(words="may")).total == 0
    assert full.attribution(wrong).attribution.verbatim == (place(FERRY, "Not one crossing."),)
    full.correct(wrong, "addressee", None, by="ann", at=NOW)
    assert full.search(Query(addressee="reporters")).total == 0
    assert full.verify().problems == ()
    assert [one.kind for one in full.corrections()] == ["speaker", "quotation", "span", "addressee"]


def test_adding_and_striking(full: RecordStore) -> None:
    added = {
        "content": [list(place(FERRY, "The quay was quiet"))],
        "speaker": {"name": "A Gull"},
        "quotation": "indirect",
    }
    made = full.correct("", "add", added, by="ann", at=NOW, article="ferry.txt")
    assert full.search(Query(words="quay")).hits[0].attribution.id == made.attribution
    struck = ferry().attributions[1].id
    full.correct(struck, "strike", None, by="ann", at=NOW)
    assert full.search(Query(words="islanders")).total == 0
    assert [one.id for one in full.document("ferry.txt").attributions] == [ferry().attributions[0].id, made.attribution]
    line = json.loads(json.dumps(next(iter(full.training_lines()))))
    assert line["text"] == FERRY
    assert {one["id"] for one in line["attributions"]} == {ferry().attributions[0].id, made.attribution}
    assert [one["id"] for one in line["struck"]] == [struck]
    full.correct(struck, "strike", {"struck": False}, by="bea", at=NOW)
    assert full.search(Query(words="islanders")).total == 1
    assert full.verify().problems == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("quotation", {"quotation": "loud"}),
        ("speaker", {"title": "x"}),
        ("speaker", {"name": " "}),
        ("span", {"content": [[5, 4]]}),
        ("span", {"content": [[0, 99999]]}),  # past the end of the text
        ("span", {"content": []}),
        ("addressee", {"text": "x"}),
        ("wish", None),
    ],
)
def test_corrections_of_the_wrong_form_change_nothing(full: RecordStore, kind: str, value: object) -> None:
    with pytest.raises(QueryError):
        full.correct(ferry().attributions[0].id, kind, value, by="ann", at=NOW)  # type: ignore[arg-type]
    assert full.corrections() == []


def test_corrections_survive_a_better_model_and_a_new_revision(full: RecordStore) -> None:
    kept = ferry().attributions[0]
    full.correct(kept.id, "speaker", {"name": "Inga Marrow"}, by="ann", at=NOW)
    better = replace(ferry(), attributions=(replace(kept, act="REFUSE"),))
    assert full.renew(better)
    assert full.search(Query(speaker="inga", act="REFUSE")).total == 1
    assert full.search(Query(words="islanders")).total == 0
    assert not full.renew(ferry("elsewhere.txt", url=None))
    full.add(ferry(text=FERRY + "\n\nA late line."))
    assert full.search(Query(speaker="inga")).total == 1
    assert full.verify().problems == ()


def test_a_suppressed_person_is_nowhere(full: RecordStore) -> None:
    _, hidden = full.suppress("person", "Ilda Marrow", by="counsel", at=NOW, why="court order")
    assert hidden == 2
    full.add(ferry("later.txt", FERRY + "\n\nAn evening edition.", url=None))  # held back, although it came later
    for name in ("ferry.txt", "bridge.txt", "later.txt"):
        document = full.document(name)
        assert "Marrow" not in json.dumps(as_contract(document))
        assert "We will not run" not in document.article.text
    text = full.document("ferry.txt").article.text
    assert len(text) == len(FERRY)
    assert place(text, "islanders") == place(FERRY, "islanders")
    assert full.search(Query(speaker="marrow")).total == 0
    assert full.search(Query(words="crossing")).total == 0
    assert full.search(Query(words="islanders")).total == 2
    assert not any("Marrow" in one.text for one in full.passages(["marrow", "crossing", "islanders"], limit=9))
    assert full.verify().problems == ()
    assert [one.lifted for one in full.suppressions()] == [False]
    full.lift("person", "ilda marrow", by="counsel", at=NOW)
    assert full.search(Query(words="crossing")).total == 2
    assert full.document("ferry.txt").article.text == FERRY
    assert [one.lifted for one in full.suppressions()] == [True]
    with pytest.raises(NotFoundError):
        full.lift("person", "Ilda Marrow", by="counsel", at=NOW)


def test_a_suppressed_statement_is_nowhere(full: RecordStore) -> None:
    hidden = ferry().attributions[1]
    full.suppress("statement", hidden.id, by="counsel", at=NOW)
    assert full.search(Query(words="islanders")).total == 0
    assert [one.id for one in full.document("ferry.txt").attributions] == [ferry().attributions[0].id]
    assert "islanders" not in full.document("ferry.txt").article.text
    with pytest.raises(NotFoundError):
        full.attribution(hidden.id)
    with pytest.raises(NotFoundError):
        full.suppress("statement", "a0", by="counsel", at=NOW)


def test_settings_receipts_and_retention(full: RecordStore) -> None:
    full.set_setting("snippet", "200")
    full.set_setting("retention-days", "30")
    full.set_setting("retention-days", None)
    assert (full.setting("snippet"), full.setting("retention-days")) == ("200", None)
    assert full.keep_receipt(Receipt(2, 1, 0, (Refusal("x", "no article text found"),)), at=NOW) == 1
    assert full.expire(before="2026-05-08", at=NOW, raw_only=True) == 1
    assert full.raw("ferry.txt") is None
    assert full.expire(before="2026-05-08", at=NOW) == 1
    assert [one.id for one in full.articles()] == ["bridge.txt"]
    assert full.passages(["islanders"], limit=1) == []
    assert full.verify().problems == ()
    assert full.add(ferry()) == "stored"


READ_FROM = [
    (FERRY.encode(), "utf-8"),  # just the text
    (FERRY.encode("utf-16"), "utf-16"),  # the text in other bytes
    (json.dumps({"text": FERRY}).encode(), "utf-8"),  # more than the text
]


@pytest.mark.parametrize(("raw", "encoding"), READ_FROM)
def test_the_hash_of_what_was_read_outlives_the_bytes(store: RecordStore, raw: bytes, encoding: str) -> None:
    document = ferry()
    sha256 = hashlib.sha256(raw).hexdigest()
    source = Source("text/plain", sha256, raw, encoding)
    store.add(replace(document, article=replace(document.article, source=source)), at=NOW)
    for kept in (raw, None):
        held = store.document("ferry.txt").article.source
        assert held is not None
        assert (held.sha256, store.raw("ferry.txt")) == (sha256, kept)
        assert store.verify().problems == ()
        store.expire(before="2027-01-01", at=NOW, raw_only=True)


def test_a_copy_is_whole(full: RecordStore, location: Callable[[], str], tmp_path: object) -> None:
    full.correct(ferry().attributions[0].id, "speaker", {"name": "Inga Marrow"}, by="ann", at=NOW)
    full.suppress("statement", bridge().attributions[0].id, by="counsel", at=NOW)
    target = location()
    for place_ in (target, f"{tmp_path}/other.sqlite"):  # into its own kind, and into SQLite
        assert copy_record(full.location, place_) == 2
        with open_store(place_) as copied:
            assert copied.verify().problems == ()
            assert copied.search(Query(speaker="inga")).total == 1
            assert copied.search(Query(words="naive")).total == 0
            assert copied.corrections() == full.corrections()
            assert copied.suppressions() == full.suppressions()
            assert copied.raw("ferry.txt") == full.raw("ferry.txt")
            assert [as_contract(copied.document(one.id)) for one in copied.articles()] == [
                as_contract(full.document(one.id)) for one in full.articles()
            ]
    with pytest.raises(RecordError, match="holds articles already"):
        copy_record(full.location, target)


def test_many_are_kept_together_and_refused_alone(store: RecordStore) -> None:
    bad = report("bad", "half a pair \ud800 of surrogates")
    became = dict(store.add_all([ferry(), bad, bridge(), ferry()]))
    assert (became["ferry.txt"], became["bridge.txt"]) == ("already", "stored")
    assert isinstance(became["bad"], RecordError)
    assert store.committed(["ferry.txt", "bad", "bridge.txt"]) == {"ferry.txt", "bridge.txt"}
    assert store.verify().problems == ()


def test_writers_and_readers_at_once(location: Callable[[], str]) -> None:
    address = location()
    open_store(address, create=True).close()
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            with open_store(address) as own:
                for number in range(4):
                    own.add(ferry(f"{writer}-{number}", FERRY + f"\n\n{writer} {number}", url=None))
        except BaseException as fault:
            faults.append(fault)

    def read() -> None:
        try:
            with open_store(address) as own:
                for _ in range(10):
                    page = own.search(Query(words="ferry", limit=100))
                    # A report is there whole or not at all: each has one such statement.
                    assert page.total == len(page.hits) == len({hit.passage.article.id for hit in page.hits})
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    threads += [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with open_store(address) as own:
        assert own.extent().articles == 32
        assert own.verify().problems == ()


def test_no_record_there(location: Callable[[], str]) -> None:
    with pytest.raises(RecordMissingError):
        open_store(location())
