"""Where an element stands in its page: an XPath that a browser's tree answers too."""

from __future__ import annotations

import re
from typing import Any

SAFE_ID = re.compile(r"^[A-Za-z][\w:.-]{0,80}$")
ROW_GROUPS = {"tbody", "thead", "tfoot"}


def unique_ids(root: Any) -> frozenset[str]:
    """Ids that stand once in the page and can be written into an XPath without quoting."""
    seen: dict[str, int] = {}
    for value in root.xpath("//@id"):
        seen[value] = seen.get(value, 0) + 1
    return frozenset(value for value, count in seen.items() if count == 1 and SAFE_ID.match(value))


def place_of(element: Any, ids: frozenset[str]) -> str:
    """XPath from the nearest ancestor with an id of its own, or from the root, counting elements of the same name.

    Browsers put a ``tbody`` between table and row where the page has none; the path names it so that it holds there.
    """
    steps: list[str] = []
    while element is not None:
        name = element.get("id")
        if name in ids:
            return "/".join([f'//*[@id="{name}"]', *reversed(steps)])
        parent = element.getparent()
        if parent is None:
            return "/" + "/".join([element.tag, *reversed(steps)])
        position = 1 + sum(1 for one in element.itersiblings(element.tag, preceding=True))
        alone = element.tag in {"body", "head"}
        steps.append(element.tag if alone else f"{element.tag}[{position}]")
        if element.tag == "tr" and parent.tag == "table":
            steps.append("tbody[1]")
        element = parent
    return "/" + "/".join(reversed(steps))
