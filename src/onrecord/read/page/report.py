"""The chosen paragraphs put down as one text with its blocks: headline, standfirst, byline, body and captions in the
order of the page, each with its place; what the page prints twice is marked as a repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from onrecord.model import Block, Span
from onrecord.model.article import BlockKind
from onrecord.read.page import furniture
from onrecord.read.page.evidence import squashed
from onrecord.read.page.paragraphs import Paragraph
from onrecord.read.page.place import Places
from onrecord.read.page.selecting import SMALL, Selection, ends_sentence

JOIN = "\n\n"
STANDFIRST = 400
"""Code points of a paragraph between headline and body above which it is no standfirst but the first of the report."""


@dataclass(slots=True)
class Piece:
    """A paragraph and the kind of block it becomes. ``repeats`` is the position (in the pieces) of what it prints again."""

    paragraph: Paragraph
    kind: BlockKind
    repeats: int | None = None


def report_of(
    paragraphs: list[Paragraph], selection: Selection, title: str | None, root: Any
) -> tuple[str, tuple[Block, ...]]:
    """The text of a page's report and its blocks, which cover it but for the blank lines between them."""
    kinds: dict[int, BlockKind] = dict.fromkeys(selection.body, "body")
    first = selection.body[0]
    last = selection.body[-1]
    headline = _headline(paragraphs, title, last)
    if headline is not None:
        kinds[headline] = "headline"
        # A byline may stand after a standfirst that the body's element holds.
        _between(paragraphs, headline, selection.body[:3][-1], selection, kinds)
    for one in paragraphs:
        if one.number in selection.captions and _near(
            one, selection, headline if headline is not None else first, last
        ):
            kinds[one.number] = _caption_kind(one)
    pieces = [Piece(one, kinds[one.number]) for one in paragraphs if one.number in kinds]
    _mark_repeats(pieces, selection)
    return _written(pieces, root)


def from_declared(body: str, title: str | None) -> tuple[str, tuple[Block, ...]]:
    """A report out of the body that a page declares but does not show: a paragraph a line, no places."""
    lines = [line.strip() for line in re.split(r"\s*\n\s*", body) if line.strip()]
    kinds: list[BlockKind] = ["body"] * len(lines)
    if title:
        lines, kinds = [title, *lines], ["headline", *kinds]
    at = 0
    blocks = []
    for line, kind in zip(lines, kinds, strict=True):
        blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + len(JOIN)
    return JOIN.join(lines), tuple(blocks)


