"""Time words to dates, against the day of publication. Nothing is resolved when that day is unknown."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b", re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(s?)\b")
_PART = re.compile(
    r"\b(early|late|mid)?[ -]?(morning|afternoon|evening|night|midnight|noon|lunchtime|dawn|overnight)\b", re.IGNORECASE
)
_SHADE = re.compile(r"\b(early|late)\b", re.IGNORECASE)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_AGO = re.compile(
    "^(?:only |just )?(an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|\d{1,3}) (day|week|month|year)s? ago$"
)
_WHOSE_YEAR = re.compile(r"\b(?:of )?(last|this) year\b")
_UNRESOLVED = re.compile(r"\b(?:since|until|by|from|as early as|as late as|before|after)\b", re.IGNORECASE)
"""These give an edge of a stretch, not the time of the speech."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What time words resolve to: ISO date (first day), last day of a range, part of the day as printed."""

    date: str | None = None
    until: str | None = None
    part: str | None = None


@lru_cache(maxsize=4096)
def resolve(words: str, published: str | None, *, ahead: bool = False) -> Resolved:
    """The date that ``words`` mean in a report published on ``published`` (ISO date or date-time; None: not known).

    A day's name means the latest such day up to and including the day of publication, as news agencies write; with
    ``ahead`` (the cue speaks of what is to come) the next one. Months without a year are the latest that has begun.
    Words that are vague, hang on another event or give only an edge ("since March") resolve to no date.
    """
    lowered = " ".join(words.lower().replace("’", "'").split()).strip(" ,.")
    part = _part(words)
    base = _base(published)
    if base is None:
        # A full date stands by itself, whenever the article appeared.
        found = _full_date(lowered) if not _UNRESOLVED.search(lowered) else None
        return Resolved(found.isoformat() if found else None, None, part)
    if _UNRESOLVED.search(lowered):
        return Resolved(part=part)
    for rule in (_calendar_day, _named_day, _near, _stretch, _month_or_year):
        stretch = rule(lowered, base, ahead)
        if stretch is not None:
            first, last = stretch
            return Resolved(first.isoformat(), last.isoformat() if last != first else None, part)
    return Resolved(part=part)


_Stretch = tuple[date, date]


