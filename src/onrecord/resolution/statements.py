"""Which statement it is: the attributions of a document laid to the utterances of the record, and wire copies told."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from onrecord.model import Article, Attribution, Document, pieces
from onrecord.record import linking, reading, sightings, wordings
from onrecord.record.database import Database
from onrecord.record.packing import unpack_some
from onrecord.record.reading import Text
from onrecord.record.rows import day_of, mark_of
from onrecord.resolution.people import RESOLVED_KINDS
from onrecord.resolve.copies import copies
from onrecord.resolve.statements import Placed, Sighting, compare, place, statement_id
from onrecord.resolve.wording import align, tokens

CANDIDATES = 24
"""Earlier attributions compared with a new one."""
SHORTEST = 4
"""Words from which a content is looked for elsewhere."""
COMPARED = 6
"""Reports whose whole texts are compared with a new one: those that share most statements with it."""

EARLIEST = 50
"""Reports of one statement among which the original of a copy is looked for when a whole record is gone through."""


@dataclass(slots=True)
class _Shelf:
    """What one document's attributions are compared with: texts and cards of other revisions, read once."""

    db: Database
    texts: dict[int, Text] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)

    def article(self, revision: int) -> Article:
        if revision not in self.articles:
            self.texts[revision] = reading.text_of(self.db, revision)
            self.articles[revision] = reading.article_of(self.db, self.texts[revision])
        return self.articles[revision]

    def read(self, rows: Sequence[sightings.SightedRow]) -> dict[int, Sighting]:
        """The attributions of some rows, by the table's key."""
        wanted: dict[int, list[sightings.SightedRow]] = defaultdict(list)
        for row in rows:
            wanted[row.revision].append(row)
        found = {}
        for revision, mine in wanted.items():
            article = self.article(revision)
            held = self._held(self.texts[revision], {row.place for row in mine})
            for row in mine:
                one = held.get((row.place, row.mark))
                if one is not None:
                    found[row.attribution] = sighting(article, one, row.statement or statement_id(one.id))
        return found

    def _held(self, text: Text, places: set[int | None]) -> dict[tuple[int | None, int], Attribution]:
        if self.db.one("SELECT 1 FROM correction WHERE article_id = ?", (text.article,)) is not None:
            held = reading.held_in(self.db, text)
            return {(each.place, mark_of(each.attribution.id)): each.attribution for each in held}
        assert text.findings is not None
        found = {place for place in places if place is not None}
        some = unpack_some(text.findings, text.text, text.sha256, found, where=text.where)
        return {(place, mark_of(one.id)): one for place, one in some.items()}


@dataclass(frozen=True, slots=True)
class _Near:
    """What a new attribution is compared with: earlier ones of other reports that share words with it."""

    rows: tuple[sightings.SightedRow, ...] = ()
    seen: tuple[Sighting, ...] = ()

    def first_of(self, statement: str) -> sightings.SightedRow | None:
        """An earlier sighting of a statement, where there is one."""
        pairs = zip(self.rows, self.seen, strict=True)
        return next((row for row, one in pairs if one.statement == statement), None)


def _nearby(db: Database, shelf: _Shelf, revision: int, document: Document) -> dict[str, _Near]:
    """By the id of each attribution that is looked for elsewhere, what is like it there; published nearest first."""
    sought = {one.id: sighting(document.article, one, None).words for one in document.attributions if _sought(one)}
    sought = {id_: words for id_, words in sought.items() if len(tokens(words)) >= SHORTEST}
    day = day_of(document.article.published)
    proposed = wordings.alike(db, list(sought.values()), but=revision, day=day, limit=CANDIDATES)
    rows = sightings.sighted(db, sorted({key for keys in proposed for key in keys}))
    like: dict[str, list[sightings.SightedRow]] = {}
    for (id_, words), keys in zip(sought.items(), proposed, strict=True):
        held = [rows[key] for key in keys if key in rows]
        near = [row for row, other in held if other is None or align(words, other).relation != "apart"]
        like[id_] = sorted(near, key=lambda row: (abs((row.day or 0) - day) if day is not None else 0, row.attribution))
    read = shelf.read(list({row.attribution: row for near in like.values() for row in near}.values()))
    return {
        id_: _Near(tuple(kept), tuple(read[row.attribution] for row in kept))
        for id_, near in like.items()
        if (kept := [row for row in near if row.attribution in read])
    }


