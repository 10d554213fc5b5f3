"""One report in hand: a text is no path."""

from __future__ import annotations

import pytest

import onrecord
from onrecord import Article
from onrecord.model.errors import InputError


def test_a_text_in_place_of_a_path_is_told_so() -> None:
    with pytest.raises(InputError) as raised:
        onrecord.read("Bridge shut\n\nThe mayor said it was safe.\n" * 200)
    line = str(raised.value)
    assert "\n" not in line
    assert len(line) < 200
    assert "Article(" in line


def test_an_article_in_hand_is_read() -> None:
    document = onrecord.read(Article("a", "Bridge shut\n\nMayor Ana Kovac said the bridge was safe.\n"))
    assert [one.speaker.name for one in document.attributions if one.speaker] == ["Ana Kovac"]
