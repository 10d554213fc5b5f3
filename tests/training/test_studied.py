"""Marks kept as places get their words back from the text; written reports become marked articles."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.train.markup import Report, parse
from onrecord.train.studied import further, gold_of_report, surname

TEXT = "Mayor Ilse Orne spoke.\nOrne said on Monday she\nwould stay."


def test_places_become_words_and_a_surname_an_alias(tmp_path: Path) -> None:
    at = TEXT.index("Ilse")
    mark = {"speaker": [at, at + 9], "when": [TEXT.index("on Monday"), TEXT.index(" she")], "kind": "person", "how": "named",
            "mode": "speech", "act": "STATE", "commitment": "asserted"}  # fmt: skip
    path = tmp_path / "marks.jsonl"
    path.write_text(json.dumps({"doc": "a", "marks": {"E1": mark}}) + "\n" + json.dumps({"doc": "gone", "marks": {}}))
    ((name, marks),) = further(path, {"a": TEXT})
    one = marks["E1"]
    assert (name, one["speaker"], one["when"], one["occasion"]) == ("a", "Ilse Orne", "on Monday", None)
    assert one["aliases"] == ["Orne"]
    assert one["naming"] == [at, at + 9]


def test_the_writer_of_the_piece_is_not_unknown(tmp_path: Path) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text(json.dumps({"doc": "a", "marks": {"E1": {"kind": "author"}, "E2": {"kind": "unnamed"}}}))
    ((_, marks),) = further(path, {"a": TEXT})
    assert (marks["E1"]["speaker"], marks["E2"]["speaker"]) == ("(author)", None)


def test_a_file_that_is_not_there_holds_no_marks(tmp_path: Path) -> None:
    assert list(further(tmp_path / "none.jsonl", {})) == []


def test_a_surname_is_an_alias_only_where_it_stands_alone() -> None:
    assert surname("Ilse Orne", "person", TEXT) == ["Orne"]
    assert surname("Ilse Orne", "person", "Ilse Orne spoke.") == []
    assert surname("Orne Steel", "organisation", "Orne Steel. Steel.") == []


def test_a_report_is_an_article_with_its_fields() -> None:
    text = parse("{s1|Orne} {q1|told} the council {c1|no}.", "r-1")
    fields = {"speaker": "Orne", "kind": "person", "how": "named", "to": "the council", "mode": "speech", "act": "STATE",
              "commitment": "asserted"}  # fmt: skip
    gold = gold_of_report(Report({"date": "2025-01-02", "outlet": "Norland Press"}, text, (fields,)))
    assert gold.article.published == "2025-01-02"
    assert gold.speakers["1"]["addressee"] == "the council"
    assert gold.speakers["1"]["naming"] == [0, 4]
    assert gold.row["attributions"][0]["content"] == [[22, 24]]
