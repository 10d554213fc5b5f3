"""From named mentions to entities: who is one and the same inside an article, and the fullest name of each."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.link.speakers import lexicon
from onrecord.link.speakers.names import CAPITALS_ONLY, Name
from onrecord.link.speakers.runs import SUFFIXES, fold
from onrecord.link.speakers.surface import Surface
from onrecord.model import Span

_SHORT = dict(
    pair.split("=")
    for pair in """bill=william will=william billy=william bob=robert rob=robert bobby=robert dick=richard rick=richard
    jim=james jimmy=james joe=joseph tom=thomas mike=michael dave=david dan=daniel ben=benjamin sam=samuel tony=anthony
    andy=andrew steve=steven stephen=steven chris=christopher matt=matthew nick=nicholas greg=gregory jeff=jeffrey
    ken=kenneth ed=edward ted=edward liz=elizabeth beth=elizabeth kate=katherine kathy=katherine sue=susan jen=jennifer
    bernie=bernard mitt=willard jeb=john jack=john don=donald ron=ronald ray=raymond larry=lawrence jerry=gerald
    alex=alexander sasha=alexander abe=abraham al=albert gene=eugene hank=henry harry=henry pat=patrick""".split()
)
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
    printed: Counter[str] = field(default_factory=Counter)
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
        self.names = names
        self.entities: list[Entity] = []
        self.spellings = Counter(name.span.of(surface.text) for name in names)
        self.of: list[Entity | None] = [None] * len(names)
        self.persons_by_word: dict[str, list[Entity]] = defaultdict(list)
        self.others: dict[tuple[str, ...], Entity] = {}
        self.by_initials: dict[str, Entity] = {}
        self.by_prefix: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        self.full_places: dict[int, list[int]] = defaultdict(list)

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
        return name.kind == "person" and name.sure > 0.5 and len(name.key) > 1 and not self.surface.shouting[name.first]

    def _person(self, name: Name) -> Entity:
        """The entity of a full name: one of the same surname and agreeing given names, or a new one."""
        for entity in self.persons_by_word.get(name.key[-1], ()):
            if same_person(entity.key, name.key) and not _sexes_clash(entity.sex, name.sex, name.title):
                if len(name.key) > len(entity.key):
                    self._index(entity, name.key)
                    entity.key = name.key
                return entity
        alike = self._alike(name)
        if alike is not None:
            return alike
        return self._new(name, "person")

    def _alike(self, name: Name) -> Entity | None:
        """A person spelled nearly alike: one given name the same, the surname off by a letter or two."""
        for entity in self.persons_by_word.get(name.key[0], ()):
            if entity.key[0] != name.key[0] or len(entity.key) != len(name.key):
                continue
            ours, theirs = entity.key[-1], name.key[-1]
            if min(len(ours), len(theirs)) >= 5 and _distance(ours, theirs, 2) <= (1 if len(ours) < 8 else 2):
                return entity
        return None

    def _several_words(self, n: int) -> Entity | None:
        name = self.names[n]
        if name.kind == "person" or (name.kind == "other" and not any(w in _THE for w in name.key)):
            within = [
                e
                for e in self.persons_by_word.get(name.key[-1], ())
                if _part(name.key, e.key) or same_person(e.key, name.key)
            ]
            if within:
                return self._pick(within, n)
        if name.kind == "person" and name.key not in self.by_prefix:
            return self._new(name, "person")
        return self._other(name)

    def _single(self, n: int) -> Entity | None:
        name = self.names[n]
        word = name.key[0]
        held = self.persons_by_word.get(word, ())
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
            return self._new(name, "person")
        return self._other(name)

    def _of_a_firm(self, name: Name) -> bool:
        """Whether one word taken for a person opens the name of one company of the article, and nobody's."""
        firms = self.by_prefix.get(name.key, ())
        return name.sex is None and len(firms) == 1 and any(w in _TRADE for w in firms[0].key)

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
            titled = name.sex is not None and name.sex == entity.sex
            return math.log1p(len(fulls)) + 0.8 * here + 2.0 * (titled and name.title is not None)

        return max(pool, key=weight)

    def _fuller(self, entity: Entity, new: str) -> bool:
        """Whether ``new`` names more fully than the name so far: more words; of near equal spellings the commoner one,
        of a given name and its short form the longer."""
        old = entity.name
        more, less = _fullness(new), _fullness(old)
        if more != less or new == old:
            return more > less
        if _distance(fold(new), fold(old), 2) <= 2:
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
            longer = self.by_prefix.get(key, [])
            person = name.kind == "person" and not self._of_a_firm(name)
            entity = longer[0] if len(longer) == 1 and (len(key) > 1 or not person) else None
        if entity is None and name.kind == "organisation":
            entity = self._alike_body(key)
        if entity is None:
            entity = self._new(name, name.kind)
            self.others[key] = entity
            if name.kind == "organisation":
                for length in range(1, len(key)):
                    self.by_prefix[key[:length]].append(entity)
            letters = "".join(w[0] for w in key if w not in ("of", "the", "and", "for", "on", "in", "to", "at"))
            if len(letters) > 1:
                self.by_initials.setdefault(letters, entity)
                self.by_initials.setdefault("".join(w[0] for w in key), entity)
        if len(key) == 1 and entity.kind in ("other", "person") and name.kind == "organisation":
            entity.kind = "organisation"
        return entity

    def _alike_body(self, key: tuple[str, ...]) -> Entity | None:
        """An organisation of the same words but one, that one off by a letter."""
        for entity in self.by_prefix.get(key[:1], ()) if len(key) > 2 else ():
            off = [(a, b) for a, b in zip(entity.key, key, strict=False) if a != b]
            if (
                len(entity.key) == len(key)
                and len(off) == 1
                and min(map(len, off[0])) > 5
                and _distance(*off[0], 1) <= 1
            ):
                return entity
        return None

    def _new(self, name: Name, kind: str) -> Entity:
        made = Entity(len(self.entities) + 1, kind, "", None, name.key, name.sex)
        made.plural = kind == "group"
        if kind == "organisation":
            made.heads.update(_sorts_of_body(name.key, name.span.of(self.surface.text)))
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
        entity.printed[printed] += 1
        if entity.naming is None or self._fuller(entity, printed):
            entity.name, entity.naming = printed, name.span
        owns = _possessive(self.surface, name.last)
        under = governed(self.surface, name.first, name.whole)
        entity.mentions.append(Mention(name.first, name.last, "full" if full else "short", name.span, owns, under))


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


