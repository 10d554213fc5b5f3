"""How quotations are typed and pasted: without marks, with the cue, with a bracket, with "that"; none of it an alteration."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord, attribution, report

from onrecord.check import check
from onrecord.model import CheckAnswer, CheckRequest

WELL = """Captain Emeka Strand was in tears. “I’ve lost three finals now,” he said. “You don’t get used to it.”

“We’re going to spend $22 million on the well, and that’s Karvan’s money,” said Ilda Marrow. “In Nov. 1994 it ran dry.”

“I took Duarte off, and Marrow shouted at Strand,” Fergal Nakata said to a chant of “Eye of the Goat.” “And we will mend the roof before Easter.”

“He looked at me and the minister said, ‘You people will be back by spring,’” said Tobin Hale.

“The storms now come on Tuesdays, in waves of nine metres,” said Olav Brekke.
"""
OUTER = attribution(
    WELL, ["“He looked at me and the minister said, ‘You people will be back by spring,’”"], "Tobin Hale", "Tobin Hale"
)
SAID = (
    # the pronoun is laid to the wrong man, as a program may do
    attribution(WELL, ["“I’ve lost three finals now,”", "“You don’t get used to it.”"], "Fergal Nakata"),
    attribution(
        WELL,
        ["“We’re going to spend $22 million on the well, and that’s Karvan’s money,”", "“In Nov. 1994 it ran dry.”"],
        "Ilda Marrow",
        "Ilda Marrow",
    ),
    attribution(
        WELL,
        ["“I took Duarte off, and Marrow shouted at Strand,”", "“And we will mend the roof before Easter.”"],
        "Fergal Nakata",
        "Fergal Nakata",
    ),
    OUTER,
    attribution(WELL, ["‘You people will be back by spring,’"], "Tobin Hale", within=OUTER.id),
    attribution(WELL, ["“The storms now come on Tuesdays, in waves of nine metres,”"], "Olav Brekke", "Olav Brekke"),
)
RECORD = MemoryRecord(report(WELL, *SAID, id="well"))


def asked(quote: str, speaker: str | None = None) -> CheckAnswer:
    return check(CheckRequest(quote, speaker), RECORD)


FORM = [
    # no punctuation at all: apostrophes, the sign of money and the stop of a short month go with it
    "were going to spend 22 million on the well and thats karvans money",
    "We`re going to spend $22 million on the well",
    "in november 1994 it ran dry",
    "In Nov. '94 it ran dry",
    # out of a sentence of the page or of another report
    "that we’re going to spend $22 million on the well",
    # round brackets, in place of words and beside them; "the" may be taken for either
    "We’re going to spend (the board) $22 million on the well",
    "We’re going to spend $22 million on (the) the well",
    "(They) are going to spend $22 million on the well",
    # pasted with its cue, its signature or its name ahead
    "“You don’t get used to it,” said Strand",
    "“In Nov. 1994 it ran dry.” — Ilda Marrow",
    "“In Nov. 1994 it ran dry.” (Ilda Marrow, chair of the board)",
    "Ilda Marrow: “In Nov. 1994 it ran dry.”",
    # its signature has words of the page
    "“In Nov. 1994 it ran dry” - Ilda Marrow on the well",
    # several fillers in a row
    "Well, you know, in Nov. 1994 it ran dry",
    # a measure cut short
    "The storms now come on Tuesdays, in waves of 9m",
    # over a cue with marked words of its own
    "Marrow shouted at Strand. And we will mend the roof before Easter.",
]


@pytest.mark.parametrize("quote", FORM)
def test_typing_is_no_alteration(quote: str) -> None:
    answer = asked(quote)
    assert (answer.verdict, answer.kinds) in (("reformatted", ()), ("verbatim", ()))


OTHERWISE = [
    # letters alike, yet another number
    ("We're going to spend $2.2 million on the well", ("number",)),
    # only the sign is gone, the rest of the punctuation is there
    ("We're going to spend 22 million on the well, and that's Karvan's money", ("number",)),
    # half of a contraction is no typing
    ("We were going to spend $22 million on the well", ("word",)),
    # "that" inside
    ("We’re going to spend that $22 million on the well", ("word",)),
    # two names exchanged: names, not another order
    ("I took Duarte off, and Strand shouted at Marrow", ("name",)),
    # days of the week in the plural
    ("The storms now come on Mondays", ("number",)),
    # the word exchanged stands beside a cue with marked words of its own
    ("Marrow shouted at Strand. And we might mend the roof before Easter.", ("word",)),
    # pasted with its cue, and altered
    ("“In Nov. 1995 it ran dry,” said Ilda Marrow", ("number",)),
]


@pytest.mark.parametrize(("quote", "kinds"), OTHERWISE)
def test_typing_hides_no_alteration(quote: str, kinds: tuple[str, ...]) -> None:
    answer = asked(quote)
    assert (answer.verdict, answer.kinds) == ("altered", kinds)


CREDITED = [
    # the paragraph of the words names the one asked about, and not the one credited by a pronoun: nobody is accused
    ("I’ve lost three finals now", "Emeka Strand", "verbatim", True),
    # somebody named nowhere near
    ("I’ve lost three finals now", "Olav Brekke", "other-speaker", False),
    # quoted as the minister's inside a statement: not the outer speaker's, whatever the program made of it
    ("You people will be back by spring", "Tobin Hale", "other-speaker", False),
]


@pytest.mark.parametrize(("quote", "speaker", "verdict", "abstained"), CREDITED)
def test_whose_words_in_doubt(quote: str, speaker: str, verdict: str, abstained: bool) -> None:
    answer = asked(quote, speaker)
    assert (answer.verdict, answer.abstained) == (verdict, abstained)


WHOSE = [
    # whose widow it is is not who speaks; nor is a client the lawyer
    ("The widow of pie king Ron Buckle", "Ron Buckle", True),
    ("a lawyer for Ron Buckle", "Ron Buckle", True),
    # asked about as the report has her, or by what she is
    ("The widow of pie king Ron Buckle", "the widow of Ron Buckle", False),
    ("the mayor of Karvan", "Karvan's mayor", False),
]


@pytest.mark.parametrize(("printed", "speaker", "abstained"), WHOSE)
def test_whose_somebody_is_is_not_who_speaks(printed: str, speaker: str, abstained: bool) -> None:
    text = f"“They never sent a single flower to the house,” said {printed}."
    one = attribution(text, ["“They never sent a single flower to the house,”"], printed, printed)
    assert one.speaker is not None
    record = MemoryRecord(report(text, replace(one, speaker=replace(one.speaker, kind="unnamed")), id="pies"))
    assert check(CheckRequest("They never sent a single flower", speaker), record).abstained is abstained


def test_a_few_function_words_in_common_are_no_sighting() -> None:
    answer = asked("You are back by it")
    assert answer.verdict == "not-found" or answer.abstained


def test_two_short_passages_of_one_article_are_a_splice() -> None:
    answer = asked("You don’t get used to it. We will mend the roof before Easter.")
    assert answer.verdict == "spliced"


def test_that_ahead_of_the_words_is_not_looked_for_among_them() -> None:
    text = "“They told you that, and I think the roof will be mended,” said Fergal Nakata."
    said = attribution(text, [text[: text.index("”") + 1]], "Fergal Nakata", "Fergal Nakata")
    answer = check(CheckRequest("that I think the roof will be mended"), MemoryRecord(report(text, said)))
    assert answer.verdict in ("verbatim", "reformatted")


def test_words_quoted_inside_a_statement_are_left_out_by_an_ellipsis_as_others_are() -> None:
    text = "“He always said, ‘Frost takes the fool’s apples first,’ and he was right,” said Dalia Mbeki."
    outer = attribution(text, [text[: text.index("”") + 1]], "Dalia Mbeki", "Dalia Mbeki")
    inner = attribution(text, ["‘Frost takes the fool’s apples first,’"], None, within=outer.id)
    answer = check(CheckRequest("He always said ... and he was right"), MemoryRecord(report(text, outer, inner)))
    assert answer.verdict == "elided"
