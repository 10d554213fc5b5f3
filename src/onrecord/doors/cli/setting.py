"""`settings` and `authority`: what the record is set to, and the newsroom's own list of names and ids."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING

import click

from onrecord.doors.cli.options import json_option, record_option
from onrecord.model.errors import InputError, QueryError

if TYPE_CHECKING:
    from onrecord.model import Refusal
    from onrecord.model.keeping import AuthorityReport


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--clear", is_flag=True, help="Take the setting away.")
@json_option
@record_option
def settings(name: str | None, value: str | None, clear: bool, as_json: bool, record: str) -> None:
    """What the record is set to: how long things are kept, and whether whole texts go out. Show all or one, or set one.

    \b
    retention-days N       `expire` lets go of articles older than N days
    raw-retention-days N   `expire` lets go of the bytes that texts were read from after N days
    snippet on             exports give the paragraphs of statements, never whole texts

    \b
    onrecord settings
    onrecord settings retention-days 365
    onrecord settings snippet --clear
    """
    from onrecord.archive import open_archive

    changed = value is not None or clear
    if changed and (name is None or (value is not None and clear)):
        raise click.UsageError("say which setting, and either a value or --clear")
    with open_archive(record, create=False) as archive:
        if name is not None and changed:
            archive.set_setting(name, value)
        found = archive.settings()
    if name is not None:
        if name not in found:
            raise QueryError(f"no such setting; there are {', '.join(found)}", item=name)
        found = {name: found[name]}
    if as_json:
        click.echo(json.dumps(found))
        return
    for key, held in found.items():
        click.echo(f"{key}: {held if held is not None else 'not set'}")


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--remove", is_flag=True, help="Take the file and its links out of the record again; judgements stay.")
@json_option
@record_option
def authority(file: str | None, remove: bool, as_json: bool, record: str) -> None:
    """Link people and organisations to an authority file of your own: names and ids, as CSV. Nothing is fetched.

    FILE has the columns id and name, and may have aliases (parted by ; or |), kind (person, organisation, group) and
    role. It takes the place of one loaded before. Whoever comes into the record later is linked as well. A name alone
    links only where one entry and one person bear it and nothing speaks against it; what is less sure is listed, with
    its reasons, to be judged. Without FILE: who is linked, and what waits.

    \b
    onrecord authority people.csv
    onrecord authority --json
    onrecord judge "a.txt#daniel hale" same authority:P1042
    """
    from onrecord.archive import open_archive

    if remove and file:
        raise click.UsageError("either FILE or --remove")
    refused: tuple[Refusal, ...] = ()
    with open_archive(record, create=False) as archive:
        if remove:
            click.echo(f"{archive.remove_authority()} entries taken out, with their links", err=True)
        elif file is not None:
            _, refused = archive.load_authority(file)
        found = archive.authority()
    if as_json:
        plain = {**dataclasses.asdict(found), "refused": [dataclasses.asdict(one) for one in refused]}
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        _show(found)
    for one in refused:
        click.echo(f"refused: {one.item}: {one.reason}", err=True)
    if refused:
        sys.exit(InputError.exit_code)


def _show(found: AuthorityReport) -> None:
    from onrecord.model.layers import visible

    for one in (*found.linked, *found.candidates):
        head = "linked" if one.linked else f"maybe ({one.probability:.2f})"
        note = f", {one.entry.note}" if one.entry.note else ""
        click.echo(visible(f"{head}: {one.name}  =  authority:{one.entry.id}  {one.entry.name}{note}"))
        click.echo(visible(f"    {'; '.join(one.reasons)}  ·  {one.entity}"))
    click.echo(f"{found.entries} entries, {len(found.linked)} linked, {len(found.candidates)} to be judged", err=True)
