"""Reports of invented people and places, with their attributions, for tests of the record."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from onrecord.model import (
    Addressee,
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Source,
    Span,
    Speaker,
    When,
    attribution_id,
    spans,
    text_hash,
)

FERRY = (
    "Ferry to stop, harbour board says\n\n"
    "“We will not run the ferry after May,” Ilda Marrow told reporters on Thursday. “Not one crossing.”\n\n"
    "Tomas O'Neill said that the board had never asked the islanders.\n\n"
    "The quay was quiet."
)
BRIDGE = (
    "Bridge opens\n\n"
    "Ilda Marrow said the bridge would carry the naïve hopes of Östmark.\n\n"
    "“The ferry is history,” said Bo Lund."
)


def place(text: str, words: str) -> Span:
    """Where ``words`` stand in ``text`` (they must)."""
    at = text.index(words)
    return Span(at, at + len(words))


def said(
    text: str, content: str | tuple[str, ...], speaker: str | None, cue: str, quotation: Any = "direct", **more: Any
) -> Attribution:
    """An attribution whose pieces are found in ``text`` by their words."""
    words = (content,) if isinstance(content, str) else content
    where = spans(place(text, one) for one in words)
    named = Speaker(speaker, "person", place(text, speaker), "named", speaker.split()[-1].lower()) if speaker else None
    made = Attribution(
        id=attribution_id(text_hash(text), where),
        quotation=quotation,
        source=(place(text, speaker),) if speaker else (),
        cue=(place(text, cue),),
        content=where,
        verbatim=spans((one.start + 1, one.end - 1) for one in where) if quotation == "direct" else (),
        insertions=(),
        speaker=named, addressee=None, occasion=None, when=None, mode="speech", act="STATE", commitment="asserted",
        repeats=None, notes=(), confidence=Confidence(0.9, 0.8),
    )  # fmt: skip
    return replace(made, **more)


def report(id_: str, text: str, *attributions: Attribution, **article: Any) -> Document:
    """A document: one block a line, the first a headline; bytes kept as plain text."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), "headline" if at == 0 else "body"))
        at += len(line) + 1
    raw = text.encode("utf-8", "surrogatepass")
    given = {
        "title": text.split("\n", 1)[0],
        "source": Source("text/plain", hashlib.sha256(raw).hexdigest(), raw, "utf-8"),
        **article,
    }
    return Document(Article(id=id_, text=text, **given), tuple(blocks), attributions)


def ferry(id_: str = "ferry.txt", text: str = FERRY, **article: Any) -> Document:
    """Three attributions: a broken direct quotation with an addressee and a day, and an indirect one."""
    given = {"outlet": "The Östmark Gazette", "published": "2026-05-07", "url": f"https://gazette.example/{id_}"}
    return report(
        id_,
        text,
        said(
            text, ("“We will not run the ferry after May,”", "“Not one crossing.”"), "Ilda Marrow", "told",
            addressee=Addressee("reporters", place(text, "reporters")),
            when=When("on Thursday", place(text, "on Thursday"), "2026-05-07"),
        ),
        said(text, "the board had never asked the islanders", "Tomas O'Neill", "said that", "indirect", act="DENY"),
        **{**given, **article},
    )  # fmt: skip


def bridge(id_: str = "bridge.txt", **article: Any) -> Document:
    """Two attributions, one of the speaker of the other report."""
    given = {"outlet": "Quay Radio", "published": "2026-06-01"}
    return report(
        id_,
        BRIDGE,
        said(BRIDGE, "the bridge would carry the naïve hopes of Östmark", "Ilda Marrow", "said", "indirect"),
        said(BRIDGE, "“The ferry is history,”", "Bo Lund", "said Bo"),
        **{**given, **article},
    )
