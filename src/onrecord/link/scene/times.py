"""Words of time in the outlet's own words: where they stand and what kind they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.link.lowered import lowered
from onrecord.model import Span

TimeKind = Literal["weekday", "day", "month", "year", "relative", "span", "vague", "clock"]

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAYPART = r"(?:(?:mid-?)?(?:morning|afternoon|evening|night|day)|midnight|noon|lunchtime|dawn|breakfast)"
_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|(?:a )?few|"
    r"(?:a )?couple(?: of)?|many|some|half an|\d{1,3})"
)
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|century|spring|summer|autumn|winter)s?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_PERIOD = (
    rf"(?:day|week|weekend|month|year|decade|century|quarter|{_SEASON}|night|morning|afternoon|evening|term|session)"
)
_LEAD = (
    r"(?:(?:early|late|later|earlier|shortly|first|as early as|as late as|as recently as) )?"
    r"(?:on |by |in |since |until |from )?"
)
_SHADE = r"(?:(?:early|late|earlier|later|mid) )?"
_YEAR = r"(?:19|20)\d\d"
_TAIL = rf"(?:['’]s)?(?: (?:early |late |mid)?{_DAYPART})?"

_TABLE: tuple[tuple[TimeKind, str], ...] = (
    (
        "day",
        (
            rf"{_LEAD}{_SHADE}(?:{_WEEKDAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:(?:-| to |"
            rf" and | through |–)\d{{1,2}})?(?:,? {_YEAR}\b)?"
        ),
    ),
    ("day", rf"{_LEAD}(?:{_WEEKDAY},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {_YEAR}\b)?"),
    ("day", rf"(?:on )?{_YEAR}-\d\d-\d\d"),
    ("day", r"on the \d{1,2}(?:st|nd|rd|th)\b"),
    (
        "weekday",
        (
            f"{_LEAD}{_SHADE}(?:last |this past |this |next |the following |the previous |that |"
            f"the same )?{_WEEKDAY}(?: and {_WEEKDAY})?{_TAIL}"
        ),
    ),
    (
        "month",
        (
            f"(?:{_LEAD}(?:early |late |mid-?)|in (?:early |late |mid-?)?|last |this |next |since |"
            r"by |until |from |back in |early in |late in |(?:a|an|the|his|her|their) (?=\w+ (?:speech|"
            "interview|letter|debate|statement|memo|report|rally|tweet|address|article|meeting|"
            f"poll|e-?mail|post|hearing|filing))){_MONTH}(?:(?: of)?,? {_YEAR}|(?: of)? last year|"
            r" of this year)?(?!\w)"
        ),
    ),
    ("month", rf"{_MONTH} {_YEAR}"),
    (
        "year",
        (
            rf"(?:back )?(?:in|since|by|until|from|during) (?:the )?(?:(?:early|late|mid)[ -])?{_YEAR}(?:s\b|"
            rf"(?:(?:, {_YEAR})*,? (?:and|or|to) {_YEAR})|-\d\d(?:\d\d)?)?"
        ),
    ),
    (
        "relative",
        (
            "(?:earlier |later |late |early )?(?:yesterday|today|tonight|tomorrow|last night|"
            f"this morning|this afternoon|this evening|overnight)(?: {_DAYPART})?"
        ),
    ),
    (
        "relative",
        (
            f"(?:over the weekend|at the weekend|over the past {_PERIOD}|during the week|in recent (?:days|"
            "weeks|months|years))"
        ),
    ),
    (
        "span",
        (
            "(?:(?:earlier|later|late|early)(?: in)? |over |during |in |for |throughout )?(?:(?:the )?(?:last|"
            rf"past|previous|coming|next|following|same|preceding)|this|that) (?:{_COUNT} )?{_PERIOD}s?\b"
        ),
    ),
    (
        "relative",
        (
            f"(?:about |nearly |almost |less than |more than |some |only |just |over |at least )?{_COUNT} {_UNIT} ("
            r"?:ago|earlier|later|before|after)\b"
        ),
    ),
    (
        "span",
        (
            "(?:the (?:next|following|previous|same) (?:day|morning|night|evening|afternoon)|"
            "the day (?:before|after)|that (?:same )?(?:day|night|morning|evening)|earlier in the (?:day|"
            "week|month|year)|later in the (?:day|week|month|year)|later that (?:day|night|week|"
            "month|year))"
        ),
    ),
    (
        "vague",
        (
            "(?:for|in|over) (?:(?:many|several|some|a few|the past|recent|a|two|three|four|five|"
            r"ten|\d+) )*(?:days|weeks|months|years|decades|year|month|week)\b(?! (?:of|old))"
        ),
    ),
    (
        "vague",
        (
            "(?:more |most )?(?:recently|previously|lately|initially|originally|afterwards?|subsequently|"
            r"eventually|immediately|simultaneously)\b"
        ),
    ),
    (
        "vague",
        (
            "(?:at (?:the|that|one) (?:time|point|moment)|in (?:the )?(?:past|recent) (?:days|"
            "weeks|months|years)|in the past|in the (?:days|weeks|months|years) (?:since|before|"
            "after|to come)|these days|so far|to date|the entire week|in years past|at first|"
            r"by then|back then|long ago|not long ago|just now)\b"
        ),
    ),
    (
        "clock",
        r"(?:(?:shortly|just|soon|moments|minutes|hours) )?(?:before|after|around|at) (?:midnight|noon|midday|dawn|dusk|kick-off)",
    ),
    (
        "span",
        rf"(?:late|early|later|earlier) in (?:the|his|her|their|its) (?:{_PERIOD}|campaign|trial|debate|hearing|speech|interview)\b",
    ),
    ("vague", r"within (?:hours|days|minutes|weeks|months)\b"),
    (
        "vague",
        (
            "(?:at one point|at (?:this|the same) (?:time|point|moment)|around (?:that|this|the same) time|over the years|"
            f"every (?:day|week|year|{_MONTH})|on (?:a recent|many|several|multiple) (?:{_DAYPART}|day|occasions?))"
            r"\b"
        ),
    ),
    ("year", r"(?:(?<=\ba )|(?<=\bthe )|(?<=\bhis )|(?<=\bher )|(?<=\bits ))(?:19|20)\d\d(?= [a-z])"),
    ("vague", r"(?:earlier|later|then|now|once|soon)\b"),
    (
        "clock",
        (
            rf"(?:at |by |around |just after |shortly after |before )?\d{{1,2}}(?::\d\d)? ?(?:[ap]\.?m\b\.?)(?: (?:o"
            f"n )?{_WEEKDAY})?"
        ),
    ),
    ("vague", rf"(?:in|last|this|since (?:the )?|over the|during the|in the|that) {_SEASON}(?: of {_YEAR})?\b"),
)

_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<k{place}>{pattern.lower()})" for place, (_, pattern) in enumerate(_TABLE))
    + r")(?!\w)(?!-\w)"
)
"""For words in lower case (`lowered`), like the quick look below."""
_KINDS: tuple[TimeKind, ...] = tuple(kind for kind, _ in _TABLE)
_DATED = re.compile(rf"{_MONTH}|{_WEEKDAY}")
_MAY = re.compile(r"\b(?:may|march|mar|jan|dec|sun|mon)\b")
_TITLE = re.compile(rf"{_WEEKDAY} (?!{_MONTH}|{_DAYPART})[A-Z]\w")
"""After an article a name: "told the Sunday Bugle", "a member of the Monday Club"."""
_TRIM = re.compile(r"^(?:(?:a|an|the|his|her|their) )(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression: its span in the text, the words, and their kind."""

    span: Span
    text: str
    kind: TimeKind


