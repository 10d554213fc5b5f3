# ruff: noqa: E501
"""Layouts met on real saved pages and lost or leaked once: each rebuilt here with invented words, what is body in it, and
what is not."""

from __future__ import annotations

import json

import pytest
from lxml import html

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items
from onrecord.read.page.evidence import Votes
from onrecord.read.page.names import author_names, bare_title, outlet_name
from onrecord.read.page.paragraphs import paragraphs_of
from onrecord.read.page.selecting import select

LEAD = (
    "The council of Marlow Quay shut the bridge on Monday after a debate that went on for six hours and ended in tears."
)
SECOND = "Ada Finch, the mayor, said that the town would not pay for the repairs twice, and that the minister had been told so."
THIRD = (
    "The minister, Tom Reed, answered on Tuesday that nobody had asked the town to pay, and that the money was there."
)
FOURTH = "Both of them will meet in the harbour office on Friday, with an engineer who has seen the bridge from below."
TEASER = "A short word on another story that has nothing to do with the bridge, and goes on a little so as to look like text."


def bodies(inner: str, head: str = "") -> list[str]:
    page = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge shut</title>{head}</head><body>{inner}</body></html>"
    (article,) = read_items(page.encode(), options=ReadOptions(format="html", confine=False))
    assert isinstance(article, Article), article
    return [one.span.of(article.text) for one in article.blocks or () if one.kind == "body"]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{one}</p>" for one in texts)


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        # an h1 inside the text is a subheading where the text round it goes on
        (f"<h1>Bridge shut</h1><div class=x>{paragraphs(LEAD, SECOND)}<h1>What the minister says</h1>{paragraphs(THIRD, FOURTH)}</div>", FOURTH),
        # "Support us" over more of the same text ends nothing
        (f"<h1>Bridge shut</h1><div class=x>{paragraphs(LEAD, SECOND)}<h3>Help us, says the mayor</h3>{paragraphs(THIRD, FOURTH)}</div>", FOURTH),
        # tags and states that a publishing system writes on the whole post name no part of it
        (f'<div class="post-11 type-post status-publish hentry category-jobs tag-author"><h2>Bridge shut</h2>{paragraphs(LEAD, "1. The mayor", SECOND, THIRD)}</div>', "1. The mayor"),
        # a page builder calls every piece a widget
        ("<h1>Bridge shut</h1>" + "".join(f'<div class="elementor-widget-wrap"><div class="elementor-widget-container"><p>{one}</p></div></div>' for one in (LEAD, SECOND, THIRD, FOURTH)), FOURTH),
        # "becoming a member" is not always an appeal
        (f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, 'Finch has talked of becoming a member of the harbour board.', SECOND, THIRD)}</div>", "Finch has talked of becoming a member of the harbour board."),
        # the id of a heading repeats its words
        (f'<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND)}<h3 id="nav_the_minister">The minister</h3>{paragraphs(THIRD, FOURTH)}</div>', "The minister"),
        # who else worked on it, an agency's initials, where it stood before, that it was changed
        (f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, THIRD, 'Ruth Abara and Kofi Eriksen contributed to this report.')}</div>", "Ruth Abara and Kofi Eriksen contributed to this report."),
        (f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, THIRD, FOURTH, 'ra/kof/im')}</div>", "ra/kof/im"),
        (f"<h1>Bridge shut</h1><div>{paragraphs('Editor’s note: A version of this story was in our morning letter.', LEAD, SECOND, THIRD)}</div>", "Editor’s note: A version of this story was in our morning letter."),
        (f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, THIRD, 'This story has been updated with the words of the mayor.')}</div>", "This story has been updated with the words of the mayor."),
        # printed code stands in a "source" that is no picture's
        (f'<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, THIRD)}<div class="highlight highlight-source-shell"><pre>bridge --shut</pre></div>{paragraphs(FOURTH)}</div>', "bridge --shut"),
        # a sentence about copyright claims none
        (f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, '“Copyright” is a word that the engineer put on his drawings.', THIRD)}</div>", "“Copyright” is a word that the engineer put on his drawings."),
        # a page with comments is no thread
        (f'<div class="page comments-open"><h1>Bridge shut</h1>{paragraphs(LEAD, SECOND, THIRD, FOURTH)}</div><div class=foot>{paragraphs(*[f"{n}. {TEASER}" for n in range(3)])}</div>', FOURTH),
    ],
)  # fmt: skip
def test_what_belongs_to_the_report_is_kept(inner: str, kept: str) -> None:
    assert kept in bodies(inner)


