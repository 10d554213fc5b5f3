"""The store: the contract over a database, each line of it the same for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any

from onrecord.model import (
    Article,
    ArticleCard,
    Asked,
    Document,
    Hit,
    HitPage,
    Passage,
    Query,
    Receipt,
    Searched,
    Vectors,
    VectorsHeld,
)
from onrecord.model.article import Standing
from onrecord.model.errors import NotFoundError, OnrecordError
from onrecord.model.keeping import Change, Correction, CorrectionKind, Suppression, SuppressionTarget, Verification
from onrecord.record import (
    adding,
    counting,
    deciding,
    keeping,
    reading,
    revising,
    rewriting,
    searching,
    suppressing,
    vectors,
    verifying,
)
from onrecord.record.contract import Added, RevisionCard
from onrecord.record.database import Database, without_password
from onrecord.record.passages import Commons, passages
from onrecord.record.rows import mark_of


class RecordStore:
    """One record over one database. See `contract.Store` for what each method promises."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._counts = searching.Counts()
        self._commons = Commons()
        self._scan = vectors.Scan()

    @property
    def location(self) -> str:
        return without_password(self.db.location)

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> RecordStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- in ---------------------------------------------------------------------------------------------------------

    def add(self, document: Document, *, at: str | None = None) -> Added:
        return adding.add(self.db, document, at=at)

    def add_all(
        self, documents: Iterable[Document], *, at: str | None = None, then: Callable[[Document], None] | None = None
    ) -> Iterator[tuple[str, Added | OnrecordError]]:
        return adding.add_all(self.db, documents, at=at, then=then)

    def renew(self, document: Document) -> bool:
        return rewriting.renew(self.db, document)

    def keep_receipt(self, receipt: Receipt, *, at: str) -> int:
        return keeping.keep_receipt(self.db, receipt, at)

    def holds(self, article: Article) -> bool:
        return adding.holds(self.db, article)

    def committed(self, articles: Iterable[str]) -> set[str]:
        return {
            one
            for one in articles
            if self.db.one("SELECT 1 FROM article WHERE name = ? OR url = ?", (one, one)) is not None
        }

    def set_standing(self, article: str, standing: Standing, *, at: str, by: str, why: str | None = None) -> None:
        with self.db.writing():
            adding.set_standing(self.db, reading.article_key(self.db, article), standing, at=at, by=by, why=why)

    # -- out --------------------------------------------------------------------------------------------------------

    def document(self, article: str, revision: int | None = None) -> Document:
        return reading.document(self.db, article, revision)

    def raw(self, article: str, revision: int | None = None) -> bytes | None:
        return reading.raw(self.db, article, revision)

    def articles(self) -> Iterator[ArticleCard]:
        return reading.articles(self.db)

    def revisions(self, article: str) -> list[RevisionCard]:
        with self.db.reading():
            rows = self.db.rows(
                "SELECT r.id, r.stored, (SELECT count(*) FROM attribution a WHERE a.revision_id = r.id AND a.state < 2)"
                " FROM revision r WHERE r.article_id = ? ORDER BY r.number",
                (reading.article_key(self.db, article),),
            )
            cards = reading.cards_of(self.db, [row[0] for row in rows])
        return [RevisionCard(cards[key], stored, count) for key, stored, count in rows]

    def changes(self, article: str, revision: int | None = None) -> list[Change]:
        with self.db.reading():
            after = self.document(article, revision)
            number = reading.text_of(self.db, reading.revision_key(self.db, article, revision)).number
            if number < 2:
                return [Change("new", None, one) for one in after.attributions]
            before = self.document(article, number - 1)
        return revising.changes(before.article.text, before.attributions, after.article.text, after.attributions)

    def attribution(self, attribution: str, article: str | None = None) -> Hit:
        with self.db.reading():
            ids = [
                row[0]
                for row in self.db.rows(
                    "SELECT a.id FROM attribution a JOIN revision ON revision.id = a.revision_id JOIN article"
                    " ON article.id = revision.article_id WHERE a.mark = ? AND a.state IN (0, 1)"
                    f"{' AND article.name = ?' if article else ''} ORDER BY a.state, a.id DESC",
                    (mark_of(attribution), *([article] if article else [])),
                )
            ]
            for hit in searching.hits(self.db, ids):
                if hit.attribution.id == attribution:
                    return hit
        raise NotFoundError("no such attribution in the record", item=attribution)

    def search(self, query: Query) -> HitPage:
        return searching.search(self.db, query, self._counts)

    def latest(self, query: Query) -> Sequence[Hit]:
        return searching.latest(self.db, query)

    def facets(self, query: Query, *, limit: int = 10) -> dict[str, tuple[tuple[str, int], ...]]:
        return searching.facets(self.db, query, limit)

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]:
        return passages(self.db, terms, limit, self._commons)

    def nearest(self, asked: Asked, query: Query) -> list[Hit]:
        found = dict(vectors.nearest(self.db, self._scan, asked, query))
        with self.db.reading():
            made = [(key, searching.hits(self.db, [key])) for key in found]
        return [replace(hits[0], near=found[key]) for key, hits in made if hits]

    def vectors_held(self, model: str) -> VectorsHeld:
        return vectors.held(self.db, model)

    def lacking_vectors(self, model: str, *, limit: int, after: int = 0) -> list[tuple[int, str]]:
        return vectors.lacking(self.db, model, limit, after)

    def as_found(self, revision: int) -> Document:
        with self.db.reading():
            return reading.document_of(self.db, revision, bare=True)

    def keep_vectors(self, revision: int, made: Vectors) -> None:
        with self.db.writing():
            vectors.keep(self.db, revision, made)

    def extent(self) -> Searched:
        row = self.db.one(
            "SELECT (SELECT count(*) FROM article),"
            " (SELECT count(*) FROM attribution) - (SELECT count(*) FROM attribution WHERE state <> 0),"
            " (SELECT published FROM revision WHERE day IS NOT NULL ORDER BY day LIMIT 1),"
            " (SELECT published FROM revision WHERE day IS NOT NULL ORDER BY day DESC LIMIT 1),"
            " (SELECT count(*) FROM outlet WHERE EXISTS (SELECT 1 FROM revision WHERE outlet_id = outlet.id))"
        )
        assert row is not None
        first, last = (one and one[:10] for one in row[2:4])
        return Searched(row[0], row[1], first, last, row[4], self.location)

    # -- what people decide -----------------------------------------------------------------------------------------

    def correct(
        self, attribution: str, kind: CorrectionKind, value: dict[str, Any] | None, *, by: str, at: str,
        why: str | None = None, article: str | None = None,
    ) -> Correction:  # fmt: skip
        return deciding.correct(self.db, Correction(article or "", attribution, kind, value, by, at, why))

    def corrections(self) -> list[Correction]:
        return deciding.corrections(self.db)

    def training_lines(self) -> Iterator[dict[str, Any]]:
        return deciding.training_lines(self.db)

    def suppress(
        self, about: SuppressionTarget, target: str, *, by: str, at: str, why: str | None = None,
        names: Sequence[str] = (),
    ) -> tuple[Suppression, int]:  # fmt: skip
        return suppressing.suppress(self.db, about, target, names, by=by, at=at, why=why)

    def lift(
        self, about: SuppressionTarget, target: str, *, by: str, at: str, why: str | None = None
    ) -> tuple[Suppression, int]:
        return suppressing.lift(self.db, about, target, by=by, at=at, why=why)

    def suppressions(self) -> list[Suppression]:
        return suppressing.suppressions(self.db)

    # -- care -------------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        return keeping.setting(self.db, name)

    def set_setting(self, name: str, value: str | None) -> None:
        keeping.set_setting(self.db, name, value)

    def expire(self, *, before: str, at: str, raw_only: bool = False) -> int:
        return keeping.expire(self.db, before=before, at=at, raw_only=raw_only)

    def verify(self) -> Verification:
        return verifying.verify(self.db)

    def recount(self) -> int:
        return counting.recount(self.db)

    def tidy(self) -> None:
        self.db.tidy()
