"""Runs of capitals: where a name can open, and how far it goes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.nominals import STYLES, head_of
from onrecord.link.speakers.peeling import OPENERS
from onrecord.link.speakers.surface import Surface

PARTICLES = frozenset(
    """de van der den von zu zum zur vom bin bint binti binte ibn ben abu al el la le du di da do dos das del della dello degli
    dalla des pour ter ten te st y e i ap ab ole ould uí ní nic mac ul ur af av op""".split()
)
SUFFIXES = frozenset("jr sr ii iii iv v esq junior senior".split())
AFTER_NAMES = frozenset("KC QC SC OBE MBE CBE KBE DBE PhD MD MP MEP MSP MLA TD JP RN FRS".split())
"""Honours and degrees printed after a name, no part of it."""
COURTESY = frozenset("mr mrs ms miss mx sir dame lord lady dr".split())
_JOINERS = frozenset("of for on and & the in to at".split())
_FIRMS = frozenset(
    """Shipping Lines Logistics Railways Rail Maritime Aviation Aerospace Telecom Dynamics Ventures Analytics
    Biologics Therapeutics Biotech Labs Energy Holdings Industries Systems Technologies Solutions Pharmaceuticals Motors Foods
    Airlines Airways Inc Ltd LLC PLC Corp""".split()
)
"""Words that end a company's name: an "of" after them only says where it is."""
_AFTER_HYPHEN = frozenset(
    "era led born based style type like wide run held made owned area size born only free year old".split()
)
_MANY = frozenset("people women men children".split())
_SMALL = PARTICLES | _JOINERS
_LONGEST = 24
"""Tokens in the longest run of capitals that is read as one."""
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december christmas easter ramadan nowruz thanksgiving gmt est edt utc am pm""".split()
)
_CALENDAR_SHORT = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun".split()
)
_NEVER = frozenset("i i'm i’m i've i’ve i'll i’ll i'd i’d ok okay mr mrs ms dr no yes q a the".split())
_TITLED = frozenset(("no", "yes"))
"""Words that open the name of a law or a book, where no sentence opens."""
_MUTATING = frozenset("an de De na Mac Mhac Nic Ní Ó Uí".split())
"""What puts a small letter before the capital of an Irish surname: "Mac an tSaoir", "Ó hUiginn"."""
_CONTRACTED = re.compile(r"(?:['’](?:re|ve|ll|d|m|t|s))$")
_SEAT = re.compile(r"[RDI]-[A-Z]")  # a senator's party and state: "R-TX"


def fold(word: str) -> str:
    """Case, accents and apostrophes aside: for comparing only."""
    if word.isascii():
        return word.lower().replace(".", "")
    kept = (c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return "".join(kept).replace("’", "'").replace("ı", "i").replace(".", "")


def _pairs(surface: Surface) -> frozenset[tuple[str, str]]:
    """Two words with capitals side by side where no place in the text calls for a capital."""
    words = surface.words
    return frozenset(
        (words[n], words[n + 1])
        for n in range(1, len(words) - 1)
        if words[n][0].isupper()
        and words[n + 1][0].isupper()
        and not (surface.first[n] or surface.shouting[n] or surface.shouting[n + 1])
        and surface.sentence[n] == surface.sentence[n + 1]
    )


class Runs:
    """Finds the runs of capitals of one text that can hold names."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.first_names = lexicon.given_names()
        self.common = lexicon.words("common")
        self.titles = lexicon.words("titles")
        self.title_sex = lexicon.gendered("titles")
        self.organisations = lexicon.words("organisations")
        self.outlets = lexicon.words("outlets")
        self.places = lexicon.words("places") | frozenset(lexicon.countries()) | frozenset(lexicon.capitals())
        self.demonyms = lexicon.demonyms()
        self.families = lexicon.words("families")
        self.things = lexicon.words("things")
        self.roles = lexicon.words("persons")
        self.known: Counter[str] = Counter()
        """Words seen as part of a name where nothing but the name called for a capital."""
        self.pairs = _pairs(surface)
        self.opened: frozenset[int] = frozenset()
        """Where a model's named people and bodies start."""

    def _capital(self, n: int) -> bool:
        word = self.surface.words[n]
        if word[0].isupper():
            return "-" not in word or not self._modifier(word) or self._two_syllables(n) or self._given_last(n)
        if word[0] in "hnt" and word[1:2].isupper() and word[2:].islower():
            return n > 0 and self.surface.words[n - 1] in _MUTATING
        return len(word) > 4 and word[:3].lower() in ("al-", "el-", "as-", "ad-", "ar-") and word[3].isupper()

    def _two_syllables(self, n: int) -> bool:
        """ "Jae-won Seo": a given name of two parts before a surname, no modifier."""
        words = self.surface.words
        head, _, tail = words[n].rpartition("-")
        known = head.lower() in self.common or head in self.places or head in self.demonyms
        follows = n + 1 < len(words) and words[n + 1][0].isupper()
        return follows and not known and len(head) < 6 and len(tail) < 6 and tail not in _AFTER_HYPHEN

    def _given_last(self, n: int) -> bool:
        """ "Kim Jong-un": a given name of two parts after a surname, though a list has its second part ("UN")."""
        head, _, tail = self.surface.words[n].partition("-")
        before = self.surface.words[n - 1] if n else ""
        short = 1 < len(head) < 6 and 1 < len(tail) < 6 and tail.isalpha() and tail not in _AFTER_HYPHEN
        named = before[:1].isupper() and before[1:].islower() and before not in self.demonyms
        known = head in self.places or head in self.demonyms or head.lower() in self.common
        return short and named and not known

    def _modifier(self, word: str) -> bool:
        """ "Oscar-winner", "Saudi-led": a capital that only opens a modifier."""
        tail = word.rsplit("-", 1)[1]
        return tail.islower() and (tail in self.common or tail in self.roles or tail.endswith(("ed", "ing")))

    def _opens(self, n: int) -> bool:
        """Whether a name may start at token ``n``."""
        if not self._capital(n):
            return False
        surface = self.surface
        word = surface.words[n]
        low = word.lower()
        never = low in _NEVER and low not in COURTESY and (low not in _TITLED or surface.first[n])
        if word == "A" and not surface.first[n] and self._initial(n + 1):
            never = False  # "Justice A S Okar"
        if low in _CALENDAR or never or _SEAT.match(word):
            return False
        if n and low in STYLES and surface.words[n - 1].lower() in ("his", "her", "your"):
            return False
        if (
            low in _CALENDAR_SHORT
            and n + 1 < len(surface.words)
            and (surface.words[n + 1] == "." or surface.words[n + 1].isdigit())
        ):
            return False
        if (
            word in ("PAC", "PACs")
            and n
            and surface.words[n - 1].lower() in ("super", "a", "the", "this", "that", "these")
        ):
            return False
        low = _CONTRACTED.sub("", low)
        if surface.shouting[n]:
            return self._opens_shouting(n, low)
        if surface.first[n] and self._printed_so(n):
            return True
        if (surface.first[n] or (n and surface.words[n - 1] == ":")) and low in OPENERS and not self._given(n):
            return False
        if surface.first[n] and low in self.common and not self._given(n):
            follows = self._next(n)
            if follows is None or (low not in self.titles and self.first_names.get(word.capitalize()) is None):
                return self.known_name(n) if follows is not None else False
            if low in self.titles:
                return True
            after = self.first_names.get(surface.words[follows], "?")
            return surface.words[follows].lower() not in self.common and after.endswith("?")
        return True

    def _initial(self, n: int) -> bool:
        words = self.surface.words
        return n + 1 < len(words) and len(words[n]) == 1 and words[n].isupper() and words[n + 1][0].isupper()

    def _printed_so(self, n: int) -> bool:
        """Whether the first word of a sentence and the next have capitals inside a sentence too ("Business Insider"), or
        open the name of a place ("New York")."""
        words = self.surface.words
        if n + 1 >= len(words) or not words[n + 1][0].isupper():
            return False
        return (words[n], words[n + 1]) in self.pairs or f"{words[n]} {words[n + 1]}" in self.places

    def _given(self, n: int) -> bool:
        """Whether a model's named mention starts at token ``n``."""
        return self.surface.starts[n] in self.opened

    def _month(self, n: int) -> bool:
        words = self.surface.words
        after = words[n + 1] if n + 1 < len(words) else ""
        before = words[n - 1].lower() if n else ""
        return after[:1].isdigit() or before in (
            "in",
            "since",
            "last",
            "this",
            "by",
            "until",
            "late",
            "early",
            "mid",
            "from",
            "of",
            "and",
        )

    def known_name(self, n: int) -> bool:
        """A sentence's first word that is mostly printed small opens a name only before an organisation's word."""
        follows = self._next(n)
        return follows is not None and self.surface.words[follows] in self.organisations

    def _opens_shouting(self, n: int, low: str) -> bool:
        if fold(low) in self.known and (low not in self.common or self.known[fold(low)] > 2):
            return True
        word = low.capitalize()
        if word in self.places or self.surface.words[n] in self.outlets:
            return True
        if low.rstrip(".") in self.titles and low not in self.common:
            return True
        follows = self._next(n)
        sex = self.first_names.get(word)
        return (
            sex is not None and not sex.endswith("?") and low not in self.common
            and follows is not None and self.surface.words[follows].lower() not in self.common
        )  # fmt: skip

    def _next(self, n: int) -> int | None:
        """The next token when it is a capital that goes on with the name."""
        surface = self.surface
        k = n + 1
        if k >= len(surface.words):
            return None
        if surface.words[k] == "." and surface.starts[k] == surface.ends[n] and self._dotted(n):
            k += 1
        if k >= len(surface.words) or surface.shouting[k] != surface.shouting[n]:
            return None
        gap = surface.text[surface.ends[k - 1] : surface.starts[k]]
        if not gap or gap.strip() or "\n" in gap:
            return None
        if len(gap) > 1 and surface.words[k].lower() in self.common:
            return None  # a heading that runs on into its sentence: "Whom to watch: Orlova  The central bank ..."
        if not self._capital(k) or surface.words[k].lower() in _CALENDAR or surface.words[k].lower() == "i":
            return None
        if surface.sentence[k] != surface.sentence[n]:
            return None
        if surface.shouting[k]:
            low = surface.words[k].lower()
            sex = self.first_names.get(surface.words[n].capitalize(), "?")
            fits = fold(low) in self.known or (
                low not in self.common and (not sex.endswith("?") or low in self.organisations)
            )
            return k if fits else None
        return k

    def _dotted(self, n: int) -> bool:
        word = self.surface.words[n]
        return (
            (len(word) == 1 and word.isupper())
            or word.lower() + "." in self.titles
            or word.lower() in ("st", "mt", "ft")
        )

    def _extend(self, n: int) -> int:
        """The last token of the run of capitals that starts at ``n``."""
        surface = self.surface
        words = surface.words
        last = n
        while last - n < _LONGEST:
            follows = self._next(last)
            if follows is not None:
                last = follows
                continue
            bridge = self._bridge(n, last)
            if bridge is None:
                return self._suffix(last)
            last = bridge
            if words[last].lower() in SUFFIXES:
                return self._suffix(last - 1)
        return last

    def _bridge(self, first: int, last: int) -> int | None:
        """Over particles of a person's name, or the small words of an organisation's, to the next capital."""
        surface = self.surface
        words = surface.words
        k = last + 1
        small: list[str] = []
        if k + 1 < len(words) and words[k] == "/" and surface.starts[k] == surface.ends[last] and self._capital(k + 1):
            return k + 1 if surface.starts[k + 1] == surface.ends[k] else None
        if k + 1 < len(words) and words[k] in ("'s", "’s", "'", "’") and self._of_many(last, k):
            return k + 1
        while k < len(words) and len(small) < 3 and (words[k] in _SMALL or self._of_the(words[k], words[k - 1])):
            small.append(words[k])
            k += 1
        if not small or k >= len(words) or not self._capital(k) or surface.sentence[k] != surface.sentence[last]:
            return None
        between = surface.text[surface.ends[last] : surface.starts[k]]
        if "\n" in between or words[k].lower() in _CALENDAR or surface.shouting[k] != surface.shouting[last]:
            return None
        if all(w in PARTICLES or w == "an" for w in small) and words[last] not in self.organisations:
            return k
        run = words[first : last + 1]
        bodies = self.organisations | {
            "Secretary",
            "President",
            "Minister",
            "United",
            "University",
            "Chief",
            "States",
            "Joint",
        }
        if small[0] == "of" and run[-1] in _FIRMS:
            return None
        if small[0] == "of" and (
            run[-1] in bodies or run[-1] in ("Attorneys", "Chiefs", "Bank", "State", "Speaker", "Republic")
        ):
            return k
        if small[0] in ("of", "for") and len(run) > 1 and run[-1].lower() in self.roles | self.titles:
            return k
        if small[0] in ("for", "on") and run[-1] in self.organisations:
            return k
        if small == ["&"]:
            return k
        if small == ["and"] and (self._joined(run, k) or self._body_goes_on(first, last, k)):
            return k
        return None

    def _of_many(self, last: int, mark: int) -> bool:
        """ "the Dockers' Confederation", "the People's Bank": people of a sort, and the body that is theirs."""
        words, surface = self.surface.words, self.surface
        word = words[last].lower()
        if surface.starts[mark] != surface.ends[last] or surface.shouting[mark + 1] != surface.shouting[last]:
            return False
        if word not in _MANY:
            head = head_of(word)
            if not word.endswith("s") or words[mark] in ("'s", "’s") or head is None or not head[2]:
                return False
        stop = mark + 1
        if not self._capital(stop):
            return False
        while (follows := self._next(stop)) is not None:
            stop = follows
        return any(words[k] in self.organisations for k in range(mark + 1, stop + 1))

    @staticmethod
    def _of_the(word: str, before: str) -> bool:
        """ "Mac an Rí": the Irish article inside a surname."""
        return word == "an" and before in ("Mac", "Mhac", "Nic", "Giolla")

    def _joined(self, run: Sequence[str], k: int) -> bool:
        """ "Department of Health and Human Services": an "and" inside an organisation's name."""
        words = self.surface.words
        inside = any(w in ("of", "for", "on") for w in run) and run[0] in self.organisations
        return inside and self.first_names.get(words[k]) is None and words[k] not in self.places

    def _body_goes_on(self, first: int, last: int, k: int) -> bool:
        """ "the Securities and Exchange Commission": one word after "the" that names nothing by itself, and a body of
        several words after the "and"."""
        words = self.surface.words
        word = words[first]
        alone = first == last and first > 0 and words[first - 1].lower() == "the"
        known = word in self.places or word in self.organisations or word in self.outlets or word in self.demonyms
        if (
            not alone
            or known
            or word in self.first_names
            or fold(word) in self.known
            or word.endswith("crats")
            or word.endswith("cans")
        ):
            return False
        stop = k
        while (follows := self._next(stop)) is not None:
            stop = follows
        return stop > k and words[stop] in self.organisations and words[k] not in self.first_names

    def _suffix(self, last: int) -> int:
        words = self.surface.words
        if words[last].lower() in ("jr", "sr"):
            last -= 1
        k = last + 1
        if k < len(words) and words[k] == ",":
            k += 1
        if k < len(words) and words[k].lower() in ("jr", "sr") and words[k][0].isupper():
            dotted = k + 1 < len(words) and words[k + 1] == "." and self.surface.starts[k + 1] == self.surface.ends[k]
            return k + 1 if dotted else k
        return last
