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
from onrecord.read.page.ground import LEAST_REPORT, Ground, ground_of, is_around, is_vouched
from onrecord.read.page.notes import is_note
from onrecord.read.page.paragraphs import HEADINGS, Paragraph
from onrecord.read.page.teasers import teasers_of

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
    vouched: frozenset[int] = frozenset()
    """What a witness chose, in the body or not."""


def select(paragraphs: list[Paragraph], votes: Votes) -> Selection:
    """The report's paragraphs. Empty ``body`` where the page has no running text."""
    ground = ground_of(paragraphs, votes)
    outside = frozenset(one.number for one in paragraphs if is_around(one, ground))
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
    return Selection(
        [one.number for one in kept],
        container,
        outside,
        captions,
        pulled,
        ground.written,
        votes.selector | votes.declared,
    )


def kind_in_fragment(one: Paragraph) -> BlockKind:
    """The kind of a paragraph where all of the markup is the report's (a feed's content, a message)."""
    if "figcaption" in one.tags:
        return "caption"
    return "boilerplate" if _is_line(one) else "body"


def _unnamed_captions(clear: list[Paragraph], ground: Ground) -> frozenset[int]:
    running = frozenset(
        one.element.getparent() for one in clear if one.prose and ends_sentence(one.text) and is_vouched(one, ground)
    )
    return frozenset(
        one.number for one in clear
        if not is_vouched(one, ground) and beside_picture(one, ground.written, running)
    )  # fmt: skip


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
    return length * (1.0 + 2.0 * voted) * (1.0 if ends_sentence(one.text) else 0.4) * (1.0 - one.link_share)


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
        and ends_sentence(one.text)
        and one.link_share < 0.4
        and not (one.heading or _is_line(one) or _is_byline(one, ground))
    ]
    if sum(len(one.text) for one in outliers) > 0.35 * sum(len(one.text) for one in kept):
        return kept
    return sorted((*kept, *outliers), key=lambda one: one.number)


def _trimmed(kept: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """Scraps taken off: short lines that end no sentence, at both ends and in elements that hold no other text."""
    homes = {one.element.getparent() for one in kept if one.prose}
    sure = sum(len(one.text) for one in kept if one.prose and is_vouched(one, ground))
    if sure >= LEAST_REPORT and sure >= SURE * sum(len(one.text) for one in kept if one.prose):
        kept = [one for one in kept if not _is_scrap(one, ground)]
    usual = {"p", "li", "td", "tr", "dd", "dt", "blockquote", "pre", *HEADINGS}
    vouched = ground.votes.selector | ground.votes.declared
    kept = [
        one
        for one in kept
        if (len(one.text) >= 40 and one.prose)
        or ends_sentence(one.text)
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
        and not (one.heading or ends_sentence(one.text) or is_vouched(one, ground) or one.strong > 0.5 * len(one.text))
    )


def _bears(one: Paragraph, vouched: frozenset[int]) -> bool:
    """Running text, a sentence, or something that a witness chose: what a report may begin and end with."""
    return (
        one.number in vouched
        or (ends_sentence(one.text) and not one.heading and one.link_share < 0.5)
        or (one.prose and not one.heading)
        or is_note(one.text)
    )


def ends_sentence(text: str) -> bool:
    """Whether a paragraph closes as a sentence does, quotation marks aside."""
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
        if each.prose and each.element.getparent() is home and each.link_share < 0.3 and ends_sentence(each.text)
        and is_vouched(each, ground)
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
    if len(one.text) > 120 or (one.prose and is_vouched(one, ground)):
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
    declared body is nearly all that was kept, else (it may be cut short) what has no element in common with it. Notes
    on the report beside its paragraphs stay: a page declares its text without its corrections."""
    declared = [position for position, one in enumerate(kept) if one.number in ground.votes.declared]
    held = sum(len(kept[position].text) for position in declared)
    if held < 300:
        return kept
    first, last = declared[0], declared[-1]
    while first and kept[first - 1].heading and kept[first - 1].tags.isdisjoint({"h1"}):
        first -= 1
    homes = {kept[position].element.getparent() for position in declared}
    while first and is_note(kept[first - 1].text):
        first -= 1
    while last + 1 < len(kept) and is_note(kept[last + 1].text):
        last += 1
    if held >= 0.75 * sum(len(one.text) for one in kept):
        return kept[first : last + 1]
    return [
        one
        for position, one in enumerate(kept)
        if first <= position <= last or any(element in homes for element in one.trail[:4])
    ]
