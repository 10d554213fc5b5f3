"""What a thing is, told by looking at its first bytes; a file's name counts only where the bytes leave it open."""

from __future__ import annotations

import json
import re

from onrecord.read.options import Format

HEAD = 65_536
MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
UNREADABLE = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "a SQLite database"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"BZh", "a bzip2 file"), (b"\xfd7zXZ\x00", "an xz file"), (b"7z\xbc\xaf", "a 7-Zip file"), (b"Rar!", "a RAR file"),
    (b"(\xb5/\xfd", "a Zstandard file"), (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"wOFF", "a font"),
    (b"wOF2", "a font"), (b"ID3", "sound"), (b"OggS", "sound or film"), (b"\x1aE\xdf\xa3", "film"),
)  # fmt: skip
ENDINGS: dict[str, Format] = {
    "txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html",
    "xhtml": "html", "shtml": "html", "asp": "html", "aspx": "html", "php": "html", "jsonl": "jsonl", "ndjson": "jsonl",
    "json": "json", "csv": "csv", "tsv": "csv", "parquet": "parquet", "rss": "feed", "atom": "feed", "warc": "warc",
    "gz": "gzip", "zip": "zip", "tar": "tar", "tgz": "gzip", "pdf": "pdf", "eml": "mail",
}  # fmt: skip
MEDIA_TYPES: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/pdf": "pdf",
    "application/json": "json", "application/x-ndjson": "jsonl", "text/csv": "csv", "message/rfc822": "mail",
    "application/warc": "warc",
}  # fmt: skip
PAGE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|div|p|h1|meta|section|blockquote|table|ul)[\s>/]",
    re.IGNORECASE,
)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?", re.MULTILINE)
MAIL_HEADERS = {b"from", b"to", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path",
                b"content-type", b"delivered-to", b"reply-to", b"list-unsubscribe", b"list-id"}  # fmt: skip
FRONT_MATTER = re.compile(rb"^\xef?\xbb?\xbf?---[ \t]*\r?\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\r?\n|$)")


def ending_of(name: str) -> str:
    """The ending of a name or address without its query, in lower case; "" where it has none."""
    last = re.split(r"[?#]", name)[0].rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def format_of(head: bytes, name: str = "", media_type: str | None = None) -> Format:
    """The format of what begins with ``head`` (up to 65,536 bytes). Anything that is nothing else is text."""
    for magic, found in MAGIC:
        if head.startswith(magic):
            return found
    if head[257:262] == b"ustar":
        return "tar"
    ending = ENDINGS.get(ending_of(name))
    if ending in {"text", "markdown", "csv"}:
        return ending
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ending or "text"
    said = MEDIA_TYPES.get((media_type or "").split(";")[0].strip().lower())
    if said in {"text", "markdown", "csv", "mail"} and not _page(head):
        return said
    return _by_content(head, ending) or ending or said or "text"


def unreadable(head: bytes) -> str | None:
    """What a thing is that cannot be read ("a PNG image"), or None."""
    if head[257:262] == b"ustar" or any(head.startswith(magic) for magic, _ in MAGIC):
        return None
    for magic, what in UNREADABLE:
        if head.startswith(magic):
            return what
    sample = head[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in sample:
        return None
    control = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    return "binary" if control > len(sample) // 10 else None


def _by_content(head: bytes, ending: Format | None) -> Format | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return _json(start)
    if start.startswith(b"<"):
        if FEED.search(head[:4096]) and not re.search(rb"<html[\s>]", head[:4096], re.IGNORECASE):
            return "feed"
        if _page(start):
            return "html"
    if ending in {"html", "mail", "feed"}:
        return ending
    if _mail(start):
        return "mail"
    if FRONT_MATTER.match(head):
        return "markdown"
    return None


def _json(start: bytes) -> Format | None:
    """An object on the first line: JSON Lines. An array, or an object over several lines: one JSON value."""
    first = start.split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return "json" if re.match(rb"\[\s*[{\]]", start) else None
    try:
        json.loads(first)
    except ValueError:
        if len(start) >= HEAD - 64 and b"\n" not in start.rstrip():
            return "jsonl"
        if not re.match(rb"\{\s*(\"|\}|$)", first):
            return None
        # A broken first line among whole ones is a broken line of JSON Lines, not a value over several lines.
        later = [line for line in start.split(b"\n")[1:4] if line.strip()]
        return "jsonl" if len(first) > 2 and any(line.strip().startswith(b'{"') for line in later) else "json"
    except RecursionError:
        return "jsonl"
    return "jsonl"


def _page(start: bytes) -> bool:
    begin = re.sub(rb"^\s*(?:<\?xml[^>]*>|<!--.{0,2000}?-->|\s)+", b"", start[:8192], flags=re.DOTALL)
    return begin.startswith(b"<") and PAGE.search(begin[:4096]) is not None


def _mail(start: bytes) -> bool:
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    names = {found.lower() for found in HEADER.findall(block)}
    return b"from" in names and len(names & MAIL_HEADERS) >= 4 and HEADER.match(block) is not None
