"""Which role the article gives to whom: titles, descriptions before and after a name, "X, who heads Y", "X is the Y"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers.described import ARTICLES, LINKS, STOPS, head_class, narrowing, phrase_end, role_of
from onrecord.link.speakers.entities import Entity, Role
from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import AGED, BOUNDARY, Nominal
from onrecord.link.speakers.runs import fold
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

_LEADS = {"heads": "chief", "leads": "chief", "chairs": "chair", "runs": "chief", "headed": "chief", "led": "chief", "chaired": "chair",
          "commands": "chief", "founded": "founder", "represents": "representative"}  # fmt: skip


def note_roles(
    surface: Surface, names: Sequence[Name], of: Sequence[Entity | None], nominals: Sequence[Nominal]
) -> dict[int, Entity]:
    """Write each person's roles into the entities; the descriptions that belong to a name, by position -> entity."""
    by_first = {one.first: n for n, one in enumerate(nominals)}
    by_last = {one.last: n for n, one in enumerate(nominals)}
    taken: dict[int, Entity] = {}
    named = frozenset(name.first for name in names if name.kind == "person")
    for n, name in enumerate(names):
        entity = of[n]
        if entity is None or entity.kind not in ("person", "other") or (entity.kind == "other" and len(name.key) == 1):
            continue
        start = surface.at(name.whole.start)
        if name.title:
            _title(surface, entity, name, start)
            taken.update((by_last[k], entity) for k in range(start, name.first) if k in by_last)
        before = by_last.get(start - 1)
        if (
            before is not None
            and surface.sentence[start - 1] == surface.sentence[start]
            and not nominals[before].plural
        ):
            entity.roles.append(role_of(surface, nominals[before], nominals[before].last))
            entity.sex = entity.sex or nominals[before].sex
            _note_age(surface, entity, nominals[before])
            taken[before] = entity
            entity.kind = "person"
        office = _office_ending(surface, start - 1, by_last, nominals, name) if before is None and start else None
        if office is not None and not nominals[office].plural:
            entity.roles.append(role_of(surface, nominals[office], start - 1))
            taken[office] = entity
            entity.kind = "person"
        opens = _led_up(surface, start, before is not None or name.title is not None)
        before_comma = _apposed(surface, opens, by_last) if _set_off(surface, name.last) else None
        for apposed in (before_comma, _called(surface, start, by_last)):
            one = nominals[apposed] if apposed is not None else None
            if apposed is None or one is None or one.sort != "person" or one.plural:
                continue
            if one.definite or one.first + 1 < one.last or apposed in taken or surface.words[start - 1] != ",":
                entity.roles.append(role_of(surface, one))
                entity.sex = entity.sex or one.sex
                taken[apposed] = entity
                entity.kind = "person"
        _after(surface, entity, name, nominals, by_first, taken, named)
    return taken


def _note_age(surface: Surface, entity: Entity, one: Nominal) -> None:
    """ "29-year-old striker Name" tells the age too."""
    for word in surface.words[one.first : one.last]:
        if word.endswith("-year-old"):
            entity.roles.append(Role(AGED, frozenset((word.removesuffix("-year-old"),)), None))


def _led_up(surface: Surface, start: int, told: bool) -> int:
    """The token after the comma where only a description or an article leads up to the name or title at ``start``
    (", the marine ecologist Dr Name"), else ``start``; ``told``: a description or title stands right before the name."""
    words = surface.words
    for k in range(start - 1, max(-1, start - 9), -1):
        if words[k] == ",":
            return k + 1
        low = words[k].lower()
        if not words[k][0].isalpha() or (low in BOUNDARY and low not in ("of", "for")):
            break
        if not told and k < start - 1 and low not in ARTICLES:
            continue
    return start


def _apposed(surface: Surface, start: int, by_last: dict[int, int]) -> int | None:
    """The description before the comma before ``start`` ("her predecessor, Name,")."""
    if start < 2 or surface.words[start - 1] != "," or surface.sentence[start - 2] != surface.sentence[start]:
        return None
    last = before_brackets(surface, start - 2)
    direct = by_last.get(last)
    return direct if direct is not None else _phrase_ending(surface, last, by_last)


_CALLING = frozenset(
    """who gave his her their name only as known is was asked to be called identified by himself herself calling goes the
    named wanted first under using which""".split()
)


