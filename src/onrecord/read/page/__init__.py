"""A saved or fetched page into an article: its report as one text, with the place of every block in the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.read.building import Draft, finish
from onrecord.read.offer import Offer
from onrecord.read.options import ReadOptions
from onrecord.read.page.evidence import votes_of
from onrecord.read.page.linked import article_objects, declared_body
from onrecord.read.page.metadata import metadata_of
from onrecord.read.page.paragraphs import Paragraph, paragraphs_of
from onrecord.read.page.report import report_of
from onrecord.read.page.selecting import select
from onrecord.read.page.standing import standing_of
from onrecord.read.page.tree import parse

WALL = re.compile(
    r"\b(?:subscribe (?:to|now|today)|subscribers? only|already a subscriber|to continue reading|start your (?:free )?trial|"
    r"accept (?:all )?cookies|we (?:and our partners )?use cookies|cookie (?:policy|settings|preferences)|enable javascript|"
    r"checking your browser|are you a robot|verify you are (?:a )?human|access denied|unusual traffic)\b",
    re.IGNORECASE,
)
LEAST = 60


def read_page(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """The article of one HTML page. Raises LimitError and NoArticleError; refuses a page without a report in it."""
    page = parse(raw, offer, options)
    address = offer.given.url or (offer.name if offer.name.startswith(("http://", "https://")) else None)
    objects = article_objects(page.root)
    found = metadata_of(page.root, objects, address)
    paragraphs = paragraphs_of(page.root)
    selection = select(paragraphs, votes_of(page.root, paragraphs, declared_body(objects)))
    if not selection.body:
        return Refusal(offer.name, _nothing(paragraphs), "no-article")
    text, blocks = report_of(paragraphs, selection, found.title, page.root)
    length = sum(len(paragraphs[number].text) for number in selection.body)
    if length < LEAST or (length < 600 and _is_wall(paragraphs, selection.body)):
        return Refusal(offer.name, _nothing(paragraphs), "no-article")
    standing, notices = standing_of(text, blocks)
    draft = Draft(
        text=text,
        media_type="text/html",
        raw=raw,
        encoding=page.encoding,
        url=found.url,
        outlet=found.outlet,
        title=found.title,
        authors=found.authors,
        published=found.published,
        modified=found.modified,
        language=found.language,
        section=found.section,
        standing=standing,
        blocks=blocks,
        diagnostics=[*page.diagnostics, *found.diagnostics, *notices],
    )
    if found.published is None and not offer.given.published:
        draft.diagnostics.append(Diagnostic("date-unknown", "the page gives no date of publication"))
    return finish(draft, offer, options)


def _is_wall(paragraphs: list[Paragraph], body: list[int]) -> bool:
    """Most of what was found speaks of cookies, subscriptions or robots."""
    chosen = [paragraphs[number].text for number in body]
    walled = sum(len(text) for text in chosen if WALL.search(text))
    return walled > 0.5 * sum(map(len, chosen))


def _nothing(paragraphs: list[Paragraph]) -> str:
    if any(WALL.search(one.text) for one in paragraphs):
        return "no article text found: a cookie or pay wall"
    return "no article text found"


def site_of(address: str | None) -> str | None:
    """The host of an address."""
    return urlsplit(address).hostname if address else None
