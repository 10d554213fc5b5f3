"""How to read: what the caller may fix, and the limits that hold for every item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Format = Literal[
    "text", "markdown", "html", "jsonl", "json", "csv", "parquet", "feed", "warc", "gzip", "zip", "tar", "pdf", "mail",
]  # fmt: skip
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost. Bytes, seconds and counts; past one of them the item is refused and the others go on."""

    item_bytes: int = 32 << 20
    """One page, text, line, row, message or PDF, after unpacking."""
    expanded_bytes: int = 4 << 30
    """All that one packed file (gzip, zip, tar, WARC.gz) may unpack to."""
    ratio: int = 200
    """Unpacked to packed, once more than ``item_bytes`` came out: past it the file is a bomb."""
    depth: int = 4
    """Containers within containers."""
    elements: int = 400_000
    """Elements of one page."""
    seconds: float = 20.0
    """Wall-clock time for one item in the confined process."""
    memory_bytes: int = 1536 << 20
    """Address space that the confined process may add to what it has when idle."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost, and how politely it is done."""

    seconds: float = 30.0
    """For the whole fetch, redirects included."""
    redirects: int = 5
    bytes: int = 32 << 20
    """Of the answer's body, after content decoding."""
    delay_seconds: float = 1.0
    """Least time between two requests to one host; a longer Crawl-delay in robots.txt wins."""
    user_agent: str = "onrecord/0.1 (reads news reports for a record; obeys robots.txt)"
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller fixes. Everything else is told by looking at the bytes.

    ``columns`` maps article fields (id, url, outlet, title, published, language, text, html, section, authors) to the
    columns of a table. ``today`` (ISO day) is what a date is "in the future" of; without it, the day on which the bytes
    were received is used where known, and nothing is noted otherwise. ``follow`` fetches the page behind a feed entry
    that carries only a summary. ``offline`` guarantees that no socket is opened.
    """

    format: Format | None = None
    encoding: str | None = None
    language: str | None = None
    outlet: str | None = None
    published: str | None = None
    """Publication date (ISO) of articles that carry none themselves."""
    columns: Mapping[str, str] = field(default_factory=dict)
    today: str | None = None
    offline: bool = False
    follow: bool = True
    keep_raw: bool = False
    """Keep the bytes received in ``Article.source.raw``."""
    confine: bool = True
    """Parse pages, archives and PDF in a process of its own with limits on memory and time."""
    limits: Limits = Limits()
    fetch: FetchLimits = FetchLimits()
