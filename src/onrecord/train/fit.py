"""Fitting the network: batches, losses, the loop with checkpoints from which it resumes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from onrecord.extract.pairs import relations
from onrecord.train.examples import Example, Segment
from onrecord.train.lattice import gold_score, log_total
from onrecord.train.net import Net
from onrecord.train.teachers import GOLD, PLACES, Taught, Teachers, places_loss, tags_loss


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Steps are optimiser steps."""

    rate: float = 1.5e-4
    head_rate: float = 7.5e-4
    warm: int = 120
    tokens: int = 2048
    average: float = 0.998
    names_weight: float = 1.0
    pair_weight: float = 1.0
    negatives: int = 3
    """How many cues that the tags claim wrongly are shown to the pair scores, at most, a window."""
    negatives_from: int = 200
    teachers: Teachers | None = None
    """Finished networks to learn from as well."""
    half: bool = True
    """Whether the encoder's products are of sixteen bits: a pass takes two thirds of the time where the processor has them."""


def batches(made: Sequence[Example], tokens: int, luck: random.Random) -> list[list[Example]]:
    """Examples of like length together, at most ``tokens`` pieces a batch, in random order."""
    order = sorted(made, key=lambda e: (len(e.window.ids) // 16, luck.random()))
    result: list[list[Example]] = []
    current: list[Example] = []
    for one in order:
        longest = -(-max(len(one.window.ids), *(len(e.window.ids) for e in current), 0) // 32) * 32
        if current and longest * (len(current) + 1) > tokens:
            result.append(current)
            current = []
        current.append(one)
    if current:
        result.append(current)
    luck.shuffle(result)
    return result


def losses(net: Net, batch: Sequence[Example], recipe: Recipe, negatives: int) -> dict[str, Tensor]:
    """The summed losses of a batch, in nats: tags, pairs, names."""
    length = -(-max(len(e.window.ids) for e in batch) // 32) * 32
    ids = torch.from_numpy(_padded([e.window.ids for e in batch], length, 0)).long()
    feature = torch.from_numpy(_padded([e.window.feature for e in batch], length, 0)).long()
    mask = torch.from_numpy(_padded([np.ones(len(e.window.ids), np.int32) for e in batch], length, 0)).bool()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half):
        h = net.encode(ids, feature, mask)
    h = h.float()
    dropped = net.drop(h)
    gold = torch.from_numpy(_padded([e.tags for e in batch], length, -100)).long()
    logits = net.tags(dropped)
    result = {"tags": cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum")}
    taught = [recipe.teachers.of(one.window) for one in batch] if recipe.teachers else []
    if taught:
        result["tags"] = GOLD * result["tags"] + (1.0 - GOLD) * tags_loss(logits, taught)
    named = torch.from_numpy(_padded([e.names for e in batch], length, -100)).long()
    if bool((named >= 0).any()):
        result["names"] = cross_entropy(
            net.names(dropped).flatten(0, 1), named.flatten(), ignore_index=-100, reduction="sum"
        )
    claimed = logits.detach().argmax(-1).numpy() if negatives else None
    result["pairs"] = _pair_loss(net, h, batch, claimed, negatives, taught)
    return result


def _pair_loss(
    net: Net, h: Tensor, batch: Sequence[Example], claimed: Any, negatives: int, taught: Sequence[Taught]
) -> Tensor:
    length = h.shape[1]
    which: list[int] = []
    first: list[int] = []
    last: list[int] = []
    gold: list[list[Segment]] = []
    features, starts, ends, free, wanted = [], [], [], [], []
    for n, one in enumerate(batch):
        if not one.complete:
            continue
        cues = dict(zip(one.cues, one.segments, strict=True))
        if claimed is not None:
            cues |= dict.fromkeys(_wrong(claimed[n], one, negatives), ())
        order = sorted(cues)
        if not order:
            continue
        features.append(_padded(list(relations(one.window, order)), length, 0))
        if taught:
            wanted.append(_padded(list(taught[n].pairs(order)), length, 0.0))
        for a, b in order:
            which.append(n)
            first.append(a)
            last.append(b)
            gold.append(list(cues[a, b]))
            starts.append(one.window.starts)
            ends.append(one.window.ends)
            open_to = np.ones(len(one.window.ids), bool)
            open_to[a : b + 1] = False
            free.append(open_to)
    if not which:
        return h.new_zeros(())
    scores = net.pair(
        h,
        torch.tensor(which),
        torch.tensor(first),
        torch.tensor(last),
        torch.from_numpy(np.concatenate(features)).long(),
    )
    start, stop, inside = scores.view(*scores.shape[:2], 3, 2).unbind(2)
    masks = [torch.from_numpy(_padded(one, length, False)) for one in (starts, ends, free)]
    # A gold span may begin or end where the rules allow none only by a slip of the marks; widening made that rare.
    total = log_total(start, stop, inside, *masks)
    lost = (total - gold_score(start, stop, inside, gold)).clamp(min=0.0).sum().float()
    if not wanted:
        return lost
    theirs = torch.from_numpy(np.concatenate(wanted)).float()
    begins = places_loss(start.float(), theirs[:, :, 0], masks[0] & masks[2])
    return lost + PLACES * (begins + places_loss(stop.float(), theirs[:, :, 1], masks[1] & masks[2]))


def _wrong(claimed: Any, one: Example, most: int) -> list[tuple[int, int]]:
    """Cues that the tags claim and that touch no marked cue."""
    size = len(one.window.ids)
    found = []
    for a in np.nonzero(claimed[:size] == 3)[0].tolist():
        b = a
        while b + 1 < size and claimed[b + 1] == 4:
            b += 1
        if one.window.starts[a] and not any(a <= e and s <= b for s, e in one.cues):
            found.append((a, b))
    return found[:most]


def _padded(rows: Sequence[Any], length: int, fill: Any) -> Any:
    result = np.full((len(rows), length, *rows[0].shape[1:]), fill, rows[0].dtype)
    for n, row in enumerate(rows):
        result[n, : len(row)] = row
    return result


@dataclass(slots=True)
class Course:
    """A training run under way: what a checkpoint holds."""

    net: Net
    mean: dict[str, Tensor]
    optimizer: torch.optim.Optimizer
    step: int = 0
    passed: int = 0
    """Whole passes behind."""


def begin(net: Net, recipe: Recipe) -> Course:
    """A course at its start."""
    body: list[Any] = []
    heads: list[Any] = []
    fresh = ("tags", "names", "token", "cue", "distance", "places", "counts", "segments", "middle", "scores")
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        (heads if name.split(".")[0] in (*fresh, "case", "mark", "broken", "head") else body).append(weight)
    optimizer = torch.optim.AdamW(
        [{"params": body, "peak": recipe.rate}, {"params": heads, "peak": recipe.head_rate}],
        lr=recipe.rate,
        weight_decay=0.01,
        fused=True,
    )
    mean = {name: value.detach().clone() for name, value in net.named_parameters() if value.requires_grad}
    return Course(net, mean, optimizer)


def save(course: Course, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    temporary = path.with_suffix(".part")
    torch.save(
        {
            "net": course.net.state_dict(),
            "mean": course.mean,
            "optimizer": course.optimizer.state_dict(),
            "step": course.step,
            "passed": course.passed,
        },
        temporary,
    )
    os.replace(temporary, path)


def resume(course: Course, path: Path) -> None:
    """Go on from a checkpoint."""
    kept = torch.load(path, weights_only=True)
    course.net.load_state_dict(kept["net"])
    course.mean = kept["mean"]
    course.optimizer.load_state_dict(kept["optimizer"])
    course.step, course.passed = kept["step"], kept["passed"]


def one_pass(course: Course, made: Sequence[Example], recipe: Recipe, factor: Any, seed: int, log: Any) -> None:
    """One pass over the examples; ``factor(step)`` scales the rates."""
    net = course.net
    net.train()
    luck = random.Random(seed)
    torch.manual_seed(seed)
    sums: dict[str, float] = {}
    pieces, begun = 0, time.monotonic()
    planned = batches(made, recipe.tokens, luck)
    for n, batch in enumerate(planned):
        size = sum(len(e.window.ids) for e in batch)
        for group in course.optimizer.param_groups:
            group["lr"] = group["peak"] * factor(course.step, n / len(planned))
        found = losses(net, batch, recipe, recipe.negatives if course.step >= recipe.negatives_from else 0)
        total = found["tags"] + recipe.pair_weight * found["pairs"]
        if "names" in found:
            total = total + recipe.names_weight * found["names"]
        course.optimizer.zero_grad(set_to_none=True)
        (total / size).backward()
        norm = torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        if torch.isfinite(norm):
            course.optimizer.step()
        course.step += 1
        keep = min(recipe.average, (1 + course.step) / (10 + course.step))
        with torch.no_grad():
            state = dict(net.named_parameters())
            torch._foreach_lerp_(list(course.mean.values()), [state[k].data for k in course.mean], 1 - keep)
        pieces += size
        for name, value in found.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
        if (n + 1) % 20 == 0 or n + 1 == len(planned):
            spent = time.monotonic() - begun
            report = " ".join(f"{name} {value / pieces:.4f}" for name, value in sums.items())
            log(f"step {course.step} ({n + 1}/{len(planned)}) {report} us/piece {1e6 * spent / pieces:.0f}")
            sums, pieces, begun = {}, 0, time.monotonic()
    course.passed += 1
