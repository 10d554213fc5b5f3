"""Where the time goes: the pipeline's stages timed on given texts, beside the machine's own matrix product.

    python eval/speed.py [--texts FILE.jsonl[.gz]] [--repeat 3] [--threads 2]

Without --texts it measures on the sample reports. Prints microseconds a word of each stage on one thread, words a
second of the whole line with one thread and with ``--threads``, the rate of numpy's single-precision matrix product on
as many threads divided by 27.5 million operations a word (so that machines can be compared), and the peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.decode import cue_candidates, place_all
from onrecord.extract.pieces import cut, pack
from onrecord.extract.tagger import Tagger
from onrecord.link import link
from onrecord.model import Article
from onrecord.pipeline import Pipeline
from onrecord.train.corpora import lines

OPERATIONS = 27.5e6
"""Floating-point operations a word: 10.6 M multiply-adds a piece and 1.3 pieces a word."""


def product_rate(seconds: float = 2.0) -> float:
    """Operations a second of numpy's float32 product of (2048, 384) and (384, 1536), all threads."""
    a = np.random.default_rng(0).random((2048, 384), np.float32)
    b = np.random.default_rng(1).random((384, 1536), np.float32)
    a @ b
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        a @ b
        times += 1
    return 2 * 2048 * 384 * 1536 * times / (time.perf_counter() - begun)


def stages(tagger: Tagger, articles: list[Article]) -> dict[str, float]:
    """Seconds in each stage, one thread, stage after stage for each article."""
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.perf_counter()
        made = work(*arguments)
        spent[stage] += time.perf_counter() - begun
        return made

    for article in articles:
        blocks = timed("clean", blocks_of, article)
        pieces = timed("tokenise", cut, article.text, tagger.encode)
        for window in timed("tokenise", pack, pieces):
            reading = timed("model", tagger.network.read, window)
            tags = reading.tags.astype(np.float64)
            cues = timed("decode", cue_candidates, tags, window, tagger.settings.cue_floor)
            if cues:
                scores = timed("pairs", tagger.network.pairs, window, reading, [cue[:2] for cue in cues])
                timed("decode", place_all, window, cues, scores.astype(np.float64), tagger.settings)
        tagged = tagger.tag(article.text, blocks)
        extraction = timed("assemble", assemble, article.text, blocks, tagged)
        timed("link", link, article, blocks, extraction)
    return spent


def whole(articles: list[Article], threads: int, repeat: int) -> float:
    """Words a second from text to attributions, the best of ``repeat`` runs."""
    pipeline = Pipeline(threads=threads)
    words = sum(len(article.text.split()) for article in articles)
    list(pipeline.documents(articles[:2]))
    best = 0.0
    for _ in range(repeat):
        begun = time.perf_counter()
        list(pipeline.documents(articles))
        best = max(best, words / (time.perf_counter() - begun))
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=40, help="articles")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.texts:
        rows = [(row["id"], row["text"]) for row in lines(given.texts)]
    else:
        samples = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
        rows = [(path.name, path.read_text(encoding="utf-8")) for path in samples]
    articles = [Article(id=key, text=text, language="en") for key, text in rows[: given.limit]]
    words = sum(len(article.text.split()) for article in articles)
    tagger = Tagger.load(threads=1)
    stages(tagger, articles[:2])  # what is loaded once is no part of a word's time
    spent = stages(tagger, articles)
    figures: dict[str, Any] = {"articles": len(articles), "words": words}
    figures["us a word"] = {stage: round(1e6 * value / words, 2) for stage, value in spent.items()}
    figures["product words/s"] = round(product_rate() / OPERATIONS)
    figures["words/s, 1 thread"] = round(whole(articles, 1, given.repeat))
    figures[f"words/s, {given.threads} threads"] = round(whole(articles, given.threads, given.repeat))
    ratio = figures[f"words/s, {given.threads} threads"] / max(1, figures["product words/s"])
    figures["times the product's rate"] = round(ratio, 2)
    figures["peak memory MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
