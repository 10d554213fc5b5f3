"""The record over the years: settings, receipts of runs, and what is let go of when its time is up."""

from __future__ import annotations

from onrecord.model import Receipt
from onrecord.model.errors import QueryError
from onrecord.record import sightings
from onrecord.record.adding import indexed_contents, next_id
from onrecord.record.database import Database
from onrecord.record.reading import held_in, texts_of
from onrecord.record.rows import RAW_SHA256, day_of

SETTINGS: dict[str, str] = {
    "retention-days": "`expire` lets go of articles older than so many days",
    "raw-retention-days": "`expire` lets go of the bytes that texts were read from after so many days",
    "snippet": "on: exports give the paragraphs of statements, never whole texts",
}
"""What can be set of a record."""


def checked_setting(name: str, value: str | None) -> str | None:
    """The value as it is kept. Raises QueryError for an unknown setting, or a value that it cannot have."""
    if name not in SETTINGS:
        raise QueryError(f"no such setting; there are {', '.join(SETTINGS)}", item=name)
    if value is None or (name == "snippet" and value == "off"):
        return None
    if name == "snippet":
        if value != "on":
            raise QueryError("is on or off", item=f"{name} {value}")
        return value
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 1_000_000:
        raise QueryError("must be a whole number from 1 to 999999", item=f"{name} {value}")
    return str(int(value))


def setting(db: Database, name: str) -> str | None:
    """A setting, or None."""
    row = db.one("SELECT value FROM setting WHERE name = ?", (name,))
    return row[0] if row else None


def set_setting(db: Database, name: str, value: str | None) -> None:
    """Keep a setting; None removes it."""
    with db.writing():
        db.run("DELETE FROM setting WHERE name = ?", (name,))
        if value is not None:
            db.run("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))


def keep_receipt(db: Database, receipt: Receipt, at: str) -> int:
    """Keep what became of a run and why things were refused; the run's number."""
    with db.writing():
        run = next_id(db, "run")
        db.run(
            "INSERT INTO run (id, at, offered, stored, already, refused, revised) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (run, at, receipt.offered, receipt.stored, receipt.already, len(receipt.refused), receipt.revised),
        )
        free = next_id(db, "refusal")
        db.many(
            "INSERT INTO refusal (id, run_id, item, reason, code) VALUES (?, ?, ?, ?, ?)",
            [(free + n, run, one.item, one.reason, one.code) for n, one in enumerate(receipt.refused)],
        )
    return run


def expire(db: Database, *, before: str, at: str, raw_only: bool) -> int:
    """Let go of articles published (or, without a date, stored) before a day; how many. See `Store.expire`."""
    day = day_of(before)
    with db.writing():
        found = [
            (key, name, latest)
            for key, name, latest, published, stored in db.rows(
                "SELECT article.id, article.name, article.latest, revision.day, revision.stored FROM article"
                " JOIN revision ON revision.id = article.latest ORDER BY article.id"
            )
            if (when := published or day_of(stored)) is not None and day is not None and when < day
        ]
        for key, name, _ in found:
            if raw_only:
                db.run(f"UPDATE revision SET raw = NULL, raw_form = NULL, raw_sha256 = {RAW_SHA256}"
                       " WHERE article_id = ?", (key,))  # fmt: skip
            else:
                _remove(db, key)
                db.run(
                    "INSERT INTO expiry (id, article, at, why) VALUES (?, ?, ?, ?)",
                    (next_id(db, "expiry"), name, at, f"retention: before {before}"),
                )
    return len(found)


def _remove(db: Database, key: int) -> None:
    """Take an article out, with all that hangs on it."""
    sightings.release_copies(db, key)
    revisions = [row[0] for row in db.rows("SELECT id FROM revision WHERE article_id = ?", (key,))]
    for text in texts_of(db, revisions).values():
        db.unindex_contents(indexed_contents(db, text, held_in(db, text)))
        db.unindex_texts([(text.revision, text.text)])
        db.run(
            "DELETE FROM sighting WHERE attribution_id IN (SELECT id FROM attribution WHERE revision_id = ?)",
            (text.revision,),
        )
        for table in ("attribution", "mention", "mask", "vectors", "wording"):
            db.run(f"DELETE FROM {table} WHERE revision_id = ?", (text.revision,))
    for table in ("correction", "notice", "revision"):
        db.run(f"DELETE FROM {table} WHERE article_id = ?", (key,))
    db.run("DELETE FROM article WHERE id = ?", (key,))
    nobody = "NOT EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = {})"
    db.run(f"DELETE FROM alias WHERE {nobody.format('alias.entity_id')}")
    db.run(f"DELETE FROM entity_key WHERE {nobody.format('entity_key.entity_id')}")
    db.run(f"DELETE FROM entity WHERE {nobody.format('entity.id')}")
    db.run("DELETE FROM statement WHERE NOT EXISTS (SELECT 1 FROM sighting WHERE statement_id = statement.id)")
