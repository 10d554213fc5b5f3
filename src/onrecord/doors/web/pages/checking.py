"""Check: one quotation, or every quotation of a draft, against the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive import Archive
from onrecord.doors.web.pages.forms import asked, posted, text_of
from onrecord.doors.web.report import Mark, passage_marks, sought_marks
from onrecord.doors.web.site import site_of
from onrecord.model import CheckAnswer, CheckEvidence, CheckRequest, DraftCheck
from onrecord.model.errors import LimitError, NotFoundError, OnrecordError, QueryError

DRAFT_LIMIT = 100_000
EVIDENCE_SHOWN, NEAREST_SHOWN = 12, 3
Passages = dict[tuple[str, str], tuple[Mark, ...]]
"""Marked passages by attribution and article."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a draft; ``number`` counts its quotations from 1, None for what is between them."""

    text: str
    number: int | None
    answer: CheckAnswer | None


async def check(request: Request) -> Response:
    """The form, and the answer where a quotation is given in the address (so that it can be shared)."""
    site = site_of(request)
    given = {name: asked(request, name) for name in ("quote", "speaker", "occasion", "since", "until")}
    answer, trouble, status = None, None, 200
    passages: Passages = {}
    if given["quote"]:
        asking = CheckRequest(**given)  # type: ignore[arg-type]
        try:
            answer, passages = await site.kept(asking, lambda archive: _with_passages(archive, archive.check(asking)))
        except QueryError as error:
            trouble, status = str(error), 400
    return await site.page(
        request, "check.html", status, page="check", given=given, answer=answer, passages=passages, draft="",
        trouble=trouble,
    )  # fmt: skip


async def check_draft(request: Request) -> Response:
    """A draft with each of its quotations judged in the margin. Nothing of it is kept."""
    site = site_of(request)
    form = await posted(request)
    draft = text_of(form, "draft")
    given = dict.fromkeys(("quote", "speaker", "occasion", "since", "until"))
    try:
        if not draft.strip():
            raise QueryError("there is no draft to check")
        if len(draft) > DRAFT_LIMIT:
            raise LimitError(f"a draft may have {DRAFT_LIMIT:,} characters at most")
        checks, passages = await site.desk.read(lambda archive: _drafted(archive, draft))
    except OnrecordError as error:
        return await site.page(
            request, "check.html", 422, page="check", given=given, answer=None, passages={}, draft=draft,
            trouble=str(error),
        )  # fmt: skip
    return await site.page(
        request,
        "draft.html",
        page="check",
        paragraphs=paragraphs(draft, checks),
        tally=Counter(one.answer.verdict for one in checks),
        number=len(checks),
        passages=passages,
    )


def _with_passages(archive: Archive, answer: CheckAnswer) -> tuple[CheckAnswer, Passages]:
    """An answer, and the passages that it rests on."""
    return answer, dict(_passages(archive, [*answer.evidence[:EVIDENCE_SHOWN], *answer.nearest[:NEAREST_SHOWN]]))


def _drafted(archive: Archive, draft: str) -> tuple[list[DraftCheck], Passages]:
    checks = list(archive.check_draft(draft))
    shown = [one for check in checks for one in check.answer.evidence[:NEAREST_SHOWN]]
    return checks, dict(_passages(archive, shown))


def _passages(
    archive: Archive, evidence: Sequence[CheckEvidence]
) -> Iterator[tuple[tuple[str, str], tuple[Mark, ...]]]:
    """The passages in which evidence stands, with its words told apart; none for words outside any attribution."""
    for one in evidence:
        if one.attribution is None:
            continue
        try:
            hit = archive.passage(one.attribution, one.article)
        except NotFoundError:  # struck or suppressed since: the words of the answer stand alone
            continue
        start = hit.passage.span.start
        marks = passage_marks(hit.passage.text, start, hit.attribution)
        yield (one.attribution, one.article), sought_marks(marks, start, one.words or (one.span,))


def paragraphs(draft: str, checks: list[DraftCheck]) -> list[list[Piece]]:
    """The draft by lines, each cut into its quotations and what is between them. A quotation goes whole to the line
    in which it begins."""
    made: list[list[Piece]] = []
    line: list[Piece] = []
    at = 0
    for number, one in enumerate(sorted(checks, key=lambda check: check.span), 1):
        if one.span.start < at:
            continue
        line = _between(draft[at : one.span.start], line, made)
        line.append(Piece(one.span.of(draft), number, one.answer))
        at = one.span.end
    line = _between(draft[at:], line, made)
    made.append(line)
    return [pieces for pieces in made if any(piece.text.strip() for piece in pieces)]


def _between(text: str, line: list[Piece], made: list[list[Piece]]) -> list[Piece]:
    first, *others = text.split("\n")
    line.append(Piece(first, None, None))
    for other in others:
        made.append(line)
        line = [Piece(other, None, None)]
    return line