def _called(surface: Surface, start: int, by_last: dict[int, int]) -> int | None:
    """The description of whoever is only called by the name at ``start``: "a woman who gave her name as Name"."""
    words = surface.words
    k = start - 2 if start > 1 and words[start - 1] == "," and words[start - 2].lower() == "name" else start - 1
    while k >= 0 and start - k < 9 and words[k].lower() in _CALLING:
        k -= 1
    between = {w.lower() for w in words[k + 1 : start]}
    told = between & {"name", "known", "called", "named", "identified", "goes"}
    if not told or between <= {"the", "name", "called", "first"}:
        return None  # "one lawmaker called Name" a name, or on the telephone
    if k >= 0 and words[k] == ",":
        k -= 1
    direct = by_last.get(k)
    return direct if direct is not None else _phrase_ending(surface, k, by_last)


def _title(surface: Surface, entity: Entity, name: Name, start: int) -> None:
    words = [w for w in surface.words[start : name.first] if w[0].isalnum()]
    office = next((k for k, w in enumerate(words) if k and w in ("of", "for")), len(words))
    others, words = words[office:], words[:office]  # "High Commissioner for Human Rights NAME"
    heads = [w for w in words if fold(w) not in ("mr", "mrs", "ms", "miss", "dr", "sir", "former", "ex")]
    if heads:
        head = next(
            (w for w in reversed(heads) if fold(w) not in ("general", "elect", "leader") or len(heads) == 1), heads[-1]
        )
        if fold(heads[-1]) == "leader":
            head = "leader"
        others += [w for w in words if w is not head]
        entity.roles.append(
            Role(head_class(head), narrowing(others), Span(surface.starts[start], surface.ends[name.first - 1]))
        )


def _phrase_ending(surface: Surface, last: int, by_last: dict[int, int], most: int = 8) -> int | None:
    """A description whose phrase ends at ``last`` ("the head of the guards, Name,"), of at most ``most`` tokens."""
    for k in range(last, max(-1, last - most), -1):
        if surface.sentence[k] != surface.sentence[last] or surface.words[k] in (",", ";", ":"):
            return None
        if k in by_last and k < last:
            return by_last[k] if surface.words[k + 1] in ("of", "for", "at", "in", "to", "on") else None
    return None


def _office_ending(
    surface: Surface, last: int, by_last: dict[int, int], nominals: Sequence[Nominal], name: Name
) -> int | None:
    """The office printed right before the name: "Governor of Tarn Oblast X", "the head of the Water Board X".

    Small letters inside it are read only where a rank opens the name ("the deputy chief of the Army for operations Rear
    Admiral X").
    """
    words = surface.words
    office = _phrase_ending(surface, last, by_last, 14) if words[last][0].isupper() or name.title else None
    if office is None or surface.sentence[nominals[office].last] != surface.sentence[last + 1]:
        return None
    one = nominals[office]
    between = words[one.last + 1 : last + 1]
    if one.sort != "person" or words[last].lower() in LINKS or words[last].lower() in ARTICLES:
        return None
    if not one.definite and words[one.last][0].islower():
        return None
    titled = all(w[0].isupper() or w.lower() in ("of", "the", "for", "to", "and") for w in between)
    ranked = name.title is not None and all(w[0].isalpha() and w.lower() not in STOPS for w in between)
    return office if titled or ranked else None


_SAYING = frozenset("said says told added wrote tweeted asked announced".split())
_LEADING_AWAY = frozenset(
    "about against alongside beside by for from in into of on over through to towards under via with".split()
)
"""What comes after these is not who the named is: "NAME, speaking through an interpreter"."""


def _set_off(surface: Surface, last: int) -> bool:
    return last + 1 < len(surface.words) and surface.words[last + 1] in (",", "(", "–", "—")


