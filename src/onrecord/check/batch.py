"""Many quotations on several processes: each opens the record for itself, the answers come in the order asked."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

from onrecord.check.seeking import Readable
from onrecord.check.verdict import check_many
from onrecord.model import CheckAnswer, CheckRequest
from onrecord.model.errors import QueryError

Answer = CheckAnswer | QueryError
Opener = Callable[[str], Readable]
Lot = list[CheckRequest]

FEW = 100
"""Requests up to which starting processes costs more than it saves."""
LOT = 25
"""Requests handed to a process at a time."""
MOST = 8
"""Processes at most: each holds some of the record in memory."""
_AHEAD = 3
"""Lots waiting for each process."""
_log = logging.getLogger(__name__)
_mine: list[Readable] = []
"""In a worker process: the record that it opened."""


def processes_here() -> int:
    """How many processes to use: the cores that this one may run on, `MOST` at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)


def opened(location: str) -> Readable:
    """A record that this process does not write into."""
    from onrecord.record import open_store

    store = open_store(location)
    if store.db.dialect == "sqlite":
        store.db.run("PRAGMA query_only = ON")
    return store


def check_batch(
    requests: Iterable[CheckRequest], store: Readable, location: str, processes: int, opener: Opener = opened
) -> Iterator[Answer]:
    """As `check_many` against ``store``; beyond `FEW` requests on ``processes``, each of which calls
    ``opener(location)`` (a function of a module, so that it can be named to another process).

    What a process cannot do is done here instead, and one line of the log says so; so are all where none can start.
    """
    asked = iter(requests)
    first = list(islice(asked, FEW + 1))
    every = chain(first, asked)
    if processes < 2 or len(first) <= FEW:
        yield from check_many(every, store)
        return
    # spawn: a forked child would inherit the threads and locks of what is loaded here
    try:
        pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_open, initargs=(opener, location))
    except (OSError, ImportError, NotImplementedError) as error:
        _log.warning("no further processes for checking (%s); all is done in one", _line(error))
        yield from check_many(every, store)
        return
    try:
        yield from _in_order(pool, every, store, processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: Executor, asked: Iterator[CheckRequest], store: Readable, processes: int) -> Iterator[Answer]:
    waiting: deque[tuple[Lot, Future[list[Answer]] | None]] = deque()
    told = False
    while True:
        while len(waiting) < _AHEAD * processes and (lot := list(islice(asked, LOT))):
            waiting.append((lot, _submitted(pool, lot)))
        if not waiting:
            return
        lot, given = waiting.popleft()
        answers: Iterable[Answer] | None = None
        if given is not None:
            # any fault of a process: its lot is asked again here, where a fault of the record speaks for itself
            try:
                answers = given.result()
            except Exception as error:
                if not told:
                    _log.warning(
                        "a process for checking failed (%s); its quotations are checked in this one", _line(error)
                    )
                told = True
        yield from check_many(lot, store) if answers is None else answers


def _submitted(pool: Executor, lot: Lot) -> Future[list[Answer]] | None:
    """None where the pool takes no more: broken, or the processes could not be started."""
    try:
        return pool.submit(_checked, lot)
    except (RuntimeError, OSError) as error:
        _log.debug("not handed over: %s", error)
        return None


def _open(opener: Opener, location: str) -> None:
    _mine[:] = [opener(location)]


def _checked(lot: Lot) -> list[Answer]:
    return list(check_many(lot, _mine[0]))


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
