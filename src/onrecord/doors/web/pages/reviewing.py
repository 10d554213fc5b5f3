"""Review: what is doubtful, judged and corrected with a few keys, by holders of the token. Undo is one more entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.doors.server.problems import DoorError
from onrecord.doors.web.pages.forms import asked, posted, text_of
from onrecord.doors.web.report import passage_marks
from onrecord.doors.web.site import site_of
from onrecord.doors.web.wording import QUOTATION
from onrecord.model import Judgement, ReviewItem
from onrecord.model.attribution import QUOTATION_TYPES
from onrecord.model.errors import QueryError
from onrecord.model.keeping import Correction

QUEUE = 10
LOGGED = 20
DECISIONS = ("same", "different", "unsure")


class Entry(NamedTuple):
    """One line of who decided what; ``undo`` are the fields of the form that takes it back, None where none does."""

    at: str
    by: str
    what: str
    on: str
    link: str | None
    why: str | None
    undo: tuple[tuple[str, str], ...] | None


def entry(one: Judgement | Correction) -> Entry:
    """A decision as the log shows it."""
    if isinstance(one, Judgement):
        sides = f"{_tail(one.left)} and {_tail(one.right)}"
        link = f"/{one.about}?{urlencode({'id': one.left}, errors='replace')}"
        undo = (("left", one.left), ("right", one.right), ("about", one.about), ("decision", "unsure"))
        return Entry(one.at, one.by, one.decision, sides, link, one.reason, undo if one.decision != "unsure" else None)
    value = one.value or {}
    what = {
        "speaker": f"speaker: {value.get('name') or 'nobody named'}, of",
        "quotation": f"type: {QUOTATION.get(str(value.get('quotation')), 'none')}, of",
        "strike": "confirmed" if value.get("struck") is False else "struck",
    }.get(one.kind, f"{one.kind} of")
    back = (("left", one.attribution), ("decision", "right")) if what == "struck" else None
    page = None if what == "struck" else f"/statement?{urlencode({'id': one.attribution}, errors='replace')}"
    return Entry(one.at, one.by, what, f"a statement in {_tail(one.article)}", page, one.why, back)


def _tail(key: str) -> str:
    """The part of an id that a person can read: the name in an entity's, the end of an address."""
    return key.rpartition("#")[2] or key


class NotSignedInError(DoorError):
    """Writing asked for by somebody who has not given the token."""

    status = 403


async def review(request: Request) -> Response:
    """The queue, most doubtful first; a way to sign in for those who have not."""
    site = site_of(request)
    items, taken, speakers = await site.kept("review", _queue)
    return await site.page(
        request,
        "review.html",
        page="review",
        items=items,
        speakers=speakers,
        decisions=[entry(one) for one in taken],
        trouble=None,
        done=asked(request, "done"),
        undo={name: asked(request, name) for name in ("left", "right", "about", "kind", "prior")},
        marks={hit.attribution.id: passage_marks(hit.passage.text, hit.passage.span.start, hit.attribution)
               for item in items for hit in item.hits},
    )  # fmt: skip


def _queue(
    archive: Archive,
) -> tuple[Sequence[ReviewItem], Sequence[Judgement | Correction], dict[str, Sequence[str]]]:
    """What waits, what was decided last, and who speaks in the articles of what waits."""
    items = list(archive.review_queue(QUEUE))
    articles = {hit.passage.article.id for item in items for hit in item.hits}
    return items, archive.decisions(LOGGED), {one: archive.speakers(one) for one in sorted(articles)}


async def sign_in(request: Request) -> Response:
    """Give the name and the token; both are checked here and the name is kept with what is decided."""
    site = site_of(request)
    form = await posted(request)
    name = " ".join(text_of(form, "name").split())
    if not site.sessions.admits(text_of(form, "token")) or not name:
        return await site.page(
            request, "review.html", 403, page="review", items=[], speakers={}, decisions=[], marks={}, done=None, undo={},
            trouble="A name is needed, and the token that the server was started with.",
        )  # fmt: skip
    answer = RedirectResponse("/review", 303)
    site.sessions.sign_in(answer, name)
    return answer


async def sign_out(request: Request) -> Response:
    """Forget who writes."""
    await posted(request)
    answer = RedirectResponse("/review", 303)
    site_of(request).sessions.sign_out(answer)
    return answer


async def decide(request: Request) -> Response:
    """Take one decision; the next page offers to undo it."""
    site = site_of(request)
    form = await posted(request)
    by = site.sessions.writer(request)
    if by is None:
        raise NotSignedInError("sign in to decide", remedy="see /review")
    apply, said, undo = _decision(form, by)
    await site.desk.ask(apply)
    site.forget()
    return RedirectResponse(f"/review?{urlencode({'done': said, **undo}, errors='replace')}", 303)


def _decision(form: FormData, by: str) -> tuple[Callable[[Archive], object], str, dict[str, str]]:
    """What to do, how to say that it was done, and what undoes it."""
    left, right = text_of(form, "left"), text_of(form, "right")
    decision, why = text_of(form, "decision"), text_of(form, "why").strip()[:500] or None
    if not left:
        raise QueryError("what is this decision about?")
    if right:
        if decision not in DECISIONS:
            raise QueryError(f"must be one of {', '.join(DECISIONS)}", item="decision")
        about = "statement" if text_of(form, "about") == "statement" else "person"
        undo = {"left": left, "right": right, "about": about} if decision != "unsure" else {}
        return (lambda archive: archive.judge(left, right, decision, by=by, reason=why, about=about)), decision, undo
    if decision == "right":
        return (lambda archive: archive.correct(left, "strike", {"struck": False}, by=by, why=why)), "confirmed", {}
    if decision == "strike":
        undo = {"left": left, "kind": "strike"}
        return (lambda archive: archive.correct(left, "strike", None, by=by, why=why)), "struck", undo
    if decision == "speaker":
        name = " ".join(text_of(form, "speaker").split())[:200]
        value = {"name": name} if name else None
        undo = {"left": left, "kind": "speaker", "prior": text_of(form, "prior")}
        return (lambda archive: archive.correct(left, "speaker", value, by=by, why=why)), "speaker corrected", undo
    if decision == "quotation" and (chosen := text_of(form, "quotation")) in QUOTATION_TYPES:
        undo = {"left": left, "kind": "quotation", "prior": text_of(form, "prior")}
        change = {"quotation": chosen}
        return (lambda archive: archive.correct(left, "quotation", change, by=by, why=why)), "type corrected", undo
    raise QueryError("must be right, strike, speaker or quotation", item="decision")