def _after(
    surface: Surface,
    entity: Entity,
    name: Name,
    nominals: Sequence[Nominal],
    by_first: dict[int, int],
    taken: dict[int, Entity],
    named: frozenset[int],
) -> None:
    """ ", vice chairwoman of X", ", 30, a county employee", ", who heads X", "is the Y of X", "(the X chief)"."""
    words = surface.words
    k = name.last + 1
    total = len(words)
    k = _over_brackets(surface, k)
    if k + 1 < total and words[k] in (",", "(") and words[k + 1].isdigit() and len(words[k + 1]) < 4:
        entity.roles.append(Role(AGED, frozenset((words[k + 1],)), None))
        k += 2
    if k >= total or surface.sentence[k] != surface.sentence[name.last]:
        return
    if words[k] in (",", "–", "—", "(", "-"):
        if words[k] in _DASHES and _closing(surface, k):
            return
        heading = _heading(surface, entity, name, k + 1)
        if heading is None:
            return
        k, strength = heading, 1.0
    elif words[k].lower() in ("is", "was", "became", "remains", "as"):
        k, strength = k + 1, 0.6
    else:
        return
    for ahead in range(k, min(k + 3, total)):
        n = by_first.get(ahead)
        if n is None and (words[ahead].lower() in _LEADING_AWAY or words[ahead][0] in "–—\"“”‘’«»'"):
            return  # a dateline ("TARN, NPA – The chief"), the end of a quotation ("Keller is Keller," the chief said)
        if n is None:
            continue
        one = nominals[n]
        if (
            surface.sentence[one.last] != surface.sentence[name.last]
            or one.plural
            or one.sort not in ("person", "collective")
            or (strength == 1.0 and words[one.last + 1 : one.last + 2] and words[one.last + 1] in _SAYING)
            or one.last + 1 in named  # "to X, Foreign Minister Y said": the title of whoever comes next
        ):
            return
        if one.sort == "collective" and (entity.kind != "person" or words[one.first].lower() not in ("a", "an")):
            return
        role = role_of(surface, one)
        entity.roles.append(Role(role.head, role.narrowing, role.span, strength))
        if strength == 1.0:
            taken[n] = entity
            entity.kind = "person"
            _second_role(surface, entity, phrase_end(surface, one.last), nominals, by_first, taken)
        return


_DASHES = ("-", "–", "—")


def _closing(surface: Surface, k: int) -> bool:
    """Whether the dash at ``k`` closes what another opened: "In the letter - sent to X - the lawmaker asks"."""
    first, open_dashes = k - 1, 0
    while first >= 0 and surface.sentence[first] == surface.sentence[k]:
        open_dashes += surface.words[first] in _DASHES and surface.starts[first] > surface.ends[first - 1]
        first -= 1
    return open_dashes % 2 == 1


def _second_role(
    surface: Surface,
    entity: Entity,
    last: int,
    nominals: Sequence[Nominal],
    by_first: dict[int, int],
    taken: dict[int, Entity],
) -> None:
    """ ", a manufacturer and conservative activist": the role after "and"."""
    words = surface.words
    if last + 2 >= len(words) or words[last + 1].lower() != "and":
        return
    n = by_first.get(last + 2)
    if n is not None and not nominals[n].plural and nominals[n].sort == "person" and n not in taken:
        entity.roles.append(role_of(surface, nominals[n]))
        taken[n] = entity


def _heading(surface: Surface, entity: Entity, name: Name, k: int) -> int | None:
    """Past "who is"; None where "who heads Y" was found and noted."""
    words = surface.words
    if k >= len(words) or words[k].lower() not in ("who", "which"):
        return k
    k = _over_auxiliaries(surface, k + 1)
    if k < len(words) and words[k].lower() in _LEADS and surface.sentence[k] == surface.sentence[name.last]:
        last = phrase_end(surface, k, object_first=True)
        entity.roles.append(Role(_LEADS[words[k].lower()], narrowing(words[k + 1 : last + 1]), None))
        return None
    return k


def _over_auxiliaries(surface: Surface, k: int) -> int:
    while k < len(surface.words) and surface.words[k].lower() in (
        "has",
        "have",
        "currently",
        "now",
        "also",
        "is",
        "was",
    ):
        k += 1
    return k


def _over_brackets(surface: Surface, k: int) -> int:
    """Past "(R-Ky.)" after a name."""
    words = surface.words
    if k < len(words) and words[k] == "(":
        for ahead in range(k + 1, min(k + 10, len(words))):
            if words[ahead] == ")":
                return ahead + 1
    return k


def before_brackets(surface: Surface, k: int) -> int:
    """The token before initials in brackets that end at ``k`` ("the chief of the Guard Corps (GC)"), else ``k``."""
    words = surface.words
    return k - 3 if k > 2 and words[k] == ")" and words[k - 2] == "(" and words[k - 1].isupper() else k
