"""Statements as stored: which attributions are sightings of one utterance, and which of them are wire copies.

A statement seen once has no rows here: its id follows from its attribution's, and most statements are seen once. The
decisions are made elsewhere (`resolve`); here they are kept and looked up by index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record.adding import next_id
from onrecord.record.database import Database
from onrecord.record.packing import unpack_some
from onrecord.record.reading import held_in, text_of
from onrecord.record.rows import CURRENT, mark_of


@dataclass(frozen=True, slots=True)
class SightedRow:
    """A current attribution: its key in the table, and where to find it. ``statement`` is None where it is alone."""

    attribution: int
    revision: int
    place: int | None
    mark: int
    statement: str | None
    day: int | None


def attribution_keys(db: Database, revision: int) -> dict[tuple[int | None, int], int]:
    """The table's keys of the current attributions of a revision, by (place, mark)."""
    rows = db.rows("SELECT place, mark, id FROM attribution WHERE revision_id = ? AND state = ?", (revision, CURRENT))
    return {(row[0], row[1]): row[2] for row in rows}


def sighted(db: Database, keys: Sequence[int]) -> dict[int, tuple[SightedRow, str | None]]:
    """Attributions by the table's keys, those that are current, each with its words (None: they are in pieces)."""
    listed = ", ".join(map(str, keys)) or "NULL"
    rows = db.rows(
        "SELECT a.id, a.revision_id, a.place, a.mark, statement.mark, a.day, CASE WHEN a.gaps IS NULL THEN"
        " substr(revision.text, a.content_start + 1, a.content_end - a.content_start) END"
        " FROM attribution a JOIN revision ON revision.id = a.revision_id"
        " LEFT JOIN sighting ON sighting.attribution_id = a.id"
        " LEFT JOIN statement ON statement.id = sighting.statement_id"
        f" WHERE a.id IN ({listed}) AND a.state = ?",
        (CURRENT,),
    )
    return {row[0]: (SightedRow(*row[:6]), row[6]) for row in rows}


# -- which statement ------------------------------------------------------------------------------------------------


def own_statement(attribution: str) -> str:
    """The id of the statement that an attribution is the first sighting of."""
    return "s" + attribution.removeprefix("a")


def keep_statement(db: Database, statement: str, first: int, first_day: int | None) -> int:
    """A statement's key; made, with the attribution that it is named after as a sighting, where there is none yet."""
    row = db.one("SELECT id FROM statement WHERE mark = ?", (statement,))
    if row is not None:
        return int(row[0])
    key = next_id(db, "statement")
    db.run("INSERT INTO statement (id, mark, first_day) VALUES (?, ?, ?)", (key, statement, first_day))
    _sight(db, first, key, 1.0)
    return key


def sight(db: Database, attribution: int, statement: int, *, score: float) -> None:
    """Put an attribution into a statement, by the tables' keys. Inside `writing` only."""
    _sight(db, attribution, statement, score)


def unsight(db: Database, attribution: int) -> None:
    """Let an attribution stand alone. Inside `writing` only."""
    db.run("DELETE FROM sighting WHERE attribution_id = ?", (attribution,))


def _sight(db: Database, attribution: int, statement: int, score: float) -> None:
    unsight(db, attribution)
    db.run("INSERT INTO sighting (attribution_id, statement_id, relation, score) VALUES (?, ?, ?, ?)",
           (attribution, statement, "same", score))  # fmt: skip


def relate(db: Database, statement: int, other: int) -> None:
    """Two statements on one occasion in other wording (kept on both, once). Inside `writing` only."""
    for mine, theirs in ((statement, other), (other, statement)):
        row = db.one("SELECT a.occasion, b.mark FROM statement a, statement b WHERE a.id = ? AND b.id = ?",
                     (mine, theirs))  # fmt: skip
        known = json.loads(row[0]) if row and row[0] else []
        if row and row[1] not in known:
            db.run("UPDATE statement SET occasion = ? WHERE id = ?", (json.dumps([*known, row[1]]), mine))


def related(db: Database, statement: str) -> tuple[str, ...]:
    """Statements of the same occasion in other wording."""
    row = db.one("SELECT occasion FROM statement WHERE mark = ?", (statement,))
    return tuple(json.loads(row[0])) if row and row[0] else ()


