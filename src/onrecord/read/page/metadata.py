"""What a page says of itself: JSON-LD first, then meta tags, then what stands on the page. Nothing is guessed.

Where two places say different things, the first in that order is kept and the conflict is noted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.model import Diagnostic
from onrecord.read.dates import iso_date
from onrecord.read.page import linked, names
from onrecord.read.page.conflicts import author_conflict, conflict

TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "sailthru.title", "parsely-title")
PUBLISHED = ("article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
             "date.published", "publish-date", "publish_date", "published_at", "pubdate", "publishdate", "dc.date.issued",
             "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "dcterms.date", "parsely-pub-date",
             "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "article.published",
             "originalpublicationdate", "article_date_original", "analyticsattributes.articledate", "date")  # fmt: skip
MODIFIED = ("article:modified_time", "article:modified", "og:updated_time", "datemodified", "last-modified", "lastmod",
            "dcterms.modified", "dc.date.modified", "article.updated", "revision_date", "modified_time")  # fmt: skip
AUTHORS = ("author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "byl", "byline", "sailthru.author",
           "parsely-author", "citation_author", "og:article:author", "twitter:data1:author", "authors")  # fmt: skip
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher",
           "apple-mobile-web-app-title", "article:publisher_name", "cre", "copyright")  # fmt: skip
SECTIONS = ("article:section", "og:article:section", "section", "parsely-section", "category", "dc.subject.category")


@dataclass(slots=True)
class Metadata:
    """What the page says; None or empty where it is silent."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def metadata_of(root: Any, objects: list[dict[str, Any]], address: str | None) -> Metadata:
    """Read a page's metadata. ``address`` is where it was fetched, against which relative addresses are completed."""
    metas = _metas(root)
    made = Metadata()
    published_by = linked.said(objects, "publisher", "sourceOrganization")
    named = (published_by, *(_first(metas, (one,)) for one in OUTLETS[:6]))
    made.outlet = names.outlet_name(named)
    made.published = _date("published", _dates(root, objects, metas, "published"), made)
    made.modified = _date("modified", _dates(root, objects, metas, "modified"), made)
    made.url = _canonical(root, objects, metas, address, made)
    made.title = _title(root, objects, metas, made)
    made.authors = names.author_names(_authors(root, objects, metas), made.outlet, made.url)
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    made.language = _language(
        linked.said(objects, "inLanguage") or declared or _first(metas, ("og:locale", "language", "content-language"))
    )
    made.section = linked.said(objects, "articleSection") or _first(metas, SECTIONS)
    _check_order(made)
    made.diagnostics += _conflicts(root, objects, metas, made)
    return made


def _conflicts(
    root: Any, objects: list[dict[str, Any]], metas: dict[str, list[str]], made: Metadata
) -> list[Diagnostic]:
    """Notes where JSON-LD and the meta tags differ about title, outlet, authors, or where the page stands."""
    titles = [("JSON-LD", linked.said(objects, "headline")), ("meta og:title", _first(metas, ("og:title",)))]
    outlets = [("JSON-LD", names.outlet_name([linked.said(objects, "publisher")])),
               ("meta og:site_name", names.outlet_name([_first(metas, ("og:site_name",))]))]  # fmt: skip
    links = [one.get("href") for one in root.iter("link") if "canonical" in (one.get("rel") or "").lower().split()]
    places = [("the canonical link", links[0] if links else None), ("meta og:url", _first(metas, ("og:url",)))]
    linked_authors = [name for one in objects for name in linked.named(one.get("author"))]
    tagged = [part for value in metas.get("author", []) for part in re.split(r"\s*[;|]\s*|\s+and\s+", value)]
    found = (
        conflict("title", [(where, names.bare_title(one, made.outlet, made.url, ())) for where, one in titles if one]),
        conflict("outlet", [(where, one) for where, one in outlets if one and not names.SITE.match(one)]),
        conflict("address", [(where, _bare_address(one)) for where, one in places if one and "://" in one]),
        author_conflict(
            (where, names.author_names(one, made.outlet, made.url))
            for where, one in (("JSON-LD", linked_authors), ("meta author", tagged))
        ),
    )
    return [one for one in found if one is not None]


