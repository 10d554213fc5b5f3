"""The word tables of the check, as plain tab-separated text, and how they are read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table, split at tabs; comments and empty lines left out."""
    text = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line.rstrip("\n") for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def pairs(name: str) -> dict[str, str]:
    """A table of two columns: first to second."""
    return {row[0]: row[1] for row in rows(name)}


@cache
def same_forms() -> dict[str, frozenset[str]]:
    """Each wording of forms.tsv with the other wordings that count as the same."""
    same: dict[str, set[str]] = {}
    for (line,) in rows("forms"):
        group = [part.strip() for part in line.split("|")]
        for part in group:
            same.setdefault(part, set()).update(other for other in group if other != part)
    return {part: frozenset(others) for part, others in same.items()}


@cache
def fillers() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Fillers that are fillers anywhere (single words), and those that are only where a pause sets them off."""
    always = frozenset(row[1] for row in rows("fillers") if row[0] == "always")
    pause = frozenset(tuple(row[1].split()) for row in rows("fillers") if row[0] == "pause")
    return always, pause
