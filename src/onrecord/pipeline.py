"""The whole line on one screen: an article in, its document out.

    read -> clean -> extract -> link -> (resolve -> record -> search / check)

Pure but for the model it loads once: the same article gives the same document, in any order, batch or process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.languages import installed
from onrecord.model import Article, Asked, Block, Diagnostic, Document, Vectors
from onrecord.model.language import Language

if TYPE_CHECKING:
    from onrecord.extract.sense import Sense
    from onrecord.extract.tagger import Tagger

ENGLISH = "en"


@dataclass(slots=True)
class Pipeline:
    """Articles to documents. Picklable: the loaded model stays behind and is loaded again where it is needed.

    ``threads`` bounds the model's threads; ``weights`` names another folder of weights than the one that ships.
    """

    threads: int = 2
    weights: str | None = None
    batch: int = 16
    """How many articles those who store them hand in at a time."""
    vectors: bool = False
    """Whether documents come with the vectors of their statements (English only)."""
    _taggers: dict[str, Tagger] = field(default_factory=dict, init=False, repr=False, compare=False)
    _senses: list[Sense | None] = field(default_factory=list, init=False, repr=False, compare=False)

    def document(self, article: Article) -> Document:
        """One article's document."""
        return next(self.documents([article]))

    def documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        """The documents of ``articles``, in order."""
        for is_english, run in groupby(articles, lambda article: _language(article) == ENGLISH):
            if is_english:
                yield from self._english(run)
            else:
                yield from map(self._foreign, run)

    def _english(self, articles: Iterable[Article]) -> Iterator[Document]:
        """While one article is linked, the model reads those after it (a few windows ahead of it, never all)."""
        from onrecord.clean import blocks_of
        from onrecord.extract import assemble
        from onrecord.link import link

        begun: deque[tuple[Article, tuple[Block, ...]]] = deque()

        def texts() -> Iterator[tuple[str, Sequence[Block]]]:
            for article in articles:
                begun.append((article, blocks_of(article)))
                yield article.text, begun[-1][1]

        sense = self.sense if self.vectors else None
        tagger = self._deep if sense else self.tagger
        for tagged in tagger.tag_many(texts()):
            article, blocks = begun.popleft()
            extraction = assemble(article.text, blocks, tagged, self.tagger.sureness.score)
            attributions, found = link(article, blocks, extraction)
            vectors = sense.of(extraction.states, attributions) if sense else None
            yield Document(article, blocks, attributions, (*article.diagnostics, *found), vectors)

    def _foreign(self, article: Article) -> Document:
        """The document of an article in another language: with statements where that language is installed."""
        from onrecord.clean import blocks_of

        blocks = blocks_of(article)
        language = installed().get(_language(article))
        if language is None:
            return Document(article, blocks, (), (*article.diagnostics, _not_extracted(article)))
        from onrecord.extract.unsaid import assemble_by_marks, read_as
        from onrecord.link.lexical import link_by_words

        tagged = self._tagger_of(language.code, language.weights).tag(read_as(article.text), blocks)
        extraction = assemble_by_marks(article.text, blocks, tagged, language.lexicon)
        attributions = link_by_words(article, extraction, language.lexicon)
        return Document(article, blocks, attributions, (*article.diagnostics, _by_words(language)))

    @property
    def tagger(self) -> Tagger:
        """The English model, loaded at first use."""
        return self._tagger_of(ENGLISH, self.weights)

    def _tagger_of(self, code: str, weights: str | None) -> Tagger:
        if code not in self._taggers:
            from onrecord.extract.tagger import Tagger

            self._taggers[code] = Tagger.load(weights, threads=self.threads)
        return self._taggers[code]

    @property
    def sense(self) -> Sense | None:
        """The head that makes vectors, loaded at first use; None where the weights have none."""
        if not self._senses:
            from onrecord.extract.network import WEIGHTS
            from onrecord.extract.sense import Sense

            self._senses.append(Sense.load(Path(self.weights) if self.weights else WEIGHTS))
        return self._senses[0]

    def vectors_of(self, document: Document) -> Vectors | None:
        """The vectors of a document that was read before; None where there can be none (see `sense`, language)."""
        if self.sense is None or _language(document.article) != ENGLISH:
            return None
        states = self._deep.tag(document.article.text, document.blocks).states
        return self.sense.of(states, document.attributions)

    def sense_of(self, words: str) -> Asked | None:
        """What vectors are compared with to find statements like some words; None where no vectors can be made of them."""
        states = self._deep.tag(words).states if self.sense is not None else None
        if self.sense is None or states is None or states.early is None or not len(states.early):
            return None
        return self.sense.asked(states.early)

    @property
    def _deep(self) -> Tagger:
        """The English model, its early states given as well."""
        return replace(self.tagger, early=True)

    def __getstate__(self) -> tuple[int, str | None, int, bool]:
        return (self.threads, self.weights, self.batch, self.vectors)

    def __setstate__(self, state: tuple[int, str | None, int, bool]) -> None:
        self.threads, self.weights, self.batch, self.vectors = state
        self._taggers = {}
        self._senses = []


def _language(article: Article) -> str:
    return ENGLISH if article.language is None else article.language.split("-")[0].lower()


def _not_extracted(article: Article) -> Diagnostic:
    known = ", ".join(["English", *(one.name for one in installed().values())])
    return Diagnostic(
        "language",
        f"language is {article.language}: statements are extracted from {known} only; the text is kept and searchable",
    )


def _by_words(language: Language) -> Diagnostic:
    return Diagnostic(
        "language",
        f"language is {language.name}: speakers are linked by words alone; addressee, occasion and time are not looked for",
    )
