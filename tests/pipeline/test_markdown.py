"""Markdown end to end: its signs are nobody's words, and a title keeps the marks of its quotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read

PAGE = """---
title: {title}
---
# Dam at Karvan is safe, says minister

The minister, Olu Brandt, said on Monday that the dam at Karvan was safe.
"""


def test_the_sign_of_a_heading_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "dam.md"
    path.write_text(PAGE.format(title="Dam"), "utf-8")
    document = read(path)
    contents = [span.of(document.article.text) for one in document.attributions for span in one.content]
    assert contents == ["Dam at Karvan is safe", "that the dam at Karvan was safe"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("'WE WERE LEFT': fury of flood mum", "'WE WERE LEFT': fury of flood mum"),  # a quotation begins it
        ("'Dam at Karvan: safe'", "Dam at Karvan: safe"),  # quotes around the whole are YAML's
        ('"Dam"', "Dam"),
        ("Dam", "Dam"),
    ],
)
def test_a_title_keeps_its_marks(written: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "dam.md"
    path.write_text(PAGE.format(title=written), "utf-8")
    assert read(path).article.title == title
