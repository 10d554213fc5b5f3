"""Wire copies: articles that print one report again, whole or cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.resolve.wording import tokens

SHINGLE = 5
"""Words a shingle."""
COPY = 0.6
"""Share of the shorter text's shingles found in the longer from which it counts as a copy."""
COMMON = 50
"""A shingle in more texts than this is page furniture or a set phrase and proposes no pair."""


@dataclass(frozen=True, slots=True)
class Copy:
    """``later`` prints ``earlier`` again; ``share`` of the shorter text stands in the longer (0 to 1)."""

    earlier: str
    later: str
    share: float


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of five words. Deterministic within one process only: do not store."""
    words = tokens(text)
    return frozenset(hash(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)) if words)


def copies(texts: Sequence[tuple[str, str, str | None]]) -> tuple[Copy, ...]:
    """Pairs of articles that print one report. ``texts``: (article id, body text, publication date or None).

    Texts under 40 words are left alone: they share set phrases. The earlier is the one published first.
    """
    kept = {article: shingles(text) for article, text, _ in texts if len(tokens(text)) >= 40}
    date_of = {article: published or "9999" for article, _, published in texts}
    holders: dict[int, list[str]] = defaultdict(list)
    for article, marks in kept.items():
        for mark in marks:
            holders[mark].append(article)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for articles in holders.values():
        if 1 < len(articles) <= COMMON:
            for pair in combinations(sorted(articles), 2):
                shared[pair] += 1
    found = []
    for (a, b), count in sorted(shared.items()):
        share = count / min(len(kept[a]), len(kept[b]))
        if share >= COPY:
            earlier, later = sorted((a, b), key=lambda one: (date_of[one], one))
            found.append(Copy(earlier, later, round(share, 4)))
    return tuple(found)
