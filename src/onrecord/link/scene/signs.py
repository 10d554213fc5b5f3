"""What speaks for and against a phrase: named numbers, 1 for what merely is so."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from onrecord.link.scene.dates import resolve
from onrecord.link.scene.passages import BLANK
from onrecord.link.scene.phrases import Field, Phrase, View

Signs = list[tuple[str, float]]

_CLAUSE = re.compile(r"\b(?:who|which|that|whose|where|when|after|since|because|but|and|as|while)\b")
_ED = re.compile(r"\b\w+ed\b")
_WORDS = re.compile(r"\w+")
_OPENING = re.compile(r"\W*(\w+)")
_GOING_ON = frozenset("added adding adds continued continuing concluded went on also further noted explained".split())
_REMARKS = re.compile(
    r"\b(?:remarks|comments|statement|words|spoke|speaking|appear|interview|told|asked|answer|address)"
)
_NEW_SCENE = frozenset(
    "later earlier meanwhile separately elsewhere previously recently another once last in on at during speaking asked "
    "after before since but however yet".split()
)
_PAST = frozenset("said told wrote tweeted asked replied responded argued called".split())


@dataclass(frozen=True, slots=True)
class Setting:
    """What the signs need to know of the article as a whole."""

    published: str | None
    paragraphs: int


def common(view: View) -> Signs:
    """What is known of the attribution itself, whatever the phrase."""
    fired, speaker, forms = view.fired, view.speaker, view.forms
    made = [
        f"quotation={view.found.quotation}",
        f"mode={fired.mode if fired else 'none'}",
        f"act={fired.act if fired else 'none'}",
        f"lemma={fired.row.lemma if fired else 'none'}",
        f"kind={speaker.kind if speaker else 'none'}",
        f"how={speaker.how if speaker else 'none'}",
        f"tense={tense(view)}",
    ]
    if forms & {"has", "have", "had"}:
        made.append("perfect")
    if forms & {"will", "would", "could", "may", "might", "should", "'ll", "can"}:
        made.append("modal")
    if forms & {"was", "were", "is", "are", "be", "been", "being"}:
        made.append("passive")
    if forms & {"not", "n't", "never", "no", "did", "does", "do"}:
        made.append("negated")
    if forms & _GOING_ON:
        made.append("going on")
    if view.passage.headline:
        made.append("headline")
    if view.passage.depth:
        made.append("inside another's words")
    opening = _OPENING.match(view.passage.words)
    if opening and opening.group(1).lower() in _NEW_SCENE:
        made.append(f"opening={opening.group(1).lower()}")
    if not view.found.source:
        made.append("no source")
    return [(one, 1.0) for one in made]


def tense(view: View) -> str:
    """The tense of the cue's last word: past, present, ing, other, none."""
    if not view.verb:
        return "none"
    if view.verb.endswith("ing"):
        return "ing"
    if view.verb in _PAST or view.verb.endswith("ed"):
        return "past"
    return "present" if view.verb.endswith("s") and view.verb not in ("was", "'s") else "other"


def own(view: View, name: Field, one: Phrase, many: int, rank: int, setting: Setting) -> Signs:
    """A phrase in the attribution's own sentence: where it stands towards cue, source and content."""
    cue, source, span, sort, opener = view.cue, view.source, one.span, one.sort, one.opener
    sentence, base = view.passage.words, view.passage.span.start
    place, between = _place(view, one)
    gap = len(_WORDS.findall(between))
    bucket = "0" if gap == 0 else "1-2" if gap < 3 else "3-5" if gap < 6 else "6-10" if gap < 11 else "far"
    made = [
        "own",
        f"own={place}",
        f"gap={place}/{bucket}",
        f"sort={sort}",
        f"sort&place={sort}/{place}",
        f"opener={opener}",
        f"opener&place={opener}/{place}",
        f"many={min(many, 3)}&rank={min(rank, 2)}",
        f"fired&place={view.fired.mode if view.fired else 'none'}/{place}",
        f"quotation&place={view.found.quotation}/{place}",
    ]
    if not sentence[: max(span.start - base, 0)].strip(" \n\"'“‘"):
        made += ["starts sentence", f"starts sentence&{sort}"]
    if "," in between:
        made.append(f"comma&{place}")
    if BLANK in between:
        made.append(f"content between&{place}")
    if _CLAUSE.search(between):
        made.append(f"clause between&{place}")
    if _ED.search(between):
        made.append(f"verb between&{place}")
    if _other_cue(view, one):
        made += ["in another's words", f"in another's words&{place}"]
    if any(piece.start <= span.start < piece.end for piece in view.found.content):
        made += ["in content", f"in content&{sort}"]
    if cue.end == span.start - 1 or (source and source.end == span.start - 1):
        made.append("next")
    signs = [(word, 1.0) for word in made]
    if name == "when":
        signs += [(f"age={age(one.text, setting.published)}", 1.0)]
    signs.append(("gap", math.log1p(gap)))
    return signs + shape(one) + selves(view, name, one)


