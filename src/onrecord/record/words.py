"""Words as both databases see them: folding, tokens, names, and the language of queries.

Texts are folded here, before either database sees them, so that SQLite's and PostgreSQL's indexes hold the same words
and give the same answers. What is stored and shown is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onrecord.model.errors import QueryError

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
"""Soft hyphen, zero-width characters, bidirectional marks and overrides, variation selectors."""
_MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_LOOSE = re.compile("[\u0300-\u036f]+")
_UNSPACED = re.compile("([\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Scripts written without spaces: each character is a word of its own, and a run of them a phrase."""
_PLAIN = re.compile("[\x00-\x7f‘’“”–—…]*")
"""Characters that folding changes at most in case."""
_TOKEN = re.compile(r"[^\W_]+")
_TERM = re.compile(r'(?P<minus>-)?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<bare>[^\s"“”„«»()]+))')
_LONGEST = 200
"""A longer run of letters is cut: no database indexes it whole."""


def fold(text: str) -> str:
    """``text`` for the index: lower case, compatibility forms, no invisible characters, no marks on Latin letters."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return text.lower()
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).lower())
    folded = unicodedata.normalize("NFC", _MARKS.sub("", folded)).lower().replace("ς", "σ")
    # a mark that no letter took up is nothing to SQLite, and would part a word elsewhere
    folded = _LOOSE.sub("", folded)
    return _UNSPACED.sub(r" \1 ", folded)


def tokens(text: str) -> list[str]:
    """The words of ``text`` in order, folded."""
    return [word[:_LONGEST] for word in _TOKEN.findall(fold(text))]


def normal_name(name: str) -> str:
    """A name as names are looked up: folded words parted by single spaces ("Ó  Briain, Seán" -> "o briain sean")."""
    return " ".join(tokens(name))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to one another; ``prefix``: the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query taken apart: one of each group must be there (all groups), and none of ``excluded``."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()


def parse_words(query: str) -> Wanted:
    """Read a query: all words, "phrases", OR between alternatives, -word to exclude, a trailing * for a prefix.

    There are no syntax errors: what cannot be a word is passed over. Raises QueryError when no word is left.
    """
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    joined = False
    for match in _TERM.finditer(query):
        bare = match["bare"]
        if bare == "OR" and not match["minus"]:
            joined = bool(groups)
            continue
        if bare == "AND" and not match["minus"]:
            continue
        term = _term(bare if bare is not None else match["phrase"])
        if term is None:
            continue
        if match["minus"]:
            excluded.append(term)
        elif joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined = False
    if not groups and not excluded:
        raise QueryError("no words to search for", item=query)
    return Wanted(tuple(tuple(group) for group in groups), tuple(excluded))


def _term(written: str) -> Term | None:
    words = tuple(tokens(written))
    return Term(words, prefix=written.endswith("*")) if words else None


def fts5_match(wanted: Wanted) -> str | None:
    """The query for SQLite's FTS5, every word quoted; None when only exclusions are given."""
    if not wanted.groups:
        return None
    match = " AND ".join(_fts5_any(group) for group in wanted.groups)
    return f"({match}) NOT {_fts5_any(wanted.excluded)}" if wanted.excluded else match


def _fts5_any(terms: tuple[Term, ...]) -> str:
    written = [f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in terms]
    return f"({' OR '.join(written)})"


def tsquery(wanted: Wanted) -> str:
    """The whole query for PostgreSQL's ``::tsquery``."""
    parts = [_tsquery_any(group) for group in wanted.groups]
    if wanted.excluded:
        parts.append(f"!{_tsquery_any(wanted.excluded)}")
    return " & ".join(parts)


def _tsquery_any(terms: tuple[Term, ...]) -> str:
    written = []
    for term in terms:
        words = [f"'{word}'" for word in term.words]
        if term.prefix:
            words[-1] += ":*"
        written.append(" <-> ".join(words) if len(words) == 1 else f"({' <-> '.join(words)})")
    return f"({' | '.join(written)})"


def tsvector(words: list[str]) -> str:
    """Words with their places, as PostgreSQL reads a ``tsvector`` (later than 16,383 share the last place)."""
    return " ".join(f"'{word}':{min(place, 16383)}" for place, word in enumerate(words, 1))
