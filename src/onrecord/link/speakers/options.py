"""Whom a source can stand for, and what speaks for each: the candidates of one source and their features."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.link.speakers.entities import Entity, Mention, Role
from onrecord.link.speakers.roles import role_match
from onrecord.link.speakers.sources import Reading
from onrecord.link.speakers.surface import Surface
from onrecord.model import Found

Special = Literal["self", "author", "nobody"]

FEATURES = (
    "distance", "sentences", "same sentence", "sentence before", "same paragraph",
    "paragraph before", "nearest", "second nearest", "nearest fitting", "spoke last", "spoke last, same paragraph",
    "spoke before last", "often named", "share of mentions", "most named", "possessive", "governed", "opens its sentence",
    "subject of the sentence before", "mention quoted", "full form", "short form", "pronoun form", "description form",
    "sex told alike", "sex unknown", "person", "organisation", "group", "document", "poll", "place", "named",
    "in headline", "first named", "in own content", "role head", "role narrowing", "role clash", "same head word",
    "spoke last sentence", "two quotations on", "adjoins", "adjoins past a comma", "role of its own", "plural", "role known",
    "nearest subject", "spoken before", "only fitting", "no mark between", "told to hold the role",
    "sort fits", "sort differs", "sort fits, named", "same head word, named",
    "words in the name", "named only later", "role head, no clash, singular",
)  # fmt: skip


_SORTS = {
    "person": frozenset(("person", "unnamed", "generic")),
    "collective": frozenset(("organisation", "group", "place")),
    "document": frozenset(("document",)),
    "poll": frozenset(("poll",)),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate: an entity with the mention nearest before the source, or a special."""

    entity: Entity | None
    special: Special | None
    mention: Mention | None
    features: tuple[float, ...]


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


def fits(entity: Entity, question: Question) -> bool:
    """Whether number, sex and kind allow ``entity`` at all."""
    reading = question.reading
    person = entity.kind in ("person", "unnamed", "generic") or (entity.kind == "other" and entity.named)
    pronoun = reading.pronoun
    if reading.form == "pronoun":
        if pronoun in ("it", "its", "itself", "this", "that"):
            return entity.kind in ("organisation", "document", "poll", "place", "other", "group")
        if reading.plural:
            return entity.plural or entity.kind in ("organisation", "group", "poll", "place", "unnamed", "generic")
        if entity.plural or not person:
            return False
        return reading.sex is None or entity.sex is None or entity.sex == reading.sex
    if reading.form == "relative":
        return pronoun != "who" or person or entity.plural or entity.kind in ("group", "organisation", "other", "place")
    if reading.form == "description":
        if reading.plural != entity.plural and not (reading.plural and entity.kind in ("group", "organisation")):
            return False
        if reading.sex is not None and entity.sex is not None and reading.sex != entity.sex:
            return False
    return True


def options_of(question: Question, floor: Floor, specials: Sequence[Special]) -> list[Option]:
    """The candidates of a question with their features (in the order of FEATURES)."""
    relative = question.reading.form == "relative"
    near = floor.near(
        question.anchor,
        ahead=question.reading.form == "none",
        most=6 if relative else 14,
        reach=60 if relative else 900,
    )
    if question.sort == "person" and not question.reading.plural:
        seen = {e.number for e, _ in near}
        near += [(e, e.mentions[0]) for e in question.holders[:6] if e.number not in seen and e.mentions]
    near = [(e, m) for e, m in near if fits(e, question) and not _same_place(m, question)]
    made = [Option(None, one, None, question.words) for one in specials]
    last = floor.spoke[-1] if floor.spoke else (0, None)
    before_last = floor.spoke[-2][1] if len(floor.spoke) > 1 else None
    named = 0
    subject = _subject_before(near, question, floor.surface)
    nearest_subject = next(
        (e for e, m in near if m.first < question.anchor and not m.possessive and not m.governed), None
    )
    for rank, (entity, mention) in enumerate(near):
        named += entity.kind == "person"
        made.append(Option(entity, None, mention, _features(
            entity, mention, rank, question, floor, last, before_last, subject, nearest_subject, len(near), named
        )))  # fmt: skip
    return made


def _same_place(mention: Mention, question: Question) -> bool:
    return (
        question.reading.form != "none" and mention.last >= question.anchor and mention.first <= question.reading.last
    )


