"""Whether the record is whole: every span sliced again, every hash and reference checked, what is wrong and where."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator

from onrecord.model import Attribution, Span, attribution_id, text_hash
from onrecord.model.errors import OnrecordError, RecordDamagedError
from onrecord.model.keeping import Verification
from onrecord.record.correcting import ADDED, CORRECTED
from onrecord.record.counting import miscounted
from onrecord.record.database import Database, Row
from onrecord.record.packing import Findings, unpack
from onrecord.record.reading import Text, held_in
from onrecord.record.rows import (
    CURRENT,
    RAW_SHA256,
    STRUCK,
    SUPPRESSED,
    Held,
    attribution_columns,
    content_words,
    mark_of,
    raw_bytes,
    speaker_of,
)
from onrecord.record.sealing import quote_at, seals_of, unsealed
from onrecord.record.wordings import fits, telling_runs

MOST = 200
"""Problems that are told one by one; a damaged page can make thousands."""
_BATCH = 100
_ROLES = ("source", "cue", "content", "verbatim", "insertions", "unclear")


def verify(db: Database) -> Verification:
    """Look at everything. Never raises for what is wrong: that is what it tells."""
    problems = list(db.faults())
    counted = {"article": 0, "revision": 0, "attribution": 0}
    with db.reading():
        for table in counted:
            try:
                row = db.one(f"SELECT count(*) FROM {table}")
                counted[table] = int(row[0]) if row else 0
            except OnrecordError as error:
                problems.append(f"table {table}: {error.what}")
        try:
            for problem in _contents(db):
                problems.append(problem)
                if len(problems) >= MOST:
                    problems.append("and more; only the first are told")
                    break
        except RecordDamagedError as error:
            problems.append(f"reading stopped: {error.what}")
    return Verification(
        not problems, counted["article"], counted["revision"], counted["attribution"], tuple(dict.fromkeys(problems))
    )


def _contents(db: Database) -> Iterator[str]:
    yield from _articles(db)
    for key in miscounted(db):
        yield f"entity {key}: how much there is of it is not what was counted"
    after = 0
    while True:
        found = db.rows(
            "SELECT revision.id, article_id, number, text, findings, sha256, raw_form, raw,"
            f" {RAW_SHA256}, encoding, article.name, article.latest, seals"
            " FROM revision LEFT JOIN article ON article.id = revision.article_id"
            " WHERE revision.id > ? ORDER BY revision.id LIMIT ?",
            (after, _BATCH),
        )
        for row in found:
            yield from _revision(db, row)
        if len(found) < _BATCH:
            return
        after = found[-1][0]


def _articles(db: Database) -> Iterator[str]:
    for name, latest in db.rows(
        "SELECT article.name, article.latest FROM article LEFT JOIN revision ON revision.id = article.latest"
        " AND revision.article_id = article.id WHERE revision.id IS NULL"
    ):
        yield f"{name}: its latest revision ({latest}) is missing"
    for name, number in db.rows(
        "SELECT article.name, max(revision.number) FROM article JOIN revision ON revision.article_id = article.id"
        " GROUP BY article.id, article.name HAVING count(*) <> max(revision.number)"
    ):
        yield f"{name}: of {number} revisions some are missing"


def _revision(db: Database, row: Row) -> Iterator[str]:
    key, article, number, text, packed, sha256, raw_form, raw, raw_sha256, encoding, name, latest, seals = row
    where = f"{name}, revision {number}"
    if text_hash(text) != sha256:
        yield f"{where}: the text is not the one that was stored (its hash differs)"
    try:
        kept = raw_bytes(raw_form, bytes(raw) if raw is not None else None, text, encoding)
        if kept is not None and hashlib.sha256(kept).hexdigest() != raw_sha256:
            yield f"{where}: the bytes it was read from are not those that were stored (their hash differs)"
    except (zlib.error, LookupError, UnicodeError) as error:
        yield f"{where}: the bytes it was read from cannot be unpacked ({error})"
    try:
        findings = unpack(bytes(packed), text, sha256, where=where)
        held = held_in(db, Text(key, article, number, text, sha256), findings)
    except (RecordDamagedError, ValueError) as error:
        yield f"{where}: {error}"
        return
    yield from _findings(findings, text, where)
    yield from _sealed(findings, text, seals, where)
    yield from _corrections(db, article, held, text, where)
    for each in held:
        yield from _attribution(each, text, sha256, where)
    yield from _vectors(db, key, len(findings.attributions), where)
    yield from _wordings(db, key, held, text, where, current=latest == key)
    yield from _rows(db, key, held, where, current=latest == key)


def _findings(findings: Findings, text: str, where: str) -> Iterator[str]:
    for block in findings.blocks:
        if not 0 <= block.span.start <= block.span.end <= len(text):
            yield f"{where}: block {tuple(block.span)} is outside the text"
    for diagnostic in findings.diagnostics:
        if diagnostic.span and not 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text):
            yield f"{where}: the place of diagnostic {diagnostic.code} is outside the text"


def _sealed(findings: Findings, text: str, seals: bytes | None, where: str) -> Iterator[str]:
    """Every span sliced again, with what stands before and after it, against the seal of when it was stored."""
    if seals is None:
        return
    kept = unsealed(bytes(seals))
    found = unsealed(seals_of(text, findings.blocks, findings.attributions, findings.diagnostics))
    if len(kept) != len(found):
        yield f"{where}: {len(found) - 1} attributions were found, {len(kept) - 1} were sealed"
        return
    if kept[0] != found[0]:
        yield f"{where}: a block or a note no longer stands at the words that it was stored with"
    for one, before, now in zip(findings.attributions, kept[1:], found[1:], strict=True):
        if before != now:
            yield f"{where}, attribution {one.id}: a span no longer covers the words that it was stored with"


def _corrections(db: Database, article: int, held: list[Held], text: str, where: str) -> Iterator[str]:
    """The words at the places that people gave, against those that stood there then."""
    ids = {each.attribution.id for each in held}
    for attribution, kind, quotes in db.rows(
        "SELECT attribution, kind, quotes FROM correction WHERE article_id = ? AND quotes IS NOT NULL", (article,)
    ):
        for role, start, end, *words in json.loads(quotes) if attribution in ids else ():
            now = quote_at(text, role, Span(start, end))
            if [now.exact, now.prefix, now.suffix] != words:
                yield f"{where}, attribution {attribution}: {role} of the correction ({kind}) covers other words now"


def _attribution(each: Held, text: str, sha256: str, where: str) -> Iterator[str]:
    one = each.attribution
    for role in _ROLES:
        last = 0
        for start, end in getattr(one, role):
            if not (last <= start < end <= len(text)):
                yield f"{where}, attribution {one.id}: {role} [{start}, {end}) does not fit the text"
            last = end
    for start, end in one.verbatim:
        if not any(span.start <= start and end <= span.end for span in one.content):
            yield f"{where}, attribution {one.id}: verbatim [{start}, {end}) is outside the content"
    moved = CORRECTED in one.notes and ADDED not in one.notes
    if not moved and one.id != attribution_id(sha256, one.content):
        yield f"{where}, attribution {one.id}: its id is not that of this text and content"
    yield from _phrases(one, text, where)


def _phrases(one: Attribution, text: str, where: str) -> Iterator[str]:
    """The words that are kept beside their place must be the words at that place."""
    for name in ("addressee", "occasion", "when"):
        phrase = getattr(one, name)
        if phrase is not None and phrase.span.of(text) != phrase.text and CORRECTED not in one.notes:
            yield f"{where}, attribution {one.id}: {name} {phrase.text!r} is not what stands at {tuple(phrase.span)}"


def _vectors(db: Database, revision: int, attributions: int, where: str) -> Iterator[str]:
    for width, size in db.rows("SELECT width, length(places) FROM vectors WHERE revision_id = ?", (revision,)):
        if size != width * attributions:
            yield f"{where}: {size} bytes of vectors, where {attributions} attributions would have {width * attributions}"


def _wordings(db: Database, revision: int, held: list[Held], text: str, where: str, *, current: bool) -> Iterator[str]:
    rows = db.rows("SELECT counts, runs FROM wording WHERE revision_id = ?", (revision,))
    if any(not fits(bytes(counts), bytes(runs)) for counts, runs in rows):
        yield f"{where}: by what its statements are found cannot be read"
    shown = db.one("SELECT 1 FROM attribution WHERE revision_id = ? AND state = ?", (revision, CURRENT)) is not None
    contents = (content_words(text, each.attribution.content) for each in held if not each.struck)
    if current and shown and not rows and any(map(telling_runs, contents)):
        yield f"{where}: by what its statements are found is missing"


def _rows(db: Database, revision: int, held: list[Held], where: str, *, current: bool) -> Iterator[str]:
    rows = {
        (row[0], row[1]): row
        for row in db.rows(
            "SELECT a.place, a.mark, a.state, mention.key, name.name, mention.kind_id, a.quotation, a.mode, a.act,"
            " a.commitment, a.confidence, a.content_start, a.content_end, a.gaps, a.addressee, a.corrected"
            " FROM attribution a LEFT JOIN mention ON mention.id = a.mention_id"
            " LEFT JOIN name ON name.id = mention.name_id WHERE a.revision_id = ?",
            (revision,),
        )
    }
    for each in held:
        one = each.attribution
        row = rows.pop((each.place, mark_of(one.id)), None)
        if row is None:
            yield f"{where}, attribution {one.id}: its row is missing"
            continue
        if row[6:] != attribution_columns(each) or (
            (row[4] is not None or one.speaker is not None) and row[3:6] != speaker_of(one)
        ):
            yield f"{where}, attribution {one.id}: its row does not say what was found"
        if each.struck != (row[2] == STRUCK) or (row[2] == CURRENT and not current and row[2] != SUPPRESSED):
            yield f"{where}, attribution {one.id}: its row has the wrong state"
    for place, _ in rows:
        yield f"{where}: a row (place {place}) for an attribution that was not found"
