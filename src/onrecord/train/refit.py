"""Everything that stands on the network, fitted again in order, once its weights have changed.

    onrecord train refit --shared ../shared --encoder FOLDER-OF-all-MiniLM-L6-v2

The decoder's settings and the confidence; who is meant; to whom, on what occasion and when; mode, commitment and act; the
vectors of statements. Each step reads what the ones before it wrote, so each runs in a process of its own. Minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from onrecord.extract.network import WEIGHTS


def main(argv: list[str] | None = None) -> int:
    """Run the steps; the exit status of the first that fails."""
    parser = argparse.ArgumentParser(prog="onrecord train refit", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder that holds corpora/")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    given = parser.parse_args(argv)
    corpora, shared = str(given.shared / "corpora"), str(given.shared)
    steps = (
        ["tune", "--corpora", corpora, "--weights", str(WEIGHTS)],
        ["speakers", corpora],
        ["scenes", "--shared", shared],
        ["manner", "--shared", shared],
        ["sense", "--corpora", corpora, "--encoder", str(given.encoder)],
    )
    for step in steps:
        print(f"== {step[0]}", flush=True)
        status = subprocess.run([sys.executable, "-m", "onrecord.train", *step], check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
