"""What the program found in one text, packed: JSON, deflated (zlib), spans counted from where each content begins.

The text itself is not repeated, nor what follows from text and spans (ids). The fields of an article's attributions
stand in columns, which deflate better than rows. Shape::

    {"blocks": [[gap, length, kind, place?, repeats?], ...],        gap: from the end of the block before
     "attributions": {"content": [[[start, length], ...], ...], "source": [...], ...},
     "diagnostics": [{"code", "message", "span"?}, ...]}

``content`` of each attribution begins at a place counted from the content before; every other span in it counts from
its own content's start. A field that is null or empty is null.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model import Attribution, Block, Diagnostic, Document, Span, attribution_id
from onrecord.model.errors import RecordDamagedError
from onrecord.record.rows import CONFIDENCE_PLACES
from onrecord.record.shapes import bare, builder, relative

if TYPE_CHECKING:
    import msgspec

"""Probabilities are kept to four places, as the contract prints them."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Blocks, attributions and diagnostics of one revision."""

    blocks: tuple[Block, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@cache
def _attribution_decoder() -> msgspec.json.Decoder[Attribution]:
    import msgspec

    return msgspec.json.Decoder(Attribution)


def pack(document: Document, sha256: str) -> bytes:
    """The findings of ``document``, whose text has that hash; what comes back differs in the fifth decimal only."""
    import msgspec

    rows: list[dict[str, Any]] = []
    before = 0
    for one in document.attributions:
        start = one.content[0].start if one.content else 0
        row = relative(bare(msgspec.to_builtins(_rounded(one))), start)
        if row["id"] == attribution_id(sha256, one.content):
            del row["id"]
        row["at"] = start - before
        before = start
        rows.append(row)
    names = dict.fromkeys(name for row in rows for name in row)
    packed: dict[str, Any] = {
        "blocks": _packed_blocks(document.blocks),
        "attributions": {name: [row.get(name) for row in rows] for name in names},
    }
    if document.diagnostics:
        packed["diagnostics"] = document.diagnostics
    return zlib.compress(msgspec.json.encode(packed), 9)


def unpack(packed: bytes, sha256: str, *, where: str) -> Findings:
    """The findings that `pack` made. Raises RecordDamagedError naming ``where``."""
    import msgspec

    with _damage_named(where):
        plain = msgspec.json.decode(zlib.decompress(packed))
        attributions = _attributions(plain["attributions"], sha256, None)
        diagnostics = msgspec.convert(plain.get("diagnostics", []), tuple[Diagnostic, ...])
        return Findings(_blocks(plain["blocks"]), tuple(attributions.values()), diagnostics)


def unpack_some(packed: bytes, sha256: str, places: Container[int], *, where: str) -> dict[int, Attribution]:
    """The attributions at some places among those that `pack` was given, by place. Raises RecordDamagedError."""
    import msgspec

    with _damage_named(where):
        return _attributions(msgspec.json.decode(zlib.decompress(packed))["attributions"], sha256, places)


class Told(NamedTuple):
    """Of one attribution, as printed: the role that its speaker is given, and who is spoken to."""

    role: str | None
    addressee: str | None


def unpack_told(packed: bytes, *, where: str) -> list[Told]:
    """Roles and addressees by place, without all else: a tenth of the work. Raises RecordDamagedError."""
    with _damage_named(where):
        columns = _told_decoder().decode(zlib.decompress(packed)).attributions
        found = zip_longest(columns.speaker, columns.addressee)
        return [Told(one and one.role and one.role.text, to and (to.name or to.text)) for one, to in found]


def unpack_blocks(packed: bytes, *, where: str) -> tuple[Block, ...]:
    """The blocks alone. Raises RecordDamagedError."""
    with _damage_named(where):
        return _blocks(_blocks_decoder().decode(zlib.decompress(packed)).blocks)


@cache
def _blocks_decoder() -> Any:
    import msgspec

    return msgspec.json.Decoder(msgspec.defstruct("packed", [("blocks", list[list[Any]])]))


@cache
def _told_decoder() -> Any:
    import msgspec

    # structs made here and not by class statements: msgspec loads only where something is unpacked
    text = ("text", str | None, None)
    phrase: Any = msgspec.defstruct("phrase", [text, ("name", str | None, None)])
    speaker: Any = msgspec.defstruct("speaker", [("role", phrase | None, None)])
    columns: Any = msgspec.defstruct(
        "columns", [("speaker", list[speaker | None], []), ("addressee", list[phrase | None], [])]
    )
    return msgspec.json.Decoder(msgspec.defstruct("packed", [("attributions", columns)]))


def _attributions(columns: dict[str, list[Any]], sha256: str, places: Container[int] | None) -> dict[int, Attribution]:
    build = builder(Attribution)
    made: dict[int, Attribution] = {}
    gaps = columns.get("at", [])
    if any(len(values) != len(gaps) for values in columns.values()):
        raise ValueError("columns of different lengths")
    start = 0
    for place, gap in enumerate(gaps):
        start += gap
        if places is not None and place not in places:
            continue
        row = {name: values[place] for name, values in columns.items()}
        if row.get("id") is None:
            content = row.get("content") or ()
            row["id"] = attribution_id(sha256, tuple(Span(start + at, start + at + length) for at, length in content))
        made[place] = build(row, start)
    return made


@contextmanager
def _damage_named(where: str) -> Iterator[None]:
    import msgspec

    try:
        yield
    except (zlib.error, msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordDamagedError(f"the stored findings cannot be read ({error})", item=where) from error


def pack_one(attribution: Attribution) -> str:
    """One attribution as JSON text (for those that a person added)."""
    import msgspec

    return msgspec.json.encode(_rounded(attribution)).decode()


def unpack_one(packed: str, *, where: str) -> Attribution:
    """What `pack_one` made. Raises RecordDamagedError naming ``where``."""
    import msgspec

    try:
        return _attribution_decoder().decode(packed)
    except msgspec.DecodeError as error:
        raise RecordDamagedError(f"the stored attribution cannot be read ({error})", item=where) from error


def _packed_blocks(blocks: tuple[Block, ...]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    end = 0
    for block in blocks:
        row: list[Any] = [block.span.start - end, block.span.length, block.kind]
        if block.place is not None or block.repeats is not None:
            row += [block.place, block.repeats]
        rows.append(row)
        end = block.span.end
    return rows


def _blocks(rows: list[list[Any]]) -> tuple[Block, ...]:
    made: list[Block] = []
    end = 0
    for gap, length, kind, *rest in rows:
        span = Span(end + gap, end + gap + length)
        place, repeats = rest or (None, None)
        made.append(Block(span, kind, place, Span(*repeats) if repeats else None))
        end = span.end
    return tuple(made)


def _rounded(attribution: Attribution) -> Attribution:
    scores: dict[str, Any] = {
        field.name: None
        if (score := getattr(attribution.confidence, field.name)) is None
        else round(score, CONFIDENCE_PLACES)
        for field in fields(attribution.confidence)
    }
    chain = tuple(
        step if step.score is None else replace(step, score=round(step.score, CONFIDENCE_PLACES))
        for step in attribution.chain
    )
    return replace(attribution, confidence=replace(attribution.confidence, **scores), chain=chain)
