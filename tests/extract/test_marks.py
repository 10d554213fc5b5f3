"""The grammar of quotation marks: what stands inside which marks, on every string there is."""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract import marks
from onrecord.model import Block, Span

OUTERMOST = [
    # curly marks, two quotations in one paragraph
    ("“I am here,” he said. “And you?”", ["I am here,", "And you?"]),
    # straight marks alternate
    ('"I am here," he said. "And you?"', ["I am here,", "And you?"]),
    # two apostrophes for a double mark, and TeX's way
    ("''I am here,'' he said. ``And you?''", ["I am here,", "And you?"]),
    # guillemets the French way, with blanks inside, and the German way round
    ("« Bonjour », dit-il. »Hallo«, sagte sie.", [" Bonjour ", "Hallo"]),
    # low-high marks, closed the German and the Polish way
    ("„Hallo“, sagte sie. „Witam”, powiedział.", ["Hallo", "Witam"]),
    # the Swedish way: a closing shape opens
    ("”Hej”, sa hon.", ["Hej"]),
    # slips: closed by the other kind of mark, or by a second opening one
    ('“Hello" she said. "Hello” he said. “Hello“ they said.', ["Hello", "Hello", "Hello"]),
    # British single marks with apostrophes inside
    ("'It's the kids' school that I'm cryin' about,' she said.", ["It's the kids' school that I'm cryin' about,"]),
    ("‘We’re back to the ’90s, ’tis true,’ he said.", ["We’re back to the ’90s, ’tis true,"]),
    # an apostrophe that opens a word right after the mark that opens the quotation
    ("''Tis a disgrace.'", ["'Tis a disgrace."]),
    # two apostrophes as a mark before a figure, and one for left-out figures inside single marks
    ("It is ''10 times the size,'' he said. ''Truly.''", ["10 times the size,", "Truly."]),
    ("'the '90s were good,' he said", ["the '90s were good,"]),
    # possessive plurals are no closing marks, inside and outside
    ("The players' union said 'the owners' offer stands' on Monday.", ["the owners' offer stands"]),
    # left open at the paragraph's end and opened again in the next: the possessive plural closed nothing
    (
        "Dunn said: 'We won't go. The ministers' plan isn't ours.\n\n'We'd rather stay,' he said.",
        ["We won't go. The ministers' plan isn't ours.", "We'd rather stay,"],
    ),
    # but a single word in marks is a word in marks
    (
        "'Exodus' meant a rifle, 'Ruth' a pistol.\n\n'It was no sermon,' she said.",
        ["Exodus", "Ruth", "It was no sermon,"],
    ),
    # single marks inside single marks
    ("'I was told: 'Get out.' I did,' she said.", ["I was told: 'Get out.' I did,"]),
    # a missing closing mark in the paragraph's first quotation, and another quotation after it
    (
        '"We have a deal, Moor said on Monday. "It is good," he added.',
        ["We have a deal, Moor said on Monday.", "It is good,"],
    ),
    # no marks at all: names, contractions, years, feet and inches, rock 'n' roll
    ("O'Neill, 5'10\" and born in the '60s, doesn't like rock 'n' roll.", []),
    # scare quotes and titles are inside marks all the same: what they are is for others to say
    ("The “green” mayor read “The Wind”.", ["green", "The Wind"]),
    # a stray closing mark makes no quotation, and does not turn the next one inside out
    ('I am here," he said. "And you?"', ["And you?"]),
    # a missing closing mark: the quotation runs on to the next opening one
    ("He said “I am here and left. “And you?” she said.", ["I am here and left.", "And you?"]),
    # bad spacing, but the marks add up
    ('"Hello "said John. "I am John."', ["Hello ", "I am John."]),
    # nothing inside
    ('He typed "" and “ ” and left.', []),
    # a row of marks is decoration
    ('"""""""""""""""\nHello', []),
]


@pytest.mark.parametrize(("text", "expected"), OUTERMOST)
def test_outermost_stretches(text: str, expected: list[str]) -> None:
    assert [one.inner.of(text) for one in marks(text).stretches if one.depth == 0] == expected


