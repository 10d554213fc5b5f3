"""Floors on the made pages: what is read out of them, beside two peers in the same run (`eval/pages/measure.py`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "eval" / "pages"


@pytest.fixture(scope="module")
def measure() -> Any:
    """The measuring script as a module."""
    sys.path.insert(0, str(FOLDER))
    try:
        import measure
    finally:
        sys.path.remove(str(FOLDER))
    return measure


def test_floors_and_peers(measure: Any) -> None:
    made = list(measure.pages())
    assert len(made) >= 40
    ours = measure.scored([(one, measure.by_onrecord(one.html)) for one in made])
    peer = measure.scored([(one, measure.by_trafilatura(one.html)) for one in made])
    assert ours.recall >= 0.99
    assert ours.furniture_free >= 0.98
    assert ours.precision >= 0.98
    assert ours.f1 > peer.f1


def test_the_shape_of_a_page_is_enough_where_its_names_say_nothing(measure: Any) -> None:
    made = [measure.nameless(one) for one in measure.pages()]
    ours = measure.scored([(one, measure.by_onrecord(one.html)) for one in made])
    assert ours.recall >= 0.985
    assert ours.f1 >= 0.965


def test_the_measure_can_fail(measure: Any) -> None:
    made = list(measure.pages())[:3]
    everything = measure.scored(
        [(one, "\n".join(line for lines in one.parts.values() for line in lines)) for one in made]
    )
    nothing = measure.scored([(one, "") for one in made])
    assert everything.recall == pytest.approx(1.0)
    assert everything.furniture_free < 0.9
    assert nothing.recall == 0.0
