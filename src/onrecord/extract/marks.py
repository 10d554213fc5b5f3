"""The grammar of quotation marks: which stretches of a text stand inside marks. It reads any string and never raises.

Marks pair inside a paragraph; a quotation left open goes on in the next paragraph when that one opens with a mark, or
ends one that was not opened there. Time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, pairwise
from typing import Literal

from onrecord.extract.marks_shapes import Family, Mark, Shape, shapes
from onrecord.model import Block, Span

Standing = Literal["closed", "continued", "unclosed"]

_PARAGRAPH = re.compile(r"\n\s*\n|(?<=[.!?:;\u2026\"\u201d\u2019'»)\]])[^\S\n]*\n|\Z")
_GLYPHS = {
    "\u201c": "\u201d\"''\u201c",
    "\u201e": '\u201c\u201d"\u201f',
    "\u201f": '\u201d"',
    "\u201d": '\u201d"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "\u2018": "\u2019'\u2018",
    "\u201a": "\u2018\u2019'",
    "\u201b": "\u2019'",
    "'": "'\u2019",
    "`": "'\u2019",
}
_STRAIGHT = "\"\u201d''\uff02``"
_ONLY_OPEN = "\u201c\u201e\u201f«‹\u2018``"
_GOES_ON = re.compile(r"\s+(?!(?:he|she|they|it|said|says|told)\b)[a-z]")
_NEW_SENTENCE = re.compile(r"[.!?]\s+[\"\u201c][A-Z]")
_DEEPEST = 40
SKIPPED = 3
"""Paragraphs without any mark that a quotation left open may run through to the one that closes it."""


@dataclass(frozen=True, slots=True)
class QuotedStretch:
    """One stretch inside one pair of marks, in one paragraph. Spans are code points of the text, half-open.

    ``span`` covers the marks, ``inner`` what stands between them. ``parent`` and ``continues`` are positions in the
    tuple it came in: the stretch around this one, and the one in an earlier paragraph that this one goes on with.
    """

    span: Span
    inner: Span
    family: Family
    standing: Standing = "closed"
    opening: Span | None = None
    closing: Span | None = None
    depth: int = 0
    parent: int | None = None
    continues: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What the grammar makes of a text: the stretches in the order of the text, and marks that pair with nothing."""

    stretches: tuple[QuotedStretch, ...]
    strays: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Pair:
    """An opening mark and, once found, its closing one."""

    opening: Mark
    closing: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    pairs: tuple[_Pair, ...]
    strays: tuple[Mark, ...]
    marked: bool
    """True where it holds any mark at all."""


def marks(text: str, blocks: Sequence[Block] = ()) -> Marks:
    """The stretches of ``text`` inside quotation marks. ``blocks`` bound paragraphs, and keep captions and furniture
    from breaking a quotation that goes on around them."""
    made: list[QuotedStretch] = []
    strays: list[Span] = []
    words = _Words(text)
    for flow in _flows(text, blocks):
        paragraphs = [_paired(text, start, end, words) for start, end in flow]
        for paragraph, following in pairwise(paragraphs):
            _reopen(text, paragraph, following)
        found, stray = _chained(text, paragraphs)
        offset = len(made)
        made.extend(one if one.continues is None else replace(one, continues=one.continues + offset) for one in found)
        strays.extend(stray)
    return Marks(_nested(words, made), tuple(sorted(strays)))


def _flows(text: str, blocks: Sequence[Block]) -> Iterator[list[tuple[int, int]]]:
    """Paragraphs that read on from one to the next: the body as one, every other block for itself."""
    if not blocks:
        yield list(_paragraphs(text, 0, len(text)))
        return
    body: list[tuple[int, int]] = []
    for block in blocks:
        inside = list(_paragraphs(text, block.span.start, block.span.end))
        if block.kind == "body":
            body.extend(inside)
        else:
            yield inside
    yield body


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _PARAGRAPH.finditer(text, start, end):
        stop = found.start()
        if text[begin:stop].strip():
            yield begin, stop
        begin = found.end()
        if begin >= end:
            break
    if begin < end and text[begin:end].strip():
        yield begin, end


