"""Which rules get a measured score, and that the fitted line mends scores that are too sure."""

from __future__ import annotations

from onrecord.extract.sureness import MODEL
from onrecord.train.sureness import FEWEST, Case, line, shares


def spread(rule: str, articles: int, *, told: bool = True) -> list[Case]:
    return [Case(n, rule, 0.9, told, True, n % 2 == 0) for n in range(articles)]


def test_a_rule_is_measured_where_articles_enough_hold_it() -> None:
    many = [Case(0, "turn", 0.9, True, True, True)] * 40  # one transcript
    found = [*spread("headline", FEWEST), *spread("nested", FEWEST, told=False), *many, *spread(MODEL, 30)]
    assert shares(found) == {"headline": ((FEWEST // 2 + 1) / (FEWEST + 2), FEWEST)}


def test_the_line_lowers_scores_that_are_too_sure() -> None:
    found = [Case(n, MODEL, 0.9, True, True, n % 10 < 7) for n in range(200)]
    found += [Case(n, MODEL, 0.5, True, True, n % 10 < 3) for n in range(200)]
    fitted = line(found)
    assert abs(fitted.score(MODEL, 0.9) - 0.7) < 0.03
    assert abs(fitted.score(MODEL, 0.5) - 0.3) < 0.03
