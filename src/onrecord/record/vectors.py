"""Vectors of statements in the record, and those nearest to one: all of them compared, none left out by an index.

They are kept a revision in one row (`width` bytes for each attribution found, in its place; see model/vectors.py),
because that is how they are read: whole, once, and then kept in memory, as they are, until the record changes. A scan
looks up what each byte is worth for what is asked, and adds that up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onrecord.model import Asked, Query, Vectors, VectorsHeld
from onrecord.model.vectors import CODES
from onrecord.record.database import Database

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHUNK = 16_384
"""Rows added up at a time: their sums stay in the processor's cache."""
_SPARE = 64
"""Rows looked at beyond those asked for: tombstones and wire copies take some away."""


def keep(db: Database, revision: int, vectors: Vectors | None) -> None:
    """Keep the vectors of a revision in place of those it had. Inside `writing` only."""
    db.run("DELETE FROM vectors WHERE revision_id = ?", (revision,))
    if vectors is not None and vectors.rows:
        row = db.one("SELECT coalesce(max(id), 0) + 1 FROM vectors")
        assert row is not None
        db.run(
            "INSERT INTO vectors (id, revision_id, model, width, places) VALUES (?, ?, ?, ?, ?)",
            (row[0], revision, vectors.model, vectors.width, vectors.rows),
        )


def held(db: Database, model: str) -> VectorsHeld:
    """For how many articles there are vectors of a model; articles without statements need none."""
    row = db.one(
        "SELECT (SELECT count(*) FROM article JOIN vectors ON vectors.revision_id = article.latest AND model = ?),"
        " (SELECT count(*) FROM article WHERE EXISTS"
        " (SELECT 1 FROM attribution WHERE revision_id = article.latest AND place IS NOT NULL))",
        (model,),
    )
    assert row is not None
    return VectorsHeld(model, int(row[0]), int(row[1]))


def lacking(db: Database, model: str, limit: int, after: int = 0) -> list[tuple[int, str]]:
    """Latest revisions (key, article) with statements but without vectors of a model, in the order of their keys."""
    found = db.rows(
        "SELECT article.latest, article.name FROM article"
        " LEFT JOIN vectors ON vectors.revision_id = article.latest AND vectors.model = ?"
        " WHERE article.latest > ? AND vectors.id IS NULL AND EXISTS"
        " (SELECT 1 FROM attribution WHERE revision_id = article.latest AND place IS NOT NULL)"
        " ORDER BY article.latest LIMIT ?",
        (model, after, limit),
    )
    return [(int(key), str(name)) for key, name in found]


@dataclass(slots=True)
class Scan:
    """The vectors of one model in memory, followed as the record changes."""

    model: str = ""
    seen: int = -1
    rows: dict[int, tuple[int, NDArray[Any]]] = field(default_factory=dict)
    """By row of the table: the revision, and its codes (width, attributions) uint8."""
    matrix: NDArray[Any] | None = None
    """All of them side by side: (width, attributions), so that what is added up together lies together."""
    revision: NDArray[Any] | None = None
    place: NDArray[Any] | None = None
    _length: NDArray[Any] | None = None
    """Of each row, made when it is first asked for."""

    def refresh(self, db: Database, model: str) -> None:
        """Read what is new since the last time, and let go of what is gone."""
        seen = db.change_count()
        if model == self.model and seen == self.seen and self.matrix is not None:
            return
        import numpy as np

        if model != self.model:
            self.rows, self.model = {}, model
        current = [
            int(row[0])
            for row in db.rows(
                "SELECT vectors.id FROM vectors JOIN article ON article.latest = vectors.revision_id"
                " WHERE vectors.model = ? ORDER BY vectors.id",
                (model,),
            )
        ]
        self.rows = {key: self.rows[key] for key in current if key in self.rows}
        missing = [key for key in current if key not in self.rows]
        for start in range(0, len(missing), 500):
            listed = ", ".join(map(str, missing[start : start + 500]))
            for key, revision, width, places in db.rows(
                f"SELECT id, revision_id, width, places FROM vectors WHERE id IN ({listed})"
            ):
                self.rows[key] = (int(revision), np.frombuffer(bytes(places), np.uint8).reshape(-1, width).T)
        ordered = [self.rows[key] for key in current]
        parts = [part for _, part in ordered]
        sizes = [part.shape[1] for part in parts]
        self.matrix = np.concatenate(parts, axis=1) if parts else np.zeros((1, 0), np.uint8)
        self.revision = np.repeat([key for key, _ in ordered] or [0], sizes or [0])
        self.place = np.concatenate([np.arange(size) for size in sizes]) if parts else np.zeros(0, np.int64)
        # The pieces are views of the whole, so that nothing is held twice.
        edges = np.cumsum([0, *sizes])
        self.rows = {key: (self.rows[key][0], self.matrix[:, edges[n] : edges[n + 1]]) for n, key in enumerate(current)}
        self.seen, self._length = seen, None

    def scores(self, asked: Asked) -> NDArray[Any]:
        """(rows,) cosines with what is asked; 0 where a row is not known."""
        import numpy as np

        if self._length is None:
            squares = self._summed(asked.squares)
            assert self.matrix is not None
            squares[~self.matrix.any(axis=0)] = np.inf
            self._length = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))
        made = self._summed(asked.products)
        made /= self._length
        return made

    def _summed(self, table: bytes) -> NDArray[Any]:
        """(rows,) float32: of each row what its bytes stand for in a table (width, `CODES`), added up."""
        import numpy as np

        assert self.matrix is not None
        worth = np.frombuffer(table, np.float32).reshape(-1, CODES)
        made = np.zeros(self.matrix.shape[1], np.float32)
        for start in range(0, len(made), _CHUNK):
            part = made[start : start + _CHUNK]
            for place, codes in enumerate(self.matrix[:, start : start + _CHUNK]):
                part += worth[place].take(codes)
        return made