def addressed(view: View, one: Phrase) -> Signs:
    """An addressee that only the attribution itself tells: at the head of its content, after its cue, by a passive."""
    mode = view.fired.mode if view.fired else "none"
    made = [
        "own",
        one.sort,
        f"sort={one.sort}",
        f"{one.sort}&{one.opener}",
        f"{one.sort}&{view.found.quotation}",
        f"{one.sort}&{mode}",
    ]
    return [(word, 1.0) for word in made] + shape(one) + selves(view, "addressee", one)


def within(view: View, name: Field, one: Phrase, rival: bool, setting: Setting) -> Signs:
    """A phrase inside the attribution's own content, which what was reported may have taken in."""
    made = [
        "content",
        f"content&sort={one.sort}",
        f"content&opener={one.opener}",
        f"content&mode={view.fired.mode if view.fired else 'none'}",
        f"content&own={rival}",
    ]
    if name == "when":
        made.append(f"content&age={age(one.text, setting.published)}")
    return [(word, 1.0) for word in made]


def shape(one: Phrase) -> Signs:
    """How long the phrase is, whether it holds a name, its last word."""
    words = one.text.split()
    named = any(word[:1].isupper() for word in words[1:])
    last = words[-1].lower().strip('"') if words else ""
    return [(f"words={min(len(words), 6)}", 1.0), (f"capital={named}", 1.0), (f"last={last}", 1.0)]


def selves(view: View, name: Field, one: Phrase) -> Signs:
    """Nobody speaks to themselves: the phrase shares a name with the speaker."""
    if name != "addressee" or view.speaker is None:
        return []
    names = {word for word in _WORDS.findall(view.speaker.name) if word[0].isupper() and len(word) > 2}
    return [("self", 1.0), (f"self&{one.sort}", 1.0)] if names.intersection(_WORDS.findall(one.text)) else []


def _place(view: View, one: Phrase) -> tuple[str, str]:
    """Where the phrase stands, and the words between it and the cue."""
    cue, source, span = view.cue, view.source, one.span
    sentence, base = view.passage.words, view.passage.span.start
    if cue.start <= span.start < cue.end:
        return "in cue", ""
    if source is not None and source.start <= span.start < source.end:
        return "in source", ""
    if span.start >= cue.end:
        return "after cue", sentence[max(cue.end - base, 0) : max(span.start - base, 0)]
    first = min(cue.start, source.start) if source is not None else cue.start
    place = "before all" if span.start < first else "between"
    return place, sentence[max(span.end - base, 0) : max(cue.start - base, 0)]


def _other_cue(view: View, one: Phrase) -> bool:
    """The phrase stands inside the cue or source of another attribution of the sentence."""
    for other in view.layout.near(view.passage):
        if other is not view.found and other.cue != view.found.cue and other.source != view.found.source:
            for piece in (*other.cue, *other.source):
                if piece.start <= one.span.start < piece.end:
                    return True
    return False


def beside(view: View, name: Field, one: Phrase, origin: str, rival: bool, setting: Setting) -> Signs:
    """A phrase of a sentence before or after the attribution's own in which nobody speaks."""
    made = [
        origin,
        f"{origin}&sort={one.sort}",
        f"{origin}&opener={one.opener}",
        f"{origin}&rival={rival}",
        f"{origin}&quotation={view.found.quotation}",
    ]
    sentence = view.layout.sentence_at(one.span.start)
    surname = view.speaker.name.split()[-1] if view.speaker is not None and view.speaker.name else ""
    named = bool(surname) and surname in sentence
    made += [f"{origin}&named={named}", f"{origin}&remarks={bool(_REMARKS.search(sentence))}&named={named}"]
    if name == "when":
        made.append(f"{origin}&age={age(one.text, setting.published)}")
    return [(word, 1.0) for word in made] + shape(one) + selves(view, name, one)


def age(words: str, published: str | None) -> str:
    """How long before publication the time words are: 0-1, 2-7 days, months, years; "none" where unresolved."""
    found = resolve(words, published).date
    if found is None or not published:
        return "none"
    try:
        days = (date.fromisoformat(published[:10]) - date.fromisoformat(found)).days
    except ValueError:
        return "none"
    return "ahead" if days < 0 else "day" if days < 2 else "week" if days < 8 else "months" if days < 200 else "years"
