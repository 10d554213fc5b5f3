"""Tombstones: what of a person or of one statement is no longer shown, anywhere, while the record stays whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Phrase, Span
from onrecord.model.errors import NotFoundError
from onrecord.model.keeping import Suppression, SuppressionTarget
from onrecord.record.database import Database
from onrecord.record.rows import CURRENT, SUPERSEDED, SUPPRESSED, content_words, mark_of, reach_of
from onrecord.record.words import normal_name

if TYPE_CHECKING:
    from onrecord.record.reading import Text


def suppressions(db: Database) -> list[Suppression]:
    """All tombstones, oldest first, lifted ones marked."""
    rows = db.rows("SELECT id, about, target, names, by, at, why, lifts FROM suppression ORDER BY id")
    lifted = {row[7] for row in rows if row[7] is not None}
    return [
        Suppression(row[0], row[1], row[2], tuple(json.loads(row[3] or "[]")), row[4], row[5], row[6], row[0] in lifted)
        for row in rows
        if row[7] is None
    ]


def _active(db: Database, about: SuppressionTarget) -> list[Suppression]:
    if db.one("SELECT 1 FROM suppression LIMIT 1") is None:
        return []
    return [one for one in suppressions(db) if one.about == about and not one.lifted]


def hidden_ids(db: Database) -> set[str]:
    """Ids of the attributions that a tombstone stands on."""
    return {one.target for one in _active(db, "statement")}


def hidden_names(db: Database) -> list[str]:
    """Names of the persons that a tombstone stands on."""
    return [name for one in _active(db, "person") for name in (one.target, *one.names)]


def name_spans(text: str, names: Iterable[str]) -> list[Span]:
    """Where any of ``names`` stands in ``text`` as whole words, in any case and with any blanks between its words."""
    import re

    patterns = [r"\W+".join(map(re.escape, words)) for name in names if (words := re.findall(r"\w+", name))]
    if not patterns:
        return []
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", text, re.IGNORECASE)
    return [Span(*match.span()) for match in found]


def blacked(attribution: Attribution, masks: Sequence[Span], names: Sequence[str]) -> Attribution:
    """``attribution`` with the words that it repeats from the text blacked out where the text is."""
    from onrecord.record.reading import VEIL, veiled

    def phrase(text: str, span: Span) -> str:
        inside = [Span(max(one.start, span.start) - span.start, min(one.end, span.end) - span.start)
                  for one in masks if one.overlaps(span)]  # fmt: skip
        return veiled(text, inside) if len(text) == span.length else veiled(text, name_spans(text, names))

    def part(one: Phrase | None) -> Phrase | None:
        return one and replace(one, text=phrase(one.text, one.span), name=hide(one.name))

    def hide(name: str | None) -> str | None:
        return name and veiled(name, name_spans(name, names))

    speaker, addressee = attribution.speaker, attribution.addressee
    if speaker:
        speaker = replace(
            speaker, name=hide(speaker.name) or VEIL, role=part(speaker.role), behalf=part(speaker.behalf)
        )
    if addressee:
        addressee = replace(addressee, text=phrase(addressee.text, addressee.span), name=hide(addressee.name))
    occasion = attribution.occasion and replace(
        attribution.occasion, text=phrase(attribution.occasion.text, attribution.occasion.span)
    )
    when = attribution.when and replace(attribution.when, text=phrase(attribution.when.text, attribution.when.span))
    return replace(attribution, speaker=speaker, addressee=addressee, occasion=occasion, when=when)


def suppress(
    db: Database, about: SuppressionTarget, target: str, names: Sequence[str], *, by: str, at: str, why: str | None
) -> tuple[Suppression, int]:
    """Put up a tombstone; it and how many attributions it hides. Raises NotFoundError when nothing held is meant."""
    from onrecord.record.adding import next_id
    from onrecord.record.reading import texts_of

    with db.writing():
        made = Suppression(next_id(db, "suppression"), about, target, tuple(names), by, at, why)
        db.run(
            "INSERT INTO suppression (id, about, target, names, at, by, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (made.id, about, target, json.dumps(list(names), ensure_ascii=False), at, by, why),
        )
        revisions = _revisions_with(db, made)
        hidden = sum(_veil(db, text, [made]) for text in texts_of(db, revisions).values())
        if about == "statement" and not revisions:
            raise NotFoundError("no such attribution in the record", item=target)
    return made, hidden


def lift(
    db: Database, about: SuppressionTarget, target: str, *, by: str, at: str, why: str | None
) -> tuple[Suppression, int]:
    """Take the tombstones on ``target`` away, by a row of its own; the last one, and how many show again."""
    from onrecord.record.adding import next_id
    from onrecord.record.reading import texts_of

    with db.writing():
        wanted = normal_name(target)
        gone = [
            one for one in _active(db, about)
            if one.target == target or (about == "person" and wanted in map(normal_name, (one.target, *one.names)))
        ]  # fmt: skip
        if not gone:
            raise NotFoundError("nothing of that is suppressed", item=target)
        shown = 0
        for one in gone:
            revisions = _revisions_with(db, one)
            db.run(
                "INSERT INTO suppression (id, about, target, lifts, at, by, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (next_id(db, "suppression"), about, one.target, one.id, at, by, why),
            )
            db.run("DELETE FROM mask WHERE suppression_id = ?", (one.id,))
            shown += sum(_unveil(db, text) for text in texts_of(db, revisions).values())
    return gone[-1], shown


def veil_revision(db: Database, text: Text) -> None:
    """Lay the tombstones that stand over a text that is new."""
    active = [*_active(db, "person"), *_active(db, "statement")]
    if active:
        _veil(db, text, active)


def _revisions_with(db: Database, one: Suppression) -> list[int]:
    from onrecord.record.words import Term, Wanted, tokens

    if one.about == "statement":
        return [
            row[0]
            for row in db.rows(
                "SELECT DISTINCT revision_id FROM attribution WHERE mark = ? ORDER BY revision_id",
                (mark_of(one.target),),
            )
        ]
    found: set[int] = {row[0] for row in db.rows("SELECT revision_id FROM mask WHERE suppression_id = ?", (one.id,))}
    for name in (one.target, *one.names):
        words = tuple(tokens(name))
        if words:
            found.update(db.texts_with(Wanted(tuple((Term((word,)),) for word in words)), -1))
            rows = db.rows(
                "SELECT DISTINCT mention.revision_id FROM mention JOIN name ON name.id = mention.name_id"
                " WHERE name.normal = ?",
                (" ".join(words),),
            )
            found.update(row[0] for row in rows)
    return sorted(found)


def _veil(db: Database, text: Text, active: Sequence[Suppression]) -> int:
    """Mask what the tombstones stand on in one text; how many of its attributions that hides."""
    from onrecord.record.adding import next_id
    from onrecord.record.reading import held_in

    masks: list[tuple[int, Span]] = []
    hide: set[tuple[int | None, int]] = set()
    held = held_in(db, text)
    for one in active:
        names = {normal_name(name) for name in (one.target, *one.names)} if one.about == "person" else set()
        for each in held:
            attribution = each.attribution
            spoke = attribution.speaker is not None and normal_name(attribution.speaker.name) in names
            if attribution.id == one.target or spoke:
                hide.add((each.place, mark_of(attribution.id)))
                masks.append((one.id, reach_of(attribution)))
        if names:
            masks.extend((one.id, span) for span in name_spans(text.text, (one.target, *one.names)))
    free = next_id(db, "mask")
    db.many(
        "INSERT INTO mask (id, suppression_id, revision_id, span_start, span_end) VALUES (?, ?, ?, ?, ?)",
        [(free + n, by, text.revision, span.start, span.end) for n, (by, span) in enumerate(dict.fromkeys(masks))],
    )
    words = {(each.place, mark_of(each.attribution.id)): each.attribution.content for each in held}
    gone: list[tuple[int, str]] = []
    hidden = 0
    for id_, place, mark, state in _rows(db, text):
        if (place, mark) in hide and state in (CURRENT, SUPERSEDED):
            hidden += 1
            db.run("UPDATE attribution SET state = ? WHERE id = ?", (SUPPRESSED, id_))
            if state == CURRENT:
                gone.append((id_, content_words(text.text, words[place, mark])))
    db.unindex_contents(gone)
    return hidden


def _unveil(db: Database, text: Text) -> int:
    """Show again what no tombstone stands on any more in one text; how many attributions."""
    from onrecord.record.reading import held_in

    statements = hidden_ids(db)
    people = {normal_name(name) for name in hidden_names(db)}
    latest = db.one("SELECT 1 FROM article WHERE latest = ?", (text.revision,)) is not None
    held = {(each.place, mark_of(each.attribution.id)): each for each in held_in(db, text)}
    back: list[tuple[int, str]] = []
    shown = 0
    for id_, place, mark, state in _rows(db, text):
        one = held[place, mark].attribution
        still = one.id in statements or (one.speaker is not None and normal_name(one.speaker.name) in people)
        if state != SUPPRESSED or still:
            continue
        shown += 1
        db.run("UPDATE attribution SET state = ? WHERE id = ?", (CURRENT if latest else SUPERSEDED, id_))
        if latest:
            back.append((id_, content_words(text.text, one.content)))
    db.index_contents(back)
    return shown


def _rows(db: Database, text: Text) -> list[tuple[int, int | None, int, int]]:
    return [
        (row[0], row[1], row[2], row[3])
        for row in db.rows(
            "SELECT id, place, mark, state FROM attribution WHERE revision_id = ? ORDER BY id", (text.revision,)
        )
    ]
