"""What an article offers before any speaker is looked for: its surface, names, descriptions and entities."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.link.speakers.bodies import note_bodies
from onrecord.link.speakers.described import role_match, role_of
from onrecord.link.speakers.entities import Entity, Mention, Role, entities_of, governed
from onrecord.link.speakers.names import Name, names_in
from onrecord.link.speakers.nominals import INDEFINITE, OWNING, Nominal, nominals_in
from onrecord.link.speakers.owners import OWNED, owner_of, owners_in
from onrecord.link.speakers.roles import note_roles
from onrecord.link.speakers.seats import note_seat
from onrecord.link.speakers.surface import Surface, surface_of
from onrecord.model import Block, Found, NameSpan, Span

_KINDS = {"person": "unnamed", "collective": "organisation", "document": "document", "poll": "poll"}


@dataclass(frozen=True, slots=True)
class Stage:
    """One article made ready: ``of`` gives the entity of each name, ``described`` of each description (None: none)."""

    surface: Surface
    blocks: tuple[Block, ...]
    names: tuple[Name, ...]
    of: tuple[Entity | None, ...]
    nominals: tuple[Nominal, ...]
    described: tuple[Entity | None, ...]
    apposed: frozenset[int]
    """The descriptions that stand beside a name and belong to it."""
    entities: list[Entity]
    headline_end: int
    """Number of tokens in the headline."""
    holders: dict[str, list[Entity]]
    """By class of head word, the people whom the article tells to hold such a role."""
    firsts: tuple[int, ...] = ()
    """The first token of each name."""
    people: tuple[Entity, ...] = ()
    """The people named in full, in the order of their first mention."""
    bodies: dict[str, int] = field(default_factory=dict)
    """By class of head word, how many named bodies it could describe."""
    owned: dict[tuple[str, int], Entity] = field(default_factory=dict)
    """By head and number of the owner, what belongs to a person: "Keller's campaign"."""
    whose: dict[int, int] = field(default_factory=dict)
    """By number of what belongs to somebody, the token of the first pronoun that says to whom."""

    def name_ending(self, last: int) -> int | None:
        """The position of the name that ends at token ``last``."""
        k = bisect_left(self.firsts, last + 1) - 1
        return k if k >= 0 and self.names[k].last == last else None

    def names_between(self, first: int, stop: int) -> list[tuple[Name, Entity | None]]:
        """The names that start in a range of tokens, with their entities."""
        low, high = bisect_left(self.firsts, first), bisect_left(self.firsts, stop)
        return list(zip(self.names[low:high], self.of[low:high], strict=True))


def stage_of(text: str, blocks: Sequence[Block], given: Sequence[NameSpan] = (), found: Sequence[Found] = ()) -> Stage:
    """Read names, descriptions and roles of ``text``; ``given`` are a model's named mentions, if there are any; ``found`` the
    attributions whose sources end descriptions."""
    surface = surface_of(text, blocks)
    names = names_in(surface, given)
    taken = [False] * len(surface.words)
    for name in names:
        for n in range(name.first, name.last + 1):
            taken[n] = True
    ends = frozenset(surface.before(one.source[0].end) - 1 for one in found if one.source)
    nominals = nominals_in(surface, taken, ends)
    entities, of = entities_of(surface, names)
    apposed = note_roles(surface, names, of, nominals) | note_bodies(surface, names, of, nominals)
    for name, entity in zip(names, of, strict=True):
        if entity is not None and entity.kind == "person":
            note_seat(surface, entity, name)
    holders = _holders(entities)
    owned: dict[tuple[str, int], Entity] = {}
    described = _described(surface, nominals, apposed, entities, holders, owners_in(names, of), owned)
    _polls(surface, nominals, described, entities)
    _together(surface, names, of, entities)
    _subjects(surface, taken, nominals, entities)
    heading = [block.span.end for block in blocks if block.kind == "headline"]
    headline = surface.before(heading[0]) if heading else (surface.before(text.find("\n")) if "\n" in text[:300] else 0)
    firsts = tuple(name.first for name in names)
    full = [e for e in entities if e.kind == "person" and e.named and e.fulls and e.mentions]
    people = tuple(sorted(full, key=lambda e: e.mentions[0].first))
    return Stage(
        surface,
        tuple(blocks),
        names,
        tuple(of),
        nominals,
        tuple(described),
        frozenset(apposed),
        entities,
        headline,
        holders,
        firsts,
        people,
        Counter(head for entity in entities if entity.named for head in entity.heads),
        owned,
        _whose_first(surface, nominals, described),
    )


_ALIKE = {"survey": "poll", "polling": "poll", "study": "report", "filing": "record"}
"""Heads of documents that stand for one another."""


def _holders(entities: Sequence[Entity]) -> dict[str, list[Entity]]:
    held: dict[str, list[Entity]] = {}
    for known in entities:
        for role in known.roles:
            if known.kind == "person" and known not in held.setdefault(role.head, []):
                held[role.head].append(known)
    return held


def _described(
    surface: Surface,
    nominals: Sequence[Nominal],
    apposed: dict[int, Entity],
    entities: list[Entity],
    holders: dict[str, list[Entity]],
    owners: dict[int, Entity],
    owned: dict[tuple[str, int], Entity],
) -> list[Entity | None]:
    """The entity of each description: the person it stands beside, the one it fits alone, the last of its head, or new."""
    made: list[Entity | None] = [None] * len(nominals)
    # "the survey" goes on with "a poll"
    clusters: dict[tuple[str, bool], list[tuple[Entity, frozenset[str]]]] = {}
    bodies = _bodies(entities)
    last_owned: Entity | None = None
    for n, one in enumerate(nominals):
        if n in apposed:
            made[n] = apposed[n]
            if one.sort == "collective":
                clusters.setdefault((_ALIKE.get(one.head, one.head), one.plural), []).append((apposed[n], frozenset()))
            continue
        role = role_of(surface, one)
        entity: Entity | None = _fitting(one, role, holders) or _named_body(one, role, bodies)
        owner = owner_of(surface, one, owners)
        if entity is None and owner is not None:
            entity = owned.get((OWNED[one.head], owner.number))
        elif (
            entity is None
            and one.head in ("campaign", "camp")
            and one.definite
            and one.possessor is None
            and not role.narrowing
        ):
            entity = last_owned
        if entity is not None and one.sort == "collective":
            clusters.setdefault((_ALIKE.get(one.head, one.head), one.plural), []).append((entity, role.narrowing))
        if entity is None:
            words = role.narrowing | _whose(surface, one)
            alike = clusters.setdefault((_ALIKE.get(one.head, one.head), one.plural), [])
            entity = None if _indefinite(surface, one) else _before(alike, words, one)
            if entity is None:
                entity = _new(surface, one, role, entities)
            alike.append((entity, words))
        if owner is not None:
            owned.setdefault((OWNED[one.head], owner.number), entity)
            if one.head in ("campaign", "camp"):
                last_owned = entity
        made[n] = entity
        printed = one.span.of(surface.text)
        entity.also.add(printed)
        if not entity.named and one.span.length > len(entity.name) + 3 and _own(surface, one):
            entity.name, entity.naming = printed, one.span
        entity.mentions.append(
            Mention(
                one.first, one.last, "nominal", one.span, _possessive(surface, one.last), governed(surface, one.first)
            )
        )
    return made


def _together(surface: Surface, names: Sequence[Name], of: Sequence[Entity | None], entities: list[Entity]) -> None:
    """People named together ("X and Y") as a group that a later "they" can stand for."""
    groups: dict[tuple[int, ...], Entity] = {}
    for n in range(len(names) - 1):
        one, two = of[n], of[n + 1]
        if (
            one is None
            or two is None
            or one is two
            or "person" not in (one.kind, two.kind)
            or two.kind == "place"
            or one.kind == "place"
        ):
            continue
        between = surface.words[names[n].last + 1 : surface.at(names[n + 1].whole.start)]
        if len(between) > 2 or "and" not in between:
            continue
        key = tuple(sorted((one.number, two.number)))
        span = Span(names[n].span.start, names[n + 1].span.end)
        group = groups.get(key)
        if group is not None and group.naming is not None and span.length > group.naming.length:
            group.name, group.naming = span.of(surface.text), span
        if group is None:
            group = Entity(
                len(entities) + 1,
                "group",
                span.of(surface.text),
                span,
                (),
                plural=True,
                named=False,
                members=(one, two),
            )
            group.also.add(span.of(surface.text))
            entities.append(group)
            groups[key] = group
        group.mentions.append(
            Mention(names[n].first, names[n + 1].last, "nominal", span, False, governed(surface, names[n].first))
        )


_VERBS = frozenset(
    """is are was were has have had will would can could does do did says said say shows showed finds found remains remain
    doesn't don't didn't isn't aren't wasn't hasn't doesn’t don’t didn’t isn’t aren’t wasn’t hasn’t also""".split()
)


