"""Codes of the model in words a reader knows, and how sure we are in words and as a rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from onrecord.model import Attribution, CheckAnswer, DifferenceRun, Span
from onrecord.model.attribution import ACTS, DOUBTFUL

__all__ = ["ACTS", "DOUBTFUL", "act", "changes", "count", "day", "further", "is_doubtful", "named", "sides", "sureness"]

QUOTATION = {"direct": "quoted", "mixed": "partly quoted", "indirect": "paraphrased"}
HOW = {
    "named": "named here",
    "pronoun": "from a pronoun",
    "title": "from a title or description",
    "continuation": "the quotation goes on from the one before",
    "elided": "shared with another verb of the sentence",
}
KIND = {
    "person": "person",
    "organisation": "organisation",
    "group": "group",
    "document": "document",
    "poll": "poll",
    "unnamed": "unnamed source",
    "author": "the author of the article",
    "generic": "people in general",
}
MODE = {"speech": "spoken", "writing": "written", "thought": "thought, not reported as said", "act": "done, not said"}
COMMITMENT = {
    "asserted": "asserted",
    "denied": "denied",
    "asked": "asked",
    "hypothetical": "hypothetical",
    "not-said": "reported as not said",
}
VERDICT = {
    "verbatim": "Verbatim",
    "reformatted": "Verbatim but for form",
    "elided": "Verbatim with an ellipsis",
    "altered": "Altered",
    "spliced": "Spliced",
    "paraphrase": "Paraphrase in marks",
    "other-speaker": "Somebody else’s words",
    "not-found": "Not found",
}
VERDICT_MEANS = {
    "verbatim": "These words stand in the record as the speaker’s, character for character.",
    "reformatted": "The same words; only capitals, punctuation, spelling or marks differ.",
    "elided": "The same words, with an omission that is marked.",
    "altered": "Close to words in the record, but not the same; the differences are marked.",
    "spliced": "Joined from words that stand apart in the record.",
    "paraphrase": "The record has these words as an outlet’s paraphrase, not inside quotation marks.",
    "other-speaker": "The record has these words, credited to somebody else.",
    "not-found": "The record holds no such words. That does not mean that they were never said.",
}
SIGN = {
    "verbatim": "✓", "reformatted": "✓", "elided": "✓", "altered": "≠", "spliced": "≠", "paraphrase": "≈",
    "other-speaker": "⇄", "not-found": "?",
}  # fmt: skip
GOOD_VERDICTS = frozenset({"verbatim", "reformatted", "elided"})

BANDS = (
    # at least, words
    (0.95, "almost certain"),
    (0.85, "very likely"),
    (0.70, "likely"),
    (DOUBTFUL, "more likely than not"),
    (0.40, "doubtful"),
    (0.0, "very doubtful"),
)


class Sureness(NamedTuple):
    """A calibrated probability for a reader: words, the rate it was measured as, and whether to show doubt."""

    words: str
    rate: str
    percent: int
    doubtful: bool


def sureness(probability: float | None) -> Sureness | None:
    """The probability in words; None stays None. The rate is that of held-out articles (calibration)."""
    if probability is None:
        return None
    bounded = min(1.0, max(0.0, probability))
    words = next(words for least, words in BANDS if bounded >= least)
    of = round(bounded * 100)
    right = "all but a few" if of >= 100 else f"about {of}"
    return Sureness(words, f"of 100 read like this, {right} were right", of, bounded < DOUBTFUL)


def further(answer: CheckAnswer) -> tuple[str, ...]:
    """The notes of an answer that the page does not say by itself already, each as a sentence."""
    said = ("not found in what was searched", "versions differ between reports", "to be sure, compare with a recording")
    return tuple(f"{note[:1].upper()}{note[1:]}." for note in answer.notes if not note.startswith(said))


def named(field: str, value: object) -> str:
    """A value of a search field in the words that a reader knows; speakers and outlets as they are printed."""
    text = str(value)
    told = {"quotation": QUOTATION, "mode": MODE, "commitment": COMMITMENT}.get(field, {})
    return told.get(text, text.lower() if field == "act" else text)


def is_doubtful(one: Attribution) -> bool:
    """True where the attribution, or who its speaker is, is more doubtful than we let pass without a sign."""
    return (
        one.confidence.attribution < DOUBTFUL
        or one.speaker is None
        or (one.confidence.speaker is not None and one.confidence.speaker < DOUBTFUL)
    )


def act(one: Attribution) -> str:
    """The act with whose word it is: "denies, the outlet's word"."""
    if one.act == "OTHER":
        return "other"
    whose = "the speaker’s own word" if one.evidence.act_by == "speaker" else "the outlet’s word"
    return f"{one.act.lower()} ({whose})"


def day(iso: str | None) -> str:
    """An ISO date or date-time as "4 May 2026" (with the time where given); what is no date comes back as it is."""
    if not iso:
        return "date unknown"
    try:
        made = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    clock = f", {iso[11:16]}" if len(iso) >= 16 and iso[10] in "T " else ""
    return f"{made.day} {made:%B} {made.year}{clock}"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def changes(runs: Sequence[DifferenceRun]) -> tuple[tuple[str, str], ...]:
    """What differs in words that count, in few words: (as quoted, in the record), either may be empty."""
    return tuple((run.quote.strip(), run.source.strip()) for run in runs if run.op != "equal" and run.kind not in _FORM)


_FORM = frozenset({"form", "filler", "insertion", "ellipsis", "cue"})


class Piece(NamedTuple):
    """A stretch of one side of a difference, with the blank before it. ``kind`` None: the same on both sides."""

    gap: str
    text: str
    kind: str | None
    told: bool
    """The kind is to be told beside it: on the side of the quotation, or on the other where that has nothing."""


class Sides(NamedTuple):
    """Both sides of a difference."""

    quote: tuple[Piece, ...]
    source: tuple[Piece, ...]


def sides(runs: Sequence[DifferenceRun]) -> Sides:
    """A difference as two lines. Runs leave out the blanks between words: they are put back where the spans part."""
    return Sides(
        _side([(run, run.quote, run.quote_span, True) for run in runs]),
        _side([(run, run.source, run.source_span, not run.quote) for run in runs]),
    )


def _side(parts: Sequence[tuple[DifferenceRun, str, Span | None, bool]]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    before: Span | None = None
    for run, text, span, told in parts:
        if not text:
            continue
        apart = before is None or span is None or span.start != before.end
        kind = None if run.op == "equal" else run.kind or "word"
        made.append(
            Piece(" " if made and apart else "", text, kind, told and kind is not None and run.kind is not None)
        )
        before = span
    return tuple(made)
