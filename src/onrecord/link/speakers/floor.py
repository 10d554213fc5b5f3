"""Who has had the floor so far, and what is asked of it: the question that one source puts."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.link.speakers.entities import Entity, Mention, Role
from onrecord.link.speakers.phrases import Reading
from onrecord.link.speakers.surface import Surface
from onrecord.model import Found


@dataclass(slots=True)
class Floor:
    """Who has had the floor so far: speakers of earlier attributions, and the stream of mentions in order of tokens."""

    surface: Surface
    stream: list[tuple[int, int, Mention, Entity]] = field(default_factory=list)
    spoke: list[tuple[int, Entity | None]] = field(default_factory=list)
    """Anchor token and speaker of each attribution so far."""
    totals: dict[int, int] = field(default_factory=dict)
    all_mentions: int = 0
    most: int = 0
    headline_end: int = 0
    sourced: frozenset[int] = frozenset()
    """The tokens at which sources stand."""

    def add(self, mention: Mention, entity: Entity) -> None:
        """Add a mention of an entity to the stream."""
        insort(self.stream, (mention.first, entity.number, mention, entity), key=lambda item: item[:2])

    def count(self, entity: Entity) -> None:
        """Count a mention of the text for the salience of its entity."""
        self.totals[entity.number] = self.totals.get(entity.number, 0) + 1
        self.all_mentions += 1
        if entity.kind == "person":
            self.most = max(self.most, self.totals[entity.number])

    def near(self, anchor: int, ahead: bool = False, most: int = 14, reach: int = 900) -> list[tuple[Entity, Mention]]:
        """The entities mentioned before token ``anchor`` with their last mention there, nearest first."""
        found: list[tuple[Entity, Mention]] = []
        seen: set[int] = set()
        k = bisect_left(self.stream, anchor, key=lambda item: item[0]) - 1
        while k >= 0 and len(found) < most and anchor - self.stream[k][0] < reach:
            _, number, mention, entity = self.stream[k]
            if number not in seen:
                seen.add(number)
                found.append((entity, mention))
            k -= 1
        if ahead:
            self._ahead(anchor, seen, found)
        return found

    def unnamed(self, anchor: int, sex: str | None) -> Entity | None:
        """The single person, only described, among the last to speak in this paragraph or the one before."""
        paragraph = self.surface.paragraph
        for at, entity in reversed(self.spoke[-3:]):
            if entity is None or paragraph[anchor] - paragraph[at] > 1:
                continue
            if entity.kind == "unnamed" and not entity.plural and (sex is None or entity.sex in (None, sex)):
                return entity
        return None

    def subject(self, anchor: int, fitting: Callable[[Entity], bool]) -> tuple[Entity, Mention] | None:
        """What opens the sentence of token ``anchor``, before it, or else the sentence before in its paragraph: neither
        governed nor a possessive; None where that does not fit."""
        surface = self.surface
        sentence, paragraph = surface.sentence[anchor], surface.paragraph[anchor]
        k = bisect_left(self.stream, anchor, key=lambda item: item[0]) - 1
        opening: dict[int, tuple[Entity, Mention]] = {}
        while k >= 0:
            first, _, mention, entity = self.stream[k]
            if sentence - surface.sentence[first] > 1 or surface.paragraph[first] != paragraph:
                break
            if not (mention.governed or mention.possessive) and mention.last < anchor:
                opening[surface.sentence[first]] = (entity, mention)
            k -= 1
        for at in (sentence, sentence - 1):
            if at in opening:
                return opening[at] if fitting(opening[at][0]) else None
        return None

    def _ahead(self, anchor: int, seen: set[int], found: list[tuple[Entity, Mention]]) -> None:
        k = bisect_left(self.stream, anchor + 1, key=lambda item: item[0])
        sentence = self.surface.sentence
        while k < len(self.stream) and sentence[self.stream[k][0]] == sentence[min(anchor, len(sentence) - 1)]:
            _, number, mention, entity = self.stream[k]
            if number not in seen:
                seen.add(number)
                found.append((entity, mention))
            k += 1


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the reading of the source, where it stands, the attribution it belongs to."""

    reading: Reading
    anchor: int
    """Token of the source (or of the cue, or of the content, where there is none)."""
    found: Found
    role: Role | None = None
    content_tokens: range = range(0)
    quoted: bool = False
    sort: str | None = None
    """What the head of the description is: person, collective, document or poll."""
    holder: Entity | None = None
    """The one person whom the article tells to hold the role described."""
    holders: Sequence[Entity] = ()
    """The people told to hold a role of that head, wherever they are named."""
    words: tuple[float, ...] = ()
    """Features of the special candidates: of the cue, or of the description."""
    itself: Entity | None = None
    """The entity that the description makes where it stands for nobody else."""
    coming: Sequence[Entity] = ()
    """The people first named soon after a description that opens the article."""
    namesakes: int = 0
    """How many named bodies could be described by this head."""
