"""The lexicon as data: what it holds, how words are inflected, and that every act of it is defined and mapped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.link.manner.lexicon import forms_of, lexicon, words_of
from onrecord.model.attribution import ACTS, MODES

DOCS = Path(__file__).parents[3] / "docs" / "acts.md"


def test_at_least_four_hundred_lemmas() -> None:
    assert len({row.lemma for row in lexicon().verbs.values()}) >= 400


def test_every_row_has_an_act_and_a_mode_of_the_model() -> None:
    rows = [*lexicon().verbs.values(), *lexicon().nouns.values()]
    rows += [row for entries in lexicon().phrases.values() for _, row in entries]
    assert {row.act for row in rows} <= set(ACTS)
    assert {row.mode for row in rows} <= set(MODES)


FORMS = [
    ("deny", "denied"),
    ("deny", "denies"),
    # the doubled letter, and the single one
    ("admit", "admitted"),
    ("offer", "offered"),
    ("pledge", "pledging"),
    ("stress", "stresses"),
    ("veto", "vetoes"),
]


@pytest.mark.parametrize(("lemma", "form"), FORMS)
def test_forms(lemma: str, form: str) -> None:
    assert form in forms_of(lemma, {})


FIRED = [
    ("said", "say"),
    ("has told", "tell"),
    # found is the past of find here, not the verb of founding
    ("found", "find"),
    ("according to", "according to"),
    # rows of the long tail
    ("fessed up", "fess up"),
    ("enthused", "enthuse"),
    ("would not be drawn on", "not be drawn"),
    ("asked for", "ask for"),
    ("went on to say", "go on to say"),
    # a noun after its article
    ("repeated his call for", "repeat"),
    ("his call", "call"),
    # nothing that reports
    ("of the", None),
    ("", None),
]


@pytest.mark.parametrize(("cue", "lemma"), FIRED)
def test_the_row_that_fires(cue: str, lemma: str | None) -> None:
    fired = lexicon().fire(words_of(cue, 0, len(cue)), "name")
    assert (fired.row.lemma if fired else None) == lemma


def test_a_negation_is_a_word_of_its_own() -> None:
    assert [word.form for word in words_of("Quill didn’t say", 0, 16)] == ["quill", "did", "n't", "say"]


def test_every_act_is_defined_and_mapped_in_the_documentation() -> None:
    page = DOCS.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z]+)` \|", page, re.MULTILINE)
    assert rows.count("STATE") == 2
    for act in ACTS:
        assert rows.count(act) == 2, f"{act} needs a definition and a line in the table of codes"
