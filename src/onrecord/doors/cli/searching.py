"""`search`, `show`, `explain`, `people`: what the record holds."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING

import click

from onrecord.doors.cli.options import json_option, record_option
from onrecord.model import Query, as_contract, attribution_contract
from onrecord.model.answers import Hit
from onrecord.model.attribution import ACTS, COMMITMENTS, MODES, QUOTATION_TYPES
from onrecord.model.errors import NotFoundError

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.archive import Archive
    from onrecord.model import PersonCard


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    import datetime

    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day like 2026-05-04", ctx, param) from None


@click.command()
@click.argument("words", nargs=-1)
@click.option("--speaker", help="Who said it: a name or part of one.")
@click.option("--addressee", help="To whom.")
@click.option("--about", help="A name or words that the statement holds.")
@click.option("--outlet", help="Who published it.")
@click.option("--since", callback=_day, help="Published on or after this day.")
@click.option("--until", callback=_day, help="Published on or before this day.")
@click.option("--type", "quotation", type=click.Choice(QUOTATION_TYPES), help="Quotation type.")
@click.option("--mode", type=click.Choice(MODES))
@click.option("--act", type=click.Choice(ACTS, case_sensitive=False))
@click.option("--commitment", type=click.Choice(COMMITMENTS))
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only statements at least this sure.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--like", metavar="TEXT", help="Said something like TEXT, in whatever words; the nearest first.")
@click.option("--after", help="Cursor of an earlier page.")
@json_option
@record_option
def search(as_json: bool, record: str, words: tuple[str, ...], **fields: object) -> None:
    """Statements in the record: by words, speaker, type, dates, outlet... All that is given must hold.

    \b
    onrecord search "bridge repairs" --speaker Marrow --type direct
    onrecord search --outlet "Harbour Post" --since 2026-05-01 --json
    onrecord search --like "the ferry stops for the winter"
    """
    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console, legend, show_hit
    from onrecord.model.layers import visible

    query = Query(words=" ".join(words) or None, **fields)  # type: ignore[arg-type]
    with open_archive(record, create=False) as archive:
        page = archive.search(query)
        extent = archive.extent()
        if query.like is not None:
            tell_of_vectors(archive)
    if as_json:
        counts = {"sightings": page.total, "reports": page.reports, "statements": page.statements}
        found = {
            "hits": [hit_contract(hit) for hit in page.hits], "total": page.total, "counts": counts,
            "after": page.after,
        }  # fmt: skip
        if page.unseen is not None:
            found["unseen"] = dataclasses.asdict(page.unseen)
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        screen = console()
        if page.hits:
            screen.print(legend())
        for hit in page.hits:
            screen.print()
            show_hit(screen, hit)
        more = f"; more: --after {page.after}" if page.after else ""
        click.echo(
            f"{len(page.hits)} shown of {counted(page.total, page.reports, page.statements)}"
            f" ({extent.attributions} in {extent.articles} articles searched){more}",
            err=True,
        )
        for line in page.unseen.reasons if page.unseen else ():
            click.echo(line, err=True)
        for article, revision in page.unseen.where if page.unseen else ():
            click.echo(f'  onrecord show "{visible(article)}" --revision {revision}', err=True)
    if not page.hits:
        sys.exit(NotFoundError.exit_code)


def tell_of_vectors(archive: Archive) -> None:
    """Say so where a search by sense could look at part of the record only, or at none of it."""
    held = archive.vectors_held()
    if held is not None and held.articles < held.of:
        click.echo(
            f"{held.of - held.articles} of {held.of} articles were searched by their words only; to mend it: onrecord vectors",
            err=True,
        )


def hit_contract(hit: Hit) -> dict[str, object]:
    """A hit as a plain object: the attribution of the contract, its article's card, and the passage with its span."""
    card = dataclasses.asdict(hit.passage.article)
    return {
        "attribution": attribution_contract(hit.attribution),
        "article": card,
        "passage": {"span": list(hit.passage.span), "text": hit.passage.text},
        "statement": hit.statement,
        "corrected": hit.corrected,
        "copy_of": hit.copy_of,
        **({"near": round(hit.near, 3)} if hit.near is not None else {}),
    }


