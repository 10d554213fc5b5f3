"""Mode, act and commitment on invented sentences, with the row of the lexicon that fired."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.manner import manners_of
from onrecord.link.scene import scenes_of
from onrecord.model import Found, Span

ACT = [
    ("{s:Quill} {q:said} {c:the bridge is safe}.", "STATE"),
    ("{s:Quill} {q:denied} {c:that the bridge had moved}.", "DENY"),
    ("{s:Quill} {q:confirmed} {c:that the bridge had moved}.", "CONFIRM"),
    ("{s:Quill} {q:praised} {c:the engineers}.", "PRAISE"),
    ("{s:Quill} {q:hit back at} {c:the council}.", "CRITICISE"),
    ("{s:Quill} {q:took aim at} {c:the council}.", "CRITICISE"),
    # words may stand inside a phrase
    ("{s:Quill} {q:took another swipe at} {c:the council}.", "CRITICISE"),
    ("{s:Quill} {q:alleged} {c:that the bolts were painted tin}.", "ALLEGE"),
    # ask whether is a question, so is ask by itself
    ("{s:Quill} {q:asked} {c:whether the bridge was safe}.", "ASK"),
    ("{s:Quill} {q:called for} {c:an inquiry}.", "DEMAND"),
    ("{s:Quill} {q:urged} {c:the council to close the bridge}.", "DEMAND"),
    # tell somebody to do it
    ("{s:Quill} {q:told} the council {c:to close the bridge}.", "DEMAND"),
    ("{s:Quill} {q:warned of} {c:more cracks}.", "WARN"),
    ("{s:Quill} {q:threatened to} {c:close the bridge}.", "THREATEN"),
    ("{s:Quill} {q:has vowed to} {c:repair the bridge}.", "PROMISE"),
    ("{s:Quill} {q:offered} {c:to pay}.", "OFFER"),
    ("{s:Quill} {q:agreed to} {c:pay}.", "ACCEPT"),
    ("{s:Quill} {q:refused} {c:to pay}.", "REFUSE"),
    ("{s:Quill} {q:apologised for} {c:the delay}.", "APOLOGISE"),
    ("{s:Quill} {q:said sorry for} {c:the delay}.", "APOLOGISE"),
    ("{s:Quill} {q:suggested} {c:that a ferry would do}.", "SUGGEST"),
    # call somebody something: what it is decides
    ("{s:Quill} {q:called} {c:Orlo “a liar”}.", "CRITICISE"),
    ("{s:Quill} {q:called} {c:Orlo “a hero”}.", "PRAISE"),
    # the verb that the content hangs on decides, not the first one
    ("{s:Quill} {q:took the floor, accusing} {c:Orlo of tampering}.", "ALLEGE"),
    # a verb that says little gives way to the next
    ("{s:Quill} {q:tried to deny} {c:it}.", "DENY"),
    # a noun
    ("{s:Quill’s} {q:warning} {c:that the bridge may fall}.", "WARN"),
    ("{s:Quill} {q:hopes} {c:that the bridge will hold}.", "OTHER"),
    # a claim that is rejected is denied, an offer is refused
    ("{s:Quill} {q:rejected} {c:the long-standing claim that the bolts are tin}.", "DENY"),
    ("{s:Quill} {q:rejected} {c:a ferry}.", "REFUSE"),
    # what a thing is described as
    ("{s:Quill} {q:described} {c:the delay as shameful}.", "CRITICISE"),
    ("{s:Quill} {q:described} {c:the delay as a “breakthrough”}.", "PRAISE"),
    ("{s:Quill} {q:described} {c:the bridge as old}.", "STATE"),
    # would not is a refusal, did not is none
    ("{s:Quill} {q:would not say} {c:when it will open}.", "REFUSE"),
    ("{s:Quill} {q:did not say} {c:when it will open}.", "STATE"),
    # ask for a thing, ask that it be done
    ("{s:Quill} {q:asked for} {c:a new bridge}.", "DEMAND"),
    ("{s:Quill} {q:pleaded} {c:not guilty}.", "DENY"),
    ("{s:Quill} {q:put} {c:the cost at 4 million}.", "STATE"),
]


@pytest.mark.parametrize(("marked", "act"), ACT)
def test_act(report: Callable, marked: str, act: str) -> None:
    made = report(marked).manners()[0]
    assert made.act == act
    assert made.evidence.act_row is not None


NO_ROW = [
    # a verb that the lexicon does not know, with quoted words
    ("{s:Quill} {q:blorted:} {c:“The bridge is safe.”}", "STATE"),
    # a turn without a cue that asks
    ("{c:Who will pay for this?}\n\nNobody spoke.", "ASK"),
    # a turn without a cue that tells
    ("{c:The harbour will pay for this.}\n\nNobody spoke.", "STATE"),
]


@pytest.mark.parametrize(("marked", "act"), NO_ROW)
def test_an_act_that_no_row_gives_is_shown_without_one(report: Callable, marked: str, act: str) -> None:
    made = report(marked).manners()[0]
    assert made.act == act
    assert made.evidence.act_row is None


def test_the_row_that_fired_is_shown_with_its_words(report: Callable) -> None:
    made = report("{s:Quill} {q:has again called for} {c:an inquiry}.")
    evidence = made.manners()[0].evidence
    assert evidence.act_row == "phrases.DEMAND.speech: call for"
    assert evidence.act is not None
    assert evidence.act.of(made.text) == "called for"
    assert evidence.act_by == "outlet"


def test_the_act_is_the_speakers_when_the_verb_stands_inside_the_quotation() -> None:
    text = "“I warn them that it will fall,” Quill said."
    found = Found((Span(33, 38),), (Span(3, 7),), (Span(0, 32),), "direct", verbatim=(Span(1, 31),))
    made = manners_of(text, (), [found], [None], scenes_of(text, (), [found], [None]))[0]
    assert made.act == "WARN"
    assert made.evidence.act_by == "speaker"


MODE = [
    ("{c:“The bridge is safe,”} {s:Quill} {q:said}.", "speech"),
    ("{s:Quill} {q:wrote} {c:that the bridge is safe}.", "writing"),
    ("{s:Quill} {q:tweeted} {c:that the bridge is safe}.", "writing"),
    ("{s:The report} {q:found} {c:that the bolts were loose}.", "writing"),
    ("{s:Quill} {q:believes} {c:the bridge is safe}.", "thought"),
    ("{s:Quill} {q:wants} {c:to repair the bridge}.", "thought"),
    ("{s:The council} {q:voted} {c:to close the bridge}.", "act"),
    ("{s:Quill} {q:endorsed} {c:Orlo}.", "act"),
]


@pytest.mark.parametrize(("marked", "mode"), MODE)
def test_mode(report: Callable, marked: str, mode: str) -> None:
    assert report(marked).manners()[0].mode == mode


def test_a_turn_of_an_interview_is_spoken_whatever_its_words() -> None:
    text = "What did the report find?\n\nThe letter published on the website says that it is safe."
    answer = text.index("The letter")
    found = [
        Found((), (), (Span(0, answer - 2),), "indirect", notes=("a question of an interview",)),
        Found((), (), (Span(answer, len(text)),), "indirect", notes=("an answer of an interview",)),
    ]
    speakers = [None, None]
    made = manners_of(text, (), found, speakers, scenes_of(text, (), found, speakers))
    assert [one.mode for one in made] == ["speech", "speech"]
    assert [one.commitment for one in made] == ["asked", "asserted"]


COMMITMENT = [
    # a question that ends its paragraph
    ("{s:Quill} {q:said} {c:“Who will pay for this?”}\n\nNobody spoke.", "asked"),
    # a question of an interview, without a cue
    ("{c:Who will pay for this?}\n\nNobody spoke.", "asked"),
    # and one that leads up to its question
    ("{c:You have been mayor for a year. Who will pay for this?}\n\nNobody spoke.", "asked"),
    ("{s:Quill} {q:said} {c:the bridge is safe}.", "asserted"),
    ("{s:Quill} {q:denied} {c:that the bridge had moved}.", "denied"),
    ("{s:Quill} {q:rejected} {c:the claim}.", "denied"),
    ("{s:Quill} {q:asked} {c:whether the bridge is safe}.", "asked"),
    ("{s:Quill} {q:called for} {c:an inquiry}.", "asked"),
    ("{c:“Who will pay for this?”} {s:Quill} {q:said}.", "asked"),
    # whatever the verb
    ("{c:“Who will pay for this?”} {s:Quill} {q:added}.", "asked"),
    # a question among other sentences asserts with the rest
    ("{c:“We are late. Who will pay? The harbour will,”} {s:Quill} {q:said}.", "asserted"),
    ("{s:Quill} {q:declined to say} {c:who would pay}.", "not-said"),
    ("{s:Quill} {q:did not say} {c:who would pay}.", "not-said"),
    ("{s:Quill} {q:didn’t comment on} {c:the cost}.", "not-said"),
    ("{s:Quill} {q:may say} {c:who will pay}.", "hypothetical"),
]


@pytest.mark.parametrize(("marked", "commitment"), COMMITMENT)
def test_commitment(report: Callable, marked: str, commitment: str) -> None:
    assert report(marked).manners()[0].commitment == commitment


def test_the_evidence_of_what_was_not_said_is_the_negation(report: Callable) -> None:
    made = report("{s:Quill} {q:did not say} {c:who would pay}.")
    evidence = made.manners()[0].evidence
    assert evidence.commitment is not None
    assert evidence.commitment.of(made.text) == "not"


_WORDS = st.lists(
    st.sampled_from(
        "Quill said did not n't called for the “ ” ? . \n\n wrote \U0001f600 e\u0301 report 's to that has asked".split(
            " "
        )
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(words=_WORDS, cuts=st.lists(st.integers(0, 150), min_size=6, max_size=6))
def test_evidence_lies_in_the_text_and_nothing_raises(words: list[str], cuts: list[int]) -> None:
    text = " ".join(words)
    a, b, c, d, e, f = sorted(min(cut, len(text)) for cut in cuts)
    roles = [((Span(x, y),) if x < y else ()) for x, y in ((a, b), (c, d), (e, f))]
    found = [Found(*roles, "mixed")]
    made = manners_of(text, (), found, [None], scenes_of(text, (), found, [None]))[0]
    assert 0 < made.mode_confidence <= 1
    assert 0 < made.act_confidence <= 1
    assert 0 < made.commitment_confidence <= 1
    for span in (made.evidence.mode, made.evidence.act, made.evidence.commitment):
        assert span is None or 0 <= span.start < span.end <= len(text)
