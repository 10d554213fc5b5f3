"""Attributions that match a query: by the indexes, in pages, with counts.

Both databases select and count; the order by relevance is made here, so that it is the same whichever lies below. It
is made over the `RANKED` matches stored last (all of them where there are fewer), which bounds the time of a query.
"""

from __future__ import annotations

import base64
import json
import math
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.model import FACETED, Attribution, Hit, HitPage, Passage, Query
from onrecord.model.attribution import ACTS, COMMITMENTS, MODES, QUOTATION_TYPES
from onrecord.model.errors import QueryError
from onrecord.record.database import Clause, Database
from onrecord.record.packing import unpack_some
from onrecord.record.reading import Text, behind, cards_of, held_in, hidden_titles, masks_of, texts_of, veiled
from onrecord.record.rows import Held, lines_around, mark_of, reach_of
from onrecord.record.selecting import Selection, listed, select
from onrecord.record.sightings import own_statement
from onrecord.record.words import Wanted, tokens

RANKED = 200
"""How many matches, the latest stored, are put in order of relevance."""
MOST = 1000
"""The most hits on one page."""
COUNTED = 2000
"""Reports and statements are told apart and counted among so many matches at most."""
_KEPT_COUNTS = 512
_COST_OF_ASKING = 20
"""How much longer it takes to ask the full-text index of one attribution than to read on in its answer (measured)."""


@dataclass(slots=True)
class Counts:
    """Totals of recent queries, dropped when the record changes."""

    seen: int = -1
    held: OrderedDict[Clause, int] = field(default_factory=OrderedDict)


def search(db: Database, query: Query, counts: Counts) -> HitPage:
    """One page of hits. Raises QueryError."""
    limit = max(0, min(query.limit, MOST))
    cursor = _cursor(query.after)
    with db.reading():
        selection = select(db, query)
        if selection.words is not None and selection.indexed is None:
            # Words and something else: the matches are counted and paged from one list.
            found = [(row[1], row[0]) for row in db.rows(_listing(selection), selection.values)]
            total = len(found)
            ids, after = _from_list(db, query, selection, found, limit, cursor)
            if total <= COUNTED:
                at_hand = (f"a.id IN ({listed([id_ for _, id_ in found])})",)
                selection = replace(selection, table="attribution a", joined=False, conditions=at_hand, values=())
        else:
            total = _total(db, selection, counts)
            if not total or not limit:
                return HitPage((), total, None, *((0, 0) if not total else (None, None)))
            ids, after = _page(db, query, selection, limit, total, cursor)
        reports, statements = _counted(db, selection, total)
        return HitPage(tuple(hits(db, ids)), total, after, reports, statements)


def latest(db: Database, query: Query) -> list[Hit]:
    """Hits of a query without words, the latest published first, and nothing counted. Raises QueryError."""
    with db.reading():
        ids, _ = _by_date(db, query, select(db, query), max(0, min(query.limit, MOST)), 0, _cursor(query.after))
        return hits(db, ids)


def _counted(db: Database, selection: Selection, total: int) -> tuple[int | None, int | None]:
    """How many reports and how many statements match, unless there are too many (`COUNTED`) to be told apart."""
    if not 0 < total <= COUNTED:
        return (0, 0) if not total else (None, None)
    row = db.one(
        "SELECT count(*) - count(sighting.copy_of), count(DISTINCT coalesce(sighting.statement_id, -a.id))"
        f" FROM {selection.tables} LEFT JOIN sighting ON sighting.attribution_id = a.id WHERE {selection.where}",
        selection.values,
    )
    return (row[0], row[1]) if row else (None, None)


def _listing(selection: Selection) -> str:
    return f"SELECT a.id, coalesce(a.day, 0) FROM {selection.tables} WHERE {selection.where}"


def _from_list(
    db: Database,
    query: Query,
    selection: Selection,
    found: list[tuple[int, int]],
    limit: int,
    cursor: dict[str, int] | None,
) -> tuple[list[int], str | None]:
    """A page of matches (day, id) that are all at hand."""
    if query.sort == "date":
        ordered = [id_ for _, id_ in sorted(found, reverse=True)]
    else:
        latest = sorted((id_ for _, id_ in found), reverse=True)
        ordered = _ranked(db, selection, latest[:RANKED]) + latest[RANKED:]
    start = ordered.index(cursor["id"]) + 1 if cursor and cursor["id"] in ordered else 0
    ids = ordered[start : start + limit]
    return ids, _written({"id": ids[-1]}) if ids and start + len(ids) < len(ordered) else None