def merge_statements(db: Database, kept: str, gone: str) -> None:
    """Lay the sightings of one statement to another. Inside `writing` only."""
    keys = [_made(db, mark) for mark in (kept, gone)]
    if keys[0] is not None and keys[1] is not None:
        db.run("UPDATE sighting SET statement_id = ? WHERE statement_id = ?", (keys[0], keys[1]))


def _made(db: Database, statement: str) -> int | None:
    """A statement's key, made where the attribution that it is named after stands alone; None where there is none."""
    row = db.one("SELECT id FROM statement WHERE mark = ?", (statement,))
    if row is not None:
        return int(row[0])
    first = attribution_of_statement(db, statement)
    return keep_statement(db, statement, first, None) if first is not None else None


def part_statements(db: Database, left: str, right: str) -> None:
    """Put the attributions that two statements' ids were made from apart, if they are in one. In `writing` only."""
    keys = [attribution_of_statement(db, mark) for mark in (left, right)]
    if keys[0] is None or keys[1] is None:
        return
    found = [
        db.one("SELECT statement.mark FROM sighting JOIN statement ON statement.id = sighting.statement_id"
               " WHERE attribution_id = ?", (key,)) for key in keys
    ]  # fmt: skip
    if found[0] is None or found[0] != found[1]:
        return
    unsight(db, keys[0] if found[0][0] == right else keys[1])


# -- looking up -----------------------------------------------------------------------------------------------------


def keys_of(db: Database, attribution: str) -> list[int]:
    """The table's keys of the current attributions of that id (not only of its mark, which two may share)."""
    rows = db.rows("SELECT id, revision_id, place FROM attribution WHERE mark = ? AND state = ? ORDER BY id",
                   (mark_of(attribution), CURRENT))  # fmt: skip
    found = []
    for key, revision, place in rows:
        text = text_of(db, revision)
        if place is None:
            ids = {each.attribution.id for each in held_in(db, text) if each.place is None}
        else:
            assert text.findings is not None
            ids = {
                one.id for one in unpack_some(text.findings, text.text, text.sha256, {place}, where=text.where).values()
            }
        if attribution in ids:
            found.append(key)
    return found


def attribution_of_statement(db: Database, statement: str) -> int | None:
    """The table's key of the current attribution that a statement's id was made from, or None."""
    return next(iter(keys_of(db, "a" + statement[1:])), None)


def revisions_with(db: Database, attribution: str) -> list[int]:
    """Keys of the revisions that hold an attribution now."""
    rows = db.rows("SELECT DISTINCT revision_id FROM attribution WHERE mark = ? AND state = ? ORDER BY revision_id",
                   (mark_of(attribution), CURRENT))  # fmt: skip
    return [row[0] for row in rows]


def statement_of(db: Database, attribution: str) -> str | None:
    """The statement that an attribution stands in, by the attribution's id; None where it is not held now."""
    keys = keys_of(db, attribution)
    if not keys:
        return None
    row = db.one(
        "SELECT statement.mark FROM sighting JOIN statement ON statement.id = sighting.statement_id"
        " WHERE attribution_id = ?",
        (keys[0],),
    )
    return row[0] if row else own_statement(attribution)


def sightings_of(db: Database, statement: str) -> list[int]:
    """The table's keys of the current sightings of a statement, earliest published first, undated last."""
    rows = db.rows(
        "SELECT a.id FROM sighting JOIN statement ON statement.id = sighting.statement_id"
        " JOIN attribution a ON a.id = sighting.attribution_id WHERE statement.mark = ? AND a.state = ?"
        " ORDER BY a.day IS NULL, a.day, a.id",
        (statement, CURRENT),
    )
    if rows:
        return [row[0] for row in rows]
    alone = keys_of(db, "a" + statement[1:]) if statement.startswith("s") else []
    return [key for key in alone if db.one("SELECT 1 FROM sighting WHERE attribution_id = ?", (key,)) is None]


def states_of(db: Database, statement: str) -> set[int]:
    """The states of the attributions that a statement's id may have been made from, and of its sightings."""
    rows = db.rows(
        "SELECT state FROM attribution WHERE mark = ? UNION SELECT a.state FROM statement JOIN sighting"
        " ON sighting.statement_id = statement.id JOIN attribution a ON a.id = sighting.attribution_id"
        " WHERE statement.mark = ?",
        (mark_of("a" + statement[1:]), statement),
    )
    return {row[0] for row in rows}


