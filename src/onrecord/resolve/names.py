"""Names of people and organisations, taken apart for comparison. Names as printed are never changed, only compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import JaroWinkler

NameRelation = Literal["equal", "part", "initials", "variant", "apart"]
"""equal: the same words (order aside); part: one is the surname or a shorter form of the other; initials: given names
agree as initials or short forms; variant: spelled nearly alike; apart: cannot be the same name."""

TITLES = frozenset(
    """mr mrs ms miss mx dr sir dame lord lady prof professor rev reverend president vice prime minister secretary
    senator sen rep congressman congresswoman governor gov mayor judge justice general gen brigadier colonel col captain
    capt major maj lieutenant lt sergeant sgt admiral adm commander king queen prince princess pope cardinal archbishop
    bishop imam ayatollah sheikh shaikh rabbi ambassador chancellor speaker councillor cllr inspector constable chief
    acting former ex deputy the""".split()
)
FEMININE = frozenset("mrs ms miss dame lady queen princess congresswoman sister".split())
MASCULINE = frozenset("mr sir lord king prince congressman brother father".split())
NOBLE = frozenset("lord lady king queen prince princess pope duke duchess baron baroness emperor".split())
"""Titles that stand where others have a given name: "Lord Thornby" is all of a name that papers print."""
SUFFIXES = frozenset("jr sr ii iii iv junior senior".split())
PARTICLES = frozenset(
    """al el ad as ash bin ibn bint abu ben de da do dos das del della di du des van von der den ter ten la le
    af av zu""".split()
)

# Short forms that newsrooms print for one given name (general knowledge, not from any corpus).
_SHORT = """bill=william will=william billy=william bob=robert rob=robert bobby=robert dick=richard rick=richard
rich=richard jim=james jimmy=james jamie=james joe=joseph joey=joseph tom=thomas tommy=thomas mike=michael mick=michael
dave=david dan=daniel danny=daniel ben=benjamin sam=samuel tony=anthony andy=andrew drew=andrew steve=stephen
chris=christopher matt=matthew nick=nicholas greg=gregory jeff=jeffrey ken=kenneth ed=edward ted=edward
liz=elizabeth beth=elizabeth betty=elizabeth kate=katherine kathy=katherine cathy=catherine meg=margaret
peggy=margaret maggie=margaret sue=susan jen=jennifer jenny=jennifer becky=rebecca vicky=victoria sasha=alexander
alex=alexander vova=vladimir misha=mikhail kolya=nikolai""".split()
SHORT_FORMS = dict(pair.split("=") for pair in _SHORT)


# Pairs of letters that transliterations write one way or the other.
_HABITS = tuple(
    pair.split("=") for pair in "kh=h gh=g ph=f ou=u oo=u ee=i ei=i ck=k q=k y=i w=v ff=v dj=j tch=ch".split()
)


def fold(text: str) -> str:
    """Case, diacritics, width, bidi and zero-width marks, apostrophe shapes aside: for comparison only."""
    if text.isascii() and text.isprintable():
        return text.lower().replace("`", "'")
    # twice: "ℍ" is a capital only once it is taken apart
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    kept = (ch for ch in plain if not unicodedata.combining(ch) and unicodedata.category(ch) != "Cf")
    return "".join(kept).replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("ı", "i").replace("ł", "l")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart, folded: ``words`` without titles, particles and suffix; ``suffix`` such as "jr"; the
    gender that a title states, if any; ``noble``, a title that does a given name's work."""

    words: tuple[str, ...]
    suffix: str | None
    gender: Literal["f", "m"] | None
    acronym: str | None
    scripts: frozenset[str]
    noble: str | None = None

    @property
    def full(self) -> bool:
        """True for more than a surname."""
        return len(self.words) > 1 or self.noble is not None


@lru_cache(maxsize=65536)
def parts(name: str) -> NameParts:
    """Take a printed name apart. Never raises; an empty name has no words."""
    plain = re.sub(r"'s\b|’s\b", "", name)
    acronym = re.search(r"\(([A-Z][A-Z.&-]{1,9})\)", plain)
    plain = re.sub(r"\([^()]*\)", " ", plain)
    tokens = [t.strip(".'") for t in re.split(r"[\s,.\u2010-\u2015\-]+", fold(plain)) if t.strip(".'")]
    gender: Literal["f", "m"] | None = None
    if any(t in FEMININE for t in tokens[:2]):
        gender = "f"
    elif any(t in MASCULINE for t in tokens[:2]):
        gender = "m"
    noble: str | None = None
    while len(tokens) > 1 and (tokens[0] in TITLES or tokens[0] in NOBLE):
        noble = tokens[0] if tokens[0] in NOBLE else noble
        tokens.pop(0)
    suffix = tokens.pop() if len(tokens) > 1 and tokens[-1] in SUFFIXES else None
    words = tuple(t for t in tokens if t not in PARTICLES) or tuple(tokens)
    suffix = {"junior": "jr", "senior": "sr"}.get(suffix or "", suffix)
    return NameParts(words, suffix, gender, fold(acronym.group(1)) if acronym else None, _scripts(name), noble)


