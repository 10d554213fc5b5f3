"""The written reports that ship with the project can be learnt from: every mark and field is what it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model.attribution import ACTS, COMMITMENTS, MODES
from onrecord.train.markup import Report, reports
from onrecord.train.written import ASIDE, REPORTS

FILES = sorted([*REPORTS.glob("*.txt"), *ASIDE.glob("*.txt")])
KINDS = {"person", "organisation", "group", "document", "poll", "unnamed", "author", "generic", "none"}
HOWS = {"named", "pronoun", "elided", "title", "continuation", "passive-unknown"}


def faults(one: Report) -> list[str]:
    text, found = one.text.text, []
    for n, (mark, fields) in enumerate(zip(one.text.attributions or (), one.fields, strict=True), 1):
        if len(mark.cue) != 1 or not mark.content:
            found.append(f"{n}: one cue and a content are wanted")
        for start, end in (*mark.source, *mark.cue, *mark.content):
            if text[start:end] != text[start:end].strip() or start >= end:
                found.append(f"{n}: {text[start:end]!r} begins or ends on a blank")
        for key, allowed in (
            ("kind", KINDS),
            ("how", HOWS),
            ("mode", MODES),
            ("act", ACTS),
            ("commitment", COMMITMENTS),
        ):
            if fields.get(key) not in allowed:
                found.append(f"{n}: {key} {fields.get(key)!r}")
        for key in ("speaker", "to", "occasion", "when"):
            if key in fields and fields[key] not in text.replace("\n", " "):
                found.append(f"{n}: {key} {fields[key]!r} is not printed in the report")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_marks_and_fields_of_a_file_are_sound(path: Path) -> None:
    assert [f"{one.text.id} {fault}" for one in reports(path) for fault in faults(one)] == []


def test_nothing_set_aside_is_learnt_from() -> None:
    aside = {one.text.text for path in ASIDE.glob("*.txt") for one in reports(path)}
    learnt = {one.text.text for path in REPORTS.glob("*.txt") for one in reports(path)}
    assert aside
    assert learnt
    assert not aside & learnt
