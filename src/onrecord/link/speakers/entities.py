"""From named mentions to entities: who is one and the same inside an article, and the fullest name of each."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.alike import distance, fullness, initials, part, same_person
from onrecord.link.speakers.body_words import NOBODYS, TRADE, body_words, places, sorts_of_body
from onrecord.link.speakers.names import CAPITALS_ONLY, Name
from onrecord.link.speakers.runs import fold
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

_THE = frozenset(("the", "a", "an"))


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that the article names or describes. ``mentions`` are token positions, in order."""

    number: int
    kind: str
    name: str
    naming: Span | None
    key: tuple[str, ...]
    sex: str | None = None
    plural: bool = False
    named: bool = True
    sure: float = 0.5
    mentions: list[Mention] = field(default_factory=list)
    fulls: int = 0
    roles: list[Role] = field(default_factory=list)
    members: tuple[Entity, ...] = ()
    heads: set[str] = field(default_factory=set)
    junior: bool = False
    """Whether the name ends in Jr. or Sr."""
    also: set[str] = field(default_factory=set)
    """Every way in which the article names it."""

    @property
    def id(self) -> str:
        """The key of the document contract."""
        return f"e{self.number}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity: tokens inclusive. ``form``: full, short, pronoun, nominal or source."""

    first: int
    last: int
    form: str
    span: Span
    possessive: bool = False
    governed: bool = False
    """A preposition, or a verb of telling, stands right before it."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed: its head word, the words that narrow it down (countries for nationalities), where it stands."""

    head: str
    narrowing: frozenset[str]
    span: Span | None
    strength: float = 1.0


def entities_of(surface: Surface, names: Sequence[Name]) -> tuple[list[Entity], list[Entity | None]]:
    """The named entities of a text, and the entity of each of ``names`` (None: not worth keeping)."""
    return _Gathering(surface, names).gather()


