"""Many files in shards: everything once, nothing lost, and a run that was cut off goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.bulk import plan, run
from onrecord.bulk.shards import Shard, done, total, write
from onrecord.model import Article, Document, Refusal
from onrecord.model.errors import QueryError, UnreadableError

REPORT = "Bridge opens\n\n“It was time,” Ilda Marrow, the transport minister, said on Monday.\n"


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    lines = [json.dumps({"id": f"j{n}", "text": f"{REPORT}Note {n}."}) for n in range(3)]
    (folder / "many.jsonl").write_text("\n".join([*lines, "not json"]), "utf-8")
    (folder / "one.txt").write_text(REPORT, "utf-8")
    (folder / "two.txt").write_text(REPORT, "utf-8")
    return folder


def test_a_run_writes_each_article_once_and_a_second_run_does_nothing(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards = plan([str(crawl)])
    assert [len(shard.files) for shard in shards] == [1, 2], "the large file alone, the pages together"
    receipt = total(run(shards, out, workers=1))
    assert (receipt.offered, receipt.stored, len(receipt.refused)) == (6, 5, 1)
    rows = [json.loads(line) for path in out.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    wanted = ["j0", "j1", "j2", str(crawl / "one.txt"), str(crawl / "two.txt")]
    assert sorted(row["id"] for row in rows) == sorted(wanted)
    assert all(row["attributions"][0]["speaker"]["name"] == "Ilda Marrow" for row in rows)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert total(run(shards, out, workers=1)) == receipt
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_shard_that_breaks_off_leaves_nothing_that_counts(tmp_path: Path) -> None:
    def breaking() -> Iterator[Document | Refusal]:
        yield Document(Article("a", "A."), (), ())
        raise KeyboardInterrupt

    shard = Shard("s", ("a",))
    with pytest.raises(KeyboardInterrupt):
        write(shard, breaking(), tmp_path)
    assert done(shard, tmp_path) is None
    assert not list(tmp_path.glob("*.jsonl"))


def test_a_changed_file_is_another_shard(crawl: Path) -> None:
    before = plan([str(crawl)])
    (crawl / "one.txt").write_text(REPORT + "More.", "utf-8")
    after = plan([str(crawl)])
    assert before[0] == after[0]
    assert before[1].name != after[1].name


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"nowhere: no such file"):
        plan(["nowhere"])
    with pytest.raises(QueryError, match="no such engine"):
        list(run([], tmp_path, engine="abacus"))