def nearest(db: Database, scan: Scan, asked: Asked, query: Query) -> list[tuple[int, float]]:
    """Keys of the attributions nearest to what is asked among those that match the rest of ``query``, with their cosine.

    ``query.limit`` of them at most, nearest first; each statement once, by its nearest sighting.
    """
    import numpy as np

    with db.reading():
        scan.refresh(db, asked.model)
        assert scan.matrix is not None
        assert scan.revision is not None
        assert scan.place is not None
        if not scan.matrix.size:
            return []
        scores = scan.scores(asked)
        allowed = _allowed(db, scan, query)
        if allowed is not None:
            scores = np.where(allowed, scores, -2.0)
        taken = 2 * query.limit + _SPARE
        while True:
            best = np.argpartition(-scores, min(taken, len(scores) - 1))[:taken]
            best = best[np.argsort(-scores[best], kind="stable")]
            best = best[scores[best] > -2.0]
            found = _keys(db, [(int(scan.revision[k]), int(scan.place[k]), float(scores[k])) for k in best])
            if len(found) >= query.limit or taken >= len(scores) or len(best) < taken:
                return found[: query.limit]
            taken *= 4


def _allowed(db: Database, scan: Scan, query: Query) -> NDArray[Any] | None:
    """Which rows match the rest of the query; None where nothing else is asked."""
    import numpy as np

    from onrecord.record.searching import select

    if query == replace(Query(), like=query.like, limit=query.limit, sort=query.sort):
        return None
    assert scan.revision is not None
    assert scan.place is not None
    selection = select(db, query)
    rows = db.rows(
        f"SELECT a.revision_id, a.place FROM {selection.tables} WHERE {selection.where} AND a.place IS NOT NULL",
        selection.values,
    )
    wide = int(scan.place.max(initial=0)) + 1
    keys = np.asarray([revision * wide + place for revision, place in rows if place < wide], np.int64)
    allowed: NDArray[Any] = np.isin(scan.revision * wide + scan.place, keys)
    return allowed


def _keys(db: Database, best: Sequence[tuple[int, int, float]]) -> list[tuple[int, float]]:
    """The keys of attributions that may be shown, by revision and place; of one statement the first."""
    listed = ", ".join(map(str, sorted({revision for revision, _, _ in best}))) or "NULL"
    rows = {
        (revision, place): (key, statement)
        for key, revision, place, statement in db.rows(
            "SELECT a.id, a.revision_id, a.place, sighting.statement_id FROM attribution a"
            " LEFT JOIN sighting ON sighting.attribution_id = a.id"
            f" WHERE a.state = 0 AND a.revision_id IN ({listed})"
        )
    }
    made: list[tuple[int, float]] = []
    seen: set[int] = set()
    for revision, place, score in best:
        key, statement = rows.get((revision, place), (None, None))
        if key is None or statement in seen:
            continue
        if statement is not None:
            seen.add(statement)
        made.append((int(key), score))
    return made
