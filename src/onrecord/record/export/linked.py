"""Linked data: W3C Web Annotation, schema.org Quotation, and drafts of ClaimReview. One JSON-LD object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.model import Attribution, Document, Span, pieces
from onrecord.model.selectors import page_selector, parted, position_selector, quote_selector
from onrecord.record.export.links import iri

_PERSONS = {"person", "unnamed", "author", "generic"}


def web_annotations(documents: Iterable[Document]) -> Iterator[bytes]:
    """W3C Web Annotations: one a statement; a target for each span of its content, with its selectors."""
    for document in documents:
        for one in document.attributions:
            yield _line(web_annotation(document, one))


def web_annotation(document: Document, one: Attribution) -> dict[str, Any]:
    """One statement as a Web Annotation. Source: W3C Web Annotation Data Model, 2017.

    A target's selectors are alternatives: the place in the stored text, the words, and, where the article was read from
    a page, the element of that page with the words in it. A span that runs over several elements of a page has a target
    for each, because no one element holds it.
    """
    page = iri(document.article.id, document.article.url)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:onrecord:{one.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [_tag("quotation", one.quotation), *_bodies(one), *_standing(document)],
        "target": [target for span in one.content for target in _targets(document, span, page)],
    }


def _targets(document: Document, span: Span, page: str) -> Iterator[dict[str, Any]]:
    text = document.article.text
    parts = [(part, block) for part, block in parted(span, document.blocks) if block.place is not None]
    if not parts:
        yield _target(page, position_selector(span), quote_selector(text, span))
    for part, block in parts:
        quoted = quote_selector(text, part, block.span)
        yield _target(page, position_selector(part), quoted, page_selector(text, part, block))


def _target(page: str, *selectors: dict[str, Any]) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": page, "selector": list(selectors)}


def _bodies(one: Attribution) -> list[dict[str, Any]]:
    found = [_tag("mode", one.mode), _tag("act", one.act), _tag("commitment", one.commitment)]
    if one.speaker:
        found.append(_tag("speaker", one.speaker.name))
    return found + [_tag("note", note) for note in one.notes]


def _standing(document: Document) -> list[dict[str, Any]]:
    """What the outlet made of the article since; nothing where it stands as published."""
    standing = document.article.standing
    return [_tag("article", f"{standing} by its outlet")] if standing != "published" else []


def _tag(field: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": f"{field}: {value}"}


def quotations(documents: Iterable[Document]) -> Iterator[bytes]:
    """schema.org: a Quotation where the speaker's own words are printed, otherwise a Claim in the outlet's words."""
    for document in documents:
        for one in document.attributions:
            yield _line(quotation(document, one))


def quotation(document: Document, one: Attribution) -> dict[str, Any]:
    """One statement in schema.org's terms; ``text`` holds only slices of the stored text."""
    own = one.verbatim or one.content
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Quotation" if one.verbatim else "Claim",
        "identifier": one.id,
        "text": " […] ".join(pieces(document.article.text, own)),
        "isPartOf" if one.verbatim else "appearance": _news_article(document),
    }
    if one.speaker:
        made["creator" if one.verbatim else "author"] = _agent(one)
    if one.said:
        made["dateCreated"] = one.said
    return made


def claim_reviews(documents: Iterable[Document]) -> Iterator[bytes]:
    """Drafts of ClaimReview for a fact-checker to complete: never a rating, never a reviewer."""
    for document in documents:
        for one in document.attributions:
            yield _line(claim_review(document, one))


def claim_review(document: Document, one: Attribution) -> dict[str, Any]:
    """One statement as a draft ClaimReview. ``reviewRating``, ``author`` and ``url`` are the fact-checker's to fill."""
    claim: dict[str, Any] = {"@type": "Claim", "appearance": _news_article(document)}
    if one.speaker:
        claim["author"] = _agent(one)
    if one.said:
        claim["datePublished"] = one.said
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": " […] ".join(pieces(document.article.text, one.content)),
        "itemReviewed": claim,
    }


def _agent(one: Attribution) -> dict[str, Any]:
    assert one.speaker is not None
    agent: dict[str, Any] = {
        "@type": "Person" if one.speaker.kind in _PERSONS else "Organization",
        "name": one.speaker.name,
    }
    if one.speaker.role:
        agent["jobTitle" if agent["@type"] == "Person" else "description"] = one.speaker.role.text
    return agent


def _news_article(document: Document) -> dict[str, Any]:
    article = document.article
    made: dict[str, Any] = {"@type": "NewsArticle", "identifier": article.id}
    for name, value in (("url", article.url), ("headline", article.title), ("datePublished", article.published)):
        if value:
            made[name] = value
    if article.standing != "published":
        made["creativeWorkStatus"] = article.standing
    if article.outlet:
        made["publisher"] = {"@type": "NewsMediaOrganization", "name": article.outlet}
    return made


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
