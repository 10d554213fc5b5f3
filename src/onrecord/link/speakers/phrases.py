"""What a source phrase can be, and where its main part ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import BOUNDARY, INDEFINITE, Nominal
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

Form = Literal["none", "name", "several", "pronoun", "relative", "description", "possessed", "other"]

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset("they them their theirs themselves both these those others none neither either".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
NEUTER = frozenset("it its itself this that".split())
RELATIVE = frozenset("who whom whose which that".split())
SECOND = frozenset("you your yours".split())
PRONOUNS = frozenset(SINGULAR) | PLURAL | FIRST | NEUTER | SECOND
_OF_WHOM = frozenset(("of", "for", "to"))
_RUNNING = frozenset("candidate nominee contender hopeful frontrunner front-runner".split())
"""Who stand for an office: it is theirs, and so is the name after it."""
_APART = 7
"""Tokens between a name and the preposition that makes it somebody else's."""
_RETIRED = frozenset("retired retd rtd ret acting".split())
UNDER = frozenset(
    """of for with from at to in on backing supporting against about like than including near over under after between
    among through into via""".split()
)
"""What stands before a name that only narrows a description down."""
_BREAKS = frozenset((",", "(", "—", "–", ";", ":", "--"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source phrase says. Tokens are inclusive; ``name``/``names`` are positions among the article's names.

    ``main`` is the part that names or describes, without relative clause, age or apposition; ``description`` the
    position of the nominal that heads it.
    """

    form: Form
    first: int = -1
    last: int = -1
    main: Span | None = None
    name: int | None = None
    names: tuple[int, ...] = ()
    pronoun: str | None = None
    description: int | None = None
    sex: str | None = None
    plural: bool = False
    alone: bool = False
    """A pronoun for some of those last meant ("one", "others", "some of them")."""


class Phrases:
    """The tokens, names and descriptions of one article, as a source phrase meets them."""

    def __init__(
        self, surface: Surface, names: Sequence[Name], nominals: Sequence[Nominal], kinds: Sequence[str | None]
    ) -> None:
        """``kinds``: the kind of the entity of each name."""
        self.surface = surface
        self.names = names
        self.kinds = kinds
        self.nominals = nominals
        self._name_firsts = [n.first for n in names]
        self._nominal_lasts = [n.last for n in nominals]

    def _inside(self, first: int, last: int) -> list[int]:
        k = bisect_left(self._name_firsts, first)
        found = []
        while k < len(self.names) and self.names[k].first <= last:
            if self.names[k].last <= last or self.names[k].first == first:
                found.append(k)
            k += 1
        return found

    def _ending(self, last: int) -> list[int]:
        """The name that ends at token ``last``, if any."""
        k = bisect_left(self._name_firsts, last + 1) - 1
        return [k] if k >= 0 and self.names[k].last == last else []

    def _main_end(self, first: int, last: int, *, clauses: bool) -> int:
        """The last token before the first comma, bracket or relative pronoun; with ``clauses`` a relative clause that
        tells who is meant stays in."""
        words = self.surface.words
        for k in range(first, last + 1):
            low = words[k].lower()
            if (words[k] in _BREAKS or self._dash(k)) and k > first:
                if words[k] == "(" and self._retired(k, last):
                    continue
                if words[k] in (")", ",") and words[k - 1].lower() in _RETIRED:
                    continue
                if words[k] == "," and (
                    (k + 1 <= last and words[k + 1].lower() in ("jr", "sr", "d", "r")) or self._list(k, last)
                ):
                    continue
                return k - 1
            if low in ("who", "whom", "which", "whose") and k > first and (not clauses or self._secretive(k, last)):
                return k - 1
        return last

    def _dash(self, k: int) -> bool:
        """Whether a hyphen stands for a dash: with a space before it."""
        surface = self.surface
        return surface.words[k] == "-" and k > 0 and surface.starts[k] > surface.ends[k - 1]

    def _retired(self, k: int, last: int) -> bool:
        """ "General (retired) Name": a bracket between rank and name."""
        words = self.surface.words
        return k + 3 <= last and words[k + 1].lower() in _RETIRED and (words[k + 2] == ")" or words[k + 3] == ")")

    def _list(self, comma: int, last: int) -> bool:
        """Whether a comma parts the items of a list: "artists, writers and actors", "Liberties, Justice and Affairs"."""
        words = self.surface.words
        rest = [w.lower() for w in words[comma + 1 : last + 1]]
        if (
            "and" not in rest
            or rest[0] in ("a", "an", "the", "who", "which", "whose", "and", "his", "her")
            or not rest[0][0].isalpha()
        ):
            return False
        joint = rest.index("and")
        if any(w in ("of", "for", "who", "at", "said", "is", "was") for w in rest[: joint + 1]) or joint > 7:
            return False
        before, after = words[comma - 1], words[comma + 1]
        if before[0].isupper() != after[0].isupper():
            return False
        return before[0].isupper() or (before.endswith("s") and words[comma + joint].endswith("s"))

    def _secretive(self, k: int, last: int) -> bool:
        """Whether a relative clause only grants anonymity (it is no part of the description), or stands in a name's place."""
        rest = {w.lower() for w in self.surface.words[k : last + 1]}
        return bool(
            rest
            & {
                "authorized",
                "authorised",
                "anonymity",
                "anonymous",
                "condition",
                "named",
                "identified",
                "declined",
                "spoke",
            }
        ) or any(self.names[n].kind == "person" and self.names[n].last == k - 1 for n in self._ending(k - 1))

    def _free(self, k: int) -> bool:
        """Not a possessor and not after "of"."""
        words = self.surface.words
        start = self.surface.at(self.names[k].whole.start)
        after = words[self.names[k].last + 1] if self.names[k].last + 1 < len(words) else ""
        before = start - 1
        while before > 0 and words[before].lower() in ("the", "a", "an"):
            before -= 1
        if after in ("'s", "’s") or (before >= 0 and words[before].lower() in UNDER):
            return False
        return not self._somebody_elses(start)

    def _somebody_elses(self, start: int) -> bool:
        """Whether a name at ``start`` only tells whose somebody is, with what is said of the named before it: "the widow
        of former mayor NAME", "a lawyer for singer NAME". Not "the candidate for governor NAME", "mother of two NAME"."""
        words = self.surface.words
        k = bisect_left(self._nominal_lasts, start - 1)
        if k >= len(self.nominals) or self.nominals[k].last != start - 1 or self.nominals[k].sort != "person":
            return False
        at = self.nominals[k].first - 1
        while at > 0 and words[at][0].isalnum() and words[at].lower() not in BOUNDARY and start - at < _APART:
            at -= 1
        if at < 1 or words[at].lower() not in _OF_WHOM or words[at + 1].lower() in INDEFINITE - {"a", "an"}:
            return False
        before = bisect_left(self._nominal_lasts, at - 1)
        if before >= len(self.nominals) or self.nominals[before].last != at - 1:
            return False
        other = self.nominals[before]
        return other.sort == "person" and other.head not in _RUNNING
