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


INSIDE = [
    # a doubled article inside the marks: nobody can tell whose slip it is
    ("{c:“We will mend the the bridge by May,”} {s:Quill} {q:said}.", "doubled inside the quotation"),
    # in the outlet's words it is the outlet's
    ("{s:Quill} {q:said} {c:that the work work was done}.", "doubled in what is reported"),
    # the quotation stops in the middle
    ("{c:“We asked the council for the keys of the,”} {s:Quill} {q:said}.", "breaks off at “of the”"),
    # a bracket that does not close
    ("{c:“We will mend [the bridge by May,”} {s:Quill} {q:said}.", "square bracket"),
    # an apostrophe read in the wrong encoding
    ("{c:“It isn\u00e2\u20ac\u2122t safe,”} {s:Quill} {q:said}.", "wrongly decoded"),
    # a letter that was lost
    ("{s:Quill} {q:said} {c:that the caf\ufffd was shut}.", "lost"),
]


@pytest.mark.parametrize(("marked", "words"), INSIDE)
def test_a_slip_inside_what_was_said_is_noted(report: Callable, marked: str, words: str) -> None:
    made = report(marked)
    notes = notes_of(made.text, made.blocks, made.found)[0]
    assert any(words in note for note in notes)


WHOLE = [
    # people do say some words twice
    "{c:“I, I had no idea. The thing is is that we were late,”} {s:Quill} {q:said}.",
    # a few quoted words may stop anywhere
    "{s:Quill} {q:called} {c:it “the end of the”} line.",
    # a sentence may end on a preposition
    "{c:“That is what the council stands for,”} {s:Quill} {q:said}.",
    # or on a pronoun
    "{c:“The council has always turned against her,”} {s:Quill} {q:said}.",
    # an insertion that closes
    "{c:“We will mend [the bridge] by May,”} {s:Quill} {q:said}.",
    # letters that are right
    "{c:“Le café São Vicente est fermé,”} {s:Quill} {q:said}.",
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