def written(paragraphs: list[Paragraph], kinds: dict[int, BlockKind], root: Any) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of paragraphs whose kinds are known already."""
    return _written([Piece(one, kinds[one.number]) for one in paragraphs if one.number in kinds], root)


def _headline(paragraphs: list[Paragraph], title: str | None, last: int) -> int | None:
    """The heading that prints the title; without a title the only h1."""
    headings = [one for one in paragraphs[: last + 1] if "h1" in one.tags or "h2" in one.tags or _named_headline(one)]
    if title:
        wanted = squashed(title)
        scored = [(_alike(squashed(one.text), wanted), "h1" in one.tags, -one.number) for one in headings]
        best = max(scored, default=None)
        if best is not None and best[0] >= 0.6:
            return -best[2]
        # Old pages set the title in bold, with the author on the next line.
        for one in paragraphs[: last + 1]:
            if len(one.text) <= 240 and _alike(squashed(one.text.split("\n")[0]), wanted) >= 0.8:
                return one.number
    ones = [one for one in headings if "h1" in one.tags and len(one.text) >= 8 and one.link_share < 0.9]
    return ones[0].number if len(ones) == 1 else None


def _named_headline(one: Paragraph) -> bool:
    names = furniture.names_of(one.element)
    return " headline " in names or " entry title " in names or " post title " in names or " article title " in names


def _alike(one: str, other: str) -> float:
    """1.0 for the same squashed text; a title may leave words out, so one inside the other counts by length."""
    if not one or not other:
        return 0.0
    from rapidfuzz.fuzz import ratio

    if min(len(one), len(other)) >= 12 and (one in other or other in one):
        return max(0.75, min(len(one), len(other)) / max(len(one), len(other)))
    return ratio(one, other) / 100


def _between(
    paragraphs: list[Paragraph], headline: int, first: int, selection: Selection, kinds: dict[int, BlockKind]
) -> None:
    """Standfirst and byline, which stand between the headline and the body, are part of the report."""
    for one in paragraphs[headline + 1 : first]:
        if one.number in kinds or one.hidden is not None or (one.link_share > 0.9 and len(one.text) > 60):
            continue
        near = [element for element in one.trail[:3] if selection.written.get(element, 0) <= SMALL]
        names = " ".join(map(furniture.names_of, near))
        around = " ".join(map(furniture.names_of, one.trail[:3]))
        if (
            furniture.BYLINE.search(names)
            or one.element.tag == "address"
            or re.match(r"^by\s+[A-Z]", one.text, re.IGNORECASE)
        ):
            if len(one.text) <= 160 and one.element.tag != "time":
                kinds[one.number] = "byline"
        elif one.number in selection.furniture or one.number in selection.captions:
            continue
        elif (furniture.STANDFIRST.search(around) and len(one.text) >= 25 and one.link_share < 0.5) or (
            one.element.tag == "h2" and len(one.text) >= 30 and one.number > headline and first - one.number <= 8
        ):
            kinds[one.number] = _standfirst_kind(one, selection)


def _standfirst_kind(one: Paragraph, selection: Selection) -> BlockKind:
    """A standfirst is of the headline, unless it is a sentence of the report: too long, or chosen by a witness."""
    chosen = one.number in selection.vouched and len(one.text) >= 60 and ends_sentence(one.text)
    return "body" if chosen or len(one.text) > STANDFIRST else "headline"


def _near(one: Paragraph, selection: Selection, first: int, last: int) -> bool:
    """Captions count inside the report's element, and between the headline and the body (the lead picture)."""
    if one.link_share > 0.8 or one.hidden is not None:
        return False
    if selection.container in one.trail and one.number <= last + 6:
        return True
    return first < one.number < selection.body[0] and one.number not in selection.furniture


def _caption_kind(one: Paragraph) -> BlockKind:
    if len(one.text) > 120:
        return "caption"
    for element in one.trail[:2]:
        names = furniture.names_of(element)
        if furniture.CREDIT.search(names) and not furniture.CAPTION.search(names):
            return "credit"
    credit = re.match(
        r"^\W*(?:photo|image|picture|credit|photograph|illustration|getty|reuters|ap|afp)\b[^.]{0,80}$",
        one.text,
        re.IGNORECASE,
    )
    return "credit" if credit else "caption"


def _mark_repeats(pieces: list[Piece], selection: Selection) -> None:
    """A pull quote whose words stand in another paragraph repeats it; so does a long paragraph or caption printed again."""
    texts = [squashed(piece.paragraph.text) for piece in pieces]
    seen: dict[str, int] = {}
    headlines = {text: n for n, text in enumerate(texts) if pieces[n].kind == "headline" and len(text) >= 20}
    for position, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        if piece.kind == "body" and text in headlines and not ends_sentence(piece.paragraph.text):
            piece.kind, piece.repeats = "boilerplate", headlines[text]
            continue
        if piece.kind in {"headline", "byline"} or len(text) < 12:
            continue
        if (
            piece.paragraph.number in selection.pulled
            or piece.paragraph.element.tag in {"aside"}
            or "blockquote" in piece.paragraph.tags
        ):
            other = next((n for n, whole in enumerate(texts) if n != position and text in whole and len(whole) > len(text)
                          and pieces[n].kind == "body" and pieces[n].paragraph.number not in selection.pulled), None)  # fmt: skip
            if other is not None:
                piece.kind, piece.repeats = "boilerplate", other
                continue
        earlier = seen.setdefault(text, position)
        if earlier != position and len(text) >= 40 and pieces[earlier].kind == piece.kind:
            piece.kind, piece.repeats = "boilerplate", earlier


def _written(pieces: list[Piece], root: Any) -> tuple[str, tuple[Block, ...]]:
    places = Places(root)
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        text = piece.paragraph.text
        parts.append(text)
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(JOIN)
    blocks = tuple(
        Block(
            span,
            piece.kind,
            places.of(piece.paragraph.element),
            None if piece.repeats is None else spans[piece.repeats],
        )
        for piece, span in zip(pieces, spans, strict=True)
    )
    return JOIN.join(parts), blocks
