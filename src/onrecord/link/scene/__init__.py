"""To whom, on what occasion and when: the circumstances of each attribution of one article.

Call, once an article, after the speakers are known and before `onrecord.link.manner`:

    scenes = scenes_of(text, blocks, found, speakers, names=names, published=article.published)

One `Scene` comes back for each attribution of ``found``, in its order. It never raises on any text or spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.scene.dates import resolve
from onrecord.link.scene.odds import odds
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.walk import Candidate, Chosen, Field, walk
from onrecord.model import Addressee, Block, Found, Occasion, Span, Speaker, When

__all__ = ["Scene", "scenes_of"]

_LEAST = 0.4
"""A phrase less likely than this is not shown: chosen for the best F1 on held-out training articles."""


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
    return tuple(_scene(text, one, taken, named, published) for one, taken in zip(found, chosen, strict=True))


def _choose(position: int, field: Field, candidates: Sequence[Candidate]) -> tuple[int, float] | None:
    model = odds("onrecord.link.scene", field)
    best, sure = -1, _LEAST
    for place, candidate in enumerate(candidates):
        probability = model.probabilities(candidate.features)[1]
        if probability >= sure:
            best, sure = place, probability
    return (best, sure) if best >= 0 else None


def _scene(text: str, found: Found, taken: dict[Field, Chosen], named: dict[Span, str], published: str | None) -> Scene:
    addressee, occasion, when = taken.get("addressee"), taken.get("occasion"), taken.get("when")
    return Scene(
        _addressee(addressee.candidate, named) if addressee else None,
        _occasion(occasion.candidate) if occasion else None,
        _when(when.candidate, published, ahead=_ahead(text, found)) if when else None,
        addressee.probability if addressee else None,
        occasion.probability if occasion else None,
        when.probability if when else None,
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
