"""Descriptions without a name: "a senior official", "Iran's foreign minister", "the email", "some voters".

Found by rule: a head word from the lists, and to its left what can belong to it up to an article, a possessive or a
boundary. A description right before or after a name is no mention of its own but tells the role of the named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

DEFINITE = frozenset("the this that these those his her their its my our your both each".split())
INDEFINITE = frozenset(
    """a an one another some many several few most two three four five six seven eight nine ten dozens hundreds
    thousands other others any no more numerous multiple""".split()
)
OWNING = frozenset("his her their its my our your".split())
BOUNDARY = frozenset(
    """and or but nor of in on at to for by with from about into over under after before during against between among
    through without within as than like since until while when where because if though although that which who whom
    whose what how why is are was were be been being am has have had having do does did will would can could should may
    might must shall not n't he she it they we i you him them us me himself herself themselves said say says saying told
    tell tells asked ask asks called calls according via per so then there here also just only even still yet too very
    now ago up out off down back again never always often already once made make makes making got get gets went go goes
    came come comes took take takes gave give gives put let saw see sees met meet became become becomes added adding
    accused accuse urged praised backed warned""".split()
)
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december yesterday today tonight earlier meanwhile""".split()
)
_PRESS = frozenset("conference conferences service office release releases briefing briefings statement bureau".split())
_TIMED = frozenset("on in last this since from by late early".split())
_PLURALS = {"men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife", "spokespeople": "spokesperson",
            "police": "police", "media": "media", "lawmen": "lawman", "spokesmen": "spokesman", "businessmen": "businessman",
            "congressmen": "congressman", "ladies": "lady", "secretaries": "secretary", "attorneys": "attorney"}  # fmt: skip


INITIALS = {"CEO": "ceo", "CFO": "cfo", "COO": "coo", "CTO": "cto", "PM": "pm", "VP": "vice-president", "DA": "prosecutor", "MP": "mp",
            "MEP": "mep", "MSP": "msp", "AG": "attorney"}  # fmt: skip
"""Offices printed as initials, and the head word that each stands for."""
STYLES = {"honour": "judge", "honor": "judge", "holiness": "pope", "majesty": "king"}
"""What "His Honour" and the like stand for."""
NATIONAL = "national"
"""The head of "the Italian"."""
_INSIDE_NAMES = frozenset("of for and the on at".split())
AGED = "year-old"
"""The head of "the 29-year-old"."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """A description: tokens inclusive, ``head`` the singular of its head word, ``sort`` what the head is."""

    span: Span
    first: int
    last: int
    head: str
    sort: str
    """person, collective, document or poll."""
    plural: bool
    definite: bool
    sex: str | None
    possessor: int | None = None
    """Token of the possessor's last word ("Iran" in "Iran's foreign minister"), or of the possessive pronoun."""


@lru_cache(maxsize=1)
def _heads() -> dict[str, tuple[str, str, bool]]:
    """Word as printed small -> (singular, sort, plural)."""
    made: dict[str, tuple[str, str, bool]] = {}
    for name, sort in (
        ("documents", "document"),
        ("collectives", "collective"),
        ("persons", "person"),
        ("polls", "poll"),
    ):
        for word in lexicon.words(name):
            made[word] = (word, sort, name in ("documents", "polls") and word.endswith("s"))
            made.setdefault(_plural(word), (word, sort, True))
    for word, singular in _PLURALS.items():
        sort = made.get(singular, ("", "person", False))[1]
        made[word] = (singular, sort, word not in ("police", "media") or True)
    return made


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("man") and len(word) > 4:
        return word[:-3] + "men"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def head_of(word: str) -> tuple[str, str, bool] | None:
    """(singular, sort, plural) when ``word`` can head a description."""
    found = _heads().get(word)
    if found is None and word.endswith("-year-old") and word[0].isdigit():
        return AGED, "person", False
    if found is None and "-of-" in word:
        found = _heads().get(word.split("-of-", maxsplit=1)[0])  # "mother-of-three"
    if found is None and "-" in word:
        found = _heads().get(word.rsplit("-", 1)[1])
    return found


def nominals_in(surface: Surface, taken: Sequence[bool], ends: Collection[int] = ()) -> tuple[Nominal, ...]:
    """The descriptions of a text in order. ``taken`` tells, for each token, whether a name covers it; ``ends`` are the last
    tokens of sources: no description goes on past them ("the board" plans, and no "board plans")."""
    words = surface.words
    found: list[Nominal] = []
    n, total = 0, len(words)
    while n < total:
        word = words[n]
        if taken[n] and _national(surface, n):
            found.append(Nominal(surface.span(n - 1, n), n - 1, n, NATIONAL, "person", False, True, None))
        if n and words[n].lower() in STYLES and words[n - 1].lower() in ("his", "her"):
            sex = "m" if words[n - 1].lower() == "his" else "f"
            found.append(
                Nominal(surface.span(n - 1, n), n - 1, n, STYLES[words[n].lower()], "person", False, True, sex)
            )
            n += 1
            continue
        if taken[n] or not (word[0].isalpha() or word.endswith("-year-old")):
            n += 1
            continue
        head = _initials(surface, n) or head_of(word.lower())
        if head is None or (
            word[0].isupper()
            and word not in ("PAC", "PACs")
            and not surface.first[n]
            and not surface.shouting[n]
            and head[1] != "person"
        ):
            n += 1
            continue
        if n + 1 < total and n not in ends and not taken[n + 1] and (_goes_on(surface, n) or _of_the_press(surface, n)):
            n += 1
            continue
        found.append(_nominal(surface, n, head, taken))
        n += 1
    return tuple(found)


