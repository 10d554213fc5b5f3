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
    small: frozenset[str] = frozenset()
    """Articles, prepositions and conjunctions that names of works and bodies hold too."""
    subjunctive: frozenset[str] = frozenset()
    """Forms of verbs that stand in reported speech, unless somebody speaks of himself (``first``)."""
    first: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    """What stands between a sentence and who said it: "..., so Weil"."""
    fronts: frozenset[str] = frozenset()
    """Words that stand before the verb and are not who speaks: adverbs and prepositions."""
    according: frozenset[str] = frozenset()
    """Words that a clause of somebody else's begins with: "wonach"."""
    telling: frozenset[str] = frozenset()
    """Forms of verbs whose clause tells what was said by itself: "fordert"."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop ends no sentence, without the stop."""


@dataclass(frozen=True, slots=True)
class Language:
    """An installed language: ISO 639-1 code, English name, folder of weights, lexicon, and the licence of both."""

    code: str
    name: str
    weights: str
    lexicon: Lexicon
    licence: str
