# ruff: noqa: E501
"""Sixteen layouts after those of real news sites. ``data-part`` marks what a part is and is taken off before reading.

Parts: ``body`` (the report's running text, lists, tables, quotations, subheadings), ``headline``, ``caption``, ``pulled``
(printed again from the body), ``around`` (furniture). What is not marked is markup only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape

from stories import Story

Template = Callable[[Story], str]


def _p(words: str, tag: str = "p", part: str = "body", **attributes: str) -> str:
    said = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f'<{tag}{said} data-part="{part}">{escape(words, quote=False)}</{tag}>'


def _around(words: str, tag: str = "p", **attributes: str) -> str:
    return _p(words, tag, "around", **attributes)


def _links(titles: Iterable[str], tag: str = "li", **attributes: str) -> str:
    return "".join(
        _around("", tag, **attributes).replace("></", f'><a href="/{n}">{escape(title)}</a></', 1)
        for n, title in enumerate(titles)
    )


def _rows(story: Story) -> str:
    return (
        "<table>"
        + "".join(f'<tr data-part="body"><td>{escape(a)}</td><td>{escape(b)}</td></tr>' for a, b in story.table)
        + "</table>"
    )


def _points(story: Story, **attributes: str) -> str:
    return "<ul>" + "".join(_p(point, "li", **attributes) for point in story.points) + "</ul>"


def _page(
    story: Story,
    body: str,
    *,
    head: str = "",
    site: str = "The Varnby Courier",
    start: str = "<body>",
    data: bool = True,
) -> str:
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.day,
        "author": {"@type": "Person", "name": story.author},
    }
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if data else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)} | {site}</title>'
        f'<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{site}">{script}{head}</head>{start}{body}</body></html>'
    )


def blog_theme(story: Story) -> str:
    """A weblog theme: widgets beside, share buttons and related posts inside the content, a thread below."""
    inner = (
        _p(story.paragraphs[0])
        + f'<div class="wp-caption"><img src="a.jpg">{_p(story.caption, part="caption", class_="wp-caption-text")}</div>'
    )
    inner += (
        "".join(_p(one) for one in story.paragraphs[1:3])
        + _p(story.subheads[0], "h3")
        + "".join(_p(one) for one in story.paragraphs[3:])
    )
    inner += f"<blockquote>{_p(story.quoted)}</blockquote>" + _points(story)
    inner += f'<div class="sharedaddy sd-sharing-enabled">{_around("Share this:", "h3", class_="sd-title")}<ul>{_links(("Twitter", "Facebook", "Email"))}</ul></div>'
    inner += f'<div id="jp-relatedposts" class="jp-relatedposts">{_around("Related", "h3")}{_links(story.others[:3], "div", class_="jp-relatedposts-post")}</div>'
    side = "".join(
        f'<div class="widget">{_around(name, "h2", class_="widget-title")}<ul>{_links(story.others[2:6])}</ul></div>'
        for name in ("Recent Posts", "Archives")
    )
    thread = (
        f'<div id="comments" class="comments-area">{_around("5 thoughts on this", "h2")}<ol class="comment-list">'
        + "".join(
            f'<li class="comment">{_around(f"Reader {n} says:", "div", class_="comment-author vcard")}<div class="comment-content">{_around(one)}</div></li>'
            for n, one in enumerate(story.remarks)
        )
        + "</ol></div>"
    )
    return _page(
        story,
        f'<div id="page" class="hfeed site"><header id="masthead" class="site-header">{_around("The Varnby Courier", "h1", class_="site-title")}<nav>{_links(("Home", "About", "Contact"))}</nav></header><div id="content"><div id="primary" class="content-area"><main><article class="post type-post hentry category-news tag-council"><header class="entry-header">{_p(story.title, "h1", "headline", class_="entry-title")}<div class="entry-meta">{_around("Posted on May 4 by " + story.author, "span", class_="posted-on")}</div></header><div class="entry-content">{inner}</div><footer class="entry-footer">{_around("Posted in News. Tagged council, water.", "span", class_="cat-links")}</footer></article>{thread}</main></div><aside id="secondary" class="widget-area">{side}</aside></div><footer id="colophon">{_around("Proudly powered by a weblog program", "div", class_="site-info")}</footer></div>',
        start='<body class="single single-post has-sidebar comments-open">',
    )


def broadcaster(story: Story) -> str:
    """A public broadcaster: hashed class names, every paragraph in a block of its own, topics and more at the end."""

    def block(inner: str) -> str:
        return f'<div data-component="text-block" class="ssrcss-11r1m41-RichTextComponentWrapper ep2nwvo0"><div class="ssrcss-7uxr49-RichTextContainer e5tfeyi1">{inner}</div></div>'

    text = block(_p(story.paragraphs[0]).replace(">", "><b>", 1).replace("</p>", "</b></p>")) + "".join(
        block(_p(one)) for one in story.paragraphs[1:4]
    )
    text += f'<div data-component="subheadline-block">{_p(story.subheads[0], "h2")}</div>' + "".join(
        block(_p(one)) for one in story.paragraphs[4:]
    )
    text += block(_points(story))
    text += f'<div data-component="links-block" class="ssrcss-lc8z9m"><h2 data-part="around">More on this story</h2><ul>{_links(story.others[:3])}</ul></div>'
    image = f'<figure><img src="x"><figcaption class="ssrcss-y7krbn-Stack"><span class="visually-hidden" data-part="around">Image caption, </span><p data-part="caption">{escape(story.caption)}</p></figcaption></figure>'
    return _page(
        story,
        f'<div id="root"><header role="banner"><nav>{_links(("Home", "News", "Sport", "Weather"))}</nav></header><main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header>{_p(story.title, "h1", "headline", id="main-heading")}{_around("4 hours ago", "time", datetime=story.day)}<div data-component="byline-block">{_around("By " + story.author, "span")}</div></header><div data-component="image-block">{image}</div>{text}<section data-component="topic-list"><h2 data-part="around">Related Topics</h2><ul>{_links(("Varnby", "Councils"))}</ul></section></article></main><section data-component="features"><h2 data-part="around">Top Stories</h2>{_links(story.others, "div")}</section><footer>{_around("Copyright © 2026. The site is not responsible for the content of external sites.")}</footer></div>',
    )


def metro_daily(story: Story) -> str:
    """A city paper on a large vendor's system: newsletter box, "read more" lines and advertising between paragraphs."""
    inner = ""
    for n, one in enumerate(story.paragraphs):
        inner += _p(one, class_="text | article-text b-ltr-lh")
        if n == 1:
            inner += f'<div class="newsletter-promo"><div>{_around("Sign up for the Morning Letter")}{_around("Get the most important news in your inbox every weekday at seven.")}<form><input type="email"><button>Sign up</button></form></div></div>'
        if n == 2:
            inner += '<div class="ad-wrapper arc_ad">' + _around("Advertisement", "span") + "</div>"
        if n == 3:
            inner += f'<p class="interstitial-link" data-part="around"><i>[<a href="/r">Read more: {escape(story.others[0])}</a>]</i></p>'
    inner += _rows(story) + f'<blockquote class="article-blockquote">{_p(story.quoted)}</blockquote>'
    lead = f'<figure class="lead-art"><img src="x"><figcaption class="caption" data-part="caption">{escape(story.caption)} (K. Marrow/The Courier)</figcaption></figure>'
    bio = f'<div class="author-bio"><div class="bio">{_around(story.author + " covers local government. Before coming to the Courier she worked for a weekly in Estergate for eleven years.")}</div></div>'
    return _page(
        story,
        f'<div id="fusion-app"><header class="masthead">{_links(("Sections", "Sign in"), "span")}</header><main><article>{_p(story.title, "h1", "headline", class_="headline")}{_p(story.standfirst, "h2", "headline", class_="subheadline")}<div class="byline">{_around("By " + story.author, "span")}{_around("May 4, 2026 at 10:02 a.m.", "span")}</div>{lead}<section class="article-body">{inner}</section>{bio}<div class="comments-button">{_around("Comments (112)", "a")}</div></article><div class="recirc most-read">{_around("Most Read", "h3")}{_links(story.others[3:7], "div")}</div></main><footer class="footer">{_links(("Terms", "Privacy"), "span")}</footer></div>',
    )


