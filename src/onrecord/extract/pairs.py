"""What the network is told of a piece of a window in relation to one cue: distance, sentence, other cues, marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.extract.pieces import Ints, Window

_EDGES = np.asarray([1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 23, 31, 42, 57, 78, 107, 147, 200])
BUCKETS = 2 * len(_EDGES) + 1
PLACES = 25
COUNTS = 7
SEGMENTS = 7


def relations(window: Window, cues: Sequence[tuple[int, int]]) -> Ints:
    """(cues, length, 4): bucket numbers of distance, sentence and paragraph, cues between, quotation turns between.

    ``cues``: (first, last) positions in the window, sorted, ``last`` inside the cue.
    """
    length = len(window.ids)
    at = np.arange(length)
    made = np.zeros((len(cues), length, 4), np.int32)
    begun = np.zeros(length, np.int32)
    for first, _ in cues:
        begun[first:] += 1
    for n, (first, last) in enumerate(cues):
        away = np.where(at < first, at - first, np.where(at > last, at - last, 0))
        made[n, :, 0] = np.sign(away) * np.searchsorted(_EDGES, np.abs(away), side="right") + len(_EDGES)
        sentence = np.clip(window.sentence - window.sentence[first], -2, 2) + 2
        paragraph = np.clip(window.paragraph - window.paragraph[first], -2, 2) + 2
        made[n, :, 1] = sentence * 5 + paragraph
        made[n, :, 2] = np.clip(begun - begun[first], -3, 3) + 3
        made[n, :, 3] = np.clip(window.segment - window.segment[first], -3, 3) + 3
    return made
