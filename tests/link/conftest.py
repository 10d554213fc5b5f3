"""A small markup for invented reports: {s:source} {q:cue} {c:content}, with a number where there are several."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.link.manner import Manner, manners_of
from onrecord.link.scene import Scene, scenes_of
from onrecord.model import Block, Found, Span, Speaker

_PART = re.compile(r"\{(?P<role>[sqc])(?P<number>\d?):(?P<words>[^{}]*)\}")


@dataclass(frozen=True)
class Report:
    """An invented report: its text without the markup, its attributions and their speakers."""

    text: str
    blocks: tuple[Block, ...]
    found: tuple[Found, ...]
    speakers: tuple[Speaker | None, ...]

    def scenes(self, published: str | None = "2026-05-07") -> tuple[Scene, ...]:
        return scenes_of(self.text, self.blocks, self.found, self.speakers, published=published)

    def manners(self) -> tuple[Manner, ...]:
        return manners_of(self.text, self.blocks, self.found, self.speakers, self.scenes(None))


def parse(marked: str) -> Report:
    """Parts of one number ({s1:..} {q1:..} {c1:..}) make one attribution; without a number they belong to the first."""
    text, place, parts = "", 0, {}
    for match in _PART.finditer(marked):
        text += marked[place : match.start()]
        roles = parts.setdefault(match["number"] or "1", {"s": [], "q": [], "c": []})
        roles[match["role"]].append(Span(len(text), len(text) + len(match["words"])))
        text += match["words"]
        place = match.end()
    text += marked[place:]
    found, speakers = [], []
    for _, roles in sorted(parts.items()):
        content = tuple(roles["c"])
        quoted = sum(span.of(text)[:1] in '“"' for span in content)
        kind = "direct" if content and quoted == len(content) else "mixed" if quoted else "indirect"
        found.append(Found(tuple(roles["s"]), tuple(roles["q"]), content, kind))
        name = " ".join(span.of(text) for span in roles["s"])
        # One speaker a surname: enough for invented reports.
        key = name.split()[-1] if name else None
        speakers.append(Speaker(name, "person", roles["s"][0], "named", key) if key else None)
    return Report(text, (Block(Span(0, len(text)), "body"),), tuple(found), tuple(speakers))


@pytest.fixture
def report() -> Callable[[str], Report]:
    return parse
