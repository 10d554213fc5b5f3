"""The head that tells where statements lie by sense, with the weights that ship."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.extract.sense import Sense, packed
from onrecord.model import Article
from onrecord.model.vectors import HALVED
from onrecord.pipeline import Pipeline
from onrecord.record.vectors import Scan

TEXT = (
    "“We will not run the ferry in winter again,” said Ilda Marrow on Tuesday.\n\n“Our nurses are leaving because they are "
    "paid too little,” said Anneli Tran.\n\nTobin Hale told reporters: “The bridge cannot carry lorries any longer.”"
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(threads=1, vectors=True)


def unpacked(held: bytes, width: int) -> np.ndarray:
    """(rows, 2 * width), number by number, as model/vectors.py says that they lie."""
    numbers = [[half - 16 if half > 7 else half for half in (byte & 15, byte >> 4)] for byte in held]
    pairs = np.asarray(numbers, float).reshape(-1, width, 2)
    return np.concatenate([pairs[:, :, 0], pairs[:, :, 1]], axis=1)


def rows(pipeline: Pipeline, text: str) -> dict[str, np.ndarray]:
    """The vector of each attribution, by its speaker's name."""
    document = pipeline.document(Article("a", text, language="en"))
    assert document.vectors is not None
    held = unpacked(document.vectors.rows, document.vectors.width)
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
    assert len(sense.model) == 14
    assert sense.weights.shape == (768, sense.width)


def test_packing_keeps_the_direction() -> None:
    vector = np.random.default_rng(1).normal(size=128).astype(np.float32)
    held = packed(vector)
    assert len(held) == 64
    [back] = unpacked(held, 64)
    assert np.abs(back).max() == 7
    assert back @ vector / np.linalg.norm(back) / np.linalg.norm(vector) > 0.98


def test_a_scan_reads_them_as_they_were_packed() -> None:
    chance = np.random.default_rng(2)
    vectors = chance.normal(size=(40, 128)).astype(np.float32)
    matrix = np.frombuffer(b"".join(map(packed, vectors)) + bytes(64), np.int8).reshape(-1, 64)
    scan = Scan(model="m" + HALVED, matrix=matrix, revision=np.arange(41), place=np.zeros(41, np.int64))
    asked = chance.normal(size=128)
    back = unpacked(matrix.tobytes(), 64)
    cosines = back @ asked / np.linalg.norm(asked) / np.maximum(np.linalg.norm(back, axis=1), 1.0)
    assert scan.scores(asked.tolist()) == pytest.approx(cosines, abs=1e-5)
