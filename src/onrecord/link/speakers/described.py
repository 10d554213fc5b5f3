"""The role that a description states ("the chief of the guards"), and how well somebody's roles answer to it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.entities import Entity, Role
from onrecord.link.speakers.nominals import AGED, BOUNDARY, TIMES, Nominal
from onrecord.link.speakers.runs import fold
from onrecord.link.speakers.surface import Surface

_LONG = {
    "sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "sgt": "sergeant", "capt": "captain", "maj": "major", "adm": "admiral", "prof": "professor", "dr": "doctor",
    "rev": "reverend", "cmdr": "commander", "sens": "senator", "reps": "representative", "govs": "governor",
    "congressman": "representative", "congresswoman": "representative", "premier": "minister", "chairman": "chair",
    "chairwoman": "chair", "chairperson": "chair", "head": "chief", "boss": "chief", "leader": "chief", "ceo": "chief",
    "lawmaker": "lawmaker", "frontrunner": "candidate", "front-runner": "candidate", "nominee": "candidate",
    "hopeful": "candidate", "contender": "candidate", "spokesman": "spokesperson", "spokeswoman": "spokesperson",
    "businessman": "businessperson", "businesswoman": "businessperson", "actress": "actor", "attorney": "lawyer",
    "mogul": "magnate", "tycoon": "magnate", "adviser": "advisor", "commander-in-chief": "commander", "justice": "judge", "pm": "minister",
}  # fmt: skip
_KINDS = {
    "lawmaker": frozenset(
        "senator representative legislator deputy assemblyman assemblywoman congressperson mp member councilman".split()
    ),
    "chief": frozenset("commander director commissioner".split()),
    "commander": frozenset("chief general admiral colonel major brigadier captain".split()),
    "diplomat": frozenset("ambassador envoy minister spokesperson secretary negotiator consul".split()),
    "doctor": frozenset("physician surgeon doctor professor".split()),
    "official": frozenset("secretary minister director commissioner administrator governor mayor".split()),
    "politician": frozenset(
        "senator representative governor mayor minister president candidate lawmaker legislator".split()
    ),
    "legislator": frozenset("senator representative lawmaker assemblyman assemblywoman".split()),
    "executive": frozenset("chief president chair director founder officer".split()),
    "academic": frozenset(
        "professor historian economist scholar researcher expert scientist lecturer sociologist ecologist biologist".split()
    ),
    "scientist": frozenset(
        "researcher biologist ecologist physicist chemist geologist virologist professor climatologist".split()
    ),
    "expert": frozenset("analyst professor researcher scholar scientist".split()),
    "candidate": frozenset("senator governor president".split()),
    "officer": frozenset("general colonel captain major lieutenant sergeant commander admiral".split()),
}
"""A head word that covers others: "the lawmaker" can be a senator."""
_COVERED = 0.7
"""How strong a role is that the head word only covers."""
_EMPTY = frozenset(
    "the a an of for and 's ’s former then current new late this that his her their its ex- veteran longtime senior top".split()
)


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
        if word[:1].isupper() and not word.isupper() and word.lower() not in ARTICLES:
            run.append(word)
        elif word.lower() not in ("of", "the", "and", "for", "on"):
            if len(run) > 1:
                kept.add("".join(w[0] for w in run).lower())
            run = []
    for word in words:
        plain = fold(word)
        if plain.endswith("-year-old"):
            kept.add(plain.removesuffix("-year-old"))
            continue
        if not plain or not plain[0].isalnum() or word.lower() in _EMPTY or plain in BOUNDARY:
            continue
        country = countries.get(word) or demonyms.get(word) or capitals.get(word)
        kept.add(fold(country) if country else plain)
    return frozenset(kept)


def role_of(surface: Surface, one: Nominal, stop: int | None = None) -> Role:
    """The role that a description states, with the phrase that follows its head ("of the guards")."""
    words = surface.words
    last = phrase_end(surface, one.last) if stop is None else stop
    inside = [words[k] for k in range(one.first, last + 1) if k != one.last or one.head == AGED]
    return Role(head_class(one.head), narrowing(inside), surface.span(one.first, last))


LINKS = frozenset("of for at in to on from with".split())
_TAILS = frozenset("general emeritus elect designate".split())


def phrase_end(surface: Surface, head: int, most: int = 14, *, object_first: bool = False) -> int:
    """The last token of a description: its head, and what "of ...", "for ..." add up to the next mark, verb or pronoun.

    ``object_first``: the head is a verb ("heads the guards"), and its object follows without a preposition.
    """
    words = surface.words
    total = len(words)
    last = head
    if object_first:
        last = _object_end(surface, head + 1, head + most) or head
    elif head + 1 < total and words[head + 1].lower() in _TAILS:
        last = head + 1
    while last + 2 < total and last - head < most and surface.sentence[last + 1] == surface.sentence[head]:
        low, after = words[last + 1].lower(), words[last + 2]
        if low not in LINKS or (low == "to" and after[0].islower() and after.lower() not in ARTICLES):
            break
        end = _object_end(surface, last + 2, head + most)
        if end is None:
            break
        last = end
    return last


def _object_end(surface: Surface, first: int, most: int) -> int | None:
    """The last word of what follows a preposition; None where nothing that names follows."""
    words = surface.words
    k, last = first, None
    while k < len(words) and k <= most and surface.sentence[k] == surface.sentence[first]:
        low = words[k].lower()
        if low in ARTICLES and last is None:
            k += 1
            continue
        if (
            low == "and"
            and last is not None
            and k + 1 < len(words)
            and words[k + 1][0].isupper()
            and words[last][0].isupper()
        ):
            k += 1
            continue
        if not (words[k][0].isalnum() or low in ("'s", "’s", "&") or (low == "." and _abbreviated(surface, k))):
            break
        if (
            low in STOPS
            or low in LINKS
            or low in TIMES
            or (last is not None and words[k][0].islower() and low.endswith("ed"))
        ):
            break
        last = k
        k += 1
    return last


def _abbreviated(surface: Surface, k: int) -> bool:
    """Whether the full stop at token ``k`` belongs to the word before it and the sentence goes on."""
    close = surface.ends[k - 1] == surface.starts[k] and len(surface.words[k - 1]) <= 4
    return close and k + 1 < len(surface.words) and surface.sentence[k + 1] == surface.sentence[k]


ARTICLES = frozenset("the a an this that his her its their".split())
STOPS = (BOUNDARY - LINKS) | {"about"}


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
        if not same and role.head not in _KINDS.get(wanted.head, ()):
            continue
        clash = 1.0 if wanted.narrowing and role.narrowing and not (wanted.narrowing & role.narrowing) else 0.0
        best = max(best, (role.strength * (1.0 if same else _COVERED), share, -clash if same else 0.0))
    if best[0] == 0.0:
        as_word = 0.5 if wanted.head in told else 0.0
        return as_word, share, 0.0
    return best[0], best[1], -best[2]
