"""Speakers that grammar or the page's form settles. Sources are marked [[so]]; the table gives the names in their order."""

from __future__ import annotations

import re

import pytest

from onrecord.link.speakers import cast_of
from onrecord.model import Article, Block, Extraction, Found, Span, Speaker

_MARK = re.compile(r"\[\[(.*?)\]\]")


def speakers(marked: str) -> list[Speaker | None]:
    """The speakers of a text with marked sources, in order; its first line is the headline."""
    text, found, end = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        source = Span(len(text), len(text) + len(mark.group(1)))
        text += mark.group(1)
        end = mark.end()
        found.append(Found((source,), (), (Span(source.end, source.end + 8),), "indirect"))
    text += marked[end:]
    blocks = (Block(Span(0, text.find("\n")), "headline"),)
    return list(cast_of(Article("t", text), blocks, Extraction(tuple(found))).speakers)


NAMES = [
    # "who" stands for the words right before it, past an apposition, a bracket and whoever spoke last
    ("Cases.\n\n[[Clara Stone]] agreed. Mary Osterman, a lawyer in Velmar, [[who]] had come, objected.", ["Clara Stone", "Mary Osterman"]),
    ("Bill.\n\n[[Clara Stone]] agreed. It angers lawmakers [[who]] want a vote.", ["Clara Stone", "lawmakers"]),
    ("Race.\n\nHelp came from Bernd Ostrow (R-Idaho), an early endorser, [[who]] praised her.", ["Bernd Ostrow"]),
    ("Race.\n\n[[Clara Stone]] spoke for those [[who]] want a vote.", ["Clara Stone", "those"]),
    ("Law.\n\n[[Clara Stone]] lost before the Tarn Board of Elections, [[which]] ruled against her.",
     ["Clara Stone", "Tarn Board of Elections"]),
    # whose people speak: they do, and not whose they are
    ("Suit.\n\nIt was a blow to Bernd Ostrow, [[whose attorneys]] had argued against it.", ["attorneys"]),
    # some of those last meant are nobody named
    ("Diets.\n\nSome friends of Clara Stone cook. [[Others]] say that they never do.", ["Others"]),
    # "it" and "they": what the sentence before opens with
    ("Port.\n\nThe Harbour Ministry blamed a notice in the Tarn Gazette for it. [[It]] also blamed the wind.", ["Harbour Ministry"]),
    ("Cup.\n\nVelmar Rovers lost to Tarn Wanderers. [[They]] blamed the wind.", ["Velmar Rovers"]),
    # two who were named together
    ("Race.\n\nAnna Keller and Bernd Stone met. [[Both candidates]] spoke. [[The two]] agreed.", ["Anna Keller and Bernd Stone"] * 2),
    # whose campaign
    ("Race.\n\nAnna Keller ran. [[Her campaign]] spoke. [[The Keller campaign]] wrote. [[The campaign]] agreed.",
     ["The Keller campaign"] * 3),
    ("Race.\n\nBernd Stone ran. [[Stone's campaign]] spoke. Anna Keller answered. [[Her campaign]] wrote.",
     ["Stone's campaign", "Her campaign"]),
    ("Race.\n\nTim Sandros ran. [[Sandros' campaign]] spoke. [[His campaign]] wrote.", ["Sandros' campaign"] * 2),
    # the one poll that goes by a name
    ("Race close.\n\nIt is close, [[a new poll]] shows. [[The survey]], a Tarn Gazette poll, asked 900.", ["Tarn Gazette poll"] * 2),
    # how many children somebody has: whoever was last meant
    ("Pies.\n\nAda Oakes lost her purse. [[The mum-of-three]] wept.", ["Ada Oakes"]),
    # the head of a body by its letters, named only later, and called what a head can be called
    (("Drills go on for a week.\n\nThe drills will go on whatever anybody says about them, [[the ORGC chief]] said on Monday.\n\nIt was the first"
     " word from General Rostam Dehqani, commander-in-chief of the Outland Revolutionary Guard Corps (ORGC), since March."),
     ["Rostam Dehqani"]),
    # the state after a name
    (("Vote on the long road.\n\nOn Monday Sen. Anna Keller (R-Tex.) met Gov. Carl Boone (N.J.) in town. [[The Texas senator]] spoke."
     " [[The New Jersey governor]] wrote. [[The Texas Republican]] left."), ["Anna Keller", "Carl Boone", "Anna Keller"]),
    # after a closed quotation comes who said it, and not who was last named in it
    ("Race.\n\nGov. Carl Boone came. “Nobody will beat Anna Keller,” [[the governor]] said.", ["Carl Boone"]),
    # the office before a name is no person of its own
    ("Court.\n\nSenate Majority Leader Carl Boone said that it was wrong of Bernd Stone. [[He]] said more.", ["Carl Boone"]),
    # whoever only was described spoke just before
    ("Fair.\n\n[[A middle-aged cashier]] shook her head. Anna Keller had left. [[The woman]] gave no name.",
     ["A middle-aged cashier"] * 2),
    # where somebody speaks
    ("Court.\n\n[[Outside court, the chair of trustees, Ada Oakes,]] wept.", ["Ada Oakes"]),
    # the answers of an interview, and a page of letters
    ("Visit.\n\nQ: Is Anna Keller well?\n\nA: Yes, [[I]] think. Keller laughed.", ["Anna Keller"]),
    ("LETTERS\n\nIn a rare moment [[I]] stand with the mayor.\n\nDora Vance.\n\nTarn.\n\n[[I]] am glad.\n\nPaul Becker.\n\nVelmar.",
     ["Dora Vance", "Paul Becker"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), NAMES, ids=[row[0][-60:] for row in NAMES])
def test_names(marked: str, expected: list[str]) -> None:
    assert [one.name if one else None for one in speakers(marked)] == expected


def test_somebody_who_speaks_for_a_firm_is_not_the_firm() -> None:
    spokeswoman, later = speakers(
        "Strike.\n\n[[A spokeswoman for the contractor, Hallam Spanworks,]] denied it. [[She]] gave no date."
    )
    assert spokeswoman is not None
    assert (spokeswoman.name, spokeswoman.kind) == ("A spokeswoman for the contractor", "unnamed")
    assert spokeswoman.behalf is not None
    assert spokeswoman.behalf.text == "the contractor"
    assert later is not None
    assert later.key == spokeswoman.key


@pytest.mark.parametrize(
    "source",
    [
        "Corvane Robotics",  # by what it makes
        "OpenLedger",  # a capital inside the word
    ],
)
def test_a_firm_is_no_person(source: str) -> None:
    (speaker,) = speakers(f"Robots.\n\n[[{source}]] denied it.")
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (source, "organisation")
