"""Wire copies: one report wherever it is printed, so that sightings, reports and statements can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from agency_reports import AGENCY, FROST, OWN, PIERS, document

from onrecord.archive import Archive
from onrecord.model import Document, Query, Span, Speaker, attribution_id, text_hash
from onrecord.pipeline import Pipeline
from onrecord.record import copy_record, open_store
from onrecord.resolution import resolve_document


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    place = str(tmp_path / "record.sqlite")
    with Archive(open_store(place, create=True), Pipeline(), place) as opened:
        yield opened


def keep(archive: Archive, *documents: Document) -> None:
    for one in documents:
        archive.store.add(one, at="2026-06-01T00:00:00+00:00")
        resolve_document(archive.store.db, one)


def copied(archive: Archive) -> dict[str, str | None]:
    """For each report with the first quotation, the article that it copies."""
    page = archive.search(Query(words='"Sallow bridge before the first frost"', limit=100))
    return {hit.passage.article.id: hit.copy_of for hit in page.hits}


def counts(archive: Archive) -> tuple[int, int | None, int | None]:
    page = archive.search(Query(words="Sallow OR piers"))
    return page.total, page.reports, page.statements


CUT = AGENCY[: AGENCY.index("Shopkeepers")]  # without the last paragraph
PAPERS = [(f"paper{n}", f"2026-05-{5 + n % 3:02}") for n in range(39)]


def test_one_report_in_forty_papers_is_one_report_of_two_statements(archive: Archive) -> None:
    keep(archive, document("agency"), *(document(name, day=day) for name, day in PAPERS))
    assert counts(archive) == (80, 2, 2)
    (card,) = archive.people()
    assert (card.sightings, card.reports, card.statements, card.articles) == (80, 2, 2, 40)
    told = archive.statement(archive.document("paper7").attributions[0].id)
    assert (len(told.sightings), told.reports, told.outlets, told.quoted) == (40, 1, 40, 40)
    assert told.first is not None
    assert (told.first.article.id, told.first.words) == ("agency", "speaker")
    assert archive.verify()["ok"]


def with_police(name: str, text: str, day: str) -> Document:
    """The text with a short statement of the police at its end."""
    text += "\nThe bridge is safe, the police said.\n"
    made = document(name, text, day)
    start = text.index("The bridge is safe")
    content, naming = Span(start, start + 18), Span(start + 20, start + 30)
    police = replace(
        made.attributions[0], id=attribution_id(text_hash(text), (content,)), quotation="indirect", source=(naming,),
        cue=(Span(start + 31, start + 35),), content=(content,), verbatim=(),
        speaker=Speaker("the police", "group", naming, "named", "e2"),
    )  # fmt: skip
    return replace(made, attributions=(*made.attributions, police))


def test_whoever_is_only_described_is_the_same_in_copies_of_one_report(archive: Archive) -> None:
    """Not in two reports: the police of another one may be another police."""
    keep(archive, *(with_police(name, AGENCY, day) for name, day in (("agency", "2026-05-04"), *PAPERS[:5])))
    page = archive.search(Query(words="safe"))
    assert (page.total, page.reports, page.statements) == (6, 1, 1)
    keep(archive, with_police("own", OWN, "2026-05-05"))
    page = archive.search(Query(words="safe"))
    assert (page.total, page.reports, page.statements) == (7, 2, 2)
    assert archive.verify()["ok"]


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        # a cut one and one with a line of its own are copies; an own report with the same quotation is none
        ([document("agency"), document("cut", CUT), document("own", OWN), document("more", AGENCY + "\nAnd rain.\n")],
         {"agency": None, "cut": "agency", "own": None, "more": "agency"}),
        # the one published first is the original, whichever came first into the record
        ([document("paper", day="2026-05-06"), document("cut", CUT, day="2026-05-05"), document("agency")],
         {"paper": "agency", "cut": "agency", "agency": None}),
        # without dates, the one that came first
        ([document("a", day=None), document("b", day=None)], {"a": None, "b": "a"}),
    ],
)  # fmt: skip
def test_who_copied_whom(archive: Archive, offered: list[Document], expected: dict[str, str | None]) -> None:
    keep(archive, *offered)
    assert copied(archive) == expected
    keep(archive, *offered)  # again, and nothing changes
    assert copied(archive) == expected


def test_what_a_copy_adds_is_a_report_of_its_own(archive: Archive) -> None:
    without = AGENCY.replace(f"{PIERS}, said Ilda Marrow.\n\n", "")
    keep(archive, document("agency", without), document("paper", AGENCY, day="2026-05-05"))
    assert counts(archive) == (3, 2, 2), "the first quotation in one report, the second in the paper's own"


def test_a_paper_that_writes_its_own_report_later_is_no_copy_any_more(archive: Archive) -> None:
    keep(archive, document("agency"), document("paper", day="2026-05-05"))
    assert copied(archive) == {"agency": None, "paper": "agency"}
    keep(archive, document("paper", OWN, day="2026-05-05"))
    assert copied(archive) == {"agency": None, "paper": None}


def test_where_the_original_is_let_go_of_the_earliest_copy_stands_for_it(archive: Archive, tmp_path: Path) -> None:
    keep(
        archive, document("agency", day="2024-01-01"), document("a", day="2024-01-03"), document("b", day="2024-01-02")
    )
    archive.expire("2024-01-02")
    assert copied(archive) == {"a": "b", "b": None}
    assert archive.verify()["ok"]
    place = str(tmp_path / "copy.sqlite")
    copy_record(archive.location, place)
    with Archive(open_store(place), Pipeline(), place) as other:
        assert copied(other) == {"a": "b", "b": None}
        assert counts(other) == counts(archive)


def test_a_statement_seen_once_has_its_id_and_can_be_asked_for(archive: Archive) -> None:
    keep(archive, document("own", OWN))
    one = archive.document("own").attributions[0]
    told = archive.statement(one.id)
    assert told.id == "s" + one.id[1:]
    assert [hit.attribution.id for hit in archive.search(Query(statement=told.id)).hits] == [one.id]
    assert archive.search(Query(words=f"{FROST}")).hits[0].statement == told.id
