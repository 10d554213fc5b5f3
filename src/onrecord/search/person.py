"""One person as the record has them: names, roles, to whom and about whom, when, and who else they may be.

What is counted by day is counted over all. Roles, addressees and who is named are looked up in the latest articles,
a few hundred at most, without reading all that was found in them.
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
from onrecord.model.views import Counted, DayCount, Likeness, Person, RoleHeld
from onrecord.record import counting, linking, reading
from onrecord.record.database import Database
from onrecord.record.packing import Told, unpack_told
from onrecord.record.rows import CURRENT, mark_of
from onrecord.record.suppressing import hidden_names
from onrecord.resolution import candidates
from onrecord.resolution.authority import matches_of
from onrecord.search.people import card_of, iso, probability

DOCUMENTS = 400
"""Articles looked into for a person's roles and addressees; counts are over all."""
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
    quotation: int
    day: int | None

    @property
    def content(self) -> tuple[Span, ...]:
        """Where its content stands in the text of its revision."""
        if self.gaps:
            return tuple(Span(*pair) for pair in json.loads(self.gaps))
        return (Span(self.start, self.end),) if self.start is not None and self.end is not None else ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One of them with what its article says around it: role and addressee as printed, and the words of the content."""

    own: _Own
    told: Told
    words: str


def person(db: Database, key: str) -> Person:
    """One entity by its key (or a name that only it bears). Raises NotFoundError."""
    row = linking.entity_by_mark(db, key)
    names = hidden_names(db)
    hidden = linking.entities_called(db, names)
    if row is not None and row.id in hidden:
        row = None
    if row is None:
        named = [one for one in counting.busiest(db, key, 2 + len(hidden)) if one.id not in hidden]
        if len(named) != 1:
            many = "more than one person bears that name" if named else "nobody of that key or name speaks here"
            raise NotFoundError(many, item=key, remedy="onrecord people lists who does")
        row = linking.entity(db, named[0].id)
    own = _own(db, row.id)
    read = list(_read(db, own))
    found = [one for one in candidates(db, row) if one[0].id not in hidden]
    dated = Counter((one.day, one.quotation) for one in own if one.day is not None)
    return Person(
        card=card_of(row, counting.count_of(db, row.id), names),
        roles=_roles(read),
        addressees=_addressees(db, read, hidden),
        about=_about(db, read, hidden | {row.id}),
        days=tuple(DayCount(iso(day) or "", QUOTATION_TYPES[kind], n) for (day, kind), n in sorted(dated.items())),
        undated=sum(one.day is None for one in own),
        likely=tuple(
            Likeness(card_of(other, counting.count_of(db, other.id), names), probability(score), reasons)
            for other, score, reasons in found
        ),
        judgements=tuple(linking.judgements(db, [row.mark])),
        authority=matches_of(db, row),
    )


def _own(db: Database, entity: int) -> list[_Own]:
    rows = db.rows(
        "SELECT a.revision_id, a.place, a.mark, a.content_start, a.content_end, a.gaps, a.quotation, a.day"
        " FROM mention JOIN attribution a ON a.mention_id = mention.id WHERE mention.entity_id = ? AND a.state = ?",
        (entity, CURRENT),
    )
    return [_Own(*row) for row in rows]


def _read(db: Database, own: Sequence[_Own]) -> Iterator[_Read]:
    """Those in the latest stored articles, a few hundred at most, latest first."""
    by_revision: dict[int, list[_Own]] = defaultdict(list)
    for one in own:
        by_revision[one.revision].append(one)
    revisions = sorted(by_revision, reverse=True)[:DOCUMENTS]
    texts = reading.texts_of(db, revisions)
    touched = reading.touched_by_people(db, list(texts.values()))
    for revision in revisions:
        text = texts[revision]
        if revision in touched:
            yield from _read_whole(db, revision, by_revision[revision])
            continue
        assert text.findings is not None
        told = unpack_told(text.findings, text.text, where=text.where)
        for one in by_revision[revision]:
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
