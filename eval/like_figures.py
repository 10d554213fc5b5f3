"""How well "said something like" finds a statement from other words for it, and what its vectors cost.

    python eval/like_figures.py --record RECORD [--cost ARTICLES.jsonl.gz]

RECORD is a record of other reports, which the statements of paraphrases.tsv (invented; they share hardly a word with
what is asked) are hidden among: a copy of it is used. Recall and mean reciprocal rank by words alone, by sense alone,
and by both, as `search --like` does; the same for half-remembered statements: half of the telling words, in another order.
``--cost`` times adding with vectors against adding without. ``--scan N`` times the comparing of N made-up vectors.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.archive import Archive, open_archive
from onrecord.extract.sense import Codes
from onrecord.model import Article, Hit, Query
from onrecord.model.vectors import CODES
from onrecord.pipeline import Pipeline
from onrecord.record import open_store
from onrecord.record.vectors import Scan
from onrecord.search.like import like
from onrecord.search.similar import COMMON

HERE = Path(__file__).parent
FRAMES = (
    "“{},” said Ilda Marrow on Tuesday.",
    "The mayor, Yusuf Brandt, said: “{}”",
    "“{},” Tobin Hale told reporters.",
)


def pairs() -> list[tuple[str, str]]:
    lines = (HERE / "paraphrases.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(one, other) for one, other in (line.split("\t") for line in lines)]


def reports() -> list[Article]:
    """The statements in invented reports, four a report."""
    said = [FRAMES[k % 3].format(one.rstrip(".") if k % 3 != 1 else one) for k, (one, _) in enumerate(pairs())]
    return [
        Article(f"pairs-{k}", "\n\n".join(said[k : k + 4]), outlet="Karsk Echo", language="en")
        for k in range(0, len(said), 4)
    ]


def half(words: str, chance: random.Random) -> str:
    """Half of the telling words, mixed."""
    telling = [word for word in re.findall(r"[^\W_]+", words.casefold()) if word not in COMMON]
    return " ".join(chance.sample(telling, max(2, len(telling) // 2)))


def ranks(archive: Archive, asked: list[tuple[str, str]], way: str) -> list[int]:
    """The place of each statement (0: the first) among what is found for the words; 999 where it is not found."""
    sense = archive.pipeline.sense
    assert sense is not None
    found = []
    for statement, words in asked:
        query = Query(like=words, limit=20)
        vector = archive.pipeline.sense_of(words) if way != "words" else None
        hits: list[Hit] = (
            list(archive.store.nearest(vector, query)) if way == "sense" and vector
            else list(like(query, archive.store, vector).hits)
        )  # fmt: skip
        key = statement.rstrip(".").casefold()
        places = [k for k, hit in enumerate(hits) if key in hit.passage.text.casefold()]
        found.append(places[0] if places else 999)
    return found


def recall(record: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "like.sqlite"
        shutil.copy(record, held)
        with open_archive(held, threads=1) as archive:
            archive.make_vectors()
            archive.add(reports())
            extent = archive.extent()
            print(f"{len(pairs())} statements among {extent.attributions} attributions of {extent.articles} articles")
            chance = random.Random(3)
            remembered = [(one, half(one, chance)) for one, _ in pairs()]
            print("| asked with | by | recall@1 | @5 | @20 | MRR |\n| --- | --- | --- | --- | --- | --- |")
            for name, asked in (("other words", pairs()), ("half of its words", remembered)):
                for way in ("words", "sense", "both"):
                    r = np.asarray(ranks(archive, asked, way))
                    print(f"| {name} | {way} | {np.mean(r < 1):.2f} | {np.mean(r < 5):.2f} | {np.mean(r < 20):.2f} |"
                          f" {np.mean(np.where(r < 20, 1 / (r + 1), 0)):.3f} |")  # fmt: skip


def cost(place: Path) -> None:
    """Processor time of adding the same articles with and without vectors, in turn, and the bytes of the records."""
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for _, line in zip(range(30), lines, strict=False)]
    articles = [Article(row["id"], row["text"], language="en") for row in rows]
    spent = {True: 0.0, False: 0.0}
    size = {True: 0, False: 0}
    pipelines = {vectors: Pipeline(threads=1, vectors=vectors) for vectors in spent}
    for pipeline in pipelines.values():
        pipeline.document(articles[0])
    with tempfile.TemporaryDirectory() as folder:
        places = {vectors: str(Path(folder) / f"{vectors}.sqlite") for vectors in spent}
        for article in articles:
            for vectors in (True, False):
                begun = time.thread_time()
                document = pipelines[vectors].document(article)
                with open_store(places[vectors], create=True) as store:
                    store.add(document)
                spent[vectors] += time.thread_time() - begun
        for vectors, one in places.items():
            size[vectors] = Path(one).stat().st_size
    print(f"adding {len(articles)} articles: {spent[False]:.2f} s without vectors, {spent[True]:.2f} s with:"
          f" {spent[True] / spent[False] - 1:+.1%}; file {size[False]:,} and {size[True]:,} bytes")  # fmt: skip


def scan(rows: int, width: int = 40) -> None:
    chance = np.random.default_rng(1)
    made = chance.integers(0, CODES, (width, rows)).astype(np.uint8)
    codes = Codes(chance.normal(size=(CODES, 4 * width)).astype(np.float32), tuple(range(4, 4 * width + 1, 4)))
    held = Scan(model="m", matrix=made)
    asked = codes.asked(chance.normal(size=4 * width).astype(np.float32), "m")
    held.scores(asked)
    took = []
    for _ in range(9):
        begun, worked = time.perf_counter(), time.process_time()
        scores = held.scores(asked)
        np.argpartition(-scores, 100)
        took.append((time.perf_counter() - begun, time.process_time() - worked))
    print(f"comparing {rows:,} vectors of {width} bytes: {1000 * min(t for t, _ in took):.0f} ms at best, processor time "
          f"{1000 * sorted(t for _, t in took)[4]:.0f} ms (median)")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--cost", type=Path)
    parser.add_argument("--scan", type=int)
    given = parser.parse_args()
    if given.scan:
        scan(given.scan)
    if given.cost:
        cost(given.cost)
    if given.record:
        recall(given.record)


if __name__ == "__main__":
    main()