def _base(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        return None


def _part(words: str) -> str | None:
    match = _PART.search(words)
    if match:
        return match.group().strip().lower()
    match = _SHADE.search(words)
    if match and _WEEKDAY.search(words):
        return match.group().lower()
    return None


def _full_date(words: str) -> date | None:
    """A date with day, month and year."""
    if not (_YEAR.search(words) and re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", words)):
        return None
    if not (_MONTH.search(words) or re.search(r"\d{4}-\d\d-\d\d", words)):
        return None
    parsed = _parsed(words, date(2000, 1, 1))
    return parsed if parsed is not None and _YEAR.search(words) else None


def _parsed(words: str, base: date) -> date | None:
    """What the date library makes of the words, looking back from ``base``."""
    import dateparser

    cleaned = re.sub(r"\b(?:on|in|the|of|dated|early|late|earlier|later|shortly|first)\b|'s\b", " ", words)
    cleaned = re.sub(r"(?:morning|afternoon|evening|night)", " ", cleaned)
    found = dateparser.parse(
        " ".join(cleaned.split()),
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(base.year, base.month, base.day, 23, 59),
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None


def _calendar_day(words: str, base: date, ahead: bool) -> _Stretch | None:
    """ "on May 16", "Dec. 4, 2015", "the 16th of May", "May 3-5"."""
    numeric = re.search(r"\b\d{4}-\d\d-\d\d\b", words)
    month = _MONTH.search(words)
    if numeric is None and (month is None or not re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", _YEAR.sub(" ", words))):
        ordinal = re.fullmatch(r"(?:on )?the (\d{1,2})(?:st|nd|rd|th)", words)
        return _day_of_month(int(ordinal.group(1)), base, ahead) if ordinal else None
    reach = re.search(r"(\d{1,2})(?:-|–| to | and | through )(\d{1,2})\b(?!\d)", words) if numeric is None else None
    if reach:
        words = words[: reach.start()] + reach.group(1) + words[reach.end() :]
    whose = _WHOSE_YEAR.search(words)
    if whose is not None:
        words = f"{words[: whose.start()]} {base.year - (whose.group(1) == 'last')} {words[whose.end() :]}"
    parsed = _parsed(_WEEKDAY.sub(" ", words).replace(" ,", " "), base)
    if parsed is None:
        return None
    if ahead and parsed < base and not _YEAR.search(words):
        parsed = _in_year(parsed, parsed.year + 1)
    last = parsed
    if reach and parsed.day < int(reach.group(2)) <= monthrange(parsed.year, parsed.month)[1]:
        last = parsed.replace(day=int(reach.group(2)))
    return parsed, last


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _day_of_month(number: int, base: date, ahead: bool) -> _Stretch | None:
    """ "on the 5th": the latest 5th up to the day of publication."""
    step = 1 if ahead else -1
    year, month = base.year, base.month
    for _ in range(3):
        if 1 <= number <= monthrange(year, month)[1]:
            day = date(year, month, number)
            if (day >= base) if ahead else (day <= base):
                return day, day
        month += step
        year, month = (year + (month > 12) - (month < 1), (month - 1) % 12 + 1)
    return None


def _named_day(words: str, base: date, ahead: bool) -> _Stretch | None:
    names = _WEEKDAY.findall(words)
    if not names:
        return None
    days = [_weekday(_DAYS.index(name.lower()), words, base, ahead) for name in names[:2]]
    if any(day is None for day in days):
        return None
    made = sorted(day for day in days if day is not None)
    return made[0], made[-1]


def _weekday(number: int, words: str, base: date, ahead: bool) -> date | None:
    if re.search(r"\b(?:following|previous|that|same)\b", words):
        return None
    if re.search(r"\bnext\b", words) or ahead:
        step = (number - base.weekday()) % 7
        return base + timedelta(days=step or 7)
    back = (base.weekday() - number) % 7
    if re.search(r"\blast\b", words):
        # "last Tuesday" on a Friday may be this week's or last week's: only clear when it falls in the week before.
        back = back or 7
        return base - timedelta(days=back) if back > base.weekday() else None
    return base - timedelta(days=back)


def _near(words: str, base: date, ahead: bool) -> _Stretch | None:
    """ "yesterday", "last night", "two days ago"."""
    if re.search(r"\b(?:yesterday|last night|overnight)\b", words):
        day = base if words.startswith("overnight") else base - timedelta(days=1)
        return (base - timedelta(days=1), day)
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b|^earlier in the day$", words):
        return base, base
    if re.search(r"\btomorrow\b", words):
        return base + timedelta(days=1), base + timedelta(days=1)
    ago = _AGO.match(words)
    if ago is None:
        return None
    count = int(ago.group(1)) if ago.group(1).isdigit() else _NUMBERS[ago.group(1)]
    unit = ago.group(2)
    if unit == "day":
        day = base - timedelta(days=count)
        return day, day
    if unit == "week":
        monday = base - timedelta(days=base.weekday() + 7 * count)
        return monday, monday + timedelta(days=6)
    months = base.year * 12 + base.month - 1 - count
    if unit == "month":
        return _whole_month(months // 12, months % 12 + 1) if months >= 12 else None
    return (date(base.year - count, 1, 1), date(base.year - count, 12, 31)) if count < base.year else None


def _whole_month(year: int, month: int) -> _Stretch:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _stretch(words: str, base: date, ahead: bool) -> _Stretch | None:
    """ "last week", "earlier this month", "over the weekend": first to last day, never past publication."""
    if re.search(
        r"\b(?:past|several|few|couple|many|same|that|following|previous|preceding|coming|two|three|four|five|\d+)\b",
        words,
    ):
        return None
    monday = base - timedelta(days=base.weekday())
    if re.search(r"\b(?:over|at|this|last) (?:the |past )?weekend\b", words):
        saturday = (
            monday + timedelta(days=5) if base.weekday() >= 5 and "last" not in words else monday - timedelta(days=2)
        )
        return saturday, min(saturday + timedelta(days=1), base)
    match = re.search(r"\b(this|last|next) (week|month|year)\b|\b(?:in|of) the (week|month|year)$", words)
    if match is None:
        return None
    which, unit = match.group(1) or "this", match.group(2) or match.group(3)
    step = {"this": 0, "last": -1, "next": 1}[which]
    if unit == "week":
        first = monday + timedelta(days=7 * step)
        last = first + timedelta(days=6)
    elif unit == "month":
        months = base.year * 12 + base.month - 1 + step
        first, last = _whole_month(months // 12, months % 12 + 1)
    else:
        first, last = date(base.year + step, 1, 1), date(base.year + step, 12, 31)
    if step == 0 and not ahead:
        last = base
    return first, last


def _month_or_year(words: str, base: date, ahead: bool) -> _Stretch | None:
    month = _MONTH.search(words)
    year = _YEAR.search(words)
    if len(_YEAR.findall(words)) > 1:
        years = [int(found[0]) for found in _YEAR.findall(words)]
        return date(min(years), 1, 1), date(max(years), 12, 31)
    if month is not None:
        number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month.group(1).lower()[:3]))
        if year:
            return _whole_month(int(year.group(1)), number)
        if "last year" in words:
            return _whole_month(base.year - 1, number)
        if "next" in words or ahead:
            return _whole_month(base.year + (number < base.month), number)
        if words.startswith("last") and number == base.month:
            return _whole_month(base.year - 1, number)
        first, last = _whole_month(base.year - (number > base.month), number)
        return first, min(last, base)
    if year is None:
        return None
    first_year = int(year.group(1))
    if year.group(2):
        low, high = (0, 3) if "early" in words else (7, 9) if "late" in words else (4, 6) if "mid" in words else (0, 9)
        return date(first_year + low, 1, 1), date(first_year + high, 12, 31)
    last = date(first_year, 12, 31)
    return date(first_year, 1, 1), min(last, base) if first_year == base.year else last
