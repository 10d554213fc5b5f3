"""`onrecord train`: make the weights again, step by step."""

from __future__ import annotations

import sys
from importlib import import_module

STEPS = {
    "fit": "run",
    "readback": "readback",
    "export": "export",
    "tune": "tune",
    "refit": "refit",
    "speakers": "speakers",
    "scenes": "scene_fit",
    "manner": "manner",
    "sense": "sense",
}
"""Step -> the module of this package whose ``main`` does it."""
USAGE = """usage: onrecord train STEP ...

  fit       train the network on the corpora; run again with the same --out to go on where it stopped
  readback  read the weights that ship back as a checkpoint to go on from
  export    write a checkpoint as ONNX graphs of eight bits into a weights folder
  tune      choose the decoder's settings and the calibration of a weights folder on held-out articles
  refit     everything that stands on the network, in order, once it has changed: the four below
  speakers  fit who is meant
  scenes    fit to whom, on what occasion and when
  manner    fit mode, commitment and act
  sense     fit the head that gives statements their vectors

Each takes --help. The extra `train` is needed: pip install 'onrecord[train]'
"""


def main(argv: list[str] | None = None) -> int:
    """Run one step; exit status 6 where the extra is not installed."""
    given = sys.argv[1:] if argv is None else argv
    if not given or given[0] not in STEPS:
        print(USAGE, end="")
        return 0 if given and given[0] in ("-h", "--help") else 2
    try:
        step = import_module(f"onrecord.train.{STEPS[given[0]]}")
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is not installed; pip install 'onrecord[train]'", file=sys.stderr)
        return 6
    status: int = step.main(given[1:])
    return status


if __name__ == "__main__":
    raise SystemExit(main())
