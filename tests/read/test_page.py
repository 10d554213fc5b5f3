# ruff: noqa: E501
"""Pages: the report in one text, every block with its kind and place, what the page says of itself, nothing guessed."""

from __future__ import annotations

import json

import pytest

from onrecord.model import Article, Refusal
from onrecord.read import ReadOptions, read_items

HERE = ReadOptions(confine=False, format="html")
LEAD = "The council of Marlow Quay rejected the plan for the bridge on Monday after a debate of six hours."
REPORT = f"<p>{LEAD}</p><p>“We will not pay twice,” said Ada Finch, the mayor, who had asked for the vote.</p>"
MORE = (
    "<p>Work was to begin in September; officials now speak of the end of next year, and two builders have withdrawn.</p>"
    "<p>“There is still time to do this properly,” Jonas Vell of the port told reporters outside the town hall.</p>"
)


def read(page: str, options: ReadOptions = HERE) -> Article:
    """The article of a page."""
    (found,) = read_items(page.encode(), options=options)
    assert isinstance(found, Article), found
    return found


def body(article: Article) -> list[str]:
    """Its body paragraphs."""
    return [one.span.of(article.text) for one in article.blocks or () if one.kind == "body"]


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        # quotations in lists, tables, blockquotes and figures are kept
        ("<ul><li>“One of us must go,” Mira Holt said.</li></ul>", "“One of us must go,” Mira Holt said."),
        ("<table><tr><td>Mira Holt</td><td>“I abstain”</td></tr></table>", "Mira Holt\t“I abstain”"),
        ("<blockquote>“It belongs to all of us.”</blockquote>", "“It belongs to all of us.”"),
        ("<dl><dt>Holt</dt><dd>“Not in my name,” she wrote to them.</dd></dl>", "“Not in my name,” she wrote to them."),
        ("<article><p>“Nested,” said Bo Lindahl.</p></article>", "“Nested,” said Bo Lindahl."),
        ('<blockquote class="twitter-tweet"><p>“I resign,” he posted. <a href="/x">May 4</a></p></blockquote>', "“I resign,” he posted. May 4"),
        # inline markup does not cut words apart, comments and scripts leave no trace
        ("<p>An <em>un</em>just<!-- x --> law,<script>1</script> she&nbsp;said&shy;.</p>", "An unjust law, she\u00a0said\u00ad."),
        ("<p>First line<br>second line of the same paragraph.</p>", "First line\nsecond line of the same paragraph."),
        # the marks that a browser draws round <q> are part of what a reader sees
        ("<p>She called it <q>a ruin</q> on Monday.</p>", "She called it “a ruin” on Monday."),
    ],
)  # fmt: skip
def test_text_that_must_not_be_lost(inner: str, kept: str) -> None:
    assert kept in body(
        read(f"<html><body><nav><a href=/>Home</a></nav><main>{REPORT}{inner}{MORE}</main></body></html>")
    )


@pytest.mark.parametrize(
    "around",
    [
        '<div class="related-stories"><h3>Related</h3><ul><li><a href="/1">Old bridge closes for repairs</a></li></ul></div>',
        '<div class="newsletter-signup"><p>Get all the news of the quay in your inbox every morning.</p></div>',
        '<section id="comments"><h3>2 comments</h3><div class="comment"><p>Typical. They never listen to any of us, do they?</p></div></section>',
        '<div class="share-tools"><span>Share</span><a href="/f">Facebook</a></div>',
        "<p>Advertisement</p>",
        '<p><strong>Read more:</strong> <a href="/2">Ferry line delayed again</a></p>',
        '<aside class="sidebar"><p>The weather in the valley will be fine until Friday, says the office.</p></aside>',
        "<footer><p>Copyright 2026 The Marlow Post. All rights reserved.</p></footer>",
        '<div class="cookie-banner"><p>We use cookies to make this site better for you. Accept all cookies?</p></div>',
        "<p>Sign up for our newsletter to get more stories like this one.</p>",
        '<div hidden><p>This is a hint for machines that no reader of the page ever sees.</p></div>',
        '<div class="x1">' + "".join(f'<div><h3><a href="/{n}">Another headline</a></h3><p>A teaser that tells a little of report number {n}, and then ends.</p></div>' for n in range(4)) + "</div>",
        '<p>By Kit Marrow</p>',
        '<p>Updated: May 4, 2026, 10:02 a.m. EDT</p>',
    ],
)  # fmt: skip
def test_furniture_is_no_body(around: str) -> None:
    article = read(f"<html><body><article>{REPORT}{around}{MORE}</article></body></html>")
    assert len(body(article)) == 4
    assert body(article)[0] == LEAD


@pytest.mark.parametrize(
    "sentence",
    [
        "Advertisement after advertisement told them so, the mayor said, and nobody believed a word.",
        "Share prices fell by a third on Monday, said Tam O'Dell of the exchange.",
        "Comments by the minister caused anger in the valley, said the union.",
        "Related questions were put to the port, which said nothing.",
        "Sign up or go home, the sergeant told them on the first day.",
        "By Monday the water had risen to the second step, the harbour master said.",
    ],
)
def test_sentences_that_begin_like_furniture_are_kept(sentence: str) -> None:
    assert sentence in body(read(f"<article>{REPORT}<p>{sentence}</p>{MORE}</article>"))


