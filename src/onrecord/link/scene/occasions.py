"""Phrases that tell on what occasion something was said: "in a letter to ...", "at a rally in ...", "on Twitter"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.link.lowered import lowered
from onrecord.link.scene.places import PLACES, amid, is_place, no_place
from onrecord.link.scene.times import TimeWords
from onrecord.model import Span

_TOKEN = re.compile(r"[^\W_]+(?:[-'’&.@][^\W_]+)*\.?|@\w+|[^\w\s]|\x00+")
_LEFT = 8
"""At most this many words between the preposition and the head word."""
_RIGHT = 12
"""Words to the right of a head, at most; a name that stands across that edge is kept whole."""
_PAGES = frozenset("site page account platform channel network feed app website profile".split())
"""What follows the name of a medium and belongs to it: "on his Chatterbox page"."""
_PREPOSITIONS = frozenset(
    "in at during on via through by from after following for with before to inside outside amid aboard per".split()
)
_COMPLEMENTS = frozenset("with of on in at to by for from about between before after aboard near outside and".split())
_BREAKS = frozenset(
    "that who which said says saying told where when while because "
    "but as if whether is was were are has had have will would "
    "he she they it i we added adding asked".split()
)
_DETERMINERS = frozenset(
    "a an the his her their its another this that one each every our my some two three several".split()
)
_OPENERS = re.compile(
    r"\b(?:sitting down with|speaking (?:at|in|on|during|to|with|by|"
    "from|before|via|outside)|appearing (?:on|at|before|in)|taking "
    "to|took to|takes to|"
    "reached by|writing (?:in|on|for)|addressing|attending|visiting|"
    "testifying (?:in|before|at)|emerging from|campaigning (?:in|"
    "at|for)|"
    "stumping (?:in|for|at)|responding to|in response to|asked (?:at|"
    "during|in|on)|stood on|standing (?:outside|on|in)|gathered (?:outside|"
    "at|in)|"
    r"wrote (?:in|on)|quoted (?:in|by|on)|through (?:an?|his|her|its|their)(?= spokes))\b"
)
"""For words in lower case (`lowered`)."""


_FRONT = re.compile(
    r"[\s\"“]*(?P<front>(?P<by>In|At|On|From|During|Outside|Inside|While|As|When|Appearing|Addressing|Speaking|Writing|Visiting)"
    r" [^,;:.\x00\n]{3,90}?)(?=,)"
)

_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+\Z|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St|No|Ave)\.\Z")
_Tokens = list[tuple[str, int, int]]
_Times = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """A phrase that may tell the occasion: span, words, kind, its preposition ("" for none) and its head word."""

    span: Span
    text: str
    kind: str
    opener: str
    head: str


@dataclass(frozen=True, slots=True)
class _Table:
    nouns: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word of a head -> its further words and its kind, longest first."""
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
    nouns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for noun, kind in kinds.items():
        first, *rest = [match.group() for match in _TOKEN.finditer(noun)]
        nouns.setdefault(first, []).append((tuple(rest), kind))
    return _Table(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in nouns.items()},
        re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, raw["media"]["names"].split())) + r")(?![\w-])"),
        re.compile(
            r"(?<![\w-])(?:"
            + "|".join(raw["networks"]["names"].split())
            + r"|social media|social network\w*|X)(?![\w-])"
        ),
        {form: kind for kind, forms in raw["verbs"].items() for form in forms.split()},
    )


