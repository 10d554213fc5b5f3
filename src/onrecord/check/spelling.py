"""One key for the ways to write a word: case, accents, apostrophes, contractions, British and American spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.check.tables import pairs

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ＇`´′", "'"))
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
_ACCENTS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "m": "am", "s": "'s", "d": "'d"}
_ISE = re.compile(r"(?<=[a-z]{3})([iy])s(e|es|ed|er|ers|ing|able|ation|ations|ational)$")


@lru_cache(maxsize=65536)
def keys_of(surface: str) -> tuple[str, ...]:
    """The keys of one written word: one, or several where it is a contraction ("don't" -> do, not).

    Keys are for comparing only and are never shown. Two words with equal keys differ in form alone.
    """
    word = fold(surface)
    if not word:
        return ()
    short = pairs("contractions").get(word)
    if short is not None:
        return tuple(short.split())
    if "'" in word:
        return _parted(word)
    return (spelling(word),)


def fold(surface: str) -> str:
    """Case, compatibility forms, accents on Latin letters and characters without width taken away."""
    if surface.isascii():
        return surface.lower()
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", surface).translate(_APOSTROPHES))
    # Accents go from Latin letters only: elsewhere they make another letter.
    return unicodedata.normalize("NFC", _ACCENTS.sub("", text)).casefold().translate(_APOSTROPHES)


def _parted(word: str) -> tuple[str, ...]:
    base, _, tail = word.rpartition("'")
    if word.endswith("n't") and len(word) > 3:
        return (spelling(word[:-3]), "not")
    if base and tail in _ENDINGS:
        return (*keys_of(base), _ENDINGS[tail])
    return (spelling(word.replace("'", "")),)


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """The American spelling of a folded word, by table and by the -ise rule; other words as they are."""
    whole, stems = _spellings()
    if word in whole:
        return whole[word]
    for length in range(min(len(word), 12), 4, -1):
        stem = stems.get(word[:length])
        if stem is not None:
            word = stem + word[length:]
            break
    # Words such as "advise" change as well, which does no harm: both sides of a comparison go through here.
    return _ISE.sub(r"\1z\2", word) if len(word) > 5 else word


@lru_cache(maxsize=1)
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    table = pairs("spelling")
    whole = {british: american for british, american in table.items() if not british.endswith("*")}
    stems = {british[:-1]: american for british, american in table.items() if british.endswith("*")}
    return whole, stems
