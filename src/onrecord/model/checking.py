"""Questions about one wording and their answers: was it said like this, and how does each report have it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from onrecord.model.answers import ArticleCard, Searched
from onrecord.model.span import Span, Spans

Verdict = Literal[
    "verbatim", "reformatted", "elided", "altered", "spliced", "paraphrase", "other-speaker", "not-found",
]  # fmt: skip
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
CLEAN: frozenset[Verdict] = frozenset({"verbatim", "reformatted", "elided"})
"""Verdicts that say: the words are as the record has them."""
AlteredKind = Literal["word", "number", "negation", "name"]
ALTERED_KINDS: tuple[AlteredKind, ...] = get_args(AlteredKind)
RunOp = Literal["equal", "replace", "insert", "delete"]

EXIT_CODES: dict[Verdict, int] = {
    "verbatim": 0, "reformatted": 0, "elided": 0, "not-found": 1,
    "altered": 10, "spliced": 10, "paraphrase": 11, "other-speaker": 12,
}  # fmt: skip
"""What `onrecord check` exits with for one quotation; a batch exits with the largest of its answers."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A quotation to be checked. ``since`` and ``until`` are ISO days, inclusive; ``occasion`` is free words.

    ``quote`` may stand inside quotation marks or not; an ellipsis and square brackets in it read as such.
    """

    quote: str
    speaker: str | None = None
    occasion: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class CheckEvidence:
    """A passage that a verdict rests on: ``text`` is the slice at ``span`` of that revision of the article.

    ``attribution`` is null where the words stand outside any attribution. ``verdict`` is what the quotation would be
    against this passage alone; ``words`` are the spans of the quoted words in it, without the outlet's words
    between them.
    """

    attribution: str | None
    article: str
    span: Span
    text: str
    speaker: str | None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    primary: bool = False
    revision: int | None = None
    latest: bool = True
    """The article has no revision after that one."""
    title: str | None = None
    standing: str = "published"
    source: str | None = None
    """The words of the page that name who spoke."""
    occasion: str | None = None
    when: str | None = None
    verdict: Verdict | None = None
    words: Spans = ()


@dataclass(frozen=True, slots=True)
class DifferenceRun:
    """One run of an aligned difference: equal, replace, insert (in the quote only) or delete (in the source only).

    ``quote`` and ``source`` are slices of the quotation and of the stored text.
    """

    op: RunOp
    quote: str
    source: str
    kind: str | None = None
    """What the difference is: word, modal, number, unit, date, negation, name; or, none of them an alteration, form,
    filler, insertion, ellipsis, cue (the outlet's words between two pieces); or splice (a join without a mark)."""
    quote_span: Span | None = None
    source_span: Span | None = None
    article: str | None = None
    """The article that ``source_span`` points into."""


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """The verdict on one quotation with its evidence.

    ``abstained``: one verdict is given all the same, but the evidence is too weak to hold it against anybody;
    ``notes`` say why, and what it would take to be sure. ``nearest`` is what comes closest when nothing was found.
    """

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
    nearest: tuple[CheckEvidence, ...] = ()
    versions_differ: bool = False
    """Reports of what looks like one utterance have its words differently."""
    misquoted: bool = False
    """The words differ from a primary source; never said on the strength of reports alone."""


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation found in a draft: ``span`` of the words inside the marks, and who the draft credits with it."""

    span: Span
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What became of one quotation of a draft; ``span`` points into the draft."""

    span: Span
    answer: CheckAnswer


CellKind = Literal["same", "form", "differs", "absent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one version: its words as printed (empty when absent), and how they compare with the reference."""

    text: str
    kind: CellKind
    span: Span | None = None
    verbatim: bool = False
    """The words stand inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Version:
    """One utterance as one revision of one article has it. ``cells`` run parallel to ``Comparison.columns``."""

    article: ArticleCard
    attribution: str | None
    speaker: str | None
    span: Span
    text: str
    cells: tuple[Cell, ...]
    verbatim: bool
    """All of it stands inside quotation marks."""
    left_out: tuple[str, ...] = ()
    """Words of the reference that this version does not have."""
    copy_of: str | None = None
    """``article@revision`` of the earliest report that this one repeats nearly word for word; null: an own report."""


@dataclass(frozen=True, slots=True)
class SpreadPoint:
    """How often the wording was printed on one day: in how many articles, of how many outlets, and how many of the articles are copies."""

    day: str
    articles: int
    outlets: int
    copies: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One utterance in all its versions, earliest first. Dates unknown come last and are never filled in."""

    statement: str
    columns: tuple[str, ...]
    """The words of the reference version, parted where any version departs from it."""
    reference: int
    """Position in ``versions`` of the version that the others are aligned with."""
    versions: tuple[Version, ...]
    first: int | None
    """Position of the version published first; null when no date is known, or several are of that day and no hour."""
    spread: tuple[SpreadPoint, ...]
    searched: Searched
    notes: tuple[str, ...] = ()


def check_contract(answer: CheckAnswer) -> dict[str, Any]:
    """The plain object of the answer contract (design section 3), spans as pairs, with the extra keys after it."""
    return {
        "quote": answer.quote,
        "speaker": answer.speaker,
        "verdict": answer.verdict,
        "kinds": list(answer.kinds),
        "cut": answer.cut,
        "evidence": [_evidence(one) for one in answer.evidence],
        "difference": [_run(run) for run in answer.difference],
        "searched": _searched(answer.searched),
        "notes": list(answer.notes),
        "abstained": answer.abstained,
        "nearest": [_evidence(one) for one in answer.nearest],
        "versions_differ": answer.versions_differ,
        "misquoted": answer.misquoted,
    }


def comparison_contract(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain lists, dicts, strings and numbers."""
    return {
        "statement": comparison.statement,
        "columns": list(comparison.columns),
        "reference": comparison.reference,
        "first": comparison.first,
        "versions": [_version(one) for one in comparison.versions],
        "spread": [
            {"day": one.day, "articles": one.articles, "outlets": one.outlets, "copies": one.copies}
            for one in comparison.spread
        ],
        "searched": _searched(comparison.searched),
        "notes": list(comparison.notes),
    }


def _evidence(one: CheckEvidence) -> dict[str, Any]:
    return {
        "attribution": one.attribution,
        "article": one.article,
        "span": list(one.span),
        "text": one.text,
        "speaker": one.speaker,
        "source": one.source,
        "outlet": one.outlet,
        "published": one.published,
        "url": one.url,
        "title": one.title,
        "revision": one.revision,
        "latest": one.latest,
        "standing": one.standing,
        "primary": one.primary,
        "occasion": one.occasion,
        "when": one.when,
        "verdict": one.verdict,
        "words": [list(span) for span in one.words],
    }


def _run(run: DifferenceRun) -> dict[str, Any]:
    return {
        "op": run.op,
        "quote": run.quote,
        "source": run.source,
        "kind": run.kind,
        "quote_span": list(run.quote_span) if run.quote_span else None,
        "source_span": list(run.source_span) if run.source_span else None,
        "article": run.article,
    }


def _searched(searched: Searched) -> dict[str, Any]:
    return {
        "articles": searched.articles,
        "attributions": searched.attributions,
        "earliest": searched.earliest,
        "latest": searched.latest,
        "outlets": searched.outlets,
        "record": searched.record,
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "article": one.article.id,
        "revision": one.article.revision,
        "title": one.article.title,
        "outlet": one.article.outlet,
        "published": one.article.published,
        "url": one.article.url,
        "standing": one.article.standing,
        "primary": one.article.primary,
        "attribution": one.attribution,
        "speaker": one.speaker,
        "span": list(one.span),
        "text": one.text,
        "verbatim": one.verbatim,
        "left_out": list(one.left_out),
        "copy_of": one.copy_of,
        "cells": [
            {
                "text": cell.text,
                "kind": cell.kind,
                "span": list(cell.span) if cell.span else None,
                "verbatim": cell.verbatim,
            }
            for cell in one.cells
        ],
    }
