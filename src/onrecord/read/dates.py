"""Dates as pages write them, into ISO 8601; what is no full date is None, never completed from elsewhere."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from onrecord.model import Diagnostic

ISO = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]\s?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\s*$",
    re.IGNORECASE,
)
EARLIEST = 1700


def iso_date(words: object) -> str | None:
    """``2026-05-04`` or ``2026-05-04T10:00:00+02:00`` out of ISO 8601, RFC 2822 or a date in English words.

    The time of day and its zone are kept as given; a date without a day of the month or a year gives None.
    """
    if not isinstance(words, str) or not 6 <= len(words.strip()) <= 80:
        return None
    words = words.strip()
    return _iso(words) or _mail_date(words) or _in_figures(words) or _in_words(words)


def future_note(published: str | None, today: str | None) -> tuple[Diagnostic, ...]:
    """A note where ``published`` lies more than a day after ``today`` (a day of grace for time zones)."""
    if not published or not today:
        return ()
    try:
        ahead = date.fromisoformat(published[:10]) - date.fromisoformat(today[:10])
    except ValueError:
        return ()
    if ahead <= timedelta(days=1):
        return ()
    return (Diagnostic("future-date", f"dated {published}, which is after {today[:10]}"),)


def _iso(words: str) -> str | None:
    found = ISO.match(words)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        made = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    if made.year < EARLIEST:
        return None
    if hour is None:
        return made.date().isoformat()
    return made.isoformat() + _zone(zone)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:4]}"


def _mail_date(words: str) -> str | None:
    if not re.search(r"\d{1,2} [A-Za-z]{3} \d{2,4} \d", words):
        return None
    try:
        made = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if made.year < EARLIEST:
        return None
    if made.tzinfo is UTC:
        return made.replace(tzinfo=None).isoformat() + "Z"
    return made.isoformat()


def _in_figures(words: str) -> str | None:
    """14/01/2020 or 01/14/2020: one number is past twelve, so that the other has to be the month."""
    found = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", words)
    if not found:
        return None
    first, second, year = map(int, found.groups())
    if (first > 12) == (second > 12):
        return None
    day, month = (first, second) if first > 12 else (second, first)
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made.isoformat() if year >= EARLIEST else None


def _in_words(words: str) -> str | None:
    """Month names only: 04/05/2026 is two dates, and which one the page does not say."""
    if not re.search(r"[A-Za-z]{3}", words) or not re.search(r"\b(1[7-9]|2\d)\d{2}\b", words):
        return None
    from dateparser import parse

    try:
        found = parse(
            words,
            languages=["en"],
            settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"},
        )
    except Exception:  # the parser is given whatever a page holds, and is known to raise many kinds of error
        return None
    if found is None or found.year < EARLIEST:
        return None
    if re.search(r"\d:\d\d", words) and (found.hour or found.minute):
        return found.replace(microsecond=0).isoformat()
    return found.date().isoformat()
