"""Plain text and Markdown: the text is the file's, character for character."""

from __future__ import annotations

import re

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.read.building import Draft, finish
from onrecord.read.dates import iso_date
from onrecord.read.decoding import decode
from onrecord.read.offer import Offer
from onrecord.read.options import ReadOptions

FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
ENTRY = re.compile(r"^([A-Za-z_][\w-]{0,40})[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"^[ \t]{0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*\r?$", re.MULTILINE)


def read_plain(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """A text file: every character kept, line ends too."""
    decoded = decode(raw, declared=offer.charset, forced=options.encoding)
    draft = Draft(decoded.text, "text/plain", raw, decoded.encoding, diagnostics=list(decoded.diagnostics))
    return finish(draft, offer, options)


def read_markdown(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """A Markdown file: front matter (title, outlet, published, url, ...) taken off, the rest of the text unchanged."""
    decoded = decode(raw, declared=offer.charset, forced=options.encoding)
    text, entries = _front_matter(decoded.text)
    draft = Draft(text, "text/markdown", raw, decoded.encoding, diagnostics=list(decoded.diagnostics))
    draft.title = entries.get("title") or _first_heading(text)
    draft.outlet = entries.get("outlet") or entries.get("publisher")
    draft.url = entries.get("url") or entries.get("link")
    draft.id = entries.get("id")
    draft.language = entries.get("language") or entries.get("lang")
    draft.section = entries.get("section")
    draft.authors = tuple(name.strip() for name in re.split(r"[,;]", entries.get("author", "")) if name.strip())
    for key, field in (("published", "published"), ("date", "published"), ("modified", "modified")):
        said = entries.get(key)
        if said and getattr(draft, field) is None:
            setattr(draft, field, iso_date(said))
            if iso_date(said) is None:
                draft.diagnostics.append(Diagnostic("date", f"front matter: {key} is no date: {said[:60]}"))
    return finish(draft, offer, options)


def _unquoted(value: str) -> str:
    """Without a pair of quotes around the whole; a title that only begins with a quotation keeps its mark."""
    paired = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if paired else value


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    """The text after the front matter, and its ``key: value`` lines (one level, quotes taken off)."""
    found = FRONT.match(text)
    if not found:
        return text, {}
    entries: dict[str, str] = {}
    for key, value in ENTRY.findall(found.group(1)):
        entries.setdefault(key.lower(), _unquoted(value.strip()).strip("[]"))
    return text[found.end() :], {key: value for key, value in entries.items() if value}


def _first_heading(text: str) -> str | None:
    found = HEADING.search(text)
    return found.group(1).strip() if found and not text[: found.start()].strip() else None
