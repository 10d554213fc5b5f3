"""What speaks for a candidate: the features of one entity, seen from the source that could stand for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.link.speakers.body_words import TRADES
from onrecord.link.speakers.described import role_match
from onrecord.link.speakers.entities import Entity, Mention
from onrecord.link.speakers.floor import Floor, Question
from onrecord.link.speakers.surface import Surface

FEATURES = (
    # where its last mention stands
    "distance", "sentences", "same sentence", "sentence before", "same paragraph", "paragraph before", "nearest",
    "second nearest", "nearest fitting", "adjoins", "adjoins past a comma", "only fitting", "no mark between",
    "named only later",
    # what its last mention is
    "possessive", "governed", "opens its sentence", "subject of the sentence before", "nearest subject", "mention quoted",
    "full form", "short form", "pronoun form", "description form", "in headline",
    # what it has been so far
    "spoke last", "spoke last, same paragraph", "spoke last sentence", "spoke before last", "two quotations on",
    "spoken before", "often named", "share of mentions", "most named", "first named", "in own content",
    # what it is
    "sex told alike", "sex unknown", "person", "organisation", "group", "document", "poll", "place", "named", "plural",
    "named in full",
    # how a description fits it
    "role head", "role narrowing", "role clash", "role head, no clash, singular", "role known", "role of its own",
    "told to hold the role", "same head word", "same head word, named", "only named body of that head", "sort fits",
    "sort differs", "sort fits, named", "words in the name", "first named next", "first named soon",
    # among its like
    "nearest named of its sort", "most named of its sort", "of no known kind", "sure of its kind", "only described, spoke last",
    "bare body, nearest named", "bare body, most named", "bare body, spoke last", "bare person, nearest named", "bare person, most named",
    "bare person, spoke last",
    # by the order of quotation and source
    "words first, spoke last", "words first, nearest subject", "words first, subject of the sentence before", "words first, nearest fitting",
    # general words and trades
    "general word, unnamed", "general word, unnamed, nearest such", "general word, named", "body of other heads", "body of no told heads",
    # who is named only after a description that opens the article
    "body by its trade, nearest named", "body by its trade, most named", "body by its trade, spoke last",
    "coming, speaks later", "coming, speaks later, first such", "coming, nobody named before", "coming, subject", "coming, in headline",
)  # fmt: skip

_SORTS = {
    "person": frozenset(("person", "unnamed", "generic")),
    "collective": frozenset(("organisation", "group", "place")),
    "document": frozenset(("document",)),
    "poll": frozenset(("poll",)),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What all candidates of one question share: where it stands, who spoke last and before, who is subject near by."""

    question: Question
    floor: Floor
    anchor: int
    sentence: int
    paragraph: int
    spoke_at: int
    spoke: Entity | None
    spoke_before: Entity | None
    lately: frozenset[int]
    """Numbers of the last eight speakers."""
    subject: Entity | None
    nearest_subject: Entity | None
    total: int
    words_first: bool = False
    """Whether what was said comes before its source."""
    unnamed: Entity | None = None
    """The nearest single person who is only described."""
    first_person: bool = False
    """Whether nobody is named before."""
    tops: dict[str, int] = field(default_factory=dict)
    """By sort, how often the named entity of it that is mentioned most has been."""


def sort_of(entity: Entity) -> str:
    """People, bodies and the rest, told apart."""
    if entity.kind in ("person", "unnamed", "generic"):
        return "person"
    return "body" if entity.kind in ("organisation", "group") else entity.kind


def around_of(question: Question, floor: Floor, near: Sequence[tuple[Entity, Mention]]) -> Around:
    """What the candidates ``near`` of a question share."""
    surface = floor.surface
    anchor = min(question.anchor, len(surface.words) - 1)
    at, last = floor.spoke[-1] if floor.spoke else (0, None)
    return Around(
        question,
        floor,
        anchor,
        surface.sentence[anchor],
        surface.paragraph[anchor],
        min(at, len(surface.words) - 1),
        last,
        floor.spoke[-2][1] if len(floor.spoke) > 1 else None,
        frozenset(e.number for _, e in floor.spoke[-8:] if e is not None),
        _subject_before(near, question, surface),
        next((e for e, m in near if m.first < question.anchor and not m.possessive and not m.governed), None),
        len(near),
        bool(question.found.content) and surface.starts[anchor] > question.found.content[0].start,
        next((e for e, _ in near if e.kind == "unnamed" and not e.plural), None),
        not any(e.kind == "person" and e.named and m.first < question.anchor for e, m in near),
        _tops(floor, near),
    )