def tabloid(story: Story) -> str:
    """A tabloid: bullets above the text, share bars, a box of related articles in the text, a long thread."""
    inner = (
        "<ul class='mol-bullets-with-font'>"
        + "".join(f'<li data-part="body"><strong>{escape(one)}</strong></li>' for one in story.points[:2])
        + "</ul>"
    )
    for n, one in enumerate(story.paragraphs):
        inner += _p(one, class_="mol-para-with-font")
        if n == 1:
            inner += f'<div class="artSplitter mol-img-group"><img src="x">{_p(story.caption, part="caption", class_="imageCaption")}</div>'
        if n == 3:
            inner += f'<div class="art-ins mol-factbox related"><div class="related-carousel"><h3 data-part="around">RELATED ARTICLES</h3><ul>{_links(("Previous", "Next"))}{_links(story.others[:4])}</ul></div><div class="share-articles"><h3 data-part="around">Share this article</h3>{_around("Share", "div")}{_around("67 shares", "div")}</div></div>'
    thread = (
        '<div class="reader-comments" id="js-comments">'
        + _around("Comments 5", "h3")
        + "".join(f'<div class="comment"><div class="comment-body">{_around(one)}</div></div>' for one in story.remarks)
        + "</div>"
    )
    return _page(
        story,
        f'<div class="page-banner"></div><div id="content" class="article"><div id="js-article-text" class="article-text wide heading-tag-switch">{_p(story.title, "h2", "headline")}{_around("By " + story.author, "p", class_="author-section byline-plain")}{_around("Published: 10:02, 4 May 2026 | Updated: 11:15, 4 May 2026", "p", class_="byline-section")}<div class="shareArticles">{_around("42 View comments", "span")}</div><div itemprop="articleBody">{inner}</div></div><div class="beta"><div class="puff">{_around("Don’t miss", "h3")}{_links(story.others, "div")}</div></div>{thread}</div>',
    )


