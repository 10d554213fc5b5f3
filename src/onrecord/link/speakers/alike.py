"""Whether two names can be one's, and which of them is the fuller: words only, whoever they belong to."""

from __future__ import annotations

from onrecord.link.speakers.runs import SUFFIXES, fold

_SHORT = dict(
    pair.split("=")
    for pair in """bill=william will=william billy=william bob=robert rob=robert bobby=robert dick=richard rick=richard
    jim=james jimmy=james joe=joseph tom=thomas mike=michael dave=david dan=daniel ben=benjamin sam=samuel tony=anthony
    andy=andrew steve=steven stephen=steven chris=christopher matt=matthew nick=nicholas greg=gregory jeff=jeffrey
    ken=kenneth ed=edward ted=edward liz=elizabeth beth=elizabeth kate=katherine kathy=katherine sue=susan jen=jennifer
    bernie=bernard mitt=willard jeb=john jack=john don=donald ron=ronald ray=raymond larry=lawrence jerry=gerald
    alex=alexander sasha=alexander abe=abraham al=albert gene=eugene hank=henry harry=henry pat=patrick""".split()
)


def same_person(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: surname the same, given names equal, short for one another or initials."""
    if ours == theirs:
        return True
    if ours[-1] != theirs[-1]:
        return set(ours) == set(theirs)
    one, two = ours[0], theirs[0]
    if one == two or _SHORT.get(one, one) == _SHORT.get(two, two):
        middle, other = ours[1:-1], theirs[1:-1]
        return not middle or not other or any(a[0] == b[0] for a, b in zip(middle, other, strict=False))
    if "o" in (one, two) and (part(ours, theirs) or part(theirs, ours)):
        return True  # "Ó Briain" opens with no initial
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    if min(len(one), len(two)) >= 5 and one[0] == two[0] and distance(one, two, 1) <= 1:
        return True
    return part(ours, theirs) or part(theirs, ours)


def initials(key: tuple[str, ...]) -> str:
    """The first letters of a name's words, those of its parts joined by a hyphen left out."""
    return "".join(word[0] for word in key)


def part(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    """Whether ``small`` stands in ``large`` as one run that ends it."""
    return len(small) < len(large) and large[-len(small) :] == small


def fullness(name: str) -> float:
    words = name.replace(",", " ").split()
    shouted = len(name) > 4 and name.isupper()
    return sum(0.4 if len(w.strip(".")) == 1 else 0.5 if fold(w) in SUFFIXES else 1.0 for w in words) - 0.4 * shouted


def distance(one: str, two: str, most: int) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, two, score_cutoff=most)
