"""The tools, and the server that offers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from onrecord.archive import Archive, open_archive
from onrecord.doors.mcp import shapes
from onrecord.doors.mcp.shapes import NOTICE
from onrecord.doors.server.desk import Desk
from onrecord.model import (
    ArticleCard,
    Attribution,
    CheckAnswer,
    CheckEvidence,
    CheckRequest,
    Counted,
    Document,
    Hit,
    Passage,
    Person,
    PersonCard,
    Query,
    Revision,
    Searched,
    Span,
    reach,
)
from onrecord.model.attribution import Act, Commitment, Mode, QuotationType
from onrecord.model.errors import OnrecordError
from onrecord.model.layers import passage

Answer = TypeVar("Answer")

TEXT_PART = 12_000
"""Characters of an article's text in one answer."""
PASSAGE_MOST = 1_500
NAMES_MOST = 20
"""Roles and names told of one person."""
Short = Annotated[str | None, Field(max_length=500)]
_ONLY_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
MEANINGS = {
    "verbatim": "these words stand in the record as the speaker's",
    "reformatted": "the same words; only case, punctuation, spelling or marks differ",
    "elided": "the same words with a marked omission",
    "altered": "close to words in the record but not the same; see difference",
    "spliced": "joined from words that stand apart in the record",
    "paraphrase": "the record has these words as an outlet's paraphrase, not inside quotation marks",
    "other-speaker": "the record has these words credited to somebody else",
    "not-found": "no such words in what was searched; that does not mean they were never said",
}


def run_stdio(archive_location: str | Path) -> None:
    """Serve over standard input and output until the agent hangs up."""
    open_archive(archive_location, create=False).close()
    make_server(lambda: open_archive(archive_location, create=False)).run("stdio")


def make_server(opener: Callable[[], Archive]) -> MCPServer[None]:
    """The server with its four tools. ``opener`` opens an archive; it is called once in each thread."""
    desk = Desk(opener, threads=2)
    server: MCPServer[None] = MCPServer(
        "onrecord",
        instructions=(
            "A record of who said what in news reports. A total counts every printing of a statement, wire copies "
            "too; reports leave the copies out. "
            "The acts (deny, warn ...) are the outlets' words. Not found is not never said. " + NOTICE
        ),
        log_level="WARNING",
    )
    for tool in (_searching(desk), _checking(desk), _article_reading(desk), _person_finding(desk)):
        server.tool(annotations=_ONLY_READS)(tool)
    return server


def _searching(desk: Desk) -> Callable[..., Awaitable[shapes.SearchAnswer]]:
    async def search(
        words: Short = None,
        speaker: Short = None,
        addressee: Short = None,
        about: Short = None,
        outlet: Short = None,
        since: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None,
        until: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None,
        quotation: QuotationType | None = None,
        mode: Mode | None = None,
        act: Act | None = None,
        commitment: Commitment | None = None,
        min_confidence: Annotated[float | None, Field(ge=0, le=1)] = None,
        article: Annotated[str | None, Field(max_length=2_000)] = None,
        statement: Short = None,
        sort: Literal["relevance", "date"] = "relevance",
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
        after: Short = None,
        like: Short = None,
    ) -> shapes.SearchAnswer:
        """Find reported statements by words, speaker, addressee, subject, outlet and date of publication (ISO days).

        quotation: direct is inside quotation marks, mixed partly, indirect is the outlet's paraphrase.
        act: what the outlet's verb makes of it. article, statement: ids, as answers have them.
        like: statements that say something like this, in whatever words, nearest first; the rest narrows it.
        """
        query = Query(
            words, speaker, addressee, about, outlet, since, until, quotation, mode=mode, act=act, commitment=commitment,
            min_confidence=min_confidence, article=article, statement=statement, sort=sort, limit=limit, after=after,
            like=like,
        )  # fmt: skip
        page = await _asked(desk, lambda archive: archive.search(query))
        return {
            "notice": NOTICE,
            "total": page.total,
            "counts": {"sightings": page.total, "reports": page.reports, "statements": page.statements},
            "why_nothing": list(page.unseen.reasons) if page.unseen else [],
            "after": page.after,
            "found": [_found(hit) for hit in page.hits],
        }

    return search


