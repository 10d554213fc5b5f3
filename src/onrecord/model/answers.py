"""Questions put to the record and the answers it gives: the nouns that the doors pass on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.article import Refusal, Standing
from onrecord.model.attribution import Act, Attribution, Commitment, Mode, QuotationType
from onrecord.model.span import Span

Verdict = Literal[
    "verbatim", "reformatted", "elided", "altered", "spliced", "paraphrase", "other-speaker", "not-found",
]  # fmt: skip
AlteredKind = Literal["word", "number", "negation", "name"]
Decision = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a run: ``offered == stored + already + len(refused)``. ``revised`` counts, within stored, new revisions."""

    offered: int
    stored: int
    already: int
    refused: tuple[Refusal, ...] = ()
    revised: int = 0


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is shown of an article beside a passage of it. ``revision`` counts from 1."""

    id: str
    revision: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    standing: Standing = "published"
    primary: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a stored text: ``text`` is the slice at ``span`` of that revision."""

    article: ArticleCard
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A search. All that is given must hold. ``words`` is full text over contents; dates are ISO days, inclusive.

    ``since``/``until`` bound the date of the article (its publication). ``after`` is an opaque cursor of an earlier page.
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


@dataclass(frozen=True, slots=True)
class Hit:
    """One attribution found, with its article and the passage around it (``passage.span`` covers source, cue and content)."""

    attribution: Attribution
    passage: Passage
    statement: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class HitPage:
    """Some hits; ``total`` counts all attributions that match (reports of statements, not utterances)."""

    hits: tuple[Hit, ...]
    total: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A quotation to be checked."""

    quote: str
    speaker: str | None = None
    occasion: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class CheckEvidence:
    """A passage that a verdict rests on; ``attribution`` is null where the words stand outside any attribution."""

    attribution: str | None
    article: str
    span: Span
    text: str
    speaker: str | None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceRun:
    """One run of an aligned difference: ``op`` equal, replace, insert (in the quote only) or delete (in the source only)."""

    op: Literal["equal", "replace", "insert", "delete"]
    quote: str
    source: str
    kind: str | None = None
    """What the difference is, where it is one: word, number, negation, name, modal, form, ellipsis."""


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
class CheckAnswer:
    """The verdict on one quotation with its evidence."""

    quote: str
    speaker: str | None
    verdict: Verdict
    kinds: tuple[str, ...]
    cut: bool
    evidence: tuple[CheckEvidence, ...]
    difference: tuple[DifferenceRun, ...]
    searched: Searched
    notes: tuple[str, ...] = ()
    abstained: bool = False


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
