"""The trained network written as ONNX graphs, quantised to eight bits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from onrecord.extract.pairs import COUNTS, SEGMENTS
from onrecord.extract.pieces import BREAKS, CASES, FEATURES, HEADS, MARKS
from onrecord.train.net import LAYERS, MIDDLE, NAMES, PAIR, PARTS, TAGS, WIDTH, Net

MICROSOFT = "com.microsoft"


class _Graph:
    """Nodes and weights of a graph being put together."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def weight(self, name: str, array: Any) -> str:
        self.weights.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"n_{output}", domain=domain, **attributes))
        return output

    def model(self, name: str, inputs: list[Any], outputs: list[Any]) -> Any:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.weights)
        imports = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9, producer_name="onrecord")


def encoder_graph(net: Net) -> Any:
    """ids, feature (1, length) -> heads (1, length, tags + names + 2 x pair), hidden (1, length, width)."""
    held = {name: value.detach().numpy().astype(np.float32) for name, value in net.state_dict().items()}
    g = _Graph()
    features = np.zeros((FEATURES, WIDTH), np.float32)
    for n in range(FEATURES):
        features[n] = held["head.weight"][n % HEADS] + held["broken.weight"][n // HEADS % BREAKS]
        features[n] += held["mark.weight"][n // (HEADS * BREAKS) % MARKS]
        features[n] += held["case.weight"][n // (HEADS * BREAKS * MARKS) % CASES]
    g.weight("words", held["words.weight"])
    g.weight("feature_table", features)
    g.weight("position_table", held["position.weight"])
    g.weight("zero", np.asarray([0], np.int64))
    g.weight("one", np.asarray([1], np.int64))
    g.weight("two", np.asarray([2], np.int64))
    g.node("Shape", ["ids"], "shape")
    g.node("Slice", ["shape", "one", "two"], "length")
    g.node("Slice", ["position_table", "zero", "length"], "position")
    g.node("Gather", ["words", "ids"], "word")
    g.node("Gather", ["feature_table", "feature"], "featured")
    g.node("Add", ["word", "featured"], "sum1")
    g.node("Add", ["sum1", "position"], "sum2")
    g.weight("norm.weight", held["norm.weight"])
    g.weight("norm.bias", held["norm.bias"])
    h = g.node("LayerNormalization", ["sum2", "norm.weight", "norm.bias"], "h0", axis=-1, epsilon=1e-12)
    for n in range(LAYERS):
        h = _layer(g, held, n, h)
    bias = np.concatenate([held["tags.bias"], held["names.bias"], held["token.bias"]])
    weight = np.concatenate([held["tags.weight"], held["names.weight"], held["token.weight"]])
    g.weight("heads.weight", weight.T)
    g.weight("heads.bias", bias)
    g.node("MatMul", [h, "heads.weight"], "heads_raw")
    g.node("Add", ["heads_raw", "heads.bias"], "heads")
    g.node("Identity", [h], "hidden")
    total = TAGS + NAMES + 2 * PAIR
    whole = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in ("ids", "feature")]
    made = [
        helper.make_tensor_value_info("heads", TensorProto.FLOAT, [1, "length", total]),
        helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [1, "length", WIDTH]),
    ]
    return g.model("encoder", whole, made)


def _layer(g: _Graph, held: dict[str, Any], n: int, h: str) -> str:
    stem = f"layers.{n}."
    for name in ("qkv", "out", "up", "down"):
        g.weight(f"{stem}{name}.weight", held[f"{stem}{name}.weight"].T)
        g.weight(f"{stem}{name}.bias", held[f"{stem}{name}.bias"])
    for name in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"):
        g.weight(stem + name, held[stem + name])
    mixed = g.node(
        "Attention", [h, f"{stem}qkv.weight", f"{stem}qkv.bias"], f"mix{n}", domain=MICROSOFT, num_heads=PARTS
    )
    out = g.node("MatMul", [mixed, f"{stem}out.weight"], f"out{n}")
    out = g.node("Add", [out, f"{stem}out.bias"], f"out_biased{n}")
    h = _normed(g, f"{stem}norm1", out, h, f"a{n}")
    up = g.node("MatMul", [h, f"{stem}up.weight"], f"up{n}")
    # By themselves, for the runtime to add the bias within the product (`network.Network.load`).
    up = g.node("Add", [up, f"{stem}up.bias"], f"up_biased{n}")
    grown = g.node("Gelu", [up], f"gelu{n}", domain=MICROSOFT)
    down = g.node("MatMul", [grown, f"{stem}down.weight"], f"down{n}")
    down = g.node("Add", [down, f"{stem}down.bias"], f"down_biased{n}")
    return _normed(g, f"{stem}norm2", down, h, f"h{n + 1}")


def _normed(g: _Graph, stem: str, new: str, old: str, output: str) -> str:
    """Sum and normalisation as two nodes: the runtime's fused one takes eight times as long on a CPU."""
    total = g.node("Add", [new, old], f"{output}_sum")
    inputs = [total, f"{stem}.weight", f"{stem}.bias"]
    return g.node("LayerNormalization", inputs, output, axis=-1, epsilon=1e-12)


def pairs_graph(net: Net) -> Any:
    """token (length, 2 pair), own (cues, 2 width), features (cues, length, 4) -> scores (cues x length, 6).

    Each sum over (cues, length, pair) costs as much as reading all of it: what depends on few things is summed in small
    tables before it is looked up (cue and distance; place, count and segments, which the runtime folds into one table).
    """
    held = {name: value.detach().numpy().astype(np.float32) for name, value in net.state_dict().items()}
    g = _Graph()
    g.weight("cue.weight", held["cue.weight"].T)
    for name in ("cue.bias", "distance.weight", "places.weight", "counts.weight", "segments.weight"):
        g.weight(name, held[name])
    for name in ("middle", "scores"):
        g.weight(f"{name}.weight", held[f"{name}.weight"].T)
        g.weight(f"{name}.bias", held[f"{name}.bias"])
    g.weight("halves", np.asarray([PAIR, PAIR], np.int64))
    g.weight("rows", np.asarray([-1, PAIR], np.int64))
    for n in range(3):
        g.weight(f"axis{n}", np.asarray([n], np.int64))
    g.node("MatMul", ["own", "cue.weight"], "own_raw")
    g.node("Add", ["own_raw", "cue.bias"], "own_projected")
    g.nodes.append(helper.make_node("Split", ["own_projected", "halves"], ["b", "q"], axis=1))
    g.nodes.append(helper.make_node("Split", ["token", "halves"], ["a", "p"], axis=1))
    g.node("Unsqueeze", ["b", "axis1"], "b1")
    g.node("Unsqueeze", ["q", "axis1"], "q1")
    g.node("Add", ["b1", "distance.weight"], "near")
    g.node("Slice", ["features", "axis0", "axis1", "axis2"], "distance")
    g.node("GatherND", ["near", "distance"], "told_near", batch_dims=1)
    g.node("Gather", [_told_table(g), _told_index(g)], "told_rest", axis=0)
    g.node("Add", ["told_near", "told_rest"], "told")
    g.node("Mul", ["p", "q1"], "met")
    g.node("Add", ["met", "a"], "sum0")
    g.node("Add", ["sum0", "told"], "sum1")
    g.node("Relu", ["sum1"], "z")
    g.node("Reshape", ["z", "rows"], "z_rows")
    g.node("Gemm", ["z_rows", "middle.weight", "middle.bias"], "m_sum")
    g.node("Relu", ["m_sum"], "m")
    g.node("Gemm", ["m", "scores.weight", "scores.bias"], "scores_out")
    inputs = [
        helper.make_tensor_value_info("token", TensorProto.FLOAT, ["length", 2 * PAIR]),
        helper.make_tensor_value_info("own", TensorProto.FLOAT, ["cues", 2 * WIDTH]),
        helper.make_tensor_value_info("features", TensorProto.INT64, ["cues", "length", 4]),
    ]
    assert held["middle.weight"].shape == (MIDDLE, PAIR)
    return g.model("pairs", inputs, [helper.make_tensor_value_info("scores_out", TensorProto.FLOAT, ["rows", 6])])


def _told_table(g: _Graph) -> str:
    """(places x counts x segments, pair): the sums of what the three tables tell."""
    for name, axes in (("places", [1, 2]), ("counts", [0, 2]), ("segments", [0, 1])):
        g.weight(f"{name}_axes", np.asarray(axes, np.int64))
        g.node("Unsqueeze", [f"{name}.weight", f"{name}_axes"], f"{name}_wide")
    g.node("Add", ["places_wide", "counts_wide"], "table0")
    g.node("Add", ["table0", "segments_wide"], "table1")
    return g.node("Reshape", ["table1", "rows"], "table")


def _told_index(g: _Graph) -> str:
    """(cues, length): which row of that table; distance, the first feature, is none of its business."""
    g.weight("steps", np.asarray([0, COUNTS * SEGMENTS, SEGMENTS, 1], np.int64))
    g.node("Mul", ["features", "steps"], "stepped")
    return g.node("ReduceSum", ["stepped", "axis2"], "row", keepdims=0)


def write(net: Net, folder: Path, *, quantise: bool = True) -> None:
    """Write encoder.onnx (eight bits where ``quantise``) and pairs.onnx into a folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(pairs_graph(net), folder / "pairs.onnx")
    if not quantise:
        onnx.save(encoder_graph(net), folder / "encoder.onnx")
        return
    plain = folder / "encoder-full.onnx"
    onnx.save(encoder_graph(net), plain)
    quantize_dynamic(
        plain,
        folder / "encoder.onnx",
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=["n_heads_raw", "n_featured"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    plain.unlink()


def trained(checkpoints: Sequence[Path], *, mean: bool = True) -> Net:
    """The network of a checkpoint, or the average of several that share a start; ``mean``: of their running means."""
    total: dict[str, Any] = {}
    for checkpoint in checkpoints:
        kept = torch.load(checkpoint, weights_only=True)
        state = kept["net"] | kept["mean"] if mean else kept["net"]
        for name, value in state.items():
            total[name] = total.get(name, 0.0) + value / len(checkpoints)
    net = Net()
    net.load_state_dict(total)
    net.eval()
    return net


def _tokenizer(encoder: Path, folder: Path) -> None:
    """The encoder's tokenizer without its truncation and padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def main(argv: list[str] | None = None) -> int:
    """Export a checkpoint."""
    import argparse

    parser = argparse.ArgumentParser(prog="onrecord train export", description=main.__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="several are averaged")
    parser.add_argument("folder", type=Path, help="the weights folder")
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2, to take the tokenizer from")
    parser.add_argument("--full", action="store_true", help="single precision, not quantised")
    parser.add_argument("--last", action="store_true", help="the last weights instead of their running mean")
    given = parser.parse_args(argv)
    if given.encoder:
        _tokenizer(given.encoder, given.folder)
    write(trained(given.checkpoints, mean=not given.last), given.folder, quantise=not given.full)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
