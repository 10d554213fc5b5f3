"""A process of its own for parsing what a stranger wrote: bounded in memory, timed for each item, killed at need.

The parent sends one offer at a time; the child opens it and answers item by item, naming each before it starts. When
the child dies or takes too long, the item it had named is refused and a new child goes on after it, so that one bad
item costs itself only. The two talk in length-prefixed MessagePack over pipes: nothing that the child says is executed.
"""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from onrecord.model import Article, Refusal
from onrecord.read.offer import Follow, Offer, Outcome
from onrecord.read.options import ReadOptions

LENGTH = struct.Struct(">I")
LARGEST_FRAME = 1 << 30
START_SECONDS = 60.0


class Task(msgspec.Struct, frozen=True):
    """Parent to child: read ``offer``, passing over its first ``skip`` items without parsing them."""

    offer: Offer
    options: ReadOptions
    skip: int = 0


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """Child to parent: item ``name`` is about to be read."""

    name: str


class Done(msgspec.Struct, frozen=True, tag="done"):
    """Child to parent: what became of the item named before; exactly one field is set."""

    article: Article | None = None
    refusal: Refusal | None = None
    follow: Follow | None = None


class End(msgspec.Struct, frozen=True, tag="end"):
    """Child to parent: the offer has no more items."""


Frame = Begin | Done | End