def test_blocks_tell_headline_standfirst_byline_caption_and_credit() -> None:
    article = read(
        "<title>Bridge plan rejected</title><article><h1>Bridge plan rejected</h1><p class=standfirst>Members voted after six hours in the hall</p>"
        "<div class=byline>By Kit Marrow</div><figure><img src=x><figcaption>The old bridge in April</figcaption></figure>"
        + REPORT
        + "</article>"
    )
    kinds = {one.span.of(article.text): one.kind for one in article.blocks or ()}
    assert kinds["Bridge plan rejected"] == "headline"
    # a standfirst under the report's own element is its first paragraph; in either kind its statements count
    assert kinds["Members voted after six hours in the hall"] in {"headline", "body"}
    assert kinds["By Kit Marrow"] == "byline"
    assert kinds["The old bridge in April"] == "caption"
    assert kinds[LEAD] == "body"


def test_blocks_cover_the_text_and_their_places_find_them_in_the_page() -> None:
    from lxml import html

    page = f'<html><body><div id="top"><p>x</p></div><div class=story><h1>Bridge plan rejected</h1>{REPORT}<ul><li>“No,” she said twice.</li></ul></div></body></html>'
    article = read(page)
    root = html.document_fromstring(page)
    covered = 0
    for one in article.blocks or ():
        assert article.text[covered : one.span.start].strip() == ""
        covered = one.span.end
        assert one.place is not None
        (element,) = root.xpath(one.place)
        assert " ".join(element.text_content().split()) == one.span.of(article.text)
    assert article.text[covered:].strip() == ""


def test_a_pull_quote_is_marked_as_a_repeat_of_the_sentence_it_prints_again() -> None:
    article = read(f'<article>{REPORT}<aside class="pullquote"><p>We will not pay twice</p></aside>{MORE}</article>')
    (pulled,) = (one for one in article.blocks or () if one.repeats)
    assert pulled.span.of(article.text) == "We will not pay twice"
    assert pulled.repeats is not None
    assert "said Ada Finch" in pulled.repeats.of(article.text)
    assert pulled.kind != "body"  # counted once


def test_text_printed_25_times_is_kept_and_marked() -> None:
    article = read("<article>" + f"<p>{LEAD}</p>" * 25 + MORE + "</article>")
    assert body(article).count(LEAD) == 1
    assert sum(1 for one in article.blocks or () if one.repeats and one.span.of(article.text) == LEAD) == 24


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # JSON-LD first
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"A","datePublished":"2026-05-04T10:00:00Z","author":[{"name":"Ada Finch"},{"name":"Sam Q. Rook Jr."}],"publisher":{"name":"The Post"},"articleSection":"Local"}</script>',
         {"title": "A", "published": "2026-05-04T10:00:00Z", "authors": ("Ada Finch", "Sam Q. Rook Jr."), "outlet": "The Post", "section": "Local"}),
        # inside a graph, with a trailing comma and a line break in a string, as pages have them
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"headline":"A\nB","datePublished":"2026-05-04",}]}</script>',
         {"title": "A B", "published": "2026-05-04"}),
        # meta tags
        ('<meta property="og:title" content="A"><meta property="article:published_time" content="2026-05-04T10:00:00+02:00"><meta name="author" content="By Ada Finch and Bo Lindahl"><meta property="og:site_name" content="Post">',
         {"title": "A", "published": "2026-05-04T10:00:00+02:00", "authors": ("Ada Finch", "Bo Lindahl"), "outlet": "Post"}),
        ('<meta name="DC.title" content="A"><meta name="DC.date.issued" content="4 May 2026">', {"title": "A", "published": "2026-05-04"}),
        ('<title>Bridge shut | The Post</title><meta property="og:site_name" content="The Post">', {"title": "Bridge shut"}),
        ('<link rel="canonical" href="https://post.example/bridge"><title>x</title>', {"url": "https://post.example/bridge"}),
        # broken JSON-LD is passed over, not guessed at
        ('<script type="application/ld+json">{"@type":"NewsArticle",,,</script><title>T</title>', {"title": "T", "published": None}),
        # a date without a year, or one that two countries read differently, is no date
        ('<meta name="date" content="04/05/2026">', {"published": None}),
        ('<meta name="date" content="May 2026">', {"published": None}),
        ("", {"title": None, "published": None, "authors": (), "outlet": None, "url": None}),
    ],
)  # fmt: skip
def test_metadata(head: str, expected: dict[str, object]) -> None:
    article = read(f"<html><head>{head}</head><body><article>{REPORT}</article></body></html>")
    assert {name: getattr(article, name) for name in expected} == expected


JSON_LD = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge shut","author":{"name":"Ada Finch"},'
    '"publisher":{"name":"Quay Post"}}</script>'
)


