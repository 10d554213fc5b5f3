"""The figures of an evaluation: found attributions against gold ones, counted over words.

The definitions are those of the corpus's scorer: contents pair one to one by word overlap (Jaccard of a half or more),
sources agree when the head word of one lies in the other, the quotation type follows from the quotation marks alone.
Kept here so that anybody's gold can be scored; a test holds it against the scorer, figure by figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.train.corpora import Marked, Role

ROLES = ("source", "cue", "content")
TYPES = ("direct", "mixed", "indirect")
FIGURES = ("content", "attributed", "content_exact", "full_exact")
_WORD = re.compile(r"\w+(?:['\u2019.,&\-\u2011]\w+)*")
_SMALL = frozenset("the a an this that these those and or of".split())
_BREAK = frozenset(
    """of in for at from on with to by about as under near inside outside who whom whose which that where when while
    including among against during after before over running speaking citing said says familiar close led""".split()
)
_TURN = re.compile(r"[,(\[:;\u2013\u2014]|--| - ")
_OPEN, _CLOSE = "\u201c\u00ab\u201e", "\u201d\u00bb"


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, with what was counted."""

    precision: float
    recall: float
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where nothing is right."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Words:
    """The word tokens of a text."""

    text: str
    at: list[tuple[int, int]] = field(init=False)
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = [m.span() for m in _WORD.finditer(self.text)]
        self.starts = [s for s, _ in self.at]
        self.ends = [e for _, e in self.at]

    def cover(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Numbers of the words that the spans touch."""
        got: set[int] = set()
        for s, e in spans:
            got.update(range(bisect_right(self.ends, s), bisect_left(self.starts, e)))
        return frozenset(got)

    def head(self, role: frozenset[int]) -> int | None:
        """The head word of a source: the last before a comma, bracket, dash, preposition or relative pronoun."""
        best: int | None = None
        order = sorted(role)
        for n, i in enumerate(order):
            s, e = self.at[i]
            word = self.text[s:e].lower()
            if best is not None and (word in _BREAK or _TURN.search(self.text[self.ends[order[n - 1]] : s])):
                break
            if word not in _SMALL or best is None:
                best = i
        return best


def quoted_segments(text: str) -> list[tuple[int, int]]:
    """Spans inside double quotation marks, paragraph by paragraph, marks left out.

    An open mark runs to the paragraph's end only where it began the paragraph or the next one begins with a mark.
    """
    found: list[tuple[int, int]] = []
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    for n, (begin, end) in enumerate(paragraphs):
        inside, opened = _alternate(text, begin, end)
        found += inside
        if opened is None:
            continue
        following = text[slice(*paragraphs[n + 1])].lstrip()[:1] if n + 1 < len(paragraphs) else ""
        if (following and following in _OPEN + '"') or not text[begin : opened - 1].strip(" \t\u00a0'`"):
            found.append((opened, end))
    return [(s, e) for s, e in found if s < e]


def _alternate(text: str, begin: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    depth = 0
    pos = begin
    while pos < end:
        ch, width = text[pos], 1
        if text.startswith("''", pos) or text.startswith("``", pos):
            ch, width = '"', 2
        if ch in _OPEN or (ch == '"' and opened is None):
            opened, depth = (pos + width, 1) if opened is None else (opened, depth + 1)
        elif (ch in _CLOSE or ch == '"') and opened is not None:
            if ch == '"' or depth <= 1:
                found.append((opened, pos))
                opened, depth = None, 0
            else:
                depth -= 1
        pos += width
    return found, opened


@dataclass(frozen=True, slots=True)
class Digest:
    """One attribution in words."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    head: int | None
    kind: str | None
    first: int

    @classmethod
    def of(cls, words: Words, one: Marked, quoted: frozenset[int]) -> Digest:
        """The words of an attribution, its source's head and its quotation type."""
        source, cue, content = (words.cover(role) for role in (one.source, one.cue, one.content))
        inside = len(content & quoted)
        kind = None if not content else "direct" if inside == len(content) else "mixed" if inside else "indirect"
        first = min((s for role in (one.source, one.cue, one.content) for s, _ in role), default=0)
        return cls(source, cue, content, words.head(source), kind, first)


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared words over all words; 0 where one is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0


def same_source(gold: Digest, found: Digest) -> bool:
    """Whether two sources agree: the head of one in the other, or both empty."""
    if not gold.source or not found.source:
        return not gold.source and not found.source
    return gold.head in found.source or found.head in gold.source


def match(gold: Sequence[Digest], found: Sequence[Digest], threshold: float = 0.5) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, found) by falling overlap of contents, then of sources, cues, then position."""
    options = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            value = jaccard(g.content, p.content)
            if value >= threshold:
                options.append((-value, -jaccard(g.source, p.source), -jaccard(g.cue, p.cue), g.first, p.first, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for *_, i, j in sorted(options):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


@dataclass(slots=True)
class Tally:
    """Counts over many texts; ``add`` each, then ask for figures."""

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, text: str, gold_marks: Sequence[Marked], found_marks: Sequence[Marked]) -> None:
        """Count one text's gold and found attributions."""
        words = Words(text)
        segments = quoted_segments(text)
        quoted = words.cover(segments)
        gold = [Digest.of(words, one, quoted) for one in gold_marks]
        found = [Digest.of(words, one, quoted) for one in found_marks]
        self._spans(gold, found)
        self._pieces(words, gold_marks, found_marks)
        gold = [one for one in gold if one.content]
        found = [one for one in found if one.content]
        count = self.counts
        count["gold",] += len(gold)
        count["found",] += len(found)
        for one in gold:
            count["gold", one.kind or ""] += 1
        for one in found:
            count["found", one.kind or ""] += 1
        for i, j in match(gold, found):
            self._pair(gold[i], found[j])
        self._segments(words, segments, gold, found)

    def _spans(self, gold: Sequence[Digest], found: Sequence[Digest]) -> None:
        for role in ROLES:
            g = Counter(getattr(one, role) for one in gold if getattr(one, role))
            p = Counter(getattr(one, role) for one in found if getattr(one, role))
            self.counts["span", role, "hit"] += sum((g & p).values())
            self.counts["span", role, "gold"] += sum(g.values())
            self.counts["span", role, "found"] += sum(p.values())

    def _pieces(self, words: Words, gold: Sequence[Marked], found: Sequence[Marked]) -> None:
        for role in ROLES:
            g = Counter(w for one in gold for span in getattr(one, role) if (w := words.cover([span])))
            p = Counter(w for one in found for span in getattr(one, role) if (w := words.cover([span])))
            self.counts["piece", role, "hit"] += sum((g & p).values())
            self.counts["piece", role, "gold"] += sum(g.values())
            self.counts["piece", role, "found"] += sum(p.values())

    def _pair(self, gold: Digest, found: Digest) -> None:
        count = self.counts
        count["content",] += 1
        exact = gold.content == found.content
        count["content_exact",] += exact
        count["full_exact",] += exact and gold.source == found.source and gold.cue == found.cue
        count["hit gold", gold.kind or ""] += 1
        count["hit found", found.kind or ""] += 1
        if same_source(gold, found):
            count["attributed",] += 1
            count["source gold", gold.kind or ""] += 1
            count["source found", found.kind or ""] += 1

    def _segments(
        self, words: Words, segments: Sequence[tuple[int, int]], gold: Sequence[Digest], found: Sequence[Digest]
    ) -> None:
        for span in segments:
            inside = words.cover([span])
            owners = [one for one in gold if 2 * len(inside & one.content) >= len(inside)]
            if len(inside) < 3 or not owners:
                continue
            owner = max(owners, key=lambda one: len(inside & one.content))
            self.counts["segments",] += 1
            self.counts["segments owned",] += bool(owner.source)
            best = max(found, key=lambda one: (len(inside & one.content), same_source(owner, one)), default=None)
            if best is not None and 2 * len(inside & best.content) >= len(inside):
                self.counts["segments found",] += 1
                self.counts["segments right",] += bool(owner.source) and same_source(owner, best)

    def rate(self, name: str) -> Rate:
        """One of FIGURES over all attributions."""
        hits = self.counts[name,]
        return _rate(hits, self.counts["found",], hits, self.counts["gold",])

    def of_type(self, kind: str, *, sourced: bool) -> Rate:
        """Attributions of one quotation type: content found, or with the source right too."""
        word = "source" if sourced else "hit"
        count = self.counts
        return _rate(
            count[f"{word} found", kind], count["found", kind], count[f"{word} gold", kind], count["gold", kind]
        )

    def span(self, role: str) -> Rate:
        """Exact fillers of one role, unlinked."""
        hits = self.counts["span", role, "hit"]
        return _rate(hits, self.counts["span", role, "found"], hits, self.counts["span", role, "gold"])

    def piece(self, role: str) -> Rate:
        """Exact unbroken spans of one role, unlinked (CofeNet's protocol)."""
        hits = self.counts["piece", role, "hit"]
        return _rate(hits, self.counts["piece", role, "found"], hits, self.counts["piece", role, "gold"])

    @property
    def segment_speakers(self) -> float:
        """Share of quoted segments with a gold source whose source is right (missed ones are wrong)."""
        owned = self.counts["segments owned",]
        return self.counts["segments right",] / owned if owned else 0.0

    def figures(self) -> Mapping[str, float]:
        """All figures by name, as shares of 1."""
        made = {name: self.rate(name).f1 for name in FIGURES}
        for kind in TYPES:
            made[f"{kind} content recall"] = self.of_type(kind, sourced=False).recall
            made[f"{kind} attributed recall"] = self.of_type(kind, sourced=True).recall
        for role in ROLES:
            made[f"{role} span"] = self.span(role).f1
        made["segment speakers"] = self.segment_speakers
        return made


def _rate(hit_found: int, found: int, hit_gold: int, gold: int) -> Rate:
    return Rate(hit_found / found if found else 0.0, hit_gold / gold if gold else 0.0, found, gold)


def roles(source: Role, cue: Role, content: Role) -> Marked:
    """An attribution from plain spans."""
    return Marked(tuple(map(tuple, source)), tuple(map(tuple, cue)), tuple(map(tuple, content)))  # type: ignore[arg-type]