def occasions_in(words: str, offset: int, times: Sequence[TimeWords]) -> Iterator[OccasionWords]:
    """The occasion phrases of ``words``, which stands at ``offset`` (code points) in the text; they may overlap.

    ``times`` are the time expressions of the same stretch: a phrase ends before them.
    """
    table = _table()
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(words)]
    edges = [
        (one.span.start - offset, one.span.end - offset)
        for one in times
        if one.kind != "vague" and not one.text.isdigit()
    ]
    taken = -1
    seen: list[tuple[int, int]] = []
    for first, (token, start, end) in enumerate(tokens):
        lowered = token.lower()
        if lowered in table.verbs:
            yield OccasionWords(Span(offset + start, offset + end), token, table.verbs[lowered], "verb", lowered)
        if first <= taken or lowered.rstrip(".") not in table.nouns or token == "March" or lowered == "shows":
            continue
        if first and tokens[first - 1][0] == "White":
            continue  # the White House is a place and a person's office, no chamber
        hit = _head_at(table, tokens, first)
        made = _phrase(words, tokens, first, hit[0], edges) if hit else None
        if hit and made:
            begin, finish, opener = made
            finish = _unstopped(words, begin, finish)
            taken = hit[0]
            span = Span(offset + begin, offset + finish)
            seen.append((begin, finish))
            yield OccasionWords(span, words[begin:finish], hit[1], opener, lowered)
    yield from _named(table.media, "broadcast", "media", words, tokens, offset, edges)
    yield from _named(table.networks, "post", "network", words, tokens, offset, edges)
    yield from _opened(words, tokens, offset, edges)
    for one in _fronted(words, offset, edges):
        seen.append((one.span.start - offset, one.span.end - offset))
        yield one
    yield from _placed(words, tokens, offset, edges, seen)


def _placed(
    words: str, tokens: _Tokens, offset: int, edges: _Times, seen: Sequence[tuple[int, int]]
) -> Iterator[OccasionWords]:
    """Places and what was being done, where no head word stands in the phrase (``seen``: those found by one)."""
    for place, (token, start, after) in enumerate(tokens):
        opener = token.lower()
        if (
            opener not in PLACES
            or not is_place(words, start, after)
            or any(low <= start < high for low, high in (*seen, *edges))
        ):
            continue
        end = _unstopped(words, start, _right(tokens, place, edges, open_ended=True))
        if end > after and not any(start < low < end for low, _ in seen):
            yield OccasionWords(Span(offset + start, offset + end), words[start:end], "place", opener, "place")
    for start, end, opener, sort in amid(words):
        yield OccasionWords(Span(offset + start, offset + end), words[start:end], sort, opener, sort)


def _head_at(table: _Table, tokens: _Tokens, first: int) -> tuple[int, str] | None:
    """The last token and the kind of the longest head that starts at a token."""
    for rest, kind in table.nouns[tokens[first][0].lower().rstrip(".")]:
        last = first + len(rest)
        if last < len(tokens) and all(
            tokens[first + 1 + n][0].lower().rstrip(".") == word for n, word in enumerate(rest)
        ):
            return last, kind
    return None


def _opened(words: str, tokens: _Tokens, offset: int, edges: _Times) -> Iterator[OccasionWords]:
    """ "sitting down with ...", "speaking at ...", "reached by phone"."""
    for match in _OPENERS.finditer(lowered(words)):
        after = next((n for n, (_, start, _) in enumerate(tokens) if start >= match.end()), None)
        if after is None or no_place(words, words.rfind(" ", 0, match.end()) + 1):
            continue
        end = _unstopped(words, match.start(), _right(tokens, after - 1, edges, open_ended=True))
        if end > match.end():
            text = words[match.start() : end]
            span = Span(offset + match.start(), offset + end)
            yield OccasionWords(span, text, _kind_in(text), match.group(), "")


def _fronted(words: str, offset: int, edges: _Times) -> Iterator[OccasionWords]:
    """ "In the mining town of ..., he said", "As she rode the ferry, she said": what a sentence opens with."""
    match = _FRONT.match(words)
    if match is None:
        return
    start, end = match.span("front")
    end = min([end, *(low for low, _ in edges if start <= low < end)])  # "In Larkhaven on Monday, ..."
    if len(words[start:end].split()) < 2:
        return
    end = start + len(words[start:end].rstrip())
    kind = _kind_in(words[start:end])
    yield OccasionWords(Span(offset + start, offset + end), words[start:end], kind, match.group("by").lower(), "front")