def table_layout(story: Story) -> str:
    """An old portal: tables for layout, line breaks for paragraphs, the whole page in one form."""
    text = "<br><br>".join(
        f'<span data-part="body">{escape(one, quote=False)}</span>' for one in (*story.paragraphs, *story.points)
    )
    menu = "".join(
        f'<tr><td class="menu"><a href="/{n}" data-part="around">{name}</a></td></tr>'
        for n, name in enumerate(("Home", "World", "Sport", "Letters"))
    )
    return _page(
        story,
        f'<form name="aspnetForm" method="post"><table width="780"><tr><td colspan="3"><img src="logo.gif"></td></tr><tr><td valign="top"><table>{menu}</table></td><td valign="top"><font size="5"><b data-part="headline">{escape(story.title)}</b></font><br><font size="1" data-part="around">By {story.author}</font><br><br><font face="Times">{text}</font><br><br><a href="javascript:print()" data-part="around">Print this page</a> <a href="/mail" data-part="around">E-mail this story</a></td><td valign="top"><table><tr><td data-part="around"><b>Other headlines</b></td></tr>{"".join(f"<tr><td data-part=around><a href=/x>{escape(one)}</a></td></tr>" for one in story.others)}</table></td></tr><tr><td colspan="3" align="center"><font size="1" data-part="around">Copyright 2026 Port Lorne Herald. All rights reserved.</font></td></tr></table></form>',
        data=False,
    )


def live_blog(story: Story) -> str:
    """A live blog: nested articles with times, key events above, share links on each post."""
    posts = ""
    for n, one in enumerate(story.paragraphs):
        posts += f'<article class="block live-block" id="block-{n}"><time data-part="around" datetime="{story.day}T1{n % 10}:00:00Z">1{n % 10}.0{n % 6} BST</time>{_p(f"Stage {n}: the hall at {n + 1}", "h2", class_="block-title")}<div class="block-elements">{_p(one)}</div><div class="block-share">{_around("Share on Facebook", "a")}{_around("Share on Twitter", "a")}</div></article>'
    events = f'<nav class="key-events" aria-label="Key events">{_around("Key events", "h2")}<ul>{_links(story.others[:3])}</ul></nav>'
    return _page(
        story,
        f'<header class="top-bar">{_links(("News", "Opinion"), "span")}</header><main><article id="article"><div data-gu-name="headline">{_p(story.title, "h1", "headline")}</div><div data-gu-name="standfirst">{_p(story.standfirst, part="headline")}</div><div class="content__main">{events}<div id="liveblog-body" class="liveblog-content article-body">{posts}</div></div></article></main><footer>{_links(("Help", "Complaints"), "span")}</footer>',
    )


