"""The figures of mode, commitment and act on articles that the weights have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from onrecord.link.manner import weighing
from onrecord.link.manner.moods import act_of, commitment_of, mode_of
from onrecord.link.manner.weighing import Weights
from onrecord.train.manner import crossed, first_weighing
from onrecord.train.manner_rows import Sheet
from onrecord.train.tune import expected_error

SPOKEN = frozenset({"speech", "writing"})


class Figures:
    """Counts over marked attributions, by what was tried."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.sure: dict[str, list[tuple[float, bool]]] = {}
        self.wrong: Counter[tuple[str, str, str]] = Counter()

    def add(self, name: str, got: str, want: str, sure: float, *, quoted: bool) -> None:
        """One attribution: what was given, what is marked."""
        self.count[f"{name} of"] += 1
        self.count[f"{name} right"] += got == want
        self.sure.setdefault(name, []).append((sure, got == want))
        if got != want:
            self.wrong[name, want, got] += 1
        if name.startswith("mode"):
            uttered = (got in SPOKEN) == (want in SPOKEN)
            self.count[f"{name}, uttered or not, right"] += uttered
            if quoted:
                self.count[f"{name}, quoted of"] += 1
                self.count[f"{name}, quoted, uttered or not, right"] += uttered

    def show(self) -> None:
        """Print them."""
        for name, pairs in self.sure.items():
            of = self.count[f"{name} of"]
            line = f"  {name:<30} {self.count[f'{name} right'] / of:.4f} of {of}  ECE {expected_error(pairs):.3f}"
            if name.startswith("mode"):
                quoted = self.count[f"{name}, quoted of"]
                line += f"  uttered or not {self.count[f'{name}, uttered or not, right'] / of:.4f}"
                if quoted:
                    share = self.count[f"{name}, quoted, uttered or not, right"] / quoted
                    line += f" (quotations {share:.4f} of {quoted})"
            print(line)

    def confusions(self, name: str) -> str:
        """The commonest errors as "marked>given count"."""
        found = [(count, want, got) for (of, want, got), count in self.wrong.items() if of == name]
        return ", ".join(f"{want}>{got} {count}" for count, want, got in sorted(found, reverse=True)[:9])


def judge(figures: Figures, sheet: Sheet, weights: Weights) -> None:
    """Count one sheet under ``weights``."""
    scores = weights.scores([read.features for read in sheet.reads])
    filled = np.where(np.isnan(sheet.states), weights.centre, sheet.states)
    ways = {
        "mode": weights.modes(scores, filled, sheet.keys),
        "mode, first weighing": first_weighing(weights, sheet, states=True),
        "mode, no states": weights.modes(scores, None, sheet.keys),
        "mode, no states, first": first_weighing(weights, sheet, states=False),
    }
    commitments = weights.commitments(scores)
    for n, (read, mark) in enumerate(zip(sheet.reads, sheet.marks, strict=True)):
        if mark is None:
            continue
        for name, probabilities in ways.items():
            mode, sure = mode_of(read, probabilities[n])
            figures.add(name, mode, mark["mode"], sure, quoted=sheet.quoted[n])
        commitment, sure = commitment_of(read, commitments[n])
        figures.add("commitment", commitment, mark["commitment"], sure, quoted=False)
        mode, _ = mode_of(read, ways["mode"][n])
        act = act_of(read.signs, mode)
        figures.add(
            "act", act, mark["act"], weights.act_right(scores[n], (f"shown={act}", f"decided={mode}")), quoted=False
        )


def check(held: Sequence[Sheet], fold: Sequence[int]) -> None:
    """Print the figures of each fold's articles under weights fitted on the others."""
    made = {True: Figures(), False: Figures()}
    for number in sorted(set(fold)):
        weights = crossed(held, fold, apart=number)
        for sheet in held:
            if fold[sheet.article] == number:
                judge(made[sheet.found], sheet, weights)
    _show("train, cross-validated", made)


def measure(part: str, held: Sequence[Sheet]) -> None:
    """Print the figures of the weights that ship."""
    made = {True: Figures(), False: Figures()}
    for sheet in held:
        judge(made[sheet.found], sheet, weighing.weights())
    _show(part, made)


def _show(name: str, made: dict[bool, Figures]) -> None:
    for found, figures in made.items():
        print(f"{name}, {'found' if found else 'marked'} spans")
        figures.show()
        for field in ("mode", "commitment", "act"):
            print(f"    {field}: {figures.confusions(field)}")