@pytest.mark.parametrize(
    ("inner", "left_out"),
    [
        # a sidebar longer than the report
        (f'<div class=story><h1>Bridge shut</h1>{paragraphs(LEAD, SECOND, THIRD, FOURTH)}</div><div class="widget-sidebar">{paragraphs(*[f"{n}. {TEASER}" for n in range(9)])}</div>', f"3. {TEASER}"),
        # comments in another language
        (f'<h1>Bridge shut</h1><div class=story>{paragraphs(LEAD, SECOND, THIRD, FOURTH)}</div><div class="comentarios-lectores">{paragraphs(TEASER, TEASER + " Yes.")}</div>', TEASER),
        # lines that only say when, or who and when
        (f"<h1>Bridge shut</h1><div class=story><p>04.05.2026 11:45 | von Inga Marrow</p>{paragraphs(LEAD, SECOND, THIRD, FOURTH)}</div>", "04.05.2026 11:45 | von Inga Marrow"),
        # "read also" in other languages
        (f"<h1>Bridge shut</h1><div class=story>{paragraphs(LEAD, SECOND)}<div>Baca Juga:</div>{paragraphs(THIRD, FOURTH)}</div>", "Baca Juga:"),
        # what only a screen reader says
        (f'<h1>Bridge shut</h1><div class=story>{paragraphs(LEAD, SECOND)}<div class="screen-reader-only">This content comes from another place.</div>{paragraphs(THIRD)}</div>', "This content comes from another place."),
        # the headline printed again under the text
        (f"<h1>Bridge over the quay shut for the summer</h1><div class=story>{paragraphs(LEAD, SECOND, THIRD)}<h2>Bridge over the quay shut for the summer</h2>{paragraphs(FOURTH)}</div>", "Bridge over the quay shut for the summer"),
        # a paragraph of one no-break space
        (f"<h1>Bridge shut</h1><div class=story>{paragraphs(LEAD, '&nbsp;', SECOND, THIRD)}</div>", "\xa0"),
    ],
)  # fmt: skip
def test_what_does_not_belong_to_it_is_left_out(inner: str, left_out: str) -> None:
    found = bodies(inner)
    assert LEAD in found
    assert left_out not in found


def _declares(*texts: str) -> str:
    body = json.dumps({"@type": "NewsArticle", "headline": "Bridge shut", "articleBody": "\n".join(texts)})
    return f'<script type="application/ld+json">{body}</script>'


def test_a_correction_that_the_declared_body_leaves_out_is_kept_and_counts() -> None:
    notice = "Correction: an earlier version of this story misstated the length of the bridge."
    inner = f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND, THIRD, FOURTH, notice)}</div>"
    page = f"<html><head><title>Bridge shut</title>{_declares(LEAD, SECOND, THIRD, FOURTH)}</head><body>{inner}</body></html>"
    (article,) = read_items(page.encode(), options=ReadOptions(format="html", confine=False))
    assert isinstance(article, Article)
    assert (article.standing, article.text.endswith(notice)) == ("corrected", True)


