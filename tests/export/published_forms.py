"""JSON Schemas of the forms that other programs define, written from their published descriptions.

- W3C Web Annotation Data Model (2017): https://www.w3.org/TR/annotation-model/
- schema.org, release 28: https://schema.org/Quotation, /Claim, /ClaimReview, /NewsArticle, /Person, /Organization
- Quotebank (Vaucher et al., WSDM 2021), quotation-centric files: the table of fields in its data description
- Citron (bbc/citron): docs/data_format.md
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T.*)?$"}
PLACE: Schema = {"type": "integer", "minimum": 0}


def closed(required: dict[str, Schema], **optional: Schema) -> Schema:
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def just(word: str) -> Schema:
    return {"const": word}


# -- Web Annotation -------------------------------------------------------------------------------------------------

MOTIVATIONS = (
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging"
).split()
_QUOTED = closed(
    {"type": just("TextQuoteSelector"), "exact": TEXT}, prefix={"type": "string"}, suffix={"type": "string"}
)
_SELECTOR: Schema = {
    "oneOf": [
        _QUOTED,
        closed({"type": just("TextPositionSelector"), "start": PLACE, "end": PLACE}),
        closed({"type": just("XPathSelector"), "value": TEXT}, refinedBy=_QUOTED),
    ]
}
_BODY = closed(
    {"type": just("TextualBody"), "value": TEXT},
    purpose={"enum": MOTIVATIONS},
    format=just("text/plain"),
    language=TEXT,
)
_TARGET = closed(
    {"type": just("SpecificResource"), "source": {"type": "string", "format": "iri", "minLength": 1}},
    selector={"type": "array", "items": _SELECTOR, "minItems": 1},
)
WEB_ANNOTATION = closed(
    {
        "@context": just("http://www.w3.org/ns/anno.jsonld"),
        "id": {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"},
        "type": just("Annotation"),
        "target": {"type": "array", "items": _TARGET, "minItems": 1},
    },
    motivation={"enum": MOTIVATIONS},
    body={"type": "array", "items": _BODY},
)

# -- schema.org -----------------------------------------------------------------------------------------------------

_CONTEXT: dict[str, Schema] = {"@context": just("https://schema.org")}
_AGENT: Schema = {
    "oneOf": [
        closed({"@type": just("Person"), "name": TEXT}, jobTitle=TEXT),
        closed({"@type": just("Organization"), "name": TEXT}, description=TEXT),
    ]
}
_NEWS_ARTICLE = closed(
    {"@type": just("NewsArticle"), "identifier": TEXT},
    url={"type": "string", "format": "iri"},
    headline=TEXT,
    datePublished=DATE,
    creativeWorkStatus={"enum": ["corrected", "withdrawn"]},
    publisher=closed({"@type": just("NewsMediaOrganization"), "name": TEXT}),
)
_UTTERED = {"identifier": TEXT, "text": TEXT}
QUOTATION: Schema = {
    "oneOf": [
        closed(
            {**_CONTEXT, "@type": just("Quotation"), **_UTTERED, "isPartOf": _NEWS_ARTICLE},
            creator=_AGENT,
            dateCreated=DATE,
        ),
        closed(
            {**_CONTEXT, "@type": just("Claim"), **_UTTERED, "appearance": _NEWS_ARTICLE},
            author=_AGENT,
            dateCreated=DATE,
        ),
    ]
}
CLAIM_REVIEW = closed(
    {
        **_CONTEXT,
        "@type": just("ClaimReview"),
        "claimReviewed": TEXT,
        "itemReviewed": closed(
            {"@type": just("Claim"), "appearance": _NEWS_ARTICLE}, author=_AGENT, datePublished=DATE
        ),
    }
)
"""A draft: reviewRating, author and url, which a published review must have, are the fact-checker's to fill."""

# -- Quotebank, Citron ----------------------------------------------------------------------------------------------

_STANDING = {"enum": ["corrected", "withdrawn"]}
QUOTEBANK = closed(
    {
        "quoteID": TEXT,
        "quotation": TEXT,
        "speaker": TEXT,
        "qids": {"type": "array", "items": {"type": "string", "pattern": r"^Q\d+$"}},
        "date": {"oneOf": [DATE, {"type": "null"}]},
        "numOccurrences": {"type": "integer", "minimum": 1},
        "probas": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "array",
                "prefixItems": [TEXT, {"type": "string", "pattern": r"^(0\.\d{4}|1\.0000)$"}],
                "minItems": 2,
                "maxItems": 2,
            },
        },
        "urls": {"type": "array", "items": {"type": "string", "format": "iri"}},
        "domains": {"type": "array", "items": TEXT},
        "phase": {"enum": list("ABCDE")},
    },
    standing=_STANDING,
)
_STRETCH = closed({"start": PLACE, "end": PLACE, "text": TEXT})
CITRON = closed(
    {
        "id": TEXT,
        "text": {"type": "string"},
        "quotes": {
            "type": "array",
            "items": closed(
                {
                    "id": TEXT,
                    "cue": _STRETCH,
                    "sources": {"type": "array", "items": _STRETCH},
                    "contents": {"type": "array", "items": _STRETCH, "minItems": 1},
                    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                }
            ),
        },
    },
    standing=_STANDING,
)

FORMS: dict[str, Schema] = {
    "webannotation": WEB_ANNOTATION,
    "schemaorg": QUOTATION,
    "claimreview": CLAIM_REVIEW,
    "quotebank": QUOTEBANK,
    "citron": CITRON,
}
