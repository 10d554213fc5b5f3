"""The whole line on one screen: an article in, its document out.

    read -> clean -> extract -> link -> (resolve -> record -> search / check)

Pure but for the model it loads once: the same article gives the same document, in any order, batch or process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model import Article, Diagnostic, Document

if TYPE_CHECKING:
    from onrecord.extract.tagger import Tagger

EXTRACTED_LANGUAGES = frozenset({"en"})


@dataclass(slots=True)
class Pipeline:
    """Articles to documents. Picklable: the loaded model stays behind and is loaded again where it is needed.

    ``threads`` bounds the model's threads; ``weights`` names another folder of weights than the one that ships.
    """

    threads: int = 2
    weights: str | None = None
    batch: int = 16
    _tagger: Tagger | None = field(default=None, init=False, repr=False, compare=False)

    def document(self, article: Article) -> Document:
        """One article's document."""
        return next(self.documents([article]))

    def documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        """The documents of ``articles``, in order."""
        for group in _groups(articles, self.batch):
            yield from self._group(group)

    def _group(self, group: list[Article]) -> Iterator[Document]:
        from onrecord.clean import blocks_of
        from onrecord.extract import assemble
        from onrecord.link import link

        blocks = [blocks_of(article) for article in group]
        wanted = [n for n, article in enumerate(group) if _extracted(article)]
        tagged = self.tagger.tag_many([(group[n].text, blocks[n]) for n in wanted])
        for n, article in enumerate(group):
            if n not in wanted:
                yield Document(article, blocks[n], (), (*article.diagnostics, _not_extracted(article)))
                continue
            extraction = assemble(article.text, blocks[n], next(tagged), self.tagger.sureness.score)
            attributions, found = link(article, blocks[n], extraction)
            yield Document(article, blocks[n], attributions, (*article.diagnostics, *found))

    @property
    def tagger(self) -> Tagger:
        """The model, loaded at first use."""
        if self._tagger is None:
            from onrecord.extract.tagger import Tagger

            self._tagger = Tagger.load(self.weights, threads=self.threads)
        return self._tagger

    def __getstate__(self) -> tuple[int, str | None, int]:
        return (self.threads, self.weights, self.batch)

    def __setstate__(self, state: tuple[int, str | None, int]) -> None:
        self.threads, self.weights, self.batch = state
        self._tagger = None


def _groups(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _extracted(article: Article) -> bool:
    return article.language is None or article.language.split("-")[0].lower() in EXTRACTED_LANGUAGES


def _not_extracted(article: Article) -> Diagnostic:
    return Diagnostic(
        "language",
        f"language is {article.language}: statements are extracted from English only; the text is kept and searchable",
    )