NESTED = [
    ("“She said ‘no’ and left,” he said.", [(0, None), (1, 0)]),
    ("'She said \"no\" and left,' he said.", [(0, None), (1, 0)]),
    ("“A said ‘B said “C” too’,” he said.", [(0, None), (1, 0), (2, 1)]),
    ("« Elle a dit “non” », dit-il.", [(0, None), (1, 0)]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_depth_and_parent(text: str, expected: list[tuple[int, int | None]]) -> None:
    assert [(one.depth, one.parent) for one in marks(text).stretches] == expected


def test_a_mark_at_the_head_of_every_paragraph_makes_one_chain() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” she said. “Four.”"
    found = marks(text).stretches
    assert [(one.inner.of(text), one.standing, one.continues) for one in found] == [
        ("One.", "continued", None),
        ("Two.", "continued", 0),
        ("Three,", "closed", 1),
        ("Four.", "closed", None),
    ]


def test_a_quotation_closed_in_a_later_paragraph_runs_through() -> None:
    text = "She read: “One.\n\nTwo.\n\nThree,” and sat down."
    found = marks(text).stretches
    assert [(one.inner.of(text), one.continues) for one in found] == [("One.", None), ("Two.", 0), ("Three,", 1)]


def test_single_marks_carry_over_paragraphs() -> None:
    text = "‘One.\n\n‘Two,’ she said."
    assert [one.continues for one in marks(text).stretches] == [None, 0]


def test_an_open_mark_says_so() -> None:
    found = marks("He said “I will come tomorrow.\n\nThe minister left.").stretches
    assert [(one.standing, one.notes) for one in found] == [("unclosed", ("no closing mark",))]


def test_a_stray_mark_is_reported_where_it_stands() -> None:
    text = "I am here,” he said."
    assert [stray.of(text) for stray in marks(text).strays] == ["”"]


def test_a_caption_between_does_not_break_a_quotation() -> None:
    text = "“One.\n\nA “fine” caption\n\n“Two.”"
    blocks = [Block(Span(0, 5), "body"), Block(Span(7, 23), "caption"), Block(Span(25, len(text)), "body")]
    assert [(one.inner.of(text), one.continues) for one in marks(text, blocks).stretches] == [
        ("One.", None),
        ("fine", None),
        ("Two.", 0),
    ]


MARKY = st.text(alphabet="\"'“”‘’„«»‹›`´「」\n aAsbn.,!-(9\u00a0\u200b\U0001f600", max_size=80)


@settings(max_examples=200, deadline=None)
@given(st.one_of(MARKY, st.text(max_size=60)))
def test_every_string_has_a_reading(text: str) -> None:
    found = marks(text).stretches
    starts = [one.span.start for one in found]
    assert starts == sorted(starts)
    for number, one in enumerate(found):
        assert 0 <= one.span.start <= one.inner.start < one.inner.end <= one.span.end <= len(text)
        if one.opening is not None:
            assert one.opening.end == one.inner.start
        if one.closing is not None:
            assert one.closing.start == one.inner.end
        if one.parent is not None:
            assert found[one.parent].span.covers(one.span)
            assert found[one.parent].depth == one.depth - 1
        if one.continues is not None:
            assert one.continues < number
            assert found[one.continues].span.end <= one.span.start
    for left, right in itertools.pairwise(found):
        assert left.span.end <= right.span.start or left.span.covers(right.span)


@settings(max_examples=40, deadline=None)
@given(MARKY)
def test_the_same_reading_twice(text: str) -> None:
    assert marks(text) == marks(text)


@pytest.mark.parametrize("pattern", ['"', "“a", "'a ", "s' ", "“‘a", "“a\n\n", '"a" ', "«", "『«"])
def test_work_grows_with_the_length_and_no_faster(pattern: str) -> None:
    """Ten times the marks take ten times the lines of code run, not a hundred times."""

    def steps(size: int) -> int:
        text = (pattern * (size // len(pattern) + 1))[:size]
        count = 0

        def counting(frame: object, event: str, argument: object) -> object:
            nonlocal count
            count += event == "line"
            return counting

        sys.settrace(counting)  # type: ignore[arg-type]
        try:
            marks(text)
        finally:
            sys.settrace(None)
        return count

    assert steps(10_000) < 15 * steps(1_000)


def test_a_megabyte_of_marks_is_read() -> None:
    assert marks('"' * 1_000_000).stretches == ()
    assert len(marks("“a” " * 25_000).stretches) == 25_000