def _scripts(name: str) -> frozenset[str]:
    """Writing systems of the letters: a Cyrillic letter in a Latin name must not merge two people by itself."""
    return frozenset(unicodedata.name(ch, "?").split()[0] for ch in name if ch.isalpha())


@lru_cache(maxsize=65536)
def relation(left: str, right: str) -> NameRelation:
    """How two printed names of people relate. Symmetric."""
    a, b = parts(left), parts(right)
    if not a.words or not b.words or (a.suffix and b.suffix and a.suffix != b.suffix):
        return "apart"
    if a.gender and b.gender and a.gender != b.gender:
        return "apart"
    if sorted(a.words) == sorted(b.words):
        return "equal" if a.scripts == b.scripts or len(a.scripts | b.scripts) <= 1 else "variant"
    short, long = sorted((a.words, b.words), key=len)
    if len(short) == 1:
        word = short[0]
        if word in (long[-1], long[0]) and len(long) > 1:
            return "part"
        return "variant" if len(long) == 1 and _alike(word, long[0]) else "apart"
    if _short_forms_agree(short, long):
        return "initials"
    if set(short) < set(long) and short[-1] == long[-1]:
        return "part"
    if len(short) == len(long) and all(_alike(x, y) for x, y in zip(short, long, strict=True)):
        return "variant"
    return "apart"


def _alike(x: str, y: str) -> bool:
    """Spelled nearly alike: one transliteration of another. Short words must be equal but for one vowel's length."""
    if x == y:
        return True
    if min(len(x), len(y)) < 4:
        return False
    x, y = _skeleton(x), _skeleton(y)
    if min(len(x), len(y)) >= 5 and x[0] == y[0] and _consonants(x) == _consonants(y):
        return True  # Mohammed, Muhammad: vowels are what transliterations differ in
    return JaroWinkler.similarity(x, y) >= 0.93


def _consonants(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """Transliteration habits levelled: doubled letters, final -ff/-v, y/i, kh/h, ou/u, q/k, ph/f, ei/i."""
    for old, new in _HABITS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


def _short_forms_agree(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if short[-1] != long[-1]:
        return False
    for x, y in zip(short[:-1], long[:-1], strict=False):
        initial = x[0] == y[0] and (len(x) == 1 or len(y) == 1)
        if x != y and not initial and SHORT_FORMS.get(x, x) != SHORT_FORMS.get(y, y):
            return False
    return True


def organisation_relation(left: str, right: str) -> NameRelation:
    """How two printed names of organisations relate: the same words, or one the acronym of the other."""
    a, b = parts(left), parts(right)
    if a.words == b.words:
        return "equal"
    for one, other in ((a, b), (b, a)):
        if len(one.words) == 1 and one.words[0] in {other.acronym, _initials(other.words)} - {None}:
            return "initials"
    return "apart"


def _initials(words: tuple[str, ...]) -> str | None:
    picked = [w for w in words if w not in {"of", "the", "and", "for", "in", "on"}]
    return "".join(w[0] for w in picked) if len(picked) > 1 else None


def lookup_keys(name: str, *, person: bool = True) -> tuple[tuple[str, ...], ...]:
    """Keys by which others that may be meant are looked up in an index, in lots, the most telling first.

    They meet the keys of `kept_keys`: first and last word together, the last word, a first word that stands alone; for
    what is no person all words, and the initials.
    """
    words = tuple(_skeleton(word) for word in parts(name).words)
    if not words:
        return ()
    if not person:
        return (tuple(sorted(_organisation_keys(name, words))),)
    if len(words) == 1:
        return ((words[0],),)
    return ((_pair(words),), (words[-1],), (f"~{words[0]}",))


def kept_keys(names: Iterable[str], *, person: bool = True) -> frozenset[str]:
    """The keys under which somebody of these names is found by `lookup_keys`."""
    kept: set[str] = set()
    for name in names:
        words = tuple(_skeleton(word) for word in parts(name).words)
        if words and not person:
            kept |= _organisation_keys(name, words)
        elif words:
            kept |= {words[0], words[-1], _pair(words) if len(words) > 1 else f"~{words[0]}"}
    return frozenset(kept)


def _pair(words: Sequence[str]) -> str:
    return " ".join(sorted((_coarse(words[0]), _coarse(words[-1]))))


def _coarse(word: str) -> str:
    """What transliterations leave alone: the first letter and the consonants, less the h that some write ("ch", "sh")."""
    return word if len(word) < 4 else word[0] + _consonants(word[1:]).replace("h", "")


def _organisation_keys(name: str, words: Sequence[str]) -> set[str]:
    taken = parts(name)
    return {" ".join(words)} | {_skeleton(one) for one in (taken.acronym, _initials(taken.words)) if one}


def surname_keys(name: str) -> frozenset[str]:
    """Keys under which candidates for the same person are looked up: first and last word, levelled in spelling."""
    words = parts(name).words
    return frozenset(_skeleton(w) for w in (words[:1] + words[-1:]))
