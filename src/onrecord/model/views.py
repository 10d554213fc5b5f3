"""What the record shows of a person, a statement, an article's revisions, and of what waits for a person's eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.answers import ArticleCard, Hit, Judgement
from onrecord.model.attribution import EntityKind, QuotationType
from onrecord.model.keeping import AuthorityMatch

ReviewKind = Literal["attribution", "speaker", "person", "statement"]
Change = Literal["kept", "changed", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """An entity as lists show it. ``sightings`` counts attributions laid to it wherever they are printed, ``reports``
    those that are no wire copy of another, ``statements`` utterances."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """As printed, the latest first."""
    reports: int = 0
    statements: int = 0
    articles: int = 0
    outlets: int = 0
    first: str | None = None
    """The first day of publication, None where no article has a date."""
    last: str | None = None
    sightings: int = 0
    authority: str | None = None
    """The id in the user's authority file that it is linked to."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role as printed, and the first and last day of publication on which it was printed."""

    text: str
    since: str | None
    until: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with in how many sightings it occurs; ``id`` where it is an entity of the record."""

    name: str
    count: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another entity that may be the same one, how likely (0 to 1), and the reasons in plain words."""

    card: PersonCard
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many sightings of one quotation type were published on one day (ISO), of articles whose date is known."""

    day: str
    quotation: QuotationType
    sightings: int


@dataclass(frozen=True, slots=True)
class Person:
    """An entity with all that the record has of it, but for the statements: search for those with its id."""

    card: PersonCard
    roles: tuple[RoleHeld, ...] = ()
    addressees: tuple[Counted, ...] = ()
    """To whom, most often first."""
    about: tuple[Counted, ...] = ()
    """Named in what was said, most often first."""
    days: tuple[DayCount, ...] = ()
    undated: int = 0
    """Sightings in articles without a date."""
    likely: tuple[Likeness, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    authority: tuple[AuthorityMatch, ...] = ()
    """Entries of the user's authority file that it is linked to, or may be, likeliest first."""
    read: int = 0
    """In how many of its articles roles, addressees and who is named were looked up: all, or some spread over the time."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article of a list: ``headline`` is the first of its text, told where it has no title; ``sightings``
    counts the attributions in its latest revision."""

    article: ArticleCard
    headline: str | None
    sightings: int


@dataclass(frozen=True, slots=True)
class ArticleList:
    """Some articles; ``after`` asks for those that follow."""

    articles: tuple[ListedArticle, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """Where a statement was printed first, as far as dates are known, and in whose words (`outlet`: a paraphrase)."""

    attribution: str
    article: ArticleCard
    words: Literal["speaker", "outlet"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance: its sightings, earliest published first, those without a date last.

    ``reports`` counts the sightings that are no wire copy of another, ``outlets`` who published any of them,
    ``quoted`` those that have the speaker's own words.
    """

    id: str
    speaker: str | None
    person: str | None
    """The id of the speaker's entity."""
    sightings: tuple[Hit, ...]
    related: tuple[str, ...] = ()
    """Statements of the same occasion in other wording."""
    judgements: tuple[Judgement, ...] = ()
    reports: int = 0
    outlets: int = 0
    quoted: int = 0
    first: FirstSeen | None = None
    """None where no sighting has a date."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an article; ``changes`` tells what became of the statements since the one before, by id."""

    card: ArticleCard
    stored: str | None
    attributions: int
    changes: tuple[tuple[str, Change], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """Something doubtful. ``left`` (and ``right``, for two that may be one) are ids that `judge` and `correct` take.

    ``probability`` that it is as shown, or that two are one; None where that was never measured.
    """

    kind: ReviewKind
    left: str
    right: str | None
    probability: float | None
    question: str
    reasons: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    """The passages to look at."""
    judgements: tuple[Judgement, ...] = ()