def _kind_in(text: str) -> str:
    table = _table()
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for first, (token, _, _) in enumerate(tokens):
        hit = _head_at(table, tokens, first) if token.lower().rstrip(".") in table.nouns else None
        if hit:
            return hit[1]
    if table.networks.search(text):
        return "post"
    return "broadcast" if table.media.search(text) else "event"


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
        if token == "," and place and _listed(tokens[place - 1][0], tokens[place + 1][0]):
            continue
        if (
            not (token[0].isalnum() or token[0] in "'’“”\"&@#")
            or lowered in _BREAKS - {"that"}
            or _verbal(lowered, determined)
        ):
            break
        if lowered in _DETERMINERS or lowered.endswith(("'s", "’s")):
            start = tokens[place][1]
            determined = True
    if opener == "" and not determined and not (tokens[first][0].endswith("s") and _word(tokens, last + 1) == "with"):
        return None
    return start, _right(tokens, last, times), opener


def _listed(before: str, after: str) -> bool:
    """A comma inside a noun phrase: "a wide-ranging, hour-long interview", "a Larkhaven, Ohio rally"."""
    return ("-" in before or "-" in after) or (before[0].isupper() and after[0].isupper())


def _word(tokens: _Tokens, place: int) -> str:
    return tokens[place][0].lower() if place < len(tokens) else ""


def _nominal(token: str) -> bool:
    return token.lower() in _DETERMINERS or token[0].isupper()


def _closes(token: str) -> bool:
    """A word with a full stop that ends a sentence rather than an abbreviation."""
    return (
        token.endswith(".")
        and len(token) > 1
        and not (token[0].isupper() and (len(token) <= 5 or token.count(".") > 1))
    )


def _unstopped(words: str, start: int, end: int) -> int:
    """The end of a phrase without the full stop of the sentence."""
    last = words[start:end].split()[-1:]
    if last and last[0].endswith(".") and not words[end:].strip() and not _ABBREVIATED.search(last[0]):
        return end - 1  # "with the Shin Bet." ends the sentence
    return end - 1 if last and last[0].endswith(".") and _closes(last[0]) and end - start > 1 else end


def _verbal(word: str, determined: bool) -> bool:
    return determined and word.endswith("ed") and len(word) > 4


def _right(tokens: _Tokens, last: int, times: _Times, *, open_ended: bool = False) -> int:
    """The end of a phrase: complements taken, stopping before punctuation, clauses and time words.

    ``open_ended``: what ends at ``last`` asks for a complement ("speaking at").
    """
    end = tokens[last][2]
    pending = open_ended
    quoted = 0
    for place in range(last + 1, min(last + 9 + _RIGHT, len(tokens))):
        if _closes(tokens[place - 1][0]):
            break
        if place > last + _RIGHT and not (tokens[place][0][0].isupper() and tokens[place - 1][0][0].isupper()):
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
        if lowered.rstrip(".") in _PAGES and not pending and end == tokens[place - 1][2]:
            end = stop
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
    offset: int,
    times: _Times,
) -> Iterator[OccasionWords]:
    """ "on CNN", "on his Facebook page", "on NBC's 'Meet the Press'"."""
    for match in pattern.finditer(words):
        place = next((n for n, (_, low, high) in enumerate(tokens) if low <= match.start() < high), None)
        if place is None:
            continue
        last = next(n for n in range(place, len(tokens)) if match.end() <= tokens[n][2])
        for step in range(1, 5):
            if place - step < 0:
                break
            lowered = tokens[place - step][0].lower()
            if lowered in ("on", "via", "to", "in", "over", "across", "through", "for"):
                start = tokens[place - step][1]
                end = _unstopped(words, start, _right(tokens, last, times))
                yield OccasionWords(Span(offset + start, offset + end), words[start:end], kind, lowered, head)
                break
            if not (
                lowered.endswith(("'s", "’s"))
                or lowered in _DETERMINERS
                or tokens[place - step][0][0].isupper()
                or lowered == "“"
            ):
                break
