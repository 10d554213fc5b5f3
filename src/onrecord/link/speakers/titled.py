"""Titles and offices before a person's name, inside one run of capitals."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.link.speakers.runs import COURTESY, Runs, fold

PARTY = frozenset(
    "republican democrat democratic conservative labour liberal independent gop tory dem socialist".split()
)
WEAK = frozenset(
    """vice foreign interior defense defence finance treasury home state press majority minority deputy acting former ex
    then interim incoming outgoing late first u.s. us u.s grand house senate air executive managing senior junior crown
    private party general rear""".split()
)
"""Words of titles that are none alone."""
_DISTRICTS = frozenset(
    """oblast region district province county municipality raion rayon voivodeship canton prefecture territory krai
    hromada community governorate emirate""".split()
)
"""Words that end the name of a part of a country."""
_STATES = frozenset("Republic Kingdom State Sultanate Emirate Commonwealth Principality Federation Union".split())


class Titled(Runs):
    """Tells where a person's name starts behind titles, offices, bodies and states."""

    def _plain_given(self, word: str) -> bool:
        sex = self.first_names.get(word)
        return sex is not None and not sex.endswith("?")

    def _role_of(self, run: Sequence[int]) -> int | None:
        """ "Director of Government Affairs" and nobody named: where what follows the "of" starts."""
        low = [self.surface.words[n].lower() for n in run]
        for k in range(1, len(run) - 1):
            if (
                low[k] in ("of", "for")
                and low[k - 1] in self.roles
                and low[k - 1] not in ("major", "general", "speaker")
            ):
                return k + 2 if low[k + 1] == "the" else k + 1
        return None

    def _after_title(self, run: Sequence[int]) -> int | None:
        """Position in ``run`` after its titles, when a person's name is what remains."""
        words = self.surface.words
        low = [words[n].lower() for n in run]
        best = None
        for k in range(len(run) - 1):
            rest = [words[n] for n in run[k + 1 :]]
            if (
                low[k] in self.titles
                or low[k].rstrip(".") in COURTESY
                or (low[k].split("-")[0] in self.roles and "-" in low[k])
            ):
                weak = all(w in WEAK for w in low[: k + 1])
                if self._personal(rest) and not (weak and (len(rest) < 2 or rest[0] not in self.first_names)):
                    best = k + 1
            elif low[k] in self.roles and (k or self._trade(run)) and rest[0] in self.first_names and len(rest) > 1:
                best = k + 1
        if best is None:
            return self._named_after_office(run, low)
        while best < len(run) - 1 and low[best] in ("of", "for", "the", "and"):
            best += 1
        # "Secretary of State Hillary Clinton": the office's own words come before the given name.
        if low[best - 1] in ("of", "for", "the"):
            for k in range(best, len(run) - 1):
                if words[run[k]] in self.first_names and words[run[k + 1]] not in self.organisations:
                    return k
            return None
        return best

    def _trade(self, run: Sequence[int]) -> bool:
        """ "Striker Joao Pires": a trade and no given name ("Hunter"), with a whole name after it."""
        return self.surface.words[run[0]] not in self.first_names

    def _named_after_office(self, run: Sequence[int], low: Sequence[str]) -> int | None:
        """ "Director of Government Affairs Phil Smith": the given name after an office of several words."""
        words = self.surface.words
        office = next(
            (
                k
                for k in range(1, len(run) - 2)
                if low[k] in ("of", "for", "to") and low[k - 1] in self.roles | self.titles
            ),
            None,
        )
        if office is None:
            return self._after_state(run)
        for k in range(office + 2, len(run) - 1):
            sex = self.first_names.get(words[run[k]], "?")
            if not sex.endswith("?") and words[run[k + 1]] not in self.organisations:
                return k
        # No known given name: what is left after the body's or district's own word ("Tarn Oblast Ruzena Bel").
        for k in range(len(run) - 2, office + 2, -1):
            rest = [words[n] for n in run[k:]]
            if words[run[k - 1]] in self.organisations or low[k - 1] in _DISTRICTS:
                plain = len(rest) <= 3 and not any(w.lower() in self.common or w in self.things for w in rest)
                return k if plain and self._personal(rest) else None
        return None

    def _after_state(self, run: Sequence[int]) -> int | None:
        """ "Republic of Tarn Anna Keller": the person after the state's whole name."""
        words = [self.surface.words[n] for n in run]
        if len(words) < 5 or words[0] not in _STATES or words[1] != "of" or not self._personal(words[3:]):
            return None
        return 3 if self._plain_given(words[3]) or len(words) == 5 else None

    def _personal(self, rest: Sequence[str]) -> bool:
        if not rest or len(rest) > 5:
            return False
        if rest[0].lower() in ("of", "for", "the", "and", "on"):
            return any(w in self.first_names for w in rest[1:-1])
        if any(w in self.organisations or w in ("of", "for") for w in rest):
            return False
        if rest[0] in self.demonyms or " ".join(rest) in self.places:
            return False
        return rest[0].lower() not in self.titles or len(rest) > 1

    def _after_body(self, run: Sequence[int]) -> int | None:
        """ "Breitbart Matthew Boyle", "Republican John Smith": where a given name opens a person's name inside a run."""
        words = self.surface.words
        if words[run[0]] in self.first_names and not self.first_names[words[run[0]]].endswith("?"):
            return None
        for k in range(1, len(run) - 1):
            word, before = words[run[k]], words[run[k - 1]]
            sex = self.first_names.get(word)
            if sex is None or sex.endswith("?") or words[run[k + 1]] in self.organisations:
                continue
            if (
                before in self.organisations
                or before.lower() in _DISTRICTS
                or before in self.places
                or before in self.demonyms
                or before in self.outlets
                or fold(before) in PARTY
            ):
                return k
        return None
