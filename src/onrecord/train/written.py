"""The reports written for this project with every attribution marked: what to learn from, and what is set aside."""

from __future__ import annotations

from pathlib import Path

from onrecord.train.markup import Report, reports

HOUSE = Path(__file__).parents[3]
REPORTS = HOUSE / "training" / "reports"
"""To learn from. In a checkout; not part of an installed package."""
ASIDE = HOUSE / "eval" / "reports"
"""To measure on: no weights and no rule were made with them in view."""


def written(folder: Path = REPORTS) -> list[Report]:
    """The reports of a folder; none where it is not there. Raises ValueError for markup that cannot be read."""
    return [one for path in sorted(folder.glob("*.txt")) for one in reports(path)]
