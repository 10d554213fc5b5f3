"""The weights of mode, commitment and act: all attributions of an article at once, a few matrix products in numpy.

Made by `onrecord.train.manner`. The mode is weighed twice: first each attribution by itself, by its named features and,
where the encoder's states are at hand, by the mean states of its source, cue and content; then again in the light of
what the first weighing made of its neighbours and of what else the same speaker said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Found, States
from onrecord.model.attribution import COMMITMENTS, MODES

Floats = NDArray[np.float32]
FILE = "weights.npz"
ROLES = 3
"""Source, cue and content: each gives the mean of its states."""
M, C = len(MODES), len(COMMITMENTS)
SEEN = 7 * M
"""What the second weighing sees: its own first weighing and six probabilities of the company, one a mode."""
_LEAST = 1e-3
_ARRAYS = ("table", "centre", "dense", "second")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Everything in float32; columns of ``table``: mode (4), mode without states (4), commitment (5), act."""

    rows: dict[str, int]
    """The row of each feature."""
    table: Floats
    """(1 + features, 14); the first row is the bias."""
    centre: Floats
    """(3 * width,): the states' means over the training attributions; a role that is absent stands at its mean."""
    dense: Floats
    """(3 * width, 4)"""
    second: Floats
    """(2, 28 + 1, 4): with and without states; the last row is the bias."""

    def scores(self, features: Sequence[Iterable[str]]) -> Floats:
        """(n, 14): for each of n attributions the sum of its features' rows; what was never seen weighs nothing."""
        row_of = self.rows.get
        rows: list[int] = []
        starts: list[int] = []
        for names in features:
            starts.append(len(rows))
            rows.append(0)
            rows += [row for name in names if (row := row_of(name)) is not None]
        summed: Floats = np.add.reduceat(self.table[rows], starts)
        return summed

    def modes(self, scores: Floats, states: Floats | None, keys: Sequence[str | None]) -> Floats:
        """(n, 4): probabilities in the order of MODES for n attributions in the order of the text.

        ``scores`` (n, 14); ``states`` (n, 3 * width) or None; ``keys`` the speakers' keys.
        """
        if states is None:
            first, second = softmax(scores[:, M : 2 * M]), self.second[1]
        else:
            own: Floats = scores[:, :M] + np.matmul(states - self.centre, self.dense)
            first, second = softmax(own), self.second[0]
        again: Floats = company(first, keys) @ second[:-1] + second[-1]
        return softmax(again)

    def commitments(self, scores: Floats) -> Floats:
        """(n, 5): probabilities in the order of COMMITMENTS."""
        return softmax(scores[:, 2 * M : 2 * M + C])

    def act_right(self, scores: Floats, more: Iterable[str]) -> float:
        """The probability that the lexicon's act is right; ``scores`` (14,) and the features that came after them."""
        rows = [row for name in more if (row := self.rows.get(name)) is not None]
        return float(1.0 / (1.0 + np.exp(-(scores[-1] + self.table[rows, -1].sum()))))

    def save(self, path: Path) -> None:
        """Write them in half precision."""
        names = np.frombuffer("\n".join(self.rows).encode(), np.uint8)
        halves = {name: getattr(self, name).astype(np.float16) for name in _ARRAYS}
        with path.open("wb") as stream:
            np.savez_compressed(stream, allow_pickle=False, names=names, **halves)


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship, read once."""
    with files("onrecord.link.manner").joinpath(FILE).open("rb") as stream, np.load(stream) as held:
        names = held["names"].tobytes().decode().split("\n")
        arrays = {name: held[name].astype(np.float32) for name in _ARRAYS}
    return Weights({name: row for row, name in enumerate(names, 1)}, **arrays)


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


def states_of(found: Sequence[Found], states: States | None, centre: Floats) -> Floats | None:
    """(n, 3 * width): the mean states of source, cue and content; the ``centre`` where there are none.

    None where the text has no states, or states of another width than the weights know.
    """
    if states is None or ROLES * states.width != len(centre):
        return None
    made = np.tile(centre, (len(found), 1)).reshape(len(found), ROLES, -1)
    for row, one in zip(made, found, strict=True):
        for place, role in enumerate((one.source, one.cue, one.content)):
            mean = states.mean(role)
            if mean is not None:
                row[place] = mean
    flat: Floats = made.reshape(len(found), -1)
    return flat


def company(first: Floats, keys: Sequence[str | None]) -> Floats:
    """(n, 28) for the second weighing: log of each one's own ``first`` (n, 4), then ``first`` of the one before it and
    the one after it, of the same speaker's before and after and the mean of that speaker's others, the mean of all others.

    Zeros where there is none.
    """
    size = len(first)
    made = np.zeros((size, 7, M), np.float32)
    made[:, 0] = np.log(first + _LEAST)
    made[1:, 1] = first[:-1]
    made[:-1, 2] = first[1:]
    of: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            of.setdefault(key, []).append(place)
    for places in of.values():
        if len(places) > 1:
            own = first[places]
            made[places[1:], 3] = own[:-1]
            made[places[:-1], 4] = own[1:]
            made[places, 5] = (own.sum(0) - own) / (len(places) - 1)
    if size > 1:
        made[:, 6] = (first.sum(0) - first) / (size - 1)
    flat: Floats = made.reshape(size, -1)
    return flat