def _total(db: Database, selection: Selection, counts: Counts) -> int:
    if selection.indexed is not None:
        # Only current attributions are in the index, so that the index alone can count them.
        sql, given = f"SELECT count(*) FROM ({selection.indexed[0]}) AS found", selection.indexed[1]
    elif len(selection.conditions) == 1:
        sql, given = "SELECT (SELECT count(*) FROM attribution) - count(*) FROM attribution WHERE state <> 0", ()
    else:
        sql, given = f"SELECT count(*) FROM {selection.tables} WHERE {selection.where}", selection.values
    seen = db.change_count()
    if seen != counts.seen:
        counts.held.clear()
        counts.seen = seen
    if (sql, given) not in counts.held:
        row = db.one(sql, given)
        counts.held[sql, given] = int(row[0]) if row else 0
        if len(counts.held) > _KEPT_COUNTS:
            counts.held.popitem(last=False)
    return counts.held[sql, given]


def _page(
    db: Database, query: Query, selection: Selection, limit: int, total: int, cursor: dict[str, int] | None
) -> tuple[list[int], str | None]:
    """The ids on the page that the query asks for, and the cursor of the next."""
    if selection.indexed is None or query.sort == "date":
        return _by_date(db, query, selection, limit, total, cursor)
    sql, given = db.latest(selection.indexed, RANKED)
    latest = [row[0] for row in db.rows(sql, given)]
    best = _ranked(db, selection, latest)
    if cursor and cursor["id"] not in best:
        ids = _stored_before(db, selection, cursor["id"], limit + 1)
    else:
        start = best.index(cursor["id"]) + 1 if cursor else 0
        ids = best[start : start + limit + 1]
        if len(ids) <= limit and total > len(best):
            ids += _stored_before(db, selection, min(best), limit + 1 - len(ids))
    more = len(ids) > limit
    ids = ids[:limit]
    return ids, _written({"id": ids[-1]}) if more else None


def _by_date(
    db: Database, query: Query, selection: Selection, limit: int, total: int, cursor: dict[str, int] | None
) -> tuple[list[int], str | None]:
    """Latest published first, undated last; of one day, the latest stored first."""
    tables, where, values = selection.tables, selection.where, list(selection.values)
    dated_tables, day = selection.days or (tables, "a.day")
    if selection.indexed is not None and _COST_OF_ASKING * (limit + 1) * _size(db) < total * total:
        # Many match: going through the days and asking the index of each is less work than sorting them all.
        tables = "attribution a"
        dated_tables, day = db.by_days()
        where, values = db.each_matching(selection.words or Wanted(()))
    rows: list[Any] = []
    if cursor is None or cursor["day"]:
        dated, given = f"{where} AND {day} IS NOT NULL", list(values)
        if cursor:
            dated += f" AND {day} <= ? AND ({day} < ? OR a.id < ?)"
            given += [cursor["day"], cursor["day"], cursor["id"]]
        rows = db.rows(
            f"SELECT a.id, {day} FROM {dated_tables} WHERE {dated} ORDER BY {day} DESC, a.id DESC LIMIT ?",
            (*given, limit + 1),
        )
    if len(rows) <= limit and not (query.since or query.until):
        undated, given = f"{where} AND a.day IS NULL", list(values)
        if cursor and not cursor["day"]:
            undated += " AND a.id < ?"
            given.append(cursor["id"])
        rows += db.rows(
            f"SELECT a.id, 0 FROM {tables} WHERE {undated} ORDER BY a.id DESC LIMIT ?",
            (*given, limit + 1 - len(rows)),
        )
    more = len(rows) > limit
    rows = rows[:limit]
    return [row[0] for row in rows], _written({"day": rows[-1][1], "id": rows[-1][0]}) if more else None


def _size(db: Database) -> int:
    row = db.one("SELECT max(id) FROM attribution")
    return int(row[0] or 0) if row else 0


def _stored_before(db: Database, selection: Selection, id_: int, limit: int) -> list[int]:
    assert selection.indexed is not None
    sql, given = db.latest(selection.indexed, limit, before=id_)
    return [row[0] for row in db.rows(sql, given)]


def _ranked(db: Database, selection: Selection, ids: Sequence[int]) -> list[int]:
    """Matches, best first: more of the words, closer to being all of what was said, then later."""
    assert selection.words is not None
    wanted = [set(term.words) for group in selection.words.groups for term in group]
    rows = db.rows(
        "SELECT a.id, substr(revision.text, a.content_start + 1, a.content_end - a.content_start), a.day"
        f" FROM attribution a JOIN revision ON revision.id = a.revision_id WHERE a.id IN ({listed(ids)})"
    )
    scored = [(-_score(content or "", wanted), -(day or 0), -id_) for id_, content, day in rows]
    return [-id_ for _, _, id_ in sorted(scored)]


def _score(content: str, wanted: Sequence[set[str]]) -> float:
    """Terms present and how often, against the length of the content (BM25: k1 1.2, b 0.75, mean 20 words)."""
    held = tokens(content)
    if not held:
        return 0.0
    slack = 1.2 * (0.25 + 0.75 * len(held) / 20)
    score = 0.0
    for words in wanted:
        often = sum(word in words for word in held) / len(words)
        score += often * 2.2 / (often + slack)
    return round(score, 9) if math.isfinite(score) else 0.0


