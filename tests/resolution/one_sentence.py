"""Reports of one sentence, their findings made by hand."""

from __future__ import annotations

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Phrase,
    Span,
    Speaker,
    attribution_id,
    text_hash,
)

WORDS = "“We will reopen the Sallow bridge before the first frost”"


def report(name: str, speaker: str, words: str = WORDS, role: str = "", day: str = "2026-05-04") -> Document:
    """A report of one sentence: words, said speaker, role."""
    text = f"{words}, said {speaker}{', ' + role if role else ''}.\n"
    content = (Span(0, len(words)),)
    at = text.index(speaker, len(words))
    naming = Span(at, at + len(speaker))
    start = text.index(role, naming.end) if role else 0
    held = Attribution(
        id=attribution_id(text_hash(text), content), quotation="direct", source=(naming,),
        cue=(Span(text.index("said"), text.index("said") + 4),), content=content,
        verbatim=(Span(1, len(words) - 1),), insertions=(),
        speaker=Speaker(speaker, "person", naming, "named", "e1",
                        role=Phrase(role, Span(start, start + len(role))) if role else None),
        addressee=None, occasion=None, when=None, mode="speech", act="STATE", commitment="asserted", repeats=None,
        notes=(), confidence=Confidence(0.95, 0.9),
    )  # fmt: skip
    article = Article(name, text, outlet=f"outlet of {name}", published=day, language="en")
    return Document(article, (Block(Span(0, len(text)), "body"),), (held,))
