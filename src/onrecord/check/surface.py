"""How the matched words look on the page: printed alike to the letter, and cut out of a sentence or whole."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from onrecord.check.align import Chain
from onrecord.check.printed import Printed
from onrecord.check.quotation import Quotation

_MARKS = "\"'“”„‘’«»‹›"
_STOPS = ".,"


def printed_alike(quote: Quotation, page: Printed, found: Chain) -> bool:
    """True when the quotation is the page's characters: blanks aside, and the comma or stop that a cue calls for."""
    matched = [
        (run.quote + k, run.source + k) for piece in found.pieces for run in piece.runs for k in range(run.length)
    ]  # fmt: skip
    if [q for q, _ in matched] != list(range(len(quote.keys))):
        return False
    for q, s in matched:
        if plain(quote.words.surface(quote.at[q])) != plain(page.words.surface(page.at[s])):
            return False
    pairs = pairwise(matched)
    return all(_same_between(quote, page, left, right) for left, right in pairs) and _same_end(quote, page, matched[-1])


def _same_between(quote: Quotation, page: Printed, left: tuple[int, int], right: tuple[int, int]) -> bool:
    if page.stretch[left[1]] != page.stretch[right[1]] or page.depth[left[1]] != page.depth[right[1]]:
        return True  # over the outlet's cue or a paragraph: the marks between belong to the page's layout
    words = quote.words
    given = quote.text[words.ends[quote.at[left[0]]] : words.starts[quote.at[right[0]]]]
    has = page.text[page.place(left[1]).end : page.place(right[1]).start]
    return plain(given) == plain(has)


def _same_end(quote: Quotation, page: Printed, last: tuple[int, int]) -> bool:
    given = quote.text[quote.words.ends[quote.at[last[0]]] :].strip(_MARKS + " \t\n\u00a0")
    end = page.place(last[1]).end
    has = page.text[end : end + 8].lstrip(_MARKS)
    if not given or has.startswith(given) or given.startswith(("…", "...", "[")):
        return True
    return given in _STOPS and has[:1] in _STOPS


def plain(text: str) -> str:
    kept = "".join(char for char in text if unicodedata.category(char) != "Cf") if not text.isascii() else text
    return " ".join(unicodedata.normalize("NFC", kept).split())


def cut_of(page: Printed, first: int, last: int) -> bool:
    """True when words ``first`` to ``last`` of the page begin or end inside a sentence of the speaker, as printed."""
    return _begins_inside(page, first) or _ends_inside(page, last)


def _begins_inside(page: Printed, first: int) -> bool:
    if first == 0 or page.sentence[first - 1] != page.sentence[first]:
        return False
    if page.depth[first] > page.depth[first - 1] > 0:
        return False  # the beginning of words quoted inside a statement
    if (
        page.credit[first] != page.credit[first - 1]
        and ":" in page.text[page.place(first - 1).end : page.place(first).start]
    ):
        return False  # "MARROW: We will", in a transcript
    if page.stretch[first - 1] == page.stretch[first] and page.depth[first]:
        return True
    if not page.depth[first]:
        return True
    return _goes_on(page, first)


def _goes_on(page: Printed, first: int) -> bool:
    """A marked stretch that goes on with the sentence of an earlier one: '"We will," she said, "and soon."'"""
    number = page.credit[first]
    if number < 0 or page.words.cap[page.at[first]]:
        return False
    earlier = [span for span in page.attributions[number].verbatim if span.end <= page.place(first).start]
    return bool(earlier) and _same_sentence(page, earlier[-1].end, first)


def _same_sentence(page: Printed, end: int, first: int) -> bool:
    before = first - 1
    while before >= 0 and page.place(before).start >= end:
        before -= 1
    return before >= 0 and page.sentence[before] == page.sentence[first]


def _ends_inside(page: Printed, last: int) -> bool:
    after = last + 1
    if after >= len(page.keys) or page.sentence[after] != page.sentence[last]:
        return False
    if page.depth[last] > page.depth[after] > 0:
        return False
    if page.stretch[after] == page.stretch[last] or not page.depth[last]:
        return True
    while after < len(page.keys) and page.sentence[after] == page.sentence[last]:
        same = page.credit[after] == page.credit[last] >= 0
        if page.depth[after] and same and not page.words.cap[page.at[after]]:
            return True
        after += 1
    return False
