"""Whose mention it is: the named speakers of a document laid to the entities of the record.

Incremental: each is compared with entities that share a key of its name, found by index, a few dozen at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Document, Judgement
from onrecord.record import linking
from onrecord.record.database import Database
from onrecord.resolution import authority
from onrecord.resolve.names import fold, kept_keys, lookup_keys, organisation_relation, parts, relation
from onrecord.resolve.naming import naming
from onrecord.resolve.people import CANDIDATE, SAME, Seen, compare, seen_id

RESOLVED_KINDS = frozenset({"person", "organisation", "group", "document", "poll"})
"""Unnamed and generic speakers, and the author, are nobody across articles."""
CLEAR = SAME + 2.5
"""Two entities that are held are joined at or above this log-odds: a full name and an office in common."""
COMPANY_KEPT = 12
ROLES_KEPT = 8
BATCH = 1000
"""Entities gone through at a time."""


def seen_in(document: Document) -> list[tuple[Seen, list[str]]]:
    """The named speakers of a document, each with its article-level keys, in order of appearance."""
    article = document.article
    speakers = [one.speaker for one in document.attributions if one.speaker and one.speaker.kind in RESOLVED_KINDS]
    company = frozenset(fold(one.name) for one in speakers)
    found: dict[str, tuple[Seen, list[str]]] = {}
    for one in speakers:
        mark = seen_id(article.id, one.name)
        role = (one.role.text,) if one.role else ()
        held, keys = found.get(mark, (None, []))
        if held is None:
            held = Seen(mark, article.id, one.name, one.kind, (), role, article.outlet, article.published, company)
        else:
            held = replace(held, roles=tuple(dict.fromkeys((*held.roles, *role))))
        found[mark] = (held, list(dict.fromkeys((*keys, one.key))))
    return list(found.values())


def resolve_people(db: Database, revision: int, seen: Sequence[tuple[Seen, list[str]]]) -> None:
    """Lay the speakers of a revision to entities, new ones where nobody held fits. Inside `writing` only."""
    taken: set[int] = set()
    here = linking.entities_in(db, revision)
    files = authority.in_use(db)
    for one, keys in seen:
        chosen = linking.entity_of(db, revision, one.name, keys)
        if chosen is None:
            judged = linking.judgements(db, [one.id])
            # by its own mark first: of many that are called "police" only some are looked at
            chosen = linking.entity_by_mark(db, one.id) or choose(
                one, alike(db, one, judged=bool(judged)), judged, taken | here
            )
            if chosen is None and files and not judged:
                chosen = authority.linked_entity(db, one, taken | here)
        row = merged(one, chosen)
        key = keep(db, row)
        linking.assign(db, revision, keys, key)
        taken.add(key)
        if chosen is not None and (row.roles, row.name) != (chosen.roles, chosen.name):
            consolidate(db, row, taken | here)
        if files:
            authority.match_entity(db, key)


def consolidate(db: Database, row: linking.EntityRow, apart: set[int]) -> None:
    """Join others to an entity where what it has gained makes it clear that they are one. Inside `writing` only.

    Never those that one article keeps apart, nor any that a person has judged.
    """
    mine = summary(row)
    for other in alike(db, row):
        if other.id == row.id or other.id in apart or compare(mine, summary(other)).score < CLEAR:
            continue
        ours, theirs = linking.entity(db, row.id), linking.entity(db, other.id)
        if not ours.articles & theirs.articles and not linking.judgements(
            db, [*marks_of(db, ours), *marks_of(db, theirs)]
        ):
            join(db, ours, theirs)


def join(db: Database, left: linking.EntityRow, right: linking.EntityRow) -> None:
    """Lay all mentions of one entity to another. Inside `writing` only."""
    for revision, key in linking.mentions_of(db, right.id):
        linking.assign(db, revision, [key], left.id)
    keep(db, merged(summary(right), left))
    linking.drop_entity(db, right.id)


def marks_of(db: Database, row: linking.EntityRow) -> list[str]:
    """Every id under which a judgement may name an entity: its own, and those of its mentions."""
    return [row.mark, *(seen_id(article, name) for article, name in linking.mentions_named(db, row.id))]


def alike(db: Database, one: Seen | linking.EntityRow, *, judged: bool = False) -> list[linking.EntityRow]:
    """Entities of the same kind whose names share a key with one of its names, and may be names of one.

    ``judged``: a person has decided on it, perhaps that it is somebody of quite another name: no name is left out.
    """
    person = one.kind == "person"
    related = relation if person else organisation_relation
    found: dict[int, linking.EntityRow] = {}
    for name in dict.fromkeys((one.name, *one.aliases)):
        fits = None if judged else lambda other, name=name: related(name, other) != "apart"
        keys = lookup_keys(name, person=person)
        found.update((row.id, row) for row in linking.entities_with(db, keys, one.kind, fits))
    return [found[key] for key in sorted(found)]


def keep(db: Database, row: linking.EntityRow) -> int:
    """Write an entity with the keys of all its names; the table's key. Inside `writing` only."""
    return linking.keep_entity(db, row, kept_keys((row.name, *row.aliases), person=row.kind == "person"))


def keep_keys_held(db: Database) -> None:
    """Keys of the names of all entities, where none has any yet. Inside `writing` only."""
    after = 0
    while part := linking.names_of_all(db, after, BATCH):
        linking.keep_first_keys(
            db,
            (
                (entity, key)
                for entity, kind, names in part
                for key in sorted(kept_keys(names, person=kind == "person"))
            ),
        )
        after = part[-1][0]


