"""What the program found in one text, packed: JSON of the document contract's objects, deflated (zlib).

The text itself is not repeated: only spans into it. Twenty attributions share their keys, so that packing an article
as one piece takes a seventh of what the same objects take apart (measured in eval/scale.py).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.model import Attribution, Block, Diagnostic, Document
from onrecord.model.errors import RecordDamagedError

if TYPE_CHECKING:
    import msgspec

_PLACES = 4
"""Probabilities are kept to four places, as the contract prints them."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Blocks, attributions and diagnostics of one revision."""

    blocks: tuple[Block, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@cache
def _findings_decoder() -> msgspec.json.Decoder[Findings]:
    import msgspec

    return msgspec.json.Decoder(Findings)


@cache
def _attribution_decoder() -> msgspec.json.Decoder[Attribution]:
    import msgspec

    return msgspec.json.Decoder(Attribution)


def pack(document: Document) -> bytes:
    """The findings of ``document`` in deflated JSON; `unpack` gives back the same but for the fifth decimal place."""
    import msgspec

    found = Findings(document.blocks, tuple(map(_rounded, document.attributions)), document.diagnostics)
    return zlib.compress(msgspec.json.encode(found), 9)


def unpack(packed: bytes, *, where: str) -> Findings:
    """The findings that `pack` made. Raises RecordDamagedError naming ``where``."""
    import msgspec

    try:
        return _findings_decoder().decode(zlib.decompress(packed))
    except (zlib.error, msgspec.DecodeError) as error:
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


def _rounded(attribution: Attribution) -> Attribution:
    scores: dict[str, Any] = {
        field.name: None if (score := getattr(attribution.confidence, field.name)) is None else round(score, _PLACES)
        for field in fields(attribution.confidence)
    }
    chain = tuple(
        step if step.score is None else replace(step, score=round(step.score, _PLACES)) for step in attribution.chain
    )
    return replace(attribution, confidence=replace(attribution.confidence, **scores), chain=chain)
