"""People and statements as the record has them, for lists, pages and the queue of what a person should look at."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal

from onrecord.model import Attribution, Document, Hit, Passage, Query
from onrecord.model.errors import NotFoundError
from onrecord.model.layers import passage
from onrecord.model.views import (
    Counted,
    DayCount,
    FirstSeen,
    Likeness,
    Person,
    PersonCard,
    ReviewItem,
    RoleHeld,
    Statement,
)
from onrecord.record import linking, reading, searching, sightings
from onrecord.record.contract import Store
from onrecord.record.database import Database
from onrecord.record.reading import veiled
from onrecord.record.suppressing import hidden_names, name_spans
from onrecord.record.words import Term, Wanted, normal_name, tokens
from onrecord.resolution import candidates, candidates_of
from onrecord.resolution.authority import matches_of

DOCUMENTS = 400
"""Articles looked into for a person's roles and addressees; counts are over all."""
COUNTED = 40
REVIEWED = 200
"""Entities looked at for the queue, those with most reports."""
LOT = 40
"""Of them looked up together."""
DOUBTFUL = 0.7
"""Below this calibrated probability a speaker comes into the queue."""


def people(db: Database, words: str | None, limit: int) -> tuple[PersonCard, ...]:
    """Entities with most reports first; with ``words``, those whose name holds them all."""
    names = hidden_names(db)
    hidden = linking.entities_called(db, names)
    found = [one for one in linking.busiest(db, words, limit + len(hidden)) if one.id not in hidden]
    return tuple(_card(linking.entity(db, one.id), one, names) for one in found[:limit])


def own_names(db: Database, name: str) -> tuple[str, ...]:
    """The further names, which nobody else bears, of the person or persons who bear ``name``."""
    theirs = linking.entities_called(db, [name])
    rows = [linking.entity(db, key) for key in sorted(theirs)]
    every = dict.fromkeys(alias for row in rows for alias in (row.name, *row.aliases))
    return tuple(one for one in every if one != name and linking.entities_called(db, [one]) <= theirs)


def like_named(db: Database, name: str, limit: int = 3) -> tuple[str, ...]:
    """Names in the record that are spelled much like ``name``, the likeliest first; none behind a tombstone."""
    from rapidfuzz import fuzz, process

    starts = tuple(Term((word[:3],), prefix=True) for word in tokens(name) if len(word) > 2)
    if not starts:
        return ()
    clause, values = db.names_with(Wanted((starts,)))
    rows = db.rows(f"SELECT name FROM name WHERE id IN ({clause}) ORDER BY id LIMIT 5000", values)
    hidden = hidden_names(db)
    shown = [row[0] for row in rows if not name_spans(row[0], hidden)]
    found = process.extract(name, shown, scorer=fuzz.WRatio, processor=normal_name, limit=limit, score_cutoff=75)
    return tuple(one[0] for one in found)


def _card(row: linking.EntityRow, count: linking.EntityCount, hidden: Sequence[str] = ()) -> PersonCard:
    roles = reversed(row.roles)
    return PersonCard(
        id=row.mark,
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]
        aliases=tuple(name for name in row.aliases if name != row.name),
        roles=tuple(veiled(role, name_spans(role, hidden)) for role in roles) if hidden else tuple(roles),
        reports=count.reports,
        statements=count.statements,
        articles=count.articles,
        outlets=count.outlets,
        first=_iso(count.first_day),
        last=_iso(count.last_day),
        sightings=count.sightings,
        authority=row.authority,
    )


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


def person(db: Database, key: str) -> Person:
    """One entity by its key (or a name that only it bears). Raises NotFoundError."""
    row = linking.entity_by_mark(db, key)
    hidden = linking.entities_called(db, hidden_names(db))
    if row is not None and row.id in hidden:
        row = None
    if row is None:
        named = [one for one in linking.busiest(db, key, 2 + len(hidden)) if one.id not in hidden]
        if len(named) != 1:
            many = "more than one person bears that name" if named else "nobody of that key or name speaks here"
            raise NotFoundError(many, item=key, remedy="onrecord people lists who does")
        row = linking.entity(db, named[0].id)
    return _person(db, row)


