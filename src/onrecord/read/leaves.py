"""From one offer to its items: a file or bytes are looked at and opened by the reader of their format.

A container gives one leaf a member; a broken one gives what is whole and then one refusal for the rest.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import BinaryIO, cast

from onrecord.model import Refusal
from onrecord.model.errors import LimitError, OnrecordError, TruncatedError, UnreadableError
from onrecord.read import looking
from onrecord.read.offer import Leaf, Offer, Outcome
from onrecord.read.options import Format, ReadOptions

SINGLE: frozenset[Format] = frozenset({"text", "markdown", "html", "pdf", "mail"})
LIGHT: frozenset[Format] = frozenset({"text", "markdown", "jsonl"})
"""Formats whose parsing needs no confinement: decoding, and one bounded JSON line at a time."""


def leaves(offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """The items of ``offer``. Raises nothing but MemoryError: what cannot be opened is a leaf that refuses."""

    def opened() -> Iterator[Leaf]:
        with ExitStack() as stack:
            yield from from_stream(stack.enter_context(open_bytes(offer)), offer, options)

    yield from guarded(opened(), offer.name)


def guarded(found: Iterator[Leaf], name: str) -> Iterator[Leaf]:
    """Some leaves; an error on the way to the next one becomes a leaf that refuses the rest."""
    try:
        yield from found
    except OnrecordError as error:
        yield refusing(name, error)
    except OSError as error:
        yield refusing(name, UnreadableError(_system_reason(error)))
    except RecursionError:
        yield refusing(name, LimitError("stopped: nested too deeply"))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError) as error:
        # Parsing libraries raise what their authors did not foresee; the input is at fault, and the others go on.
        said = " ".join(str(error).split())[:160]
        yield refusing(name, UnreadableError(f"could not be parsed: {type(error).__name__}: {said}"))


def from_stream(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """The items of an open stream that can be peeked at. Raises OnrecordError where it cannot be read."""
    if offer.depth > options.limits.depth:
        raise LimitError(f"containers nested more than {options.limits.depth} deep")
    head = peek(stream)
    format = options.format if offer.depth == 0 and options.format else offer.format
    if format is None:
        what = looking.unreadable(head)
        if what:
            raise UnreadableError(f"{what}, not text", remedy=None)
        format = looking.format_of(head, offer.name, offer.media_type)
    offer = replace(offer, format=format)
    if format in SINGLE:
        raw = bounded(stream, options.limits.item_bytes)
        yield Leaf(offer.name, lambda: read_single(raw, offer, options))
        return
    yield from _container(stream, format, offer, options)


def _container(stream: BinaryIO, format: Format, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    from onrecord.read import packed, rows

    if format == "jsonl":
        yield from rows.json_lines(stream, offer, options)
    elif format == "json":
        yield from rows.json_value(bounded(stream, options.limits.item_bytes), offer, options)
    elif format == "csv":
        yield from rows.csv_rows(stream, offer, options)
    elif format == "parquet":
        path = os.fsdecode(offer.path) if offer.path is not None and offer.depth == 0 else None
        yield from rows.parquet_rows(path or bounded(stream, 8 * options.limits.item_bytes), offer, options)
    elif format == "feed":
        from onrecord.read.feed import feed_entries

        yield from feed_entries(bounded(stream, options.limits.item_bytes), offer, options)
    elif format == "warc":
        from onrecord.read.warc import warc_records

        yield from warc_records(stream, offer, options)
    elif format == "gzip":
        yield from packed.gzip_member(stream, offer, options)
    elif format == "zip":
        yield from packed.zip_members(stream, offer, options)
    elif format == "tar":
        yield from packed.tar_members(stream, offer, options)


def read_single(raw: bytes, offer: Offer, options: ReadOptions) -> Outcome:
    """One text, page, message or PDF. An OnrecordError becomes its refusal."""
    from onrecord.read.plain import read_markdown, read_plain

    try:
        if not raw:
            return Refusal(offer.name, "empty: no article text found", "no-article")
        if offer.format == "html":
            from onrecord.read.page import read_page

            return read_page(raw, offer, options)
        if offer.format == "pdf":
            from onrecord.read.pdf import read_pdf

            return read_pdf(raw, offer, options)
        if offer.format == "mail":
            from onrecord.read.mail import read_mail

            return read_mail(raw, offer, options)
        if offer.format == "markdown":
            return read_markdown(raw, offer, options)
        return read_plain(raw, offer, options)
    except OnrecordError as error:
        return refused(offer.name, error)
    except LookupError as error:
        return Refusal(offer.name, f"unknown encoding: {error}", "unreadable")


def refused(name: str, error: OnrecordError) -> Refusal:
    """An error as the refusal of an item: the reason without the item's name in front."""
    reason = f"{error.what}; {error.remedy}" if error.remedy else error.what
    codes = {
        "TruncatedError": "truncated",
        "LimitError": "limit",
        "NoArticleError": "no-article",
        "AddressError": "address",
        "MissingExtraError": "missing-extra",
    }
    return Refusal(error.item or name, " ".join(reason.split()), codes.get(type(error).__name__, "unreadable"))


def refusing(name: str, error: OnrecordError) -> Leaf:
    """A leaf that refuses."""
    refusal = refused(name, error)
    return Leaf(refusal.item, lambda: refusal)


def open_bytes(offer: Offer) -> BinaryIO:
    """The offer's bytes as a stream that can be peeked at. Raises OSError."""
    if offer.raw is not None:
        return cast(BinaryIO, io.BufferedReader(io.BytesIO(offer.raw), looking.HEAD))
    if offer.path is None:
        raise UnreadableError("neither bytes nor a file")
    if not os.path.isfile(offer.path):
        os.stat(offer.path)
        raise UnreadableError("not a file that can be read")
    return open(offer.path, "rb", buffering=looking.HEAD)


def peek(stream: BinaryIO) -> bytes:
    """Up to 65,536 bytes from the front, left in the stream."""
    peeking = getattr(stream, "peek", None)
    if peeking is None:
        raise UnreadableError("a stream that cannot be looked at")
    return bytes(peeking(looking.HEAD))[: looking.HEAD]


def bounded(stream: BinaryIO, limit: int) -> bytes:
    """All of the stream. Raises LimitError past ``limit`` bytes, TruncatedError where a packed stream ends early."""
    try:
        raw = stream.read(limit + 1)
    except EOFError as error:
        raise TruncatedError("the file ends early") from error
    if len(raw) > limit:
        raise LimitError(f"larger than {limit >> 20} MiB" if limit >= 1 << 20 else f"larger than {limit} bytes")
    return raw


def _system_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error) or type(error).__name__).lower()
