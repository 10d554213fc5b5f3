"""How `src/onrecord/record/findings.dict` was made: the findings of the sample reports, as they are packed.

    python eval/findings_dictionary.py samples OUT

A dictionary that has been released is never made anew: records cannot be read without the one they were packed with.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord.archive import read_all
from onrecord.model import Refusal, text_hash
from onrecord.record.packing import unpacked_json

LARGEST = 32_768
"""Bytes that zlib looks back on."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("samples")
    options.add_argument("out")
    given = options.parse_args()
    found = [one for one in read_all([given.samples]) if not isinstance(one, Refusal)]
    parts = [unpacked_json(one, text_hash(one.article.text)) for one in found]
    Path(given.out).write_bytes(b"".join(parts)[-LARGEST:])


if __name__ == "__main__":
    main()
