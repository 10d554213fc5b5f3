"""Transcripts and interviews printed turn by turn: ``NAME:`` or ``Name:`` at the head of a paragraph, Q and A."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.drafts import Draft, Page, Paragraph, trimmed, word_count
from onrecord.extract.styles import is_label, looks_named
from onrecord.model import Span
from onrecord.model.attribution import ANSWER_NOTE, QUESTION_NOTE, TURN_NOTE

_LABEL = re.compile(
    r"[\"\u201c]?(?P<source>[A-Z\u00c0-\u00de][^:\n\"\u201c\u201d?!]{0,70}?)(?P<note>\s*\([^()\n]{1,40}\))?(?P<cue>\s?:)(?=\s)"
)
_LETTER = re.compile(r"[\"\u201c]?(?P<source>[QA])(?P<cue>[:.])\s+(?=\S)")
_STAGE = re.compile(r"[\[(][^\[\]()]*[\])][.]?\Z|[A-Z ]+\Z|[-*_=#\s]+\Z")
_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed|ing)?|Q\s?&\s?A|Q and A|spoke (?:to|with)|talks? (?:to|with)|in conversation|tells)\b", re.I
)
_ASKER = frozenset(("question", "questions", "answer"))
"""Labels of turns: who asks or answers is not named."""
_SPEAKING = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Mm]e|[Mm]yself|[Yy]ou(?:r|rs|rself)?)\b")
TURN, QUESTION = 0.9, 0.75
TALKING = ("turn", "answer", "question")
"""The rules of this file: a content holds all that is said, marked or not."""
_SPOKEN = 4
"""Words from which a turn counts as speech and not as an entry of a table."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One paragraph's label, by where it stands, and where what is said begins."""

    source: Span
    cue: Span
    said: int
    name: str


def turns(page: Page) -> list[Draft]:
    """The turns of a transcript or interview, each one draft with a piece a paragraph; empty for ordinary prose."""
    kinds = ("body", "caption", "headline")
    pairs = [(one, _label(page.text, one)) for one in page.paragraphs if one.kind in kinds]
    following = [label for _, label in pairs[1:]] + [None]
    # A headline ("Lindahl: church failed") is a turn only where another turn comes right after it.
    pairs = [
        pair for pair, after in zip(pairs, following, strict=False) if pair[0].kind != "headline" or (pair[1] and after)
    ]
    body, labels = [one for one, _ in pairs], [label for _, label in pairs]
    if _is_transcript(labels):
        return _labelled(page, body, labels)
    return _unlabelled(page, [one for one in body if one.kind == "body"])


def _label(text: str, paragraph: Paragraph) -> _Turn | None:
    start, end = paragraph.span
    found = _LETTER.match(text, start, end) or _LABEL.match(text, start, end)
    if found is None:
        return None
    name = found["source"].strip()
    if (
        (is_label(name) and name.casefold() not in _ASKER)
        or len(name.split()) > 10
        or not (name.isupper() or looks_named(name))
    ):
        return None
    source = trimmed(text, *found.span("source"))
    key = re.split(r"[,(]", name)[0].split()[-1].casefold()
    return _Turn(source, trimmed(text, *found.span("cue")), found.end(), key)


def _is_transcript(labels: list[_Turn | None]) -> bool:
    """Four turns or more by two speakers, one of them speaking twice, and turns in a third of the paragraphs."""
    names = Counter(label.name for label in labels if label)
    total = sum(names.values())
    return total >= 4 and len(names) >= 2 and max(names.values()) >= 2 and 3 * total >= len(labels)


def _labelled(page: Page, body: list[Paragraph], labels: list[_Turn | None]) -> list[Draft]:
    text = page.text
    made: list[Draft] = []
    last = max(n for n, label in enumerate(labels) if label)
    for n, (paragraph, label) in enumerate(zip(body, labels, strict=True)):
        if n > last and not _goes_on(text, paragraph):
            break
        if label:
            said = _said(text, label.said, paragraph.span.end)
            made.append(
                Draft(
                    (label.source,),
                    (label.cue,),
                    [said] if said else [],
                    TURN,
                    "turn",
                    notes=[TURN_NOTE],
                )
            )
        elif made and not _STAGE.match(text, paragraph.span.start, paragraph.span.end):
            said = _said(text, paragraph.span.start, paragraph.span.end)
            if said:
                made[-1].content.append(said)
    made = [one for one in made if one.content]
    spoken = sum(1 for one in made if sum(word_count(text, *span) for span in one.content) >= _SPOKEN)
    return made if 2 * spoken >= len(made) else []


def _said(text: str, start: int, end: int) -> Span | None:
    """What a paragraph holds of a turn, its final full stop left out as everywhere."""
    span = trimmed(text, start, end)
    if span.end > span.start and text[span.end - 1] == "." and text[span.end - 2 : span.end - 1] != ".":
        span = Span(span.start, span.end - 1)
    return span if word_count(text, *span) else None


def _unlabelled(page: Page, body: list[Paragraph]) -> list[Draft]:
    """An interview whose questions stand as paragraphs of their own without a name."""
    text = page.text
    asked = [n for n, one in enumerate(body) if _question(text, one)]
    lead = " ".join(one.span.of(text) for one in page.paragraphs[:8] if not _question(text, one))
    put = sum(1 for n in asked if re.search(r"\byou(?:r|rself)?\b", body[n].span.of(text), re.IGNORECASE))
    if len(asked) < 2 or 2 * put < len(asked) or not _INTERVIEW.search(lead):
        return []
    answers = body[asked[0] + 1 :]
    if 8 * len(asked) < len(answers) or any(b - a > 12 for a, b in pairwise(asked)):
        return []
    plain = [one for one in answers if not one.tops or not _cued(text, one)]
    first_person = sum(1 for one in answers if re.search(r"\b(?:I|we|my|our|me|us|you)\b", one.span.of(text)))
    if 4 * len(plain) < 3 * len(answers) or 2 * first_person < len(answers) - len(asked):
        return []
    made: list[Draft] = []
    for n, paragraph in enumerate(body[asked[0] :], asked[0]):
        said = _said(text, paragraph.span.start, paragraph.span.end)
        if said is None:
            continue
        if n in asked:
            made.append(Draft((), (), [said], QUESTION, "question", notes=[QUESTION_NOTE]))
        elif made[-1].rule == "question":
            made.append(Draft((), (), [said], QUESTION, "answer", notes=[ANSWER_NOTE]))
        elif n > asked[-1] and not _goes_on(text, paragraph):
            break
        else:
            made[-1].content.append(said)
    return made


def _goes_on(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph after the last turn is still the speaker's: the outlet's own closing words say no "I" or "you"."""
    return _SPEAKING.search(text, paragraph.span.start, paragraph.span.end) is not None


def _question(text: str, paragraph: Paragraph) -> bool:
    start, end = paragraph.span
    return text[end - 1] == "?" and not paragraph.tops and end - start <= 500 and text[start].isupper()


def _cued(text: str, paragraph: Paragraph) -> bool:
    return re.search(r"[,”\"]\s*(?:\w+\s){0,3}(?:said|says)\b", paragraph.span.of(text)) is not None
