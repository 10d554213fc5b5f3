"""Attributions: one passage that lays something to somebody, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from onrecord.model.span import Span, Spans
from onrecord.model.states import States

QuotationType = Literal["direct", "mixed", "indirect"]
How = Literal["named", "pronoun", "title", "continuation", "elided"]
EntityKind = Literal["person", "organisation", "group", "document", "poll", "unnamed", "author", "generic"]
Mode = Literal["speech", "writing", "thought", "act"]
Commitment = Literal["asserted", "denied", "asked", "hypothetical", "not-said"]
Act = Literal[
    "STATE", "DENY", "CONFIRM", "PRAISE", "CRITICISE", "ALLEGE", "ASK", "DEMAND", "WARN", "THREATEN", "PROMISE",
    "OFFER", "ACCEPT", "REFUSE", "APOLOGISE", "SUGGEST", "OTHER",
]  # fmt: skip
NameKind = Literal["person", "organisation", "place", "other"]

QUOTATION_TYPES: tuple[QuotationType, ...] = get_args(QuotationType)
HOWS: tuple[How, ...] = get_args(How)
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
MODES: tuple[Mode, ...] = get_args(Mode)
COMMITMENTS: tuple[Commitment, ...] = get_args(Commitment)
ACTS: tuple[Act, ...] = get_args(Act)
TURN_NOTE = "a turn of a transcript"
QUESTION_NOTE = "a question of an interview"
ANSWER_NOTE = "an answer of an interview"
"""Notes by which extraction says that a layout, and no verb, lays the words to somebody."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A named mention: where, of what kind, how sure (0 to 1)."""

    span: Span
    kind: NameKind
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as the extract station finds it: roles and quotation type, nobody resolved yet.

    ``floating`` marks a paragraph of pure quotation without source words of its own: its speaker is the one before it.
    ``within`` is the position (in the tuple it came in) of the attribution whose content holds this one.
    """

    source: Spans
    cue: Spans
    content: Spans
    quotation: QuotationType
    verbatim: Spans = ()
    insertions: Spans = ()
    unclear: Spans = ()
    """Untagged parentheses inside a quotation: not certain whose words they are."""
    floating: bool = False
    within: int | None = None
    notes: tuple[str, ...] = ()
    score: float = 0.0
    """Calibrated probability that the attribution is right (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the extract station makes of one text."""

    found: tuple[Found, ...]
    names: tuple[NameSpan, ...] = ()
    states: States | None = field(default=None, compare=False, repr=False)
    """The encoder's states, where a model that has them found the attributions; linking does without if need be."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the text with where they stand, and the name they stand for where that is known."""

    text: str
    span: Span
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source stands for. ``key`` is the same for one entity all through the article."""

    name: str
    kind: EntityKind
    naming: Span | None
    how: How
    key: str
    role: Phrase | None = None
    """Role and affiliation as printed ("the commander of ...")."""
    behalf: Phrase | None = None
    """For whom a spokesperson speaks."""
    number: int | None = None
    """How many unnamed speakers, where the text says."""
    anonymity: Phrase | None = None
    """The words that grant anonymity."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom it was said. ``carried``: taken over from an earlier statement of the same scene."""

    text: str
    span: Span
    name: str | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where or in what it was said; ``kind`` is one word or two ("letter", "press conference", "interview", "post")."""

    text: str
    span: Span
    kind: str
    carried: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The time words and the date they resolve to (ISO; None where it cannot be known)."""

    text: str
    span: Span
    date: str | None = None
    until: str | None = None
    """Last day of a range, where the words give one."""
    part: str | None = None
    """Part of the day as printed ("late", "morning")."""
    carried: bool = False


DOUBTFUL = 0.6
"""Below this calibrated probability a field is shown as doubtful."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Calibrated probabilities (0 to 1): of those given 0.9, nine in ten are right. None: no field."""

    attribution: float
    speaker: float | None = None
    addressee: float | None = None
    occasion: float | None = None
    when: float | None = None
    mode: float | None = None
    act: float | None = None
    commitment: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The spans that decided the fields that have no words of their own."""

    mode: Span | None = None
    act: Span | None = None
    commitment: Span | None = None
    act_row: str | None = None
    """The row of the lexicon of reporting verbs that fired."""
    act_by: Literal["outlet", "speaker"] = "outlet"
    """Whose word the act is: the outlet's, unless the verb stands inside the quotation."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning from source to speaker: the rule or score, and the words it rests on."""

    rule: str
    span: Span | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """source + cue + content, with everything that is known of it. See the design's document contract."""

    id: str
    quotation: QuotationType
    source: Spans
    cue: Spans
    content: Spans
    verbatim: Spans
    insertions: Spans
    speaker: Speaker | None
    addressee: Addressee | None
    occasion: Occasion | None
    when: When | None
    mode: Mode
    act: Act
    commitment: Commitment
    repeats: str | None
    notes: tuple[str, ...]
    confidence: Confidence
    unclear: Spans = ()
    within: str | None = None
    """The id of the attribution whose content holds this one (A said that B said)."""
    evidence: Evidence = field(default_factory=Evidence)
    chain: tuple[Step, ...] = ()

    @property
    def said(self) -> str | None:
        """The first day that its time means (ISO), where that is not doubtful: a doubtful day brings nothing together."""
        if self.when is None or (self.confidence.when is not None and self.confidence.when < DOUBTFUL):
            return None
        return self.when.date