def same_person(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: surname the same, given names equal, short for one another or initials."""
    if ours == theirs:
        return True
    if ours[-1] != theirs[-1]:
        return set(ours) == set(theirs)
    one, two = ours[0], theirs[0]
    if one == two or _SHORT.get(one, one) == _SHORT.get(two, two):
        middle, other = ours[1:-1], theirs[1:-1]
        return not middle or not other or any(a[0] == b[0] for a, b in zip(middle, other, strict=False))
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    if min(len(one), len(two)) >= 5 and one[0] == two[0] and _distance(one, two, 1) <= 1:
        return True
    return _part(ours, theirs) or _part(theirs, ours)


def _part(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    """Whether ``small`` stands in ``large`` as one run that ends it."""
    return len(small) < len(large) and large[-len(small) :] == small


def _told_sex(name: Name) -> str | None:
    if name.title is None:
        return None
    table = lexicon.gendered("titles")
    told = [table[w] for w in name.title.lower().split() if w in table]
    return told[-1] if told else None


def _sexes_clash(one: str | None, two: str | None, title: str | None) -> bool:
    return title is not None and one is not None and two is not None and one != two


def _fullness(name: str) -> float:
    words = name.replace(",", " ").split()
    shouted = len(name) > 4 and name.isupper()
    return sum(0.4 if len(w.strip(".")) == 1 else 0.5 if fold(w) in SUFFIXES else 1.0 for w in words) - 0.4 * shouted


def _distance(one: str, two: str, most: int) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, two, score_cutoff=most)


_MEDIA = frozenset(
    "post times news tribune journal herald gazette guardian telegraph observer chronicle examiner globe mail magazine".split()
)
_TRADE = frozenset(
    """inc corp co ltd llc plc company companies holdings industries pharmaceuticals pharmaceutical motors group systems
    technologies airlines""".split()
)
OUTLET_HEADS = frozenset(
    "network outlet newspaper paper magazine publication website site channel broadcaster station tabloid agency".split()
)
TRADE_HEADS = frozenset("company firm corporation maker retailer manufacturer".split())
_SCHOOL_HEADS = frozenset("school university college".split())


def _sorts_of_body(key: Sequence[str], printed: str) -> set[str]:
    """The words that a later description may head: those of its own name, and those of its trade."""
    heads = {w for w in key if w in lexicon.words("collectives")}
    if printed in lexicon.words("outlets") or any(w in _MEDIA for w in key):
        heads |= OUTLET_HEADS
    if any(w in _TRADE for w in key):
        heads |= TRADE_HEADS
    if any(w in _SCHOOL_HEADS for w in key):
        heads |= _SCHOOL_HEADS
    return heads
