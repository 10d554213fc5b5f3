"""Whose words are whose: a passage cut into runs, each of one layer, for anything that shows text to a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.model.attribution import Attribution
from onrecord.model.span import Span, Spans, reach

Layer = Literal["plain", "source", "cue", "verbatim", "insertion", "unclear", "paraphrase"]
"""verbatim: the speaker's words; paraphrase: content in the outlet's words; insertion: the outlet's words inside a
quotation; unclear: an untagged parenthesis inside one; plain: everything else."""

_ORDER: tuple[Layer, ...] = ("paraphrase", "source", "cue", "verbatim", "unclear", "insertion")  # later ones win


class Run(NamedTuple):
    """A stretch of the text in one layer; ``attribution`` is its place in the sequence given, None for plain text."""

    span: Span
    layer: Layer
    attribution: int | None


def runs(within: Span, attributions: Sequence[Attribution]) -> tuple[Run, ...]:
    """Cut ``within`` into runs that cover it without gap or overlap, in order (code points).

    Where two attributions claim a character, the later, more particular layer wins, then the inner attribution.
    """
    claims: list[tuple[int, int, int, Layer, int]] = []
    for number, one in enumerate(attributions):
        for rank, layer in enumerate(_ORDER):
            for span in _spans_of(one, layer):
                start, end = max(span.start, within.start), min(span.end, within.end)
                if start < end:
                    depth = 1 if one.within is not None else 0
                    claims.append((start, end, rank * 2 + depth, layer, number))
    return tuple(_sweep(within, claims))


def _sweep(within: Span, claims: list[tuple[int, int, int, Layer, int]]) -> Iterator[Run]:
    cuts = sorted({within.start, within.end, *(c[0] for c in claims), *(c[1] for c in claims)})
    claims.sort()
    active: list[tuple[int, int, int, Layer, int]] = []
    waiting = iter(claims)
    upcoming = next(waiting, None)
    held: Run | None = None
    for start, end in pairwise(cuts):
        active = [claim for claim in active if claim[1] > start]
        while upcoming is not None and upcoming[0] <= start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        best = max(active, key=lambda claim: claim[2], default=None)
        run = Run(Span(start, end), best[3], best[4]) if best else Run(Span(start, end), "plain", None)
        if held is not None and held.layer == run.layer and held.attribution == run.attribution:
            held = Run(Span(held.span.start, end), held.layer, held.attribution)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _spans_of(one: Attribution, layer: Layer) -> Spans:
    if layer == "paraphrase":
        return one.content
    found: dict[str, Spans] = {
        "source": one.source,
        "cue": one.cue,
        "verbatim": one.verbatim,
        "unclear": one.unclear,
        "insertion": one.insertions,
    }
    return found[layer]


def passage(text: str, attribution: Attribution) -> Span:
    """The paragraphs that an attribution stands in: from its first role to its last, widened to line ends."""
    reaches = [r for r in (reach(attribution.source), reach(attribution.cue), reach(attribution.content)) if r]
    if not reaches:
        return Span(0, 0)
    start = text.rfind("\n", 0, min(r.start for r in reaches)) + 1
    last = max(r.end for r in reaches)
    end = text.find("\n", last)
    return Span(start, len(text) if end < 0 else end)


_VISIBLE = {"\t": "\t", "\n": "\n", "\r": ""}


def visible(text: str) -> str:
    """The text with characters that hide or reorder (controls, bidi, zero-width) shown as a mark, for display only."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_mark(ch) for ch in text)


def _mark(ch: str) -> str:
    if ch in _VISIBLE:
        return _VISIBLE[ch]
    category = unicodedata.category(ch)
    if category == "Cc":
        return chr(0x2400 + ord(ch)) if ord(ch) < 0x20 else f"⟨{ord(ch):02X}⟩"
    # joiners inside emoji and Indic or Arabic words, and soft hyphens, do no harm: leave them to the font
    if category in ("Cf", "Cs") and ch not in "\u00ad\u200c\u200d":
        return f"⟨{ord(ch):04X}⟩"
    return ch
