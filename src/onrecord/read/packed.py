"""gzip, zip and tar: what is inside, one item a member, never more than the limits on what they may unpack to."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from onrecord.model.errors import LimitError, OnrecordError, TruncatedError, UnreadableError
from onrecord.read.leaves import from_stream, leaves, refusing
from onrecord.read.looking import HEAD
from onrecord.read.offer import Leaf, Offer
from onrecord.read.options import Limits, ReadOptions


class Unpacked(io.RawIOBase):
    """A gzip stream unpacked as it is read. Raises LimitError past the limits, TruncatedError where it ends early."""

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self._inflater: Any = None
        self._left = b""
        self.taken = 0
        """Packed bytes read so far."""
        self.given = 0
        """Unpacked bytes given so far."""
        self.whole = False
        """True once a member has ended and nothing follows it."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        self.given += len(piece)
        bomb = self.given > self._limits.item_bytes and self.given > self._limits.ratio * max(self.taken, 1)
        if bomb or self.given > self._limits.expanded_bytes:
            limit = f"{self._limits.ratio} times its size" if bomb else _size(self._limits.expanded_bytes)
            raise LimitError(f"stopped: expands past {limit}")
        return len(piece)

    def _next(self, wanted: int) -> bytes:
        while True:
            if self._inflater is None:
                head = self._left or self._packed.read(HEAD)
                if not head.rstrip(b"\x00"):
                    self.whole = True
                    return b""
                self.taken += 0 if self._left else len(head)
                self._left = head
                if not head.startswith(b"\x1f\x8b"):
                    raise UnreadableError(f"not gzip any more from byte {self.taken - len(head)} on")
                self._inflater = zlib.decompressobj(wbits=31)
            source = self._left or self._packed.read(HEAD)
            self.taken += 0 if self._left else len(source)
            if not source:
                raise TruncatedError(f"the file ends early at byte {self.taken}")
            try:
                piece = self._inflater.decompress(source, wanted)
            except zlib.error as error:
                raise UnreadableError(f"damaged gzip data near byte {self.taken}: {error}") from error
            self._left = self._inflater.unconsumed_tail
            if self._inflater.eof:
                self._left = self._inflater.unused_data
                self._inflater = None
            if piece:
                return cast(bytes, piece)


def gzip_member(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """What is inside a gzip file: read as if it had been given unpacked, under the same name."""
    from onrecord.read import looking

    name = offer.name[:-3] if offer.name.lower().endswith(".gz") else offer.name
    unpacked = Unpacked(stream, options.limits)
    inner = io.BufferedReader(cast(Any, unpacked), HEAD)
    hint = name[:-4] + ".tar" if name.lower().endswith(".tgz") else name
    head = inner.peek(HEAD)[:HEAD]
    what = looking.unreadable(head) if head[257:262] != b"ustar" else None
    if what:
        raise UnreadableError(f"{what} inside gzip, not text")
    member = replace(offer, format=looking.format_of(head, hint), path=None, depth=offer.depth + 1)
    yield from from_stream(cast(BinaryIO, inner), member, options)


def zip_members(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """Each file in a zip archive, in its order. Nothing is written to disk and no name in it is used as a path."""
    held = stream if stream.seekable() else io.BytesIO(_all(stream, options.limits))
    try:
        archive = zipfile.ZipFile(held)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"the zip archive cannot be opened: {str(error).lower()}; it may end early") from error
    total = 0
    members = [one for one in archive.infolist() if not one.is_dir() and not _passed_over(one.filename)]
    if not members:
        raise UnreadableError("an empty archive: no article text found")
    for member in members:
        name = f"{offer.name}/{_printable(member.filename)}"
        try:
            raw, total = _zip_member(archive, member, total, options.limits)
        except OnrecordError as error:
            yield refusing(name, error)
            if isinstance(error, LimitError) and total > options.limits.expanded_bytes:
                return
            continue
        yield from leaves(_member(offer, name, raw), options)


def tar_members(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """Each file in a tar archive, read as a stream. Links and devices are passed over: they hold no text."""
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if not member.isfile() or _passed_over(member.name):
                    continue
                count += 1
                name = f"{offer.name}/{_printable(member.name)}"
                if member.size > options.limits.item_bytes and not member.name.lower().endswith(
                    (".gz", ".warc", ".jsonl")
                ):
                    yield refusing(name, LimitError(f"larger than {_size(options.limits.item_bytes)}"))
                    continue
                file = archive.extractfile(member)
                raw = file.read() if file is not None and member.size <= 8 * options.limits.item_bytes else None
                if raw is None:
                    yield refusing(name, LimitError(f"larger than {_size(8 * options.limits.item_bytes)}"))
                    continue
                if len(raw) < member.size:
                    yield refusing(name, TruncatedError(f"read {count - 1} members; the file ends early in this one"))
                    return
                yield from leaves(_member(offer, name, raw), options)
    except (tarfile.TarError, EOFError, ValueError) as error:
        yield refusing(
            offer.name,
            TruncatedError(f"read {count} members; the rest of the archive is damaged or missing: {str(error)[:80]}"),
        )
        return
    if count == 0:
        yield refusing(offer.name, UnreadableError("an empty archive: no article text found"))


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int, limits: Limits) -> tuple[bytes, int]:
    if member.flag_bits & 1:
        raise UnreadableError("encrypted: it cannot be read without its password")
    limit = 8 * limits.item_bytes if member.filename.lower().endswith((".gz", ".jsonl", ".csv")) else limits.item_bytes
    try:
        with archive.open(member) as file:
            raw = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(f"damaged in the archive: {str(error)[:120].lower()}") from error
    total += len(raw)
    packed = max(member.compress_size, 1)
    if len(raw) > limit or (len(raw) > 1 << 20 and len(raw) > limits.ratio * packed) or total > limits.expanded_bytes:
        raise LimitError(f"stopped: expands past {_size(min(limit, limits.ratio * packed))}")
    return raw, total


def _member(offer: Offer, name: str, raw: bytes) -> Offer:
    return Offer(name, raw=raw, fetched=offer.fetched, record_id=offer.record_id, depth=offer.depth + 1)


def _passed_over(name: str) -> bool:
    """Hidden files and what macOS puts beside every file."""
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in name.split("/"))


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _all(stream: BinaryIO, limits: Limits) -> bytes:
    raw = stream.read(8 * limits.item_bytes + 1)
    if len(raw) > 8 * limits.item_bytes:
        raise LimitError(f"larger than {_size(8 * limits.item_bytes)}")
    return raw


def _size(count: int) -> str:
    return f"{count >> 30} GiB" if count >= 1 << 30 else f"{count >> 20} MiB" if count >= 1 << 20 else f"{count} bytes"
