"""The figures of the speakers' scorer: who each attribution is laid to, and the fields that go with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.model import Document, Found
from onrecord.model.attribution import Attribution
from onrecord.train import corpora as read
from onrecord.train.pairing import paired
from onrecord.train.speaker_match import is_same, words

if TYPE_CHECKING:
    from onrecord.train.gold import Gold

STOP = frozenset("a an the in on at to of for by with from and or his her their its this that during".split())
FIELDS = ("addressee", "occasion", "when")
_OTHERS = ("mode", "commitment", "act")


def speaker_figures(gold: Sequence[Gold], documents: Sequence[Document]) -> dict[str, float | None]:
    """The scorer's figures over articles with speaker marks; None where nothing was there to count."""
    count: Counter[str] = Counter()
    for one, document in zip(gold, documents, strict=True):
        partner = pairs(one, document.attributions)
        for n, row in enumerate(one.row["attributions"]):
            mark = one.speakers.get(row["id"])
            if mark is not None:
                _count(count, mark, document.attributions[partner[n]] if n in partner else None)

    def part(a: str, b: str) -> float | None:
        return round(count[a] / count[b], 4) if count[b] else None

    made = {
        "identity": part("identity", "paired known"),
        "full name": part("full", "paired known"),
        "overall": part("identity", "known"),
        "unknown right": part("unknown right", "unknown"),
        "false names": part("false names", "nameless"),
    }
    made |= {name: part(name, "paired") for name in _OTHERS}
    for name in FIELDS:
        both = count[f"{name} found"] + count[f"{name} gold"]
        made[f"{name} f1"] = round(2 * count[f"{name} right"] / both, 4) if both else None
    return made


def pairs(one: Gold, attributions: Sequence[Attribution] | Sequence[Found]) -> dict[int, int]:
    """One-to-one pairs (gold number, found number) by content words, then source words; the scorer's own order."""
    return paired(one.row["text"], read.marked(one.row), attributions)


def _count(count: Counter[str], mark: Mapping[str, Any], found: Attribution | None) -> None:
    known = bool(mark["speaker"]) and mark["kind"] != "author"
    count["known"] += known
    if found is None:
        return
    count["paired"] += 1
    speaker = found.speaker
    name = speaker.name if speaker else None
    if known:
        count["paired known"] += 1
        count["identity"] += is_same(name, mark)
        count["full"] += words(name or "") == words(mark["speaker"])
    elif not mark["speaker"]:
        count["unknown"] += 1
        count["unknown right"] += not name
    if not mark["speaker"] or mark["kind"] in ("unnamed", "generic", "author"):
        count["nameless"] += 1
        count["false names"] += speaker is not None and speaker.kind == "person"
    for field in _OTHERS:
        count[field] += getattr(found, field) == mark[field]
    for field in FIELDS:
        want, got = _phrase(mark.get(field)), _phrase(getattr(found, field))
        count[f"{field} found"] += bool(got)
        count[f"{field} gold"] += bool(want)
        count[f"{field} right"] += bool(want & got)


def _phrase(value: Any) -> frozenset[str]:
    if isinstance(value, dict):
        value = value.get("text") or value.get("name")
    elif value is not None and not isinstance(value, str):
        value = value.text
    return frozenset(word for word in re.findall(r"\w+", (value or "").casefold()) if word not in STOP)
