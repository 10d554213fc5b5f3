"""Pages that print no report, because a browser was to put it there out of the data of their scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items

TITLE = "Council of Marlow Quay shuts the bridge"
TEXTS = (
    "The council of Marlow Quay shut the bridge on Monday after a debate that went on for six hours and ended in tears.",
    "“We will not pay twice,” said Ada Finch, the mayor, who had asked for the vote in April and again in the summer.",
    "The minister, Tom Reed, answered on Tuesday that nobody had asked the town to pay, and that the money was there.",
    "Both of them will meet in the harbour office on Friday, with an engineer who has seen the bridge from below.",
)
MARKUP = "".join(f"<p>{one}</p>" for one in TEXTS)


def read(script: str) -> Article | Refusal:
    page = f'<!doctype html><html lang=en><head><title>{TITLE}</title></head><body><div id="root"></div>{script}</body></html>'
    (found,) = read_items(page.encode(), options=ReadOptions(format="html", confine=False))
    return found


def held(state: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        # one string of markup
        held({"props": {"pageProps": {"story": {"headline": TITLE, "body": MARKUP}}}}),
        # a list of elements, each with its text; the title on the level above
        held({"post": {"title": TITLE, "content_elements": [{"type": "text", "content": one} for one in TEXTS]}}),
        # paragraphs as plain strings, given to a name, with more code behind
        f"<script>window.__STATE__ = {json.dumps({'title': TITLE, 'paragraphs': TEXTS})}; start();</script>",
    ],
)
def test_a_report_in_a_script_is_read_and_said_to_be_from_there(script: str) -> None:
    article = read(script)
    assert isinstance(article, Article)
    assert [one.span.of(article.text) for one in article.blocks or ()] == [TITLE, *TEXTS]
    assert "body-from-script" in [one.code for one in article.diagnostics]
    assert all(one.place is None for one in article.blocks or ())


@pytest.mark.parametrize(
    "script",
    [
        # another report's text, as lists of what to read next have them
        held({"next": [{"headline": "Ferry sunk in the harbour", "body": MARKUP}]}),
        # the title, and no text
        held({"story": {"headline": TITLE, "body": "<p>Short.</p>"}}),
        # code that is no data
        "<script>var a = function () { return [1, 2, {b: 3}]; }; " + "x();" * 200 + "</script>",
        # data cut short
        held({"story": {"headline": TITLE, "body": MARKUP}})[:-60] + "</script>",
    ],
)
def test_what_is_not_this_pages_report_is_not_taken_for_it(script: str) -> None:
    refused = read(script)
    assert isinstance(refused, Refusal)
    assert refused.reason == "no article text found"
