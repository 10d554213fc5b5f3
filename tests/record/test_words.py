"""Folding, tokens and the language of queries: what a person would expect to match."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.errors import QueryError
from onrecord.record.words import fold, fts5_match, normal_name, parse_words, tokens, tsquery

NAMES = [
    ("Seán  Ó Briain", "sean o briain"),
    ("O'Neill", "o neill"),
    ("O’Neill", "o neill"),  # a curly apostrophe is the same name
    ("Jean-Luc Ørsted", "jean luc ørsted"),  # ø is a letter of its own
    ("Ma\u200brrow", "marrow"),  # a zero-width space inside
    ("\u202eMarrow\u202c", "marrow"),  # written backwards by an override
    ("Cafe\u0301", "cafe"),  # a combining accent
    ("ﬁne", "fine"),  # a ligature
    ("Ｍａｒｒｏｗ", "marrow"),  # full-width letters
    ("Маrrow", "маrrow"),  # Cyrillic look-alikes are not merged
    ("Ёлка", "ёлка"),  # marks on letters other than Latin stay
    ("停火协议", "停 火 协 议"),  # no spaces: each character a word
]


def test_names_as_they_are_looked_up() -> None:
    for printed, wanted in NAMES:
        assert normal_name(printed) == wanted, printed


LETTERS = "".join(map(chr, [*range(0x17F), *range(0x391, 0x3A2), *range(0x3B1, 0x3CA), *range(0x400, 0x460)]))
PUNCTUATION = "‘’“”„«»–—…·\u00a0\u00ad\u200b\u200d\u202e\u2060\ufeff\u0301\u0308"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(LETTERS + PUNCTUATION), max_size=40))
def test_sqlite_finds_the_same_words(text: str) -> None:
    """What is fed to SQLite's index falls into just the words that PostgreSQL is given, in the scripts of Europe."""
    link = sqlite3.connect(":memory:")
    link.execute('CREATE VIRTUAL TABLE t USING fts5 (x, tokenize="unicode61 remove_diacritics 2")')
    link.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    link.execute("INSERT INTO t VALUES (?)", (fold(text),))
    held = [row[0] for row in link.execute("SELECT term FROM v ORDER BY offset")]
    link.close()
    assert held == tokens(text)


@given(st.text(max_size=60))
def test_no_query_is_a_syntax_error(query: str) -> None:
    try:
        wanted = parse_words(query)
    except QueryError:
        return
    match = fts5_match(wanted)
    assert tsquery(wanted)
    if match is None:
        return
    link = sqlite3.connect(":memory:")
    link.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    link.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()
    link.close()


@pytest.mark.parametrize("query", ["", "  ", "!?", '""', "OR", "AND OR", "-"])
def test_queries_without_a_word(query: str) -> None:
    with pytest.raises(QueryError, match="no words"):
        parse_words(query)