def _bare_address(address: str) -> str:
    """Host and path: schemes, "www." and questions differ between a page's addresses of itself."""
    parts = urlsplit(address.strip().split("?")[0].split("#")[0])
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def _metas(root: Any) -> dict[str, list[str]]:
    """Meta tags by lower-case name, property, itemprop or http-equiv."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        if not content or len(content) > 2_000:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute)
            if name:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if metas.get(name)), None)


def _title(root: Any, objects: list[dict[str, Any]], metas: dict[str, list[str]], made: Metadata) -> str | None:
    said = linked.said(objects, "headline") or _first(metas, TITLES) or linked.said(objects, "name")
    if said is None:
        element = root.find(".//title")
        said = " ".join((element.text_content() if element is not None else "").split()) or None
    headings = (" ".join(one.text_content().split()) for one in root.iter("h1"))
    return names.bare_title(said, made.outlet, made.url, headings) if said else None


def _authors(root: Any, objects: list[dict[str, Any]], metas: dict[str, list[str]]) -> list[str]:
    """What the page writes where authors are named, from the first place that names any."""
    found: list[str] = []
    for one in objects:
        found += linked.named(one.get("author"))
        if found:
            break
    if not any(map(names.is_name, found)):
        found = [
            part for key in AUTHORS for value in metas.get(key, []) for part in re.split(r"\s*[;|]\s*|\s+and\s+", value)
        ]
    if not any(map(names.is_name, found)):
        found = [
            " ".join(element.text_content().split())
            for element in root.xpath(
                '//*[@rel="author" or contains(@itemprop, "author") or contains(@class, "author-name")]'
            )[:6]
        ]
    return found


def _dates(root: Any, objects: list[dict[str, Any]], metas: dict[str, list[str]], what: str) -> list[tuple[str, str]]:
    """All dates the page gives, as (where, words), the most trusted first."""
    keys, metas_of = ("datePublished", PUBLISHED) if what == "published" else ("dateModified", MODIFIED)
    found = [("JSON-LD", str(one[keys])) for one in objects if isinstance(one.get(keys), str)]
    found += [(f"meta {name}", metas[name][0]) for name in metas_of if metas.get(name)]
    wanted = f"date{what.capitalize()}"
    for element in root.xpath(f'//*[@itemprop="{wanted}"]')[:4]:
        found.append(("the page", element.get("datetime") or element.get("content") or element.text_content()))
    if what == "published" and not found:
        times = root.xpath(
            "//time[@pubdate]|//article//time[@datetime]|//main//time[@datetime]|//header//time[@datetime]"
        )
        found += [("the page", element.get("datetime") or element.text_content()) for element in times[:1]]
        if not times:
            alone = root.xpath("//time[@datetime]")
            # One time element on a page is the report's; of many, which one it is would be a guess.
            found += [("the page", one.get("datetime")) for one in alone] if len(alone) == 1 else []
    return found


def _date(what: str, found: list[tuple[str, str]], made: Metadata) -> str | None:
    read = [(where, day) for where, words in found if (day := iso_date(words)) is not None]
    if not read:
        if found:
            made.diagnostics.append(
                Diagnostic("date", f"{what}: {found[0][0]} says {found[0][1].strip()[:60]!r}, which is no date")
            )
        return None
    kept = read[0]
    other = next(((where, day) for where, day in read[1:] if _apart(day, kept[1])), None)
    if other is not None:
        message = f"{what}: {kept[0]} says {kept[1]}, {other[0]} says {other[1]}; the first is kept"
        made.diagnostics.append(Diagnostic("date-conflict", message))
    return kept[1]


def _apart(one: str, other: str) -> bool:
    """More than a day apart: less may be a time zone."""
    from datetime import date

    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > 1


def _canonical(
    root: Any, objects: list[dict[str, Any]], metas: dict[str, list[str]], address: str | None, made: Metadata
) -> str | None:
    links = [
        element.get("href")
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    said = [
        one for one in (*links, *metas.get("og:url", [])[:1], linked.said(objects, "url", "mainEntityOfPage")) if one
    ]
    base = address or next((one for one in said if one.startswith(("http://", "https://"))), None)
    for one in said:
        try:
            whole = urljoin(base or "", one.strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and len(whole) < 2_000:
            host = urlsplit(address).hostname if address else None
            if host and _site(host) != _site(parts.hostname):
                message = f"fetched from {host}, but the page calls {whole} its own address"
                made.diagnostics.append(Diagnostic("url-conflict", message))
            return str(whole)
    return address


def _site(host: str) -> str:
    return ".".join(host.lower().removeprefix("www.").split(".")[-2:])


def _language(said: str | None) -> str | None:
    """A language tag with its parts in their usual case (``en-GB``); None for what is no tag."""
    found = re.match(r"^\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.].*)?\s*$", said or "")
    if not found or found.group(1).lower() in {"und", "mul", "zxx"}:
        return None
    return found.group(1).lower() + (f"-{found.group(2).upper()}" if found.group(2) else "")


def _check_order(made: Metadata) -> None:
    if made.published and made.modified and made.modified[:10] < made.published[:10]:
        message = f"modified ({made.modified}) before it was published ({made.published})"
        made.diagnostics.append(Diagnostic("date-conflict", message))
