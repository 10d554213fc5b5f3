"""JSON Lines, JSON, CSV and Parquet: one item a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TextIO

from onrecord.model import Diagnostic, Refusal
from onrecord.model.errors import MissingExtraError, OnrecordError, UnreadableError
from onrecord.read.building import Draft, finish
from onrecord.read.decoding import decode
from onrecord.read.layouts import content_of
from onrecord.read.offer import Follow, Given, Leaf, Offer, Outcome
from onrecord.read.options import ReadOptions


def json_lines(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """One leaf a line that is not blank. A line past the limit is refused, and read over without being held."""
    for number, line in bounded_lines(stream, options.limits.item_bytes):
        name = f"{offer.name}#L{number}"
        if line is None:
            yield _refuse(name, f"line {number} is longer than {_size(options.limits.item_bytes)}", "limit")
        elif line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            yield _json_leaf(line, name, offer, options)


def json_value(raw: bytes, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """A JSON array of objects, one object, or an object that holds such an array."""
    value = _parsed(raw, offer.name)
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list) and inner and isinstance(inner[0], dict)]
        known = _row_leaf(value, offer.name, raw, offer, options) if _has_text(value, options) else None
        if known is not None:
            yield known
            return
        if len(lists) != 1:
            yield _refuse(offer.name, "a JSON object without text in it")
            return
        value = lists[0]
    if not isinstance(value, list):
        yield _refuse(offer.name, "JSON, but neither an object nor a list of objects")
        return
    if not value:
        yield _refuse(offer.name, "an empty JSON list", "no-article")
    for number, row in enumerate(value, 1):
        yield _row_leaf(row, f"{offer.name}#{number}", raw, offer, options)


def csv_rows(stream: BinaryIO, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """One leaf a row under the first row's column names. Comma, semicolon or tab, told by the first row."""
    import csv

    head = stream.read(1 << 20)
    decoded = decode(head[: head.rfind(b"\n") + 1] or head, declared=offer.charset, forced=options.encoding)
    limit = options.limits.item_bytes
    csv.field_size_limit(limit)
    encoding = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
    joined = io.BufferedReader(_Joined(head, stream))
    text = io.TextIOWrapper(joined, encoding=encoding, errors="replace", newline="")
    first = decoded.text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(_bounded_text(text, limit), delimiter=delimiter)
    names: list[str] = []
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            break
        except (csv.Error, UnreadableError, UnicodeError) as error:
            yield _refuse(f"{offer.name}#row{number + 1}", f"row {number + 1} and all after it cannot be read: {error}")
            return
        if not names:
            names = [cell.strip() for cell in cells]
            continue
        if not any(cells):
            continue
        number += 1
        row = {key: cell for key, cell in zip(names, cells, strict=False) if key}
        yield _row_leaf(
            row, f"{offer.name}#row{number}", "\x1f".join(cells).encode("utf-8", "surrogatepass"), offer, options
        )
    if number == 0:
        yield _refuse(offer.name, "a table without rows", "no-article")


