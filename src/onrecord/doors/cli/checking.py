"""`check` and `compare`: did they really say that, and how does each report have it?"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from onrecord.doors.cli.options import json_option, record_option
from onrecord.model import CheckAnswer, CheckRequest, Version
from onrecord.model.checking import EXIT_CODES, CheckEvidence, Comparison, check_contract, comparison_contract
from onrecord.model.errors import InputError, NotFoundError, OnrecordError, QueryError, UnreadableError
from onrecord.model.layers import visible

if TYPE_CHECKING:
    from onrecord.archive import Archive

MEANS = {
    "verbatim": "the words stand in the record as quoted",
    "reformatted": "the same words; only case, marks or spelling differ",
    "elided": "the words with a marked omission",
    "altered": "the words stand in the record otherwise",
    "spliced": "pieces of different passages, joined",
    "paraphrase": "these are the outlet's words, not inside quotation marks",
    "other-speaker": "the words are credited to somebody else",
    "not-found": "not found in what was searched, which is not to say never said",
}
_TONE = {"verbatim": "bold green", "reformatted": "bold green", "elided": "bold green", "not-found": "bold"}
_RUN_STYLES = {"replace": "bold red", "insert": "bold red", "delete": "strike red", "equal": ""}
SHOWN = 5
"""Passages shown of an answer's evidence; --json gives all."""


