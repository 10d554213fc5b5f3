"""Where a page says two different things of itself: what was kept is not changed by it, only told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from onrecord.model import Diagnostic

Said = tuple[str, str]
"""Where the page says it, and what."""


def conflict(what: str, said: Iterable[Said]) -> Diagnostic | None:
    """A note where a later one says something else than the first: more than case, accents, marks and blanks apart, and
    neither part of the other (a title or an outlet cut short is the same one)."""
    told = [one for one in said if _squashed(one[1])]
    if not told:
        return None
    first = _squashed(told[0][1])
    for where, words in told[1:]:
        other = _squashed(words)
        if first not in other and other not in first:
            message = f"{what}: {told[0][0]} says {told[0][1][:120]!r}, {where} says {words[:120]!r}; the first is kept"
            return Diagnostic(f"{what}-conflict", message)
    return None


def author_conflict(said: Iterable[tuple[str, tuple[str, ...]]]) -> Diagnostic | None:
    """A note where a later list of authors names nobody of the first."""
    told = [one for one in said if one[1]]
    for where, names in told[1:]:
        if {_squashed(name) for name in names}.isdisjoint({_squashed(name) for name in told[0][1]}):
            return conflict("authors", [(told[0][0], ", ".join(told[0][1])), (where, ", ".join(names))])
    return None


def _squashed(text: str) -> str:
    """Letters and digits without accents: capitals often go without them."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text)).casefold()
