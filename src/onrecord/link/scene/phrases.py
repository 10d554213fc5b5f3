"""The phrases that may fill a field of an attribution, from its own sentence and from those beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from onrecord.link.manner.lexicon import Fired, lexicon, words_of
from onrecord.link.scene.addressees import addressee_after, addressee_towards, addressees_in, asked_in
from onrecord.link.scene.occasions import occasions_in
from onrecord.link.scene.passages import Layout, Passage
from onrecord.link.scene.times import TimeWords, times_in
from onrecord.model import Found, Span, Speaker

Field = Literal["occasion", "when", "addressee"]
FIELDS: tuple[Field, ...] = ("occasion", "when", "addressee")

_MOST = 24
"""At most this many phrases of one field are looked at in a sentence; more stand only in lists and garble."""
_DEEP = 1 << 32
_ASKING = frozenset(
    "ask asks asked asking urge urges urged urging tell tells told "
    "telling warn warned warns warning invite invited invites "
    "order ordered orders encourage encouraged encourages encouraging "
    "implore implored beg begged press pressed persuade on to "
    "advise advised remind reminded compel compelled push pushed "
    "direct directed instruct instructed require requires required "
    "force forced challenge challenged congratulate congratulated congratulating congratulates thank thanked thanks thanking "
    "brief briefed briefing inform informed informs informing assure assured assures assuring reassure reassured notify "
    "notified greet greeted accuse accused accuses accusing advising reminding encourages emailed e-mailed emails wish "
    "wished wishes promised promises asks".split()
)
_QUESTIONING = frozenset(("ask", "tell", "ask about", "question", "ask for", "inform", "press", "warn", "urge"))
_SUBJECT = re.compile(
    r"(?:(?!When|If|As|Once|After|While)[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|"
    r"\b(?:he|she|they|I|we)|\b[Tt]he [\w’' -]{3,40}?)\s*(?:,[^,]{0,60},\s*)?$"
)
_ANSWERING = re.compile(r"\x00,\s*((?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})|he|she|they|the [\w’' -]{3,30}?)(?= \w+)")
_EVENT = re.compile(
    r"(?:(?<=^)|(?<=[\s,]))(?:(?:shortly|just|soon|right|immediately|hours|days|weeks|months|minutes) )?"
    r"(?P<by>[Aa]fter|[Bb]efore|[Dd]uring|[Ss]ince|[Ff]ollowing|[Aa]head of|[Oo]n the eve of|[Ii]n the wake of|[Tt]hroughout)"
    r" (?:the|his|her|their|its|an?|[A-Z]\w+[’']s?) [\w’'. -]{2,40}[\w’']"
)
"""A time told by what happened then: "after the ferry accident", "during her campaign"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may fill a field: where they stand, of what sort they are, and what brings them in."""

    span: Span
    text: str
    sort: str
    """Kind of occasion, kind of time words, or pattern of addressee."""
    opener: str
    """The word that brings them in: a preposition, a verb; "-" for none."""


class View:
    """One attribution as the choosing sees it: its sentence, its cue, and what the lexicon makes of the cue."""

    __slots__ = ("cue", "fired", "forms", "found", "layout", "passage", "position", "source", "speaker", "text", "verb")

    def __init__(self, text: str, position: int, layout: Layout, speaker: Speaker | None) -> None:
        found: Found = layout.found[position]
        self.text, self.position, self.found, self.speaker, self.layout = text, position, found, speaker, layout
        self.passage: Passage = layout.passage(position)
        words = [word for span in found.cue for word in words_of(text, span.start, span.end)]
        self.cue = Span(found.cue[0].start, found.cue[-1].end) if found.cue else self.passage.anchor
        self.source = Span(found.source[0].start, found.source[-1].end) if found.source else None
        self.fired: Fired | None = lexicon().fire(words, "name")
        self.verb = words[-1].form if words else ""
        self.forms = frozenset(word.form for word in words)


@dataclass(slots=True)
class Reader:
    """Phrases of a sentence, read once for all attributions in it."""

    layout: Layout
    _seen: dict[tuple[Field, int, int], tuple[Phrase, ...]] = field(default_factory=dict)
    _times: dict[tuple[int, int], tuple[TimeWords, ...]] = field(default_factory=dict)

    def times(self, offset: int, words: str, depth: int = 0) -> tuple[TimeWords, ...]:
        """The time expressions of a sentence."""
        slot = (offset, depth * _DEEP + len(words))
        if slot not in self._times:
            self._times[slot] = times_in(words, offset)
        return self._times[slot]

    def phrases(self, name: Field, offset: int, words: str, depth: int = 0) -> tuple[Phrase, ...]:
        """The phrases of a field in ``words`` at ``offset``. ``depth`` tells readings of one sentence apart."""
        slot = (name, offset, depth * _DEEP + len(words))
        if slot not in self._seen:
            made = _phrases(name, offset, words, self.times(offset, words, depth))
            self._seen[slot] = tuple(islice(made, _MOST))
        return self._seen[slot]


def _phrases(name: Field, offset: int, words: str, times: Sequence[TimeWords]) -> Iterator[Phrase]:
    if name == "when":
        for time in times:
            yield Phrase(time.span, time.text, time.kind, time.text.split()[0].lower() if " " in time.text else "-")
        for match in _EVENT.finditer(words):
            span = Span(offset + match.start(), offset + match.end())
            if not any(span.overlaps(time.span) for time in times if time.kind != "vague"):
                yield Phrase(span, match.group(), "event", match.group("by").lower())
    elif name == "occasion":
        for one in occasions_in(words, offset, times):
            yield Phrase(one.span, one.text, one.kind, one.opener or "-")
    else:
        for who in addressees_in(words, offset, times):
            yield Phrase(who.span, who.text, who.pattern, who.verb)


def is_source(view: View, one: Phrase) -> bool:
    """The words are the attribution's own source: "... ," warned Quill."""
    return any(one.span.overlaps(piece) and one.sort != "passive" for piece in view.found.source)


