"""How much the record has of its people: counted by index, so that only those of a list are looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record.database import Database
from onrecord.record.rows import CURRENT
from onrecord.record.words import Term, Wanted, tokens


@dataclass(frozen=True, slots=True)
class EntityCount:
    """How much the record has of an entity; days as `rows.day_of` counts them.

    ``sightings`` counts attributions wherever they are printed, ``reports`` those that are no wire copy of another.
    """

    id: int
    sightings: int
    reports: int
    articles: int
    outlets: int
    first_day: int | None
    last_day: int | None
    statements: int


_COUNTED = (
    "count(*), count(*) - count(sighting.copy_of), count(DISTINCT revision.article_id),"
    " count(DISTINCT revision.outlet_id), min(a.day), max(a.day), count(DISTINCT coalesce(sighting.statement_id, -a.id))"
)
"""Sightings, reports, articles, outlets, first and last day, statements (one seen once has no row of its own)."""


def busiest(db: Database, words: str | None, limit: int) -> list[EntityCount]:
    """Entities with most reports first; with ``words``, those one of whose names holds all of them.

    Nobody has more reports than sightings, and an index counts those: entities are counted exactly, the most sighted
    first, until nobody left can have as many reports as the last of the list.
    """
    where, values = "", ()  # type: tuple[str, tuple[object, ...]]
    if words and tokens(words):
        terms = tuple((Term((word,), prefix=True),) for word in tokens(words))
        clause, values = db.names_with(Wanted(terms))
        where = f" AND mention.entity_id IN (SELECT entity_id FROM alias WHERE name_id IN ({clause}))"
    if limit < 1:
        return []
    found: list[EntityCount] = []
    step, at = max(limit, _COUNTED_TOGETHER), 0
    while most := sighted(db, where, values, skip=at, limit=step + 1):
        part, following = dict(most[:step]), most[step:]
        found += counts_of(db, list(part))
        found.sort(key=lambda one: (-one.reports, one.id))
        if not following or (len(found) >= limit and _none_before(found[limit - 1], part, following[0])):
            break
        at, step = at + step, 4 * step
    return found[:limit]


def _none_before(last: EntityCount, part: dict[int, int], following: tuple[int, int]) -> bool:
    """Nobody from ``following`` (entity, sightings) on belongs before ``last``; ties are in the order of the keys."""
    if following[1] == last.reports:
        return part.get(last.id) == last.reports and last.id < following[0]
    return following[1] < last.reports


_COUNTED_TOGETHER = 40


def sighted(
    db: Database, where: str = "", values: Sequence[object] = (), *, skip: int = 0, limit: int
) -> list[tuple[int, int]]:
    """(entity, its sightings in all revisions) of those that ``where`` allows, most first: by the indexes alone."""
    # CROSS JOIN keeps the order of the tables in SQLite: along the index of entities nothing is left to be sorted
    rows = db.rows(
        "SELECT mention.entity_id, count(*) FROM mention CROSS JOIN attribution a"
        f" WHERE a.mention_id = mention.id AND mention.entity_id IS NOT NULL{where}"
        " GROUP BY mention.entity_id ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?",
        (*values, limit, skip),
    )
    return [(row[0], row[1]) for row in rows]


def counts_of(db: Database, keys: Sequence[int]) -> list[EntityCount]:
    """How much the record has of each of some entities; those of whom nothing is current are left out."""
    rows = db.rows(
        f"SELECT mention.entity_id, {_COUNTED} FROM mention JOIN attribution a ON a.mention_id = mention.id"
        " JOIN revision ON revision.id = mention.revision_id LEFT JOIN sighting ON sighting.attribution_id = a.id"
        f" WHERE a.state = ? AND mention.entity_id IN ({', '.join(map(str, keys)) or 'NULL'})"
        " GROUP BY mention.entity_id",
        (CURRENT,),
    )
    return [EntityCount(*row) for row in rows]


def count_of(db: Database, entity_key: int) -> EntityCount:
    """How much the record has of one entity."""
    row = db.one(
        f"SELECT {_COUNTED} FROM attribution a JOIN mention ON mention.id = a.mention_id"
        " JOIN revision ON revision.id = mention.revision_id LEFT JOIN sighting ON sighting.attribution_id = a.id"
        " WHERE a.state = ? AND mention.entity_id = ?",
        (CURRENT, entity_key),
    )
    assert row is not None
    return EntityCount(entity_key, *row)