def counted(sightings: int, reports: int | None, statements: int | None) -> str:
    """Which is counted: sightings (wire copies among them), reports (without), statements (utterances)."""
    if reports is None or statements is None:
        return f"{sightings} sightings"
    return f"{sightings} sightings, {reports} reports, {statements} statements"


@click.command()
@click.argument("article")
@click.option("--revision", type=click.IntRange(min=1), help="An earlier revision (the latest otherwise).")
@json_option
@record_option
def show(article: str, revision: int | None, as_json: bool, record: str) -> None:
    """A report of the record with its statements marked. ARTICLE is its id, as `add` and `search` print it.

    \b
    onrecord show reports/harbour.txt
    """
    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console, legend, show_document

    with open_archive(record, create=False) as archive:
        document = archive.document(article, revision)
    if as_json:
        click.echo(json.dumps(as_contract(document), ensure_ascii=False))
        return
    screen = console()
    screen.print(legend())
    show_document(screen, document, whole=True)


@click.command()
@click.argument("attribution")
@json_option
@record_option
def explain(attribution: str, as_json: bool, record: str) -> None:
    """Why this speaker: the chain from the source words to the name, with the rule or score at each step.

    ATTRIBUTION is an id as `search` prints it.

    \b
    onrecord search bridge --json | jq -r .hits[0].attribution.id
    onrecord explain a1fd6e84ea1b2e418a5b8
    """
    from rich.text import Text

    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console, show_card
    from onrecord.model.layers import visible

    with open_archive(record, create=False) as archive:
        document, one = archive.attribution(attribution)
        quotes = archive.quotes(attribution) if as_json else ()
    if as_json:
        chain = [
            {"rule": step.rule, "span": list(step.span) if step.span else None, "score": step.score}
            for step in one.chain
        ]
        told = {
            **attribution_contract(one),
            "chain": chain,
            "quotes": [dataclasses.asdict(each) for each in quotes],
            "standing": document.article.standing,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    screen = console()
    show_card(screen, document.article.text, one, document.attributions.index(one) + 1)
    if document.article.standing != "published":
        screen.print(Text(f"  This article was {document.article.standing} by its outlet.", "doubt"))
    for number, step in enumerate(one.chain, 1):
        line = Text(f"  {number}. {step.rule}")
        if step.span is not None:
            line.append(f'  "{visible(step.span.of(document.article.text))}"', "source")
            line.append(f" [{step.span.start}:{step.span.end}]", "faint")
        if step.score is not None:
            line.append(f"  {step.score:.2f}", "faint")
        screen.print(line)
    if not one.chain:
        screen.print(Text("  no steps: the text does not say who is meant", "faint"))


@click.command()
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 1000), default=40, show_default=True)
@json_option
@record_option
def people(words: tuple[str, ...], limit: int, as_json: bool, record: str) -> None:
    """Who speaks in the record: names, aliases, roles, sightings, reports (without wire copies) and statements.

    \b
    onrecord people
    onrecord people Marrow --json
    """
    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console

    with open_archive(record, create=False) as archive:
        found = archive.people(" ".join(words) or None, limit=limit)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], ensure_ascii=False))
    else:
        screen = console()
        for one in found:
            screen.print(_person_lines(one), soft_wrap=True)  # an id must stay whole, to be copied
    if not found:
        sys.exit(NotFoundError.exit_code)


def _person_lines(one: PersonCard) -> Text:
    """A person in two lines: name, kind, roles and other names; then counts, days and the id that `judge` takes."""
    from rich.text import Text

    from onrecord.model.layers import visible

    line = Text(visible(one.name), "speaker")
    line.append(f"  {one.kind}", "faint")
    if one.roles:
        line.append("  " + visible("; ".join(one.roles[:3])))
    if one.aliases:
        line.append(f"\n    also printed as {visible(', '.join(one.aliases))}", "faint")
    if one.authority:
        line.append(f"\n    in the authority file as {visible(one.authority)}", "faint")
    days = f", {one.first} to {one.last}" if one.first else ""
    line.append(f"\n    {counted(one.sightings, one.reports, one.statements)}{days}  ·  {visible(one.id)}", "faint")
    return line