# -- wire copies ----------------------------------------------------------------------------------------------------


def original_of(db: Database, revision: int) -> tuple[int, str] | None:
    """Key and id of the article that a revision prints again; None for a report of its own."""
    row = db.one(
        "SELECT article.id, article.name FROM wire_copy JOIN article ON article.id = wire_copy.original_id"
        " WHERE wire_copy.revision_id = ?",
        (revision,),
    )
    return (row[0], row[1]) if row else None


def latest_of(db: Database, article: int) -> int:
    """The key of an article's latest revision."""
    row = db.one("SELECT latest FROM article WHERE id = ?", (article,))
    assert row is not None
    return int(row[0])


def set_original(db: Database, revision: int, original: int | None, share: float = 0.0) -> None:
    """Say that a revision prints an article again (None: it is its own report). Inside `writing` only.

    Its sightings of statements that the original has as well are marked as copies.
    """
    if original is None and original_of(db, revision) is None:
        return
    db.run("DELETE FROM wire_copy WHERE revision_id = ?", (revision,))
    mine = db.rows(
        "SELECT s.attribution_id, s.statement_id FROM sighting s JOIN attribution a ON a.id = s.attribution_id"
        " WHERE a.revision_id = ?",
        (revision,),
    )
    shared: set[int] = set()
    if original is not None:
        db.run("INSERT INTO wire_copy (revision_id, original_id, share) VALUES (?, ?, ?)", (revision, original, share))
        rows = db.rows(
            "SELECT s.statement_id FROM article JOIN attribution a ON a.revision_id = article.latest"
            " JOIN sighting s ON s.attribution_id = a.id WHERE article.id = ?",
            (original,),
        )
        shared = {row[0] for row in rows}
    row = db.one("SELECT name FROM article WHERE id = ?", (original,)) if original is not None else None
    db.many(
        "UPDATE sighting SET copy_of = ? WHERE attribution_id = ?",
        [(row[0] if row and statement in shared else None, key) for key, statement in mine],
    )


def statements_shared(db: Database) -> list[tuple[int, int]]:
    """(revision, statement) of every current sighting of a statement seen more than once, by revision."""
    rows = db.rows(
        "SELECT a.revision_id, s.statement_id FROM sighting s JOIN attribution a ON a.id = s.attribution_id"
        " WHERE a.state = ? AND s.statement_id IN"
        " (SELECT statement_id FROM sighting GROUP BY statement_id HAVING count(*) > 1)"
        " ORDER BY a.revision_id, s.statement_id",
        (CURRENT,),
    )
    return [(row[0], row[1]) for row in rows]


def copies_of(db: Database, article: int) -> list[tuple[int, float]]:
    """The latest revisions that print an article again, each with its share, earliest published first."""
    rows = db.rows(
        "SELECT wire_copy.revision_id, wire_copy.share FROM wire_copy JOIN article"
        " ON article.latest = wire_copy.revision_id JOIN revision ON revision.id = wire_copy.revision_id"
        " WHERE wire_copy.original_id = ? ORDER BY revision.day IS NULL, revision.day, revision.id",
        (article,),
    )
    return [(row[0], row[1]) for row in rows]


def move_copies(db: Database, old: int, new: int) -> None:
    """Lay the copies of one article to another, which is older or all that is left. Inside `writing` only."""
    for revision, share in copies_of(db, old):
        row = db.one("SELECT article_id FROM revision WHERE id = ?", (revision,))
        set_original(db, revision, None if row is not None and row[0] == new else new, share)


def release_copies(db: Database, article: int) -> None:
    """Before an article goes: its copies are copies of the earliest of them. Inside `writing` only."""
    for (revision,) in db.rows("SELECT id FROM revision WHERE article_id = ?", (article,)):
        set_original(db, revision, None)
    copies = copies_of(db, article)
    if copies:
        row = db.one("SELECT article_id FROM revision WHERE id = ?", (copies[0][0],))
        assert row is not None
        move_copies(db, article, row[0])
    db.run("DELETE FROM wire_copy WHERE original_id = ?", (article,))