@pytest.mark.parametrize(
    ("head", "code", "words"),
    [
        ('<meta property="article:published_time" content="2026-05-04"><meta name="date" content="2026-01-02">', "date-conflict", "2026-01-02"),
        ('<meta name="date" content="soon">', "date", "no date"),
        ("", "date-unknown", "no date of publication"),
        ('<meta name="date" content="2031-05-04">', "future-date", "after 2026-06-01"),
        ('<meta name="date" content="2026-05-04"><meta property="article:modified_time" content="2026-05-01">', "date-conflict", "before"),
        (f'{JSON_LD}<meta property="og:title" content="Bridge closed">', "title-conflict", "meta og:title says 'Bridge closed'; the first is kept"),
        (f'{JSON_LD}<meta name="author" content="Tom Reed">', "authors-conflict", "JSON-LD says 'Ada Finch', meta author says 'Tom Reed'"),
        (f'{JSON_LD}<meta property="og:site_name" content="Harbour Wire">', "outlet-conflict", "'Quay Post', meta og:site_name says 'Harbour Wire'"),
        ('<link rel="canonical" href="https://quay.example/a"><meta property="og:url" content="https://quay.example/b">', "address-conflict", "quay.example/b"),
    ],
)  # fmt: skip
def test_conflicts_and_gaps_are_reported(head: str, code: str, words: str) -> None:
    options = ReadOptions(confine=False, format="html", today="2026-06-01")
    article = read(f"<html><head>{head}</head><body><article>{REPORT}</article></body></html>", options)
    assert any(note.code == code and words in note.message for note in article.diagnostics)


@pytest.mark.parametrize(
    "head",
    [
        # the same title with the outlet's name, and an author among others
        '<meta property="og:title" content="Bridge shut | Quay Post"><meta name="author" content="ADA FINCH; Tom Reed">',
        # an outlet cut short, an address with a question
        '<meta property="og:site_name" content="QUÁY POST Online"><link rel="canonical" href="https://quay.example/a"><meta property="og:url" content="http://www.quay.example/a/?from=share">',
        # an outlet by its domain
        '<meta property="og:site_name" content="marlow.com">',
    ],
)
def test_what_only_looks_different_is_no_conflict(head: str) -> None:
    article = read(f"<html><head>{JSON_LD}{head}</head><body><article>{REPORT}</article></body></html>")
    assert [note.code for note in article.diagnostics if note.code.endswith("-conflict")] == []


def test_a_page_that_calls_itself_another_language_is_read_as_what_it_is() -> None:
    article = read(f'<html lang="fr"><body><article>{REPORT}</article></body></html>')
    assert article.language == "en"
    assert any(note.code == "language-conflict" for note in article.diagnostics)
    assert read(f'<html lang="en-GB"><body><article>{REPORT}</article></body></html>').language == "en-GB"


@pytest.mark.parametrize(
    ("notice", "standing"),
    [
        ("Correction: An earlier version misstated the date of the vote.", "corrected"),
        ("An earlier version of this article misnamed the mayor.", "corrected"),
        ("This article was amended on 5 May 2026 to correct a name.", "corrected"),
        ("This article has been retracted because it could not be stood up.", "withdrawn"),
        ("“Correction: the mayor lied,” said Bo Lindahl.", "published"),  # somebody's words, not the outlet's notice
        ("Corrections officers said on Monday that the prison was calm.", "published"),
    ],
)
def test_correction_notices(notice: str, standing: str) -> None:
    article = read(f"<article>{REPORT}<p>{notice}</p></article>")
    assert article.standing == standing
    noted = [note for note in article.diagnostics if note.code in {"corrected", "withdrawn"}]
    assert [note.message for note in noted] == ([notice] if standing != "published" else [])
    assert all(note.span is not None and note.span.of(article.text) == notice for note in noted)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body></body></html>", "no article text found"),
        ("<html><body><nav><a href=/>Home</a><a href=/n>News</a></nav></body></html>", "no article text found"),
        ("<html><body><div class=x><p>We use cookies and similar methods to recognise visitors. Accept all cookies to go on.</p></div></body></html>", "no article text found: a cookie or pay wall"),
        ("<html><body><h1>Bridge shut</h1><p>Already a subscriber? Log in. Subscribe now to continue reading this story.</p></body></html>", "no article text found: a cookie or pay wall"),
    ],
)  # fmt: skip
def test_pages_without_a_report_are_refused(page: str, reason: str) -> None:
    (found,) = read_items(page.encode(), options=HERE)
    assert isinstance(found, Refusal)
    assert found.reason == reason
    assert found.code == "no-article"


def test_a_body_that_only_json_ld_holds_is_read_and_said_so() -> None:
    long = "\n".join(
        f"“Point {n} is settled,” said Ada Finch to the council in the hall of Marlow Quay." for n in range(8)
    )
    data = json.dumps({"@type": "NewsArticle", "headline": "Points settled", "articleBody": long})
    article = read(
        f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>'
    )
    assert body(article) == long.split("\n")
    assert any(note.code == "body-from-json-ld" for note in article.diagnostics)
