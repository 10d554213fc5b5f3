"""One person under several names, two people under one: entities of articles put together across articles.

A name alone merges only when it is a full name and nothing speaks against it. Evidence is added up as log-odds
(natural logarithms, set by hand from the set in eval/people.py, not fitted to any article); the reasons are kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.model.answers import Judgement
from onrecord.resolve import roles
from onrecord.resolve.names import fold, organisation_relation, parts, relation, surname_keys
from onrecord.resolve.naming import naming

SAME = 2.0
"""Merged by the program at or above this log-odds (about 0.88)."""
CANDIDATE = -1.0
"""Offered to a person for judgement at or above this."""
DESCRIBED = 0.5
"""A description with a proper name in it ("Kell police") is at most so likely the same (about 0.62): never merged."""
_NAME_ALONE = 3.0
_CONFLICT = -4.5
_COMPANY_MOST = 2.2
BLOCK_LIMIT = 400
"""More entities than this under one surname are compared only within the same full name or role."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as one article has it. ``company``: folded names of the other entities there."""

    id: str
    article: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    company: frozenset[str] = frozenset()
    authority: str | None = None
    """Identifier in the user's authority file, where the name is in it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one, with the log-odds and the reasons in plain words."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]

    @property
    def probability(self) -> float:
        """The log-odds as a probability (0 to 1)."""
        return 1 / (1 + math.exp(-self.score))


@dataclass(frozen=True, slots=True)
class People:
    """Clusters of entity ids (one person each, largest first) and the pairs left to a person's judgement."""

    clusters: tuple[tuple[str, ...], ...]
    candidates: tuple[Candidate, ...]


def seen_id(article: str, name: str) -> str:
    """Id of an entity of an article: stays the same under a better model as long as the name does."""
    return f"{article}#{fold(name)}"


def compare(left: Seen, right: Seen) -> Candidate:
    """The evidence that two entities of different articles are one. Symmetric but for the order of the ids."""
    reasons: list[str] = []
    if left.kind != right.kind:
        return Candidate(left.id, right.id, -9.0, (f"one is a {left.kind}, the other a {right.kind}",))
    if left.authority and right.authority:
        agree = left.authority == right.authority
        words = "the same" if agree else "different"
        return Candidate(left.id, right.id, 9.0 if agree else -9.0, (f"{words} entries of the authority file",))
    nobody = next((one.name for one in (left, right) if naming(one.name, one.kind) == "nobody"), None)
    if nobody is not None:
        return Candidate(left.id, right.id, -9.0, (f'"{nobody}" names nobody: it may be another one in each report',))
    score = _name_evidence(left, right, reasons)
    if score > -9.0 and left.kind == "person":
        score += _role_evidence(left, right, reasons)
        score += _company_evidence(left, right, reasons)
    described = next((one.name for one in (left, right) if naming(one.name, one.kind) == "described"), None)
    if described is not None and score > DESCRIBED:
        score = DESCRIBED
        reasons.append(f'"{described}" describes, and may fit others too')
    return Candidate(left.id, right.id, score, tuple(reasons))


def _name_evidence(left: Seen, right: Seen, reasons: list[str]) -> float:
    if left.kind in ("organisation", "group", "document", "poll"):
        link = organisation_relation(left.name, right.name)
        reasons.append(f'names "{left.name}" and "{right.name}": {link}')
        return {"equal": 4.0, "initials": 2.5}.get(link, -9.0)
    for a in (left.name, *left.aliases):
        for b in (right.name, *right.aliases):
            if _suffix_clash(a, b):
                reasons.append(f'"{a}" and "{b}" are told apart by their suffix')
                return -9.0
    link = relation(left.name, right.name)
    mine, theirs = parts(left.name), parts(right.name)
    full = mine.full and theirs.full and (len(mine.words) > 1 or len(theirs.words) > 1 or mine.noble == theirs.noble)
    reasons.append(f'names "{left.name}" and "{right.name}": {link}')
    if link == "equal":
        return _NAME_ALONE if full else 0.0
    return {"part": 1.0 if full else 0.0, "initials": 1.0, "variant": 0.7 if full else -1.0}.get(link, -9.0)


def _suffix_clash(a: str, b: str) -> bool:
    x, y = parts(a), parts(b)
    return bool(x.words and y.words and x.words[-1] == y.words[-1] and x.suffix and y.suffix and x.suffix != y.suffix)


def _role_evidence(left: Seen, right: Seen, reasons: list[str]) -> float:
    found = {roles.relation(a, b): (a, b) for a in left.roles for b in right.roles}
    for kind, weight in (("same", 2.5), ("compatible", 0.5), ("conflict", _CONFLICT)):
        pair = found.get(kind)  # type: ignore[call-overload]
        if pair:
            reasons.append(f'roles "{pair[0]}" and "{pair[1]}": {kind}')
            return weight
    return 0.0


def _company_evidence(left: Seen, right: Seen, reasons: list[str]) -> float:
    mine, theirs = left.company - {fold(left.name)}, right.company - {fold(right.name)}
    shared = mine & theirs
    if not shared:
        return 0.0
    some = ", ".join(sorted(shared)[:3])
    reasons.append(f"named together with the same others ({some})")
    return min(_COMPANY_MOST, 0.9 * len(shared))


