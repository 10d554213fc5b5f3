"""From attribution to attribution in the order of the text: which words of time, place and person belong to which.

Each field has candidates: phrases of the attribution's own sentence, of its neighbours, and what was chosen for an
earlier attribution of the same scene. A small logistic model gives each a probability; the likeliest one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from onrecord.link.manner.lexicon import Fired, lexicon, words_of
from onrecord.link.scene.addressees import addressee_after, addressee_towards, addressees_in, asked_in
from onrecord.link.scene.occasions import occasions_in
from onrecord.link.scene.passages import BLANK, Layout, Passage
from onrecord.link.scene.times import TimeWords, times_in
from onrecord.model import Found, Span, Speaker

Field = Literal["occasion", "when", "addressee"]
FIELDS: tuple[Field, ...] = ("occasion", "when", "addressee")

_CARRY_REACH = 10
"""A scene is carried over at most this many attributions."""
_MOST = 24
"""At most this many phrases of one field are looked at in a sentence; more stand only in lists and garble."""
_OWN_FIRST = 0.1
_LENT = 0.5
_NAMED = 0.2
_LETTER = frozenset({"named by the occasion&noun to&letter", "named by the occasion&noun to&e-mail"})
"""A letter is to whom it says it is, however seldom the annotators wrote that down."""
_DEEP = 1 << 32
_ASKING = frozenset(
    "ask asks asked asking urge urges urged urging tell tells told "
    "telling warn warned warns warning invite invited invites "
    "order ordered orders encourage encouraged encourages encouraging "
    "implore implored beg begged press pressed persuade on to "
    "advise advised remind reminded compel compelled push pushed "
    "direct directed instruct instructed require requires required "
    "force forced challenge challenged".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One phrase that may fill a field of one attribution, with the features that speak for and against it."""

    span: Span
    text: str
    sort: str
    """Kind of occasion, kind of time words, or pattern of addressee."""
    origin: str
    features: tuple[str, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken for a field: the candidate, its probability, and when it was first said of an attribution."""

    candidate: Candidate
    probability: float
    since: int
    """Rank (in the order of the text) of the attribution in whose neighbourhood the words stand."""
    rank: int
    """Rank of the attribution that it was chosen for."""
    paragraph: int
    key: str | None
    mode: str
    quotation: str
    root: float
    """The probability with which the words were first chosen, before they were carried over."""

    def signs(self, name: Field) -> tuple[str, ...]:
        """What the last word on this choice is weighed by: how likely it looked, here and where it came from."""
        origin = self.candidate.origin
        here, there = f"p={self.probability:.1f}", f"root={self.root:.1f}"
        far = f"since={_bucket(self.rank - self.since)}"
        carried = "carried" if self.candidate.carried else "own"
        return (
            here,
            f"{here}&{carried}",
            origin,
            f"{origin}&sort={self.candidate.sort}",
            f"{there}&{carried}",
            f"{far}&{origin}",
        )


def likeliest(candidates: Sequence[Candidate], scores: Sequence[float], least: float) -> tuple[int, float] | None:
    """The candidate to take: the likeliest that is likely enough, None where there is none.

    Words of the attribution's own sentence come before what is carried over, even when they are a little less
    likely: a new scene ends the old one. What another speaker's scene lends must be likelier than that.
    """
    best: tuple[int, float] | None = None
    for place, (one, score) in enumerate(zip(candidates, scores, strict=True)):
        weight = score + _OWN_FIRST if one.origin == "own" and score >= least - _OWN_FIRST else score
        if _LETTER.intersection(one.features):
            weight = score + _NAMED
        needed = max(least, _LENT) if one.origin in ("latest", "first") else least
        if weight >= needed and (best is None or weight > best[1]):
            best = (place, weight)
    return (best[0], scores[best[0]]) if best is not None else None


Choose = Callable[[int, Field, Sequence[Candidate]], tuple[int, float] | None]
"""Position of the attribution, the field, its candidates -> which one is taken and how likely, None for none."""


@dataclass(slots=True)
class _State:
    by_key: dict[tuple[Field, str], Chosen] = field(default_factory=dict)
    latest: dict[Field, Chosen] = field(default_factory=dict)
    first: dict[Field, Chosen] = field(default_factory=dict)
    values: dict[Field, set[str]] = field(default_factory=dict)
    spoken: dict[str, list[int]] = field(default_factory=dict)
    """Ranks of the attributions of each speaker so far."""
    rank: int = 0

    def donor(self, name: Field, origin: str, key: str | None) -> Chosen | None:
        """What is carried over from ``origin``: the same speaker, the latest scene, the first of the article."""
        if origin == "same":
            return self.by_key.get((name, key)) if key else None
        return (self.latest if origin == "latest" else self.first).get(name)

    def keep(self, taken: dict[Field, Chosen], key: str | None) -> None:
        """Remember what was chosen for one attribution."""
        for name, one in taken.items():
            self.latest[name] = one
            self.first.setdefault(name, one)
            self.values.setdefault(name, set()).add(one.candidate.text.lower())
            if key:
                self.by_key[(name, key)] = one
        if key:
            self.spoken.setdefault(key, []).append(self.rank)
        self.rank += 1


def walk(
    text: str, layout: Layout, found: Sequence[Found], speakers: Sequence[Speaker | None], choose: Choose
) -> list[dict[Field, Chosen]]:
    """What is chosen for each attribution, by field. ``choose`` decides; the walk brings the candidates."""
    passages = [layout.passage(position) for position in range(len(found))]
    order = sorted(range(len(found)), key=lambda position: (passages[position].anchor, position))
    reader = _Reader(layout)
    state = _State()
    chosen: list[dict[Field, Chosen]] = [{} for _ in found]
    for position in order:
        speaker = speakers[position]
        key = speaker.key if speaker is not None else None
        view = _View(text, found[position], speaker, passages[position], layout)
        taken = chosen[position]
        for name in FIELDS:
            candidates = [*_near(view, name, reader, taken), *_carried(view, name, state, key, taken)]
            if not candidates:
                continue
            decided = choose(position, name, candidates)
            if decided is None:
                continue
            place, probability = decided
            candidate = candidates[place]
            donor = state.donor(name, candidate.origin, key) if candidate.carried else None
            taken[name] = Chosen(
                candidate,
                probability,
                donor.since if donor else state.rank,
                state.rank,
                view.passage.paragraph,
                key,
                view.fired.mode if view.fired else "none",
                view.found.quotation,
                donor.root if donor else probability,
            )
        state.keep(taken, key)
    return chosen


class _View:
    """One attribution as the candidates see it."""

    __slots__ = ("common", "cue", "fired", "found", "layout", "passage", "source", "speaker", "text", "verb")

    def __init__(self, text: str, found: Found, speaker: Speaker | None, passage: Passage, layout: Layout) -> None:
        self.text, self.found, self.speaker, self.passage, self.layout = text, found, speaker, passage, layout
        words = [word for span in found.cue for word in words_of(text, span.start, span.end)]
        self.cue = Span(found.cue[0].start, found.cue[-1].end) if found.cue else passage.anchor
        self.source = Span(found.source[0].start, found.source[-1].end) if found.source else None
        self.fired: Fired | None = lexicon().fire(words, "name")
        self.verb = words[-1].form if words else ""
        common = [
            f"quotation={found.quotation}",
            f"mode={self.fired.mode if self.fired else 'none'}",
            f"act={self.fired.act if self.fired else 'none'}",
            f"lemma={self.fired.row.lemma if self.fired else 'none'}",
            f"kind={speaker.kind if speaker else 'none'}",
            f"how={speaker.how if speaker else 'none'}",
        ]
        forms = {word.form for word in words}
        if self.verb.endswith("s") and self.verb not in ("was", "'s"):
            common.append("present")
        if forms & {"has", "have", "had"}:
            common.append("perfect")
        if forms & {"will", "would", "could", "may", "might", "should", "'ll", "can"}:
            common.append("modal")
        if passage.headline:
            common.append("headline")
        self.common = tuple(common)


@dataclass(slots=True)
class _Reader:
    """Candidates of a sentence, read once for all attributions in it."""

    layout: Layout
    seen: dict[tuple[Field, int, int], tuple[_Words, ...]] = field(default_factory=dict)
    times: dict[tuple[int, int], tuple[TimeWords, ...]] = field(default_factory=dict)

    def phrases(self, name: Field, offset: int, words: str, depth: int = 0) -> tuple[_Words, ...]:
        """(span, words, sort, opener) of each phrase of a field. ``depth`` tells readings of one sentence apart."""
        slot = (name, offset, depth * _DEEP + len(words))
        if slot not in self.seen:
            at = slot[1:]
            if at not in self.times:
                self.times[at] = times_in(words, offset)
            self.seen[slot] = tuple(islice(_phrases(name, offset, words, self.times[at]), _MOST))
        return self.seen[slot]


_Words = tuple[Span, str, str, str]


def _phrases(name: Field, offset: int, words: str, times: Sequence[TimeWords]) -> Iterator[_Words]:
    if name == "when":
        for time in times:
            yield time.span, time.text, time.kind, time.text.split()[0].lower() if " " in time.text else "-"
    elif name == "occasion":
        for one in occasions_in(words, offset, times):
            yield one.span, one.text, one.kind, one.opener or "-"
    else:
        for who in addressees_in(words, offset, times):
            yield who.span, who.text, who.pattern, who.verb


def _near(view: _View, name: Field, reader: _Reader, taken: dict[Field, Chosen]) -> Iterator[Candidate]:
    passage = view.passage
    own = reader.phrases(name, passage.span.start, passage.words, passage.depth)
    for rank, (span, text, sort, opener) in enumerate(own):
        features = _placed(view, name, span, sort, opener, len(own), rank)
        occasion = taken.get("occasion")
        if name == "addressee" and occasion and occasion.candidate.span.overlaps(span):
            # "in a letter to the board": whom the occasion names.
            features += ("named by the occasion", f"named by the occasion&{sort}&{occasion.candidate.sort}")
        yield Candidate(span, text, sort, "own", features)
    if name == "addressee":
        yield from _heads(view)
        yield from _towards(view, reader)
        yield from _asked(view)
    if passage.headline:
        return
    for step, sentence in enumerate(view.layout.before(passage), 1):
        if view.layout.spoken(sentence):
            continue  # what stands in another attribution's sentence is carried over, or not at all
        words = view.layout.blanked(sentence)
        for span, text, sort, opener in reader.phrases(name, sentence.start, words):
            origin = f"before{step}"
            yield Candidate(span, text, sort, origin, _far(view, origin, sort, opener, bool(own)))
    after = view.layout.after(passage)
    if after is not None and name != "addressee" and not view.layout.spoken(after):
        for span, text, sort, opener in reader.phrases(name, after.start, view.layout.blanked(after)):
            yield Candidate(span, text, sort, "after1", _far(view, "after1", sort, opener, bool(own)))


def _far(view: _View, origin: str, sort: str, opener: str, rival: bool) -> tuple[str, ...]:
    made = [origin, f"{origin}&sort={sort}", f"{origin}&opener={opener}", f"{origin}&rival={rival}"]
    made += [f"{origin}&{one}" for one in view.common if not one.startswith(("lemma=", "act="))]
    return tuple(made)


def _placed(view: _View, name: Field, span: Span, sort: str, opener: str, many: int, rank: int) -> tuple[str, ...]:
    """Features of a phrase in the attribution's own sentence: where it stands towards cue, source and content."""
    cue, source = view.cue, view.source
    sentence, base = view.passage.words, view.passage.span.start
    if cue.start <= span.start < cue.end:
        place, between = "in cue", ""
    elif source is not None and source.start <= span.start < source.end:
        place, between = "in source", ""
    elif span.start >= cue.end:
        place, between = "after cue", sentence[max(cue.end - base, 0) : max(span.start - base, 0)]
    else:
        first = min(cue.start, source.start) if source is not None else cue.start
        place = "before all" if span.start < first else "between"
        between = sentence[max(span.end - base, 0) : max(cue.start - base, 0)]
    gap = len(re.findall(r"\w+", between))
    bucket = "0" if gap == 0 else "1-2" if gap < 3 else "3-5" if gap < 6 else "6-10" if gap < 11 else "far"
    head = "" if sentence[: max(span.start - base, 0)].strip(" \n\"'“‘") else "first"
    made = [
        f"own={place}",
        f"gap={place}/{bucket}",
        f"sort={sort}",
        f"sort&place={sort}/{place}",
        f"opener={opener}",
        f"opener&place={opener}/{place}",
    ]
    if head:
        made += ["starts sentence", f"starts sentence&{sort}"]
    if "," in between:
        made.append(f"comma&{place}")
    if BLANK in between:
        made.append(f"content between&{place}")
    if re.search(r"\b(?:who|which|that|whose|where|when|after|since|because|but|and|as|while)\b", between):
        made.append(f"clause between&{place}")
    if re.search(r"\b\w+ed\b", between):
        made.append(f"verb between&{place}")
    if _other_cue(view, span):
        made += ["in another's words", f"in another's words&{place}"]
    made.append(f"many={min(many, 3)}&rank={min(rank, 2)}")
    made += [f"own&{one}" for one in view.common]
    made += [f"{place}&{one}" for one in view.common if one.startswith(("mode=", "quotation=", "how="))]
    return tuple(made)


def _other_cue(view: _View, span: Span) -> bool:
    """The phrase stands inside the cue or source of another attribution of the sentence."""
    for other in view.layout.near(view.passage):
        if other is not view.found and other.cue != view.found.cue and other.source != view.found.source:
            for piece in (*other.cue, *other.source):
                if piece.start <= span.start < piece.end:
                    return True
    return False


def _heads(view: _View) -> Iterator[Candidate]:
    """ "asked | the council to ...": the addressee stands at the head of the content."""
    if view.verb not in _ASKING:
        return
    piece = next((one for one in view.found.content if one.start >= view.cue.end), None)
    if piece is None:
        return
    made = addressee_after(view.text, piece.start, piece.end, view.verb)
    if made is not None:
        yield Candidate(
            made.span,
            made.text,
            "content",
            "content",
            ("content head", f"content head&{view.verb}", *(f"head&{one}" for one in view.common)),
        )


def _towards(view: _View, reader: _Reader) -> Iterator[Candidate]:
    """ "groused | to a crowd"."""
    passage = view.passage
    times = reader.times.get((passage.span.start, passage.depth * _DEEP + len(passage.words)), ())
    made = addressee_towards(passage.words, passage.span.start, view.cue.end, times)
    if made is not None:
        yield Candidate(made.span, made.text, "to", "to", ("towards", *(f"towards&{one}" for one in view.common)))


def _asked(view: _View) -> Iterator[Candidate]:
    """ "Asked about ..., she said": who answers was the addressee; and "she was asked"."""
    fired = view.fired
    if fired is None or fired.row.lemma not in (
        "ask",
        "tell",
        "ask about",
        "question",
        "ask for",
        "inform",
        "press",
        "warn",
        "urge",
    ):
        return
    words, base = view.passage.words, view.passage.span.start
    passive = any(start <= view.cue.end and view.cue.start <= end for start, end in asked_in(words, base))
    if passive:
        before = words[: max(view.cue.start - base, 0)]
        match = re.search(
            r"(?:(?!When|If|As|Once|After|While)[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|"
            r"\b(?:he|she|they|I|we)|\b[Tt]he [\w’' -]{3,40}?)\s*(?:,[^,]{0,60},\s*)?$",
            before,
        )
        if match:
            text = match.group().split(",")[0].rstrip()
            start = base + match.start()
            yield Candidate(
                Span(start, start + len(text)),
                text,
                "passive",
                "passive",
                ("passive", *(f"passive&{one}" for one in view.common)),
            )
    elif view.cue.start - base < 4 and view.text[view.cue.start : view.cue.start + 1].isupper():
        match = re.search(
            r"\x00,\s*((?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})|he|she|they|the [\w’' -]{3,30}?)(?= \w+)", words
        )
        if match:
            start = base + match.start(1)
            yield Candidate(
                Span(start, start + len(match.group(1))),
                match.group(1),
                "fronted",
                "fronted",
                ("fronted", *(f"fronted&{one}" for one in view.common)),
            )


def _carried(
    view: _View, name: Field, state: _State, key: str | None, taken: dict[Field, Chosen]
) -> Iterator[Candidate]:
    """What an earlier attribution of the same scene has, of the same speaker or of the one just before."""
    if view.passage.headline:
        return
    seen: list[Chosen] = []
    for origin in ("same", "latest", "first"):
        donor = state.donor(name, origin, key)
        if donor is None or any(donor.candidate.span == one.candidate.span for one in seen):
            continue
        if origin == "latest" and state.rank - donor.since > _CARRY_REACH * 3:
            continue
        seen.append(donor)
        features = tuple(_carrying(view, name, state, key, taken, origin, donor))
        yield replace(donor.candidate, origin=origin, features=features, carried=True)


def _carrying(
    view: _View, name: Field, state: _State, key: str | None, taken: dict[Field, Chosen], origin: str, donor: Chosen
) -> Iterator[str]:
    """What speaks for and against taking over a scene."""
    here = f"carried {origin}"
    yield here
    paragraphs = _bucket(view.passage.paragraph - donor.paragraph)
    used = _bucket(state.rank - donor.rank)
    skipped = _bucket(sum(rank > donor.rank for rank in state.spoken.get(key or "", ())))
    since = _bucket(state.rank - donor.since)
    mode = view.fired.mode if view.fired else "none"
    speech = f"{mode}/{view.found.quotation}"
    yield f"{here}&paragraphs={paragraphs}"
    yield f"{here}&used={used}"
    yield f"{here}&skipped={skipped}"
    yield f"{here}&since={since}"
    yield f"{here}&skipped={skipped}&{speech}"
    yield f"{here}&paragraphs={paragraphs}&{speech}"
    yield f"{here}&sort={donor.candidate.sort}"
    yield f"{here}&sort={donor.candidate.sort}&{speech}"
    yield f"{here}&donor={'carried' if donor.candidate.carried else donor.candidate.origin}"
    yield f"{here}&donor sure={_sure(donor.probability)}"
    yield f"{here}&donor={donor.mode}/{donor.quotation}&{speech}"
    latest = state.latest.get(name)
    yield f"{here}&newer={latest is not None and latest.since > donor.since}"
    yield f"{here}&same speaker={donor.key == key and key is not None}"
    yield f"{here}&values={min(len(state.values.get(name, ())), 4)}"
    yield from (f"{here}&{one}" for one in view.common)
    occasion = taken.get("occasion")
    if name != "occasion" and occasion is not None:
        yield f"{here}&occasion {'carried' if occasion.candidate.carried else 'new'}"
        if occasion.candidate.carried:
            yield f"{here}&occasion of the same scene={occasion.since == donor.since}"
    elif name != "occasion":
        yield f"{here}&no occasion"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-4" if count < 5 else "5-8" if count < 9 else "far"


def _sure(probability: float) -> str:
    return "yes" if probability > 0.7 else "half" if probability > 0.4 else "no"
