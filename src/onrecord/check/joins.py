"""Where a quotation leaps in its source: an honest ellipsis, a cue left out, or two passages made into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.check.align import Chain, Piece
from onrecord.check.difference import NEGATIONS
from onrecord.check.printed import NOBODY, Printed
from onrecord.check.quotation import CUES, Quotation

_CUE_WORDS = 25
"""The outlet's words that may stand between two pieces of one quotation ("said the minister, who ...")."""
_NEW_SENTENCE_WORDS = 8
_FAR = 80
"""Spoken words that an ellipsis between two sentences may stand for."""
_TURNS = frozenset("adding also later asked separately another elsewhere earlier meanwhile".split())
_CONNECTIVES = frozenset("and but so or yet because then now well that".split())
_AUXILIARIES = frozenset("do does did will would can could should has have had is are was were be been to".split())


@dataclass(frozen=True, slots=True)
class Join:
    """One leap: before which word of the quotation, over which positions of the page, and what it amounts to."""

    quote: int
    source: tuple[int, int]
    marked: bool
    spliced: bool = False
    elided: bool = False
    kind: str | None = None
    """An alteration that the leap makes: "negation" where all that it leaves out is a negation."""
    notes: tuple[str, ...] = ()


def joins_of(quote: Quotation, page: Printed, found: Chain, reaches: Sequence[tuple[int, int]]) -> tuple[Join, ...]:
    """Every leap of the chain: between pieces, and inside a piece from one marked stretch to another.

    ``reaches``: the first and last position of the page that each piece is aligned with.
    """
    made: list[Join] = []
    for number, piece in enumerate(found.pieces):
        if number:
            left = found.pieces[number - 1]
            made.append(_between(quote, page, left, piece, reaches[number - 1][1], reaches[number][0]))
        made.extend(_within(quote, page, piece))
    return tuple(made)


def _between(quote: Quotation, page: Printed, left: Piece, right: Piece, a: int, b: int) -> Join:
    at = right.quote[0]
    marked = any(left.quote[1] <= place <= at for place in quote.breaks)
    if not marked and changed_round(page, left, right):
        return Join(at, (a + 1, b), False, kind="order", notes=("parts of one sentence are changed round",))
    if not marked:
        return Join(at, (a + 1, b), False, spliced=True, notes=("two passages are joined without a mark",))
    if b <= a or not one_quotation(page, a, b):
        return Join(at, (a + 1, b), True, spliced=True, notes=("the ellipsis joins two separate quotations",))
    skipped = [p for p in range(a + 1, b) if page.depth[p] or not page.depth[a]]
    if page.sentence[a] == page.sentence[b]:
        return _inside_sentence(page, at, a, b, skipped)
    return _across_sentences(quote, page, at, a, b, skipped)


def _inside_sentence(page: Printed, at: int, a: int, b: int, skipped: list[int]) -> Join:
    keys = [page.keys[p] for p in skipped]
    denials = [key for key in keys if key in NEGATIONS]
    if denials and all(key in NEGATIONS or key in _AUXILIARIES for key in keys):
        return Join(at, (a + 1, b), True, elided=True, kind="negation", notes=("the ellipsis leaves out a negation",))
    notes = ("the words left out hold a negation",) if denials else ()
    return Join(at, (a + 1, b), True, elided=bool(skipped), notes=notes)


def _across_sentences(quote: Quotation, page: Printed, at: int, a: int, b: int, skipped: list[int]) -> Join:
    begin = b
    while begin > 0 and page.sentence[begin - 1] == page.sentence[b]:
        begin -= 1
    dropped = [page.keys[p] for p in range(begin, b) if page.depth[p] or not page.depth[b]]
    whole_right = all(key in _CONNECTIVES for key in dropped[:2]) and len(dropped) <= 2
    whole_right = whole_right or (at in quote.insertions and len(dropped) <= 3)  # "... [the bill] passed"
    if not whole_right:
        return Join(at, (a + 1, b), True, spliced=True, notes=("the ellipsis joins parts of two sentences",))
    if len(skipped) > _FAR:
        return Join(at, (a + 1, b), True, spliced=True, notes=("the ellipsis joins sentences far apart",))
    whole_left = a + 1 >= len(page.keys) or page.sentence[a + 1] != page.sentence[a]
    hidden = not quote.words.cap[quote.at[at]] and bool(page.words.cap[page.at[b]]) and page.keys[b] != "i"
    if hidden and not whole_left:
        return Join(at, (a + 1, b), True, spliced=True, notes=("the ellipsis makes one sentence of two",))
    return Join(at, (a + 1, b), True, elided=bool(skipped))


def _within(quote: Quotation, page: Printed, piece: Piece) -> list[Join]:
    """Passages from one marked stretch to another, the outlet's words between them left out by the quotation."""
    made: list[Join] = []
    matched = [
        (run.quote + k, run.source + k) for run in piece.runs for k in range(run.length)
    ]  # fmt: skip
    for (_, a), (at, b) in pairwise(matched):
        if not (page.depth[a] and page.depth[b]) or page.stretch[a] == page.stretch[b]:
            continue
        if not one_quotation(page, a, b):
            made.append(Join(at, (a + 1, b), False, spliced=True, notes=("two quotations are joined",)))
        elif b > a + 1:
            made.append(Join(at, (a + 1, b), False))
    return made


def changed_round(page: Printed, left: Piece, right: Piece) -> bool:
    """True when two pieces that touch are parts of one sentence, the second one printed before the first."""
    if right.jump != "back" or not 0 <= left.source[0] - right.source[1] <= 2:
        return False
    first, last = right.source[0], left.source[1] - 1
    return page.sentence[first] == page.sentence[last] and bool(page.depth[first]) == bool(page.depth[last])


def one_quotation(page: Printed, a: int, b: int) -> bool:
    """True when ``b`` goes on with the quotation of ``a``: one stretch, one attribution, or only a cue between."""
    if page.stretch[a] == page.stretch[b]:
        return True
    if page.depth[a] == page.depth[b] == 0:
        return abs(page.sentence[a] - page.sentence[b]) <= 3
    left, right = page.credit[a], page.credit[b]
    if left == right != NOBODY:
        return True
    between = [p for p in range(a + 1, b) if not page.depth[p]]
    same_paragraph = "\n\n" not in page.text[page.place(a).end : page.place(b).start]
    if not between and same_paragraph:
        return True  # nothing but marks between: one of them is a slip of the page
    if left != NOBODY and right != NOBODY and _speakers_differ(page, left, right):
        return False
    if not between:
        return True
    told = {page.keys[p] for p in between}
    if len(between) > _CUE_WORDS or _TURNS & told:
        return False
    if all(page.sentence[p] == page.sentence[a] for p in between):
        return True
    # '"... Scott!" His niece, a delegate, shouted to the crowd. "The nation ..."'
    return same_paragraph and (len(between) <= _NEW_SENTENCE_WORDS or bool(CUES & told))


def _speakers_differ(page: Printed, left: int, right: int) -> bool:
    one, other = page.attributions[left].speaker, page.attributions[right].speaker
    if one is None or other is None or "document" in (one.kind, other.kind):
        return False  # "Fox News said ..." and then "the statement said": one speaker, and its paper
    return one.key != other.key
