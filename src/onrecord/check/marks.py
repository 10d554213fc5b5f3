"""What of a text stands inside quotation marks, and where its sentences part. Never raises on unbalanced marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span

_MARKS = re.compile(r"``|''|[\"“”„«»‹›‘’'‟「」『』]|\n\s*\n")
_OPENERS = {"“": "”", "„": "“", "«": "»", "‹": "›", "‘": "’", "「": "」", "『": "』", "‟": "”"}
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt capt rev st jr sr hon pres vs etc inc ltd co corp no vol fig art "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k u.n "
    "e.g i.e messrs mme mlle supt insp adm maj cmdr brig det dept univ approx est bros".split()
)
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s|$))|[。！？]|\n\s*\n")


class Quoted(NamedTuple):
    """A stretch inside one pair of marks (the marks themselves left out). ``depth`` 1: outermost.

    ``closed`` is False where no closing mark came before the paragraph ended.
    """

    span: Span
    depth: int
    closed: bool


def quoted(text: str) -> list[Quoted]:
    """The stretches of ``text`` inside paired quotation marks, outer before inner; paragraph by paragraph.

    An opening mark without its closing one reaches to the end of its paragraph (a quotation going on in the next).
    """
    found: list[Quoted] = []
    stack: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text):
        sign, start, end = mark.group(), mark.start(), mark.end()
        if sign.isspace():
            _finish(found, stack, start)
            stack = []
            continue
        sign = '"' if sign in ("``", "''") else sign
        closer = _closes(text, sign, start, end, stack)
        if closer is not None:
            while len(stack) > closer + 1:
                stack.pop()  # an inner mark that never closed: its opening was an apostrophe or a slip
            _, began = stack.pop()
            found.append(Quoted(Span(began, start), len(stack) + 1, True))
        elif _opens(text, sign, start, end, stack):
            if stack and stack[-1][0] == sign and not _nests(text, sign, end):
                _finish(found, stack, start)  # the one before was never closed
                stack = []
            stack.append((sign, end))
    _finish(found, stack, len(text))
    return sorted((one for one in found if one.span.length > 0), key=lambda one: (one.span.start, -one.span.end))


def _nests(text: str, sign: str, end: int) -> bool:
    """The same mark opens twice: true when enough closing marks follow in the paragraph for both."""
    over = text.find("\n\n", end)
    over = len(text) if over < 0 else over
    closer = _OPENERS.get(sign, sign)
    return text.count(closer, end, over) >= text.count(sign, end, over) + 2


def _finish(found: list[Quoted], stack: list[tuple[str, int]], end: int) -> None:
    for depth, (sign, began) in enumerate(stack, start=1):
        if sign in ("'", "’", "‘") and depth == 1:
            continue  # an unclosed single mark is nearly always an apostrophe
        found.append(Quoted(Span(began, end), depth, False))
        break


def _closes(text: str, sign: str, start: int, end: int, stack: list[tuple[str, int]]) -> int | None:
    """Position in the stack of the mark that ``sign`` closes, or None."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if sign in ("'", "’") and (after.isalnum() or before.isspace()):
        return None
    for position in range(len(stack) - 1, -1, -1):
        opener = stack[position][0]
        if sign == _OPENERS.get(opener) or (sign == "”" and opener in '"„“') or (sign == '"' and opener in "“„"):
            return position
        if sign == opener and sign in "\"'":
            # A straight mark right before a word and after a blank opens a new quotation inside the old one only
            # when the old one was never meant to close; news practice is that it closes.
            return None if before.isspace() and after.isalnum() else position
        if sign in "«»" and opener in "«»" and sign != opener:
            return position
        if sign == "“" and opener == "„":
            return position
    return None


def _opens(text: str, sign: str, start: int, end: int, stack: list[tuple[str, int]]) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if sign in ("'", "‘"):
        return not before.isalnum() and not after.isspace() and _single_closes(text, sign, end)
    if sign in "”’›" or after.isspace() or end >= len(text):
        return sign in "“„«" and end < len(text)
    return sign in _OPENERS or sign in '"»'


def _single_closes(text: str, sign: str, end: int) -> bool:
    """A single mark opens only if one that can close it comes later in the paragraph: "'90s" and "'em" do not."""
    over = text.find("\n\n", end)
    stretch = text[end : over if over >= 0 else len(text)]
    return re.search(r"(?<=[\w.,!?…;—-])['’](?!\w)", stretch[:2000]) is not None and (
        sign == "‘" or re.match(r"\d0s\b|em\b|til\b|cause\b|tis\b|twas\b|n\b", stretch) is None
    )


def sentence_ends(text: str) -> list[int]:
    """Where sentences end (code points, sorted), paragraph ends among them. Abbreviations do not end one."""
    ends: list[int] = []
    for found in _SENTENCE_END.finditer(text):
        sign = found.group()[0]
        if sign == "." and not _real_end(text, found.start(), found.end()):
            continue
        if sign in "…!?" and text[found.end() : found.end() + 40].lstrip().lstrip("\"'“‘«([")[:1].islower():
            continue
        ends.append(found.end())
    ends.append(len(text))
    return ends


def _real_end(text: str, stop: int, after: int) -> bool:
    begin = stop
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:stop]
    following = text[after : after + 40].lstrip().lstrip("\"'“‘«([")
    if following and following[0].islower():
        return False
    if word.lower() in _ABBREVIATIONS:
        return word.lower() in {"a.m", "p.m", "u.s", "u.k", "etc", "inc", "jr", "sr", "no"} and (
            not following or _starts_sentence(following)
        )
    return not (len(word) == 1 and word.isupper() and word != "I")


def _starts_sentence(following: str) -> bool:
    return (
        re.match(
            r"(?:The|A|An|He|She|It|We|They|I|You|But|And|In|On|At|This|That|There|If|When|So|No|Not)\b", following
        )
        is not None
    )
