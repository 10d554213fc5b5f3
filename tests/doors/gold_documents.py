"""Documents for the doors' tests, made of six reports with gold marks: invented places and people, no model needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.model import (
    Addressee,
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Occasion,
    Span,
    Speaker,
    When,
    attribution_id,
    spans,
    text_hash,
)

REPORTS = Path(__file__).with_name("reports.jsonl")
OUTLETS = {"wire.md": "Tessaly News Agency", "tabloid.md": "The Daily Lamp", "press-release.md": "Brightwater Ferries"}


def gold_documents() -> list[Document]:
    """The documents of reports.jsonl, in its order."""
    lines = REPORTS.read_text(encoding="utf-8").splitlines()
    return [_document(json.loads(line), n) for n, line in enumerate(lines) if line.strip()]


def _document(line: dict[str, Any], number: int) -> Document:
    text = line["text"]
    title = text.splitlines()[0][:120]
    article = Article(
        id=line["id"],
        text=text,
        url=f"https://paper{number}.example/{number}",
        outlet=OUTLETS.get(line["file"], "The Ellery Courier"),
        title=title,
        published=f"2026-0{number % 5 + 1}-1{number}",
        language="en",
    )
    blocks = tuple(_blocks(text))
    made = tuple(_attribution(one, text, n) for n, one in enumerate(line["attributions"]))
    return Document(article, blocks, made)


def _blocks(text: str) -> list[Block]:
    blocks, at = [], 0
    for n, piece in enumerate(text.split("\n\n")):
        if piece.strip():
            kind = "headline" if n == 0 else "byline" if piece.startswith("By ") else "body"
            blocks.append(Block(Span(at, at + len(piece)), kind))  # type: ignore[arg-type]
        at += len(piece) + 2
    return blocks


def _attribution(one: dict[str, Any], text: str, number: int) -> Attribution:
    content = spans(map(tuple, one["content"]))
    named = text.find(one["speaker"]) if one["speaker"] else -1
    naming = Span(named, named + len(one["speaker"])) if named >= 0 else None
    first = {name: spans(map(tuple, one[name]))[:1] for name in ("addressee", "occasion", "when")}
    speaker = (
        Speaker(one["speaker"], one["kind"], naming, one["how"], "e" + one["speaker"][:3]) if one["speaker"] else None
    )
    doubt = 0.45 if number == 3 else 0.97 - 0.03 * (number % 5)
    return Attribution(
        id=attribution_id(text_hash(text), content),
        quotation=one["quotation"],
        source=spans(map(tuple, one["source"])),
        cue=spans(map(tuple, one["cue"])),
        content=content,
        verbatim=spans(map(tuple, one["verbatim"])),
        insertions=spans(map(tuple, one["insertions"])),
        speaker=speaker,
        addressee=next((Addressee(s.of(text), s) for s in first["addressee"]), None),
        occasion=next((Occasion(s.of(text), s, "letter") for s in first["occasion"]), None),
        when=next((When(s.of(text), s, None) for s in first["when"]), None),
        mode=one["mode"],
        act=one["act"],
        commitment=one["commitment"],
        repeats=None,
        notes=(),
        confidence=Confidence(doubt, 0.91),
        unclear=spans(map(tuple, one["unclear"])),
    )
