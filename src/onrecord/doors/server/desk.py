"""The desk: questions from an asynchronous server, put to archives that live in threads.

A database connection belongs to the thread that opened it, so every thread has an archive of its own; one thread more
is kept for reading reports, so that the model is loaded once and a long report holds up no search.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from typing import TypeVar

from onrecord.archive import Archive
from onrecord.model.errors import OnrecordError

Answer = TypeVar("Answer")
Opener = Callable[[], Archive]

WAITING_LIMIT = 64
"""Questions that may wait for a thread; more are turned away rather than kept waiting."""


class OverloadedError(OnrecordError):
    """More questions wait than the desk takes, or one took too long."""


class Desk:
    """Puts questions to the archive in threads. ``patience`` is the longest wait for an answer, in seconds."""

    def __init__(self, opener: Opener, *, threads: int = 3, patience: float = 20.0, reading_patience: float = 60.0) -> None:
        self._opener = opener
        self._local = threading.local()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="onrecord-ask")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="onrecord-read")
        self._patience = patience
        self._reading_patience = reading_patience
        self._waiting = 0
        self._opened: list[Archive] = []
        self._guard = threading.Lock()

    def _archive(self) -> Archive:
        held: Archive | None = getattr(self._local, "archive", None)
        if held is None:
            held = self._local.archive = self._opener()
            with self._guard:
                self._opened.append(held)
        return held

    async def ask(self, question: Callable[[Archive], Answer]) -> Answer:
        """The archive's answer. Raises what the question raises, and OverloadedError when it cannot be waited for."""
        return await self._wait(self._threads, question, self._patience)

    async def read(self, question: Callable[[Archive], Answer]) -> Answer:
        """Like `ask`, for what needs the model: one at a time."""
        return await self._wait(self._reader, question, self._reading_patience)

    async def _wait(self, pool: ThreadPoolExecutor, question: Callable[[Archive], Answer], patience: float) -> Answer:
        if self._waiting >= WAITING_LIMIT:
            raise OverloadedError("too many questions are waiting", remedy="try again in a moment")
        self._waiting += 1
        try:
            future = asyncio.get_running_loop().run_in_executor(pool, lambda: question(self._archive()))
            return await asyncio.wait_for(future, patience)
        except (TimeoutError, LateError) as error:
            raise OverloadedError(f"no answer within {patience:g} s", remedy="ask for less, or later") from error
        finally:
            self._waiting -= 1

    async def stream(self, question: Callable[[Archive], Iterator[bytes]]) -> AsyncIterator[bytes]:
        """The pieces that the question yields, drawn in one thread, no faster than they are taken.

        The first piece is drawn before anything is handed over, so that a question that fails raises here.
        """
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue(maxsize=4)
        gone = threading.Event()

        def put(piece: bytes | BaseException | None) -> None:
            waiting: Future[None] = asyncio.run_coroutine_threadsafe(pieces.put(piece), loop)
            waiting.result(self._patience)

        def draw() -> None:
            try:
                for piece in question(self._archive()):
                    if gone.is_set():
                        return
                    put(piece)
                put(None)
            except BaseException as error:
                if not gone.is_set():
                    put(error)

        drawing = loop.run_in_executor(self._threads, draw)
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            gone.set()
            while not pieces.empty():
                pieces.get_nowait()
            drawing.cancel()

    def close(self) -> None:
        """Let go of the threads; archives are closed in the thread that opened them where the database asks for it."""
        for pool in (self._threads, self._reader):
            pool.shutdown(wait=False, cancel_futures=True)
