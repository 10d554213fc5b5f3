"""The archive end to end, with documents in hand: what is decided or let go of shows in every list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
from one_sentence import report

from onrecord.archive import Archive
from onrecord.model import Article, Document, Query, Speaker
from onrecord.model.errors import NotFoundError, QueryError, RecordError
from onrecord.pipeline import Pipeline
from onrecord.record import open_store

OTHER = "“The crossing opens again before winter”"


@dataclass
class Prepared:
    """Stands for the pipeline: gives the documents that were prepared for the articles."""

    known: dict[str, Document]
    batch: int = 8

    def documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        return (replace(self.known[one.text], article=one) for one in articles)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    place = str(tmp_path / "record.sqlite")
    with Archive(open_store(place, create=True), cast(Pipeline, Prepared({})), place) as opened:
        yield opened


def offer(archive: Archive, *documents: Document) -> tuple[int, int, int, int]:
    known = cast(Prepared, archive.pipeline).known
    known.update((one.article.text, one) for one in documents)
    receipt = archive.add([one.article for one in documents])
    return receipt.offered, receipt.stored, receipt.already, len(receipt.refused)


def named(archive: Archive) -> list[str]:
    return sorted(one.name for one in archive.people())


def under(document: Document, id: str, url: str) -> Document:
    return replace(document, article=replace(document.article, id=id, url=url))


def test_a_new_text_of_an_address_under_another_id_is_a_revision_and_stops_nothing(archive: Archive) -> None:
    address = "https://post.example/bridge"
    first = under(report("a", "Ilda Marrow"), "a", address)
    second = under(report("b", "Ilda Marrow", OTHER), "b", address)
    assert offer(archive, first, second, report("c", "Daniel Hale")) == (3, 3, 0, 0)
    assert [one.card.revision for one in archive.revisions("a")] == [1, 2]
    assert named(archive) == ["Daniel Hale", "Ilda Marrow"]
    assert offer(archive, first) == (1, 0, 1, 0), "an earlier text again"
    assert archive.person("Ilda Marrow").card.reports == 1, "of the latest text only"


def test_a_fault_in_putting_together_leaves_nothing_half_stored(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecordError("no room for people")

    documents = [report("a", "Ilda Marrow"), report("b", "Daniel Hale", OTHER)]
    monkeypatch.setattr("onrecord.resolution.resolve_document", fail)
    assert offer(archive, *documents) == (2, 0, 0, 2)
    assert archive.extent().articles == 0
    monkeypatch.undo()
    assert offer(archive, *documents) == (2, 2, 0, 0)
    assert named(archive) == ["Daniel Hale", "Ilda Marrow"]


def test_a_company_is_another_one_in_each_report(archive: Archive) -> None:
    offer(archive, report("a", "The company"), report("b", "the company", OTHER))
    assert sorted(one.reports for one in archive.people()) == [1, 1]
    assert not [one for one in archive.review_queue() if one.kind == "person"], "and no question to a person"


def test_of_many_that_are_called_police_each_keeps_to_its_report(archive: Archive) -> None:
    offer(archive, *(report(f"r{n}", "police", f"“Street {n} of the old town is closed again”") for n in range(70)))
    offer(archive, report("r0", "police", "“The first street of the old town is open now”"))
    cards = archive.people(limit=100)
    assert len(cards) == 70
    assert {one.articles for one in cards} == {1}


def test_a_corrected_speaker_is_among_the_people_and_so_is_an_added_one(archive: Archive) -> None:
    offer(archive, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", OTHER))
    wrong = archive.document("a").attributions[0].id
    archive.correct(wrong, "speaker", {"name": "Daniel Hale"}, by="R. Editor")
    assert [(one.name, one.reports) for one in archive.people()] == [("Ilda Marrow", 1), ("Daniel Hale", 1)]
    _, shown = archive.attribution(wrong)
    assert shown.confidence.speaker == 1.0
    assert [step.rule for step in shown.chain] == ["named by a person"]
    value: dict[str, object] = {"content": [[0, 8]], "speaker": {"name": "Petra Voss"}}
    with pytest.raises(QueryError, match="article"):
        archive.correct("", "add", value, by="R. Editor")
    with pytest.raises(QueryError, match="mode"):
        archive.correct("", "add", value | {"mode": "shouting"}, by="R. Editor", article="b")
    added = archive.correct("", "add", value, by="R. Editor", article="b")
    assert archive.person("Petra Voss").card.reports == 1
    assert archive.statement(added.attribution).speaker == "Petra Voss"
    assert archive.verify()["ok"]


def test_a_suppressed_person_is_in_no_list_under_any_name(archive: Archive) -> None:
    role = "spokesman of Ilda Marrow"
    offer(archive, report("a", "Ilda Marrow", role="transport minister"),
          report("b", "Marrow", role="transport minister"), report("c", "Daniel Hale", OTHER, role))  # fmt: skip
    key = archive.person("Ilda Marrow").card.id
    assert archive.person(key).card.reports == 2
    assert archive.suppress("Ilda Marrow", by="counsel") == 2
    (left,) = archive.people()
    assert left.name == "Daniel Hale"
    assert "Marrow" not in " ".join(left.roles)
    for asked in (key, "Ilda Marrow", "Marrow"):
        with pytest.raises(NotFoundError):
            archive.person(asked)
    assert archive.search(Query(words="Sallow")).total == 0, "what she said under either name"
    assert archive.suppress("ilda marrow", lift=True, by="counsel") == 2
    assert named(archive) == ["Daniel Hale", "Ilda Marrow"]
    assert archive.verify()["ok"]


def test_a_pair_of_people_is_offered_with_a_passage_of_each(archive: Archive) -> None:
    offer(archive, report("a", "Ilda Marrow", role="transport minister"), report("b", "Marrow", OTHER))
    (pair,) = [one for one in archive.review_queue() if one.kind == "person"]
    assert sorted(hit.passage.article.id for hit in pair.hits) == ["a", "b"]


def test_judgements_are_on_what_is_there(archive: Archive) -> None:
    offer(archive, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", role="transport minister"))
    with pytest.raises(NotFoundError):
        archive.judge("a#ilda marrow", "z#nobody", "same", by="R. Editor")
    with pytest.raises(NotFoundError):
        archive.judge("s1", "s2", "same", by="R. Editor", about="statement")
    left, right = (archive.document(name).attributions[0].id for name in ("a", "b"))
    assert len(archive.statement(left).sightings) == 2
    parted = archive.judge(left, right, "different", by="R. Editor", about="statement")
    assert (parted.left, parted.right) == ("s" + left[1:], "s" + right[1:])
    assert len(archive.statement(left).sightings) == len(archive.statement(right).sightings) == 1
    archive.judge(left, right, "same", by="R. Editor", about="statement")
    assert len(archive.statement(right).sightings) == 2


def test_what_is_let_go_of_leaves_nobody_behind(archive: Archive) -> None:
    offer(archive, report("a", "Ilda Marrow", day="2025-01-02"), report("b", "Daniel Hale", OTHER))
    key = archive.person("Ilda Marrow").card.id
    with pytest.raises(QueryError):
        archive.expire("last year")
    assert archive.expire("2026-01-01", raw_only=True) == 1
    assert named(archive) == ["Daniel Hale", "Ilda Marrow"]
    assert archive.expire("2026-01-01") == 1
    with pytest.raises(NotFoundError):
        archive.person(key)
    assert named(archive) == ["Daniel Hale"]
    assert archive.verify()["ok"]


def test_a_record_set_to_passages_gives_out_no_whole_texts(archive: Archive, tmp_path: Path) -> None:
    one = report("a", "Ilda Marrow")
    longer = one.article.text + "\nA line of the outlet's own.\n"
    document = replace(one, article=replace(one.article, text=longer), attributions=())
    offer(archive, document)
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    archive.export("jsonl", whole)
    archive.store.set_setting("snippet", "200")
    archive.export("jsonl", cut)
    assert "outlet's own" in whole.read_text("utf-8")
    assert "outlet's own" not in cut.read_text("utf-8")


def test_any_confidence_is_the_same_after_it_was_kept(archive: Archive) -> None:
    one = report("a", "Ilda Marrow")
    (held,) = one.attributions
    sure = replace(held.confidence, attribution=0.91451)  # three places of this, or of its four places, differ
    offer(archive, replace(one, attributions=(replace(held, confidence=sure),)))
    assert archive.verify()["problems"] == []
    assert isinstance(archive.document("a").attributions[0].speaker, Speaker)


def test_corrections_go_out_as_training_lines(archive: Archive, tmp_path: Path) -> None:
    offer(archive, report("a", "Ilda Marrow"), report("b", "Daniel Hale", OTHER))
    archive.correct(archive.document("a").attributions[0].id, "speaker", {"name": "Petra Voss"}, by="R. Editor")
    target = tmp_path / "corrections.jsonl"
    assert archive.export("corrections", target) == 1, "attributions, of the corrected report only"
    (line,) = target.read_text("utf-8").splitlines()
    assert "Petra Voss" in line
    archive.suppress("Petra Voss", by="counsel")
    assert archive.export("corrections", target) == 0


def test_a_target_that_cannot_be_written_is_one_clear_line(archive: Archive, tmp_path: Path) -> None:
    offer(archive, report("a", "Ilda Marrow"))
    for form in ("csv", "brat", "parquet"):
        with pytest.raises(QueryError, match="cannot be written"):
            archive.export(form, tmp_path / "record.sqlite" / "x")


def test_what_may_be_one_utterance_in_other_words_waits_to_be_judged(archive: Archive) -> None:
    other = "“The Sallow bridge will reopen before the first frost of the year”"
    offer(archive, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", other), report("c", "Daniel Hale", other))

    def waiting() -> list[tuple[str, str | None]]:
        return [(one.left, one.right) for one in archive.review_queue(10) if one.kind == "statement"]

    ((left, right),) = waiting()
    assert right is not None
    item = next(one for one in archive.review_queue(10) if one.kind == "statement")
    assert [hit.passage.article.id for hit in item.hits] == ["a", "b"], "of one speaker, not of another"
    assert item.probability is None, "never measured"
    assert any("paraphrase" in reason for reason in item.reasons)
    archive.judge(left, right, "same", by="Ada", about="statement")
    assert len(archive.statement(left).sightings) == 2
    assert waiting() == []
    archive.judge(left, right, "different", by="Ada", about="statement")
    assert len(archive.statement(left).sightings) == 1
    assert waiting() == [], "what was judged is not asked again"


def test_a_statement_behind_a_tombstone_waits_for_nobody(archive: Archive) -> None:
    other = "“The Sallow bridge will reopen before the first frost of the year”"
    offer(archive, report("a", "Ilda Marrow"), report("b", "Ilda Marrow", other))
    archive.suppress("Ilda Marrow", by="Ada")
    assert [one for one in archive.review_queue(10) if one.kind == "statement"] == []
