"""Pronouns and descriptions of GUM, and the pronouns of GAP, as further choices for the speaker rankers, and the measures on them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.link.speakers.choosing import Chooser
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.nominals import DEFINITE
from onrecord.link.speakers.options import Option
from onrecord.link.speakers.ranking import Weights
from onrecord.link.speakers.stage import stage_of
from onrecord.model import Found, Span
from onrecord.train.corpora import lines
from onrecord.train.speaker_examples import Example

_ASKED = frozenset("he him his she her they their them who which it its".split())
DESCRIPTION = 2.0
"""How much more a description counts than a pronoun: chosen by folds over the train articles."""
_LONGEST = 60
"""Characters of the longest description that is asked about."""
_GENRES = frozenset(("news", "interview", "bio", "court"))


def gum_examples(
    corpora: Path, weights: Weights, part: str = "train", weight: float = 0.1
) -> tuple[list[Example], dict[str, list[int]]]:
    """Pronouns of GUM's news, interviews, lives and court texts, texts of `attributions.jsonl.gz` left out of train.

    Also gives, by form, [right by ``weights``, asked].
    """
    apart = {row["id"] for row in lines(corpora / "gum" / "attributions.jsonl.gz")} if part == "train" else set()
    made: list[Example] = []
    counts: dict[str, list[int]] = {}
    for row in lines(corpora / "gum" / f"{part}.jsonl.gz"):
        if row["genre"] in _GENRES and row["id"] not in apart:
            _gum(row, weights, weight, made, counts)
    return made, counts


def _gum(
    row: dict[str, Any], weights: Weights, weight: float, made: list[Example], counts: dict[str, list[int]]
) -> None:
    text = row["text"]
    heads: dict[str, list[tuple[int, int]]] = {}
    asked: list[tuple[Span, str]] = []
    for mention in row["mentions"]:
        span = Span(*mention["span"])
        printed = span.of(text).lower()
        if printed in _ASKED:
            asked.append((span, mention["cluster"]))
        else:
            heads.setdefault(mention["cluster"], []).append(tuple(mention["head"]))
            if printed.split()[0] in DEFINITE and span.length <= _LONGEST:
                asked.append((span, mention["cluster"]))
    found = tuple(Found((span,), (), (), "indirect") for span, _ in asked)

    def right(n: int, options: Sequence[Option]) -> int | None:
        own, cluster = asked[n]
        wanted = [(s, e) for s, e in heads.get(cluster, []) if not (own.start <= s and e <= own.end)]
        described = any(option.special == "self" for option in options)
        fitting = [
            (not (described and option.entity.named), k)
            for k, option in enumerate(options)
            if option.entity is not None and _overlaps(option.entity, wanted)
        ]
        if fitting:
            return min(fitting)[1]
        return next((k for k, option in enumerate(options) if option.special == "self"), None)

    _ask(text, found, weights, right, weight, made, counts)


def _overlaps(entity: Entity, wanted: Sequence[tuple[int, int]]) -> bool:
    return any(
        m.form in ("full", "short", "nominal") and any(m.span.start < e and s < m.span.end for s, e in wanted)
        for m in entity.mentions
    )


def _ask(
    text: str,
    found: tuple[Found, ...],
    weights: Weights,
    right: Any,
    weight: float,
    made: list[Example],
    counts: dict[str, list[int]],
) -> None:
    from onrecord.link.speakers.ranking import probabilities

    def judge(n: int, form: str, options: Sequence[Option]) -> int | None:
        k: int | None = right(n, options)
        tally = counts.setdefault(form, [0, 0])
        tally[1] += 1
        if k is None:
            return None
        shares = probabilities(form, options, weights)
        tally[0] += shares[k] == max(shares)
        if len(options) > 1:
            times = DESCRIPTION if form == "description" else 1.0
            rows = tuple(o.features for o in options)
            made.append(Example(form, rows, tuple(o.special for o in options), k, times * weight))
        return k

    Chooser(stage_of(text, (), (), found), found, weights, judge, apart=True).choose()


def gap_examples(
    corpora: Path, weights: Weights, part: str = "train", weight: float = 0.05
) -> tuple[list[Example], dict[str, list[int]]]:
    """GAP's pronouns; those that stand for neither name are left out. Also [right, asked] by form."""
    made: list[Example] = []
    counts: dict[str, list[int]] = {}
    for row in lines(corpora / "gap" / f"{part}.jsonl.gz"):
        if not (row["a_is_it"] or row["b_is_it"]):
            continue
        wanted = Span(*(row["a"] if row["a_is_it"] else row["b"]))
        name = wanted.of(row["text"])

        def right(n: int, options: Sequence[Option], wanted: Span = wanted, name: str = name) -> int | None:
            for k, option in enumerate(options):
                if option.entity is not None and any(m.span.overlaps(wanted) for m in option.entity.mentions):
                    return k
            return None

        found = (Found((Span(*row["pronoun"]),), (), (), "indirect"),)
        _ask(row["text"], found, weights, right, weight, made, counts)
    return made, counts
