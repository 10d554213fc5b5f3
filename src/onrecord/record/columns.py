"""Rows with nouns inside them, as columns of plain values and back: what repeats down a column deflates best.

A column is named by the path to its value: ``speaker.role.span``; ``chain*rule`` is a field of each of several nouns in
a list. Words that are just what stands at the span beside them are not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]
Columns = dict[str, list[Any]]


def columns_of(rows: Sequence[Row]) -> Columns:
    """Every value of ``rows`` in a column of its own; what a row lacks is None."""
    made: Columns = {}
    for place, row in enumerate(rows):
        for path, value in _values(row, ""):
            made.setdefault(path, [None] * len(rows))[place] = value
    return made


def _values(noun: Row, path: str) -> Iterator[tuple[str, Any]]:
    for name, value in noun.items():
        if isinstance(value, dict):
            yield from _values(value, f"{path}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for field in dict.fromkeys(field for each in value for field in each):
                yield f"{path}{name}*{field}", [each.get(field) for each in value]
        else:
            yield f"{path}{name}", value


class Rows:
    """What `columns_of` was given, a row at a time. Raises ValueError where the columns differ in length."""

    def __init__(self, columns: Columns) -> None:
        """Columns of nouns not taken apart, as versions before 4 of the record have them, are read as well."""
        self.count = len(next(iter(columns.values()), ()))
        if any(len(values) != self.count for values in columns.values()):
            raise ValueError("columns of different lengths")
        self._columns = [(*_steps(path), values) for path, values in columns.items()]

    def at(self, place: int) -> Row:
        """The row at a place, without what it lacks."""
        row: Row = {}
        for steps, name, field, values in self._columns:
            value = values[place]
            if value is None:
                continue
            noun = row
            for step in steps:
                noun = noun.setdefault(step, {})
            if field is None:
                noun[name] = value
                continue
            for each, one in zip(noun.setdefault(name, [{} for _ in value]), value, strict=True):
                if one is not None:
                    each[field] = one
        return row


def _steps(path: str) -> tuple[list[str], str, str | None]:
    """The names that lead to a column's value: the nouns around it, its own, and the field in each of a list."""
    whole, _, field = path.partition("*")
    *steps, name = whole.split(".")
    return steps, name, field or None


def without_words(noun: Row, text: str, start: int) -> None:
    """Take out of a noun, and the nouns in it, the words that stand at its span (counted from ``start``)."""
    for inner in _spanned(noun):
        if inner.get("text") == words_at(text, start, inner["span"]):
            del inner["text"]


def with_words(noun: Row, text: str, start: int) -> None:
    """Put back what `without_words` took out."""
    for inner in _spanned(noun):
        inner.setdefault("text", words_at(text, start, inner["span"]))


def _spanned(noun: Row) -> Iterator[Row]:
    for value in noun.values():
        if isinstance(value, dict):
            yield from _spanned(value)
            if "span" in value:
                yield value


def words_at(text: str, start: int, span: Sequence[int]) -> str:
    """The words at a packed span: where it begins, counted from ``start``, and how long it is."""
    at, length = span
    return text[max(0, start + at) : max(0, start + at + length)]
