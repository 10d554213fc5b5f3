"""Frozen nouns built from plain objects with relative spans: a plan for each class, made once from its fields.

A field that the model gains later needs nothing here, and findings packed before it are read with its default.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.model import Span

Build = Callable[[Any, int], Any]
"""From a plain value and the place its spans count from."""


@cache
def builder(kind: type[Any]) -> Build:
    """How to make one ``kind`` (a dataclass) of a plain object: ``[from start, length]`` becomes a `Span`."""
    hints = get_type_hints(kind)
    places = {field.name: (place, _part(hints[field.name])) for place, field in enumerate(fields(kind))}
    blank = [_absent(field, hints[field.name]) for field in fields(kind)]

    def build(plain: dict[str, Any], start: int) -> Any:
        values = blank.copy()
        for name, value in plain.items():
            if value is not None and name in places:
                place, part = places[name]
                values[place] = value if part is None else part(value, start)
        return kind(*values)

    return build


def _part(hint: Any) -> Build | None:
    """How to make a field of that type; None where the plain value will do."""
    hint = _present(hint)
    if hint is Span:
        return _span
    if is_dataclass(hint) and isinstance(hint, type):
        return builder(hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if inner is Span:
            return _spans
        if is_dataclass(inner) and isinstance(inner, type):
            each = builder(inner)
            return lambda values, start: tuple([each(value, start) for value in values])
        return lambda values, start: tuple(values)
    return None


def _present(hint: Any) -> Any:
    """``hint`` without its None."""
    if get_origin(hint) in (Union, UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def _absent(field: Field[Any], hint: Any) -> Any:
    """What stands for a value that is not there."""
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return () if get_origin(_present(hint)) is tuple else None


def _span(value: list[int], start: int) -> Span:
    return Span(start + value[0], start + value[0] + value[1])


def _spans(values: list[list[int]], start: int) -> tuple[Span, ...]:
    return tuple([Span(start + value[0], start + value[0] + value[1]) for value in values])


def relative(value: Any, start: int) -> Any:
    """A plain object with every span ``[start, end]`` in it (a pair of whole numbers) as ``[from start, length]``."""
    if isinstance(value, dict):
        return {name: relative(inner, start) for name, inner in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and type(value[0]) is int and type(value[1]) is int:
            return [value[0] - start, value[1] - value[0]]
        return [relative(inner, start) for inner in value]
    return value


def bare(value: Any) -> Any:
    """A plain object without what is null or empty."""
    if isinstance(value, dict):
        return {name: kept for name, inner in value.items() if (kept := bare(inner)) is not None}
    if isinstance(value, (list, tuple)):
        return [bare(inner) for inner in value] or None
    return value
