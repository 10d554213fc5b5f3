"""What opens a run of capitals before a person's name without belonging to it: "Crooked Anna Keller", "Canon Anna Keller"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.link.speakers.nominals import BOUNDARY, head_of

_PLACED = frozenset(
    "san santa santo são st saint los las el la fort port mount mt lake cape camp new north south east west".split()
)
"""Words that open the name of a place ("San Tomas"): never taken off."""
OPENERS = BOUNDARY | frozenset(
    """a an the this that these those some many most both all few one two three other former like what even besides his her
    their its our my your once today yesterday later early earlier meanwhile instead perhaps maybe yes no another each every
    either neither such same next last""".split()
) - frozenset(("may", "will", "so", "per", "said"))
"""Words that open a sentence and no name."""


def name_after(
    run: Sequence[str],
    given: Mapping[str, str],
    common: Collection[str],
    calling: Collection[str],
    bodies: Collection[str],
) -> int | None:
    """Where a person's full name starts in a run of capitals whose words before it name nobody; None where none does.

    ``given``: given names (with "?" after the sex where the word has another use); ``common``: words mostly printed
    small; ``calling``: what people are called before their names; ``bodies``: words that end no person's name.
    """
    if len(run) < 3 or _given(run[0], given) or run[0].lower() in _PLACED:
        return None
    for k in range(1, len(run) - 1):
        if not _plain(run[k - 1], given, common, calling):
            return None
        rest = run[k:]
        if len(rest) > 4 or any(word in bodies for word in rest):
            continue
        if _opens(rest, given) or (
            _calls(run[k - 1]) and not any(word.lower() in common or head_of(word.lower()) for word in rest)
        ):
            return k
    return None


def _calls(word: str) -> bool:
    """Whether the word says what somebody is ("Comedian")."""
    head = head_of(word.lower())
    return head is not None and head[1] == "person" and not head[2]


def _given(word: str, given: Mapping[str, str]) -> bool:
    return not given.get(word, "?").endswith("?")


def _plain(word: str, given: Mapping[str, str], common: Collection[str], calling: Collection[str]) -> bool:
    low = word.lower()
    if low in calling or head_of(low) is not None:
        return True
    return low in common and word not in given and not word.isupper()


def _opens(rest: Sequence[str], given: Mapping[str, str]) -> bool:
    """A given name, or initials ("K. S. Name"), and one more word that is none of them."""
    initials = sum(1 for word in rest if len(word) == 1 and word.isupper())
    return _given(rest[0], given) or (len(rest[0]) == 1 and 0 < initials < len(rest) and len(rest[-1]) > 1)


def others_name(
    first: str, rest: tuple[str, ...], known: Collection[tuple[str, ...]], forenames: Collection[str], opens: bool,
    given: Mapping[str, str],
) -> bool:  # fmt: skip
    """Whether the words after the first of a name are somebody's name in the same article, so that the first is an epithet
    ("Crooked Anna Keller" beside "Anna Keller", "Telly Anna") or opens the sentence ("Then Keller").

    ``known``: the folded names of the article, and under one word each surname of a fuller one; ``forenames``: the first
    words of fuller names; ``opens``: whether the first word opens its sentence.
    """
    if first in given:
        return False
    if len(rest) > 1 or (opens and rest[0] in forenames and _given(rest[0].capitalize(), given)):
        return rest in known or len(rest) == 1
    return opens and rest in known and (first.lower() in OPENERS or head_of(first.lower()) is not None)