class _Words:
    """Where the words of a text stand, so that "is there a word between here and there" is quick."""

    __slots__ = ("ends", "starts")

    def __init__(self, text: str) -> None:
        bounds = [found.span() for found in re.finditer(r"\w+", text)]
        self.starts = [start for start, _ in bounds]
        self.ends = [end for _, end in bounds]

    def within(self, start: int, end: int) -> bool:
        """True when at least one word character stands in ``[start, end)``."""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end


def _paired(text: str, start: int, end: int, words: _Words) -> _Paragraph:
    found = shapes(text, start, end)
    pairs, strays = _match(found)
    straight = [mark for mark in found if mark.family == "double"]
    broken = any(pair.closing is None and pair.opening.family == "double" for pair in pairs) or any(
        mark.family == "double" for mark in strays
    )
    if broken and len(straight) % 2 == 0 and straight and straight[0].shape != "close" and _all_straight(straight):
        turned: Iterator[Shape] = cycle(("open", "close"))
        forced = [m._replace(shape=next(turned)) if m.family == "double" else m for m in found]
        pairs, strays = _match(forced)
    spoken = [p for p in pairs if words.within(p.opening.end, p.closing.start if p.closing else end)]
    return _Paragraph(start, end, tuple(spoken), tuple(strays), bool(found))


def _all_straight(found: list[Mark]) -> bool:
    return all(mark.glyph in ('"', "''") for mark in found)


def _match(found: list[Mark]) -> tuple[list[_Pair], list[Mark]]:
    """Pair marks with a stack; openers that never close keep ``closing`` None."""
    pairs: list[_Pair] = []
    strays: list[Mark] = []
    stack: list[_Pair] = []
    open_of: dict[Family, int] = dict.fromkeys(("double", "single", "guillemet", "corner"), 0)
    for n, mark in enumerate(found):
        if mark.shape != "open" and open_of[mark.family] and _close(mark, stack, open_of):
            continue
        if mark.shape == "close" or (mark.shape == "either" and mark.glyph in _ONLY_OPEN):
            if mark.family != "single":
                strays.append(mark)
            continue
        if mark.family == "single" and stack and stack[-1].opening.family == "single":
            if mark.weak and not stack[-1].opening.weak:
                continue  # 'the '90s were good,': an apostrophe inside the quotation
            if stack[-1].opening.weak or open_of["single"] > 1 or not _twice_closed(found, n):
                stack.pop()  # the one before was an apostrophe
                open_of["single"] -= 1
        pair = _Pair(mark)
        pairs.append(pair)
        stack.append(pair)
        open_of[mark.family] += 1
    return pairs, strays


def _twice_closed(found: list[Mark], n: int) -> bool:
    """Whether two marks that close for certain come after an inner single mark, before any further one opens."""
    closed = 0
    for mark in found[n + 1 : n + 1 + _DEEPEST]:
        if mark.family != "single" or mark.shape == "either" or mark.weak:
            continue
        if mark.shape == "open":
            return False
        closed += 1
        if closed == 2:
            return True
    return False


def _close(mark: Mark, stack: list[_Pair], open_of: dict[Family, int]) -> bool:
    """Close the innermost stretch that ``mark`` can close; what was left open inside it stays unclosed."""
    if mark.family == "single" and stack[-1].opening.family != "single":
        return False  # an apostrophe inside an inner quotation
    at = len(stack) - 1
    lowest = max(0, at - _DEEPEST)
    while at > lowest and stack[at].opening.family != mark.family:
        at -= 1
    pair = stack[at]
    if mark.glyph not in _GLYPHS.get(pair.opening.glyph, _STRAIGHT):
        return False
    pair.closing = mark
    for dropped in stack[at:]:
        open_of[dropped.opening.family] -= 1
    del stack[at:]
    return True


