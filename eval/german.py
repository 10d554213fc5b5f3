"""German: figures of the whole pipeline on Wikinews dev, with the German package installed.

pip install ./languages/german
python eval/german.py --shared ../shared
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from onrecord.model import Article
from onrecord.pipeline import Pipeline
from onrecord.train.corpora import Marked
from onrecord.train.measures import Tally

CORPUS = Path("corpora/german-wikinews/dev.jsonl.gz")


def measured(corpus: Path) -> tuple[Tally, dict[str, tuple[int, int]]]:
    """The figures of a corpus file, and by its own types (found, of)."""
    pipeline, total = Pipeline(), Tally()
    kinds: dict[str, tuple[int, int]] = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle]
    articles = [Article(row["id"], row["text"], language="de") for row in rows]
    for row, document in zip(rows, pipeline.documents(articles), strict=True):
        gold = [
            Marked(*(tuple((s, e) for s, e in one[role]) for role in ("source", "cue", "content")))
            for one in row["attributions"]
            if one["content"]
        ]
        found = [Marked(one.source, one.cue, one.content) for one in document.attributions]
        total.add(row["text"], gold, found)
        for one, mark in zip((a for a in row["attributions"] if a["content"]), gold, strict=True):
            alone = Tally()
            alone.add(row["text"], [mark], found)
            hit = alone.rate("content").recall > 0
            before = kinds.get(one["type"], (0, 0))
            kinds[one["type"]] = (before[0] + hit, before[1] + 1)
    return total, kinds


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    total, kinds = measured(given.shared / CORPUS)
    for name in ("content", "attributed", "content_exact", "full_exact"):
        rate = total.rate(name)
        print(f"{name:14} P {rate.precision:.3f} R {rate.recall:.3f} F1 {rate.f1:.3f}")
    for kind, (hit, size) in sorted(kinds.items()):
        print(f"{kind:22} found {hit} of {size}")


if __name__ == "__main__":
    main()
