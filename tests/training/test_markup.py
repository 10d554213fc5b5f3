"""Reports written with marks: what stands in the text afterwards, and where each role is."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.train.markup import parse, reports

CASES = [
    # one attribution, three roles
    ("{s1|Ada Orne} {q1|said} {c1|no}.", "Ada Orne said no.", [("Ada Orne", "said", "no")]),
    # a content in two pieces
    ("{c1|“No,”} {s1|she} {q1|said}. {c1|“Never.”}", "“No,” she said. “Never.”", [("she", "said", "“No,”|“Never.”")]),
    # a source lent to a second verb
    ("{s1|He} {q1|said} {c1|a}, {s2=1}{q2|adding} {c2|b}.", "He said a, adding b.", [("He", "said", "a"), ("He", "adding", "b")]),
    # two attributions whose source is the same words
    ("{s2|{s1|Orne}} {q1|said} {c1|a} and {q2|denied} {c2|b}.", "Orne said a and denied b.", [("Orne", "said", "a"), ("Orne", "denied", "b")]),
    # nobody is named, and a number of two figures
    ("It {q12|was feared} {c12|that b}.", "It was feared that b.", [("", "was feared", "that b")]),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "text", "roles"), CASES)
def test_marks_leave_the_text_and_point_into_it(passage: str, text: str, roles: list[tuple[str, str, str]]) -> None:
    made = parse(passage, "p")
    assert made.text == text
    assert made.attributions is not None
    words = [["|".join(text[s:e] for s, e in role) for role in (a.source, a.cue, a.content)] for a in made.attributions]
    assert words == [list(one) for one in roles]


@pytest.mark.parametrize(
    "passage",
    ["{s1|Orne said no.", "Orne} said no.", "Orne {said} no."],  # never ended; never begun; no role
)
def test_a_brace_that_marks_nothing_is_named(passage: str) -> None:
    with pytest.raises(ValueError, match="report-7"):
        parse(passage, "report-7")


REPORT = """%% genre=war; date=2025-03-06; outlet=Norland Press
{s1|Orne} {q1|said} {c1|no}.
---
1: speaker=Orne; kind=person; how=named; to=-; occasion=at a rally; when=-; mode=speech; act=DENY; commitment=denied
"""


def test_a_report_has_a_head_and_fields_and_a_dash_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (one,) = reports(tmp_path / "a.txt")
    assert one.head == {"genre": "war", "date": "2025-03-06", "outlet": "Norland Press"}
    assert one.fields[0]["occasion"] == "at a rally"
    assert "to" not in one.fields[0]


def test_fields_without_marks_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT + "2: speaker=-\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a-1"):
        reports(tmp_path / "a.txt")
