"""Addressee, occasion and when on invented sentences: what the record must show, and what it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.scene import scenes_of
from onrecord.model import Block, Found, Span, Speaker

WHEN = [
    # right after the cue
    ("{s:Mara Quill} {q:said} on Tuesday {c:that the bridge is safe}.", "on Tuesday", "2026-05-05"),
    # inside the cue
    ("{c:“The bridge is safe,”} {s:Quill} {q:said Thursday}.", "Thursday", "2026-05-07"),
    # a time inside what was said is not the time of saying it
    ("{s:Quill} {q:said} {c:the bridge will open on Monday}.", None, None),
    # both: the outlet's own counts
    ("{s:Quill} {q:said} on Wednesday {c:that the bridge will open on Monday}.", "on Wednesday", "2026-05-06"),
]


@pytest.mark.parametrize(("marked", "words", "date"), WHEN)
def test_when(report: Callable, marked: str, words: str | None, date: str | None) -> None:
    scene = report(marked).scenes()[0]
    assert (scene.when.text if scene.when else None) == words
    assert (scene.when.date if scene.when else None) == date


OCCASION = [
    # a letter and to whom
    ("In a letter to the harbour board, {s:Quill} {q:wrote} {c:that the bridge is safe}.", "letter"),
    ("{c:“The bridge is safe,”} {s:Quill} {q:said in a statement}.", "statement"),
    ("{s:Quill} {q:said} during a rally in Larkhaven on Monday {c:that the bridge is safe}.", "rally"),
    ("{c:“The bridge is safe,”} {s:Quill} {q:said} at a news conference in Larkhaven.", "press conference"),
    ("{c:“The bridge is safe,”} {s:Quill} {q:wrote} on Twitter.", "post"),
    ("In an interview with the Larkhaven Gazette, {s:Quill} {q:said} {c:that the bridge is safe}.", "interview"),
    # nothing tells
    ("{s:Quill} {q:said} {c:the bridge is safe}.", None),
    # a place and a day
    ("{c:“The bridge is safe,”} {s:Quill} {q:said} in the lobby of the Hotel Brae on Monday.", "place"),
    # terms are no occasion
    ("{s:An official} {q:said} on condition of anonymity {c:that the bridge is safe}.", None),
    # a rally inside what was said
    ("{s:Quill} {q:said} {c:she had been at a rally in Larkhaven}.", None),
]


@pytest.mark.parametrize(("marked", "kind"), OCCASION)
def test_occasion(report: Callable, marked: str, kind: str | None) -> None:
    occasion = report(marked).scenes()[0].occasion
    assert (occasion.kind if occasion else None) == kind


ADDRESSEE = [
    # an occasion is nobody
    ("{s:Quill} {q:told} a briefing {c:that the bridge is safe}.", None),
    ("{s:Quill} {q:told} reporters on Monday {c:that the bridge is safe}.", "reporters"),
    ("{c:“The bridge is safe,”} {s:Quill} {q:told} the Larkhaven Gazette.", "the Larkhaven Gazette"),
    # a time is no addressee
    ("{s:Quill} {q:told} the council Tuesday {c:that the bridge is safe}.", "the council"),
    ("{s:Quill} {q:said} {c:the bridge is safe}.", None),
]


@pytest.mark.parametrize(("marked", "words"), ADDRESSEE)
def test_addressee(report: Callable, marked: str, words: str | None) -> None:
    addressee = report(marked).scenes()[0].addressee
    assert (addressee.text if addressee else None) == words


def test_the_addressee_gets_the_fullest_name_of_a_named_mention(report: Callable) -> None:
    made = report("{s:Quill} {q:told} Mr. Orlo {c:that the bridge is safe}.")
    start = made.text.index("Orlo")
    names = ((Span(start, start + 4), "Tam Orlo"),)
    scene = scenes_of(made.text, made.blocks, made.found, made.speakers, names=names, published=None)[0]
    assert scene.addressee is not None
    assert scene.addressee.name == "Tam Orlo"


def test_a_scene_goes_on_to_the_next_quotation_of_the_same_speaker(report: Callable) -> None:
    made = report(
        "{s1:Mara Quill} {q1:told} reporters at a news conference on Tuesday {c1:that the bridge is safe}.\n\n"
        "{c2:“We have looked at every bolt,”} {s2:Quill} {q2:added}."
    )
    first, second = made.scenes()
    assert first.occasion is not None
    assert not first.occasion.carried
    assert second.when is not None
    assert second.when.carried
    assert second.when.span == first.when.span


def test_a_new_scene_ends_the_old_one(report: Callable) -> None:
    made = report(
        "In a letter to the harbour board last week, {s1:Tam Orlo} {q1:said} {c1:that the bridge is unsafe}.\n\n"
        "In a post on Twitter, {s2:Orlo} {q2:denied} {c2:that he had leaked the figures}."
    )
    first, second = made.scenes()
    assert first.occasion is not None
    assert first.occasion.kind == "letter"
    assert second.occasion is not None
    assert (second.occasion.kind, second.occasion.carried) == ("post", False)


def test_a_headline_names_the_addressee_after_the_speaker(report: Callable) -> None:
    made = report("{c:We will not wait any longer} {q:-} {s:Orlo} to Quill\n\nMara Quill had asked for time.")
    blocks = (
        Block(Span(0, made.text.index("\n")), "headline"),
        Block(Span(made.text.index("Mara"), len(made.text)), "body"),
    )
    start = made.text.index("Quill")
    names = ((Span(start, start + 5), "Mara Quill"),)
    scene = scenes_of(made.text, blocks, made.found, made.speakers, names=names, published=None)[0]
    assert scene.addressee is not None
    assert (scene.addressee.text, scene.addressee.name) == ("Quill", "Mara Quill")


def test_a_letter_names_its_addressee(report: Callable) -> None:
    addressee = (
        report("In a letter to the harbour board, {s:Orlo} {q:said} {c:the bridge is unsafe}.").scenes()[0].addressee
    )
    assert addressee is not None
    assert addressee.text == "the harbour board"


def test_the_reader_of_a_letter_goes_on_to_the_next_sentence_of_it(report: Callable) -> None:
    made = report(
        "In a letter to UN Secretary-General Tam Orlo, {s1:Mara Quill} {q1:described} {c1:the strike as a breach}.\n\n"
        "{s2:Quill} {q2:wrote} {c2:that the bridge was safe}."
    )
    first, second = made.scenes()
    assert first.addressee is not None
    assert first.addressee.text == "UN Secretary-General Tam Orlo"
    assert second.addressee is not None
    assert (second.addressee.span, second.addressee.carried) == (first.addressee.span, True)


def test_who_is_asked_is_not_their_own_addressee(report: Callable) -> None:
    made = report("{q1:Asked} {c1:whether the bridge was safe}, {s2:the ministry} {q2:said} {c2:it was}.")
    question, answer = made.scenes()
    assert question.addressee is not None
    assert question.addressee.text == "the ministry"
    assert answer.addressee is None


def test_the_full_stop_is_no_part_of_the_occasion(report: Callable) -> None:
    occasion = report("{c:“The bridge is safe,”} {s:Quill} {q:said} at a rally.").scenes()[0].occasion
    assert occasion is not None
    assert occasion.text == "at a rally"


def test_no_day_of_publication_no_date(report: Callable) -> None:
    when = report("{s:Quill} {q:said} on Tuesday {c:that the bridge is safe}.").scenes(published=None)[0].when
    assert when is not None
    assert when.date is None


def test_a_confidence_for_each_field_shown_and_for_no_other(report: Callable) -> None:
    made = report("{s:Quill} {q:said} on Tuesday {c:that the bridge is safe}.\n\n{s2:Orlo} {q2:says} {c2:it is not}.")
    for scene in made.scenes():
        for field in ("addressee", "occasion", "when"):
            sure = getattr(scene, f"{field}_confidence")
            assert (getattr(scene, field) is None) == (sure is None)
            assert sure is None or 0 < sure <= 1


_WORDS = st.lists(
    st.sampled_from(
        "Quill told reporters on Tuesday in a letter to the board said “ ” . , \n\n Monday's at rally CNN asked May 3 "
        "2014 the \U0001f600 é\u0301 \u200b last week ' ( ) 's was".split(" ")
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(
    words=_WORDS,
    cuts=st.lists(st.integers(0, 200), min_size=6, max_size=18),
    published=st.sampled_from([None, "2026-05-07", "x"]),
)
def test_spans_slice_back_and_nothing_raises(words: list[str], cuts: list[int], published: str | None) -> None:
    text = " ".join(words)
    places = sorted(min(cut, len(text)) for cut in cuts)
    found, speakers = [], []
    for n in range(0, len(places) - 5, 3):
        a, b, c, d, e, f = places[n : n + 6]
        roles = [((Span(x, y),) if x < y else ()) for x, y in ((a, b), (c, d), (e, f))]
        found.append(Found(roles[0], roles[1], roles[2], "indirect"))
        speakers.append(Speaker("Quill", "person", None, "named", "q") if n % 2 else None)
    for scene in scenes_of(text, (), found, speakers, published=published):
        for one in (scene.addressee, scene.occasion, scene.when):
            assert one is None or one.span.of(text) == one.text
            assert one is None or one.text.strip()
