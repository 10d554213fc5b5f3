"""Reading a source phrase: what its main part is, before anybody is looked for."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import DEFINITE, INDEFINITE, Nominal, head_of
from onrecord.link.speakers.runs import AFTER_NAMES
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span, Spans

Form = Literal["none", "name", "several", "pronoun", "relative", "description", "possessed", "other"]

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset("they them their theirs themselves both these those others none neither either".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
NEUTER = frozenset("it its itself this that".split())
RELATIVE = frozenset("who whom whose which that".split())
SECOND = frozenset("you your yours".split())
PRONOUNS = frozenset(SINGULAR) | PLURAL | FIRST | NEUTER | SECOND
_LEADING = frozenset(
    "even amid by from according to in with per via of as , “ ” \" ' ‘ ( said says among for — – - -- and but than while".split()
)
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


class Sources:
    """Reads source phrases of one article."""

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

    def read(self, source: Spans) -> Reading:
        """What ``source`` says; form "none" when it is empty."""
        if not source:
            return Reading("none")
        surface = self.surface
        tokens = surface.inside(Span(source[0].start, source[0].end))
        first, last = tokens.start, tokens.stop - 1
        while first <= last and (
            (surface.words[first].lower() in _LEADING and first < last) or not surface.words[first][0].isalnum()
        ):
            first += 1
        while last > first and not surface.words[last][0].isalnum() and surface.words[last] not in (")", ".", "%"):
            last -= 1
        if first > last:
            return Reading("none")
        if last > first and surface.words[last].lower() in ("both", "each", "himself", "herself", "themselves", "also"):
            last -= 1
        if last > first and surface.words[last] in ("'s", "’s"):
            last -= 1
        return self._pronoun(first, last) or self._worded(first, last)

    def _pronoun(self, first: int, last: int) -> Reading | None:
        words = self.surface.words
        low = words[first].lower()
        for mark in ("'", "’"):
            # "I'm", "they've": the source is the pronoun alone.
            stem, _, rest = low.partition(mark)
            if rest in ("m", "ve", "re", "ll", "d") and stem in PRONOUNS:
                low = stem
        main = self.surface.span(first, last)
        if first == last and low in RELATIVE - {"that"}:
            return Reading("relative", first, last, main, pronoun=low)
        if low == "whose":
            return Reading("relative", first, last, main, pronoun=low)
        if first == last and low == "that":
            return Reading("relative", first, last, main, pronoun=low)
        bare = words[first + 1 : last + 1]
        if low in PRONOUNS and (
            first == last or (low in ("he", "she", "they", "we", "i") and bare[0] in (",", "and", "himself"))
        ):
            return Reading(
                "pronoun",
                first,
                last,
                main,
                pronoun=low,
                sex=SINGULAR.get(low),
                plural=low in PLURAL or low in ("we", "us"),
            )
        if len(bare) >= 2 and bare[0].lower() == "of" and bare[1].lower() in ("them", "us", "whom", "these", "those"):
            return Reading("pronoun", first, last, main, pronoun="they", plural=True)
        return None

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

    def _worded(self, first: int, last: int) -> Reading:
        inside = self._inside(first, last)
        end = self._main_end(first, last, clauses=False)
        heads = [k for k in inside if self.names[k].first <= end]
        several = self._several(first, last, heads)
        if several is not None:
            return several
        person = self._head_person(first, end, heads)
        if person is None and end < last:
            person = self._apposed(end, last, inside)
        if person is not None:
            name = self.names[person]
            return Reading("name", first, last, name.span, name=person, sex=name.sex)
        return self._described(first, last, end, heads)

    def _main_end(self, first: int, last: int, *, clauses: bool) -> int:
        """The last token before the first comma, bracket or relative pronoun; with ``clauses`` a relative clause that
        tells who is meant stays in."""
        words = self.surface.words
        for k in range(first, last + 1):
            low = words[k].lower()
            if words[k] in _BREAKS and k > first:
                if words[k] == "," and (
                    (k + 1 <= last and words[k + 1].lower() in ("jr", "sr", "d", "r")) or self._list(k, last)
                ):
                    continue
                return k - 1
            if low in ("who", "whom", "which", "whose") and k > first and (not clauses or self._secretive(k, last)):
                return k - 1
        return last

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

    def _several(self, first: int, last: int, heads: Sequence[int]) -> Reading | None:
        """ "X and Y", "Bill and Hillary Clinton"."""
        words = self.surface.words
        if len(heads) < 2:
            if len(heads) == 1 and self._couple(first, last, heads[0]):
                return Reading("several", first, last, self.surface.span(first, last), names=tuple(heads), plural=True)
            heads = [k for k in self._inside(first, last) if self._listed(first, k)]
            if len(heads) < 2:
                return None
        people = [k for k in heads if self.names[k].kind in ("person", "other")]
        if len(people) < 2:
            return self._bodies(first, last, heads)
        if self.surface.starts[first] < self.names[people[0]].whole.start and words[first].lower() in (
            "aides",
            "supporters",
        ):
            return None
        for one, two in itertools.pairwise(people):
            between = [
                w.lower() for w in words[self.names[one].last + 1 : self.surface.at(self.names[two].whole.start)]
            ]
            joined = "and" in between or (
                between == [","] and self.names[two].last >= last - 1 and len(people) == len(heads)
            )
            named = self._named_words(heads)
            joined = joined and all(w in ("and", "of") for w in between if w.isalpha() and w not in named)
            if (
                joined
                and not any(w in ("'s", "’s", "for") for w in between)
                and self._apart(between, heads)
                and self._free(one)
            ):
                return Reading("several", first, last, self.surface.span(first, last), names=tuple(people), plural=True)
        return None

    def _named_words(self, heads: Sequence[int]) -> set[str]:
        words = self.surface.words
        return {words[n].lower() for k in heads for n in range(self.names[k].first, self.names[k].last + 1)} | {
            "ky",
            "fla",
            "r",
            "d",
        }

    def _bodies(self, first: int, last: int, heads: Sequence[int]) -> Reading | None:
        """ "both the House and the Senate": two bodies, nothing but "and" between them."""
        words = self.surface.words
        if len(heads) != 2 or self.names[heads[1]].last < last - 1:
            return None
        one, two = self.names[heads[0]], self.names[heads[1]]
        start = self.surface.at(one.whole.start)
        lead = [w.lower() for w in words[first:start]]
        between = [w.lower() for w in words[one.last + 1 : self.surface.at(two.whole.start)]]
        if all(w in ("both", "the") for w in lead) and between in (["and"], ["and", "the"]):
            opens = first + 1 if lead[:1] == ["both"] else first
            return Reading("several", first, last, self.surface.span(opens, two.last), names=tuple(heads), plural=True)
        return None

    def _apart(self, between: Sequence[str], heads: Sequence[int]) -> bool:
        """Nothing but "of PLACE" may stand between two people who are named together."""
        return "of" not in between or any(self.names[k].kind == "place" for k in heads)

    def _listed(self, first: int, k: int) -> bool:
        words = self.surface.words
        start = self.surface.at(self.names[k].whole.start)
        return start == first or words[start - 1].lower() in ("and", ",")

    def _free(self, k: int) -> bool:
        """Not a possessor and not after "of"."""
        words = self.surface.words
        start = self.surface.at(self.names[k].whole.start)
        after = words[self.names[k].last + 1] if self.names[k].last + 1 < len(words) else ""
        before = start - 1
        while before > 0 and words[before].lower() in ("the", "a", "an"):
            before -= 1
        return after not in ("'s", "’s") and (
            before < 0
            or words[before].lower()
            not in ("of", "for", "with", "from", "at", "to", "in", "on", "backing", "supporting", "against")
        )

    def _couple(self, first: int, last: int, head: int) -> bool:
        """ "Bill and Hillary Clinton" read as one name after a bare given name."""
        words = self.surface.words
        name = self.names[head]
        return (
            name.first >= first + 2
            and words[name.first - 1] == "and"
            and words[name.first - 2][0].isupper()
            and len(name.key) > 1
        )

    def _head_person(self, first: int, end: int, heads: Sequence[int]) -> int | None:
        """The person whom the main part names: the last of its names, unless that only narrows down a description."""
        words = self.surface.words
        for k in reversed(heads):
            name = self.names[k]
            start = self.surface.at(name.whole.start)
            if not self._free(k):
                continue
            if (
                name.kind == "person"
                or self.kinds[k] == "person"
                or (name.kind in ("other", "group") and start == first and name.last == end and len(name.key) > 1)
            ):
                follows = words[name.last + 1].lower() if name.last + 1 <= end else ""
                if (
                    name.last == end
                    or follows in (".", "of", "from", "in", "at", "himself", "herself", "on", "with", "for")
                    or words[end] in AFTER_NAMES
                    or (start == first and follows in ("and",))
                ):
                    if (
                        name.last < end
                        and follows not in (".",)
                        and start > first
                        and not self._described_before(first, start)
                    ):
                        return None
                    return k
                if (
                    name.last < end
                    and head_of(words[end].lower()) is None
                    and start == first
                    and not words[name.last + 1][0].isalpha()
                ):
                    return k
        return None

    def _described_before(self, first: int, start: int) -> bool:
        return self.surface.words[start - 1][0].isalnum()

    def _apposed(self, end: int, last: int, inside: Sequence[int]) -> int | None:
        """ "the CIA director, John Brennan": a name right after the main part."""
        words = self.surface.words
        for k in inside:
            start = self.surface.at(self.names[k].whole.start)
            near = start == end + 2 or (start > end + 2 and self._led_up(end + 2, start))
            after = "" if self.names[k].last == last else words[self.names[k].last + 1]
            set_off = after in ("", ",", "(", ".", "—", "–")
            if near and set_off and words[end + 1] in (",", "—", "–") and self.names[k].kind == "person":
                return k
        return None

    def _led_up(self, first: int, start: int) -> bool:
        """Whether only a description leads up to the name (", syndicated radio host NAME")."""
        words = self.surface.words
        return (
            start - first <= 5
            and all(w[0].isalpha() for w in words[first:start])
            and head_of(words[start - 1].lower()) is not None
        )

    def _described(self, first: int, last: int, end: int, heads: Sequence[int]) -> Reading:
        """A description, an organisation's or a place's name, or words of no known sort."""
        words = self.surface.words
        for k in heads:
            name = self.names[k]
            opens = self.surface.at(name.whole.start)
            if opens > first and (name.kind == "group" or (name.kind == "other" and name.key[-1].endswith("s"))):
                continue
            if (opens == first or (opens == first + 1 and words[first].lower() == "the")) and name.last >= end - (
                words[end] == ")"
            ):
                return Reading("name", first, last, name.span, name=k, sex=name.sex, plural=name.kind == "group")
        n = self._heading(first, end)
        if n is not None:
            one = self.nominals[n]
            return Reading(
                "description",
                first,
                last,
                self._clipped(first, self._main_end(first, last, clauses=True)),
                description=n,
                sex=one.sex,
                plural=one.plural,
            )
        trailing = [
            k
            for k in heads
            if self.names[k].last == end
            and self.names[k].kind in ("organisation", "place", "other", "poll")
            and not (self.names[k].kind == "other" and self.names[k].key[-1].endswith("s"))
        ]
        if (
            len(heads) > 1
            and self.surface.at(self.names[heads[0]].whole.start) - first < 2
            and self.names[heads[0]].kind == "organisation"
        ):
            trailing = []
        if trailing and self._premodified(first, trailing[-1]):
            name = self.names[trailing[-1]]
            return Reading("name", first, last, name.span, name=trailing[-1], plural=name.kind == "group")
        low = words[first].lower()
        plural = low in INDEFINITE - {"a", "an", "another"} or (low not in DEFINITE and words[end].endswith("s"))
        return Reading(
            "other", first, last, self._clipped(first, self._main_end(first, last, clauses=True)), plural=plural
        )

    def _premodified(self, first: int, k: int) -> bool:
        """Whether only modifiers stand before the name ("Pro-X super PAC Y Action")."""
        words = self.surface.words
        start = self.surface.at(self.names[k].whole.start)
        return all(
            w.lower() not in ("of", "for", "from", "at", "in", "on", "by", "to", "with", "'s", "’s")
            for w in words[first:start]
        )

    def _heading(self, first: int, end: int) -> int | None:
        """The nominal whose head heads the main part: the first that is not itself inside an "of" phrase."""
        k = bisect_left(self._nominal_lasts, first)
        if k < len(self.nominals) and self.nominals[k].last <= end:
            before = self._outside_names(first, self.nominals[k].last)
            if any(w in ("of", "for", "in", "at", "from", "with", "on") for w in before):
                return None
            return k
        return None

    def _outside_names(self, first: int, stop: int) -> list[str]:
        """The words of a range that no name covers ("University of X poll" holds no "of" of its own)."""
        covered = {n for k in self._inside(first, stop) for n in range(self.names[k].first, self.names[k].last + 1)}
        return [self.surface.words[n].lower() for n in range(first, stop) if n not in covered]

    def _clipped(self, first: int, end: int) -> Span:
        while end > first and self.surface.words[end].lower() in ("and", "or", "also", "himself", "herself"):
            end -= 1
        return self.surface.span(first, end)
