"""Agency pages: stamps, datelines with the agency's tag, pleas and links that quote somebody."""

from __future__ import annotations

import pytest

from onrecord.clean import blocks_of
from onrecord.model import Article

BODY = "The harbour master, Ama Brenner, said on Monday that the ferry would sail in any weather this winter."
PAGE = f"""Ferry will sail - Brenner

MERIDIAN NEWS DESK - 14:32, 11 March 2026

TORVAN, March 11. /NVA/. {BODY}

{BODY[:-1]} and spring.

{{line}}
"""


def kinds(line: str) -> dict[str, str]:
    text = PAGE.format(line=line)
    return {block.span.of(text): block.kind for block in blocks_of(Article("a", text, language="en"))}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('If you like our work, support us with a donation. "We need you," says our editor.', "boilerplate"),
        ('Read also: "We shall return," says exiled king', "boilerplate"),  # a link, whatever it quotes
        ("MORE: 'I lost my hat to a swan'", "boilerplate"),  # the same, as tabloids have it
        ('"We need donations, and we need your support," said Brenner of the lifeboat fund.', "body"),  # a report
        ("Read said the minutes were wrong.", "body"),  # a man named Read
    ],
)
def test_the_last_line_is_told(line: str, kind: str) -> None:
    assert kinds(line)[line] == kind


def test_stamp_and_dateline_are_blocks_of_their_own() -> None:
    found = kinds("The end of it was not reported.")
    assert found["MERIDIAN NEWS DESK - 14:32, 11 March 2026"] == "byline"
    assert found["TORVAN, March 11. /NVA/."] == "dateline"
    assert found[BODY] == "body"
