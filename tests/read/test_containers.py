# ruff: noqa: E501
"""Feeds, messages, PDF and tables in the layouts that newsrooms have: each item once, with what is given of it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items

OFFLINE = ReadOptions(confine=False, offline=True)
LINE = "“We will not pay twice,” said Ada Finch on Monday."


def articles(raw: bytes, options: ReadOptions = OFFLINE) -> list[Article]:
    """The articles of a source in which nothing is refused."""
    found = list(read_items(raw, options=options))
    assert not [one for one in found if isinstance(one, Refusal)]
    return [one for one in found if isinstance(one, Article)]


@pytest.mark.parametrize(
    ("row", "layout", "expected"),
    [
        ({"stories_id": 17, "title": "T", "url": "https://p.example/1", "publish_date": "2026-05-04 10:00:00", "media_name": "Post", "language": "en", "story_text": LINE},
         "mediacloud", {"id": "https://p.example/1", "outlet": "Post", "published": "2026-05-04T10:00:00", "text": LINE}),
        ({"uri": "urn:x:1", "type": "text", "headline": "T", "versioncreated": "2026-05-04T10:00:00Z", "body_text": LINE, "language": "en"},
         "ninjs", {"id": "urn:x:1", "title": "T", "published": "2026-05-04T10:00:00Z", "text": LINE}),
        ({"uri": "urn:x:2", "headline": "T", "body_html": f"<p>{LINE}</p><p>{LINE[:-1]} and Tuesday.</p>"},
         "ninjs", {"id": "urn:x:2", "title": "T"}),
        # ninjs 3 writes its names in camel case, and several headlines and bodies
        ({"uri": "urn:x:3", "versionCreated": "2026-05-04T10:00:00Z", "headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "T"}],
          "bodies": [{"contentType": "text/html", "value": f"<p>{LINE}</p><p>{LINE[:-1]} and Tuesday.</p>"}]},
         "ninjs", {"id": "urn:x:3", "title": "T", "published": "2026-05-04T10:00:00Z", "text": f"{LINE}\n\n{LINE[:-1]} and Tuesday."}),
        ({"url": "https://p.example/2", "title": "T", "lang": "ENGLISH", "date": "2026-05-04", "quotes": [{"pre": "Ada Finch said", "quote": "no", "post": "on Monday."}]},
         "gdelt-gqg", {"id": "https://p.example/2", "published": None, "language": "en", "text": "Ada Finch said “no” on Monday."}),
        ({"articleID": "2026-1", "title": "T", "date": "2026-05-04 00:00:00", "quotations": [{"leftContext": "She said", "quotation": "no", "rightContext": "."}]},
         "quotebank", {"id": "2026-1", "published": "2026-05-04T00:00:00", "text": "She said “no” ."}),
        ({"uri": "u1", "content": LINE, "quotes": []}, "citron", {"id": "u1", "text": LINE}),
        ({"headline": "T", "articleBody": LINE, "datePublished": "2026-05-04"}, "article", {"title": "T", "published": "2026-05-04", "text": LINE}),
    ],
)  # fmt: skip
def test_layouts_are_recognised(row: dict[str, Any], layout: str, expected: dict[str, Any]) -> None:
    (article,) = articles(json.dumps(row).encode() + b"\n", ReadOptions(confine=False, format="jsonl"))
    assert {name: getattr(article, name) for name in expected} == expected
    if "body_html" not in row and "bodies" not in row:
        assert any(note.message == f"read as a row of the {layout} layout" for note in article.diagnostics)
    else:
        assert LINE in article.text


def test_a_table_with_named_columns() -> None:
    table = b'nr;words;paper\n1;"She said ""no"".";Post\n2;"Two\nlines.";Post\n'
    options = ReadOptions(confine=False, format="csv", columns={"text": "words", "id": "nr", "outlet": "paper"})
    first, second = articles(table, options)
    assert (first.id, first.text, first.outlet) == ("1", 'She said "no".', "Post")
    assert second.text == "Two\nlines."


def test_a_media_cloud_list_of_stories_leads_to_their_pages() -> None:
    table = b"id,media_name,publish_date,title,url\n7,Post,2026-05-04,T,https://p.example/7\n"
    (asked,) = read_items(table, options=ReadOptions(confine=False, format="csv", offline=True))
    assert isinstance(asked, Refusal)
    assert (asked.item, asked.reason) == ("https://p.example/7", "not fetched: working offline")
    (left,) = read_items(table, options=ReadOptions(confine=False, format="csv", follow=False))
    assert isinstance(left, Refusal)
    assert left.reason == "no text, only the address of a page"


def test_a_line_that_is_no_json_says_where() -> None:
    (refused,) = read_items(b"{broken\n", options=ReadOptions(confine=False, format="jsonl"))
    assert isinstance(refused, Refusal)
    assert refused.reason == "not valid JSON: malformed: object keys must be strings (byte 1)"


def test_a_table_without_text_names_its_columns() -> None:
    (found,) = read_items(b"a,b\n1,2\n", options=ReadOptions(confine=False, format="csv"))
    assert isinstance(found, Refusal)
    assert found.reason == "no text: the columns are a, b; name the one with the text (text=COLUMN)"


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": [LINE, "Other words."]}), buffer)
    assert [(one.id, one.text) for one in articles(buffer.getvalue())] == [("a", LINE), ("b", "Other words.")]


def test_a_feed_gives_its_full_entries_as_articles_and_never_a_guessed_date() -> None:
    text = "".join(f"<p>{LINE} That was point {n} of the debate in the hall.</p>" for n in range(10))
    feed = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>'
        '<entry><title>A &amp; B</title><link href="https://p.example/a"/><id>tag:1</id><published>2026-05-04T10:00:00Z</published>'
        f'<author><name>Kit Marrow</name></author><content type="html"><![CDATA[{text}]]></content></entry>'
        f'<entry><title>C</title><link href="https://p.example/c"/><updated>2026-05-05T10:00:00Z</updated><content type="html"><![CDATA[{text}]]></content></entry></feed>'
    )
    first, second = articles(feed.encode())
    assert (first.id, first.title, first.outlet, first.published) == (
        "https://p.example/a",
        "A & B",
        "Post",
        "2026-05-04T10:00:00Z",
    )
    assert first.authors == ("Kit Marrow",)
    assert first.text.split("\n\n")[0] == f"{LINE} That was point 0 of the debate in the hall."
    assert second.published is None  # when it was last changed is not when it was published
    assert second.modified == "2026-05-05T10:00:00Z"


def test_a_message_is_its_text_with_the_sender_as_outlet() -> None:
    mail = (
        "From: The Morning Post <news@post.example>\r\nTo: a@b.example\r\nSubject: =?utf-8?q?The_br=C3=BCcke?=\r\n"
        "Date: Mon, 4 May 2026 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n" + LINE + "\r\n"
    )  # fmt: skip
    (article,) = articles(mail.encode())
    assert (article.outlet, article.title, article.published) == (
        "The Morning Post",
        "The brücke",
        "2026-05-04T10:00:00+02:00",
    )
    assert article.text == LINE + "\r\n"


def test_pdf_text_and_what_is_no_pdf() -> None:
    pytest.importorskip("pypdfium2")
    stream = b"BT /F1 12 Tf 72 720 Td (The mayor said no.) Tj ET"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")  # fmt: skip
    raw = (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>\n"
    )
    (article,) = articles(raw)
    assert article.text == "The mayor said no."
    assert any(note.code == "pdf" for note in article.diagnostics)
    (found,) = read_items(b"%PDF-1.4\nnothing more", options=OFFLINE)
    assert found == Refusal("-", "damaged PDF", "unreadable")
