"""Which phrases are offered for a field: what the choosing never sees it can never choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.link.scene.addressees import addressees_in
from onrecord.link.scene.occasions import occasions_in
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.phrases import Reader

OCCASIONS = [
    # a comma inside the noun phrase
    ("Quill said at a Larkhaven, Ohio town hall event, smiling", "at a Larkhaven, Ohio town hall event", "event"),
    ("In a wide-ranging, hour-long interview, Quill said", "In a wide-ranging, hour-long interview", "interview"),
    # a participle asks for its complement
    ("Speaking to reporters at the quay, Quill said", "Speaking to reporters at the quay", "event"),
    # a page on the web is no advertisement
    ("Quill wrote on the club's website", "on the club's website", "website"),
    # what the sentence opens with
    ("In the old mining town of Larkhaven, Quill said", "In the old mining town of Larkhaven", "event"),
]


@pytest.mark.parametrize(("words", "phrase", "kind"), OCCASIONS)
def test_occasions_offered(words: str, phrase: str, kind: str) -> None:
    offered = {one.text: one.kind for one in occasions_in(words, 0, ())}
    assert offered.get(phrase) == kind


ADDRESSEES = [
    # a name that begins with an article and holds a participle
    ("Quill said in an interview with The Associated Press last week", "The Associated Press"),
    # who asked is who is answered
    ("Asked by Orlo about the bridge, Quill said", "Orlo"),
    # far from the cue, but a crowd
    ("Quill groused to a crowd in Larkhaven about the bridge", "a crowd"),
]


@pytest.mark.parametrize(("words", "phrase"), ADDRESSEES)
def test_addressees_offered(words: str, phrase: str) -> None:
    assert phrase in {one.text for one in addressees_in(words, 0, ())}


def test_the_speaker_is_no_addressee(report: Callable) -> None:
    made = report("{c:“We have looked at every bolt,”} {q:warned} {s:Mara Quill}.")
    assert made.scenes()[0].addressee is None


def test_a_time_told_by_an_event_is_offered(report: Callable) -> None:
    text = "After the ferry accident, Quill called for an inquiry."
    offered = [one.text for one in Reader(Layout(text, (), ())).phrases("when", 0, text)]
    assert "After the ferry accident" in offered
