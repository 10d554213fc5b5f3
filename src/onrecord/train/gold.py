"""A marked article: what is measured against, and what linking learns from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import Article
from onrecord.train import corpora as read


@dataclass(frozen=True, slots=True)
class Gold:
    """One marked article: the corpus line, and the speaker fields of its attributions where they are marked."""

    row: dict[str, Any]
    speakers: dict[str, dict[str, Any]]

    @property
    def article(self) -> Article:
        """The article as the pipeline takes it."""
        row = self.row
        return Article(
            id=row["id"], text=row["text"], outlet=row.get("publisher"), published=row.get("date"), language="en"
        )


def gold_of(path: Path, marks: Path | None = None) -> list[Gold]:
    """Marked articles from a corpus file, with the speaker marks of another file or of the lines themselves."""
    by_text: dict[str, dict[str, dict[str, Any]]] = {}
    for mark in read.lines(marks) if marks else ():
        by_text.setdefault(mark["doc"], {})[mark["attribution"]] = mark
    made = []
    for row in read.lines(path):
        own = {a["id"]: a | {"doc": row["id"], "attribution": a["id"]} for a in row["attributions"] if "how" in a}
        made.append(Gold(row, by_text.get(row["id"], own)))
    return made
