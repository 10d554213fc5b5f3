"""The articles from which linking learns: who is meant, to whom, on what occasion, when and how, for each attribution.

Three sources, one shape (`Gold`): the corpus's own speaker marks; further marks of the corpus's articles that this project
made by reading (`training/marks`: places and labels, none of the words); and the written reports (`training/reports`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.train import corpora as read
from onrecord.train.gold import Gold, gold_of
from onrecord.train.markup import Report
from onrecord.train.written import ASIDE, REPORTS, written

MARKS = Path(__file__).parents[3] / "training" / "marks" / "polnear-train.jsonl"
"""In a checkout; not part of an installed package."""
PLACED = ("speaker", "addressee", "occasion", "when")
"""Fields whose words stand in the text: `training/marks` keeps their places, ``[start, end)`` in code points."""
LABELS = ("kind", "how", "mode", "act", "commitment")
_FIELDS = {"addressee": "to"}
AUTHOR = "(author)"


def studied(shared: Path | None, part: str, marks: Path = MARKS, reports: Path = REPORTS) -> list[Gold]:
    """The marked articles of a part: "train" (with the further marks and the written reports), "dev", "gum", "aside".

    "aside" needs no corpora; the others raise FileNotFoundError where they are not there.
    """
    if part == "aside":
        return [gold_of_report(one) for one in written(ASIDE)]
    corpora = (shared or Path()) / "corpora"
    if part == "gum":
        return gold_of(corpora / "gum" / "attributions.jsonl.gz")
    polnear = corpora / "polnear"
    found = gold_of(polnear / f"{part}.jsonl.gz", polnear / f"{part}-speakers.jsonl.gz")
    if part == "train":
        more = dict(further(marks, {one.row["id"]: one.row["text"] for one in found}))
        found = [Gold(one.row, one.speakers or more.get(one.row["id"], {})) for one in found]
        found += [gold_of_report(one) for one in written(reports)]
    return [one for one in found if one.speakers]


def further(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """(article, marks by attribution) of a file of places and labels, the words put back from the texts."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            text = texts.get(row["doc"])
            if text is not None:
                made = {key: _with_words(text, mark) for key, mark in row["marks"].items()}
                yield row["doc"], {key: mark | {"doc": row["doc"], "attribution": key} for key, mark in made.items()}


def _with_words(text: str, mark: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: text[slice(*mark[name])].replace("\n", " ") if mark.get(name) else None for name in PLACED}
    labels = {name: mark.get(name) for name in LABELS}
    words["speaker"] = words["speaker"] or _nobody(labels["kind"])
    also = surname(words["speaker"], labels["kind"], text)
    return words | labels | {"aliases": also, "naming": mark.get("speaker"), "unsure": bool(mark.get("unsure"))}


def _nobody(kind: str | None) -> str | None:
    """The corpus's own word for the writer of the piece, who has no name; None where the text does not say who spoke."""
    return AUTHOR if kind == "author" else None


def surname(name: str | None, kind: str | None, text: str) -> list[str]:
    """The last word of a person's name, where the text prints it by itself too."""
    parts = (name or "").split()
    if kind != "person" or len(parts) < 2 or text.count(parts[-1]) <= text.count(name or ""):
        return []
    return [parts[-1]]


def gold_of_report(one: Report) -> Gold:
    """A written report as an article with marks; the attributions are numbered in the order of the report's own numbers."""
    assert one.text.attributions is not None
    rows = [
        {"id": str(n), "source": _lists(mark.source), "cue": _lists(mark.cue), "content": _lists(mark.content)}
        for n, mark in enumerate(one.text.attributions, 1)
    ]
    marks = {
        str(n): _as_mark(fields, one.text.text) | {"doc": one.text.id, "attribution": str(n)}
        for n, fields in enumerate(one.fields, 1)
    }
    row = {
        "id": one.text.id,
        "text": one.text.text,
        "date": one.head.get("date"),
        "publisher": one.head.get("outlet"),
        "attributions": rows,
    }
    return Gold(row, marks)


def _as_mark(fields: Mapping[str, str], text: str) -> dict[str, Any]:
    words = {name: fields.get(_FIELDS.get(name, name)) for name in PLACED}
    labels = {name: fields.get(name) for name in LABELS}
    if labels["kind"] == "none":
        labels["kind"] = None
    words["speaker"] = words["speaker"] or _nobody(labels["kind"])
    at = text.find(words["speaker"]) if words["speaker"] else -1
    naming = [at, at + len(words["speaker"] or "")] if at >= 0 else None
    return words | labels | {"aliases": surname(words["speaker"], labels["kind"], text), "naming": naming}


def _lists(role: read.Role) -> list[list[int]]:
    return [[start, end] for start, end in role]
