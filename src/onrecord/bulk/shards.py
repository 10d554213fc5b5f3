"""Shards: what one worker does at a time. One output file and one receipt each, renamed into place when whole.

The manifest is the folder itself: a shard whose receipt is there is done and is skipped by the next run, so that a run
that was killed at any moment goes on where it stopped and no row is written twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.model import Document, Receipt, Refusal, as_contract
from onrecord.model.errors import UnreadableError

LARGE = (".jsonl", ".ndjson", ".csv", ".parquet", ".warc", ".gz", ".zip", ".tar", ".tgz", ".bz2", ".zst")
"""Files that hold many articles: each is a shard of its own."""
FILES_A_SHARD = 500
"""Single pages and texts are put together, so many a shard."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some input files and the name that their output bears, which changes when a file's size or time does."""

    name: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShardReceipt:
    """What became of one shard: offered == written + refused."""

    name: str
    offered: int
    written: int
    attributions: int
    refused: tuple[Refusal, ...] = ()


def plan(inputs: Iterable[str]) -> list[Shard]:
    """The shards of files and folders, in the order of their paths. Raises UnreadableError for a missing path."""
    large: list[Path] = []
    small: list[Path] = []
    for path in _files(inputs):
        (large if path.name.lower().endswith(LARGE) else small).append(path)
    groups = [[path] for path in large]
    groups += [small[n : n + FILES_A_SHARD] for n in range(0, len(small), FILES_A_SHARD)]
    return [Shard(_name(group), tuple(str(path) for path in group)) for group in groups]


def _files(inputs: Iterable[str]) -> Iterator[Path]:
    seen: set[Path] = set()
    for given in inputs:
        root = Path(given)
        if not root.exists():
            raise UnreadableError("no such file or folder", item=given)
        found = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
        for path in found:
            if path not in seen and not path.name.startswith("."):
                seen.add(path)
                yield path


def _name(group: list[Path]) -> str:
    mark = hashlib.sha256()
    for path in group:
        state = path.stat()
        mark.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return f"{group[0].stem[:40]}-{mark.hexdigest()[:12]}"


def done(shard: Shard, out: Path) -> ShardReceipt | None:
    """The receipt of a shard that an earlier run finished, or None."""
    place = out / f"{shard.name}.receipt.json"
    try:
        plain = json.loads(place.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    plain["refused"] = tuple(Refusal(**one) for one in plain["refused"])
    return ShardReceipt(**plain)


def write(shard: Shard, found: Iterable[Document | Refusal], out: Path) -> ShardReceipt:
    """Write a shard's documents, one object a line, and its receipt; both appear only when whole."""
    refused: list[Refusal] = []
    written = attributions = 0
    rows = out / f"{shard.name}.jsonl"
    unfinished = rows.with_suffix(f".{os.getpid()}.part")
    with unfinished.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for one in found:
            if isinstance(one, Refusal):
                refused.append(one)
                continue
            file.write(json.dumps(as_contract(one), ensure_ascii=False) + "\n")
            written += 1
            attributions += len(one.attributions)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(rows)
    receipt = ShardReceipt(shard.name, written + len(refused), written, attributions, tuple(refused))
    note = out / f"{shard.name}.receipt.part"
    note.write_text(json.dumps(asdict(receipt), ensure_ascii=False), "utf-8")
    note.replace(out / f"{shard.name}.receipt.json")
    return receipt


def total(receipts: Iterable[ShardReceipt]) -> Receipt:
    """All shards as one receipt."""
    held = list(receipts)
    refused = tuple(refusal for one in held for refusal in one.refused)
    return Receipt(sum(one.offered for one in held), sum(one.written for one in held), 0, refused)
