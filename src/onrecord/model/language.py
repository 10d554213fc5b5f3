"""A further language: where its weights and its words are. Data only; the code that reads with it is the project's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model.attribution import Act, Mode


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language that linking goes by. Every word is lower case, as it is printed in a text.

    ``verbs`` gives for a form of a reporting verb its mode and its act; ``asking`` and ``denying`` are forms of verbs
    whose content is asked or denied. ``roles`` are endings of nouns for offices and professions; ``particles`` stand
    inside names ("van", "de").
    """

    pronouns: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    """Nouns that a source begins with and that name nobody ("according to statements of ...")."""
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    verbs: Mapping[str, tuple[Mode, Act]] = field(default_factory=dict)
    asking: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Language:
    """An installed language: ISO 639-1 code, English name, folder of weights, lexicon, and the licence of both."""

    code: str
    name: str
    weights: str
    lexicon: Lexicon
    licence: str
