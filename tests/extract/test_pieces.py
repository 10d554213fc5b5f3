"""Word pieces, quotation-mark states and windows: each piece where the text has it, each paragraph read once."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.pieces import CLOSING, INSIDE, OPENING, OUTSIDE, cut, mark_states, pack, place


@dataclass
class Coded:
    ids: list[int]
    offsets: list[tuple[int, int]]
    tokens: list[str]


def words_only(text: str) -> Coded:
    """A stand-in tokeniser: words and single signs; every second half of a long word is a continuation."""
    offsets: list[tuple[int, int]] = []
    tokens: list[str] = []
    for found in re.finditer(r"\w+|[^\w\s]", text):
        start, end = found.span()
        middle = start + 4
        if end - start > 6:
            offsets += [(start, middle), (middle, end)]
            tokens += [text[start:middle], "##" + text[middle:end]]
        else:
            offsets.append((start, end))
            tokens.append(found.group())
    ids = [1024 if token == ":" else 2000 + len(token) for token in tokens]
    return Coded(ids, offsets, tokens)


def shape(text: str) -> str:
    letters = {OUTSIDE: ".", OPENING: "(", INSIDE: "i", CLOSING: ")"}
    return "".join(letters[int(state)] for state in mark_states(text))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('a "b" c', "..(i).."),  # straight
        ("a “b” c", "..(i).."),  # curly
        ("a «b» c", "..(i).."),  # guillemets
        ("„b“", "(i)"),  # low-high: the closing mark has the shape of an opening one
        ("''b'' c", "((i)).."),  # two apostrophes for one mark
        ("'b,' he", "(ii)..."),  # British single marks
        ("it's the dogs' day", "." * 18),  # apostrophes are no marks
        ('"b', "(i"),  # never closed: to the end of the paragraph
        ('"b\n\nc', "(i..."),  # and not beyond it
        ("b” c", "...."),  # closes nothing
    ],
)
def test_marks(text: str, states: str) -> None:
    assert shape(text) == states


@given(st.text(max_size=300))
def test_marks_never_raise_and_cover_the_text(text: str) -> None:
    assert len(mark_states(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("abc \n\".:“”'A,"), max_size=400), st.integers(8, 40))
def test_every_piece_is_in_one_window_and_in_order(text: str, length: int) -> None:
    pieces = cut(text, words_only)
    windows = pack(pieces, length)
    read = np.concatenate([w.index[w.index >= 0] for w in windows]) if windows else np.zeros(0)
    assert read.tolist() == list(range(len(pieces.ids)))
    assert all(len(w.ids) <= length for w in windows)


def test_a_quotation_stays_with_the_line_that_announces_it() -> None:
    text = "One two three four five.\n\nShe went on:\n\n“Six seven eight nine ten eleven.”"
    windows = pack(cut(text, words_only), 18)
    pieces = cut(text, words_only)
    first = [text[pieces.start[w.index[1]] :][:3] for w in windows]
    assert first == ["One", "She"]


def test_furniture_is_left_out() -> None:
    text = "One two.\n\nFollow us.\n\nThree."
    pieces = cut(text, words_only)
    keep = pieces.paragraph != 1
    (window,) = pack(pieces, 50, keep=keep)
    kept = [text[pieces.start[n] : pieces.end[n]] for n in window.index.tolist() if n >= 0]
    assert kept == ["One", "two", ".", "Three", "."]


def test_a_span_is_widened_to_whole_words() -> None:
    text = "an extraordinary day"
    pieces = cut(text, words_only)
    found = place(pieces, 5, 7)
    assert found is not None
    assert text[pieces.start[found[0]] : pieces.end[found[1] - 1]] == "extraordinary"
    assert place(pieces, 2, 3) is None  # a blank alone
