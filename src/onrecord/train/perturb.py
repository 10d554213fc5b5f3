"""The same text printed another way: other marks, other headline case, no paragraph breaks, other names.

What is marked stays marked: every rewriting carries the spans along.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.pieces import CLOSING, OPENING, mark_states
from onrecord.train.corpora import Marked, Role, Text
from onrecord.train.vocabulary import FIRST, LAST, PARTIES, PLACES

Edit = tuple[int, int, str]
_STYLES = (('"', '"'), ("\u201c", "\u201d"), ("''", "''"), ("\u00ab", "\u00bb"), ("\u2018", "\u2019"), ("'", "'"))
_STYLE_ODDS = (4, 4, 2, 1, 3, 2)
_DOUBLE = re.compile("''|``|[\"\u201c\u201d\u201e\u00ab\u00bb]")
_SURNAMES = "Trump Clinton Obama Sanders Cruz Rubio Kasich Bush Pence Kaine Ryan Romney Biden Carson Christie Warren McConnell Gingrich Giuliani Comey Lynch Powell Palin Stein Johnson Garland Reid Pelosi Conway Manafort Lewandowski"  # noqa: E501
_FIRSTS = "Donald Hillary Barack Bernie Ted Marco Jeb Mike Paul Ben Chris Elizabeth Mitch Newt Michelle Bill Joe John Melania Ivanka"
_PLACES = "Washington America Florida Ohio Iowa Texas California Virginia Pennsylvania Michigan Nevada Chicago Russia China Iran Syria Mexico Iraq Israel"  # noqa: E501
_PARTIES = "Republican Republicans Democrat Democrats Democratic GOP"
_NAME = re.compile(r"\b[A-Z][A-Za-z]+\b")


def rewrite(text: Text, edits: Sequence[Edit]) -> Text:
    """Replace stretches of the text; spans move with it. Edits must not overlap."""
    parts: list[str] = []
    before, shift = 0, 0
    starts: list[int] = []
    moves: list[tuple[int, int, int, int]] = []
    for start, end, new in sorted(edits):
        parts += [text.text[before:start], new]
        starts.append(start)
        moves.append((end, start + shift, start + shift + len(new), shift + len(new) - (end - start)))
        shift += len(new) - (end - start)
        before = end
    parts.append(text.text[before:])

    def at(position: int, closing: bool) -> int:
        n = bisect_right(starts, position - 1 if closing else position) - 1
        if n < 0:
            return position
        end, new_start, new_end, moved = moves[n]
        if position < end:
            return new_end if closing else new_start
        return position + moved

    def role(spans: Role) -> Role:
        made = ((at(s, False), at(e, True)) for s, e in spans)
        return tuple((s, e) for s, e in made if s < e)

    marks = None
    if text.attributions is not None:
        marks = tuple(Marked(role(a.source), role(a.cue), role(a.content)) for a in text.attributions)
    names = None
    if text.names is not None:
        moved_names = ((at(s, False), at(e, True), kind) for s, e, kind in text.names)
        names = tuple((s, e, kind) for s, e, kind in moved_names if s < e)
    return replace(text, text="".join(parts), attributions=marks, names=names)


def perturb(text: Text, luck: random.Random, share: float = 0.5) -> Text:
    """A text changed at random in one way or several; unchanged in one case of ``1 - share``."""
    if luck.random() > share:
        return _headline(text, luck)
    if luck.random() < 0.45:
        text = other_marks(text, luck)
    if luck.random() < 0.45:
        text = other_names(text, luck)
    text = _headline(text, luck)
    if luck.random() < 0.12:
        breaks = [(m.start(), m.end(), "\n") for m in re.finditer(r"\n\s*\n", text.text)]
        if luck.random() < 0.3:
            breaks = [(s, e, " ") for s, e, _ in breaks]
        text = rewrite(text, breaks)
    return text


def other_marks(text: Text, luck: random.Random) -> Text:
    """All double quotation marks in another style."""
    states = mark_states(text.text)
    opening, closing = luck.choices(_STYLES, _STYLE_ODDS)[0]
    edits = []
    for found in _DOUBLE.finditer(text.text):
        state = states[found.start()]
        if state == OPENING:
            edits.append((found.start(), found.end(), opening))
        elif state == CLOSING:
            edits.append((found.start(), found.end(), closing))
    return rewrite(text, edits)


def other_names(text: Text, luck: random.Random) -> Text:
    """The best-known names of the corpus replaced, the same one everywhere by the same one."""
    pools = ((_SURNAMES, LAST), (_FIRSTS, FIRST), (_PLACES, PLACES), (_PARTIES, PARTIES))
    chosen: dict[str, str] = {}
    for known, pool in pools:
        for name in known.split():
            chosen[name] = luck.choice(pool)
    edits = [(m.start(), m.end(), chosen[m.group()]) for m in _NAME.finditer(text.text) if m.group() in chosen]
    return rewrite(text, edits)


def _headline(text: Text, luck: random.Random) -> Text:
    """The title as titles are printed: without the corpus's full stop, in capitals, in small letters, or not there."""
    end = text.text.find("\n")
    if end <= 0 or end > 200:
        return text
    title = text.text[:end]
    roll = luck.random()
    if roll < 0.08:
        after = end + len(text.text[end:]) - len(text.text[end:].lstrip())
        return _cut(text, after)
    edits: list[Edit] = []
    stop = end
    if title.endswith(".") and luck.random() < 0.65:
        edits.append((end - 1, end, ""))
        stop = end - 1
    if roll < 0.15:
        edits += [(n, n + 1, title[n].upper()) for n in range(stop) if len(title[n].upper()) == 1]
    elif roll < 0.27:
        edits += [(n, n + 1, title[n].lower()) for n in range(1, stop) if len(title[n].lower()) == 1]
    return rewrite(text, edits) if edits else text


def _cut(text: Text, after: int) -> Text:
    """The text from a place on; attributions that reach before it go."""
    kept = tuple(
        a for a in text.attributions or () if min(s for r in (a.source, a.cue, a.content) for s, _ in r) >= after
    )
    names = text.names and tuple(n for n in text.names if n[0] >= after)
    return rewrite(replace(text, attributions=kept, names=names), [(0, after, "")])
