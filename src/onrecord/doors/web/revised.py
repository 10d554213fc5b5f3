"""What changed from one revision of an article to the next: its statements, and its text line by line. Pure.

Alignment is the longest common subsequence of lines, then of words (``rapidfuzz.distance.Indel``); every piece shown is
a slice of one of the two stored texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from onrecord.doors.web import wording
from onrecord.doors.web.report import sliced
from onrecord.model import Attribution
from onrecord.model.keeping import Change

PieceKind = Literal["same", "gone", "new"]
LineKind = Literal["same", "changed", "gone", "new", "skipped"]

ALIKE = 0.4
"""Two lines with at least this share of words in common order are one line, changed."""
WORDS_MOST = 4_000
"""Lines of more words are shown as gone and new, not word by word."""
CONTEXT = 1
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both revisions have, or only the one before (gone), or only this one (new)."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text in pieces; ``skipped`` counts the unchanged lines that stand for."""

    kind: LineKind
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class StatementChange:
    """One statement that is new, dropped or changed; ``remarks`` tell what else changed than the words."""

    kind: str
    attribution: Attribution
    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...] = ()


def text_changes(before: str, after: str) -> list[Line]:
    """The lines of both texts in one order: unchanged ones far from any change are only counted."""
    old, new = _lines(before), _lines(after)
    made: list[Line] = []
    gone: list[str] = []
    fresh: list[str] = []
    for same, left, right in _runs(old, new):
        if not same:
            gone += left
            fresh += right
            continue
        made += _settled(gone, fresh)
        gone, fresh = [], []
        made += [Line("same", (Piece(line, "same"),)) for line in right]
    made += _settled(gone, fresh)
    return list(_shortened(made))


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Two stretches of text word by word; a blank between two changes belongs to both."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) > WORDS_MOST or len(new) > WORDS_MOST:
        return tuple(piece for piece in (Piece(before, "gone"), Piece(after, "new")) if piece.text)
    runs = list(_runs(old, new))
    made: list[Piece] = []
    left: list[str] = []
    right: list[str] = []
    for place, (same, gone, fresh) in enumerate(runs):
        between = same and 0 < place < len(runs) - 1 and not "".join(gone).strip()
        if same and not between:
            made += _both(left, right)
            left, right = [], []
            made.append(Piece("".join(fresh), "same"))
        else:
            left += gone
            right += fresh
    made += _both(left, right)
    return tuple(made)


def statement_changes(before: str, after: str, changes: Sequence[Change]) -> list[StatementChange]:
    """What is new, changed and dropped, in the order given; what was kept is left out."""
    return [made for one in changes if (made := _statement(before, after, one)) is not None]


def _statement(before: str, after: str, one: Change) -> StatementChange | None:
    if one.kind == "kept":
        return None
    if one.after is None:
        if one.before is None:
            return None
        return StatementChange("dropped", one.before, (Piece(sliced(before, one.before.content), "gone"),))
    now = sliced(after, one.after.content)
    if one.before is None:
        return StatementChange("new", one.after, (Piece(now, "new"),))
    return StatementChange(
        "changed",
        one.after,
        word_changes(sliced(before, one.before.content), now),
        tuple(_remarks(one.before, one.after)),
    )


def _remarks(before: Attribution, after: Attribution) -> Iterator[str]:
    was, now = (one.speaker.name if one.speaker else "nobody named" for one in (before, after))
    if was != now:
        yield f"credited to {was} before, to {now} now"
    if before.quotation != after.quotation:
        yield f"{wording.QUOTATION[before.quotation]} before, {wording.QUOTATION[after.quotation]} now"


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Aligned runs: whether both have it, and the tokens of each side."""
    from rapidfuzz.distance import Indel

    for op in Indel.opcodes(old, new):
        yield op.tag == "equal", list(old[op.src_start : op.src_end]), list(new[op.dest_start : op.dest_end])


def _both(left: list[str], right: list[str]) -> list[Piece]:
    sides: tuple[tuple[list[str], PieceKind], ...] = ((left, "gone"), (right, "new"))
    return [Piece("".join(words), kind) for words, kind in sides if words]


def _settled(gone: list[str], fresh: list[str]) -> Iterator[Line]:
    """Lines between two unchanged ones: each new line beside the gone one that is most like it, in order."""
    first = 0
    for line in fresh:
        likeness, at = max(((_likeness(gone[n], line), -n) for n in range(first, len(gone))), default=(0.0, 0))
        if likeness < ALIKE:
            yield Line("new", (Piece(line, "new"),))
            continue
        yield from (Line("gone", (Piece(one, "gone"),)) for one in gone[first:-at])
        yield Line("changed", word_changes(gone[-at], line))
        first = 1 - at
    yield from (Line("gone", (Piece(one, "gone"),)) for one in gone[first:])


def _likeness(before: str, after: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(before.split(), after.split())


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    for kind, group in groupby(lines, key=lambda one: one.kind == "same"):
        run = list(group)
        first, last = run[0] is lines[0], run[-1] is lines[-1]
        ahead, behind = (0 if first else CONTEXT), (0 if last else CONTEXT)
        hidden = len(run) - ahead - behind
        if not kind or hidden < 2:
            yield from run
            continue
        yield from run[:ahead]
        yield Line("skipped", skipped=hidden)
        yield from run[len(run) - behind :]
