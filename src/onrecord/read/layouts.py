"""Rows of tables and JSON objects in the layouts that newsrooms have, turned into text and what is given of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from onrecord.model.article import Standing
from onrecord.model.errors import UnreadableError
from onrecord.read.dates import iso_date
from onrecord.read.offer import Given

Row = Mapping[str, Any]


class Content(NamedTuple):
    """What a row holds: plain ``text`` or a page's ``html``, what the row says of it, and notes (code, message). A list
    of stories without their texts has only where each stands: ``elsewhere``."""

    text: str | None
    html: str | None
    given: Given
    notes: tuple[tuple[str, str], ...] = ()
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """``needs``: keys that tell the layout; ``columns``: article field to the keys that may carry it, first wins."""

    name: str
    needs: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]


# Keys of the layouts: IPTC ninjs 1.x to 3.x; Media Cloud's story exports (old and new search); the GDELT Global
# Quotation Graph; Quotebank's article-centric and quote-centric files; documents as Citron reads and returns them.
LAYOUTS = (
    Layout("onrecord", (frozenset({"text"}), frozenset({"html"})),
           {"id": ("id",), "url": ("url",), "outlet": ("outlet",), "title": ("title",), "published": ("published",),
            "modified": ("modified",), "language": ("language",), "text": ("text",), "html": ("html",),
            "section": ("section",), "authors": ("authors", "author"), "standing": ("standing",)}),
    Layout("ninjs", (frozenset({"uri", "body_text"}), frozenset({"uri", "body_html"}), frozenset({"uri", "bodies"}),
                     frozenset({"uri", "body_xhtml"})),
           {"id": ("uri",), "url": ("url",), "outlet": ("source", "copyrightholder", "provider"),
            "title": ("headline", "headlines", "title"),
            "published": ("firstpublished", "firstcreated", "firstCreated", "versioncreated", "versionCreated"),
            "modified": ("contentcreated", "contentCreated", "versioncreated", "versionCreated"),
            "language": ("language",), "text": ("body_text",), "html": ("body_html", "body_xhtml"),
            "authors": ("byline", "by"), "standing": ("pubstatus", "pubStatus")}),
    Layout("quotebank", (frozenset({"articleID", "quotations"}), frozenset({"quoteID", "quotation"})),
           {"id": ("articleID", "quoteID"), "url": ("url",), "outlet": (), "title": ("title",), "published": ("date",),
            "text": ("content", "text")}),
    Layout("gdelt-gqg", (frozenset({"url", "quotes", "lang"}), frozenset({"url", "quotes", "title"})),
           {"id": ("url",), "url": ("url",), "title": ("title",), "published": (), "language": ("lang",)}),
    Layout("mediacloud", (frozenset({"stories_id"}), frozenset({"media_name"}),
                          frozenset({"media_url", "publish_date"}), frozenset({"indexed_date", "publish_date"})),
           {"id": ("url", "guid", "stories_id", "id"), "url": ("url",), "outlet": ("media_name",), "title": ("title",),
            "published": ("publish_date",), "language": ("language",),
            "text": ("story_text", "text_content", "text", "content"), "html": ("raw_html", "html")}),
    Layout("citron", (frozenset({"content", "quotes"}), frozenset({"body", "quotes"}), frozenset({"uri", "content"})),
           {"id": ("uri", "id", "filename"), "url": ("url",), "title": ("title", "headline"), "outlet": ("publisher",),
            "published": ("date", "published"), "text": ("content", "body")}),
    Layout("article", (frozenset({"articleBody"}), frozenset({"content"}), frozenset({"body"}),
                       frozenset({"article_text"}), frozenset({"full_text"}), frozenset({"fulltext"}),
                       frozenset({"maintext"})),
           {"id": ("id", "_id", "uuid", "guid", "url", "link"), "url": ("url", "link", "mainEntityOfPage"),
            "outlet": ("outlet", "publisher", "source", "publication", "newspaper", "domain", "source_domain"),
            "title": ("title", "headline", "name"),
            "published": ("published", "datePublished", "date", "date_publish", "pub_date", "published_at"),
            "modified": ("modified", "dateModified", "date_modify"), "language": ("language", "lang"),
            "text": ("articleBody", "article_text", "full_text", "fulltext", "maintext", "content", "body"),
            "section": ("section", "articleSection"), "authors": ("authors", "author", "byline", "creator")}),
)  # fmt: skip
FIELDS = (
    "id", "url", "outlet", "title", "published", "modified", "language", "text", "html", "section", "authors",
    "standing",
)  # fmt: skip
STANDINGS: dict[str, Standing] = {
    "published": "published", "usable": "published", "corrected": "corrected", "withdrawn": "withdrawn",
    "retracted": "withdrawn", "canceled": "withdrawn", "cancelled": "withdrawn", "withheld": "withdrawn",
}  # fmt: skip
"""What a row may say of its article's standing; `usable`, `withheld`, `canceled` are ninjs."""


