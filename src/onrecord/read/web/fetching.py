"""One fetch: hops within limits, each pinned to a checked address; robots.txt and a host's pace kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.model.errors import AddressError, LimitError
from onrecord.read.offer import Offer
from onrecord.read.options import FetchLimits, ReadOptions
from onrecord.read.web.address import Resolve, Target, checked_addresses, system_resolve, target_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_BYTES = 512 << 10
"""RFC 9309 section 2.5: at least 500 KiB of robots.txt have to be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the last hop's address, status, headers (lower case) and decoded body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Web:
    """What remembers a host's robots.txt and when it was last asked, for the length of one run.

    ``resolve``, ``clock`` and ``sleep`` are given by tests; ``check`` answers where to connect to.
    """

    limits: FetchLimits
    resolve: Resolve = system_resolve
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    check: Callable[[Target, Resolve], list[str]] = checked_addresses
    _robots: dict[str, Any] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch ``url``, following redirects. Raises AddressError and LimitError; any final status is an answer."""
        deadline = self.clock() + self.limits.seconds
        here = url
        for _ in range(self.limits.redirects + 1):
            target = target_of(here)
            self.check(target, self.resolve)
            self._polite(target, deadline)
            answer = self._hop(target, deadline, self.limits.bytes, headers or {})
            onward = answer.headers.get("location")
            if answer.status not in REDIRECTS or not onward:
                return answer
            here = urljoin(here, onward)
        raise AddressError(f"more than {self.limits.redirects} redirects", item=url)

    def _polite(self, target: Target, deadline: float) -> None:
        """Wait for the host's turn; refuse what its robots.txt forbids."""
        site = f"{target.scheme}://{target.host}:{target.port}"
        delay = self.limits.delay_seconds
        if self.limits.obey_robots:
            rules = self._rules(site, target, deadline)
            if rules is not None:
                agent = self.limits.user_agent
                if not rules.can_fetch(target.url, agent):
                    raise AddressError("not fetched: the site's robots.txt does not allow it", item=target.url)
                delay = max(delay, min(float(rules.crawl_delay(agent) or 0.0), 60.0))
        before = self._asked.get(target.host)
        if before is not None and (wait := before + delay - self.clock()) > 0:
            self.sleep(wait)
        self._asked[target.host] = self.clock()

    def _rules(self, site: str, target: Target, deadline: float) -> Any:
        """The site's robots.txt (RFC 9309): absent means free, an error of the server means closed."""
        if site not in self._robots:
            from protego import Protego

            host = f"[{target.host}]" if ":" in target.host else target.host
            here = f"{target.scheme}://{host}:{target.port}/robots.txt"
            rules: Any = None
            for _ in range(self.limits.redirects + 1):
                answer = self._hop(target_of(here), deadline, ROBOTS_BYTES, {}, cut=True)
                onward = answer.headers.get("location")
                if answer.status in REDIRECTS and onward:
                    here = urljoin(here, onward)
                    continue
                if answer.status == 200:
                    rules = Protego.parse(answer.body.decode("utf-8", "replace"))
                elif answer.status >= 500:
                    rules = Protego.parse("User-agent: *\nDisallow: /")
                break
            self._robots[site] = rules
        return self._robots[site]

    def _hop(
        self, target: Target, deadline: float, limit: int, headers: Mapping[str, str], *, cut: bool = False
    ) -> Answer:
        """One request to one checked address. The name is resolved once, here, and the socket goes to that result."""
        import urllib3

        addresses = self.check(target, self.resolve)
        sent = {
            "Host": _host_header(target),
            "User-Agent": self.limits.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **headers,
        }
        trouble: Exception | None = None
        for address in addresses[:3]:
            left = deadline - self.clock()
            if left <= 0:
                break
            pool = _pool(target, address, left)
            try:
                response = pool.urlopen(
                    "GET",
                    target.path,
                    headers=sent,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    assert_same_host=False,
                )
                return self._read(response, target, deadline, limit, cut)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                trouble = error
            finally:
                pool.close()
        if trouble is None or isinstance(trouble, urllib3.exceptions.TimeoutError):
            raise AddressError(f"no answer within {self.limits.seconds:g} seconds", item=target.url)
        raise AddressError(f"cannot be fetched: {_reason(trouble)}", item=target.url)

    def _read(self, response: Any, target: Target, deadline: float, limit: int, cut: bool) -> Answer:
        """The body, piece by piece, so that neither a slow nor an endless nor a packed answer gets past the limits."""
        parts: list[bytes] = []
        held = 0
        try:
            while True:
                if self.clock() > deadline:
                    raise LimitError(f"stopped: took longer than {self.limits.seconds:g} seconds", item=target.url)
                piece = response.read(65_536, decode_content=True)
                if not piece:
                    break
                parts.append(piece)
                held += len(piece)
                if held > limit:
                    if cut:
                        break
                    raise LimitError(f"stopped: larger than {limit >> 20} MiB", item=target.url)
        finally:
            response.close()
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(target.url, int(response.status), names, b"".join(parts)[:limit])


def fetch(url: str, options: ReadOptions, web: Web | None = None) -> Offer:
    """A page as an offer to be read. Raises AddressError (offline, not allowed, not found) and LimitError."""
    if options.offline:
        raise AddressError("not fetched: working offline", item=url)
    answer = (web or Web(options.fetch)).get(url)
    if answer.status != 200:
        raise AddressError(f"the server answered with HTTP status {answer.status}", item=url)
    said = answer.headers.get("content-type", "")
    charset = said.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Offer(
        answer.url,
        raw=answer.body,
        media_type=said or None,
        charset=charset,
        fetched=datetime.now(UTC).replace(microsecond=0).isoformat(),
    )


def _pool(target: Target, address: str, seconds: float) -> Any:
    import urllib3

    host = f"[{address}]" if ":" in address else address
    timeout = urllib3.Timeout(connect=min(seconds, 10.0), read=min(seconds, 15.0))
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(host, target.port, timeout=timeout, maxsize=1)
    # The socket goes to the checked address; the certificate has to be the name's.
    return urllib3.HTTPSConnectionPool(
        host, target.port, timeout=timeout, maxsize=1, server_hostname=target.host, assert_hostname=target.host,
        cert_reqs="CERT_REQUIRED",
    )  # fmt: skip


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = {"http": 80, "https": 443}[target.scheme]
    return host if target.port == usual else f"{host}:{target.port}"


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", None) or error
    return " ".join(str(inner).split("object at", 1)[-1].split(">:")[-1].split())[:160] or type(error).__name__
