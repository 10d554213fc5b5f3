"""Out of the record: articles as they are held, with the corrections of people and behind the tombstones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Article, ArticleCard, Attribution, Document, Source, Span
from onrecord.model.errors import NotFoundError
from onrecord.record.correcting import corrected
from onrecord.record.database import Database, Row
from onrecord.record.packing import Findings, unpack
from onrecord.record.rows import RAW_SHA256, STRUCK, SUPPRESSED, Held, mark_of, raw_bytes

VEIL = "█"
"""Stands for each character behind a tombstone, so that all other positions stay as they are."""
_BATCH = 200

CARD = (
    "article.name, revision.number, revision.title, outlet.name, revision.published, article.url, article.standing,"
    " article.is_primary, revision.language, revision.id, CASE WHEN article.latest = revision.id THEN 1 ELSE 0 END"
)
CARD_TABLES = (
    "revision JOIN article ON article.id = revision.article_id LEFT JOIN outlet ON outlet.id = revision.outlet_id"
)


@dataclass(frozen=True, slots=True)
class Text:
    """One stored text: the keys of its revision and article, the revision's number, and its findings, packed."""

    revision: int
    article: int
    number: int
    text: str
    sha256: str
    findings: bytes | None = None

    @property
    def where(self) -> str:
        """How to name this place to a person."""
        return f"revision {self.revision}"


def texts_of(db: Database, revisions: Sequence[int]) -> dict[int, Text]:
    """Stored texts by the keys of their revisions, nothing masked."""
    found: dict[int, Text] = {}
    for start in range(0, len(revisions), _BATCH):
        part = revisions[start : start + _BATCH]
        for row in db.rows(
            f"SELECT id, article_id, number, text, sha256, findings FROM revision WHERE id IN ({_marks(part)})", part
        ):
            found[row[0]] = Text(row[0], row[1], row[2], row[3], row[4], bytes(row[5]))
    return found


def text_of(db: Database, revision: int) -> Text:
    """One stored text, nothing masked. Raises NotFoundError."""
    found = texts_of(db, [revision]).get(revision)
    if found is None:
        raise NotFoundError("no such revision", item=str(revision))
    return found


def held_in(db: Database, text: Text, findings: Findings | None = None) -> list[Held]:
    """The attributions of a revision with corrections applied: the program's in order, then those that people added."""
    if findings is None:
        packed = text.findings if text.findings is not None else text_of(db, text.revision).findings
        assert packed is not None
        findings = unpack(packed, text.text, text.sha256, where=text.where)
    corrections = db.rows(
        "SELECT attribution, kind, value FROM correction WHERE article_id = ? ORDER BY id", (text.article,)
    )
    return corrected(text.text, findings.attributions, corrections)


def touched_by_people(db: Database, texts: Sequence[Text]) -> set[int]:
    """Keys of the revisions, of these, in whose article people corrected something, or part of which lies behind a
    tombstone: what the program found there is not what is shown."""
    if not texts:
        return set()
    articles = sorted({one.article for one in texts})
    rows = db.rows(f"SELECT article_id FROM correction WHERE article_id IN ({', '.join(map(str, articles))})")
    corrected_in = {row[0] for row in rows}
    masked = masks_of(db, [one.revision for one in texts])
    return {one.revision for one in texts if one.article in corrected_in or one.revision in masked}


def masks_of(db: Database, revisions: Sequence[int]) -> dict[int, list[Span]]:
    """What of each text lies behind a tombstone."""
    masks: dict[int, list[Span]] = {}
    if not revisions or db.one("SELECT 1 FROM mask LIMIT 1") is None:
        return masks
    for revision, start, end in db.rows(
        f"SELECT revision_id, span_start, span_end FROM mask WHERE revision_id IN ({_marks(revisions)})", revisions
    ):
        masks.setdefault(revision, []).append(Span(start, end))
    return masks


def veiled(text: str, masks: Sequence[Span]) -> str:
    """``text`` with every masked character but line breaks replaced by `VEIL`; its length does not change."""
    for span in masks:
        hidden = "".join(VEIL if character != "\n" else character for character in span.of(text))
        text = text[: span.start] + hidden + text[span.end :]
    return text


def hidden_titles(db: Database) -> list[str]:
    """Names that titles must not show."""
    from onrecord.record.suppressing import hidden_names

    return hidden_names(db)


def cards_of(db: Database, revisions: Sequence[int]) -> dict[int, ArticleCard]:
    """Cards of articles by the keys of the revisions shown."""
    cards: dict[int, ArticleCard] = {}
    names = hidden_titles(db)
    for start in range(0, len(revisions), _BATCH):
        part = revisions[start : start + _BATCH]
        for row in db.rows(f"SELECT {CARD} FROM {CARD_TABLES} WHERE revision.id IN ({_marks(part)})", part):
            cards[row[9]] = card(row, names)
    return cards


