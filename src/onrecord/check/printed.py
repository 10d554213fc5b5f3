"""A stored revision made ready for comparing: its words, whose they are, and where its sentences part."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.check.marks import quoted, sentence_ends
from onrecord.check.words import Words, words_of
from onrecord.model import ArticleCard, Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Printed:
    """One revision's words in parallel rows; outlet's insertions inside quotations are kept apart in ``inserted``.

    ``at[i]`` is the place of word i in ``words``. ``depth[i]``: how many pairs of quotation marks it stands in (0: the
    outlet's words). ``stretch[i]``: number of the outermost marked stretch, or NOBODY. ``credit[i]``: position in
    ``attributions`` of the innermost one whose content holds it, or NOBODY. ``sentence[i]``: its sentence's number.
    ``spoken[i]``: how many of the words before it stand inside marks.
    """

    card: ArticleCard
    text: str
    attributions: tuple[Attribution, ...]
    words: Words
    at: list[int]
    keys: list[str]
    posting: dict[str, list[int]]
    depth: bytearray
    stretch: list[int]
    credit: list[int]
    sentence: list[int]
    spoken: list[int]
    insertions: dict[int, list[str]] = field(default_factory=dict)
    """Keys of the outlet's insertions, by the number of words (of ``keys``) before them."""

    def place(self, position: int) -> Span:
        """Where word ``position`` is written."""
        at = self.at[position]
        return Span(self.words.starts[at], self.words.ends[at])

    def span(self, first: int, last: int) -> Span:
        """From word ``first`` to the word before ``last``."""
        return self.words.span(self.at[first], self.at[last - 1] + 1)


def printed(card: ArticleCard, text: str, attributions: Iterable[Attribution] = ()) -> Printed:
    """Prepare one revision's text; pure, and linear in its length."""
    known = tuple(attributions)
    words = words_of(text)
    _mark_insertions(words, known)
    at = [place for place in range(len(words)) if not words.inserted[place]]
    keys = [words.keys[place] for place in at]
    starts = [words.starts[place] for place in at]
    posting: dict[str, list[int]] = {}
    for position, key in enumerate(keys):
        posting.setdefault(key, []).append(position)
    depth, stretch = _inside(text, starts, known, primary=card.primary)
    return Printed(
        card, text, known, words, at, keys, posting, depth, stretch,
        _credits(starts, known), _sentences(text, starts), [0, *accumulate(1 if one else 0 for one in depth)],
        _insertions(words),
    )  # fmt: skip


def _covered(starts: list[int], span: Span) -> range:
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _mark_insertions(words: Words, attributions: tuple[Attribution, ...]) -> None:
    for attribution in attributions:
        for span in attribution.insertions:
            for place in _covered(words.starts, span):
                if not words.patched[place]:
                    words.inserted[place] = 1


def _insertions(words: Words) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    seen = 0
    for place, key in enumerate(words.keys):
        if words.inserted[place]:
            found.setdefault(seen, []).append(key)
        else:
            seen += 1
    return found


def _inside(
    text: str, starts: list[int], attributions: tuple[Attribution, ...], *, primary: bool
) -> tuple[bytearray, list[int]]:
    depth = bytearray(len(starts))
    stretch = [NOBODY] * len(starts)
    number = 0
    for one in quoted(text):
        for position in _covered(starts, one.span):
            depth[position] = max(depth[position], min(one.depth, 255))
            if one.depth == 1 or stretch[position] == NOBODY:
                stretch[position] = number
        number += 1
    # What the grammar of quotations calls the speaker's own words counts as such even where the marks are unbalanced.
    for attribution in attributions:
        for span in attribution.verbatim:
            for position in _covered(starts, span):
                depth[position] = max(depth[position], 1)
                if stretch[position] == NOBODY:
                    stretch[position] = number
            number += 1
    if primary:
        # A transcript prints the words said without marks; they are all somebody's.
        for position in range(len(starts)):
            depth[position] = max(depth[position], 1)
            if stretch[position] == NOBODY:
                stretch[position] = number
    return depth, stretch


def _credits(starts: list[int], attributions: tuple[Attribution, ...]) -> list[int]:
    credit = [NOBODY] * len(starts)
    spans = [(span, number) for number, one in enumerate(attributions) for span in one.content]
    nested = [attributions[number].within is not None for _, number in spans]
    order = sorted(range(len(spans)), key=lambda k: (nested[k], -spans[k][0].length))
    for k in order:
        span, number = spans[k]
        for position in _covered(starts, span):
            credit[position] = number
    return credit


def _sentences(text: str, starts: list[int]) -> list[int]:
    ends = sentence_ends(text)
    numbers: list[int] = []
    current = 0
    for start in starts:
        while current < len(ends) and ends[current] <= start:
            current += 1
        numbers.append(current)
    return numbers
