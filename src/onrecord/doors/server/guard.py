"""The guard in front of every request: host names, rates, sizes, and the headers that keep a browser safe.

Host names are checked because a page elsewhere can make its own name resolve to this machine (DNS rebinding) and would
then count as same-origin here.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PLOT_CLASS = "plot"
_PLOT_STYLE = f""":where(.{PLOT_CLASS}) {{
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}}
:where(.{PLOT_CLASS} text),
:where(.{PLOT_CLASS} tspan) {{
  white-space: pre;
}}"""
# Observable Plot writes this one style element into each picture; its hash lets it through without 'unsafe-inline'.
_PLOT_HASH = base64.b64encode(hashlib.sha256(_PLOT_STYLE.encode()).digest()).decode()

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'sha256-{_PLOT_HASH}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SAFE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # "no-referrer" would send "Origin: null" with our own forms, which the check of origins must refuse
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
ANY_ADDRESS = "<address>"
"""Among the names of a server: any IP address will do. Nobody can make an address resolve to something else."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one client may ask. ``body`` and ``query`` in bytes; rates in requests a second, bursts in requests."""

    body: int = 8_000_000
    query: int = 48_000
    rate: float = 30.0
    burst: int = 240
    costly_rate: float = 2.0
    """For requests that carry a body: reading, checking, judging."""
    costly_burst: int = 40
    clients: int = 4_096


Refuse = Callable[[Request, int, str, str], Response]
"""Makes a response: request, status, title, one line of detail."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Rates:
    """Token buckets, one a client; the clients longest unheard of are forgotten first."""

    rate: float
    burst: int
    clients: int
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    def wait(self, client: str) -> float:
        """Seconds this client must wait; 0 when it may go on (and is charged one request)."""
        now = self.clock()
        bucket = self._buckets.pop(client, None) or _Bucket(float(self.burst), now)
        bucket.left = min(float(self.burst), bucket.left + (now - bucket.at) * self.rate)
        bucket.at = now
        self._buckets[client] = bucket
        if len(self._buckets) > self.clients:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return (1 - bucket.left) / self.rate
        bucket.left -= 1
        return 0.0


class Guard:
    """ASGI middleware. ``hosts`` are the names (without port) under which this server may be addressed."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], limits: Limits, refuse: Refuse) -> None:
        self.app = app
        self.hosts = hosts
        self.limits = limits
        self.refuse = refuse
        self.light = Rates(limits.rate, limits.burst, limits.clients)
        self.costly = Rates(limits.costly_rate, limits.costly_burst, limits.clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        sealed = _sealing(send, static=scope["path"].startswith("/static/"))
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, sealed)
            return
        await self.app(scope, _counted(receive, self.limits.body), sealed)

    def _refusal(self, request: Request) -> Response | None:
        if not _named(request.headers.getlist("host"), self.hosts):
            return self.refuse(request, 421, "Wrong host", "this server does not answer to that host name")
        client = request.client.host if request.client else "unknown"
        if not request.url.path.startswith("/static/"):
            costly = request.method not in ("GET", "HEAD", "OPTIONS")
            pause = (self.costly if costly else self.light).wait(client)
            if pause > 0:
                answer = self.refuse(request, 429, "Too many requests", f"wait {pause:.0f} s and try again")
                answer.headers["retry-after"] = str(max(1, round(pause)))
                return answer
        if len(request.scope.get("query_string", b"")) > self.limits.query:
            return self.refuse(request, 414, "Address too long", f"at most {self.limits.query} bytes after the ?")
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.limits.body:
            return self._too_large(request)
        return None

    def _too_large(self, request: Request) -> Response:
        return self.refuse(request, 413, "Too large", _most(self.limits.body))


def _named(given: list[str], hosts: frozenset[str]) -> bool:
    if len(given) != 1:
        return False
    name = given[0].lower()
    bare = name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.partition(":")[0]
    return bare in hosts or (ANY_ADDRESS in hosts and _is_address(bare.strip("[]")))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _most(limit: int) -> str:
    return f"at most {limit:,} bytes are taken at a time"


def _counted(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            # an HTTPException passes through the readers of forms and JSON, which would call any other a bad request
            raise HTTPException(413, _most(limit))
        return message

    return counting


def _sealing(send: Send, *, static: bool) -> Send:
    caching = b"public, max-age=86400" if static else b"private, no-store"

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            extra = [*SAFE_HEADERS, (b"cache-control", caching)]
            message["headers"] = [*message["headers"], *((n, v) for n, v in extra if n not in held)]
        await send(message)

    return sealed
