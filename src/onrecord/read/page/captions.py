"""Which paragraphs stand with a picture and not in the running text, and which are pull quotes."""

from __future__ import annotations

from typing import Any

from onrecord.read.page import furniture
from onrecord.read.page.paragraphs import Paragraph

OUTERMOST = frozenset({"body", "html", "main", "form"})
LONGEST_CREDIT = 250
"""Code points of a line above which a name that only says "source" or "credit" makes it no picture's."""
LONGEST = 360
"""Code points of all text beside one picture above which it is no caption."""


def is_caption(one: Paragraph, container: Any) -> bool:
    """A figure's or table's caption by its element, or by the name of anything round it inside the report's element."""
    if "figcaption" in one.tags or ("caption" in one.tags and "table" in one.tags):
        return True
    for element in one.trail:
        if element is container or element.tag in OUTERMOST:
            return False
        names = furniture.names_of(element)
        if names and furniture.captioned(names):
            return _could_be(one, names)
    return False


def _could_be(one: Paragraph, names: str) -> bool:
    """Printed code and long paragraphs stand in "sources" that are no picture's."""
    return furniture.CAPTION.search(names) is not None or (len(one.text) <= LONGEST_CREDIT and "pre" not in one.tags)


def is_pulled(one: Paragraph) -> bool:
    """A pull quote by the name of its element or of one just round it."""
    return any(furniture.PULL_QUOTE.search(furniture.names_of(element)) for element in one.trail[:4])


def beside_picture(one: Paragraph, written: dict[Any, int], running: frozenset[Any]) -> bool:
    """A line in a box of its own with a picture, where no name says so: nothing but the picture and a caption's worth
    of text. ``written`` is the length of all text under each element; ``running`` are the elements that hold the
    report's sentences, whose own paragraphs are not captions however many pictures stand between them."""
    if one.heading or one.element.tag in {"p", "li", "td", "tr", "dd", "blockquote", "pre"}:
        return False
    for element in one.trail[:3]:
        if element in running or element.tag in OUTERMOST or written.get(element, 0) > LONGEST:
            return False
        if element.find(".//img") is not None or element.find(".//picture") is not None:
            return True
    return False
