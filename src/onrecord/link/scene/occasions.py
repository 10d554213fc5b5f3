"""Phrases that tell on what occasion something was said: "in a letter to ...", "at a rally in ...", "on Twitter"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.link.scene.times import times_in
from onrecord.model import Span

_TOKEN = re.compile(r"[^\W_]+(?:[-'’&.@][^\W_]+)*\.?|@\w+|[^\w\s]|\x00+")
_LEFT = 8
"""At most this many words between the preposition and the head word."""
_RIGHT = 12
_PREPOSITIONS = frozenset(
    "in at during on via through by from after following for with before to inside outside amid aboard per".split()
)
_COMPLEMENTS = frozenset("with of on in at to by for from about between before after aboard near outside and".split())
_BREAKS = frozenset(
    "that who which said says saying told where when while because but as if whether is was were are has had have will would "
    "he she they it i we added adding asked".split()
)
_DETERMINERS = frozenset(
    "a an the his her their its another this that one each every our my some two three several".split()
)
_OPENERS = re.compile(
    r"\b(?:sitting down with|speaking (?:at|in|on|during|to|with|by|from|before|via|outside)|appearing (?:on|at|before|in)|taking to|took to|takes to|"
    r"reached by|writing (?:in|on|for)|addressing|attending|visiting|testifying (?:in|before|at)|emerging from|campaigning (?:in|at|for)|"
    r"stumping (?:in|for|at)|responding to|in response to|asked (?:at|during|in|on)|stood on|standing (?:outside|on|in)|gathered (?:outside|at|in)|"
    r"wrote (?:in|on)|quoted (?:in|by|on))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """A phrase that may tell the occasion: span, words, kind, how it opens ("in", "during", "", ...) and its head word."""

    span: Span
    text: str
    kind: str
    opener: str
    head: str


@dataclass(frozen=True, slots=True)
class _Table:
    nouns: re.Pattern[str]
    kinds: dict[str, str]
    media: re.Pattern[str]
    networks: re.Pattern[str]
    verbs: dict[str, str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = tomllib.loads(files("onrecord.link.scene").joinpath("occasions.toml").read_text(encoding="utf-8"))
    kinds: dict[str, str] = {}
    for kind, listed in raw["nouns"].items():
        for noun in (one.strip() for one in listed.split(",")):
            for form in (
                noun,
                f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith(("s", "ch")) else f"{noun}s",
            ):
                kinds.setdefault(form.lower(), kind)
    longest = sorted(kinds, key=len, reverse=True)
    names = raw["media"]["names"].split()
    return _Table(
        re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])", re.IGNORECASE),
        kinds,
        re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"),
        re.compile(
            r"(?<![\w-])(?:"
            + "|".join(raw["networks"]["names"].split())
            + r"|social media|social network\w*|X)(?![\w-])"
        ),
        {form: kind for kind, forms in raw["verbs"].items() for form in forms.split()},
    )


def occasions_in(words: str, offset: int) -> Iterator[OccasionWords]:
    """The occasion phrases of ``words``, which stands at ``offset`` (code points) in the text; they may overlap."""
    table = _table()
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(words)]
    if not tokens:
        return
    starts = {start: place for place, (_, start, _) in enumerate(tokens)}
    times = [(one.span.start, one.span.end) for one in times_in(words, 0) if one.kind != "vague"]
    taken = -1
    for match in table.nouns.finditer(words):
        first = starts.get(match.start())
        if first is None or match.start() < taken or match.group() == "March":
            continue
        last = next((n for n in range(first, len(tokens)) if tokens[n][2] >= match.end()), first)
        kind = table.kinds[match.group().lower()]
        made = _phrase(words, tokens, first, last, times)
        if made is not None:
            start, end, opener = made
            taken = match.end()
            yield OccasionWords(
                Span(offset + start, offset + end), words[start:end], kind, opener, match.group().lower()
            )
    yield from _named(table.media, "broadcast", "media", words, tokens, starts, offset, times)
    yield from _named(table.networks, "post", "network", words, tokens, starts, offset, times)
    for match in _OPENERS.finditer(words):
        place = starts.get(match.start())
        if place is None:
            continue
        after = next((n for n in range(place, len(tokens)) if tokens[n][1] >= match.end()), None)
        if after is None:
            continue
        end = _right(tokens, after - 1, times)
        if end > match.end():
            text = words[match.start() : end]
            yield OccasionWords(
                Span(offset + match.start(), offset + end), text, _kind_in(text), match.group().lower(), ""
            )
    for token, start, end in tokens:
        if token.lower() in table.verbs:
            yield OccasionWords(
                Span(offset + start, offset + end), token, table.verbs[token.lower()], "verb", token.lower()
            )


def _kind_in(text: str) -> str:
    table = _table()
    match = table.nouns.search(text)
    if match:
        return table.kinds[match.group().lower()]
    if table.networks.search(text):
        return "post"
    if table.media.search(text):
        return "broadcast"
    return "event"


_Tokens = list[tuple[str, int, int]]
_Times = list[tuple[int, int]]


def _phrase(words: str, tokens: _Tokens, first: int, last: int, times: _Times) -> tuple[int, int, str] | None:
    """From the preposition before a head word (or its determiner) to the end of what belongs to it."""
    start, opener = tokens[first][1], ""
    place = first
    determined = False
    for step in range(1, _LEFT + 1):
        place = first - step
        if place < 0:
            break
        token = tokens[place][0]
        lowered = token.lower()
        if lowered == "to" and not _nominal(tokens[place + 1][0]):
            break
        if lowered in _PREPOSITIONS:
            start, opener = tokens[place][1], lowered
            break
        if _closes(token):
            break
        if (
            not (token[0].isalnum() or token[0] in "'’“”\"&@#")
            or lowered in _BREAKS - {"that"}
            or _verbal(lowered, determined)
        ):
            break
        if lowered in _DETERMINERS or lowered.endswith(("'s", "’s")):
            start = tokens[place][1]
            determined = True
    if opener == "" and not determined:
        return None
    return start, _right(tokens, last, times), opener


def _nominal(token: str) -> bool:
    return token.lower() in _DETERMINERS or token[0].isupper()


def _closes(token: str) -> bool:
    """A word with a full stop that ends a sentence rather than an abbreviation."""
    return (
        token.endswith(".")
        and len(token) > 1
        and not (token[0].isupper() and (len(token) <= 5 or token.count(".") > 1))
    )


def _verbal(word: str, determined: bool) -> bool:
    return determined and word.endswith("ed") and len(word) > 4


def _right(tokens: _Tokens, last: int, times: _Times) -> int:
    """The end of a phrase: complements taken, stopping before punctuation, clauses and time words."""
    end = tokens[last][2]
    pending = False
    quoted = 0
    for place in range(last + 1, min(last + 1 + _RIGHT, len(tokens))):
        if _closes(tokens[place - 1][0]):
            break
        token, start, stop = tokens[place]
        lowered = token.lower()
        if any(low <= start < high for low, high in times):
            break
        if token[0] in '“"':
            quoted += 1
            pending = True
            continue
        if token[0] in "”":
            end = stop
            pending = False
            continue
        if token[0] in "'’&@#":
            continue
        if not token[0].isalnum() or lowered in _BREAKS:
            break
        if lowered in _COMPLEMENTS:
            pending = True
            continue
        if pending or token[0].isupper() or token[0].isdigit() or quoted:
            end = stop
            pending = lowered in _DETERMINERS or (pending and not token[0].isupper())
            continue
        break
    return end


def _named(
    pattern: re.Pattern[str],
    kind: str,
    head: str,
    words: str,
    tokens: _Tokens,
    starts: dict[int, int],
    offset: int,
    times: _Times,
) -> Iterator[OccasionWords]:
    """ "on CNN", "on his Facebook page", "on NBC's 'Meet the Press'"."""
    for match in pattern.finditer(words):
        place = starts.get(match.start())
        if place is None:
            place = next((n for n, (_, low, high) in enumerate(tokens) if low <= match.start() < high), None)
            if place is None:
                continue
        for step in range(1, 5):
            if place - step < 0:
                break
            lowered = tokens[place - step][0].lower()
            if lowered in ("on", "via", "to", "in", "over", "across", "through", "for"):
                start = tokens[place - step][1]
                end = _right(tokens, place, times)
                yield OccasionWords(Span(offset + start, offset + end), words[start:end], kind, lowered, head)
                break
            if not (
                lowered.endswith(("'s", "’s"))
                or lowered in _DETERMINERS
                or tokens[place - step][0][0].isupper()
                or lowered == "“"
            ):
                break
