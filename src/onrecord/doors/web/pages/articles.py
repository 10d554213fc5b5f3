"""Articles: the list of those held, one revision with its statements marked, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from onrecord.doors.web.pages.forms import asked, whole
from onrecord.doors.web.report import report
from onrecord.doors.web.revised import statement_changes, text_changes
from onrecord.doors.web.site import Site, site_of
from onrecord.model import Revision
from onrecord.model.errors import NotFoundError, QueryError

ARTICLES_PAGE = 50


async def articles(request: Request) -> Response:
    """The articles held, latest published first, by pages; narrowed by words of the title and by outlet."""
    words, outlet, after = (asked(request, name) for name in ("words", "outlet", "after"))
    site = site_of(request)
    found = await site.kept(
        ("articles", words, outlet, after),
        lambda archive: archive.articles_listed(words, outlet=outlet, after=after, limit=ARTICLES_PAGE),
    )
    return await site.page(
        request, "articles.html", page="articles", found=found, sought={"words": words, "outlet": outlet}, after=after
    )


async def article(request: Request) -> Response:
    """One article as it is held: a revision with its statements marked; or, with ``changes``, what became of it."""
    site = site_of(request)
    sought = asked(request, "id")
    if sought is None:
        raise QueryError("say which article: /article?id=…")
    number = whole(request, "revision", 1, 100_000) if asked(request, "revision") else None
    document, revisions = await site.desk.ask(
        lambda archive: (archive.document(sought, number), archive.revisions(sought))
    )
    current = number or max((one.card.revision for one in revisions), default=1)
    if asked(request, "changes"):
        return await _changed(request, site, sought, current, revisions)
    here = next((one for one in revisions if one.card.revision == current), None)
    changes = {key: kind for key, kind in here.changes if kind != "kept"} if here else {}
    return await site.page(
        request, "article.html", page="articles", document=document, made=report(document, changes),
        revisions=revisions, current=current, changes=changes, comparing=False,
    )  # fmt: skip


async def _changed(request: Request, site: Site, sought: str, current: int, revisions: Sequence[Revision]) -> Response:
    if current < 2:
        raise NotFoundError("there is no revision before the first", item=sought)
    before, after, changes = await site.desk.ask(
        lambda archive: (
            archive.document(sought, current - 1),
            archive.document(sought, current),
            archive.changes(sought, current),
        )
    )
    old, new = before.article.text, after.article.text
    return await site.page(
        request, "changes.html", page="articles", document=after, before=before, revisions=revisions, current=current,
        comparing=True, statements=statement_changes(old, new, changes), lines=text_changes(old, new),
        kept=sum(one.kind == "kept" for one in changes),
    )  # fmt: skip
