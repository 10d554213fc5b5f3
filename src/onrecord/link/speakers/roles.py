"""Which role the article gives to whom: titles, descriptions before and after a name, "X, who heads Y", "X is the Y"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.entities import Entity, Role
from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import BOUNDARY, Nominal
from onrecord.link.speakers.runs import fold
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

_LONG = {
    "sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "prof": "professor", "dr": "doctor",
    "rev": "reverend", "cmdr": "commander", "sens": "senator", "reps": "representative", "govs": "governor",
    "congressman": "representative", "congresswoman": "representative", "premier": "minister", "chairman": "chair",
    "chairwoman": "chair", "chairperson": "chair", "head": "chief", "boss": "chief", "leader": "chief", "ceo": "chief",
    "lawmaker": "lawmaker", "frontrunner": "candidate", "front-runner": "candidate", "nominee": "candidate",
    "hopeful": "candidate", "contender": "candidate", "spokesman": "spokesperson", "spokeswoman": "spokesperson",
    "businessman": "businessperson", "businesswoman": "businessperson", "actress": "actor", "attorney": "lawyer",
    "mogul": "magnate", "tycoon": "magnate", "adviser": "advisor", "commander": "chief",
}  # fmt: skip
_EMPTY = frozenset(
    "the a an of for and 's ’s former then current new late this that his her their its ex- veteran longtime senior top".split()
)
_LEADS = {"heads": "chief", "leads": "chief", "chairs": "chair", "runs": "chief", "headed": "chief", "led": "chief", "chaired": "chair",
          "commands": "chief", "founded": "founder", "represents": "representative"}  # fmt: skip


def head_class(word: str) -> str:
    """The head word with abbreviations written out and near equals put together (chairman, chairwoman: chair)."""
    plain = fold(word).rstrip(".")
    return _LONG.get(plain, plain)


def narrowing(words: Sequence[str]) -> frozenset[str]:
    """The words that narrow a role down; nationalities and capitals as their countries."""
    countries, demonyms, capitals = lexicon.countries(), lexicon.demonyms(), lexicon.capitals()
    kept: set[str] = set()
    run: list[str] = []
    for word in (*words, ""):
        # The initials of an organisation's name stand for it: "IRGC" in "the IRGC chief".
        if word[:1].isupper() and not word.isupper():
            run.append(word)
        elif word.lower() not in ("of", "the", "and", "for", "on"):
            if len(run) > 1:
                kept.add("".join(w[0] for w in run).lower())
            run = []
    for word in words:
        plain = fold(word)
        if not plain or not plain[0].isalnum() or word.lower() in _EMPTY or plain in BOUNDARY:
            continue
        country = countries.get(word) or demonyms.get(word) or capitals.get(word)
        kept.add(fold(country) if country else plain)
    return frozenset(kept)


def role_of(surface: Surface, one: Nominal, stop: int | None = None) -> Role:
    """The role that a description states, with the phrase that follows its head ("of the guards")."""
    words = surface.words
    last = phrase_end(surface, one.last) if stop is None else stop
    inside = [words[k] for k in range(one.first, last + 1) if k != one.last]
    return Role(head_class(one.head), narrowing(inside), surface.span(one.first, last))


def phrase_end(surface: Surface, head: int, most: int = 14) -> int:
    """The last token of a description: over "of ...", "for ..." to the next mark, verb or relative pronoun."""
    words = surface.words
    last = head
    k = head + 1
    while k < len(words) and k - head <= most and surface.sentence[k] == surface.sentence[head]:
        low = words[k].lower()
        if k == last + 1 and low in ("of", "for", "at", "in", "to", "on", "from", "with"):
            k += 1
            continue
        if not (words[k][0].isalnum() or low in ("'s", "’s", ".", "&")):
            break
        if low == "." and not (
            surface.ends[k - 1] == surface.starts[k]
            and len(words[k - 1]) <= 4
            and k + 1 < len(words)
            and surface.sentence[k + 1] == surface.sentence[k]
        ):
            break
        if low in _STOPS:
            break
        last = k
        if low not in ("and", "the", "a", "an", "of") and k + 1 < len(words):
            nxt = words[k + 1].lower()
            if nxt in ("of", "for", "at", "in", "to", "on", "from"):
                k += 2
                continue
            if nxt == "and" and k + 2 < len(words) and words[k + 2][0].isupper() and words[k][0].isupper():
                k += 2
                continue
        k += 1
    while last > head and words[last].lower() in (
        "of",
        "for",
        "at",
        "in",
        "to",
        "on",
        "from",
        "and",
        "the",
        "a",
        "an",
        "with",
        ".",
    ):
        last -= 1
    return last


_STOPS = (BOUNDARY - {"of", "for", "at", "in", "to", "on", "from", "with", "and"}) | {"and", "about"}


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
        before = by_last.get(start - 1)
        if (
            before is not None
            and surface.sentence[start - 1] == surface.sentence[start]
            and not nominals[before].plural
        ):
            entity.roles.append(role_of(surface, nominals[before], nominals[before].last))
            taken[before] = entity
            entity.kind = "person"
        office = _office_ending(surface, start - 1, by_last) if before is None and start else None
        if office is not None and not nominals[office].plural:
            entity.roles.append(role_of(surface, nominals[office], start - 1))
            taken[office] = entity
            entity.kind = "person"
        comma = by_last.get(start - 2)
        if comma is None and start >= 2 and surface.words[start - 1] == ",":
            comma = _phrase_ending(surface, start - 2, by_last)
        if comma is not None and start >= 2 and surface.words[start - 1] == "," and _set_off(surface, name.last):
            one = nominals[comma]
            if one.sort == "person" and not one.plural and (one.definite or one.first + 1 < one.last):
                entity.roles.append(role_of(surface, one, start - 2))
                taken[comma] = entity
                entity.kind = "person"
        _after(surface, entity, name, nominals, by_first, taken, named)
    return taken


def _title(surface: Surface, entity: Entity, name: Name, start: int) -> None:
    words = [w for w in surface.words[start : name.first] if w[0].isalnum()]
    heads = [w for w in words if fold(w) not in ("mr", "mrs", "ms", "miss", "dr", "sir", "former", "ex")]
    if heads:
        head = next(
            (w for w in reversed(heads) if fold(w) not in ("general", "elect", "leader") or len(heads) == 1), heads[-1]
        )
        if fold(heads[-1]) == "leader":
            head = "leader"
        others = [w for w in words if w is not head]
        entity.roles.append(
            Role(head_class(head), narrowing(others), Span(surface.starts[start], surface.ends[name.first - 1]))
        )


def _phrase_ending(surface: Surface, last: int, by_last: dict[int, int]) -> int | None:
    """A description whose phrase ends at ``last`` ("the head of the guards, Name,")."""
    for k in range(last, max(-1, last - 8), -1):
        if surface.sentence[k] != surface.sentence[last] or surface.words[k] in (",", ";", ":"):
            return None
        if k in by_last and k < last:
            return by_last[k] if surface.words[k + 1] in ("of", "for", "at", "in", "to", "on") else None
    return None


def _office_ending(surface: Surface, last: int, by_last: dict[int, int]) -> int | None:
    """ "Governor of Tarn Oblast X": an office printed as a title, right before the name."""
    office = _phrase_ending(surface, last, by_last) if surface.words[last][0].isupper() else None
    if office is None:
        return None
    head = next(k for k in range(last, -1, -1) if by_last.get(k) == office)
    between = surface.words[head : last + 1]
    titled = all(w[0].isupper() or w.lower() in ("of", "the", "for", "and") for w in between)
    return office if titled and surface.sentence[head] == surface.sentence[last + 1] else None


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
    if k + 1 < total and words[k] == "," and words[k + 1].isdigit():
        k += 2
    if k >= total or surface.sentence[k] != surface.sentence[name.last]:
        return
    if words[k] in (",", "–", "—", "(", "-"):
        k += 1
        if k < total and words[k].lower() in ("who", "which"):
            k += 1
            while k < total and words[k].lower() in ("has", "have", "currently", "now", "also", "is", "was"):
                k += 1
            if k < total and words[k].lower() in _LEADS and surface.sentence[k] == surface.sentence[name.last]:
                last = phrase_end(surface, k)
                entity.roles.append(Role(_LEADS[words[k].lower()], narrowing(words[k + 1 : last + 1]), None))
                return
        strength = 1.0
    elif words[k].lower() in ("is", "was", "became", "remains", "as"):
        k += 1
        strength = 0.6
    else:
        return
    for ahead in range(k, min(k + 3, total)):
        n = by_first.get(ahead)
        if n is None:
            continue
        one = nominals[n]
        if (
            surface.sentence[one.last] != surface.sentence[name.last]
            or one.plural
            or one.sort not in ("person", "collective")
            or one.last + 1 in named  # "to X, Foreign Minister Y said": the title of whoever comes next
        ):
            return
        if one.sort == "collective" and (
            entity.kind != "person" or surface.words[one.first].lower() not in ("a", "an")
        ):
            return
        role = role_of(surface, one)
        entity.roles.append(Role(role.head, role.narrowing, role.span, strength))
        if strength == 1.0:
            taken[n] = entity
            entity.kind = "person"
        if strength == 1.0:
            _second_role(surface, entity, phrase_end(surface, one.last), nominals, by_first, taken)
        return


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


def _over_brackets(surface: Surface, k: int) -> int:
    """Past "(R-Ky.)" after a name."""
    words = surface.words
    if k < len(words) and words[k] == "(":
        for ahead in range(k + 1, min(k + 10, len(words))):
            if words[ahead] == ")":
                return ahead + 1
    return k


def role_match(wanted: Role, entity: Entity) -> tuple[float, float, float]:
    """How well ``entity`` fits a description: head class told of it (0 or 1, weighted), share of the narrowing words
    that are told of it, and 1 where another narrowing word of the same head contradicts."""
    best = (0.0, 0.0, 0.0)
    told: set[str] = set()
    for role in entity.roles:
        told |= role.narrowing | {role.head}
    share = len(wanted.narrowing & told) / len(wanted.narrowing) if wanted.narrowing else 0.0
    for role in entity.roles:
        same = role.head == wanted.head
        if not same:
            continue
        clash = 1.0 if wanted.narrowing and role.narrowing and not (wanted.narrowing & role.narrowing) else 0.0
        best = max(best, (role.strength, share, -clash))
    if best[0] == 0.0:
        as_word = 0.5 if wanted.head in told else 0.0
        return as_word, share, 0.0
    return best[0], best[1], -best[2]
