"""Examples for the models of `link/manner`: mode, commitment, and whether the lexicon's act is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from onrecord.link.manner.moods import Read, act_of, read_all
from onrecord.link.scene.odds import Odds
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.walk import Candidate, Field, walk
from onrecord.model.attribution import Mode
from onrecord.train.circumstances import Marked, Row, as_odds, fitted
from onrecord.train.scene_rows import most_likely


def occasions_of(article: Marked, scenes: dict[str, Odds]) -> list[str | None]:
    """The kinds of occasion that the scene models give, as `link.manner.moods` sees them."""
    layout = Layout(article.text, article.blocks, article.found)

    def choose(position: int, name: Field, candidates: Sequence[Candidate]) -> tuple[int, float] | None:
        return most_likely(scenes[name], candidates)

    kinds: list[str | None] = []
    for taken in walk(article.text, layout, article.found, article.speakers, choose):
        one = taken.get("occasion")
        kinds.append(None if one is None else ("+" if one.candidate.carried else "") + one.candidate.sort)
    return kinds


def reads(
    article: Marked, occasions: Sequence[str | None], model: Odds | None = None
) -> list[tuple[Read, dict[str, Any]]]:
    """What is read of each marked attribution. Earlier modes are the marked ones, or those of ``model`` when given."""
    made: list[tuple[Read, dict[str, Any]]] = []

    def mode_of(read: Read) -> str | None:
        mark = article.marks[read.position]
        if mark is None:
            return None
        made.append((read, mark))
        return model.best(read.features)[0] if model else str(mark["mode"])

    read_all(
        article.text,
        Layout(article.text, article.blocks, article.found),
        article.found,
        article.speakers,
        occasions,
        mode_of,
    )
    return made


def manner_models(articles: Sequence[Marked], scene: dict[str, Any], strength: float = 5.0) -> dict[str, Any]:
    """The models by name: "mode", "commitment", "act right"."""
    scenes = {name: as_odds(one) for name, one in scene.items()}
    occasions = [occasions_of(article, scenes) for article in articles]
    first = [one for article, kinds in zip(articles, occasions, strict=True) for one in reads(article, kinds)]
    mode = fitted([(sorted(read.features), mark["mode"]) for read, mark in first], strength)
    model = as_odds(mode)
    more = [one for article, kinds in zip(articles, occasions, strict=True) for one in reads(article, kinds, model)]
    both = [*first, *more]
    return {
        "mode": fitted([(sorted(read.features), mark["mode"]) for read, mark in both], strength),
        "commitment": fitted([(sorted(read.features), mark["commitment"]) for read, mark in first], strength / 2),
        "act right": fitted([act_row(read, mark) for read, mark in first], strength),
    }


def act_row(read: Read, mark: dict[str, Any]) -> Row:
    """Whether the lexicon's act is the marked one."""
    act = act_of(read.signs, cast("Mode", mark["mode"]))
    features = sorted({*read.features, f"shown={act}", f"decided={mark['mode']}"})
    return features, "right" if act == mark["act"] else "no"
