"""What the network is told of a piece of a window in relation to one cue: distance, sentence, other cues, marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.extract.pieces import Ints, Window

_EDGES = np.asarray([1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 23, 31, 42, 57, 78, 107, 147, 200])
BUCKETS = 2 * len(_EDGES) + 1
_FAR = int(_EDGES[-1])
_AWAY = np.arange(-_FAR, _FAR + 1)
_BUCKET = (np.sign(_AWAY) * np.searchsorted(_EDGES, np.abs(_AWAY), side="right") + len(_EDGES)).astype(np.int32)
"""The number of the bucket of each distance from ``-_FAR`` on."""
PLACES = 25
COUNTS = 7
SEGMENTS = 7


def relations(window: Window, cues: Sequence[tuple[int, int]]) -> Ints:
    """(cues, length, 4): bucket numbers of distance, sentence and paragraph, cues between, quotation turns between.

    ``cues``: (first, last) positions in the window, sorted, ``last`` inside the cue.
    """
    length = len(window.ids)
    at = np.arange(length)
    first, last = np.asarray(cues, np.intp).reshape(-1, 2).T[:, :, None]
    begun = np.searchsorted(first[:, 0], at, side="right")
    away = np.minimum(at - first, 0) + np.maximum(at - last, 0)
    made = np.empty((len(cues), length, 4), np.int32)
    made[..., 0] = _BUCKET[np.clip(away, -_FAR, _FAR) + _FAR]
    sentence = np.clip(window.sentence - window.sentence[first], -2, 2) + 2
    paragraph = np.clip(window.paragraph - window.paragraph[first], -2, 2) + 2
    made[..., 1] = sentence * 5 + paragraph
    made[..., 2] = np.clip(begun - begun[first], -3, 3) + 3
    made[..., 3] = np.clip(window.segment - window.segment[first], -3, 3) + 3
    return made