_CLAUSES = frozenset("who which that whom whose to".split())


def _subjects(surface: Surface, taken: Sequence[bool], nominals: Sequence[Nominal], entities: list[Entity]) -> None:
    """What opens a sentence right before its verb ("The result will ..."), where no list knows its head."""
    heads = {one.last for one in nominals} | {n for n, word in enumerate(surface.words) if word in _CLAUSES}
    words = surface.words
    for n, opens in enumerate(surface.first):
        if not opens or words[n].lower() not in (
            "the",
            "a",
            "an",
            "this",
            "these",
            "those",
            "its",
            "his",
            "her",
            "their",
        ):
            continue
        k = n + 1
        while k < len(words) and k - n <= 5 and words[k][0].isalnum() and words[k].lower() not in _VERBS:
            k += 1
        if (
            k >= len(words)
            or k - n < 2
            or k - n > 5
            or words[k].lower() not in _VERBS
            or any(inside in heads for inside in range(n + 1, k))
            or taken[k - 1]
        ):
            continue
        plural = words[k - 1].endswith("s") and not words[k - 1].endswith("ss")
        span = surface.span(n, k - 1)
        entity = Entity(len(entities) + 1, "document", span.of(surface.text), span, (), plural=plural, named=False)
        entity.mentions.append(Mention(n, k - 1, "nominal", span))
        entity.also.add(entity.name)
        entities.append(entity)


