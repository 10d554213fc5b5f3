"""A statement printed twice, and sentences broken by an editing slip."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.link.manner import notes_of, repeats_of

REPEATS = [
    # a lead that comes again in the body
    (
        (
            "{s1:Mara Quill} {q1:said} {c1:“the old harbour bridge is safe for lorries.”}\n\n"
            "{c2:“The old harbour bridge is safe for lorries,”} {s2:Quill} {q2:said}."
        ),
        (None, 0),
    ),
    # the same words of somebody else are another statement
    (
        (
            "{s1:Mara Quill} {q1:said} {c1:“the old harbour bridge is safe for lorries.”}\n\n"
            "{c2:“The old harbour bridge is safe for lorries,”} {s2:Orlo} {q2:said}."
        ),
        (None, None),
    ),
    # nearly the same is not the same: a number differs
    (
        "{s1:Quill} {q1:said} {c1:that 40 bolts were loose}.\n\n{s2:Quill} {q2:said} {c2:that 900 bolts were loose}.",
        (None, None),
    ),
    # too short to tell
    ("{c1:“Yes,”} {s1:Quill} {q1:said}.\n\n{c2:“Yes,”} {s2:Quill} {q2:said}.", (None, None)),
]


@pytest.mark.parametrize(("marked", "expected"), REPEATS)
def test_repeats(report: Callable, marked: str, expected: tuple[int | None, ...]) -> None:
    made = report(marked)
    assert repeats_of(made.text, made.found, made.speakers) == expected


GARBLED = [
    # a doubled word
    ("{s:Quill} {q:said} of of the work {c:that it was done}.", "doubled"),
    # two reporting verbs
    ("{s:Quill} {q:said} told reporters {c:that it was done}.", "reporting verbs"),
    # the verb is missing
    ("{s:Mayor Quill} {c:that the bridge is safe}.", "no verb"),
    # the sentence ends in the middle
    ("{c:“It is done,”} {s:Quill} {q:said} in a letter to the\n\nThe bridge is old.", "breaks off"),
]


@pytest.mark.parametrize(("marked", "words"), GARBLED)
def test_an_editing_slip_is_noted(report: Callable, marked: str, words: str) -> None:
    made = report(marked)
    notes = notes_of(made.text, made.blocks, made.found)[0]
    assert any(words in note for note in notes)


WHOLE = [
    "{s:Quill} {q:said} {c:that that was all that she had}.",
    "{s:Quill} {q:said} {c:the bridge is safe}.",
    "{c:“It is done, done,”} {s:Quill} {q:said}.",
    # doubled words inside what was said are the speaker's own
    "{s:Quill} {q:said} {c:“it is is done”}.",
    # had had
    "{s:Quill}, who had had doubts, {q:said} {c:the bridge is safe}.",
]


@pytest.mark.parametrize("marked", WHOLE)
def test_a_whole_sentence_gets_no_note(report: Callable, marked: str) -> None:
    made = report(marked)
    assert notes_of(made.text, made.blocks, made.found)[0] == ()


def test_words_given_in_translation_are_noted(report: Callable) -> None:
    made = report("{c:“It is done,”} {s:Quill} {q:said} through an interpreter.")
    assert any("translated" in note for note in notes_of(made.text, made.blocks, made.found)[0])
