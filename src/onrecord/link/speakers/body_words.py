"""Words of bodies: what ends their names, what they are called without a name, what stands for others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.runs import fold

NOBODYS = frozenset(
    "house senate congress party democrats republicans conservatives liberals labour greens states".split()
)
"""Words that end many a body's name and stand for other bodies by themselves."""


@cache
def body_words() -> frozenset[str]:
    """The folded words that mark a name as an organisation's."""
    return frozenset(word.lower() for word in lexicon.words("organisations"))


@cache
def places() -> frozenset[str]:
    """The folded names of known places and countries."""
    known = (*lexicon.words("places"), *lexicon.countries())
    return frozenset(" ".join(fold(word) for word in place.split()) for place in known)


_MEDIA = frozenset(
    "post times news tribune journal herald gazette guardian telegraph observer chronicle examiner globe mail magazine".split()
)
TRADE = frozenset(
    """inc corp co ltd llc plc company companies holdings industries pharmaceuticals pharmaceutical motors group systems
    technologies airlines""".split()
)
OUTLET_HEADS = frozenset(
    "network outlet newspaper paper magazine publication website site channel broadcaster station tabloid agency".split()
)
TRADE_HEADS = frozenset("company firm corporation maker retailer manufacturer".split())
TRADES = (
    OUTLET_HEADS
    | TRADE_HEADS
    | frozenset(
        """group organisation organization club school university college bureau union association charity nonprofit bank airline
        carrier insurer lender foundation institute think-tank hospital clinic team league museum startup start-up brewery brewer
        carmaker drugmaker utility supermarket chain society trust regulator watchdog""".split()
    )
)
"""Heads that by themselves mostly mean a body that the article names."""
_SCHOOL_HEADS = frozenset("school university college".split())


def sorts_of_body(key: Sequence[str], printed: str) -> set[str]:
    """The words that a later description may head: those of its own name, and those of its trade."""
    heads = {w for w in key if w in lexicon.words("collectives")}
    if printed in lexicon.words("outlets") or any(w in _MEDIA for w in key):
        heads |= OUTLET_HEADS
    if any(w in TRADE for w in key):
        heads |= TRADE_HEADS
    if any(w in _SCHOOL_HEADS for w in key):
        heads |= _SCHOOL_HEADS
    return heads


MOVEMENTS = frozenset(
    """Hamas Hezbollah Hizbollah Hizbullah Fatah Taliban Likud Kremlin Knesset Majlis Pentagon Politburo Bundestag Duma Sejm
    Verkhovna Frelimo Renamo Ennahda""".split()
)
"""Bodies of one word whose names look like people's."""