def _subject_before(near: Sequence[tuple[Entity, Mention]], question: Question, surface: Surface) -> Entity | None:
    """The entity that opens the sentence before the source's, so far as that shows."""
    if question.anchor >= len(surface.sentence):
        return None
    wanted = surface.sentence[question.anchor] - 1
    best: tuple[int, Entity] | None = None
    for entity, mention in near:
        opens = surface.sentence[mention.first] == wanted and not mention.governed and not mention.possessive
        if opens and (best is None or mention.first < best[0]):
            best = (mention.first, entity)
    return best[1] if best else None


def _features(
    entity: Entity, mention: Mention, rank: int, question: Question, floor: Floor, last: tuple[int, Entity | None],
    before_last: Entity | None, subject: Entity | None, nearest_subject: Entity | None, total: int, named: int,
) -> tuple[float, ...]:  # fmt: skip
    surface = floor.surface
    anchor = min(question.anchor, len(surface.words) - 1)
    sentences = surface.sentence[anchor] - surface.sentence[mention.first]
    paragraphs = surface.paragraph[anchor] - surface.paragraph[mention.first]
    tokens = max(0, anchor - mention.last)
    opens = surface.first[mention.first] or (mention.first > 0 and surface.first[mention.first - 1])
    spoke_last = last[1] is entity
    reading = question.reading
    head, share, clash = role_match(question.role, entity) if question.role is not None else (0.0, 0.0, 0.0)
    times = floor.totals.get(entity.number, 0)
    content = question.content_tokens
    inside = any(content.start <= m.first < content.stop for m in entity.mentions[:400]) if len(content) else False
    between = surface.words[mention.last + 1 : anchor] if tokens <= 3 else ("-",)
    sort_fits = question.sort is not None and entity.kind in _SORTS[question.sort]
    same_head = question.role is not None and question.role.head in entity.heads
    return (
        math.log1p(tokens) / 5.0,
        math.log1p(max(0, sentences)) / 3.0,
        float(sentences == 0),
        float(sentences == 1),
        float(paragraphs == 0),
        float(paragraphs == 1),
        float(rank == 0),
        float(rank == 1),
        float(entity.kind == "person" and named == 1),
        float(spoke_last),
        float(spoke_last and surface.paragraph[min(last[0], len(surface.paragraph) - 1)] == surface.paragraph[anchor]),
        float(before_last is entity),
        math.log1p(times) / 4.0,
        times / max(1, floor.all_mentions),
        float(entity.kind == "person" and times == floor.most),
        float(mention.possessive),
        float(mention.governed),
        float(opens),
        float(subject is entity),
        float(surface.quoted[mention.first] and not question.quoted),
        float(mention.form == "full"),
        float(mention.form == "short"),
        float(mention.form == "pronoun"),
        float(mention.form == "nominal"),
        float(reading.sex is not None and reading.sex == entity.sex),
        float(reading.sex is not None and entity.sex is None),
        float(entity.kind == "person"),
        float(entity.kind == "organisation"),
        float(entity.kind == "group"),
        float(entity.kind == "document"),
        float(entity.kind == "poll"),
        float(entity.kind == "place"),
        float(entity.named),
        float(mention.first < floor.headline_end),
        float(entity.number == 1),
        float(inside),
        head,
        share,
        clash,
        float(same_head),
        float(spoke_last and 0 <= surface.sentence[anchor] - surface.sentence[min(last[0], len(surface.sentence) - 1)] <= 1),
        float(spoke_last and before_last is entity),
        float(len(between) == 0),
        float(len(between) <= 2 and "," in between),
        float(head == 0.0 and bool(entity.roles)),
        float(entity.plural),
        float(bool(entity.roles)),
        float(nearest_subject is entity),
        float(any(e is entity for _, e in floor.spoke[-8:])),
        float(total == 1),
        float(sentences == 0 and mention.last < anchor and _unbroken(surface, mention.last + 1, anchor)),
        float(question.holder is entity),
        float(sort_fits),
        float(question.sort is not None and not sort_fits),
        float(sort_fits and entity.named),
        float(same_head and entity.named),
        _shared_words(question, entity),
        float(mention.first > anchor),
        float(head >= 0.6 and clash == 0.0 and share == 0.0),
    )  # fmt: skip


def _shared_words(question: Question, entity: Entity) -> float:
    """The share of the description's words (head and what narrows it down) that stand in the entity's name."""
    if question.role is None or question.sort == "person" or not entity.key:
        return 0.0
    wanted = question.role.narrowing | {question.role.head}
    return len(wanted & set(entity.key)) / len(wanted)


def _unbroken(surface: Surface, first: int, stop: int) -> bool:
    """Whether no quotation mark or semicolon stands between two tokens."""
    return not any(w in (";", "“", "”", '"') for w in surface.words[first : min(stop, first + 60)])
