"""The last step of every reader: characters, metadata and notes into one `Article`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from onrecord.model import Article, Block, Diagnostic, Refusal, Source, text_hash
from onrecord.model.article import Standing
from onrecord.read.dates import future_note
from onrecord.read.language import language_of
from onrecord.read.offer import Given, Offer
from onrecord.read.options import ReadOptions

BLANK = re.compile(r"[\s\ufeff\u200b\x00]+")
NO_TEXT = "no article text found"


@dataclass(slots=True)
class Draft:
    """What a reader found. Fields are None where the item itself does not say."""

    text: str
    media_type: str
    raw: bytes
    encoding: str | None = None
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    """As the item declares it; the text decides where it can."""
    section: str | None = None
    standing: Standing = "published"
    blocks: tuple[Block, ...] | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def finish(draft: Draft, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """The article, or a refusal where there is no text in it or the text is not Unicode."""
    if not BLANK.sub("", draft.text):
        return Refusal(offer.name, NO_TEXT, "no-article")
    half = next((n for n, one in enumerate(draft.text) if "\ud800" <= one <= "\udfff"), None)
    if half is not None:
        return Refusal(offer.name, f"half of a surrogate pair at character {half}: not Unicode text", "unreadable")
    given = offer.given
    language, noted = _language(draft, given, options)
    published = _pick(given.published, draft.published, given) or options.published
    modified = _pick(given.modified, draft.modified, given)
    late = future_note(published, options.today or (offer.fetched or "")[:10] or None)
    return Article(
        id=given.id or draft.id or (_drawn(draft.text) if offer.anonymous else offer.name),
        text=draft.text,
        url=_pick(given.url, draft.url, given),
        outlet=options.outlet or _pick(given.outlet, draft.outlet, given),
        title=_pick(given.title, draft.title, given),
        authors=(given.authors or draft.authors) if given.fixed else (draft.authors or given.authors),
        published=published,
        modified=modified,
        language=language,
        section=_pick(given.section, draft.section, given),
        standing=given.standing or draft.standing,
        blocks=draft.blocks,
        source=source_of(draft.raw, draft.media_type, draft.encoding, offer, options),
        diagnostics=(*draft.diagnostics, *noted, *late, *_marks(draft.text)),
    )


def source_of(raw: bytes, media_type: str, encoding: str | None, offer: Offer, options: ReadOptions) -> Source:
    """The bytes' provenance; the bytes themselves only where the caller asked for them."""
    return Source(
        media_type=media_type,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw if options.keep_raw else None,
        encoding=encoding,
        record_id=offer.record_id,
        fetched=offer.fetched,
    )


def _pick(given: str | None, found: str | None, of: Given) -> str | None:
    return (given or found) if of.fixed else (found or given)


def _drawn(text: str) -> str:
    """An id for text that came without any name: the same text always gets the same one."""
    return f"text-{text_hash(text)[:16]}"


def _language(draft: Draft, given: Given, options: ReadOptions) -> tuple[str | None, tuple[Diagnostic, ...]]:
    fixed = options.language or (given.language if given.fixed else None)
    if fixed:
        return fixed, ()
    declared = draft.language or given.language
    told = language_of(draft.text)
    if told is None:
        return declared, ()
    if declared and _short(declared) != told:
        message = f"declared to be in {declared}, reads as {told}: taken as {told}"
        return told, (Diagnostic("language-conflict", message),)
    return declared or told, ()


def _short(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


HIDDEN = {
    "\x00": ("NUL character", "NUL characters"),
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069": (
        "mark that turns the direction of writing", "marks that turn the direction of writing",
    ),
    "\u200b\u200c\u200d\u2060\ufeff": ("character without width", "characters without width"),
}  # fmt: skip


def _marks(text: str) -> tuple[Diagnostic, ...]:
    """Characters that a reader cannot see, kept in the text and counted."""
    noted = []
    for characters, what in HIDDEN.items():
        count = sum(text.count(one) for one in characters)
        if count:
            noted.append(Diagnostic("hidden-characters", f"{count} {what[count > 1]} kept in the text"))
    return tuple(noted)
