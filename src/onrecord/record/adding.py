"""Documents into the record: new articles, new revisions, and what is held already."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from onrecord.model import Article, Document, text_hash
from onrecord.model.article import Standing
from onrecord.model.errors import OnrecordError
from onrecord.record import suppressing, vectors, wordings
from onrecord.record.contract import Added
from onrecord.record.database import Database
from onrecord.record.packing import Findings, pack, unpack
from onrecord.record.reading import Text, held_in, text_of
from onrecord.record.rows import (
    ATTRIBUTION_COLUMNS,
    CURRENT,
    STRUCK,
    SUPERSEDED,
    SUPPRESSED,
    Held,
    attribution_columns,
    content_words,
    day_of,
    mark_of,
    raw_columns,
    speaker_of,
)
from onrecord.record.sealing import seals_of
from onrecord.record.words import normal_name

TOGETHER = 32
"""Documents kept in one transaction when many are added."""
_REVISION_COLUMNS = (
    "id, article_id, number, sha256, outlet_id, title, published, modified, day, language, section, authors,"
    " media_type, encoding, record_id, fetched, stored, raw_sha256, raw_form, raw, findings, text, seals"
)


def find_article(db: Database, article: Article) -> tuple[int, str] | None:
    """Key and standing of the article that ``article`` is: the same id, or else the same address."""
    address = article.url or (article.id if "://" in article.id else None)
    row = db.one("SELECT id, standing FROM article WHERE name = ?", (article.id,))
    if row is None and address:
        row = db.one("SELECT id, standing FROM article WHERE name = ?", (address,)) or db.one(
            "SELECT id, standing FROM article WHERE url = ? ORDER BY id LIMIT 1", (address,)
        )
    return (row[0], row[1]) if row else None


def holds(db: Database, article: Article) -> bool:
    """True when the article is held with this very text, in any of its revisions, and its standing says nothing new."""
    with db.reading():
        found = find_article(db, article)
        if found is None or article.standing not in ("published", found[1]):
            return False
        return _same_text(db, found[0], text_hash(article.text))


def _same_text(db: Database, key: int, sha256: str) -> bool:
    return db.one("SELECT 1 FROM revision WHERE article_id = ? AND sha256 = ?", (key, sha256)) is not None


Then = Callable[[Document], None]
"""What is done with a document that was just stored, in the same transaction."""


def add(db: Database, document: Document, *, at: str | None, then: Then | None = None) -> Added:
    """Keep one document, whole or not at all. ``at`` is when (ISO 8601), where known."""
    article = document.article
    sha256 = text_hash(article.text)
    packed = pack(document, sha256)
    with db.writing():
        found = find_article(db, article)
        if found is None:
            key, number = _new_article(db, article), 1
        else:
            key = found[0]
            if article.standing not in ("published", found[1]):
                set_standing(db, key, article.standing, at=at, by=None, why="as the outlet marks it")
            if _same_text(db, key, sha256):
                return "already"
            number = _supersede(db, key)
        revision = _new_revision(db, key, number, document, sha256, packed, at)
        db.run("UPDATE article SET latest = ? WHERE id = ?", (revision, key))
        db.index_texts([(revision, article.text)])
        fresh = Text(revision, key, number, article.text, sha256)
        if number > 1:
            _carry_corrections(db, key, number, document)
        corrected = held_in(db, fresh, Findings(document.blocks, document.attributions, document.diagnostics))
        write_attributions(db, fresh, corrected)
        if document.vectors is not None:
            vectors.keep(db, revision, document.vectors)
        suppressing.veil_revision(db, fresh)
        if then is not None:
            then(document)
    return "stored" if number == 1 else "revised"


def _carry_corrections(db: Database, key: int, number: int, document: Document) -> None:
    """What people put right in the revision before holds for what was kept of it."""
    from onrecord.record.deciding import carry_over
    from onrecord.record.revising import changes

    if db.one("SELECT 1 FROM correction WHERE article_id = ?", (key,)) is None:
        return
    row = db.one("SELECT id FROM revision WHERE article_id = ? AND number = ?", (key, number - 1))
    assert row is not None
    before = text_of(db, row[0])
    assert before.findings is not None
    # The program's own findings are compared: a correction is no change made by the outlet.
    found = unpack(before.findings, before.text, before.sha256, where=before.where).attributions
    pairs = [
        (one.before.id, one.after.id)
        for one in changes(before.text, found, document.article.text, document.attributions)
        if one.kind == "kept" and one.before and one.after
    ]
    carry_over(db, pairs, key, number - 1)


def add_all(
    db: Database, documents: Iterable[Document], *, at: str | None, then: Then | None = None
) -> Iterator[tuple[str, Added | OnrecordError]]:
    """Keep many documents, up to `TOGETHER` in one transaction; what became of each, once that is certain."""
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if len(waiting) == TOGETHER:
            yield from _together(db, waiting, at, then)
            waiting = []
    yield from _together(db, waiting, at, then)


def _together(
    db: Database, documents: Sequence[Document], at: str | None, then: Then | None
) -> list[tuple[str, Added | OnrecordError]]:
    became: list[tuple[str, Added | OnrecordError]] = []
    try:
        with db.writing():
            became.extend((document.article.id, add(db, document, at=at, then=then)) for document in documents)
        return became
    except OnrecordError:
        # Something in the lot: one by one, so that only what cannot be kept is refused.
        return [(document.article.id, _tried(db, document, at, then)) for document in documents]


def _tried(db: Database, document: Document, at: str | None, then: Then | None) -> Added | OnrecordError:
    try:
        return add(db, document, at=at, then=then)
    except OnrecordError as error:
        return error


def set_standing(
    db: Database, key: int, standing: Standing, *, at: str | None, by: str | None, why: str | None
) -> None:
    """Mark an article as corrected or withdrawn (or take that back), and note who said so and when."""
    db.run("UPDATE article SET standing = ? WHERE id = ?", (standing, key))
    db.run(
        "INSERT INTO notice (id, article_id, standing, at, by, why) VALUES (?, ?, ?, ?, ?, ?)",
        (next_id(db, "notice"), key, standing, at, by, why),
    )


def next_id(db: Database, table: str) -> int:
    """The first free key of a table. Safe inside `writing`, where no one else writes."""
    row = db.one(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
    return int(row[0]) if row else 1


def _new_article(db: Database, article: Article) -> int:
    key = next_id(db, "article")
    url = None if article.url == article.id else article.url
    db.run(
        "INSERT INTO article (id, name, url, standing, is_primary) VALUES (?, ?, ?, ?, ?)",
        (key, article.id, url, article.standing, 1 if article.primary else 0),
    )
    if article.standing != "published":
        set_standing(db, key, article.standing, at=None, by=None, why="as the outlet marks it")
    return key


def _supersede(db: Database, key: int) -> int:
    """Put the latest revision behind; the number of the next."""
    row = db.one("SELECT latest FROM article WHERE id = ?", (key,))
    assert row is not None
    behind = text_of(db, row[0])
    db.unindex_contents(indexed_contents(db, behind, held_in(db, behind)))
    wordings.forget(db, behind.revision)
    db.run(
        "UPDATE attribution SET state = ? WHERE revision_id = ? AND state = ?", (SUPERSEDED, behind.revision, CURRENT)
    )
    return behind.number + 1


def indexed_contents(db: Database, text: Text, held: Sequence[Held]) -> list[tuple[int, str]]:
    """What the index holds of a revision: keys of its current attributions, and the words they were indexed with."""
    words = {(each.place, mark_of(each.attribution.id)): each.attribution.content for each in held}
    return [
        (id_, content_words(text.text, words[place, mark]))
        for id_, place, mark in db.rows(
            "SELECT id, place, mark FROM attribution WHERE revision_id = ? AND state = ?", (text.revision, CURRENT)
        )
    ]


def _new_revision(
    db: Database, key: int, number: int, document: Document, sha256: str, packed: bytes, at: str | None
) -> int:
    article = document.article
    source = article.source
    raw_sha256, raw_form, raw = raw_columns(article)
    revision = next_id(db, "revision")
    values: tuple[Any, ...] = (
        revision, key, number, sha256, outlet_key(db, article.outlet), article.title, article.published,
        article.modified, day_of(article.published), article.language, article.section,
        json.dumps(article.authors, ensure_ascii=False) if article.authors else None,
        source.media_type if source else None, source.encoding if source else None,
        source.record_id if source else None, source.fetched if source else None,
        at, raw_sha256, raw_form, raw, packed, article.text,
        seals_of(article.text, document.blocks, document.attributions, document.diagnostics),
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    db.run(f"INSERT INTO revision ({_REVISION_COLUMNS}) VALUES ({marks})", values)
    return revision


def outlet_key(db: Database, outlet: str | None) -> int | None:
    """The key of an outlet, made when it is new."""
    if not outlet:
        return None
    row = db.one("SELECT id FROM outlet WHERE name = ?", (outlet,))
    if row:
        return int(row[0])
    key = next_id(db, "outlet")
    db.run("INSERT INTO outlet (id, name, normal) VALUES (?, ?, ?)", (key, outlet, normal_name(outlet)))
    return key


def name_keys(db: Database, names: Iterable[str]) -> dict[str, int]:
    """The keys of names as printed; new ones are made and indexed."""
    keys: dict[str, int] = {}
    fresh: list[tuple[int, str, str]] = []
    free: int | None = None
    for name in dict.fromkeys(names):
        row = db.one("SELECT id FROM name WHERE name = ?", (name,))
        if row:
            keys[name] = row[0]
            continue
        free = next_id(db, "name") if free is None else free + 1
        keys[name] = free
        fresh.append((free, name, normal_name(name)))
    db.many("INSERT INTO name (id, name, normal) VALUES (?, ?, ?)", fresh)
    db.index_names([(key, normal) for key, _, normal in fresh])
    return keys


def mention_keys(db: Database, revision: int, held: Sequence[Held]) -> dict[tuple[str, str, int], int]:
    """The keys of the speakers of one revision (key, name, kind); new ones are made."""
    speakers = list(dict.fromkeys(one for each in held if (one := speaker_of(each.attribution)) is not None))
    if not speakers:
        return {}
    names = name_keys(db, (name for _, name, _ in speakers))
    known = {
        (key, name_id, kind): id_
        for id_, key, name_id, kind in db.rows(
            "SELECT id, key, name_id, kind_id FROM mention WHERE revision_id = ?", (revision,)
        )
    }
    keys: dict[tuple[str, str, int], int] = {}
    fresh: list[tuple[Any, ...]] = []
    free = next_id(db, "mention")
    for key, name, kind in speakers:
        id_ = known.get((key, names[name], kind))
        if id_ is None:
            id_ = free
            free += 1
            fresh.append((id_, revision, key, names[name], kind))
        keys[key, name, kind] = id_
    db.many("INSERT INTO mention (id, revision_id, key, name_id, kind_id) VALUES (?, ?, ?, ?, ?)", fresh)
    return keys


def write_attributions(db: Database, text: Text, held: Sequence[Held], *, state: int = CURRENT) -> None:
    """Rows and index entries for attributions of a revision that has none of them yet."""
    day = day_of_revision(db, text.revision)
    first = next_id(db, "attribution")
    sought = [not each.struck and state == CURRENT for each in held]
    contents = [
        content_words(text.text, each.attribution.content) if wanted else None
        for each, wanted in zip(held, sought, strict=True)
    ]
    wordings.keep(db, text.revision, day, first, contents)
    if not held:
        return
    mentions = mention_keys(db, text.revision, held)
    hidden = suppressing.hidden_ids(db)
    rows: list[tuple[Any, ...]] = []
    words: list[tuple[int, str]] = []
    for id_, each in enumerate(held, first):
        one = each.attribution
        speaker = speaker_of(one)
        own = STRUCK if each.struck else SUPPRESSED if one.id in hidden else state
        columns = attribution_columns(each)
        rows.append(
            (
                id_, text.revision, each.place, mark_of(one.id), own, mentions[speaker] if speaker else None,
                *columns[:-2], day, *columns[-2:],
            )
        )  # fmt: skip
        if own == CURRENT:
            words.append((id_, content_words(text.text, one.content)))
    db.many(f"INSERT INTO attribution ({ATTRIBUTION_COLUMNS}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
    db.index_contents(words)


def day_of_revision(db: Database, revision: int) -> int | None:
    """The day of publication of a revision, as `rows.day_of` counts."""
    row = db.one("SELECT day FROM revision WHERE id = ?", (revision,))
    return row[0] if row else None
