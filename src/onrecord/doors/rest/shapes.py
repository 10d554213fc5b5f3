"""Shapes of what goes in and out where they are not a noun of the model as it stands."""

from __future__ import annotations

from datetime import date
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,  # typing.TypedDict will do from Python 3.12
)

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import TypedDict

from onrecord.doors.web.figures import Figures
from onrecord.model import ArticleCard, Attribution, Cell, CheckAnswer, Diagnostic, Refusal, Searched, SpreadPoint
from onrecord.model.article import BlockKind
from onrecord.model.attribution import EntityKind, QuotationType
from onrecord.model.span import Span

TEXT_LIMIT = 2_000_000
"""Most characters of one text sent to be read or added."""
DRAFT_LIMIT = 100_000
QUOTE_LIMIT = 5_000
FIELD_LIMIT = 2_000
LIMIT_MOST = 200
CHECKS_MOST = 1000
"""Quotations of one batch; for more, ask again or use the command line."""


def _day(value: Any) -> Any:
    """Only ``YYYY-MM-DD``: the library would also read numbers as seconds since 1970."""
    if isinstance(value, str) and len(value) == 10 and value.isascii() and value[4] == value[7] == "-":
        return value
    raise ValueError("must be a day such as 2026-05-04")


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
ShortText = Annotated[str, Field(max_length=FIELD_LIMIT)]
Id = Annotated[str, Field(min_length=1, max_length=FIELD_LIMIT)]


class BlockShape(TypedDict):
    """A stretch of the text and its kind."""

    span: Span
    kind: BlockKind
    place: NotRequired[str]
    repeats: NotRequired[Span]


class DocumentShape(TypedDict):
    """The document contract: one article with its attributions; spans are code points, half-open."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    authors: list[str]
    modified: str | None
    standing: str
    text: str
    blocks: list[BlockShape]
    attributions: list[Attribution]
    diagnostics: list[Diagnostic]


class DraftCheckShape(TypedDict):
    """One quotation of a draft: where in the draft, and the answer of the check."""

    span: Span
    answer: dict[str, Any]


class VersionShape(TypedDict):
    """One utterance as one report has it; ``cells`` run parallel to the comparison's columns."""

    article: str
    revision: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    standing: str
    primary: bool
    attribution: str | None
    speaker: str | None
    span: Span
    text: str
    verbatim: bool
    left_out: list[str]
    copy_of: str | None
    cells: list[Cell]


class ComparisonShape(TypedDict):
    """One utterance in all its versions, earliest first."""

    statement: str
    columns: list[str]
    reference: int
    first: int | None
    versions: list[VersionShape]
    spread: list[SpreadPoint]
    searched: Searched
    notes: list[str]


class PieceShape(TypedDict):
    """A stretch of a wording: the wording before had it, too (same), or had not (new)."""

    text: str
    kind: Literal["same", "new"]


class WordingShape(TypedDict):
    """One wording, by the report that has it; ``again`` counts later sightings of the same."""

    attribution: str
    statement: str | None
    article: ArticleCard
    pieces: list[PieceShape]
    again: int


class ThreadShape(TypedDict):
    """What somebody came back to: the words shared (null where words were asked for), and the wordings by date."""

    phrase: str | None
    wordings: list[WordingShape]


class BandShape(TypedDict):
    """The words for a confidence of ``least`` and more."""

    least: float
    words: str


class AboutShape(TypedDict):
    """What the numbers mean: figures measured on articles not seen before, as the model card has them."""

    version: str
    languages: list[str]
    doubtful_below: float
    bands: list[BandShape]
    figures: Figures


class ReceiptShape(TypedDict):
    """What became of what was offered: offered == stored + already + refused."""

    offered: int
    stored: int
    already: int
    refused: list[Refusal]
    revised: int


class Corrected(TypedDict):
    """A correction taken down."""

    attribution: str
    kind: str
    by: str


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class ArticleBody(_Body):
    """A report to be read or added. ``id`` names it; text or HTML is told apart by looking."""

    text: Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT)]
    id: Id = "sent"
    url: ShortText | None = None
    outlet: ShortText | None = None
    title: ShortText | None = None
    published: Day | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}(-[A-Z]{2})?$")] | None = None


class CheckBody(_Body):
    """A quotation to be checked."""

    quote: Annotated[str, Field(min_length=1, max_length=QUOTE_LIMIT)]
    speaker: ShortText | None = None
    occasion: ShortText | None = None
    since: Day | None = None
    until: Day | None = None


class ChecksBody(_Body):
    """Quotations to be checked together."""

    checks: Annotated[list[CheckBody], Field(min_length=1, max_length=CHECKS_MOST)]


class CheckedShape(TypedDict):
    """The answer to one quotation of many, or why there is none."""

    answer: CheckAnswer | None
    error: str | None


class DraftBody(_Body):
    """A draft whose quotations are to be checked."""

    text: Annotated[str, Field(min_length=1, max_length=DRAFT_LIMIT)]


class JudgementBody(_Body):
    """Two things said to be the same, different, or not to be told apart."""

    left: Id
    right: Id
    decision: Literal["same", "different", "unsure"]
    by: Annotated[str, Field(min_length=1, max_length=80)]
    reason: ShortText | None = None
    about: Literal["person", "statement"] = "person"


class SpeakerValue(_Body):
    """Who is meant."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: EntityKind | None = None


class QuotationValue(_Body):
    """Whose words they are."""

    quotation: QuotationType


class StrikeValue(_Body):
    """``struck`` false takes a strike back, or confirms what the program found."""

    struck: bool


class _Correction(_Body):
    attribution: Id
    by: Annotated[str, Field(min_length=1, max_length=80)]
    why: ShortText | None = None


class SpeakerCorrection(_Correction):
    """Another speaker; ``value`` null: the page names nobody."""

    kind: Literal["speaker"]
    value: SpeakerValue | None = None


class QuotationCorrection(_Correction):
    """Another quotation type."""

    kind: Literal["quotation"]
    value: QuotationValue


class StrikeCorrection(_Correction):
    """Not a statement; ``value`` null strikes."""

    kind: Literal["strike"]
    value: StrikeValue | None = None


CorrectionBody = Annotated[SpeakerCorrection | QuotationCorrection | StrikeCorrection, Field(discriminator="kind")]
"""A correction of one attribution. Spans and missed statements are corrected on the command line."""
