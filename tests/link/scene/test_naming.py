"""Who an addressee is by name: mentions, speakers, pronouns and descriptions, and only where it is sure."""

from __future__ import annotations

import pytest

from onrecord.link.scene.naming import Naming
from onrecord.model import Found, Phrase, Span, Speaker

TEXT = "Mara Quill, the harbour minister, spoke. Tam Orlo said no. Orlo told the minister. Orlo told him. Lis Brandt spoke."


def place(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


MINISTER = Phrase("the harbour minister", place("the harbour minister"))
QUILL = Speaker("Mara Quill", "person", None, "named", "q", role=MINISTER)
ORLO = Speaker("Tam Orlo", "person", None, "named", "o")
BRANDT = Speaker("Lis Brandt", "person", None, "named", "b")


def naming(*speakers: Speaker) -> Naming:
    sources = {"q": place("Mara Quill"), "o": place("Tam Orlo"), "b": place("Lis Brandt")}
    found = [Found((sources[one.key],), (), (), "indirect") for one in speakers]
    return Naming(found, speakers, {place("Tam Orlo"): "Tam Orlo"})


CASES = [
    # a named mention in the words
    ("Tam Orlo", 0, QUILL, "Tam Orlo"),
    # the words of somebody's source
    ("Mara Quill", 0, ORLO, "Mara Quill"),
    # a description that one speaker's role holds
    ("the minister", 0, ORLO, "Mara Quill"),
    # ... but nobody speaks to themselves
    ("the minister", 0, QUILL, None),
    # the one other person who spoke before
    ("him", 0, ORLO, "Mara Quill"),
    # no speaker, no other
    ("him", 0, None, None),
]


@pytest.mark.parametrize(("words", "nth", "own", "name"), CASES)
def test_named_where_it_is_sure(words: str, nth: int, own: Speaker | None, name: str | None) -> None:
    assert naming(QUILL, ORLO).of(words, place(words, nth), own) == name


def test_two_who_may_be_meant_are_nobody() -> None:
    assert naming(QUILL, BRANDT, ORLO).of("him", Span(len(TEXT) - 1, len(TEXT)), ORLO) is None
