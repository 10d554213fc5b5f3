"""The facade: everything a door can ask for, on one object that holds a record and a pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model import (
    Article,
    ArticleCard,
    CheckAnswer,
    CheckRequest,
    Document,
    HitPage,
    Query,
    Receipt,
    Refusal,
    Searched,
)
from onrecord.model.errors import InputError, RecordDamagedError, RecordError
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from onrecord.read import ReadOptions
    from onrecord.record.contract import Store

DEFAULT_RECORD = "onrecord.sqlite"

Item = str | Path | Article
Progress = Callable[[str], None]
"""Called with the id of each item once it is done with."""


def read_articles(
    items: Iterable[Item], *, stdin: BinaryIO | None = None, options: ReadOptions | None = None
) -> Iterator[Article | Refusal]:
    """The articles in each item (path, folder, glob, address, ``-`` for ``stdin``, or an Article in hand), in order.

    What cannot be read comes back as a `Refusal` in its place and does not stop the others.
    """
    from onrecord.read import ReadOptions, read_items

    for item in items:
        if isinstance(item, Article):
            yield item
        else:
            yield from read_items(str(item), stdin=stdin, options=options or ReadOptions())


def read_all(
    items: Iterable[Item],
    *,
    pipeline: Pipeline | None = None,
    stdin: BinaryIO | None = None,
    options: ReadOptions | None = None,
) -> Iterator[Document | Refusal]:
    """The documents of each item, in order; nothing is stored. See `read_articles` for the items."""
    yield from _documents(pipeline or Pipeline(), read_articles(items, stdin=stdin, options=options))


def read(item: Item, *, pipeline: Pipeline | None = None, options: ReadOptions | None = None) -> Document:
    """One report's document. Raises InputError when it cannot be read, or holds more or fewer than one article."""
    found = list(read_all([item], pipeline=pipeline, options=options))
    if len(found) == 1 and isinstance(found[0], Document):
        return found[0]
    if found and isinstance(found[0], Refusal):
        raise InputError(found[0].reason, item=found[0].item)
    raise InputError(f"holds {len(found)} articles", item=str(item), remedy="use read_all")


def _documents(pipeline: Pipeline, articles: Iterable[Article | Refusal]) -> Iterator[Document | Refusal]:
    """Articles through the pipeline in batches; refusals keep their place."""
    waiting: list[Article | Refusal] = []
    for one in articles:
        waiting.append(one)
        if sum(isinstance(held, Article) for held in waiting) >= pipeline.batch:
            yield from _settled(pipeline, waiting)
            waiting = []
    yield from _settled(pipeline, waiting)


def _settled(pipeline: Pipeline, waiting: list[Article | Refusal]) -> Iterator[Document | Refusal]:
    done = pipeline.documents([one for one in waiting if isinstance(one, Article)])
    for one in waiting:
        yield one if isinstance(one, Refusal) else next(done)


def open_archive(location: str | Path = DEFAULT_RECORD, *, create: bool = True, threads: int = 2) -> Archive:
    """Open a record (a file, or ``postgresql://...``) as an archive; ``create`` makes it where there is none.

    Raises RecordMissingError, RecordVersionError, RecordDamagedError.
    """
    from onrecord.record import open_store

    return Archive(open_store(str(location), create=create), Pipeline(threads=threads), str(location))


@dataclass(slots=True)
class Archive:
    """A record and the pipeline that fills it. Use as a context manager, or call `close`."""

    store: Store
    pipeline: Pipeline
    location: str

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""
        self.store.close()

    # -- in ---------------------------------------------------------------------------------------------------------

    def read(self, item: Item, *, options: ReadOptions | None = None) -> Document:
        """One report's document, not stored. See `read`."""
        return read(item, pipeline=self.pipeline, options=options)

    def add(
        self,
        items: Iterable[Item],
        *,
        stdin: BinaryIO | None = None,
        options: ReadOptions | None = None,
        primary: bool = False,
        progress: Progress | None = None,
    ) -> Receipt:
        """Read items into the record. What is already held is told before the model runs; nothing is half-stored.

        The receipt reconciles: offered == stored + already + refused. ``primary`` marks transcripts and the like.
        """
        tally = _Tally(progress)
        fresh = self._not_held(read_articles(items, stdin=stdin, options=options), tally, primary=primary)
        for one in _documents(self.pipeline, fresh):
            if isinstance(one, Refusal):
                tally.refuse(one)
                continue
            try:
                tally.count(one.article.id, self.store.add(one))
            except RecordDamagedError:
                raise
            except RecordError as error:
                tally.refuse(Refusal(one.article.id, error.what, type(error).__name__))
        return tally.receipt()

    def _not_held(
        self, articles: Iterable[Article | Refusal], tally: _Tally, *, primary: bool
    ) -> Iterator[Article | Refusal]:
        for one in articles:
            if isinstance(one, Article):
                one = replace(one, primary=True) if primary else one
                if self.store.holds(one):
                    tally.count(one.id, "already")
                    continue
            yield one

    # -- out --------------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> HitPage:
        """Attributions that match. Raises QueryError."""
        return self.store.search(query)

    def document(self, article: str, revision: int | None = None) -> Document:
        """An article as it is held, by default its latest revision. Raises NotFoundError."""
        return self.store.document(article, revision)

    def articles(self) -> Iterator[ArticleCard]:
        """Cards of all articles held."""
        return self.store.articles()

    def extent(self) -> Searched:
        """How much is held."""
        return self.store.extent()

    def check(self, request: CheckRequest) -> CheckAnswer:
        """Did they really say that? Raises QueryError for an empty quotation."""
        from onrecord.check import check

        return check(request, self.store)


class _Tally:
    """Counts what becomes of each item offered."""

    def __init__(self, progress: Progress | None) -> None:
        self.counts: dict[str, int] = {"stored": 0, "revised": 0, "already": 0}
        self.refused: list[Refusal] = []
        self.progress = progress

    def count(self, item: str, became: str) -> None:
        self.counts[became] += 1
        self._tell(item)

    def refuse(self, refusal: Refusal) -> None:
        self.refused.append(refusal)
        self._tell(refusal.item)

    def _tell(self, item: str) -> None:
        if self.progress is not None:
            self.progress(item)

    def receipt(self) -> Receipt:
        stored = self.counts["stored"] + self.counts["revised"]
        already = self.counts["already"]
        offered = stored + already + len(self.refused)
        return Receipt(offered, stored, already, tuple(self.refused), revised=self.counts["revised"])


__all__ = ["Archive", "open_archive", "read", "read_all", "read_articles"]
