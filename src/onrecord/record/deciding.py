"""What people put right: corrections, appended and never changed (judgements: see `linking`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.model import Attribution, Span, text_hash
from onrecord.model.attribution import ENTITY_KINDS, QUOTATION_TYPES
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.model.keeping import Correction, CorrectionKind, Quote
from onrecord.record.adding import next_id
from onrecord.record.correcting import added_attribution, corrected
from onrecord.record.database import Database
from onrecord.record.packing import pack_one
from onrecord.record.reading import Text, article_key, held_in, masks_of, text_of, texts_of
from onrecord.record.rewriting import rewrite
from onrecord.record.rows import mark_of
from onrecord.record.sealing import quote_at

KINDS: tuple[CorrectionKind, ...] = ("speaker", "span", "quotation", "addressee", "add", "strike")


def correct(db: Database, wanted: Correction) -> Correction:
    """Append a correction wherever the attribution is held (in one article where named), and make its rows anew.

    Raises NotFoundError, and QueryError for a value of the wrong form.
    """
    if wanted.kind not in KINDS:
        raise QueryError(f"no such correction; there are {', '.join(KINDS)}", item=wanted.kind)
    with db.writing():
        if wanted.kind == "add":
            return _add(db, wanted)
        places = _places(db, wanted)
        if not places:
            raise NotFoundError("no such attribution in the record", item=wanted.attribution)
        for text in places:
            before = held_in(db, text)
            held = next(each.attribution for each in before if each.attribution.id == wanted.attribution)
            _try_out(wanted, held, text)
            _append(db, text.article, wanted, wanted.value, text.text)
            rewrite(db, text, before)
    return wanted


def _places(db: Database, wanted: Correction) -> list[Text]:
    """The texts that hold the attribution; of the named article only, where one is named."""
    article = article_key(db, wanted.article) if wanted.article else None
    keys = [
        row[0]
        for row in db.rows(
            "SELECT DISTINCT revision_id FROM attribution WHERE mark = ?", (mark_of(wanted.attribution),)
        )
    ]
    return [
        text
        for text in texts_of(db, keys).values()
        if (article is None or text.article == article)
        and any(each.attribution.id == wanted.attribution for each in held_in(db, text))
    ]


def _add(db: Database, wanted: Correction) -> Correction:
    if not wanted.article:
        raise QueryError("say in which article to add an attribution", item=wanted.attribution)
    row = db.one("SELECT latest FROM article WHERE id = ?", (article_key(db, wanted.article),))
    assert row is not None
    text = text_of(db, row[0])
    try:
        one = added_attribution(text_hash(text.text), wanted.value or {}, text.text)
    except (KeyError, TypeError, ValueError) as error:
        raise QueryError(
            f"the attribution to add is not of the contract's form: {error}", item=wanted.article
        ) from None
    if not one.content:
        raise QueryError("an attribution has a content", item=wanted.article)
    before = held_in(db, text)
    if any(each.attribution.id == one.id for each in before):
        raise QueryError("an attribution with this content is there already; correct that one", item=one.id)
    made = Correction(wanted.article, one.id, "add", wanted.value, wanted.by, wanted.at, wanted.why)
    _append(db, text.article, made, json.loads(pack_one(one)), text.text)
    rewrite(db, text, before)
    return made


def _try_out(wanted: Correction, held: Attribution, text: Text) -> None:
    """Raise QueryError when the correction cannot be laid over the attribution."""
    value = wanted.value
    try:
        if wanted.kind == "quotation" and (value or {}).get("quotation") not in QUOTATION_TYPES:
            raise QueryError(f"a type is one of {', '.join(QUOTATION_TYPES)}", item=wanted.attribution)
        if wanted.kind == "speaker" and value is not None:
            if not isinstance(value["name"], str) or not value["name"].strip():
                raise QueryError("a speaker has a name", item=wanted.attribution)
            if value.get("kind", "person") not in ENTITY_KINDS:
                raise QueryError(f"a kind is one of {', '.join(ENTITY_KINDS)}", item=wanted.attribution)
        if wanted.kind == "span" and not (value or {}).keys() & {"source", "cue", "content", "verbatim"}:
            raise QueryError("name the role: source, cue, content or verbatim", item=wanted.attribution)
        laid = corrected(text.text, [held], [(held.id, wanted.kind, json.dumps(value) if value else None)])
        if not laid[0].attribution.content:
            raise QueryError("an attribution has a content; strike it instead", item=wanted.attribution)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QueryError(f"not of the form of a {wanted.kind} correction: {error}", item=wanted.attribution) from None


def _append(db: Database, article: int, made: Correction, value: dict[str, Any] | None, text: str = "") -> None:
    places = [(quote.role, *quote.span, quote.exact, quote.prefix, quote.suffix) for quote in _quotes(value, text)]
    db.run(
        "INSERT INTO correction (id, article_id, attribution, kind, value, at, by, why, quotes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            next_id(db, "correction"), article, made.attribution, made.kind,
            None if value is None else json.dumps(value, ensure_ascii=False), made.at, made.by, made.why,
            json.dumps(places, ensure_ascii=False) if places else None,
        ),
    )  # fmt: skip


def _quotes(value: Any, text: str, role: str = "") -> Iterator[Quote]:
    """The words at every pair of places in what a person gives."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _quotes(inner, text, f"{role}.{name}" if role else name)
    elif isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value):
        yield quote_at(text, role, Span(*value))
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner, text, role)


