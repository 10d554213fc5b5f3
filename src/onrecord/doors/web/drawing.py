"""Geometry of pictures: whom a person speaks to and about, their roles over time, how a statement spread. Pure.

The first is readable with five names or five hundred: the most frequent names are labelled on both sides of the
speaker, the size of a dot showing how often; all the others stand below as a field of small dots, each with its name
for those who point at it, and in full in the table beneath.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Counted, RoleHeld, Version

LABELLED = 12
ROW = 30.0
WIDTH = 960.0
MIDDLE = WIDTH / 2
COLUMN = 250.0
"""Distance of the named dots from the middle."""
LABEL_LENGTH = 26
_TOP = 34.0
_FIELD_COLUMNS = 18
_FIELD_STEP = 13.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A name in the picture; ``label`` None where only pointing at it tells the name."""

    x: float
    y: float
    radius: float
    name: str
    count: int
    id: str | None
    label: str | None
    label_x: float = 0.0
    path: str = ""
    thickness: float = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the picture: labelled dots, the field of the others, and how many those are."""

    dots: tuple[Dot, ...]
    field: tuple[Dot, ...]
    others: int
    field_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Network:
    """The whole picture. The speaker stands at ``(middle, center)``."""

    width: float
    height: float
    middle: float
    center: float
    left: Side
    right: Side


def network(to: Sequence[Counted], about: Sequence[Counted]) -> Network:
    """Lay out whom somebody speaks to (left) and about (right), each most frequent first."""
    rows = max(min(len(to), LABELLED), min(len(about), LABELLED), 3)
    named = _TOP + rows * ROW
    center = _TOP + (rows - 1) * ROW / 2
    most = max((one.count for one in (*to, *about)), default=1)
    left, right = (_side(names, sign, center, named + 26, most) for names, sign in ((to, -1.0), (about, 1.0)))
    deepest = max((dot.y for side in (left, right) for dot in side.field), default=named - 20)
    return Network(WIDTH, deepest + 24, MIDDLE, center, left, right)


def _side(names: Sequence[Counted], sign: float, center: float, field_y: float, most: int) -> Side:
    shown, others = names[:LABELLED], names[LABELLED:]
    start = center - (len(shown) - 1) * ROW / 2
    dots = tuple(_dot(one, sign, start + n * ROW, center, most) for n, one in enumerate(shown))
    return Side(dots, tuple(_field(others, sign, field_y + 16)), len(others), field_y, "end" if sign < 0 else "start")


def _dot(one: Counted, sign: float, y: float, center: float, most: int) -> Dot:
    share = math.sqrt(one.count / most)
    x, radius = MIDDLE + sign * COLUMN, 3.0 + 8.0 * share
    bend = MIDDLE + sign * COLUMN * 0.55
    end = f"{x - sign * radius:.1f},{y:.1f}"
    path = f"M{MIDDLE + sign * 8:.1f},{center:.1f}C{bend:.1f},{center:.1f} {bend:.1f},{y:.1f} {end}"
    label = one.name if len(one.name) <= LABEL_LENGTH else one.name[: LABEL_LENGTH - 1] + "…"
    return Dot(x, y, radius, one.name, one.count, one.id, label, x + sign * 18, path, 0.8 + 4.2 * share)


def _field(others: Sequence[Counted], sign: float, top: float) -> list[Dot]:
    inner = MIDDLE + sign * (COLUMN - 40)
    return [
        Dot(
            inner + sign * (n % _FIELD_COLUMNS) * _FIELD_STEP * 0.95,
            top + (n // _FIELD_COLUMNS) * _FIELD_STEP,
            2.0 + min(3.0, math.sqrt(one.count) * 0.8),
            one.name, one.count, one.id, None,
        )
        for n, one in enumerate(others)
    ]  # fmt: skip


# -- roles over time ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lane:
    """A role as printed, with the part of somebody's time in the record in which it was: percent from the left.

    ``start`` is None where no report that prints it has a date.
    """

    role: RoleHeld
    start: float | None
    length: float


LEAST = 1.5
"""A role printed on one day only is still seen: percent."""


def lanes(roles: Sequence[RoleHeld], first: str | None, last: str | None) -> tuple[Lane, ...]:
    """Roles in the order in which they were printed first, those without a date last, between two days (ISO)."""
    began, ended = _day(first), _day(last)
    made = []
    for role in sorted(roles, key=lambda one: (one.since is None, one.since or "", one.until or "")):
        since, until = _day(role.since), _day(role.until)
        if since is None or until is None or began is None or ended is None:
            made.append(Lane(role, None, 0.0))
            continue
        whole = max(1, (ended - began).days)
        length = max(LEAST, 100 * (until - since).days / whole)
        start = min(100 * max(0, (since - began).days) / whole, 100 - length)
        made.append(Lane(role, max(0.0, start), min(length, 100.0)))
    return tuple(made)


# -- how a statement spread -------------------------------------------------------------------------------------------

SPREAD_ROWS = 12
SPREAD_ROW = 26.0
SPREAD_LEFT = 190.0
SPREAD_RIGHT = 24.0
PHONE_WIDTH, PHONE_LEFT = 360.0, 118.0


@dataclass(frozen=True, slots=True)
class Printed:
    """Versions of one outlet on one day; ``copy``: all of them repeat another report nearly word for word; ``first``: on
    the first day that any was published on."""

    x: float
    y: float
    radius: float
    day: str
    versions: int
    copy: bool
    first: bool


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One outlet, or (the last row of many) all the other outlets together."""

    name: str
    y: float
    dots: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A row for each outlet in the order in which they printed it, a dot for each day; ``ticks`` are (x, ISO day)."""

    width: float
    left: float
    height: float
    rows: tuple[SpreadRow, ...]
    ticks: tuple[tuple[float, str], ...]
    undated: int


def spread(versions: Sequence[Version], *, width: float = WIDTH, left: float = SPREAD_LEFT) -> Spread | None:
    """Lay out who printed a statement when, names in the first ``left`` units. None with fewer than two dates."""
    dated = [(one, day) for one in versions if (day := _day(one.article.published)) is not None]
    if len(dated) < 2:
        return None
    days = [day for _, day in dated]
    first, last = min(days), max(days)
    span = (last - first).days

    def x(day: date) -> float:
        room = width - left - SPREAD_RIGHT - 24
        return left + 12 + room * ((day - first).days / span if span else 0.5)

    outlets = list(
        dict.fromkeys(one.article.outlet or "outlet unknown" for one, _ in sorted(dated, key=lambda p: p[1]))
    )
    named = outlets if len(outlets) <= SPREAD_ROWS else outlets[: SPREAD_ROWS - 1]
    rows: dict[str, dict[date, list[Version]]] = {name: {} for name in named}
    for one, day in dated:
        name = one.article.outlet or "outlet unknown"
        rows.setdefault(name if name in rows else f"{len(outlets) - len(named)} other outlets", {}).setdefault(
            day, []
        ).append(one)
    made = []
    for number, (name, printed) in enumerate(rows.items()):
        y = 20 + number * SPREAD_ROW
        dots = tuple(
            Printed(
                x(day), y, min(11.0, 4.5 + 1.6 * math.sqrt(len(same))), day.isoformat(), len(same),
                all(one.copy_of for one in same), day == first,
            )
            for day, same in sorted(printed.items())
        )  # fmt: skip
        made.append(SpreadRow(name, y, dots))
    steps = min(max(2, int((width - left) / 150)), span + 1)
    marks = sorted({first + (last - first) * n // max(1, steps - 1) for n in range(steps)})
    ticks = tuple((x(day), day.isoformat()) for day in marks)
    return Spread(width, left, 20 + len(made) * SPREAD_ROW + 22, tuple(made), ticks, len(versions) - len(dated))


def spreads(versions: Sequence[Version]) -> tuple[Spread, ...]:
    """The picture for a desk and the one for a phone; none where there is nothing to draw."""
    wide, narrow = spread(versions), spread(versions, width=PHONE_WIDTH, left=PHONE_LEFT)
    return (wide, narrow) if wide and narrow else ()


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
