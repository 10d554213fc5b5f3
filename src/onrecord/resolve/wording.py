"""Wordings compared: are two contents one utterance, word for word, in part, or only on one occasion?"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import LCSseq

from onrecord.resolve.names import fold

WordingRelation = Literal["same-words", "contained", "near", "paraphrase", "apart"]
"""same-words: equal but for form; contained: one is a cut of the other; near: a few words differ; paraphrase: much of
the matter in other words; apart: anything less."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP = frozenset(
    """a an the and or but if of to in on at by for with from as is are was were be been being am has have had do does
    did will would shall should can could may might must not no it its he she they we you i his her their our your my
    this that these those there here who which what when where how why said
    says say saying told s t re ve ll d""".split()
)


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a content, folded, marks aside."""
    return tuple(fold(word).replace("'", "") for word in _WORD.findall(text))


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """The words that carry matter: stop words aside."""
    return tuple(word for word in words if word not in _STOP)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two wordings align: the relation, the share of the shorter one found in the longer in order (0 to 1), and
    the number of words they share in order."""

    relation: WordingRelation
    coverage: float
    shared: int


def align(left: str, right: str) -> Alignment:
    """Align two wordings by their longest common subsequence of words. Symmetric."""
    a, b = tokens(left), tokens(right)
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if not short:
        return Alignment("apart", 0.0, 0)
    shared = LCSseq.similarity(short, long)
    coverage = shared / len(short)
    if a == b:
        return Alignment("same-words", 1.0, shared)
    matter = len(telling(short))
    if matter >= 2 and shared == len(short) and _stands_whole(short, long):
        return Alignment("contained", coverage, shared)
    # Short wordings share their small words by chance, so they have to agree more closely than long ones.
    wanted = 0.72 if len(short) >= 12 else 0.8 if len(short) >= 7 else 0.92
    if coverage >= wanted and matter >= 3 and _dense(short, long):
        return Alignment("near", coverage, shared)
    if cosine(a, b) >= 0.5 and matter >= 3:
        return Alignment("paraphrase", coverage, shared)
    return Alignment("apart", coverage, shared)


def _stands_whole(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[n : n + size] == short for n in range(len(long) - size + 1))


def _dense(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """The shared words stand together in the longer wording, not strewn over it."""
    blocks = [op for op in LCSseq.opcodes(short, long) if op.tag == "equal"]
    if not blocks:
        return False
    width = blocks[-1].dest_end - blocks[0].dest_start
    return width <= 1.6 * len(short) + 4


def cosine(left: Sequence[str], right: Sequence[str]) -> float:
    """Cosine of the counts of telling words, stems cut at six letters (0 to 1)."""
    a = Counter(word[:6] for word in telling(left))
    b = Counter(word[:6] for word in telling(right))
    dot = sum(count * b[word] for word, count in a.items())
    norm = math.sqrt(sum(c * c for c in a.values()) * sum(c * c for c in b.values()))
    return dot / norm if norm else 0.0