class _Gathering:
    def __init__(self, surface: Surface, names: Sequence[Name]) -> None:
        self.surface = surface
        names = [replace(n, kind="organisation", sure=0.6) if self._which(n) else n for n in names]
        self.names = names
        self.entities: list[Entity] = []
        self.spellings = Counter(name.span.of(surface.text) for name in names)
        self.of: list[Entity | None] = [None] * len(names)
        self.persons_by_word: dict[str, list[Entity]] = defaultdict(list)
        self.others: dict[tuple[str, ...], Entity] = {}
        self.by_initials: dict[str, Entity] = {}
        self.by_prefix: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        self.body_openings = {
            name.key[:length]
            for name in names
            if name.kind == "organisation" and len(name.key) > 2
            for length in range(2, len(name.key))
        }
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.full_places: dict[int, list[int]] = defaultdict(list)

    def _which(self, name: Name) -> bool:
        """ "X Y, which runs ...": a name of no known kind that the article calls a thing."""
        unknown = name.kind in ("person", "other") and name.sure <= 0.5 and name.sex is None and name.title is None
        after = self.surface.words[name.last + 1 : name.last + 3] if unknown and len(name.key) > 1 else ()
        return tuple(after) == (",", "which")

    def gather(self) -> tuple[list[Entity], list[Entity | None]]:
        order = range(len(self.names))
        for n in order:
            if self._full_person(self.names[n]):
                self.of[n] = self._person(self.names[n])
        for n in sorted(order, key=lambda n: -len(self.names[n].key)):
            if self.of[n] is None and len(self.names[n].key) > 1:
                self.of[n] = self._several_words(n)
        for n in order:
            entity = self.of[n]
            if entity is not None and len(self.names[n].key) > 1:
                self.full_places[entity.number].append(n)
        for n in order:
            if self.of[n] is None:
                self.of[n] = self._single(n)
        for n in order:
            entity = self.of[n]
            if entity is not None:
                self._note(entity, self.names[n])
        for entity in self.entities:
            entity.mentions.sort(key=lambda m: m.first)
        return self.entities, self.of

    # -- persons ---------------------------------------------------------------------------------------------

    def _full_person(self, name: Name) -> bool:
        told = name.kind == "person" and name.sure > 0.5 and len(name.key) > 1 and not self.surface.shouting[name.first]
        return told and (name.sex is not None or name.title is not None or name.key not in self.body_openings)

    def _person(self, name: Name) -> Entity:
        """The entity of a full name: one of the same surname and agreeing given names, or a new one."""
        for entity in self.persons_by_word.get(name.key[-1], ()):
            if (
                same_person(entity.key, name.key)
                and not _sexes_clash(entity.sex, name.sex, name.title)
                and (entity.junior or not self._junior(name))  # "Name Jr." after "Name" is somebody else
            ):
                if len(name.key) > len(entity.key):
                    self._index(entity, name.key)
                    entity.key = name.key
                return entity
        alike = self._alike(name)
        if alike is not None:
            return alike
        return self._new(name, "person")

    def _junior(self, name: Name) -> bool:
        words = self.surface.words[max(name.first, name.last - 1) : name.last + 1]
        return any(fold(word) in ("jr", "sr", "junior") for word in words)

    def _alike(self, name: Name) -> Entity | None:
        """A person spelled nearly alike: one given name the same, the surname off by a letter or two."""
        for entity in self.persons_by_word.get(name.key[0], ()):
            if entity.key[0] != name.key[0] or len(entity.key) != len(name.key):
                continue
            ours, theirs = entity.key[-1], name.key[-1]
            if min(len(ours), len(theirs)) >= 5 and distance(ours, theirs, 2) <= (1 if len(ours) < 8 else 2):
                return entity
        return None

    def _several_words(self, n: int) -> Entity | None:
        name = self.names[n]
        if name.kind == "person" or (name.kind == "other" and not any(w in _THE for w in name.key)):
            within = [
                e
                for e in self.persons_by_word.get(name.key[-1], ())
                if part(name.key, e.key) or same_person(e.key, name.key)
            ]
            if within:
                return self._pick(within, n)
        if name.kind == "person" and name.sex is None and name.title is None and name.key in self.body_openings:
            return self._other(name)
        if name.kind == "person" and self._anothers(name):
            name = replace(name, kind="other")
        if name.kind == "person" and name.key not in self.by_prefix:
            return self._new(name, "person")
        return self._other(name)

    def _anothers(self, name: Name) -> bool:
        """ "Keller Train": somebody's surname, and words mostly printed small or a plural."""
        if name.sure > 0.5 or name.sex is not None:
            return False
        held = any(e.key[-1] == name.key[0] for e in self.persons_by_word.get(name.key[0], ()))
        lone = self.spellings[self.surface.words[name.first]] > 1
        rest = [w for w in name.key[1:] if w in lexicon.words("common") or w.capitalize() in lexicon.words("things")]
        return (held or lone) and (bool(rest) or name.key[-1].endswith("s"))

    def _single(self, n: int) -> Entity | None:
        name = self.names[n]
        word = name.key[0]
        asked = self._label(name)
        if asked is not None:
            return asked
        held = self.persons_by_word.get(word, ())
        if self._junior(name):
            held = [e for e in held if e.junior] or held  # "his son Anton Jr."
        placed = name.kind == "place" or (name.kind in ("organisation", "group") and name.sure > 0.65)
        if name.kind == "organisation" and name.sure == CAPITALS_ONLY and any(e.key[-1] == word for e in held):
            placed = False  # a transcript's "SMITH:", not an acronym
        if held and (not placed or name.title is not None):
            last = [e for e in held if e.key[-1] == word]
            first = [e for e in held if e.key[0] == word]
            if name.kind == "person" and name.title is None and first and not last:
                return self._pick(first, n)
            pool = last or first or list(held)
            told = _told_sex(name)
            agreeing = [e for e in pool if told is None or e.sex in (None, told)]
            if agreeing:
                return self._pick(agreeing, n)
            if name.title is not None:
                # "Mrs. X" beside a known Mr. X: somebody else of that surname.
                return self._new(name, "person")
            return self._pick(pool, n)
        if name.kind == "person" and not (name.title is None and self._of_a_firm(name)):
            return self._misspelled(name) or self._told_later(name) or self._new(name, "person")
        return (self._misspelled(name) if name.kind == "other" else None) or self._other(name)

    def _told_later(self, name: Name) -> Entity | None:
        """The entity of no known kind that a lone word named before, now taken for a person."""
        entity = self.others.get(name.key)
        if entity is None or entity.kind != "other":
            return None
        entity.kind = "person"
        self._index(entity, name.key)
        return entity

    def _misspelled(self, name: Name) -> Entity | None:
        """The one person named in full whose surname is off by a letter from a long lone one."""
        word = name.key[0]
        if len(word) < 6 or self.spellings[name.span.of(self.surface.text)] > 2:
            return None
        near = [e for e in self.entities if e.kind == "person" and len(e.key) > 1 and e.key[-1][:1] == word[:1]]
        near = [e for e in near if len(e.key[-1]) > 5 and distance(e.key[-1], word, 1) <= 1]
        return near[0] if len(near) == 1 else None

    def _label(self, name: Name) -> Entity | None:
        """The one person whose initials label the lines of an interview ("AK: We stay.")."""
        words, k = self.surface.words, name.last + 1
        word = words[name.first]
        if not (word.isupper() and 1 < len(word) < 4 and self.surface.first[name.first]):
            return None
        if k >= len(words) or words[k] != ":":
            return None
        fitting = [
            e
            for e in self.entities
            if e.kind == "person" and word.lower() in (initials(e.key), e.key[0][0] + e.key[-1][0])
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _of_a_firm(self, name: Name) -> bool:
        """Whether one word taken for a person opens the name of one company of the article, and nobody's."""
        firms = self.by_prefix.get(name.key, ())
        if name.sex is not None or len(firms) != 1:
            return False
        word = self.surface.words[name.first]
        known = word in lexicon.given_names() or word in lexicon.words("families")
        return any(w in TRADE for w in firms[0].key) or (not known and name.sure < 0.9)

    def _pick(self, pool: Sequence[Entity], n: int) -> Entity:
        """Of several people of one surname, the one last named in full nearby, else the one most named."""
        if len(pool) == 1:
            return pool[0]
        name = self.names[n]
        paragraph = self.surface.paragraph

        def weight(entity: Entity) -> float:
            fulls = self.full_places[entity.number]
            last = bisect_left(fulls, n) - 1
            here = last >= 0 and paragraph[self.names[fulls[last]].first] == paragraph[name.first]
            before = last >= 0 and paragraph[name.first] - paragraph[self.names[fulls[last]].first] == 1
            titled = name.sex is not None and name.sex == entity.sex
            return math.log1p(len(fulls)) + 0.8 * here + 0.5 * before + 2.0 * (titled and name.title is not None)

        return max(pool, key=weight)

    def _fuller(self, entity: Entity, new: str) -> bool:
        """Whether ``new`` names more fully than the name so far: more words; of near equal spellings the commoner one,
        of a given name and its short form the longer."""
        old = entity.name
        more, less = fullness(new), fullness(old)
        if more != less or new == old:
            return more > less
        if distance(fold(new), fold(old), 2) <= 2:
            heading = entity.naming is not None and self.surface.paragraph[self.surface.at(entity.naming.start)] == 0
            return self.spellings[new] - self.spellings[old] > (-1 if heading else 0)
        return len(new) > len(old) and entity.kind == "person"

    # -- the rest --------------------------------------------------------------------------------------------

    def _other(self, name: Name) -> Entity:
        key = tuple(w for w in name.key if w not in _THE) or name.key
        entity = self.others.get(key)
        if entity is None and len(key) == 1:
            entity = self.by_initials.get(key[0])
        if entity is None and name.kind in ("organisation", "other", "person"):
            longer = [] if key[0] in NOBODYS else [e for e in self.by_prefix.get(key, ()) if not _whole(key, e.key)]
            person = name.kind == "person" and not self._of_a_firm(name)
            entity = longer[0] if len(longer) == 1 and (len(key) > 1 or not person) else None
        if entity is None and name.kind in ("organisation", "other"):
            entity = self._ending(key)
        if entity is None and name.kind == "organisation":
            entity = self._alike_body(key)
        if entity is None:
            entity = self._new(name, name.kind)
            self.others[key] = entity
            if name.kind == "organisation":
                for length in range(1, len(key)):
                    self.by_prefix[key[:length]].append(entity)
                self.by_last[key[-1]].append(entity)
            letters = "".join(w[0] for w in key if w not in ("of", "the", "and", "for", "on", "in", "to", "at"))
            if len(letters) > 1:
                self.by_initials.setdefault(letters, entity)
                self.by_initials.setdefault("".join(w[0] for w in key), entity)
        if len(key) == 1 and entity.kind in ("other", "person") and name.kind == "organisation":
            entity.kind = "organisation"
        return entity

    def _ending(self, key: tuple[str, ...]) -> Entity | None:
        """The one body whose name ends in what stands here alone: "the Bureau", "Daily News"."""
        fitting = [e for e in self.by_last.get(key[-1], ()) if e.key[-len(key) :] == key and len(e.key) > len(key)]
        if len(fitting) != 1 or key[-1] in NOBODYS:
            return None
        if len(key) > 1:
            return fitting[0] if " ".join(fitting[0].key[: -len(key)]) in places() else None
        return fitting[0] if key[0] in body_words() else None

    def _alike_body(self, key: tuple[str, ...]) -> Entity | None:
        """An organisation of the same words but one, that one off by a letter."""
        for entity in self.by_prefix.get(key[:1], ()) if len(key) > 2 else ():
            off = [(a, b) for a, b in zip(entity.key, key, strict=False) if a != b]
            if (
                len(entity.key) == len(key)
                and len(off) == 1
                and min(map(len, off[0])) > 5
                and distance(*off[0], 1) <= 1
            ):
                return entity
        return None

    def _new(self, name: Name, kind: str) -> Entity:
        made = Entity(len(self.entities) + 1, kind, "", None, name.key, name.sex)
        made.plural = kind == "group"
        made.junior = self._junior(name)
        if kind == "organisation":
            made.heads.update(sorts_of_body(name.key, name.span.of(self.surface.text)))
        self.entities.append(made)
        if kind == "person":
            self._index(made, name.key)
        return made

    def _index(self, entity: Entity, key: Iterable[str]) -> None:
        for word in key:
            if entity not in self.persons_by_word[word]:
                self.persons_by_word[word].append(entity)

    def _note(self, entity: Entity, name: Name) -> None:
        text = self.surface.text
        printed = name.span.of(text)
        told = _told_sex(name)
        if told is not None:
            entity.sex = told
        elif entity.sex is None and len(name.key) > 1:
            entity.sex = name.sex
        entity.sure = max(entity.sure, name.sure)
        full = len(name.key) > 1
        entity.fulls += full
        entity.also.add(printed)
        if name.kind == "person" and entity.kind == "other":
            entity.kind = "person"
        if entity.naming is None or self._fuller(entity, printed):
            entity.name, entity.naming = printed, name.span
        owns = _possessive(self.surface, name.last)
        under = governed(self.surface, name.first, name.whole)
        entity.mentions.append(Mention(name.first, name.last, "full" if full else "short", name.span, owns, under))


def _whole(key: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a body's name is whole by itself and the longer one another's: "Supreme Court", "Supreme Court Bar Association"."""
    rest = longer[len(key) :]
    return len(key) > 1 and key[-1] in body_words() and rest[0] not in ("of", "for") and rest[-1] in body_words()


def governed(surface: Surface, first: int, whole: Span | None = None) -> bool:
    """Whether a preposition or a verb that takes a person stands right before the mention."""
    k = first if whole is None else surface.at(whole.start)
    k -= 1
    while k >= 0 and surface.words[k].lower() in ("the", "a", "an", ","):
        k -= 1
    return k >= 0 and surface.words[k].lower() in _GOVERNING


_GOVERNING = frozenset(
    """of in on at to for by with from about into over under after before against between among through without within as
    than like told tells tell asked ask asks accused accuse urged praised backed called met meet support supporting
    endorsed endorse criticized criticised beat beating and or""".split()
)


def _possessive(surface: Surface, last: int) -> bool:
    if last + 1 >= len(surface.words):
        return False
    after = surface.words[last + 1]
    return after in ("'s", "’s") or (
        after in ("'", "’") and surface.words[last].endswith("s") and surface.starts[last + 1] == surface.ends[last]
    )


def _told_sex(name: Name) -> str | None:
    if name.title is None:
        return None
    table = lexicon.gendered("titles")
    told = [table[w] for w in name.title.lower().split() if w in table]
    return told[-1] if told else None


def _sexes_clash(one: str | None, two: str | None, title: str | None) -> bool:
    return title is not None and one is not None and two is not None and one != two