def content_of(row: Row, columns: Mapping[str, str], *, plain: bool = True) -> Content:
    """The text or page of one row. ``columns`` (article field to column) overrules what the layouts say.

    Raises UnreadableError where the row holds no text.
    """
    layout = layout_of(row, columns)
    if layout is None:
        raise UnreadableError("no text: " + _columns_seen(row))
    values = {name: _value(row, layout, name, columns) for name in FIELDS}
    notes: list[tuple[str, str]] = []
    if layout.name != "onrecord":
        notes.append(("layout", f"read as a row of the {layout.name} layout"))
    text, html = _as_given(values["text"]), _string(values["html"])
    if layout.name == "ninjs" and not text and not html:
        text, html = _bodies(row)
    if text is None and html is None:
        text = _excerpts(row, layout.name)
        if text is not None:
            notes.append(
                ("excerpts", f"the {layout.name} layout holds excerpts, not the report: the text is their sequence")
            )
    if text is None and html is None:
        elsewhere = _string(values["url"]) if layout.name == "mediacloud" else None
        if elsewhere is None:
            raise UnreadableError("no text: " + _columns_seen(row))
        return Content(None, None, _given(values, row, layout, plain)[0], elsewhere=elsewhere)
    if html is None and text is not None and layout.name in {"article", "mediacloud"} and _is_markup(text):
        text, html = None, text
    given, more = _given(values, row, layout, plain)
    return Content(text, None if text is not None else html, given, (*notes, *more))


def layout_of(row: Row, columns: Mapping[str, str]) -> Layout | None:
    """The first layout whose keys the row has; with ``columns`` for the text, the plain one."""
    if "text" in columns or "html" in columns:
        return LAYOUTS[0]
    keys = {key for key, value in row.items() if value not in (None, "")}
    if isinstance(row.get("text"), str) and not any(LAYOUTS[n].needs[m] <= keys for n in (1, 2, 3, 4) for m in (0, 1)):
        return LAYOUTS[0]
    return next((layout for layout in LAYOUTS[1:] if any(need <= keys for need in layout.needs)), _html_row(keys))


def _html_row(keys: set[str]) -> Layout | None:
    return LAYOUTS[0] if "html" in keys else None


def _value(row: Row, layout: Layout, name: str, columns: Mapping[str, str]) -> Any:
    if name in columns:
        return row.get(columns[name])
    for key in layout.columns.get(name, ()):
        value = row.get(key)
        if value not in (None, "", []):
            return value
    return row.get(name) if name in {"text"} and layout.name == "onrecord" else None


