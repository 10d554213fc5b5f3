"""The page as a reader sees it: its paragraphs in order, each with the element it stands in.

The text is made here and nowhere else: runs of blanks become one space as in a browser, `<br>` a line break, two of
them a new paragraph; no-break spaces, soft hyphens and every other character stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select option textarea "
    "input button dialog title meta link base param source track datalist meter progress amp-ad amp-analytics "
    "amp-iframe amp-sidebar amp-consent amp-social-share applet frameset".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center head dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody tfoot "
    "thead tr ul caption legend".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLANK = re.compile(r"[ \t\n\r\f]+")
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Paragraph:
    """One stretch of text between block boundaries. Lengths are in code points."""

    text: str
    element: Any
    trail: tuple[Any, ...]
    """The element and its ancestors that are blocks, innermost first."""
    linked: int = 0
    """How many of the characters stand inside links."""
    hidden: Any = None
    """The outermost element that hides it, or None where it is shown."""
    number: int = 0
    tags: frozenset[str] = field(default_factory=frozenset)
    """Tag names along the trail."""
    strong: int = 0
    """How many of the characters are set in bold or a heading."""

    @property
    def link_share(self) -> float:
        """Linked characters to all."""
        return self.linked / max(1, len(self.text))

    @property
    def heading(self) -> bool:
        """In a heading element."""
        return not HEADINGS.isdisjoint(self.tags)

    @property
    def prose(self) -> bool:
        """Long enough and unlinked enough to be running text."""
        return len(self.text) >= 60 and self.link_share < 0.4 and not self.heading


@dataclass(slots=True)
class _Open:
    """What is being gathered: pieces of text with whether they are linked or bold, for one owner."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)


def paragraphs_of(root: Any) -> list[Paragraph]:
    """All paragraphs of the page in document order, hidden ones marked; scripts, forms' fields and frames left out."""
    # From the root and not from the body: where a page leaves out its body tag, the parser puts articles into the head.
    found = list(_walk(root))
    for number, one in enumerate(found):
        one.number = number
    return found


def _walk(root: Any) -> Iterator[Paragraph]:
    """Depth first without recursion, because pages nest deeper than Python's stack."""
    open_ = _Open()
    trail: list[Any] = []
    links = bold = preserved = 0
    hidden: list[Any] = []
    for event, element in _events(root):
        tag = element.tag
        if event == "start":
            if _is_block(element):
                yield from _flush(open_, trail, hidden)
                trail.append(element)
            elif tag == "br":
                open_.pieces.append(("\n", False, False))
            elif tag in {"td", "th"} and open_.pieces:
                open_.pieces.append(("\t", False, False))
            elif tag == "q":
                open_.pieces.append(("\u201c", links > 0, bold > 0))
            links += tag == "a"
            bold += tag in {"b", "strong"} or tag in HEADINGS
            if _hidden(element):
                hidden.append(element)
            preserved += tag == "pre"
            _add(open_, element.text, links, bold, preserved)
            continue
        if tag == "q":
            open_.pieces.append(("\u201d", links > 0, bold > 0))
        if trail and trail[-1] is element:
            yield from _flush(open_, trail, hidden)
            trail.pop()
        links -= tag == "a"
        bold -= tag in {"b", "strong"} or tag in HEADINGS
        if hidden and hidden[-1] is element:
            hidden.pop()
        preserved -= tag == "pre"
        if element is not root:
            _add(open_, element.tail, links, bold, preserved)


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of every element that is not skipped; the tail of a skipped one is handed on as text."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            if event == "start":
                walker.skip_subtree()
            elif event in {"end", "comment", "pi"}:
                yield from _tail_only(element)
            continue
        yield event, element


def _tail_only(element: Any) -> Iterator[tuple[str, Any]]:
    if element.tail and element.tail.strip():
        yield "end", _Tail(element.tail, element)


class _Tail:
    """Stands in for a skipped element of which only the text after it counts."""

    __slots__ = ("element", "tag", "tail", "text")

    def __init__(self, tail: str, element: Any) -> None:
        self.tag, self.tail, self.text, self.element = "", tail, None, element

    def get(self, _name: str) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _is_block(element: Any) -> bool:
    tag = element.tag
    if tag in BLOCKS:
        return True
    if tag in {"td", "th"} or "-" in tag:
        # A cell is a cell of its row; but where a page is laid out with a table, its cells hold paragraphs.
        return any(inner.tag in BLOCKS or inner.tag == "br" for inner in element.iterdescendants())
    return False


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and INVISIBLE.search(style) is not None


def _add(open_: _Open, text: str | None, links: int, bold: int, preserved: int) -> None:
    if text:
        piece = text if preserved else BLANK.sub(" ", text)
        open_.pieces.append((piece, links > 0, bold > 0))


def _flush(open_: _Open, trail: list[Any], hidden: list[Any]) -> Iterator[Paragraph]:
    """Close what is open: one paragraph, or several where double line breaks part it."""
    pieces, open_.pieces = open_.pieces, []
    if not pieces or not trail:
        return
    for group in _parted(pieces):
        text, linked, strong = _joined(group)
        if _visible(text):
            innermost = tuple(reversed(trail))
            tags = frozenset(one.tag for one in innermost)
            yield Paragraph(text, trail[-1], innermost, linked, hidden[0] if hidden else None, 0, tags, strong)


def _visible(text: str) -> bool:
    """More than blanks of whatever width: pages part their pictures with paragraphs of one no-break space."""
    return any(not (one.isspace() or one in "\u200b\u200c\u200d\u2060\ufeff\xad") for one in text)


def _parted(pieces: list[tuple[str, bool, bool]]) -> Iterator[list[tuple[str, bool, bool]]]:
    group: list[tuple[str, bool, bool]] = []
    breaks = 0
    for piece in pieces:
        if piece[0] == "\n":
            breaks += 1
            if breaks == 2:
                yield group
                group = []
            elif breaks == 1:
                group.append(piece)
            continue
        if piece[0].strip(" \t\n\r\f\xa0"):
            breaks = 0
        group.append(piece)
    yield group


def _joined(pieces: list[tuple[str, bool, bool]]) -> tuple[str, int, int]:
    """The text of some pieces, blanks collapsed across their borders and taken off the ends; linked and bold counts."""
    made: list[str] = []
    linked = strong = 0
    last = "\n"
    for text, is_link, is_bold in pieces:
        if text == "\n":
            while made and last == " ":
                made[-1] = made[-1][:-1]
                if not made[-1]:
                    made.pop()
                last = made[-1][-1] if made else "\n"
        elif text[0] == " " and last in " \n\t":
            text = text[1:]
        if text:
            made.append(text)
            last = text[-1]
            count = len(text.strip())
            linked += count if is_link else 0
            strong += count if is_bold else 0
    return "".join(made).strip(" \t\n\r\f"), linked, strong
