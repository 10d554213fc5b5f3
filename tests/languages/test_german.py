"""German as an installed language: statements, in whose words, and by whom as far as words alone can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.languages import installed, read_language
from onrecord.model import Article, Document
from onrecord.model.errors import MissingExtraError
from onrecord.pipeline import Pipeline

REPORT = """Streit um neue Brücke in Quellstadt

Die Bürgermeisterin von Quellstadt, Hanna Brell, hat den Bau der Brücke verteidigt. „Wir haben zwölf Jahre lang \
darüber geredet“, sagte Brell am Dienstag vor dem Stadtrat. Sie kündigte an, dass die Arbeiten im März beginnen sollen.

Der Anwohnerverein kritisierte die Pläne. »Niemand hat mit uns gesprochen«, erklärte der Vorsitzende Jonas Tarp. \
Nach Angaben der Polizei blieb eine Kundgebung am Abend friedlich.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    if "de" not in installed():
        pytest.skip("the German package is not installed: pip install ./languages/german")
    return Pipeline(threads=1).document(Article("bruecke", REPORT, language="de"))


def _holding(document: Document, words: str) -> list[int]:
    return [n for n, one in enumerate(document.attributions) if any(words in span.of(REPORT) for span in one.content)]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        # a surname goes back to the fullest naming before it
        ("zwölf Jahre lang", "Hanna Brell"),
        # marks that point inwards; an office before the name is no part of it
        ("mit uns gesprochen", "Jonas Tarp"),
        # a body keeps its name without the article
        ("blieb eine Kundgebung", "Polizei"),
        # a pronoun is not guessed at
        ("im März beginnen", None),
    ],
)
def test_who_said_it(document: Document, words: str, speaker: str | None) -> None:
    (at,) = _holding(document, words)
    found = document.attributions[at].speaker
    assert (found.name if found else None) == speaker


@pytest.mark.parametrize(
    ("words", "verbatim"),
    [
        ("zwölf Jahre", "Wir haben zwölf Jahre lang darüber geredet"),
        ("mit uns gesprochen", "Niemand hat mit uns gesprochen"),
    ],
)
def test_the_speakers_words_stand_inside_the_marks(document: Document, words: str, verbatim: str) -> None:
    (at,) = _holding(document, words)
    assert [span.of(REPORT) for span in document.attributions[at].verbatim] == [verbatim]


def test_the_page_says_how_german_is_linked(document: Document) -> None:
    assert any("words alone" in one.message for one in document.diagnostics)


def test_a_language_that_is_not_installed_is_refused_with_the_list_of_those_that_are() -> None:
    document = Pipeline(threads=1).document(Article("x", "Il a dit : « Non. »", language="fr"))
    assert not document.attributions
    assert "English" in document.diagnostics[-1].message


def test_a_broken_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("name = ")
    with pytest.raises(MissingExtraError, match=r"words\.toml"):
        read_language("xx", tmp_path)


def test_an_act_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('name = "X"\nlicence = "Y"\n[verbs.SHOUT]\nspeech = "brüllte"\n')
    with pytest.raises(MissingExtraError, match="SHOUT"):
        read_language("xx", tmp_path)
