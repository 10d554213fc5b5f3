"""Following feeds on a schedule: conditional requests, back-off, each entry handed on once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.model import Article, Refusal
from onrecord.model.errors import OnrecordError
from onrecord.read.options import ReadOptions
from onrecord.read.web.fetching import Answer, Web

LONGEST = 24 * 3600.0


@dataclass(slots=True)
class _Followed:
    """One feed: when it is due, what to send so that an unchanged one costs nothing, which entries were handed on."""

    url: str
    due: float
    held: Callable[[str], bool]
    validators: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    seen: set[str] = field(default_factory=set)


def watch(
    feeds: Iterable[str],
    options: ReadOptions | None = None,
    *,
    every: float = 900.0,
    rounds: int | None = None,
    web: Web | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    jitter: Callable[[], float] = random.random,
    held: Callable[[str], bool] = lambda _name: False,
) -> Iterator[Article | Refusal]:
    """New entries of ``feeds`` as they come, each once; a feed that fails is a `Refusal` and is asked again later,
    after twice as long each time (up to a day) or after what its Retry-After says.

    ``every`` is in seconds. ``rounds`` ends after that many requests a feed (None: never). ``held`` says of an entry's
    address or id that it is kept already: nothing is fetched for it. Raises AddressError when ``options.offline`` is set.
    """
    from onrecord.model.errors import AddressError

    options = options or ReadOptions()
    if options.offline:
        raise AddressError("watching feeds needs the network", remedy="leave out --offline")
    web = web or Web(options.fetch)
    followed = [_Followed(url, clock(), held) for url in dict.fromkeys(feeds)]
    asked = 0
    while followed and (rounds is None or asked < rounds * len(followed)):
        one = min(followed, key=lambda each: each.due)
        if (wait := one.due - clock()) > 0:
            sleep(wait)
        yield from _round(one, web, options, every, clock, now, jitter)
        asked += 1


def _round(
    one: _Followed, web: Web, options: ReadOptions, every: float, clock: Callable[[], float],
    now: Callable[[], datetime], jitter: Callable[[], float],
) -> Iterator[Article | Refusal]:  # fmt: skip
    """Ask one feed, hand on what is new, and set when it is asked next."""
    # A tenth of the time at random keeps many watchers from asking at the same second.
    pause = every * (1.0 + 0.1 * jitter())
    try:
        answer = web.get(one.url, headers=one.validators)
    except OnrecordError as error:
        one.failures += 1
        one.due = clock() + min(LONGEST, pause * 2.0**one.failures)
        yield Refusal(one.url, error.what, "address")
        return
    if answer.status in {200, 304}:
        one.failures = 0
        one.due = clock() + pause
        if answer.status == 200:
            one.validators = _validators(answer)
            yield from _new(one, answer, web, options, now())
        return
    one.failures += 1
    after = _retry_after(answer, now)
    one.due = clock() + max(after, min(LONGEST, pause * 2.0**one.failures))
    if answer.status == 410:
        one.due = clock() + LONGEST
    yield Refusal(one.url, f"the server answered with HTTP status {answer.status}", "address")


def _validators(answer: Answer) -> dict[str, str]:
    made = {}
    if "etag" in answer.headers:
        made["If-None-Match"] = answer.headers["etag"]
    if "last-modified" in answer.headers:
        made["If-Modified-Since"] = answer.headers["last-modified"]
    return made


def _new(one: _Followed, answer: Answer, web: Web, options: ReadOptions, at: datetime) -> Iterator[Article | Refusal]:
    from onrecord.read.items import follow_feed
    from onrecord.read.offer import Offer

    media_type = answer.headers.get("content-type")
    offer = Offer(answer.url, raw=answer.body, format="feed", media_type=media_type, fetched=at.isoformat())
    yield from follow_feed(offer, options, web, one.seen, one.held)


def _retry_after(answer: Answer, now: Callable[[], datetime]) -> float:
    said = answer.headers.get("retry-after", "").strip()
    if said.isdigit():
        return min(float(said), LONGEST)
    try:
        return max(0.0, min(LONGEST, (parsedate_to_datetime(said) - now()).total_seconds()))
    except (ValueError, TypeError, IndexError):
        return 0.0
