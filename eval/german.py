"""German: figures of the whole pipeline on Wikinews dev, with the German package installed.

pip install ./languages/german
python eval/german.py --shared ../shared
"""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord.model import Article
from onrecord.pipeline import Pipeline
from onrecord.train.corpora import lines, marked
from onrecord.train.evaluate import marks_of
from onrecord.train.measures import Tally

CORPUS = Path("corpora/german-wikinews/dev.jsonl.gz")


def measured(corpus: Path) -> tuple[Tally, dict[str, tuple[int, int]]]:
    """The figures of a corpus file, and by its own types (found, of)."""
    pipeline, total = Pipeline(), Tally()
    kinds: dict[str, tuple[int, int]] = {}
    rows = list(lines(corpus))
    articles = [Article(row["id"], row["text"], language="de") for row in rows]
    for row, document in zip(rows, pipeline.documents(articles), strict=True):
        kept = {**row, "attributions": [one for one in row["attributions"] if one["content"]]}
        gold, found = marked(kept), marks_of(document)
        total.add(row["text"], gold, found)
        for one, mark in zip(kept["attributions"], gold, strict=True):
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
