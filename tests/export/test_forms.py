"""Every export against the form that it claims: by its schema, or by reading back all that went in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from published_forms import FORMS

from onrecord.archive import read_all
from onrecord.model import Document, Refusal, Span, as_contract
from onrecord.model.article import Standing
from onrecord.record.export import STREAMS, brat_files, tables

jsonschema = pytest.importorskip("jsonschema", reason="needs the test tools")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    """All sample reports: pages, texts, JSON Lines; one withdrawn, one without anything known of it, one odd speaker."""
    found = [one for one in read_all([str(SAMPLES)]) if not isinstance(one, Refusal)]
    assert sum(len(one.attributions) for one in found) > 100
    first, second, *rest = found
    first = replace(first, article=replace(first.article, standing="withdrawn"))
    second = replace(second, article=replace(second.article, url=None, outlet=None, title=None, published=None))
    unknown = replace(rest[0].attributions[0], speaker=None, when=None, source=(), cue=())
    return (first, second, replace(rest[0], attributions=(unknown, *rest[0].attributions[1:])), *rest[1:])


def lines(form: str, documents: tuple[Document, ...]) -> Iterator[Any]:
    return map(json.loads, b"".join(STREAMS[form](documents)).splitlines())


@pytest.mark.parametrize("form", FORMS)
def test_every_line_is_of_the_form_that_others_define(form: str, documents: tuple[Document, ...]) -> None:
    jsonschema.Draft202012Validator.check_schema(FORMS[form])
    valid = jsonschema.Draft202012Validator(FORMS[form], format_checker=jsonschema.FormatChecker())
    count = 0
    for line in lines(form, documents):
        valid.validate(line)
        count += 1
    statements = sum(len(one.attributions) for one in documents)
    printed = sum(bool(each.verbatim) for one in documents for each in one.attributions)
    assert count == {"citron": len(documents), "quotebank": printed}.get(form, statements)


SPOILT = [
    ("webannotation", lambda line: line["target"][0]["selector"][0].pop("end")),
    ("webannotation", lambda line: line.pop("target")),
    ("schemaorg", lambda line: line.update(speaker="Marrow")),  # no property of schema.org
    ("claimreview", lambda line: line.update(reviewRating={"ratingValue": 1})),  # a draft rates nothing
    ("quotebank", lambda line: line.update(numOccurrences=0)),
    ("citron", lambda line: line.pop("text")),
]


@pytest.mark.parametrize(("form", "spoil"), SPOILT)
def test_the_schemas_refuse_what_is_not_of_the_form(form: str, spoil: Any, documents: tuple[Document, ...]) -> None:
    line = next(lines(form, documents))
    spoil(line)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, FORMS[form])


def test_json_lines_hold_the_whole_contract(documents: tuple[Document, ...]) -> None:
    assert list(lines("jsonl", documents)) == [json.loads(json.dumps(as_contract(one))) for one in documents]


def test_json_lines_are_read_again_as_the_same_articles(documents: tuple[Document, ...], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"".join(STREAMS["jsonl"](documents)))
    again = [one for one in read_all([str(target)]) if not isinstance(one, Refusal)]
    for before, after in zip(documents, again, strict=True):
        for field in ("id", "url", "outlet", "title", "published", "language", "text"):
            assert getattr(after.article, field) == getattr(before.article, field), (before.article.id, field)


def cells(documents: tuple[Document, ...]) -> list[dict[str, Any]]:
    return [tables.row(document, one) for document in documents for one in document.attributions]


def test_csv_reads_back_cell_by_cell(documents: tuple[Document, ...]) -> None:
    read = list(csv.DictReader(io.StringIO(b"".join(STREAMS["csv"](documents)).decode(), newline="")))
    for row, wanted in zip(read, cells(documents), strict=True):
        for name, value in wanted.items():
            cell = tables.restored(row[name])
            assert cell == ("" if value is None else str(value)), name


def test_parquet_reads_back_cell_by_cell(documents: tuple[Document, ...], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    tables.parquet_file(documents, tmp_path / "x.parquet")
    assert parquet.read_table(tmp_path / "x.parquet").to_pylist() == cells(documents)


def test_brat_reads_back(documents: tuple[Document, ...]) -> None:
    """The roles of each attribution, their type and mode, from the two files alone."""
    files = dict(brat_files(documents))
    texts = [name for name in files if name.endswith(".txt")]
    for name, document in zip(texts, documents, strict=True):
        assert files[name].decode() == document.article.text
        read = list(_events(files[name[:-4] + ".ann"].decode()))
        wanted = [
            ({label: _characters(getattr(one, role), document.article.text) for label, role in ROLES if getattr(one, role)},
             one.quotation, one.mode)
            for one in document.attributions
        ]  # fmt: skip
        assert read == wanted


ROLES = (("Source", "source"), ("Cue", "cue"), ("Content", "content"))


def _characters(role: tuple[Span, ...], text: str) -> set[int]:
    """Where a role stands, without the line breaks and blank lines that brat does not mark."""
    kept = set()
    for span in role:
        for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", span.of(text)):
            kept |= set(range(span.start + line.start(), span.start + line.end()))
    return kept


def _events(annotations: str) -> Iterator[tuple[dict[str, set[int]], str, str]]:
    bounds: dict[str, tuple[str, set[int]]] = {}
    events: dict[str, list[str]] = {}
    told: dict[str, list[str]] = {}
    for line in annotations.splitlines():
        key, body, *_ = line.split("\t")
        if key[0] == "T":
            label, places = body.split(" ", 1)
            pairs = [tuple(map(int, place.split())) for place in places.split(";")]
            bounds[key] = (label, {at for start, end in pairs for at in range(start, end)})
        elif key[0] == "E":
            events[key] = [part.split(":")[1] for part in body.split()]
        elif key[0] == "A":
            _, event, value = body.split(" ")
            told.setdefault(event, []).append(value)
    for key, parts in events.items():
        quotation, mode = told[key]
        yield {bounds[part][0]: bounds[part][1] for part in parts}, quotation, mode


def test_no_standing_is_left_out_of_the_schemas() -> None:
    named = set(FORMS["quotebank"]["properties"]["standing"]["enum"])
    assert named == {*get_args(Standing)} - {"published"}
