"""Mode, act and commitment of each attribution, in the order of the text.

The act is the lexicon's, by the row that fires on the cue and by what follows it. Mode and commitment are weighed (see
`weighing`) over the signs of the attribution: the lexicon's row, the occasion, what the sentence tells of page and
voice, for the mode also the encoder's states and what the same speaker did just before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.link.manner.lexicon import lexicon
from onrecord.link.manner.media import Media
from onrecord.link.manner.signs import TURN, Signs, evidence_of, negation_of, signs_of
from onrecord.link.scene.passages import Layout
from onrecord.model import Block, Evidence, Found, Span, Speaker, States, reach
from onrecord.model.attribution import COMMITMENTS, MODES, Act, Commitment, Mode

if TYPE_CHECKING:
    from onrecord.link.manner.weighing import Floats
    from onrecord.link.scene import Scene

_SPOKEN_TURN = 0.95
"""All 20 turns of marked articles (10 of development, 10 of GUM; training has none) are marked as speech: 21 in 22."""
_QUESTION = 0.7
"""A content that is a question and nothing else was marked as asked in 7 of 12 training cases and in 5 of 5 of GUM."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Mode, act and commitment with their evidence and calibrated confidences (0 to 1)."""

    mode: Mode
    act: Act
    commitment: Commitment
    evidence: Evidence
    mode_confidence: float
    act_confidence: float
    commitment_confidence: float


@dataclass(frozen=True, slots=True)
class Read:
    """One attribution read: its position, its signs, all its features, the key of its speaker."""

    position: int
    signs: Signs
    features: frozenset[str]
    key: str | None


def manners_of(
    text: str,
    blocks: Sequence[Block],
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
    scenes: Sequence[Scene],
    states: States | None = None,
    layout: Layout | None = None,
) -> tuple[Manner, ...]:
    """The manner of each attribution, in order.

    ``states`` are the encoder's, where there are any; without them the mode rests on words alone. ``layout`` spares
    the work of reading the same text, blocks and attributions again.
    """
    if not found:
        return ()
    from onrecord.link.manner.weighing import states_of, weights

    held = weights()
    reads = read_all(text, layout or Layout(text, blocks, found), found, speakers, occasion_kinds(scenes))
    scores = held.scores([read.features for read in reads])
    ordered = [found[read.position] for read in reads]
    modes = held.modes(scores, states_of(ordered, states, held.centre), [read.key for read in reads])
    commitments = held.commitments(scores)
    made: dict[int, Manner] = {}
    for read, one, row, of_mode, of_commitment in zip(reads, ordered, scores, modes, commitments, strict=True):
        mode, sure = mode_of(read, of_mode)
        commitment, sure_commitment = commitment_of(read, of_commitment)
        act = act_of(read.signs, mode)
        right = held.act_right(row, (f"shown={act}", f"decided={mode}"))
        evidence = _evidence(text, one, read.signs, commitment)
        made[read.position] = Manner(mode, act, commitment, evidence, sure, right, sure_commitment)
    return tuple(made[position] for position in range(len(found)))


def mode_of(read: Read, probabilities: Floats) -> tuple[Mode, float]:
    """The likeliest mode. A turn of a transcript or an interview is spoken; without a cue nothing is laid to a mind."""
    found = dict(zip(MODES, probabilities.tolist(), strict=True))
    if TURN in read.features:
        return "speech", max(found["speech"], _SPOKEN_TURN)
    if not read.signs.words:
        uttered = found["speech"] + found["writing"] or 1.0
        found = {"speech": found["speech"] / uttered, "writing": found["writing"] / uttered}
    mode = max(found, key=found.__getitem__)
    return mode, found[mode]


def commitment_of(read: Read, probabilities: Floats) -> tuple[Commitment, float]:
    """The likeliest commitment; what asks whatever the verb is asked."""
    found = dict(zip(COMMITMENTS, probabilities.tolist(), strict=True))
    if asks(read.features, cue=bool(read.signs.words)) and "negated" not in read.features:
        return "asked", max(found["asked"], _QUESTION)
    commitment = max(found, key=found.__getitem__)
    return commitment, found[commitment]


def occasion_kinds(scenes: Sequence[Scene]) -> list[str | None]:
    """The kind of each scene's occasion, ``+`` before it where it was carried over."""
    return [
        None if one.occasion is None else ("+" if one.occasion.carried else "") + one.occasion.kind for one in scenes
    ]


def read_all(
    text: str,
    layout: Layout,
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
    occasions: Sequence[str | None],
) -> list[Read]:
    """Every attribution read, in the order of the text."""
    rows, media = lexicon(), Media()
    anchors = [reach(one.cue) or reach(one.source) or reach(one.content) or Span(0, 0) for one in found]
    order = sorted(range(len(found)), key=lambda position: (anchors[position], position))
    made = []
    for rank, position in enumerate(order):
        one, speaker, passage = found[position], speakers[position], layout.passage(position)
        signs = signs_of(text, one, speaker, occasions[position], rows, headline=passage.headline)
        key = speaker.key if speaker else None
        told = media.read(rank, passage.words, key, quoted=one.quotation != "indirect")
        made.append(Read(position, signs, signs.features | frozenset(told), key))
    return made


def act_of(signs: Signs, mode: Mode) -> Act:
    """The lexicon's act. Where no row fires: a question asks; words quoted, written or without a cue state; else OTHER."""
    if signs.fired is not None:
        return signs.fired.act
    if asks(signs.features, cue=bool(signs.words)):
        return "ASK"
    if mode not in ("speech", "writing"):
        return "OTHER"
    told = signs.words and "quotation=indirect" in signs.features and signs.follow != "that"
    return "OTHER" if told and mode == "speech" else "STATE"


def asks(features: frozenset[str], *, cue: bool) -> bool:
    """Whether the words ask whatever the verb: a question and nothing else; a turn of an interview that ends in one."""
    return "content only asks" in features or (not cue and "content asks" in features)


def _evidence(text: str, found: Found, signs: Signs, commitment: str) -> Evidence:
    words = evidence_of(signs.words, signs.fired, found.cue)
    turn = negation_of(signs.words) if commitment in ("denied", "not-said", "hypothetical") else None
    inside = words is not None and any(piece.covers(words) for piece in found.verbatim)
    return Evidence(
        mode=words,
        act=words,
        commitment=turn or words,
        act_row=signs.fired.shown if signs.fired else None,
        act_by="speaker" if inside else "outlet",
    )
