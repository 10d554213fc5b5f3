"""The store: the contract over a database, each line of it the same for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from onrecord.model import Article, ArticleCard, Document, HitPage, Passage, Query, Searched
from onrecord.model.article import Standing
from onrecord.record import adding, reading, searching
from onrecord.record.contract import Added
from onrecord.record.database import Database
from onrecord.record.passages import Commons, passages


class RecordStore:
    """One record over one database. See `contract.Store` for what each method promises."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._counts = searching.Counts()
        self._commons = Commons()

    @property
    def location(self) -> str:
        return self.db.location

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

    def search(self, query: Query) -> HitPage:
        return searching.search(self.db, query, self._counts)

    def facets(self, query: Query, *, limit: int = 10) -> dict[str, tuple[tuple[str, int], ...]]:
        return searching.facets(self.db, query, limit)

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]:
        return passages(self.db, terms, limit, self._commons)

    def extent(self) -> Searched:
        row = self.db.one(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM attribution) - (SELECT count(*) FROM attribution WHERE state <> 0),"
            " (SELECT published FROM revision WHERE day IS NOT NULL ORDER BY day LIMIT 1),"
            " (SELECT published FROM revision WHERE day IS NOT NULL ORDER BY day DESC LIMIT 1),"
            " (SELECT count(*) FROM outlet)"
        )
        assert row is not None
        first, last = (one and one[:10] for one in row[2:4])
        return Searched(row[0], row[1], first, last, row[4], self.location)
