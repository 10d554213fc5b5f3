"""How much the record has of its people: counted after something was added or decided (`recount`), then looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

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
    " count(DISTINCT revision.outlet_id), min(revision.day), max(revision.day),"
    " count(DISTINCT coalesce(sighting.statement_id, -a.id))"
)
"""Sightings, reports, articles, outlets, first and last day, statements (one seen once has no row of its own)."""


_TALLIED = "entity_id, sightings, reports, articles, outlets, first_day, last_day, statements"
_LOT = 500
"""Entities counted together."""


def busiest(db: Database, words: str | None, limit: int) -> list[EntityCount]:
    """Entities with most reports first; with ``words``, those one of whose names holds all of them.

    Those whose count has changed since they were counted are counted here; there are few of them.
    """
    if limit < 1:
        return []
    where, values = "", ()  # type: tuple[str, tuple[object, ...]]
    if words and tokens(words):
        terms = tuple((Term((word,), prefix=True),) for word in tokens(words))
        clause, values = db.names_with(Wanted(terms))
        where = f" AND entity_id IN (SELECT entity_id FROM alias WHERE name_id IN ({clause}))"
    with db.reading():
        rows = db.rows(
            f"SELECT {_TALLIED} FROM tally WHERE NOT EXISTS"
            f" (SELECT 1 FROM uncounted WHERE uncounted.entity_id = tally.entity_id){where}"
            " ORDER BY reports DESC, entity_id LIMIT ?",
            (*values, limit),
        )
        late = [row[0] for row in db.rows(f"SELECT entity_id FROM uncounted WHERE 1 = 1{where}", values)]
        found = [EntityCount(*row) for row in rows]
        for start in range(0, len(late), _LOT):
            found += counts_of(db, late[start : start + _LOT])
    return sorted(found, key=lambda one: (-one.reports, one.id))[:limit]


def recount(db: Database) -> int:
    """Count those whose count has changed; how many. What is asked for then is looked up, not counted."""
    done = 0
    while True:
        with db.writing():
            late = [row[0] for row in db.rows("SELECT entity_id FROM uncounted ORDER BY entity_id LIMIT ?", (_LOT,))]
            if not late:
                return done
            keys = ", ".join(map(str, late))
            db.run(f"DELETE FROM tally WHERE entity_id IN ({keys})")
            db.many(
                f"INSERT INTO tally ({_TALLIED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [astuple(one) for one in counts_of(db, late)],
            )
            db.run(f"DELETE FROM uncounted WHERE entity_id IN ({keys})")
        done += len(late)


def miscounted(db: Database) -> list[int]:
    """Entities whose count, as kept, is not what there is of them."""
    kept = {row[0]: EntityCount(*row) for row in db.rows(f"SELECT {_TALLIED} FROM tally")}
    late = {row[0] for row in db.rows("SELECT entity_id FROM uncounted")}
    every = [row[0] for row in db.rows("SELECT id FROM entity ORDER BY id")]
    wrong = sorted(kept.keys() - set(every))
    for start in range(0, len(every), _LOT):
        part = every[start : start + _LOT]
        counted = {one.id: one for one in counts_of(db, part)}
        wrong += [key for key in part if key not in late and kept.get(key) != counted.get(key)]
    return wrong


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
        f"SELECT {_TALLIED} FROM tally WHERE entity_id = ? AND NOT EXISTS"
        " (SELECT 1 FROM uncounted WHERE uncounted.entity_id = tally.entity_id)",
        (entity_key,),
    )
    if row is not None:
        return EntityCount(*row)
    return next(iter(counts_of(db, [entity_key])), EntityCount(entity_key, 0, 0, 0, 0, None, None, 0))
