"""The second half of the line: what was just stored, put together with what is already held.

    read -> clean -> extract -> link -> [stored] -> resolve: whose mention, which statement, whose copy

Incremental: each document is compared only with entities that share a key of a name, with attributions that share a
phrase and with reports that share a statement, all found by index. Judgements go first. Running it again on the same
document changes nothing.
"""

from __future__ import annotations

from onrecord.model import Document, text_hash
from onrecord.record import reading, sightings
from onrecord.record.adding import find_article
from onrecord.record.database import Database
from onrecord.resolution.judging import apply_judgement, named_in_judgement
from onrecord.resolution.people import candidates, candidates_of, keep_keys_held, resolve_people, seen_in
from onrecord.resolution.statements import linked_statements, resolve_statements, tell_copies_held

__all__ = [
    "apply_judgement",
    "candidates",
    "candidates_of",
    "linked_statements",
    "named_in_judgement",
    "resolve_corrected",
    "resolve_document",
    "resolve_held",
]


def resolve_document(db: Database, document: Document) -> None:
    """Lay the speakers of a stored document to entities and its attributions to statements, in one transaction."""
    with db.writing():
        revision = _held_as(db, document)
        if revision is None:
            return  # a text that is behind by now
        resolve_people(db, revision, seen_in(document))
        resolve_statements(db, revision, document)


def _held_as(db: Database, document: Document) -> int | None:
    """The latest revision, when it holds this text; the article may be held under the id that it first came with."""
    found = find_article(db, document.article)
    row = found and db.one(
        "SELECT revision.id, sha256 FROM article JOIN revision ON revision.id = article.latest WHERE article.id = ?",
        (found[0],),
    )
    return row[0] if row and row[1] == text_hash(document.article.text) else None


def resolve_corrected(db: Database, attribution: str) -> None:
    """Lay what a person corrected or added to entities and statements, wherever it is printed now."""
    with db.writing():
        for revision in sightings.revisions_with(db, attribution):
            document = reading.document_of(db, revision)
            resolve_people(db, revision, seen_in(document))
            resolve_statements(db, revision, document)


def resolve_held(db: Database, number: int) -> None:
    """After the migration of that number, in its transaction: what its new tables hold of people and reports.

    People and statements stay as they are: only the keys of people and the wire copies are new.
    """
    if number != 2:
        return
    keep_keys_held(db)
    tell_copies_held(db)
