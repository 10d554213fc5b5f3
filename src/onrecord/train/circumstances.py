"""The articles whose attributions are marked for speaker, addressee, occasion, when, mode, act and commitment."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from onrecord.model import Block, Found, Span, Speaker
from onrecord.model.attribution import HOWS, EntityKind, How, QuotationType

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
    """The articles of ``polnear/{part}-speakers``, or of ``gum/attributions`` for ``part`` "gum"."""
    corpora = shared / "corpora"
    if part == "gum":
        lines = _lines(corpora / "gum" / "attributions.jsonl.gz")
        return [_article(one, {mark["id"]: mark for mark in one["attributions"]}) for one in lines]
    marks: dict[str, dict[str, Any]] = {}
    for row in _lines(corpora / "polnear" / f"{part}-speakers.jsonl.gz"):
        marks.setdefault(row["doc"], {})[row["attribution"]] = row
    articles = _lines(corpora / "polnear" / f"{part}.jsonl.gz")
    return [_article(one, marks[one["id"]]) for one in articles if one["id"] in marks]


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _article(one: dict[str, Any], marks: dict[str, Any]) -> Marked:
    text = one["text"]
    quoted = quoted_characters(text)
    found = tuple(_found(text, quoted, att) for att in one["attributions"])
    chosen = tuple(marks.get(att["id"]) for att in one["attributions"])
    title = text.find("\n")
    blocks = (Block(Span(0, title), "headline"), Block(Span(title, len(text)), "body")) if title > 0 else ()
    return Marked(one["id"], text, one.get("date"), blocks, found, tuple(map(_speaker, chosen)), chosen)


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
    return Speaker(name, cast("EntityKind", mark["kind"]), None, how, name)
