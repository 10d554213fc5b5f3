"""What people put right: stored apart from what the program found, and laid over it whenever it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model import Addressee, Attribution, Confidence, Span, Spans, Speaker, attribution_id, spans, text_hash
from onrecord.model.attribution import ACTS, COMMITMENTS, ENTITY_KINDS, MODES, QUOTATION_TYPES, Step
from onrecord.record.packing import unpack_one
from onrecord.record.rows import Held

CORRECTED = "corrected"
"""The note on an attribution that a person has corrected, and of each of the two kinds below."""
ADDED = "added"


def corrected(text: str, found: Sequence[Attribution], corrections: Iterable[tuple[Any, ...]]) -> list[Held]:
    """``found`` with corrections (rows of attribution, kind, value) laid over it, then what people added."""
    held = {place: Held(one, place) for place, one in enumerate(found)}
    places: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        places.setdefault(one.id, []).append(place)
    sha256: str | None = None
    for attribution, kind, value in corrections:
        if kind == "add":
            sha256 = sha256 or text_hash(text)
            one = unpack_one(value, where=f"correction of {attribution}")
            # An addition belongs to the revision whose text its id was made from.
            if attribution not in places and attribution_id(sha256, one.content) == attribution:
                place = -1 - len(held)
                places[attribution] = [place]
                held[place] = Held(replace(one, id=attribution), None, corrected=True)
            continue
        for place in places.get(attribution, ()):
            held[place] = _laid_over(held[place], kind, json.loads(value) if value else None, text)
    return list(held.values())


def _laid_over(held: Held, kind: str, value: dict[str, Any] | None, text: str) -> Held:
    one = held.attribution
    if kind == "strike":
        return replace(held, corrected=True, struck=(value or {}).get("struck", True))
    if kind == "speaker":
        one = _said_by(one, _speaker(one, value))
    elif kind == "addressee":
        one = replace(one, addressee=_addressee(value))
    elif kind == "quotation" and value:
        one = replace(one, quotation=value["quotation"])
    elif kind == "span" and value:
        one = _moved(one, value, text)
    notes = one.notes if CORRECTED in one.notes else (*one.notes, CORRECTED)
    return replace(held, attribution=replace(one, notes=notes), corrected=True)


def _said_by(one: Attribution, speaker: Speaker | None) -> Attribution:
    """With the speaker that a person gives; the program's reasons and doubts were about another answer."""
    sure = replace(one.confidence, speaker=1.0 if speaker else None)
    return replace(one, speaker=speaker, chain=(Step("named by a person"),), confidence=sure)


def _speaker(one: Attribution, value: dict[str, Any] | None) -> Speaker | None:
    if value is None:
        return None
    name, kind = value["name"], value.get("kind") or (one.speaker.kind if one.speaker else "person")
    if one.speaker is not None and one.speaker.name == name:
        return replace(one.speaker, kind=kind)
    key = value.get("key") or f"c:{name}"
    return Speaker(name, kind, None, one.speaker.how if one.speaker else "named", key)


def _addressee(value: dict[str, Any] | None) -> Addressee | None:
    return Addressee(value["text"], Span(*value["span"]), value.get("name")) if value else None


def _moved(one: Attribution, value: dict[str, Any], text: str) -> Attribution:
    """New spans for the roles given; what stands in quotation marks is cut to the new content unless given as well."""
    content = _spans(value["content"], text) if "content" in value else one.content
    verbatim = _spans(value["verbatim"], text) if "verbatim" in value else _within(one.verbatim, content)
    return replace(
        one,
        source=_spans(value["source"], text) if "source" in value else one.source,
        cue=_spans(value["cue"], text) if "cue" in value else one.cue,
        content=content,
        verbatim=verbatim,
        insertions=_within(one.insertions, content),
        unclear=_within(one.unclear, content),
    )


def _spans(pairs: Iterable[Sequence[int]], text: str) -> Spans:
    made = spans((start, end) for start, end in pairs)
    if made and made[-1].end > len(text):
        raise ValueError(f"span [{made[-1].start}, {made[-1].end}) ends past the text ({len(text)} characters)")
    return made


def _within(role: Spans, content: Spans) -> Spans:
    return spans(
        (max(one.start, span.start), min(one.end, span.end))
        for span in content
        for one in role
        if one.overlaps(span)
    )  # fmt: skip


def added_attribution(sha256: str, value: dict[str, Any], text: str) -> Attribution:
    """The attribution that a person adds: ``value`` as the contract has it; what is left out is unknown."""
    content = _spans(value.get("content", ()), text)
    speaker = value.get("speaker")
    for field, known in (("quotation", QUOTATION_TYPES), ("mode", MODES), ("act", ACTS), ("commitment", COMMITMENTS)):
        if field in value and value[field] not in known:
            raise ValueError(f"{field} is one of {', '.join(known)}")
    if speaker and speaker.get("kind", "person") not in ENTITY_KINDS:
        raise ValueError(f"a speaker's kind is one of {', '.join(ENTITY_KINDS)}")
    return Attribution(
        id=attribution_id(sha256, content),
        quotation=value.get("quotation", "indirect"),
        source=_spans(value.get("source", ()), text),
        cue=_spans(value.get("cue", ()), text),
        content=content,
        verbatim=_spans(value.get("verbatim", ()), text),
        insertions=_spans(value.get("insertions", ()), text),
        speaker=Speaker(
            speaker["name"], speaker.get("kind", "person"), _naming(speaker), speaker.get("how", "named"),
            speaker.get("key") or f"c:{speaker['name']}",
        )
        if speaker
        else None,
        addressee=_addressee(value.get("addressee")),
        occasion=None,
        when=None,
        mode=value.get("mode", "speech"),
        act=value.get("act", "OTHER"),
        commitment=value.get("commitment", "asserted"),
        repeats=None,
        notes=(ADDED, CORRECTED),
        confidence=Confidence(1.0, 1.0 if speaker else None),
    )  # fmt: skip


def _naming(speaker: dict[str, Any]) -> Span | None:
    naming = speaker.get("naming")
    return Span(*naming) if naming else None
