"""Numbers, sums of money and dates in one form each: "$5 million", "five million dollars"; "5 May", "May 5th"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

Raw = tuple[str, int, int, str]
"""A written word: surface, start, end, kind (word, number, acronym, alone, sign)."""
Keyed = tuple[tuple[str, ...], int, int]

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
SHORT_SCALES = {"k": 1000, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_OF = {month: month for month in MONTHS} | {month[:3]: month for month in MONTHS} | {"sept": "september"}
_CUT_SHORT = frozenset("sept oct nov dec aug feb apr".split())
"""Short months that are no other word: "in Nov." is "in November" without a day beside it."""
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "roubles", "₩": "won"}
_SIGNS = {
    "%": ("percent",),
    "‰": ("permille",),
    "&": ("and",),
    "½": ("half",),
    "¼": ("quarter",),
    "¾": ("#3", "quarters"),
}
_MEASURES = {
    "km": "kilometers", "kms": "kilometers", "cm": "centimeters", "mm": "millimeters", "kg": "kilograms",
    "kgs": "kilograms", "mi": "miles", "ft": "feet", "foot": "feet", "lb": "pounds", "lbs": "pounds", "hrs": "hours",
    "hr": "hours", "mins": "minutes", "min": "minutes", "secs": "seconds", "yrs": "years", "pct": "percent",
    "mw": "megawatts", "gw": "gigawatts", "kw": "kilowatts", "oz": "ounces",
}  # fmt: skip
_STARTERS = frozenset({*UNITS, *TENS, *SCALES, *ORDINALS, "a", "an", "per"})
"""Words that may begin an amount; all others are no business of this module."""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_ORDINAL_END = frozenset({"st", "nd", "rd", "th"})


def canonical(raw: Sequence[Raw], keys_of: Callable[[str, str], tuple[str, ...]]) -> list[Keyed]:
    """Keys for a row of written words, with amounts brought to one form; ``keys_of`` serves the other words.

    A number's key begins with "#": ``#25``, ``#2.5``, ``#5th``. Currency signs and unit names follow their number.
    """
    out: list[Keyed] = []
    position, count, number = 0, len(raw), False
    while position < count:
        surface, start, end, kind = raw[position]
        if kind == "word" and not _starts(surface):
            keys = keys_of(surface, kind)
            out.append((_unit(out, keys, kind) if number else keys, start, end))
            position += 1
            number = False
            continue
        taken = _amount(raw, position) or _percent(raw, position)
        if taken is None:
            keys = _SIGNS.get(surface) or (
                (_MONEY[surface],) if surface in _MONEY else _unit(out, keys_of(surface, kind), kind)
            )
            out.append((keys, start, end))
            position += 1
        else:
            keyed, position = taken
            out.extend(keyed)
        number = bool(out) and _is_number(out[-1][0])
    return _dates(out, raw)


@lru_cache(maxsize=65536)
def _starts(word: str) -> bool:
    return word.lower() in _STARTERS


def _unit(out: list[Keyed], keys: tuple[str, ...], kind: str) -> tuple[str, ...]:
    if kind == "word" and len(keys) == 1 and out and _is_number(out[-1][0]):
        return (_MEASURES.get(keys[0], keys[0]),)
    return keys


def _is_number(keys: tuple[str, ...]) -> bool:
    return len(keys) == 1 and keys[0].startswith("#")


def _percent(raw: Sequence[Raw], position: int) -> tuple[list[Keyed], int] | None:
    word = raw[position][0].lower()
    if word == "per" and position + 1 < len(raw) and raw[position + 1][0].lower() == "cent":
        return [(("percent",), raw[position][1], raw[position + 1][2])], position + 2
    return None


def _amount(raw: Sequence[Raw], position: int) -> tuple[list[Keyed], int] | None:
    """A number from ``position`` on, with a currency sign before it, or None."""
    first = raw[position]
    money = _MONEY.get(first[0])
    at = position + 1 if money else position
    if at >= len(raw) or (money and raw[at][1] - first[2] > 1):
        return None
    read = _digits(raw, at, money is not None) or _spelled(raw, at)
    if read is None:
        return None
    key, after = read
    last_end = raw[after - 1][2]
    keyed: list[Keyed] = [((key,), first[1], last_end)]
    if money:
        keyed.append(((money,), first[1], last_end))
    return keyed, after


def _digits(raw: Sequence[Raw], at: int, money: bool) -> tuple[str, int] | None:
    surface, _, end, kind = raw[at]
    if kind != "number":
        return None
    value = _value(surface)
    after = at + 1
    follow = raw[after] if after < len(raw) else None
    glued = follow is not None and follow[1] == end
    word = follow[0].lower() if follow else ""
    if glued and word in _ORDINAL_END:
        return f"#{surface}th", after + 1
    if glued and word == "s" and surface.isdigit():
        return f"#{surface}s", after + 1
    if value is None:
        return f"#{surface}", after
    scale = SCALES.get(word) if word != "dozen" else None
    if scale is None and (glued or money):
        scale = SHORT_SCALES.get(word) or ((10**6) if money and word == "m" else None)
    if scale is not None and follow is not None and follow[1] - end <= 1:
        return _number_key(value * scale), after + 1
    return _number_key(value), after


def _value(surface: str) -> float | None:
    if surface.isdecimal():
        return float(surface) if len(surface) < 16 else None
    if _GROUPED.match(surface):
        return float(surface.replace(",", ""))
    left, dot, right = surface.partition(".")
    return float(surface) if dot and left.isdecimal() and right.isdecimal() and len(right) != 3 else None


def _number_key(value: float) -> str:
    rounded = round(value, 4)
    return f"#{int(rounded)}" if rounded == int(rounded) else f"#{rounded:g}"


def _spelled(raw: Sequence[Raw], at: int) -> tuple[str, int] | None:
    """A number in words: "two hundred and fifty million", "twenty-five", "a hundred", "third"."""
    total, group, seen, position = 0.0, 0.0, False, at
    while position < len(raw):
        word = raw[position][0].lower()
        joined = position == at or raw[position][1] - raw[position - 1][2] <= 1
        if not joined:
            break
        if word in ORDINALS and (not seen or (ORDINALS[word] < 10 <= group % 100 and group % 10 == 0)):
            return f"#{int(total + group + ORDINALS[word])}th", position + 1
        if word in UNITS and _fits_unit(group, seen, UNITS[word]):
            group += UNITS[word]
        elif word in TENS and group % 100 == 0:
            group += TENS[word]
        elif word in SCALES and (seen or _indefinite(raw, position)):
            total, group = _scaled(total, group or 1, SCALES[word])
        elif (word in {"a", "an"} and not seen and _scale_follows(raw, position)) or (
            word == "and" and seen and _number_follows(raw, position) and (total or group >= 100)
        ):
            pass
        else:
            break
        seen = True
        position += 1
    return (_number_key(total + group), position) if seen and position > at else None


def _fits_unit(group: float, seen: bool, unit: int) -> bool:
    if not seen or group == 0:
        return True
    return (group % 100 == 0) or (unit < 10 and group % 100 >= 20 and group % 10 == 0)


def _scaled(total: float, group: float, scale: int) -> tuple[float, float]:
    if scale in (12, 100):
        return total, group * scale
    return total + group * scale, 0.0


def _indefinite(raw: Sequence[Raw], position: int) -> bool:
    return position > 0 and raw[position - 1][0].lower() in {"a", "an"}


def _scale_follows(raw: Sequence[Raw], position: int) -> bool:
    return position + 1 < len(raw) and raw[position + 1][0].lower() in SCALES


def _number_follows(raw: Sequence[Raw], position: int) -> bool:
    if position + 1 >= len(raw):
        return False
    word = raw[position + 1][0].lower()
    return word in UNITS or word in TENS


def _dates(keyed: list[Keyed], raw: Sequence[Raw]) -> list[Keyed]:
    """Day and month in one order, month names written out; "May" and "March" only beside a day or a year."""
    named = [position for position, (keys, _, _) in enumerate(keyed) if keys and keys[0] in _MONTH_OF]
    capitals = {start for surface, start, _, _ in raw if surface[:1].isupper()} if named else set()
    for position in named:
        keys, start, end = keyed[position]
        month = _MONTH_OF.get(keys[0]) if len(keys) == 1 else None
        if month is None or start not in capitals:
            continue
        before = position - 1
        if before >= 0 and keyed[before][0] == ("of",):
            before -= 1
        if before >= 0 and (day := _day(keyed[before][0])):
            written = (keyed[before][1], end)
            keyed[before] = ((month,), *written)
            keyed[position] = ((day,), *written)
            if before < position - 1:
                keyed[position - 1] = ((), *written)
            if before > 0 and keyed[before - 1][0] == ("the",):
                keyed[before - 1] = ((), keyed[before - 1][1], keyed[before - 1][2])
        elif position + 1 < len(keyed) and _is_number(keyed[position + 1][0]):
            keyed[position] = ((month,), start, end)
            if day := _day(keyed[position + 1][0]):
                keyed[position + 1] = ((day,), *keyed[position + 1][1:])
        elif keys[0] in _CUT_SHORT:
            keyed[position] = ((month,), start, end)
    return keyed


def _day(keys: tuple[str, ...]) -> str | None:
    if not _is_number(keys):
        return None
    digits = keys[0][1:].removesuffix("th")
    return f"#{digits}" if digits.isdigit() and 1 <= int(digits) <= 31 else None
