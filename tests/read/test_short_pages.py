"""Pages with a sentence or two: read whole, unless there is nothing in them but furniture or a wall."""

from __future__ import annotations

import io

import pytest

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items

SENTENCE = "“We win,” said Mayor Ana de la Cruz on Monday."


def read(page: str) -> Article | Refusal:
    (only,) = read_items("-", stdin=io.BytesIO(page.encode()), options=ReadOptions())
    return only


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><article><h1>Mayor wins</h1><p>{SENTENCE}</p></article></body></html>",
        f"<p>{SENTENCE}</p>",  # a snippet pasted from somewhere
        f"<html><body><nav><a href=/>Home</a></nav><div>{SENTENCE}</div></body></html>",
    ],
)
def test_a_sentence_is_enough(page: str) -> None:
    article = read(page)
    assert isinstance(article, Article)
    assert SENTENCE in article.text
    assert article.blocks is not None
    assert [one.span.of(article.text) for one in article.blocks if one.kind == "body"][-1] == SENTENCE


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html><body><nav><a href=/>Home</a><a href=/news>News</a></nav></body></html>", "no article text found"),
        ("<p>Please accept cookies to continue reading this site.</p>", "cookie or pay wall"),
        ("<p>Home</p><p>News</p>", "no article text found"),  # words, but no sentence
    ],
)
def test_furniture_alone_is_refused(page: str, says: str) -> None:
    refusal = read(page)
    assert isinstance(refusal, Refusal)
    assert says in refusal.reason
