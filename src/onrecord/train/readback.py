"""Weights that ship, read back as a checkpoint to go on from: for texts of your own, or for new ones of ours.

    python -m onrecord.train.readback start.pt [--weights FOLDER] [--encoder FOLDER]

The eight-bit products are widened again (what rounding lost stays lost: nothing that was measured, decision 0002).
The word embeddings come from the encoder, which training in English leaves as they are; without one (German trains
them) from the weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from onrecord.extract.network import WEIGHTS
from onrecord.extract.pieces import BREAKS, CASES, FEATURES, HEADS, MARKS
from onrecord.train.net import LAYERS, NAMES, PAIR, TAGS, Net, load_encoder

_TABLES = {"head": HEADS, "broken": BREAKS, "mark": MARKS, "case": CASES}


def read_back(weights: Path, encoder: Path | None = None) -> Net:
    """The network of a weights folder, its word embeddings those of ``encoder`` where one is given.

    Raises KeyError where the graphs are not those that `export` writes.
    """
    net = Net()
    held = _widened(weights / "encoder.onnx")
    pairs = _widened(weights / "pairs.onnx")
    state = net.state_dict()
    made: dict[str, Any] = {"position.weight": held["position_table"]}
    made |= {name: held[name] for name in ("norm.weight", "norm.bias")}
    made |= _features(held["feature_table"])
    for n in range(LAYERS):
        for part in ("qkv", "out", "up", "down"):
            made[f"layers.{n}.{part}.weight"] = held[f"layers.{n}.{part}.weight"].T
            made[f"layers.{n}.{part}.bias"] = held[f"layers.{n}.{part}.bias"]
        for part in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"):
            made[f"layers.{n}.{part}"] = held[f"layers.{n}.{part}"]
    at = 0
    for name, size in (("tags", TAGS), ("names", NAMES), ("token", 2 * PAIR)):
        made[f"{name}.weight"] = held["heads.weight"].T[at : at + size]
        made[f"{name}.bias"] = held["heads.bias"][at : at + size]
        at += size
    for name in ("cue", "middle", "scores"):
        made[f"{name}.weight"], made[f"{name}.bias"] = pairs[f"{name}.weight"].T, pairs[f"{name}.bias"]
    made |= {f"{name}.weight": pairs[f"{name}.weight"] for name in ("distance", "places", "counts", "segments")}
    for name, value in made.items():
        if state[name].shape != value.shape:
            raise KeyError(f"{name} is {value.shape}, not {tuple(state[name].shape)}")
        state[name] = torch.from_numpy(np.array(value, np.float32, order="C"))
    if encoder is None:
        state["words.weight"] = torch.from_numpy(np.array(held["words"], np.float32, order="C"))
    else:
        plain = Net()
        load_encoder(plain, encoder / "model.safetensors")
        state["words.weight"] = plain.words.weight.data
    net.load_state_dict(state)
    return net


def _features(table: Any) -> dict[str, Any]:
    """The four small tables of which `export` made one: the shortest ones whose sums are its rows."""
    rows = np.arange(FEATURES)
    which = (
        rows % HEADS,
        rows // HEADS % BREAKS,
        rows // (HEADS * BREAKS) % MARKS,
        rows // (HEADS * BREAKS * MARKS) % CASES,
    )
    design = np.concatenate([np.eye(size)[row] for row, size in zip(which, _TABLES.values(), strict=True)], 1)
    solved = np.linalg.lstsq(design, table.astype(np.float64), rcond=None)[0]
    made, at = {}, 0
    for name, size in _TABLES.items():
        made[f"{name}.weight"] = solved[at : at + size]
        at += size
    return made


def _widened(path: Path) -> dict[str, Any]:
    """The weights of a graph by name, quantised ones as numbers again (a scale for each column, or one)."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    made = dict(held)
    for name, value in held.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            scale, zero = held[f"{stem}_scale"], held[f"{stem}_zero_point"]
            made[stem] = (value.astype(np.float32) - zero.astype(np.float32)) * scale
    return made


def main(argv: list[str] | None = None) -> int:
    """Write the checkpoint."""
    parser = argparse.ArgumentParser(prog="onrecord.train.readback", description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2: take its word embeddings")
    given = parser.parse_args(argv)
    torch.save({"net": read_back(given.weights, given.encoder).state_dict()}, given.checkpoint)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