def corrections(db: Database) -> list[Correction]:
    """All corrections, oldest first."""
    rows = db.rows(
        "SELECT article.name, c.attribution, c.kind, c.value, c.by, c.at, c.why FROM correction c"
        " JOIN article ON article.id = c.article_id ORDER BY c.id"
    )
    return [Correction(row[0], row[1], row[2], row[3] and json.loads(row[3]), *row[4:]) for row in rows]


def carry_over(db: Database, pairs: Sequence[tuple[str, str]], article: int, number: int) -> None:
    """Let corrections that do not name places in the text hold for the same attributions of a new revision, too."""
    fresh = dict(pairs)
    rows = db.rows(
        "SELECT attribution, kind, value, at, by, why FROM correction WHERE article_id = ? ORDER BY id", (article,)
    )
    for attribution, kind, value, at, by, why in rows:
        if attribution in fresh and kind in ("speaker", "quotation", "strike") and fresh[attribution] != attribution:
            note = f"carried over from revision {number}" + (f": {why}" if why else "")
            _append(
                db, article, Correction("", fresh[attribution], kind, None, by, at, note), value and json.loads(value)
            )


def training_lines(db: Database) -> Iterator[dict[str, Any]]:
    """Each text that people corrected, as a line of the training corpora: all its attributions as they now stand.

    ``corrected`` lists the ids that a person has looked at; ``struck`` those that were taken out.
    """
    for (key,) in db.rows("SELECT DISTINCT article_id FROM correction ORDER BY article_id"):
        revisions = [row[0] for row in db.rows("SELECT id FROM revision WHERE article_id = ? ORDER BY number", (key,))]
        masked = masks_of(db, revisions)
        for text in texts_of(db, revisions).values():
            held = held_in(db, text)
            # Behind a tombstone nothing goes out, and a text with holes teaches nothing.
            if text.revision in masked or not any(each.corrected for each in held):
                continue
            row = db.one(
                "SELECT article.name, outlet.name, revision.published, revision.title FROM revision"
                " JOIN article ON article.id = revision.article_id LEFT JOIN outlet ON outlet.id = revision.outlet_id"
                " WHERE revision.id = ?",
                (text.revision,),
            )
            assert row is not None
            yield {
                "id": f"{row[0]}@{text.number}", "split": "train", "publisher": row[1], "date": row[2], "title": row[3],
                "text": text.text,
                "attributions": [_line(each.attribution) for each in held if not each.struck],
                "corrected": [each.attribution.id for each in held if each.corrected],
                "struck": [_line(each.attribution) for each in held if each.struck],
            }  # fmt: skip


def _line(one: Attribution) -> dict[str, Any]:
    return {
        "id": one.id,
        "source": [list(span) for span in one.source],
        "cue": [list(span) for span in one.cue],
        "content": [list(span) for span in one.content],
        "quotation": one.quotation,
        "speaker": one.speaker.name if one.speaker else None,
        "speaker_kind": one.speaker.kind if one.speaker else None,
        "addressee": one.addressee.text if one.addressee else None,
    }


__all__ = ["carry_over", "correct", "corrections", "training_lines"]