_TRIGGER = re.compile(
    r"(?<![^\W_])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|tomorrow|overnight|ago|weekend|"
    r"jan|feb|march|mar|april|apr|may|june|july|jun|jul|aug|sept?|oct|nov|dec|january|february|august|september|october|november|december|"
    r"(?:19|20)\d\d|[ap]\.?m|mornings?|afternoons?|evenings?|nights?|days?|weeks?|months?|years?|decades?|hours?|minutes?|quarter|midnight|noon|midday|dawn|dusk|kick-off|occasions?|campaign|trial|springs|summers|autumns|winters|spring|"
    r"summer|autumn|fall|winter|earlier|later|recently|previously|lately|initially|originally|afterwards?|subsequently|eventually|immediately|"
    r"simultaneously|time|point|moment|past|far|date|first|then|now|once|soon|\d{1,2}(?:st|nd|rd|th))(?![^\W_]|-\w)"
)
"""A quick look for the words without which no expression is one; the grammar is tried only around them."""
_AROUND = 60
"""How far (code points) before and after such a word an expression may reach."""


def times_in(words: str, offset: int) -> tuple[TimeWords, ...]:
    """The time expressions of ``words``, which stands at ``offset`` (code points) in the text, in order."""
    made: list[TimeWords] = []
    small = lowered(words)
    place = 0
    while (hit := _TRIGGER.search(small, place)) is not None:
        match = _PATTERN.search(small, max(place, hit.start() - _AROUND), min(len(words), hit.end() + _AROUND))
        if match is None or match.start() > hit.end():
            place = hit.end()
            continue
        place = max(match.end(), hit.end() if match.start() > hit.start() else match.end())
        one = _made(words, match, offset)
        if one is not None:
            made.append(one)
    return tuple(made)


def _made(words: str, match: re.Match[str], offset: int) -> TimeWords | None:
    kind = _KINDS[int((match.lastgroup or "k0")[1:])]
    start = match.start()
    found = words[start : match.end()]
    before = match.string[max(0, start - 7) : start]
    if kind == "weekday" and before.endswith("the ") and not before.endswith("on the ") and _TITLE.match(words, start):
        return None
    if kind in ("month", "day", "weekday"):
        # "may", "march", "mon" in lower case are no names of months and days.
        if _MAY.search(found) and not _DATED.search(found):
            return None
        trimmed = _TRIM.match(found)
        if trimmed:
            start += trimmed.end()
            found = found[trimmed.end() :]
    return TimeWords(Span(offset + start, offset + start + len(found)), found, kind)
