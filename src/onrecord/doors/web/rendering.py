"""Templates: autoescaped always; hidden characters shown; every address that leaves the site checked."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.doors.web import report, revised, versions, wording
from onrecord.model.layers import visible

HERE = Path(__file__).parent
STATIC = HERE / "static"
_NAMED = {"\u200b": "zero-width space", "\u202e": "right-to-left override", "\u202d": "left-to-right override"}


def environment() -> Environment:
    """The templates, with our filters. Undefined names raise: a page never shows an empty place by mistake."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_encodable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "shown": shown,
        "day": wording.day,
        "sureness": wording.sureness,
        "weblink": weblink,
        "pathed": lambda text: quote(str(text), safe="", errors="surrogatepass"),
        "query": query,
    }
    made.globals |= {
        "static": static_address,
        "words": wording,
        "count": wording.count,
        "earliest": versions.earliest,
        "live_link": report.live_link,
        "passage_marks": report.passage_marks,
        "words_between": revised.word_changes,
    }
    return made


def shown(text: object) -> Markup:
    """Text of a page, for a place between tags: characters that hide or reorder are shown as small signs."""
    plain = str(text)
    safe = visible(plain)
    if safe == plain:
        return escape(plain)
    return Markup("").join(_sign(ch) for ch in plain)


def _sign(ch: str) -> Markup:
    seen = visible(ch)
    if seen == ch:
        return escape(ch)
    if not seen:
        return Markup("")
    name = _NAMED.get(ch) or unicodedata.name(ch, f"U+{ord(ch):04X}").lower()
    return Markup('<span class="odd" title="{0}">{1}</span>').format(name, seen)


def _encodable(value: Any) -> Any:
    """What cannot be sent as UTF-8 or stand in HTML (lone surrogates, NUL) is replaced, wherever it is shown."""
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    clean = value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    return Markup(clean) if isinstance(value, Markup) else clean


def weblink(address: object) -> str | None:
    """The address where it is one of the web; None for anything else (javascript:, file paths)."""
    text = str(address or "")
    return text if text.lower().startswith(("http://", "https://")) else None


def query(parts: dict[str, object], **changed: object) -> str:
    """A query string of what is given and not empty; ``changed`` overrides, None removes."""
    merged = {**parts, **changed}
    return urlencode({k: v for k, v in merged.items() if v not in (None, "", False)}, errors="replace")


@cache
def static_address(path: str) -> str:
    """Address of a static file with a digest of it, so that a new version is fetched anew."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"