def _reopen(text: str, paragraph: _Paragraph, following: _Paragraph) -> None:
    """``'The ministers' plan is dead.``, and the next paragraph opens with a mark: the second one was an apostrophe."""
    last = max(paragraph.pairs, key=lambda pair: pair.opening.start, default=None)
    if last is None or last.closing is None or last.opening.family != "single" or not last.closing.weak:
        return
    if last.opening.start >= _lead(text, paragraph) and not _led_in(text, last.opening):
        return
    begins = any(
        pair.opening.start <= _lead(text, following) for pair in following.pairs if pair.opening.family == "single"
    )
    if begins and _GOES_ON.match(text, last.closing.end) and not _at_end(text, last.opening, paragraph):
        last.closing = None


def _at_end(text: str, opening: Mark, paragraph: _Paragraph) -> bool:
    """Whether another single mark that could close stands at the paragraph's end: then nothing runs on."""
    return opening.weak or text[paragraph.start : paragraph.end].rstrip()[-1:] in "'\u2019"


def _chained(text: str, paragraphs: list[_Paragraph]) -> tuple[list[QuotedStretch], list[Span]]:
    """The stretches of paragraphs that read on from one to the next."""
    made: list[QuotedStretch] = []
    strays: list[Span] = []
    carried: int | None = None  # the stretch, still open, that the paragraph at hand goes on with
    through = 0  # paragraphs without marks that it still runs through
    for n, paragraph in enumerate(paragraphs):
        own, open_end = _stretches(text, paragraph)
        loose = [Span(mark.start, mark.end) for mark in paragraph.strays]
        if carried is not None:
            family = made[carried].family
            if through and not paragraph.marked:
                inner = _trimmed(text, paragraph.start, paragraph.end)
                own = [QuotedStretch(inner, inner, family, "continued")]
                through -= 1
                open_end = 0
            elif through:
                closing = next(_at(mark) for mark in paragraph.strays if mark.family == family)
                loose.remove(closing)
                begin = _trimmed(text, paragraph.start, closing.end).start
                rest = QuotedStretch(Span(begin, closing.end), Span(begin, closing.start), family, closing=closing)
                own.insert(0, rest)
                through = 0
                open_end = None if open_end is None else open_end + 1
            if own:
                own[0] = replace(own[0], continues=carried)
        carried = None
        base = len(made)
        made.extend(own)
        strays.extend(loose)
        if through:
            carried = base
        elif open_end is not None:
            through = _runs_on(text, paragraphs, n, own[open_end])
            if through >= 0:
                made[base + open_end] = replace(own[open_end], standing="continued", notes=())
                carried = base + open_end
            through = max(through, 0)
    return made, strays


def _runs_on(text: str, paragraphs: list[_Paragraph], n: int, stretch: QuotedStretch) -> int:
    """How a stretch left open goes on: 0 where the next paragraph repeats the mark, k > 0 where a closing mark stands
    first in the k-th paragraph from here and none stands before, -1 where it does not go on."""
    for step, following in enumerate(paragraphs[n + 1 : n + 2 + SKIPPED], 1):
        first = min((mark.start for mark in _all(following) if mark.family == stretch.family), default=None)
        if first is None:
            if following.marked:
                return -1
            continue
        opened = next((pair.opening for pair in following.pairs if pair.opening.start == first), None)
        if opened is None:
            return step
        return 0 if step == 1 and not text[following.start : first].strip(" \t\u00a0-\u2013\u2014") else -1
    return -1


def _all(paragraph: _Paragraph) -> Iterator[Mark]:
    yield from paragraph.strays
    for pair in paragraph.pairs:
        yield pair.opening


