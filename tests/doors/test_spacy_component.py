"""The spaCy component on a blank pipeline: what it gives is where it says, whatever the tokens are."""

from __future__ import annotations

import pytest
from gold_documents import gold_documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="needs spaCy")

from onrecord.doors import spacy_component  # noqa: E402
from onrecord.model import Document  # noqa: E402

EXACT = st.text(alphabet="aé😀\u00ad\u0301 “”.\n", min_size=1, max_size=40)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> object:
    """A blank pipeline whose reading gives the documents with gold marks, so that no model is needed."""
    by_text = {document.article.text: document for document in gold_documents()}

    def gold(article: object, **_: object) -> Document:
        text = article.text  # type: ignore[attr-defined]
        return by_text.get(text) or Document(article, (), gold_documents()[0].attributions[:0])  # type: ignore[arg-type]

    monkeypatch.setattr(spacy_component, "read", gold)
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    return nlp


@pytest.mark.parametrize("number", range(6))
def test_spans_stand_where_the_document_says(pipeline: object, number: int) -> None:
    document = gold_documents()[number]
    doc = pipeline(document.article.text)  # type: ignore[operator]
    assert doc.text == document.article.text
    spans = list(doc.spans["onrecord"])
    wanted = [
        (one.id, role.removesuffix("s"), tuple(place))
        for one in document.attributions
        for role in spacy_component.ROLES
        for place in getattr(one, role)
    ]
    assert [(span.id_, span.label_, span._.onrecord_exact) for span in spans] == wanted
    for span in spans:
        start, end = span._.onrecord_exact
        words = document.article.text[start:end]
        start += len(words) - len(words.lstrip())  # spaCy's spans leave out the blanks at their ends
        end -= len(words) - len(words.rstrip())
        assert span.start_char <= start < end <= span.end_char
        inner = [token for token in span if token.idx >= start and token.idx + len(token) <= end]
        assert len(span) - len(inner) <= 2, "widened by no more than the tokens at its two ends"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(EXACT)
def test_a_text_without_statements_comes_through_unchanged(pipeline: object, text: str) -> None:
    doc = pipeline(text)  # type: ignore[operator]
    assert doc.text == text
    assert list(doc.spans["onrecord"]) == []
