"""The head that tells where statements lie by sense, with the weights that ship."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.extract.sense import Codes, Sense
from onrecord.model import Article, Span
from onrecord.model.vectors import CODES
from onrecord.pipeline import Pipeline
from onrecord.record.vectors import Scan

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
    assert pipeline.sense is not None
    held = pipeline.sense.codes.decoded(document.vectors.rows)
    assert len(held) == len(document.attributions)
    return {one.speaker.name: row for one, row in zip(document.attributions, held, strict=True) if one.speaker}


def scores(pipeline: Pipeline, words: str, text: str) -> list[float]:
    """How near each attribution lies to some words, in the order of the text, as a record compares them."""
    document = pipeline.document(Article("a", text, language="en"))
    asked = pipeline.sense_of(words)
    assert asked is not None
    assert document.vectors is not None
    assert asked.model == document.vectors.model
    matrix = np.frombuffer(document.vectors.rows, np.uint8).reshape(-1, document.vectors.width).T
    found: list[float] = Scan(model=asked.model, matrix=matrix).scores(asked).tolist()
    return found


LIKE = [
    # no telling word is shared
    ("the boat service is over for the cold months", "Ilda Marrow"),
    ("low wages drive hospital staff away", "Anneli Tran"),
    ("heavy trucks must stay off the crossing", "Tobin Hale"),
]


def test_a_paraphrase_lies_nearest_to_what_it_is_of(pipeline: Pipeline) -> None:
    held = rows(pipeline, TEXT)
    for words, speaker in LIKE:
        near = dict(zip(held, scores(pipeline, words, TEXT), strict=True))
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
    assert sense.weights.shape == (768, 128)
    assert sense.codes.numbers.shape == (CODES, 128)
    assert sense.codes.width == 40, "bytes an attribution"


def test_what_is_kept_of_a_vector_keeps_its_direction(pipeline: Pipeline) -> None:
    sense = pipeline.sense
    states = replace(pipeline.tagger, early=True).tag(TEXT).states
    assert sense is not None
    assert states is not None
    for words in ("We will not run the ferry", "Our nurses are leaving", "cannot carry lorries any longer"):
        first, last = states.rows(Span(TEXT.index(words), TEXT.index(words) + len(words)))
        exact = sense.vector(states.early[first:last])
        [kept] = sense.codes.decoded(sense.codes.coded(exact[None]))
        assert kept @ exact / np.linalg.norm(kept) > 0.85, words


def made_up(chance: np.random.Generator) -> Codes:
    return Codes(chance.normal(size=(CODES, 6)).astype(np.float32), (1, 3, 6))


def test_a_vector_is_kept_as_the_nearest_of_what_there_is() -> None:
    codes = made_up(np.random.default_rng(1))
    assert codes.coded(codes.numbers[[7, 255, 0]]) == bytes([7, 7, 7, 255, 255, 255, 0, 0, 0])
    mixed = np.concatenate([codes.numbers[3, :1], codes.numbers[9, 1:3], codes.numbers[200, 3:]])
    assert codes.coded((mixed + 0.0001)[None]) == bytes([3, 9, 200])
    assert codes.decoded(bytes([3, 9, 200])) == pytest.approx(mixed[None])


def test_a_scan_finds_the_cosines_of_what_is_kept() -> None:
    chance = np.random.default_rng(2)
    codes = made_up(chance)
    rows = bytes(chance.integers(1, CODES, 3 * 40).astype(np.uint8)) + bytes(3)
    matrix = np.frombuffer(rows, np.uint8).reshape(-1, 3).T
    asked = chance.normal(size=6).astype(np.float32)
    asked /= np.linalg.norm(asked)
    back = codes.decoded(rows)
    cosines = back @ asked / np.linalg.norm(back, axis=1)
    cosines[-1] = 0.0  # not known
    assert Scan(model="m", matrix=matrix).scores(codes.asked(asked, "m")) == pytest.approx(cosines, abs=1e-5)
