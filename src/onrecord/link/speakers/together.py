"""Sources that name several: "X and Y", "Bill and Hillary Clinton", "Keller and other ministers"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from onrecord.link.speakers.phrases import Phrases, Reading
from onrecord.model import Span

_OTHERS = frozenset("other others many several some his her their".split())


class Together(Phrases):
    """Reads the sources that name several."""

    def _several(self, first: int, last: int, heads: Sequence[int]) -> Reading | None:
        """ "X and Y", "Bill and Hillary Clinton"."""
        words = self.surface.words
        if len(heads) < 2:
            if len(heads) == 1 and self._couple(first, last, heads[0]):
                return Reading("several", first, last, self.surface.span(first, last), names=tuple(heads), plural=True)
            heads = [k for k in self._inside(first, last) if self._listed(first, k) and self._whole(k)]
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

    def _with_others(self, first: int, last: int, heads: Sequence[int]) -> Reading | None:
        """ "Keller and other ministers": a person and others who are not named."""
        words = self.surface.words
        for k in heads[:1]:
            name = self.names[k]
            start = self.surface.at(name.whole.start)
            rest = [w.lower() for w in words[name.last + 1 : name.last + 4] if w != ","]
            joined = start == first and name.kind in ("person", "group", "other") and rest[:1] == ["and"]
            if joined and rest[1:2] and rest[1] in _OTHERS and name.last + 2 <= last:
                end = self._main_end(name.last + 2, last, clauses=False)
                main = Span(name.span.start, self.surface.ends[end])
                return Reading("several", first, last, main, names=(k,), plural=True)
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

    def _whole(self, k: int) -> bool:
        """Whether a name in a list is no mere word ("Space and Technology")."""
        name = self.names[k]
        return len(name.key) > 1 or name.kind in ("person", "organisation") or name.title is not None

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
