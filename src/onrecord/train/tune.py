"""Numbers that are not learnt by the network: decoder settings and calibration, fitted on the held-out articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.confidence import Calibration, features
from onrecord.extract.decode import Placed, Settings, cue_candidates, place_all
from onrecord.extract.pieces import Pieces, Window
from onrecord.extract.tagger import Tagger, span_of
from onrecord.train.corpora import Marked, Text
from onrecord.train.measures import Digest, Tally, Words, match, quoted_segments, same_source

LOWEST = 0.03


@dataclass(frozen=True, slots=True)
class Read:
    """One window read by the network, before any decision."""

    window: Window
    tags: NDArray[np.float64]
    cues: list[tuple[int, int, float]]
    scores: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A text with what the network made of its windows."""

    text: Text
    pieces: Pieces
    windows: list[Read]


def read_all(tagger: Tagger, texts: Iterable[Text]) -> list[Kept]:
    """Run the network once over the texts."""
    made = []
    for text in texts:
        pieces, windows = tagger.prepare(text.text)
        reads = []
        for window in windows:
            reading = tagger.network.read(window)
            tags = reading.tags.astype(np.float64)
            cues = cue_candidates(tags, window, LOWEST)
            scores = None
            if cues:
                scores = tagger.network.pairs(window, reading, [c[:2] for c in cues]).astype(np.float64)
            reads.append(Read(window, tags, cues, scores))
        made.append(Kept(text, pieces, reads))
    return made


def decoded(kept: Kept, settings: Settings) -> list[tuple[Placed, Window, Marked]]:
    """The attributions of a text under some settings."""
    made = []
    for one in kept.windows:
        if one.scores is None:
            continue
        # The features of a pair count the other candidates, so a higher floor here is not quite what use would show.
        cues = [n for n, cue in enumerate(one.cues) if one.tags[cue[0], 3] > np.log(settings.cue_floor)]
        if not cues:
            continue
        chosen = [one.cues[n] for n in cues]
        for placed in place_all(one.window, chosen, one.scores[cues].copy(), settings):
            made.append((placed, one.window, _marked(kept, one.window, placed)))
    return made


def _marked(kept: Kept, window: Window, placed: Placed) -> Marked:
    def span(part: tuple[int, int]) -> tuple[int, int]:
        start, end = span_of(kept.text.text, kept.pieces, window, part)
        return start, end

    source = (span(placed.source),) if placed.source else ()
    return Marked(source, (span(placed.cue),), tuple(span(part) for part in placed.content))


def tally(kept: Sequence[Kept], settings: Settings) -> Tally:
    """The figures of some settings."""
    total = Tally()
    for one in kept:
        total.add(one.text.text, one.text.attributions or (), [m for *_, m in decoded(one, settings)])
    return total


@dataclass(frozen=True, slots=True)
class Aim:
    """What settings are chosen for: the figures whose F1 is averaged, whether the confidence speaks of the source too,
    and the values tried."""

    figures: tuple[str, ...] = ("content", "attributed")
    sources: bool = True
    grid: tuple[tuple[str, tuple[float, ...]], ...] = (("content_bias", (-1.0, -0.5, 0.0, 0.5)),)

    def worth(self, total: Tally) -> float:
        """The mean F1 of the figures."""
        return sum(total.rate(name).f1 for name in self.figures) / len(self.figures)


BOTH = Aim()
CONTENTS_ONLY = Aim(
    ("content",), False, (("cue_floor", (0.03, 0.05, 0.09)), ("content_bias", (-0.5, 0.0)), ("keep", (-4.0, -6.0)))
)
"""For German, where clauses hold their own subject and the network is not asked for it."""


def search(kept: Sequence[Kept], start: Settings, log: Callable[[str], None], aim: Aim = BOTH) -> Settings:
    """Coordinate search over the decoder's settings."""
    start = replace(start, least=0.0)
    best, value = start, _best_worth(kept, start, aim)
    for name, options in aim.grid:
        for option in options:
            changed: dict[str, Any] = {name: option}
            trial = replace(best, **changed)
            found = _best_worth(kept, trial, aim)
            if found > value + 1e-5:
                best, value = trial, found
        log(f"{name}: {best} worth {value:.4f}")
    return best


def _best_worth(kept: Sequence[Kept], settings: Settings, aim: Aim) -> float:
    return threshold(kept, settings, calibrate(kept, settings, aim)[0], aim)[1]


def threshold(
    kept: Sequence[Kept], settings: Settings, calibration: Calibration, aim: Aim = BOTH
) -> tuple[float, float]:
    """The least probability that serves the figures best, and their worth with it."""
    found = [(one, decoded(one, settings)) for one in kept]
    scored = [(one, [(calibration.apply(features(p, w)), m) for p, w, m in made]) for one, made in found]
    best, value = 0.0, -1.0
    for least in (0.0, 0.1, 0.15, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48):
        total = Tally()
        for one, made in scored:
            total.add(one.text.text, one.text.attributions or (), [m for p, m in made if p >= least])
        if aim.worth(total) > value:
            best, value = least, aim.worth(total)
    return best, value


