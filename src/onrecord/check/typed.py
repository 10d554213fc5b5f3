"""Differences that come of how a quotation was typed or pasted, not of its words: all of them form."""

from __future__ import annotations

from onrecord.check.printed import Printed
from onrecord.check.quotation import Quotation
from onrecord.check.spelling import fold

_SIGNS = frozenset("$€£¥₹₽₩%‰&")
_APOSTROPHES = ("'", "’", "‘", "`", "´")
_PLAIN = frozenset("$€£¥₹₽₩%‰& \t\n\u00a0")


def typed_kinds(quote: Quotation, page: Printed, taken: tuple[int, ...], at: tuple[int, int]) -> tuple[str, ...]:
    """The form kind of words ``[at)`` of the quotation against ``taken`` of the page; empty where it is more than form.

    "dont" for "don't"; "5 million" for "$5 million" in a quotation typed without any punctuation; "(the minister)" for
    words of the page or beside them; "that" ahead of the words, from the sentence they were pasted out of.
    """
    if at == (0, 1) and quote.keys[0] == "that" and len(quote.keys) > 1:
        return ("cue",)
    if _letters_alike(quote, page, taken, at) or _sign_lost(quote, page, taken, at) or _year(quote, page, taken, at):
        return ("form",)
    return ("insertion",) if _aside(quote, taken, at) else ()


def _letters_alike(quote: Quotation, page: Printed, taken: tuple[int, ...], at: tuple[int, int]) -> bool:
    """Whole written words on both sides, and the same letters in them: apostrophes and hyphens aside."""
    if not taken or at[0] == at[1]:
        return False
    if any(key.startswith("#") for key in (*quote.keys[at[0] : at[1]], *(page.keys[p] for p in taken))):
        return False  # "35" for "3.5" is another number
    places = [(quote.words.starts[place], quote.words.ends[place]) for place in quote.at]
    if places[at[0] - 1 : at[0]] == [places[at[0]]] or places[at[1] : at[1] + 1] == [places[at[1] - 1]]:
        return False  # "were" is "we're" only where both halves are in question
    around = [p for p in (taken[0] - 1, taken[-1] + 1) if 0 <= p < len(page.keys)]
    if any(page.place(p) in (page.place(taken[0]), page.place(taken[-1])) for p in around):
        return False
    given = "".join(quote.text[start:end] for start, end in dict.fromkeys(places[at[0] : at[1]]))
    has = "".join(place.of(page.text) for place in dict.fromkeys(page.place(p) for p in taken))
    return _letters(given) == _letters(has) != ""


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _sign_lost(quote: Quotation, page: Printed, taken: tuple[int, ...], at: tuple[int, int]) -> bool:
    """A sign of money or of percent went with the rest of the punctuation."""
    if not taken or at[0] != at[1] or any(not char.isalnum() and char not in _PLAIN for char in quote.text):
        return False
    if not all(_SIGNS & set(page.place(p).of(page.text)) for p in taken):
        return False
    first = max(0, taken[0] - at[0])
    last = min(len(page.keys), first + len(quote.keys) + len(taken)) - 1
    stretch = page.text[page.place(first).start : page.place(last).start]
    return any(not char.isalnum() and char not in _PLAIN for char in stretch)


def _year(quote: Quotation, page: Printed, taken: tuple[int, ...], at: tuple[int, int]) -> bool:
    """ "'94" and "1994"."""
    if len(taken) != 1 or at[1] - at[0] != 1:
        return False
    sides = [
        (quote.text, quote.words.starts[quote.at[at[0]]], quote.keys[at[0]]),
        (page.text, page.place(taken[0]).start, page.keys[taken[0]]),
    ]
    (text, start, short), (_, _, long) = sorted(sides, key=lambda side: len(side[2]))
    return (
        len(short) == 3
        and len(long) == 5
        and text[start - 1 : start] in _APOSTROPHES
        and long in (f"#19{short[1:]}", f"#20{short[1:]}")
    )


def _aside(quote: Quotation, taken: tuple[int, ...], at: tuple[int, int]) -> bool:
    if at[0] == at[1] or not quote.asides:
        return False
    # "(the bill) the": either "the" may be the one put in, so the stretch is tried further ahead as well
    for shift in range(1 if taken else at[1] - at[0]):
        ahead = range(at[0] - shift, at[1] - shift)
        if ahead.start < 0 or quote.keys[ahead.start : at[0]] != quote.keys[ahead.stop : at[1]]:
            break
        span = quote.span(ahead.start, ahead.stop)
        if any(one.start < span.start and span.end < one.end for one in quote.asides):
            return True
    return False
