"""The words of every span, with what stands before and after them: told on demand, and sealed when stored.

A text is stored once and never changed, so the words of a span, its prefix and its suffix are slices of it. A seal, four
bytes an attribution, is taken over all of them when the findings are stored; `verify` slices again and compares, so
that a span that has moved by a character, or a text that has, is found and named.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.model import Attribution, Block, Diagnostic, Span
from onrecord.model.keeping import Quote

AROUND = 32
"""Characters of prefix and suffix, as in a text quote selector (W3C Web Annotation Data Model, 2017)."""
Walk = Callable[[Any, str], Iterator[tuple[str, Span]]]


def spans_in(value: Attribution | Block | Diagnostic) -> Iterator[tuple[str, Span]]:
    """Every span of a noun of the model, in the order of its fields, each with the path to it (``speaker.role``)."""
    return _walk(type(value))(value, "")  # type: ignore[arg-type]  # a union of types is hashable, which mypy does not see


def quotes_of(text: str, attribution: Attribution) -> tuple[Quote, ...]:
    """Each span of an attribution with its exact words, prefix and suffix."""
    return tuple(quote_at(text, path, span) for path, span in spans_in(attribution))


def quote_at(text: str, role: str, span: Span) -> Quote:
    """The words at a span, with up to `AROUND` characters before and after."""
    return Quote(role, span, span.of(text), text[max(0, span.start - AROUND) : span.start], text[span.end :][:AROUND])


def seals_of(
    text: str, blocks: Sequence[Block], attributions: Sequence[Attribution], diagnostics: Sequence[Diagnostic]
) -> bytes:
    """Four bytes for blocks and diagnostics together, then four for each attribution."""
    rest = _seal(text, (*blocks, *diagnostics))
    return struct.pack(f"<{1 + len(attributions)}I", rest, *(_seal(text, (one,)) for one in attributions))


def unsealed(seals: bytes) -> tuple[int, ...]:
    """The numbers in what `seals_of` gave. Raises struct.error when it is not of whole numbers."""
    return struct.unpack(f"<{len(seals) // 4}I", seals)


def _seal(text: str, nouns: Sequence[Attribution | Block | Diagnostic]) -> int:
    words = "\0".join(
        f"{path}\0{span.start}\0{text[max(0, span.start - AROUND) : span.start]}\0{text[span.start : span.end]}\0"
        f"{text[span.end : span.end + AROUND]}"
        for noun in nouns
        for path, span in spans_in(noun)
    )
    return zlib.crc32(words.encode("utf-8", "surrogatepass"))


@cache
def _walk(kind: type[Any]) -> Walk:
    """How to find the spans in one ``kind``: made once from its fields."""
    hints = get_type_hints(kind)
    parts = [(field.name, part) for field in fields(kind) if (part := _part(hints[field.name])) is not None]

    def walk(value: Any, path: str) -> Iterator[tuple[str, Span]]:
        for name, part in parts:
            inner = getattr(value, name)
            if inner:
                yield from part(inner, f"{path}{name}")

    return walk


def _part(hint: Any) -> Walk | None:
    if get_origin(hint) in (Union, UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        hint = rest[0] if len(rest) == 1 else hint
    if hint is Span:
        return lambda value, path: iter(((path, value),))
    if is_dataclass(hint) and isinstance(hint, type):
        inner = _walk(hint)
        return lambda value, path: inner(value, f"{path}.")
    if get_origin(hint) is tuple:
        each = _part(get_args(hint)[0])
        if each is not None:
            found = each
            return lambda values, path: (pair for value in values for pair in found(value, path))
    return None
