"""The measured figures that the About page shows, read from the model card itself: nothing is retyped.

The card lies in ``docs/`` of a checkout and beside this file in an installed package. A table that is not there, or not
of the shape expected, is left out: the page then only points to the card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES = (Path(__file__).with_name("model-card.md"), Path(__file__).parents[4] / "docs" / "model-card.md")
TYPES = ("direct", "mixed", "indirect")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the card: the heads of its columns, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ByType:
    """Of what is there of one quotation type, how much was found, and with the right source (both in percent).

    ``people``: the same two figures for one careful person against another, None where the card has none.
    """

    quotation: str
    found: float
    right: float
    people: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Said:
    """A step of the calibration: what was said (0 to 1), how many of those were right (0 to 1), of how many."""

    said: float
    right: float
    of: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows of the card."""

    accuracy: Table | None
    by_type: tuple[ByType, ...]
    calibration: tuple[Said, ...]


@cache
def figures() -> Figures:
    """The figures of the card that belongs to this program."""
    card = next((place.read_text(encoding="utf-8") for place in PLACES if place.is_file()), "")
    return read_figures(card)


def read_figures(card: str) -> Figures:
    """The tables of a card (Markdown)."""
    accuracy = table_under(card, "## Attributions")
    return Figures(
        accuracy,
        tuple(_by_type(accuracy)) if accuracy else (),
        tuple(_calibration(table_under(card, "## Confidence"))),
    )


def table_under(card: str, heading: str) -> Table | None:
    """The first table after a heading and before the next one of its rank."""
    lines = card.splitlines()
    if heading not in lines:
        return None
    made: list[tuple[str, ...]] = []
    for line in lines[lines.index(heading) + 1 :]:
        if line.startswith("## ") or (made and not line.startswith("|")):
            break
        if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            made.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
    return Table(made[0], tuple(row for row in made[1:] if len(row) == len(made[0]))) if len(made) > 1 else None


def _by_type(table: Table) -> list[ByType]:
    people = next((n for n, head in enumerate(table.heads) if "people" in head), None)
    made = []
    for quotation in TYPES:
        row = next((row for row in table.rows if row[0].startswith(quotation)), None)
        pair = row and _pair(row[1])
        if row and pair:
            made.append(ByType(quotation, *pair, _pair(row[people]) if people is not None else None))
    return made


def _pair(cell: str) -> tuple[float, float] | None:
    numbers = [float(number) for number in _NUMBER.findall(cell)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and max(numbers) <= 100 else None


def _calibration(table: Table | None) -> list[Said]:
    made = []
    for row in table.rows if table else ():
        try:
            made.append(Said(float(row[0]), float(row[1]), int(row[2].replace(",", ""))))
        except (ValueError, IndexError):
            return []
    return made if all(0 <= one.said <= 1 and 0 <= one.right <= 1 for one in made) else []