def _given(values: dict[str, Any], row: Row, layout: Layout, plain: bool) -> tuple[Given, list[tuple[str, str]]]:
    notes: list[tuple[str, str]] = []
    dates: dict[str, str | None] = {}
    for name in ("published", "modified"):
        said = values[name]
        if layout.name == "gdelt-gqg":
            said = None  # its "date" is when GDELT saw the page, not when the page was published
        dates[name] = _date(said)
        if said not in (None, "") and dates[name] is None:
            notes.append(("date", f"{name} is no date: {str(said)[:60]}"))
        elif isinstance(said, str) and plain and layout.name == "onrecord":
            dates[name] = said.strip()
    language = _string(values["language"])
    said = _string(values["standing"])
    standing = STANDINGS.get(said.strip().lower()) if said else None
    if said and standing is None:
        notes.append(("standing", f"standing {said[:40]!r} is none of published, corrected, withdrawn"))
    return Given(
        id=_name(values["id"]),
        url=_string(values["url"]),
        outlet=_string(_named(values["outlet"])),
        title=_string(_main(values["title"])),
        authors=_authors(values["authors"]),
        published=dates["published"],
        modified=dates["modified"],
        language=LANGUAGE_NAMES.get(language.lower(), language) if language else None,
        section=_string(_named(values["section"])),
        standing=standing,
        fixed=True,
    ), notes


# GDELT writes languages out in capitals.
LANGUAGE_NAMES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
                  "russian": "ru", "arabic": "ar", "turkish": "tr", "chinese": "zh"}  # fmt: skip


def _date(said: Any) -> str | None:
    if isinstance(said, str):
        return iso_date(said.replace("/", "-") if re.match(r"\d{4}/\d\d/\d\d", said) else said)
    iso = getattr(said, "isoformat", None)
    return str(iso()) if iso is not None else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _as_given(value: Any) -> str | None:
    """A text as it stands, blank or not: a blank one is refused for what it is."""
    return value if isinstance(value, str) and value else None


def _name(value: Any) -> str | None:
    if isinstance(value, bool) or value is None:
        return None
    return str(value) if isinstance(value, (int, float)) else _string(value)


def _named(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in re.split(r"[;|]", value) if part.strip())
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(name.strip() for name in map(_named, value) if isinstance(name, str) and name.strip())


def _bodies(row: Row) -> tuple[str | None, str | None]:
    """ninjs 2 and 3: ``bodies`` is a list of {value, contenttype}, written contentType in 3."""
    bodies = [one for one in row.get("bodies") or [] if isinstance(one, dict) and isinstance(one.get("value"), str)]
    for one in bodies:
        kind = str(one.get("contenttype") or one.get("contentType") or "")
        if "html" not in kind and not (not kind and _is_markup(one["value"])):
            return one["value"], None
    return (None, bodies[0]["value"]) if bodies else (None, None)


def _main(title: Any) -> Any:
    """ninjs 2 and 3: ``headlines`` is a list of {role, value}; the one whose role is to be the headline, else the first."""
    if not isinstance(title, list):
        return title
    listed = [one for one in title if isinstance(one, dict)]
    roles = {str(one.get("role", "")).lower(): one.get("value") for one in reversed(listed)}
    return next((roles[role] for role in ("main", "headline", "default", *roles) if role in roles), None)


def _excerpts(row: Row, layout: str) -> str | None:
    """GDELT (pre, quote, post) and Quotebank (leftContext, quotation, rightContext): one paragraph an excerpt."""
    keys = ("pre", "quote", "post") if layout == "gdelt-gqg" else ("leftContext", "quotation", "rightContext")
    listed = row.get("quotes") or row.get("quotations") or ([row] if row.get("quotation") else [])
    if not isinstance(listed, list):
        return None
    parts = []
    for one in listed:
        if isinstance(one, dict) and isinstance(one.get(keys[1]), str):
            # Both layouts print the words without their marks; with marks they read as the quotations that they are.
            before, words, after = (str(one.get(key) or "").strip() for key in keys)
            parts.append(f"{before} \u201c{words}\u201d {after}".strip())
    return "\n\n".join(parts) or None


def _is_markup(text: str) -> bool:
    return len(re.findall(r"</?(?:p|div|br|h[1-6]|ul|li|blockquote|span|a)\b[^>]*>", text[:20_000], re.IGNORECASE)) >= 2


def _columns_seen(row: Row) -> str:
    seen = ", ".join(sorted(map(str, row))[:12])
    return f"the columns are {seen}; name the one with the text (text=COLUMN)" if seen else "the row is empty"
