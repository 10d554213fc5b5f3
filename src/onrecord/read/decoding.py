"""Bytes to characters: the encoding used is named, and every byte that had to be replaced is counted."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from onrecord.model import Diagnostic

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read these names as (WHATWG Encoding Standard, section 4.2).
BROWSER_NAMES = {"ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
                 "latin-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "gb2312": "gb18030",
                 "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949",
                 "iso-8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


class Decoded(NamedTuple):
    """Characters, the encoding they came in, and what a reader should know of it."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]


def decode(raw: bytes, *, declared: str | None = None, forced: str | None = None) -> Decoded:
    """Decode without changing line ends or any other character; a byte order mark is taken off and noted.

    Order: ``forced``, a byte order mark, UTF-8 where it is valid, ``declared``, UTF-8 with few bytes replaced, a guess.
    Never raises on bytes; raises LookupError for an unknown ``forced`` encoding.
    """
    if forced:
        return _replacing(raw, codecs.lookup(forced).name, ())
    for mark, name in BOMS:
        if raw.startswith(mark):
            noted = (Diagnostic("bom", f"a byte order mark ({name}) was taken off the front"),)
            return _replacing(raw[len(mark) :], name, noted)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    named = _known(declared)
    if named and named != "utf-8":
        return _replacing(raw, named, ())
    if named or _mostly_utf8(raw):
        return _replacing(raw, "utf-8", ())
    guessed = _guess(raw)
    noted = (Diagnostic("encoding", f"not valid UTF-8 and no encoding is named: read as {guessed}"),)
    return _replacing(raw, guessed, noted)


def declared_in_page(raw: bytes) -> str | None:
    """The encoding that a page or XML document names in its first 4,096 bytes."""
    head = raw[:4096]
    found = XML_ENCODING.search(head) or META_CHARSET.search(head)
    return found.group(1).decode("ascii").lower() if found else None


def _known(name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(BROWSER_NAMES.get(name, name))
    except (LookupError, ValueError):
        return None
    # Codecs such as rot13 or zlib turn characters into characters or bytes into bytes: no encodings of text.
    return found.name if getattr(found, "_is_text_encoding", True) else None


def _replacing(raw: bytes, name: str, noted: tuple[Diagnostic, ...]) -> Decoded:
    try:
        return Decoded(raw.decode(name), name, noted)
    except UnicodeError:
        pass
    text = raw.decode(name, "replace")
    bad = text.count("�") - _own_replacement_marks(raw, name)
    first = _first_bad(raw, name)
    where = f", the first at byte {first}" if first is not None else ""
    message = f"read as {name}; {bad} {'place' if bad == 1 else 'places'} that it cannot hold replaced by U+FFFD{where}"
    return Decoded(text, name, (*noted, Diagnostic("encoding", message)))


def _own_replacement_marks(raw: bytes, name: str) -> int:
    try:
        mark = "�".encode(name)
    except UnicodeError:
        return 0
    return raw.count(mark)


def _first_bad(raw: bytes, name: str) -> int | None:
    try:
        raw.decode(name)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """UTF-8 with accidents: more well-formed multi-byte sequences than stray bytes."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > bad


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    name = best.encoding if best is not None else "cp1252"
    # Western pages differ between these only in letters that English hardly uses; the marks of quotation are in cp1252.
    if name in {
        "ascii",
        "latin_1",
        "cp1250",
        "cp437",
        "cp850",
        "cp858",
        "mac_roman",
        "mac_latin2",
        "iso8859_15",
        "hp_roman8",
    }:
        return "cp1252"
    return name
