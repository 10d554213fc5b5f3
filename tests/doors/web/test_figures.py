"""The About page shows the model card's own figures, or points to the card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.doors.web.figures import figures, read_figures

CARD = Path(__file__).parents[3] / "docs" / "model-card.md"


def test_the_figures_on_the_page_are_those_of_the_card(client: Any) -> None:
    page = client.get("/about").text
    shown = figures()
    assert [one.quotation for one in shown.by_type] == ["direct", "mixed", "indirect"]
    card = CARD.read_text(encoding="utf-8")
    for one in shown.by_type:
        assert (
            f"{one.found:g} / {one.right:g}" in card.replace(".0 ", " ").replace(".0/", "/") or str(one.found) in card
        )
        assert str(one.right) in page
        assert 0 < one.right <= one.found <= 100
    assert shown.calibration
    assert all(cell in page for row in shown.accuracy.rows for cell in row if cell)  # type: ignore[union-attr]


def test_a_card_of_another_shape_gives_no_figures_and_no_fault() -> None:
    assert read_figures("").accuracy is None
    odd = "## Attributions\n\n| a | b |\n| - | - |\n| direct | many |\n\n## Confidence\n\n| x |\n| - |\n| y |\n"
    made = read_figures(odd)
    assert made.by_type == ()
    assert made.calibration == ()
    assert made.accuracy is not None
