"""`onrecord train`: make the weights again. ``fit`` trains and resumes, ``export`` writes ONNX, ``tune`` calibrates."""

from __future__ import annotations

import sys

USAGE = """usage: onrecord train {fit,export,tune,sense} ...

  fit     train the network on the corpora; run again with the same --out to go on where it stopped
  export  write a checkpoint as ONNX graphs of eight bits into a weights folder
  tune    choose the decoder's settings and the calibration of a weights folder on held-out articles
  sense   fit the head that gives statements their vectors; again whenever the encoder of the folder changes

Each takes --help. The extra `train` is needed: pip install 'onrecord[train]'
"""


def main(argv: list[str] | None = None) -> int:
    """Run one step; exit status 6 where the extra is not installed."""
    given = sys.argv[1:] if argv is None else argv
    if not given or given[0] in ("-h", "--help") or given[0] not in ("fit", "export", "tune", "sense"):
        print(USAGE, end="")
        return 0 if given and given[0] in ("-h", "--help") else 2
    try:
        if given[0] == "fit":
            from onrecord.train.run import main as step
        elif given[0] == "export":
            from onrecord.train.export import main as step
        elif given[0] == "sense":
            from onrecord.train.sense import main as step
        else:
            from onrecord.train.tune import main as step
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is not installed; pip install 'onrecord[train]'", file=sys.stderr)
        return 6
    return step(given[1:])


if __name__ == "__main__":
    raise SystemExit(main())
