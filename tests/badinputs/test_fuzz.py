"""Mutated pages, feeds, archives, tables and messages: no crash, no hang, no lost item. The long run is `eval/fuzz_inputs.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))


@pytest.mark.parametrize("seed", range(4))
def test_mutated_inputs_are_read_or_refused(seed: int) -> None:
    from fuzz_inputs import run

    assert run(60, seed, confine=False) == []
