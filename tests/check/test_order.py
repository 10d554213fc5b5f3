"""The same words in another order, fillers at the head, decades, words that are written otherwise than they are meant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord, attribution, report

from onrecord.check import check
from onrecord.model import CheckAnswer, CheckRequest, Speaker

TEXT = (
    "The mill stood still on Monday. “They did not come every day, but behind closed doors we learned about them "
    "fast,” said Ilda Marrow. “Having no barges for ten days limits the work in Karvan. I have been put in a bad "
    "spot.”\n\n“We will not raise taxes but we will cut pensions in May,” said Ilda Marrow. “It was like that in the "
    "1990s, and I am not going to pay for it.”"
)
MARROW = Speaker("Ilda Marrow", "person", None, "named", key="m")
SAID = (
    attribution(TEXT, [TEXT[TEXT.index("“They") : TEXT.index("fast,”") + 6], TEXT[TEXT.index("“Having") : TEXT.index("spot.”") + 6]],
                "Ilda Marrow", "Ilda Marrow"),
    attribution(TEXT, ["“We will not raise taxes but we will cut pensions in May,”", TEXT[TEXT.index("“It was") :]],
                "Ilda Marrow", "Ilda Marrow"),
)  # fmt: skip
RECORD = MemoryRecord(report(TEXT, *SAID))


def asked(quote: str) -> CheckAnswer:
    return check(CheckRequest(quote), RECORD)


OTHERWISE = [
    # two clauses changed round: nothing was joined, yet it is not what was said
    ("But behind closed doors we learned about them fast, they did not come every day.", ("word",)),
    ("limits the work in Karvan, having no barges for ten days", ("word",)),
    # all words of one sentence, mixed
    ("ten days with no barges in Karvan limits the work", ("word",)),
    # the negation has moved to another verb: the order, and a denial of something else
    ("We will raise taxes but we will not cut pensions in May", ("word", "negation")),
    # near-denials are another word and a denial
    ("I have hardly been put in a bad spot", ("negation", "word")),
    # digits changed round in a decade are another number
    ("It was like that in the 9190s", ("number",)),
]


@pytest.mark.parametrize(("quote", "kinds"), OTHERWISE)
def test_another_order_is_an_alteration(quote: str, kinds: tuple[str, ...]) -> None:
    answer = asked(quote)
    assert (answer.verdict, answer.kinds) == ("altered", kinds)


def test_the_order_is_said_in_the_notes() -> None:
    notes = " ".join(asked(OTHERWISE[0][0]).notes)
    assert "changed round" in notes


SAME = [
    # a filler before the beginning of a sentence, whatever stands before it on the page
    "Well, I have been put in a bad spot",
    "I mean, I have been put in a bad spot",
    "You know, It was like that in the 1990s",
    "So, we will not raise taxes",
    # written as spoken: no index has "gonna" for it
    "I'm not gonna pay for it",
    # a decade without its century
    "It was like that in the '90s",
]


@pytest.mark.parametrize("quote", SAME)
def test_form_is_no_alteration(quote: str) -> None:
    assert asked(quote).verdict == "reformatted"


STRANGE = [
    # a few of the words, and others: said by nobody
    "Karvan learned to raise its barges in May",
    # words from two sentences, mixed: no one sentence has them
    "pensions and barges limits taxes fast in May and Karvan every day",
]


@pytest.mark.parametrize("quote", STRANGE)
def test_words_from_here_and_there_are_not_found(quote: str) -> None:
    answer = asked(quote)
    assert answer.verdict == "not-found"
    assert answer.evidence == ()


def test_a_quotation_over_two_paragraphs_of_marks_is_one() -> None:
    text = (
        "“In those talks we heard his worries about the lock,” Harbour Board said in a statement.\n\n"
        "“He asked for five million for his museum.”\n\n“We said no to that,” the statement said."
    )
    board = Speaker("Harbour Board", "organisation", None, "named", key="b")
    paper = Speaker("the statement", "document", None, "named", key="s")
    said = (
        attribution(text, ["“In those talks we heard his worries about the lock,”"], source="Harbour Board", speaker="b"),
        attribution(text, ["“He asked for five million for his museum.”", "“We said no to that,”"], source="the statement", speaker="s"),
    )  # fmt: skip
    from dataclasses import replace

    held = MemoryRecord(report(text, replace(said[0], speaker=board), replace(said[1], speaker=paper)))
    quote = "In those talks we heard his worries about the lock. He asked for five million for his museum."
    assert check(CheckRequest(quote), held).verdict in ("verbatim", "reformatted")


def test_a_filler_that_ends_as_the_words_begin() -> None:
    # either "I" could be the one put in; read as "I mean," it is a filler, read as "mean, I" it would be a change
    text = "She was tired. “I worked 31 hours last week, and I was not the only one,” said Ilda Marrow."
    held = MemoryRecord(
        report(text, attribution(text, [text[text.index("“") : text.index("one,”") + 5]], "Ilda Marrow", "Ilda Marrow"))
    )
    quote = "I mean, I worked 31 hours last week, and I was not the only one"
    assert check(CheckRequest(quote), held).verdict == "reformatted"