def choose(
    one: Seen, rows: Sequence[linking.EntityRow], judged: Sequence[Judgement], taken: set[int]
) -> linking.EntityRow | None:
    """The entity that ``one`` is, or None for a new one."""
    verdicts = verdicts_of(one.id, judged)
    scored: list[tuple[float, linking.EntityRow]] = []
    for row in rows:
        if row.mark == one.id:
            return row
        verdict = verdicts.get(row.mark)
        if verdict == "same":
            return row
        if verdict is not None or row.id in taken:
            continue
        scored.append((compare(one, summary(row)).score, row))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    if not scored or scored[0][0] < SAME:
        return None
    rivals = [row for score, row in scored[1:] if score >= SAME and score > scored[0][0] - 1.0]
    same_name = [row for row in rows if relation(row.name, one.name) == "equal"]
    if rivals or (len(same_name) > 1 and scored[0][0] < SAME + 2.0):
        return None  # two may be meant: left apart, and offered for judgement
    return scored[0][1]


def verdicts_of(mark: str, judged: Sequence[Judgement]) -> dict[str, str]:
    """The latest decision on each other id."""
    return {(one.right if one.left == mark else one.left): one.decision for one in judged if one.about == "person"}


def summary(row: linking.EntityRow) -> Seen:
    return Seen(row.mark, "", row.name, row.kind, row.aliases, row.roles, company=frozenset(row.company),
                authority=row.authority)  # fmt: skip


def merged(one: Seen, row: linking.EntityRow | None) -> linking.EntityRow:
    """The entity with what ``one`` adds: names, roles, company; the fullest name stands for it."""
    if row is None:
        kept = tuple(sorted(one.company - {fold(one.name)}))[:COMPANY_KEPT]
        return linking.EntityRow(0, one.id, one.name, one.kind, one.aliases, one.roles[:ROLES_KEPT], kept)
    fuller = _telling(one) > _telling(row)
    others = [name for name in one.company if name != fold(one.name)]
    return replace(
        row,
        name=one.name if fuller else row.name,
        aliases=tuple(dict.fromkeys((*row.aliases, one.name, *one.aliases))),
        roles=tuple(dict.fromkeys((*row.roles, *one.roles)))[-ROLES_KEPT:],
        company=tuple(dict.fromkeys((*row.company, *sorted(others))))[-COMPANY_KEPT:],
    )


def _telling(one: Seen | linking.EntityRow) -> tuple[bool, int]:
    """Which of two names stands for somebody: a proper name before a description, then the longer one."""
    return naming(one.name, one.kind) != "nobody", len(parts(one.name).words)


def candidates(db: Database, row: linking.EntityRow) -> list[tuple[linking.EntityRow, float, tuple[str, ...]]]:
    """Entities that may be the same as ``row`` and are not judged so or otherwise: log-odds and reasons, likeliest
    first."""
    return candidates_of(db, [row])[0]


def candidates_of(
    db: Database, rows: Sequence[linking.EntityRow]
) -> list[list[tuple[linking.EntityRow, float, tuple[str, ...]]]]:
    """The `candidates` of each of several entities, looked up together; the rows need not tell their articles."""
    lots = {
        row.id: [
            (lot, row.kind)
            for name in dict.fromkeys((row.name, *row.aliases))
            if naming(row.name, row.kind) != "nobody"
            for lot in lookup_keys(name, person=row.kind == "person")
        ]
        for row in rows
    }
    keys = linking.keys_with(db, (lot for own in lots.values() for lot in own))
    near = {row.id: sorted({key for lot in lots[row.id] for key in keys.get(lot, ())} - {row.id}) for row in rows}
    names = linking.names_by_key(db, {key for found in near.values() for key in found})
    # of all who bear a surname hardly one is meant: the others are left out unread
    near = {row.id: [key for key in near[row.id] if _may_be(row, *names[key])] for row in rows}
    held = {one.id: one for one in linking.entities(db, sorted({key for found in near.values() for key in found}))}
    judged = linking.judgements(db, [row.mark for row in rows])
    found = []
    for row in rows:
        verdicts = verdicts_of(row.mark, [one for one in judged if row.mark in (one.left, one.right)])
        found.append(_likely(db, row, [held[key] for key in near[row.id] if held[key].mark not in verdicts]))
    return found


def _may_be(row: linking.EntityRow, name: str, authority: str | None) -> bool:
    """Whether `compare` can come to anything: by the names, or by what the authority file says of both."""
    related = relation if row.kind == "person" else organisation_relation
    return bool(row.authority and authority) or related(row.name, name) != "apart"


def _likely(
    db: Database, row: linking.EntityRow, others: Sequence[linking.EntityRow]
) -> list[tuple[linking.EntityRow, float, tuple[str, ...]]]:
    """Those that score as candidates and share no article with ``row``, likeliest first."""
    mine = summary(row)
    scored = [(other, compare(mine, summary(other))) for other in others]
    scored = [(other, likeness) for other, likeness in scored if likeness.score >= CANDIDATE]
    articles = linking.articles_of(db, row.id) if scored else frozenset()
    found = []
    for other, likeness in scored:
        full = replace(other, articles=linking.articles_of(db, other.id))
        if not full.articles & articles:
            found.append((full, likeness.score, likeness.reasons))
    return sorted(found, key=lambda one: (-one[1], one[0].id))
