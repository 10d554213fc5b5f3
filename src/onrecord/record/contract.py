"""The contract of a record: what every store can do, whatever database lies under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Protocol, Self

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
from onrecord.model.keeping import Change, Correction, CorrectionKind, Suppression, SuppressionTarget, Verification

Added = Literal["stored", "revised", "already"]


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One revision: its card, when it was stored, and how many attributions it has."""

    card: ArticleCard
    stored: str | None
    attributions: int


class Store(Protocol):
    """One record. All methods raise `RecordError` or a subclass when the database fails.

    Reading methods see only what is committed. `add` is all or nothing for its document. Tombstones are honoured and
    corrections laid over wherever something is read. Times (``at``) are ISO 8601 and come from the caller.
    """

    @property
    def location(self) -> str:
        """Where the record is, as it was opened."""
        ...

    # -- in ---------------------------------------------------------------------------------------------------------

    def add(self, document: Document, *, at: str | None = None) -> Added:
        """Keep one document. The same id (or URL) and text: "already"; other text: a new revision."""
        ...

    def add_all(
        self, documents: Iterable[Document], *, at: str | None = None, then: Callable[[Document], None] | None = None
    ) -> Iterator[tuple[str, Added | Exception]]:
        """Keep many, some in one transaction: each id with what became of it (an error: nothing of it saved).

        ``then`` is called for each that is new, in its transaction: an error that leaves it undoes the document too.
        """
        ...

    def renew(self, document: Document) -> bool:
        """Put what a better model finds in a text that is held in place of what was found before; False: not held.

        Corrections, judgements and tombstones stay.
        """
        ...

    def holds(self, article: Article) -> bool:
        """True when this text of this article is held and the outlet's standing is known."""
        ...

    def committed(self, articles: Iterable[str]) -> set[str]:
        """Those of the ids (or addresses) that are held: what a run that was cut off need not do again."""
        ...

    def set_standing(self, article: str, standing: Standing, *, at: str, by: str, why: str | None = None) -> None:
        """Mark an article corrected or withdrawn; all that is drawn from it shows that."""
        ...

    def keep_receipt(self, receipt: Receipt, *, at: str) -> int:
        """Keep what became of a run, its refusals with it; the run's number."""
        ...

    # -- out --------------------------------------------------------------------------------------------------------

    def document(self, article: str, revision: int | None = None) -> Document:
        """An article's document, its latest revision by default. Raises NotFoundError."""
        ...

    def raw(self, article: str, revision: int | None = None) -> bytes | None:
        """The bytes a revision was read from; None where they were not kept. Raises NotFoundError."""
        ...

    def articles(self) -> Iterator[ArticleCard]:
        """All articles (latest revisions), oldest stored first."""
        ...

    def revisions(self, article: str) -> list[RevisionCard]:
        """All revisions of an article, first to last. Raises NotFoundError."""
        ...

    def changes(self, article: str, revision: int | None = None) -> list[Change]:
        """What became of each attribution from the revision before to this one. Raises NotFoundError."""
        ...

    def attribution(self, attribution: str, article: str | None = None) -> Hit:
        """One attribution by its id, in its latest revision. Raises NotFoundError."""
        ...

    def search(self, query: Query) -> HitPage:
        """Attributions that match. Raises QueryError."""
        ...

    def latest(self, query: Query) -> Sequence[Hit]:
        """Hits of a query without words, the latest published first; nothing is counted. Raises QueryError."""
        ...

    def facets(self, query: Query, *, limit: int = 10) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts of sightings that match, by outlet, speaker, quotation, mode, act, commitment; most frequent first."""
        ...

    def passages(self, terms: Sequence[str], *, limit: int) -> Sequence[Passage]:
        """Paragraphs of the stored texts (of all revisions) that hold the most, and the rarest, of ``terms``.

        ``terms`` are plain words; candidates come by the full-text index, best first, never by a scan.
        """
        ...

    def nearest(self, asked: Asked, query: Query) -> Sequence[Hit]:
        """The statements whose vectors lie nearest to what is asked, among those that match the rest of ``query``.

        Nearest first, `Query.limit` at most, each statement once; all vectors are compared. Raises QueryError.
        """
        ...

    def vectors_held(self, model: str) -> VectorsHeld:
        """For how many articles there are vectors of a model."""
        ...

    def lacking_vectors(self, model: str, *, limit: int, after: int = 0) -> Sequence[tuple[int, str]]:
        """Revisions (key, article) that have statements and no vectors of a model, their keys above ``after``."""
        ...

    def as_found(self, revision: int) -> Document:
        """A revision's document by its key as the program found it: no corrections, no tombstones. Not to be shown."""
        ...

    def keep_vectors(self, revision: int, made: Vectors) -> None:
        """Keep the vectors of a revision (by its key) in place of those it had."""
        ...

    def extent(self) -> Searched:
        """How much is held."""
        ...

    # -- what people decide -----------------------------------------------------------------------------------------

    def correct(
        self, attribution: str, kind: CorrectionKind, value: dict[str, Any] | None, *, by: str, at: str,
        why: str | None = None, article: str | None = None,
    ) -> Correction:  # fmt: skip
        """Append a correction, see `Correction`. Without ``article`` it holds wherever the attribution is printed.

        To add an attribution give its ``article``. Raises NotFoundError, QueryError for a value of the wrong form.
        """
        ...

    def corrections(self) -> list[Correction]:
        """All corrections, oldest first."""
        ...

    def training_lines(self) -> Iterator[dict[str, Any]]:
        """Each text that people corrected as a line of the training corpora, its attributions as they now stand."""
        ...

    def suppress(
        self, about: SuppressionTarget, target: str, *, by: str, at: str, why: str | None = None,
        names: Sequence[str] = (),
    ) -> tuple[Suppression, int]:  # fmt: skip
        """Put up a tombstone on a person (by name) or a statement (by an attribution's id); and how many it hides."""
        ...

    def lift(
        self, about: SuppressionTarget, target: str, *, by: str, at: str, why: str | None = None
    ) -> tuple[Suppression, int]:
        """Take a tombstone away. Raises NotFoundError."""
        ...

    def suppressions(self) -> list[Suppression]:
        """All tombstones, oldest first."""
        ...

    # -- care -------------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """A setting of the record: ``retention-days``, ``raw-retention-days``, ``snippet`` (on or off), or another."""
        ...

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting; None removes it."""
        ...

    def expire(self, *, before: str, at: str, raw_only: bool = False) -> int:
        """Let go of articles (or only of the bytes they were read from) published, or stored, before an ISO day.

        How many. A line in table ``expiry`` stays for each article gone.
        """
        ...

    def verify(self) -> Verification:
        """Slice every span again, check every hash, reference and index: what is wrong and where."""
        ...

    def recount(self) -> int:
        """Count how much there is of the people of whom something has changed, so that asking need not; how many."""
        ...

    def tidy(self) -> None:
        """Make indexes compact after much was added."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
