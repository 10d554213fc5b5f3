"""A document as a page shows it: paragraphs of marked runs, each with its statements in the margin. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal
from urllib.parse import quote

from onrecord.doors.web import wording
from onrecord.model import FURNITURE, Attribution, Block, Document, Span, reach
from onrecord.model.layers import Layer, runs

Shown = Layer | Literal["marks"]
_QUOTE_MARKS = "“”„‟\"«»‹›‘’‚‛'`"
_LINE = re.compile(r"[^\r\n]+")
_EDGES = re.compile(rf"^([\s{re.escape(_QUOTE_MARKS)}]*)(.*?)([\s{re.escape(_QUOTE_MARKS)}]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of text in one layer. ``opens`` are the numbers of the statements whose content begins here."""

    text: str
    layer: Shown
    number: int | None = None
    doubtful: bool = False
    opens: tuple[int, ...] = ()
    sought: bool = False
    """These are the words that were asked for."""


@dataclass(frozen=True, slots=True)
class Note:
    """A statement in the margin: its number on the page and the attribution itself, with texts sliced for it."""

    number: int
    attribution: Attribution
    content: str
    source: str
    cue: str
    naming: str | None
    doubtful: bool
    change: str | None = None

    @property
    def sure(self) -> wording.Sureness | None:
        """How sure that this is an attribution with these words."""
        return wording.sureness(self.attribution.confidence.attribution)

    @property
    def speaker_sure(self) -> wording.Sureness | None:
        """How sure that this is the speaker."""
        return wording.sureness(self.attribution.confidence.speaker)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text: its kind, its runs, and the statements that begin in it."""

    kind: str
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]
    start: int
    repeats: bool = False

    @property
    def bare(self) -> str:
        """Its characters without the sign that Markdown has before a headline, blanks made single."""
        return " ".join("".join(mark.text for mark in self.marks).lstrip("# \t").split())

    @property
    def furniture(self) -> bool:
        """True for what is around the report rather than of it."""
        return self.kind in FURNITURE


@dataclass(frozen=True, slots=True)
class Report:
    """A document made ready to be shown."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    title: str | None = None

    @property
    def heading(self) -> str | None:
        """The first headline of the text, for an article without a title."""
        found = next((p for p in self.paragraphs if p.kind == "headline"), None)
        return found.bare or None if found else None

    @property
    def lead(self) -> Paragraph | None:
        """The first headline where it is the title itself: it heads the page, with its marks, and is not shown twice."""
        found = next((p for p in self.paragraphs if p.kind == "headline"), None)
        if found is None or not found.bare or " ".join((self.title or found.bare).split()) != found.bare:
            return None
        first, *others = found.marks
        return replace(found, marks=(replace(first, text=first.text.lstrip("# \t")), *others))

    @property
    def rest(self) -> tuple[Paragraph, ...]:
        """The paragraphs below the title."""
        lead = self.lead
        return tuple(p for p in self.paragraphs if lead is None or p.start != lead.start)

    @property
    def tally(self) -> str:
        """How many statements there are, and in whose words: "7 statements, 1 told again: 2 quoted, 6 paraphrased"."""
        kinds = (f"{number} {words}" for kind, words in wording.QUOTATION.items() if (number := self.count(kind)))
        again = sum(note.attribution.repeats is not None for note in self.notes)
        told = wording.count(len(self.notes) - again, "statement") + (f", {again} told again" if again else "")
        return f"{told}: {', '.join(kinds)}" if self.notes else "no statements"

    def count(self, quotation: str) -> int:
        """How many statements are of this quotation type."""
        return sum(note.attribution.quotation == quotation for note in self.notes)

    @property
    def doubtful(self) -> int:
        """How many statements are shown as doubtful."""
        return sum(note.doubtful for note in self.notes)


def report(document: Document, changes: Mapping[str, str] | None = None, *, first: int = 1) -> Report:
    """Lay a document out. ``changes`` tells, by attribution id, what became of a statement since another revision;
    ``first`` is the number of its first statement (more than 1 where several documents share a page)."""
    text = document.article.text
    notes = notes_of(document, changes or {}, first=first)
    placed: dict[int, list[Note]] = {}
    lines = list(_lines(text, document.blocks))
    starts = [line.start for _, line in lines]
    for note in notes:
        at = _anchor(note.attribution)
        index = max((i for i, start in enumerate(starts) if start <= at), default=0)
        placed.setdefault(index, []).append(note)
    attributions = [note.attribution for note in notes]
    opened: set[int] = set()
    paragraphs = tuple(
        Paragraph(
            block.kind,
            tuple(_marks(text, line, attributions, notes, opened)),
            tuple(placed.get(index, ())),
            line.start,
            block.repeats is not None,
        )
        for index, (block, line) in enumerate(lines)
    )
    return Report(paragraphs, tuple(notes), document.article.title)


