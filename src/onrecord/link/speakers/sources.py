"""Reading a source phrase: what its main part is, before anybody is looked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.link.speakers.names import Name
from onrecord.link.speakers.nominals import BOUNDARY, DEFINITE, INDEFINITE, head_of
from onrecord.link.speakers.phrases import PLURAL, PRONOUNS, RELATIVE, SINGULAR, UNDER, Reading
from onrecord.link.speakers.runs import AFTER_NAMES
from onrecord.link.speakers.surface import Surface
from onrecord.link.speakers.together import Together
from onrecord.model import Span, Spans

_LEADING = frozenset(
    "even amid by from according to in with per via of as , “ ” \" ' ‘ ( said says among for — – - -- and but than while".split()
)
_ARTICLES = frozenset("the a an his her its their our my".split())
_MAYBE_BODIES = frozenset(
    """contractor subcontractor builder developer landlord client employer producer investor owners builders developers tank buyer
    seller owner parent maker member partner operator supplier rival competitor author publisher""".split()
)
_PLACING = frozenset("outside inside in at on after before during".split())
_ADDING = frozenset("about with via at to against".split())
_SEEN = frozenset(
    """seen obtained reviewed interviewed shown examined viewed quoted cited contacted reached polled surveyed commissioned
    published released conducted polled sponsored owned funded backed approached""".split()
)
"""What is done to a source by somebody who is not the source."""
_SOME = frozenset("others another neither none some several most many few".split())
_PART = _SOME | frozenset("two three four five half all each any".split())
"""Some of those last meant."""
_TO_OFFICE = frozenset("to at the of for and".split())
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}$")
"""A time of day at the head of a line."""


def words_of_theirs(surface: Surface, name: Name, end: int) -> bool:
    """ "Keller's response": somebody by their words."""
    owns = surface.words[name.last + 1] in ("'s", "’s") and name.kind in ("person", "other")
    return owns and surface.words[end].lower() in ("response", "reply", "answer", "remarks", "comments", "words")


class Sources(Together):
    """Reads source phrases of one article."""

    def read(self, source: Spans) -> Reading:
        """What ``source`` says; form "none" when it is empty."""
        if not source:
            return Reading("none")
        surface = self.surface
        tokens = surface.inside(Span(source[0].start, source[0].end))
        first, last = tokens.start, tokens.stop - 1
        while first <= last and (
            (surface.words[first].lower() in _LEADING and first < last)
            or not surface.words[first][0].isalnum()
            or (first < last and _CLOCK.match(surface.words[first]))
        ):
            first += 1
        while last > first and not surface.words[last][0].isalnum() and surface.words[last] not in (")", ".", "%"):
            last -= 1
        if first > last:
            return Reading("none")
        first = self._after_place(first, last)
        if last > first and surface.words[last].lower() in ("both", "each", "himself", "herself", "themselves", "also"):
            last -= 1
        if last > first and surface.words[last] in ("'s", "’s"):
            last -= 1
        return self._one_of(first, last) or self._pronoun(first, last) or self._worded(first, last)

    def _after_place(self, first: int, last: int) -> int:
        """Past where somebody speaks: "Outside court, the chair of trustees, NAME,"."""
        words = self.surface.words
        comma = next((k for k in range(first + 1, min(first + 5, last)) if words[k] == ","), None)
        return comma + 1 if comma is not None and words[first].lower() in _PLACING else first

    def _one_of(self, first: int, last: int) -> Reading | None:
        """ "One of them, Name,": the name, not those of whom it is one."""
        words = self.surface.words
        if last - first < 4 or words[first + 1].lower() != "of" or words[first + 3] != ",":
            return None
        named = self._apposed(first + 2, first + 2, last, self._inside(first, last))
        if named is None:
            return None
        name = self.names[named]
        return Reading("name", first, last, name.span, name=named, sex=name.sex)

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
        if low == "whose" and first < last:
            return Reading(
                "other", first + 1, last, self.surface.span(first + 1, last), plural=words[last].endswith("s")
            )
        if first == last and (low in _SOME or low == "one"):
            return Reading("pronoun", first, last, main, pronoun="they", plural=True, alone=low != "one")
        if first == last and low == "that":
            return Reading("relative", first, last, main, pronoun=low)
        bare = words[first + 1 : last + 1]
        if low in ("he", "she", "they") and len(bare) > 1 and bare[0] == "and":
            main = self.surface.span(first, self._main_end(first, last, clauses=False))
            return Reading("several", first, last, main, plural=True)  # "she and her husband"
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
            return Reading("pronoun", first, last, main, pronoun="they", plural=True, alone=low in _PART)
        return None

    def _worded(self, first: int, last: int) -> Reading:
        inside = self._inside(first, last)
        end = self._main_end(first, last, clauses=False)
        heads = [k for k in inside if self.names[k].first <= end]
        several = self._with_others(first, last, heads) or self._several(first, last, heads)
        if several is not None:
            return several
        person = self._head_person(first, end, heads)
        if (
            person is None
            and heads
            and end - self.names[heads[0]].last == 2
            and words_of_theirs(self.surface, self.names[heads[0]], end)
        ):
            person = heads[0]
        if person is None and end < last:
            person = self._apposed(first, end, last, inside)
        if person is not None:
            name = self.names[person]
            return Reading("name", first, last, name.span, name=person, sex=name.sex)
        return self._described(first, last, end, heads)

    def _head_person(self, first: int, end: int, heads: Sequence[int]) -> int | None:
        """The person whom the main part names: the last of its names, unless that only narrows down a description."""
        words = self.surface.words
        if heads and self._of_somewhere(first, heads[0]):
            return heads[0]
        for k in reversed(heads):
            name = self.names[k]
            start = self.surface.at(name.whole.start)
            if (not self._free(k) or self._narrows(first, k)) and not self._holds(first, k):
                continue
            if (
                name.kind == "person"
                or self.kinds[k] == "person"
                or (name.kind in ("other", "group") and start == first and name.last == end and len(name.key) > 1)
            ):
                follows = words[name.last + 1].lower() if name.last + 1 <= end else ""
                if (
                    name.last == end
                    or follows in (".", "of", "from", "in", "at", "himself", "herself", "on", "with", "for", "to")
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

    def _of_somewhere(self, first: int, k: int) -> bool:
        """ "Anna Keller of the far-left Tarn Unbowed": whose full name opens the source, and where they are from."""
        name = self.names[k]
        follows = self.surface.words[name.last + 1].lower() if name.last + 1 < len(self.surface.words) else ""
        opens = self.surface.at(name.whole.start) == first and name.kind == "person" and len(name.key) > 1
        return opens and follows in ("of", "from", "at", "with")

    def _narrows(self, first: int, k: int) -> bool:
        """Whether the name ``k`` stands in what a preposition adds to a description ("a study by the firm X"): not the
        person by whom something is ("calculations by Anna Keller"), unless only seen by them."""
        words = self.surface.words
        name = self.names[k]
        somebody = name.kind == "person" and (len(name.key) > 1 or name.title is not None)
        for at in range(self.surface.at(name.whole.start) - 1, first, -1):
            low, before = words[at].lower(), words[at - 1].lower()
            if low == "by":
                return before in _SEEN or not somebody
            if low in _ADDING:
                return head_of(before) is not None
        return False

    def _described_before(self, first: int, start: int) -> bool:
        return self.surface.words[start - 1][0].isalnum()

    def _apposed(self, first: int, end: int, last: int, inside: Sequence[int]) -> int | None:
        """ "the CIA director, John Brennan": a name right after the main part; a body's after what can be a body."""
        words = self.surface.words
        if end + 3 < last and words[end + 1] == "(" and words[end + 3] == ")" and words[end + 2].isupper():
            end += 3  # "the chief of the Guard Corps (GC), Name"
        if end + 2 > last or not (words[end + 1] in (",", "—", "–") or self._dash(end + 1)):
            return None
        opens = end + 3 if words[end + 1 : end + 3] == ("-", "-") else end + 2
        if any(self.names[k].last <= end and self.names[k].kind == "person" and self._free(k) for k in inside):
            return None
        for k in inside:
            name = self.names[k]
            start = self.surface.at(name.whole.start)
            if start < opens or not (start == opens or self._led_up(opens, start, name.title is not None)):
                continue
            after = "" if name.last == last else words[name.last + 1]
            if name.kind == "person" or (self.kinds[k] == "person" and name.title is not None):
                if after in ("", ",", "(", ".", "—", "–", "-", "of", "from") and not self._plural(first, end):
                    unknown = name.sex is None and name.title is None and len(name.key) > 1
                    return None if unknown and self._employers(first, end) else k
            elif self._body_of(end) and name.kind in ("organisation", "other") and after in ("", ",", "of", "—", "–"):
                return None if self._employers(first, end) else k
        return None

    def _employers(self, first: int, end: int) -> bool:
        """ "a spokeswoman for the contractor, Hallam Spanworks,": a body's name, after those for whom somebody speaks."""
        k = bisect_left(self._nominal_lasts, end)
        if k >= len(self.nominals) or self.nominals[k].last != end or k == 0 or self.nominals[k].first <= first:
            return False
        before = self.surface.words[self.nominals[k].first - 1].lower()
        person = self.nominals[k - 1].sort == "person" and self.nominals[k - 1].first <= first + 2
        return person and before in ("for", "of", "at", "from") and self._body_of(end)

    def _holds(self, first: int, k: int) -> bool:
        """ "The ambassador to the United Nations Anna Keller": who ends what "to" adds to an office."""
        words, name = self.surface.words, self.names[k]
        start = self.surface.at(name.whole.start)
        if name.kind != "person" or (len(name.key) < 2 and name.title is None):
            return False
        for t in range(start - 2, first, -1):
            head = head_of(words[t - 1].lower()) if words[t].lower() in ("to", "at") else None
            if head is not None and head[1] == "person" and not head[2]:
                return True
            if not (words[t][0].isupper() or words[t].lower() in _TO_OFFICE):
                return False
        return False

    def _plural(self, first: int, end: int) -> bool:
        """Whether the main part that ends at ``end`` describes several ("supporters of her opponent")."""
        k = bisect_left(self._nominal_lasts, end + 1) - 1
        while k > 0 and self.surface.words[self.nominals[k].first - 1].lower() in ("of", "for", "to"):
            k -= 1  # what an "of" adds is not the head
        return k >= 0 and self.nominals[k].plural and self.nominals[k].last >= first

    def _body_of(self, end: int) -> bool:
        """Whether what ends at ``end`` can be a body: "think tank", "the buyer", "its smallest member"."""
        low = self.surface.words[end].lower()
        head = head_of(low)
        return (head is not None and head[1] == "collective" and not head[2]) or low in _MAYBE_BODIES

    def _led_up(self, first: int, start: int, titled: bool) -> bool:
        """Whether only a description, or an article before a title, leads up to the name (", the radio host NAME")."""
        words = self.surface.words
        between = [w.lower() for w in words[first:start]]
        if len(between) > 7 or not all(w[0].isalpha() for w in between):
            return False
        if any(w in BOUNDARY or w in UNDER for w in between if w not in ("of", "for")):
            return False
        return titled or len(between) == 1 or between[0] in _ARTICLES or head_of(between[-1]) is not None

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
        ) or (start - 2 > first and self._body_of(start - 1) and words[start - 2] in ("'s", "’s", "'", "’"))

    def _heading(self, first: int, end: int) -> int | None:
        """The nominal whose head heads the main part: the first that is not itself inside an "of" phrase."""
        k = bisect_left(self._nominal_lasts, first)
        while k + 1 < len(self.nominals) and self.nominals[k + 1].last <= end and self._owns(self.nominals[k].last):
            k += 1  # "the mayor's office" is an office
        if k < len(self.nominals) and (
            self.nominals[k].last == end or (self.nominals[k].last < end and not self._owns(self.nominals[k].last))
        ):
            before = self._outside_names(first, self.nominals[k].last)
            if any(w in ("of", "for", "in", "at", "from", "with", "on") for w in before):
                return None
            return k
        return None

    def _owns(self, last: int) -> bool:
        """Whether a possessive ending stands within two words ("the attorney general's")."""
        words = self.surface.words
        if last + 1 < len(words) and words[last + 1] in ("'", "’"):
            return words[last].endswith("s")  # "the referees' body"
        return any(w in ("'s", "’s") for w in words[last + 1 : last + 3]) and (
            words[last + 1] in ("'s", "’s") or words[last + 1].lower() == "general"
        )

    def _outside_names(self, first: int, stop: int) -> list[str]:
        """The words of a range that no name covers ("University of X poll" holds no "of" of its own)."""
        covered = {n for k in self._inside(first, stop) for n in range(self.names[k].first, self.names[k].last + 1)}
        return [self.surface.words[n].lower() for n in range(first, stop) if n not in covered]

    def _clipped(self, first: int, end: int) -> Span:
        while end > first and self.surface.words[end].lower() in ("and", "or", "also", "himself", "herself"):
            end -= 1
        return self.surface.span(first, end)
