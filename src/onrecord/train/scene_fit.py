"""How `link/scene/weights.json` was made: addressee, occasion and when of each attribution.

    python -m onrecord.train.scene_fit [--shared ../shared] [--weights FOLDER] [--check] [--out FILE]

Runs the extraction over all marked training articles (`studied`), fits both looks of `link.scene.weighing` and writes the
weights; run it again whenever the encoder changes. Prints the figures of folds over the articles; ``--check`` only
prints. A linear model over named signs and over the leading components of the states of cue and phrase, softmax over
a ballot with "none", fitted by Adam with weight decay and with signs left out at random. Decision 0007 has the figures.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.link.scene.choosing import content_words, least_of, taken
from onrecord.link.scene.phrases import Field
from onrecord.link.scene.scanning import Table
from onrecord.link.scene.weighing import Model, first_look, probabilities, second_look
from onrecord.train.scene_rows import FIELDS, Ballots, Rows, Study, figures, rows_of, studies
from onrecord.train.tune import expected_error

FOLDS = 5
LEAST_SEEN = 6
EPOCHS, BATCH, RATE, DROPPED = 12, 64, 5e-3, 0.4
DECAY = 1e-3
COMPONENTS = {"near": (40, 8e-3), "all": (16, 2e-2)}
"""For each look: how many leading components of the states, and their weight decay."""
SCALE = 0.5
SAMPLED = 6000
"""The components of the states are those of about so many options, evenly taken."""
TAKEN = 0.4
"""The likelihood from which a phrase is taken: between those of the best F1 (0.3) and of the best F0.5 (0.55) over the folds.

