"""What shows that a name is a body's: what the article calls it beside the name, and what bodies have and people have not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.link.speakers.body_words import OUTLET_HEADS, TRADE_HEADS, TRADES
from onrecord.link.speakers.described import head_class, phrase_end
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import Nominal, head_of
from onrecord.link.speakers.surface import Surface

_CALLED = OUTLET_HEADS | TRADE_HEADS
_WITHIN = frozenset(
    """executive ceo director chairman chairwoman chair founder co-founder employee employees shareholder shareholders investor
    investors customer customers engineer engineers coach captain manager midfielder striker goalkeeper defender winger
    subsidiary unit shares headquarters board""".split()
)
"""Who and what is of, at or for a body (a spokesman and a lawyer can be a person's)."""
_HAS = frozenset(
    """employees employee shareholder shareholders shares stock customers headquarters subsidiary stores outlets factory factories
    plant plants warehouse warehouses fans earnings revenue profits workers users passengers flights trains app subscribers
    executives franchise""".split()
)
"""What stands after a body's name or its possessive."""
_OFFICERS = frozenset("officer executive ceo cfo cto chairman chairwoman".split())
_SQUAD = frozenset(
    """coach midfielder striker goalkeeper captain winger defender skipper executive ceo director chairman chairwoman chief minister
    mayor governor""".split()
)


def note_bodies(
    surface: Surface, names: Sequence[Name], of: Sequence[Entity | None], nominals: Sequence[Nominal]
) -> dict[int, Entity]:
    """What the article calls an organisation beside its name ("the drug maker X", "X, a charity,", "X magazine"): its
    head words are written into the entity. Gives the descriptions that belong to a name, by position -> entity."""
    by_first = {one.first: n for n, one in enumerate(nominals)}
    by_last = {one.last: n for n, one in enumerate(nominals)}
    words = surface.words
    taken: dict[int, Entity] = {}
    for n, name in enumerate(names):
        entity = of[n]
        nobody = name.sex is None and name.title is None
        if entity is None or entity.kind == "place":
            continue
        if nobody and entity.kind in ("person", "other") and _like_a_body(surface, name, entity):
            entity.kind = "organisation"
        if entity.kind == "person" and not (nobody and (len(name.key) > 1 or _firm_after(surface, name))):
            continue
        start = surface.at(name.whole.start)
        beside = [by_last.get(start - 1), by_last.get(name.last + 1)]
        k = name.last + 1
        if k + 1 < len(words) and words[k] == "," and words[k + 1].lower() in ("a", "an", "the"):
            called = by_first.get(k + 1)
            beside.append(called if called is not None and _closed(surface, nominals[called]) else None)
        for place, at in enumerate(beside):
            if at is None or nominals[at].sort != "collective" or nominals[at].plural:
                continue
            one = nominals[at]
            if surface.sentence[one.last] != surface.sentence[name.first]:
                continue
            person = entity.kind == "person" and place != 1 and entity.sure > 0.5
            heads = _CALLED | TRADES if entity.kind == "organisation" else _CALLED
            if (place < 2 and one.head not in heads) or (person and len(name.key) > 1):
                continue
            entity.kind = "organisation"
            entity.heads.add(head_class(one.head))
            taken[at] = entity
    return taken


def _closed(surface: Surface, one: Nominal) -> bool:
    """Whether nothing is done by what stands after the comma ("In a post on X, the club wrote"): it only calls the name."""
    end = phrase_end(surface, one.last)
    after = surface.words[end + 1] if end + 1 < len(surface.words) else "."
    return not after[0].isalnum() or after.lower() in _CALLING_ON


_CALLING_ON = frozenset(
    "that which who whose where based run owned led founded backed funded with in at from near and".split()
)


def _firm_after(surface: Surface, name: Name) -> bool:
    """ "Nestor, the world's largest coffee company,": one word that is called a company."""
    words = surface.words
    k = name.last + 1
    if k + 2 >= len(words) or words[k] != "," or words[k + 1].lower() not in ("a", "an", "the"):
        return False
    for ahead in range(k + 2, min(k + 9, len(words))):
        low = words[ahead].lower()
        if not (words[ahead][0].isalnum() or low in ("'s", "’s")) or low in ("of", "for", "at", "in", "who", "and"):
            return False
        if low in _CALLED and ahead + 1 < len(words) and words[ahead + 1] in (",", ".", ";"):
            return True
    return False


def _like_a_body(surface: Surface, name: Name, entity: Entity) -> bool:
    """Whether the words around a name are those around a body's: "chief executive of X", "X, which", "X's shareholders"."""
    if entity.sex is not None or entity.roles or entity.sure > 0.9 or _surname(name, entity):
        return False
    words = surface.words
    if any(_branded(words[k]) for k in range(name.first, name.last + 1)) or _with_article(surface, name):
        return True
    after = [w.lower() for w in words[name.last + 1 : name.last + 3]]
    if after[:2] == [",", "which"] or (after and after[0] in _HAS):
        return True
    if after[:1] in (["'s"], ["’s"]):
        return any(w.lower() in _HAS or w.lower() in _OFFICERS for w in words[name.last + 2 : name.last + 6])
    if _squad(surface, name.last):
        return True
    start = surface.at(name.whole.start)
    if start < 2 or words[start - 1].lower() not in ("of", "at", "for"):
        return False
    within = words[start - 2].lower()
    return within in _WITHIN and head_of(within) is not None and surface.sentence[start - 2] == surface.sentence[start]


_BRAND = re.compile(r"[A-Z]?[a-z]+[A-Z][a-z]+\w*$|[A-Z][a-z]+\d+$")
_NAMED_SO = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Fitz|O|Van|Von|Du|El|Al|Bin|Ni|Nic)[A-Z]")


def _branded(word: str) -> bool:
    """ "OpenEars", "Future45": written as no person's name is."""
    return _BRAND.match(word) is not None and _NAMED_SO.match(word) is None


_FOLLOWING = frozenset("is was has had will would said says announced did does can could may , .".split())


def _with_article(surface: Surface, name: Name) -> bool:
    """ "the Northern Lantern said": a small "the" before a name that goes on with its verb."""
    words, start = surface.words, surface.at(name.whole.start)
    if start != name.first or start == 0 or words[start - 1] != "the" or name.last + 1 >= len(words):
        return False
    return words[name.last + 1] in _FOLLOWING and not name.key[-1].endswith("s") and name.key[-1] not in _PARTLY


_PARTLY = frozenset("republican democrat socialist conservative liberal".split())


def _squad(surface: Surface, last: int) -> bool:
    """ "X midfielder Anna Keller", "X head coach Anna Keller": an office or a place in a team, and its holder's name."""
    words = surface.words
    for k in range(last + 1, min(last + 4, len(words) - 1)):
        if not words[k].isalpha() or not words[k].islower() or surface.sentence[k] != surface.sentence[last]:
            return False
        if words[k] in _SQUAD:
            return words[k + 1][0].isupper()
    return False


def _surname(name: Name, entity: Entity) -> bool:
    """Whether the name is a part of somebody's fuller one."""
    return len(name.key) < len(entity.key) and entity.kind == "person"
