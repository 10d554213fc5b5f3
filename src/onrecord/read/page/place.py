"""Where an element stands in its page: an XPath that a browser's tree answers too."""

from __future__ import annotations

import re
from typing import Any

SAFE_ID = re.compile(r"^[A-Za-z][\w:.-]{0,80}$")


class Places:
    """The places of one page's elements. Siblings are counted once, however many of them are asked for."""

    def __init__(self, root: Any) -> None:
        seen: dict[str, int] = {}
        for value in root.xpath("//@id"):
            seen[value] = seen.get(value, 0) + 1
        self._ids = frozenset(value for value, count in seen.items() if count == 1 and SAFE_ID.match(value))
        self._positions: dict[Any, int] = {}

    def of(self, element: Any) -> str:
        """XPath from the nearest ancestor with an id of its own (one that stands once in the page and needs no quoting),
        or from the root, counting elements of the same name.

        Browsers put a ``tbody`` between table and row where the page has none; the path names it so that it holds there.
        """
        steps: list[str] = []
        while element is not None:
            name = element.get("id")
            if name in self._ids:
                return "/".join([f'//*[@id="{name}"]', *reversed(steps)])
            parent = element.getparent()
            if parent is None:
                return "/" + "/".join([element.tag, *reversed(steps)])
            alone = element.tag in {"body", "head"}
            steps.append(element.tag if alone else f"{element.tag}[{self._position(element, parent)}]")
            if element.tag == "tr" and parent.tag == "table":
                steps.append("tbody[1]")
            element = parent
        return "/" + "/".join(reversed(steps))

    def _position(self, element: Any, parent: Any) -> int:
        """The element's number among its parent's children of the same name, from 1."""
        if element not in self._positions:
            counts: dict[Any, int] = {}
            for child in parent:
                counts[child.tag] = self._positions[child] = counts.get(child.tag, 0) + 1
        return self._positions[element]
