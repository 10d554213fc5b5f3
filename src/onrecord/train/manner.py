"""How `link/manner/weights.npz` was made: logistic models of mode, commitment and of whether the lexicon's act is right.

    python -m onrecord.train.manner --shared ../shared            fit on all marked training articles and write
    python -m onrecord.train.manner --shared ../shared --check    the figures of five folds; nothing is written
    python -m onrecord.train.manner --shared ../shared --check --outlets    the same, each outlet by the six others
    python -m onrecord.train.manner --shared ../shared --dev      the weights that ship, on dev and GUM

Run again whenever the encoder is replaced: the mode rests on its states. Deterministic; needs scikit-learn (extra
``train``). Both the marked spans and those that extraction finds are learnt from, the latter as linking will see them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.link.manner.media import COARSE
from onrecord.link.manner.moods import act_of
from onrecord.link.manner.weighing import FILE, SEEN, C, M, Weights, company, softmax
from onrecord.model.attribution import COMMITMENTS, MODES
from onrecord.train.circumstances import marked
from onrecord.train.manner_rows import Sheet, folds, sheets

Floats = NDArray[np.float32]
FOLDS = 5
STRENGTHS = {"mode": 0.05, "commitment": 0.3, "act": 0.05, "company": 0.1}
"""Inverse strength of the regularisation, chosen by cross-validation on the training articles (by outlet: company)."""
BOOST = 2.0
"""The few features that tell much are scaled by this, and so regularised less."""
PARTS, SPREAD = 32, 2.0
"""Principal components of each role's states that are weighed, and how large they are against a named feature."""
_TINY = 0.004
"""Rows of the table with no larger weight are left out."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The marked attributions of some sheets: features, states and marks, one entry each."""

    features: list[frozenset[str]]
    states: Floats
    marks: list[dict[str, Any]]
    acts: list[str]
    """The lexicon's act, the marked mode given."""

    @classmethod
    def of(cls, held: Iterable[Sheet]) -> Samples:
        """Those of ``held`` that are marked."""
        rows = [
            (read, mark, states)
            for sheet in held
            for read, mark, states in zip(sheet.reads, sheet.marks, sheet.states, strict=True)
            if mark is not None
        ]
        acts = [str(act_of(read.signs, mark["mode"])) for read, mark, _ in rows]
        return cls(
            [read.features for read, _, _ in rows], np.stack([s for _, _, s in rows]), [m for _, m, _ in rows], acts
        )


class Table:
    """Named features as a sparse matrix; those seen once are left out."""

    def __init__(self, features: Sequence[Iterable[str]], least: int = 2) -> None:
        counts = Counter(name for names in features for name in set(names))
        self.rows = {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= least))}
        self.scale = np.asarray([BOOST if name.startswith(COARSE) else 1.0 for name in self.rows], np.float32)

    def matrix(self, features: Sequence[Iterable[str]]) -> Any:
        """(samples, features), scaled."""
        from scipy import sparse

        places = [[self.rows[name] for name in names if name in self.rows] for names in features]
        ends = np.cumsum([0, *(len(one) for one in places)])
        column = np.asarray([place for one in places for place in one], np.int64)
        return sparse.csr_matrix((self.scale[column], column, ends), (len(places), len(self.rows)))


@dataclass(frozen=True, slots=True)
class Parts:
    """Principal components of the states of each role."""

    centre: Floats
    projection: Floats
    """(3 * width, 3 * PARTS), block by block."""

    @classmethod
    def of(cls, states: Floats) -> Parts:
        """Fitted on training states; NaN stands for an absent role."""
        centre = np.nan_to_num(np.nanmean(states, 0))
        wide = states.shape[1] // 3
        projection = np.zeros((states.shape[1], 3 * PARTS), np.float32)
        for n in range(3):
            part = slice(n * wide, (n + 1) * wide)
            filled = np.nan_to_num(states[:, part] - centre[part])
            directions = np.linalg.eigh((filled.T @ filled).astype(np.float64))[1][:, ::-1][:, :PARTS]
            projected = filled @ directions
            size = np.sqrt((projected**2).sum(1).mean()) or 1.0
            projection[part, n * PARTS : (n + 1) * PARTS] = directions * (SPREAD / size)
        return cls(centre.astype(np.float32), projection)

    def filled(self, states: Floats) -> Floats:
        """States with the centre where a role is absent."""
        filled: Floats = np.where(np.isnan(states), self.centre, states)
        return filled

    def matrix(self, states: Floats) -> Floats:
        """(samples, 3 * PARTS)."""
        projected: Floats = np.matmul(self.filled(states) - self.centre, self.projection)
        return projected