def test_a_page_that_shows_the_beginning_of_the_body_it_declares_is_read_from_there() -> None:
    found = bodies(
        f"<h1>Bridge shut</h1><div>{paragraphs(LEAD, SECOND)}<p>Read on with a subscription.</p></div>",
        _declares(LEAD, SECOND, THIRD, FOURTH),
    )
    assert found == [LEAD, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize(
    "below",
    [
        # teasers that end with a link onwards, without a linked title
        "<div class=row>" + "".join(f'<div class=tile><div>{n}. {TEASER}</div><div><a href="/{n}">read more</a></div></div>' for n in range(4)) + "</div>",
        # the next article, loaded below the first
        f"<article class=a><h2>Ferry sunk</h2>{paragraphs(*[f'{n}. {TEASER}' for n in range(6)])}</article>",
    ],
)  # fmt: skip
def test_what_no_witness_chose_is_left_out_though_it_is_longer_than_the_report(below: str) -> None:
    page = f"<html><body><main><article class=a><h1>Bridge shut</h1>{paragraphs(LEAD, SECOND, THIRD, FOURTH)}</article>{below}</main></body></html>"
    found = paragraphs_of(html.document_fromstring(page))
    witnessed = Votes(frozenset(one.number for one in found if one.text in (LEAD, SECOND, THIRD, FOURTH)), frozenset())
    selection = select(found, witnessed)
    assert [found[number].text for number in selection.body] == [LEAD, SECOND, THIRD, FOURTH]


def test_a_tag_that_never_ends_is_an_empty_page_and_no_want_of_memory() -> None:
    (refused,) = read_items(b"<!doctype html><html lang=en", options=ReadOptions(confine=False))
    assert isinstance(refused, Refusal)
    assert refused.reason == "no article text found: nothing in the page but markup"


@pytest.mark.parametrize(
    ("title", "outlet", "address", "headings", "bare"),
    [
        ("Bridge shut | Quay Post", "Quay Post", None, [], "Bridge shut"),
        ("QuayCrunch | Bridge shut", "QuayCrunch", None, [], "Bridge shut"),
        ("Bridge shut by council - Quay", "Quay.co.uk", None, [], "Bridge shut by council"),  # a domain's name without its ending
        ("Bridge shut - QUAY.com", None, "https://www.quay.com/a", [], "Bridge shut"),  # no outlet named: the host
        ("Bridge shut again - Ada Finch and Tom Reed", None, None, ["Bridge shut again"], "Bridge shut again"),
        ("Finch - Reed: a duel", None, None, ["A duel"], "Finch - Reed: a duel"),  # a dash of the title's own
    ],
)  # fmt: skip
def test_titles(title: str, outlet: str | None, address: str | None, headings: list[str], bare: str) -> None:
    assert bare_title(title, outlet, address, headings) == bare


@pytest.mark.parametrize(
    ("said", "outlet", "names"),
    [
        (["By Ada Finch"], None, ("Ada Finch",)),
        (["Ada Finch, Tom S.A. Reed, Ines Marrow"], None, ("Ada Finch", "Tom S.A. Reed", "Ines Marrow")),
        (["Ada Finch, QPN"], "QPN", ("Ada Finch",)),
        (["Ada Finch, QUAY TODAY 8:42 a.m. EDT October 3, 2014"], None, ("Ada Finch",)),
        (["Quay Post"], "Quay Post", ()),  # an outlet is no author
        (["quaypost.es"], None, ()),
        (["Quay Post GmbH, Marlow, Germany"], "Quay Post", ()),
        (["Martin Reed, Jr."], None, ("Martin Reed, Jr.",)),
        (["Quay Wire"], "Quay Post", ("Quay Wire",)),  # an agency that the page names as author
    ],
)
def test_authors(said: list[str], outlet: str | None, names: tuple[str, ...]) -> None:
    assert author_names(said, outlet, None) == names


def test_an_outlet_is_a_name_and_no_reference() -> None:
    assert outlet_name([None, "#publisher", "https://quay.example/#org", "Quay Post"]) == "Quay Post"
