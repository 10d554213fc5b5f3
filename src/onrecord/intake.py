"""What is offered, read and put through the pipeline: each item a document or a refusal, in order, none lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model import Article, Document, Receipt, Refusal
from onrecord.model.errors import InputError, OnrecordError
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from onrecord.read import ReadOptions

Item = str | Path | Article
Progress = Callable[[str], None]
"""Called with the id of each item once it is done with."""


def read_articles(
    items: Iterable[Item], *, stdin: BinaryIO | None = None, options: ReadOptions | None = None
) -> Iterator[Article | Refusal]:
    """The articles in each item (path, folder, glob, address, ``-`` for ``stdin``, or an Article in hand), in order.

    What cannot be read comes back as a `Refusal` in its place and does not stop the others. A date of publication after
    today is noted; ``options.today`` says otherwise which day that is.
    """
    from onrecord.read import ReadOptions, read_items

    options = options or ReadOptions()
    if options.today is None:
        options = replace(options, today=date.today().isoformat())
    for item in items:
        for one in [item] if isinstance(item, Article) else read_items(str(item), stdin=stdin, options=options):
            if isinstance(one, Article) and one.published is None and options.published is not None:
                one = replace(one, published=options.published)
            yield one


def read_all(
    items: Iterable[Item],
    *,
    pipeline: Pipeline | None = None,
    stdin: BinaryIO | None = None,
    options: ReadOptions | None = None,
) -> Iterator[Document | Refusal]:
    """The documents of each item, in order; nothing is stored. See `read_articles` for the items."""
    yield from documents_of(pipeline or Pipeline(), read_articles(items, stdin=stdin, options=options))


def read(item: Item, *, pipeline: Pipeline | None = None, options: ReadOptions | None = None) -> Document:
    """One report's document. Raises InputError when it cannot be read, or holds more or fewer than one article.

    A report's text in hand is given as ``Article(id, text)``; a string is a path or an address.
    """
    if isinstance(item, str) and "\n" in item.strip():
        raise InputError(
            "is a report's text, not a path or an address",
            item=" ".join(item.split())[:40],
            remedy='give it as onrecord.Article("an id", text)',
        )
    found = list(read_all([item], pipeline=pipeline, options=options))
    if len(found) == 1 and isinstance(found[0], Document):
        return found[0]
    if found and isinstance(found[0], Refusal):
        raise InputError(found[0].reason, item=found[0].item)
    raise InputError(f"holds {len(found)} articles", item=str(item), remedy="use read_all")


def documents_of(pipeline: Pipeline, articles: Iterable[Article | Refusal]) -> Iterator[Document | Refusal]:
    """Articles through the pipeline in batches; refusals keep their place."""
    waiting: list[Article | Refusal] = []
    for one in articles:
        waiting.append(one)
        if sum(isinstance(held, Article) for held in waiting) >= pipeline.batch:
            yield from _settled(pipeline, waiting)
            waiting = []
    yield from _settled(pipeline, waiting)


def _settled(pipeline: Pipeline, waiting: list[Article | Refusal]) -> Iterator[Document | Refusal]:
    articles = [one for one in waiting if isinstance(one, Article)]
    try:
        done: Iterator[Document | Refusal] = iter(list(pipeline.documents(articles)))
    except Exception:
        done = (_alone(pipeline, one) for one in articles)
    for one in waiting:
        yield one if isinstance(one, Refusal) else next(done)


def _alone(pipeline: Pipeline, article: Article) -> Document | Refusal:
    """One article by itself: a fault of the program on one item is a refusal of that item, never the end of the run."""
    try:
        return pipeline.document(article)
    except (OnrecordError, OSError, MemoryError) as error:
        return Refusal(article.id, str(error), type(error).__name__)
    except Exception as error:
        reason = f"a fault of the program, please report it: {type(error).__name__}: {error}"
        return Refusal(article.id, " ".join(reason.split()), "fault")


class Tally:
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


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, by its words; None where it is too short or too mixed to tell."""
    from onrecord.read.language import language_of as told

    return told(text)
