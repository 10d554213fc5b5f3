"""To whom, on what occasion and when: the circumstances of each attribution of one article.

Call, once an article, after the speakers are known and before `onrecord.link.manner`:

    scenes = scenes_of(text, blocks, found, speakers, names=names, published=article.published)

One `Scene` comes back for each attribution of ``found``, in its order. It never raises on any text or spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.link.scene.dates import resolve
from onrecord.link.scene.odds import odds
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.walk import Candidate, Chosen, Field, likeliest, walk
from onrecord.model import Addressee, Block, Found, Occasion, Span, Speaker, When

__all__ = ["Scene", "scenes_of"]

_PACKAGE = "onrecord.link.scene"
TAKEN = 0.4
"""A phrase must look this likely to be taken and carried over: chosen for the best F1 on held-out articles."""
HEADED = 0.85
"""How sure the addressee of such a headline is: the score of the rule that reads the headline."""
_TO_WHOM = re.compile(
    r"\s(?:to|tells)\s(?P<whom>[A-Z\u00c0-\u00de][^\n:;,.!?\"\u201c\u201d]{1,60}?)\s*(?=\n|\Z|[:;,.!?])"
)
_GATHERING = re.compile(
    r"\b(?:briefing|conference|hearing|rally|meeting|summit|presser|session|ceremony|event)\Z", re.IGNORECASE
)
SHOWN = 0.3
"""A field must be this sure, after calibration, to be shown."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text tells of the circumstances; a field without evidence is None, and so is its confidence.

    Confidences are calibrated probabilities (0 to 1), for `onrecord.model.Confidence`.
    """

    addressee: Addressee | None = None
    occasion: Occasion | None = None
    when: When | None = None
    addressee_confidence: float | None = None
    occasion_confidence: float | None = None
    when_confidence: float | None = None


def scenes_of(
    text: str,
    blocks: Sequence[Block],
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
    *,
    names: Sequence[tuple[Span, str]] = (),
    published: str | None = None,
) -> tuple[Scene, ...]:
    """The scene of each attribution.

    ``speakers`` has one entry an attribution (None: not known); a scene is carried over within one ``Speaker.key``.
    ``names`` are the named mentions of the article and the fullest name of whom each stands for: they give
    ``Addressee.name``. ``published`` is the ISO date or date-time of publication, None when unknown (no date is then
    resolved; the day of collection never stands in).
    """
    layout = Layout(text, blocks, found)
    chosen = walk(text, layout, found, speakers, _choose)
    named = dict(names)
    made = [_scene(text, one, taken, named, published) for one, taken in zip(found, chosen, strict=True)]
    return tuple(
        _headed(text, one, scene, named) if one.content and layout.in_headline(one.content[0].start) else scene
        for one, scene in zip(found, made, strict=True)
    )


def _headed(text: str, found: Found, scene: Scene, named: dict[Span, str]) -> Scene:
    """``claim - Speaker to Addressee``: a headline whose cue is a dash names the addressee after the speaker."""
    if scene.addressee is not None or not found.source or not found.cue:
        return scene
    if any(character.isalnum() for span in found.cue for character in span.of(text)):
        return scene
    words = _TO_WHOM.match(text, found.source[-1].end)
    if words is None or found.cue[-1].end > found.source[0].start:
        return scene
    span = Span(*words.span("whom"))
    inside = [one for one in named if span.overlaps(one)]
    name = named[max(inside, key=lambda one: one.end)] if inside else None
    return replace(scene, addressee=Addressee(span.of(text), span, name, False), addressee_confidence=HEADED)


def _choose(position: int, field: Field, candidates: Sequence[Candidate]) -> tuple[int, float] | None:
    model = odds(_PACKAGE, field)
    return likeliest(candidates, [model.probabilities(one.features)[1] for one in candidates], TAKEN)


def _scene(text: str, found: Found, taken: dict[Field, Chosen], named: dict[Span, str], published: str | None) -> Scene:
    addressee, occasion, when = (_sure(taken, field) for field in ("addressee", "occasion", "when"))
    if addressee and _occasion_only(addressee[0], occasion[0] if occasion else None):
        addressee = None
    return Scene(
        _addressee(addressee[0], named) if addressee else None,
        _occasion(occasion[0]) if occasion else None,
        _when(when[0], published, ahead=_ahead(text, found)) if when else None,
        addressee[1] if addressee else None,
        occasion[1] if occasion else None,
        when[1] if when else None,
    )


def _sure(taken: dict[Field, Chosen], field: Field) -> tuple[Candidate, float] | None:
    """What was chosen with its calibrated probability, None where that is too low to be shown."""
    one = taken.get(field)
    if one is None:
        return None
    sure = odds(_PACKAGE, f"{field} sure").probabilities(one.signs(field))[1]
    return (one.candidate, sure) if sure >= SHOWN else None


def _occasion_only(addressee: Candidate, occasion: Candidate | None) -> bool:
    """ "told a briefing": the words name an occasion, and nobody in it."""
    return (
        occasion is not None
        and occasion.span.overlaps(addressee.span)
        and _GATHERING.search(addressee.text) is not None
    )


def _addressee(one: Candidate, named: dict[Span, str]) -> Addressee:
    inside = [span for span in named if one.span.covers(span)]
    # The name at the end is whom the phrase is about: "Larkhaven Radio host Mara Quill".
    name = named[max(inside, key=lambda span: span.end)] if inside else None
    return Addressee(one.text, one.span, name, one.carried)


def _occasion(one: Candidate) -> Occasion:
    return Occasion(one.text, one.span, one.sort, one.carried)


def _when(one: Candidate, published: str | None, *, ahead: bool) -> When:
    found = resolve(one.text, published, ahead=ahead and not one.carried)
    return When(one.text, one.span, found.date, found.until, found.part, one.carried)


def _ahead(text: str, found: Found) -> bool:
    """The cue speaks of what is to come: "will say on Thursday"."""
    words = " ".join(text[span.start : span.end] for span in found.cue).lower().split()
    return "will" in words or "'ll" in words or "’ll" in words