def _person(db: Database, row: linking.EntityRow) -> Person:
    roles: dict[str, list[str | None]] = defaultdict(list)
    addressees: Counter[str] = Counter()
    about: Counter[str] = Counter()
    days: Counter[tuple[str, str]] = Counter()
    undated = 0
    for document, own in _own(db, row):
        published = (document.article.published or "")[:10] or None
        others = {one.speaker.name for one in document.attributions if one.speaker} - {row.name, *row.aliases}
        for one in own:
            if one.speaker and one.speaker.role:
                roles[one.speaker.role.text].append(published)
            if one.addressee:
                addressees[one.addressee.name or one.addressee.text] += 1
            words = " ".join(span.of(document.article.text) for span in one.content)
            about.update(name for name in others if name.split()[-1] in words)
            if published:
                days[published, one.quotation] += 1
            else:
                undated += 1
    names = hidden_names(db)
    hidden = linking.entities_called(db, names)
    found = [one for one in candidates(db, row) if one[0].id not in hidden]
    return Person(
        card=_card(row, linking.count_of(db, row.id), names),
        roles=tuple(_role(text, when) for text, when in roles.items()),
        addressees=tuple(Counted(name, count) for name, count in addressees.most_common(COUNTED)),
        about=tuple(Counted(name, count) for name, count in about.most_common(COUNTED)),
        days=tuple(DayCount(day, kind, count) for (day, kind), count in sorted(days.items())),  # type: ignore[arg-type]
        undated=undated,
        likely=tuple(
            Likeness(_card(other, linking.count_of(db, other.id), names), _probability(score), reasons)
            for other, score, reasons in found
        ),
        judgements=tuple(linking.judgements(db, [row.mark])),
        authority=matches_of(db, row),
    )


def _role(text: str, when: Sequence[str | None]) -> RoleHeld:
    known = sorted(day for day in when if day)
    return RoleHeld(text, known[0] if known else None, known[-1] if known else None, len(when))


def _probability(score: float) -> float:
    return round(1 / (1 + math.exp(-score)), 4)


def _own(db: Database, row: linking.EntityRow) -> Iterator[tuple[Document, list[Attribution]]]:
    """The documents an entity speaks in, each with its attributions, latest stored first, a few hundred at most."""
    mine: dict[int, set[str]] = defaultdict(set)
    for revision, key in linking.mentions_of(db, row.id):
        mine[revision].add(key)
    for revision in sorted(mine, reverse=True)[:DOCUMENTS]:
        document = reading.document_of(db, revision)
        own = [one for one in document.attributions if one.speaker and one.speaker.key in mine[revision]]
        yield document, own


def statement(db: Database, key: str) -> Statement:
    """One utterance by its id, or by the id of an attribution in it. Raises NotFoundError."""
    mark = (sightings.statement_of(db, key) if key.startswith("a") else key) or key
    hits = searching.hits(db, sightings.sightings_of(db, mark))
    if not hits:
        raise NotFoundError("no such statement in the record", item=key)
    named = [hit.attribution.speaker for hit in hits if hit.attribution.speaker]
    return Statement(
        id=mark,
        speaker=named[0].name if named else None,
        person=_entity_of(db, hits),
        sightings=tuple(hits),
        related=sightings.related(db, mark),
        judgements=tuple(one for one in linking.judgements(db, [mark]) if one.about == "statement"),
        reports=sum(hit.copy_of is None for hit in hits),
        outlets=len({hit.passage.article.outlet for hit in hits} - {None}),
        quoted=sum(bool(hit.attribution.verbatim) for hit in hits),
        first=_first(hits[0]),
    )


