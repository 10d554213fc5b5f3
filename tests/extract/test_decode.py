"""The decoder: the best placement is really the best, and no two attributions are at odds."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from onrecord.extract.decode import CONTENT, SOURCE, Lattice, Settings, cue_candidates, place_all
from onrecord.extract.pieces import Window


def window(length: int) -> Window:
    whole = np.zeros(length, np.int32)
    index = np.arange(length, dtype=np.int32) - 1
    index[-1] = -1
    real = index >= 0
    return Window(index, whole, whole, whole, whole, whole, real, real)


def score(scores: np.ndarray, placement: list[tuple[int, int, int]]) -> float:
    return sum(scores[a, 0, role] + scores[b, 1, role] + scores[a : b + 1, 2, role].sum() for role, a, b in placement)


def all_placements(length: int, free: np.ndarray) -> list[list[tuple[int, int, int]]]:
    spans = [
        (role, a, b)
        for role in (SOURCE, CONTENT)
        for a in range(1, length - 1)
        for b in range(a, length - 1)
        if free[a : b + 1].all()
    ]
    found: list[list[tuple[int, int, int]]] = [[]]
    for size in range(1, 5):
        for chosen in combinations(spans, size):
            ordered = sorted(chosen, key=lambda s: s[1])
            apart = all(x[2] < y[1] for x, y in pairwise(ordered))
            sources = sum(role == SOURCE for role, _, _ in chosen)
            if apart and sources <= 1 and size - sources <= 3:
                found.append(ordered)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_best_and_total_agree_with_trying_everything(seed: int) -> None:
    length = 7
    scores = np.random.default_rng(seed).normal(-0.3, 1.5, (1, length, 3, 2))
    free = np.ones((1, length), bool)
    free[0, 3] = False  # the cue
    lattice = Lattice.of(scores, window(length), free)
    tried = all_placements(length, free[0])
    values = np.asarray([score(scores[0], one) for one in tried])
    best, placements = lattice.best()
    assert best[0] == pytest.approx(values.max())
    assert score(scores[0], placements[0]) == pytest.approx(values.max())
    alone = [value for one, value in zip(tried, values, strict=True) if [role for role, _, _ in one] == [SOURCE]]
    total, of_sources = lattice.log_totals()
    assert total[0] == pytest.approx(np.logaddexp.reduce(values))
    assert of_sources[0] == pytest.approx(np.logaddexp.reduce(alone))
    assert lattice.alone()[0] == of_sources[0]


def test_nothing_is_marked_inside_a_content() -> None:
    length = 12
    scores = np.full((2, length, 3, 2), -2.0)
    for cue, content in ((0, range(4, 11)), (1, range(8, 11))):  # the second cue stands at 7, inside the first content
        scores[cue, content.start, 0, CONTENT] = 4
        scores[cue, content.stop - 1, 1, CONTENT] = 4
        scores[cue, content.start : content.stop, 2, CONTENT] = 3
    placed = place_all(window(length), [(2, 2, -0.1), (7, 7, -0.4)], scores, Settings(keep=-9.0))
    assert [(one.cue, one.content) for one in placed] == [((2, 2), ((4, 10),))]


def test_a_cue_without_content_is_dropped() -> None:
    scores = np.full((1, 8, 3, 2), -5.0)
    assert place_all(window(8), [(2, 2, -0.1)], scores, Settings(keep=-20.0)) == []


def test_cues_run_to_their_likeliest_end() -> None:
    chances = np.full((8, 7), 0.001)
    chances[:, 0] = 0.99
    chances[3] = [0.1, 0, 0, 0.9, 0, 0, 0]
    chances[4] = [0.2, 0, 0, 0, 0.8, 0, 0]
    with np.errstate(divide="ignore"):
        found = cue_candidates(np.log(chances), window(8), 0.1)
    assert [one[:2] for one in found] == [(3, 4)]
