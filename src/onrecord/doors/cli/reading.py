"""`read`, `add` and `watch`: reports in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from onrecord.doors.cli.options import record_option, threads_option
from onrecord.model import Document, Receipt, Refusal, as_contract
from onrecord.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.read import ReadOptions


FORMATS = (
    "text", "markdown", "html", "jsonl", "json", "csv", "parquet", "feed", "warc", "gzip", "zip", "tar", "pdf", "mail",
)  # fmt: skip
FIELDS = (
    "id", "url", "outlet", "title", "published", "modified", "language", "text", "html", "section", "authors",
    "standing",
)  # fmt: skip


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how input is read, handed to the command as one ``options``."""

    @wraps(command)
    def packed(
        *,
        outlet: str | None,
        published: str | None,
        offline: bool,
        form: Any,
        encoding: str | None,
        column: tuple[str, ...],
        **others: Any,
    ) -> Any:
        from onrecord.read import ReadOptions

        columns = dict(_column(one) for one in column)
        options = ReadOptions(
            format=form, encoding=encoding, outlet=outlet, published=published, columns=columns, offline=offline
        )
        return command(options=options, **others)

    for option in (
        click.option("--outlet", help="Outlet of what is read, where the input does not say."),
        click.option("--published", help="Publication date (ISO), where the input does not say."),
        click.option("--column", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table holds text, title, published ..."),
        click.option("--format", "form", type=click.Choice(FORMATS), help="What the input is, where looking is not enough."),
        click.option("--encoding", callback=_encoding, help="The characters' encoding, whatever the input says."),
        click.option("--offline", is_flag=True, help="Open no network connection at all."),
        threads_option,
    ):  # fmt: skip
        packed = option(packed)
    return packed


def _column(said: str) -> tuple[str, str]:
    field, parted, column = said.partition("=")
    if not parted or field not in FIELDS or not column:
        raise click.BadParameter(
            f"{said!r} is not FIELD=COLUMN; FIELD is one of {', '.join(FIELDS)}", param_hint="--column"
        )
    return field, column


def _encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    import codecs

    try:
        return codecs.lookup(value).name if value else None
    except LookupError:
        raise click.BadParameter(f"{value!r} is no encoding that is known here") from None


def _stdin() -> BinaryIO:
    return sys.stdin.buffer


@click.command()
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article (the document contract).")
@click.option("--whole", is_flag=True, help="The whole report with its statements marked, not only the statements.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out statements below this.")
@reading_options
def read(
    items: tuple[str, ...],
    as_json: bool,
    whole: bool,
    min_confidence: float,
    options: ReadOptions,
    threads: int,
) -> None:
    """Who said what in these reports. Nothing is stored.

    ITEM is a file, a folder, an address or - for standard input; text, Markdown, HTML, JSON Lines, feeds, WARC and
    more are told apart by looking.

    \b
    onrecord read report.txt
    onrecord read --json reports.jsonl > record.jsonl
    cat page.html | onrecord read -
    """
    from onrecord.archive import read_all
    from onrecord.doors.cli.terminal import console, legend, show_document
    from onrecord.pipeline import Pipeline

    screen = console()
    explained = False
    refused: list[Refusal] = []
    offered = 0
    pipeline = Pipeline(threads=threads)
    with counting("reading") as tick:
        stream = read_all(items, pipeline=pipeline, stdin=_stdin(), options=options)
        for one in stream:
            offered += 1
            tick(one.item if isinstance(one, Refusal) else one.article.id)
            if isinstance(one, Refusal):
                refused.append(one)
                continue
            one = surest(one, min_confidence)
            if as_json:
                click.echo(json.dumps(as_contract(one), ensure_ascii=False))
                continue
            if one.attributions and not explained:
                screen.print(legend())
                explained = True
            show_document(screen, one, whole=whole)
    report_refused(refused)
    if offered == 0:
        raise InputError("nothing there to read", item=" ".join(items))
    if not as_json or refused:
        click.echo(f"{offered} offered = {offered - len(refused)} read + {len(refused)} refused", err=True)
    if refused:
        sys.exit(InputError.exit_code)


def surest(document: Document, floor: float) -> Document:
    """The document without the attributions whose confidence lies below ``floor``."""
    from dataclasses import replace

    if not floor:
        return document
    kept = tuple(one for one in document.attributions if one.confidence.attribution >= floor)
    return replace(document, attributions=kept)


@click.command()
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--json", "as_json", is_flag=True, help="The receipt as one JSON object.")
@click.option("--primary", is_flag=True, help="These are transcripts or other primary sources of the words.")
@click.option("--vectors/--no-vectors", default=True, help="Keep what `search --like` needs (the default).")
@record_option
@reading_options
def add(
    items: tuple[str, ...],
    as_json: bool,
    primary: bool,
    vectors: bool,
    record: str,
    options: ReadOptions,
    threads: int,
) -> None:
    """Read reports into the record. Safe to repeat: what is already held is not stored twice.

    \b
    onrecord add reports/ --record news.sqlite
    cat crawl.jsonl | onrecord add - --json
    onrecord add table.csv --column text=Volltext --column title=Titel
    """
    from onrecord.archive import open_archive

    with open_archive(record, threads=threads) as archive, counting("adding") as tick:
        receipt = archive.add(
            items, stdin=_stdin(), options=options, primary=primary, vectors=vectors,
            progress=tick,
        )  # fmt: skip
    show_receipt(receipt, record, as_json=as_json)
    if receipt.refused or not receipt.offered:
        sys.exit(InputError.exit_code)


def show_receipt(receipt: Receipt, record: str, *, as_json: bool) -> None:
    """What became of a run, as JSON on standard output or in words on standard error."""
    if as_json:
        plain = {
            "offered": receipt.offered,
            "stored": receipt.stored,
            "already": receipt.already,
            "refused": [{"item": one.item, "reason": one.reason} for one in receipt.refused],
        }
        click.echo(json.dumps(plain, ensure_ascii=False))
        return
    from onrecord.archive import shown

    report_refused(receipt.refused)
    revised = f" ({receipt.revised} of them new revisions)" if receipt.revised else ""
    click.echo(
        f"{receipt.offered} offered = {receipt.stored} stored{revised} + {receipt.already} already held"
        f" + {len(receipt.refused)} refused, in {shown(record)}",
        err=True,
    )


def report_refused(refused: list[Refusal] | tuple[Refusal, ...]) -> None:
    """Each refusal on its own line of standard error."""
    from onrecord.model.layers import visible

    for one in refused:
        click.echo(f"refused: {visible(one.item)}: {visible(one.reason)}", err=True)


@contextmanager
def counting(verb: str) -> Iterator[Callable[[str], None]]:
    """A progress line on standard error while the run lasts, on a terminal only."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and verb == "reading"):
        yield lambda item: None
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from onrecord.doors.cli.terminal import console
    from onrecord.model.layers import visible

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(verb, total=None)

        def tick(item: str) -> None:
            bar.update(task, advance=1, description=f"{verb} {visible(item)[-48:]}")

        yield tick


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--every", type=click.IntRange(min=60), default=900, show_default=True, help="Seconds between looks.")
@click.option("--rounds", type=click.IntRange(min=1), help="Stop after so many looks (otherwise: until stopped).")
@record_option
@threads_option
def watch(feeds: tuple[str, ...], every: int, rounds: int | None, record: str, threads: int) -> None:
    """Follow feeds politely and add what is new: robots.txt, conditional requests, back-off, a limit for each host.

    \b
    onrecord watch https://example.org/news.rss --every 1800
    """
    from onrecord.archive import open_archive

    refused = 0
    with open_archive(record, threads=threads) as archive:
        for receipt in archive.watch(feeds, every=every, rounds=rounds):
            show_receipt(receipt, record, as_json=False)
            refused += len(receipt.refused)
    if refused:
        sys.exit(InputError.exit_code)
