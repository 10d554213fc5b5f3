"""A saved or fetched page into an article: its report as one text, with the place of every block in the page."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.model.article import BlockKind
from onrecord.read.building import Draft, finish
from onrecord.read.offer import Offer
from onrecord.read.options import ReadOptions
from onrecord.read.page.carried import carried_body
from onrecord.read.page.evidence import squashed, votes_of
from onrecord.read.page.linked import article_objects, declared_body
from onrecord.read.page.metadata import metadata_of
from onrecord.read.page.paragraphs import Paragraph, paragraphs_of
from onrecord.read.page.report import from_declared, report_of, written
from onrecord.read.page.selecting import kind_in_fragment, select
from onrecord.read.page.standing import standing_of
from onrecord.read.page.tree import parse

WALL = re.compile(
    r"\b(?:subscribe (?:to|now|today)|subscribers? only|already a subscriber|to continue reading|start your (?:free )?trial|"
    r"accept (?:all )?cookies|we (?:and our partners )?use cookies|cookie (?:policy|settings|preferences)|enable javascript|"
    r"checking your browser|are you a robot|verify you are (?:a )?human|access denied|unusual traffic)\b",
    re.IGNORECASE,
)
LEAST = 60
"""Characters of body below which a page is looked at again as a short one."""
BEGINNING = 0.65
"""Share of its declared body below which what a page shows of it is a beginning."""
SHORT = 1500
"""Characters that all of a short page has at most."""


def read_page(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """The article of one HTML page. Raises LimitError and NoArticleError; refuses a page without a report in it."""
    page = parse(raw, offer, options)
    address = offer.given.url or (offer.name if offer.name.startswith(("http://", "https://")) else None)
    objects = article_objects(page.root)
    found = metadata_of(page.root, objects, address)
    paragraphs = paragraphs_of(page.root)
    declared = declared_body(objects)
    selection = select(paragraphs, votes_of(page.root, paragraphs, declared))
    length = sum(len(paragraphs[number].text) for number in selection.body)
    if declared is not None and _shows_little(declared, [paragraphs[number].text for number in selection.body]):
        text, blocks = from_declared(declared, found.title)
        message = (
            "the page shows no report: the text is the body that its JSON-LD declares, and has no place in the page"
        )
        found.diagnostics.append(Diagnostic("body-from-json-ld", message))
    elif length < LEAST or (length < 600 and _is_wall(paragraphs, selection.body)):
        short = _short_report(paragraphs) if length < LEAST else None
        carried = carried_body(page.root, found.title)
        if carried is not None:
            text, blocks = from_declared(carried, found.title)
            message = "the page shows no report: the text is what its scripts carry, and has no place in the page"
            found.diagnostics.append(Diagnostic("body-from-script", message))
        elif short is None:
            return Refusal(offer.name, _nothing(paragraphs), "no-article")
        else:
            text, blocks = written(paragraphs, short, page.root)
    else:
        text, blocks = report_of(paragraphs, selection, found.title, page.root)
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


def read_fragment(markup: str, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """Markup that is a report and nothing else (a feed's content, a message): every visible paragraph is kept, but for
    lines that are furniture by their words."""
    raw = markup.encode("utf-8", "replace")
    page = parse(b"<!doctype html><meta charset=utf-8><body>" + raw, replace(offer, charset="utf-8"), options)
    paragraphs = [one for one in paragraphs_of(page.root) if one.hidden is None]
    kinds: dict[int, BlockKind] = {one.number: kind_in_fragment(one) for one in paragraphs}
    if not kinds or "body" not in kinds.values():
        return Refusal(offer.name, "no article text found", "no-article")
    text, blocks = written(paragraphs, kinds, page.root)
    standing, notices = standing_of(text, blocks)
    draft = Draft(text, "text/html", offer.raw or raw, "utf-8", blocks=blocks, standing=standing)
    draft.diagnostics = [*notices, Diagnostic("from-feed", "the text is what the feed or message carries, not a page")]
    return finish(draft, offer, options)


def _shows_little(declared: str, shown: list[str]) -> bool:
    """Whether the page shows so little of the body it declares that the declared one is the report: hardly anything,
    or its beginning only (a wall, "read on")."""
    length = sum(map(len, shown))
    if len(declared) < 400 or length >= BEGINNING * len(declared):
        return False
    whole = squashed(declared)
    return length < 0.4 * len(declared) or sum(len(one) for one in shown if squashed(one) in whole) > 0.8 * length


def _short_report(paragraphs: list[Paragraph]) -> dict[int, BlockKind] | None:
    """A page with hardly more in it than a sentence or two, taken whole; None where there is no sentence, or a wall."""
    shown = [one for one in paragraphs if one.hidden is None]
    if sum(len(one.text) for one in shown) > SHORT or any(WALL.search(one.text) for one in shown):
        return None
    kinds: dict[int, BlockKind] = {one.number: kind_in_fragment(one) for one in shown}
    sentences = [
        one for one in shown
        if kinds[one.number] == "body" and len(one.text.split()) >= 4 and one.link_share < 0.5
        and one.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
    ]  # fmt: skip
    return kinds if sentences else None


def _is_wall(paragraphs: list[Paragraph], body: list[int]) -> bool:
    """Most of what was found speaks of cookies, subscriptions or robots."""
    chosen = [paragraphs[number].text for number in body]
    walled = sum(len(text) for text in chosen if WALL.search(text))
    return walled > 0.5 * sum(map(len, chosen))


def _nothing(paragraphs: list[Paragraph]) -> str:
    if any(WALL.search(one.text) for one in paragraphs):
        return "no article text found: a cookie or pay wall"
    return "no article text found"
