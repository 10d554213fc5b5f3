"""Checking and comparing over a real record, in both databases: the answers are those of the record in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plain_vectors import asked, plain
from written_reports import report, said

from onrecord.check import check, check_many, compare
from onrecord.model import Attribution, CheckAnswer, CheckRequest, Query
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.record.store import RecordStore
from onrecord.search.like import like

MILL = (
    "Mill to stay\n\n“We will not leave a single family without work this winter, and that is a promise,” said Ilda "
    "Marrow on Sunday.\n\nShe flew home at night with two of her aides, who said nothing to the people at the gate."
)
AGAIN = MILL.replace("Sunday", "Monday")
BRIEF = "In short\n\n“We will not leave one family without work,” Ilda Marrow said."
RETOLD = "The week\n\nIlda Marrow promised that not a single family would be left without work this winter."
OTHER = "Elsewhere\n\n“The ferry is history,” said Bo Lund."
LATER = MILL.replace("this winter", "this spring")
PROMISE = "“We will not leave a single family without work this winter, and that is a promise,”"


def direct(text: str, words: str) -> Attribution:
    return said(text, words, "Ilda Marrow", "said")


@pytest.fixture
def full(store: RecordStore) -> RecordStore:
    """A report and its copy, a shorter one before them, a retelling without a date, and another matter."""
    marrow = "Ilda \u200bMarrow".replace("\u200b", "")
    store.add(report("mill", MILL, direct(MILL, PROMISE), outlet="Courier", published="2026-05-04"))
    store.add(report("again", AGAIN, direct(AGAIN, PROMISE), outlet="Echo", published="2026-05-05"))
    store.add(report("brief", BRIEF, direct(BRIEF, "“We will not leave one family without work,”"), outlet="Post",
                     published="2026-05-03"))  # fmt: skip
    store.add(
        report("retold", RETOLD, said(RETOLD, "not a single family would be left without work this winter", marrow, "promised",
                                      "indirect"), outlet="Post")
    )  # fmt: skip
    store.add(report("other", OTHER, said(OTHER, "“The ferry is history,”", "Bo Lund", "said"), outlet="Quay Radio"))
    return store


def test_the_versions_of_an_utterance(full: RecordStore) -> None:
    found = compare("leave a single family without work this winter", full)
    # earliest first, the undated one last; the longest quotation is what the others are held against
    assert [one.article.id for one in found.versions] == ["brief", "mill", "again", "retold"]
    assert (found.first, found.versions[found.reference].article.id) == (0, "mill")
    by_article = {one.article.id: one for one in found.versions}
    # whose words are verbatim, and whose paraphrase
    assert [by_article[id].verbatim for id in ("brief", "mill", "again", "retold")] == [True, True, True, False]
    # what each left out of the longest
    assert "this winter" in " ".join(by_article["brief"].left_out)
    assert by_article["again"].left_out == ()
    assert "and that is a promise" in " ".join(by_article["retold"].left_out)
    # copies told from own reports
    assert {one.article.id: one.copy_of for one in found.versions if one.copy_of} == {"again": "mill@1"}
    assert "versions differ" in found.notes


def test_columns_run_parallel_and_are_slices_of_what_is_stored(full: RecordStore) -> None:
    found = compare("leave a single family without work this winter", full)
    for one in found.versions:
        text = full.document(one.article.id, one.article.revision).article.text
        assert len(one.cells) == len(found.columns)
        assert one.span.of(text) == one.text
        assert all(part in text for cell in one.cells for part in cell.text.split(" … "))
        assert {cell.kind for cell in one.cells} <= {"same", "form", "differs", "absent"}


def test_the_spread_counts_reports_outlets_and_copies_by_day(full: RecordStore) -> None:
    spread = compare("leave a single family without work this winter", full).spread
    assert [(one.day, one.articles, one.outlets, one.copies) for one in spread] == [
        ("2026-05-03", 1, 1, 0), ("2026-05-04", 1, 1, 0), ("2026-05-05", 1, 1, 1),
    ]  # fmt: skip


def test_each_revision_is_a_version(full: RecordStore) -> None:
    changed = PROMISE.replace("winter", "spring")
    full.add(report("mill", LATER, direct(LATER, changed), outlet="Courier", published="2026-05-04"))
    found = compare("leave a single family without work this winter", full)
    both = [(one.article.revision, one.text) for one in found.versions if one.article.id == "mill"]
    assert [number for number, _ in both] == [1, 2]
    assert "spring" in both[1][1]
    assert "winter" in both[0][1]


def test_nothing_to_compare(full: RecordStore) -> None:
    with pytest.raises(NotFoundError):
        compare("lithium under the lake", full)
    with pytest.raises(QueryError):
        compare("…", full)


CHECKED = [
    ("We will not leave a single family without work this winter", "Ilda Marrow", "verbatim", ()),
    ("We will leave a single family without work this winter", "Ilda Marrow", "altered", ("negation",)),
    ("We will not leave a single family without work this summer", None, "altered", ("number",)),
    ("We will not leave a single family without work this winter", "Bo Lund", "other-speaker", ()),
    ("not a single family would be left without work this winter", None, "paraphrase", ()),
    ("We will not leave a single family … and that is a promise", None, "elided", ()),
    ("The ferry is history, and that is a promise to every family", None, "not-found", ()),
]


@pytest.mark.parametrize(("quote", "speaker", "verdict", "kinds"), CHECKED)
def test_a_check(full: RecordStore, quote: str, speaker: str | None, verdict: str, kinds: tuple[str, ...]) -> None:
    answer = check(CheckRequest(quote, speaker), full)
    assert (answer.verdict, answer.kinds) == (verdict, kinds)
    assert answer.searched.articles == 5


def test_a_batch_answers_in_order_and_like_one_by_one(full: RecordStore) -> None:
    requests = [CheckRequest(quote, speaker) for quote, speaker, _, _ in CHECKED]
    answers = list(check_many([*requests[:3], CheckRequest("  "), *requests[3:]], full))
    assert isinstance(answers.pop(3), QueryError)
    assert [one.verdict for one in answers if isinstance(one, CheckAnswer)] == [verdict for _, _, verdict, _ in CHECKED]


def test_something_like_it_by_words_alone(full: RecordStore) -> None:
    page = like(Query(like="no family without work in winter, she promised"), full, None)
    assert page.hits[0].attribution.speaker is not None
    assert page.hits[0].passage.article.id in ("mill", "again", "retold", "brief")
    assert page.total == len(page.hits)
    narrowed = like(Query(like="no family without work in winter", outlet="Post"), full, None)
    assert {hit.passage.article.outlet for hit in narrowed.hits} == {"Post"}


def test_something_like_it_by_sense_and_words(full: RecordStore) -> None:
    # as if the vectors said that the ferry's statement lies nearest: it comes up though it shares no word
    for document, row in ((full.document("other"), (127, 0)), (full.document("mill"), (0, 127))):
        assert full.renew(replace(document, vectors=plain("m", row)))
    page = like(Query(like="boats will be gone"), full, asked("m", 1.0, 0.0))
    assert page.hits[0].passage.article.id == "other"
    assert page.hits[0].near == pytest.approx(1.0)


def test_like_nothing(full: RecordStore) -> None:
    with pytest.raises(QueryError):
        like(Query(like=" ?! "), full, None)
    with pytest.raises(QueryError):
        like(Query(like="word " * 1000), full, None)
