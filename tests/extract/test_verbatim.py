"""In whose words: the speaker's, the outlet's, and those of which it is not certain."""

from __future__ import annotations

import pytest

from onrecord.extract import marks
from onrecord.extract.verbatim import Quoted, translation_note, words_of
from onrecord.model import Span

# content | quotation type | verbatim | insertions | unclear
TABLE = [
    # all inside the marks: the marks themselves are nobody's words
    ("“We will go,”", "direct", ["We will go,"], [], []),
    # partly
    ("that “the bill is dead” in the senate", "mixed", ["the bill is dead"], [], []),
    # not at all
    ("that the bill is dead", "indirect", [], [], []),
    # nested marks stay
    ("“He said ‘no’ twice”", "direct", ["He said ‘no’ twice"], [], []),
    # square brackets are the outlet's
    ("“They [the auditors] left”", "direct", ["They ", " left"], ["[the auditors]"], []),
    ("“[T]he bill is dead”", "direct", ["he bill is dead"], ["[T]"], []),
    # parentheses with an agency's tag, with an editor's, with initials after a dash
    (
        "“Nobody forgot (Operation - PC) White Lake”",
        "direct",
        ["Nobody forgot ", " White Lake"],
        ["(Operation - PC)"],
        [],
    ),
    ("“We saw it (Ed: in May) and left”", "direct", ["We saw it ", " and left"], ["(Ed: in May)"], []),
    ("“We saw it (in May - Ed.) and left”", "direct", ["We saw it ", " and left"], ["(in May - Ed.)"], []),
    ("“We saw it (- Ed.) and left”", "direct", ["We saw it ", " and left"], ["(- Ed.)"], []),
    ("“The battle (of Kesh – V.N.) goes on”", "direct", ["The battle ", " goes on"], ["(of Kesh – V.N.)"], []),
    # (sic) and stage directions
    ("“a disgrase (sic) to us”", "direct", ["a disgrase ", " to us"], ["(sic)"], []),
    ("“Not again (laughs), please”", "direct", ["Not again ", ", please"], ["(laughs)"], []),
    # an omission marked by the outlet; a bare ellipsis stays
    ("“We came [...] and left”", "direct", ["We came ", " and left"], ["[...]"], []),
    ("“We came … and left”", "direct", ["We came … and left"], [], []),
    # a parenthesis without a tag: not certain whose
    ("“Live within your means (which are small)”", "direct", ["Live within your means "], [], ["(which are small)"]),
    # a dash inside a parenthesis is no tag by itself
    ("“the train (London - Paris) left”", "direct", ["the train ", " left"], [], ["(London - Paris)"]),
    # brackets outside the marks are neither
    ("the bill [HB 2] is “dead”", "mixed", ["dead"], [], []),
    # single marks count as marks
    ("‘We will go,’", "direct", ["We will go,"], [], []),
    # the blanks inside guillemets are the printer's
    ("« On y va »", "direct", ["On y va"], [], []),
]


@pytest.mark.parametrize(("content", "quotation", "verbatim", "insertions", "unclear"), TABLE)
def test_whose_words(
    content: str, quotation: str, verbatim: list[str], insertions: list[str], unclear: list[str]
) -> None:
    text = f"She said {content} yesterday."
    span = Span(9, 9 + len(content))
    got = words_of(text, (span,), Quoted.of(marks(text).stretches))
    assert got.quotation == quotation
    assert [one.of(text) for one in got.verbatim] == verbatim
    assert [one.of(text) for one in got.insertions] == insertions
    assert [one.of(text) for one in got.unclear] == unclear


def test_a_mark_of_the_wrong_kind_is_not_spoken() -> None:
    text = "\"We have a deal,' he said. 'It is good.\""
    got = words_of(text, (Span(0, 17), Span(26, len(text))), Quoted.of(marks(text).stretches))
    assert got.verbatim[0].of(text) == "We have a deal,"


def test_repeated_opening_marks_are_left_out() -> None:
    text = "She said: “One.\n\n“Two.”"
    content = (Span(10, 15), Span(17, len(text)))
    got = words_of(text, content, Quoted.of(marks(text).stretches))
    assert [one.of(text) for one in got.verbatim] == ["One.", "Two."]
    assert got.quotation == "direct"


TRANSLATED = [
    ("He said, through an interpreter, that he was well.", True),
    ("She told the agency, speaking in Romanian, that it was over.", True),
    ("He said in English-language papers nobody had asked.", False),
    ("The interpreter said she was tired.", False),
]


@pytest.mark.parametrize(("text", "expected"), TRANSLATED)
def test_translated_speech_is_noted_where_the_page_says_so(text: str, expected: bool) -> None:
    assert (translation_note(text, Span(0, len(text))) is not None) is expected