def agency(story: Story) -> str:
    """A news agency: paragraphs with hashed names, a trust note, recommended items and a right rail."""
    inner = "".join(
        _p(
            f"{'ESTERGATE, May 4 (Lorne News) - ' if n == 0 else ''}{one}",
            class_="text__text__1FZLe text__dark-grey body__full_width",
        )
        for n, one in enumerate(story.paragraphs)
    )
    rail = f'<aside class="article-rail"><h3 data-part="around">Read Next</h3>{_links(story.others[:5], "div", class_="media-story-card")}</aside>'
    return _page(
        story,
        f'<div id="fusion-app" class="fusion-app"><header>{_links(("World", "Business", "Markets"), "span")}</header><main><article class="article__container__2MUeZ"><header class="article-header">{_p(story.title, "h1", "headline", class_="text__heading_2")}<div class="author-date">{_around("By " + story.author)}{_around("May 4, 2026 10:02 AM UTC", "time")}</div></header><div class="article-body__content__17Yit">{inner}{_points(story)}<p class="sign-off" data-part="body">Reporting by {story.author}; Editing by Ruth Abara</p><p class="trust-badge" data-part="around">Our Standards: <a href="/t">The Lorne Trust Principles.</a></p></div>{rail}</article></main><footer>{_around("All quotes delayed a minimum of 15 minutes. © 2026 Lorne News. All rights reserved")}</footer></div>',
    )


def broadsheet(story: Story) -> str:
    """A broadsheet: pull quotes as asides, rich links, an appeal for support after the text."""
    inner = ""
    for n, one in enumerate(story.paragraphs):
        inner += _p(one, class_="dcr-s23rjr")
        if n == 2:
            inner += f'<aside class="element element-pullquote" data-component="pullquote"><blockquote data-part="pulled">“{escape(story.pulled)}”</blockquote></aside>'
        if n == 3:
            inner += f'<aside class="element element-rich-link" data-component="rich-link"><h1 data-part="around"><a href="/r">{escape(story.others[0])}</a></h1><a href="/r" data-part="around">Read more</a></aside>'
    inner += _p(story.subheads[1], "h2") + f'<blockquote class="quoted">{_p(story.quoted)}</blockquote>'
    appeal = f'<div id="slot-body-end" class="contributions-epic">{_around("... as you are joining us today from Varnby, we have a small favour to ask. Tens of millions have placed their trust in our reporting, and we have decided to keep it open for all readers.")}{_around("Support us from as little as one crown. Thank you.")}</div>'
    return _page(
        story,
        f'<header><nav data-component="nav">{_links(("News", "Opinion", "Sport"))}</nav></header><main><article><div data-gu-name="headline">{_p(story.title, "h1", "headline")}</div><div data-gu-name="standfirst">{_p(story.standfirst, part="headline")}</div><figure id="lead"><img src="x"><figcaption data-part="caption">{escape(story.caption)} Photograph: Kit Marrow/Courier</figcaption></figure><address aria-label="Contributor info" data-part="around">{story.author}</address><div class="article-body-commercial-selector article-body-viewer-selector" id="maincontent">{inner}{appeal}</div><div class="submeta">{_around("Topics", "div")}<ul>{_links(("Varnby", "Councils", "features"))}</ul></div></article></main><div class="onwards">{_around("More on this story", "h2")}{_links(story.others[1:6], "div")}</div><footer>{_around("© 2026 The Varnby Broadsheet. All rights reserved.", "div")}</footer>',
    )


def newsletter_platform(story: Story) -> str:
    """A newsletter platform: subscribe boxes in the text, likes and a discussion."""
    inner = (
        "".join(_p(one) for one in story.paragraphs[:3])
        + f'<div class="subscription-widget-wrap"><div class="subscription-widget">{_around("Estergate Notes is a reader-supported publication. To receive new posts and support my work, consider becoming a subscriber.")}</div></div>'
        + "".join(_p(one) for one in story.paragraphs[3:])
        + _points(story)
    )
    talk = (
        f'<div class="comments-section" id="discussion">{_around("Discussion about this post", "h4")}'
        + "".join(f'<div class="comment-content">{_around(one)}</div>' for one in story.remarks[:3])
        + "</div>"
    )
    return _page(
        story,
        f'<div class="single-post-container"><article class="typography newsletter-post post"><div class="post-header">{_p(story.title, "h1", "headline", class_="post-title unpublished")}{_p(story.standfirst, "h3", "headline", class_="subtitle")}<div class="byline-wrapper">{_around(story.author, "a")}</div></div><div class="available-content"><div dir="auto" class="body markup">{inner}</div></div><div class="post-footer">{_around("12 Likes", "a")}{_around("Share", "a")}</div></article>{talk}<div class="portable-archive">{_around("Ready for more?", "h4")}{_links(story.others[:3], "div")}</div></div>',
        site="Estergate Notes",
    )


