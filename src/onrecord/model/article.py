"""Articles: what was published, and the stretches of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.model.span import Span

BlockKind = Literal["headline", "byline", "dateline", "body", "caption", "credit", "boilerplate"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
FURNITURE: frozenset[BlockKind] = frozenset({"byline", "dateline", "credit", "boilerplate"})
"""Kinds in which nothing may become a statement."""

Standing = Literal["published", "corrected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text and its kind. ``place`` is an XPath into the page it came from, where there was one."""

    span: Span
    kind: BlockKind
    place: str | None = None
    repeats: Span | None = None
    """The span of an earlier stretch that this one prints again (a pull quote, a repeated lead)."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a reader of the record should know: a stable ``code``, one line, and where (None: the whole text)."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes an article was read from: kept so that the text can be traced to what was received."""

    media_type: str
    sha256: str
    raw: bytes | None = None
    encoding: str | None = None
    record_id: str | None = None
    """The WARC record id, where the bytes came out of a WARC."""
    fetched: str | None = None
    """When the bytes were received (ISO 8601); never used as a date of speech."""


@dataclass(frozen=True, slots=True)
class Article:
    """One report by one outlet, as read. ``text`` is never changed after this point.

    ``published`` and ``modified`` are ISO 8601 dates or date-times, None when the page does not say.
    ``blocks`` is what the page's own structure tells (None for plain text: `clean` decides alone).
    """

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    standing: Standing = "published"
    primary: bool = False
    """True for a transcript or other primary source of the words."""
    blocks: tuple[Block, ...] | None = None
    source: Source | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that was offered and not taken, with the reason in one line."""

    item: str
    reason: str
    code: str = "refused"
