"""Does a printed name identify? "the Port Authority of Kell" does; "the company" is another one in each report.

Decided by the form of the words and by the kind of the speaker; the lists hold common words of news English (a few of
German), none of them drawn from a corpus.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from onrecord.resolve.names import TITLES, fold

Naming = Literal["name", "described", "nobody"]
"""name: a proper name, the same one in every report; described: a description that holds a proper name ("Kell police"),
which may be the same; nobody: no proper name in it ("police", "The company")."""

_NOBODY_KINDS = frozenset({"unnamed", "generic", "author"})
_DEFINITE = frozenset(
    "the this that these those his her its their our my both der die das den dem the".split()
)  # fmt: skip
_INDEFINITE = frozenset(
    """a an some many several few most all two three four five six dozens hundreds one another other any no various
    ein eine einige viele mehrere""".split()
)
_PLURAL_SOURCES = frozenset(
    """aides analysts authorities campaigners critics diplomats experts insiders lawyers locals mediators neighbours
    neighbors officers officials opponents people police prosecutors protesters relatives representatives residents
    source sources spokesman spokesmen spokespeople spokesperson spokeswoman supporters villagers witness witnesses""".split()
)
"""People of whom a report says no more: a capital at the head of a sentence makes no body of "Residents of Kell"."""
_COMMON = _PLURAL_SOURCES | frozenset(
    """administration agency airline airport alliance ambassador army association attorney authority bank board
    broadcaster brothers business cabinet campaign captain carrier centre center chairman chairwoman charity church city
    client club coach coalition coastguard colleague colleagues commission commissioner committee companies company
    complaint congress consortium contractor council councillor councillors country court customers defence defendant
    defense delegation department deputy developer director directors district doctor doctors document embassy
    employees employer employers executive executives family father federation firefighters firm firms fishermen
    foundation friends government governor group headteacher hospital inquiry institute investigators investors judge
    judges jury law lawyer lawmakers league letter magistrate maker manager management mayor member members memo military
    ministers minister ministry mother museum nation navy neighbour neighbor newspaper nurse nurses office officer official
    operator opposition organisation organisers organization organizers owner owners paper parents parliament parties
    partner party passengers patients players pilot poll premier presidency president press prime prosecution prosecutor
    protester publisher pupils rebels regulator report researchers resident retailer scientists school secretary senate
    senator senators senior service shareholders side soldiers staff state statement station store strikers striking
    students study suppliers survey surveys teacher teachers team teams tenants town traders tribunal troops trust union
    unions university victim victims village volunteers voters watchdog women men woman man workers
    acting another central chief civil current emergency ex federal fire foreign former health high interim junior
    leading local medical national new old opposing regional rival ruling same security social top transitional
    transport youth
    unternehmen polizei gericht ministerium minister ministerin regierung sprecher sprecherin behörden behörde
    staatsanwaltschaft anwohner bewohner verband partei gewerkschaft konzern firma""".split()
)
"""Words that, with nothing beside them, name nobody."""
_NEVER_OF_A_NAME = _PLURAL_SOURCES | TITLES | frozenset("another former local new old regional rival vice".split())
_INSTITUTIONS = frozenset(
    "administration army cabinet government military navy parliament presidency regierung".split()
)
"""Bodies of which a polity has one: "the Velland government" is a name, "Kell police" may be any of its forces."""
_WORD = re.compile(r"[^\s,;:()\"“”„]+")
_WITHIN = frozenset("of in at from for near on with to within behind inside around and von der des in aus".split())


@lru_cache(maxsize=65536)
def naming(name: str, kind: str = "person") -> Naming:
    """What a printed name tells of who is meant, across articles. Never raises; an empty name is nobody's."""
    if kind in _NOBODY_KINDS:
        return "nobody"
    if len(name) > 3 and name.isupper():
        name = name.title()  # a line of capitals tells nothing by them
    words = [word.removesuffix("'s").removesuffix("’s").strip(".'’") for word in _WORD.findall(name)]
    words = [word for word in words if word]
    definite = indefinite = False
    while words and (fold(words[0]) in _DEFINITE | _INDEFINITE) and not _mixed(words[0]):
        definite, indefinite = definite or fold(words[0]) in _DEFINITE, indefinite or fold(words[0]) in _INDEFINITE
        words = words[1:]
    common = _COMMON | TITLES if definite or indefinite else _COMMON
    titled = (indefinite and not definite) + sum(
        _capital(word) and fold(word) not in _NEVER_OF_A_NAME for word in words
    )
    # "the State Department", "One Nation": common words, each with its capital, make a name; "The company" has one
    if titled < 2 and not any(_proper(word, common) for word in words):
        return "nobody"
    head = _head(words)
    if indefinite and not definite and not _capital(head[-1]):
        return "nobody"  # "a spokesman for Harbour Bank": another one next time
    only_described = all(fold(word) in _PLURAL_SOURCES or not _capital(word) for word in head)
    if only_described or not (_capital(head[-1]) or fold(head[-1]) in _INSTITUTIONS):
        return "described"
    return "described" if kind == "group" else "name"


def _head(words: list[str]) -> list[str]:
    """The words before "of Kell", "in Kell": those that say what somebody is."""
    for at, word in enumerate(words):
        if at and word in _WITHIN:
            return words[:at]
    return words


def _capital(word: str) -> bool:
    """Written as names are: with a capital, a digit, or in a script that has none."""
    return any(ch.isupper() or ch.isdigit() or (ch.isalpha() and not ch.islower()) for ch in word)


def _proper(word: str, common: frozenset[str]) -> bool:
    parts = [fold(part) for part in re.split("[-\u2010\u2011]", word) if part]
    return _capital(word) and (_mixed(word) or any(part not in common and part != "vice" for part in parts))


def _mixed(word: str) -> bool:
    """True for capitals after the first letter ("WHO", "eBay"): a name even where its letters spell a common word."""
    return any(ch.isupper() for ch in word[1:]) and "-" not in word
