"""Forms that other quotation programs read: Quotebank's and Citron's JSON, a line an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from onrecord.model import Attribution, Document, Span, pieces


def quotebank(documents: Iterable[Document]) -> Iterator[bytes]:
    """Quotation-centric Quotebank lines: statements with the speaker's own words only.

    Source: Vaucher et al., Quotebank (WSDM 2021), data description. ``qids`` stays empty: nothing is looked up.
    ``speaker`` is "None" where it is unknown, as in their files. Occurrences are counted per attribution (1). A line
    out of an article that its outlet corrected or withdrew has one field more, ``standing``.
    """
    for document in documents:
        for one in document.attributions:
            if one.verbatim:
                yield _line(_quotebank(document, one))


def _quotebank(document: Document, one: Attribution) -> dict[str, Any]:
    article = document.article
    name = one.speaker.name if one.speaker else "None"
    sure = one.confidence.speaker if one.confidence.speaker is not None else 0.0
    probas = [[name, f"{sure:.4f}"]]
    if name != "None":
        probas.append(["None", f"{1 - sure:.4f}"])
    host = urlsplit(article.url).hostname if article.url else None
    return {
        "quoteID": one.id,
        "quotation": " […] ".join(pieces(article.text, one.verbatim)),
        "speaker": name,
        "qids": [],
        "date": article.published,
        "numOccurrences": 1,
        "probas": probas,
        "urls": [article.url] if article.url else [],
        "domains": [host] if host else [],
        "phase": "E",
        **_standing(document),
    }


def _standing(document: Document) -> dict[str, str]:
    standing = document.article.standing
    return {"standing": standing} if standing != "published" else {}


def citron(documents: Iterable[Document]) -> Iterator[bytes]:
    """Citron's annotation format, a document a line. Source: bbc/citron, docs/data_format.md.

    Citron wants a cue: attributions without one (a quotation going on) are left out there, as in its own data. A
    document that its outlet corrected or withdrew has one field more, ``standing``.
    """
    for document in documents:
        text = document.article.text
        quotes = [_citron(text, one) for one in document.attributions if one.cue]
        yield _line({"id": document.article.id, "text": text, "quotes": quotes, **_standing(document)})


def _citron(text: str, one: Attribution) -> dict[str, Any]:
    return {
        "id": one.id,
        "cue": _span(text, one.cue[0]),
        "sources": [_span(text, span) for span in one.source],
        "contents": [_span(text, span) for span in one.content],
        "confidence": round(one.confidence.attribution, 4),
    }


def _span(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
