"""A text as a row of words that can be compared: keys with their places, numbers and dates in one form each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from onrecord.check.amounts import canonical
from onrecord.check.spelling import keys_of
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@lru_cache(maxsize=1)
def _pattern() -> regex.Pattern[str]:
    # Scripts written without spaces go sign by sign; everything else word by word. Hyphens part words.
    alone = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
    letter = r"(?!" + alone + r")[\p{L}\p{M}\p{Cf}]"
    return regex.compile(
        rf"(?P<acronym>(?:\p{{Lu}}\.){{2,}}|\b[AaPp]\.[Mm]\.)"
        rf"|(?P<number>\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*)"
        rf"|(?P<alone>{alone})"
        rf"|(?P<word>(?:\[\p{{L}}{{1,12}}\])?(?!\p{{Cf}})(?:{letter})+(?:\[\p{{L}}{{1,5}}\])?"
        rf"(?:['’ʼ＇‘`´′](?:{letter})+)*)"
        rf"|(?P<sign>[%‰$€£¥₹₽₩&½¼¾])"
    )


_LETTER = "[A-Za-zªµºÀ-ÖØ-öø-ÿ]"
_LATIN = re.compile("[\x00-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*")
"""Signs of which `_PLAIN` makes the same words as the pattern for all scripts, in a third of the time."""
_PLAIN = re.compile(
    r"(?P<acronym>(?:[A-ZÀ-ÖØ-Þ]\.){2,}|\b[AaPp]\.[Mm]\.)"
    r"|(?P<number>[0-9]+(?:[.,:][0-9]+)*)"
    rf"|(?P<word>(?:\[{_LETTER}{{1,12}}\])?{_LETTER}+(?:\[{_LETTER}{{1,5}}\])?(?:['’‘`´]{_LETTER}+)*)"
    r"|(?P<sign>[%‰$€£¥₹₽₩&½¼¾])"
)
_PAUSES = frozenset(",;:—–-.!?…，、。")
_OPEN, _CLOSE = "[", "]"


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in parallel rows. ``keys[i]`` was written at ``[starts[i], ends[i])``.

    ``inserted``: inside square brackets. ``patched``: brackets inside the word, as in "[T]he". ``cap``: written with a
    capital. Contractions give several keys at one place.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    inserted: bytearray
    patched: bytearray
    cap: bytearray

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """From the start of word ``first`` to the end of the word before ``last``."""
        return Span(min(self.starts[first:last]), max(self.ends[first:last]))

    def surface(self, position: int) -> str:
        """One word as written."""
        return self.text[self.starts[position] : self.ends[position]]


def words_of(text: str, start: int = 0, end: int | None = None, brackets: list[tuple[int, int]] | None = None) -> Words:
    """The words of ``text[start:end]``; places count from the start of ``text``.

    ``brackets`` are the stretches of insertions (code points); by default what stands in square brackets.
    """
    stop = len(text) if end is None else end
    brackets = _brackets(text, start, stop) if brackets is None else brackets
    pattern = _PLAIN if _LATIN.fullmatch(text, start, stop) else _pattern()
    raw = [
        (one.group(), one.start(), one.end(), one.lastgroup or "word") for one in pattern.finditer(text, start, stop)
    ]
    return _rows(text, canonical(raw, _plain_keys), brackets)


@lru_cache(maxsize=65536)
def _plain_keys(surface: str, kind: str) -> tuple[str, ...]:
    if kind == "acronym":
        return (surface.replace(".", "").lower(),)
    if kind == "word" and "[" in surface:
        return keys_of(surface.replace("[", "").replace("]", ""))
    return keys_of(surface)


def _rows(text: str, keyed: Sequence[tuple[tuple[str, ...], int, int]], brackets: list[tuple[int, int]]) -> Words:
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for parts, begin, over in keyed:
        keys.extend(parts)
        if len(parts) == 1:  # nearly always
            starts.append(begin)
            ends.append(over)
        else:
            starts.extend([begin] * len(parts))
            ends.extend([over] * len(parts))
    inserted, patched = bytearray(len(keys)), bytearray(len(keys))
    cap = bytearray([text[start].isupper() for start in starts])
    if "[" in text or "]" in text:
        for place, (begin, over) in enumerate(zip(starts, ends, strict=True)):
            patched[place] = "[" in text[begin:over]
            inserted[place] = not patched[place] and any(left <= begin and over <= right for left, right in brackets)
            if text[begin] == "[":
                cap[place] = text[begin + 1].isupper()
    return Words(text, keys, starts, ends, inserted, patched, cap)


def pause_at(text: str, place: int, step: int) -> bool:
    """True when the next sign from ``place`` on, blanks and marks aside, sets words off (or nothing follows)."""
    while 0 <= place < len(text) and (text[place].isspace() or text[place] in "\"'“”‘’«»"):
        place += step
    return not 0 <= place < len(text) or text[place] in _PAUSES


def _brackets(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    if text.find(_OPEN, start, stop) < 0:
        return []
    return [found.span() for found in regex.finditer(r"\[[^\[\]]{0,400}\]", text, pos=start, endpos=stop)]
