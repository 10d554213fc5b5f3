"""The model that ships: what it finds, and that how it is called never changes what it finds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.extract.network import WEIGHTS
from onrecord.extract.tagger import Tagged, Tagger
from onrecord.model.article import Block
from onrecord.model.span import Span

pytestmark = pytest.mark.skipif(not (WEIGHTS / "encoder.onnx").is_file(), reason="no weights in this checkout")

REPORT = (
    "Bridge to stay shut until spring\n\n"
    "The harbour bridge at Velmora will stay closed, Mayor Ana Kovac told reporters on Monday.\n\n"
    "“It is not safe,” she said. “We will not gamble with lives.”\n\n"
    "According to the port authority, the repairs have been delayed by frost. Two ships turned back.\n\n"
    "Follow us for more news, she said."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(threads=1)


def found(text: str, tagged: Tagged) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        ([s.of(text) for s in one.source], [s.of(text) for s in one.cue], [s.of(text) for s in one.content])
        for one in tagged.relations
    ]


def test_source_cue_and_content(tagger: Tagger) -> None:
    roles = found(REPORT, tagger.tag(REPORT))
    assert (["Mayor Ana Kovac"], ["told"], ["The harbour bridge at Velmora will stay closed"]) in roles
    assert (["she"], ["said"], ["“It is not safe,”", "“We will not gamble with lives.”"]) in roles
    assert (["the port authority"], ["According to"], ["the repairs have been delayed by frost"]) in roles


def test_names(tagger: Tagger) -> None:
    text = "Ana Kovac flew from Velmora to Norway on Friday, the United Nations said."
    names = {one.span.of(text): one.kind for one in tagger.tag(text).names}
    assert names["Ana Kovac"] == "person"
    assert names["Norway"] == "place"
    assert "Friday" not in names


def test_furniture_says_nothing(tagger: Tagger) -> None:
    start = REPORT.index("Follow us")
    tagged = tagger.tag(REPORT, [Block(Span(start, len(REPORT)), "boilerplate")])
    assert all(
        span.end <= start for one in tagged.relations for role in (one.source, one.cue, one.content) for span in role
    )


def test_same_output_whatever_the_batch_threads_and_order(tagger: Tagger) -> None:
    texts = [REPORT, "No one spoke.", REPORT.replace("Velmora", "Karst") * 3, "", "“Yes,” he said."]
    alone = [tagger.tag(text) for text in texts]
    assert list(tagger.tag_many([(text, ()) for text in texts])) == alone
    many = Tagger.load(threads=3)
    assert list(many.tag_many([(text, ()) for text in reversed(texts)]))[::-1] == alone
    assert many.tag(REPORT) == alone[0]


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "\x00", "a" * 100_000, "😀 “😀” said 😀", '"' * 500, "“" * 500, "she said\u202e “no”", "é" * 300],
    ids=["empty", "blank", "nul", "long word", "emoji", "straight marks", "opening marks", "bidi", "accents"],
)
def test_odd_texts_do_no_harm(tagger: Tagger, text: str) -> None:
    assert_spans(text, tagger.tag(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "'", "she", "said", "that", "we", ".", ",", "\n\n", ":", "X"]), max_size=60
    )
)
def test_spans_are_inside_the_text(tagger: Tagger, words: list[str]) -> None:
    text = " ".join(words)
    assert_spans(text, tagger.tag(text))


def assert_spans(text: str, tagged: Tagged) -> None:
    for one in tagged.relations:
        assert one.content
        assert 0 <= one.score <= 1
        for role in (one.source, one.cue, one.content):
            assert all(0 <= s.start < s.end <= len(text) for s in role)
            assert all(a.end <= b.start for a, b in itertools.pairwise(role))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in tagged.names)


def test_no_weights_is_told(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match="no encoder"):
        Tagger.load(str(tmp_path))


def test_a_report_passed_on_is_read_by_itself(tagger: Tagger) -> None:
    text = "Reactions\n\nForeign Ministry spokeswoman Maria Zaren slammed the sanctions as “illegal”, the agency KNA reported.\n"
    inner = tagger.tag(text).inner
    assert [[s.of(text) for s in one.source] for one in inner] == [["Foreign Ministry spokeswoman Maria Zaren"]]
    assert [[s.of(text) for s in one.content] for one in inner] == [["the sanctions as “illegal”"]]
