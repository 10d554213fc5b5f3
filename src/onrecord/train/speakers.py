"""How `onrecord/link/weights/speakers.json` is made: rankers for pronouns, descriptions and sources without words.

    python -m onrecord.train.speakers CORPORA [--measure]

Learned from the speaker marks of PolNeAR's train articles, the coreference of GUM and the pronouns of GAP. A fifth of
the marked articles, chosen by a hash of their names, is held out for choices and for calibration.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.link.speakers.choosing import SELF_FEATURES, Choice, Chooser
from onrecord.link.speakers.confidence import MARKS, calibration_error, marks_of, sigmoid
from onrecord.link.speakers.cues import CUE_FEATURES
from onrecord.link.speakers.options import FEATURES, Option
from onrecord.link.speakers.portrait import speaker_of
from onrecord.link.speakers.ranking import Weights, weights_of
from onrecord.link.speakers.stage import Stage, stage_of
from onrecord.model import Block, Found, Span
from onrecord.model.attribution import QuotationType
from onrecord.train.corpora import lines
from onrecord.train.speaker_examples import Example
from onrecord.train.speaker_match import is_same, words

FORMS = ("he", "they", "it", "relative", "description", "none")
PRIOR = {
    "description": {
        "role head": 1.5,
        "role narrowing": 2.0,
        "role clash": -2.0,
        "told to hold the role": 2.5,
        "same head word": 1.0,
    },
    "relative": {"adjoins": 1.0, "adjoins past a comma": 1.0, "same sentence": 1.0},
    "they": {"plural": 1.0, "distance": -1.0, "subject of the sentence before": 1.0, "spoke last": 1.0},
    "it": {"distance": -1.0, "subject of the sentence before": 1.5, "nearest subject": 0.5},
}
"""What the penalty pulls weights to, where the marks hold few examples: what grammars say, not what articles do."""
PENALTY = {"description": 4.0}
"""How hard weights are pulled to their priors, where not 1: chosen by folds over the train articles."""
RARE = frozenset(("relative", "they", "it"))
"""Forms of which the marks hold few: their examples count more against the penalty."""
SPECIALS: dict[str, dict[str, tuple[str, ...]]] = {
    "description": {"self": SELF_FEATURES},
    "none": {"author": CUE_FEATURES, "nobody": CUE_FEATURES},
}


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with its gold attributions and the marks on their speakers."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]
    ids: tuple[str, ...]
    marks: tuple[dict[str, Any], ...]


def held_out(article: str) -> bool:
    """Whether a train article is kept aside for choices and calibration (about a fifth)."""
    return zlib.crc32(article.encode()) % 9 < 2


def marked_articles(corpora: Path, part: str) -> list[Marked]:
    """The articles of ``part`` (train or dev) that have speaker marks."""
    marks: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in lines(corpora / "polnear" / f"{part}-speakers.jsonl.gz"):
        marks[row["doc"]][row["attribution"]] = row
    made = []
    for row in lines(corpora / "polnear" / f"{part}.jsonl.gz"):
        if row["id"] in marks:
            made.append(_marked(row, marks[row["id"]]))
    return made


def _marked(row: dict[str, Any], marks: dict[str, dict[str, Any]]) -> Marked:
    text = row["text"]
    kept = [a for a in row["attributions"] if a["id"] in marks]
    title = text.find("\n")
    blocks = (Block(Span(0, title if title > 0 else len(text)), "headline"),)
    return Marked(
        row["id"],
        text,
        blocks,
        tuple(_found(text, a) for a in kept),
        tuple(a["id"] for a in kept),
        tuple(marks[a["id"]] for a in kept),
    )


def _found(text: str, one: dict[str, Any]) -> Found:
    source, cue, content = (tuple(Span(s, e) for s, e in sorted(one[role])) for role in ("source", "cue", "content"))
    return Found(source, cue, content, _quotation(text, content))


def _quotation(text: str, content: Sequence[Span]) -> QuotationType:
    printed = " ".join(span.of(text) for span in content).strip()
    marks = '“”"«»'
    if printed[:1] in marks and printed.rstrip(".,")[-1:] in marks and printed:
        return "direct"
    return "mixed" if any(m in printed for m in marks) else "indirect"


def examples_of(article: Marked, weights: Weights) -> list[Example]:
    """The choices of one article, its right options chosen as it goes (so that later choices see the truth before)."""
    stage = stage_of(article.text, article.blocks)
    made: list[Example] = []

    def judge(n: int, form: str, options: Sequence[Option]) -> int | None:
        right = _right(article.marks[n], options, stage, article.found[n])
        if right is not None and len(options) > 1:
            weight = (0.5 if article.marks[n].get("unsure") else 1.0) * (3.0 if form in RARE else 1.0)
            made.append(
                Example(form, tuple(o.features for o in options), tuple(o.special for o in options), right, weight)
            )
        return right

    Chooser(stage, article.found, weights, judge).choose()
    return made


def _right(mark: dict[str, Any], options: Sequence[Option], stage: Stage, found: Found) -> int | None:
    specials = {o.special: k for k, o in enumerate(options) if o.special is not None}
    if mark["kind"] == "author":
        return specials.get("author")
    if not mark["speaker"]:
        return specials.get("nobody")
    for k, option in enumerate(options):
        if option.entity is not None and any(
            is_same(name, mark) for name in (option.entity.name, *sorted(option.entity.also))
        ):
            return k
    if "self" in specials:
        return specials["self"]
    return None


def fit(examples: Sequence[Example], penalty: float = 1.0) -> dict[str, Any]:
    """Weights of each form: a softmax over the options, fitted by L-BFGS with an L2 penalty."""
    entity: dict[str, list[float]] = {}
    special: dict[str, dict[str, list[float]]] = {}
    for form in FORMS:
        rows, names = _design(form, [e for e in examples if e.form == form])
        prior = [
            PRIOR.get(form, {}).get(f, 0.0) if name == "entity" else 0.0 for name, part in names.items() for f in part
        ]
        solved = _solve(rows, np.array(prior), penalty * PENALTY.get(form, 1.0))
        offset = 0
        for name, columns in names.items():
            part = [round(float(w), 4) for w in solved[offset : offset + len(columns)]]
            offset += len(columns)
            if name == "entity":
                entity[form] = part
            else:
                special.setdefault(form, {})[name] = part
    return {"entity": entity, "special": special}


def _design(
    form: str, examples: Sequence[Example]
) -> tuple[list[tuple[np.ndarray, int, float]], dict[str, tuple[str, ...]]]:
    names: dict[str, tuple[str, ...]] = {"entity": FEATURES, **SPECIALS.get(form, {})}
    starts: dict[str, int] = {}
    width = 0
    for name, columns in names.items():
        starts[name] = width
        width += len(columns)
    made = []
    for one in examples:
        table = np.zeros((len(one.rows), width))
        for k, (row, which) in enumerate(zip(one.rows, one.specials, strict=True)):
            at = starts[which or "entity"]
            table[k, at : at + len(row)] = row
        made.append((table, one.right, one.weight))
    return made, names


def _solve(rows: Sequence[tuple[np.ndarray, int, float]], prior: np.ndarray, penalty: float) -> np.ndarray:
    from scipy.optimize import minimize

    if not rows:
        return prior

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * penalty * float((w - prior) @ (w - prior)), penalty * (w - prior)
        for table, right, weight in rows:
            scores = table @ w
            scores -= scores.max()
            grown = np.exp(scores)
            shares = grown / grown.sum()
            total -= weight * float(np.log(shares[right] + 1e-12))
            slope = slope + weight * (shares @ table - table[right])
        return total, slope

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    solved: np.ndarray = found.x
    return solved


def blank() -> Weights:
    """Weights of nothing learned yet."""
    return weights_of(fit(()))


@dataclass(slots=True)
class Tally:
    """Right and all, by what was asked."""

    right: dict[str, int]
    all: dict[str, int]

    def add(self, key: str, right: bool) -> None:
        """Count one."""
        self.all[key] = self.all.get(key, 0) + 1
        self.right[key] = self.right.get(key, 0) + right

    def share(self, key: str) -> float:
        """The share of right ones."""
        return self.right.get(key, 0) / max(1, self.all.get(key, 0))

    def lines(self) -> Iterable[str]:
        """A line for each key."""
        for key in sorted(self.all):
            yield f"{key:28} {self.share(key):.3f}  of {self.all[key]}"


Look = Callable[[Marked, int, Choice, Any, bool], None]


def measure(articles: Sequence[Marked], weights: Weights, look: Look | None = None) -> Tally:
    """Identity, full name, null and false names over gold spans, as speakers.py counts them, and identity by form."""
    tally = Tally({}, {})
    for article in articles:
        stage = stage_of(article.text, article.blocks)
        choices = Chooser(stage, article.found, weights).choose()
        for n, (choice, mark) in enumerate(zip(choices, article.marks, strict=True)):
            speaker = speaker_of(stage, article.found[n], choice)
            name = speaker.name if speaker else None
            right = True
            if mark["speaker"] and mark["kind"] != "author":
                right = is_same(name, mark)
                tally.add("identity", right)
                tally.add("full name", words(name or "") == words(mark["speaker"]))
                tally.add("  form " + choice.form, right)
                tally.add("  gold how " + mark["how"], right)
                tally.add("  gold kind " + mark["kind"], right)
                tally.add(f"  full {mark['kind']} {mark['how']}", words(name or "") == words(mark["speaker"]))
            elif not mark["speaker"]:
                right = name is None
                tally.add("unknown right", right)
            if not mark["speaker"] or mark["kind"] in ("unnamed", "generic", "author"):
                tally.add("false names", speaker is not None and speaker.kind == "person")
            if look is not None:
                look(article, n, choice, speaker, right)
    return tally


def learn(articles: Sequence[Marked], more: Sequence[Example] = (), penalty: float = 1.0) -> dict[str, Any]:
    """Weights from the marked articles (and other examples)."""
    return fit([*(one for part in all_examples(articles).values() for one in part), *more], penalty)


def all_examples(articles: Sequence[Marked]) -> dict[str, list[Example]]:
    """The examples of each article, by its name."""
    weights = blank()
    return {article.id: examples_of(article, weights) for article in articles}


def judged(articles: Sequence[Marked], weights: Weights) -> list[tuple[tuple[float, ...], bool]]:
    """(marks of the choice, right) for each attribution that gets a speaker."""
    made: list[tuple[tuple[float, ...], bool]] = []

    def look(article: Marked, n: int, choice: Choice, speaker: Any, right: bool) -> None:
        mark = article.marks[n]
        if speaker is None:
            return
        if mark["kind"] == "author":
            right = speaker.kind == "author"
        made.append((marks_of(choice, article.found[n]), bool(right)))

    measure(articles, weights, look)
    return made


def calibrate(rows: Sequence[tuple[tuple[float, ...], bool]], penalty: float = 1.0) -> list[float]:
    """Weights of the confidence: a logistic regression by L-BFGS with an L2 penalty."""
    from scipy.optimize import minimize

    table = np.array([row for row, _ in rows])
    right = np.array([float(r) for _, r in rows])
    free = np.ones(table.shape[1])
    free[0] = 0.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ w
        shares = 1.0 / (1.0 + np.exp(-np.clip(scores, -40, 40)))
        value = -(right * np.log(shares + 1e-12) + (1 - right) * np.log(1 - shares + 1e-12)).sum()
        return float(value + 0.5 * penalty * (free * w) @ w), table.T @ (shares - right) + penalty * free * w

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B")
    return [round(float(w), 4) for w in found.x]


def folds(articles: Sequence[Marked], count: int) -> list[list[Marked]]:
    """The articles parted by a hash of their names."""
    parts: list[list[Marked]] = [[] for _ in range(count)]
    for article in articles:
        parts[zlib.crc32(article.id.encode()) // 9 % count].append(article)
    return parts


def crossed(
    articles: Sequence[Marked], more: Sequence[Example], count: int = 5
) -> list[list[tuple[tuple[float, ...], bool]]]:
    """`judged` of each fold by weights learned on the others."""
    parts = folds(articles, count)
    examples = all_examples(articles)
    made = []
    for part in parts:
        apart = {article.id for article in part}
        others = [one for name, rows in examples.items() if name not in apart for one in rows]
        made.append(judged(part, weights_of(fit([*others, *more]))))
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, measure on the held-out articles, calibrate by folds, write the weights."""
    from onrecord.train.speaker_pronouns import gap_examples, gum_examples

    parser = argparse.ArgumentParser(description="learn the speaker rankers")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "link" / "weights" / "speakers.json")
    options = parser.parse_args(argv)
    articles = marked_articles(options.corpora, "train")
    learning = [a for a in articles if not held_out(a.id)]
    aside = [a for a in articles if held_out(a.id)]
    more = gum_examples(options.corpora, blank())[0] + gap_examples(options.corpora, blank())[0]
    weights = weights_of(learn(learning, more))
    print("held out:")
    for line in measure(aside, weights).lines():
        print(line)
    parts = crossed(articles, more)
    pairs = []
    for k, part in enumerate(parts):
        row = calibrate([one for n, other in enumerate(parts) if n != k for one in other])
        pairs += [(sigmoid(float(np.dot(row, marks))), right) for marks, right in part]
    print(
        f"confidence: calibration error {calibration_error(pairs):.4f} over {len(pairs)} (articles not seen in fitting)"
    )
    made = learn(articles, more)
    made["confidence"] = calibrate([one for part in parts for one in part])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps({"features": list(FEATURES), "marks": list(MARKS), **made}) + "\n", encoding="utf-8"
    )
    print(f"written: {options.out.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
