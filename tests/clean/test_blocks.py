# ruff: noqa: E501  (tables with a row a line)
"""Which stretches of a page are what: by their words, by their place, and by what the page itself says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import blocks_of
from onrecord.model import Article, Block, Span

LEAD = "The dam at Karvan will be rebuilt within two years, the water minister said on Monday after the flood."
MORE = "The minister flew in from the capital, walked along the broken wall and spoke to families in the school."
END = "At least 14 people died in the flood and some 2,300 lost their homes, the province says."


def kinds(text: str, **fields: object) -> list[tuple[str, str]]:
    article = Article("a", text, **fields)  # type: ignore[arg-type]
    return [(block.kind, block.span.of(text)) for block in blocks_of(article)]


def kind_of(line: str) -> str:
    """The kind of a line that stands last on the page, after a report."""
    return kinds(f"Dam to be rebuilt\n\n{LEAD}\n\n{MORE}\n\n{END}\n\n{line}")[-1][0]


FURNITURE = [
    # asking for money
    (
        "Dear reader, this site is run by volunteers. If you value our work, please consider making a donation.",
        "boilerplate",
    ),
    ("Support independent journalism: every euro counts! Donate via PayPal or bank transfer.", "boilerplate"),
    ("We rely on readers like you. Become a member today.", "boilerplate"),
    # asking to follow
    ("Follow us on Telegram and X.", "boilerplate"),
    ("Follow Ilse Okonjo on Twitter @ilse_o.", "boilerplate"),
    ("Facebook | Twitter | WhatsApp | Email", "boilerplate"),
    ("Share this article", "boilerplate"),
    # newsletters and books
    ("Sign up to our FREE newsletter for the biggest stories straight to your inbox", "boilerplate"),
    ("Subscribe to our newsletter.", "boilerplate"),
    ("Sign up here for our morning briefing.", "boilerplate"),
    ("Order our new book, The Salt Years, from our shop.", "boilerplate"),
    # links
    ("Read more: The salt war that nobody wanted", "boilerplate"),
    ("Related: Five things to know about the flood", "boilerplate"),
    ("See also: Mayor quits", "boilerplate"),
    ("https://example.org/news/karvan", "boilerplate"),
    # rights, cookies, notices
    ("© 2026 Tessaly News Agency. All rights reserved.", "boilerplate"),
    ("Copyright 2026 Radio Meridian. This transcript may be updated.", "boilerplate"),
    ("We use cookies to improve your experience on this site.", "boilerplate"),
    ("This story has been updated to correct the name of the river.", "boilerplate"),
    ("Advertisement", "boilerplate"),
    ("[END OF TRANSCRIPT]", "boilerplate"),
    ("Got a story? Email the newsdesk at news@bugle.example", "boilerplate"),
    # who made it
    ("Reporting by Ilse Okonjo-Brandt; editing by Tomasz Virtanen", "credit"),
    ("(Additional reporting by Kofi Eriksen in Port Zambe; Editing by Maeve Tanaka)", "credit"),
    ("Photo: Dalia Mbeki / Pars Press", "credit"),
    ("Jane Okoro is a reporter at the Harbour Post.", "credit"),
    # what a picture shows
    ("The minister at the opening of the salt museum in March. Photo: Dalia Mbeki / Pars Press", "caption"),
    ("The Hvit glacier from the north in August. (Photo: Ayşe Lindqvist/Orro Polytechnic)", "caption"),
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_furniture(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Ruth Abara and Kofi Eriksen contributed to this report.",
        "Reporting by Ilse Okonjo-Brandt; editing by Tomasz Virtanen",
        "This story has been updated with the words of the mayor.",
        "Editor’s note: Sign up to our newsletter, in which a version of this story appeared.",
    ],
)
def test_what_a_page_has_in_its_report_about_the_report_is_body(line: str) -> None:
    text = f"{LEAD}\n\n{line}"
    page = (Block(Span(0, len(LEAD)), "body", "//p[1]"), Block(Span(len(LEAD) + 2, len(text)), "body", "//p[2]"))
    assert kinds(text, blocks=page)[-1] == ("body", line)


BODY = [
    # reports about newsletters, donations, readers, following, cookies and rights
    "The newsletter, which the ministry sends to 4,000 subscribers, was stopped on Friday.",
    "Follow the money, investigators say, and you reach the port.",
    "Readers of the newspaper were asked to donate to a hospital appeal, the mayor said.",
    "He urged people to help. “Please donate, every euro counts,” said Ms Okoro. “Follow us to the square.”",
    "Related proposals were rejected by the council on Monday after a debate of nine hours in the old town hall.",
    "Support for the mayor has fallen to 31 percent, according to a poll.",
    "Share prices fell by a tenth on Monday, and the bank asked the regulator for time.",
    "About 400 people came to the square, where the mayor read out the names of the dead.",
    "Copyright law will be changed next year, the minister of culture said, to protect painters.",
    "“Subscribe to nothing,” he told the students. “Read everything.”",
    "Contact was lost at 09:14, eleven minutes after the ferry turned.",
    "By Friday the water had gone, and the families came back to look for what was left.",
    "Watch officers saw the light at ten past nine and called the lighthouse.",
]


@pytest.mark.parametrize("line", BODY)
def test_a_report_about_such_things_is_body(line: str) -> None:
    assert kind_of(line) == "body"


DATELINES = [
    # a colon ends it, as in South Asia
    "TORVANABAD:",
    "New Torvan, PTA:",
    "KARVAN, 4 May (TNA) -",
    "WASHINGTON (AP) —",
    "PORT ELLERY, March 18, 2026 --",
    "TEHRAN, May 04 (MNA) –",
    "London, May 3 (Kestrel Wire) -",
    "PORTLAND, Ore. -",
    "MACAU (Reuters) –",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    found = kinds(f"Dam to be rebuilt\n\n{dateline} {LEAD}\n\n{MORE}")
    assert found[1:3] == [("dateline", dateline), ("body", LEAD)]


NO_DATELINES = [
    # the label of a turn, a hyphen in a name, a dash in a sentence
    "MEI-LIN ABUBAKAR, HOST: Good evening, and welcome to the programme on this cold night.",
    "Oduya – who was born in the town – said the dam had been weak since he was a child.",
]


@pytest.mark.parametrize("line", NO_DATELINES)
def test_what_is_no_dateline(line: str) -> None:
    assert ("body", line) in kinds(f"Dam to be rebuilt\n\n{line}\n\n{MORE}")


def test_the_head_of_a_page() -> None:
    text = (
        f"Dam at Karvan to be rebuilt\n\nWorld\n\nBy Ilse Okonjo-Brandt\n\n4 May 2026 | 10:15 GMT\n\n{LEAD}\n\n{MORE}"
    )
    assert [kind for kind, _ in kinds(text)] == ["headline", "boilerplate", "byline", "byline", "body", "body"]


def test_a_text_without_a_headline_has_none() -> None:
    text = f"{LEAD} {MORE}\n\n{END}"
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_the_title_of_the_article_tells_the_headline() -> None:
    text = f"Dam at Karvan to be rebuilt, and nobody knows with what money or by whom.\n\n{LEAD}"
    assert (
        kinds(text, title="Dam at Karvan to be rebuilt, and nobody knows with what money or by whom")[0][0]
        == "headline"
    )


def test_a_quotation_is_no_headline() -> None:
    assert [kind for kind, _ in kinds(f"“We will come,” said Ana Oduya.\n\n{MORE}")] == ["body", "body"]


def test_links_after_a_footer_heading_are_furniture_down_to_the_next_sentence() -> None:
    text = f"Dam to be rebuilt\n\n{LEAD}\n\n{MORE}\n\nRelated articles\n\nFive things to know about the flood\nMayor quits over lime trees"
    assert [kind for kind, _ in kinds(text)] == [
        "headline",
        "body",
        "body",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]


def test_a_lead_printed_twice_points_to_the_first() -> None:
    text = f"Dam to be rebuilt\n\n{LEAD}\n\n{LEAD}\n\n{MORE}"
    found = blocks_of(Article("a", text))
    assert [block.repeats.of(text) if block.repeats else None for block in found] == [None, None, LEAD[:-1], None]


def test_a_pull_quote_points_to_where_it_was_said() -> None:
    quote = "we will not leave a single family in a tent this winter"
    text = f"Dam to be rebuilt\n\n“{quote.capitalize()},” she said in the school.\n\n{MORE}\n\n“{quote.capitalize()}”"
    last = blocks_of(Article("a", text))[-1]
    assert last.repeats is not None
    assert last.repeats.of(text).casefold() == quote


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "The dam at Karvan will be rebuilt within two years, the\nwater minister said on Monday after the flood that tore\nthrough the lower town."
    assert kinds(f"{MORE}\n\n{wrapped}")[-1] == ("body", wrapped)


def test_what_the_page_says_is_kept_and_refined() -> None:
    text = f"Dam to be rebuilt\n\n{LEAD}\n\nFollow us on Telegram and X.\n\nA wall"
    spans = [
        Span(0, 17),
        Span(19, 19 + len(LEAD)),
        Span(21 + len(LEAD), 49 + len(LEAD)),
        Span(len(text) - 6, len(text)),
    ]
    told = ("headline", "body", "body", "caption")
    blocks = tuple(Block(span, kind, f"/p[{n}]") for n, (span, kind) in enumerate(zip(spans, told, strict=True)))  # type: ignore[arg-type]
    found = blocks_of(Article("a", text, blocks=blocks))
    assert [(block.kind, block.place) for block in found] == [
        ("headline", "/p[0]"),
        ("body", "/p[1]"),
        ("boilerplate", "/p[2]"),
        ("caption", "/p[3]"),
    ]


LINES = [
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "\r\n",
    LEAD,
    "KARVAN, 4 May (TNA) - ",
    "By Ana Oduya",
    "© 2026",
    "Follow us on X.",
    "“We go,” she said.",
    "Read more",
    "# ",
    "\u200b",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(LINES), max_size=14).map("".join), st.text(max_size=120)))
def test_every_character_that_is_not_blank_is_in_one_block(text: str) -> None:
    found = blocks_of(Article("a", text))
    assert all(0 <= block.span.start < block.span.end <= len(text) for block in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    covered = [False] * len(text)
    for block in found:
        covered[block.span.start : block.span.end] = [True] * block.span.length
        if block.repeats:
            assert block.repeats.end <= block.span.start
    assert all(inside or character.isspace() for inside, character in zip(covered, text, strict=True))


def test_turns_are_no_datelines() -> None:
    text = f"Dam to be rebuilt\n\nTORVAN: {LEAD}\n\nMARLO: {MORE}"
    assert "dateline" not in [kind for kind, _ in kinds(text)]