def accelerated(story: Story) -> str:
    """A mobile page with custom elements."""
    inner = "".join(
        _p(one) + ('<amp-ad width=300 height=250 type="x"></amp-ad>' if n == 1 else "")
        for n, one in enumerate(story.paragraphs)
    )
    return _page(
        story,
        f'<header class="amp-header">{_around("Courier", "a")}</header><amp-sidebar id="s">{_links(("Home", "News"))}</amp-sidebar><main><article class="amp-article"><header>{_p(story.title, "h1", "headline")}{_around("By " + story.author + " | 4 May 2026", "p", class_="amp-byline")}</header><amp-img src="x"></amp-img><div class="amp-article-content">{inner}<blockquote>{_p(story.quoted)}</blockquote></div><amp-social-share type="x"></amp-social-share></article><section class="amp-related"><h3 data-part="around">You may also like</h3>{_links(story.others[:4])}</section></main><footer>{_around("View non-AMP version at courier.example", "a")}</footer>',
    )


def metered(story: Story) -> str:
    """A metered paper: the text is on the page and hidden until clicked, a prompt stands over it."""
    inner = (
        "".join(_p(one) for one in story.paragraphs[:2])
        + '<div class="more-text" style="display:none">'
        + "".join(_p(one) for one in story.paragraphs[2:])
        + _points(story)
        + "</div>"
    )
    return _page(
        story,
        f'<div id="paywall-modal" class="modal overlay">{_around("Subscribe today for unlimited access to the Courier. Already a subscriber? Log in.")}</div><div class="cookie-banner" id="onetrust-banner-sdk">{_around("We use cookies to personalise content and to analyse our traffic. You can change your settings at any time.")}</div><div class="wrapper"><div class="article-page"><div class="article-head">{_p(story.title, "h1", "headline")}<div class="meta">{_around("4 May 2026", "span", class_="date")}</div></div><div class="article-content-container">{inner}</div></div><div class="sidebar right">{_around("Trending", "h4")}<ol>{_links(story.others[:5])}</ol></div></div>',
    )


def interview(story: Story) -> str:
    """Questions and answers, a fact box with a table, footnotes in a list."""
    asked = "".join(
        f'<p data-part="body"><strong>What about stage {n}, and who pays for it?</strong></p>' + _p(one)
        for n, one in enumerate(story.paragraphs)
    )
    return _page(
        story,
        f'<nav class="navbar">{_links(("Magazine", "Culture"))}</nav><div class="container"><div class="row"><div class="col-md-8"><h1 class="title" data-part="headline">{escape(story.title)}</h1><p class="lead" data-part="headline">{escape(story.standfirst)}</p><div class="post-content">{asked}{_rows(story)}{_points(story)}<div class="tags">{_around("Tags:", "span")}{_links(("interview", "council"), "span")}</div></div><div class="social-share">{_around("Share on", "span")}{_links(("Facebook", "WhatsApp"), "span")}</div></div><div class="col-md-4"><div class="popular-posts">{_around("Popular", "h3")}{_links(story.others[:5], "div")}</div></div></div></div>',
    )


