"""Every character that may be a quotation mark, and whether it can open, close, both or neither where it stands."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Family = Literal["double", "single", "guillemet", "corner"]
Shape = Literal["open", "close", "either"]

# Five marks or more in a row are decoration, and are consumed as one match that makes no mark.
_MARK = re.compile(
    r"[\"\u201c\u201d'\u2018\u2019`«»‹›]{5,}|''|``"
    r"|[\"\u201c\u201d\u201e\u201f\uff02«»‹›「」『』\u2018\u2019\u201a\u201b'\u2032`]"
)
_DOUBLE_OPEN, _DOUBLE_CLOSE = "\u201c\u201e\u201f``", "\u201d"
# Words that begin with an apostrophe: a mark before one of them is only a quotation mark if a closing one follows.
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|em|til|till|cause|cos|cuz|bout|round|n|ere|neath|ello|ave|im|er|alf|ol|s|\d\ds?)(?!\w)",
    re.IGNORECASE,
)
# Word ends at which an apostrophe may stand for dropped letters or the possessive of a plural.
_DROPPED = re.compile(r"(?:s|S|z|x|in|IN|\d|\b[Aa]n|\b[Oo]|\b[Tt]h|\b[Ww]i|\b[Oo]l|\b[Ll]i'?l)\Z")
_AND = re.compile(r"(?<=\w )['\u2018\u2019][nN]['\u2018\u2019](?= \w)")
_FEET = re.compile(r"\d['\u2019\u2032]\s?\d{1,2}\Z")
_SPEAKS = re.compile(r"\s+(?:he|she|they|it|said|says|told|the|a|and|but|by|mr|mrs|ms)\b")


class Mark(NamedTuple):
    """One mark where it stands. ``weak``: it could as well be an apostrophe."""

    start: int
    end: int
    glyph: str
    family: Family
    shape: Shape
    weak: bool = False


def shapes(text: str, start: int, end: int) -> list[Mark]:
    """The marks of one paragraph ``text[start:end]``, apostrophes and inch signs left out. Linear in its length."""
    marks = [made for found in _MARK.finditer(text, start, end) for made in _shape(text, found, start, end)]
    return _without_apostrophes(text, marks)


def _shape(text: str, found: re.Match[str], start: int, end: int) -> list[Mark]:
    at, after, glyph = found.start(), found.end(), found.group()
    if after - at > 2:
        return []
    before = text[at - 1] if at > start else " "
    follows = text[after] if after < end else " "
    if glyph == "''" and _opens(before, follows) and not follows.isdigit() and _ELISION.match(text, after):
        # 'Tis inside single marks: one mark and one apostrophe.
        return [Mark(at, at + 1, "'", "single", "open")]
    if glyph in "'\u2018\u2019\u201a\u201b\u2032`":
        made = _single(text, at, before, follows, glyph)
        return [made] if made else []
    if glyph in "«»‹›":
        return [Mark(at, after, glyph, "guillemet", _guillemet(glyph, before, follows))]
    if glyph in "「『":
        return [Mark(at, after, glyph, "corner", "open")]
    if glyph in "」』":
        return [Mark(at, after, glyph, "corner", "close")]
    if glyph in ('"', "\uff02", "''") and before.isdigit() and _FEET.search(text, max(start, at - 6), at):
        return []
    return [Mark(at, after, glyph, "double", _double(glyph, before, follows))]


def _opens(before: str, follows: str) -> bool:
    """Space, dash, bracket or another mark before, and something said after."""
    return (
        before.isspace() or before in "([{/-\u2013\u2014\u2026\"\u201c\u201e«'\u2018:;>\u200b\ufeff"
    ) and not follows.isspace()


def _closes(before: str, follows: str) -> bool:
    return not before.isspace() and not (follows.isalnum())


def _double(glyph: str, before: str, follows: str) -> Shape:
    opens, closes = _opens(before, follows), _closes(before, follows)
    strictly_opens = (
        opens
        and (before.isspace() or before in "([{\u201c\u2018")
        and (follows.isalnum() or follows in "‘'“\u2026.[($£€")
    )
    strictly_closes = closes and not opens
    if glyph in _DOUBLE_OPEN:
        # “ ends a German quotation, and slips of the keyboard end an English one with it.
        return "either" if strictly_closes else "open"
    if glyph in _DOUBLE_CLOSE:
        return "either" if strictly_opens else "close"
    if strictly_opens:
        return "open"
    return "close" if strictly_closes else "either"


def _guillemet(glyph: str, before: str, follows: str) -> Shape:
    opens = before.isspace() or before in "([{\u2014-"
    if glyph in "«‹":
        return "either" if not opens and not follows.isalnum() else "open"
    return "either" if opens and follows.isalnum() else "close"


def _single(text: str, at: int, before: str, follows: str, glyph: str) -> Mark | None:
    after = at + 1
    if glyph == "\u201a":
        return Mark(at, after, glyph, "single", "open") if follows.isalnum() else None
    if (before.isalnum() and follows.isalnum()) or _AND.match(text, at) or _AND.match(text, max(0, at - 2)):
        return None  # O'Neill, it's, 5'10, rock 'n' roll
    if glyph in "\u2032`" and before.isalnum():
        return None
    opens = _opens(before, follows) and (follows.isalnum() or follows in "\u201c\"«\u2026.[($£€#@‘“'\u2019")
    if glyph != "\u2019" and opens:
        elided = _ELISION.match(text, after) is not None
        return Mark(at, after, glyph, "single", "open", weak=elided)
    if glyph == "\u2018":
        return Mark(at, after, glyph, "single", "either", weak=True) if _closes(before, follows) else None
    if _closes(before, follows):
        dropped = before.isalnum() and _DROPPED.search(text, max(0, at - 4), at) is not None
        return Mark(at, after, glyph, "single", "close", weak=dropped)
    return None


def _without_apostrophes(text: str, marks: list[Mark]) -> list[Mark]:
    """Leave out single marks that are better read as apostrophes: one look to the right for each, precomputed."""
    kept: list[Mark] = []
    firm_close = weak_close = False  # a closing single to the right, before the next opening one
    for mark in reversed(marks):
        if mark.family != "single":
            kept.append(mark)
        elif mark.shape == "open":
            if not mark.weak or firm_close:
                kept.append(mark)
                firm_close = weak_close = False
        elif mark.weak and (firm_close or (weak_close and not _SPEAKS.match(text, mark.end))):
            continue
        else:
            kept.append(mark)
            firm_close, weak_close = firm_close or not mark.weak, weak_close or mark.weak
    kept.reverse()
    return kept
