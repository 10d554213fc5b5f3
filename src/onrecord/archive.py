"""The facade: everything a door can ask for, on one object that holds a record and a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.decisions import Decisions, now
from onrecord.intake import Item, Progress, Tally, documents_of, language_of, read, read_all, read_articles
from onrecord.languages import languages_read
from onrecord.model import (
    Article,
    ArticleCard,
    ArticleList,
    Attribution,
    CheckAnswer,
    CheckRequest,
    Comparison,
    Document,
    DraftCheck,
    Hit,
    HitPage,
    Person,
    PersonCard,
    Query,
    Receipt,
    Refusal,
    ReviewItem,
    Revision,
    Searched,
    Statement,
    VectorsHeld,
)
from onrecord.model.errors import OnrecordError, QueryError, RecordDamagedError, RecordError
from onrecord.model.keeping import Change, Quote
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from onrecord.read import ReadOptions
    from onrecord.record.store import RecordStore

DEFAULT_RECORD = "onrecord.sqlite"
COUNTED_TOGETHER = 1000
"""Documents after which a long run counts the people anew: who asks meanwhile has few to count."""


def open_archive(location: str | Path = DEFAULT_RECORD, *, create: bool = True, threads: int = 2) -> Archive:
    """Open a record (a file, or ``postgresql://...``) as an archive; ``create`` makes it where there is none.

    Raises RecordMissingError, RecordVersionError, RecordDamagedError.
    """
    from onrecord.record import open_store

    return Archive(open_store(str(location), create=create), Pipeline(threads=threads), str(location))


@dataclass(slots=True)
class Archive(Decisions):
    """A record and the pipeline that fills it. Use as a context manager, or call `close`."""

    store: RecordStore
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
        vectors: bool = True,
        progress: Progress | None = None,
    ) -> Receipt:
        """Read items into the record. What is already held is told before the model runs; nothing is half-stored.

        The receipt reconciles: offered == stored + already + refused. ``primary`` marks transcripts and the like.
        ``vectors``: keep where each statement lies by sense as well, for searches with `Query.like`.
        """
        from onrecord.read import ReadOptions

        self.pipeline.vectors = vectors
        kept = replace(options or ReadOptions(), keep_raw=True)
        return self._add_articles(read_articles(items, stdin=stdin, options=kept), primary=primary, progress=progress)

    def _add_articles(
        self, articles: Iterable[Article | Refusal], *, primary: bool = False, progress: Progress | None = None
    ) -> Receipt:
        tally = Tally(progress)
        waiting: list[Document] = []
        uncounted = 0
        for one in documents_of(self.pipeline, self._not_held(articles, tally, primary=primary)):
            if isinstance(one, Refusal):
                tally.refuse(one)
                continue
            waiting.append(one)
            if len(waiting) >= self.pipeline.batch:
                self._keep(waiting, tally)
                uncounted += len(waiting)
                waiting = []
            if uncounted >= COUNTED_TOGETHER:
                self.store.recount()
                uncounted = 0
        self._keep(waiting, tally)
        receipt = tally.receipt()
        if receipt.offered:
            # What was stored stays stored, even where there is no room left for the line that says so.
            with suppress(RecordError):
                self.store.keep_receipt(receipt, at=now())
                self.store.recount()
        return receipt

    def _not_held(
        self, articles: Iterable[Article | Refusal], tally: Tally, *, primary: bool
    ) -> Iterator[Article | Refusal]:
        for one in articles:
            if isinstance(one, Article):
                one = replace(one, primary=True) if primary else one
                if self.store.holds(one):
                    tally.count(one.id, "already")
                    continue
            yield one

    def _keep(self, documents: Sequence[Document], tally: Tally) -> None:
        """Store a lot; each document with its people and statements, or not at all."""
        from onrecord.resolution import resolve_document

        db = self.store.db
        for item, became in self.store.add_all(documents, at=now(), then=lambda one: resolve_document(db, one)):
            if isinstance(became, RecordDamagedError):
                raise became
            if isinstance(became, OnrecordError):
                tally.refuse(Refusal(item, became.what, type(became).__name__))
            else:
                tally.count(item, became)

    def watch(self, feeds: Iterable[str], *, every: int, rounds: int | None = None) -> Iterator[Receipt]:
        """Follow feeds politely: a receipt for each new entry as it comes. ``every`` is in seconds.

        Entries that the record holds are passed over before anything is fetched for them. Goes on for ever without
        ``rounds``. Raises AddressError for an address that may not be fetched.
        """
        from onrecord.read import ReadOptions
        from onrecord.read.web import watch

        options = ReadOptions(keep_raw=True)
        for one in watch(
            feeds, options, every=every, rounds=rounds, held=lambda name: bool(self.store.committed([name]))
        ):
            yield self._add_articles([one])

    # -- questions --------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> HitPage:
        """Attributions that match; with ``query.like``, those nearest to it in sense and words. Raises QueryError.

        Where none does, the page tells what would have matched before (`HitPage.unseen`).
        """
        if query.like is None:
            page = self.store.search(query)
            if page.total:
                return page
            from onrecord.search.unseen import unseen

            return replace(page, unseen=unseen(self.store.db, query))
        from onrecord.search.like import LONGEST, like

        sense = self.pipeline.sense
        known = sense is not None and self.store.vectors_held(sense.model).articles > 0
        asked = self.pipeline.sense_of(query.like[:LONGEST]) if known else None
        return like(query, self.store, asked)

    def latest(self, query: Query) -> Sequence[Hit]:
        """What matches a query without words, the latest published first, without counting what does. Raises QueryError."""
        return self.store.latest(query)

    def vectors_held(self) -> VectorsHeld | None:
        """For how many articles the record knows where statements lie by sense; None where no vectors can be made."""
        sense = self.pipeline.sense
        return self.store.vectors_held(sense.model) if sense is not None else None

    def make_vectors(self, *, progress: Progress | None = None) -> int:
        """Vectors for what is held without them (or with those of another model); for how many articles."""
        sense = self.pipeline.sense
        after = made = 0
        while sense is not None and (lot := self.store.lacking_vectors(sense.model, limit=32, after=after)):
            for after, article in lot:
                vectors = self.pipeline.vectors_of(self.store.as_found(after))
                if vectors is not None:
                    self.store.keep_vectors(after, vectors)
                    made += 1
                if progress is not None:
                    progress(article)
        return made

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Counts of what matches by outlet, speaker, quotation type, mode, act and commitment, most frequent first."""
        return {name: dict(counts) for name, counts in self.store.facets(query).items()}

    def document(self, article: str, revision: int | None = None) -> Document:
        """An article as it is held, by default its latest revision. Raises NotFoundError."""
        return self.store.document(article, revision)

    def attribution(self, key: str) -> tuple[Document, Attribution]:
        """One attribution by its id, with its article's document. Raises NotFoundError."""
        hit = self.store.attribution(key)
        card = hit.passage.article
        return self.store.document(card.id, card.revision), hit.attribution

    def passage(self, key: str, article: str | None = None) -> Hit:
        """The passage of one attribution (as ``article`` prints it), as a search shows it. Raises NotFoundError."""
        return self.store.attribution(key, article)

    def speakers(self, article: str) -> Sequence[str]:
        """Names of the people, organisations and groups that speak in an article's latest revision, as it has them."""
        from onrecord.search.people import speakers

        return speakers(self.store.db, article)

    def quotes(self, key: str) -> Sequence[Quote]:
        """Every span of an attribution with its exact words, prefix and suffix. Raises NotFoundError."""
        from onrecord.record.sealing import quotes_of

        document, one = self.attribution(key)
        return quotes_of(document.article.text, one)

    def articles(self) -> Iterator[ArticleCard]:
        """Cards of all articles held."""
        return self.store.articles()

    def articles_listed(
        self, words: str | None = None, *, outlet: str | None = None, after: str | None = None, limit: int = 50
    ) -> ArticleList:
        """Articles by pages, the latest published first; ``words`` of the title, ``outlet`` by its name.

        Raises QueryError for a cursor that no earlier page gave.
        """
        from onrecord.search.articles import articles_listed

        return articles_listed(self.store.db, words, outlet, after, limit)

    def revisions(self, article: str) -> Sequence[Revision]:
        """The revisions of an article, earliest first, with what became of its statements. Raises NotFoundError."""
        found = []
        for one in self.store.revisions(article):
            changes = self.store.changes(article, one.card.revision) if one.card.revision > 1 else []
            named = [(change.after or change.before, change.kind) for change in changes]
            told = tuple((attribution.id, kind) for attribution, kind in named if attribution is not None)
            found.append(Revision(one.card, one.stored, one.attributions, told))
        return found

    def changes(self, article: str, revision: int | None = None) -> Sequence[Change]:
        """What became of each attribution since the revision before. Raises NotFoundError."""
        return self.store.changes(article, revision)

    def extent(self) -> Searched:
        """How much is held."""
        return self.store.extent()

    def check(self, request: CheckRequest) -> CheckAnswer:
        """Did they really say that? Raises QueryError for an empty quotation."""
        from onrecord.check import check

        return check(request, self.store)

    def check_many(
        self, requests: Iterable[CheckRequest], *, processes: int | None = 1
    ) -> Iterator[CheckAnswer | QueryError]:
        """Many quotations, in order; one that cannot be understood gives its QueryError and stops nothing.

        ``processes``: None for as many as there are cores (a script that says so needs ``if __name__ == "__main__":``).
        """
        from onrecord.check.batch import check_batch, processes_here

        used = processes_here() if processes is None else processes
        return check_batch(requests, self.store, self.location, used)

    def check_draft(self, text: str) -> Sequence[DraftCheck]:
        """Every quotation of a draft against the record; nothing of the draft is stored."""
        from onrecord.check import check_draft
        from onrecord.model import DraftQuotation

        document = self.read(Article("draft", text, language=language_of(text)))
        quoted = [
            DraftQuotation(span, one.speaker.name if one.speaker else None)
            for one in document.attributions
            for span in one.verbatim
        ]
        return check_draft(text, quoted, self.store)

    def compare(self, about: str) -> Comparison:
        """One utterance as each outlet and revision has it: a statement's id, or words. Raises NotFoundError."""
        from onrecord.check import compare

        return compare(about, self.store)

    def people(self, words: str | None = None, *, limit: int = 40) -> Sequence[PersonCard]:
        """Who speaks in the record, most reports first."""
        from onrecord.search.people import people

        return people(self.store.db, words, limit)

    def person(self, key: str, *, articles: int = 24) -> Person:
        """One entity by its id or a name that only it bears. Raises NotFoundError.

        Roles, addressees and who is named are looked up in at most so many of its ``articles``, spread over the time.
        """
        from onrecord.search.person import person

        return person(self.store.db, key, articles)

    def person_card(self, key: str) -> PersonCard:
        """One entity as lists show it, by its id or a name that only it bears. Raises NotFoundError."""
        from onrecord.search.person import card

        return card(self.store.db, key)

    def like_named(self, name: str) -> Sequence[str]:
        """Names in the record that are spelled much like one that nobody bears."""
        from onrecord.search.people import like_named

        return like_named(self.store.db, name)

    def statement(self, key: str) -> Statement:
        """One utterance with its sightings. Raises NotFoundError."""
        from onrecord.search.people import statement

        return statement(self.store.db, key)

    def review_queue(self, limit: int = 50) -> Iterator[ReviewItem]:
        """What a person should look at, doubtful things first."""
        from onrecord.search.people import review_queue

        return review_queue(self.store.db, self.store, limit)

    # -- keeping ----------------------------------------------------------------------------------------------------

    def export(
        self,
        form: str,
        target: str | Path | None,
        query: Query | None = None,
        *,
        snippets: bool = False,
        out: BinaryIO | None = None,
    ) -> int:
        """Write what matches in another program's form, to ``target`` or (None, ``-``) to ``out``; how many statements.

        Raises QueryError for an unknown form or one that needs a target of its own.
        """
        from onrecord.search.exporting import export

        return export(self.store, form, target, query or Query(), snippets=snippets, out=out)

    def verify(self) -> dict[str, Any]:
        """Re-slice every span, check every hash and reference: the object that `onrecord verify --json` prints."""
        found = self.store.verify()
        return {**asdict(found), "problems": list(found.problems)}


def migrate_record(location: str) -> tuple[int, int]:
    """Bring a record's tables to this version; the versions before and after. Raises RecordVersionError."""
    from onrecord.record import migrate_record as migrate
    from onrecord.resolution import resolve_held

    return migrate(location, then=resolve_held)


def copy_record(source: str, target: str) -> int:
    """Copy a record whole into another database; how many revisions."""
    from onrecord.record import copy_record as copy

    return copy(source, target)


def shown(text: str) -> str:
    """``text`` with the passwords of database addresses in it taken out."""
    from onrecord.record.database import without_password

    return without_password(text)


__all__ = [
    "Archive",
    "Pipeline",
    "language_of",
    "languages_read",
    "open_archive",
    "read",
    "read_all",
    "read_articles",
]
