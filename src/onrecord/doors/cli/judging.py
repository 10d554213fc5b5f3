"""`judge`, `correct`, `suppress`: what people decide, kept apart from what the program found."""

from __future__ import annotations

import getpass
import json

import click

from onrecord.doors.cli.options import record_option
from onrecord.model.article import Standing
from onrecord.model.errors import QueryError


def _by(value: str | None) -> str:
    """Who decides: as given, or the name of the user at this machine."""
    try:
        return value or getpass.getuser()
    except (KeyError, OSError):
        raise QueryError("who is deciding?", remedy="say --by NAME") from None


by_option = click.option("--by", help="Who decides (your user name otherwise).")
why_option = click.option("--why", help="The reason, kept with the decision.")


@click.command()
@click.argument("left")
@click.argument("decision", type=click.Choice(["same", "different", "unsure"]))
@click.argument("right")
@click.option("--about", type=click.Choice(["person", "statement"]), default="person", show_default=True)
@by_option
@why_option
@record_option
def judge(left: str, decision: str, right: str, about: str, by: str | None, why: str | None, record: str) -> None:
    """Say that two people, or two statements, are the same, different, or that it cannot be told.

    Append-only: to undo, judge again. The latest judgement on a pair counts, before any evidence of the program's.
    LEFT and RIGHT are ids as `people` and `search` print them (of a statement, the id of any report of it); an entry
    of the authority file is authority:ID.

    \b
    onrecord judge "a.txt#daniel hale" different "b.txt#daniel hale" --why "one is the striker"
    onrecord judge "a.txt#daniel hale" same authority:P1042
    """
    from onrecord.archive import open_archive

    with open_archive(record, create=False) as archive:
        made = archive.judge(left, right, decision, by=_by(by), reason=why, about=about)
    click.echo(f"{made.left} and {made.right}: {made.decision}, by {made.by} at {made.at}", err=True)


@click.command()
@click.argument("attribution")
@click.argument("kind", type=click.Choice(["speaker", "quotation", "addressee", "span", "strike", "add"]))
@click.argument("value", required=False)
@click.option("--article", help="Only in this report; for `add`, the report that it was missed in.")
@by_option
@why_option
@record_option
def correct(
    attribution: str,
    kind: str,
    value: str | None,
    article: str | None,
    by: str | None,
    why: str | None,
    record: str,
) -> None:
    """Correct what the program found; shown as corrected, kept with who, when and why.

    VALUE is a name for `speaker` (left out: nobody is named), a type for `quotation`, and JSON otherwise.

    `add` puts in what was missed: ATTRIBUTION is then -, and VALUE an attribution as `read --json` prints it (spans as
    [start, end] in characters of the report's text; what is left out is unknown).

    \b
    onrecord correct a1b2c3 speaker "Ilda Marrow" --why "see paragraph two"
    onrecord correct a1b2c3 strike
    onrecord correct - add '{"content": [[0, 24]], "speaker": {"name": "Ilda Marrow"}}' --article a.txt
    """
    from onrecord.archive import open_archive

    with open_archive(record, create=False) as archive:
        made = archive.correct(attribution, kind, _value(kind, value), by=_by(by), why=why, article=article)
    click.echo(f"{made.attribution}: {made.kind} corrected by {made.by} at {made.at}", err=True)


def _value(kind: str, value: str | None) -> dict[str, object] | None:
    if value is None:
        return None
    if kind == "speaker":
        return {"name": value}
    if kind == "quotation":
        return {"quotation": value}
    try:
        plain = json.loads(value)
    except ValueError as error:
        raise QueryError(f"VALUE is not JSON: {error}", item=kind) from None
    if not isinstance(plain, dict):
        raise QueryError("VALUE must be a JSON object", item=kind)
    return plain


@click.command()
@click.argument("target")
@click.option("--about", type=click.Choice(["person", "statement"]), default="person", show_default=True)
@click.option("--lift", is_flag=True, help="Take an earlier suppression back.")
@by_option
@why_option
@record_option
def suppress(target: str, about: str, lift: bool, by: str | None, why: str | None, record: str) -> None:
    """Show no more of a person (TARGET: the name) or of a statement (TARGET: an attribution's id). A tombstone stays.

    \b
    onrecord suppress "Nia Okpara" --why "request of 4 May, lawyer's letter"
    """
    from onrecord.archive import open_archive
    from onrecord.model.layers import visible

    with open_archive(record, create=False) as archive:
        count = archive.suppress(target, about=about, lift=lift, by=_by(by), why=why)
        alike = archive.like_named(target) if not (count or lift) and about == "person" else ()
    click.echo(f"{target}: {'lifted' if lift else 'suppressed'}, {count} attributions", err=True)
    if not (count or lift) and about == "person":
        meant = f"; did you mean {', '.join(map(visible, alike))}?" if alike else ""
        click.echo(
            f"nobody of that name speaks in the record now; the tombstone stands for what comes{meant}", err=True
        )


@click.command()
@click.argument("article")
@click.argument("became", type=click.Choice(["published", "corrected", "withdrawn"]))
@by_option
@why_option
@record_option
def standing(article: str, became: Standing, by: str | None, why: str | None, record: str) -> None:
    """Say that the outlet corrected or withdrew an article: a banner on all that was drawn from it.

    ARTICLE is its id as `add` and `search` print it. To undo, say `published`.

    \b
    onrecord standing reports/harbour.txt withdrawn --why "retracted on 6 May"
    """
    from onrecord.archive import open_archive

    with open_archive(record, create=False) as archive:
        archive.set_standing(article, became, by=_by(by), why=why)
    click.echo(f"{article}: {became}", err=True)
