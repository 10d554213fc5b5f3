"""Whom a source can stand for: the candidates of one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.link.speakers.described import role_match
from onrecord.link.speakers.entities import Entity, Mention
from onrecord.link.speakers.features import around_of, features_of, sort_of
from onrecord.link.speakers.floor import Floor, Question

Special = Literal["self", "author", "nobody"]


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate: an entity with the mention nearest before the source, or a special."""

    entity: Entity | None
    special: Special | None
    mention: Mention | None
    features: tuple[float, ...]


_NOBODY = frozenset("nobody no none neither".split())
_GOVERNING = frozenset(
    """government administration state country nation city county town village province region district island kingdom republic
    monarchy regime delegation side""".split()
)
"""What a place's name can stand for: "the newspaper" is never a town."""


_PLATFORMS = frozenset(
    "Facebook Twitter X Instagram Telegram TikTok YouTube WhatsApp Weibo Threads Bluesky LinkedIn Signal".split()
)
"""Where things are posted: they seldom speak themselves, and no club or ministry is meant by them."""
_PLATFORM_HEADS = frozenset("company firm platform network giant site service app".split())
_LATELY = 80
"""Tokens over which the description of somebody unnamed is remembered."""


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
        if entity.name in _PLATFORMS and (question.role is None or question.role.head not in _PLATFORM_HEADS):
            return False
        if not entity.named and entity.name.partition(" ")[0].lower() in _NOBODY:
            return False
        if question.sort == "person" and entity.kind in ("organisation", "place", "document", "poll"):
            return False
        if question.sort == "collective" and (entity.kind == "unnamed" or (person and entity.sex is not None)):
            return False
        governs = question.role is not None and question.role.head in _GOVERNING
        if question.sort == "collective" and entity.kind == "place" and not governs:
            return False
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
        near += [
            (e, e.mentions[0])
            for e in question.holders[:6]
            if e.number not in seen and e.mentions and not _contradicted(e, question)
        ]
    near += [(e, e.mentions[0]) for e in question.coming]
    near = [(e, m) for e, m in near if e is not question.itself and fits(e, question) and not _same_place(m, question)]
    near = [(e, m) for e, m in near if not _another(e, question, floor.surface.text)]
    if _introduced(question):
        near = [(e, m) for e, m in near if not _only_covered(e, question)]
    made = [Option(None, one, None, question.words) for one in specials]
    around = around_of(question, floor, near)
    people = 0
    alike: dict[str, int] = {}
    for rank, (entity, mention) in enumerate(near):
        people += entity.kind == "person"
        sort = sort_of(entity)
        alike[sort] = alike.get(sort, 0) + entity.named
        made.append(Option(entity, None, mention, features_of(around, entity, mention, rank, people, alike[sort])))
    return made


def _introduced(question: Question) -> bool:
    """Whether the head of "the official" was printed of somebody unnamed before ("a Tarnish official"), and lately."""
    itself, reading = question.itself, question.reading
    if itself is None or reading.plural or question.sort != "person" or itself.kind != "unnamed":
        return False
    before = [mention.last for mention in itself.mentions if mention.last < reading.first]
    return bool(before) and reading.first - before[-1] <= _LATELY


def _only_covered(entity: Entity, question: Question) -> bool:
    """Whether a person's roles are only among what the head can mean (an official: a minister), and none is the head itself."""
    head = question.role.head if question.role is not None else ""
    return entity.kind in ("person", "unnamed") and all(role.head != head for role in entity.roles)


def _another(entity: Entity, question: Question, text: str) -> bool:
    """Whether somebody unnamed is plainly another: "the representative of Tarn" after "the representative of Brae"."""
    role = question.role
    if role is None or entity.kind != "unnamed" or not role.narrowing or not _proper(entity.name):
        return False
    words = question.reading.main.of(text) if question.reading.main is not None else ""
    same = [one.narrowing for one in entity.roles if one.head == role.head and one.narrowing]
    return bool(same) and _proper(words) and all(role.narrowing.isdisjoint(one) for one in same)


def _proper(words: str) -> bool:
    return any(word[0].isupper() for word in words.split()[1:])


def _contradicted(entity: Entity, question: Question) -> bool:
    """Whether somebody first named later holds the office of another body: "UN rights chief", and the chief of an army."""
    later = entity.mentions[0].first > question.anchor
    return later and question.role is not None and role_match(question.role, entity)[2] == 1.0


def _same_place(mention: Mention, question: Question) -> bool:
    return (
        question.reading.form != "none" and mention.last >= question.anchor and mention.first <= question.reading.last
    )
