"""By what reports of one utterance are found: runs of two words of their contents, hashed, in one row a revision.

Of every content, each stretch of `STRETCH` words gives its most telling run; a new content is looked for by all its
runs, so that a cut is found in the whole and the whole in a cut. They are looked for in the reports published nearest
(`NEAR`), as reports of one utterance are published close together: what a look-up costs does not grow with the record.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.model.errors import RecordDamagedError
from onrecord.record.database import Database, Row
from onrecord.record.words import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRETCH = 6
NEAR = 500
"""Reports looked at: those published nearest in time; for one without a date, those stored last."""
UNDATED = 200
"""Reports without a date that are looked at besides, those stored last."""
COMMON = 50
"""A run in more of the contents looked at than this is a set phrase and proposes none of them."""
_SHORT = 3
"""Words of so few letters tell little."""
_BYTES = 3
_MOST = 255
"""Runs kept of one content."""


def runs_of(content: str) -> set[int]:
    """The runs of two words of a content, hashed; of a single word, that."""
    return {key for key, _ in _runs(content)}


def telling_runs(content: str) -> list[int]:
    """Of each stretch of a content the run that tells most: what is kept of it."""
    runs = _runs(content)
    stretches = (runs[start : start + STRETCH] for start in range(0, len(runs), STRETCH))
    return list(dict.fromkeys(max(stretch, key=lambda run: run[1])[0] for stretch in stretches))[:_MOST]


@lru_cache(maxsize=512)
def _runs(content: str) -> list[tuple[int, int]]:
    """(hash, weight) of each run. Kept a while: what is stored is looked for elsewhere in the next moment."""
    words = tokens(content)
    told = [min(len(word), 9) if len(word) > _SHORT else 1 for word in words]
    pairs = [(f"{a} {b}", told[n] + told[n + 1]) for n, (a, b) in enumerate(pairwise(words))]
    return [(zlib.crc32(run.encode()) & 0xFFFFFF, weight) for run, weight in pairs or [(word, 1) for word in words]]


def keep(db: Database, revision: int, day: int | None, first: int, contents: Sequence[str | None]) -> None:
    """Keep by what the attributions of a revision are found, in place of what was kept. Inside `writing` only.

    ``contents`` of the attributions with the keys from ``first`` on; None: not to be found.
    """
    runs = [telling_runs(content) if content else [] for content in contents]
    forget(db, revision)
    if any(runs):
        packed = b"".join(key.to_bytes(_BYTES, "little") for each in runs for key in each)
        db.run(
            "INSERT INTO wording (revision_id, day, first, counts, runs) VALUES (?, ?, ?, ?, ?)",
            (revision, day, first, bytes(map(len, runs)), packed),
        )


def forget(db: Database, revision: int) -> None:
    """Nothing of a revision is found any more: another text stands in its place. Inside `writing` only."""
    db.run("DELETE FROM wording WHERE revision_id = ?", (revision,))


def fits(counts: bytes, runs: bytes) -> bool:
    """True when there are as many runs as are counted."""
    return len(runs) == _BYTES * sum(counts)


def alike(db: Database, contents: Sequence[str], *, but: int, day: int | None, limit: int) -> list[list[int]]:
    """For each content, keys of attributions of other revisions that share runs of words with it.

    Those that share the most, and the rarest, come first; at most ``limit`` for each. Some may be behind by now.
    Raises RecordDamagedError.
    """
    wanted: dict[int, list[int]] = defaultdict(list)
    for number, content in enumerate(contents):
        for run in runs_of(content):
            wanted[run].append(number)
    rows = [row for row in _near(db, day) if row[0] != but] if wanted else []
    if not rows:
        return [[] for _ in contents]
    shelf = _Shelf.of(rows)
    scores: list[dict[int, float]] = [defaultdict(float) for _ in contents]
    for run, keys in shelf.holders(wanted).items():
        if len(keys) <= COMMON:
            for number in wanted[run]:
                for key in keys:
                    scores[number][key] += math.log(1 + len(rows) / len(keys))
    return [sorted(found, key=lambda key: (-found[key], key))[:limit] for found in scores]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The runs of many revisions side by side: each run, and the key of the attribution that it is of."""

    runs: NDArray[Any]
    keys: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Shelf:
        """Of rows (revision, first key, runs an attribution, runs). Raises RecordDamagedError."""
        import numpy as np

        for row in rows:
            if not fits(bytes(row[2]), bytes(row[3])):
                raise RecordDamagedError("by what its statements are found cannot be read", item=f"revision {row[0]}")
        packed = np.frombuffer(b"".join(bytes(row[3]) for row in rows), np.uint8).reshape(-1, _BYTES).astype(np.int32)
        runs = packed[:, 0] | packed[:, 1] << 8 | packed[:, 2] << 16
        counts = np.frombuffer(b"".join(bytes(row[2]) for row in rows), np.uint8)
        sizes = np.array([len(row[2]) for row in rows])
        # keys count on from the first of each revision
        keys = np.arange(len(counts)) + np.repeat([row[1] for row in rows] - (np.cumsum(sizes) - sizes), sizes)
        return cls(runs, np.repeat(keys, counts))

    def holders(self, wanted: Sequence[int] | dict[int, Any]) -> dict[int, list[int]]:
        """By each run that is wanted and is there, the keys of the attributions that hold it."""
        import numpy as np

        low = np.zeros(1 << 16, bool)
        low[[run & 0xFFFF for run in wanted]] = True
        found: dict[int, list[int]] = defaultdict(list)
        for place in np.flatnonzero(low[self.runs & 0xFFFF]).tolist():
            if (run := int(self.runs[place])) in wanted:
                found[run].append(int(self.keys[place]))
        return found


def _near(db: Database, day: int | None) -> list[Row]:
    """(revision, first key, runs an attribution, runs, day) of the reports to look at."""
    columns = "SELECT revision_id, first, counts, runs, day FROM wording"
    if day is None:
        return db.rows(f"{columns} ORDER BY revision_id DESC LIMIT {NEAR}")
    later = db.rows(f"{columns} WHERE day >= ? ORDER BY day, revision_id LIMIT {NEAR}", (day,))
    earlier = db.rows(f"{columns} WHERE day < ? ORDER BY day DESC, revision_id DESC LIMIT {NEAR}", (day,))
    dated = sorted([*later, *earlier], key=lambda row: abs(row[4] - day))[:NEAR]
    return dated + db.rows(f"{columns} WHERE day IS NULL ORDER BY revision_id DESC LIMIT {UNDATED}")
