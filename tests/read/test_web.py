# ruff: noqa: E501
"""Fetching: which addresses are refused and with what words, that the connection goes where the check looked, the limits."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.model import Article, Refusal
from onrecord.model.errors import AddressError, LimitError
from onrecord.read import FetchLimits, ReadOptions, read_items, watch
from onrecord.read.web import Web, fetch
from onrecord.read.web.address import Resolve, Target, checked_addresses, closed, target_of

LIMITS = FetchLimits(seconds=5, delay_seconds=0, bytes=200_000, redirects=3)
PAGE = b"<html><head><title>T</title></head><body><article><p>The council of Marlow Quay shut the bridge on Monday after six hours.</p></article></body></html>"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://post.example/", "gopher://post.example/", "data:text/html,x", "javascript://x",
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://0/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://127.1/",  # one address in many hands
        "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/", "http://[2001::1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[ff02::1]/", "http://[::]/",
        "http://user:secret@post.example/", "http://post.example\\@127.0.0.1/", "http://post.example /", "http://:80/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_allowed(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        return {"localhost": ["127.0.0.1"]}[host]

    with pytest.raises(AddressError, match=r"address not allowed") as caught:
        checked_addresses(target_of(url), never)
    assert "secret" not in str(caught.value)


def test_a_bad_address_is_a_refusal_like_any_other() -> None:
    for url in ("file:///etc/passwd", "http://127.0.0.1/"):
        (found,) = read_items(url)
        assert isinstance(found, Refusal)
        assert found.item == url
        assert found.reason.startswith("address not allowed")


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1"])
def test_public_addresses_are_open(address: str) -> None:
    assert closed(address) is None


def test_a_name_with_one_address_inside_is_refused_whole() -> None:
    with pytest.raises(AddressError, match="address not allowed"):
        checked_addresses(target_of("http://mixed.example/"), lambda host, port: ["93.184.216.34", "10.0.0.7"])


def test_offline_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", broken)
    monkeypatch.setattr(socket, "getaddrinfo", broken)
    options = ReadOptions(offline=True, confine=False)
    (found,) = read_items("https://post.example/", options=options)
    assert found == Refusal("https://post.example/", "not fetched: working offline", "address")
    feed = b"<rss version='2.0'><channel><item><title>A</title><link>https://post.example/a</link><description>The mayor said no to it.</description></item></channel></rss>"
    (entry,) = read_items(feed, options=options)
    assert isinstance(entry, Article)
    assert any(note.code == "summary-only" and "offline" in note.message for note in entry.diagnostics)
    with pytest.raises(AddressError):
        next(watch(["https://post.example/feed"], options))


class Site:
    """A server on this machine that stands for public names: paths to (status, headers, body), and what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://post.example:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def web(self, **changes: object) -> Web:
        """A Web to which the public name resolves to this server, and every other check holds."""

        def check(target: Target, resolve: Resolve) -> list[str]:
            return ["127.0.0.1"] if target.host == "post.example" else checked_addresses(target, resolve)

        limits = FetchLimits(**{**{name: getattr(LIMITS, name) for name in LIMITS.__slots__}, **changes})  # type: ignore[arg-type]
        return Web(limits, check=check)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for one test."""
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_page_is_fetched_with_a_plain_name_and_no_credentials(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # no proxy by surprise
    site.answers["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)
    offer = fetch(site.base + "/a", ReadOptions(), site.web())
    assert offer.raw == PAGE
    assert offer.charset == "utf-8"
    assert offer.fetched is not None
    asked = dict(site.asked)["/a"]
    assert asked["user-agent"].startswith("onrecord/")
    assert asked["host"] == f"post.example:{site.server.server_port}"
    assert not {"authorization", "cookie", "referer"} & set(asked)


@pytest.mark.parametrize(
    "onward", ["http://127.0.0.1:1/x", "file:///etc/passwd", "http://169.254.169.254/", "//localhost/"]
)
def test_every_hop_is_checked(onward: str, site: Site) -> None:
    site.answers["/a"] = (302, {"Location": onward}, b"")
    with pytest.raises(AddressError, match="address not allowed"):
        site.web().get(site.base + "/a")


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """The name in the address exists nowhere: an answer can only come from the address that the check handed over."""
    site.answers["/a"] = (200, {}, PAGE)
    asked: list[str] = []

    def check(target: Target, resolve: Resolve) -> list[str]:
        asked.append(target.host)
        return ["127.0.0.1"]

    def never(host: str, port: int) -> list[str]:
        raise AssertionError("the name was looked up a second time, and might have moved")

    answer = Web(LIMITS, resolve=never, check=check).get(site.base.replace("post.example", "moving.invalid") + "/a")
    assert answer.body == PAGE
    assert set(asked) == {"moving.invalid"}


def test_a_name_that_moves_inside_between_two_requests_is_refused() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    target = target_of("http://rebind.example/")
    assert checked_addresses(target, lambda host, port: next(answers)) == ["93.184.216.34"]
    with pytest.raises(AddressError, match="address not allowed"):
        checked_addresses(target, lambda host, port: next(answers))


def test_limits_on_size_redirects_and_status(site: Site) -> None:
    site.answers["/big"] = (200, {}, b"x" * 300_000)
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5_000_000))
    site.answers["/loop"] = (301, {"Location": "/loop"}, b"")
    for path in ("/big", "/bomb"):
        with pytest.raises(LimitError, match="larger than"):
            site.web().get(site.base + path)
    with pytest.raises(AddressError, match="more than 3 redirects"):
        site.web().get(site.base + "/loop")
    with pytest.raises(AddressError, match="HTTP status 404"):
        fetch(site.base + "/none", ReadOptions(), site.web())


def test_robots_txt_is_obeyed(site: Site) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")
    site.answers["/a"] = site.answers["/private/x"] = (200, {}, PAGE)
    slept: list[float] = []
    web = site.web()
    web.sleep = slept.append
    web.clock = lambda: 100.0
    with pytest.raises(AddressError, match=r"robots\.txt does not allow"):
        web.get(site.base + "/private/x")
    web.get(site.base + "/a")
    web.get(site.base + "/a")
    assert slept == [7.0]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    with pytest.raises(AddressError, match=r"robots\.txt"):
        site.web().get(site.base + "/a")


def feed(*names: str) -> bytes:
    """A feed whose entries carry their whole text."""
    text = "&lt;p&gt;The mayor of Marlow Quay said on Monday that she would not pay.&lt;/p&gt;" * 12
    items = "".join(
        f"<item><title>{name}</title><link>https://post.example/{name}</link><content:encoded>{text}</content:encoded></item>"
        for name in names
    )
    return f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>{items}</channel></rss>'.encode()


def clockwork() -> tuple[Callable[[], float], Callable[[float], None], list[float]]:
    """A clock that moves only when somebody sleeps."""
    now = [0.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    return (lambda: now[0]), sleep, slept


def test_watch_hands_on_each_entry_once_and_asks_conditionally(site: Site) -> None:
    clock, sleep, slept = clockwork()
    url = site.base + "/feed"
    site.answers["/feed"] = (200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, feed("a", "b"))
    found = watch(
        [url],
        ReadOptions(confine=False),
        every=600,
        rounds=3,
        web=site.web(),
        clock=clock,
        sleep=sleep,
        jitter=lambda: 0.0,
    )
    first = [next(found), next(found)]
    assert [one.id for one in first if isinstance(one, Article)] == ["https://post.example/a", "https://post.example/b"]
    site.answers["/feed"] = (200, {"ETag": '"2"'}, feed("a", "b", "c"))
    third = next(found)
    assert isinstance(third, Article)
    assert third.id == "https://post.example/c"
    site.answers["/feed"] = (304, {}, b"")
    assert list(found) == []
    assert slept == [600.0, 600.0]
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"] == [None, '"1"', '"2"']


def test_watch_fetches_nothing_for_what_is_held(site: Site) -> None:
    clock, sleep, _ = clockwork()
    page = b"<html><body><h1>Bridge shut</h1><p>The council shut the bridge on Monday after a debate of six hours.</p></body></html>"
    items = "".join(f"<item><link>{site.base}/{name}</link></item>" for name in "ab")
    site.answers["/feed"] = (200, {}, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    site.answers["/a"] = site.answers["/b"] = (200, {"Content-Type": "text/html"}, page)
    held = {site.base + "/a"}
    found = watch([site.base + "/feed"], ReadOptions(confine=False), rounds=1, web=site.web(), clock=clock, sleep=sleep,
                  held=held.__contains__)  # fmt: skip
    assert [one.id for one in found if isinstance(one, Article)] == [site.base + "/b"]
    assert [path for path, _ in site.asked if path in {"/a", "/b"}] == ["/b"]


def test_watch_backs_off_and_does_what_retry_after_says(site: Site) -> None:
    clock, sleep, slept = clockwork()
    site.answers["/feed"] = (503, {}, b"")
    web = site.web()
    options = ReadOptions(confine=False)
    found = watch([site.base + "/feed"], options, every=100, rounds=4, web=web, clock=clock, sleep=sleep, jitter=lambda: 0.0,
                  now=lambda: datetime(2026, 5, 4, tzinfo=UTC))  # fmt: skip
    for _ in range(2):
        one = next(found)
        assert isinstance(one, Refusal)
        assert one.reason == "the server answered with HTTP status 503"
    site.answers["/feed"] = (429, {"Retry-After": "5000"}, b"")
    next(found)
    next(found)
    assert slept == [200.0, 400.0, 5000.0]
