"""From documents to rows: what of an article and its attributions goes into columns, and back."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model import Article, Attribution, Source, Span, Spans, pieces, text_hash
from onrecord.model.attribution import ACTS, COMMITMENTS, ENTITY_KINDS, MODES, QUOTATION_TYPES
from onrecord.record.words import normal_name

CURRENT, SUPERSEDED, SUPPRESSED, STRUCK = range(4)
"""States of an attribution, as `schema.STATES` numbers them."""
CONFIDENCE_PLACES = 4
"""Decimal places that are kept of a confidence."""


def mark_of(attribution_id: str) -> int:
    """31 bits of an attribution's id: what the index keeps of it."""
    return zlib.crc32(attribution_id.encode()) >> 1


def day_of(when: str | None) -> int | None:
    """The day of an ISO date or date-time as printed (no zone arithmetic): a proleptic ordinal, None if unread."""
    if not when:
        return None
    try:
        return date.fromisoformat(when[:10]).toordinal()
    except ValueError:
        return None


def content_words(text: str, content: Spans) -> str:
    """The characters of a content, its pieces parted by a space: what is indexed of an attribution."""
    return " ".join(pieces(text, content))


ATTRIBUTION_COLUMNS = (
    "id, revision_id, place, mark, state, mention_id, quotation, mode, act, commitment, confidence,"
    " content_start, content_end, gaps, day, addressee, corrected"
)


@dataclass(frozen=True, slots=True)
class Held:
    """An attribution as it stands in the record: with corrections. ``place`` is None when a person added it."""

    attribution: Attribution
    place: int | None
    corrected: bool = False
    struck: bool = False


def attribution_columns(held: Held) -> tuple[Any, ...]:
    """The searched columns of an attribution, from ``quotation`` to ``gaps``, then ``addressee`` and ``corrected``."""
    one = held.attribution
    content = one.content
    gaps = json.dumps([list(span) for span in content], separators=(",", ":")) if len(content) > 1 else None
    addressee = normal_name(f"{one.addressee.text} {one.addressee.name or ''}") if one.addressee else None
    return (
        QUOTATION_TYPES.index(one.quotation),
        MODES.index(one.mode),
        ACTS.index(one.act),
        COMMITMENTS.index(one.commitment),
        # As `packing` keeps it, so that the row is the same whether made before or after a round trip.
        round(round(one.confidence.attribution, CONFIDENCE_PLACES) * 1000),
        content[0].start if content else None,
        content[-1].end if content else None,
        gaps,
        addressee or None,
        1 if held.corrected else None,
    )


def speaker_of(attribution: Attribution) -> tuple[str, str, int] | None:
    """Key, name and kind number of an attribution's speaker; None when nobody is named."""
    speaker = attribution.speaker
    return (speaker.key, speaker.name, ENTITY_KINDS.index(speaker.kind)) if speaker else None


def raw_columns(article: Article) -> tuple[str | None, str | None, bytes | None]:
    """Hash, form and bytes to keep of what an article was read from; bytes that are the text are not kept twice.

    No hash for a text in UTF-8 as it was read: it is the text's own (`RAW_SHA256`). Other bytes are deflated with the
    text for a dictionary: a line of JSON is little more than the text that it holds.
    """
    source = article.source
    if source is None:
        return None, None, None
    if source.raw is None:
        return source.sha256, None, None
    if _encodes(article.text, source):
        return None if source.sha256 == text_hash(article.text) else source.sha256, "text", None
    return source.sha256, "zlib", deflated(source.raw, article.text)


RAW_SHA256 = (
    "CASE WHEN revision.raw_form = 'text' THEN coalesce(revision.raw_sha256, revision.sha256)"
    " ELSE revision.raw_sha256 END"
)
"""The hash of what a revision was read from, as SQL."""


def raw_bytes(form: str | None, raw: bytes | None, text: str, encoding: str | None) -> bytes | None:
    """The bytes that `raw_columns` kept. Raises zlib.error when they, or the text, are damaged."""
    if form == "text":
        return text.encode(encoding or "utf-8")
    return _inflated(raw, text) if form == "zlib" and raw is not None else None


_LOOKED_BACK = 32_768
"""Bytes that zlib looks back on."""


def deflated(raw: bytes, text: str) -> bytes:
    """``raw`` deflated, with ``text`` for a dictionary."""
    words = _dictionary(text)
    deflating = zlib.compressobj(6, zdict=words) if words else zlib.compressobj(6)
    return deflating.compress(raw) + deflating.flush()


def _inflated(raw: bytes, text: str) -> bytes:
    words = _dictionary(text)
    # zlib says in the stream whether there was a dictionary, and which: bytes of before version 4 have none
    inflating = zlib.decompressobj(zdict=words) if words else zlib.decompressobj()
    plain = inflating.decompress(raw)
    if not inflating.eof:
        raise zlib.error("cut short")
    return plain


def _dictionary(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")[:_LOOKED_BACK]


def _encodes(text: str, source: Source) -> bool:
    try:
        return text.encode(source.encoding or "utf-8") == source.raw
    except (LookupError, UnicodeError):
        return False


def lines_around(text: str, span: Span) -> Span:
    """The whole lines that ``span`` lies in, without the line breaks and blanks at either end."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def reach_of(attribution: Attribution) -> Span:
    """From the first to the last character of source, cue and content."""
    every = [*attribution.source, *attribution.cue, *attribution.content]
    return Span(min(span.start for span in every), max(span.end for span in every)) if every else Span(0, 0)
