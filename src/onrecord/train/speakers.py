"""How `onrecord/link/weights/speakers.json` is made: rankers for pronouns, descriptions and sources without words.

    python -m onrecord.train.speakers CORPORA [--weights FOLDER] [--dry]

Learned from the speaker marks of PolNeAR's train articles, the coreference of GUM and the pronouns of GAP. Choices and
the confidence are made by folds over the marked articles, with sources as the extraction finds them. All but six of these
articles lie inside the tagger's training, so that its sources are a little too good there.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.tagger import Tagger
from onrecord.link.speakers.asking import SELF_FEATURES
from onrecord.link.speakers.choosing import Choice, Chooser
from onrecord.link.speakers.confidence import MARKS, calibration_error, marks_of, sigmoid
from onrecord.link.speakers.cues import CUE_FEATURES
from onrecord.link.speakers.features import FEATURES
from onrecord.link.speakers.options import Option
from onrecord.link.speakers.portrait import speaker_of
from onrecord.link.speakers.ranking import Weights, weights_of
from onrecord.link.speakers.stage import Stage, stage_of
from onrecord.model import Block, Extraction, Found, NameSpan, Span
from onrecord.model.attribution import QuotationType
from onrecord.train.gold import Gold
from onrecord.train.speaker_examples import Example
from onrecord.train.speaker_match import is_same, words
from onrecord.train.speaking import pairs
from onrecord.train.studied import studied

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
RARE = frozenset(("relative", "they", "it"))
"""Forms of which the marks hold few: their examples count more against the penalty."""
PLAIN = (
    "distance", "same sentence", "same paragraph", "paragraph before", "nearest", "adjoins", "adjoins past a comma",
    "only fitting", "no mark between", "possessive", "governed", "opens its sentence", "subject of the sentence before",
    "nearest subject", "mention quoted", "pronoun form", "in headline", "spoke last", "spoke last, same paragraph", "often named",
    "person", "organisation", "group", "document", "poll", "place", "named", "plural",
)  # fmt: skip
"""All that the rare forms learn from: with more, chance decides."""
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
    marks: tuple[dict[str, Any] | None, ...]
    """The marks on each of ``found``; None: not an attribution of the corpus."""
    names: tuple[NameSpan, ...] = ()
    """Named mentions that the tagger found."""


def marked_articles(corpora: Path, part: str, tagger: Tagger | None = None) -> tuple[list[Marked], list[Marked]]:
    """The marked articles of a part (see `studied`), with the marked sources, and (given a tagger) with those that the
    extraction finds."""
    told, found = [], []
    for one in studied(corpora.parent, part):
        blocks = blocks_of(one.article)
        extraction = Extraction(())
        if tagger is not None:
            tagged = tagger.tag(one.article.text, blocks)
            extraction = assemble(one.article.text, blocks, tagged, tagger.sureness.score)
            found.append(_as_found(one, blocks, extraction))
        told.append(_marked(one, blocks, extraction.names))
    return told, found


def _marked(one: Gold, blocks: tuple[Block, ...], names: tuple[NameSpan, ...]) -> Marked:
    text = one.article.text
    kept = [a for a in one.row["attributions"] if a["id"] in one.speakers]
    marks = tuple(one.speakers[a["id"]] for a in kept)
    return Marked(one.row["id"], text, blocks, tuple(_found(text, a) for a in kept), marks, names)


def _as_found(one: Gold, blocks: tuple[Block, ...], extraction: Extraction) -> Marked:
    ids = {found: one.row["attributions"][n]["id"] for n, found in pairs(one, extraction.found).items()}
    marks = tuple(one.speakers.get(ids[n]) if n in ids else None for n in range(len(extraction.found)))
    return Marked(one.row["id"], one.article.text, blocks, extraction.found, marks, extraction.names)


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
    stage = stage_of(article.text, article.blocks, article.names, article.found)
    made: list[Example] = []

    def judge(n: int, form: str, options: Sequence[Option]) -> int | None:
        mark = article.marks[n]
        right = _right(mark, options, stage, article.found[n]) if mark is not None else None
        if mark is not None and right is not None and len(options) > 1:
            weight = (0.5 if mark.get("unsure") else 1.0) * (3.0 if form in RARE else 1.0)
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
    entities = [(k, option.entity) for k, option in enumerate(options) if option.entity is not None]
    full = words(mark["speaker"])
    for k, entity in entities:
        if words(entity.name) == full:
            return k
    for k, entity in entities:
        if is_same(entity.name, mark):
            return k
    if "self" in specials and _printed(mark, found, stage):
        return specials["self"]
    for k, entity in entities:
        if any(is_same(name, mark) for name in sorted(entity.also)):
            return k
    return specials.get("self")


def _printed(mark: dict[str, Any], found: Found, stage: Stage) -> bool:
    """Whether the source's own words are a name of the marked speaker."""
    return bool(found.source) and is_same(found.source[0].of(stage.surface.text), mark)