def calibrate(
    kept: Sequence[Kept], settings: Settings, aim: Aim = BOTH
) -> tuple[Calibration, float, list[tuple[float, bool]]]:
    """Logistic regression of "content overlaps by a half and (``aim.sources``) source agrees" on the decoder's scores.

    Gives the calibration, its expected calibration error in ten-fold cross-validation by article, and the
    cross-validated (probability, right) pairs.
    """
    rows: list[list[float]] = []
    right: list[bool] = []
    fold: list[int] = []
    for n, one in enumerate(kept):
        words = Words(one.text.text)
        quoted = words.cover(quoted_segments(one.text.text))
        found = decoded(one, settings)
        gold = [Digest.of(words, mark, quoted) for mark in one.text.attributions or ()]
        digests = [Digest.of(words, mark, quoted) for *_, mark in found]
        hits = {j for i, j in match(gold, digests) if not aim.sources or same_source(gold[i], digests[j])}
        for j, (placed, window, _) in enumerate(found):
            rows.append(features(placed, window))
            right.append(j in hits)
            fold.append(n % 10)
    x, y, folds = np.asarray(rows), np.asarray(right, float), np.asarray(fold)
    crossed: list[tuple[float, bool]] = []
    for k in range(10):
        weights, bias = logistic(x[folds != k], y[folds != k])
        p = 1 / (1 + np.exp(-(x[folds == k] @ weights + bias)))
        crossed += list(zip(p.tolist(), (y[folds == k] > 0).tolist(), strict=True))
    weights, bias = logistic(x, y)
    return Calibration(tuple(weights.tolist()), float(bias)), expected_error(crossed), crossed


def logistic(x: Any, y: Any, ridge: float = 1.0) -> tuple[Any, float]:
    """Weights and bias of a logistic regression: Newton's method with a small ridge on standardised features."""
    centre, scale = x.mean(0), x.std(0) + 1e-9
    z = np.concatenate([(x - centre) / scale, np.ones((len(x), 1))], 1)
    w = np.zeros(z.shape[1])
    penalty = ridge * np.eye(len(w))
    penalty[-1, -1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (y - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    weights = w[:-1] / scale
    return weights, float(w[-1] - centre @ weights)


def expected_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: |share right - mean probability| over bins of equal width, weighted by size."""
    table = reliability(pairs, bins)
    return sum(size * abs(right - mean) for size, mean, right in table) / max(1, len(pairs))


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[tuple[int, float, float]]:
    """(how many, mean probability, share right) for each bin that holds any."""
    made = []
    for n in range(bins):
        inside = [(p, r) for p, r in pairs if min(bins - 1, int(p * bins)) == n]
        if inside:
            size = len(inside)
            made.append((size, sum(p for p, _ in inside) / size, sum(r for _, r in inside) / size))
    return made


def main(argv: list[str] | None = None) -> int:
    """Tune the decoder and the calibration of a weights folder on the held-out articles; writes settings.json.

    Then the final confidence, on what the assembly makes of it (`onrecord.train.sureness`).
    """
    import argparse

    from onrecord.train import corpora as read

    parser = argparse.ArgumentParser(prog="onrecord train tune", description=main.__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--language", choices=("en", "de"), default="en")
    given = parser.parse_args(argv)
    tagger = Tagger.load(given.weights, threads=1)
    tagger = replace(tagger, settings=Settings())
    if given.language == "de":
        from onrecord.train import german

        _, held = german.split(german.wikinews(given.corpora, "train"))
    else:
        _, held = read.split(read.polnear(given.corpora, "train"))
    kept = read_all(tagger, held)
    aim = BOTH if given.language == "en" else CONTENTS_ONLY
    settings = search(kept, Settings(), print, aim)
    calibration, error, _ = calibrate(kept, settings, aim)
    least, value = threshold(kept, settings, calibration, aim)
    if not aim.sources:
        # Held out are 58 short texts: the best threshold there is luck. Where confidences are calibrated, the one that
        # serves F1 best is half of that F1 (Lipton, Elkan and Naryanaswamy 2014).
        least = round(value / 2, 2)
    settings = replace(settings, least=least)
    print(settings)
    print(f"calibration error, cross-validated: {error:.4f}")
    whole = {"decode": asdict(settings), "calibration": {"weights": calibration.weights, "bias": calibration.bias}}
    (given.weights / "settings.json").write_text(json.dumps(whole, indent=1) + "\n")
    if given.language != "en":
        return 0  # the assembly by marks alone leaves the scores as they are
    from onrecord.train.sureness import main as settle

    return settle(["--corpora", str(given.corpora), "--weights", str(given.weights)])


if __name__ == "__main__":
    raise SystemExit(main())
