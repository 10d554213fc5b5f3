"""The head that tells where statements lie by sense, with the weights that ship."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.extract.sense import Sense, packed
from onrecord.model import Article
from onrecord.pipeline import Pipeline

TEXT = (
    "“We will not run the ferry in winter again,” said Ilda Marrow on Tuesday.\n\n“Our nurses are leaving because they are "
    "paid too little,” said Anneli Tran.\n\nTobin Hale told reporters: “The bridge cannot carry lorries any longer.”"
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(threads=1, vectors=True)


def rows(pipeline: Pipeline, text: str) -> dict[str, np.ndarray]:
    """The vector of each attribution, by its speaker's name."""
    document = pipeline.document(Article("a", text, language="en"))
    assert document.vectors is not None
    held = np.frombuffer(document.vectors.rows, np.int8).reshape(-1, document.vectors.width).astype(float)
    assert len(held) == len(document.attributions)
    return {one.speaker.name: row for one, row in zip(document.attributions, held, strict=True) if one.speaker}


LIKE = [
    # no telling word is shared
    ("the boat service is over for the cold months", "Ilda Marrow"),
    ("low wages drive hospital staff away", "Anneli Tran"),
    ("heavy trucks must stay off the crossing", "Tobin Hale"),
]


def test_a_paraphrase_lies_nearest_to_what_it_is_of(pipeline: Pipeline) -> None:
    held = rows(pipeline, TEXT)
    for words, speaker in LIKE:
        asked = np.asarray(pipeline.sense_of(words))
        near = {name: float(row @ asked / np.linalg.norm(row)) for name, row in held.items()}
        assert max(near, key=lambda name: near[name]) == speaker, (words, near)


def test_vectors_change_nothing_of_the_document_and_are_made_only_when_asked_for(pipeline: Pipeline) -> None:
    plain = Pipeline(threads=1).document(Article("a", TEXT, language="en"))
    assert plain.vectors is None
    assert plain == replace(pipeline.document(Article("a", TEXT, language="en")), vectors=None)


def test_what_was_stored_without_them_gets_the_same_later(pipeline: Pipeline) -> None:
    made = pipeline.document(Article("a", TEXT, language="en"))
    assert pipeline.vectors_of(replace(made, vectors=None)) == made.vectors


def test_other_languages_and_empty_words_have_none(pipeline: Pipeline) -> None:
    assert pipeline.vectors_of(pipeline.document(Article("a", TEXT, language="xx"))) is None
    assert pipeline.sense_of("  ") is None


def test_the_head_is_small_and_named_by_its_numbers() -> None:
    sense = Sense.load()
    assert sense is not None
    assert len(sense.model) == 12
    assert sense.weights.shape == (768, sense.width)


def test_packing_keeps_the_direction() -> None:
    vector = np.random.default_rng(1).normal(size=128).astype(np.float32)
    back = np.frombuffer(packed(vector), np.int8).astype(float)
    assert back.max() == 127 or back.min() == -127
    assert back @ vector / np.linalg.norm(back) / np.linalg.norm(vector) > 0.999
