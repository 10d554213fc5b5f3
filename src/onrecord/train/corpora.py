"""Readers of the corpora: gzipped JSON Lines in, texts with marked roles and names out."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Role = tuple[tuple[int, int], ...]
NAME_KINDS = ("person", "organisation", "place", "other")
_WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
_GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "other", "object": "other"}
_RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place"}
_TITLE = re.compile(
    r"(?:(?:the|The|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|President|Minister|Prime|Foreign|Defence|Secretary|Senator|Professor"
    r"|Governor|Mayor|Judge|Justice|King|Queen|Prince|Princess|Pope|General|Colonel|Captain|Ambassador|Chancellor)\b\.?\s+)+"
)
_NOT_NAMES = frozenset("i he she they we it you his her their its our my this that these who the a an".split())
_ROLE_WORDS = re.compile(r"(?i)\b(minister|secretary|president|ambassador|director|chief|officer|spokes\w+|envoy)\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked attribution: spans of code points."""

    source: Role
    cue: Role
    content: Role


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is marked in it; None where a layer is not marked at all."""

    id: str
    text: str
    attributions: tuple[Marked, ...] | None
    names: tuple[tuple[int, int, str], ...] | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a (gzipped) JSON Lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


def role(pairs: Sequence[Sequence[int]]) -> Role:
    """A role of a corpus line: its spans in order."""
    return tuple(sorted((int(s), int(e)) for s, e in pairs))


def marked(row: dict[str, Any]) -> tuple[Marked, ...]:
    """The attributions of a corpus line."""
    return tuple(Marked(role(a["source"]), role(a["cue"]), role(a["content"])) for a in row["attributions"])


def polnear(corpora: Path, part: str) -> list[Text]:
    """PolNeAR's train or dev."""
    return [Text(row["id"], row["text"], marked(row)) for row in lines(corpora / "polnear" / f"{part}.jsonl.gz")]


def versions(corpora: Path) -> dict[str, list[Text]]:
    """By text id, the marks of all the people who marked it; the dev articles are left out."""
    apart = {row["id"] for row in lines(corpora / "polnear" / "dev.jsonl.gz")}
    found: dict[str, list[Text]] = {}
    for row in lines(corpora / "polnear" / "agreement.jsonl.gz"):
        if row["id"] not in apart:
            found.setdefault(row["id"], []).append(Text(row["id"], row["text"], marked(row)))
    return found


def named(corpora: Path) -> list[Text]:
    """Texts whose names are marked: Wikigold, re3d (capitalised mentions only), GUM's proper-noun mentions."""
    made = []
    for row in lines(corpora / "ner" / "wikigold.jsonl.gz"):
        names = [(*m["span"], _WIKIGOLD[m["type"]]) for m in row["mentions"] if m["type"] in _WIKIGOLD]
        made.append(Text(row["id"], row["text"], None, _apart(names)))
    for row in lines(corpora / "ner" / "re3d-government.jsonl.gz"):
        names = [
            (*_untitled(row["text"], m["span"]), _RE3D[m["type"]])
            for m in row["mentions"]
            if m["type"] in _RE3D and _capitalised(row["text"][slice(*m["span"])])
        ]
        made.append(Text(row["id"], row["text"], None, _apart(names)))
    apart = {row["id"] for row in lines(corpora / "gum" / "attributions.jsonl.gz")}
    for row in lines(corpora / "gum" / "train.jsonl.gz"):
        if row["id"] in apart or row["genre"] not in ("news", "interview", "bio", "court"):
            continue
        names = [
            (*_untitled(row["text"], m["span"]), _GUM[m["type"]])
            for m in row["mentions"]
            if m["pos"] in ("NNP", "NNPS", "PROPN")
            and m["type"] in _GUM
            and _capitalised(row["text"][slice(*m["span"])])
        ]
        made.append(Text(row["id"], row["text"], None, _apart(names)))
    return made


def _untitled(text: str, span: Sequence[int]) -> tuple[int, int]:
    """A name without the titles before it, unless nothing would be left."""
    found = _TITLE.match(text, span[0], span[1])
    return (found.end() if found and found.end() < span[1] else span[0]), span[1]


def _capitalised(words: str) -> bool:
    found = re.findall(r"[^\W\d_]+", words)
    if " ".join(found).lower() in _NOT_NAMES:
        return False
    small = {"of", "the", "for", "and", "de", "van", "der", "la", "al", "s"}
    return bool(found) and all(w[0].isupper() or w in small for w in found) and not _ROLE_WORDS.search(words)


def _apart(names: Sequence[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """The longest of overlapping names."""
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(names, key=lambda n: (n[0] - n[1], n[0])):
        if all(end <= s or e <= start for s, e, _ in kept):
            kept.append((start, end, kind))
    return tuple(sorted(kept))


def split(texts: Sequence[Text], share: float = 0.06, seed: int = 7) -> tuple[list[Text], list[Text]]:
    """Part the articles into those to learn from and those held out; near copies (wire stories) stay together."""
    parent = list(range(len(texts)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    seen: dict[int, dict[int, int]] = {}
    counts: dict[tuple[int, int], int] = {}
    sizes = []
    for n, one in enumerate(texts):
        words = one.text.lower().split()
        shingles = {hash(tuple(words[k : k + 8])) for k in range(0, max(1, len(words) - 7))}
        sizes.append(len(shingles))
        for shingle in shingles:
            holders = seen.setdefault(shingle, {})
            for other in holders:
                counts[other, n] = counts.get((other, n), 0) + 1
            if len(holders) < 4:
                holders[n] = 1
    for (a, b), same in counts.items():
        if same > 0.15 * min(sizes[a], sizes[b]):
            parent[root(a)] = root(b)
    groups: dict[int, list[int]] = {}
    for n in range(len(texts)):
        groups.setdefault(root(n), []).append(n)
    order = sorted(groups.values(), key=lambda g: texts[g[0]].id)
    random.Random(seed).shuffle(order)
    held: set[int] = set()
    for group in order:
        if len(held) >= share * len(texts):
            break
        if len(group) <= 3:
            held.update(group)
    learn = [t for n, t in enumerate(texts) if n not in held]
    return learn, [t for n, t in enumerate(texts) if n in held]


def choose(text: Text, others: dict[str, list[Text]], luck: random.Random) -> Text:
    """The marks of one of the people who marked this text, drawn anew each pass."""
    found = others.get(text.id)
    return replace(text, attributions=luck.choice(found).attributions) if found else text
