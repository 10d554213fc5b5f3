"""Quotations as people misremember, shorten and paste them (eval/natural): how many are judged rightly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))

from check_natural import articles, cases, right
from check_tamper import CLEAN

from onrecord.check import check_many
from onrecord.extract.network import WEIGHTS
from onrecord.model import CheckAnswer, Refusal
from onrecord.pipeline import Pipeline
from onrecord.record import open_store

pytestmark = pytest.mark.skipif(not (WEIGHTS / "encoder.onnx").is_file(), reason="no weights in this checkout")
RIGHT = 0.93
"""Share that must come out right."""


@pytest.mark.parametrize("name", ["first", "second"])
def test_natural_quotations(name: str, tmp_path: Path) -> None:
    asked = cases(name)
    with open_store(str(tmp_path / "natural.sqlite"), create=True) as store:
        for document in Pipeline(threads=1).documents(articles(name)):
            assert not isinstance(document, Refusal)
            store.add(document)
        answers = list(check_many([case.request for case in asked], store))
    pairs = [(case, one) for case, one in zip(asked, answers, strict=True) if isinstance(one, CheckAnswer)]
    assert len(pairs) == len(asked)
    wrong = [case.request.quote for case, answer in pairs if not right(case, answer)]
    assert len(wrong) <= (1 - RIGHT) * len(asked), wrong
    # clean quotations that are held against somebody: one of the fifty at most
    accused = [
        case.request.quote for case, answer in pairs
        if set(case.verdicts) <= set(CLEAN) and answer.verdict not in (*CLEAN, "not-found") and not answer.abstained
    ]  # fmt: skip
    assert len(accused) <= 1, accused
