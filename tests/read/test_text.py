# ruff: noqa: E501
"""Plain text, Markdown and JSON Lines: what a user gave comes back character for character."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items

HERE = ReadOptions(confine=False)


def only(source: str | Path | bytes, options: ReadOptions = HERE) -> Article:
    """The one article that a source gives."""
    (found,) = read_items(source, options=options)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "“We will go,” Ada Finch said.\r\n\r\nNo more.\r\n",  # Windows line ends stay
        "old line\rends\rstay\r",  # so do those of old Macs
        "NUL \x00 stays",
        "soft\u00adhyphen, no\u00a0break, thin\u2009space, zero\u200bwidth",
        "e\u0301 stays apart, é stays together",  # no normalisation
        "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 and flags \U0001f1e9\U0001f1ea",
        "\u202eright to left\u202c and back",
        "&amp; &quot;entities&quot; in text are text",
        "  leading and trailing blanks   \n\n\n",
        "unbalanced “marks and ''others''",
        "{not json}\n[nor this]",
        "<b>a tag in a text file is text</b>",
    ],
)
def test_a_text_file_comes_back_unchanged(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode())
    article = only(path)
    assert article.text == text
    assert article.id == str(path)
    assert article.source is not None
    assert article.source.encoding == "utf-8"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), min_size=1))
def test_json_lines_keep_every_character_and_the_id(text: str) -> None:
    line = json.dumps({"id": "x-1", "text": text}).encode() + b"\n"
    (found,) = read_items(line, options=ReadOptions(confine=False, format="jsonl"))
    if isinstance(found, Article):
        assert (found.id, found.text) == ("x-1", text)
    else:
        assert not text.translate(dict.fromkeys((0xFEFF, 0x200B, 0))).strip()
        assert found == Refusal("x-1", "no article text found", "no-article")


def test_fields_given_in_json_lines_stand(tmp_path: Path) -> None:
    rows = [
        {"id": "b", "text": "First.", "url": "https://e.example/1", "outlet": "Post", "title": "T", "published": "2026-05-04", "language": "fr"},
        {"text": "Second.", "url": "https://e.example/2"},
        {"text": "Third."},
    ]  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    first, second, third = read_items(path, options=HERE)
    assert isinstance(first, Article)
    assert (first.id, first.outlet, first.title, first.published, first.language) == (
        "b",
        "Post",
        "T",
        "2026-05-04",
        "fr",
    )
    assert isinstance(second, Article)
    assert second.id == "https://e.example/2"  # without an id its address names it
    assert isinstance(third, Article)
    assert third.id == f"{path}#L3"
    assert third.published is None  # never the day of collection


def test_a_bad_line_is_refused_by_its_number_and_the_others_are_read() -> None:
    lines = b'{"id":"a","text":"One."}\n{"id":"b"}\nnot json\n\n[1]\n{"id":"c","text":"Two."}\n'
    found = list(read_items(lines, options=HERE))
    assert [one.id for one in found if isinstance(one, Article)] == ["a", "c"]
    refused = {one.item: one.reason for one in found if isinstance(one, Refusal)}
    assert set(refused) == {"b", "-#L3", "-#L5"}
    assert refused["b"].startswith("no text")
    assert refused["-#L3"].startswith("not valid JSON")
    assert refused["-#L5"] == "not a JSON object"


@pytest.mark.parametrize(
    ("raw", "media"),
    [
        (b'{"text": "Plain words in a line."}\n', "application/json"),
        (b"<!doctype html><html><body><article><p>" + b"Ada Finch said that the bridge is closed. " * 6 + b"</p></article></body></html>", "text/html"),
        (b"The mayor said: no.\n", "text/plain"),
        (b"---\ntitle: A bridge\npublished: 2026-05-04\n---\nThe mayor said no.\n", "text/markdown"),
        (b"[note] a text that begins with a bracket", "text/plain"),
        (b"{quote} a text that begins with a brace", "text/plain"),
        (b"< 5 per cent of voters said yes", "text/plain"),
        (b"From: the port\nTo: all\nThe bridge is closed.", "text/plain"),  # too few headers for a message
    ],
)  # fmt: skip
def test_standard_input_is_told_apart_by_looking(raw: bytes, media: str) -> None:
    (found,) = read_items("-", stdin=io.BytesIO(raw), options=HERE)
    assert isinstance(found, Article)
    assert found.source is not None
    assert found.source.media_type == media


def test_nameless_text_gets_an_id_of_its_own_that_is_the_same_next_time() -> None:
    one, again, other = only(b"Words."), only(b"Words."), only(b"Others.")
    assert one.id == again.id != other.id


def test_markdown_front_matter_is_metadata_and_the_rest_is_the_text(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text(
        '---\ntitle: "Bridge shut"\noutlet: Post\npublished: 2026-05-04\nurl: https://e.example/b\n---\n\n# Bridge\n\n> “No.”\n'
    )
    article = only(path)
    assert article.text == "\n# Bridge\n\n> “No.”\n"
    assert (article.title, article.outlet, article.published, article.url) == (
        "Bridge shut",
        "Post",
        "2026-05-04",
        "https://e.example/b",
    )
    assert article.id == str(path)


@pytest.mark.parametrize(
    ("raw", "text", "said"),
    [
        ("“Yes”".encode("utf-8-sig"), "“Yes”", "bom"),
        ("“Yes”".encode("utf-16"), "“Yes”", "bom"),
        ("“Yes,” she said, “déjà”".encode("cp1252"), "“Yes,” she said, “déjà”", "encoding"),  # the guess is named
        ("“Yes”, they said in café ".encode() * 3 + b"\xff and \xfe.", "“Yes”, they said in café " * 3 + "\ufffd and \ufffd.", "encoding"),
    ],
)  # fmt: skip
def test_encodings_are_named_and_replaced_bytes_counted(raw: bytes, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(raw)
    article = only(path)
    assert article.text == text
    notes = {note.code: note.message for note in article.diagnostics}
    assert said in notes
    if "\ufffd" in text:
        assert "2 places" in notes["encoding"]
        assert "byte 75" in notes["encoding"] or "byte" in notes["encoding"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Monday that it would not pay for the bridge.", "en"),
        ("Minister resigns", None),  # too short to tell: read as it is, never taken for another language
        ("Trump: no deal", None),
        ("Ankara, 4 May: Erdogan to Putin", None),
        ("Der Minister sagte am Montag, dass die Regierung nicht zurücktreten werde, wie mehrere Medien berichteten.", "de"),
        ("Le ministre a déclaré lundi que le gouvernement ne démissionnerait pas, selon plusieurs journaux du pays.", "fr"),
        ("官员星期四说,双方没有达成任何协议,谈判将继续进行。", "zh"),
        # an English report full of foreign names and a foreign quotation stays English
        ("Mayor Jan Kowalski of Gdańsk told the newspaper Gazeta that “nie ma zgody” and that the deal is off.", "en"),
    ],
)  # fmt: skip
def test_language_is_told_or_left_open(text: str, language: str | None) -> None:
    assert only(text.encode(), ReadOptions(confine=False, format="text")).language == language


def test_folders_and_globs_give_each_file_once_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "page_files").mkdir()
    for name in ("z.txt", "a.txt", "b/c.txt", ".hidden.txt", "page_files/script.txt"):
        (tmp_path / name).write_text(f"The words of {name}.")
    (tmp_path / "page.html").write_text("<p>" + "The council said no to the bridge on Monday. " * 5)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = list(read_items(tmp_path, options=HERE))
    names = [Path(one.id if isinstance(one, Article) else one.item).name for one in found]
    assert names == ["a.txt", "page.html", "picture.png", "z.txt", "c.txt"]
    assert [one.reason for one in found if isinstance(one, Refusal)] == ["a PNG image, not text"]
    assert len(list(read_items(str(tmp_path / "*.txt"), options=HERE))) == 2
    assert next(iter(read_items(str(tmp_path / "*.doc"), options=HERE))).reason == "no file matches this pattern"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "no such file"), ("empty.txt", "empty: no article text found")],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert next(iter(read_items(tmp_path / name, options=HERE))).reason == reason  # type: ignore[union-attr]
