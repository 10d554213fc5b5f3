"""The model at work: a text in, relations (source, cue, content) and names out.

``Tagger.load()`` opens the weights that ship with the package; nothing is downloaded, no torch is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extract.confidence import Calibration
from onrecord.extract.decode import Placed, Settings, cue_candidates, place_all
from onrecord.extract.network import WEIGHTS, Floats, Halves, Network, Reading
from onrecord.extract.pieces import Bools, Pieces, Window, cut, pack
from onrecord.extract.states import PieceStates, of_text, of_window
from onrecord.extract.sureness import AS_GIVEN, Sureness
from onrecord.model.article import FURNITURE, Block
from onrecord.model.attribution import NameKind, NameSpan
from onrecord.model.span import Span, Spans

LEAST_NAME = 0.35
"""Least probability of every piece of a name."""
INNER = 0.6
"""Least score of a relation inside what somebody passes on."""
_MARKS = '"\u201c\u201d\u00ab\u00bb\u201e'
_REPORT = 40
"""Least characters of a report that somebody passes on."""
FAINT = 0.06
"""Least probability of a relation that is handed on at all, for the marks of the page to speak for or against."""
_KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "other")


@dataclass(frozen=True, slots=True)
class Relation:
    """A cue with the source and the contents that the model ties to it; code points, half-open.

    ``source`` may be empty; ``content`` never is. ``score`` is the calibrated probability (0 to 1) that the
    attribution is right; the other two are the model's own word for each role, not calibrated.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float
    source_score: float
    content_score: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the model finds in one text, in the order of the cues."""

    relations: tuple[Relation, ...]
    names: tuple[NameSpan, ...]
    states: PieceStates | None = field(default=None, compare=False, repr=False)
    """The encoder's states of its pieces, for the stations that follow."""
    inner: tuple[Relation, ...] = ()
    """What a report that somebody passes on holds ("X called it 'vile', the agency reported"): read by itself."""
    faint: tuple[Relation, ...] = ()
    """Relations too unlikely to be given out by themselves (from `FAINT` on); quotation marks may bear them out."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one window gives."""

    relations: list[Relation]
    faint: list[Relation]
    names: list[NameSpan]
    states: Halves | None
    inner: list[Relation]


@dataclass(frozen=True, slots=True)
class Tagger:
    """The model, ready to use. Safe to call from several threads; the output never depends on how it is called."""

    network: Network
    encode: Any
    settings: Settings
    calibration: Calibration
    threads: int = 2
    sureness: Sureness = AS_GIVEN
    """For the assembly, which makes the scores final."""
    early: bool = False
    """Whether the states that it gives have the early ones with them (`PieceStates.early`)."""

    @classmethod
    def load(cls, weights_dir: str | Path | None = None, threads: int = 2) -> Tagger:
        """Open the weights (those of the package by default) for ``threads`` windows at a time.

        Raises FileNotFoundError where the folder holds no weights.
        """
        from tokenizers import Tokenizer

        folder = Path(weights_dir) if weights_dir else WEIGHTS
        network = Network.load(folder)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()

        def encode(text: str) -> Any:
            return tokenizer.encode(text, add_special_tokens=False)

        held: dict[str, Any] = {}
        if (folder / "settings.json").is_file():
            held = json.loads((folder / "settings.json").read_text())
        known = {one.name for one in fields(Settings)}
        settings = Settings(**{name: value for name, value in held.get("decode", {}).items() if name in known})
        return cls(
            network,
            encode,
            settings,
            Calibration.of(held.get("calibration")),
            max(1, threads),
            Sureness.of(held.get("assembled")),
        )

    def tag(self, text: str, blocks: Sequence[Block] = ()) -> Tagged:
        """Relations and names of a text. Blocks of page furniture are left out; no blocks: the whole text is read."""
        return next(self.tag_many([(text, blocks)]))

    def tag_many(self, texts: Iterable[tuple[str, Sequence[Block]]]) -> Iterator[Tagged]:
        """The same for many texts, in order; ``threads`` windows run at a time, and one more that takes turns with them."""
        if self.threads == 1:
            for text, blocks in texts:
                pieces, windows = self.prepare(text, blocks)
                yield _joined(pieces, windows, [self._window(text, pieces, one) for one in windows])
            return
        # One window more than threads is in work: while one waits for the interpreter to decode, another is in the model.
        with ThreadPoolExecutor(self.threads + 1) as pool:
            waiting: list[tuple[Pieces, list[Window], list[Any]]] = []
            pending = 0
            for text, blocks in texts:
                pieces, windows = self.prepare(text, blocks)
                jobs = [pool.submit(self._window, text, pieces, one) for one in windows]
                waiting.append((pieces, windows, jobs))
                pending += len(windows)
                while waiting and pending > 8 * self.threads and len(waiting) > 1:
                    pending -= len(waiting[0][2])
                    yield _finished(*waiting.pop(0))
            while waiting:
                yield _finished(*waiting.pop(0))

    def prepare(self, text: str, blocks: Sequence[Block] = ()) -> tuple[Pieces, list[Window]]:
        """The word pieces of a text and the windows that the network will read."""
        pieces = cut(text, self.encode)
        return pieces, pack(pieces, keep=_body(pieces, blocks))

    def _window(self, text: str, pieces: Pieces, window: Window) -> _Part:
        reading = self.network.read(window, early=self.early)
        found = self._relations(text, pieces, window, reading)
        least = self.settings.least
        relations = [one for one in found if one.score >= least]
        return _Part(
            relations,
            [one for one in found if FAINT <= one.score < least],
            _names(text, reading.names, pieces, window),
            of_window(pieces, window, reading),
            [
                inner
                for one in relations
                if _passed_on(text, one)
                for inner in self._alone(text, pieces, one.content[0])
            ],
        )

    def _alone(self, text: str, pieces: Pieces, span: Span) -> list[Relation]:
        """The relations of a stretch read as if it were all: what training has taught to leave unmarked inside a content."""
        keep = np.zeros(len(pieces.ids), bool)
        first = int(np.searchsorted(pieces.start, span.start))
        keep[first : int(np.searchsorted(pieces.end, span.end, side="right"))] = True
        found = [
            one
            for window in pack(pieces, keep=keep)
            for one in self._relations(text, pieces, window, self.network.read(window))
        ]
        return [one for one in found if one.source and one.score >= INNER]

    def _relations(self, text: str, pieces: Pieces, window: Window, reading: Reading) -> list[Relation]:
        cues = cue_candidates(reading.tags.astype(np.float64), window, self.settings.cue_floor)
        if not cues:
            return []
        scores = self.network.pairs(window, reading, [(a, b) for a, b, _ in cues])
        placed = place_all(window, cues, scores.astype(np.float64), self.settings)
        return [self._relation(text, pieces, window, one) for one in placed]

    def _relation(self, text: str, pieces: Pieces, window: Window, one: Placed) -> Relation:
        source = (span_of(text, pieces, window, one.source),) if one.source else ()
        content = tuple(span_of(text, pieces, window, part) for part in one.content)
        score = self.calibration.probability(one, window)
        cue = (span_of(text, pieces, window, one.cue),)
        return Relation(source, cue, content, score, float(np.exp(one.source_score)), float(np.exp(one.whole)))


