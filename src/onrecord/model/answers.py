"""Questions put to the record and the answers it gives: the nouns that the doors pass on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.article import Refusal, Standing
from onrecord.model.attribution import Act, Attribution, Commitment, Mode, QuotationType
from onrecord.model.span import Span

Decision = Literal["same", "different", "unsure"]


FACETED = 5_000
"""The values of what matches are counted (facets) among so many sightings, those stored last."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a run: offered == stored + already + refused; ``revised`` of those stored are new revisions."""

    offered: int
    stored: int
    already: int
    refused: tuple[Refusal, ...] = ()
    revised: int = 0


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is shown of an article beside a passage of it. ``revision`` counts from 1; ``latest``: the article has none
    after it."""

    id: str
    revision: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    standing: Standing = "published"
    primary: bool = False
    language: str | None = None
    latest: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a stored text: ``text`` is the slice at ``span`` of that revision."""

    article: ArticleCard
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A search. All that is given must hold. ``words`` is full text over contents; dates are ISO days, inclusive.

    ``since``/``until`` bound the date of publication. ``after`` is an opaque cursor of an earlier page.
    """

    words: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    quotation: QuotationType | None = None
    mode: Mode | None = None
    act: Act | None = None
    commitment: Commitment | None = None
    min_confidence: float | None = None
    article: str | None = None
    statement: str | None = None
    limit: int = 20
    after: str | None = None
    sort: Literal["relevance", "date"] = "relevance"
    """By relevance only where there are words; otherwise the latest published first."""
    like: str | None = None
    """Said something like this, in whatever words: the nearest first, by vectors and by words; there is one page."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One attribution found, with its article and the passage around it, which covers source, cue and content."""

    attribution: Attribution
    passage: Passage
    statement: str | None = None
    corrected: bool = False
    copy_of: str | None = None
    """The article that this one prints again (a wire copy), where that has the statement as well."""
    near: float | None = None
    """How near to what was asked for with `Query.like`: the cosine of the vectors, None where they are not known."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Of a search that finds nothing: how many statements match that stand only in ``earlier`` revisions of their
    articles, how many that people ``struck``, and how many ``tombstones`` stand in the record (what lies behind them is
    not looked at). ``where``: some of the earlier revisions, by article and number."""

    earlier: int = 0
    struck: int = 0
    tombstones: int = 0
    where: tuple[tuple[str, int], ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nothing is shown, in plain words."""
        told = []
        if self.earlier:
            stand = "1 that matches stands" if self.earlier == 1 else f"{self.earlier} that match stand"
            told.append(f"{stand} only in an earlier revision: the outlet has it no longer, or has other words")
        if self.struck:
            was = "1 that matches was" if self.struck == 1 else f"{self.struck} that match were"
            told.append(f"{was} struck by a person as no statement")
        if self.tombstones:
            stand = "1 tombstone stands" if self.tombstones == 1 else f"{self.tombstones} tombstones stand"
            told.append(f"{stand} in this record: what lies behind it is neither searched nor shown")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class HitPage:
    """Some hits; ``total`` counts all sightings that match: attributions wherever they are printed.

    ``reports`` counts those that are no wire copy of another, ``statements`` the utterances that they are of; both are
    None where more match than are counted so.
    """

    hits: tuple[Hit, ...]
    total: int
    after: str | None = None
    reports: int | None = None
    statements: int | None = None
    unseen: Unseen | None = None
    """Told where nothing matches."""


@dataclass(frozen=True, slots=True)
class Searched:
    """How much a verdict rests on: "not found" is only ever said of this extent."""

    articles: int
    attributions: int
    earliest: str | None
    latest: str | None
    outlets: int
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision that two things are the same, different or unsure: append-only, by whom and when."""

    left: str
    right: str
    decision: Decision
    by: str
    at: str
    reason: str | None = None
    about: Literal["person", "statement"] = "person"
