"""An office, its body and its holder printed in one breath: "the commander of the Army Major General Anna Keller"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.nominals import head_of
from onrecord.link.speakers.surface import Surface

_BETWEEN = frozenset("of for to and the".split())
_RANKED = frozenset("rear vice major brigadier lieutenant second first air chief staff foreign prime deputy".split())
"""Words that open a rank or an office before a title ("Rear Admiral")."""
_FARTHEST = 14
"""Tokens between an office and the holder's name, at most."""


def office_before(surface: Surface, first: int, offices: Collection[str]) -> bool:
    """Whether the run of capitals at token ``first`` stands in what "of" adds to an office ("chief of the General Staff of")."""
    words = surface.words
    k = first - 1
    if k < 1 or words[k].lower() not in ("of", "for", "to", "the"):
        return False
    for at in range(k, max(-1, k - _FARTHEST), -1):
        word = words[at]
        if surface.sentence[at] != surface.sentence[first]:
            return False
        low = word.lower()
        if low in _BETWEEN:
            continue
        if at < k and words[at + 1].lower() in ("of", "for", "to") and _held(word, offices):
            return True
        if not word[0].isupper():
            return False
    return False


def _held(word: str, offices: Collection[str]) -> bool:
    if word[0].isupper() and word.lower() in offices:
        return True
    head = head_of(word.lower())
    return head is not None and head[1] == "person" and not head[2]


def rank_start(low: Sequence[str], cut: int, titles: Collection[str]) -> int:
    """Where the rank before a name starts: ``low`` are the run's words printed small, ``cut`` is the name's first."""
    start = cut
    while start > 0 and (low[start - 1].rstrip(".") in titles or low[start - 1] in _RANKED):
        start -= 1
    return start


def person_after_body(
    run: Sequence[str], given: Mapping[str, str], bodies: Collection[str], common: Collection[str]
) -> int | None:
    """Where a person's name starts after a body's in one run of capitals ("Water Board of Tarn Anna Keller"); else None.

    By a known given name; without one, two or three words that a list does not know after a body's own last word.
    """
    if not given.get(run[0], "?").endswith("?"):
        return None
    for k in range(1, len(run) - 1):
        rest = run[k:]
        if len(rest) > 4 or any(word in bodies or not word[0].isupper() for word in rest):
            continue
        if not given.get(run[k], "?").endswith("?"):
            return k
        known = run[k - 1] in bodies or run[k - 1] in lexicon.countries()
        if known and len(rest) < 4 and not any(word.lower() in common or head_of(word.lower()) for word in rest):
            return k
    return None
