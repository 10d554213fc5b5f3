"""The encoder's states: which rows a span gets, and that they do not depend on how a text was read."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import assemble
from onrecord.extract.network import WEIGHTS
from onrecord.extract.states import PieceStates
from onrecord.extract.tagger import Tagger
from onrecord.model import Block, Span, States

# "Ana said that it holds.": five words, the last of two pieces, then the full stop
STARTS, ENDS = [0, 4, 9, 14, 17, 20, 22], [3, 8, 13, 16, 20, 22, 23]
SMALL = PieceStates(
    np.asarray(STARTS, np.int32),
    np.asarray(ENDS, np.int32),
    np.arange(14, dtype=np.float16).reshape(7, 2),
)

ROWS = [
    (Span(0, 3), (0, 1)),  # one word
    (Span(0, 8), (0, 2)),  # two
    (Span(3, 4), (1, 1)),  # the blank between them
    (Span(2, 5), (0, 2)),  # a character of each
    (Span(17, 22), (4, 6)),  # a word of two pieces
    (Span(19, 21), (4, 6)),  # the middle of it
    (Span(0, 0), (0, 0)),  # an empty span at the start
    (Span(18, 18), (0, 0)),  # an empty span inside a piece
    (Span(23, 40), (7, 7)),  # past the end
    (Span(0, 99), (0, 7)),  # more than all
]


@pytest.mark.parametrize(("span", "rows"), ROWS)
def test_rows_of_a_span(span: Span, rows: tuple[int, int]) -> None:
    first, last = SMALL.rows(span)
    assert (first, last) == rows or (first == last and rows[0] == rows[1])


def test_mean_first_and_last() -> None:
    spans = (Span(0, 3), Span(9, 16))  # rows 0, 2 and 3
    mean, first, last = SMALL.mean(spans), SMALL.first(spans), SMALL.last(spans)
    assert mean is not None
    assert first is not None
    assert last is not None
    assert mean.dtype == np.float32
    assert mean == pytest.approx([10 / 3, 13 / 3])
    assert first.tolist() == [0, 1]
    assert last.tolist() == [6, 7]
    assert SMALL.mean(()) is None
    assert SMALL.first((Span(3, 4),)) is None
    assert SMALL.last((Span(50, 60),)) is None


@given(st.integers(0, 30), st.integers(0, 30))
def test_rows_are_those_that_share_a_character(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    first, last = SMALL.rows(span)
    sharing = [n for n in range(7) if max(STARTS[n], span.start) < min(ENDS[n], span.end)]
    assert list(range(first, last)) == sharing


TEXT = "\n\n".join(
    f"{place} officials said on Monday that the {thing} would be closed. “It is not safe,” the mayor added."
    for place in ("Velmora", "Karst", "Tarsk", "Norheim", "Orsova")
    for thing in ("harbour", "bridge", "tunnel", "market")
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    if not (WEIGHTS / "encoder.onnx").is_file():
        pytest.skip("no weights in this checkout")
    return Tagger.load(threads=1)


def states_of(tagger: Tagger, text: str, blocks: tuple[Block, ...] = ()) -> States:
    states = assemble(text, blocks, tagger.tag(text, blocks)).states
    assert states is not None
    return states


def test_every_word_has_a_row(tagger: Tagger) -> None:
    states = states_of(tagger, TEXT)
    assert states.matrix.shape == (len(states.start), states.width)
    assert np.isfinite(states.matrix).all()
    assert (np.diff(states.start) >= 0).all()
    covered = {n for start, end in zip(states.start, states.end, strict=True) for n in range(start, end)}
    assert covered == {n for n, character in enumerate(TEXT) if not character.isspace()}


def test_furniture_has_none(tagger: Tagger) -> None:
    cut = TEXT.index("Tarsk")
    states = states_of(tagger, TEXT, (Block(Span(0, cut), "body"), Block(Span(cut, len(TEXT)), "boilerplate")))
    assert int(states.end[-1]) <= cut
    assert states.mean((Span(cut, cut + 5),)) is None


def test_threads_and_neighbours_change_nothing(tagger: Tagger) -> None:
    alone = states_of(tagger, TEXT).matrix
    among = list(replace(tagger, threads=2).tag_many([(text, ()) for text in ("It rained.", TEXT, TEXT[:200])]))[1]
    assert among.states is not None
    assert (among.states.matrix == alone).all()


def test_nothing_to_read(tagger: Tagger) -> None:
    assert tagger.tag("").states is None
    assert tagger.tag("  \n\n ").states is None


def test_survives_pickling() -> None:
    back = pickle.loads(pickle.dumps(SMALL))
    assert (back.matrix == SMALL.matrix).all()
    assert back.rows(Span(0, 8)) == (0, 2)
