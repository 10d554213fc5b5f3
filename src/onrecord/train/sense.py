"""The head that gives statements their vectors: fitted so that it says what the original encoder says of the same words.

    onrecord train sense --corpora ../shared/corpora --encoder FOLDER-OF-all-MiniLM-L6-v2 [--weights FOLDER]
    onrecord train sense --corpora ../shared/corpora --codes-only [--weights FOLDER]

To be run again whenever the encoder of the weights folder changes; it takes minutes and needs no marks. Texts of the
corpora are cut into sentences and marked contents; each is read by the encoder that ships, in its article and by
itself, and by the original encoder by itself (mean of its last states, of length 1: the model's own recipe). The
targets are turned so that their first directions tell most (principal components), the first `WIDTH` are kept, and a
ridge regression from the mean of the early states gives the head. The codes that its vectors are kept in (`codes`) are
learnt from the vectors of the same stretches; ``--codes-only`` learns them for the head that is there, without the
original encoder. A tenth of the articles is kept apart for the figures that it prints.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.network import WEIGHTS
from onrecord.extract.sense import FILE, Codes
from onrecord.extract.tagger import Tagger
from onrecord.model import Span
from onrecord.train import codes
from onrecord.train.corpora import lines

Array = NDArray[np.float32]
WIDTH = 128
RIDGE = 10.0
LEAST, MOST_WORDS = 4, 60
A_TEXT = 25
"""Stretches taken of one text, so that long ones do not outweigh the others."""
SOURCES = ("polnear/train", "gum/train", "gap/train", "ner/wikigold", "ner/re3d-government")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[“\"‘A-Z])|\n+")


@dataclass(frozen=True, slots=True)
class Example:
    """One stretch of words: the mean of its early states, and the article it is from."""

    words: str
    article: str
    states: Array


def stretches(row: dict[str, Any], chance: random.Random) -> list[tuple[Span, ...]]:
    """Marked contents and sentences of one corpus line, some of each."""
    text = row["text"]
    contents = [tuple(Span(*span) for span in one["content"]) for one in row.get("attributions", ()) if one["content"]]
    ends = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    sentences = [(Span(a, b),) for a, b in pairwise(ends)]
    taken = [chance.sample(part, min(len(part), A_TEXT)) for part in (contents, sentences)]
    return [one for part in taken for one in part if LEAST <= len(words_at(text, one).split()) <= MOST_WORDS]


def words_at(text: str, spans: Sequence[Span]) -> str:
    return " ".join(" ".join(span.of(text).split()) for span in spans)


def examples(tagger: Tagger, rows: Iterable[dict[str, Any]], chance: random.Random) -> Iterator[Example]:
    """Each stretch as the encoder reads it in its text; a third of them also by themselves, as a query is."""
    for row in rows:
        text = row["text"][:20_000]
        taken = stretches({**row, "text": text, "attributions": _inside(row, len(text))}, chance)
        yield from _read(tagger, text, taken, row["id"])
        for spans in taken:
            if chance.random() < 1 / 3:
                words = words_at(text, spans)
                yield from _read(tagger, words, [(Span(0, len(words)),)], row["id"])


def _inside(row: dict[str, Any], length: int) -> list[dict[str, Any]]:
    held = [one for one in row.get("attributions", ()) if one.get("content") and not isinstance(one["content"][0], int)]
    return [one for one in held if all(end <= length for _, end in one["content"])]


def _read(tagger: Tagger, text: str, taken: Sequence[tuple[Span, ...]], article: str) -> Iterator[Example]:
    states = tagger.tag(text).states
    if states is None or states.early is None:
        return
    for spans in taken:
        rows = [states.early[slice(*states.rows(span))] for span in spans]
        every = np.concatenate(rows) if rows else states.early[:0]
        if len(every):
            yield Example(words_at(text, spans), article, every.mean(0, dtype=np.float32))


def original(folder: Path, texts: Sequence[str]) -> Array:
    """(texts, 384) vectors of length 1, as the original encoder gives them: the mean of its last states."""
    import torch
    from tokenizers import Tokenizer

    from onrecord.train.net import WIDTH as OWN
    from onrecord.train.net import Net, load_encoder

    net = Net(0.0)
    load_encoder(net, folder / "model.safetensors")
    net.eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    coded = [tokenizer.encode(text).ids for text in texts]
    made = np.zeros((len(texts), OWN), np.float32)
    order = sorted(range(len(coded)), key=lambda k: len(coded[k]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 64):
            lot = order[start : start + 64]
            longest = max(len(coded[k]) for k in lot)
            ids = torch.zeros(len(lot), longest, dtype=torch.long)
            mask = torch.zeros(len(lot), longest, dtype=torch.bool)
            for place, k in enumerate(lot):
                ids[place, : len(coded[k])] = torch.tensor(coded[k])
                mask[place, : len(coded[k])] = True
            states = net.encode(ids, torch.zeros_like(ids), mask).float() * mask[..., None]
            mean = states.sum(1) / mask.sum(1, keepdim=True)
            made[lot] = (mean / mean.norm(dim=1, keepdim=True)).numpy()
    return made


def fit(states: Array, targets: Array, *, width: int = WIDTH, ridge: float = RIDGE) -> tuple[Array, Array]:
    """Weights (states, width) and bias (width,) from states (n, 768) to the first directions of targets (n, 384)."""
    turned = targets @ np.linalg.svd(targets, full_matrices=False)[2][:width].T
    middle, spread = states.mean(0), states.std(0) + 1e-6
    given = np.c_[(states - middle) / spread, np.ones(len(states), np.float32)].astype(np.float64)
    penalty = ridge * np.eye(given.shape[1])
    penalty[-1, -1] = 0.0  # the constant is free
    solved = np.linalg.solve(given.T @ given + penalty, given.T @ turned)
    weights = solved[:-1] / spread[:, None]
    return weights.astype(np.float32), (solved[-1] - middle @ weights).astype(np.float32)


def save(weights: Array, bias: Array, kept: Codes, folder: Path) -> str:
    """Write the head and the codes as signed bytes with scales; its name, which is a hash of them."""
    scale = np.abs(weights).max(1) / 127.0 + 1e-12
    whole = np.rint(weights / scale[:, None]).astype(np.int8)
    codes_scale = np.abs(kept.numbers).max(0) / 127.0 + 1e-12
    shapes = np.rint(kept.numbers / codes_scale).astype(np.int8)
    name = hashlib.sha256(whole.tobytes() + bias.tobytes() + shapes.tobytes()).hexdigest()[:12]
    np.savez_compressed(
        folder / FILE, model=np.array(name), weights=whole, scale=scale.astype(np.float32),
        bias=bias.astype(np.float16), codes=shapes, codes_scale=codes_scale.astype(np.float32),
        ends=np.asarray(kept.ends, np.int16),
    )  # fmt: skip
    return name


def head_of(folder: Path) -> tuple[Array, Array]:
    """Weights and bias of the head in a weights folder, whether it has codes or not."""
    with np.load(folder / FILE) as held:
        weights = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
        return weights, held["bias"].astype(np.float32)


def agreement(made: Array, targets: Array) -> float:
    """Correlation of the cosines between all pairs: as the head gives them, and as the original encoder does."""
    upper = np.triu_indices(len(made), 1)
    unit = made / np.linalg.norm(made, axis=1, keepdims=True)
    return float(np.corrcoef((unit @ unit.T)[upper], (targets @ targets.T)[upper])[0, 1])


def main(argv: list[str] | None = None) -> int:
    """Fit the head for a weights folder and write it there."""
    parser = argparse.ArgumentParser(prog="onrecord train sense", description=main.__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--texts", type=int, default=700, help="texts to read, drawn from all corpora")
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--codes-only", action="store_true", help="keep the head, learn the codes of its vectors")
    given = parser.parse_args(argv)
    if given.encoder is None and not given.codes_only:
        parser.error("--encoder is needed, unless --codes-only")
    chance = random.Random(5)
    rows = [row for name in SOURCES for row in lines(given.corpora / f"{name}.jsonl.gz")]
    chance.shuffle(rows)
    tagger = replace(Tagger.load(given.weights, threads=1), early=True)
    held = list(examples(tagger, rows[: given.texts], chance))
    states = np.stack([one.states for one in held])
    apart = np.asarray([int(hashlib.sha256(one.article.encode()).hexdigest(), 16) % 10 == 0 for one in held])
    print(f"{len(held)} stretches of {given.texts} texts, {int(apart.sum())} of them kept apart")
    weights, bias = head_of(given.weights) if given.codes_only else _head(held, states, apart, given)
    made = states @ weights + bias
    made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    if apart.sum() > 20:
        learnt = codes.fit(made[~apart])
        found = codes.overlap(learnt, made[apart][::2][:500], made[apart][1::2])
        print(f"of the ten nearest among {len(made[apart][1::2])}, {found:.3f} are among the ten nearest as kept")
    name = save(weights, bias, codes.fit(made), given.weights)
    print(f"written as {name}: {(given.weights / FILE).stat().st_size:,} bytes")
    return 0


def _head(
    held: Sequence[Example], states: Array, apart: NDArray[Any], given: argparse.Namespace
) -> tuple[Array, Array]:
    """Weights and bias, fitted to what the original encoder says."""
    texts = list(dict.fromkeys(one.words for one in held))
    place = {words: k for k, words in enumerate(texts)}
    targets = original(given.encoder, texts)[[place[one.words] for one in held]]
    if apart.sum() > 10:
        weights, bias = fit(states[~apart], targets[~apart], width=given.width)
        found = agreement(states[apart][:2000] @ weights + bias, targets[apart][:2000])
        print(f"kept apart: correlation with the original encoder {found:.3f}")
    return fit(states, targets, width=given.width)


if __name__ == "__main__":
    raise SystemExit(main())
