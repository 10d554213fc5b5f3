"""The trained network as ONNX: one window in, scores of its pieces out. Loaded only when used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.pairs import relations
from onrecord.extract.pieces import Window

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
WEIGHTS = Path(__file__).parent / "weights"
TAGS, NAMES, PAIR = 7, 9, 128
EARLY = ("h0", "h3")
"""Inner tensors, as the export names them: the embeddings and the third layer, which still tell the sense of words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of one window of ``length`` pieces."""

    tags: Floats
    """(length, 7) log-probabilities: O, then B and I of source, cue and content."""
    names: Floats
    """(length, 9) log-probabilities: O, then B and I of person, organisation, place, other."""
    token: Floats
    hidden: Floats
    halves: Halves
    """``hidden`` in half precision."""
    early: Floats | None = None
    """(length, 768): the states before the first layer and after the third, where they were asked for."""


@dataclass(frozen=True, slots=True)
class Network:
    """Two ONNX graphs: the encoder with its heads, and the scores of pieces for given cues.

    Every window runs by itself, unpadded, on one thread: dynamic quantisation takes its scale from everything in a
    call, so that anything else would make a text's output depend on its neighbours.
    """

    encoder: Any
    scorer: Any

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Network:
        """Open the graphs of a weights folder. Raises FileNotFoundError where they are not there."""
        import onnxruntime

        for name in ("encoder.onnx", "pairs.onnx"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"no {name} in {folder}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = True
        providers = ["CPUExecutionProvider"]

        def opened(name: str) -> Any:
            graph: str | bytes = str(folder / name)
            if name == "encoder.onnx":
                graph = (folder / name).read_bytes() + _more_outputs(EARLY) + _halved("hidden", "halves")
            # The fused sum and normalisation takes eight times as long on a CPU as the two by themselves, the fused bias
            # and GELU half as long again as the two, the bias being added within the product.
            unfused = ["SkipLayerNormFusion", "BiasGeluFusion"]
            return onnxruntime.InferenceSession(graph, options, providers, disabled_optimizers=unfused)

        return cls(opened("encoder.onnx"), opened("pairs.onnx"))

    def read(self, window: Window, *, early: bool = False) -> Reading:
        """Run the encoder on one window; ``early``: give the early states as well."""
        heads, hidden, halves, *states = self.encoder.run(
            ["heads", "hidden", "halves", *(EARLY if early else ())],
            {"ids": window.ids[None].astype(np.int64), "feature": window.feature[None].astype(np.int64)},
        )
        heads = heads[0]
        return Reading(
            _log_softmax(heads[:, :TAGS]),
            _log_softmax(heads[:, TAGS : TAGS + NAMES]),
            heads[:, TAGS + NAMES :],
            hidden[0],
            halves[0],
            np.concatenate([one[0] for one in states], 1) if states else None,
        )

    def pairs(self, window: Window, reading: Reading, cues: Sequence[tuple[int, int]]) -> Floats:
        """(cues, length, 3, 2): start, stop and inside scores of source and content for each cue of the window.

        ``cues``: sorted (first, last) positions, ``last`` inside the cue.
        """
        first = np.asarray([a for a, _ in cues])
        last = np.asarray([b for _, b in cues])
        own = np.concatenate([reading.hidden[first], reading.hidden[last]], 1)
        features = relations(window, cues).astype(np.int64)
        scores = self.scorer.run(None, {"token": reading.token, "own": own, "features": features})[0]
        shaped: Floats = scores.reshape(len(cues), len(window.ids), 3, 2)
        return shaped


def _more_outputs(names: Sequence[str]) -> bytes:
    """What makes inner tensors of a graph its outputs, to be put after the bytes of an ONNX model.

    A model is a protocol buffer, and two messages one after the other are read as one, lists joined (Protocol Buffers,
    "Last One Wins"): field 7 of the model is its graph, 12 of the graph an output, 1 of that its name, 2 its type.
    """
    outputs = b"".join(
        _field(12, _field(1, name.encode()) + _field(2, _field(1, b"\x08\x01"))) for name in names
    )  # fmt: skip
    return _field(7, outputs)


def _halved(name: str, output: str) -> bytes:
    """What makes an inner tensor in half precision a further output; numpy takes ten times as long to round it.

    Field 1 of the graph is a node, 1, 2, 4 and 5 of that its input, output, kind and attribute; 10 is float16.
    """
    to_half = _field(1, b"to") + b"\x18\x0a\xa0\x01\x02"
    node = _field(1, name.encode()) + _field(2, output.encode()) + _field(4, b"Cast") + _field(5, to_half)
    typed = _field(12, _field(1, output.encode()) + _field(2, _field(1, b"\x08\x0a")))
    return _field(7, _field(1, node) + typed)


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 128  # longer ones would need a longer count
    return bytes((number << 3 | 2, len(content))) + content


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result
