"""When a predicted name is the marked one: the same rule by which `speakers.py` scores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor rev reverend president vice prime minister secretary senator
    sen sens representative rep reps congressman congresswoman governor gov mayor judge justice general gen brigadier
    colonel col captain capt major lieutenant lt sergeant sgt admiral king queen prince princess pope cardinal
    ambassador chancellor speaker former ex the a an""".split()
)


def words(name: str) -> tuple[str, ...]:
    """The words of a name that identify: case, titles, possessive endings and marks aside."""
    found = re.findall(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.sub(r"['’]s\b", "", name.casefold()))
    plain = [w.replace("’", "'").replace(".", "") for w in found]
    return tuple(w for w in plain if w not in TITLES) or tuple(plain)


def is_same(name: str | None, mark: Mapping[str, Any]) -> bool:
    """Whether ``name`` is the marked speaker, one of its aliases, or holds every word of its name."""
    if not name:
        return False
    got = words(name)
    if any(got == words(one) for one in [mark["speaker"], *mark.get("aliases", [])]):
        return True
    full = words(mark["speaker"])
    return len(full) > 1 and set(full) <= set(got)
