"""What is offered to be read, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.model import Article, Refusal
from onrecord.model.article import Standing
from onrecord.read.options import Format


@dataclass(frozen=True, slots=True)
class Given:
    """What the container of an item says of it (a feed entry, a row, a WARC record), for where the page is silent.

    ``fixed``: the user gave it, and no page may overrule it.
    """

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    standing: Standing | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to read: a file (``path``, as the system's bytes) or bytes in hand (``raw``).

    ``name`` is what the item is called in ids and messages. ``media_type`` and ``charset`` are what the sender said.
    """

    name: str
    path: bytes | None = None
    raw: bytes | None = None
    format: Format | None = None
    media_type: str | None = None
    charset: str | None = None
    record_id: str | None = None
    fetched: str | None = None
    depth: int = 0
    anonymous: bool = False
    """True where ``name`` is no lasting name (standard input): ids are then drawn from the text."""
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed entry whose page has to be fetched; ``summary`` is what to fall back on when it cannot be."""

    url: str
    given: Given
    summary: Article | None


Outcome = Article | Refusal | Follow


@dataclass(frozen=True, slots=True)
class Leaf:
    """One item about to be read. ``make`` does the work and is not called for items read before.

    ``heavy`` is the same item as an offer, where it should rather be read in the confined process (a row with a page).
    """

    name: str
    make: Callable[[], Outcome]
    heavy: Offer | None = None
