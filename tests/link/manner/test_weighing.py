"""The weights that ship, what they make of states, and what a sentence tells of page and voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from onrecord.link.manner import manners_of
from onrecord.link.manner.media import Media
from onrecord.link.manner.weighing import Weights, company, softmax, states_of, weights
from onrecord.link.scene import scenes_of
from onrecord.model import Found, Span


class Flat:
    """States of a text in which every piece is the same."""

    def __init__(self, width: int, value: float) -> None:
        self.width, self.value = width, value

    def mean(self, spans: tuple[Span, ...]) -> np.ndarray | None:
        return np.full(self.width, self.value, np.float32) if spans else None


FOUND = Found((Span(0, 5),), (Span(6, 10),), (Span(11, 20),), "indirect")
NO_SOURCE = Found((), (Span(6, 10),), (Span(11, 20),), "indirect")


def test_an_absent_role_stands_at_the_centre() -> None:
    centre = np.arange(6, dtype=np.float32)
    made = states_of([FOUND, NO_SOURCE], Flat(2, 9.0), centre)
    assert made is not None
    assert made.tolist() == [[9, 9, 9, 9, 9, 9], [0, 1, 9, 9, 9, 9]]


def test_states_of_another_width_are_left_aside() -> None:
    centre = np.zeros(6, np.float32)
    assert states_of([FOUND], Flat(3, 1.0), centre) is None
    assert states_of([FOUND], None, centre) is None


def test_company_sees_neighbours_and_the_same_speaker() -> None:
    first = softmax(np.eye(4, dtype=np.float32) * 3)
    seen = company(first, ["quill", "orlo", "quill", None]).reshape(4, 7, 4)
    assert seen[0, 1].tolist() == [0, 0, 0, 0]  # nothing before the first
    assert seen[0, 2] == pytest.approx(first[1])  # the next
    assert seen[2, 3] == pytest.approx(first[0])  # the same speaker's before
    assert seen[0, 4] == pytest.approx(first[2])  # the same speaker's after
    assert seen[1, 5].tolist() == [0, 0, 0, 0]  # nothing else of that speaker
    assert seen[3, 6] == pytest.approx(first[:3].mean(0))  # all others


def test_company_of_one() -> None:
    assert company(softmax(np.zeros((1, 4), np.float32)), ["quill"])[0, 4:].tolist() == [0] * 24


def test_weights_survive_a_file(tmp_path: Path) -> None:
    made = Weights(
        {"negated": 1, "lemma=façade": 2},
        np.ones((3, 14), np.float32),
        np.zeros(6, np.float32),
        np.zeros((6, 4), np.float32),
        np.zeros((2, 29, 4), np.float32),
    )
    path = tmp_path / "weights.npz"
    made.save(path)
    with np.load(path) as held:
        assert held["names"].tobytes().decode().split("\n") == ["negated", "lemma=façade"]
    assert made.scores([["negated", "unheard of"], []])[:, 0].tolist() == [2.0, 1.0]


def test_the_weights_that_ship_are_whole_and_small() -> None:
    held = weights()
    assert held.table.shape == (1 + len(held.rows), 14)
    assert held.dense.shape == (len(held.centre), 4)
    assert all(np.isfinite(one).all() for one in (held.table, held.centre, held.dense, held.second))
    assert (Path(__file__).parents[3] / "src/onrecord/link/manner/weights.npz").stat().st_size < 400_000


def test_without_states_words_alone_decide_and_nobody_else_s_states_leak_in(report: Callable) -> None:
    made = report("{s:Quill} {q:wrote} {c:that the bridge is safe}.")
    scenes = scenes_of(made.text, made.blocks, made.found, made.speakers)
    args = (made.text, made.blocks, made.found, made.speakers, scenes)
    assert manners_of(*args) == manners_of(*args, None) == manners_of(*args, Flat(3, 1.0))
    assert manners_of(*args)[0].mode == "writing"


TOLD = [
    # on paper
    ("In a letter to the council, Quill said", {"on paper"}),
    ("Quill said on Twitter", {"on paper"}),
    # before people
    ("Quill said at a rally in Velmora", {"before people"}),
    # both a verb of writing and one of speaking
    ("Quill emailed supporters, telling them", {"writes", "speaks"}),
    # a statement may be either
    ("Quill said in a statement", {"statement"}),
    ("Quill said", set()),
]


@pytest.mark.parametrize(("words", "told"), TOLD)
def test_what_a_sentence_tells(words: str, told: set[str]) -> None:
    features = set(Media().read(0, words, None, quoted=False))
    assert {name.removeprefix("medium=") for name in features if name.startswith("medium=")} == told


def test_paper_is_carried_to_the_same_speaker_only_and_not_for_ever() -> None:
    media = Media()
    tuple(media.read(0, "In a letter to the council, Quill said", "quill", quoted=True))
    assert "carried=on paper" in set(media.read(1, "He added", "quill", quoted=True))
    assert "carried=on paper" not in set(media.read(2, "Orlo said", "orlo", quoted=True))
    assert "carried=on paper" not in set(media.read(40, "Quill said", "quill", quoted=True))