def _national(surface: Surface, n: int) -> bool:
    """ "The Italian refused": one person by nationality. "The French" are a people."""
    words = surface.words
    if n + 1 >= len(words) or words[n - 1].lower() != "the" or not n or words[n] not in lexicon.demonyms():
        return False
    if words[n].endswith(("sh", "ch", "ese", "s")):
        return False
    follows = words[n + 1]
    return not follows[0].isalnum() or follows.lower() in BOUNDARY | _SAYING or follows.endswith("ed")


_SAYING = frozenset("insists insisted admits explains thinks thought believes felt feels joked knew knows".split())


def _initials(surface: Surface, n: int) -> tuple[str, str, bool] | None:
    """ "The Tarn Motors CEO", "the PM" (not "5 PM")."""
    office = INITIALS.get(surface.words[n])
    if office == "attorney" and n and surface.words[n - 1].lower() != "the":
        return None
    return (office, "person", False) if office and n and surface.words[n - 1][0].isalpha() else None


def _goes_on(surface: Surface, n: int) -> bool:
    """Whether the next word is the head instead ("campaign manager")."""
    follows = surface.words[n + 1]
    if surface.sentence[n + 1] != surface.sentence[n] or follows.lower() in BOUNDARY:
        return False
    after = head_of(follows.lower())
    return after is not None and follows[0].islower()


def _of_the_press(surface: Surface, n: int) -> bool:
    """ "a press conference", "the council's press service": the press only tells of what sort."""
    return surface.words[n].lower() == "press" and surface.words[n + 1].lower() in _PRESS


def _nominal(surface: Surface, n: int, head: tuple[str, str, bool], taken: Sequence[bool]) -> Nominal:
    words = surface.words
    singular, sort, plural = head
    first = n
    definite = False
    determined = False
    possessor: int | None = None
    bracket = False
    for k in range(n - 1, max(-1, n - 9), -1):
        low = words[k].lower()
        if surface.sentence[k] != surface.sentence[n]:
            break
        if taken[k] and low in _INSIDE_NAMES and taken[k + 1]:
            first = k
            continue  # "a Friends of the Fen donor"
        if low in ("that", "this") and plural:
            break
        if low in TIMES and (surface.first[k] or words[k - 1].lower() in _TIMED):
            break  # "On Sunday presidential spokeswoman X": when, and not of what sort
        if low in DEFINITE:
            first, definite, determined = k, True, True
            possessor = k if low in OWNING else None
            break
        if low in INDEFINITE:
            first, determined = k, True
            if low in ("a", "an", "another") or words[k - 1].lower() not in INDEFINITE | DEFINITE:
                break
            continue
        if low in ("'s", "’s") or _bare_possessive(surface, k, taken):
            possessor = k - 1
            first, definite, determined = _possessor_start(surface, k - 1, taken), True, True
            break
        if words[k] == ")" and k >= 2 and words[k - 2] == "(" and words[k - 1].isupper():
            bracket = True  # "Corps (IRGC) chief"
            continue
        if bracket and (words[k] == "(" or words[k + 1] == ")"):
            continue
        if _parted(surface, k, n):
            break
        first = k
    if not determined and first < n:
        first = _bare_start(surface, first, n, taken)
    sex = lexicon.gendered("persons").get(singular)
    if plural:
        sex = None
    return Nominal(surface.span(first, n), first, n, singular, sort, plural, definite, sex, possessor)


def _bare_possessive(surface: Surface, k: int, taken: Sequence[bool]) -> bool:
    """ "Sanders' campaign": a name in s and a mark that closes nothing."""
    if surface.words[k] not in ("'", "’") or k == 0 or not taken[k - 1] or surface.quoted[k]:
        return False
    return surface.words[k - 1].endswith("s") and surface.starts[k] == surface.ends[k - 1]


def _parted(surface: Surface, k: int, n: int) -> bool:
    """Whether the word at ``k`` is no part of the description that the word at ``n`` heads."""
    word = surface.words[k]
    low = word.lower()
    if not word[0].isalnum() or low in BOUNDARY:
        return True
    if not word[0].islower():
        return False
    head = head_of(low) if word.endswith("s") else None
    if head is not None and head[2]:
        return True
    if low.endswith("ly") and k < n - 1 and low not in ("early", "daily", "weekly", "family"):
        return True
    before = surface.words[k - 1] if k else ""
    return low.endswith("ed") and before[:1].islower() and before.endswith("s")


def _possessor_start(surface: Surface, last: int, taken: Sequence[bool]) -> int:
    k = last
    while k > 0 and taken[k - 1] and taken[k] and surface.sentence[k - 1] == surface.sentence[k]:
        k -= 1
    if not taken[last]:
        while (
            k > 0
            and last - k < 4
            and surface.words[k - 1][0].isalnum()
            and surface.words[k - 1].lower() not in BOUNDARY
        ):
            k -= 1
            if surface.words[k].lower() in DEFINITE or surface.words[k].lower() in INDEFINITE:
                break
    elif k > 0 and surface.words[k - 1].lower() == "the":
        k -= 1
    return k


def _bare_start(surface: Surface, first: int, n: int, taken: Sequence[bool]) -> int:
    """Without an article only capitals, hyphenated words and words that other heads precede belong to it."""
    words = surface.words
    k = n
    while k > first and (
        taken[k - 1]
        or words[k - 1] in "()"
        or "-" in words[k - 1]
        or words[k - 1][0].isupper()
        or head_of(words[k - 1].lower())
        or words[k - 1].endswith(("al", "ic", "an", "ish", "ese", "ive", "ary", "or", "ior"))
    ):
        k -= 1
    return k
