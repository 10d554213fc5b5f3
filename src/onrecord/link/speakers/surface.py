"""The surface of a text: tokens with where they stand, sentences, paragraphs, and what is inside quotation marks.

Linear in the text; every offset is a code point of the text given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Block, Span

_TOKEN = re.compile(
    r"\n[ \t\r]*\n\s*|\n"  # breaks
    r"|['’]s\b(?!\w)"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., J.F.
    r"|(?:BRIEF|UPDATE|EXCLUSIVE|CORRECTED|REFILE|WRAPUP|FACTBOX|TIMELINE|EXPLAINER|ANALYSIS|INTERVIEW|INSIGHT|FOCUS|POLL)(?=-[A-Z])"
    r"|\d{1,3}-year-old\b"
    r"|\d+(?:st|nd|rd|th)\b|\d[\d.,]*\d|\d"
    r"|[^\W_](?:[^\W_]|[\x80-\x9f]|(?<=[ÃÂ])[\xa0-\xbf])*(?:(?:[-‐‑&]|['’](?!s\b))[^\W_]+)*"  # mis-decoded letters stay inside their word
    r"|''|``|[^\w\s]|_",
)
_ABBREVIATED = frozenset(
    """mr mrs ms dr sen rep gov gen col lt sgt maj capt st jr sr prof rev hon adm cmdr sens reps govs no vs inc corp ltd
    co jan feb mar apr jun jul aug sep sept oct nov dec dept est fig brig mt messrs pres supt insp""".split()
)
_OPENS = "“«„‟〝"
_CLOSES = "”»〞"
_ENDS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Surface:
    """Parallel lists, one entry a token; breaks between lines are not tokens.

    ``sentence`` and ``paragraph`` count from 0; ``quoted`` tells whether the token stands inside quotation marks;
    ``first`` whether it opens a sentence (marks aside); ``shouting`` whether its line is printed in capitals or in the
    title case of headlines, so that a capital tells nothing.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    quoted: tuple[bool, ...]
    first: tuple[bool, ...]
    shouting: tuple[bool, ...]

    def at(self, offset: int) -> int:
        """The first token that ends after ``offset`` (the number of tokens when there is none)."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """The number of tokens that start before ``offset``."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> Span:
        """From the start of token ``first`` to the end of token ``last``, both included."""
        return Span(self.starts[first], self.ends[last])

    def inside(self, span: Span) -> range:
        """The tokens that touch ``span``."""
        return range(self.at(span.start), self.before(span.end))


def surface_of(text: str, blocks: Sequence[Block] = ()) -> Surface:
    """Read the surface of ``text``. Blocks of furniture and headlines start paragraphs of their own."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    paragraph: list[int] = []
    quoted: list[bool] = []
    first: list[bool] = []
    borders = {block.span.start for block in blocks}
    sentences = paragraphs = 0
    open_mark: str | None = None
    begins, ended = True, False
    for found in _TOKEN.finditer(text):
        word = found.group()
        if word[0] == "\n":
            if words and (word.count("\n") > 1 or found.end() in borders or _ends_line(words[-1])):
                if paragraph[-1] == paragraphs and word.count("\n") > 1:
                    paragraphs += 1
                sentences += sentence[-1] == sentences
                open_mark, begins, ended = None, True, False
            continue
        start = found.start()
        if ended and not _closing(word, open_mark):
            sentences += 1
            begins, ended = True, False
        alphabetic = word[0].isalnum()
        opening, open_mark = (False, open_mark) if alphabetic else _mark(text, start, word, open_mark)
        words.append(word)
        starts.append(start)
        ends.append(found.end())
        sentence.append(sentences)
        paragraph.append(paragraphs)
        quoted.append(open_mark is not None and not opening)
        first.append(begins and alphabetic)
        if alphabetic:
            begins = False
        if opening and len(words) > 1 and words[-2] in (",", ":"):
            begins = True
        if word in _ENDS and not _abbreviation(words, text, found.end()):
            ended = True
    lines = _shouting(text, words, starts)
    return Surface(
        text, tuple(words), tuple(starts), tuple(ends), tuple(sentence), tuple(paragraph), tuple(quoted), tuple(first),
        tuple(lines),
    )  # fmt: skip


def _ends_line(word: str) -> bool:
    return word in _ENDS or word in ("”", '"', ":", ";")


def _closing(word: str, open_mark: str | None) -> bool:
    return (
        word in _CLOSES
        or word in (")", "]", "’", "'")
        or word in _ENDS
        or (word in ('"', "''") and open_mark is not None)
    )


def _mark(text: str, start: int, word: str, open_mark: str | None) -> tuple[bool, str | None]:
    """Whether the token opens a quotation, and the mark open after it."""
    if word in _OPENS or word == "``":
        return True, open_mark or word
    if word in _CLOSES:
        return False, None
    if word in ('"', "''"):
        before = text[start - 1] if start else " "
        after = text[start + len(word)] if start + len(word) < len(text) else " "
        if open_mark is None or (before.isspace() and not after.isspace() and open_mark not in ('"', "''")):
            return True, open_mark or word
        return False, None
    return False, open_mark


def _abbreviation(words: list[str], text: str, end: int) -> bool:
    if words[-1] != "." or len(words) < 2:
        return False
    before = words[-2]
    after = text[end : end + 2]
    if before.lower() == "no":
        return after[:1] == " " and after[1:2].isdigit()  # "No. 4", and not "said no. He left"
    if before.lower() in _ABBREVIATED:
        return True
    if len(before) == 1 and before.isupper():
        return True
    return (bool(after[:1]) and not after[0].isspace() and after[0] not in "\"'”’)]»") or (
        after[:1] == " " and after[1:2].islower()
    )


def _shouting(text: str, words: Sequence[str], starts: Sequence[int]) -> list[bool]:
    """For each token whether its line tells nothing by capitals."""
    flags = [False] * len(words)
    n = 0
    while n < len(words):
        line_end = text.find("\n", starts[n])
        line_end = len(text) if line_end < 0 else line_end
        stop = bisect_left(starts, line_end, n)
        stop = max(stop, n + 1)
        # A line of hundreds of words is prose; headings are short.
        if stop - n <= 60:
            letters = [w for w in words[n:stop] if w[0].isalpha() and len(w) > 3]
            capital = sum(w[0].isupper() for w in letters)
            upper = sum(w.isupper() for w in letters)
            if len(letters) >= 3 and (
                (capital >= 0.8 * len(letters) and len(letters) >= 4) or upper >= 0.7 * len(letters)
            ):
                flags[n:stop] = [True] * (stop - n)
        n = stop
    _shouted_runs(words, flags)
    return flags


def _shouted_runs(words: Sequence[str], flags: list[bool]) -> None:
    """Four and more words of capitals in a row inside a line are a heading too."""
    n = 0
    while n < len(words):
        if not words[n].isupper():
            n += 1
            continue
        k = n
        while k < len(words) and (
            words[k].isupper() or (k > n and not words[k][0].isalnum() and words[k] not in ".!?")
        ):
            k += 1
        if sum(1 for w in words[n:k] if len(w) > 1 and w[0].isalpha()) >= 4:
            flags[n:k] = [True] * (k - n)
        n = max(k, n + 1)
