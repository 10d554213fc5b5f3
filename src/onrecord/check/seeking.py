"""Which stored texts to read a quotation against: candidates by the record's index, never a scan."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.check.align import weight
from onrecord.check.printed import Printed, printed
from onrecord.check.quotation import Quotation
from onrecord.check.spelling import fold
from onrecord.model import ArticleCard, Document, HitPage, Passage, Query, Searched

TERMS = 20
"""Words of a quotation that are looked up."""
PASSAGES = 24
"""Paragraphs that one look-up may bring."""
TEXTS = 5
"""Texts that a quotation is read against."""
SIGHTINGS = 40
"""Texts read where the same words stand in many."""
KEPT = 256
"""Prepared texts kept for the next quotation of a batch."""
_WORD = re.compile(r"[^\W_]+")
_HALVES = frozenset(
    "don didn doesn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn mustn ain ll ve re t s d m".split()
)
"""What an apostrophe leaves of function words."""
_UNSPACED = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts written without spaces, whose signs the index holds one by one."""


class Readable(Protocol):
    """The part of a record that checking needs (`onrecord.record.contract.Store` has it)."""

    def document(self, article: str, revision: int | None = None) -> Document: ...

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]: ...

    def search(self, query: Query) -> HitPage: ...

    def extent(self) -> Searched: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored revision that may hold the words; ``share`` is how many of them (by weight) its paragraphs have."""

    card: ArticleCard
    share: float


class Shelf:
    """The texts at hand: looks candidates up in a record and keeps the prepared texts for the next quotation."""

    def __init__(self, store: Readable) -> None:
        self.store = store
        self._pages: OrderedDict[tuple[str, int], Printed] = OrderedDict()
        self._extent: Searched | None = None

    def extent(self) -> Searched:
        """How much is held, asked once."""
        if self._extent is None:
            self._extent = self.store.extent()
        return self._extent

    def candidates(self, words: Sequence[str]) -> list[Candidate]:
        """Revisions whose paragraphs hold the most of ``words`` (as written), best first."""
        wanted = [fold(token) for word in words for token in _WORD.findall(word)]
        if not wanted:
            return []
        weights = {word: weight(word) for word in wanted}
        total = sum(weights.values())
        held: dict[tuple[str, int], set[str]] = {}
        cards: dict[tuple[str, int], ArticleCard] = {}
        for passage in self.store.passages(terms(wanted), limit=PASSAGES):
            place = (passage.article.id, passage.article.revision)
            cards.setdefault(place, passage.article)
            found = weights.keys() & set(_WORD.findall(_UNSPACED.sub(r" \g<0> ", passage.text.lower())))
            held.setdefault(place, set()).update(found)
        made = [Candidate(cards[place], sum(weights[word] for word in words) / total) for place, words in held.items()]
        return sorted(made, key=lambda one: -one.share)

    def page(self, card: ArticleCard) -> Printed:
        """A revision, prepared for comparing. Raises NotFoundError when it is no longer there."""
        place = (card.id, card.revision)
        if place in self._pages:
            self._pages.move_to_end(place)
            return self._pages[place]
        document = self.store.document(card.id, card.revision)
        page = printed(card, document.article.text, document.attributions)
        self._pages[place] = page
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return page


def written(quote: Quotation, first: int = 0, last: int | None = None) -> list[str]:
    """The words of a quotation as written, without insertions."""
    places = dict.fromkeys((quote.words.starts[at], quote.words.ends[at]) for at in quote.at[first:last])
    return [quote.text[start:end] for start, end in places]


def unwritten(quote: Quotation) -> list[str]:
    """The words that a quotation means and does not write: "gonna" is "going to", "programme" is "program"."""
    typed = {fold(word) for word in written(quote)}
    return [key for key in dict.fromkeys(quote.keys) if key.isalpha() and key not in typed]


def terms(wanted: Sequence[str]) -> list[str]:
    """The words worth looking up: telling ones before function words, long before short, no more than `TERMS`.

    The choice is spread over the quotation, so that both halves of a splice have their part.
    """
    distinct = list(dict.fromkeys(word for word in wanted))
    telling = [word for word in distinct if _tells(word)]
    chosen = telling if len(telling) >= 2 else distinct
    if len(chosen) <= TERMS:
        return chosen
    parts = 4
    size = -(-len(chosen) // parts)
    picked: list[str] = []
    for begin in range(0, len(chosen), size):
        part = sorted(chosen[begin : begin + size], key=lambda word: -len(word))
        picked.extend(part[: TERMS // parts])
    return picked


def _tells(word: str) -> bool:
    return weight(word) >= 0.5 and word not in _HALVES and (len(word) > 2 or not word.isascii())