def station(story: Story) -> str:
    """A television station: lines of links and "download our app" between paragraphs, the notice of copyright at the end."""
    inner = ""
    for n, one in enumerate(story.paragraphs):
        inner += _p(f"VARNBY (KVRN) - {one}" if n == 0 else one)
        if n == 2:
            inner += f'<p data-part="around"><strong>RELATED:</strong> <a href="/r">{escape(story.others[0])}</a></p>'
        if n == 4:
            inner += _around("Download our free app for breaking news alerts wherever you are.", "p")
    inner += _around("Copyright 2026 KVRN. All rights reserved.", "p")
    return _page(
        story,
        f'<header>{_links(("Weather", "Sports", "Live"), "span")}</header><div class="main-content"><article><h1 class="headline" data-part="headline">{escape(story.title)}</h1><div class="author">{_around("By " + story.author, "span")}</div><div class="published-date">{_around("Published: May. 4, 2026 at 10:02 AM EDT", "span")}</div><div class="article-body">{inner}</div></article><div class="most-read-module"><h3 data-part="around">Most Read</h3>{_links(story.others[:5], "div")}</div><div class="latest-news"><h3 data-part="around">Latest News</h3>{_links(story.others[3:], "div")}</div></div><footer>{_around("A Lorne Media Group station - © 2026", "div")}</footer>',
    )


def application(story: Story) -> str:
    """A page drawn by a program, with the body in JSON-LD and a second report below for endless scrolling."""
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": "NewsArticle",
                "headline": story.title,
                "articleBody": "\n".join((*story.paragraphs, *story.points)),
            },
        ],
    }
    other = "".join(
        _around(f"{one} That is what a later report on this page says, at some length, and not the one asked for.")
        for one in story.others[:6]
    )
    return _page(
        story,
        f'<div id="__next"><div class="css-1k0m9x">{_links(("A", "B"), "span")}</div><div class="css-9f8a"><div class="css-77d1">{_p(story.title, "h1", "headline", class_="css-h1")}<div class="css-by">{_around(story.author, "span")}</div>{"".join(_p(one, "div", class_="css-p0") for one in story.paragraphs)}<ul class="css-ul">{"".join(_p(one, "li") for one in story.points)}</ul></div></div><div class="css-9f8a"><div class="css-77d1">{_around(story.others[0], "h1", class_="css-h1")}{other}</div></div></div>',
        head=f'<script type="application/ld+json">{json.dumps(linked)}</script>',
        data=False,
    )


def press_release(story: Story) -> str:
    """A release on a wire service: contacts and "about" at the end belong to the release's text but for its links."""
    inner = "".join(_p(one) for one in story.paragraphs) + _p(story.quoted) + _points(story)
    return _page(
        story,
        f'<div class="topnav">{_links(("Send a release", "Log in"), "span")}</div><section class="release"><div class="release-header">{_p(story.title, "h1", "headline")}<p class="release-date" data-part="around">May 04, 2026 10:02 ET</p></div><div class="release-body container"><div class="row"><div class="col-lg-10">{inner}</div></div></div><div class="release-footer"><h4 data-part="around">Also from this source</h4>{_links(story.others[:3], "div", class_="card")}</div></section><footer class="global-footer">{_around("Terms of Use | Privacy Policy | Cookie Settings")}</footer>',
    )


def embedded_posts(story: Story) -> str:
    """A news portal with embedded posts, which are kept, and boxes of teasers between paragraphs, which are not."""
    post = f'<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr" data-part="body">{escape(story.points[0])}</p></blockquote><script async src="x.js"></script>'
    inner = (
        "".join(_p(one) for one in story.paragraphs[:2])
        + post
        + f'<div class="inline-teaser-box recommended-stories"><span data-part="around">Recommended for you</span>{_links(story.others[:3], "div")}</div>'
        + "".join(_p(one) for one in story.paragraphs[2:])
    )
    return _page(
        story,
        f'<div class="header-wrap">{_links(("Politics", "Local"), "span")}</div><div class="breadcrumbs">{_links(("Home", "Local"), "span")}</div><div class="story-page"><h1 data-part="headline">{escape(story.title)}</h1><div class="story-info">{_around("By " + story.author + ", Updated 10:02 IST", "span", class_="author-name")}</div><div class="story-content" itemprop="articleBody">{inner}</div><div class="follow-us">{_around("Follow us on social media for the latest updates.", "p")}</div></div><div class="trending-topics">{_around("Trending", "h4")}{_links(("Monsoon", "Cricket"), "span")}</div>',
    )


TEMPLATES: tuple[Template, ...] = (
    blog_theme, broadcaster, metro_daily, tabloid, table_layout, live_blog, agency, broadsheet, newsletter_platform, accelerated,
    metered, interview, station, application, press_release, embedded_posts,
)  # fmt: skip
