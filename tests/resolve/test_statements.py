"""One utterance in several reports: what becomes one statement, what is linked, what is kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.copies import copies
from onrecord.resolve.statements import Sighting, compare, place, spread, statement_id
from onrecord.resolve.wording import align

BASE = Sighting(
    "a1", "post", "“We will reopen the Sallow bridge before the first frost”", "Ilda Marrow", True, "Harbour Post",
    "2026-05-04", "2026-05-04", "press conference",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("We will reopen the Sallow bridge before the first frost.", "same-words"),  # marks and full stop are form
        ("reopen the Sallow bridge before the first frost", "contained"),  # a cut
        ("We will reopen the Sallow bridge ahead of the first frost", "near"),  # another translation of a word
        ("The Sallow bridge will be reopened before first frost", "paraphrase"),  # the outlet's wording
        ("The budget will be voted on in June", "apart"),
        ("We will", "apart"),  # two small words prove nothing
    ],
)
def test_wordings_align(words: str, relation: str) -> None:
    assert align(BASE.words, words).relation == relation
    assert align(words, BASE.words).relation == relation


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ({}, "same"),
        ({"speaker": "Mrs Marrow"}, "same"),  # a surname with a title is the same speaker
        ({"speaker": None}, "same"),  # ten equal words speak for themselves
        ({"speaker": "Tobin Hale"}, "apart"),  # the words of another
        ({"said": "2026-05-20"}, "same-words-other-occasion"),  # a stump line
        (
            {"words": "Sallow bridge will reopen before frost comes, Marrow said", "quoted": False},
            "same-occasion",
        ),
    ],
)
def test_sightings_relate(change: dict[str, object], link: str) -> None:
    other = replace(BASE, attribution="a2", article="wire", **change)  # type: ignore[arg-type]
    assert compare(BASE, other).link == link
    assert compare(other, BASE).link == link


def test_a_new_sighting_joins_its_statement_and_a_judgement_can_keep_it_out() -> None:
    known = replace(BASE, statement="s1")
    new = replace(BASE, attribution="a2", article="wire")
    assert place(new, [known]).statement == "s1"
    assert place(new, [known], apart=frozenset({"s1"})).statement == statement_id("a2")


def test_forty_copies_are_one_statement_with_forty_sightings() -> None:
    sightings = [replace(BASE, attribution=f"a{n}", article=f"copy{n}", outlet=f"outlet {n}") for n in range(40)]
    placed = [replace(sightings[0], statement=statement_id("a0"))]
    for one in sightings[1:]:
        placed.append(replace(one, statement=place(one, placed).statement))
    assert {one.statement for one in placed} == {statement_id("a0")}
    total = spread(placed)
    assert (total.reports, total.articles, total.outlets, total.versions_differ) == (40, 40, 40, False)


def test_versions_that_differ_are_said_to() -> None:
    other = replace(BASE, attribution="a2", words="“We will reopen the Sallow bridge after the first frost”")
    assert spread([BASE, other]).versions_differ


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_align_either_way_round(left: str, right: str) -> None:
    assert align(left, right) == align(right, left)


def test_wire_copies_are_told_from_own_reports() -> None:
    wire = " ".join(f"Sentence {n} of the agency's report tells of the bridge and of pier {n * 7}." for n in range(12))
    own = " ".join(
        f"Our reporter counted {n * 3} cars at lock {n} while the wind rose over the water." for n in range(12)
    )
    found = copies([("wire", wire, "2026-05-04"), ("paper", wire[:-60], "2026-05-05"), ("own", own, "2026-05-04")])
    assert [(one.earlier, one.later) for one in found] == [("wire", "paper")]


def test_a_description_is_not_one_speaker_in_two_reports() -> None:
    """ "The company" of two reports may be two companies: a short wording of theirs is not one statement."""
    one = replace(BASE, words="“No jobs will be lost”", speaker="The company", occasion=None)
    other = replace(one, attribution="a2", article="courier", outlet="Courier", speaker="the company")
    assert compare(one, other).link == "apart"
    assert compare(replace(one, speaker="Ilda Marrow"), replace(other, speaker="Marrow")).link == "same"