def _first(hit: Hit) -> FirstSeen | None:
    card = hit.passage.article
    words: Literal["speaker", "outlet"] = "speaker" if hit.attribution.verbatim else "outlet"
    return FirstSeen(hit.attribution.id, card, words) if card.published else None


def _entity_of(db: Database, hits: Sequence[Hit]) -> str | None:
    for hit in hits:
        speaker = hit.attribution.speaker
        if speaker is not None:
            key = linking.speaker_of(db, hit.passage.article.id, speaker.key, speaker.name)
            if key is not None:
                return key
    return None


def review_queue(db: Database, store: Store, limit: int) -> Iterator[ReviewItem]:
    """What a person should look at: two entities that may be one, then statements whose speaker is doubtful."""
    yielded = 0
    hidden = linking.entities_called(db, hidden_names(db))
    for row, likely in _busiest_alike(db, hidden):
        if yielded >= limit // 2:
            break
        for other, score, reasons in likely:
            if other.id <= row.id or other.id in hidden:
                continue
            question = f"Are {row.name} and {other.name} the same?"
            judged = tuple(linking.judgements(db, [row.mark, other.mark]))
            hits = (*_first_hit(db, row), *_first_hit(db, other))
            yield ReviewItem("person", row.mark, other.mark, _probability(score), question, reasons, hits, judged)
            yielded += 1
    yield from _doubtful(store, limit - yielded)


def _busiest_alike(
    db: Database, hidden: set[int]
) -> Iterator[tuple[linking.EntityRow, list[tuple[linking.EntityRow, float, tuple[str, ...]]]]]:
    """Those with most reports and who else each may be; looked up a lot at a time, as far as anybody asks."""
    shown = [one.id for one in linking.busiest(db, None, REVIEWED) if one.id not in hidden]
    for start in range(0, len(shown), LOT):
        rows = linking.entities(db, shown[start : start + LOT])
        yield from zip(rows, candidates_of(db, rows), strict=True)


def _first_hit(db: Database, row: linking.EntityRow) -> Iterator[Hit]:
    """A passage in which an entity speaks, the latest stored, if there is one to show."""
    for revision in dict.fromkeys(revision for revision, _ in reversed(linking.mentions_of(db, row.id))):
        keys = {key for held, key in linking.mentions_of(db, row.id) if held == revision}
        document = reading.document_of(db, revision)
        for one in document.attributions:
            if one.speaker and one.speaker.key in keys:
                span = passage(document.article.text, one)
                card = reading.cards_of(db, [revision])[revision]
                yield Hit(one, Passage(card, span, span.of(document.article.text)), sightings.statement_of(db, one.id))
                return


def _doubtful(store: Store, limit: int) -> Iterator[ReviewItem]:
    after: str | None = None
    found = 0
    while found < limit:
        page = store.search(Query(mode="speech", limit=100, after=after))
        for hit in page.hits:
            item = _doubt(hit)
            if item is not None:
                found += 1
                yield item
            if found >= limit:
                return
        after = page.after
        if after is None:
            return


_QUESTIONS: dict[str, Callable[[Hit], str]] = {
    "speaker": lambda hit: (
        f"Is it {hit.attribution.speaker.name} who said this?" if hit.attribution.speaker else "Who said this?"
    ),
    "attribution": lambda hit: "Is this laid to somebody as shown?",
}


def _doubt(hit: Hit) -> ReviewItem | None:
    one = hit.attribution
    if hit.corrected:
        return None
    speaker = one.confidence.speaker
    if one.confidence.attribution < DOUBTFUL:
        kind, sure = "attribution", one.confidence.attribution
    elif one.speaker is not None and speaker is not None and speaker < DOUBTFUL:
        kind, sure = "speaker", speaker
    else:
        return None
    return ReviewItem(kind, one.id, None, sure, _QUESTIONS[kind](hit), one.notes, (hit,))  # type: ignore[arg-type]
