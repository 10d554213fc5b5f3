"""In whose words: which characters of a content are the speaker's, which the outlet's, and what quotation type follows.

The rules: what stands inside the outermost marks is the speaker's (the marks themselves are not; marks that open a
further paragraph of the same quotation are not; marks nested inside stay). Taken out again as *insertions*: square
brackets, parentheses with an agency's or editor's tag, "(sic)", stage directions. Any other parenthesis inside a
quotation is *unclear*: neither shown as the speaker's words nor said to be the outlet's. A bare ellipsis stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.extract.marks import QuotedStretch
from onrecord.model import Span, Spans
from onrecord.model.attribution import QuotationType

_BRACKETS = re.compile(r"\[[^\[\]\n]{0,300}\]|\([^()\n]{0,300}\)")
_TAG = (
    r"(?:[A-Z]{2,6}|(?:[A-Z]\.){1,4}|[Ee]d(?:s|itors?)?\.?|[Tt]rans(?:lators?)?\.?"
    r"|[Ee]ditorial (?:note|staff)|[Tt]ranslator's note)"
)
_TAGGED = re.compile(
    rf"\((?:[^()]*?(?:\s[-\u2013\u2014]{{1,2}}\s?|[-\u2013\u2014]{{1,2}}\s|\u2014){_TAG}"
    rf"|\s*[-\u2013\u2014]{{1,2}}\s*{_TAG}"
    rf"|\s*{_TAG}\s*:[^()]*"
    r"|[Ee]ditor[’']?s?[’']? [Nn]ote\b[^()]*|[^()]*,\s*[Ee]d\.?"
    r"|[Ss]ic[.!]?|[Ee]mphasis (?:added|mine|ours)|\.{3}|\u2026)\s*\)"
)
_STAGE = re.compile(
    r"\((?:(?:[Ll]augh|[Aa]pplau|[Cc]heer|[Pp]aus|[Ss]igh|[Cc]rosstalk|[Ii]naudible|[Uu]nintelligible|[Ss]mil|[Cc]ough"
    r"|LAUGH|APPLAU|CROSSTALK|INAUDIBLE|UNINTELLIGIBLE|CHEER)\w*)(?: \w+){0,2}[.!]?\)"
)
_WORD = re.compile(r"\w+(?:['\u2019.,&\-\u2011]\w+)*")
_STRAY = re.compile(r"[,.!?](?P<mark>['\u2019\"\u201d]{1,2})\Z")
_TRANSLATED = re.compile(
    r"\b(?:through|via|with the help of) (?:an?|his|her|their|the) (?:interpreter|translator)s?\b"
    r"|\btranslated (?:from|by|into)\b|\b(?:in|according to) (?:an? |the )?(?:\w+ )?translation\b"
    r"|\btranslation (?:from|of) the \w+\b"
    r"|\b(?:speaking|spoken|said|told \w+) in [A-Z]\w+(?:ese|ish|ian|ic|si|an|ench|eek|tch|ali|ili|du|di|ew)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A content parted by whose words it holds. All spans are code points of the text."""

    quotation: QuotationType
    verbatim: Spans
    insertions: Spans
    unclear: Spans
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """The stretches of a text ready for look-up: the outermost ones in order, and all of them."""

    stretches: Sequence[QuotedStretch]
    tops: Sequence[QuotedStretch]
    ends: Sequence[int]

    @classmethod
    def of(cls, stretches: Sequence[QuotedStretch]) -> Quoted:
        """Prepare the stretches that `marks` found."""
        tops = [one for one in stretches if one.depth == 0]
        return cls(stretches, tops, [one.span.end for one in tops])

    def over(self, start: int, end: int) -> Iterable[QuotedStretch]:
        """The outermost stretches that share a character with ``[start, end)``."""
        for at in range(bisect_right(self.ends, start), len(self.tops)):
            if self.tops[at].span.start >= end:
                return
            yield self.tops[at]

    def meets(self, start: int, end: int) -> bool:
        """Whether any stretch shares a character with ``[start, end)``."""
        return next(iter(self.over(start, end)), None) is not None

    def inside(self, start: int, end: int) -> Iterable[QuotedStretch]:
        """The outermost of the stretches that lie wholly in ``[start, end)``."""
        reached = start
        at = bisect_left(self.stretches, start, key=lambda one: one.span.start)
        for one in self.stretches[at:]:
            if one.span.start >= end:
                return
            if one.span.start >= reached and one.span.end <= end:
                reached = one.span.end
                yield one


def words_of(text: str, content: Spans, quoted: Quoted, *, nested: bool = False) -> Words:
    """Whose words ``content`` holds. ``nested``: it stands inside another's content, whose marks do not count."""
    inner: list[Span] = []
    notes: list[str] = []
    for start, end in content:
        for one in (quoted.inside if nested else quoted.over)(start, end):
            part = _trimmed(text, max(start, one.inner.start), min(end, one.inner.end))
            part = _without_stray(text, part) if part.end < one.inner.end else part
            if part.start < part.end:
                inner.append(part)
                if one.standing == "unclosed":
                    notes.append("the quotation mark is never closed: where the quotation ends is not certain")
    insertions: list[Span] = []
    unclear: list[Span] = []
    verbatim: list[Span] = []
    for part in inner:
        at = part.start
        for found in _BRACKETS.finditer(text, part.start, part.end):
            taken = Span(*found.span())
            outlets = found[0][0] == "[" or _TAGGED.fullmatch(found[0]) or _STAGE.fullmatch(found[0])
            (insertions if outlets else unclear).append(taken)
            if at < taken.start:
                verbatim.append(Span(at, taken.start))
            at = taken.end
        if at < part.end:
            verbatim.append(Span(at, part.end))
    kept = tuple(span for span in verbatim if _WORD.search(text, span.start, span.end))
    return Words(_kind(text, content, inner), kept, tuple(insertions), tuple(unclear), tuple(dict.fromkeys(notes)))


def _without_stray(text: str, part: Span) -> Span:
    """Without a mark of another kind that was printed to close the quotation (``"We have a deal,' he said``)."""
    found = _STRAY.search(text, part.start, part.end)
    return Span(part.start, found.start("mark")) if found else part


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the blanks that French printing sets inside guillemets."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _kind(text: str, content: Spans, inner: Sequence[Span]) -> QuotationType:
    total = sum(1 for start, end in content for _ in _WORD.finditer(text, start, end))
    inside = sum(1 for start, end in inner for _ in _WORD.finditer(text, start, end))
    if not inside:
        return "indirect"
    return "direct" if inside >= total else "mixed"


def translation_note(text: str, around: Span) -> str | None:
    """A note where the words around an attribution say that it was translated."""
    found = _TRANSLATED.search(text, around.start, around.end)
    return f"translated: {' '.join(found[0].split())}" if found else None
