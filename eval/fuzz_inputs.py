# ruff: noqa: E501
"""Mutated inputs of every kind through the reader: every one has to end in articles and refusals, one an item.

python eval/fuzz_inputs.py [COUNT] [SEED]     # 50,000 by default; prints what went wrong, exits 1 if anything did

It works in slices of 1,000, each of a seed of its own (SEED, SEED + 1,000, ...), and says after each how far it came: it
can be stopped at any time and gone on with from the seed of the next slice.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator

PAGE = (
    b'<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge shut</title><script type="application/ld+json">'
    b'{"@type":"NewsArticle","headline":"Bridge shut","datePublished":"2026-05-04","author":[{"name":"Ada Finch"}]}</script></head><body>'
    b'<nav><a href="/">Home</a></nav><article><h1>Bridge shut</h1><figure><img><figcaption>The bridge</figcaption></figure><p>The council of '
    b"Marlow Quay shut the bridge on Monday after a debate of six hours.</p><table><tr><td>x<td>y</table><ul><li>&ldquo;We will not pay "
    b"twice,&rdquo; said Ada Finch, the mayor.</ul><blockquote>No&nbsp;one&shy; asked us.</blockquote></article><footer>(c)</footer></body></html>"
)
FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Post</title><item><title>A</title><link>https://post.example/a'
    b"</link><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;The mayor said on Monday that she would not pay for it."
    b"&lt;/p&gt;</description></item></channel></rss>"
)
MAIL = (
    b"From: Post <a@post.example>\r\nTo: b@post.example\r\nSubject: =?utf-8?q?Br=C3=BCcke?=\r\nDate: Mon, 4 May 2026 10:00:00 +0200\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe mayor said no.'
    b"\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>The mayor said no.</p>\r\n--x--\r\n"
)
ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>A</title><id>tag:p,1</id><link href='
    b'"https://post.example/a"/><updated>2026-05-04T10:00:00Z</updated><content type="html">&lt;p&gt;The mayor said no.&lt;/p&gt;</content></entry></feed>'
)
STATE = (
    b'<html><head><title>The bridge is shut</title></head><body><div id=root></div><script id="__NEXT_DATA__" type="application/json">{"story":'
    b'{"headline":"The bridge is shut","body":"'
    + b"<p>The council of Marlow Quay shut the bridge on Monday after a debate of six hours.</p>" * 6
    + b'"}}</script></body></html>'
)
ROWS = b'{"id":"a","text":"The mayor said no."}\n{"html":"<p>The mayor said on Monday that she would not pay for it at all.</p>"}\n'
TABLE = b'id,title,text\n1,A,"The mayor said ""no"" to it."\n2,B,Other words.\n'
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    % (len(HTTP), HTTP)
)
SPLICES = (b"\x00", b"\xff\xfe", b"<div>" * 300, b"</article>", b"<!--", b"]]>", b"&#x110000;", b"<svg><style>", b"<table>" * 40, b"\r\n\r\n", b"--x",
           b"Content-Length: -1\r\n", b"WARC/1.0\r\n", b"\x1f\x8b", b"PK\x03\x04", b'"', b"{" * 400, "\u202e\U0001f600\u0301".encode(), b"<plaintext>",
           b"<script>", b"<p hidden>", b"=?utf-8?b?////?=", b"<br>" * 50, b"9" * 400)  # fmt: skip


def seeds() -> tuple[bytes, ...]:
    """One whole input of each kind."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.html", PAGE)
        made.writestr("b.jsonl", ROWS)
    tape = io.BytesIO()
    with tarfile.open(fileobj=tape, mode="w:gz") as packed:
        for name, held in (("a.html", PAGE), ("feed.xml", ATOM)):
            entry = tarfile.TarInfo(name)
            entry.size = len(held)
            packed.addfile(entry, io.BytesIO(held))
    return (PAGE, FEED, ATOM, STATE, tape.getvalue(), MAIL, ROWS, TABLE, WARC * 2, gzip.compress(PAGE), gzip.compress(WARC), archive.getvalue(), json.dumps([{"text": "x"}]).encode(),
            b"---\ntitle: A\n---\n# A\n\nThe mayor said no.\n")  # fmt: skip


def mutated(raw: bytes, rng: random.Random) -> bytes:
    """One to six edits: bytes flipped, cut, doubled, swapped, or something hostile spliced in."""
    made = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made) + 1) if made else 0
        size = min(len(made) - at, rng.choice((1, 4, 40, 400)))
        edit: Callable[[], object] = rng.choice(
            (
                lambda at=at: made.__setitem__(slice(at, at + 1), bytes([rng.randrange(256)])),
                lambda at=at, size=size: made.__delitem__(slice(at, at + size)),
                lambda at=at, size=size: made.__setitem__(slice(at, at), made[at : at + size] * 3),
                lambda at=at: made.__setitem__(slice(at, at), rng.choice(SPLICES)),
                lambda at=at: made.__delitem__(slice(at, None)) if rng.random() < 0.3 else None,
            )
        )
        edit()
    return bytes(made)


def run(count: int, seed: int, *, confine: bool) -> list[str]:
    """What went wrong in ``count`` mutated inputs: an exception, no outcome at all, or blocks that leave the text."""
    from onrecord.model import Article
    from onrecord.read import Limits, ReadOptions, read_items

    rng = random.Random(seed)
    limits = Limits(item_bytes=1 << 20, expanded_bytes=8 << 20, elements=20_000)
    wrong = []
    whole = seeds()
    for number in range(count):
        raw = mutated(rng.choice(whole), rng)
        options = ReadOptions(
            confine=confine, offline=True, limits=limits, format=rng.choice((None, None, None, "html"))
        )
        try:
            found = list(read_items(raw, options=options))
        except Exception as error:  # the point of the run is to find any
            wrong.append(f"seed {seed} input {number}: {type(error).__name__}: {error}")
            continue
        if not found:
            wrong.append(f"seed {seed} input {number}: neither article nor refusal")
        wrong += [
            f"seed {seed} input {number}: {fault}"
            for one in found
            if isinstance(one, Article)
            for fault in faults(one.text, one.blocks)
        ]
    return wrong


def faults(text: str, blocks: object) -> Iterator[str]:
    """Spans that run out of the text or over one another."""
    at = 0
    for one in blocks or ():  # type: ignore[attr-defined]
        if not at <= one.span.start < one.span.end <= len(text):
            yield f"block {tuple(one.span)} in a text of {len(text)} after {at}"
        at = one.span.end


def main() -> None:
    """The long run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    wrong: list[str] = []
    for part in range(0, count, 1_000):
        found = run(min(1_000, count - part), seed + part, confine=False)
        wrong += found
        print(*found, f"{min(part + 1_000, count):,} inputs, {len(wrong)} faults", sep="\n", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
