"""Judgements of people take effect: two are joined, one is parted, and undoing is another judgement."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Judgement
from onrecord.model.errors import NotFoundError
from onrecord.record import authorities, linking, reading, sightings
from onrecord.record.database import Database
from onrecord.resolution import authority
from onrecord.resolution.people import RESOLVED_KINDS, alike, join, keep, merged, seen_in
from onrecord.resolve import people as putting
from onrecord.resolve.authority import PREFIX
from onrecord.resolve.people import Seen


def named_in_judgement(db: Database, side: str, about: str, decision: str) -> str:
    """The id that a judgement keeps for one side: a person's as it is, a statement's also from an attribution's.

    To join, it is the statement that the attribution stands in; to part, the one that it would be alone.

    Raises NotFoundError for what is not in the record.
    """
    if about == "statement":
        if side.startswith("a"):
            side = (sightings.statement_of(db, side) if decision == "same" else None) or "s" + side[1:]
        if sightings.sightings_of(db, side) or sightings.attribution_of_statement(db, side) is not None:
            return side
        raise NotFoundError("no such statement in the record", item=side, remedy="onrecord search --json tells ids")
    if side.startswith(PREFIX):
        if authorities.entry(db, side.removeprefix(PREFIX)) is None:
            raise NotFoundError(
                "no such entry in the authority file", item=side, remedy="onrecord authority lists them"
            )
        return side
    if linking.entity_by_mark(db, side) is None and not list(bearers(db, side)):
        raise NotFoundError("nobody of that id in the record", item=side, remedy="onrecord people tells ids")
    return side


def apply_judgement(db: Database, made: Judgement) -> None:
    """Let a judgement on people or statements take effect on what is stored; the judgement itself is kept elsewhere."""
    if made.about == "statement":
        with db.writing():
            if made.decision == "same":
                sightings.merge_statements(db, made.left, made.right)
            else:
                sightings.part_statements(db, made.left, made.right)
        return
    if made.left.startswith(PREFIX) or made.right.startswith(PREFIX):
        with db.writing():
            for row in (*_marked(db, made.left), *_marked(db, made.right)):
                authority.match_entity(db, row.id)
        return
    with db.writing():
        left, right = linking.entity_by_mark(db, made.left), linking.entity_by_mark(db, made.right)
        if made.decision == "same" and left and right and left.id != right.id:
            join(db, left, right)
            if authority.in_use(db):
                authority.match_entity(db, left.id)
        elif made.decision != "same":
            for row in {one.id: one for one in (left, right, *holders(db, made)) if one}.values():
                part(db, row)


def _marked(db: Database, mark: str) -> Iterable[linking.EntityRow]:
    row = linking.entity_by_mark(db, mark)
    return [row] if row else bearers(db, mark)


def holders(db: Database, made: Judgement) -> Iterable[linking.EntityRow]:
    """Entities that hold both sides of a judgement though they bear another mark."""
    for mark in (made.left, made.right):
        yield from bearers(db, mark)


def bearers(db: Database, mark: str) -> Iterable[linking.EntityRow]:
    """Entities of the article and with a name such as the id of one mention tells."""
    article, _, name = mark.rpartition("#")
    for kind in sorted(RESOLVED_KINDS):
        for row in alike(db, Seen(mark, article, name, kind)):
            full = linking.entity(db, row.id)
            if article in full.articles:
                yield full


def part(db: Database, row: linking.EntityRow) -> None:
    """Put the mentions of one entity together afresh, under all judgements that name them."""
    mentions = linking.mentions_of(db, row.id)
    seen: dict[str, tuple[Seen, int, list[str]]] = {}
    for revision in dict.fromkeys(revision for revision, _ in mentions):
        mine = {key for held, key in mentions if held == revision}
        for one, keys in seen_in(reading.document_of(db, revision)):
            if mine & set(keys):
                seen[one.id] = (one, revision, keys)
    if len(seen) < 2:
        return
    judged = linking.judgements(db, list(seen))
    groups = putting([one for one, _, _ in seen.values()], judged).clusters
    linking.drop_entity(db, row.id)
    for group in groups:
        ordered = sorted(group, key=lambda mark: seen[mark][1])
        entity: linking.EntityRow | None = None
        for mark in ordered:
            one, revision, keys = seen[mark]
            key = keep(db, merged(one, entity))
            linking.assign(db, revision, keys, key)
            entity = linking.entity(db, key)
        if entity is not None and authority.in_use(db):
            authority.match_entity(db, entity.id)
