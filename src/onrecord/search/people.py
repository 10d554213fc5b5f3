"""People and statements as the record has them, for lists, pages and the queue of what a person should look at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from onrecord.model import Hit, Passage, Query
from onrecord.model.errors import NotFoundError
from onrecord.model.layers import passage
from onrecord.model.views import (
    FirstSeen,
    PersonCard,
    ReviewItem,
    Statement,
)
from onrecord.record import counting, linking, reading, searching, sightings
from onrecord.record.contract import Store
from onrecord.record.database import Database
from onrecord.record.reading import veiled
from onrecord.record.rows import STRUCK, SUPERSEDED, SUPPRESSED
from onrecord.record.suppressing import hidden_names, name_spans
from onrecord.record.telling import tellable
from onrecord.record.words import Term, Wanted, normal_name, tokens
from onrecord.resolution import candidates_of, linked_statements

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
    found = [one for one in counting.busiest(db, words, limit + len(hidden)) if one.id not in hidden][:limit]
    rows = linking.entities(db, [one.id for one in found])
    return tuple(card_of(row, one, names) for row, one in zip(rows, found, strict=True))


def speakers(db: Database, article: str) -> tuple[str, ...]:
    """Names of the entities that speak in an article's latest revision, as it prints them; none behind a tombstone."""
    row = db.one("SELECT latest FROM article WHERE name = ?", (article,))
    hidden = hidden_names(db)
    named = linking.named_in(db, [row[0]]).get(row[0], {}) if row and row[0] is not None else {}
    return tuple(name for name in named if not name_spans(name, hidden))


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


def card_of(row: linking.EntityRow, count: counting.EntityCount, hidden: Sequence[str] = ()) -> PersonCard:
    """An entity with its counts, as lists show it; ``hidden`` names are blacked out of its roles."""
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
        first=iso(count.first_day),
        last=iso(count.last_day),
        sightings=count.sightings,
        authority=row.authority,
    )


def iso(day: int | None) -> str | None:
    """A day as the record counts them, as an ISO date; None where it is unknown."""
    return date.fromordinal(day).isoformat() if day else None


def statement(db: Database, key: str) -> Statement:
    """One utterance by its id, or by the id of an attribution in it. Raises NotFoundError."""
    mark = (sightings.statement_of(db, key) if key.startswith("a") else key) or key
    hits = searching.hits(db, sightings.sightings_of(db, mark))
    if not hits:
        raise NotFoundError(_no_longer(db, mark), item=key, remedy="onrecord search lists what is shown")
    named = [hit.attribution.speaker for hit in hits if hit.attribution.speaker]
    return Statement(
        id=mark,
        speaker=named[0].name if named else None,
        person=_entity_of(db, hits),
        sightings=tuple(hits),
        related=sightings.related(db, mark),
        judgements=tuple(one for one in tellable(db, linking.judgements(db, [mark])) if one.about == "statement"),
        reports=sum(hit.copy_of is None for hit in hits),
        outlets=len({hit.passage.article.outlet for hit in hits} - {None}),
        quoted=sum(bool(hit.attribution.verbatim) for hit in hits),
        first=_first(hits[0]),
    )


def _no_longer(db: Database, mark: str) -> str:
    """Why a statement is not shown, as far as that may be told: nothing of what lies behind a tombstone."""
    states = sightings.states_of(db, mark)
    if STRUCK in states:
        return "was struck by a person as no statement"
    if SUPERSEDED in states and SUPPRESSED not in states:
        return "stands in earlier revisions of its articles only"
    return "no such statement in the record"


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
    """What a person should look at: two entities that may be one, two statements that may be one utterance, then the most
    doubtful of the latest sightings."""
    hidden = linking.entities_called(db, hidden_names(db))
    pairs = list(islice(_pairs(db, hidden), limit // 2))
    for row, other, score, reasons in pairs:
        question = f"Are {row.name} and {other.name} the same?"
        judged = tuple(tellable(db, linking.judgements(db, [row.mark, other.mark])))
        hits = (*_first_hit(db, row), *_first_hit(db, other))
        yield ReviewItem("person", row.mark, other.mark, probability(score), question, reasons, hits, judged)
    alike = [*_statements(db, max(1, limit // 5) if limit > len(pairs) else 0)]
    yield from alike
    yield from _doubtful(store, limit - len(pairs) - len(alike))


def _statements(db: Database, limit: int) -> Iterator[ReviewItem]:
    """Statements of one speaker, day and subject that other reports tell in other words: one utterance, or two?"""
    for left, right, reasons in islice(linked_statements(db), limit):
        hits = tuple(hit for mark in (left, right) for hit in searching.hits(db, sightings.sightings_of(db, mark)[:1]))
        if len(hits) == 2:
            yield ReviewItem(
                "statement", left, right, None, "Is this one utterance, told in other words?", reasons, hits
            )


def _pairs(
    db: Database, hidden: set[int]
) -> Iterator[tuple[linking.EntityRow, linking.EntityRow, float, tuple[str, ...]]]:
    """Those most reported with each other that they may be: looked up a lot at a time, as far as anybody asks."""
    shown = [one.id for one in counting.busiest(db, None, REVIEWED) if one.id not in hidden]
    given: set[frozenset[int]] = set()
    for start in range(0, len(shown), LOT):
        rows = linking.entities(db, shown[start : start + LOT])
        for row, likely in zip(rows, candidates_of(db, rows), strict=True):
            for other, score, reasons in likely:
                pair = frozenset((row.id, other.id))
                if other.id not in hidden and pair not in given:
                    given.add(pair)
                    yield row, other, score, reasons


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


def probability(score: float) -> float:
    """Log-odds as a probability (0 to 1)."""
    return round(1 / (1 + math.exp(-score)), 4)


def _doubtful(store: Store, limit: int) -> list[ReviewItem]:
    """The most doubtful first: of the latest statements, so many as it takes to find enough that are doubtful."""
    after: str | None = None
    found: list[ReviewItem] = []
    while len(found) < limit:
        page = store.search(Query(limit=100, after=after))
        found += [item for hit in page.hits if (item := _doubt(hit)) is not None]
        after = page.after
        if after is None:
            break
    return sorted(found, key=lambda item: item.probability or 0.0)[:limit]


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
