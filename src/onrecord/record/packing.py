"""What the program found in one text, packed: JSON, deflated (zlib), spans counted from where each content begins.

The text itself is not repeated, nor what follows from text and spans (ids, the words of an addressee). The fields of an
article's attributions stand in columns (see `columns`), which deflate better than rows. Shape::

    {"form": 2,                                                    what is implied is left out, see `implied`
     "blocks": [[gap, length, kind, place?, repeats?], ...],        gap: from the end of the block before
                                                                    a length alone: body, after two characters
     "attributions": {"at": [...], "content": [[[start, length], ...], ...], "speaker.name": [...], ...},
     "diagnostics": [{"code", "message", "span"?}, ...]}

``at`` is where an attribution's content begins, counted from the content before; every other span in it counts from its
own content's start. A field that is null or empty is null. Deflating begins from a dictionary (``findings.dict``, JSON
of invented reports; zlib names it in the stream), so that a short report need not tell the names of all fields.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model import Attribution, Block, Diagnostic, Document, Span, attribution_id
from onrecord.model.errors import RecordDamagedError
from onrecord.record.columns import Columns, Rows, columns_of, with_words, without_words, words_at
from onrecord.record.implied import Shortening, lengthen, loosen, tighten
from onrecord.record.rows import CONFIDENCE_PLACES
from onrecord.record.shapes import bare, builder, relative

if TYPE_CHECKING:
    import msgspec

_GAP = 2
"""Characters between most paragraphs."""
_FORM = 2
"""Findings without a form, of before version 7 of the record, say everything in full."""


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
    return _deflated(unpacked_json(document, sha256))


def unpacked_json(document: Document, sha256: str) -> bytes:
    """What `pack` deflates."""
    import msgspec

    rows: list[dict[str, Any]] = []
    shortening = Shortening(document.article.text)
    before = 0
    for one in document.attributions:
        start = one.content[0].start if one.content else 0
        row = relative(bare(msgspec.to_builtins(_rounded(one))), start)
        if row["id"] == attribution_id(sha256, one.content):
            del row["id"]
        without_words(row, document.article.text, start)
        shortening.shorten(row, start)
        row["at"] = start - before
        before = start
        rows.append(row)
    columns = columns_of(rows)
    tighten(columns)
    packed: dict[str, Any] = {
        "form": _FORM,
        "attributions": columns,
        "blocks": _packed_blocks(document.blocks),
    }
    if document.diagnostics:
        packed["diagnostics"] = document.diagnostics
    return msgspec.json.encode(packed)


@cache
def _dictionary() -> bytes:
    """Never changed: what was packed with it cannot be read without it."""
    return Path(__file__).with_name("findings.dict").read_bytes()


def _deflated(plain: bytes) -> bytes:
    deflating = zlib.compressobj(9, zdict=_dictionary())
    return deflating.compress(plain) + deflating.flush()


def _inflated(packed: bytes) -> bytes:
    """Also what was deflated without the dictionary, before version 4 of the record."""
    inflating = zlib.decompressobj(zdict=_dictionary())
    plain = inflating.decompress(packed)
    if not inflating.eof:
        raise zlib.error("cut short")
    return plain


def unpack(packed: bytes, text: str, sha256: str, *, where: str) -> Findings:
    """The findings that `pack` made of ``text``, which has that hash. Raises RecordDamagedError naming ``where``."""
    import msgspec

    with _damage_named(where):
        plain = msgspec.json.decode(_inflated(packed))
        attributions = _attributions(plain, text, sha256, None)
        diagnostics = msgspec.convert(plain.get("diagnostics", []), tuple[Diagnostic, ...])
        return Findings(_blocks(plain["blocks"]), tuple(attributions.values()), diagnostics)


def unpack_some(packed: bytes, text: str, sha256: str, places: Container[int], *, where: str) -> dict[int, Attribution]:
    """The attributions at some places among those that `pack` was given, by place. Raises RecordDamagedError."""
    import msgspec

    with _damage_named(where):
        return _attributions(msgspec.json.decode(_inflated(packed)), text, sha256, places)


class Told(NamedTuple):
    """Of one attribution, as printed: the role that its speaker is given, and who is spoken to."""

    role: str | None
    addressee: str | None


def unpack_told(packed: bytes, text: str, places: Container[int], *, where: str) -> dict[int, Told]:
    """Roles and addressees at some places, without all else: a tenth of the work. Raises RecordDamagedError."""

    def printed(words: list[str | None], spans: list[list[int] | None], place: int, start: int) -> str | None:
        if words and words[place] is not None:
            return words[place]
        span = spans[place] if spans else None
        return words_at(text, start, span) if span else None

    with _damage_named(where):
        columns = _told_decoder().decode(_inflated(packed)).attributions
        return {
            place: Told(
                printed(columns.role, columns.role_at, place, start),
                (columns.to_name and columns.to_name[place]) or printed(columns.to, columns.to_at, place, start),
            )
            for place, start in enumerate(accumulate(columns.at))
            if place in places
        }


def unpack_blocks(packed: bytes, *, where: str) -> tuple[Block, ...]:
    """The blocks alone. Raises RecordDamagedError."""
    with _damage_named(where):
        return _blocks(_blocks_decoder().decode(_inflated(packed)).blocks)


@cache
def _blocks_decoder() -> Any:
    import msgspec

    return msgspec.json.Decoder(msgspec.defstruct("packed", [("blocks", list[list[Any] | int])]))


@cache
def _told_decoder() -> Any:
    import msgspec

    # structs made here and not by class statements: msgspec loads only where something is unpacked
    words, spans = list[str | None], list[list[int] | None]
    columns: Any = msgspec.defstruct(
        "columns",
        [("at", list[int], []), ("role", words, []), ("role_at", spans, []), ("to", words, []), ("to_at", spans, []),
         ("to_name", words, [])],
        rename={"role": "speaker.role.text", "role_at": "speaker.role.span", "to": "addressee.text",
                "to_at": "addressee.span", "to_name": "addressee.name"},
    )  # fmt: skip
    return msgspec.json.Decoder(msgspec.defstruct("packed", [("attributions", columns)]))


def _attributions(
    plain: dict[str, Any], text: str, sha256: str, places: Container[int] | None
) -> dict[int, Attribution]:
    build = builder(Attribution)
    made: dict[int, Attribution] = {}
    columns: Columns = plain["attributions"]
    if plain.get("form") == _FORM:
        loosen(columns)
    rows = Rows(columns)
    starts = list(accumulate(columns.get("at", ())))
    for place, start in enumerate(starts):
        if places is not None and place not in places:
            continue
        row = rows.at(place)
        if plain.get("form") == _FORM:
            lengthen(row, place, starts, columns, text)
        with_words(row, text, start)
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
    except (zlib.error, msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError) as error:
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


def _packed_blocks(blocks: tuple[Block, ...]) -> list[list[Any] | int]:
    rows: list[list[Any] | int] = []
    end = 0
    for block in blocks:
        row: list[Any] = [block.span.start - end, block.span.length, block.kind]
        if block.place is not None or block.repeats is not None:
            row += [block.place, block.repeats]
        rows.append(row[1] if row == [_GAP, row[1], "body"] else row)
        end = block.span.end
    return rows


def _blocks(rows: list[list[Any] | int]) -> tuple[Block, ...]:
    made: list[Block] = []
    end = 0
    for row in rows:
        plain: list[Any] = [_GAP, row, "body"] if isinstance(row, int) else row
        gap, length, kind, *rest = plain
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