It keeps F1 within a point and a half of its best and gains up to six points of precision; on reports unseen it had the better F1 too."""
LEVELS = (0.3, 0.4, 0.5, 0.6)
"""Those whose figures are printed."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Part:
    """Leading components of a set of states: centre (width,) and directions (width, components), to unit variance."""

    centre: Floats
    directions: Floats

    @classmethod
    def of(cls, states: Floats, components: int) -> _Part:
        states = states[:: max(len(states) // SAMPLED, 1)]
        centre = states.mean(0)
        values, vectors = np.linalg.eigh(np.cov((states - centre).T))
        first = vectors[:, ::-1][:, :components]
        scale = SCALE / np.sqrt(values[::-1][:components] + 1e-6)
        return cls(centre.astype(np.float32), (first * scale).astype(np.float32))

    def project(self, states: Floats) -> Floats:
        return np.asarray((states - self.centre) @ self.directions, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The options of many ballots as matrices, made once for all folds."""

    names: list[str]
    """Of the signs, one a column."""
    matrix: Any
    """(options, signs), sparse."""
    cues: Floats
    phrases: Floats
    """(options, width): the states."""
    ballots: NDArray[np.int64]
    right: NDArray[np.bool_]
    folds: NDArray[np.int64]
    """Number of the article."""

    @classmethod
    def of(cls, rows: Rows) -> Sheet:
        """All signs, however rare."""
        import scipy.sparse as sparse

        index: dict[str, int] = {}
        at, places, values = [0], list[int](), list[float]()
        for signs in rows.signs:
            held = {index.setdefault(name, len(index)): value for name, value in signs}
            places += held.keys()
            values += held.values()
            at.append(len(places))
        order = np.argsort(np.asarray(list(index)))
        matrix = sparse.csr_matrix(
            (np.asarray(values, np.float32), np.asarray(places, np.int32), np.asarray(at)),
            shape=(len(rows.signs), len(index)),
        )[:, order]
        names = np.asarray(list(index))[order].tolist()
        cues, phrases = np.asarray(rows.cues, np.float32), np.asarray(rows.phrases, np.float32)
        marks = np.asarray(rows.ballots), np.asarray(rows.right), np.asarray(rows.folds)
        return cls(names, matrix, cues, phrases, *marks)

    def part(self, kept: NDArray[np.bool_]) -> Sheet:
        """Some of the options, and the signs that these have often enough."""
        matrix = self.matrix[kept]
        columns = np.flatnonzero(np.bincount(matrix.indices, minlength=len(self.names)) >= LEAST_SEEN)
        return Sheet(
            [self.names[n] for n in columns],
            matrix[:, columns],
            self.cues[kept],
            self.phrases[kept],
            self.ballots[kept],
            self.right[kept],
            self.folds[kept],
        )


def fit(rows: Sheet, look: str, seed: int = 0) -> Model:
    """The model of one look and field."""
    matrix, count, decay = rows.matrix, *COMPONENTS[look]
    cues, phrases = rows.cues, rows.phrases
    parts = (_Part.of(cues, count), _Part.of(phrases, count))
    dense = np.concatenate([parts[0].project(cues), parts[1].project(phrases)], 1)
    weights, directions, bias = _descend(matrix, dense, rows, decay, seed)
    cue = parts[0].directions @ directions[:count]
    phrase = parts[1].directions @ directions[count:]
    centre = float(parts[0].centre @ cue + parts[1].centre @ phrase)
    kept = {name: round(float(weights[n]), 3) for n, name in enumerate(rows.names) if abs(weights[n]) >= 0.01}
    return Model(round(bias, 4), kept, _rounded(cue), _rounded(phrase), round(centre, 4))


def _rounded(vector: Floats) -> tuple[float, ...]:
    return tuple(round(float(one), 4) for one in vector)


def _descend(matrix: Any, dense: Floats, rows: Sheet, decay: float, seed: int) -> tuple[Floats, Floats, float]:
    """Adam on the cross entropy of the ballots; where several options are right, their sum counts."""
    chance = np.random.default_rng(seed)
    ballots, right = rows.ballots, rows.right
    starts = np.flatnonzero(np.r_[True, ballots[1:] != ballots[:-1]])
    ends = np.r_[starts[1:], len(ballots)]
    held = [np.zeros(matrix.shape[1], np.float32), np.zeros(dense.shape[1], np.float32), np.full(1, -1.0, np.float32)]
    decays = (DECAY, decay, 0.0)
    means = [np.zeros_like(one) for one in held]
    squares = [np.zeros_like(one) for one in held]
    step = 0
    for epoch in range(EPOCHS):
        order = chance.permutation(len(starts))
        rate = RATE * (1 - epoch / EPOCHS)
        for low in range(0, len(order), BATCH):
            some = order[low : low + BATCH]
            place = np.concatenate([np.arange(starts[one], ends[one]) for one in some])
            group = np.repeat(np.arange(len(some)), ends[some] - starts[some])
            part = matrix[place]
            part.data = part.data * (chance.random(len(part.data)) > DROPPED) / np.float32(1 - DROPPED)
            chances = softmax(part @ held[0] + dense[place] @ held[1] + held[2], group, len(some))
            hits = chances * right[place]
            total = np.bincount(group, hits, len(some))
            slope = ((chances - hits / np.maximum(total, 1e-9)[group]) / len(some)).astype(np.float32)
            slopes = (part.T @ slope, dense[place].T @ slope, np.asarray([slope.sum()], np.float32))
            step += 1
            for n, one in enumerate(slopes):
                pull = one + decays[n] * held[n]
                means[n] = 0.9 * means[n] + 0.1 * pull
                squares[n] = 0.999 * squares[n] + 0.001 * pull * pull
                move = means[n] / (1 - 0.9**step) / (np.sqrt(squares[n] / (1 - 0.999**step)) + 1e-8)
                held[n] = held[n] - np.float32(rate) * move
    return held[0], held[1], float(held[2][0])


def softmax(scores: Any, group: Any, count: int) -> Any:
    """The probability of each option among those of its ballot and "none", whose score is 0."""
    top = np.zeros(count)
    np.maximum.at(top, group, scores)
    powers = np.exp(scores - top[group])
    return powers / (np.bincount(group, powers, count) + np.exp(-top))[group]


def apart(
    some: Sequence[Study], rows: Sheet, look: str, name: Field, ballots: Sequence[Ballots], folds: int
) -> list[Table]:
    """What models fitted on the other folds give for each study."""
    out: list[Table] = [[] for _ in some]
    for fold in range(folds):
        model = fit(rows.part(rows.folds % folds != fold), look)
        for n, (study, ballot) in enumerate(zip(some, ballots, strict=True)):
            if study.fold % folds == fold:
                out[n] = probabilities(model, study.scan, study.senses, name, ballot)
    return out


@dataclass(frozen=True, slots=True)
class Fitted:
    """One field: its two models, the likelihood from which a phrase is taken, and the calibration."""

    near: Model
    all: Model
    least: float
    sure: tuple[float, float, float]


def learn(some: Sequence[Study], name: Field, folds: int = FOLDS) -> Fitted:
    """Fit both looks; the second learns from what the first says of articles that it has not seen. Prints figures."""
    ballots = [first_look(study.scan, name) for study in some]
    rows = Sheet.of(rows_of(zip(some, ballots, strict=True), name))
    likely = apart(some, rows, "near", name, ballots, folds)
    near = fit(rows.part(np.ones_like(rows.right)), "near")
    beside = [second_look(study.scan, name, table) for study, table in zip(some, likely, strict=True)]
    rows = Sheet.of(rows_of(zip(some, beside, strict=True), name))
    final = apart(some, rows, "all", name, beside, folds)
    both = fit(rows.part(np.ones_like(rows.right)), "all")
    for predicted in (False, True):
        spans = "predicted" if predicted else "marked"
        for level in LEVELS:
            f1, precision, recall = _measured(some, name, beside, final, level, predicted)
            print(
                f"{name:<10} {spans:<9} spans: F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  from {level}", flush=True
            )
    return Fitted(near, both, TAKEN, _calibrated(some, name, beside, final, TAKEN))


def _measured(
    some: Sequence[Study], name: Field, ballots: Sequence[Ballots], tables: Sequence[Table], least: float, kind: bool
) -> tuple[float, float, float]:
    shown = []
    for study, ballot, table in zip(some, ballots, tables, strict=True):
        if study.predicted == kind:
            words: list[str | None] = []
            for row, options in zip(table, ballot, strict=True):
                one = taken(study.scan, name, row, [option for option, _ in options])
                words.append(one.phrase.text if one is not None and one.probability >= least_of(one, least) else None)
            shown.append((study, words))
    return figures(shown, name)


def _calibrated(
    some: Sequence[Study], name: Field, ballots: Sequence[Ballots], tables: Sequence[Table], least: float
) -> tuple[float, float, float]:
    """Platt's line over the log odds, and over being carried, fitted on the folds' held-out articles (found spans).

    Prints how far it can be believed, each fold judged by the line of the others.
    """
    inputs, right, shown, folds = [], [], [], []
    for study, ballot, table in zip(some, ballots, tables, strict=True):
        if not study.predicted:
            continue
        for rank, (row, options) in enumerate(zip(table, ballot, strict=True)):
            mark = study.mark(rank)
            one = taken(study.scan, name, row, [option for option, _ in options])
            if mark is not None and one is not None and one.probability >= least_of(one, least) - 0.1:
                clipped = min(max(one.probability, 0.001), 0.999)
                inputs.append((math.log(clipped / (1 - clipped)), float(one.carried)))
                right.append(bool(content_words(mark[name] or "") & content_words(one.phrase.text)))
                shown.append(one.probability >= least_of(one, least))
                folds.append(study.fold % FOLDS)
    rows, hits, held = np.asarray(inputs), np.asarray(right), np.asarray(folds)
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        there = (held == fold) & np.asarray(shown)
        if there.any():
            said = _line(rows[held != fold], hits[held != fold]).predict_proba(rows[there])[:, 1]
            judged += zip(said.tolist(), hits[there].tolist(), strict=True)
    print(
        f"{name:<10} confidence: expected calibration error {expected_error(judged):.3f} of {len(judged)}", flush=True
    )
    line = _line(rows, hits)
    return (
        round(float(line.intercept_[0]), 3),
        round(float(line.coef_[0][0]), 3),
        round(float(line.coef_[0][1]), 3),
    )


def _line(rows: Any, right: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0).fit(rows, right)


def _plain(model: Model) -> dict[str, Any]:
    return {
        "bias": model.bias,
        "cue": model.cue,
        "phrase": model.phrase,
        "centre": model.centre,
        "weights": model.weights,
    }


def main(argv: list[str] | None = None) -> int:
    """Fit and write; exit status 2 where the marked articles are not there."""
    parser = argparse.ArgumentParser(description="fit addressee, occasion and when")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", help="another folder of the encoder's weights than the one that ships")
    parser.add_argument("--check", action="store_true", help="print the figures of the folds, write nothing")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "link" / "scene" / "weights.json")
    given = parser.parse_args(argv)
    if not (given.shared / "corpora" / "polnear" / "train-speakers.jsonl.gz").is_file():
        print(f"no corpora/polnear/train-speakers.jsonl.gz in {given.shared}: give --shared FOLDER")
        return 2
    some = studies(given.shared, "train", given.weights)
    made = {name: learn(some, name) for name in FIELDS}
    if given.check:
        return 0
    table = {
        "made by": "onrecord.train.scene_fit",
        "version": 2,
        "least": {name: one.least for name, one in made.items()},
        "sure": {name: one.sure for name, one in made.items()},
        "near": {name: _plain(one.near) for name, one in made.items()},
        "all": {name: _plain(one.all) for name, one in made.items()},
    }
    partial = given.out.with_suffix(".part")
    partial.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    partial.replace(given.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