def fit(examples: Sequence[Example], penalty: float = 1.0) -> dict[str, Any]:
    """Weights of each form: a softmax over the options, fitted by L-BFGS with an L2 penalty."""
    entity: dict[str, list[float]] = {}
    special: dict[str, dict[str, list[float]]] = {}
    for form in FORMS:
        rows, names = _design(form, [e for e in examples if e.form == form])
        if form in RARE:
            kept = np.array([float(f in PLAIN) for f in FEATURES])
            rows = [(table * kept, right, weight) for table, right, weight in rows]
        prior = [
            PRIOR.get(form, {}).get(f, 0.0) if name == "entity" else 0.0 for name, part in names.items() for f in part
        ]
        solved = _solve(rows, np.array(prior), penalty)
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
    table = np.concatenate([one for one, _, _ in rows])
    sizes = np.array([len(one) for one, _, _ in rows])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = starts + np.array([k for _, k, _ in rows])
    weight = np.array([one for _, _, one in rows])
    wanted = weight @ table[right]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ w
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        grown = np.exp(scores)
        shares = grown / np.repeat(np.add.reduceat(grown, starts), sizes)
        off = w - prior
        total = 0.5 * penalty * float(off @ off) - float(weight @ np.log(shares[right] + 1e-12))
        return total, penalty * off + (shares * np.repeat(weight, sizes)) @ table - wanted

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

    def join(self, other: Tally) -> None:
        """Count what another has counted."""
        for key, count in other.all.items():
            self.all[key] = self.all.get(key, 0) + count
            self.right[key] = self.right.get(key, 0) + other.right.get(key, 0)

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
        stage = stage_of(article.text, article.blocks, article.names, article.found)
        choices = Chooser(stage, article.found, weights).choose()
        for n, (choice, mark) in enumerate(zip(choices, article.marks, strict=True)):
            if mark is None:
                continue
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
    """Weights from the marked articles (and other examples).

    By weights of nothing no pronoun but a source is read; to learn again with those read by the first weights was worse.
    """
    return fit([*_flat(all_examples(articles, blank())), *more], penalty)


def _flat(examples: dict[str, list[Example]]) -> list[Example]:
    return [one for part in examples.values() for one in part]


def all_examples(articles: Sequence[Marked], weights: Weights) -> dict[str, list[Example]]:
    """The examples of each article, by its name."""
    return {article.id: examples_of(article, weights) for article in articles}


def judged(articles: Sequence[Marked], weights: Weights) -> list[tuple[tuple[float, ...], bool]]:
    """(marks of the choice, whether the name is the full name) for each attribution that gets a speaker."""
    made: list[tuple[tuple[float, ...], bool]] = []

    def look(article: Marked, n: int, choice: Choice, speaker: Any, right: bool) -> None:
        mark = article.marks[n]
        if speaker is None or mark is None:
            return
        if mark["kind"] == "author":
            right = speaker.kind == "author"
        elif mark["speaker"]:
            right = words(speaker.name) == words(mark["speaker"])
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
    told: Sequence[Marked], found: Sequence[Marked], more: Sequence[Example], count: int = 5
) -> tuple[list[list[tuple[tuple[float, ...], bool]]], Tally]:
    """`judged` and `measure` of what the extraction finds in each fold, by weights learned on the others."""
    examples = all_examples(told, blank())
    made, tally = [], Tally({}, {})
    for part in folds(found, count):
        apart = {article.id for article in part}
        others = [one for name, rows in examples.items() if name not in apart for one in rows]
        weights = weights_of(fit([*others, *more]))
        made.append(judged(part, weights))
        tally.join(measure(part, weights))
    return made, tally


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, measure by folds, calibrate by folds, write the weights."""
    from onrecord.train.speaker_pronouns import gap_examples, gum_examples

    parser = argparse.ArgumentParser(description="learn the speaker rankers and their confidence")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--weights", help="folder of the tagger's weights (default: those that ship)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "link" / "weights" / "speakers.json")
    parser.add_argument("--dry", action="store_true", help="measure only")
    options = parser.parse_args(argv)
    told, found = marked_articles(options.corpora, "train", Tagger.load(options.weights))
    more = gum_examples(options.corpora, blank())[0] + gap_examples(options.corpora, blank())[0]
    made = learn(told, more)
    parts, tally = crossed(told, found, more)
    print("by folds, sources as found:")
    for line in tally.lines():
        print(line)
    pairs = []
    for k, part in enumerate(parts):
        row = calibrate([one for n, other in enumerate(parts) if n != k for one in other])
        pairs += [(sigmoid(float(np.dot(row, marks))), right) for marks, right in part]
    print(f"confidence: calibration error {calibration_error(pairs):.4f} over {len(pairs)} (by folds)")
    pairs.sort(reverse=True)
    surest = pairs[: round(0.8 * len(pairs))]
    print(f"full name right in the surest four fifths: {sum(right for _, right in surest) / len(surest):.4f}")
    made["confidence"] = calibrate([one for part in parts for one in part])
    made = {"features": FEATURES, "marks": MARKS, **made}
    if not options.dry:
        options.out.write_text(json.dumps(made) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
