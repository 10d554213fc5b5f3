"""Examples for the weights of `link/manner`: every attribution of the marked articles, read as linking reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.tagger import Tagger
from onrecord.link.manner.moods import Read, occasion_kinds, read_all
from onrecord.link.manner.weighing import states_of
from onrecord.link.scene import scenes_of
from onrecord.link.scene.passages import Layout
from onrecord.link.speakers import cast_of
from onrecord.model import Article, Block, Extraction, Found, Speaker
from onrecord.train.circumstances import Marked, marked
from onrecord.train.pairing import paired

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article read once, with its marked spans or with those that extraction finds; all in the order of the text."""

    article: int
    found: bool
    """Whether the spans are those that extraction found; else the marked ones."""
    reads: tuple[Read, ...]
    marks: tuple[dict[str, Any] | None, ...]
    states: Floats
    """(n, 3 * width): mean states of source, cue and content; NaN where a role is absent."""
    quoted: tuple[bool, ...]
    """Direct or mixed."""

    @property
    def keys(self) -> list[str | None]:
        """The speakers' keys."""
        return [read.key for read in self.reads]


def sheets(shared: Path, part: str, weights: Path | None = None) -> list[Sheet]:
    """Two sheets an article of a part (see `studied`): marked spans, then found ones."""
    tagger = Tagger.load(weights, threads=1)
    return [sheet for n, one in enumerate(marked(shared, part)) for sheet in _of_article(n, one, tagger)]


def _of_article(number: int, one: Marked, tagger: Tagger) -> Iterator[Sheet]:
    article = Article(id=one.id, text=one.text, published=one.published, language="en")
    blocks = blocks_of(article)
    extraction = assemble(one.text, blocks, tagger.tag(one.text, blocks), tagger.sureness.score)
    cast = cast_of(article, blocks, extraction)
    pairs = {ours: marked for marked, ours in paired(one.text, one.found, extraction.found).items()}
    marks = [one.marks[pairs[n]] if n in pairs else None for n in range(len(extraction.found))]
    for found, speakers, own, is_found in (
        (one.found, one.speakers, one.marks, False),
        (extraction.found, cast.speakers, marks, True),
    ):
        if found:
            yield _sheet(number, article, blocks, extraction, found, speakers, own, is_found)


def _sheet(
    number: int,
    article: Article,
    blocks: Sequence[Block],
    extraction: Extraction,
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
    marks: Sequence[dict[str, Any] | None],
    is_found: bool,
) -> Sheet:
    scenes = scenes_of(article.text, blocks, found, speakers, published=article.published)
    layout = Layout(article.text, blocks, found)
    reads = read_all(article.text, layout, found, speakers, occasion_kinds(scenes))
    ordered = [found[read.position] for read in reads]
    absent = np.full(3 * (extraction.states.width if extraction.states else 0), np.nan, np.float32)
    states = states_of(ordered, extraction.states, absent)
    assert states is not None
    quoted = tuple(one.quotation != "indirect" for one in ordered)
    return Sheet(number, is_found, tuple(reads), tuple(marks[read.position] for read in reads), states, quoted)


def folds(texts: Sequence[str], count: int, seed: int = 3) -> list[int]:
    """The fold of each text; near copies (wire stories) stay together."""
    shingles = []
    for text in texts:
        words = text.lower().split()
        shingles.append({tuple(words[k : k + 8]) for k in range(max(1, len(words) - 7))})
    group = list(range(len(texts)))
    for i, one in enumerate(shingles):
        for j in range(i):
            if len(one & shingles[j]) > 0.15 * min(len(one), len(shingles[j])):
                old, new = group[i], group[j]
                group = [new if g == old else g for g in group]
    order = sorted(set(group))
    np.random.default_rng(seed).shuffle(order)
    return [order.index(g) % count for g in group]
