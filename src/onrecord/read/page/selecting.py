"""Which paragraphs of a page are the report.

Three witnesses are heard: trafilatura (as the selector that lost least in the trials), the body that the page itself
declares in JSON-LD or marks as ``articleBody``, and the page's own shape (running text under one element, furniture by
its names). Running text weighs by its length and by who vouches for it; the report's element is the innermost that
holds nearly all the weight; inside it all stays that is not furniture by its name, its words or its links.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.model.article import BlockKind
from onrecord.read.page import furniture
from onrecord.read.page.captions import beside_picture, is_caption, is_pulled
from onrecord.read.page.evidence import Votes
from onrecord.read.page.paragraphs import HEADINGS, Paragraph
from onrecord.read.page.teasers import teasers_of

LEAST_REPORT = 400
"""Code points that witnesses have to agree on elsewhere before a longer stretch of text is held to be none of it."""
SURE = 0.8
"""Share of the running text that witnesses chose, from which on a line that none chose is looked at twice."""
HOLDS = 0.85
"""Share of the weight that the report's element has to hold."""
SMALL = 400
"""Code points under an element that names a byline above which it holds more than one."""


@dataclass(slots=True)
class Selection:
    """Numbers of the paragraphs that are the report's body, and the element that holds it."""

    body: list[int]
    container: Any
    furniture: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    pulled: frozenset[int] = frozenset()
    written: dict[Any, int] = field(default_factory=dict)
    """Code points of all text under each element."""


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


def select(paragraphs: list[Paragraph], votes: Votes) -> Selection:
    """The report's paragraphs. Empty ``body`` where the page has no running text."""
    ground = _ground(paragraphs, votes)
    outside = frozenset(one.number for one in paragraphs if _is_around(one, ground))
    outside |= teasers_of(paragraphs, votes) - votes.declared
    clear = [one for one in paragraphs if one.number not in outside]
    container = _container(clear, ground)
    if container is None:
        return Selection([], None, outside)
    captions = frozenset(one.number for one in paragraphs if is_caption(one, container))
    captions |= _unnamed_captions(clear, ground)
    pulled = frozenset(one.number for one in paragraphs if is_pulled(one))
    inside = [one for one in clear if container in one.trail and one.number not in captions]
    kept = _with_outliers(_kept(inside, ground), [one for one in clear if one.number not in captions], ground)
    kept = _declared_only(kept, ground)
    return Selection([one.number for one in kept], container, outside, captions, pulled, ground.written)


def kind_in_fragment(one: Paragraph) -> BlockKind:
    """The kind of a paragraph where all of the markup is the report's (a feed's content, a message)."""
    if "figcaption" in one.tags:
        return "caption"
    return "boilerplate" if _is_line(one) else "body"


def _ground(paragraphs: list[Paragraph], votes: Votes) -> Ground:
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
    share = held / ground.total if ground.total else 0.0
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
        # A thread may be longer than the report: its share says nothing as long as there is a report besides.
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


def _unnamed_captions(clear: list[Paragraph], ground: Ground) -> frozenset[int]:
    running = frozenset(
        one.element.getparent() for one in clear if one.prose and _ends(one.text) and _is_vouched(one, ground)
    )
    return frozenset(
        one.number for one in clear
        if not _is_vouched(one, ground) and beside_picture(one, ground.written, running)
    )  # fmt: skip


def _is_vouched(one: Paragraph, ground: Ground) -> bool:
    return one.number in ground.votes.selector or one.number in ground.votes.declared


def _is_around(one: Paragraph, ground: Ground) -> bool:
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


def _container(clear: list[Paragraph], ground: Ground) -> Any:
    """The innermost element that holds nearly all the weight of the running text."""
    total = 0.0
    for one in clear:
        weight = _weight(one, ground.votes)
        total += weight
        if weight:
            for element in one.trail:
                ground.weight[element] = ground.weight.get(element, 0.0) + weight
    if not total:
        return None
    best = clear[0].trail[-1]
    while True:
        inner = [element for element in best if ground.weight.get(element, 0.0) >= HOLDS * total]
        if not inner:
            break
        best = inner[0]
    return _marked_body(best, ground) if best.tag not in {"p", *HEADINGS} else best.getparent()


