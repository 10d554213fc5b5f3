"""Marked passages written by hand: ``{s1|words}`` source, ``{q1|words}`` cue, ``{c1|words}`` content of attribution 1.

The same label twice is a role in two pieces; ``{s2=1}`` lends attribution 2 the source of attribution 1.
"""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.train.corpora import Marked, Text

_PART = re.compile(r"\{s(\d)=(\d)\}|\{([csq])(\d)\|([^{}]*)\}")


def parse(passage: str, name: str) -> Text:
    """A passage without its markup, and what the markup says."""
    out, at = "", 0
    roles: dict[tuple[str, int], list[tuple[int, int]]] = {}
    lent: dict[int, int] = {}
    for found in _PART.finditer(passage):
        out += passage[at : found.start()]
        at = found.end()
        if found.group(1):
            lent[int(found.group(1))] = int(found.group(2))
            continue
        begin = len(out)
        out += found.group(5)
        roles.setdefault((found.group(3), int(found.group(4))), []).append((begin, len(out)))
    out += passage[at:]
    marks = []
    for number in sorted({n for _, n in roles}):
        source = roles.get(("s", number)) or roles.get(("s", lent.get(number, -1)), [])
        cue, content = roles.get(("q", number), []), roles.get(("c", number), [])
        marks.append(Marked(tuple(source), tuple(cue), tuple(content)))
    return Text(name, out, tuple(marks))


def passages(path: Path) -> list[tuple[str, Text]]:
    """(kind, passage) of a file of passages, each under a line ``%% kind``; lines with # before the first are notes."""
    made = []
    body = path.read_text(encoding="utf-8")
    for n, part in enumerate(re.split(r"^%% ", body, flags=re.M)[1:], 1):
        kind, _, passage = part.partition("\n")
        made.append((kind.strip(), parse(passage.strip("\n"), f"passage-{n}")))
    return made