def card(row: Row, names: Sequence[str]) -> ArticleCard:
    """A card from a row of `CARD`; ``names`` are blacked out of the title."""
    from onrecord.record.suppressing import name_spans

    name, number, title, outlet, published, url, standing, primary, language, _, latest = row[:11]
    if title and names:
        title = veiled(title, name_spans(title, names))
    address = url or (name if "://" in name else None)
    return ArticleCard(name, number, title, outlet, published, address, standing, bool(primary), language, bool(latest))


def article_key(db: Database, article: str) -> int:
    """The key of an article by its id or address. Raises NotFoundError."""
    row = db.one("SELECT id FROM article WHERE name = ?", (article,)) or db.one(
        "SELECT id FROM article WHERE url = ? ORDER BY id LIMIT 1", (article,)
    )
    if row is None:
        raise NotFoundError("no such article in the record", item=article, remedy="onrecord search lists what there is")
    return int(row[0])


def revision_key(db: Database, article: str, revision: int | None) -> int:
    """The key of a revision, the latest by default. Raises NotFoundError."""
    key = article_key(db, article)
    row = (
        db.one("SELECT latest FROM article WHERE id = ?", (key,))
        if revision is None
        else db.one("SELECT id FROM revision WHERE article_id = ? AND number = ?", (key, revision))
    )
    if row is None or row[0] is None:
        raise NotFoundError(f"has no revision {revision}", item=article)
    return int(row[0])


def document(db: Database, article: str, revision: int | None) -> Document:
    """An article's document with corrections applied and tombstones honoured. Raises NotFoundError."""
    with db.reading():
        return document_of(db, revision_key(db, article, revision))


def document_of(db: Database, revision: int, *, bare: bool = False) -> Document:
    """The document of a revision by key. ``bare``: as the program found it, without corrections and tombstones."""
    text = text_of(db, revision)
    assert text.findings is not None
    findings = unpack(text.findings, text.text, text.sha256, where=text.where)
    article = article_of(db, text)
    if bare:
        return Document(article, findings.blocks, findings.attributions, findings.diagnostics)
    held = [each for each in held_in(db, text, findings) if not each.struck]
    states = _states(db, revision)
    shown = tuple(
        each.attribution
        for each in held
        if states.get((each.place, mark_of(each.attribution.id))) not in (SUPPRESSED, STRUCK)
    )
    masks = masks_of(db, [revision]).get(revision)
    if masks:
        article = replace(article, text=veiled(article.text, masks))
        names = hidden_titles(db)
        shown = tuple(behind(one, masks, names) for one in shown)
    return Document(article, findings.blocks, shown, findings.diagnostics)


def behind(attribution: Attribution, masks: Sequence[Span], names: Sequence[str]) -> Attribution:
    """An attribution with those of its words blacked out that lie behind a tombstone (its spans stay)."""
    from onrecord.record.suppressing import blacked

    return blacked(attribution, masks, names)


def _states(db: Database, revision: int) -> dict[tuple[int | None, int], int]:
    return {
        (place, mark): state
        for place, mark, state in db.rows(
            "SELECT place, mark, state FROM attribution WHERE revision_id = ?", (revision,)
        )
    }


def article_of(db: Database, text: Text) -> Article:
    """The article of a stored text, nothing masked but its title."""
    row = db.one(
        f"SELECT {CARD}, revision.modified, revision.section, revision.authors, revision.media_type,"
        f" revision.encoding, revision.record_id, revision.fetched, {RAW_SHA256}"
        f" FROM {CARD_TABLES} WHERE revision.id = ?",
        (text.revision,),
    )
    assert row is not None
    shown = card(row, hidden_titles(db))
    modified, section, authors, media_type, encoding, record_id, fetched, raw_sha256 = row[11:]
    return Article(
        id=shown.id,
        text=text.text,
        url=shown.url,
        outlet=shown.outlet,
        title=shown.title,
        authors=tuple(json.loads(authors)) if authors else (),
        published=shown.published,
        modified=modified,
        language=shown.language,
        section=section,
        standing=shown.standing,
        primary=shown.primary,
        source=Source(media_type, raw_sha256, None, encoding, record_id, fetched) if media_type else None,
    )


def raw(db: Database, article: str, revision: int | None) -> bytes | None:
    """The bytes a revision was read from; None where they were not kept. Raises NotFoundError."""
    key = revision_key(db, article, revision)
    row = db.one("SELECT raw_form, raw, text, encoding FROM revision WHERE id = ?", (key,))
    assert row is not None
    return raw_bytes(row[0], row[1], row[2], row[3])


def articles(db: Database) -> Iterator[ArticleCard]:
    """Cards of all articles (latest revisions), first stored first."""
    after = 0
    while True:
        found = db.rows(
            f"SELECT {CARD}, article.id FROM {CARD_TABLES} WHERE article.latest = revision.id AND article.id > ?"
            " ORDER BY article.id LIMIT ?",
            (after, _BATCH),
        )
        names = hidden_titles(db) if found else []
        for row in found:
            yield card(row, names)
        if len(found) < _BATCH:
            return
        after = found[-1][11]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
