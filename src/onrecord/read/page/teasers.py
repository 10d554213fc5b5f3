"""Teasers: small units, several under one parent, each a heading that leads elsewhere and a line or two about it."""

from __future__ import annotations

from typing import Any

from onrecord.read.page.paragraphs import Paragraph

LEAST_UNITS = 3
LARGEST_UNIT = 400
"""Code points of running text in one unit."""
LEAST_BESIDES = 300
"""Running text that the page has to hold outside the units: a page of nothing else is a list, or a live blog."""


def teasers_of(paragraphs: list[Paragraph]) -> frozenset[int]:
    """Numbers of the paragraphs that stand in such units."""
    prose: dict[Any, int] = {}
    for one in paragraphs:
        if one.prose:
            for element in one.trail:
                prose[element] = prose.get(element, 0) + len(one.text)
    units: dict[Any, list[Any]] = {}
    for one in paragraphs:
        if one.heading and one.link_share > 0.9 and "h1" not in one.tags and _leads_elsewhere(one):
            unit = _unit(one, prose)
            if unit is not None:
                units.setdefault(unit.getparent(), []).append(unit)
    chosen = {unit for group in units.values() if len(set(group)) >= LEAST_UNITS for unit in group}
    if not chosen:
        return frozenset()
    inside = [one for one in paragraphs if any(element in chosen for element in one.trail)]
    besides = sum(len(one.text) for one in paragraphs if one.prose) - sum(len(one.text) for one in inside if one.prose)
    return frozenset(one.number for one in inside) if besides >= LEAST_BESIDES else frozenset()


def _leads_elsewhere(one: Paragraph) -> bool:
    """Posts of a live blog link to themselves."""
    links = [link.get("href") or "" for link in (*one.element.iter("a"), *one.element.iterancestors("a"))]
    return any(link and "#" not in link and "?page=" not in link for link in links)


def _unit(one: Paragraph, prose: dict[Any, int]) -> Any:
    """The smallest element round the heading that holds running text, while that is no more than a teaser's."""
    for element in one.trail[1:4]:
        if element.tag in {"body", "html", "main"} or prose.get(element, 0) > LARGEST_UNIT:
            return None
        if prose.get(element, 0):
            return element
    return None