def _checking(desk: Desk) -> Callable[..., Awaitable[shapes.CheckResult]]:
    async def check(
        quote: Annotated[str, Field(min_length=1, max_length=5_000)],
        speaker: Short = None,
        occasion: Short = None,
        since: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None,
        until: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None,
    ) -> shapes.CheckResult:
        """Did they really say that? Checks a quotation against the record and says what the verdict rests on."""
        asking = CheckRequest(quote, speaker, occasion, since, until)
        return _checked(await _asked(desk, lambda archive: archive.check(asking)))

    return check


def _article_reading(desk: Desk) -> Callable[..., Awaitable[shapes.ArticleAnswer]]:
    async def article(
        id: Annotated[str, Field(min_length=1, max_length=2_000)],
        offset: Annotated[int, Field(ge=0)] = 0,
        revision: Annotated[int | None, Field(ge=1)] = None,
    ) -> shapes.ArticleAnswer:
        """A part of a stored article's text from a character offset, with the statements that begin in it."""

        def ask(archive: Archive) -> tuple[Document, Sequence[Revision]]:
            return archive.document(id, revision), archive.revisions(id)

        document, revisions = await _asked(desk, ask)
        return _article(document, offset, revision or len(revisions), len(revisions))

    return article


def _person_finding(desk: Desk) -> Callable[..., Awaitable[shapes.PersonAnswer]]:
    async def person(
        name: Annotated[str, Field(min_length=1, max_length=500)], limit: Annotated[int, Field(ge=1, le=50)] = 10
    ) -> shapes.PersonAnswer:
        """People and organisations of that name who speak in the record. Search with the id to get what they said.

        Where only one bears the name: also roles and when they were printed, to whom it spoke and whom it named.
        """

        def ask(archive: Archive) -> tuple[Sequence[PersonCard], Person | None]:
            cards = archive.people(name, limit=limit)
            return cards, archive.person(cards[0].id) if len(cards) == 1 else None

        cards, only = await _asked(desk, ask)
        return {
            "notice": NOTICE,
            "people": [_person_found(card) for card in cards],
            "only_one": _person_told(only) if only else None,
        }

    return person


async def _asked(desk: Desk, question: Callable[[Archive], Answer]) -> Answer:
    """The archive's answer; what goes wrong on purpose reaches the agent as one line."""
    try:
        return await desk.ask(question)
    except OnrecordError as error:
        raise ToolError(_sendable(str(error))) from error


