"""How `link/scene/weights.json` was made: small logistic models, one a field (`link/manner`: `onrecord.train.manner`).

    python -m onrecord.train.circumstances SHARED

SHARED is the folder that holds ``corpora/polnear`` (train-speakers, train). Needs scikit-learn (extra ``train``).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from onrecord.link.scene.odds import Odds
from onrecord.model import Block, Found, Span, Speaker
from onrecord.model.attribution import HOWS, EntityKind, How, QuotationType

_MARK = re.compile(r"[\"“”«»]|''")
_STOP = frozenset("a an the in on at to of for by with from and or his her their its this that during".split())


@dataclass(frozen=True, slots=True)
class Marked:
    """One article with gold spans and the marks of each attribution (None: not marked)."""

    id: str
    text: str
    published: str | None
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]
    speakers: tuple[Speaker | None, ...]
    marks: tuple[dict[str, Any] | None, ...]


def marked(shared: Path, part: str) -> list[Marked]:
    """The articles of ``polnear/{part}-speakers``, or of ``gum/attributions`` for ``part`` "gum"."""
    corpora = shared / "corpora"
    if part == "gum":
        lines = _lines(corpora / "gum" / "attributions.jsonl.gz")
        return [_article(one, {mark["id"]: mark for mark in one["attributions"]}) for one in lines]
    marks: dict[str, dict[str, Any]] = {}
    for row in _lines(corpora / "polnear" / f"{part}-speakers.jsonl.gz"):
        marks.setdefault(row["doc"], {})[row["attribution"]] = row
    articles = _lines(corpora / "polnear" / f"{part}.jsonl.gz")
    return [_article(one, marks[one["id"]]) for one in articles if one["id"] in marks]


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _article(one: dict[str, Any], marks: dict[str, Any]) -> Marked:
    text = one["text"]
    quoted = quoted_characters(text)
    found = tuple(_found(text, quoted, att) for att in one["attributions"])
    chosen = tuple(marks.get(att["id"]) for att in one["attributions"])
    title = text.find("\n")
    blocks = (Block(Span(0, title), "headline"), Block(Span(title, len(text)), "body")) if title > 0 else ()
    return Marked(one["id"], text, one.get("date"), blocks, found, tuple(map(_speaker, chosen)), chosen)


def quoted_characters(text: str) -> bytearray:
    """1 for each character between a pair of double quotation marks of its paragraph (or after an unclosed one)."""
    quoted = bytearray(len(text))
    for paragraph in re.finditer(r"[^\n]+", text):
        inside, since = False, paragraph.start()
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            if inside:
                quoted[since : mark.start()] = b"\1" * (mark.start() - since)
            inside = True if mark.group() in "“«" else False if mark.group() in "”»" else not inside
            since = mark.end()
        if inside:
            quoted[since : paragraph.end()] = b"\1" * (paragraph.end() - since)
    return quoted


def _found(text: str, quoted: bytearray, att: dict[str, Any]) -> Found:
    places = [n for start, end in att["content"] for n in range(start, end) if text[n].isalnum()]
    inside = sum(quoted[n] for n in places)
    kind: QuotationType = "direct" if places and inside == len(places) else "mixed" if inside else "indirect"
    source, cue, content = (tuple(Span(*pair) for pair in att[role]) for role in ("source", "cue", "content"))
    return Found(source, cue, content, kind)


def _speaker(mark: dict[str, Any] | None) -> Speaker | None:
    if mark is None or not (mark["speaker"] or mark["kind"] == "author"):
        return None
    how = cast("How", mark["how"] if mark["how"] in HOWS else "elided")
    name = mark["speaker"] or "author"
    return Speaker(name, cast("EntityKind", mark["kind"]), None, how, name)


def same_words(one: str | None, other: str | None) -> bool:
    """The measure of `speakers.py`: the phrases share a word that is no stop word."""
    return bool(_content_words(one) & _content_words(other))


def _content_words(value: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", (value or "").casefold()) if word not in _STOP}


Row = tuple[Sequence[str], str]


def as_odds(model: dict[str, Any]) -> Odds:
    """The model that `fitted` gives, ready to be asked."""
    weights = {name: tuple(row) for name, row in model["weights"].items()}
    return Odds(tuple(model["classes"]), tuple(model["bias"]), weights)


def fitted(rows: Sequence[Row], strength: float, *, least: int = 2) -> dict[str, Any]:
    """A logistic model over named features as plain JSON: classes, bias, weights (see `link.scene.odds`)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for features, _ in rows:
        for feature in set(features):
            counts[feature] = counts.get(feature, 0) + 1
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{f: 1.0 for f in features if counts[f] >= least} for features, _ in rows])
    model = LogisticRegression(C=1 / strength, max_iter=400, tol=1e-3)
    model.fit(matrix, [label for _, label in rows])
    classes = [str(one) for one in model.classes_]
    weights, bias = model.coef_, list(model.intercept_)
    if len(classes) == 2:
        table = {name: [0.0, round(float(weights[0][n]), 3)] for n, name in enumerate(vectorizer.feature_names_)}
        bias = [0.0, float(bias[0])]
    else:
        table = {
            name: [round(float(weights[c][n]), 3) for c in range(len(classes))]
            for n, name in enumerate(vectorizer.feature_names_)
        }
    kept = {name: row for name, row in sorted(table.items()) if any(abs(weight) >= 0.02 for weight in row)}
    return {"classes": classes, "bias": [round(float(one), 4) for one in bias], "weights": kept}


def main() -> None:
    """Fit on all marked training articles and write the file of weights."""
    import argparse

    from onrecord.train.scene_rows import scene_models

    parser = argparse.ArgumentParser(description="fit the small models of link/scene")
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    articles = marked(options.shared, "train")
    _write(Path(__file__).parent.parent / "link" / "scene" / "weights.json", scene_models(articles))


def _write(path: Path, models: dict[str, Any]) -> None:
    table = {"made by": "onrecord.train.circumstances", "version": 1, "models": models}
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
