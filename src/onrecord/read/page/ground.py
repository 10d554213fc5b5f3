"""What is around a report and what is of it: by the names of elements, by how much of the page's running text they hold,
and by where the witnesses found theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.read.page import furniture
from onrecord.read.page.evidence import Votes
from onrecord.read.page.paragraphs import Paragraph

LEAST_REPORT = 400
"""Code points that witnesses have to agree on elsewhere before a longer stretch of text is held to be none of it."""


@dataclass(slots=True)
class Ground:
    """What is known of the page's elements: running text under each, and the marks on each."""

    paragraphs: list[Paragraph]
    votes: Votes
    prose: dict[Any, int] = field(default_factory=dict)
    weight: dict[Any, float] = field(default_factory=dict)
    total: int = 0
    written: dict[Any, int] = field(default_factory=dict)
    """All text under an element, running or not."""
    voted: dict[Any, int] = field(default_factory=dict)
    """Running text under an element that the selector chose."""
    chosen: int = 0
    """Running text of the page that the selector chose."""
    named: dict[str, int] = field(default_factory=dict)
    """Running text directly under all elements that are named alike: a name that every paragraph bears marks none."""
    marked: dict[Any, str | None] = field(default_factory=dict)


def ground_of(paragraphs: list[Paragraph], votes: Votes) -> Ground:
    """Running text and votes under every element, counted once."""
    ground = Ground(paragraphs, votes)
    for one in paragraphs:
        for element in one.trail:
            ground.written[element] = ground.written.get(element, 0) + len(one.text)
        if not one.prose:
            continue
        ground.total += len(one.text)
        chosen = one.number in votes.selector or one.number in votes.declared
        ground.chosen += len(one.text) if chosen else 0
        for element in one.trail:
            ground.prose[element] = ground.prose.get(element, 0) + len(one.text)
            if chosen:
                ground.voted[element] = ground.voted.get(element, 0) + len(one.text)
        for names in {furniture.names_of(element) for element in one.trail} - {""}:
            ground.named[names] = ground.named.get(names, 0) + len(one.text)
    return ground


def is_around(one: Paragraph, ground: Ground) -> bool:
    """Inside something that is around the report. JSON-LD overrules a name, not a thread of comments."""
    reasons = {reason for reason in (_mark(element, ground) for element in one.trail) if reason}
    if not reasons and one.hidden is None:
        return False
    if one.number in ground.votes.declared and "comments" not in reasons:
        return False
    if reasons:
        return True
    # Reports behind "continue reading" are hidden until clicked: a hidden element that holds much of the text stays.
    return ground.prose.get(one.hidden, 0) < 0.25 * ground.total


def _mark(element: Any, ground: Ground) -> str | None:
    """Why an element is around the report and not of it: "nav", "comments", "named"; None where it is not."""
    if element in ground.marked:
        return ground.marked[element]
    ground.marked[element] = made = _why(element, ground)
    return made


def _why(element: Any, ground: Ground) -> str | None:
    tag = element.tag
    if tag in {"body", "html", "main"}:
        return None
    held = ground.prose.get(element, 0)
    share = whole = held / ground.total if ground.total else 0.0
    if _unvouched(element, held, ground):
        # Much text is no report where the witnesses found theirs elsewhere: sidebars are longer than short reports.
        share = 0.0
    if tag == "article" and _is_another(element, held, ground):
        return "another"
    if tag in {"nav", "menu"} or element.get("role") in {
        "navigation",
        "search",
        "banner",
        "contentinfo",
        "complementary",
    }:
        return "nav" if share < 0.4 else None
    names = furniture.names_of(element)
    if tag == "footer" and share < 0.3:
        return "nav"
    if tag == "aside" and share < 0.3 and not furniture.PULL_QUOTE.search(names):
        return "nav"
    if not names:
        return None
    if furniture.COMMENTS.search(names) and tag != "p":
        # A thread may be longer than the report: its share says nothing as long as there is a report besides. But a page
        # "with comments" is no thread: it has the headline in it, or nearly all that the witnesses found.
        vouched = ground.chosen >= LEAST_REPORT and ground.voted.get(element, 0) >= 0.75 * ground.chosen
        if vouched or (whole > 0.2 and element.find(".//h1") is not None):
            return None
        return "comments" if ground.total - held >= 300 or share < 0.5 else None
    if share >= 0.4 or not furniture.AROUND.search(names):
        return None
    if furniture.BODY.search(names) and share > 0.1:
        return None
    chosen = ground.voted.get(element, 0) > 0.7 * held
    if chosen and held >= 100 and not furniture.SURELY_AROUND.search(names):
        return None
    alike = ground.named.get(names, 0) / ground.total if ground.total else 0.0
    return None if chosen and (share > 0.15 or alike > 0.4) else "named"


def _is_another(element: Any, held: int, ground: Ground) -> bool:
    """An article of its own beside the one in which the witnesses found nearly all of theirs (the next one, loaded
    below the report)."""
    if not _unvouched(element, held, ground):
        return False
    others = (other for other in ground.voted if other.tag == "article" and other is not element)
    return any(
        ground.voted[other] >= 0.8 * ground.chosen and element not in other.iterdescendants("article")
        for other in others
    )


def _unvouched(element: Any, held: int, ground: Ground) -> bool:
    """Hardly any of an element's running text was chosen by a witness, and a report's worth was chosen elsewhere."""
    inside = ground.voted.get(element, 0)
    return inside < 0.1 * held and ground.chosen - inside >= LEAST_REPORT


def is_vouched(one: Paragraph, ground: Ground) -> bool:
    """Whether a witness chose the paragraph."""
    return one.number in ground.votes.selector or one.number in ground.votes.declared
