"""The user's authority file: a table of names and ids, and which of its entries an entity of the record may be.

A name alone links only where one entry and one entity bear it and nothing speaks against it; whatever is less sure is
offered for judgement with its reasons.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model import Refusal
from onrecord.model.attribution import EntityKind
from onrecord.model.errors import UnreadableError
from onrecord.model.keeping import AuthorityEntry
from onrecord.resolve.people import CANDIDATE, SAME, Candidate, Seen, compare

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "qid", "identifier", "key", "uri", "wikidata"),
    "name": ("name", "label", "preferred name", "full name"),
    "aliases": ("aliases", "alias", "also known as", "other names", "altlabel", "names"),
    "kind": ("kind", "type", "class"),
    "note": ("role", "note", "description", "occupation", "office", "position"),
}
"""What a column may be called, whatever the case."""
_KINDS: dict[str, EntityKind] = {
    "": "person", "person": "person", "people": "person", "human": "person", "organisation": "organisation",
    "organization": "organisation", "org": "organisation", "company": "organisation", "group": "group",
    "document": "document", "poll": "poll",
}  # fmt: skip
PREFIX = "authority:"
"""Stands before an entry's id where it is one side of a judgement."""
CLEAR = 2.0
"""Log-odds by which one entry must be likelier than the next, and a name that several bear must be surpassed."""


def entries_in(text: str, *, name: str) -> tuple[list[AuthorityEntry], list[Refusal]]:
    """The rows of a CSV file (comma, semicolon or tab) with a head; columns as in `COLUMNS`, ``id`` and ``name`` asked.

    Aliases are parted by ``|`` or ``;``. Rows without id or name, of an unknown kind, or with an id a second time are
    refused. Raises UnreadableError where the head lacks a column.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(lines, delimiter=delimiter)
    columns: dict[str, int] | None = None
    kept: dict[str, AuthorityEntry] = {}
    refused: list[Refusal] = []
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, name)
            continue
        made = _entry({field: cells[at].strip() for field, at in columns.items() if at < len(cells)})
        if isinstance(made, AuthorityEntry) and made.id in kept:
            made = f"the id {made.id} stands there twice"
        if isinstance(made, str):
            refused.append(Refusal(f"{name}, line {rows.line_num}", made))
        else:
            kept[made.id] = made
    if columns is None:
        raise UnreadableError("is empty", item=name, remedy="a first line with the columns id and name is needed")
    return list(kept.values()), refused


def _columns(cells: Sequence[str], name: str) -> dict[str, int]:
    called = [cell.strip().casefold() for cell in cells]
    found = {
        field: next((called.index(one) for one in names if one in called), None) for field, names in COLUMNS.items()
    }
    for field in ("id", "name"):
        if found[field] is None:
            raise UnreadableError(
                f"has no column {field}", item=name,
                remedy=f"its first line must name the columns, one of them {', '.join(COLUMNS[field][:3])}",
            )  # fmt: skip
    return {field: at for field, at in found.items() if at is not None}


def _entry(row: dict[str, str]) -> AuthorityEntry | str:
    """The entry of a row, or why it is none."""
    if not row.get("id") or not row.get("name"):
        return "no id" if not row.get("id") else "no name"
    kind = _KINDS.get(row.get("kind", "").casefold())
    if kind is None:
        return f"kind {row['kind']!r} is none of {', '.join(sorted(set(_KINDS.values())))}"
    aliases = [one.strip() for one in row.get("aliases", "").replace("|", ";").split(";")]
    own = tuple(dict.fromkeys(one for one in aliases if one and one != row["name"]))
    return AuthorityEntry(row["id"], row["name"], kind, own, row.get("note") or None)


def likeness(entity: Seen, entry: AuthorityEntry) -> Candidate:
    """The evidence that an entity is the one of an entry: by the likeliest of the entry's names, and its note."""
    bare = replace(entity, authority=None)
    notes = (entry.note,) if entry.note else ()
    names = (entry.name, *entry.aliases)
    forms = [Seen(PREFIX + entry.id, "", name, entry.kind, (), notes) for name in names]
    return max((compare(bare, form) for form in forms), key=lambda one: one.score)


@dataclass(frozen=True, slots=True)
class Found:
    """What the evidence says of one entity and one entry. ``decided``: by a person's judgement, not by evidence."""

    entry: AuthorityEntry
    likeness: Candidate
    linked: bool
    decided: bool = False


def match(
    entity: Seen,
    entries: Iterable[AuthorityEntry],
    *,
    namesakes: int,
    verdicts: dict[str, Literal["same", "different", "unsure"]],
) -> list[Found]:
    """The entries that an entity may be, likeliest first; at most one is linked.

    ``namesakes``: how many other entities bear its name. ``verdicts``: what people judged, by entry's id.
    """
    scored = sorted(((likeness(entity, one), one) for one in entries), key=lambda pair: (-pair[0].score, pair[1].id))
    judged = [one for _, one in scored if verdicts.get(one.id) == "same"]
    open_ = [(found, one) for found, one in scored if one.id not in verdicts and found.score >= CANDIDATE]
    linked = judged[-1].id if judged else None
    if linked is None and open_ and open_[0][0].score >= SAME:
        best = open_[0][0].score
        # One that a person ruled out still bears the name: the other is not meant for that alone.
        alone = all(found.score < CANDIDATE or best >= found.score + CLEAR for found, one in scored
                    if one.id != open_[0][1].id)  # fmt: skip
        if alone and (not namesakes or best >= SAME + CLEAR):
            linked = open_[0][1].id
    return [
        Found(one, found, one.id == linked, bool(judged))
        for found, one in scored
        if one.id == linked or (not judged and (found, one) in open_)
    ]