def notes_of(document: Document, changes: Mapping[str, str] | None = None, *, first: int = 1) -> list[Note]:
    """The statements of a document in the order of the page, numbered from ``first``."""
    text = document.article.text
    ordered = sorted(document.attributions, key=lambda one: (_anchor(one), one.within is not None))
    return [
        Note(
            number,
            one,
            sliced(text, one.content),
            sliced(text, one.source),
            sliced(text, one.cue),
            one.speaker.naming.of(text) if one.speaker and one.speaker.naming else None,
            wording.is_doubtful(one),
            (changes or {}).get(one.id),
        )
        for number, one in enumerate(ordered, first)
    ]


def sliced(text: str, role: Sequence[Span]) -> str:
    """The characters of a role, an ellipsis where it breaks; never a character that the page does not have between."""
    return " … ".join(span.of(text) for span in role)


def passage_marks(text: str, start: int, attribution: Attribution) -> tuple[Mark, ...]:
    """Marks of a passage alone: ``text`` is the slice of the revision that begins at offset ``start``."""
    shifted = _Slice(text, start)
    within = Span(start, start + len(text))
    doubtful = wording.is_doubtful(attribution)
    return tuple(
        mark
        for run in runs(within, [attribution])
        for mark in _split(shifted.of(run.span), run.layer, 1 if run.attribution is not None else None, doubtful)
    )


def sought_marks(marks: Sequence[Mark], start: int, words: Sequence[Span]) -> tuple[Mark, ...]:
    """The marks of a passage that begins at offset ``start``, cut so that the characters of ``words`` are told apart."""
    made: list[Mark] = []
    at = start
    for mark in marks:
        end = at + len(mark.text)
        edges = {edge for span in words for edge in (span.start, span.end) if at < edge < end}
        for left, right in pairwise(sorted({at, end, *edges})):
            sought = any(span.start <= left and right <= span.end for span in words)
            made.append(replace(mark, text=mark.text[left - at : right - at], sought=sought))
        at = end
    return tuple(made)


def live_link(url: str | None, words: str) -> str | None:
    """The address of the live page, scrolled to the words by a text fragment; None unless it is a web address."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    sought = " ".join(words.split())
    if not sought:
        return url
    cut = sought.split(" ")
    if len(cut) > 12:
        first, last = " ".join(cut[:5]), " ".join(cut[-5:])
        return f"{url.partition('#')[0]}#:~:text={_fragment(first)},{_fragment(last)}"
    return f"{url.partition('#')[0]}#:~:text={_fragment(sought)}"


def _fragment(words: str) -> str:
    # "-", "," and "&" have a meaning of their own in a text directive
    return quote(words, safe="", errors="replace").replace("-", "%2D")


class _Slice:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start

    def of(self, span: Span) -> str:
        return self.text[span.start - self.start : span.end - self.start]


def _anchor(one: Attribution) -> int:
    """Where a statement is shown to begin: its content, or whatever role it has."""
    where = reach(one.content) or reach(one.source) or reach(one.cue)
    return where.start if where else 0


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, Span]]:
    """Every line that is not blank, with the block that has most of it; lines of no block count as body."""
    ordered = sorted(blocks, key=lambda one: one.span)
    first = 0
    for found in _LINE.finditer(text):
        line = Span(found.start(), found.end())
        if not found.group().strip():
            continue
        while first < len(ordered) and ordered[first].span.end <= line.start:
            first += 1
        over = list(takewhile(lambda one: one.span.start < line.end, ordered[first:]))  # noqa: B023
        yield max(over, key=lambda one: _shared(one.span, line), default=Block(line, "body")), line


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _marks(
    text: str, line: Span, attributions: list[Attribution], notes: list[Note], opened: set[int]
) -> Iterator[Mark]:
    near = [n for n, one in enumerate(attributions) if _touches(one, line)]
    opening: dict[int, tuple[int, ...]] = {}
    for n in near:
        if n not in opened and _anchor(attributions[n]) < line.end:
            at = max(line.start, _anchor(attributions[n]))
            opening[at] = (*opening.get(at, ()), notes[n].number)
            opened.add(n)
    for run in runs(line, [attributions[n] for n in near]):
        # a statement inside another's words may begin in the middle of a run: its number stands there all the same
        inside = sorted(at for at in opening if run.span.start < at < run.span.end)
        for start, end in pairwise((run.span.start, *inside, run.span.end)):
            opens = opening.get(start, ())
            if run.attribution is None:
                yield Mark(text[start:end], "plain", opens=opens)
                continue
            note = notes[near[run.attribution]]
            for mark in _split(text[start:end], run.layer, note.number, note.doubtful):
                yield replace(mark, opens=opens)
                opens = ()


def _touches(one: Attribution, line: Span) -> bool:
    return any(span.overlaps(line) for role in (one.source, one.cue, one.content) for span in role)


def _split(shown: str, layer: Layer, number: int | None, doubtful: bool) -> Iterator[Mark]:
    """Quotation marks at the edge of a paraphrase are nobody's words: they get a layer of their own."""
    if layer != "paraphrase":
        yield Mark(shown, layer, number, doubtful)
        return
    found = _EDGES.match(shown)
    before, middle, after = found.groups() if found else ("", shown, "")
    for piece, kind in ((before, "marks"), (middle, "paraphrase"), (after, "marks")):
        if piece:
            yield Mark(piece, kind, number, doubtful)  # type: ignore[arg-type]
