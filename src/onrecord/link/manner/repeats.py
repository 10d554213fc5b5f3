"""One statement printed twice in an article: a lead that comes again, a headline in the words of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Found, Speaker, pieces

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4
"""Shorter contents ("I know") repeat by chance."""
_NEGATIONS = frozenset("not no never none nor neither without cannot nothing nobody t".split())
_NEAR = 92.0
"""rapidfuzz ratio (0 to 100) from which the words of two contents are near-identical."""


def repeats_of(text: str, found: Sequence[Found], speakers: Sequence[Speaker | None]) -> tuple[int | None, ...]:
    """For each attribution the position of the earlier one that reports the same statement, None where there is none.

    The words must be near-identical and the speakers compatible: the same entity, or one of the two unknown.
    """
    words = [tuple(_WORD.findall(" ".join(pieces(text, one.content)).lower())) for one in found]
    earlier: dict[str, list[int]] = {}
    repeats: list[int | None] = []
    order = sorted(range(len(found)), key=lambda place: (found[place].content[:1], place))
    result: dict[int, int | None] = {}
    for place in order:
        result[place] = _first_same(place, words, earlier, found, speakers)
        if len(words[place]) >= _LEAST_WORDS:
            for key in _keys(words[place]):
                earlier.setdefault(key, []).append(place)
    repeats = [result[place] for place in range(len(found))]
    return tuple(repeats)


def _keys(words: tuple[str, ...]) -> set[str]:
    """Where to look: the two longest words and the ends, so that one changed word does not hide a repeat."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))[:3]
    return {*longest, " ".join(words[:3]), " ".join(words[-3:])}


def _first_same(
    place: int,
    words: Sequence[tuple[str, ...]],
    earlier: dict[str, list[int]],
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
) -> int | None:
    from rapidfuzz import fuzz

    mine = words[place]
    if len(mine) < _LEAST_WORDS:
        return None
    looked: set[int] = set()
    for key in _keys(mine):
        for other in earlier.get(key, ())[:20]:
            if other in looked or not _compatible(speakers[place], speakers[other]):
                continue
            looked.add(other)
    for other in sorted(looked):
        if _overlap(found[place], found[other]):
            continue
        if _telling(mine) != _telling(words[other]):
            continue
        if fuzz.ratio(" ".join(mine), " ".join(words[other])) >= _NEAR:
            return other
    return None


def _telling(words: tuple[str, ...]) -> list[str]:
    """The words that may not differ: numbers and negations."""
    return sorted(word for word in words if word in _NEGATIONS or any(char.isdigit() for char in word))


def _overlap(one: Found, other: Found) -> bool:
    """Two sources of the same words share their content: that is no repetition."""
    return any(a.overlaps(b) for a in one.content for b in other.content)


def _compatible(one: Speaker | None, other: Speaker | None) -> bool:
    return one is None or other is None or one.key == other.key or one.name == other.name
