"""Finished networks whose averaged word a student learns from as well (Hinton, Vinyals and Dean 2015, arXiv:1503.02531)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import log_softmax

from onrecord.extract.network import Floats, Network, Reading
from onrecord.extract.pieces import Window

GOLD = 0.5
"""What the marks weigh in the tags' loss; the rest is the teachers'."""
PLACES = 0.25
"""What it weighs where the teachers have a cue's spans begin and end."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teachers make of one window of ``length`` pieces."""

    window: Window
    tags: Floats
    """(length, 7) probabilities, averaged."""
    readings: tuple[Reading, ...]
    networks: tuple[Network, ...]

    def pairs(self, cues: Sequence[tuple[int, int]]) -> Floats:
        """(cues, length, 3, 2): scores for ``cues``, averaged; a product of the teachers' distributions."""
        made = [n.pairs(self.window, r, cues) for n, r in zip(self.networks, self.readings, strict=True)]
        mean: Floats = np.mean(made, 0)
        return mean


@dataclass(frozen=True, slots=True)
class Teachers:
    """Several weights folders at once."""

    networks: tuple[Network, ...]

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Teachers:
        """Open them. Raises FileNotFoundError where a folder holds no weights."""
        return cls(tuple(Network.load(folder) for folder in folders))

    def of(self, window: Window) -> Taught:
        """What they make of a window."""
        readings = tuple(network.read(window) for network in self.networks)
        tags: Floats = np.mean([np.exp(one.tags) for one in readings], 0)
        return Taught(window, tags, readings, self.networks)


def tags_loss(logits: Tensor, taught: Sequence[Taught]) -> Tensor:
    """Cross entropy of a batch's tags with those of the teachers, summed; padding weighs nothing."""
    wanted = torch.zeros_like(logits)
    for n, one in enumerate(taught):
        wanted[n, : len(one.tags)] = torch.from_numpy(one.tags)
    return -(wanted * log_softmax(logits, -1)).sum()


def places_loss(scores: Tensor, taught: Tensor, allowed: Tensor) -> Tensor:
    """How far the places at which spans begin or end are from the teachers': divergence of softmaxes over the pieces.

    ``scores`` and ``taught``: (cues, length, 2); ``allowed``: (cues, length).
    """
    shut = ~allowed.unsqueeze(-1)
    ours = log_softmax(scores.masked_fill(shut, -1e4), 1)
    theirs = log_softmax(taught.masked_fill(shut, -1e4), 1)
    return (theirs.exp() * (theirs - ours)).sum()
