"""Every row of the table of bad inputs that concerns reading: what a user sees, and that the others go on."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model import Article, Refusal
from onrecord.read import Limits, ReadOptions, read_items

HERE = ReadOptions(confine=False)


def split(source: str | Path | bytes, options: ReadOptions = HERE) -> tuple[list[Article], list[Refusal]]:
    """Articles and refusals of a source."""
    found = list(read_items(source, options=options))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Refusal)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [1, 90, 300])
def test_a_truncated_web_archive_keeps_what_was_whole(
    packed: bool, cut: int, warc: Callable[..., bytes], tmp_path: Path
) -> None:
    whole = warc(3, packed=packed)
    if cut == 1 and not packed:
        cut = 5  # the last four bytes part records and hold nothing
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(whole[:-cut])
    articles, refused = split(path)
    assert [one.id for one in articles][:2] == ["https://post.example/0", "https://post.example/1"]
    read = 3 if cut == 1 else 2  # without its last byte a packed file still holds all of its last record
    assert len(articles) == read
    assert [one.reason for one in refused] == [f"read {read} records; the file ends early at byte {len(whole) - cut}"]
    assert refused[0].code == "truncated"


def test_a_whole_web_archive_gives_each_page_with_its_record(warc: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(warc(3, packed=True))
    articles, refused = split(path)
    assert not refused
    assert [one.url for one in articles] == [f"https://post.example/{n}" for n in range(3)]
    source = articles[0].source
    assert source is not None
    assert source.record_id is not None
    assert source.record_id.startswith("<urn:uuid:")
    assert source.fetched is not None
    assert articles[0].published is None  # when it was archived is not when it was published


def test_a_damaged_record_is_named_by_its_byte(warc: Callable[..., bytes]) -> None:
    whole = warc(2, packed=False)
    second = whole.index(b"WARC/1.0", 10)
    articles, refused = split(whole[:second] + b"garbage" + whole[second:])
    assert len(articles) == 1
    assert refused[0].reason == f"read 1 records; damaged: no record begins at byte {second}"


def test_a_missing_gzip_end_is_said(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    packed = gzip.compress(page)
    path.write_bytes(packed[:-4])
    articles, refused = split(path)
    assert not articles
    assert refused[0].reason == f"the file ends early at byte {len(packed) - 4}"


def test_packed_text_is_read_as_if_it_were_not(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(page))
    ((article,), refused) = split(path)
    assert not refused
    assert "We will not pay twice" in article.text


@pytest.mark.parametrize("kind", ["text", "warc-record", "zip", "gzip in gzip"])
def test_a_bomb_is_stopped(kind: str, small: ReadOptions, warc: Callable[..., bytes], tmp_path: Path) -> None:
    bomb = b"a" * (12 << 20)
    if kind == "text":
        raw = gzip.compress(bomb)
    elif kind == "gzip in gzip":
        raw = gzip.compress(gzip.compress(bomb))
    elif kind == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.txt", bomb)
        raw = buffer.getvalue()
    else:
        raw = gzip.compress(warc(1, packed=False, body=bomb))
    articles, refused = split(raw, replace(small, confine=False))
    assert not articles
    assert len(refused) == 1
    assert "expands past" in refused[0].reason or "larger than" in refused[0].reason


def test_a_zip_gives_its_members_and_refuses_the_bad_ones(page: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/page.html", page)
        archive.writestr("../../evil.txt", "The mayor said no.")  # read, never written anywhere
        archive.writestr("rows.jsonl", '{"text": "One."}\n{"text": 2}\n')
        archive.writestr("picture.png", b"\x89PNG\r\n\x1a\n")
        archive.writestr("__MACOSX/._page.html", b"\x00\x05\x16\x07")
    articles, refused = split(buffer.getvalue())
    assert [one.id for one in articles][:2] == ["-/a/page.html", "-/../../evil.txt"]
    assert len(articles) == 3
    assert [one.item for one in refused] == ["-/rows.jsonl#L2", "-/picture.png"]


def test_a_truncated_zip_and_tar_say_so(page: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("page.html", page)
    _, refused = split(buffer.getvalue()[:-30])
    assert "cannot be opened" in refused[0].reason
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tape:
        for name in ("one.html", "two.html"):
            member = tarfile.TarInfo(name)
            member.size = len(page)
            tape.addfile(member, io.BytesIO(page))
    articles, refused = split(buffer.getvalue()[: 512 + 512 + 512 + 100])
    assert len(articles) == 1
    assert refused[-1].code == "truncated"


def test_a_long_line_is_refused_and_the_others_are_read(small: ReadOptions, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    long = '{"text": "' + "a" * (2 << 20) + '"}'
    path.write_text('{"text": "One."}\n' + long + '\n{"text": "Two."}\n')
    articles, refused = split(path, small)
    assert [one.text for one in articles] == ["One.", "Two."]
    assert refused == [Refusal(f"{path}#L2", "line 2 is longer than 1 MiB", "limit")]


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        (b"<div>" * 100_000, "stopped: elements nested more than 2,048 deep"),
        (b"<p>x" * 30_000, "stopped: more than 20,000 elements in one page"),
        (b"<table><tr><td colspan=9007199254740991 rowspan=65534>The mayor said on Monday that it was over at last.</td></tr></table>", None),
        (b"<p title='" + b"x" * 600_000 + b"'>The mayor said on Monday that it was over, and went home to bed.</p>", None),
        (b"<p>" + b"<b>" * 500 + b"The mayor said on Monday that it was over, and went home to her bed.</p>", None),
    ],
)  # fmt: skip
def test_pages_that_break_parsers(inner: bytes, seen: str | None, small: ReadOptions) -> None:
    articles, refused = split(b"<html><body>" + inner + b"</body></html>", replace(small, confine=False, format="html"))
    if seen is None:
        assert "on Monday that it was over" in articles[0].text
    else:
        assert [one.reason for one in refused] == [seen]


def test_one_item_that_takes_too_long_costs_only_itself(page: bytes, tmp_path: Path) -> None:
    """In the confined process, with a time limit that the first page cannot keep."""
    slow = b"<html><body>" + b"<p>The mayor said on Monday that it was over, " * 40_000 + b"</body></html>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("1.html", page)
        archive.writestr("2.html", slow)
        archive.writestr("3.html", page)
    options = ReadOptions(limits=Limits(seconds=2.5, ratio=10_000))
    articles, refused = split(buffer.getvalue(), options)
    assert [one.id for one in articles] == ["-/1.html", "-/3.html"]
    assert [one.item for one in refused] == ["-/2.html"]
    assert refused[0].reason == "stopped: took longer than 2.5 seconds"


def test_a_very_long_report_is_no_hostile_one() -> None:
    lines = "".join(
        f"<p>{n}. The council of Marlow Quay went on with its debate of the bridge.</p>" for n in range(4_000)
    )
    (article,) = read_items(f"<html><body><article>{lines}</article></body></html>".encode(), options=ReadOptions())
    assert isinstance(article, Article)
    assert len(article.blocks or ()) == 4_000
    assert (article.blocks or ())[-1].place == "/html/body/article[1]/p[4000]"


def test_one_item_that_takes_too_much_memory_costs_only_itself(page: bytes) -> None:
    fat = b"<html><body>" + b"<p><i>x</i></p>" * 350_000 + b"</body></html>"
    rows = b"\n".join(
        json.dumps({"id": name, "html": one.decode()}).encode() for name, one in (("1", page), ("2", fat), ("3", page))
    )
    options = ReadOptions(format="jsonl", limits=Limits(memory_bytes=60 << 20, elements=10_000_000, seconds=60))
    articles, refused = split(rows, options)
    assert [one.id for one in articles] == ["1", "3"]
    assert [(one.item, one.code) for one in refused] == [("2", "limit")]
    assert refused[0].reason.startswith("stopped: ")
    assert refused[0].reason.endswith("needs more than 60 MiB of memory")


def test_confined_and_not_give_the_same_article(page: bytes) -> None:
    assert split(page) == split(page, ReadOptions())


@pytest.mark.parametrize("character", ["\x00", "\u202e", "\u200b", "\u2066"])
def test_characters_nobody_sees_are_kept_and_noted(character: str) -> None:
    text = f"Ada{character} Finch said no."
    ((article,), _) = split(text.encode())
    assert article.text == text
    assert any(note.code == "hidden-characters" for note in article.diagnostics)


def test_homoglyphs_and_markup_in_fields_are_kept_as_they_are() -> None:
    row = {
        "text": "Words.",
        "title": "<script>alert(1)</script>",
        "outlet": "Роst",
        "url": "javascript:alert(1)",
        "id": "=1+1",
    }
    ((article,), _) = split(json.dumps(row).encode())
    assert (article.title, article.outlet, article.id) == ("<script>alert(1)</script>", "Роst", "=1+1")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "\\ud800"}', "not valid JSON: input data was truncated"),
        (b'{"text": "a", "text"', "not valid JSON: input data was truncated"),
        (b"[" * 50_000, "JSON nested too deeply"),
        (b'{"text": NaN}', "not valid JSON"),
        (b"{}", "no text: the row is empty"),
    ],
)
def test_json_that_is_broken(line: bytes, reason: str) -> None:
    _, refused = split(line + b"\n", replace(HERE, format="jsonl"))
    assert refused[0].reason.lower().startswith(reason.lower())


def test_an_encrypted_zip_and_a_picture_of_a_page_say_what_they_are() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "words")
    raw = bytearray(buffer.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    _, refused = split(bytes(raw))
    assert refused[0].reason == "encrypted: it cannot be read without its password"


def test_a_container_within_containers_has_an_end() -> None:
    raw = b"The mayor said no."
    for _ in range(8):
        raw = gzip.compress(raw)
    articles, refused = split(raw)
    assert not articles
    assert refused[0].reason == "containers nested more than 4 deep"