def _passed_on(text: str, one: Relation) -> bool:
    """Whether a content before its cue may be somebody's report of somebody else's words: it holds marks, and opens with none."""
    content = one.content[0]
    if len(one.content) > 1 or one.cue[0].start < content.end or content.length < _REPORT:
        return False
    return text[content.start] not in _MARKS and any(mark in text[content.start : content.end] for mark in _MARKS)


def _finished(pieces: Pieces, windows: Sequence[Window], jobs: Sequence[Any]) -> Tagged:
    return _joined(pieces, windows, [job.result() for job in jobs])


def _joined(pieces: Pieces, windows: Sequence[Window], parts: Sequence[_Part]) -> Tagged:
    return Tagged(
        tuple(relation for part in parts for relation in part.relations),
        tuple(name for part in parts for name in part.names),
        of_text(pieces, windows, [part.states for part in parts]),
        tuple(relation for part in parts for relation in part.inner),
        tuple(relation for part in parts for relation in part.faint),
    )


def _body(pieces: Pieces, blocks: Sequence[Block]) -> Bools | None:
    """True at pieces that stand in no furniture; None where there is no furniture."""
    furniture = [block.span for block in blocks if block.kind in FURNITURE]
    if not furniture:
        return None
    keep = np.ones(len(pieces.ids), bool)
    for span in furniture:
        first = int(np.searchsorted(pieces.end, span.start, side="right"))
        keep[first : int(np.searchsorted(pieces.start, span.end, side="left"))] = False
    return keep


def span_of(text: str, pieces: Pieces, window: Window, part: tuple[int, int]) -> Span:
    start = int(pieces.start[window.index[part[0]]])
    end = int(pieces.end[window.index[part[1]]])
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _names(text: str, scores: Floats, pieces: Pieces, window: Window) -> list[NameSpan]:
    """Names by the likeliest tag of each piece, whole words only."""
    best = scores.argmax(1)
    found = []
    at, length = 1, len(window.ids) - 1
    while at < length:
        tag = int(best[at])
        if tag == 0 or not window.starts[at]:
            at += 1
            continue
        kind = (tag - 1) // 2
        last = at
        while last + 1 < length and (
            (best[last + 1] == 2 + 2 * kind and window.index[last + 1] >= 0) or not window.ends[last]
        ):
            last += 1
        inside = scores[at : last + 1]
        sure = float(np.exp(np.logaddexp(inside[:, 1 + 2 * kind], inside[:, 2 + 2 * kind]).min()))
        span = Span(int(pieces.start[window.index[at]]), int(pieces.end[window.index[last]]))
        if sure >= LEAST_NAME and any(letter.isalpha() for letter in text[span.start : span.end]):
            found.append(NameSpan(span, _KINDS[kind], min(1.0, sure)))
        at = last + 1
    return found
