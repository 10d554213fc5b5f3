"""Named mentions found by rule: runs of capitals, titles and particles taken apart, and of what kind each is.

A model's named mentions, where there are any, decide the kind; they never move a span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from onrecord.link.speakers.body_words import MOVEMENTS
from onrecord.link.speakers.nominals import INITIALS, head_of
from onrecord.link.speakers.offices import office_before, person_after_body, rank_start
from onrecord.link.speakers.peeling import OPENERS, name_after, others_name
from onrecord.link.speakers.runs import AFTER_NAMES, COURTESY, PARTICLES, SUFFIXES, fold
from onrecord.link.speakers.surface import Surface
from onrecord.link.speakers.titled import PARTY, WEAK, Titled
from onrecord.model import NameSpan, Span

CAPITALS_ONLY = 0.7
"""How sure it is that one word of capitals is an organisation."""
_SURE = 0.8
"""How sure a model must be that a name starts at a word that is mostly printed small."""
_ARTICLE = re.compile(r"^(?:al|el|as|ad|ar|an|at|az)-(?=.{3})")
_PARTISANS = frozenset("Republican Democrat Conservative Liberal Socialist Independent Green".split())
_GROUND = frozenset(
    "Port Lake Mount Fort Cape Camp Isle Upper Lower North South East West New Glen Inner Outer".split()
)
"""Words that open the name of a place."""
_SORTS = ("ists", "ials", "icos", "ians")
"""Endings of people of a sort ("Editorialists")."""
_RANKING = WEAK | frozenset("chief assistant associate lead head".split())
"""Words that say of what rank an office is, and open no name by themselves: "Chief Engineer"."""
_OPENING_SURNAMES = frozenset(fold(word) for word in PARTICLES) | {"o", "mhac"}
_RANKS = frozenset(
    "general major captain colonel admiral judge justice minister senator president sheikh ayatollah".split()
)
"""Titles that a surname of the article's follows ("General Hatavi"), where "General Motors" has none."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A named mention. ``span`` leaves title and possessive ending off; ``whole`` keeps the title; tokens are inclusive.

    ``kind``: person, organisation, place, group (a people, a party's members) or other; ``sure`` from 0 to 1;
    ``sex``: m, f or None; ``key``: the folded words without suffix; ``plain`` tells that no capital of the name was
    forced by the place it stands in.
    """

    span: Span
    whole: Span
    first: int
    last: int
    kind: str
    sure: float
    sex: str | None
    key: tuple[str, ...]
    title: str | None = None
    plain: bool = True

    @property
    def end(self) -> int:
        """End of the name as an offset."""
        return self.span.end


def names_in(surface: Surface, given: Sequence[NameSpan] = ()) -> tuple[Name, ...]:
    """The named mentions of a text in order. ``given``: what a model found (kinds are taken from it)."""
    return _Reader(surface, given).read()


class _Reader(Titled):
    """One pass over the tokens for running text, a second over headings with the names that the first found."""

    def __init__(self, surface: Surface, given: Sequence[NameSpan]) -> None:
        super().__init__(surface)
        self.given = sorted(given, key=lambda n: n.span)
        self.given_starts = [n.span.start for n in self.given]
        self.nobodys = self.organisations | self.things
        self.offices = self.titles | self.roles
        self.small = frozenset(word for word in surface.words if word.islower())
        self.opened = frozenset(
            n.span.start for n in self.given if n.kind in ("person", "organisation") and n.score >= _SURE
        )

    def read(self) -> tuple[Name, ...]:
        running = self._pass(shouting=False)
        for name in running:
            if name.plain and name.kind != "other":
                self.known.update(fold(w) for w in self.surface.words[name.first : name.last + 1])
        found = running + (self._pass(shouting=True) if any(self.surface.shouting) else [])
        found = self._bare(found)
        found.sort(key=lambda n: n.span)
        fuller = [name.key for name in found if len(name.key) > 1]
        several = {
            key[-1]
            for key in fuller
            if key[0] not in self.common and key[0] not in self.titles and key[0] not in self.roles
        }
        people = {
            w for name in found if name.kind == "person" and len(name.key) > 1 for w in (name.key[0], name.key[-1])
        }
        kept = (self._voted(name, people) for name in found if not self._calling(name, several))
        return tuple(name for name in kept if not self._noun(name))

    def _calling(self, name: Name, several: set[str]) -> bool:
        """One capital word that says what somebody is ("Doctor", "Chief Engineer", "Fishermen") and ends no fuller name."""
        if len(name.key) != 1 or not _ranked(name.title):
            return False
        word, printed = name.key[0], self.surface.words[name.first]
        if word in several or printed in self.families or printed in self.organisations:
            return False
        head = head_of(word)
        return word in self.titles or word in self.roles or (head is not None and head[1] == "person" and head[2])

    def _noun(self, name: Name) -> bool:
        """One word that only the head of a sentence prints with a capital ("Grid operator ...", "Allotment holders ...")."""
        words, n = self.surface.words, name.first
        if len(name.key) != 1 or name.plain or name.title is not None or name.kind in ("place", "group", "poll"):
            return False
        if name.sure > 0.7 or not self.surface.first[n] or name.key[0] in self.known:
            return False
        if name.kind == "organisation":
            return words[n].lower() in self.small and n + 1 < len(words) and head_of(words[n + 1]) is not None
        return words[n].lower() in self.small or (n + 1 < len(words) and head_of(words[n + 1]) is not None)

    def _bare(self, found: list[Name]) -> list[Name]:
        """The names without a first word that the article's other names show to be none of theirs."""
        several = [name for name in found if len(name.key) > 1]
        known = {name.key for name in found} | {(name.key[-1],) for name in several}
        forenames = {name.key[0] for name in several if name.kind == "person"}
        made = []
        for name in found:
            if len(name.key) > 1 and name.title is None and name.kind not in ("organisation", "place"):
                word = self.surface.words[name.first]
                fuller = any(one.key[1:] == name.key[1:] and one.key != name.key for one in several)
                if word.lower() in _RANKS and any(one.key[-1:] == name.key[1:] and len(one.key) > 1 for one in several):
                    name = self._name(name.first + 1, name.last, name.first, titled=True)
                elif name.key[1] in _OPENING_SURNAMES and not fuller and word.lower() not in self.common | OPENERS:
                    pass  # "Seán Mac an tSaoir": a given name that no list knows, before a surname of several words
                elif others_name(
                    word, name.key[1:], known, forenames, self.surface.first[name.first], self.first_names
                ):
                    name = self._name(name.first + 1, name.last, name.first + 1)
            made.append(name)
        return made

    def _pass(self, *, shouting: bool) -> list[Name]:
        found: list[Name] = []
        n, total = 0, len(self.surface.words)
        flags = self.surface.shouting
        while n < total:
            if flags[n] != shouting or not self._opens(n):
                n += 1
                continue
            last = self._extend(n)
            found += self._taken_apart(n, last)
            n = last + 1
        return found

    # -- taking a run apart ----------------------------------------------------------------------------------

    def _taken_apart(self, first: int, last: int) -> list[Name]:
        """A run of capitals as title and name, or as an organisation or place before a person."""
        words = self.surface.words
        if first == last and first and words[first] in INITIALS and words[first - 1].lower() == "the":
            return []  # "the AG"
        while last > first and words[last] in INITIALS and words[last] != "AG":
            last -= 1  # "Tarn Motors CEO": the firm, and whoever leads it (but "Tarn Motors AG")
        run = [n for n in range(first, last + 1) if words[n] != "."]
        cut = self._after_title(run)
        if cut is not None:
            if all(words[n].lower() in _RANKING for n in run[:cut]) and self._office(run[cut:]):
                return []  # "Chief Executive Officer": of what rank, and an office
            name = self._name(run[cut], last, first, titled=True)
            if office_before(self.surface, first, self.offices):
                # "Commander of the Fleet Rear Admiral X": the body ends the office before, and the rank begins the name.
                rank = rank_start([words[n].lower() for n in run], cut, self.titles | COURTESY)
                body = [self._seat(run[0], run[rank - 1])] if rank else []
                return [*body, self._name(run[cut], last, run[rank], titled=True)]
            return [*self._bodies(run[:cut]), name]
        cut = self._role_of(run)
        if cut is not None:
            return self._taken_apart(run[cut], last) if cut < len(run) else []
        if office_before(self.surface, first, self.offices):
            cut = person_after_body([words[n] for n in run], self.first_names, self.nobodys, self.common)
            if cut is not None:
                return [self._seat(run[0], run[cut - 1]), self._name(run[cut], last, run[cut])]
        cut = name_after([words[n] for n in run], self.first_names, self.common, self.titles, self.nobodys)
        if cut is not None:
            return self._taken_apart(run[cut], last)
        cut = self._after_body(run)
        if cut is not None:
            return [self._name(run[0], run[cut - 1], run[0]), self._name(run[cut], last, run[cut])]
        low = [words[n].lower() for n in run]
        courtesy = len(run) > 1 and low[0] in COURTESY
        if courtesy:
            return [self._name(run[1], last, first, titled=True)]
        if words[run[-1]] in ("Show", "Report", "Hour") and len(run) > 2 and self._plain_given(words[run[0]]):
            return [self._name(first, run[-2], first)]
        only_titles = all(w in self.titles or w in self.roles or w in ("of", "the") for w in low)
        if only_titles and (words[run[-1]] not in self.organisations or (len(run) == 1 and low[0] in COURTESY)):
            if len(run) > 1 or low[0] in COURTESY:
                return []
            return self._outlet(first, last) or [self._name(first, last, first)]
        if self._office(run):
            return []
        if len(run) > 1 and words[run[-1]] in _PARTISANS and " ".join(words[n] for n in run[:-1]) in self.places:
            return [self._name(first, run[-2], first)]  # "the Texas Republican": of what party, and from where
        return [self._name(first, last, first)]

    def _office(self, run: Sequence[int]) -> bool:
        """ "Regional Commissioner": an office in capitals, and nobody's name."""
        words = self.surface.words
        low = [words[n].lower() for n in run]
        plain = all(w in self.common or w in self.titles or w in self.roles for w in low[:-1])
        known = any(words[n] in self.organisations or words[n] in self.first_names for n in run)
        return len(run) > 1 and low[-1] in self.roles and plain and not known

    def _outlet(self, first: int, last: int) -> list[Name]:
        """ "The Advocate", the article in capitals inside a sentence: what would be an office is an outlet's name."""
        words = self.surface.words
        if first != last or not first or words[first - 1] != "The" or self.surface.shouting[first]:
            return []
        if self.surface.first[first - 1] and ("The", words[first]) not in self.pairs:
            return []
        return [replace(self._name(first - 1, last, first - 1), kind="organisation", sure=0.8)]

    def _seat(self, first: int, last: int) -> Name:
        """The body or place whose office somebody holds: never a person."""
        made = self._name(first, last, first)
        return replace(made, kind="organisation", sure=0.6) if made.kind == "person" else made

    def _bodies(self, run: Sequence[int]) -> list[Name]:
        """The organisation or place that opens a title ("Iranian Foreign Minister" none, "Florida Gov." Florida)."""
        words = self.surface.words
        k = 0
        while k < len(run) and words[run[k]].lower() not in self.titles and words[run[k]].lower() not in self.roles:
            k += 1
        if not k or fold(words[run[0]]) in PARTY or words[run[0]] in self.demonyms:
            return []
        return [self._name(run[0], run[k - 1], run[0])]

    def _name(self, first: int, last: int, whole: int, *, titled: bool = False) -> Name:
        surface = self.surface
        words = surface.words
        if (
            not titled
            and first
            and _ORDINAL.match(words[first - 1])
            and surface.starts[first] == surface.ends[first - 1] + 1
        ):
            first = whole = first - 1
        if words[last] in AFTER_NAMES and last - first >= 2:
            last -= 1
        span = surface.span(first, last)
        title = surface.text[surface.starts[whole] : surface.starts[first]].strip() or None if titled else None
        key = tuple(fold(words[n]) for n in range(first, last + 1) if words[n][0].isalnum())
        key = tuple(_ARTICLE.sub("", w) for w in key if w not in SUFFIXES) or key
        kind, sure, sex = self._kind(first, last, key, title)
        forced = surface.shouting[first] or (surface.first[first] and first == last)
        return Name(span, Span(surface.starts[whole], span.end), first, last, kind, sure, sex, key, title, not forced)

    def _kind(self, first: int, last: int, key: tuple[str, ...], title: str | None) -> tuple[str, float, str | None]:
        words = self.surface.words
        run = [words[n] for n in range(first, last + 1) if words[n][0].isalnum()]
        printed = self.surface.text[self.surface.starts[first] : self.surface.ends[last]]
        if self.surface.shouting[first] and printed.isupper():
            run = [w.capitalize() for w in run]
            shown = " ".join(run)
        else:
            shown = printed
        given = self.first_names.get(run[0], "")
        sex = given[0] if given[:1] in ("m", "f") and run[0] not in self.families else None
        if title is not None:
            told = [self.title_sex[w] for w in title.lower().split() if w in self.title_sex]
            return "person", 0.95, told[-1] if told else (sex if len(run) > 1 else None)
        if shown in self.places or shown.removeprefix("The ") in self.places:
            return "place", 0.9, None
        if shown in self.outlets or printed in self.outlets:
            return "organisation", 0.9, None
        if any(w in self.organisations for w in run):
            if (
                len(run) == 1
                and run[0].endswith("s")
                and run[0] in ("Democrats", "Republicans", "Conservatives", "Liberals", "Tories")
            ):
                return "group", 0.8, None
            return "organisation", 0.85, None
        if "&" in words[first : last + 1]:
            return "organisation", 0.8, None
        if len(run) == 1:
            return self._kind_single(run[0], printed, given, sex, self.surface.shouting[first])
        if run[-1] in self.things:
            return ("poll" if run[-1] in ("Poll", "Survey") else "other"), 0.7, None
        if given and not given.endswith("?") and len(run) <= 5:
            return "person", 0.9, sex
        if run[0] not in self.first_names and all(w.lower() in self.common for w in run):
            return "other", 0.4, None
        if any(w in ("of", "for", "the", "and") for w in run) or run[0] in self.demonyms or fold(run[0]) in PARTY:
            return "other", 0.4, None
        if run[0] in _GROUND and len(run) < 4 and not given:
            return "place", 0.6, None
        if (run[0] in self.places and not given) or run[0].lower().startswith(("anti-", "pro-")) or run[0] == "Never":
            return "other", 0.4, None
        return ("person" if len(run) <= 4 else "other"), 0.5, sex if given else None

    def _kind_single(
        self, word: str, printed: str, given: str, sex: str | None, shouted: bool
    ) -> tuple[str, float, str | None]:
        singular = word[:-1] if word.endswith("s") else word
        if word in self.demonyms or singular in self.demonyms or fold(singular) in PARTY:
            return "group", 0.6, None
        if word.endswith(_SORTS):
            return "group", 0.6, None
        if printed.replace(".", "").isupper() and 2 <= len(printed.replace(".", "")) <= 6 and not shouted:
            return "organisation", CAPITALS_ONLY, None
        if given and not given.endswith("?"):
            return "person", 0.5, sex
        return "other", 0.3, None

    def _body(self, name: Name) -> bool:
        """An organisation by its own last word, with no given name before it ("Norvia Energy"): never a person."""
        words = self.surface.words
        if name.first == name.last and words[name.first] in MOVEMENTS:
            return True
        return (
            name.kind == "organisation"
            and name.first < name.last
            and words[name.last] in self.organisations
            and words[name.first] not in self.first_names
        )

    def _many(self, name: Name) -> bool:
        """ "Editorialists", "Tarnish Christians": people of a sort, and nobody's name."""
        if name.key[-1].endswith(_SORTS):
            return len(name.key) == 1
        return len(name.key) == 2 and name.key[-1].endswith("s") and self.surface.words[name.first] in self.demonyms

    def _voted(self, name: Name, people: Collection[str]) -> Name:
        """The model's kind, where one of its mentions covers most of the name; a listed place is a person only where
        somebody is named so (``people``: first and last words of fuller names)."""
        k = bisect_right(self.given_starts, name.span.end) - 1
        while k >= 0 and self.given[k].span.end > name.span.start:
            one = self.given[k]
            shared = min(one.span.end, name.span.end) - max(one.span.start, name.span.start)
            if one.kind == "person" and self._body(name):
                return name
            if one.kind == "person" and name.title is None and self._many(name):
                return replace(name, kind="group")
            if one.kind == "person" and name.kind == "place" and name.key[-1] not in people:
                return name
            if shared * 2 > name.span.length and one.score > max(0.5, name.sure if name.title else 0.0):
                kind = name.kind if name.kind == "group" and one.kind == "other" else one.kind
                return replace(name, kind=kind, sure=one.score)
            k -= 1
        return name


def _ranked(title: str | None) -> bool:
    """Whether nothing but words of rank stands before a word (or nothing at all)."""
    return title is None or all(word in _RANKING for word in title.lower().split())
