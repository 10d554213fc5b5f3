"""Putting people together across articles: who is merged, who is kept apart, and who is left to a person."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Judgement
from onrecord.resolve.names import NameRelation, fold, parts, relation
from onrecord.resolve.naming import Naming, naming
from onrecord.resolve.people import CANDIDATE, SAME, Seen, compare, people, seen_id


def seen(article: str, name: str, role: str | None = None, kind: str = "person", *others: str) -> Seen:
    roles = (role,) if role else ()
    company = frozenset(fold(other) for other in others)
    return Seen(seen_id(article, name), article, name, kind, (), roles, company=company)


def together(found: object, left: Seen, right: Seen) -> bool:
    return any(left.id in group and right.id in group for group in found.clusters)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Ilda Marrow", "Ilda Marrow", "equal"),
        ("Mrs Ilda Marrow", "Ilda Marrow", "equal"),  # a title is no part of a name
        ("Mrs Marrow", "Mr Marrow", "apart"),  # titles of two genders
        ("Li Wenzhao", "Wenzhao Li", "equal"),  # family name first
        ("Marrow", "Ilda Marrow", "part"),
        ("I. Marrow", "Ilda Marrow", "initials"),
        ("Bill Vasko", "William Vasko", "initials"),  # a short form
        ("Bill Vasko", "Helen Vasko", "apart"),
        ("Mohammed al-Qassem", "Muhammad al-Qasem", "variant"),  # two transliterations
        ("Dragan Petrovic", "Dragan Petrovich", "variant"),
        ("Peter Oskarson Sr.", "Peter Oskarson Jr.", "apart"),  # father and son
        ("María Ruiz", "Maria Ruiz", "equal"),  # accents lost on the wire
        ("Annelies de Vries", "A. de Vries", "initials"),
        ("Tunde Adeyemi", "Kunle Adeyemi", "apart"),  # brothers
        ("Dmitri Paskov", "Dmitri Pаskov", "apart"),  # a Cyrillic а inside: looks alike, is not
        ("Lord Thornby", "Thornby", "equal"),  # the title is no part of the words ...
        ("", "Ilda Marrow", "apart"),
    ],
)
def test_names_relate(left: str, right: str, expected: NameRelation) -> None:
    assert relation(left, right) == expected
    assert relation(right, left) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_strings_can_be_compared_either_way_round(left: str, right: str) -> None:
    assert relation(left, right) == relation(right, left)
    assert all(word == fold(word) for word in parts(left).words)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("the Port Authority of Kell", "organisation", "name"),  # the article is no part of it
        ("Reuters", "organisation", "name"),
        ("WHO", "organisation", "name"),  # capitals throughout, though its letters spell a common word
        ("eBay", "organisation", "name"),
        ("新华社", "organisation", "name"),  # a script without capitals
        ("Ministry of Transport", "organisation", "name"),  # common words, each with its capital
        ("the State Department", "organisation", "name"),
        ("One Nation", "organisation", "name"),  # a party, though it begins as a count does
        ("Doctors Without Borders", "organisation", "name"),
        ("the Velland government", "organisation", "name"),  # a country has one
        ("The company", "organisation", "nobody"),  # a capital at the head of the sentence
        ("the company", "organisation", "nobody"),
        ("The Company", "organisation", "nobody"),
        ("THE COMPANY", "organisation", "nobody"),  # a line of capitals
        ("police", "organisation", "nobody"),
        ("Police", "organisation", "nobody"),
        ("officials", "group", "nobody"),
        ("Striking workers", "group", "nobody"),
        ("the ministry", "organisation", "nobody"),
        ("the court", "organisation", "nobody"),
        ("residents", "organisation", "nobody"),
        ("a Harbour Bank spokesman", "organisation", "nobody"),  # another one next time
        ("Die Polizei", "organisation", "nobody"),
        ("Kell police", "organisation", "described"),  # any of its forces
        ("Officials in Kell", "organisation", "described"),  # a capital at the head makes no body of them
        ("the bank of Kell", "organisation", "described"),
        ("Bank of Kell", "organisation", "name"),
        ("Republicans", "group", "described"),  # many people, whoever spoke for them
        ("a spokesman", "person", "nobody"),
        ("The minister", "person", "nobody"),
        ("Prime Minister", "person", "nobody"),
        ("her father", "person", "nobody"),
        ("the mayor of Karsk", "person", "described"),
        ("Marrow's lawyer", "person", "described"),
        ("Prime Minister Ilda Marrow", "person", "name"),
        ("al-Qassem", "person", "name"),
        ("Lord Thornby", "person", "name"),
        ("Kate Bishop", "person", "name"),  # a surname that is an office elsewhere
        ("Ilda Marrow", "generic", "nobody"),  # what the kind says goes first
        ("Ilda Marrow", "unnamed", "nobody"),
        ("Ilda Marrow", "author", "nobody"),
        ("", "person", "nobody"),
    ],
)
def test_what_a_name_tells(name: str, kind: str, expected: Naming) -> None:
    assert naming(name, kind) == expected


@pytest.mark.parametrize(
    ("left", "right", "kind", "expected"),
    [
        ("the Port Authority of Kell", "Port Authority of Kell", "organisation", "joined"),
        ("Reuters", "Reuters", "organisation", "joined"),
        ("The company", "the company", "organisation", "apart"),  # not even offered
        ("police", "Police", "organisation", "apart"),
        ("the minister", "The minister", "person", "apart"),
        ("a spokesman", "A spokesman", "person", "apart"),
        ("officials", "officials", "group", "apart"),
        ("Kell police", "Kell police", "organisation", "offered"),  # may be the same
        ("the mayor of Karsk", "the mayor of Karsk", "person", "offered"),
        ("the Ministry of Transport", "the ministry", "organisation", "apart"),
    ],
)
def test_a_description_is_nobody_across_articles(left: str, right: str, kind: str, expected: str) -> None:
    a, b = seen("a", left, "minister", kind, "Tobin Marrow"), seen("b", right, "minister", kind, "Tobin Marrow")
    found = people([a, b])
    assert together(found, a, b) == (expected == "joined")
    assert bool(found.candidates) == (expected == "offered")
    evidence = compare(a, b)
    assert (evidence.score >= SAME) == (expected == "joined")
    if expected == "offered":
        assert evidence.score >= CANDIDATE
        assert evidence.probability < 0.7
        assert "may fit others" in evidence.reasons[-1]


def test_a_full_name_joins_two_articles() -> None:
    a, b = seen("a", "Ilda Marrow", "transport minister"), seen("b", "Ilda Marrow")
    assert together(people([a, b]), a, b)


def test_the_same_full_name_in_two_walks_of_life_is_two_people() -> None:
    a, b = seen("a", "Daniel Hale", "mayor of Karsk"), seen("b", "Daniel Hale", "Orrin Rovers striker")
    assert not together(people([a, b]), a, b)


def test_a_name_that_two_people_bear_does_not_pull_in_a_third_mention() -> None:
    a, b = seen("a", "Daniel Hale", "mayor of Karsk"), seen("b", "Daniel Hale", "Orrin Rovers striker")
    c = seen("c", "Daniel Hale")
    found = people([a, b, c])
    assert not together(found, a, c)
    assert not together(found, b, c)
    offered = {frozenset((one.left, one.right)) for one in found.candidates}
    assert frozenset((a.id, c.id)) in offered, "the doubt must reach a person"


def test_a_surname_needs_more_than_itself() -> None:
    a, b = seen("a", "Ilda Marrow", "transport minister"), seen("b", "Marrow")
    c = seen("c", "Marrow", "transport minister")
    found = people([a, b, c])
    assert not together(found, a, b)
    assert together(found, a, c)


def test_a_noble_title_does_a_given_names_work() -> None:
    a, b, c = seen("a", "Lord Thornby"), seen("b", "Lord Thornby"), seen("c", "Thornby")
    found = people([a, b, c])
    assert together(found, a, b)
    assert not together(found, a, c), "... but it tells who is meant"


def test_two_entities_of_one_article_are_never_merged_through_a_third() -> None:
    husband, wife = seen("a", "William Vasko"), seen("a", "Helen Vasko")
    other = seen("b", "Vasko", None, "person", "William Vasko", "Helen Vasko", "Orrin Rovers")
    assert not together(people([husband, wife, other]), husband, wife)


def test_an_acronym_joins_its_organisation_and_no_person() -> None:
    long = seen("a", "Northern Front Council (NFC)", None, "organisation")
    short = seen("b", "NFC", None, "organisation")
    person = seen("c", "NFC", None, "person")
    found = people([long, short, person])
    assert together(found, long, short)
    assert not together(found, long, person)


def judged(left: Seen, right: Seen, decision: str) -> Judgement:
    return Judgement(left.id, right.id, decision, "R. Editor", "2026-05-04T10:00:00Z")  # type: ignore[arg-type]


def test_a_judgement_goes_before_the_evidence_and_its_undoing_is_another_judgement() -> None:
    a, b = seen("a", "Ilda Marrow"), seen("b", "Ilda Marrow")
    apart = judged(a, b, "different")
    assert not together(people([a, b], [apart]), a, b)
    assert together(people([a, b], [apart, judged(a, b, "same")]), a, b)


def test_a_judgement_survives_a_better_model_that_finds_a_fuller_name() -> None:
    a, b = seen("a", "Marrow"), seen("b", "Ilda Marrow")
    judgement = judged(a, b, "same")
    better = seen("a", "Ilda K. Marrow")
    assert together(people([better, b], [judgement]), better, b)


def made_set(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[2] / "eval" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_the_made_set_of_statements() -> None:
    figures = made_set("statement_set").measure()
    assert figures["pairs"] >= 40
    assert figures["same precision"] >= 0.98
    assert figures["same recall"] >= 0.95
    assert figures["linked precision"] >= 0.88


def test_the_made_set_with_traps() -> None:
    module = made_set("people_set")
    for figures in (*(module.measure(seed) for seed in (5, 6, 7)), module.measure_in_record(5)):
        assert figures["mentions"] >= 300
        assert figures["precision"] >= 0.98
        assert figures["recall"] >= 0.90