def _sendable(text: str) -> str:
    """Lone surrogates cannot be sent as UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _maybe(text: str | None) -> str | None:
    return None if text is None else _sendable(text)


def _found(hit: Hit) -> shapes.FoundStatement:
    one, card = hit.attribution, hit.passage.article
    base = hit.passage.span.start

    def cut(span: Span) -> str:
        return _sendable(hit.passage.text[max(0, span.start - base) : max(0, span.end - base)])

    return {
        "attribution": one.id,
        "statement": hit.statement,
        "article": _sendable(card.id),
        "revision": card.revision,
        "span": list(hit.passage.span),
        "published": _maybe(card.published),
        "url": _maybe(card.url),
        "standing": card.standing,
        "quotation": one.quotation,
        "how_speaker_is_known": one.speaker.how if one.speaker else None,
        "mode": one.mode,
        "act": one.act,
        "commitment": one.commitment,
        "confidence": round(one.confidence.attribution, 3),
        "speaker_confidence": None if one.confidence.speaker is None else round(one.confidence.speaker, 3),
        "corrected_by_a_person": hit.corrected,
        "page": {
            "speaker": _maybe(one.speaker.name) if one.speaker else None,
            "content": " … ".join(cut(span) for span in one.content),
            "verbatim": [cut(span) for span in one.verbatim],
            "addressee": _maybe(one.addressee.text) if one.addressee else None,
            "occasion": _maybe(one.occasion.text) if one.occasion else None,
            "when": _maybe(one.when.text) if one.when else None,
            "passage": _sendable(hit.passage.text[:PASSAGE_MOST]),
            "title": _maybe(card.title),
            "outlet": _maybe(card.outlet),
        },
    }


def _person_found(card: PersonCard) -> shapes.PersonFound:
    return {
        "id": card.id,
        "kind": card.kind,
        "sightings": card.sightings,
        "reports": card.reports,
        "statements": card.statements,
        "first": card.first,
        "last": card.last,
        "page": {
            "name": _sendable(card.name),
            "aliases": [_sendable(alias) for alias in card.aliases],
            "roles": [_sendable(role) for role in card.roles],
        },
    }


def _person_told(one: Person) -> shapes.PersonTold:
    def names(counted: Sequence[Counted]) -> list[shapes.NameCounted]:
        return [
            {"id": each.id, "sightings": each.count, "page": {"name": _sendable(each.name)}}
            for each in counted[:NAMES_MOST]
        ]

    return {
        "articles": one.card.articles,
        "articles_read": one.read,
        "roles": [
            {"first": role.since, "last": role.until, "articles": role.articles, "page": {"role": _sendable(role.text)}}
            for role in one.roles[:NAMES_MOST]
        ],
        "to_whom": names(one.addressees),
        "about": names(one.about),
    }


def _evidence(one: CheckEvidence) -> shapes.Evidence:
    return {
        "attribution": one.attribution,
        "article": _sendable(one.article),
        "revision": one.revision,
        "latest_revision": one.latest,
        "span": list(one.span),
        "published": _maybe(one.published),
        "url": _maybe(one.url),
        "standing": one.standing,
        "primary_source": one.primary,
        "page": {
            "text": _sendable(one.text[:PASSAGE_MOST]),
            "speaker": _maybe(one.speaker),
            "title": _maybe(one.title),
            "outlet": _maybe(one.outlet),
        },
    }


def _extent(searched: Searched) -> shapes.Extent:
    return {
        "articles": searched.articles,
        "sightings": searched.attributions,
        "outlets": searched.outlets,
        "earliest": searched.earliest,
        "latest": searched.latest,
    }


def _checked(answer: CheckAnswer) -> shapes.CheckResult:
    return {
        "notice": NOTICE,
        "verdict": answer.verdict,
        "meaning": MEANINGS[answer.verdict],
        "kinds": list(answer.kinds),
        "cut": answer.cut,
        "abstained": answer.abstained,
        "versions_differ": answer.versions_differ,
        "notes": [_sendable(note) for note in answer.notes],
        "evidence": [_evidence(one) for one in (answer.evidence or answer.nearest)[:10]],
        "difference": [
            {"op": run.op, "kind": run.kind, "quote": _sendable(run.quote), "page": {"source": _sendable(run.source)}}
            for run in answer.difference
        ],
        "searched": _extent(answer.searched),
    }


def _article(document: Document, offset: int, revision: int, revisions: int) -> shapes.ArticleAnswer:
    held = document.article
    end = min(len(held.text), offset + TEXT_PART)
    card = ArticleCard(held.id, revision, held.title, held.outlet, held.published, held.url, held.standing)
    return {
        "notice": NOTICE,
        "article": _sendable(held.id),
        "revision": revision,
        "revisions": revisions,
        "published": _maybe(held.published),
        "url": _maybe(held.url),
        "standing": held.standing,
        "offset": offset,
        "next_offset": end if end < len(held.text) else None,
        "total_characters": len(held.text),
        "statements": [
            _found(Hit(one, Passage(card, span, span.of(held.text))))
            for one in document.attributions
            if offset <= _begins(one) < max(end, 1)
            for span in (passage(held.text, one),)
        ],
        "page": {
            "title": _maybe(held.title),
            "outlet": _maybe(held.outlet),
            "text": _sendable(held.text[offset:end]),
        },
    }


def _begins(one: Attribution) -> int:
    where = reach(one.content) or reach(one.source)
    return where.start if where else 0
