"""The notebook of the docs runs, cell by cell, and gives what its text says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for number, cell in enumerate(json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
    assert names["receipt"].stored == 1
    assert names["page"].hits, "the words that were read are found"
    assert names["answer"].verdict == "altered"
    assert "lamp" in (tmp_path / "statements.csv").read_text(encoding="utf-8")
    pytest.importorskip("pandas", reason="the last cell is for those who have pandas")
    table = names["table"]
    assert len(table) == len(names["document"].attributions), "a row a statement"
    words = {span.of(names["report"].text) for one in names["document"].attributions for span in one.verbatim}
    assert any(one in str(cell) for one in words for cell in table.to_numpy().ravel()), (
        "the words come through unchanged"
    )