def _whose(surface: Surface, one: Nominal) -> frozenset[str]:
    """The pronoun that owns a body of which each person has one: "her campaign" is not the campaign named before."""
    low = surface.words[one.possessor].lower() if one.possessor is not None else ""
    return frozenset((low,)) if one.head in OWNED and low in OWNING else frozenset()


def _whose_first(surface: Surface, nominals: Sequence[Nominal], described: Sequence[Entity | None]) -> dict[int, int]:
    made: dict[int, int] = {}
    for one, entity in zip(nominals, described, strict=True):
        if entity is not None and one.possessor is not None and _whose(surface, one):
            made.setdefault(entity.number, one.possessor)
    return made


def _polls(
    surface: Surface, nominals: Sequence[Nominal], described: list[Entity | None], entities: Sequence[Entity]
) -> None:
    """Where one poll alone goes by a name ("a Harbour News poll"), "a new poll" and "the survey" are that one."""
    asked = [(n, one, e) for n, one in enumerate(nominals) if one.sort == "poll" and (e := described[n]) is not None]
    named = {id(e): e for _, one, e in asked if _by_name(surface, one)}
    if len(named) != 1:
        return
    (poll,) = named.values()
    heads = {one.head for _, one, e in asked if e is poll}
    for n, one, entity in asked:
        if entity is not poll and _same_poll(surface, one, heads):
            described[n] = poll
            poll.mentions += [m for m in entity.mentions if m.first == one.first]
            entity.mentions = [m for m in entity.mentions if m.first != one.first]
            poll.also.add(one.span.of(surface.text))
    poll.mentions.sort(key=lambda m: m.first)