def parquet_rows(raw: bytes | str, offer: Offer, options: ReadOptions) -> Iterator[Leaf]:
    """One leaf a row. Needs the parquet extra."""
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MissingExtraError(
            "reading Parquet needs pyarrow", item=offer.name, remedy="pip install 'onrecord[parquet]'"
        ) from error
    number = 0
    try:
        file = parquet.ParquetFile(io.BytesIO(raw) if isinstance(raw, bytes) else raw)
        for batch in file.iter_batches(batch_size=64):
            for row in batch.to_pylist():
                number += 1
                yield _row_leaf(
                    row, f"{offer.name}#row{number}", repr(row).encode("utf-8", "backslashreplace"), offer, options
                )
    except (pyarrow.ArrowException, OSError) as error:
        yield _refuse(offer.name, f"Parquet file cannot be read after row {number}: {str(error)[:160]}")
        return
    if number == 0:
        yield _refuse(offer.name, "a table without rows", "no-article")


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines without their end; None in place of one longer than ``limit`` bytes, which is never held whole."""
    number = 0
    while True:
        line = stream.readline(limit + 1)
        if not line:
            return
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield number, None
        else:
            yield number, line.rstrip(b"\n").removesuffix(b"\r")


def _json_leaf(line: bytes, name: str, offer: Offer, options: ReadOptions) -> Leaf:
    try:
        row = _parsed(line, name)
    except OnrecordError as error:
        return _refuse(name, error.what, "unreadable")
    return _row_leaf(row, name, line, offer, options)


def _row_leaf(row: Any, name: str, raw: bytes, offer: Offer, options: ReadOptions) -> Leaf:
    if not isinstance(row, dict):
        return _refuse(name, "not a JSON object")
    try:
        content = content_of(row, options.columns)
    except OnrecordError as error:
        return _refuse(_called(row, name), error.what, "no-article")
    given = content.given
    if given.id is None and given.url is not None:
        given = _with_id(given, given.url)
    if content.elsewhere is not None and options.follow:
        page = Follow(content.elsewhere, given, None)
        return Leaf(given.id or name, lambda: page)
    if content.elsewhere is not None:
        return _refuse(given.id or name, "no text, only the address of a page", "no-article")
    inner = Offer(
        name=given.id or name,
        raw=raw if content.html is None else content.html.encode("utf-8", "surrogatepass"),
        format="text" if content.html is None else "html",
        charset="utf-8",
        fetched=offer.fetched,
        record_id=offer.record_id,
        depth=offer.depth + 1,
        anonymous=offer.anonymous and given.id is None,
        given=given,
    )
    notes = [Diagnostic(code, message) for code, message in content.notes]

    def make() -> Outcome:
        if content.html is not None:
            from onrecord.read.page import read_page

            return read_page(inner.raw or b"", inner, options)
        return finish(Draft(content.text or "", "application/json", raw, "utf-8", diagnostics=notes), inner, options)

    return Leaf(inner.name, make, heavy=inner if content.html is not None else None)


def _with_id(given: Given, name: str) -> Given:
    from dataclasses import replace

    return replace(given, id=name)


def _called(row: dict[str, Any], name: str) -> str:
    said = row.get("id") or row.get("url")
    return said if isinstance(said, str) and said.strip() else name


def _has_text(row: dict[str, Any], options: ReadOptions) -> bool:
    try:
        content_of(row, options.columns)
    except OnrecordError:
        return False
    return True


def _parsed(raw: bytes, name: str) -> Any:
    """JSON by the fast parser; where that refuses, the reason and the place in the line are told."""
    import msgspec

    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        reason = str(error)
    except RecursionError:
        raise UnreadableError("JSON nested too deeply", item=name) from None
    except UnicodeDecodeError:
        reason = "not valid UTF-8"
    if b"\\ud" in raw.lower() and "surrogate" in reason.lower():
        raise UnreadableError(f"half of a surrogate pair in the JSON: {reason}", item=name)
    if "UTF-8" in reason or "utf" in reason.lower():
        return _parsed_text(raw, name)
    raise UnreadableError(f"not valid JSON: {reason.removeprefix('JSON is ')}", item=name)


def _parsed_text(raw: bytes, name: str) -> Any:
    import json

    decoded = decode(raw)
    try:
        return json.loads(decoded.text)
    except (ValueError, RecursionError):
        raise UnreadableError("not valid UTF-8, and not valid JSON in another encoding", item=name) from None


def _refuse(name: str, reason: str, code: str = "unreadable") -> Leaf:
    refusal = Refusal(name, reason, code)
    return Leaf(name, lambda: refusal)


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count} bytes"


def _bounded_text(text: TextIO, limit: int) -> Iterable[str]:
    while True:
        line = text.readline(limit + 1)
        if not line:
            return
        if len(line) > limit:
            raise UnreadableError(f"a line is longer than {_size(limit)}")
        yield line.replace("\x00", "\ufffd") if "\x00" in line else line


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of the stream they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        piece = self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
