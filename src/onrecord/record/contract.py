"""The contract of a record: what every store can do, whatever database lies under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Literal, Protocol

from onrecord.model import ArticleCard, Document, HitPage, Passage, Query, Searched

Added = Literal["stored", "revised", "already"]


class Store(Protocol):
    """One record. All methods raise `RecordError` or a subclass when the database fails.

    Reading methods see only what is committed. `add` is all or nothing for its document.
    """

    def add(self, document: Document) -> Added:
        """Keep one document. The same id (or URL) and text: "already"; other text: a new revision."""
        ...

    def document(self, article: str, revision: int | None = None) -> Document:
        """An article's document, its latest revision by default. Raises NotFoundError."""
        ...

    def articles(self) -> Iterator[ArticleCard]:
        """All articles (latest revisions), oldest stored first."""
        ...

    def search(self, query: Query) -> HitPage:
        """Attributions that match. Raises QueryError."""
        ...

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]:
        """Paragraphs of the stored texts (latest and earlier revisions) that hold the most, and the rarest, of ``terms``.

        ``terms`` are plain words; candidates come by the full-text index, best first, never by a scan.
        """
        ...

    def extent(self) -> Searched:
        """How much is held."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
