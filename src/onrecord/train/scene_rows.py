"""Examples for the models of `link/scene`: each candidate phrase of each marked attribution, right or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.link.scene import TAKEN
from onrecord.link.scene.odds import Odds
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.walk import FIELDS, Candidate, Chosen, Field, likeliest, walk
from onrecord.train.circumstances import Marked, Row, as_odds, fitted, same_words


def scene_rows(articles: Sequence[Marked], models: dict[str, Odds] | None = None) -> dict[Field, list[Row]]:
    """Candidates with label "yes" or "no". Earlier choices are the right ones, or those of ``models`` when given."""
    rows: dict[Field, list[Row]] = {name: [] for name in FIELDS}
    for article in articles:
        layout = Layout(article.text, article.blocks, article.found)

        def choose(
            position: int, name: Field, candidates: Sequence[Candidate], article: Marked = article
        ) -> tuple[int, float] | None:
            mark = article.marks[position]
            if mark is None:
                return None
            right = [same_words(one.text, mark[name]) for one in candidates]
            rows[name].extend(
                (one.features, "yes" if good else "no") for one, good in zip(candidates, right, strict=True)
            )
            if models is not None:
                return most_likely(models[name], candidates)
            return (right.index(True), 0.9) if any(right) else None

        walk(article.text, layout, article.found, article.speakers, choose)
    return rows


def most_likely(model: Odds, candidates: Sequence[Candidate], least: float = TAKEN) -> tuple[int, float] | None:
    """The likeliest candidate, when it is likely enough to be shown."""
    return likeliest(candidates, [model.probabilities(one.features)[1] for one in candidates], least)


def choices(
    articles: Sequence[Marked], models: dict[str, Odds], least: float = TAKEN
) -> Iterator[tuple[Field, Chosen | None, dict[str, Any]]]:
    """For each marked attribution and field what the models choose (None: nothing), and the marks."""
    for article in articles:
        layout = Layout(article.text, article.blocks, article.found)

        def choose(position: int, name: Field, candidates: Sequence[Candidate]) -> tuple[int, float] | None:
            return most_likely(models[name], candidates, least)

        chosen = walk(article.text, layout, article.found, article.speakers, choose)
        for mark, taken in zip(article.marks, chosen, strict=True):
            if mark is not None:
                yield from ((name, taken.get(name), mark) for name in FIELDS)


def scene_models(articles: Sequence[Marked], strength: float = 10.0, folds: int = 3) -> dict[str, Any]:
    """The models by name: one a field, and one a field ("when sure") that says how often such a choice is right."""
    models: dict[str, Any] = _fitted(articles, strength)
    rows: dict[Field, list[Row]] = {name: [] for name in FIELDS}
    for fold in range(folds):
        apart = _fitted([one for n, one in enumerate(articles) if n % folds != fold], strength)
        held = [one for n, one in enumerate(articles) if n % folds == fold]
        for name, one, mark in choices(held, {key: as_odds(model) for key, model in apart.items()}):
            if one is not None:
                rows[name].append((one.signs(name), "right" if same_words(one.candidate.text, mark[name]) else "no"))
    models.update({f"{name} sure": fitted(rows[name], strength) for name in FIELDS})
    return models


def _fitted(articles: Sequence[Marked], strength: float) -> dict[str, Any]:
    """Two rounds: first on the right earlier choices, then also on those that the first models make."""
    rows = scene_rows(articles)
    first = {name: fitted(rows[name], strength) for name in rows}
    more = scene_rows(articles, {name: as_odds(one) for name, one in first.items()})
    return {name: fitted([*rows[name], *more[name]], strength) for name in rows}