def _same_poll(surface: Surface, one: Nominal, heads: set[str]) -> bool:
    if one.plural or _by_name(surface, one) or one.possessor is not None:
        return False
    low = surface.words[one.first].lower()
    return low in ("the", "this", "that") or (one.head in heads and (low in ("a", "an") or one.first == one.last))


def _by_name(surface: Surface, one: Nominal) -> bool:
    words = surface.words[one.first : one.last]
    return any(w[0].isupper() and not surface.first[one.first + k] for k, w in enumerate(words)) and not one.plural


def _indefinite(surface: Surface, one: Nominal) -> bool:
    return surface.words[one.first].lower() in INDEFINITE


def _own(surface: Surface, one: Nominal) -> bool:
    """Whether a description can name its entity: no pronoun owns it."""
    return one.possessor is None or surface.words[one.first].lower() not in (
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "your",
    )


def _before(clusters: Sequence[tuple[Entity, frozenset[str]]], words: frozenset[str], one: Nominal) -> Entity | None:
    """The entity of the same head that a description goes on with: nothing tells them apart, and the nearest wins."""
    for entity, known in reversed(clusters[-12:]):
        if words and known and (words == known or (one.definite and (words < known or known < words))):
            return entity
        if one.definite and not words:
            return entity
    return None


def _possessive(surface: Surface, last: int) -> bool:
    return last + 1 < len(surface.words) and surface.words[last + 1] in ("'s", "’s", "'", "’")


def _fitting(one: Nominal, role: Role, with_head: dict[str, list[Entity]]) -> Entity | None:
    """The one person told to hold the role of a definite singular description."""
    if one.sort != "person" or one.plural or not one.definite or one.possessor is not None:
        return None
    fitting = [e for e in with_head.get(role.head, ()) if e.sex is None or one.sex is None or e.sex == one.sex]
    strong = [
        e
        for e in fitting
        if (m := role_match(role, e))[0] >= 0.6 and m[2] == 0.0 and (m[1] >= 0.99 or not role.narrowing)
    ]
    return strong[0] if len(strong) == 1 else None


def _bodies(entities: Sequence[Entity]) -> dict[str, list[Entity]]:
    """The named organisations by each word of their names that can head a description."""
    made: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.kind == "organisation":
            for head in entity.heads:
                made.setdefault(head, []).append(entity)
    return made


def _named_body(one: Nominal, role: Role, bodies: dict[str, list[Entity]]) -> Entity | None:
    """The one organisation whose name holds every word of a definite description ("the board of elections")."""
    if one.sort != "collective" or one.plural or not one.definite or not role.narrowing or one.possessor is not None:
        return None
    fitting = [e for e in bodies.get(role.head, ()) if one.head in e.key and role.narrowing <= set(e.key)]
    return fitting[0] if len(fitting) == 1 else None


def _new(surface: Surface, one: Nominal, role: Role, entities: list[Entity]) -> Entity:
    kind = _KINDS[one.sort]
    printed = one.span.of(surface.text)
    first = surface.words[one.first].lower()
    if one.plural and one.sort == "person":
        kind = "unnamed" if first in INDEFINITE else "generic"
    elif one.plural and one.sort == "collective":
        kind = "group"
    entity = Entity(
        len(entities) + 1, kind, printed, one.span, (), one.sex, one.plural or kind in ("poll",), named=False
    )
    entity.heads.add(role.head)
    entity.roles.append(Role(role.head, role.narrowing, None))
    entities.append(entity)
    return entity
