"""One choice among candidates, to learn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One choice to learn from: features of each option, which special it is (None: an entity), and the right one."""

    form: str
    rows: tuple[tuple[float, ...], ...]
    specials: tuple[str | None, ...]
    right: int
    weight: float = 1.0
