"""Time words to dates against the day of publication (a Thursday, 7 May 2026, where no other is given)."""

from __future__ import annotations

import pytest

from onrecord.link.scene.dates import resolve

PUBLISHED = "2026-05-07"

CASES = [
    # the day of publication itself, as agencies write it
    ("on Thursday", ("2026-05-07", None, None)),
    # an earlier day of the same week
    ("Tuesday", ("2026-05-05", None, None)),
    # a day that has not come yet this week is last week's
    ("on Friday", ("2026-05-01", None, None)),
    # the part of the day is kept
    ("late Wednesday", ("2026-05-06", None, "late")),
    ("Sunday night", ("2026-05-03", None, "night")),
    # a possessive day: "Tuesday's debate"
    ("Tuesday’s", ("2026-05-05", None, None)),
    # two days are a range
    ("on Monday and Tuesday", ("2026-05-04", "2026-05-05", None)),
    # "last Tuesday" may be this week's: not known
    ("last Tuesday", (None, None, None)),
    # "last Friday" can only be the one of the week before
    ("last Friday", ("2026-05-01", None, None)),
    ("next Monday", ("2026-05-11", None, None)),
    ("yesterday", ("2026-05-06", None, None)),
    ("earlier today", ("2026-05-07", None, None)),
    ("tomorrow", ("2026-05-08", None, None)),
    # month and day without a year: the latest one
    ("on April 30", ("2026-04-30", None, None)),
    ("Dec. 4", ("2025-12-04", None, None)),
    ("on the 16th of April", ("2026-04-16", None, None)),
    ("on March 3, 2019", ("2019-03-03", None, None)),
    # the day of a year told by its distance, as a letter is dated
    ("dated 12 November last year", ("2025-11-12", None, None)),
    ("on 3 March of this year", ("2026-03-03", None, None)),
    ("2026-02-11", ("2026-02-11", None, None)),
    ("April 3-5", ("2026-04-03", "2026-04-05", None)),
    # the day of the month alone
    ("on the 5th", ("2026-05-05", None, None)),
    ("the 5th", ("2026-05-05", None, None)),
    ("late Thursday", ("2026-05-07", None, "late")),
    ("on the 28th", ("2026-04-28", None, None)),
    # weeks run from Monday to Sunday
    ("last week", ("2026-04-27", "2026-05-03", None)),
    # what has begun ends with the day of publication
    ("earlier this week", ("2026-05-04", "2026-05-07", None)),
    ("earlier this month", ("2026-05-01", "2026-05-07", None)),
    ("last month", ("2026-04-01", "2026-04-30", None)),
    ("over the weekend", ("2026-05-02", "2026-05-03", None)),
    ("in March", ("2026-03-01", "2026-03-31", None)),
    # a month still to come in this year is last year's
    ("in November", ("2025-11-01", "2025-11-30", None)),
    ("in April 2009", ("2009-04-01", "2009-04-30", None)),
    ("in 2014", ("2014-01-01", "2014-12-31", None)),
    ("in the early 2000s", ("2000-01-01", "2003-12-31", None)),
    ("two days ago", ("2026-05-05", None, None)),
    ("three weeks ago", ("2026-04-13", "2026-04-19", None)),
    # these hang on something else in the text, or are vague
    ("two days earlier", (None, None, None)),
    ("the next day", (None, None, None)),
    ("recently", (None, None, None)),
    ("in recent weeks", (None, None, None)),
    # an edge of a stretch is no date of speech
    ("since March", (None, None, None)),
    ("by Monday", (None, None, None)),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words for words, _ in CASES])
def test_resolved_against_the_day_of_publication(
    words: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = resolve(words, PUBLISHED)
    assert (found.date, found.until, found.part) == expected


def test_a_date_time_of_publication_counts_as_its_day() -> None:
    assert resolve("on Thursday", "2026-05-07T23:50:00+02:00").date == "2026-05-07"


def test_without_a_day_of_publication_only_a_full_date_resolves() -> None:
    assert resolve("on Thursday", None).date is None
    assert resolve("last week", None).date is None
    assert resolve("on March 3, 2019", None).date == "2019-03-03"


def test_what_is_to_come_looks_ahead() -> None:
    assert resolve("on Monday", PUBLISHED, ahead=True).date == "2026-05-11"
    assert resolve("on Monday", PUBLISHED).date == "2026-05-04"


@pytest.mark.parametrize("published", ["", "soon", "2026-13-40", "2026"])
def test_a_day_of_publication_that_is_none_resolves_nothing(published: str) -> None:
    assert resolve("on Thursday", published).date is None