def resolve_statements(db: Database, revision: int, document: Document) -> None:
    """Lay the attributions of a revision to statements, and tell whether it is a wire copy. Inside `writing` only."""
    keys = sightings.attribution_keys(db, revision)
    placed_keys = {mark: key for (_, mark), key in keys.items()}  # numbers shift where one was struck
    first_day = day_of(document.article.published)
    shelf = _Shelf(db)
    nearby = _nearby(db, shelf, revision, document)
    own: dict[str, tuple[str, int]] = {}
    shared: Counter[int] = Counter()
    like: Counter[int] = Counter()
    for number, one in enumerate(document.attributions):
        mark = mark_of(one.id)
        key = keys.get((number, mark)) or keys.get((None, mark)) or placed_keys.get(mark)
        if key is None:
            continue
        near = nearby.get(one.id, _Near())
        if one.repeats is not None and one.repeats in own:
            statement, first = own[one.repeats]
            placed, near = Placed(statement, 1.0, ("repeated in the article",)), _Near()
        else:
            placed = _place(db, document, one, near)
        earlier = near.first_of(placed.statement)
        if one.repeats is None or one.repeats not in own:
            first = earlier.attribution if earlier else key
        own[one.id] = (placed.statement, first)
        _keep(db, key, first, placed, near, first_day)
        shared.update({earlier.revision} if earlier else ())
        like.update({row.revision for row in near.rows})
    # "Police said" is no statement of one speaker in two reports, but a report of nothing else may be a copy, too.
    several = min(2, len(document.attributions))
    shared.update({other: 1 for other, often in like.items() if often >= several and other not in shared})
    _tell_copies(db, shelf, revision, document.article, shared)


def _keep(db: Database, key: int, first: int, placed: Placed, near: _Near, first_day: int | None) -> None:
    """Write down where an attribution belongs; nothing is written of one that stands alone."""
    related = [
        (other, row)
        for other, link in placed.linked
        if link == "same-occasion" and (row := near.first_of(other)) is not None
    ]
    if first == key and not related:
        sightings.unsight(db, key)
        return
    earlier = near.first_of(placed.statement)
    statement = sightings.keep_statement(db, placed.statement, first, earlier.day if earlier else first_day)
    if first != key:
        sightings.sight(db, key, statement, score=placed.score)
    for other, row in related:
        sightings.relate(db, statement, sightings.keep_statement(db, other, row.attribution, row.day))


def _place(db: Database, document: Document, one: Attribution, near: _Near) -> Placed:
    """The statement that an attribution belongs to."""
    if not near.rows:
        return Placed(statement_id(one.id), 1.0, ("first sighting",))
    known = {other.statement for other in near.seen if other.statement is not None}
    apart = _judged_apart(db, known, statement_id(one.id))
    return place(sighting(document.article, one, None), near.seen, apart=apart)


def _sought(one: Attribution) -> bool:
    """True for what was uttered: only that is looked for in other reports."""
    return one.mode in ("speech", "writing")


def tell_copies_held(db: Database) -> None:
    """Wire copies among all that is held, by the statements that it is laid to already. Inside `writing` only.

    Each report is compared with those stored before it that share most statements with it.
    """
    earlier: dict[int, list[int]] = {}
    for revision, rows in groupby(sightings.statements_shared(db), key=itemgetter(0)):
        statements = {statement for _, statement in rows}
        shared = Counter(other for statement in statements for other in earlier.get(statement, ()))
        if shared:
            shelf = _Shelf(db)
            _tell_copies(db, shelf, revision, shelf.article(revision), shared)
        for statement in statements:
            known = earlier.setdefault(statement, [])
            if len(known) < EARLIEST:
                known.append(revision)


def _judged_apart(db: Database, statements: set[str], own: str) -> frozenset[str]:
    verdicts: dict[str, str] = {}
    for one in linking.judgements(db, [own]):
        if one.about == "statement":
            verdicts[one.right if one.left == own else one.left] = one.decision
    return frozenset(mark for mark in statements if verdicts.get(mark) == "different")


