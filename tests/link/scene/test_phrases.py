"""Which phrases are offered for a field: what the choosing never sees it can never choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.link.scene.addressees import addressee_after, addressees_in
from onrecord.link.scene.occasions import occasions_in
from onrecord.link.scene.partners import partners
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.phrases import Reader, View
from onrecord.link.scene.times import times_in

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
    # a place, in the midst of the sentence
    ("Quill said in the lobby of the Hotel Brae, smiling", "in the lobby of the Hotel Brae", "place"),
    ("Orlo wrote on Quay Lines", "on Quay Lines", "place"),
    # what was being done meanwhile
    ("she said as she boarded the ferry", "as she boarded the ferry", "meanwhile"),
    ("Opening the ferry case, Quill said", "Opening the ferry case", "doing"),
    # a medium of two words, whole; what follows a medium's name
    ("On social media, many users called it lenient", "On social media", "post"),
    ("Quill wrote on his Truth Social site.", "on his Truth Social site", "post"),
    # the sentence's full stop, after a short name
    ("the force said in a joint statement with the Shin Bet.", "in a joint statement with the Shin Bet", "statement"),
    # a name across the edge of what is read
    (
        "Speaking on the sidelines of a ceremony to commemorate the lost sailors of the Karuz Air Defence Force on Sunday, Quill said",
        "on the sidelines of a ceremony to commemorate the lost sailors of the Karuz Air Defence Force",
        "event",
    ),
    # a year inside the phrase does not cut it
    ("Quill said in a 2019 video", "in a 2019 video", "video"),
]

NO_OCCASIONS = [
    # terms are no occasion
    "an official said on condition of anonymity",
    "an official, speaking on condition of anonymity, said",
    "an official said on background",
    "Quill said in the end",
]


@pytest.mark.parametrize(("words", "phrase", "kind"), OCCASIONS)
def test_occasions_offered(words: str, phrase: str, kind: str) -> None:
    assert (phrase, kind) in {(one.text, one.kind) for one in occasions_in(words, 0, ())}


@pytest.mark.parametrize("words", NO_OCCASIONS)
def test_terms_are_no_occasion(words: str) -> None:
    assert list(occasions_in(words, 0, ())) == []


def test_the_place_ends_before_the_time(report: Callable) -> None:
    text = "In Larkhaven on Monday, Quill said so."
    offered = [one.text for one in Reader(Layout(text, (), ())).phrases("occasion", 0, text)]
    assert "In Larkhaven" in offered


ADDRESSEES = [
    # a name that begins with an article and holds a participle
    ("Quill said in an interview with The Associated Press last week", "The Associated Press"),
    # who asked is who is answered
    ("Asked by Orlo about the bridge, Quill said", "Orlo"),
    # far from the cue, but a crowd
    ("Quill groused to a crowd in Larkhaven about the bridge", "a crowd"),
    # words between the letter and whom it goes to
    ("In a letter dated 3 May to the harbour board, Quill said", "the harbour board"),
    ("In a letter to Harbour Secretary Tam Orlo, the envoy described", "Harbour Secretary Tam Orlo"),
    # whose question was answered
    ("she said when a reporter asked", "a reporter"),
    ("Quill did not respond to the Gazette's request for comment", "the Gazette"),
    ("Cross-examined by Tam Orlo, the clerk agreed", "Tam Orlo"),
    ("under questioning from Tam Orlo, the clerk agreed", "Tam Orlo"),
    # a comma between adjectives
    (
        "Quill told his Tarnish, Veltan and Ostrian counterparts on Friday",
        "his Tarnish, Veltan and Ostrian counterparts",
    ),
    # a programme's title with its closing mark
    ('Quill told Brae Business Network\'s "Mornings with Mara."', 'Brae Business Network\'s "Mornings with Mara."'),
]


def test_what_was_told_of_is_nobody() -> None:
    assert list(addressees_in("Quill has told of the moment a shark circled", 0, ())) == []


@pytest.mark.parametrize(
    ("content", "whom"),
    [
        # what is urged, and not whom
        ("probe into killings", None),
        # whom
        ("motorists against travelling", "motorists"),
    ],
)
def test_the_head_of_a_content(content: str, whom: str | None) -> None:
    found = addressee_after(content, 0, len(content), "warned")
    assert (found.text if found else None) == whom


@pytest.mark.parametrize(("words", "phrase"), ADDRESSEES)
def test_addressees_offered(words: str, phrase: str) -> None:
    assert phrase in {one.text for one in addressees_in(words, 0, ())}


def test_the_speaker_is_no_addressee(report: Callable) -> None:
    made = report("{c:“We have looked at every bolt,”} {q:warned} {s:Mara Quill}.")
    assert made.scenes()[0].addressee is None


PARTNERS = [
    # who asked is who is answered, by the name where the source is a pronoun
    ("{s1:Tam Orlo} {q1:asked} {c1:whether it holds}. {c2:“Yes,”} {s2:Mara Quill} {q2:replied}.", 1, "Tam Orlo"),
    # who answers was asked
    ("{s1:Orlo} {q1:asked} {c1:whether it holds}. {c2:“Yes,”} {s2:Quill} {q2:replied}.", 0, "Quill"),
    # a title called in the words
    ("{c1:“Thank you, Minister. We leave it there,”} {s1:Orlo} {q1:said}.", 0, "Minister"),
    ("{c1:“We have read it, Dwayne,”} {s1:Orlo} {q1:said}. Dwayne nodded.", 0, "Dwayne"),
]


@pytest.mark.parametrize(("marked", "rank", "words"), PARTNERS)
def test_partners_offered(report: Callable, marked: str, rank: int, words: str) -> None:
    made = report(marked)
    layout = Layout(made.text, made.blocks, made.found)
    views = [View(made.text, n, layout, made.speakers[n]) for n in range(len(made.found))]
    assert words in {one.text for one, _ in partners(views, rank)}


TIMES = [
    ("Quill said late Thursday", "late Thursday"),
    ("Quill left on the Sunday Orlo came", "Sunday"),
    ("Quill read the Monday June 3 report", "Monday June 3"),
    ("Quill said shortly before midnight", "shortly before midnight"),
    ("Quill said in a 2019 video", "2019"),
    ("Quill asked for it three winters ago", "three winters ago"),
    ("Quill said within hours that", "within hours"),
]


@pytest.mark.parametrize(("words", "time"), TIMES)
def test_times_offered(words: str, time: str) -> None:
    assert time in {one.text for one in times_in(words, 0)}


NO_TIMES = [
    # names that hold a day, after an article
    "Quill told The Sunday Bugle that it holds",
    "Quill, of the Monday Club, said that it holds",
]


@pytest.mark.parametrize("words", NO_TIMES)
def test_a_day_in_a_name_is_no_time(words: str) -> None:
    assert times_in(words, 0) == ()


def test_a_time_told_by_an_event_is_offered(report: Callable) -> None:
    text = "After the ferry accident, Quill called for an inquiry."
    offered = [one.text for one in Reader(Layout(text, (), ())).phrases("when", 0, text)]
    assert "After the ferry accident" in offered
