"""A record in memory for the tests of the check: the part of the Store contract that checking needs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from onrecord.check.spelling import fold
from onrecord.model import (
    Article,
    ArticleCard,
    Attribution,
    Confidence,
    Document,
    HitPage,
    Passage,
    Query,
    Searched,
    Span,
    Speaker,
    attribution_id,
    spans,
    text_hash,
)
from onrecord.model.errors import NotFoundError


class MemoryRecord:
    def __init__(self, *documents: Document) -> None:
        self.revisions: dict[str, list[Document]] = {}
        for document in documents:
            self.revisions.setdefault(document.article.id, []).append(document)

    def document(self, article: str, revision: int | None = None) -> Document:
        held = self.revisions.get(article)
        if not held or (revision is not None and not 1 <= revision <= len(held)):
            raise NotFoundError("no such article", item=article)
        return held[-1 if revision is None else revision - 1]

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]:
        paragraphs: list[tuple[set[str], Passage]] = []
        for held in self.revisions.values():
            for number, document in enumerate(held, start=1):
                text = document.article.text
                for found in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL):
                    spaced = re.sub("[\u3400-\u9fff]", r" \g<0> ", fold(found.group()))
                    words = set(re.findall(r"[^\W_]+", spaced))
                    passage = Passage(card(document.article, number), Span(*found.span()), found.group())
                    paragraphs.append((words, passage))
        df = {term: sum(1 for words, _ in paragraphs if term in words) for term in set(terms)}
        scored = [
            (sum(math.log(1 + len(paragraphs) / df[term]) for term in set(terms) if term in words), number, passage)
            for number, (words, passage) in enumerate(paragraphs)
        ]
        return [passage for score, _, passage in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0][:limit]

    def search(self, query: Query) -> HitPage:
        return HitPage((), 0)

    def extent(self) -> Searched:
        documents = [one for held in self.revisions.values() for one in held]
        days = sorted(one.article.published for one in documents if one.article.published)
        outlets = {one.article.outlet for one in documents if one.article.outlet}
        return Searched(
            len(self.revisions), sum(len(one.attributions) for one in documents), days[0] if days else None,
            days[-1] if days else None, len(outlets),
        )  # fmt: skip


def card(article: Article, revision: int) -> ArticleCard:
    return ArticleCard(
        article.id, revision, article.title, article.outlet, article.published, article.url, article.standing,
        article.primary, article.language,
    )  # fmt: skip


def attribution(
    text: str, pieces: Sequence[str], speaker: str | None = None, source: str | None = None, **more: object
) -> Attribution:
    """An attribution whose content is ``pieces`` of the text, marks and all; verbatim is what the marks hold."""
    content, verbatim, at = [], [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        content.append((start, at))
        for found in re.finditer(r"[“\"]([^“”\"]+)[”\"]", piece):
            verbatim.append((start + found.start(1), start + found.end(1)))
    where = text.index(source) if source else 0
    role = spans(content)
    who = None
    if speaker is not None:
        who = Speaker(speaker, "person", None, "named" if source else "pronoun", key=speaker)
    fields: dict[str, object] = {
        "id": attribution_id(text_hash(text), role), "quotation": "direct", "cue": (), "content": role,
        "source": spans([(where, where + len(source or ""))]), "verbatim": spans(verbatim), "insertions": (),
        "speaker": who, "addressee": None, "occasion": None, "when": None, "mode": "speech", "act": "STATE",
        "commitment": "asserted", "repeats": None, "notes": (), "confidence": Confidence(0.95, 0.9 if who else None),
    }  # fmt: skip
    return Attribution(**{**fields, **more})  # type: ignore[arg-type]


def report(
    text: str, *said: Attribution, id: str = "a1", outlet: str | None = "The Tessaly Courier",
    published: str | None = "2026-05-04", **more: object,
) -> Document:  # fmt: skip
    article = Article(id=id, text=text, outlet=outlet, published=published, language="en", **more)  # type: ignore[arg-type]
    return Document(article, (), said)