def _tops(floor: Floor, near: Sequence[tuple[Entity, Mention]]) -> dict[str, int]:
    tops: dict[str, int] = {}
    for entity, _ in near:
        if entity.named:
            sort = sort_of(entity)
            tops[sort] = max(tops.get(sort, 0), floor.totals.get(entity.number, 0))
    return tops


def features_of(
    around: Around, entity: Entity, mention: Mention, rank: int, people: int, alike: int
) -> tuple[float, ...]:
    """The features in the order of FEATURES. ``rank`` counts from the nearest, ``people`` the people so far, ``alike`` the
    named entities of its sort so far, itself included."""
    return (
        *_place(around, entity, mention, rank, people),
        *_mention(around, entity, mention),
        *_standing(around, entity, mention),
        *_nature(around, entity),
        *_description(around.question, entity, mention),
        float(entity.named and alike == 1),
        float(entity.named and around.floor.totals.get(entity.number, 0) == around.tops.get(sort_of(entity), 0)),
        float(entity.kind == "other"),
        entity.sure if entity.named else 0.0,
        float(not entity.named and around.spoke is entity),
        *_bare(around, entity, alike),
        *_ordered(around, entity, people),
        *_general(around, entity),
        *_trade(around, entity, alike),
        *_coming(around, entity, mention),
    )


def _bare(around: Around, entity: Entity, alike: int) -> tuple[float, ...]:
    """How a description of one head word and nothing more ("the company") meets a named entity of its sort."""
    question = around.question
    bare = question.role is not None and not question.role.narrowing and not question.reading.plural and entity.named
    if not bare or question.sort not in ("person", "collective"):
        return (0.0,) * 6
    most = around.floor.totals.get(entity.number, 0) == around.tops.get(sort_of(entity), 0)
    told = (float(alike == 1), float(most), float(around.spoke is entity))
    if question.sort == "collective":
        return (*told, 0.0, 0.0, 0.0) if sort_of(entity) == "body" else (0.0,) * 6
    return (0.0, 0.0, 0.0, *told) if entity.kind == "person" else (0.0,) * 6


def _ordered(around: Around, entity: Entity, people: int) -> tuple[float, ...]:
    """Where the quotation comes before its source ("...", he said)."""
    if not around.words_first:
        return (0.0,) * 4
    return (
        float(around.spoke is entity),
        float(around.nearest_subject is entity),
        float(around.subject is entity),
        float(entity.kind == "person" and people == 1),
    )


GENERAL = frozenset("man woman person boy girl teenager source official aide resident figure".split())
"""Words that tell nothing of whom they stand for."""


def _general(around: Around, entity: Entity) -> tuple[float, ...]:
    """ "the man", "that official": a word that tells nothing of whom it stands for; and bodies told to be of another sort."""
    question = around.question
    if question.role is None or question.reading.plural:
        return (0.0,) * 5
    general = question.role.head in GENERAL and not question.role.narrowing
    unnamed = general and entity.kind == "unnamed" and not entity.plural
    body = question.sort == "collective" and entity.named and entity.kind == "organisation"
    return (
        float(unnamed),
        float(unnamed and around.unnamed is entity),
        float(general and entity.kind == "person"),
        float(body and bool(entity.heads) and question.role.head not in entity.heads),
        float(body and not entity.heads),
    )


def _trade(around: Around, entity: Entity, alike: int) -> tuple[float, ...]:
    """ "the company", "the club": a body that the article names."""
    question = around.question
    role = question.role
    if (
        role is None
        or role.head not in TRADES
        or question.reading.plural
        or not entity.named
        or sort_of(entity) != "body"
    ):
        return (0.0,) * 3
    most = around.floor.totals.get(entity.number, 0) == around.tops.get("body", 0)
    return (float(alike == 1), float(most), float(around.spoke is entity))


def _coming(around: Around, entity: Entity, mention: Mention) -> tuple[float, ...]:
    """Who is first named after a description that opens the article."""
    question = around.question
    if entity not in question.coming:
        return (0.0,) * 5
    sourced = around.floor.sourced
    speaks = [e for e in question.coming if any(m.first in sourced for m in e.mentions)]
    return (
        float(entity in speaks),
        float(speaks[:1] == [entity]),
        float(around.first_person),
        float(not mention.governed and not mention.possessive),
        float(question.anchor < around.floor.headline_end),
    )


