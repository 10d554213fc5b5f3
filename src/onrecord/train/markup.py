"""Marked texts written by hand: ``{s1|words}`` source, ``{q1|words}`` cue, ``{c1|words}`` content of attribution 1.

The same label twice is a role in two pieces; ``{s2=1}`` lends attribution 2 the source of attribution 1; marks may
nest (two attributions that share their source words). A whole report has a head of ``key=value`` parts and, after a
line ``---``, one line of such parts for each attribution: who is meant, to whom, on what occasion, when, and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.train.corpora import Marked, Role, Text

_OPENING = re.compile(r"\{(?:s(?P<to>\d+)=(?P<of>\d+)\}|(?P<role>[csq])(?P<number>\d+)\|)")


@dataclass(frozen=True, slots=True)
class Report:
    """A written report: its text with marks, its head (genre, date, outlet), and the fields of each attribution.

    ``fields[n]`` belongs to ``text.attributions[n]``; it is empty where a passage has marks only.
    """

    head: dict[str, str]
    text: Text
    fields: tuple[dict[str, str], ...]


def parse(passage: str, name: str) -> Text:
    """A passage without its markup, and what the markup says. Raises ValueError for a brace that opens or ends nothing."""
    return _parsed(passage, name)[0]


def _parsed(passage: str, name: str) -> tuple[Text, list[int]]:
    roles, lent, plain = _roles(passage, name)
    marks = []
    numbers = sorted({n for _, n in roles})
    for number in numbers:
        source = roles.get(("s", number)) or roles.get(("s", lent.get(number, -1)), [])
        marks.append(Marked(_role(source), _role(roles.get(("q", number), [])), _role(roles.get(("c", number), []))))
    return Text(name, plain, tuple(marks)), numbers


def _role(spans: list[tuple[int, int]]) -> Role:
    return tuple(sorted(spans))


def _roles(passage: str, name: str) -> tuple[dict[tuple[str, int], list[tuple[int, int]]], dict[int, int], str]:
    out: list[str] = []
    size = at = 0
    roles: dict[tuple[str, int], list[tuple[int, int]]] = {}
    lent: dict[int, int] = {}
    under: list[tuple[str, int, int]] = []
    while at < len(passage):
        found = _OPENING.match(passage, at)
        if found and found["to"]:
            lent[int(found["to"])] = int(found["of"])
            at = found.end()
        elif found:
            under.append((found["role"], int(found["number"]), size))
            at = found.end()
        elif passage[at] == "}" and under:
            role, number, begin = under.pop()
            roles.setdefault((role, number), []).append((begin, size))
            at += 1
        elif passage[at] in "{}":
            raise ValueError(f"{name}: a brace that marks nothing, at {passage[at : at + 30]!r}")
        else:
            end = at + 1
            while end < len(passage) and passage[end] not in "{}":
                end += 1
            out.append(passage[at:end])
            size, at = size + end - at, end
    if under:
        raise ValueError(f"{name}: a mark that does not end: {under}")
    return roles, lent, "".join(out)


def passages(path: Path) -> list[tuple[str, Text]]:
    """(kind, passage) of a file of passages, each under a line ``%% kind``; lines with # before the first are notes."""
    return [(head.strip(), parse(body, f"passage-{n}")) for n, (head, body) in enumerate(_parts(path), 1)]


def reports(path: Path) -> list[Report]:
    """The reports of a file, each under a line ``%% genre=...; date=...; outlet=...``. Raises ValueError, naming the place."""
    made = []
    for n, (head, rest) in enumerate(_parts(path), 1):
        name = f"{path.stem}-{n}"
        body, _, lines = rest.partition("\n---\n")
        text, numbers = _parsed(body.strip("\n"), name)
        fields = {
            int(key): _values(value) for key, _, value in (one.partition(":") for one in lines.split("\n") if one)
        }
        if sorted(fields) != numbers:
            raise ValueError(f"{name}: fields of {sorted(fields)}, marks of {numbers}")
        made.append(Report(_values(head), text, tuple(fields[n] for n in numbers)))
    return made


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^%% ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        yield head, body.strip("\n")


def _values(line: str) -> dict[str, str]:
    """``a=b; c=-`` as values; what is ``-`` is left out."""
    pairs = (one.partition("=") for one in line.split(";") if "=" in one)
    return {key.strip(): value.strip() for key, _, value in pairs if value.strip() != "-"}
