"""`export`, `verify`, `migrate`, `copy`, `expire`: looking after the record."""

from __future__ import annotations

import json
import sys

import click

from onrecord.doors.cli.options import json_option, record_option
from onrecord.model import Query
from onrecord.model.errors import InputError, RecordError

FORMATS = (
    "jsonl",
    "csv",
    "parquet",
    "webannotation",
    "schemaorg",
    "claimreview",
    "quotebank",
    "citron",
    "brat",
    "corrections",
)


@click.command()
@click.argument("target", type=click.Path(), default="-")
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--words", help="Only statements with these words.")
@click.option("--speaker", help="Only this speaker's.")
@click.option("--outlet", help="Only this outlet's.")
@click.option("--snippets", is_flag=True, help="Passages only, no whole texts.")
@record_option
def export(
    target: str, form: str, words: str | None, speaker: str | None, outlet: str | None, snippets: bool, record: str
) -> None:
    """Statements out of the record, to TARGET (standard output when it is -).

    \b
    onrecord export statements.csv --format csv
    onrecord export --format webannotation --speaker Marrow
    onrecord export folder/ --format brat
    """
    from onrecord.archive import open_archive

    query = Query(words=words, speaker=speaker, outlet=outlet, limit=1000)
    with open_archive(record, create=False) as archive:
        count = archive.export(form, target, query, snippets=snippets, out=sys.stdout.buffer)
    click.echo(f"{count} written as {form}", err=True)


@click.command()
@json_option
@record_option
def verify(as_json: bool, record: str) -> None:
    """Re-slice every span, check every hash and reference; exit 0 only when all is well.

    \b
    onrecord verify
    onrecord verify --json --record news.sqlite
    """
    from onrecord.archive import open_archive

    with open_archive(record, create=False) as archive:
        report = archive.verify()
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        for problem in report["problems"]:
            click.echo(f"problem: {problem}")
        click.echo(
            f"{'all is well' if report['ok'] else 'NOT well'}: {report['articles']} articles,"
            f" {report['revisions']} revisions, {report['attributions']} attributions,"
            f" {len(report['problems'])} problems"
        )
    if not report["ok"]:
        sys.exit(RecordError.exit_code)


@click.command()
@record_option
def migrate(record: str) -> None:
    """Bring a record's tables to this program's version, in one transaction.

    \b
    onrecord migrate --record news.sqlite
    """
    from onrecord.archive import migrate_record, shown

    before, after = migrate_record(record)
    record = shown(record)
    click.echo(f"{record}: version {before} -> {after}" if before != after else f"{record}: version {after} already")
    if before < after:
        click.echo(f"for `search --like`, where that is used, run: onrecord vectors --record {record}", err=True)


@click.command()
@record_option
def vectors(record: str) -> None:
    """Make what `search --like` needs for reports added without it, or with another model. Safe to stop and repeat.

    \b
    onrecord vectors --record news.sqlite
    """
    from onrecord.archive import open_archive, shown
    from onrecord.doors.cli.reading import counting

    with open_archive(record, create=False) as archive, counting("vectors") as tick:
        made = archive.make_vectors(progress=tick)
        held = archive.vectors_held()
    if held is None:
        raise InputError("the weights that are used make no vectors", remedy="use those that ship with onrecord")
    click.echo(
        f"{made} made; {shown(record)} has them for {held.articles} of {held.of} articles with statements", err=True
    )


@click.command()
@click.argument("source")
@click.argument("target")
def copy(source: str, target: str) -> None:
    """Move a record between databases, whole: texts, statements, judgements, corrections.

    \b
    onrecord copy news.sqlite postgresql://localhost/news
    """
    from onrecord.archive import copy_record, shown

    count = copy_record(source, target)
    click.echo(f"{count} revisions copied from {shown(source)} to {shown(target)}", err=True)


@click.command()
@click.option("--before", metavar="DAY", help="Published (or, without a date, stored) before this day.")
@click.option("--raw-only", is_flag=True, help="Only the bytes that the texts were read from; the texts stay.")
@record_option
def expire(before: str | None, raw_only: bool, record: str) -> None:
    """Let go of old articles, with all that was found in them; a line stays that says which were let go of, and when.

    Without --before, what the settings retention-days and raw-retention-days say is due.

    \b
    onrecord expire
    onrecord expire --before 2026-01-01
    onrecord expire --before 2026-01-01 --raw-only
    """
    from onrecord.archive import open_archive, shown

    with open_archive(record, create=False) as archive:
        if before is not None:
            done = [(before, archive.expire(before, raw_only=raw_only), raw_only)]
        else:
            done = [(day, count, "raw" in name) for name, (day, count) in archive.expire_due().items()]
    for day, count, raw in done:
        became = "without their raw bytes" if raw else "let go of"
        click.echo(f"{count} articles {became} (before {day}), in {shown(record)}", err=True)
