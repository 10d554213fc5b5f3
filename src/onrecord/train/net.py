"""The network in torch: MiniLM with features, tags for the whole window, and tags that depend on one cue."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.pairs import BUCKETS, COUNTS, PLACES, SEGMENTS
from onrecord.extract.pieces import BREAKS, CASES, HEADS, MARKS

WIDTH, LAYERS, PARTS, INNER = 384, 6, 12, 1536
PAIR, MIDDLE = 128, 64
TAGS = 7
"""O, then B and I of source, cue and content."""
NAMES = 9
"""O, then B and I of person, organisation, place and other."""


class Dropout(nn.Module):
    """Dropout whose masks are slices of one random pool: drawing fresh bits took a tenth of the time on a CPU."""

    POOL = 1 << 24

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.share = drop
        self.pool = torch.empty(0)

    def forward(self, h: Tensor) -> Tensor:
        if not self.training or not self.share:
            return h
        if not len(self.pool):
            self.pool = (torch.rand(self.POOL) >= self.share).float() / (1 - self.share)
        size = h.numel()
        if size >= self.POOL:
            return functional.dropout(h, self.share)
        at = int(torch.randint(0, self.POOL - size, ()))
        return h * self.pool[at : at + size].view(h.shape)


class Layer(nn.Module):
    def __init__(self, drop: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = drop

    def forward(self, h: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = h.shape
        q, k, v = self.qkv(h).view(batch, length, 3, PARTS, WIDTH // PARTS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        h = self.norm1(h + self.drop(self.out(mixed)))
        return self.norm2(h + self.drop(self.down(functional.gelu(self.up(h)))))


class Net(nn.Module):
    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.drop = Dropout(drop)
        self.words = nn.Embedding(30522, WIDTH)
        self.words.weight.requires_grad_(False)
        self.position = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.broken = nn.Embedding(BREAKS, WIDTH)
        self.head = nn.Embedding(HEADS, WIDTH)
        for table in (self.case, self.mark, self.broken, self.head):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(self.drop) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.names = nn.Linear(WIDTH, NAMES)
        self.token = nn.Linear(WIDTH, 2 * PAIR)
        self.cue = nn.Linear(2 * WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(BUCKETS, PAIR)
        self.places = nn.Embedding(PLACES, PAIR)
        self.counts = nn.Embedding(COUNTS, PAIR)
        self.segments = nn.Embedding(SEGMENTS, PAIR)
        for table in (self.distance, self.places, self.counts, self.segments):
            nn.init.normal_(table.weight, std=0.2)
        self.middle = nn.Linear(PAIR, MIDDLE)
        self.scores = nn.Linear(MIDDLE, 6)
        nn.init.constant_(self.scores.bias, -0.5)

    def encode(self, ids: Tensor, feature: Tensor, mask: Tensor) -> Tensor:
        """ids, feature (batch, length), mask True at pieces -> (batch, length, WIDTH)."""
        head = feature % HEADS
        broken = feature // HEADS % BREAKS
        mark = feature // (HEADS * BREAKS) % MARKS
        case = feature // (HEADS * BREAKS * MARKS)
        h = self.words(ids) + self.position(torch.arange(ids.shape[1]))
        h = self.norm(h + self.case(case) + self.mark(mark) + self.broken(broken) + self.head(head))
        h = self.drop(h)
        wide = mask[:, None, None, :]
        for layer in self.layers:
            h = layer(h, wide)
        return h

    def pair(self, h: Tensor, which: Tensor, first: Tensor, last: Tensor, features: Tensor) -> Tensor:
        """Scores (cues, length, 6) of the pieces of each cue's window: start, stop, inside x source, content.

        which: the window of each cue; first, last: its pieces; features: (cues, length, 4).
        """
        token = self.token(self.drop(h))
        a, p = token.chunk(2, -1)
        own = torch.cat([h[which, first], h[which, last]], -1)
        b, q = self.cue(self.drop(own)).chunk(2, -1)
        z = a[which] + p[which] * q[:, None] + b[:, None]
        z = z + self.distance(features[..., 0]) + self.places(features[..., 1])
        z = z + self.counts(features[..., 2]) + self.segments(features[..., 3])
        z = functional.relu(self.middle(self.drop(functional.relu(z))))
        return self.scores(z)


def load_encoder(net: Net, path: Path) -> None:
    """Take the encoder's weights from a safetensors file of all-MiniLM-L6-v2 (names as in BERT)."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])

    def take(name: str) -> Tensor:
        entry = header.get(name) or header["bert." + name]
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        array = np.frombuffer(raw[8 + size + begin : 8 + size + end], kind).astype(np.float32)
        return torch.from_numpy(array.reshape(entry["shape"]).copy())

    own = net.state_dict()
    own["words.weight"] = take("embeddings.word_embeddings.weight")
    own["position.weight"] = (
        take("embeddings.position_embeddings.weight") + take("embeddings.token_type_embeddings.weight")[0]
    )
    own["norm.weight"], own["norm.bias"] = take("embeddings.LayerNorm.weight"), take("embeddings.LayerNorm.bias")
    for n in range(LAYERS):
        stem = f"encoder.layer.{n}."
        for part in ("weight", "bias"):
            three = [take(f"{stem}attention.self.{one}.{part}") for one in ("query", "key", "value")]
            own[f"layers.{n}.qkv.{part}"] = torch.cat(three)
            own[f"layers.{n}.out.{part}"] = take(f"{stem}attention.output.dense.{part}")
            own[f"layers.{n}.norm1.{part}"] = take(f"{stem}attention.output.LayerNorm.{part}")
            own[f"layers.{n}.up.{part}"] = take(f"{stem}intermediate.dense.{part}")
            own[f"layers.{n}.down.{part}"] = take(f"{stem}output.dense.{part}")
            own[f"layers.{n}.norm2.{part}"] = take(f"{stem}output.LayerNorm.{part}")
    net.load_state_dict(own)
