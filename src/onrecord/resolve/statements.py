"""One utterance in several reports: sightings put together into statements.

A statement needs the same speaker (or one unknown beside the same long wording) and one wording; the same words on
another day are another utterance (a stump line), and another wording on the same occasion is linked, not merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.resolve.names import relation
from onrecord.resolve.naming import naming
from onrecord.resolve.wording import align, tokens

Link = Literal["same", "same-occasion", "same-words-other-occasion", "apart"]

NEAR_DAYS = 4
"""Reports of one utterance are published within so many days of each other unless they state its date."""
LONG = 8
"""Words from which the same wording speaks for itself, whoever is named."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One attribution as far as it matters here. ``words`` is the content as printed; ``quoted`` tells whether the
    speaker's own words are in it; dates are ISO days."""

    attribution: str
    article: str
    words: str
    speaker: str | None
    quoted: bool
    outlet: str | None = None
    published: str | None = None
    said: str | None = None
    occasion: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two sightings relate, how sure (0 to 1), and the reasons in plain words."""

    link: Link
    score: float
    reasons: tuple[str, ...]


def compare(left: Sighting, right: Sighting) -> Likeness:
    """Are two sightings one utterance? Symmetric."""
    wording = align(left.words, right.words)
    reasons = [f"wording: {wording.relation}, {wording.shared} words in common"]
    if wording.relation == "apart":
        return Likeness("apart", 0.0, tuple(reasons))
    long_enough = min(len(tokens(left.words)), len(tokens(right.words))) >= LONG
    agree = _speakers(left.speaker, right.speaker)
    reasons.append(f"speakers: {agree}")
    if agree == "different" or (agree == "unknown" and not (long_enough and wording.relation != "paraphrase")):
        return Likeness("apart", 0.0, tuple(reasons))
    near = _dates(left, right)
    reasons.append(f"dates: {near}")
    if wording.relation == "paraphrase":
        linked = agree == "same" and near == "same day" and left.article != right.article
        return Likeness("same-occasion" if linked else "apart", 0.6 if linked else 0.0, tuple(reasons))
    if near == "different days":
        return Likeness("same-words-other-occasion", wording.coverage, tuple(reasons))
    score = wording.coverage * (1.0 if agree == "same" else 0.8)
    return Likeness("same", score, tuple(reasons))


def _speakers(left: str | None, right: str | None) -> Literal["same", "unknown", "different"]:
    if left is None or right is None:
        return "unknown"
    if relation(left, right) == "apart":
        return "different"
    # "The company" of two reports may be two companies: only a proper name says that it is one speaker.
    return "unknown" if "nobody" in (naming(left), naming(right)) else "same"


def _dates(left: Sighting, right: Sighting) -> Literal["same day", "near", "unknown", "different days"]:
    if left.said and right.said:
        return "same day" if left.said[:10] == right.said[:10] else "different days"
    a, b = _day(left.said or left.published), _day(right.said or right.published)
    if a is None or b is None:
        return "unknown"
    gap = abs((a - b).days)
    if gap == 0:
        return "same day"
    return "near" if gap <= NEAR_DAYS else "different days"


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a sighting belongs: its statement, and statements that it is linked to with the link."""

    statement: str
    score: float
    reasons: tuple[str, ...]
    linked: tuple[tuple[str, Link], ...] = ()


def place(new: Sighting, others: Iterable[Sighting], *, apart: frozenset[str] = frozenset()) -> Placed:
    """The statement of a new sighting among those already placed; its own (named after it) when none fits.

    ``others`` carry their ``statement``; ``apart`` are statements that a person judged different.
    """
    best: tuple[float, str, tuple[str, ...]] | None = None
    linked: dict[str, Link] = {}
    for other in sorted(others, key=lambda one: one.attribution):
        if other.statement is None or other.statement in apart or other.attribution == new.attribution:
            continue
        likeness = compare(new, other)
        if likeness.link == "same" and (best is None or likeness.score > best[0]):
            best = (likeness.score, other.statement, likeness.reasons)
        elif likeness.link in ("same-occasion", "same-words-other-occasion"):
            linked.setdefault(other.statement, likeness.link)
    own = statement_id(new.attribution)
    score, statement, reasons = best or (1.0, own, ("first sighting",))
    linked.pop(statement, None)
    return Placed(statement, score, reasons, tuple(sorted(linked.items())))


def statement_id(attribution: str) -> str:
    """Id of a statement: after the attribution it was first seen in."""
    return "s" + attribution.removeprefix("a")


@dataclass(frozen=True, slots=True)
class Spread:
    """A statement over its sightings: who printed it first, how many reports and outlets, and whose words."""

    first: Sighting
    reports: int
    articles: int
    outlets: int
    quoted_in: int
    paraphrased_in: int
    versions_differ: bool


def spread(sightings: Sequence[Sighting]) -> Spread:
    """Sum up a statement. Undated sightings come after dated ones. Raises ValueError when there are none."""
    if not sightings:
        raise ValueError("a statement has at least one sighting")
    ordered = sorted(sightings, key=lambda one: (one.published or "9999", one.article, one.attribution))
    quoted = [one for one in ordered if one.quoted]
    return Spread(
        first=ordered[0],
        reports=len(ordered),
        articles=len({one.article for one in ordered}),
        outlets=len({one.outlet for one in ordered if one.outlet}),
        quoted_in=len(quoted),
        paraphrased_in=len(ordered) - len(quoted),
        versions_differ=any(align(quoted[0].words, one.words).relation in ("near", "paraphrase") for one in quoted[1:]),
    )
