"""The one line of the docs makes a table of a file of statements, in pandas and in polars."""

from __future__ import annotations

import csv
import importlib
import re
from pathlib import Path

import pytest
from gold_documents import gold_documents

from onrecord.archive import open_archive

DOCS = Path(__file__).parents[2] / "docs" / "pages.md"
LINES = {
    found[1]: found[0]
    for found in re.finditer(r'^(\w+)\.read_csv\("statements\.csv"\)$', DOCS.read_text("utf-8"), re.M)
}


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_one_line_makes_a_table(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = pytest.importorskip(library, reason="for those who have it")
    assert library in LINES, "the docs say how"
    monkeypatch.chdir(tmp_path)
    with open_archive("news.sqlite") as archive:
        for document in gold_documents():
            archive.store.add(document)
        written = archive.export("csv", "statements.csv")
    table = eval(LINES[library], {library: importlib.import_module(library), "module": module})
    assert len(table) == written > 40, "a row a statement"
    with open("statements.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(table.columns) == list(rows[0])
    told = table["content"].fillna("") if library == "pandas" else table["content"].fill_null("")
    assert list(told) == [row["content"] for row in rows], "the words come through unchanged"
    assert {str(kind) for kind in table["quotation"]} == {"direct", "mixed", "indirect"}
    assert table["attribution_confidence"].max() <= 1, "numbers are numbers"
