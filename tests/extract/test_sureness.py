"""The final score: monotone in what the model said, the measured share where a rule was measured."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import assemble
from onrecord.extract.network import WEIGHTS
from onrecord.extract.sureness import AS_GIVEN, MODEL, Sureness
from onrecord.extract.tagger import Relation, Tagged
from onrecord.model import Span

TEXT = 'Port to close.\n\nAna Brel said the port would close.\n\n"We shall see." - Ilo Tarn, mayor of Karst'
FITTED = Sureness(1.2, -0.3, {'signed: "..." - X': 0.97})


def tagged(score: float) -> Tagged:
    start = TEXT.index("Ana")
    source, cue = Span(start, start + 8), Span(start + 9, start + 13)
    content = Span(start + 14, TEXT.index('.\n\n"'))
    return Tagged((Relation((source,), (cue,), (content,), score, score, score),), ())


@given(st.floats(0, 1), st.floats(0, 1))
def test_surer_stays_surer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 < FITTED.score(MODEL, low) <= FITTED.score(MODEL, high) < 1.0


def test_without_settings_scores_stay() -> None:
    assert Sureness.of(None) == AS_GIVEN
    assert AS_GIVEN.score(MODEL, 0.4) == 0.4
    assert AS_GIVEN.score("turn", 0.9) == 0.9


def test_a_rule_that_was_not_measured_keeps_its_score() -> None:
    assert FITTED.score("nested", 0.5) == 0.5


def test_what_the_reader_sees_is_the_final_score() -> None:
    plain = assemble(TEXT, (), tagged(0.6)).found
    final = assemble(TEXT, (), tagged(0.6), FITTED.score).found
    assert [one.content for one in plain] == [one.content for one in final], "the scores move nothing else"
    assert plain[0].score == 0.6
    assert final[0].score == pytest.approx(FITTED.score(MODEL, 0.6))
    assert final[1].score == 0.97, "signed: the measured share"


@pytest.mark.skipif(not (WEIGHTS / "settings.json").is_file(), reason="no weights in this checkout")
def test_the_settings_that_ship_hold_a_fitted_line() -> None:
    held = Sureness.of(json.loads((WEIGHTS / "settings.json").read_text())["assembled"])
    assert held.slope > 0
    assert all(0 < share < 1 for share in held.rules.values())