def logistic(matrix: Any, labels: Sequence[str], classes: Sequence[str], strength: float) -> tuple[Floats, Floats]:
    """Multinomial logistic regression: weights (features, classes) and bias (classes,) in the order of ``classes``."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3).fit(matrix, labels)
    made = np.zeros((matrix.shape[1], len(classes)), np.float32)
    bias = np.full(len(classes), -20.0, np.float32)
    columns = [list(classes).index(str(name)) for name in model.classes_]
    if len(columns) == 2:  # one row of log-odds, for the second class
        columns = columns[1:]
        bias[:] = 0.0
    for n, column in enumerate(columns):
        made[:, column], bias[column] = model.coef_[n], model.intercept_[n]
    return made, bias


def fitted(held: Sequence[Sheet], second: Floats | None = None) -> Weights:
    """All weights from the marked attributions of ``held``.

    ``second`` as given; without it one that keeps the first weighing, and the mode alone is fitted.
    """
    from scipy import sparse

    some = Samples.of(held)
    late = [(f"shown={act}", f"decided={mark['mode']}") for act, mark in zip(some.acts, some.marks, strict=True)]
    table = Table([(*names, *more) for names, more in zip(some.features, late, strict=True)])
    matrix, parts = table.matrix(some.features), Parts.of(some.states)
    both = sparse.hstack([matrix, sparse.csr_matrix(parts.matrix(some.states))]).tocsr()
    size = matrix.shape[1]
    marks = {name: [str(mark[name]) for mark in some.marks] for name in ("mode", "commitment", "act")}
    mode, mode_bias = logistic(both, marks["mode"], MODES, STRENGTHS["mode"])
    alone, alone_bias = logistic(matrix, marks["mode"], MODES, STRENGTHS["mode"])
    commitment, commitment_bias = np.zeros((size, C), np.float32), np.zeros(C, np.float32)
    right, right_bias = np.zeros((size, 1), np.float32), np.zeros(1, np.float32)
    if second is not None:
        commitment, commitment_bias = logistic(matrix, marks["commitment"], COMMITMENTS, STRENGTHS["commitment"])
        right, right_bias = _right(
            table.matrix([(*names, *more) for names, more in zip(some.features, late, strict=True)]),
            [shown == act for shown, act in zip(some.acts, marks["act"], strict=True)],
        )
    columns = np.concatenate([mode[:size], alone, commitment, right], 1) * table.scale[:, None]
    keep = np.abs(columns).max(1) > _TINY
    names = [name for name, kept in zip(table.rows, keep, strict=True) if kept]
    bias = np.concatenate([mode_bias, alone_bias, commitment_bias, right_bias])
    return Weights(
        {name: row for row, name in enumerate(names, 1)},
        np.concatenate([bias[None], columns[keep]]),
        parts.centre,
        parts.projection @ mode[size:],
        second if second is not None else _as_it_is(),
    )


def _right(matrix: Any, right: Sequence[bool]) -> tuple[Floats, Floats]:
    """One column of log-odds."""
    weights, bias = logistic(matrix, ["yes" if one else "no" for one in right], ("no", "yes"), STRENGTHS["act"])
    return weights[:, 1:], bias[1:]


def _as_it_is() -> Floats:
    """A second weighing that changes nothing."""
    one = np.zeros((SEEN + 1, M), np.float32)
    one[:M] = np.eye(M)
    return np.stack([one, one])


def first_weighing(weights: Weights, sheet: Sheet, *, states: bool) -> Floats:
    """(n, 4): the mode by each attribution alone."""
    scores = weights.scores([read.features for read in sheet.reads])
    if not states:
        return softmax(scores[:, M : 2 * M])
    own = np.where(np.isnan(sheet.states), weights.centre, sheet.states)
    return softmax(np.add(scores[:, :M], np.matmul(own - weights.centre, weights.dense)))


def second_weighing(held: Sequence[Sheet], firsts: Sequence[tuple[Floats, Floats]]) -> Floats:
    """(2, 29, 4): fitted on what first weighings make of articles that they have not seen; with and without states."""
    made = []
    for n in range(2):
        rows, labels = [], []
        for sheet, first in zip(held, firsts, strict=True):
            seen = company(first[n], sheet.keys)
            rows += [row for row, mark in zip(seen, sheet.marks, strict=True) if mark is not None]
            labels += [str(mark["mode"]) for mark in sheet.marks if mark is not None]
        weights, bias = logistic(np.stack(rows), labels, MODES, STRENGTHS["company"])
        made.append(np.concatenate([weights, bias[None]]))
    return np.stack(made)


def crossed(held: Sequence[Sheet], fold: Sequence[int], apart: int | None = None) -> Weights:
    """The weights fitted on ``held`` (without the fold ``apart``), the second weighing on held-out first ones."""
    held = [sheet for sheet in held if fold[sheet.article] != apart]
    firsts: dict[int, tuple[Floats, Floats]] = {}
    for number in sorted({fold[sheet.article] for sheet in held}):
        weights = fitted([sheet for sheet in held if fold[sheet.article] != number])
        for n, sheet in enumerate(held):
            if fold[sheet.article] == number:
                firsts[n] = (
                    first_weighing(weights, sheet, states=True),
                    first_weighing(weights, sheet, states=False),
                )
    return fitted(held, second_weighing(held, [firsts[n] for n in range(len(held))]))


def outlets(names: Sequence[str]) -> list[int]:
    """The number of each article's outlet, which its name begins with."""
    known = sorted({name.split("_")[0] for name in names})
    return [known.index(name.split("_")[0]) for name in names]


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and write, or print the figures of cross-validation."""
    from onrecord.train.manner_check import check, measure

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/")
    parser.add_argument("--weights", type=Path, help="another folder of the encoder's weights")
    parser.add_argument("--check", action="store_true", help="cross-validate; write nothing")
    parser.add_argument("--outlets", action="store_true", help="with --check: one fold an outlet")
    parser.add_argument("--dev", action="store_true", help="measure the weights that ship on dev and GUM; fit nothing")
    given = parser.parse_args(argv)
    if given.dev:
        for part in ("dev", "gum"):
            measure(part, sheets(given.shared, part, given.weights))
        return 0
    held = sheets(given.shared, "train", given.weights)
    articles = marked(given.shared, "train")
    fold = folds([one.text for one in articles], FOLDS)
    if given.check:
        check(held, outlets([one.id for one in articles]) if given.outlets else fold)
        return 0
    weights = crossed(held, fold)
    path = Path(__file__).parent.parent / "link" / "manner" / FILE
    weights.save(path)
    print(f"{len(weights.rows)} features, {path.stat().st_size} bytes: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
