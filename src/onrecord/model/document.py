"""The document contract: what `read` prints, the API returns and the bulk job writes, one object an article."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from onrecord.model.article import Article, Block, Diagnostic
from onrecord.model.attribution import Attribution
from onrecord.model.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Document:
    """One article with its blocks and attributions; ``text`` is the article's, character for character."""

    article: Article
    blocks: tuple[Block, ...]
    attributions: tuple[Attribution, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    vectors: Vectors | None = field(default=None, compare=False, repr=False)
    """Where its attributions lie by sense, for the record; no part of the contract."""


def as_contract(document: Document) -> dict[str, Any]:
    """The plain object of the document contract: spans as ``[start, end]`` pairs of code-point offsets."""
    article = document.article
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "authors": list(article.authors),
        "modified": article.modified,
        "standing": article.standing,
        "text": article.text,
        "blocks": [_block(block) for block in document.blocks],
        "attributions": [attribution_contract(one) for one in document.attributions],
        "diagnostics": [_plain(asdict(one)) for one in document.diagnostics],
    }


def attribution_contract(attribution: Attribution) -> dict[str, Any]:
    """One attribution of the contract as plain lists, dicts, strings and numbers."""
    plain: dict[str, Any] = _plain(asdict(attribution))
    return plain


def _block(block: Block) -> dict[str, Any]:
    plain: dict[str, Any] = {"span": list(block.span), "kind": block.kind}
    if block.place is not None:
        plain["place"] = block.place
    if block.repeats is not None:
        plain["repeats"] = list(block.repeats)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return round(value, 4)
    return value
