"""Mode, act and commitment of each attribution, in the order of the text.

The act is the lexicon's, by the row that fires on the cue and by what follows it. Mode and commitment are weighed by
small models over the signs of the attribution, among them the lexicon's row, the occasion and what the same speaker
did just before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.link.manner.lexicon import lexicon
from onrecord.link.manner.signs import Signs, evidence_of, negation_of, signs_of
from onrecord.link.scene.odds import Odds, odds
from onrecord.link.scene.passages import Layout
from onrecord.model import Block, Evidence, Found, Span, Speaker, reach
from onrecord.model.attribution import Act, Commitment, Mode

if TYPE_CHECKING:
    from onrecord.link.scene import Scene

_PACKAGE = "onrecord.link.manner"
_NEAR = 4
"""An earlier attribution of the same speaker tells of the mode for this many attributions."""


_QUESTION = 0.78
"""A content that is a question and nothing else was marked as asked in 14 of 18 training and development cases."""


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
    """One attribution read: its position, its signs, and the signs of the company it keeps."""

    position: int
    signs: Signs
    features: frozenset[str]


def manners_of(
    text: str,
    blocks: Sequence[Block],
    found: Sequence[Found],
    speakers: Sequence[Speaker | None],
    scenes: Sequence[Scene],
) -> tuple[Manner, ...]:
    """The manner of each attribution, in order."""
    made: dict[int, Manner] = {}
    mode_model, commitment_model, act_model = (odds(_PACKAGE, name) for name in ("mode", "commitment", "act right"))

    def mode_of(read: Read) -> str:
        mode, sure = _mode(mode_model, read)
        commitment, sure_commitment = commitment_model.best(read.features)
        if "content only asks" in read.features and "negated" not in read.features:
            asked = commitment_model.probabilities(read.features)[commitment_model.classes.index("asked")]
            commitment, sure_commitment = "asked", max(asked, _QUESTION)
        act = act_of(read.signs, cast("Mode", mode))
        right = act_model.probabilities({*read.features, f"shown={act}", f"decided={mode}"})[1]
        one = found[read.position]
        evidence = _evidence(text, one, read.signs, commitment)
        made[read.position] = Manner(
            cast("Mode", mode), act, cast("Commitment", commitment), evidence, sure, right, sure_commitment
        )
        return mode

    read_all(text, Layout(text, blocks, found), found, speakers, occasion_kinds(scenes), mode_of)
    return tuple(made[position] for position in range(len(found)))


def _mode(model: Odds, read: Read) -> tuple[str, float]:
    """The likeliest mode. Without a word of a cue (a turn of an interview) nothing is laid to a mind."""
    if read.signs.words:
        return model.best(read.features)
    found = dict(zip(model.classes, model.probabilities(read.features), strict=True))
    uttered = {mode: found.get(mode, 0.0) for mode in ("speech", "writing")}
    mode = max(uttered, key=uttered.__getitem__)
    return mode, uttered[mode] / (sum(uttered.values()) or 1.0)


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
    mode_of: Callable[[Read], str | None],
) -> None:
    """Read the attributions in the order of the text; ``mode_of`` decides each one's mode, which the next ones see."""
    rows = lexicon()
    anchors = [reach(one.cue) or reach(one.source) or reach(one.content) or Span(0, 0) for one in found]
    order = sorted(range(len(found)), key=lambda position: (anchors[position], position))
    last_of: dict[str, tuple[int, str]] = {}
    previous: str | None = None
    for rank, position in enumerate(order):
        speaker = speakers[position]
        passage = layout.passage(position)
        signs = signs_of(
            text,
            found[position],
            speaker,
            occasions[position],
            rows,
            headline=passage.headline,
            around=passage.words,
        )
        company = _company(rank, speaker, last_of, previous, signs)
        mode = mode_of(Read(position, signs, signs.features | frozenset(company)))
        previous = mode
        if speaker is not None and mode is not None:
            last_of[speaker.key] = (rank, mode)


def _company(
    rank: int, speaker: Speaker | None, last_of: dict[str, tuple[int, str]], previous: str | None, signs: Signs
) -> Iterator[str]:
    lexical = signs.fired.mode if signs.fired else "none"
    if previous is not None:
        yield f"previous={previous}"
    if speaker is not None and speaker.key in last_of:
        since, mode = last_of[speaker.key]
        if rank - since <= _NEAR:
            yield f"same speaker was={mode}"
            yield f"same speaker was={mode}&{lexical}"
            if rank - since == 1:
                yield f"just now={mode}&{lexical}"


def act_of(signs: Signs, mode: Mode) -> Act:
    """The lexicon's act. Where no row fires: a question asks, words in writing or without a cue state, else OTHER."""
    if signs.fired is not None:
        return signs.fired.act
    if "content only asks" in signs.features:
        return "ASK"
    if signs.words:
        return "STATE" if mode == "writing" else "OTHER"
    return "STATE" if mode in ("speech", "writing") else "OTHER"


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