def addressed(view: View, reader: Reader) -> Iterator[Phrase]:
    """Addressees that only the attribution itself tells: by its content, by a "to" after its cue, by a passive."""
    yield from _heads(view)
    passage = view.passage
    times = reader.times(passage.span.start, passage.words, passage.depth)
    made = addressee_towards(passage.words, passage.span.start, view.cue.end, times)
    if made is not None:
        yield Phrase(made.span, made.text, "to", view.verb)
    yield from _asked(view)


def _heads(view: View) -> Iterator[Phrase]:
    """ "asked | the council to ...": the addressee stands at the head of the content."""
    if view.verb not in _ASKING:
        return
    piece = next((one for one in view.found.content if one.start >= view.cue.end), None)
    if piece is None:
        return
    made = addressee_after(view.text, piece.start, piece.end, view.verb)
    if made is not None:
        yield Phrase(made.span, made.text, "content", view.verb)


def _asked(view: View) -> Iterator[Phrase]:
    """ "Asked about ..., she said": who answers was the addressee; and "she was asked"."""
    if view.fired is None or view.fired.row.lemma not in _QUESTIONING:
        return
    words, base = view.passage.words, view.passage.span.start
    if any(start <= view.cue.end and view.cue.start <= end for start, end in asked_in(words, base)):
        match = _SUBJECT.search(words[: max(view.cue.start - base, 0)])
        if match:
            text = match.group().split(",")[0].rstrip()
            start = base + match.start()
            yield Phrase(Span(start, start + len(text)), text, "passive", "passive")
            return
    if view.cue.start - base < 4 and view.text[view.cue.start : view.cue.start + 1].isupper():
        match = _ANSWERING.search(words)
        if match:
            start = base + match.start(1)
            yield Phrase(Span(start, start + len(match.group(1))), match.group(1), "fronted", "fronted")
