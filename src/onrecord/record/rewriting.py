"""The rows of a revision's attributions made anew: after a better extraction, or after a person's correction."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Document, text_hash
from onrecord.record import adding, suppressing, vectors
from onrecord.record.database import Database
from onrecord.record.packing import pack
from onrecord.record.reading import Text, held_in, text_of
from onrecord.record.rows import CURRENT, SUPERSEDED, Held
from onrecord.record.sealing import seals_of

_BEARERS = (
    "FROM alias JOIN entity ON entity.id = alias.entity_id"
    " WHERE alias.name_id = mention.name_id AND entity.kind_id = mention.kind_id"
)
"""The entities that bear a mention's name."""


def renew(db: Database, document: Document) -> bool:
    """Put the findings of ``document`` in place of those held for its text. False when its text is not held."""
    with db.writing():
        found = adding.find_article(db, document.article)
        row = found and db.one(
            "SELECT id FROM revision WHERE article_id = ? AND sha256 = ?", (found[0], text_hash(document.article.text))
        )
        if not row:
            return False
        text = text_of(db, row[0])
        before = held_in(db, text)
        seals = seals_of(text.text, document.blocks, document.attributions, document.diagnostics)
        db.run("UPDATE revision SET findings = ?, seals = ? WHERE id = ?",
               (pack(document, text.sha256), seals, text.revision))  # fmt: skip
        vectors.keep(db, text.revision, document.vectors)  # none: those of the old findings are gone
        rewrite(db, text_of(db, text.revision), before)
    return True


def rewrite(db: Database, text: Text, before: Sequence[Held]) -> None:
    """Make the attribution rows of a revision anew. ``before`` is what `held_in` gave when they were last made.

    Sightings stay with attributions that keep their id; tombstones are laid again.
    """
    db.unindex_contents(adding.indexed_contents(db, text, before))
    sightings = db.rows(
        "SELECT a.mark, s.statement_id, s.relation, s.copy_of, s.score FROM sighting s"
        " JOIN attribution a ON a.id = s.attribution_id WHERE a.revision_id = ?",
        (text.revision,),
    )
    db.run(
        "DELETE FROM sighting WHERE attribution_id IN (SELECT id FROM attribution WHERE revision_id = ?)",
        (text.revision,),
    )
    db.run("DELETE FROM attribution WHERE revision_id = ?", (text.revision,))
    db.run("DELETE FROM mask WHERE revision_id = ?", (text.revision,))
    latest = db.one("SELECT 1 FROM article WHERE latest = ?", (text.revision,)) is not None
    adding.write_attributions(db, text, held_in(db, text), state=CURRENT if latest else SUPERSEDED)
    db.run(
        "DELETE FROM mention WHERE revision_id = ? AND NOT EXISTS"
        " (SELECT 1 FROM attribution WHERE attribution.mention_id = mention.id)",
        (text.revision,),
    )
    # A speaker that a person named is that entity if only one bears the name; otherwise resolving decides.
    db.run(
        f"UPDATE mention SET entity_id = (SELECT min(entity_id) {_BEARERS})"
        f" WHERE revision_id = ? AND entity_id IS NULL AND (SELECT count(*) {_BEARERS}) = 1",
        (text.revision,),
    )
    rows = db.rows("SELECT mark, id FROM attribution WHERE revision_id = ?", (text.revision,))
    keys = {row[0]: row[1] for row in rows}
    db.many(
        "INSERT INTO sighting (attribution_id, statement_id, relation, copy_of, score) VALUES (?, ?, ?, ?, ?)",
        [(keys[mark], *rest) for mark, *rest in sightings if mark in keys],
    )
    suppressing.veil_revision(db, text)
