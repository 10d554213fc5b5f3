"""To whom, on what occasion and when: the circumstances of each attribution of one article.

Call, once an article, after the speakers are known and before `onrecord.link.manner`:

    scenes = scenes_of(text, blocks, found, speakers, names=names, published=article.published, states=states)

The article is read once (`scanning`: phrases and where they stand), weighed in two looks (`weighing`: what stands near
each attribution, then that beside what earlier scenes lend, `carrying`), and the likeliest is taken (`choosing`).
Decision 0007 has the figures. One `Scene` comes back for each attribution of ``found``, in its order. It never raises on any text or spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.link.scene.choosing import Taken, choose
from onrecord.link.scene.dates import resolve
from onrecord.link.scene.naming import Naming
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.phrases import Field
from onrecord.link.scene.scanning import scan
from onrecord.link.scene.weighing import Weights, shipped
from onrecord.model import Addressee, Block, Found, Occasion, Span, Speaker, States, When

__all__ = ["Scene", "scenes_of"]

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
    states: States | None = None,
    layout: Layout | None = None,
    weights: Weights | None = None,
) -> tuple[Scene, ...]:
    """The scene of each attribution.

    ``speakers`` has one entry an attribution (None: not known); a scene is carried over within one ``Speaker.key``.
    ``names`` are the named mentions of the article and the fullest name of whom each stands for: they give
    ``Addressee.name``, as the speakers do for pronouns and descriptions (`naming`). ``published`` is the ISO date or
    date-time of publication, None when unknown (no date is then resolved; the day of collection never stands in).
    ``states`` are the encoder's own (None: signs decide alone), ``layout`` that of the same text and attributions where
    there is one, ``weights`` others than those that ship.
    """
    layout = layout or Layout(text, blocks, found)
    weights = weights or shipped()
    read = scan(text, layout, speakers, published)
    chosen = {view.position: taken for view, taken in zip(read.views, choose(read, weights, states), strict=True)}
    named = dict(names)
    naming = Naming(found, speakers, named)
    made = [
        _scene(text, one, speaker, chosen[n], naming, published, weights)
        for n, (one, speaker) in enumerate(zip(found, speakers, strict=True))
    ]
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


def _scene(
    text: str,
    found: Found,
    speaker: Speaker | None,
    taken: dict[Field, Taken],
    naming: Naming,
    published: str | None,
    weights: Weights,
) -> Scene:
    addressee, occasion, when = (_sure(weights, taken, field) for field in ("addressee", "occasion", "when"))
    if addressee and _GATHERING.search(addressee[0].phrase.text):
        addressee = None  # "told a briefing": the words name an occasion, and nobody in it
    return Scene(
        _addressee(addressee[0], naming, speaker) if addressee else None,
        _occasion(occasion[0]) if occasion else None,
        _when(when[0], published, ahead=_ahead(text, found)) if when else None,
        addressee[1] if addressee else None,
        occasion[1] if occasion else None,
        when[1] if when else None,
    )


def _sure(weights: Weights, taken: dict[Field, Taken], name: Field) -> tuple[Taken, float] | None:
    """What was chosen with its calibrated probability, None where that is too low to be shown."""
    one = taken.get(name)
    if one is None:
        return None
    sure = weights.confidence(name, one.probability, is_carried=one.carried)
    return (one, sure) if sure >= SHOWN else None


def _addressee(one: Taken, naming: Naming, speaker: Speaker | None) -> Addressee:
    name = naming.of(one.phrase.text, one.phrase.span, speaker)
    return Addressee(one.phrase.text, one.phrase.span, name, one.carried)


def _occasion(one: Taken) -> Occasion:
    return Occasion(one.phrase.text, one.phrase.span, one.phrase.sort, one.carried)


def _when(one: Taken, published: str | None, *, ahead: bool) -> When:
    found = resolve(one.phrase.text, published, ahead=ahead and not one.carried)
    return When(one.phrase.text, one.phrase.span, found.date, found.until, found.part, one.carried)


def _ahead(text: str, found: Found) -> bool:
    """The cue speaks of what is to come: "will say on Thursday"."""
    words = " ".join(text[span.start : span.end] for span in found.cue).lower().split()
    return "will" in words or "'ll" in words or "’ll" in words
