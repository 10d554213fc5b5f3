"""One person as the record has them: names, roles, to whom and about whom, when, and who else they may be.

What is counted by day is counted over all. Roles, addressees and who is named are looked up in the articles themselves:
in all of them where they are few, else in some spread evenly over the time, so that a page of somebody who speaks in
thousands is made as quickly as any. `Person.read` says in how many.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Span, pieces
from onrecord.model.attribution import QUOTATION_TYPES
from onrecord.model.errors import NotFoundError
from onrecord.model.views import Counted, DayCount, Likeness, Person, PersonCard, RoleHeld
from onrecord.record import counting, linking, reading
from onrecord.record.database import Database
from onrecord.record.packing import Told, unpack_told
from onrecord.record.rows import CURRENT, mark_of
from onrecord.record.suppressing import hidden_names
from onrecord.record.telling import tellable
from onrecord.resolution import candidates
from onrecord.resolution.authority import matches_of
from onrecord.search.people import card_of, iso, probability

ARTICLES = 24
"""Articles looked into for a person's roles, addressees and whom they name, unless more are asked for."""
COUNTED = 250
"""The most names told of those spoken to, and of those named."""


class _Own(NamedTuple):
    """A current attribution of a person, as the tables have it; days as `rows.day_of` counts them."""

    revision: int
    place: int | None
    mark: int
    start: int | None
    end: int | None
    gaps: str | None
    day: int | None

    @property
    def content(self) -> tuple[Span, ...]:
        """Where its content stands in the text of its revision."""
        if self.gaps:
            return tuple(Span(*pair) for pair in json.loads(self.gaps))
        return (Span(self.start, self.end),) if self.start is not None and self.end is not None else ()


class _Count(NamedTuple):
    """How many current attributions of a person one revision has of one quotation type."""

    revision: int
    day: int | None
    quotation: int
    number: int


@dataclass(frozen=True, slots=True)
class _Read:
    """One of them with what its article says around it: role and addressee as printed, and the words of the content."""

    own: _Own
    told: Told
    words: str


def card(db: Database, key: str) -> PersonCard:
    """One entity as lists show it, by its key or a name that only it bears. Raises NotFoundError."""
    row, names, _ = _meant(db, key)
    return card_of(row, counting.count_of(db, row.id), names)


def person(db: Database, key: str, articles: int = ARTICLES) -> Person:
    """One entity by its key (or a name that only it bears), looked up in so many ``articles``. Raises NotFoundError."""
    row, names, hidden = _meant(db, key)
    counts = _counted(db, row.id)
    chosen = spread({one.revision: one.day for one in counts}, articles)
    read = list(_read(db, _own(db, row.id, chosen)))
    found = [one for one in candidates(db, row) if one[0].id not in hidden]
    dated: Counter[tuple[int, int]] = Counter()
    for one in counts:
        if one.day is not None:
            dated[one.day, one.quotation] += one.number
    return Person(
        card=card_of(row, counting.count_of(db, row.id), names),
        roles=_roles(read),
        addressees=_addressees(db, read, hidden),
        about=_about(db, read, hidden | {row.id}),
        days=tuple(DayCount(iso(day) or "", QUOTATION_TYPES[kind], n) for (day, kind), n in sorted(dated.items())),
        undated=sum(one.number for one in counts if one.day is None),
        read=len(chosen),
        likely=tuple(
            Likeness(card_of(other, counting.count_of(db, other.id), names), probability(score), reasons)
            for other, score, reasons in found
        ),
        judgements=tuple(tellable(db, linking.judgements(db, [row.mark]))),
        authority=matches_of(db, row),
    )


def _meant(db: Database, key: str) -> tuple[linking.EntityRow, list[str], set[int]]:
    """The entity of a key, or of a name that only it bears; the names behind tombstones, and who bears them."""
    row = linking.entity_marked(db, key)
    names = hidden_names(db)
    hidden = linking.entities_called(db, names)
    if row is not None and row.id not in hidden:
        return row, names, hidden
    named = [one for one in counting.busiest(db, key, 2 + len(hidden)) if one.id not in hidden]
    if len(named) != 1:
        many = "more than one person bears that name" if named else "nobody of that key or name speaks here"
        raise NotFoundError(many, item=key, remedy="onrecord people lists who does")
    return linking.entities(db, [named[0].id])[0], names, hidden


def _counted(db: Database, entity: int) -> list[_Count]:
    rows = db.rows(
        "SELECT a.revision_id, a.day, a.quotation, count(*) FROM mention JOIN attribution a ON a.mention_id = mention.id"
        " WHERE mention.entity_id = ? AND a.state = ? GROUP BY a.revision_id, a.day, a.quotation",
        (entity, CURRENT),
    )
    return [_Count(*row) for row in rows]


