"""The quotation to be checked, made ready: its words, and apart from them its insertions and ellipses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.check.marks import quoted
from onrecord.check.words import Words, words_of
from onrecord.model import Span
from onrecord.model.errors import QueryError

LONGEST = 200_000
"""Code points; a longer text is no quotation."""
_ELLIPSIS = re.compile(
    r"\[\s*(?:…|\.\s?\.\s?\.\.?)\s*\]|\(\s*(?:…|\.\s?\.\s?\.\.?)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)*|\[\s*snip\s*\]|\*\s?\*\s?\*"
)
_WORD = re.compile(r"\w+")
_SIGNED = re.compile(r"[\s\"'”’»]*(?:[—–~(-]|--)\s*\w")
_LED = re.compile(r"[\s\"'“‘«„]*that\s+(?=\w)", re.IGNORECASE)
_INTRODUCED = re.compile(r":[\s\"'“‘«„]*$")
_CUE_WORDS = 14
"""Words up to which what stands around the marks of a pasted quotation may be its cue."""
CUES = frozenset(
    "said says saying told tells added adds asked asks wrote writes continued explained noted insisted warned argued "
    "replied announced claimed stated declared tweeted posted concluded recalled remarked quipped joked shouted "
    "called cried yelled told".split()
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``keys[i]`` was written at place ``at[i]`` of ``words``. ``breaks``: words before each ellipsis inside.

    ``insertions``: number of words before each bracketed insertion, with its span in the quotation. ``asides``: the
    stretches in round brackets, which are insertions where the page does not have their words.
    """

    text: str
    words: Words
    at: list[int]
    keys: list[str]
    breaks: dict[int, Span]
    insertions: dict[int, Span]
    asides: tuple[Span, ...] = ()

    def span(self, first: int, last: int) -> Span:
        """From word ``first`` to the word before ``last``, in the quotation as given."""
        return self.words.span(self.at[first], self.at[last - 1] + 1)


def quotation(text: str, *, alone: bool = False) -> Quotation:
    """Read a quotation as typed. Raises QueryError when there is no word in it, or far too many.

    ``alone``: without the cue that was pasted with it, ahead of its marks or after them (see `pasted`).
    """
    if len(text) > LONGEST:
        raise QueryError(f"the quotation has {len(text):,} characters", remedy=f"give at most {LONGEST:,}")
    words = words_of(text, brackets=_brackets(text))
    dropped = _reporting(text) + (_ends(text) if alone else [])
    if alone and (led := _LED.match(text)):
        dropped.append(Span(0, led.end()))
    at = [
        place for place in range(len(words))
        if not words.inserted[place] and not any(span.start <= words.starts[place] < span.end for span in dropped)
    ]  # fmt: skip
    if not at:
        raise QueryError("the quotation holds no words", remedy="give the words to be checked")
    starts = [words.starts[place] for place in at]
    breaks: dict[int, Span] = {}
    for found in _ELLIPSIS.finditer(text):
        before = _count_before(starts, found.start())
        if 0 < before < len(at):
            breaks.setdefault(before, Span(*found.span()))
    insertions: dict[int, Span] = {}
    for found in re.finditer(r"\[[^\[\]]*\]", text):
        if any(words.inserted[k] and found.start() <= words.starts[k] < found.end() for k in range(len(words))):
            insertions[_count_before(starts, found.start())] = Span(*found.span())
    asides = tuple(Span(*found.span()) for found in re.finditer(r"\([^()]*\)", text))
    return Quotation(text, words, at, [words.keys[place] for place in at], breaks, insertions, asides)


def _brackets(text: str) -> list[tuple[int, int]]:
    """Insertions, those that the quotation cuts through among them: "of them [in the" and "the house] fell"."""
    found: list[tuple[int, int]] = []
    opened, after = -1, 0
    for sign in re.finditer(r"[\[\]]", text):
        if sign.group() == "[":
            opened = sign.start()
        else:
            found.append((opened if opened >= 0 else after, sign.end()))
            opened, after = -1, sign.end()
    if opened >= 0:
        found.append((opened, len(text)))
    held = sum(1 for left, right in found for char in text[left:right] if char.isalnum())
    return found if held < sum(map(str.isalnum, text)) else []


def _count_before(starts: list[int], place: int) -> int:
    return sum(1 for start in starts if start < place)


def pasted(text: str) -> bool:
    """True where a cue seems to have been pasted with the quotation: '"We will," said Marrow', '"We will" - I. Marrow'.

    "that" ahead of the words may come out of such a cue too.
    """
    return bool(_ends(text)) or _LED.match(text) is not None


def surely_pasted(text: str) -> bool:
    """True for "that we will", '"We will" - Marrow' and 'Marrow: "We will"': what is never part of the words said."""
    return _LED.match(text) is not None or bool(_ends(text, signed_only=True))


def _ends(text: str, *, signed_only: bool = False) -> list[Span]:
    """What stands ahead of the first marked stretch and after the last, where it reads like a cue and is the less."""
    outer = [one for one in quoted(text) if one.depth == 1 and one.closed]
    if not outer:
        return []
    ends = [Span(0, outer[0].span.start), Span(outer[-1].span.end, len(text))]
    outside = [words for span in ends for words in _WORD.findall(span.of(text).lower())]
    inside = sum(len(_WORD.findall(one.span.of(text))) for one in outer)
    ahead, behind = (span.of(text) for span in ends)
    signed = _SIGNED.match(behind) if not _WORD.search(ahead) else _INTRODUCED.search(ahead)
    reads = signed or (not signed_only and CUES & set(outside))
    return ends if outside and len(outside) <= min(_CUE_WORDS, inside) and reads else []


def _reporting(text: str) -> list[Span]:
    """The stretches of a pasted '"We will," she said, "and soon."' that are the outlet's: between two marked ones."""
    outer = [one for one in quoted(text) if one.depth == 1 and one.closed]
    if len(outer) < 2:
        return []
    ahead, behind = text[: outer[0].span.start], text[outer[-1].span.end :]
    if any(char.isalnum() for char in ahead + behind):
        return []
    gaps = [Span(left.span.end, right.span.start) for left, right in pairwise(outer)]
    return [gap for gap in gaps if CUES & set(re.findall(r"\w+", gap.of(text).lower()))]
