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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.link.speakers.choosing import SELF_FEATURES, Choice, Chooser
from onrecord.link.speakers.cues import CUE_FEATURES
from onrecord.link.speakers.options import FEATURES, Option
from onrecord.link.speakers.portrait import speaker_of
from onrecord.link.speakers.ranking import Weights, weights_of
from onrecord.link.speakers.stage import Stage, stage_of
from onrecord.model import Block, Found, Span
from onrecord.model.attribution import QuotationType
from onrecord.train.corpora import lines
from onrecord.train.speaker_match import is_same, words

FORMS = ("he", "they", "it", "relative", "description", "none")
SPECIALS = {"description": {"self": SELF_FEATURES}, "none": {"author": CUE_FEATURES, "nobody": CUE_FEATURES}}


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with its gold attributions and the marks on their speakers."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]
    ids: tuple[str, ...]
    marks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One choice to learn from: features of each option, which special it is (None: an entity), and the right one."""

    form: str
    rows: tuple[tuple[float, ...], ...]
    specials: tuple[str | None, ...]
    right: int
    weight: float = 1.0


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
            weight = 0.5 if article.marks[n].get("unsure") else 1.0
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
        solved = _solve(rows, sum(len(f) for f in names.values()), penalty)
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


def _solve(rows: Sequence[tuple[np.ndarray, int, float]], width: int, penalty: float) -> np.ndarray:
    from scipy.optimize import minimize

    if not rows:
        return np.zeros(width)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * penalty * float(w @ w), penalty * w
        for table, right, weight in rows:
            scores = table @ w
            scores -= scores.max()
            grown = np.exp(scores)
            shares = grown / grown.sum()
            total -= weight * float(np.log(shares[right] + 1e-12))
            slope = slope + weight * (shares @ table - table[right])
        return total, slope

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 300})
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
                if mark["kind"] == "person":
                    tally.add("  person full", words(name or "") == words(mark["speaker"]))
            elif not mark["speaker"]:
                right = name is None
                tally.add("unknown right", right)
            if not mark["speaker"] or mark["kind"] in ("unnamed", "generic", "author"):
                tally.add("false names", speaker is not None and speaker.kind == "person")
            if look is not None:
                look(article, n, choice, speaker, right)
    return tally


def learn(
    articles: Sequence[Marked], more: Sequence[Example] = (), rounds: int = 1, penalty: float = 1.0
) -> dict[str, Any]:
    """Weights from the marked articles (and other examples)."""
    weights = blank()
    examples = [e for article in articles for e in examples_of(article, weights)]
    return fit([*examples, *more], penalty)


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, measure on the held-out articles, write the weights."""
    parser = argparse.ArgumentParser(description="learn the speaker rankers")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "link" / "weights" / "speakers.json")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(argv)
    articles = marked_articles(options.corpora, "train")
    learning = [a for a in articles if not held_out(a.id)]
    aside = [a for a in articles if held_out(a.id)]
    made = learn(learning)
    for line in measure(aside, weights_of(made)).lines():
        print(line)
    made = learn(articles)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"features": list(FEATURES), **made}) + "\n", encoding="utf-8")
    return 0


__all__ = ["Marked", "examples_of", "fit", "learn", "marked_articles", "measure", "replace"]

if __name__ == "__main__":
    raise SystemExit(main())
