"""The desk: questions from an asynchronous server, put to archives that live in threads.

A database connection belongs to the thread that opened it, so every thread has an archive of its own; one thread more
is kept for reading reports, so that the model is loaded once and a long report holds up no search.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from io import RawIOBase
from typing import Any, BinaryIO, TypeVar, cast

from onrecord.archive import Archive
from onrecord.model.errors import OnrecordError

Answer = TypeVar("Answer")
Opener = Callable[[], Archive]

PIECE = 64 * 1024
WAITING_LIMIT = 64
"""Questions that may wait for a thread; more are turned away rather than kept waiting."""


class OverloadedError(OnrecordError):
    """More questions wait than the desk takes, or one took too long."""


class GoneError(Exception):
    """Nobody takes the pieces any more."""


class Sink(RawIOBase):
    """A binary file that hands what is written, in pieces of some size, to the loop that sends them on."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, pieces: asyncio.Queue[bytes | BaseException | None], patience: float
    ) -> None:
        self.gone = threading.Event()
        self._loop = loop
        self._pieces = pieces
        self._patience = patience
        self._held = bytearray()

    @property
    def file(self) -> BinaryIO:
        """The sink as a binary file, for those who write to one."""
        return cast(BinaryIO, self)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        if len(self._held) >= PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._held and not self.closed:
            piece, self._held = bytes(self._held), bytearray()
            self.put(piece)

    def put(self, piece: bytes | BaseException | None) -> None:
        """Hand one thing over, waiting for room. Raises GoneError when nobody takes it."""
        if self.gone.is_set():
            raise GoneError
        waiting: Future[None] = asyncio.run_coroutine_threadsafe(self._pieces.put(piece), self._loop)
        try:
            waiting.result(self._patience)
        except (LateError, CancelledError) as error:
            waiting.cancel()
            raise GoneError from error


class Desk:
    """Puts questions to the archive in threads. ``patience`` is the longest wait for an answer, in seconds."""

    def __init__(
        self, opener: Opener, *, threads: int = 3, patience: float = 20.0, reading_patience: float = 60.0
    ) -> None:
        self._opener = opener
        self._local = threading.local()
        self._size = threads
        self._pools: tuple[ThreadPoolExecutor, ThreadPoolExecutor] | None = None
        self._patience = patience
        self._reading_patience = reading_patience
        self._waiting = 0
        self._guard = threading.Lock()

    @property
    def _threads(self) -> ThreadPoolExecutor:
        return self._both()[0]

    @property
    def _reader(self) -> ThreadPoolExecutor:
        return self._both()[1]

    def _both(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        # made at first use, so that a server that was stopped can be started again
        with self._guard:
            if self._pools is None:
                asking = ThreadPoolExecutor(self._size, thread_name_prefix="onrecord-ask")
                self._pools = asking, ThreadPoolExecutor(1, thread_name_prefix="onrecord-read")
            return self._pools

    def _archive(self) -> Archive:
        held: Archive | None = getattr(self._local, "archive", None)
        if held is None:
            held = self._local.archive = self._opener()
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

    async def stream(self, writing: Callable[[Archive, Sink], object]) -> AsyncIterator[bytes]:
        """What ``writing`` writes to its sink, drawn in one thread, no faster than it is taken.

        Raises what ``writing`` raises, before the first piece where it fails at once.
        """
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue(maxsize=4)
        sink = Sink(loop, pieces, self._patience)

        def draw() -> None:
            try:
                writing(self._archive(), sink)
                sink.flush()
                sink.put(None)
            except GoneError:
                return
            except BaseException as error:
                sink.put(error)

        loop.run_in_executor(self._threads, draw)
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            sink.gone.set()
            while not pieces.empty():
                pieces.get_nowait()

    def close(self) -> None:
        """Let go of the threads, and with them of the archives that they opened."""
        with self._guard:
            pools, self._pools = self._pools, None
        for pool in pools or ():
            pool.shutdown(wait=False, cancel_futures=True)
