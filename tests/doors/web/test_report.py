"""How a document is laid out: every character kept, layers apart, each statement announced once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold_documents import gold_documents
from hypothesis import given
from hypothesis import strategies as st

from onrecord.doors.cli.terminal import who
from onrecord.doors.web import wording
from onrecord.doors.web.report import Mark, live_link, passage_marks, report, sought_marks
from onrecord.model import Article, Attribution, Block, Confidence, Document, Span, When, attribution_id, spans

DOCUMENTS = gold_documents()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.article.id)
def test_every_line_is_shown_unchanged_and_every_statement_numbered_once(document: Document) -> None:
    made = report(document)
    text = document.article.text
    for paragraph in made.paragraphs:
        shown = "".join(mark.text for mark in paragraph.marks)
        assert shown == text[paragraph.start : paragraph.start + len(shown)]
    lines = [line for line in text.splitlines() if line.strip()]
    assert ["".join(m.text for m in p.marks) for p in made.paragraphs] == lines
    opened = [number for p in made.paragraphs for mark in p.marks for number in mark.opens]
    assert sorted(opened) == list(range(1, len(document.attributions) + 1))
    placed = [note.number for p in made.paragraphs for note in p.notes]
    assert sorted(placed) == sorted(opened)


def test_words_paraphrase_insertion_and_marks_are_told_apart() -> None:
    text = "The plan was “a gift [to them] of sorts”, Marrow said."
    at = text.index
    quoted = Span(at("a gift"), at("”"))
    inside = Span(at("[to"), at("] of") + 1)
    one = _attribution(
        content=spans([(0, at("”") + 1)]),
        verbatim=spans([(quoted.start, inside.start), (inside.end, quoted.end)]),
        insertions=(inside,),
        source=spans([(at("Marrow"), at(" said"))]),
        cue=spans([(at("said"), at("said") + 4)]),
    )
    marks = report(Document(Article("x", text), (), (one,))).paragraphs[0].marks
    assert [(mark.layer, mark.text) for mark in marks] == [
        ("paraphrase", "The plan was"),
        ("marks", " “"),
        ("verbatim", "a gift "),
        ("insertion", "[to them]"),
        ("verbatim", " of sorts"),
        ("marks", "”"),
        ("plain", ", "),
        ("source", "Marrow"),
        ("plain", " "),
        ("cue", "said"),
        ("plain", "."),
    ]


def test_a_doubtful_statement_and_one_without_speaker_are_marked_so() -> None:
    text = "It rained, he said."
    sure = _attribution(content=spans([(0, 9)]))
    assert report(Document(Article("x", text), (), (sure,))).doubtful == 1, "nobody is named"
    assert wording.is_doubtful(replace(sure, confidence=Confidence(0.2)))


def test_a_doubtful_day_is_shown_with_a_sign_and_counts_as_no_day() -> None:
    told = replace(_attribution(), when=When("on Monday", Span(0, 9), "2026-05-04"))
    doubtful = replace(told, confidence=Confidence(0.9, when=0.4))
    sure = replace(told, confidence=Confidence(0.9, when=0.8))
    assert (doubtful.said, sure.said, told.said) == (None, "2026-05-04", "2026-05-04")
    assert "on Monday (doubtful)" in who(doubtful).plain
    assert "doubtful" not in who(sure).plain.removeprefix("speaker unknown")


@given(
    st.text(alphabet="ab “”\n\r\u202e😀é", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4),
)
def test_no_layout_loses_or_doubles_a_character(text: str, wanted: list[tuple[int, int]]) -> None:
    found = []
    for start, length in wanted:
        span = (min(start, len(text)), min(start + length, len(text)))
        if span[0] < span[1]:
            found.append(_attribution(content=spans([span])))
    blocks = (Block(Span(0, len(text) // 2), "body"),) if len(text) > 1 else ()
    made = report(Document(Article("x", text), blocks, tuple(found)))
    shown = "".join(mark.text for p in made.paragraphs for mark in p.marks)
    kept = "".join(ch for ch in text if not ch.isspace())
    assert "".join(ch for ch in shown if not ch.isspace()) == kept


def test_a_passage_alone_is_cut_by_the_offsets_of_its_revision() -> None:
    document = DOCUMENTS[0]
    for one in document.attributions:
        start = one.content[0].start
        text = document.article.text[start : one.content[-1].end]
        marks = passage_marks(text, start, one)
        assert "".join(mark.text for mark in marks) == text
        words = [span.of(document.article.text) for span in one.insertions]
        assert [mark.text for mark in marks if mark.layer == "insertion"] == words


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        # short words are given whole, with the characters that a directive keeps for itself escaped
        ("https://a.example/1", "well-known, yes", "https://a.example/1#:~:text=well%2Dknown%2C%20yes"),
        # long ones by their beginning and end
        (
            "https://a.example/1#top",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "https://a.example/1#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen",
        ),
        # nothing but web addresses becomes a link
        ("javascript:alert(1)", "words", None),
        ("file:///etc/passwd", "words", None),
        (None, "words", None),
    ],
)
def test_links_to_the_live_page(url: str | None, words: str, link: str | None) -> None:
    assert live_link(url, words) == link


@pytest.mark.parametrize(
    ("probability", "words", "doubtful"),
    [
        (0.99, "almost certain", False),
        (0.86, "very likely", False),
        (0.59, "doubtful", True),
        (0.1, "very doubtful", True),
    ],
)
def test_confidence_in_words_and_as_a_rate(probability: float, words: str, doubtful: bool) -> None:
    sure = wording.sureness(probability)
    assert sure is not None
    assert (sure.words, sure.doubtful) == (words, doubtful)
    assert f"about {round(probability * 100)}" in sure.rate
    assert wording.sureness(None) is None


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2026-05-04", "4 May 2026"),
        ("2026-05-04T09:30:00+02:00", "4 May 2026, 09:30"),
        (None, "date unknown"),
        ("last spring", "last spring"),
    ],
)
def test_days(iso: str | None, shown: str) -> None:
    assert wording.day(iso) == shown


def _attribution(**roles: tuple[Span, ...]) -> Attribution:
    given = {"source": (), "cue": (), "content": (), "verbatim": (), "insertions": (), **roles}
    return Attribution(
        id=attribution_id("0" * 64, given["content"]),
        quotation="mixed",
        speaker=None,
        addressee=None,
        occasion=None,
        when=None,
        mode="speech",
        act="STATE",
        commitment="asserted",
        repeats=None,
        notes=(),
        confidence=Confidence(0.9, 0.9),
        **given,
    )


@pytest.mark.parametrize(
    ("text", "title", "heads"),
    [
        (
            "# Bridge opens, says Marrow\n\nShe smiled.\n",
            "Bridge opens, says Marrow",
            "Bridge opens, says Marrow",
        ),  # Markdown
        ("Bridge  opens\n\nShe smiled.\n", "Bridge opens", "Bridge  opens"),  # blanks differ
        ("Bridge opens\n\nShe smiled.\n", None, "Bridge opens"),  # no title: the headline stands for it
        ("Bridge opens\n\nShe smiled.\n", "Mayor smiles", None),  # another title: both are shown
    ],
)
def test_a_headline_that_is_the_title_heads_the_page_and_is_not_shown_twice(
    text: str, title: str | None, heads: str | None
) -> None:
    first = text.index("\n")
    blocks = (Block(Span(0, first), "headline"), Block(Span(first + 2, len(text) - 1), "body"))
    made = report(Document(Article("a", text, title=title), blocks, ()))
    assert ("".join(mark.text for mark in made.lead.marks) if made.lead else None) == heads
    assert [p.kind for p in made.rest] == (["body"] if heads else ["headline", "body"])


def test_the_words_asked_for_are_told_apart_and_no_character_is_lost() -> None:
    marks = (Mark("He said ", "plain"), Mark("we will go", "verbatim", 1), Mark(".", "plain"))
    cut = sought_marks(marks, 100, [Span(111, 115)])
    assert [(mark.text, mark.layer, mark.sought) for mark in cut] == [
        ("He said ", "plain", False),
        ("we ", "verbatim", False),
        ("will", "verbatim", True),
        (" go", "verbatim", False),
        (".", "plain", False),
    ]


def test_several_documents_on_one_page_number_their_statements_on() -> None:
    document = DOCUMENTS[0]
    made = report(document, first=41)
    assert [note.number for note in made.notes] == list(range(41, 41 + len(document.attributions)))
