"""What the tests of bad inputs share: a report, archives of it, and small limits so that nothing takes long."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from onrecord.read import Limits, ReadOptions

PAGE = (
    b"<!doctype html><html lang=en><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>"
    b"<p>The council of Marlow Quay shut the bridge on Monday after a debate of six hours.</p>"
    b"<p>&ldquo;We will not pay twice,&rdquo; said Ada Finch, the mayor, who had asked for the vote.</p>"
    b"</article></body></html>"
)


@pytest.fixture
def page() -> bytes:
    """A page with a report in it."""
    return PAGE


@pytest.fixture
def small() -> ReadOptions:
    """Options with limits that a test reaches quickly."""
    return ReadOptions(limits=Limits(item_bytes=1 << 20, expanded_bytes=8 << 20, seconds=20, elements=20_000))


@pytest.fixture
def warc() -> Callable[..., bytes]:
    """A web archive of some pages, as warcio writes it."""

    def made(count: int, *, packed: bool, body: bytes = PAGE) -> bytes:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=packed)
        for number in range(count):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            address = f"https://post.example/{number}"
            record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)
        return buffer.getvalue()

    return made
