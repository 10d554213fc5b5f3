"""On the page or by voice: what a sentence, outside what was said, tells of how its words reached the world."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.link.lowered import lowered
from onrecord.link.scene.passages import BLANK

_WRITTEN = re.compile(
    r"\b(tweet|twitter|facebook|instagram|e-?mail|letter|statement|"
    "memo|post|wrote|written|writing|blog|column|article|editorial|"
    "op-ed|"
    "report|book|release|filing|document|website|poll|survey|study|"
    r"published|review|paper|ad|ruling|legislation)(?:s|ed|ing)?\b"
)
_SPOKEN = re.compile(
    r"\b(interview|debate|rally|speech|conference|reporters|told|radio|"
    "show|podcast|crowd|audience|phone|telephone|meeting|hearing|"
    "CNN|"
    r"NBC|MSNBC|ABC|CBS|Fox)(?:s|es)?\b"
)
_PAPER = (
    r"(?:letters?|memos?|memorandum|e-?mails?|notes?|op-eds?|columns?|articles?|essays?|editorials?|blogs?|blog post"
    r"|posts?|posting|tweets?|twitter|facebook|instagram|social media|reddit|dissent|opinion|rulings?|court papers"
    r"|(?:court |legal )?filings?|briefs?|lawsuits?|petition|press release|news release|book|memoir|autobiography"
    r"|text messages?|messages?|newsletter|web ?site|web page|study|survey|poll|report|questionnaire"
    r"|(?:opinion |think )?piece)"
)
_PLACE = (
    r"(?:interviews?|rally|rallies|speech|debates?|press conference|news conference|conference|briefing|hearing|event"
    r"|town hall|radio|television|tv|show|broadcast|podcast|phone|telephone|conference call|crowd|audience|reporters"
    r"|remarks|address|meeting|cnn|nbc|msnbc|abc|cbs|fox news|floor|stage|podium|panel|program|appearance)"
)
_WHOSE = r"(?:(?:an?|the|his|her|its|their|my|our|this|that|another|one|two|several|a series of|[\w.]+['’]s)\s+)?"
_BETWEEN = r"(?:[\w.'’\"“”-]{1,30}\s+){0,4}?"
_TELLING = {
    "on paper": re.compile(rf"\b(?:in|on|via|by|through|to|with|from|over)\s+{_WHOSE}{_BETWEEN}{_PAPER}\b"),
    "writes": re.compile(
        r"\b(?:wrote|writes|writing|written|tweet(?:s|ed|ing)?|retweeted|posted|posts|posting|blogged"
        r"|e-?mail(?:s|ed|ing)|texted|penned|authored|published|publishes|co-wrote|reads|titled|headlined|filed|issued"
        r"|released)\b"
    ),
    "statement": re.compile(r"\b(?:statement|release)\b"),
    "before people": re.compile(rf"\b(?:in|on|at|during|to|with|after|over|by)\s+{_WHOSE}{_BETWEEN}{_PLACE}\b"),
    "speaks": re.compile(
        r"\b(?:told|tells|telling|asked|spoke|speaking|shouted|yelled|joked|testified|interviewed|interjected"
        r"|interrupted|replied)\b"
    ),
}
"""What a sentence may tell, and how it is told, in lower case. The first four are carried over to what the same speaker says next."""
_CARRIED = frozenset(_TELLING) - {"speaks"}
_NEAR = 6
"""Carried over for at most this many attributions."""
_LONGEST = 1500
"""No more of a passage is read: pages of garble have sentences without end."""
_RUN = re.compile(rf"{BLANK}+")
COARSE = ("medium=", "media=", "media, quoted=", "carried=", "carried media=", "before=")
"""How the features begin that are few and tell much; training regularises them less than single words."""


@dataclass(slots=True)
class Media:
    """Reads passages in the order of the text and remembers who spoke on paper and who before people."""

    _last: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)
    _before: frozenset[str] = frozenset()

    def read(self, rank: int, words: str, speaker: str | None, *, quoted: bool) -> Iterator[str]:
        """Features of the passage ``words`` (contents blank), the ``rank``-th of its article, of ``speaker``'s key."""
        outlet = _RUN.sub(f" {BLANK} ", words)[:_LONGEST]
        small = lowered(outlet)
        told = frozenset(name for name, sign in _TELLING.items() if sign.search(small))
        tell = told & _CARRIED
        yield from _around(outlet, small)
        yield from (f"medium={name}" for name in told)
        yield f"media={_named(told)}"
        if told:
            yield f"media, quoted={_named(told)}/{quoted}"
        since, held = self._last.get(speaker or "", (rank, frozenset()))
        if since < rank <= since + _NEAR and not tell:
            yield from (f"carried={name}" for name in held)
            yield f"carried media={_named(held)}"
        yield from (f"before={name}" for name in self._before)
        if speaker:
            self._last[speaker] = (rank, tell or held)
        self._before = tell


def _named(told: frozenset[str]) -> str:
    return "+".join(sorted(told)) or "none"


def _around(words: str, small: str) -> Iterator[str]:
    """Words of writing and of speaking in the sentence; ``small`` is the same in lower case."""
    for name, signs in (("writing", _WRITTEN.finditer(small)), ("speaking", _SPOKEN.finditer(words))):
        found = {match.group(1).lower() for match in signs}
        yield from (f"around={word}" for word in found)
        if found:
            yield f"around is {name}"