def _stretches(text: str, paragraph: _Paragraph) -> tuple[list[QuotedStretch], int | None]:
    """A paragraph's stretches, in order of their start, and the position of the one that is still open at its end."""
    made: list[QuotedStretch] = []
    reached = paragraph.start
    lead = _lead(text, paragraph)
    lone: list[Mark] = []
    for pair in paragraph.pairs:
        opening, closing = pair.opening, pair.closing
        if closing is not None:
            span = Span(opening.start, closing.end)
            made.append(
                QuotedStretch(
                    span, Span(opening.end, closing.start), opening.family, "closed", _at(opening), _at(closing),
                    notes=_style_notes(opening, closing),
                )
            )  # fmt: skip
            reached = max(reached, closing.end)
        elif opening.start >= reached and (
            opening.family != "single" or (not opening.weak and (opening.start < lead or _led_in(text, opening)))
        ):
            lone.append(opening)
    if not lone:
        return made, None
    starts: dict[str, list[int]] = {}
    for one in made:
        starts.setdefault(_glyph(text, one), []).append(one.span.start)
    for n, opening in enumerate(lone):
        until = lone[n + 1].start if n + 1 < len(lone) else paragraph.end
        same = starts.get(opening.glyph, [])
        place = bisect_right(same, opening.start)
        if place < len(same) and (opening.start > lead or _NEW_SENTENCE.search(text, opening.end, same[place] + 2)):
            until = min(until, same[place])
        stop = max(_trimmed(text, opening.end, until).end, opening.end)
        made.append(
            QuotedStretch(
                Span(opening.start, stop), Span(opening.end, stop), opening.family, "unclosed", _at(opening),
                notes=("no closing mark",),
            )
        )  # fmt: skip
    made.sort(key=lambda one: (one.span.start, -one.span.end))
    last = next(n for n, one in enumerate(made) if one.span.start == lone[-1].start)
    open_to_end = not text[made[last].span.end : paragraph.end].strip()
    return made, last if open_to_end else None


def _led_in(text: str, opening: Mark) -> bool:
    """A single mark after a colon, before a capital: no apostrophe stands there."""
    after = text[opening.end : opening.end + 1]
    return text[max(0, opening.start - 2) : opening.start] == ": " and after.isupper()


def _glyph(text: str, stretch: QuotedStretch) -> str:
    return stretch.opening.of(text) if stretch.opening else ""


def _lead(text: str, paragraph: _Paragraph) -> int:
    """Where a paragraph's first character stands that is neither blank nor a single mark."""
    at = paragraph.start
    while at < paragraph.end and (text[at].isspace() or text[at] in "'`\u2018"):
        at += 1
    return at


def _at(mark: Mark) -> Span:
    return Span(mark.start, mark.end)


def _style_notes(opening: Mark, closing: Mark) -> tuple[str, ...]:
    straight = ('"', "'", "''", "``", "`")
    if (opening.glyph in straight) != (closing.glyph in straight) and opening.family in ("double", "single"):
        return ("mixed marks",)
    return ()


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _nested(words: _Words, made: list[QuotedStretch]) -> tuple[QuotedStretch, ...]:
    """In order of the text, empty ones left out, each with its depth and parent."""
    kept = [n for n, one in enumerate(made) if words.within(one.inner.start, one.inner.end)]
    kept.sort(key=lambda n: (made[n].span.start, -made[n].span.end))
    place: dict[int, int] = {}
    ordered: list[QuotedStretch] = []
    around: list[int] = []
    for old in kept:
        one = made[old]
        while around and ordered[around[-1]].span.end <= one.span.start:
            around.pop()
        parent = around[-1] if around else None
        if parent is not None and one.span.end > ordered[parent].span.end:
            continue  # two families crossing: the one that began first stands
        place[old] = len(ordered)
        continues = place.get(one.continues) if one.continues is not None else None
        around.append(len(ordered))
        if parent is not None or continues != one.continues:
            one = replace(one, depth=len(around) - 1, parent=parent, continues=continues)
        ordered.append(one)
    return tuple(ordered)
