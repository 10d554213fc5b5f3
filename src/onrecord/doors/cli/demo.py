"""`demo`: the whole of onrecord on the sample reports, in a minute."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.doors.cli.options import threads_option
from onrecord.model.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from onrecord.archive import Archive
    from onrecord.model import Hit


def sample_folder() -> Path:
    """The sample reports: beside the source in a checkout, or where ONRECORD_SAMPLES says. Raises UnreadableError."""
    import os

    named = os.environ.get("ONRECORD_SAMPLES")
    folder = Path(named) if named else Path(__file__).parents[4] / "samples"
    if not folder.is_dir():
        raise UnreadableError("no sample reports there", item=str(folder), remedy="run the demo from a checkout")
    return folder


def sample_files(folder: Path) -> list[str]:
    """The reports in the folder, as paths from here where that is shorter; marks and notes beside them left out."""
    here = Path.cwd()
    reports = [path for path in folder.iterdir() if path.stem not in ("gold", "README") and path.name[0] != "."]
    return sorted(str(path.relative_to(here) if path.is_relative_to(here) else path) for path in reports)


@click.command()
@click.option("--record", type=click.Path(path_type=Path), help="Keep the record here.")
@threads_option
def demo(record: Path | None, threads: int) -> None:
    """Read the sample reports into a record and show it: who said what, with the passage highlighted.

    \b
    onrecord demo
    onrecord demo --record demo.sqlite
    onrecord serve --record demo.sqlite
    """
    from rich.rule import Rule
    from rich.text import Text

    from onrecord.archive import open_archive
    from onrecord.doors.cli.reading import show_receipt
    from onrecord.doors.cli.terminal import console

    folder = sample_folder()
    files = sample_files(folder)
    screen = console()

    def step(words: str, command: str) -> None:
        screen.print()
        screen.print(Rule(Text(words, "bold"), align="left"))
        screen.print(Text(f"  $ {command}\n", "faint"))

    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as scratch:
        location = str(record or Path(scratch) / "demo.sqlite")
        shown = record or "demo.sqlite"
        step("1. Sample reports go into a record", f"onrecord add {_globbed(files)} --record {shown}")
        began = time.perf_counter()
        with open_archive(location, threads=threads) as archive:
            receipt = archive.add(files)
            show_receipt(receipt, str(shown), as_json=False)
            extent = archive.extent()
            screen.print(
                f"  {extent.attributions} sightings of statements in {extent.articles} articles,"
                f" {time.perf_counter() - began:.1f} s with loading the model"
            )
            _tour(archive, screen, step, files, shown)
            step("6. Is the record sound?", f"onrecord verify --record {shown}")
            report = archive.verify()
            screen.print(f"  {'all is well' if report['ok'] else report['problems']}")
    screen.print()
    screen.print("Next: onrecord read YOUR-FILE · onrecord add YOUR-FOLDER · onrecord serve · onrecord --help")
    if receipt.refused:
        sys.exit(3)


def _tour(
    archive: Archive, screen: Console, step: Callable[[str, str], None], files: list[str], shown: Path | str
) -> None:
    """What the record of the samples answers: a report, the others, a search, a check."""
    from onrecord.doors.cli.terminal import legend, show_document, show_hit
    from onrecord.model import Query

    step("2. One report with its statements marked", f"onrecord show {files[0]} --record {shown}")
    screen.print(legend())
    first = next(archive.articles())
    show_document(screen, archive.document(first.id), whole=True)
    step("3. Who said what, in the others", f"onrecord read {_globbed(files)}")
    for card in list(archive.articles())[1:4]:
        show_document(screen, archive.document(card.id))
    step("4. A search", f"onrecord search --type direct --record {shown}")
    page = archive.search(Query(quotation="direct", limit=3))
    for hit in page.hits:
        show_hit(screen, hit)
    screen.print(f"  {len(page.hits)} shown of {page.total}")
    if page.hits:
        _checks(archive, max(page.hits, key=_own_words), step)


def _globbed(files: list[str]) -> str:
    """The files as a person would type them: one pattern an ending, JSON Lines by name."""
    typed = (name if name.endswith("jsonl") else str(Path(name).parent / f"*{Path(name).suffix}") for name in files)
    return " ".join(sorted(set(typed)))


def _own_words(hit: Hit) -> int:
    return max((span.length for span in hit.attribution.verbatim), default=0)


def _checks(archive: Archive, hit: Hit, step: Callable[[str, str], None]) -> None:
    """A true quotation and one with a word changed, against the record."""
    from onrecord.doors.cli.checking import show_answer
    from onrecord.doors.cli.terminal import console
    from onrecord.model import CheckRequest

    card = hit.passage.article
    text = archive.document(card.id).article.text
    quote = max((span.of(text) for span in hit.attribution.verbatim), key=len, default="")
    if not quote:
        return
    step("5. Did they really say that?", f'onrecord check "{quote}"')
    show_answer(console(), archive.check(CheckRequest(quote)))
    words = quote.split()
    changed = " ".join([*words[: len(words) // 2], "never", *words[len(words) // 2 :]])
    step("   ... and with a word put in", f'onrecord check "{changed}"')
    show_answer(console(), archive.check(CheckRequest(changed)))
