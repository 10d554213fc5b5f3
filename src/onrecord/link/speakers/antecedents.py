"""The words right before "who", "which" and "that": what a relative pronoun stands for, where grammar leaves one reading."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.link.speakers.described import phrase_end
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.nominals import BOUNDARY, DEFINITE, INDEFINITE, OWNING, Nominal
from onrecord.link.speakers.stage import Stage
from onrecord.model import Span

_PEOPLE = frozenset(("person", "unnamed", "generic", "group", "other"))
_THINGS = frozenset(("organisation", "document", "poll", "place", "group", "other", "generic"))
_ADDED = frozenset("of for to from with at in on by".split())
_WHERE = frozenset("from at in on".split())
_ANYBODY = frozenset(
    "those anyone anybody someone somebody everyone everybody nobody people percent others all many some few ones".split()
)
"""What by itself is meant by whoever follows: "those who"."""
_LONGEST = 8
"""Tokens of the longest phrase that is taken for what "who" stands for."""


def antecedent(stage: Stage, first: int, pronoun: str) -> Entity | Span | None:
    """What the relative pronoun at token ``first`` stands for: an entity, or the phrase before it where that is none of the
    article's; None where more than one reading is left ("the wife of Bill Keller, who")."""
    last = _before(stage, first)
    if last is None:
        return None
    found = _ending(stage, last)
    kinds = _PEOPLE if pronoun in ("who", "whom") else _THINGS
    outer = _around(stage, last, kinds, found[1] if found is not None else last + 1)
    if found is not None and _can(found[0], kinds):
        before = stage.surface.words[_start(stage, found[1]) - 1].lower()
        if outer is not None and before in _ADDED:
            return outer if before in _WHERE or found[0].kind == "other" else None
        return found[0]
    if outer is not None:
        return outer
    return _phrase(stage, last) if found is None else None


def _before(stage: Stage, first: int) -> int | None:
    """The last token of what stands before: a comma, a dash and a bracket are passed over."""
    surface, k = stage.surface, first - 1
    while k > 0 and surface.words[k] in (",", "-", "–", "—"):
        k -= 1
    if k > 0 and surface.words[k] == ")":
        while k > 0 and surface.words[k] != "(":
            k -= 1
        k -= 1
    if k < 0 or surface.sentence[k] != surface.sentence[first] or not surface.words[k][0].isalnum():
        return None
    return k


def _ending(stage: Stage, last: int) -> tuple[Entity, int] | None:
    """The entity of the name or description that ends at token ``last``, and its first token."""
    k = stage.name_ending(last)
    if k is not None and (entity := stage.of[k]) is not None:
        return entity, stage.surface.at(stage.names[k].whole.start)
    n = bisect_left(stage.nominals, last, key=_last)
    if n < len(stage.nominals) and stage.nominals[n].last == last and (described := stage.described[n]) is not None:
        return described, stage.nominals[n].first
    return None


def _last(one: Nominal) -> int:
    return one.last


def _start(stage: Stage, first: int) -> int:
    words = stage.surface.words
    while first > 1 and words[first - 1].lower() in DEFINITE | INDEFINITE:
        first -= 1
    return max(first, 1)


def _around(stage: Stage, last: int, kinds: frozenset[str], before: int) -> Entity | None:
    """The entity of the description whose added words end at ``last``: "officials in Iowa"."""
    n = bisect_left(stage.nominals, min(before, last), key=_last) - 1
    while n >= 0 and last - stage.nominals[n].last < _LONGEST:
        one, entity = stage.nominals[n], stage.described[n]
        if stage.surface.sentence[one.last] != stage.surface.sentence[last]:
            return None
        if entity is not None and _can(entity, kinds) and phrase_end(stage.surface, one.last) == last:
            return entity
        n -= 1
    return None


def _can(entity: Entity, kinds: frozenset[str]) -> bool:
    if entity.kind == "other":
        return entity.named
    return entity.kind in kinds or (entity.plural and kinds is _PEOPLE)


def _phrase(stage: Stage, last: int) -> Entity | Span | None:
    """The phrase that ends at ``last``: from an article, a number or "those" on; the named person whom it only describes."""
    surface = stage.surface
    words, first = surface.words, last
    told = words[last].lower() in _ANYBODY
    while last - first < _LONGEST:
        low = words[first].lower()
        if low in DEFINITE or low in INDEFINITE or low[0].isdigit():
            told = True
        ahead = words[first - 1].lower() if first else ""
        if first == 0 or not ahead[0].isalnum() or (ahead in BOUNDARY and ahead not in INDEFINITE):
            break
        if (low in DEFINITE or low in ("a", "an")) and ahead not in INDEFINITE:
            break
        if surface.sentence[first - 1] != surface.sentence[last]:
            break
        first -= 1
    if not told or words[first].lower() in OWNING:
        return None
    if words[first - 1].lower() in _ADDED and words[last].lower() not in _ANYBODY:
        return None  # "one minister familiar with the talks who"
    if words[first].lower() in ("a", "an") and words[first - 1] == ",":
        k = _before(stage, first)
        named = _ending(stage, k) if k is not None else None
        if named is not None and named[0].kind == "person":
            return named[0]  # "Bill Keller (Independent), an early endorser, who"
    return surface.span(first, last)
