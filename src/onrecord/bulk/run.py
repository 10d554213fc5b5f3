"""Engines: who works on the shards. The work is the same function of (shard, folder) for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from onrecord.archive import read_all
from onrecord.bulk.shards import Shard, ShardReceipt, done, write
from onrecord.model.errors import MissingExtraError, QueryError
from onrecord.pipeline import Pipeline
from onrecord.read import ReadOptions

_held: dict[int, Pipeline] = {}
"""The pipeline of this process by its number of threads: the model is loaded once a worker, not once a shard."""


def work(shard: Shard, out: str, threads: int) -> ShardReceipt:
    """Read one shard's files through the pipeline and write its output."""
    pipeline = _held.setdefault(threads, Pipeline(threads=threads))
    return write(shard, read_all(shard.files, pipeline=pipeline, options=ReadOptions(offline=True)), Path(out))


def run(
    shards: Sequence[Shard], out: Path, *, engine: str = "local", workers: int = 2, threads: int = 1
) -> Iterator[ShardReceipt]:
    """Work on all shards that are not done yet; receipts as they come, those of earlier runs first.

    ``engine`` is "local" (processes on this machine) or "ray". Raises QueryError, MissingExtraError.
    """
    if engine not in ENGINES:
        raise QueryError(f"no such engine: {engine}", remedy=f"one of {', '.join(ENGINES)}")
    out.mkdir(parents=True, exist_ok=True)
    waiting = []
    for shard in shards:
        held = done(shard, out)
        if held is None:
            waiting.append(shard)
        else:
            yield held
    if waiting:
        yield from ENGINES[engine](waiting, str(out), workers, threads)


def _local(shards: Sequence[Shard], out: str, workers: int, threads: int) -> Iterator[ShardReceipt]:
    # spawn: a forked child would inherit the threads and locks of a model that is already loaded here
    with ProcessPoolExecutor(min(workers, len(shards)), mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(work, shard, out, threads) for shard in shards]):
            yield future.result()


def _ray(shards: Sequence[Shard], out: str, workers: int, threads: int) -> Iterator[ShardReceipt]:
    try:
        import ray
    except ImportError:
        raise MissingExtraError("the engine ray is not installed", remedy="pip install 'onrecord[bulk]'") from None
    if not ray.is_initialized():
        ray.init(num_cpus=None, include_dashboard=False, log_to_driver=False)
    # half a processor a task: with whole ones a two-core machine has none left for the driver
    remote = ray.remote(num_cpus=0.5, max_retries=3)(work)
    waiting: list[Any] = []
    ahead = iter(shards)
    for shard in ahead:
        waiting.append(remote.remote(shard, out, threads))
        if len(waiting) >= workers:
            break
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1)
        yield ray.get(ready[0])
        following = next(ahead, None)
        if following is not None:
            waiting.append(remote.remote(following, out, threads))


Engine = Callable[[Sequence[Shard], str, int, int], Iterator[ShardReceipt]]
ENGINES: dict[str, Engine] = {"local": _local, "ray": _ray}
