"""Everybody in one article, and who speaks in each of its attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.link.speakers.choosing import Chooser
from onrecord.link.speakers.confidence import confidence_of
from onrecord.link.speakers.portrait import speaker_of
from onrecord.link.speakers.ranking import shipped
from onrecord.link.speakers.stage import Stage, stage_of
from onrecord.model import Article, Block, Diagnostic, Extraction, Span, Speaker, Step

__all__ = ["Cast", "cast_of"]


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of an article's attributions, position by position, and its named mentions with their fullest names."""

    speakers: tuple[Speaker | None, ...]
    confidences: tuple[float | None, ...]
    chains: tuple[tuple[Step, ...], ...]
    names: tuple[tuple[Span, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def cast_of(article: Article, blocks: Sequence[Block], extraction: Extraction) -> Cast:
    """The cast of one article: one speaker (or None) for each of ``extraction.found``, in its order."""
    stage = stage_of(article.text, blocks, extraction.names, extraction.found)
    weights = shipped()
    choices = Chooser(stage, extraction.found, weights).choose()
    speakers: list[Speaker | None] = []
    confidences: list[float | None] = []
    chains: list[tuple[Step, ...]] = []
    for one, choice in zip(extraction.found, choices, strict=True):
        speaker = speaker_of(stage, one, choice)
        speakers.append(speaker)
        confidences.append(confidence_of(choice, one, weights) if speaker is not None else None)
        chains.append(choice.steps)
    return Cast(tuple(speakers), tuple(confidences), tuple(chains), _named(stage))


def _named(stage: Stage) -> tuple[tuple[Span, str], ...]:
    pairs = zip(stage.names, stage.of, strict=True)
    return tuple((name.span, entity.name) for name, entity in pairs if entity is not None and entity.kind != "place")
