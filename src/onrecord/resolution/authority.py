"""The user's authority file against the record: which entities its entries are, by evidence and by judgement."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from onrecord.model import Judgement, Refusal
from onrecord.model.answers import Decision
from onrecord.model.errors import UnreadableError
from onrecord.model.keeping import AuthorityEntry, AuthorityMatch, AuthorityReport
from onrecord.record import authorities, linking
from onrecord.record.database import Database
from onrecord.resolve import roles
from onrecord.resolve.authority import PREFIX, Found, entries_in, match
from onrecord.resolve.names import kept_keys, lookup_keys
from onrecord.resolve.people import SAME, Seen, seen_id

_BATCH = 500


def load(db: Database, path: str, *, at: str) -> tuple[int, tuple[Refusal, ...]]:
    """Put the entries of a CSV file into the record, in place of those loaded before, and link what they match.

    How many entries, and the rows that were refused. Raises UnreadableError.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"cannot be read ({error})", item=path, remedy="give a CSV file in UTF-8") from error
    entries, refused = entries_in(text, name=path)
    with db.writing():
        authorities.remove_entries(db)
        authorities.keep_entries(db, ((one, _keys(one)) for one in entries), origin=path, at=at)
        match_all(db)
    return len(entries), tuple(refused)


def remove(db: Database) -> int:
    """Take the authority file and all links to it out of the record; judgements stay. How many entries."""
    with db.writing():
        for row in linking.entities_linked(db):
            linking.set_authority(db, row.id, None)
        return authorities.remove_entries(db)


def _keys(entry: AuthorityEntry) -> frozenset[str]:
    return kept_keys((entry.name, *entry.aliases), person=entry.kind == "person")


def in_use(db: Database) -> bool:
    """True when the record has an authority file."""
    return db.one("SELECT 1 FROM authority LIMIT 1") is not None


def match_all(db: Database) -> None:
    """Link every entity anew. Inside `writing` only."""
    for key in _entity_keys(db):
        match_entity(db, key)


def _entity_keys(db: Database) -> Iterator[int]:
    after = 0
    while rows := db.rows("SELECT id FROM entity WHERE id > ? ORDER BY id LIMIT ?", (after, _BATCH)):
        yield from (row[0] for row in rows)
        after = rows[-1][0]


def match_entity(db: Database, key: int) -> None:
    """Link one entity to the entry that it is, if any, and take a link away that no longer holds."""
    (row,) = linking.entities(db, [key])
    linked = next((found.entry.id for found in _found(db, row) if found.linked), None)
    if linked != row.authority:
        linking.set_authority(db, key, linked)


def _found(db: Database, row: linking.EntityRow) -> list[Found]:
    names = (row.name, *row.aliases)
    person = row.kind == "person"
    entries = {
        entry.id: entry
        for name in dict.fromkeys(names)
        for entry in authorities.entries_with(db, lookup_keys(name, person=person), row.kind)
    }
    verdicts = _verdicts(db, row)
    for mark in verdicts:
        judged = authorities.entry(db, mark)
        if judged is not None:
            entries[mark] = judged
    if not entries:
        return []
    others = linking.entities(db, sorted(linking.entities_called(db, [row.name]) - {row.id}))
    namesakes = sum(other.kind == row.kind for other in others)
    seen = Seen(row.mark, "", row.name, row.kind, row.aliases, row.roles)
    return match(seen, entries.values(), namesakes=namesakes, verdicts=verdicts)


def _verdicts(db: Database, row: linking.EntityRow) -> dict[str, Decision]:
    return {entry: one.decision for entry, one in _judged(db, row).items()}


def _judged(db: Database, row: linking.EntityRow) -> dict[str, Judgement]:
    """The latest judgement on an entity and each entry of the authority file, whichever of its mentions it named."""
    judged = linking.judgements_with_prefix(db, PREFIX)
    if not judged:
        return {}
    marks = {row.mark, *(seen_id(article, name) for article, name in linking.mentions_named(db, row.id))}
    found = {}
    for one in judged:
        for side, other in ((one.left, one.right), (one.right, one.left)):
            if other.startswith(PREFIX) and side in marks:
                found[other.removeprefix(PREFIX)] = one
    return found


def linked_entity(db: Database, one: Seen, taken: Collection[int]) -> linking.EntityRow | None:
    """The entity linked to the one entry that a speaker's name and role fit, where nothing speaks against it."""
    entries = authorities.entries_with(db, lookup_keys(one.name, person=one.kind == "person"), one.kind)
    linked = [found for found in match(one, entries, namesakes=0, verdicts={}) if found.linked]
    if len(linked) != 1 or linked[0].likeness.score < SAME:
        return None
    rows = [row for row in linking.entities_linked(db, linked[0].entry.id) if row.id not in taken]
    if len(rows) != 1 or _conflict(one.roles, rows[0].roles):
        return None
    return rows[0]


def _conflict(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(roles.relation(a, b) == "conflict" for a in mine for b in theirs)


# -- questions ------------------------------------------------------------------------------------------------------


def matches_of(db: Database, row: linking.EntityRow) -> tuple[AuthorityMatch, ...]:
    """The entries that an entity is linked to or may be, likeliest first, with the reasons."""
    if not in_use(db):
        return ()
    judged = _judged(db, row)
    return tuple(_told(row, found, judged) for found in _found(db, row))


def _told(row: linking.EntityRow, found: Found, judged: dict[str, Judgement]) -> AuthorityMatch:
    decision = judged.get(found.entry.id)
    by = decision.by if found.linked and found.decided and decision is not None else None
    reasons = (f"judged the same by {by} at {decision.at}",) if by and decision else found.likeness.reasons
    probability = 1.0 if by else round(1 / (1 + math.exp(-found.likeness.score)), 4)
    return AuthorityMatch(row.mark, row.name, found.entry, probability, reasons, found.linked, by)


def report(db: Database) -> AuthorityReport:
    """The authority file in the record: how many entries, who is linked, who is left to a person's judgement."""
    linked: list[AuthorityMatch] = []
    open_: list[AuthorityMatch] = []
    if in_use(db):
        for key in _entity_keys(db):
            (row,) = linking.entities(db, [key])
            for one in matches_of(db, row):
                (linked if one.linked else open_).append(one)
    # a doubt about somebody who is linked already is no question any more
    settled = {one.entity for one in linked}
    return AuthorityReport(
        authorities.count_entries(db), tuple(linked), tuple(one for one in open_ if one.entity not in settled)
    )
