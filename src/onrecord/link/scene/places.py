"""Where and amid what something was said, where no word names an occasion: "in the lobby", "as she boarded the ferry"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.link.scene.passages import BLANK

PLACES = frozenset("in at on outside inside aboard near through via".split())
"""Words that may bring in a place."""
_FIRST = re.compile(
    r"[\s“\"'‘]*(?:(?:an?|the|his|her|their|its|this|another|one)\b|(?:stage|air|camera|court|dissent|evidence|private|public"
    r"|person|print|song|brief|opinion|poll|writing|testimony|passing)\b|[A-Z\u00c0-\u00de]|\d{4}\b)"
)
_NOT_THERE = re.compile(
    r"\w+ (?:the )?(?:condition|background|behalf|basis|grounds|record|fact|addition|order|turn|favou?r|line|terms|particular"
    r"|effect|light|support|least|first|last|risk|odds|stake|issue|end|point|time|moment|way|process|wake|face|future|past"
    r"|verge|same|other|back|need|case|event of|hope|belief|anonymity|one point|interest|interests|name|sense)\b",
    re.IGNORECASE,
)
"""Manner and terms, not a place: "on condition of anonymity", "on background", "in the end"."""
_CLAUSE_END = rf"[^,;:.{BLANK}\n]"
_AMID = re.compile(
    rf"(?<![\w-])(?P<by>[Aa]s|[Ww]hile) (?:(?:he|she|they|it)\b|the \w+\b|[A-Z][\w’']+(?: [A-Z][\w’']+)?) (?!was said)\w+{_CLAUSE_END}{{0,60}}"
)
_DOING = re.compile(
    rf"(?<![\w-])(?P<by>[Ii]n|[Ww]hile|[Bb]efore|[Aa]fter|[Uu]pon) (?!cluding)[a-z]{{3,}}ing\b {_CLAUSE_END}{{2,60}}"
)
_OPENING = re.compile(rf"[\s\"“]*(?P<whole>(?P<by>[A-Z][a-z]{{2,}}ing) {_CLAUSE_END}{{3,80}}?)(?=,)")
_ADDED = frozenset("adding noting saying according speaking concluding explaining citing referring arguing".split())


def no_place(words: str, start: int) -> bool:
    """A preposition at ``start`` that brings in terms or manner: "on condition of anonymity", "on background"."""
    return _NOT_THERE.match(words, start) is not None


def is_place(words: str, start: int, after: int) -> bool:
    """Whether one of ``PLACES`` at ``start``, which ends at ``after``, may bring in a place; offsets in ``words``."""
    return _FIRST.match(words, after) is not None and not no_place(words, start)


def amid(words: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, opener, sort) of clauses that tell what was being done meanwhile; offsets in ``words``."""
    lowered = words.lower()
    for match in _AMID.finditer(words) if "as " in lowered or "while " in lowered else ():
        yield match.start(), match.start() + len(match.group().rstrip()), match.group("by").lower(), "meanwhile"
    for match in _DOING.finditer(words) if "ing " in lowered else ():
        yield match.start(), match.start() + len(match.group().rstrip()), match.group("by").lower(), "doing"
    opening = _OPENING.match(words)
    if opening and opening.group("by").lower() not in _ADDED:
        yield opening.start("whole"), opening.end("whole"), opening.group("by").lower(), "doing"
