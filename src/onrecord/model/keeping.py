"""What a record keeps beside the program's findings: corrections, tombstones, changes between revisions, its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from onrecord.model.attribution import Attribution, EntityKind
from onrecord.model.span import Span

CorrectionKind = Literal["speaker", "span", "quotation", "addressee", "add", "strike"]
ChangeKind = Literal["kept", "changed", "dropped", "new"]
SuppressionTarget = Literal["person", "statement"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by a person: append-only, the latest of its kind holds.

    ``value`` by kind: speaker ``{"name", "kind"?}`` or None (nobody named); span ``{"source"?, "cue"?, "content"?,
    "verbatim"?}`` as lists of ``[start, end]``; quotation ``{"quotation": "mixed"}``; addressee ``{"text", "span",
    "name"?}`` or None; add: an attribution as the document contract has it, ``id`` and whatever is unknown left out;
    strike ``{"struck": false}`` takes a strike back, None strikes.
    """

    article: str
    attribution: str
    """The id of the attribution corrected; for ``add`` it may be empty and is then made from the content spans."""
    kind: CorrectionKind
    value: dict[str, Any] | None
    by: str
    at: str
    """When (ISO 8601)."""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """A tombstone: what of a person or of one statement is no longer shown. ``lifted`` when a later one took it back.

    ``target`` is a person's name, or an attribution's id; ``names`` are further names of the person.
    """

    id: int
    about: SuppressionTarget
    target: str
    names: tuple[str, ...]
    by: str
    at: str
    why: str | None
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one attribution in the next revision; ``before`` is None for new, ``after`` for dropped."""

    kind: ChangeKind
    before: Attribution | None
    after: Attribution | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the record is whole, what was looked at, and each thing that is wrong with where it is."""

    ok: bool
    articles: int
    revisions: int
    attributions: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The words at one span, with some characters before and after them; ``role`` is the path to the field."""

    role: str
    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """One row of the user's authority file. ``note`` is what it says of them (office, occupation), as given."""

    id: str
    name: str
    kind: EntityKind = "person"
    aliases: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityMatch:
    """An entity of the record beside an entry of the authority file: how likely (0 to 1) they are one, and why.

    ``linked``: taken to be one. ``by`` is who judged so; None: the program, by the evidence in ``reasons``.
    """

    entity: str
    name: str
    entry: AuthorityEntry
    probability: float
    reasons: tuple[str, ...]
    linked: bool
    by: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityReport:
    """The authority file in the record: entries, entities linked to them, and those left to a person's judgement."""

    entries: int
    linked: tuple[AuthorityMatch, ...]
    candidates: tuple[AuthorityMatch, ...]