def _tell_copies(db: Database, shelf: _Shelf, revision: int, mine: Article, shared: Counter[int]) -> None:
    """Say whether a revision prints another article again, or another prints it: the one published first is the
    original of all. Only reports that share a statement with it are looked at."""
    sightings.set_original(db, revision, None)
    for other, _ in shared.most_common(COMPARED):
        held = shelf.article(other)
        pairs = copies([("mine", mine.text, mine.published), ("other", shelf.texts[other].text, held.published)])
        if not pairs:
            continue
        root = sightings.original_of(db, other)
        original = root[0] if root else shelf.texts[other].article
        own = reading.text_of(db, revision).article
        if own == original:
            continue
        if pairs[0].earlier == "mine" and not root and _earlier(mine, held):
            _lay_together(db, revision, other)
            sightings.set_original(db, other, own, pairs[0].share)
            sightings.move_copies(db, original, own)
        else:
            _lay_together(db, sightings.latest_of(db, original), revision)
            sightings.set_original(db, revision, original, pairs[0].share)
            sightings.move_copies(db, own, original)
        return


def _lay_together(db: Database, original: int, copy: int) -> None:
    """Lay what a copy has word for word, by a source of the same name, to the statements of its original.

    "Police said" is another police in another report, but not in the same report printed again.
    """
    there = _by_words(db, original)
    for words, (row, one) in _by_words(db, copy).items():
        first, same = there.get(words, (None, None))
        if row.statement is not None or first is None or same is None:
            continue
        statement = first.statement or statement_id(same.id)
        if not _judged_apart(db, {statement}, statement_id(one.id)):
            key = sightings.keep_statement(db, statement, first.attribution, first.day)
            sightings.sight(db, row.attribution, key, score=1.0)


def _by_words(
    db: Database, revision: int
) -> dict[tuple[tuple[str, ...], str | None], tuple[sightings.SightedRow, Attribution]]:
    """The current attributions of a revision by their words and the name of their speaker; of the same the first."""
    text = reading.text_of(db, revision)
    keys = sightings.attribution_keys(db, revision)
    rows = sightings.sighted(db, list(keys.values()))
    found: dict[tuple[tuple[str, ...], str | None], tuple[sightings.SightedRow, Attribution]] = {}
    for each in reading.held_in(db, text):
        one = each.attribution
        key = keys.get((each.place, mark_of(one.id)))
        if key in rows:
            words = tokens(" ".join(pieces(text.text, one.content)))
            found.setdefault((words, one.speaker.name if one.speaker else None), (rows[key][0], one))
    return found


def _earlier(mine: Article, other: Article) -> bool:
    """True when one was published before the other, for certain; otherwise the one stored first is the original."""
    return bool(mine.published and other.published and mine.published < other.published)


LATELY = 5000
"""Statements seen more than once, the latest made, among which those are looked for that may be one."""


def linked_statements(db: Database) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Pairs of statements that are linked and that nobody has judged, the latest first, with the reasons in plain words.
    Of a pair, what was stored first stands first.

    What lies behind a tombstone is in no pair.
    """
    told: set[frozenset[str]] = set()
    shelf = _Shelf(db)
    for mark, occasion in db.rows(
        "SELECT mark, occasion FROM statement WHERE occasion IS NOT NULL"
        " AND id > (SELECT coalesce(max(id), 0) FROM statement) - ? ORDER BY id DESC",
        (LATELY,),
    ):
        for other in json.loads(occasion):
            pair = frozenset((mark, other))
            if pair in told or mark == other:
                continue
            told.add(pair)
            judged = linking.judgements(db, [mark])
            if any(one.about == "statement" and other in (one.left, one.right) for one in judged):
                continue
            found = sorted(one for each in (other, mark) if (one := _first_sighting(db, shelf, each)) is not None)
            if len(found) == 2:
                (_, left, first), (_, right, second) = found
                yield left, right, compare(first, second).reasons


def _first_sighting(db: Database, shelf: _Shelf, statement: str) -> tuple[int, str, Sighting] | None:
    """With the table's key, which puts what was stored first first. None where nothing of it is shown now."""
    for key in sightings.sightings_of(db, statement)[:1]:
        rows = sightings.sighted(db, [key])
        read = shelf.read([rows[key][0]]) if key in rows else {}
        if key in read:
            return key, statement, read[key]
    return None


def sighting(article: Article, one: Attribution, statement: str | None) -> Sighting:
    """An attribution as far as statements across outlets need it."""
    return Sighting(
        attribution=one.id,
        article=article.id,
        words=" ".join(pieces(article.text, one.content)),
        speaker=one.speaker.name if one.speaker and one.speaker.kind in RESOLVED_KINDS else None,
        quoted=bool(one.verbatim),
        outlet=article.outlet,
        published=article.published,
        said=one.said,
        occasion=one.occasion.kind if one.occasion else None,
        statement=statement,
    )