@dataclass(slots=True)
class _Groups:
    """Clusters under merging, with what may never be put together."""

    of: dict[str, int] = field(default_factory=dict)
    members: dict[int, set[str]] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def start(self, ids: Iterable[str]) -> None:
        for number, one in enumerate(ids):
            self.of[one] = number
            self.members[number] = {one}

    def keep_apart(self, left: str, right: str) -> None:
        self.apart[left].add(right)
        self.apart[right].add(left)

    def may_join(self, left: str, right: str) -> bool:
        mine, theirs = self.members[self.of[left]], self.members[self.of[right]]
        small, large = sorted((mine, theirs), key=len)
        return not any(self.apart[one] & large for one in small if one in self.apart)

    def join(self, left: str, right: str) -> None:
        a, b = self.of[left], self.of[right]
        if a == b:
            return
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        for one in self.members.pop(b):
            self.of[one] = a
            self.members[a].add(one)


def people(seen: Sequence[Seen], judgements: Sequence[Judgement] = ()) -> People:
    """Put entities together. Judgements (the latest on a pair counts) go before all evidence of the program's own.

    Two entities that one article keeps apart are never merged by the program. Linear in the number of candidate
    pairs: only entities that share a surname, an acronym or an authority entry are compared.
    """
    by_id = {one.id: one for one in seen}
    groups = _Groups()
    groups.start(by_id)
    decided = _latest(judgements, by_id)
    pairs = _candidate_pairs(by_id)
    scored = [compare(by_id[a], by_id[b]) for a, b in pairs if frozenset((a, b)) not in decided]
    scored = _doubt_shared_names(by_id, scored)
    _keep_apart(by_id, decided, scored, groups)
    for pair, decision in decided.items():
        if decision == "same":
            groups.join(*sorted(pair))
    scored.sort(key=lambda one: (-one.score, one.left, one.right))
    for one in scored:
        if one.score >= SAME and groups.may_join(one.left, one.right):
            groups.join(one.left, one.right)
    open_pairs = tuple(one for one in scored if one.score >= CANDIDATE and groups.of[one.left] != groups.of[one.right])
    ordered = sorted((tuple(sorted(m)) for m in groups.members.values()), key=lambda m: (-len(m), m))
    return People(tuple(ordered), open_pairs)


def _doubt_shared_names(by_id: dict[str, Seen], scored: Sequence[Candidate]) -> list[Candidate]:
    """Where two people are known to bear one full name, neither it nor common company merges anybody any more."""
    shared = {
        fold(by_id[one.left].name)
        for one in scored
        if one.score < CANDIDATE and fold(by_id[one.left].name) == fold(by_id[one.right].name)
    }
    doubted = []
    for one in scored:
        name_alone = SAME <= one.score <= _NAME_ALONE + _COMPANY_MOST and fold(by_id[one.left].name) in shared
        if name_alone:
            reasons = (*one.reasons, "more than one person bears this name here")
            one = Candidate(one.left, one.right, SAME - 1.0, reasons)
        doubted.append(one)
    return doubted


def _keep_apart(
    by_id: dict[str, Seen], decided: dict[frozenset[str], str], scored: Sequence[Candidate], groups: _Groups
) -> None:
    in_article: dict[str, list[str]] = defaultdict(list)
    for one in by_id.values():
        in_article[one.article].append(one.id)
    for ids in in_article.values():
        for a, b in combinations(ids, 2):
            if decided.get(frozenset((a, b))) != "same":
                groups.keep_apart(a, b)
    for pair, decision in decided.items():
        if decision != "same":
            groups.keep_apart(*sorted(pair))
    for pair_scored in scored:
        if pair_scored.score < CANDIDATE:
            groups.keep_apart(pair_scored.left, pair_scored.right)


def _candidate_pairs(by_id: dict[str, Seen]) -> list[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for one in by_id.values():
        for name in (one.name, *one.aliases):
            for key in surname_keys(name):
                blocks[f"{one.kind}:{key}"].add(one.id)
            acronym = parts(name).acronym
            if acronym:
                blocks[f"{one.kind}:{acronym}"].add(one.id)
        if one.kind == "organisation":
            words = [w for w in parts(one.name).words if w not in {"of", "the", "and", "for"}]
            blocks[f"{one.kind}:{''.join(w[0] for w in words)}"].add(one.id)
        if one.authority:
            blocks[f"authority:{one.authority}"].add(one.id)
    found: set[tuple[str, str]] = set()
    for ids in blocks.values():
        group = sorted(ids)
        if len(group) > BLOCK_LIMIT:
            group = _same_full_name_first(group, by_id)
        found.update((a, b) for a, b in combinations(group, 2) if by_id[a].article != by_id[b].article)
    return sorted(found)


def _same_full_name_first(group: list[str], by_id: dict[str, Seen]) -> list[str]:
    """A block too large to compare whole: one representative of each (name, role), which stand for the rest."""
    kept: dict[tuple[str, tuple[str, ...]], str] = {}
    for one in group:
        kept.setdefault((fold(by_id[one].name), by_id[one].roles), one)
    return list(kept.values())[:BLOCK_LIMIT]


def _latest(judgements: Sequence[Judgement], by_id: dict[str, Seen]) -> dict[frozenset[str], str]:
    """The last word on each pair. A judgement whose ids are gone is bound to the same article's fitting name."""
    latest: dict[frozenset[str], str] = {}
    for one in judgements:
        if one.about != "person":
            continue
        left, right = _rebound(one.left, by_id), _rebound(one.right, by_id)
        if left and right and left != right:
            latest[frozenset((left, right))] = one.decision
    return latest


def _rebound(wanted: str, by_id: dict[str, Seen]) -> str | None:
    if wanted in by_id:
        return wanted
    article, _, name = wanted.rpartition("#")
    fitting = [
        one.id
        for one in by_id.values()
        if one.article == article
        and any(relation(name, n) in ("equal", "part", "initials") for n in (one.name, *one.aliases))
    ]
    return fitting[0] if len(fitting) == 1 else None
