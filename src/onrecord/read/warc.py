"""WARC files as web archives write them (ISO 28500; the CC-NEWS layout): each archived page one item.

The framing is read here, in forty lines, because the libraries tried end silently where a file is cut short, and the
faster of them aborts the process on a stream that cannot seek.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.model import Refusal
from onrecord.model.errors import LimitError, OnrecordError, TruncatedError, UnreadableError
from onrecord.read.leaves import read_single, refusing
from onrecord.read.looking import MEDIA_TYPES, format_of
from onrecord.read.offer import Given, Leaf, Offer, Outcome
from onrecord.read.options import ReadOptions

HEADER_BYTES = 1 << 20
READ = frozenset({"response", "resource", "conversion"})
"""Record types that hold what was published; requests, crawl notes and revisits hold none of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: its headers (lower case) and its block; ``block`` is None where it is past the limit."""

    headers: dict[str, str]
    block: bytes | None


@dataclass(slots=True)
class _Counted:
    """A stream with the number of bytes taken from it."""

    stream: BinaryIO
    at: int = 0

    def line(self) -> bytes:
        found = self.stream.readline(HEADER_BYTES)
        self.at += len(found)
        return found

    def exactly(self, count: int) -> bytes:
        parts = []
        while count > 0:
            piece = self.stream.read(min(count, 1 << 20))
            if not piece:
                raise TruncatedError("ends early")
            self.at += len(piece)
            count -= len(piece)
            parts.append(piece)
        return b"".join(parts)

    def pass_over(self, count: int) -> None:
        while count > 0:
            count -= len(self.exactly(min(count, 1 << 20)))


def warc_records(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """One leaf a page in the archive; at the end of a file that is cut short or damaged, one refusal for the rest."""
    counted = _Counted(stream)
    read = pages = 0
    try:
        while (record := _record(counted, options.limits.item_bytes)) is not None:
            read += 1
            leaf = _leaf(record, offer, options)
            if leaf is not None:
                pages += 1
                yield leaf
    except TruncatedError as error:
        # Where the file is packed, the error names the byte in the file; where it is not, the count here is that byte.
        where = error.what if "byte" in error.what else f"the file ends early at byte {counted.at}"
        yield refusing(offer.name, TruncatedError(f"read {read} records; {where}", item=offer.name))
        return
    except OnrecordError as error:
        yield refusing(offer.name, type(error)(f"read {read} records; {error.what}", item=offer.name))
        return
    if pages == 0:
        yield refusing(offer.name, UnreadableError(f"no article text found: no page among its {read} records"))


def _record(counted: _Counted, limit: int) -> Record | None:
    """The next record; None at the end. Raises TruncatedError inside one, UnreadableError where none begins."""
    start = counted.line()
    while start in {b"\r\n", b"\n"}:
        start = counted.line()
    if not start:
        return None
    if not start.startswith(b"WARC/"):
        if b"WARC/".startswith(start.rstrip()):
            raise TruncatedError("ends early")
        raise UnreadableError(f"damaged: no record begins at byte {counted.at - len(start)}")
    headers: dict[str, str] = {}
    while True:
        line = counted.line()
        if not line.endswith(b"\n"):
            raise TruncatedError("ends early")
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    try:
        length = int(headers.get("content-length", ""))
    except ValueError:
        raise UnreadableError(f"damaged: a record without its length before byte {counted.at}") from None
    if length < 0 or headers.get("warc-type", "") not in READ:
        counted.pass_over(max(length, 0))
        return Record(headers, b"")
    if length > 2 * limit:
        counted.pass_over(length)
        return Record(headers, None)
    return Record(headers, counted.exactly(length))


def _leaf(record: Record, offer: Offer, options: ReadOptions) -> Leaf | None:
    """The page in a record; None where the record holds no page (a picture, a request)."""
    headers = record.headers
    kind = headers.get("warc-type", "")
    target = headers.get("warc-target-uri", "").strip("<>")
    if kind not in READ or target.startswith(("dns:", "whois:")):
        return None
    name = target or headers.get("warc-record-id", "").strip("<>") or offer.name
    if record.block is None:
        return refusing(name, LimitError(f"larger than {2 * options.limits.item_bytes >> 20} MiB"))
    said = headers.get("content-type", "")
    body, charset, status = record.block, None, 200
    if said.startswith("application/http"):
        try:
            status, http, body = _http(record.block, options.limits.item_bytes)
        except OnrecordError as error:
            return refusing(name, error)
        said = http.get("content-type", "")
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", said, re.IGNORECASE)
        charset = found.group(1) if found else None
    said = headers.get("warc-identified-payload-type") or said
    media = said.split(";")[0].strip().lower()
    if media and media not in MEDIA_TYPES:
        return None
    if status != 200:
        return _refused_status(name, status)
    page = Offer(
        name,
        raw=body,
        format=format_of(body[:65_536], "", media or None),
        media_type=media or None,
        charset=charset,
        record_id=headers.get("warc-record-id"),
        fetched=headers.get("warc-date"),
        depth=offer.depth + 1,
        given=Given(id=name, url=target or None),
    )

    def make() -> Outcome:
        return read_single(body, page, options)

    return Leaf(name, make)


def _refused_status(name: str, status: int) -> Leaf:
    refusal = Refusal(name, f"the archived answer is no page: HTTP status {status}", "no-article")
    return Leaf(name, lambda: refusal)


def _http(block: bytes, limit: int) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and the decoded body of an archived HTTP answer."""
    head, _, body = block.partition(b"\r\n\r\n")
    if not _:
        head, _, body = block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    found = re.match(r"HTTP/\d(?:\.\d)?\s+(\d{3})", lines[0]) if lines else None
    if not found:
        raise UnreadableError("the archived answer is no HTTP answer")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    return int(found.group(1)), headers, content_decoded(body, headers.get("content-encoding", ""), limit)


def _dechunked(body: bytes) -> bytes:
    """Chunks joined; archives often store the joined body under the old header, which is then left alone."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = re.fullmatch(rb"([0-9A-Fa-f]{1,8})(?:;.*)?", body[at:end] if end >= 0 else b"")
        if not size:
            return body if not parts else b"".join(parts)
        count = int(size.group(1), 16)
        if count == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + count])
        at = end + 2 + count + 2


def content_decoded(body: bytes, encoding: str, limit: int) -> bytes:
    """A body freed of its Content-Encoding. Raises LimitError past ``limit`` bytes, UnreadableError otherwise."""
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name in {"identity", "none"}:
            continue
        if name in {"gzip", "x-gzip", "deflate"}:
            body = _inflated(body, limit, gzip=name != "deflate")
        elif name == "br":
            raise UnreadableError("packed with brotli, which is not read from archives")
        else:
            raise UnreadableError(f"packed in an unknown way: {name[:40]}")
    return body


def _inflated(body: bytes, limit: int, *, gzip: bool) -> bytes:
    if gzip and not body.startswith(b"\x1f\x8b"):
        return body  # archives often store the unpacked body under the old header
    for window in (31,) if gzip else (15, -15):
        inflater = zlib.decompressobj(wbits=window)
        try:
            made = inflater.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(made) > limit:
            raise LimitError(f"stopped: expands past {limit >> 20} MiB")
        return made
    raise UnreadableError("damaged packed data in the archived answer")
