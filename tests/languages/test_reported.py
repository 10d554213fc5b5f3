"""What German words show by themselves, without the network: every report is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.extract.drafts import Draft, Page
from onrecord.extract.reported import according, bare, carried, gone_on, inside, named_after, sentences, told
from onrecord.extract.tagger import Relation, Tagged
from onrecord.extract.unsaid import assemble_by_marks
from onrecord.languages import read_language
from onrecord.model import Span

WORDS = read_language("de", Path(__file__).parents[2] / "languages/german/src/onrecord_german").lexicon


def _said(text: str, words: str) -> list[Span]:
    at = text.index(words)
    return [Span(at, at + len(words))]


def _texts(text: str, drafts: list[Draft]) -> list[tuple[str, str]]:
    return [
        (" ".join(span.of(text) for span in one.source), " ".join(span.of(text) for span in one.content))
        for one in drafts
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Weil kam. Brell ging.", 2),
        # a day, a title and an initial end no sentence
        ("Am 3. Mai kam Dr. Weil mit J. Tarp nach Quellstadt.", 1),
        # a year does
        ("Das war 2019. Seitdem ruht der Bau.", 2),
        # sentences inside marks are parts of one
        ("„Wir bauen. Wir zahlen.“ Das steht fest.", 2),
        ("Brell sagte: „Wir bauen. Wir zahlen.“", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    page = Page.of(text, ())
    assert len(list(sentences(page, page.body[0], WORDS))) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # present subjunctive, nobody named before it
        ("Die Brücke sei sicher.", [("", "Die Brücke sei sicher.")]),
        # sentences that follow one another are one statement
        (
            "Der Bau ruht. Die Brücke sei sicher. Sie halte noch Jahre. Der Fluss steigt.",
            [("", "Die Brücke sei sicher. Sie halte noch Jahre.")],
        ),
        # who says it stands before the first comma
        ("Hanna Brell sagte am Abend, die Brücke sei sicher.", [("Hanna Brell", "die Brücke sei sicher.")]),
        # ... or after the verb, where an adverb stands first
        (
            "Weiter sagte die Bürgermeisterin, die Brücke sei sicher.",
            [("die Bürgermeisterin", "die Brücke sei sicher.")],
        ),
        # "habe" is the speaker's own indicative where somebody says "I"
        ("Ich habe die Brücke gesehen.", []),
        # inside marks it shows nothing
        ("Auf dem Schild steht „Es werde Licht“.", []),
        # a noun has the letters of a verb
        ("Die Stelle ist frei.", []),
    ],
)
def test_speech_that_goes_on(text: str, found: list[tuple[str, str]]) -> None:
    drafts: list[Draft] = []
    gone_on(Page.of(text, ()), drafts, WORDS)
    assert _texts(text, drafts) == found


@pytest.mark.parametrize(
    ("text", "later", "source"),
    [
        # the subjunctive goes on
        ("Brell sagte, dass gebaut wird. Die Kosten seien gedeckt.", "Die Kosten seien gedeckt", "Brell"),
        # where and when it was said stands between
        (
            "Dass gebaut wird, sagte Brell am Abend im Rat. Die Kosten seien gedeckt.",
            "Die Kosten seien gedeckt",
            "Brell",
        ),
        # a second sentence in marks
        ("Brell sagte, dass gebaut wird. „Die Kosten sind gedeckt.“", "„Die Kosten sind gedeckt.“", "Brell"),
        # after another sentence, nobody knows
        ("Brell sagte, dass gebaut wird. Es regnete. „Alles ist gut.“", "„Alles ist gut.“", ""),
        # in another paragraph neither
        ("Brell sagte, dass gebaut wird.\n\nDie Kosten seien gedeckt.", "Die Kosten seien gedeckt", ""),
        # nothing shows that the second sentence is hers
        ("Brell sagte, dass gebaut wird. Die Kosten sind gedeckt.", "Die Kosten sind gedeckt", ""),
    ],
)
def test_whose_speech_goes_on(text: str, later: str, source: str) -> None:
    first = Draft(tuple(_said(text, "Brell")), tuple(_said(text, "sagte")), _said(text, "ass gebaut wird"), 0.9)
    second = Draft((), (), _said(text, later), 0.9)
    carried(Page.of(text, ()), [second, first], WORDS)
    assert _texts(text, [second]) == [(source, later)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Brücke ist sicher, so Hanna Brell.", [("Hanna Brell", "Die Brücke ist sicher")]),
        # the particle of the verb stands last
        ("Zwei Stege fehlen, teilte die Stadt mit.", [("die Stadt", "Zwei Stege fehlen")]),
        # "so dass" names nobody
        ("Der Fluss stieg an, so dass der Steg brach.", []),
        # an apposition, not an afterthought
        ("Brell, die Bürgermeisterin, sagte das nicht.", []),
    ],
)
def test_who_said_it_named_after_it(text: str, found: list[tuple[str, str]]) -> None:
    drafts: list[Draft] = []
    named_after(Page.of(text, ()), drafts, WORDS)
    assert _texts(text, drafts) == found


def test_a_clause_after_wonach_ends_at_the_comma() -> None:
    text = "Berichte, wonach der Steg brach, wies die Stadt zurück."
    drafts: list[Draft] = []
    according(Page.of(text, ()), drafts, WORDS)
    assert _texts(text, drafts) == [("", "der Steg brach")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Verein fordert mehr Geld.", [("", "Der Verein fordert mehr Geld.")]),
        # the participle is another word
        ("Der geforderte Betrag liegt bereit.", []),
    ],
)
def test_a_verb_that_tells_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    drafts: list[Draft] = []
    told(Page.of(text, ()), drafts, WORDS)
    assert _texts(text, drafts) == found


@pytest.mark.parametrize(
    ("content", "own"),
    [
        # a phrase
        ("dass der Plan „völlig aus der Luft gegriffen“ ist", ["„völlig aus der Luft gegriffen“"]),
        # one word of somebody's
        ("dass der Plan „unseriös“ ist", ["„unseriös“"]),
        # names: of a ship, of a body with small words in it
        ("dass die „Seestern“ sinkt", []),
        ("dass der „Rat für das Ufer“ tagt", []),
        # marks all around: the content itself
        ("„Wir bauen jetzt die Brücke“", []),
    ],
)
def test_words_inside_marks_inside_what_is_said(content: str, own: list[str]) -> None:
    text = f"Brell sagte, {content}."
    outer = Draft(tuple(_said(text, "Brell")), tuple(_said(text, "sagte")), _said(text, content), 0.9)
    found = list(inside(Page.of(text, ()), [outer], WORDS))
    assert _texts(text, found) == [("Brell", one) for one in own]
    assert all(one.within is outer for one in found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Die Brücke war gesperrt.", False),
        ("Die Brücke sei gesperrt.", True),
        ("„Die Brücke ist gesperrt.“", True),
        # a few words in marks do not show that the sentence around them is somebody's
        ("Die „alte“ Brücke war gesperrt.", False),
    ],
)
def test_what_shows_that_a_sentence_is_somebodys(text: str, shown: bool) -> None:
    draft = Draft((), (), [Span(0, len(text))], 0.4)
    assert bare(Page.of(text, ()), draft, WORDS) is not shown


def _assembled(text: str, *relations: Relation) -> list[str]:
    extraction = assemble_by_marks(text, (), Tagged(relations, ()), WORDS)
    return [" ".join(span.of(text) for span in one.content) for one in extraction.found]


def test_an_unsure_sentence_needs_a_sign_that_it_is_somebodys() -> None:
    text = "Die Brücke war gesperrt. Der Steg sei gebrochen."
    stop = Span(text.index("."), text.index(".") + 1)
    plain = Relation((), (stop,), tuple(_said(text, "Die Brücke war gesperrt")), 0.4, 0.0, 0.4)
    assert _assembled(text, plain) == ["Der Steg sei gebrochen"]


def test_a_long_quotation_that_nothing_claims_is_one_unless_it_is_a_name() -> None:
    text = "„Wir bauen jetzt eine neue Brücke.“ Gezeigt wird „Der Rat der Stadt und die Ufer“."
    assert _assembled(text) == ["„Wir bauen jetzt eine neue Brücke.“"]
