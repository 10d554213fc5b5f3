"""How the record behaves when it is large: time of adding, searching and checking, and the size of the file.

    python eval/scale.py --attributions 1000000 --record /tmp/scale.sqlite --json scale.json

Everything is made up (`scale_articles`). Times are told beside the raw full-text query of the same run, and as time of
the processor beside time of the clock, so that a slow or busy machine shows as that.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from scale_articles import Reports

from onrecord.model import CheckRequest, Document, Query, Vectors
from onrecord.record import open_store
from onrecord.record.store import RecordStore
from onrecord.record.words import parse_words, tokens


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--attributions", type=int, default=100_000)
    options.add_argument("--record", default="scale.sqlite")
    options.add_argument("--queries", type=int, default=300)
    options.add_argument("--json", default=None, help="write the figures there")
    options.add_argument("--keep", action="store_true", help="measure a record made before")
    options.add_argument(
        "--resolved", type=int, default=0, metavar="N", help="add N documents with people, statements and vectors"
    )
    options.add_argument("--minutes", type=float, default=1e6, help="with --resolved: stop adding after so many")
    given = options.parse_args()
    figures: dict[str, Any] = {"attributions": given.attributions}
    if given.resolved:
        figures = {"resolved": resolving(given.record, given.resolved, given.minutes)}
        with open_store(given.record) as store:
            figures.update(asking(store, given.queries))
        print(json.dumps(figures, indent=1))
        if given.json:
            Path(given.json).write_text(json.dumps(figures, indent=1) + "\n")
        return
    if not given.keep:
        figures["adding"] = adding(given.record, given.attributions)
    with open_store(given.record) as store:
        figures["size"] = size(store, given.record)
        figures.update(asking(store, given.queries))
    print(json.dumps(figures, indent=1))
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=1) + "\n")


def adding(place: str, attributions: int) -> dict[str, float]:
    """Processor seconds of adding, the making of the documents taken off; the last third of them against the first."""
    for left in (place, f"{place}-wal", f"{place}-shm"):
        Path(left).unlink(missing_ok=True)
    made = stored = 0
    spent = compared = 0.0
    marks: list[tuple[float, float]] = []
    part = attributions / 21  # one more than is told: in the first, the tables are small enough for the cache
    begun = time.perf_counter()
    with open_store(place, create=True) as store:
        waiting = []
        for document in Reports().documents(attributions):
            waiting.append(document)
            made += len(document.attributions)
            if len(waiting) < 32 and made < attributions:
                continue
            start = time.thread_time()
            stored += sum(became == "stored" for _, became in store.add_all(waiting))
            spent += time.thread_time() - start
            compared += same_work()
            waiting = []
            while len(marks) < made / part - 1e-9:
                marks.append((spent, compared))
                print(f"{made} attributions, {spent:.0f} cpu s", file=sys.stderr)
        start = time.thread_time()
        store.tidy()
        tidying = time.thread_time() - start
    steps = [after[0] - before[0] for before, after in pairwise(marks)]
    beside = [after[1] - before[1] for before, after in pairwise(marks)]
    third = max(1, len(steps) // 3)
    grown = statistics.mean(steps[-third:]) / statistics.mean(steps[:third])
    slower = statistics.mean(beside[-third:]) / statistics.mean(beside[:third])
    return {
        "articles": stored,
        "cpu seconds": round(spent, 1),
        "seconds with making them": round(time.perf_counter() - begun, 1),
        "tidying cpu seconds": round(tidying, 1),
        "attributions a cpu second": round(made / spent),
        "last third against first": round(grown, 2),
        "the same work then, against first": round(slower, 2),
        "last third against first, the machine's own slowing taken off": round(grown / slower, 2),
    }


def resolving(place: str, documents: int, minutes: float) -> dict[str, Any]:
    """Adding with people and statements put together, as `onrecord add` does; the last third against the first."""
    begun = time.monotonic()
    from onrecord.resolution import resolve_document

    for left in (place, f"{place}-wal", f"{place}-shm"):
        Path(left).unlink(missing_ok=True)
    putting = 0.0
    marks: list[tuple[float, float, float]] = []
    with open_store(place, create=True) as store:

        def put_together(document: Document) -> None:
            nonlocal putting
            start = time.thread_time()
            resolve_document(store.db, document)
            putting += time.thread_time() - start

        spent = compared = 0.0
        for lot in _lots(_with_vectors(Reports(shared=True).news(documents)), 16):
            start = time.thread_time()
            for _, became in store.add_all(lot, then=put_together):
                assert became == "stored"
            spent += time.thread_time() - start
            compared += same_work()
            marks.append((spent, putting, compared))
            if time.monotonic() - begun > 60 * minutes:
                break
            if len(marks) % 100 == 0:
                print(f"{16 * len(marks)} documents, {spent:.0f} cpu s", file=sys.stderr, flush=True)
        documents = min(documents, 16 * len(marks))
        store.tidy()
        told = {
            name: store.db.rows(f"SELECT count(*) FROM {table}")[0][0]
            for name, table in (
                ("attributions", "attribution"), ("people", "entity"), ("statements seen more than once", "statement"),
                ("sightings of those", "sighting"), ("wire copies", "wire_copy"),
            )
        }  # fmt: skip
        told |= size(store, place)
        told["without vectors"] = round(told["file against text"] - told["tables"].get("vectors", 0.0), 2)
    steps = [tuple(b - a for a, b in zip(before, after, strict=True)) for before, after in pairwise(marks)]
    steps = steps[len(steps) // 21 :]  # in the first, the tables are small enough for the cache
    third = max(1, len(steps) // 3)
    grown = [sum(step[n] for step in steps[-third:]) / sum(step[n] for step in steps[:third]) for n in range(3)]
    return {
        "documents": documents,
        "cpu ms a document": round(1000 * spent / documents, 1),
        "of which putting together": round(1000 * putting / documents, 1),
        "cpu ms a document, by tenths": [
            round(1000 * sum(step[0] for step in part) / (16 * len(part)), 1)
            for part in (steps[n * len(steps) // 10 : (n + 1) * len(steps) // 10] for n in range(10))
            if part
        ],
        "last third against first": round(grown[0], 2),
        "putting together alone": round(grown[1], 2),
        "the same work then, against first": round(grown[2], 2),
        "last third against first, the machine's own slowing taken off": round(grown[0] / grown[2], 2),
        **told,
    }


def _with_vectors(documents: Iterable[Document]) -> Iterator[Document]:
    """As `onrecord add` keeps them: 40 bytes an attribution (made up: they are only kept here, not compared)."""
    chance = random.Random(3)
    for one in documents:
        count = len(one.attributions)
        yield replace(one, vectors=Vectors("made up", 40, chance.randbytes(40 * count)))


def _lots(documents: Iterable[Document], count: int) -> Iterator[list[Document]]:
    lot: list[Document] = []
    for one in documents:
        lot.append(one)
        if len(lot) == count:
            yield lot
            lot = []
    if lot:
        yield lot


def same_work() -> float:
    """Processor seconds of a piece of work that never changes: how slow a shared machine is just now."""
    start = time.thread_time()
    words = [f"word{number * 7919 % 4001}" for number in range(4000)]
    zlib.compress(json.dumps(sorted(words)).encode() * 4, 6)
    return time.thread_time() - start


def size(store: RecordStore, place: str) -> dict[str, Any]:
    """Bytes of the file against bytes of text, and which tables take them (shares of the text)."""
    row = store.db.one("SELECT sum(length(CAST(text AS BLOB))), count(*) FROM revision")
    assert row is not None
    text = row[0]
    found: dict[str, Any] = {"text MB": round(text / 1e6, 1), "file MB": round(Path(place).stat().st_size / 1e6, 1)}
    found["file against text"] = round(Path(place).stat().st_size / text, 2)
    found["tables"] = {
        name: round(taken / text, 3)
        for name, taken in store.db.rows("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 16")
    }
    return found


def asking(store: RecordStore, queries: int) -> dict[str, Any]:
    """Times of searching, of the raw full-text queries for the same words, of candidates for a check, and of checks."""
    from onrecord.check import check

    chance = random.Random(11)
    contents = _contents(store, queries, chance)
    asked = [_query(store, content, chance) for content in contents]
    raw = [query for query in asked if query.words]
    for query in asked[:10]:
        store.search(query)
    found: dict[str, Any] = {
        "raw count": _times(lambda query: _raw_count(store, query), raw),
        "raw ranked": _times(lambda query: _raw_ranked(store, query), raw[: len(raw) // 4]),
        "search": _times(store.search, asked),
    }
    for kind in ("words", "speaker", "both", "dated"):
        found[f"search {kind}"] = _times(store.search, [query for query in asked if _kind(query) == kind])
    quotes = [_changed(content, number, chance) for number, content in enumerate(contents)]
    found["passages"] = _times(lambda quote: store.passages(tokens(quote), limit=48), quotes)
    found["check"] = _times(lambda quote: check(CheckRequest(quote), store), quotes)
    start = time.perf_counter()
    for quote in quotes:
        check(CheckRequest(quote), store)
    found["seconds for 1,000 checks"] = round((time.perf_counter() - start) * 1000 / len(quotes), 1)
    found["document"] = _times(
        store.document, [hit.passage.article.id for q in asked[:40] for hit in store.search(q).hits]
    )
    return found


def _contents(store: RecordStore, count: int, chance: random.Random) -> list[str]:
    row = store.db.one("SELECT max(id) FROM attribution")
    assert row is not None
    ids = [chance.randint(1, row[0]) for _ in range(count)]
    listed = ", ".join(map(str, ids))
    return [row[0] for row in store.db.rows(f"SELECT content FROM attribution_text WHERE rowid IN ({listed})")]


def _query(store: RecordStore, content: str, chance: random.Random) -> Query:
    words = tokens(content)
    at = chance.randrange(len(words) - 2)
    two = f"{words[at]} {chance.choice(words)}"
    kind = chance.randrange(7)
    row = store.db.one("SELECT name FROM name WHERE id = (SELECT 1 + abs(? % max(id)) FROM name)", (hash(content),))
    speaker = row[0] if row else "nobody"
    if kind == 0:
        return Query(words=chance.choice(words))
    if kind == 1:
        return Query(words=two)
    if kind == 2:
        return Query(words=f'"{" ".join(words[at : at + 3])}"')
    if kind == 3:
        return Query(speaker=speaker)
    if kind == 4:
        return Query(words=words[at], speaker=speaker.split()[-1])
    if kind == 5:
        return Query(words=two, since="2015-01-01", until="2018-12-31", quotation="direct")
    return Query(words=f"{words[at]} OR {words[at + 1]}", sort="date")


def _kind(query: Query) -> str:
    if query.since:
        return "dated"
    return "both" if query.words and query.speaker else "words" if query.words else "speaker"


def _raw_count(store: RecordStore, query: Query) -> None:
    sql, values = store.db.contents_with(parse_words(query.words or ""))
    store.db.rows(f"SELECT count(*) FROM ({sql})", values)


def _raw_ranked(store: RecordStore, query: Query) -> None:
    sql, values = store.db.contents_with(parse_words(query.words or ""))
    store.db.rows(f"{sql} ORDER BY rank LIMIT 20", values)


def _changed(content: str, number: int, chance: random.Random) -> str:
    """A third as printed, a third with a word changed, a third made up of words that stand nowhere together."""
    words = content.split()
    if number % 3 == 1:
        words[chance.randrange(len(words))] = "zuzugrat"
    if number % 3 == 2:
        chance.shuffle(words)
    return " ".join(words)


def _times(asked: Callable[[Any], object], arguments: Sequence[Any]) -> dict[str, float]:
    wall, cpu = [], []
    for argument in arguments:
        start, worked = time.perf_counter(), time.thread_time()
        asked(argument)
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.thread_time() - worked) * 1000)
    if not wall:
        return {}
    at = int(len(wall) * 0.95)
    return {
        "n": len(wall),
        "p50 ms": round(statistics.median(wall), 1),
        "p95 ms": round(sorted(wall)[at], 1),
        "p50 cpu ms": round(statistics.median(cpu), 1),
        "p95 cpu ms": round(sorted(cpu)[at], 1),
    }


if __name__ == "__main__":
    main()
