"""Articles to learn scenes from: with the marked attributions as they are, and with those that the extraction finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.link.scene.choosing import content_words
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.phrases import FIELDS, Field
from onrecord.link.scene.scanning import Option, Scan, Table, scan
from onrecord.link.scene.signs import Signs
from onrecord.link.scene.weighing import Senses
from onrecord.train.circumstances import Marked, marked
from onrecord.train.speaking import pairs
from onrecord.train.studied import studied


@dataclass(frozen=True, slots=True)
class Study:
    """One reading of one marked article."""

    fold: int
    """Number of the article: both its readings stand in one fold."""
    article: Marked
    scan: Scan
    senses: Senses
    predicted: bool
    """False: the marked spans and speakers; True: those that the program finds."""

    def mark(self, rank: int) -> dict[str, Any] | None:
        """The marks of an attribution, by its rank in the text."""
        return self.article.marks[self.scan.views[rank].position]


@dataclass(slots=True)
class Rows:
    """Options of many ballots: signs, which ballot, whether right, and the states of cue and phrase."""

    signs: list[Signs]
    ballots: list[int]
    right: list[bool]
    folds: list[int]
    """The article's number of each option."""
    cues: list[Any]
    phrases: list[Any]


def studies(shared: Path, part: str, weights: str | None = None) -> list[Study]:
    """Every marked article of a part (see `studied`) twice, as marked and as found. Runs the extraction."""
    from onrecord.clean import blocks_of
    from onrecord.extract import assemble
    from onrecord.extract.tagger import Tagger
    from onrecord.link.speakers import cast_of

    rows = studied(shared, part)
    known = {one.id: one for one in marked(shared, part)}
    tagger = Tagger.load(weights, threads=1)
    made: list[Study] = []
    for fold, one in enumerate(rows):
        article = one.article
        blocks = blocks_of(article)
        extraction = assemble(article.text, blocks, tagger.tag(article.text, blocks), tagger.sureness.score)
        as_marked = replace(known[article.id], blocks=blocks)
        partners = {ours: marked for marked, ours in pairs(one, extraction.found).items()}
        marks = tuple(as_marked.marks[partners[n]] if n in partners else None for n in range(len(extraction.found)))
        speakers = cast_of(article, blocks, extraction).speakers
        as_found = replace(as_marked, found=extraction.found, speakers=speakers, marks=marks)
        for reading, predicted in ((as_marked, False), (as_found, True)):
            layout = Layout(reading.text, reading.blocks, reading.found)
            looked = scan(reading.text, layout, reading.speakers, reading.published)
            made.append(Study(fold, reading, looked, Senses(looked, extraction.states), predicted))
    return made


Ballots = list[list[tuple[Option, Signs]]]


def rows_of(some: Iterable[tuple[Study, Ballots]], name: Field) -> Rows:
    """The options of all marked attributions. Right: the scorer's measure, a shared word that is no stop word."""
    import numpy as np

    made = Rows([], [], [], [], [], [])
    count = 0
    empty = np.zeros(0, np.float32)
    for study, ballots in some:
        for rank, row in enumerate(ballots):
            mark = study.mark(rank)
            if mark is None or not row:
                continue
            count += 1
            want = content_words(mark[name] or "")
            for option, signs in row:
                text = study.scan.phrases[name][option.phrase].text
                made.signs.append(signs + study.scan.crossed(rank, option.group))
                made.ballots.append(count)
                made.folds.append(study.fold)
                made.right.append(bool(want & content_words(text)))
                sensed = study.senses.cues is not None
                made.cues.append(study.senses.cues[option.rank] if sensed else empty)
                made.phrases.append(study.senses.phrases[name][option.phrase] if sensed else empty)
    return made


Looked = Callable[[Study], Table]


def figures(some: Sequence[tuple[Study, list[str | None]]], name: Field) -> tuple[float, float, float]:
    """F1, precision and recall of the phrases taken (None: none), one an attribution by rank."""
    right = shown = wanted = 0
    for study, words in some:
        for rank, text in enumerate(words):
            mark = study.mark(rank)
            if mark is not None:
                want, got = content_words(mark[name] or ""), content_words(text or "")
                right, shown, wanted = right + bool(want & got), shown + bool(got), wanted + bool(want)
    return 2 * right / max(shown + wanted, 1), right / max(shown, 1), right / max(wanted, 1)


__all__ = ["FIELDS", "Ballots", "Rows", "Study", "figures", "rows_of", "studies"]
