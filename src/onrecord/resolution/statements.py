"""Which statement it is: the attributions of a document laid to the utterances of the record, and wire copies told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from onrecord.model import Article, Attribution, Document, pieces
from onrecord.record import linking, reading, sightings
from onrecord.record.database import Database
from onrecord.record.packing import unpack_some
from onrecord.record.reading import Text
from onrecord.record.rows import day_of, mark_of
from onrecord.resolution.people import RESOLVED_KINDS
from onrecord.resolve.copies import copies
from onrecord.resolve.statements import Placed, Sighting, place, statement_id
from onrecord.resolve.wording import phrases, tokens

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

    def read(self, rows: Sequence[sightings.SightedRow]) -> Iterable[tuple[sightings.SightedRow, Sighting]]:
        for row in rows:
            one = self._attribution(row)
            if one is not None:
                yield row, sighting(self.article(row.revision), one, row.statement or statement_id(one.id))

    def _attribution(self, row: sightings.SightedRow) -> Attribution | None:
        self.article(row.revision)
        text = self.texts[row.revision]
        plain = self.db.one("SELECT 1 FROM correction WHERE article_id = ?", (text.article,)) is None
        if plain and row.place is not None and text.findings is not None:
            return unpack_some(text.findings, text.text, text.sha256, {row.place}, where=text.where).get(row.place)
        held = reading.held_in(self.db, text)
        return next((each.attribution for each in held if mark_of(each.attribution.id) == row.mark), None)


def resolve_statements(db: Database, revision: int, document: Document) -> None:
    """Lay the attributions of a revision to statements, and tell whether it is a wire copy. Inside `writing` only."""
    keys = sightings.attribution_keys(db, revision)
    placed_keys = {mark: key for (_, mark), key in keys.items()}  # numbers shift where one was struck
    first_day = day_of(document.article.published)
    shelf = _Shelf(db)
    own: dict[str, tuple[str, int]] = {}
    shared: Counter[int] = Counter()
    for number, one in enumerate(document.attributions):
        mark = mark_of(one.id)
        key = keys.get((number, mark)) or keys.get((None, mark)) or placed_keys.get(mark)
        if key is None:
            continue
        near: dict[str, sightings.SightedRow] = {}
        if one.repeats is not None and one.repeats in own:
            statement, first = own[one.repeats]
            placed = Placed(statement, 1.0, ("repeated in the article",))
        else:
            placed, near = _place(db, shelf, revision, document, one)
            first = near[placed.statement].attribution if placed.statement in near else key
        own[one.id] = (placed.statement, first)
        _keep(db, key, first, placed, near, first_day)
        shared.update({near[placed.statement].revision: 1} if placed.statement in near else {})
    _tell_copies(db, shelf, revision, document.article, shared)


def _keep(
    db: Database,
    key: int,
    first: int,
    placed: Placed,
    near: Mapping[str, sightings.SightedRow],
    first_day: int | None,
) -> None:
    """Write down where an attribution belongs; nothing is written of one that stands alone."""
    related = [other for other, link in placed.linked if link == "same-occasion" and other in near]
    if first == key and not related:
        sightings.unsight(db, key)
        return
    day = near[placed.statement].day if placed.statement in near else first_day
    statement = sightings.keep_statement(db, placed.statement, first, day)
    if first != key:
        sightings.sight(db, key, statement, score=placed.score)
    for other in related:
        row = near[other]
        sightings.relate(db, statement, sightings.keep_statement(db, other, row.attribution, row.day))


def _place(
    db: Database, shelf: _Shelf, revision: int, document: Document, one: Attribution
) -> tuple[Placed, dict[str, sightings.SightedRow]]:
    """Where an attribution belongs, and an earlier sighting of each statement that it was compared with."""
    new = sighting(document.article, one, None)
    words = tokens(new.words)
    if len(words) < SHORTEST or one.mode not in ("speech", "writing"):
        return Placed(statement_id(one.id), 1.0, ("first sighting",)), {}
    day = day_of(document.article.published)
    rows = sightings.alike(db, phrases(new.words), but=revision, day=day, limit=CANDIDATES)
    others = list(shelf.read(rows))
    near: dict[str, sightings.SightedRow] = {}
    for row, other in others:
        assert other.statement is not None
        near.setdefault(other.statement, row)
    apart = _judged_apart(db, set(near), statement_id(one.id))
    return place(new, [other for _, other in others], apart=apart), near


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
            sightings.set_original(db, other, own, pairs[0].share)
            sightings.move_copies(db, original, own)
        else:
            sightings.set_original(db, revision, original, pairs[0].share)
            sightings.move_copies(db, own, original)
        return


def _earlier(mine: Article, other: Article) -> bool:
    """True when one was published before the other, for certain; otherwise the one stored first is the original."""
    return bool(mine.published and other.published and mine.published < other.published)


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
        said=one.when.date if one.when else None,
        occasion=one.occasion.kind if one.occasion else None,
        statement=statement,
    )
