"""What people decided, as it may be told: nothing of what lies behind a tombstone, in no field and under no spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from onrecord.model import Judgement
from onrecord.model.keeping import Correction
from onrecord.record.database import Database
from onrecord.record.reading import veiled
from onrecord.record.rows import SUPPRESSED, mark_of
from onrecord.record.suppressing import hidden_names, name_spans
from onrecord.record.words import normal_name

Decided = TypeVar("Decided", Judgement, Correction)


def tellable(db: Database, made: Iterable[Decided]) -> list[Decided]:
    """Decisions without those on hidden people and statements; in what is left, hidden names are blacked out."""
    if db.one("SELECT 1 FROM suppression LIMIT 1") is None:
        return list(made)
    names = hidden_names(db)
    folded = {normal_name(name) for name in names}
    return [_veiled(one, names) for one in made if not any(_hidden(db, side, folded) for side in _sides(one))]


def _sides(one: Judgement | Correction) -> tuple[str, ...]:
    return (one.left, one.right) if isinstance(one, Judgement) else (one.attribution,)


def _hidden(db: Database, side: str, folded: set[str]) -> bool:
    """True for a person (``article#name``) who is hidden, and for a hidden attribution or the statement named after it."""
    if "#" in side:
        return normal_name(side.rpartition("#")[2]) in folded
    rows = db.rows("SELECT state FROM attribution WHERE mark = ?", (mark_of("a" + side[1:]),))
    return bool(rows) and all(state == SUPPRESSED for (state,) in rows)


def _veiled(one: Decided, names: Sequence[str]) -> Decided:
    if isinstance(one, Judgement):
        return replace(one, reason=_blacked(one.reason, names))
    return replace(one, why=_blacked(one.why, names), value=_blacked(one.value, names))


def _blacked(value: Any, names: Sequence[str]) -> Any:
    """A plain value with hidden names blacked out in every text in it."""
    if isinstance(value, str):
        return veiled(value, name_spans(value, names))
    if isinstance(value, dict):
        return {field: _blacked(inner, names) for field, inner in value.items()}
    return [_blacked(inner, names) for inner in value] if isinstance(value, list) else value