class Confined:
    """The parent's side: one child, started at the first use and used again for every offer after it."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._child: subprocess.Popen[bytes] | None = None
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Frame).decode

    def read(self, offer: Offer) -> Iterator[Outcome]:
        """The outcomes of an offer, one an item, whatever happens to the child on the way."""
        skip = 0
        fruitless = 0
        while True:
            finished, read, named, reason = yield from self._attempt(offer, skip)
            if finished:
                return
            skip += read
            if named is None:
                # Nothing was named: opening the container itself killed the child, so there is nothing to go on after.
                yield Refusal(offer.name, reason if not skip else f"read {skip} items; {reason}", "limit")
                return
            yield Refusal(named, reason, "limit")
            skip += 1
            fruitless = 0 if read else fruitless + 1
            if fruitless > 50:
                yield Refusal(
                    offer.name, f"the rest is not read: {fruitless} items one after the other failed", "limit"
                )
                return

    def _attempt(self, offer: Offer, skip: int) -> Any:
        """Items from ``skip`` on. Returns (finished, items read, the item named but not answered, reason)."""
        child = self._started()
        read = 0
        named: str | None = None
        idle = False
        try:
            self._send(child, Task(offer, self._options, skip))
            while True:
                frame = self._receive(child, self._options.limits.seconds)
                if isinstance(frame, End):
                    idle = True
                    return True, read, None, ""
                if isinstance(frame, Begin):
                    named = frame.name
                    continue
                named = None
                read += 1
                yield _outcome(frame)
        except TimeoutError:
            return False, read, named, f"stopped: took longer than {self._options.limits.seconds:g} seconds"
        except (EOFError, OSError, msgspec.DecodeError):
            code = self._stop()
            return False, read, named, _why_dead(code, self._options)
        finally:
            if not idle:
                self._stop()

    def close(self) -> None:
        """End the child, if there is one."""
        self._stop()

    def __enter__(self) -> Confined:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._child = subprocess.Popen(
            [sys.executable, "-c", "from onrecord.read.confined import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one), "OMP_NUM_THREADS": "1"},
        )
        assert self._child.stdout is not None
        self._receive_exactly(self._child.stdout, 1, time.monotonic() + START_SECONDS)
        return self._child

    def _stop(self) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        child.kill()
        code = child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        return code

    def _send(self, child: subprocess.Popen[bytes], task: Task) -> None:
        assert child.stdin is not None
        body = self._encode(task)
        child.stdin.write(LENGTH.pack(len(body)) + body)
        child.stdin.flush()

    def _receive(self, child: subprocess.Popen[bytes], seconds: float) -> Frame:
        assert child.stdout is not None
        deadline = time.monotonic() + seconds
        (length,) = LENGTH.unpack(self._receive_exactly(child.stdout, LENGTH.size, deadline))
        if length > LARGEST_FRAME:
            raise EOFError
        frame: Frame = self._decode(self._receive_exactly(child.stdout, length, deadline))
        return frame

    def _receive_exactly(self, pipe: IO[bytes], count: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        while count:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            piece = os.read(pipe.fileno(), min(count, 1 << 20))
            if not piece:
                raise EOFError
            parts.append(piece)
            count -= len(piece)
        return b"".join(parts)


def _outcome(frame: Done) -> Outcome:
    made = frame.article or frame.refusal or frame.follow
    if made is None:
        raise EOFError
    return made


def _why_dead(code: int | None, options: ReadOptions) -> str:
    limit = f"more than {options.limits.memory_bytes >> 20} MiB of memory"
    # 77 is our own word for no memory; -9 and -6 are how the kernel and the C++ runtime end a process that has none.
    if code in {77, -6, -9, 134, 137}:
        return f"stopped: needs {limit}"
    # The parser's C code may fall over where memory ends; the two cannot be told apart from outside.
    return f"stopped: the parser fell over, or needs {limit}"


def serve() -> None:
    """The child: tasks on standard input, frames on standard output, until the input ends."""
    pipe_in, pipe_out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not mix with the frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _load()
    pipe_out.write(b"!")
    pipe_out.flush()
    decode = msgspec.msgpack.Decoder(Task).decode
    limited = False
    while True:
        head = pipe_in.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        body = pipe_in.read(LENGTH.unpack(head)[0])
        task = decode(body)
        if not limited:
            _limit_memory(task.options.limits.memory_bytes)
            limited = True
        try:
            _serve_one(task, pipe_out)
        except MemoryError:
            os._exit(77)
        except BrokenPipeError:
            return


def _serve_one(task: Task, pipe: IO[bytes]) -> None:
    from onrecord.read.leaves import leaves

    encode = msgspec.msgpack.Encoder().encode

    def say(frame: Frame) -> None:
        body = encode(frame)
        pipe.write(LENGTH.pack(len(body)) + body)
        pipe.flush()

    for number, leaf in enumerate(leaves(task.offer, task.options)):
        if number < task.skip:
            continue
        say(Begin(leaf.name))
        say(_done(made_of(leaf.make, leaf.name)))
    say(End())


def made_of(make: Any, name: str) -> Outcome:
    """The outcome of a leaf; a fault of a parsing library becomes the refusal of that item, named for what it is."""
    try:
        outcome: Outcome = make()
        return outcome
    except MemoryError:
        raise
    except RecursionError:
        return Refusal(name, "stopped: nested too deeply", "limit")
    except Exception as error:  # a library's fault on one item must not stop the others
        return Refusal(
            name, f"could not be parsed: {type(error).__name__}: {' '.join(str(error).split())[:160]}", "unreadable"
        )


def _done(made: Outcome) -> Done:
    if isinstance(made, Article):
        return Done(article=made)
    return Done(refusal=made) if isinstance(made, Refusal) else Done(follow=made)


def _load() -> None:
    """What every page needs, loaded before the clock of the first item runs: one page is read for it."""
    from onrecord.read.offer import Offer
    from onrecord.read.page import read_page

    words = b"<p>" + b"The council said on Monday 4 May 2026 that it would not pay. " * 4
    read_page(b"<html><body><article><time datetime=2026>x</time>" + words, Offer("warm", format="html"), ReadOptions())


def _limit_memory(count: int) -> None:
    """No more address space than now and ``count`` bytes; without `resource` (Windows) only the clock holds."""
    try:
        import resource
    except ImportError:
        return
    with open("/proc/self/statm", "rb") if os.path.exists("/proc/self/statm") else open(os.devnull, "rb") as file:
        pages = file.read().split()
    now = int(pages[0]) * os.sysconf("SC_PAGE_SIZE") if pages else 0
    try:
        resource.setrlimit(resource.RLIMIT_AS, (now + count, now + count))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return
