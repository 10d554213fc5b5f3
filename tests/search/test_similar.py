"""Statements that say something like the words given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "check"))

from memory import MemoryRecord, attribution, report

from onrecord.model.errors import QueryError
from onrecord.search.similar import similar

BRIDGE = "“We will build the bridge before the winter,” said Sanna Kestrel.\n\n“The bakery closes at noon,” said Bruno Abubakar."
SAID = (
    attribution(BRIDGE, ["“We will build the bridge before the winter,”"], "Sanna Kestrel", "Sanna Kestrel"),
    attribution(BRIDGE, ["“The bakery closes at noon,”"], "Bruno Abubakar", "Bruno Abubakar"),
)


def test_the_statement_with_the_same_words_in_another_order_comes_first() -> None:
    found = similar("before winter the bridge is built, build it", MemoryRecord(report(BRIDGE, *SAID)))
    assert [one.attribution.speaker.name for one in found] == ["Sanna Kestrel"]
    assert found[0].passage.text == BRIDGE[found[0].passage.span.start : found[0].passage.span.end]


def test_nothing_like_it() -> None:
    assert similar("lithium under the lake", MemoryRecord(report(BRIDGE, *SAID))) == ()


def test_a_query_without_words_is_refused() -> None:
    with pytest.raises(QueryError):
        similar(" ?! ", MemoryRecord())
