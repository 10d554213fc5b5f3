"""`train`, `evaluate`, `bulk`: making the model, measuring it, running it over much.

Training code is not imported by anything a user runs: these verbs start it as a program of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

from onrecord.doors.cli.options import json_option

PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}


def _module(name: str, arguments: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", name, *arguments], check=False)
    sys.exit(done.returncode)


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def train(arguments: tuple[str, ...]) -> None:
    """Make the weights again from marked corpora; resumes where it stopped (needs the extra `train`).

    \b
    onrecord train --help
    """
    _module("onrecord.train", arguments)


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def evaluate(arguments: tuple[str, ...]) -> None:
    """Measure on marked articles: attributions, speakers, calibration, the surest four fifths.

    \b
    onrecord evaluate --gold marked.jsonl
    onrecord evaluate --help
    """
    _module("onrecord.train.evaluate", arguments)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE-or-FOLDER...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the output, a file a shard.")
@click.option("--engine", default="local", show_default=True, help="local (processes here) or ray.")
@click.option("--workers", type=click.IntRange(1, 1024), default=2, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=1, show_default=True, help="Threads a worker.")
@json_option
def bulk(inputs: tuple[str, ...], out: Path, engine: str, workers: int, threads: int, as_json: bool) -> None:
    """Many files through the same pipeline, in shards, on all cores or under an engine.

    Each input file that holds many articles is a shard, single pages are put together. A run that was stopped goes on
    where it was: finished shards are skipped, and nothing is written twice.

    \b
    onrecord bulk crawl/ --out statements/ --workers 8
    onrecord bulk 2026-*.jsonl --out statements/ --engine ray
    """
    from onrecord.bulk import plan, run
    from onrecord.bulk.shards import total
    from onrecord.doors.cli.reading import report_refused
    from onrecord.model.errors import InputError

    shards = plan(inputs)
    receipts = []
    for receipt in run(shards, out, engine=engine, workers=workers, threads=threads):
        receipts.append(receipt)
        if sys.stderr.isatty():
            click.echo(f"{len(receipts)}/{len(shards)} shards: {receipt.name}", err=True)
    found = total(receipts)
    if as_json:
        refused = [{"item": one.item, "reason": one.reason} for one in found.refused]
        click.echo(json.dumps({"offered": found.offered, "written": found.stored, "refused": refused}))
    else:
        report_refused(found.refused)
        click.echo(
            f"{found.offered} offered = {found.stored} written + {len(found.refused)} refused, in {out}", err=True
        )
    if found.refused or not found.offered:
        sys.exit(InputError.exit_code)
