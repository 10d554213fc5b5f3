"""The question that one source puts: what it says of whom it stands for, and what tells that it stands for nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.link.speakers.body_words import TRADES
from onrecord.link.speakers.cues import cue_features
from onrecord.link.speakers.described import narrowing, role_match, role_of
from onrecord.link.speakers.entities import Entity, Role
from onrecord.link.speakers.features import GENERAL
from onrecord.link.speakers.floor import Floor, Question
from onrecord.link.speakers.nominals import DEFINITE, INDEFINITE
from onrecord.link.speakers.phrases import Reading
from onrecord.link.speakers.stage import Stage
from onrecord.model import Found, Span

SELF_FEATURES = (
    "bias", "the", "this or that", "possessive", "indefinite", "bare", "plural", "goes on after its head", "narrowing words",
    "head named before", "person", "collective", "document", "poll", "in headline", "superlative or ordinal",
    "the, one person", "the, one person, head new", "the, one body, head new", "the, several", "bare, one person", "narrowed person",
    "one person, opens the article", "the, one body, nothing more", "the, one person, nothing more", "the, one body by its trade",
    "the, general word",
)  # fmt: skip
_RANKS = frozenset("first last only latest new most best same other second".split())
_COMING = 3
"""How many people first named after a description are asked about."""
_SOON = 250
"""Tokens within which they must be named."""
_OPENING = 3
"""Paragraphs that open an article: headline, lead and the one after."""


def question_of(stage: Stage, floor: Floor, one: Found, reading: Reading, form: str, anchor: int) -> Question:
    """The question of one source; ``form`` is that of the ranker, ``anchor`` the token where the source stands."""
    surface = stage.surface
    content = surface.inside(Span(one.content[0].start, one.content[-1].end)) if one.content else range(0)
    quoted = surface.quoted[anchor]
    if form == "none":
        words = _cue_features(stage, floor, one, anchor, content)
        return Question(reading, anchor, one, None, content, quoted, words=words)
    if form != "description":
        return Question(reading, anchor, one, None, content, quoted)
    if reading.description is None:
        return Question(reading, anchor, one, None, content, quoted, words=_self_features(stage, reading, None))
    nominal = stage.nominals[reading.description]
    role = role_of(surface, nominal)
    if reading.first < nominal.first and all(w[0].isalnum() for w in surface.words[reading.first : nominal.first]):
        # A headline's "UN rights chief" has no article to tell where it starts.
        role = replace(role, narrowing=role.narrowing | narrowing(surface.words[reading.first : nominal.first]))
    itself = stage.described[reading.description]
    named = itself is not None and itself.named
    return Question(
        reading,
        anchor,
        one,
        role,
        content,
        quoted,
        nominal.sort,
        itself if named else None,
        stage.holders.get(role.head, ()),
        _self_features(stage, reading, role),
        None if named else itself,
        _coming(stage, reading, anchor, role) if nominal.sort == "person" and not nominal.plural else (),
        stage.bodies.get(role.head, 0) if nominal.sort == "collective" else 0,
    )


def _opens(stage: Stage, anchor: int) -> bool:
    return anchor < stage.headline_end or stage.surface.paragraph[anchor] < _OPENING


def _coming(stage: Stage, reading: Reading, anchor: int, role: Role | None) -> Sequence[Entity]:
    """The people first named after a description that opens the article: "Hacker pleads guilty" and then his name."""
    if not _opens(stage, anchor):
        return ()
    found: list[Entity] = []
    for entity in stage.people:
        first = entity.mentions[0].first
        fits = reading.sex is None or entity.sex in (None, reading.sex)
        if role is not None and role_match(role, entity)[2] == 1.0:
            continue  # "UN rights chief", and the chief of an army
        if anchor < first <= anchor + _SOON and fits:
            found.append(entity)
            if len(found) == _COMING:
                break
    return found


def _self_features(stage: Stage, reading: Reading, role: Role | None) -> tuple[float, ...]:
    surface = stage.surface
    low = [w.lower() for w in surface.words[reading.first : reading.last + 1]]
    one = stage.nominals[reading.description] if reading.description is not None else None
    entity = stage.described[reading.description] if reading.description is not None else None
    before = entity is not None and any(m.first < reading.first for m in entity.mentions)
    main_end = surface.at(reading.main.end - 1) if reading.main else reading.last
    first = low[0]
    the, single = first == "the", not reading.plural
    bare = first not in DEFINITE and first not in INDEFINITE
    pointing = first in ("this", "that", "these", "those")
    sorts = [one is not None and one.sort == sort for sort in ("person", "collective", "document", "poll")]
    person, collective = sorts[0], sorts[1]
    told = (
        True,
        the,
        pointing,
        first in DEFINITE and not the and not pointing,
        first in INDEFINITE,
        bare,
        reading.plural,
        one is not None and main_end > one.last,
    )
    rest = (
        before,
        *sorts,
        reading.first < stage.headline_end,
        any(w in _RANKS for w in low[:4]),
        the and person and single,
        the and person and single and not before,
        the and collective and single and not before,
        first in ("the", "both", "each") and reading.plural,
        bare and person and single,
        the and person and single and role is not None and bool(role.narrowing),
        person and single and _opens(stage, reading.first),
        the and collective and single and role is not None and not role.narrowing,
        the and person and single and role is not None and not role.narrowing,
        the and single and role is not None and role.head in TRADES,
        the and single and role is not None and role.head in GENERAL and not role.narrowing,
    )
    narrowing = min(4, len(role.narrowing) if role else 0) / 2.0
    return (*map(float, told), narrowing, *map(float, rest))


def _cue_features(stage: Stage, floor: Floor, one: Found, anchor: int, content: range) -> tuple[float, ...]:
    surface = stage.surface
    words = surface.words
    tokens = surface.inside(Span(one.cue[0].start, one.cue[-1].end)) if one.cue else range(anchor, anchor)
    before = words[anchor - 1].lower() if anchor else ""
    after = words[tokens.stop].lower() if tokens.stop < len(words) else ""
    somebody = any(
        surface.sentence[m.first] == surface.sentence[anchor] and m.first < anchor and not m.governed
        for _, m in floor.near(anchor, most=6, reach=60)
    )
    return cue_features(
        [words[k] for k in tokens], before, after,
        opens=bool(surface.first[anchor]), quoted=surface.quoted[anchor],
        content_first=bool(one.content) and bool(one.cue) and one.content[0].start < one.cue[0].start,
        somebody=somebody, wholly=one.quotation == "direct", silent=not floor.spoke, floating=one.floating,
    )  # fmt: skip
