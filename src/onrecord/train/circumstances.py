"""The articles whose attributions are marked for speaker, addressee, occasion, when, mode, act and commitment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from onrecord.model import Block, Found, Span, Speaker
from onrecord.model.attribution import HOWS, EntityKind, How, QuotationType
from onrecord.train.gold import Gold
from onrecord.train.studied import studied

_MARK = re.compile(r"[\"“”«»]|''")


@dataclass(frozen=True, slots=True)
class Marked:
    """One article with gold spans and the marks of each attribution (None: not marked)."""

    id: str
    text: str
    published: str | None
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]
    speakers: tuple[Speaker | None, ...]
    marks: tuple[dict[str, Any] | None, ...]


def marked(shared: Path, part: str) -> list[Marked]:
    """The marked articles of a part (see `studied`), attributions as `Found`."""
    return [_article(one) for one in studied(shared, part)]


def _article(one: Gold) -> Marked:
    row, text = one.row, one.row["text"]
    quoted = quoted_characters(text)
    found = tuple(_found(text, quoted, att) for att in row["attributions"])
    chosen = tuple(one.speakers.get(att["id"]) for att in row["attributions"])
    title = text.find("\n")
    blocks = (Block(Span(0, title), "headline"), Block(Span(title, len(text)), "body")) if title > 0 else ()
    return Marked(row["id"], text, row.get("date"), blocks, found, tuple(map(_speaker, chosen)), chosen)


def quoted_characters(text: str) -> bytearray:
    """1 for each character between a pair of double quotation marks of its paragraph (or after an unclosed one)."""
    quoted = bytearray(len(text))
    for paragraph in re.finditer(r"[^\n]+", text):
        inside, since = False, paragraph.start()
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            if inside:
                quoted[since : mark.start()] = b"\1" * (mark.start() - since)
            inside = True if mark.group() in "“«" else False if mark.group() in "”»" else not inside
            since = mark.end()
        if inside:
            quoted[since : paragraph.end()] = b"\1" * (paragraph.end() - since)
    return quoted


def _found(text: str, quoted: bytearray, att: dict[str, Any]) -> Found:
    places = [n for start, end in att["content"] for n in range(start, end) if text[n].isalnum()]
    inside = sum(quoted[n] for n in places)
    kind: QuotationType = "direct" if places and inside == len(places) else "mixed" if inside else "indirect"
    source, cue, content = (tuple(Span(*pair) for pair in att[role]) for role in ("source", "cue", "content"))
    return Found(source, cue, content, kind)


def _speaker(mark: dict[str, Any] | None) -> Speaker | None:
    if mark is None or not (mark["speaker"] or mark["kind"] == "author"):
        return None
    how = cast("How", mark["how"] if mark["how"] in HOWS else "elided")
    name = mark["speaker"] or "author"
    naming = Span(*mark["naming"]) if mark.get("naming") else None
    return Speaker(name, cast("EntityKind", mark["kind"]), naming, how, name)
