"""Teasers: small units, several under one parent, each with a title or a "read more" that leads elsewhere and a line or
two about it."""

from __future__ import annotations

import re
from typing import Any

from onrecord.read.page.evidence import Votes
from onrecord.read.page.paragraphs import Paragraph

LEAST_UNITS = 3
LEAST_UNVOUCHED = 2
"""Units that are enough where no witness chose any of their text."""
LARGEST_UNIT = 450
"""Code points of running text in one unit."""
LEAST_BESIDES = 300
"""Running text that the page has to hold outside the units: a page of nothing else is a list, or a live blog."""
ONWARD = re.compile(
    r"^\W*(?:read (?:more|the (?:full )?(?:story|article)|full (?:story|article))|continue reading|full story|more|learn more|"
    r"see more|weiter ?lesen|mehr (?:lesen|erfahren)|mehr|lire (?:la suite|plus)|en savoir plus|leer más|seguir leyendo|"
    r"leggi tutto|continua|lees (?:meer|verder)|leia mais)\W*$",
    re.IGNORECASE,
)


def teasers_of(paragraphs: list[Paragraph], votes: Votes) -> frozenset[int]:
    """Numbers of the paragraphs that stand in such units."""
    prose: dict[Any, int] = {}
    chosen: set[Any] = set()
    for one in paragraphs:
        if one.prose:
            vouched = one.number in votes.selector or one.number in votes.declared
            for element in one.trail:
                prose[element] = prose.get(element, 0) + len(one.text)
                if vouched:
                    chosen.add(element)
    units: dict[Any, set[Any]] = {}
    for one in paragraphs:
        if one.link_share <= 0.9 or "h1" in one.tags or not _leads_elsewhere(one):
            continue
        unit = _unit(one, prose)
        if unit is not None and (one.heading or (unit not in chosen and _titles(one))):
            units.setdefault(unit.getparent(), set()).add(unit)
    taken = {unit for group in units.values() if len(group) >= _enough(group, chosen) for unit in group}
    if not taken:
        return frozenset()
    inside = [one for one in paragraphs if any(element in taken for element in one.trail)]
    besides = sum(len(one.text) for one in paragraphs if one.prose) - sum(len(one.text) for one in inside if one.prose)
    return frozenset(one.number for one in inside) if besides >= LEAST_BESIDES else frozenset()


def _enough(group: set[Any], chosen: set[Any]) -> int:
    return LEAST_UNITS if any(unit in chosen for unit in group) else LEAST_UNVOUCHED


def _titles(one: Paragraph) -> bool:
    """A linked line that could be a story's title, or says "read more"."""
    return len(one.text) >= 20 or ONWARD.match(one.text) is not None


def _leads_elsewhere(one: Paragraph) -> bool:
    """Posts of a live blog link to themselves."""
    links = [link.get("href") or "" for link in (*one.element.iter("a"), *one.element.iterancestors("a"))]
    return any(link and "#" not in link and "?page=" not in link for link in links)


def _unit(one: Paragraph, prose: dict[Any, int]) -> Any:
    """The largest element round the line that holds running text and no more of it than a teaser does."""
    found = None
    for element in one.trail[1:7]:
        held = prose.get(element, 0)
        if element.tag in {"body", "html", "main"} or held > LARGEST_UNIT:
            break
        if held and (found is None or held == prose.get(found)):
            found = element
        elif held:
            break
    return found
