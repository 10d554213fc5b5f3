"""Whom the words of an addressee name: a named mention in them, or who a pronoun or a description surely stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.model import Found, Span, Speaker

_PRONOUNS = frozenset(("him", "her"))
_DESCRIPTION = re.compile(r"the ([\w -]+)", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_NEAR = 1200
"""A pronoun stands for nobody who last spoke further back than this many code points."""


class Naming:
    """The names of one article: its named mentions and its speakers."""

    __slots__ = ("_named", "_placed", "_sources")

    def __init__(self, found: Sequence[Found], speakers: Sequence[Speaker | None], named: Mapping[Span, str]) -> None:
        self._named = sorted(named.items(), key=lambda one: one[0].end)
        self._sources: dict[Span, Speaker] = {}
        self._placed: list[tuple[int, Speaker]] = []
        for one, speaker in zip(found, speakers, strict=True):
            if speaker is not None and speaker.kind in ("person", "organisation"):
                for piece in one.source:
                    self._sources[piece] = speaker
                if speaker.kind == "person" and one.source:
                    self._placed.append((one.source[0].start, speaker))
        self._placed.sort(key=lambda one: one[0])

    def of(self, words: str, span: Span, own: Speaker | None) -> str | None:
        """The name of whom ``words`` at ``span`` stand for, in an attribution to ``own``; None where that is not sure."""
        # The name at the end is whom the phrase is about: "Larkhaven Radio host Mara Quill".
        inside = [name for place, name in self._named if span.covers(place)]
        if inside:
            return inside[-1]
        if (speaker := self._sources.get(span)) is not None:
            return speaker.name
        if words.lower() in _PRONOUNS:
            return self._pronoun(span, own)
        described = _DESCRIPTION.fullmatch(words)
        return self._described(described.group(1), own) if described else None

    def _pronoun(self, span: Span, own: Speaker | None) -> str | None:
        """ "told him": the one other person who spoke shortly before, where there is but one."""
        if own is None:
            return None
        near = {
            speaker.key: speaker.name
            for start, speaker in self._placed
            if span.start - _NEAR <= start < span.start and speaker.key != own.key
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def _described(self, description: str, own: Speaker | None) -> str | None:
        """ "told the minister": the one speaker whose role, as printed, holds these words."""
        wanted = set(_WORD.findall(description.lower()))
        holders = {
            speaker.key: speaker.name
            for _, speaker in self._placed
            if speaker.role is not None
            and wanted <= set(_WORD.findall(speaker.role.text.lower()))
            and (own is None or speaker.key != own.key)
        }
        return next(iter(holders.values())) if len(holders) == 1 else None
