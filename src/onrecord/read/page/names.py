"""Titles, outlets and authors freed of what pages put round them: each other's names, times, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

BY = re.compile(r"^\s*(?:words\s+by|written\s+by|posted\s+by|story\s+by|by|von|par|por)[\s:]+", re.IGNORECASE)
SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00bb\u2022-]+\s+|\s+::\s+")
SITE = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|[a-z]{2})$", re.IGNORECASE)
FIRM = re.compile(r"\b(?:GmbH|AG & Co|Inc|Ltd|LLC|PLC|Pty)\b|\s(?:S\.A|B\.V)\.?$", re.IGNORECASE)
STAMPED = re.compile(r"[,|]?\s+(?=[^,|]*\d{1,2}:\d\d|\d{4}\b).*$")
PERSON = re.compile(r"^[A-Z\u00c0-\u00de][\w.'\u2019-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-Z\u00c0-\u00de][\w.'\u2019-]*){1,3}$")
GENERATION = re.compile(r"^(?:jr|sr|ii|iii|iv|md|phd|esq)\.?$", re.IGNORECASE)


def outlet_name(said: Iterable[str | None]) -> str | None:
    """The first that is a name and not an address or a reference inside JSON-LD (``#publisher``)."""
    return next((one for one in said if one and not re.match(r"(?:https?:)?//|#|/", one)), None)


def bare_title(title: str, outlet: str | None, address: str | None, headings: Iterable[str]) -> str:
    """The title less the outlet's name before or after it ("Council says no | The Example Post"), where a separator
    parts them; or less whatever else follows the words that the page prints as its main heading."""
    parts = SUFFIX.split(title)
    if len(parts) < 2:
        return title
    names = _names(outlet, address)
    last = parts[-1]
    if _squashed(last) in names:
        return title[: title.rindex(last)].rstrip(" |\u2013\u2014\u00bb\u2022:-")
    if _squashed(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |\u2013\u2014\u00bb\u2022:-")
    for heading in headings:
        if len(heading) >= 12 and title.startswith(heading) and SUFFIX.match(title[len(heading) :]):
            return heading
    return title


def author_names(said: Iterable[str], outlet: str | None, address: str | None) -> tuple[str, ...]:
    """Names of authors: "By", times, the outlet and firms taken off, lists of names taken apart. An outlet is no author."""
    outlets = _names(outlet, address)
    kept: list[str] = []
    for whole in said:
        for name in _apart(STAMPED.sub("", BY.sub("", " ".join(whole.split()))), outlets):
            name = name.strip(" ,") if name.rstrip(" ,").endswith((" Jr.", " Sr.")) else name.strip(" ,.")
            if is_name(name) and _squashed(name) not in outlets and not SITE.match(name) and name not in kept:
                kept.append(name)
    return tuple(kept)


def is_name(name: str) -> bool:
    """Short enough for a name, with a letter in it, and neither an address nor a firm."""
    plain = 2 <= len(name) <= 80 and "://" not in name and "@" not in name and any(one.isalpha() for one in name)
    return plain and not FIRM.search(name)


def _apart(name: str, outlets: set[str]) -> list[str]:
    """A list of names taken apart at its commas, where every part reads as a person's name; the outlet ends it."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    while len(parts) > 1 and _squashed(parts[-1]) in outlets:
        parts.pop()
    if len(parts) > 1 and all(PERSON.match(part) and not GENERATION.match(part) for part in parts):
        return parts
    return [", ".join(parts)]


def _names(outlet: str | None, address: str | None) -> set[str]:
    """What an outlet is called, squashed: its name, with and without "The" and a domain's ending, and its host."""
    found = set()
    for one in (outlet, urlsplit(address).hostname if address else None):
        if not one:
            continue
        plain = re.sub(r"^(?:www\.|the\s+)", "", one.strip().lower())
        found |= {
            _squashed(plain),
            _squashed(re.sub(r"\.(?:com|org|net|co\.\w\w|\w\w)$", "", plain)),
            _squashed("the " + plain),
        }
        if one is not outlet and plain.count("."):
            found.add(_squashed(".".join(plain.split(".")[-2:])))
            found.add(_squashed(plain.split(".")[-2]))
    return {one for one in found if len(one) >= 2}


def _squashed(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
