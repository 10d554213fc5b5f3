"""Word lists, held as data beside this file and read once.

given.tsv       given names and the sex that they tell (m, f, u: not told; ?: also a common word or a place).
                From the name lists of the US census of 1990 (public domain) and of the Faker library (MIT);
                Slavic and Caucasian ones as they are transliterated today (own)
states.tsv      states of the US as newspapers and the post shorten them (own)
countries.tsv   country, its adjectives, its capital and other seats of its government (own)
common.txt      words that are mostly printed small in English news (counts only)
places.txt, organisations.txt, things.txt, families.txt, outlets.txt, titles.txt, persons.txt, collectives.txt, documents.txt, polls.txt   (own)
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["capitals", "countries", "demonyms", "gendered", "given_names", "phrases", "states", "words"]


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def given_names() -> dict[str, str]:
    """Given name as printed -> "m", "f" or "u", with "?" after it where the word has another common use."""
    return dict(line.split("\t") for line in _lines("given.tsv"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list, as printed in it, marks of sex left off."""
    return frozenset(word.split("=")[0].replace("_", " ") for line in _lines(name + ".txt") for word in line.split())


@cache
def gendered(name: str) -> dict[str, str]:
    """The words of a list that tell the sex -> "m" or "f"."""
    marked = (word.split("=") for line in _lines(name + ".txt") for word in line.split() if "=" in word)
    return dict(marked)


@cache
def phrases(name: str) -> frozenset[str]:
    """The entries of a list of more than one word."""
    return frozenset(entry for entry in words(name) if " " in entry)


@cache
def countries() -> dict[str, str]:
    """Country by any of its names -> its first name."""
    return _column(0)


@cache
def states() -> dict[str, str]:
    """State of the US as shortened or in full, full stops left off -> its name in full."""
    rows = [line.split("\t") for line in _lines("states.tsv")]
    return {name.replace(".", ""): row[2] for row in rows for name in row}


@cache
def demonyms() -> dict[str, str]:
    """Adjective ("Iranian") -> country."""
    return _column(1)


@cache
def capitals() -> dict[str, str]:
    """Capital, or another seat that stands for the government -> country."""
    return _column(2)


def _column(number: int) -> dict[str, str]:
    rows = (line.split("\t") for line in _lines("countries.tsv"))
    return {name: row[0].split("|")[0] for row in rows for name in row[number].split("|") if name}