def spread(days: Mapping[int, int | None], most: int) -> list[int]:
    """At most so many revisions, the latest first: those of the first and the last day, and others evenly between them.

    Revisions of an unknown day count as the earliest.
    """
    ordered = sorted(days, key=lambda revision: (days[revision] or 0, revision), reverse=True)
    if len(ordered) <= most:
        return ordered
    step = (len(ordered) - 1) / max(1, most - 1)
    return [ordered[round(number * step)] for number in range(most)]


def _own(db: Database, entity: int, revisions: Sequence[int]) -> dict[int, list[_Own]]:
    """By revision, in the order given."""
    found: dict[int, list[_Own]] = {revision: [] for revision in revisions}
    rows = db.rows(
        "SELECT a.revision_id, a.place, a.mark, a.content_start, a.content_end, a.gaps, a.day"
        " FROM mention JOIN attribution a ON a.mention_id = mention.id WHERE mention.entity_id = ? AND a.state = ?"
        f" AND mention.revision_id IN ({', '.join(map(str, revisions)) or 'NULL'})",
        (entity, CURRENT),
    )
    for row in rows:
        found[row[0]].append(_Own(*row))
    return found


def _read(db: Database, by_revision: Mapping[int, Sequence[_Own]]) -> Iterator[_Read]:
    """The same with what their articles say around them."""
    texts = reading.texts_of(db, list(by_revision))
    touched = reading.touched_by_people(db, list(texts.values()))
    for revision, own in by_revision.items():
        text = texts[revision]
        if revision in touched:
            yield from _read_whole(db, revision, own)
            continue
        assert text.findings is not None
        places = {one.place for one in own if one.place is not None}
        told = unpack_told(text.findings, text.text, places, where=text.where)
        for one in own:
            if one.place is not None:
                yield _Read(one, told[one.place], " ".join(pieces(text.text, one.content)))


def _read_whole(db: Database, revision: int, own: Sequence[_Own]) -> Iterator[_Read]:
    """The same out of the document itself, where people corrected something or something lies behind a tombstone."""
    document = reading.document_of(db, revision)
    by_mark = {one.mark: one for one in own}
    for each in document.attributions:
        one = by_mark.get(mark_of(each.id))
        if one is not None:
            to, role = each.addressee, each.speaker.role if each.speaker else None
            told = Told(role.text if role else None, (to.name or to.text) if to else None)
            yield _Read(one, told, " ".join(pieces(document.article.text, each.content)))


def _roles(read: Sequence[_Read]) -> tuple[RoleHeld, ...]:
    """Roles as printed, the latest printed first."""
    days: dict[str, set[int]] = defaultdict(set)
    articles: dict[str, set[int]] = defaultdict(set)
    for one in read:
        if one.told.role:
            articles[one.told.role].add(one.own.revision)
            days[one.told.role] |= {one.own.day} - {None}  # type: ignore[arg-type]
    return tuple(
        RoleHeld(text, iso(min(days[text], default=None)), iso(max(days[text], default=None)), len(where))
        for text, where in articles.items()
    )


def _addressees(db: Database, read: Sequence[_Read], hidden: set[int]) -> tuple[Counted, ...]:
    most = Counter(one.told.addressee for one in read if one.told.addressee).most_common(COUNTED)
    bearers = linking.only_bearers(db, [name for name, _ in most])
    marks = linking.marks_by_key(db, set(bearers.values()) - hidden)
    return tuple(Counted(name, number, marks.get(bearers.get(name, 0))) for name, number in most)


def _about(db: Database, read: Sequence[_Read], but: set[int]) -> tuple[Counted, ...]:
    """Who else speaks in the same article and is named, by the last word of the name, in what was said."""
    others = linking.named_in(db, {one.own.revision for one in read})
    counts: Counter[int] = Counter()
    for one in read:
        counts.update(_named(one.words, others.get(one.own.revision, {})) - but)
    most = counts.most_common(COUNTED)
    rows = {row.id: row for row in linking.entities(db, [key for key, _ in most])}
    return tuple(Counted(rows[key].name, number, rows[key].mark) for key, number in most)


def _named(words: str, others: Mapping[str, int]) -> set[int]:
    """The entities among ``others`` (by their names) whose last name stands in ``words``."""
    return {
        key
        for name, key in others.items()
        if (last := name.split()[-1]) in words and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", words)
    }