def _weight(one: Paragraph, votes: Votes) -> float:
    if one.heading or one.link_share > 0.5:
        return 0.0
    length = len(one.text)
    voted = (one.number in votes.selector) + 1.5 * (one.number in votes.declared)
    if length < 60 and not voted:
        return 0.0
    return length * (1.0 + 2.0 * voted) * (1.0 if _ends(one.text) else 0.4) * (1.0 - one.link_share)


def _marked_body(best: Any, ground: Ground) -> Any:
    """The element the page itself marks as the body, where it holds most of what was found."""
    held = ground.weight.get(best, 0.0)
    for element in best.iterdescendants():
        if element.get("itemprop") == "articleBody" and ground.weight.get(element, 0.0) >= 0.75 * held:
            return element
    return best


def _kept(inside: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """What stays inside the report's element: all but lines that are furniture by their words, links or headings."""
    ends = _end_of(inside, ground)
    kept: list[Paragraph] = []
    for position, one in enumerate(inside):
        if position >= ends or _is_line(one) or _is_link_list(one, ground) or _is_byline(one, ground):
            continue
        kept.append(one)
    return _trimmed(kept, ground)


def _with_outliers(kept: list[Paragraph], clear: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """Sentences a few paragraphs before or after the element that a witness vouches for: leads are often set apart."""
    if not kept:
        return kept
    vouched = ground.votes.selector | ground.votes.declared
    numbers = {one.number for one in kept}
    first, last = kept[0].number, kept[-1].number
    outliers = [
        one
        for one in clear
        if one.number not in numbers
        and one.number in vouched
        and (first - 8 <= one.number < first or last < one.number <= last + 4)
        and _ends(one.text)
        and one.link_share < 0.4
        and not (one.heading or _is_line(one) or _is_byline(one, ground))
    ]
    if sum(len(one.text) for one in outliers) > 0.35 * sum(len(one.text) for one in kept):
        return kept
    return sorted((*kept, *outliers), key=lambda one: one.number)


def _trimmed(kept: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """Scraps taken off: short lines that end no sentence, at both ends and in elements that hold no other text."""
    homes = {one.element.getparent() for one in kept if one.prose}
    sure = sum(len(one.text) for one in kept if one.prose and _is_vouched(one, ground))
    kept = [
        one for one in kept
        if sure < LEAST_REPORT or sure < SURE * sum(len(each.text) for each in kept if each.prose) or not _is_scrap(one, ground)
    ]  # fmt: skip
    usual = {"p", "li", "td", "tr", "dd", "dt", "blockquote", "pre", *HEADINGS}
    vouched = ground.votes.selector | ground.votes.declared
    kept = [
        one
        for one in kept
        if (len(one.text) >= 40 and one.prose)
        or _ends(one.text)
        or one.number in vouched
        or one.element.tag in usual
        or one.element.getparent() in homes
        or one.element in homes
    ]
    first, last = 0, len(kept)
    while first < last and not _bears(kept[first], vouched):
        first += 1
    # A subheading may open a report; what does not stand with the text after it is a title of something else.
    if 0 < first < last and kept[first - 1].heading and "h1" not in kept[first - 1].tags:
        first -= kept[first - 1].element.getparent() in kept[first].trail
    while last > first and (kept[last - 1].heading or not _bears(kept[last - 1], vouched)):
        last -= 1
    return kept[first:last]


def _is_scrap(one: Paragraph, ground: Ground) -> bool:
    """A line that ends no sentence and that no witness chose: a picture's words, a title of something else. Lines too
    short for a witness to be sure of are left alone."""
    return (
        len(one.text) >= 24
        and one.element.tag in {"p", "div", "span"}
        and not (one.heading or _ends(one.text) or _is_vouched(one, ground) or one.strong > 0.5 * len(one.text))
    )


def _bears(one: Paragraph, vouched: frozenset[int]) -> bool:
    """Running text, a sentence, or something that a witness chose: what a report may begin and end with."""
    return (
        one.number in vouched
        or (_ends(one.text) and not one.heading and one.link_share < 0.5)
        or (one.prose and not one.heading)
    )


def _ends(text: str) -> bool:
    return text.rstrip("\"'”’)»]").endswith((".", "!", "?", "…", ":", "。", "؟"))


def _end_of(inside: list[Paragraph], ground: Ground) -> int:
    """The position of the first heading after which nothing of the report comes ("Related stories")."""
    left = sum(_weight(one, ground.votes) for one in inside)
    total = left
    for position, one in enumerate(inside):
        left -= _weight(one, ground.votes)
        if (
            one.element.tag == "h1"
            and total - left > 0.3 * total
            and any("h1" in before.tags for before in ground.paragraphs[: inside[0].number + 1])
            and _opens_another(one, inside[:position], ground)
        ):
            return position
        titled = one.heading or (one.strong >= len(one.text) - 2 and len(one.text) < 50)
        if not titled or len(one.text) > 70 or not furniture.END_HEADING.match(one.text):
            continue
        after = inside[position + 1 :]
        if _goes_on(one, inside[:position], after, ground):
            continue
        if left < 0.3 * total and not any(later.number in ground.votes.declared for later in after):
            return position
    return len(inside)


def _opens_another(one: Paragraph, before: list[Paragraph], ground: Ground) -> bool:
    """An h1 far down opens another article (pages that load the next one below) where the smallest element round it
    with running text in it is an article or long, and holds nothing of what came before; else it is a subheading."""
    earlier = {element for each in before if each.prose for element in each.trail}
    for element in one.trail[1:]:
        if element in earlier:
            return False
        if element.tag == "article" or ground.prose.get(element, 0) >= 2 * LEAST_REPORT:
            return True
    return False


def _goes_on(one: Paragraph, before: list[Paragraph], after: list[Paragraph], ground: Ground) -> bool:
    """Sentences that a witness chose follow a heading in the very element that held sentences before it: whatever its
    words, it is a subheading ("Support us, he said"). Words that head nothing else are believed all the same."""
    if furniture.SURELY_ENDS.match(one.text):
        return False
    home = one.element.getparent()
    if not any(each.element.getparent() is home and each.prose for each in before):
        return False
    going = [
        each for each in after
        if each.prose and each.element.getparent() is home and each.link_share < 0.3 and _ends(each.text)
        and _is_vouched(each, ground)
    ]  # fmt: skip
    return sum(len(each.text) for each in going) >= 200


def _is_line(one: Paragraph) -> bool:
    """A line whose words are furniture's. Sentences of a report may begin alike: those are long and without links."""
    text = one.text.replace("\n", " ")
    if len(text) > 320:
        return False
    if len(text) <= 90 and (
        furniture.BY_LINE.match(text)
        or furniture.DATED.match(text)
        or (any(map(str.isdigit, text)) and furniture.STAMP.match(text))
    ):
        return True
    if furniture.APPEAL.search(text) and not any(mark in text for mark in '“”"'):
        return True
    found = furniture.LINE.match(text)
    if not found:
        return False
    whole = found.end() >= len(text.rstrip(" .!…»→>"))
    return (
        whole or one.link_share > 0.3 or (len(text) <= 160 and found.group().rstrip()[-1:] in {":", "|", ">", "»", "→"})
    )


def _is_link_list(one: Paragraph, ground: Ground) -> bool:
    """A line that is nothing but a link, or an item of a list of links."""
    if one.number in ground.votes.declared:
        return False
    if one.link_share > 0.9 and one.heading:
        return True
    if one.link_share > 0.9 and len(one.text) < 200:
        return not one.text.endswith((".", ".”", '."')) or "li" in one.tags
    return False


def _is_byline(one: Paragraph, ground: Ground) -> bool:
    if len(one.text) > 120 or (one.prose and _is_vouched(one, ground)):
        return False
    for element in one.trail[:3]:
        if element.tag in {"article", "main", "body"} or ground.written.get(element, 0) > SMALL:
            break
        if furniture.BYLINE.search(furniture.names_of(element)) and not furniture.BODY.search(
            furniture.names_of(element)
        ):
            return True
    return bool(one.element.tag == "time")


def _declared_only(kept: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """Where the page declares its body, what stands before and after that is not the report's: all of it where the
    declared body is nearly all that was kept, else (it may be cut short) what has no element in common with it."""
    declared = [position for position, one in enumerate(kept) if one.number in ground.votes.declared]
    held = sum(len(kept[position].text) for position in declared)
    if held < 300:
        return kept
    first, last = declared[0], declared[-1]
    while first and kept[first - 1].heading and kept[first - 1].tags.isdisjoint({"h1"}):
        first -= 1
    if held >= 0.75 * sum(len(one.text) for one in kept):
        return kept[first : last + 1]
    homes = {kept[position].element.getparent() for position in declared}
    return [
        one
        for position, one in enumerate(kept)
        if first <= position <= last or any(element in homes for element in one.trail[:4])
    ]