@click.command()
@click.argument("quote")
@click.option("--speaker", help="Who is said to have said it.")
@click.option("--occasion", help="On what occasion, in free words.")
@click.option("--since", help="Said on this day (ISO) or later: right words of another day get a note.")
@click.option("--until", help="Said on this day (ISO) or earlier: right words of another day get a note.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help="Of standard input.")
@json_option
@record_option
def check(
    quote: str,
    speaker: str | None,
    occasion: str | None,
    since: str | None,
    until: str | None,
    form: str,
    as_json: bool,
    record: str,
) -> None:
    """Did they really say that? QUOTE against the record; - takes lines from standard input, JSON or CSV.

    Exits 0 when the words are as printed (verbatim, reformatted, elided), 1 not-found, 10 altered or spliced,
    11 paraphrase, 12 other-speaker; several quotations exit with the largest of these.

    \b
    onrecord check "We will reopen the bridge" --speaker Marrow
    cat quotes.jsonl | onrecord check - > verdicts.jsonl
    """
    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console

    with open_archive(record, create=False) as archive:
        if quote == "-":
            sys.exit(_batch(archive, form))
        answer = archive.check(CheckRequest(quote, speaker, occasion, since, until))
    if as_json:
        click.echo(json.dumps(check_contract(answer), ensure_ascii=False))
    else:
        show_answer(console(), answer)
    sys.exit(EXIT_CODES[answer.verdict])


def _batch(archive: Archive, form: str) -> int:
    """Answer each line in order; a line that cannot be used is answered with its error and does not stop the rest."""
    worst = 0
    refused: dict[int, OnrecordError] = {}

    def requests() -> Iterator[CheckRequest]:
        for number, row in enumerate(_rows(form), 1):
            try:
                yield _request(row, number)
            except InputError as error:
                refused[number] = error
                yield CheckRequest("")  # keeps the line's place: answered with the error below

    for number, answer in enumerate(archive.check_many(requests(), processes=None), 1):
        if isinstance(answer, QueryError):
            error = refused.setdefault(number, answer)
            click.echo(json.dumps({"quote": None, "speaker": None, "verdict": None, "error": str(error)}))
            continue
        click.echo(json.dumps(check_contract(answer), ensure_ascii=False))
        worst = max(worst, EXIT_CODES[answer.verdict])
    if refused:
        click.echo(f"{len(refused)} lines refused", err=True)
    return InputError.exit_code if refused else worst


def _request(row: object, number: int) -> CheckRequest:
    """One line as a request. Raises UnreadableError naming the line."""
    if isinstance(row, ValueError):
        raise UnreadableError(f"line {number} is not JSON: {row}", item="standard input")
    if not isinstance(row, dict) or not isinstance(row.get("quote"), str):
        remedy = 'give lines like {"quote": ..., "speaker": ...}'
        raise UnreadableError(f'line {number} has no "quote"', item="standard input", remedy=remedy)
    named = {name: str(row[name]) if row.get(name) else None for name in ("speaker", "occasion", "since", "until")}
    return CheckRequest(row["quote"], **named)


def _rows(form: str) -> Iterator[object]:
    """The lines of standard input: objects, or the ValueError of a line that is not JSON."""
    # utf-8-sig: spreadsheets put a mark ahead of the first line
    stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
    if form == "csv":
        yield from _table(stream)
        return
    for line in stream:
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                yield error


def _table(stream: Iterable[str]) -> Iterator[object]:
    """The rows of a table with a heading; commas, semicolons or tabs part its columns, as the heading has them."""
    lines = iter(stream)
    heading = next(lines, "")
    delimiter = max(",;\t", key=heading.count)
    names = [name.strip().lower() for name in next(csv.reader([heading], delimiter=delimiter), [])]
    yield from csv.DictReader(lines, names, delimiter=delimiter)


def show_answer(screen: Console, answer: CheckAnswer) -> None:
    """The verdict, the aligned difference, the passages it rests on, what was searched, and the notes."""
    head = Text(f"  {answer.verdict}", _TONE.get(answer.verdict, "bold red"))
    if answer.kinds:
        head.append(f" ({', '.join(answer.kinds)})", "bold")
    if answer.cut:
        head.append(" (cut)", "bold")
    head.append(f": {MEANS[answer.verdict]}")
    if answer.abstained:
        head.append("  (the evidence is too weak to hold it against anybody)", "doubt")
    screen.print(head)
    if any(run.op != "equal" for run in answer.difference):
        screen.print(_difference(answer))
    for one in answer.evidence[:SHOWN]:
        _show_evidence(screen, one)
    if len(answer.evidence) > SHOWN:
        screen.print(Text(f"    and {len(answer.evidence) - SHOWN} more passages", "faint"))
    if not answer.evidence and answer.nearest:
        screen.print(Text("    nearest in the record:", "faint"))
        for one in answer.nearest[:2]:
            _show_evidence(screen, one)
    for note in answer.notes:
        screen.print(Text(f"    {visible(note)}", "faint"))
    extent = answer.searched
    dates = f", {extent.earliest} to {extent.latest}" if extent.earliest else ""
    screen.print(
        Text(
            f"    searched: {extent.articles} articles, {extent.attributions} attributions,"
            f" {extent.outlets} outlets{dates}",
            "faint",
        )
    )


def _difference(answer: CheckAnswer) -> Text:
    """The quotation with what the record has instead: put in [+], left out [-], changed [quoted → printed]."""
    line = Text("    ")
    for run in answer.difference:
        style = _RUN_STYLES[run.op] if run.kind not in ("form", "filler", "insertion", "ellipsis", "cue") else "faint"
        if run.op == "equal":
            line.append(visible(run.quote))
        elif run.op == "replace":
            line.append(f"[{visible(run.quote)} → {visible(run.source)}]", style)
        elif run.op == "insert":
            line.append(f"[+{visible(run.quote)}]", style)
        else:
            line.append(f"[-{visible(run.source)}]", style)
        if not line.plain.endswith(" "):
            line.append(" ")
    return line


def _revision(one: CheckEvidence) -> str:
    return "" if one.revision is None else f", revision {one.revision}{'' if one.latest else ' (not the latest)'}"


def _show_evidence(screen: Console, one: CheckEvidence) -> None:
    line = Text("    “", "faint")
    line.append(visible(one.text), "verbatim")
    line.append("”", "faint")
    screen.print(line)
    facts = [
        one.speaker or "speaker unknown",
        one.outlet,
        one.published,
        f"{one.article}{_revision(one)} [{one.span[0]}:{one.span[1]}]",
        one.url if one.url != one.article else None,
        "primary source" if one.primary else None,
    ]
    screen.print(Text("      " + "  ·  ".join(visible(fact) for fact in facts if fact), "faint"))
    if one.standing != "published":
        screen.print(Text(f"      This article was {one.standing} by its outlet.", "doubt"))


@click.command()
@click.argument("words", nargs=-1, required=True)
@json_option
@record_option
def compare(words: tuple[str, ...], as_json: bool, record: str) -> None:
    """One utterance as each outlet and each revision has it. WORDS are a statement's id or words to look for.

    \b
    onrecord compare "reopen the bridge"
    """
    from onrecord.archive import open_archive
    from onrecord.doors.cli.terminal import console

    with open_archive(record, create=False) as archive:
        found = archive.compare(" ".join(words))
    if as_json:
        click.echo(json.dumps(comparison_contract(found), ensure_ascii=False))
    else:
        show_comparison(console(), found)
    if not found.versions:
        sys.exit(NotFoundError.exit_code)


_CELLS = {"same": "", "form": "faint", "differs": "bold red", "absent": "faint"}
COLUMNS = 48
"""Days (or stretches of days, where there are more) that the picture of the spread has at most."""
OUTLETS = 12
"""Outlets that have a row of their own in it."""


def show_comparison(screen: Console, found: Comparison) -> None:
    """The versions under each other, what differs in colour, copies and paraphrases named, and how the wording spread."""
    for number, one in enumerate(found.versions):
        marks = ["first" if number == found.first else "", "quoted" if one.verbatim else "in the outlet's words",
                 f"copy of {one.copy_of}" if one.copy_of else ""]  # fmt: skip
        head = Text(f"  {visible(one.article.outlet or one.article.id)}", "bold")
        head.append(f"  {one.article.published or 'no date'}  r{one.article.revision}  ", "faint")
        head.append(f"{visible(one.speaker) if one.speaker else 'speaker unknown'}  ", "speaker")
        head.append("  ".join(mark for mark in marks if mark), "cue")
        screen.print(head)
        screen.print(_cells(one, styled=screen.is_terminal and screen.color_system is not None))
        if one.article.standing != "published":
            screen.print(Text(f"    This article was {one.article.standing} by its outlet.", "doubt"))
        if one.left_out:
            screen.print(Text(f"    left out: {visible(' … '.join(one.left_out))}", "faint"))
    for line in spread_lines(found):
        screen.print(line)
    for note in found.notes:
        screen.print(Text(f"  {visible(note)}", "faint"))


def _cells(one: Version, *, styled: bool) -> Text:
    """One version's words: the speaker's inside marks, the outlet's in its own style; what differs in red or brackets."""
    line = Text("    ")
    inside = False
    for cell in one.cells:
        spoken = bool(cell.text) and cell.verbatim
        if inside and not spoken:
            line.rstrip()
            line.append("” ", "faint")
        if spoken and not inside:
            line.append("“", "faint")
        inside = spoken
        words = visible(cell.text) if cell.text else "—"
        if cell.kind == "differs" and not styled:
            words = f"[{words}]"
        line.append(words, _CELLS[cell.kind] or ("" if spoken else "paraphrase"))
        line.append(" ")
    line.rstrip()
    if inside:
        line.append("”", "faint")
    return line


def spread_lines(found: Comparison) -> list[Text]:
    """How the wording spread over time and outlets: a row an outlet, in the order of printing, a column a day.

    A dot is a report, a ring only copies, a number so many articles; versions without a date are in no column.
    """
    days = [(one, day) for one in found.versions if (day := _day(one)) is not None]
    if not days:
        return []
    first, last = min(day for _, day in days), max(day for _, day in days)
    span = (last - first).days + 1
    width = min(span, COLUMNS)
    rows: dict[str, dict[int, list[Version]]] = {}
    for one, day in sorted(days, key=lambda pair: pair[1]):
        outlet = visible(one.article.outlet or one.article.id)
        name = outlet if outlet in rows or len(rows) < OUTLETS else "others"
        rows.setdefault(name, {}).setdefault((day - first).days * width // span, []).append(one)
    longest = min(28, max(map(len, rows)))
    each = "a column a day" if width == span else f"a column {span / width:.1f} days"
    lines = [Text(f"  how it spread ({each}; ● a report, ○ copies only)", "faint")]
    for name, columns in rows.items():
        row = Text(f"    {name[:longest]:<{longest}}  ")
        for column in range(width):
            row.append(_spot(columns.get(column, [])))
        lines.append(row)
    ends = first.isoformat() if span == 1 else f"{first} to {last}"
    return [*lines, Text(f"    {'':<{longest}}  {ends}", "faint")]


def _day(one: Version) -> date | None:
    try:
        return date.fromisoformat((one.article.published or "")[:10])
    except ValueError:
        return None


def _spot(printed: list[Version]) -> Text:
    articles = {one.article.id for one in printed}
    if not articles:
        return Text("·", "faint")
    copies = all(one.copy_of for one in printed)
    if len(articles) > 1:
        return Text(str(len(articles)) if len(articles) < 10 else "+", "faint" if copies else "bold")
    return Text("○" if copies else "●", "faint" if copies else "bold")
