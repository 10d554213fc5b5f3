"""The record in other programs' forms: each reads back, points at the right characters, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Phrase,
    Span,
    Speaker,
    When,
    attribution_id,
    text_hash,
)
from onrecord.model.article import Standing
from onrecord.record.export import STREAMS, brat_files, tables
from onrecord.record.export.links import text_fragment

TEXT = (
    "Bridge to reopen, says Marrow\n\n"
    "“We will reopen the Sallow bridge,” Ilda Marrow, the transport minister, said on Monday, "
    "“before the first frost.”\n\n"
    "=cmd is what the clerk, José-Luis Ångström 👩🏽‍🚀, called the plan.\n"
)


def place(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def made(url: str | None = "https://harbour.example/bridge?a=1#top") -> Document:
    content = (place("“We will reopen the Sallow bridge,”"), place("“before the first frost.”"))
    first = Attribution(
        id=attribution_id(text_hash(TEXT), content), quotation="direct", source=(place("Ilda Marrow"),),
        cue=(place("said", TEXT.index("minister,")),), content=content,
        verbatim=(place("We will reopen the Sallow bridge,"), place("before the first frost.")), insertions=(),
        speaker=Speaker("Ilda Marrow", "person", place("Ilda Marrow"), "named", "e1",
                        role=Phrase("the transport minister", place("the transport minister"))),
        addressee=None, occasion=None, when=When("on Monday", place("on Monday"), "2026-05-04"), mode="speech",
        act="PROMISE", commitment="asserted", repeats=None, notes=(), confidence=Confidence(0.97, 0.93),
    )  # fmt: skip
    words = (place("=cmd"),)
    second = Attribution(
        id=attribution_id(text_hash(TEXT), words), quotation="indirect", source=(place("the clerk"),),
        cue=(place("called"),), content=words, verbatim=(), insertions=(), speaker=None, addressee=None, occasion=None,
        when=None, mode="speech", act="OTHER", commitment="asserted", repeats=None, notes=("garbled",),
        confidence=Confidence(0.41),
    )  # fmt: skip
    article = Article("bridge.txt", TEXT, url, "Harbour Post", "=HYPERLINK(1)", published="2026-05-04")
    return Document(article, (Block(Span(0, len(TEXT)), "body"),), (first, second))


def lines(form: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in b"".join(STREAMS[form]([made()])).splitlines()]


def test_csv_holds_a_statement_a_row_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(STREAMS["csv"]([made()])).decode())))
    assert [one["speaker"] for one in rows] == ["Ilda Marrow", ""]
    assert rows[1]["content"] == "'=cmd"
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    for one in rows:
        for start, end in json.loads(one["content_spans"]):
            assert TEXT[start:end] in tables.restored(one["content"])


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", " =1", "\u00a0=1", "'quoted", "''", "plain", ""],
)
def test_cells_cannot_run_and_come_back(cell: str) -> None:
    shown = tables.inert(cell)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", " =", "\u00a0="))
    assert tables.restored(shown) == cell


@given(st.text())
def test_any_text_cell_comes_back(cell: str) -> None:
    if "\x00" not in cell and not (cell.startswith("'") and tables.restored(cell) != cell):
        assert tables.restored(tables.inert(cell)) == cell


def test_jsonl_is_the_document_contract() -> None:
    (document,) = lines("jsonl")
    assert document["text"] == TEXT
    first = document["attributions"][0]  # type: ignore[index]
    assert [TEXT[start:end] for start, end in first["verbatim"]] == [
        "We will reopen the Sallow bridge,", "before the first frost.",
    ]  # fmt: skip


def test_web_annotations_find_their_words_by_both_selectors() -> None:
    first, second = lines("webannotation")
    assert len(first["target"]) == 2  # type: ignore[arg-type]
    for annotation in (first, second):
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        for target in annotation["target"]:  # type: ignore[attr-defined]
            position, quote = target["selector"]
            exact = TEXT[position["start"] : position["end"]]
            assert quote["exact"] == exact
            assert TEXT.count(quote["prefix"] + exact + quote["suffix"]) == 1


def test_schema_org_keeps_own_words_from_the_outlets() -> None:
    first, second = lines("schemaorg")
    assert first["@type"] == "Quotation"
    assert first["creator"] == {"@type": "Person", "name": "Ilda Marrow", "jobTitle": "the transport minister"}
    assert second["@type"] == "Claim"
    assert "author" not in second, "an unknown speaker is left out, not guessed"


def test_a_claim_review_draft_rates_nothing() -> None:
    for draft in lines("claimreview"):
        assert {"reviewRating", "author", "url"}.isdisjoint(draft)


def test_quotebank_has_quotations_only() -> None:
    (only,) = lines("quotebank")
    assert only["speaker"] == "Ilda Marrow"
    assert only["domains"] == ["harbour.example"]
    assert only["probas"][0] == ["Ilda Marrow", "0.9300"]  # type: ignore[index]


def test_citron_spans_slice_back() -> None:
    (document,) = lines("citron")
    for quote in document["quotes"]:  # type: ignore[attr-defined]
        for span in (quote["cue"], *quote["sources"], *quote["contents"]):
            assert TEXT[span["start"] : span["end"]] == span["text"]


def test_brat_bounds_slice_back_and_events_name_them() -> None:
    files = dict(brat_files([made(), made()]))
    assert sorted(files) == ["bridge.txt-2.ann", "bridge.txt-2.txt", "bridge.txt.ann", "bridge.txt.txt"]
    text = files["bridge.txt.txt"].decode()
    known = set()
    for line in files["bridge.txt.ann"].decode().splitlines():
        key, body, *rest = line.split("\t")
        if key.startswith("T"):
            known.add(key)
            places = [tuple(map(int, place.split())) for place in body.split(" ", 1)[1].split(";")]
            assert " ".join(text[start:end] for start, end in places) == rest[0]
        if key.startswith("E"):
            assert {part.split(":")[1] for part in body.split()} <= known


def test_parquet_reads_back(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert tables.parquet_file([made()], tmp_path / "x.parquet") == 2
    rows = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert rows[0]["speaker"] == "Ilda Marrow"
    assert rows[1]["speaker_confidence"] is None


def test_a_link_scrolls_to_the_words_on_the_live_page() -> None:
    document = made()
    link = text_fragment(document.article.url, TEXT, document.attributions[0].content)
    assert link is not None
    assert link.startswith("https://harbour.example/bridge?a=1#:~:text=")
    assert unquote(link.split("text=")[1]) == "“We will reopen the Sallow bridge,”"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd"])
def test_no_link_to_anything_but_a_web_page(url: str | None) -> None:
    assert text_fragment(url, TEXT, (Span(0, 6),)) is None


@pytest.mark.parametrize("standing", ["corrected", "withdrawn"])
def test_every_form_says_what_the_outlet_made_of_the_article_since(standing: Standing, tmp_path: Path) -> None:
    document = made()
    document = replace(document, article=replace(document.article, standing=standing))
    for form, stream in STREAMS.items():
        for line in b"".join(stream([document])).decode().splitlines()[1 if form == "csv" else 0 :]:
            if line.startswith(("{", "a")):  # a row of the table begins with the id
                assert standing in line, form
        assert standing not in b"".join(stream([made()])).decode().replace("attribution,article", ""), form
    noted = [
        line for line in dict(brat_files([document]))[_annotated(document)].decode().splitlines() if line[0] == "#"
    ]
    assert len(noted) == len(document.attributions)
    assert all(f"article {standing} by its outlet" in line for line in noted)


def _annotated(document: Document) -> str:
    return next(name for name, _ in brat_files([document]) if name.endswith(".ann"))
