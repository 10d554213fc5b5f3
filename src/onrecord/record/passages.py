"""Paragraphs that hold given words: the candidates for checking a quotation, found by the index, never by a scan.

The index knows which texts hold a word. Rare words choose the texts; only those are read, and their paragraphs scored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Passage, Span
from onrecord.record.database import Database
from onrecord.record.reading import cards_of, masks_of, texts_of, veiled
from onrecord.record.words import Term, Wanted, tokens

COMMON = (64, 1000)
"""A word in more than a fortieth of the texts, but no fewer and no more than these numbers, chooses none by itself."""
_CLOSE = 0.8
"""Texts that hold nearly as much (by weight) as the best are all read; of the others a few."""
_FEW = 12
_ENOUGH = 3
"""So many rare words are enough to choose by; with fewer, common ones are looked for together."""
_LONGEST = 2000
"""A longer line is cut into passages of about this many characters."""
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


@dataclass(slots=True)
class Commons:
    """Words found common, with how many articles there were then: asked again when there are twice as many."""

    words: dict[str, int] = field(default_factory=dict)

    def has(self, word: str, held: int) -> bool:
        """True when the word was found common not long ago."""
        return held < 2 * self.words.get(word, 0)


def passages(db: Database, terms: Sequence[str], limit: int, commons: Commons) -> list[Passage]:
    """Paragraphs that hold the most, and the rarest, of ``terms``; best first, then latest stored."""
    words = list(dict.fromkeys(word for term in terms for word in tokens(term)))
    if not words or limit < 1:
        return []
    with db.reading():
        row = db.one("SELECT count(*) FROM article")
        held = max(int(row[0]) if row else 0, 1)
        weights, scores = _chosen(db, words, held, commons)
        if not scores:
            return []
        texts = texts_of(db, _best(scores, limit))
        masks = masks_of(db, list(texts))
        scored: list[tuple[float, int, Span, str]] = []
        for key, text in texts.items():
            shown = veiled(text.text, masks.get(key, ()))
            for span in paragraphs(shown):
                score = sum(weights[word] for word in set(tokens(span.of(shown))) & weights.keys())
                if score > 0:
                    scored.append((-score, -key, span, span.of(shown)))
        scored.sort()
        kept = scored[:limit]
        cards = cards_of(db, sorted({-key for _, key, _, _ in kept}))
        return [Passage(cards[-key], span, words_) for _, key, span, words_ in kept]


def _best(scores: dict[int, float], limit: int) -> list[int]:
    """The texts to read, best first; of those that hold the same, the latest stored."""
    top = max(scores.values())
    best = sorted((-score, -id_) for id_, score in scores.items() if score >= 0.4 * top)
    close = sum(-score >= _CLOSE * top for score, _ in best)
    return [-id_ for _, id_ in best[: min(limit, max(close, _FEW))]]


def _chosen(
    db: Database, words: Sequence[str], held: int, commons: Commons
) -> tuple[dict[str, float], dict[int, float]]:
    """The weight of each word, and the texts that hold rare ones with the weight of what they hold."""
    weights: dict[str, float] = {}
    scores: dict[int, float] = {}
    rare = 0
    most = min(max(held // 40, COMMON[0]), COMMON[1])
    for word in words:
        known = commons.has(word, held)
        found = [] if known else db.texts_with(_all_of([word]), most + 1)
        if known or len(found) > most:
            if not known:
                commons.words[word] = held
            weights[word] = 0.3
            continue
        weights[word] = math.log(1 + held / max(len(found), 1)) + 0.3
        rare += bool(found)
        for id_ in found:
            scores[id_] = scores.get(id_, 0.0) + weights[word]
    common = [word for word in words if commons.has(word, held)]
    if rare < _ENOUGH and common:
        for id_ in _together(db, common):
            scores[id_] = scores.get(id_, 0.0) + 0.3 * len(common)
    return weights, scores


def _together(db: Database, words: Sequence[str]) -> list[int]:
    """Texts that hold all of several common words; where none does, those that hold all but one."""
    every = db.texts_with(_all_of(words), COMMON[1])
    if every or len(words) < 3:
        return every
    found: dict[int, None] = {}
    for left_out in range(min(len(words), 8)):
        rest = [word for place, word in enumerate(words) if place != left_out]
        found.update(dict.fromkeys(db.texts_with(_all_of(rest), COMMON[1] // 4)))
    return list(found)


def _all_of(words: Sequence[str]) -> Wanted:
    return Wanted(tuple((Term((word,)),) for word in words))


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that are not blank; long ones in parts, cut at a blank where there is one."""
    found: list[Span] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut + 1 if cut > 0 else start + _LONGEST
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, end))
    return found
