"""How somebody's wording changed over time: reports of their own words in order, each marked against the one before.

Pure. Every piece is a slice of a stored passage. Two reports belong together when they share a run of `SHARED` words
(the length from which chance agreement in news is rare) that is not made of small words alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord.doors.web.revised import Piece, word_changes
from onrecord.model import Hit

READ = 60
"""Latest reports of a person (with words: that have them) that are looked through."""
SHARED = 4
LONG = 5
"""A shared run needs a word of so many letters that is none of `SMALL`."""
SMALL = frozenset(
    "about after again before being could every might never other shall should their there these those under until"
    " where which while would".split()
)
THREADS_MOST = 4
WORDINGS_MOST = 24
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


class Told(NamedTuple):
    """A stretch of somebody's own words in one report: a slice of its passage."""

    hit: Hit
    text: str


class Wording(NamedTuple):
    """One wording; new pieces are what the wording before did not have. ``again`` counts later sightings of the same."""

    hit: Hit
    pieces: tuple[Piece, ...]
    again: int = 0


class Thread(NamedTuple):
    """What somebody came back to: the words shared, and the wordings in the order of publication."""

    phrase: str
    wordings: tuple[Wording, ...]


def told(hits: Iterable[Hit], words: str | None = None) -> list[Told]:
    """The stretches inside quotation marks, in the order of publication; with ``words``, those that have all of them.

    Reports without a date, or without words of the speaker's own, are left out.
    """
    found = [hit for hit in hits if hit.passage.article.published]
    sought = _plain(words or "")
    made = []
    for hit in sorted(found, key=lambda one: one.passage.article.published or ""):
        base = hit.passage.span.start
        for span in hit.attribution.verbatim:
            text = hit.passage.text[max(0, span.start - base) : span.end - base].strip()
            have = _plain(text)
            if text and all(any(word.startswith(wanted) for word in have) for wanted in sought):
                made.append(Told(hit, text))
    return made


def wordings(stretches: Sequence[Told]) -> list[Wording]:
    """Stretches one after the other, the same words once; each marked against the one before."""
    made: list[Wording] = []
    places: dict[tuple[str, ...], int] = {}
    before = ""
    for hit, now in stretches:
        key = tuple(_plain(now))
        if key in places:
            at = places[key]
            made[at] = made[at]._replace(again=made[at].again + 1)
            continue
        pieces = word_changes(before, now) if before else (Piece(now, "same"),)
        places[key] = len(made)
        made.append(Wording(hit, tuple(piece for piece in pieces if piece.kind != "gone")))
        before = now
    return made[:WORDINGS_MOST]


def threads(stretches: Sequence[Told]) -> list[Thread]:
    """What was said again in other words: most wordings first. One wording alone is no thread."""
    made = []
    for group in _groups([_plain(one.text) for one in stretches]):
        chosen = wordings([stretches[n] for n in group])
        if len(chosen) > 1:
            made.append(Thread(_phrase(_text(chosen[0]), _text(chosen[1])), tuple(chosen)))
    return sorted(made, key=lambda one: -len(one.wordings))[:THREADS_MOST]


def _text(one: Wording) -> str:
    return "".join(piece.text for piece in one.pieces)


def _plain(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _groups(all_words: Sequence[list[str]]) -> list[list[int]]:
    """Places of stretches that are joined by a shared run, directly or through others."""
    joined = list(range(len(all_words)))

    def root(n: int) -> int:
        while joined[n] != n:
            n = joined[n]
        return n

    seen: dict[tuple[str, ...], int] = {}
    for n, words in enumerate(all_words):
        for at in range(len(words) - SHARED + 1):
            run = tuple(words[at : at + SHARED])
            if not any(len(word) >= LONG and word not in SMALL for word in run):
                continue
            other = seen.setdefault(run, n)
            joined[root(n)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(all_words)):
        groups[root(n)].append(n)
    return [group for group in groups.values() if len(group) > 1]


def _phrase(first: str, second: str) -> str:
    """The longest run of words that two wordings share, as the first has it."""
    places = [found.span() for found in _WORD.finditer(first)]
    match = SequenceMatcher(None, _plain(first), _plain(second), autojunk=False).find_longest_match()
    return first[places[match.a][0] : places[match.a + match.size - 1][1]] if match.size else first