def _place(around: Around, entity: Entity, mention: Mention, rank: int, people: int) -> tuple[float, ...]:
    surface, anchor = around.floor.surface, around.anchor
    sentences = around.sentence - surface.sentence[mention.first]
    paragraphs = around.paragraph - surface.paragraph[mention.first]
    tokens = max(0, anchor - mention.last)
    between = surface.words[mention.last + 1 : anchor] if tokens <= 3 else ("-",)
    return (
        math.log1p(tokens) / 5.0,
        math.log1p(max(0, sentences)) / 3.0,
        float(sentences == 0),
        float(sentences == 1),
        float(paragraphs == 0),
        float(paragraphs == 1),
        float(rank == 0),
        float(rank == 1),
        float(entity.kind == "person" and people == 1),
        float(len(between) == 0),
        float(len(between) <= 2 and "," in between),
        float(around.total == 1),
        float(sentences == 0 and mention.last < anchor and _unbroken(surface, mention.last + 1, anchor)),
        float(mention.first > anchor),
    )


def _mention(around: Around, entity: Entity, mention: Mention) -> tuple[float, ...]:
    surface, first = around.floor.surface, mention.first
    return (
        float(mention.possessive),
        float(mention.governed),
        float(surface.first[first] or (first > 0 and surface.first[first - 1])),
        float(around.subject is entity),
        float(around.nearest_subject is entity),
        float(surface.quoted[first] and not around.question.quoted),
        float(mention.form == "full"),
        float(mention.form == "short"),
        float(mention.form == "pronoun"),
        float(mention.form == "nominal"),
        float(first < around.floor.headline_end),
    )


def _standing(around: Around, entity: Entity, mention: Mention) -> tuple[float, ...]:
    floor, surface = around.floor, around.floor.surface
    last, before = around.spoke is entity, around.spoke_before is entity
    times = floor.totals.get(entity.number, 0)
    content = around.question.content_tokens
    inside = len(content) > 0 and any(content.start <= m.first < content.stop for m in entity.mentions[:400])
    return (
        float(last),
        float(last and surface.paragraph[around.spoke_at] == around.paragraph),
        float(last and 0 <= around.sentence - surface.sentence[around.spoke_at] <= 1),
        float(before),
        float(last and before),
        float(entity.number in around.lately),
        math.log1p(times) / 4.0,
        times / max(1, floor.all_mentions),
        float(entity.kind == "person" and times == floor.most),
        float(entity.number == 1),
        float(inside),
    )


def _nature(around: Around, entity: Entity) -> tuple[float, ...]:
    sex = around.question.reading.sex
    return (
        float(sex is not None and sex == entity.sex),
        float(sex is not None and entity.sex is None),
        *(float(entity.kind == kind) for kind in ("person", "organisation", "group", "document", "poll", "place")),
        float(entity.named),
        float(entity.plural),
        float(entity.named and entity.fulls > 0),
    )


def _description(question: Question, entity: Entity, mention: Mention) -> tuple[float, ...]:
    known = float(bool(entity.roles))
    if question.reading.form != "description":
        return (0.0, 0.0, 0.0, 0.0, known, known, *_NO_DESCRIPTION)
    role, sort = question.role, question.sort
    head, share, clash = role_match(role, entity) if role is not None else (0.0, 0.0, 0.0)
    fits = sort is not None and entity.kind in _SORTS[sort]
    alike = role is not None and role.head in entity.heads
    return (
        head,
        share,
        clash,
        float(head >= 0.6 and clash == 0.0 and share == 0.0),
        known,
        float(head == 0.0 and bool(entity.roles)),
        float(question.holder is entity),
        float(alike),
        float(alike and entity.named),
        float(alike and entity.named and question.namesakes == 1),
        float(fits),
        float(sort is not None and not fits),
        float(fits and entity.named),
        _shared_words(question, entity),
        float(question.coming[:1] == (entity,)),
        float(entity in question.coming),
    )


_NO_DESCRIPTION = (0.0,) * 10


def _shared_words(question: Question, entity: Entity) -> float:
    """The share of the description's words (head and what narrows it down) that stand in the entity's name."""
    if question.role is None or question.sort == "person" or not entity.key:
        return 0.0
    wanted = question.role.narrowing | {question.role.head}
    return len(wanted & set(entity.key)) / len(wanted)


def _unbroken(surface: Surface, first: int, stop: int) -> bool:
    """Whether no quotation mark or semicolon stands between two tokens."""
    return not any(w in (";", "“", "”", '"') for w in surface.words[first : min(stop, first + 60)])


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