def hits(db: Database, ids: Sequence[int]) -> list[Hit]:
    """Hits for attributions by key, in the order given; keys that are gone are passed over."""
    rows = db.rows(
        "SELECT a.id, a.revision_id, a.place, a.mark, statement.mark, sighting.copy_of FROM attribution a"
        " LEFT JOIN sighting ON sighting.attribution_id = a.id"
        f" LEFT JOIN statement ON statement.id = sighting.statement_id WHERE a.id IN ({listed(ids)})"
    )
    revisions = sorted({row[1] for row in rows})
    texts = texts_of(db, revisions)
    cards = cards_of(db, revisions)
    masks = masks_of(db, revisions)
    names = hidden_titles(db) if masks else []
    wanted: dict[int, set[int]] = {}
    for row in rows:
        wanted.setdefault(row[1], set()).add(-1 if row[2] is None else row[2])
    held = {key: _by_place(_some_held(db, text, wanted[key])) for key, text in texts.items()}
    made: dict[int, Hit] = {}
    for id_, revision, place, mark, statement, copied in rows:
        each = held[revision].get((place, mark))
        if each is None:
            continue
        text, one = texts[revision].text, each.attribution
        if revision in masks:
            text, one = veiled(text, masks[revision]), behind(one, masks[revision], names)
        span = lines_around(text, reach_of(one))
        shown = Passage(cards[revision], span, span.of(text))
        made[id_] = Hit(one, shown, statement or own_statement(one.id), each.corrected, copied)
    return [made[id_] for id_ in ids if id_ in made]


def _some_held(db: Database, text: Text, places: set[int]) -> Sequence[Held]:
    """Of what is held in a text at least those ``places`` (-1: added by people); only those, if nobody corrected."""
    if db.one("SELECT 1 FROM correction WHERE article_id = ?", (text.article,)) is not None:
        return held_in(db, text)
    assert text.findings is not None
    some = unpack_some(text.findings, text.text, text.sha256, places, where=text.where)
    return [Held(one, place) for place, one in some.items()]


def _by_place(held: Sequence[Held]) -> dict[tuple[int | None, int], Held]:
    return {(each.place, mark_of(each.attribution.id)): each for each in held}


def facets(db: Database, query: Query, limit: int) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each field, its most frequent values among what matches (`FACETED`), with how often (counts of sightings)."""
    with db.reading():
        selection = select(db, query)
        # only where too many match to look at all must the latest be found, and all of them be put in order for it
        counted = (
            f"SELECT count(*) FROM (SELECT 1 FROM {selection.tables} WHERE {selection.where} LIMIT {FACETED + 1}) AS f"
        )
        row = db.one(counted, selection.values)
        latest = f" ORDER BY a.id DESC LIMIT {FACETED}" if row and row[0] > FACETED else ""
        rows = db.rows(
            "SELECT a.revision_id, mention.name_id, a.quotation, a.mode, a.act, a.commitment"
            f" FROM {selection.tables} LEFT JOIN mention ON mention.id = a.mention_id WHERE {selection.where}{latest}",
            selection.values,
        )
        revisions, names, *numbered = (
            (Counter(column) for column in zip(*rows, strict=True)) if rows else [Counter()] * 6
        )
        outlets = _outlets(db, revisions)
        speakers = _names(db, names, limit)
    told = {
        field: {words[number]: often for number, often in counted.items()}
        for (field, words), counted in zip(_NUMBERED.items(), numbered, strict=True)
    }
    return {
        about: tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
        for about, counts in {"outlet": outlets, "speaker": speakers, **told}.items()
    }


_NUMBERED = {"quotation": QUOTATION_TYPES, "mode": MODES, "act": ACTS, "commitment": COMMITMENTS}


def _outlets(db: Database, revisions: Counter[int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for revision, outlet in db.rows(
        "SELECT revision.id, outlet.name FROM revision JOIN outlet ON outlet.id = revision.outlet_id"
        f" WHERE revision.id IN ({listed(list(revisions))})"
    ):
        found[outlet] += revisions[revision]
    return found


def _names(db: Database, names: Counter[int | None], limit: int) -> Counter[str]:
    """Those that are as frequent as the last of the ``limit`` most frequent."""
    del names[None]
    least = min((often for _, often in names.most_common(limit)), default=0)
    keys = [key for key, often in names.items() if key is not None and often >= least]
    return Counter(
        {row[1]: names[row[0]] for row in db.rows(f"SELECT id, name FROM name WHERE id IN ({listed(keys)})")}
    )


def _written(cursor: dict[str, int]) -> str:
    return base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")


def _cursor(written: str | None) -> dict[str, int] | None:
    if not written:
        return None
    try:
        cursor = json.loads(base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)))
        return {"id": int(cursor["id"]), "day": int(cursor.get("day", 0))}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise QueryError("is not a cursor that an earlier page gave", item=written) from None


__all__ = ["FACETED", "RANKED", "Attribution", "Counts", "facets", "hits", "latest", "search", "select"]
