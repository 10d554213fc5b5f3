"""`check` and `compare`: did they really say that, and how does each report have it?"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from onrecord.doors.cli.options import json_option, record_option
from onrecord.model import CheckAnswer, CheckRequest
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
@click.option("--since", help="Only reports of this day (ISO) or later.")
@click.option("--until", help="Only reports of this day (ISO) or earlier.")
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

    for number, answer in enumerate(archive.check_many(requests()), 1):
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
    stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="")
    if form == "csv":
        yield from csv.DictReader(stream)
        return
    for line in stream:
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                yield error


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


def _show_evidence(screen: Console, one: CheckEvidence) -> None:
    line = Text("    “", "faint")
    line.append(visible(one.text), "verbatim")
    line.append("”", "faint")
    screen.print(line)
    facts = [
        one.speaker or "speaker unknown",
        one.outlet,
        one.published,
        f"{one.article} [{one.span[0]}:{one.span[1]}]",
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
_BARS = "▁▂▃▄▅▆▇█"


def show_comparison(screen: Console, found: Comparison) -> None:
    """The versions under each other, what differs in colour, copies and paraphrases named, and the spread as bars."""
    for number, one in enumerate(found.versions):
        marks = ["first" if number == found.first else "", "" if one.verbatim else "in the outlet's words",
                 f"copy of {one.copy_of}" if one.copy_of else ""]  # fmt: skip
        head = Text(f"  {one.article.outlet or one.article.id}", "bold")
        head.append(f"  {one.article.published or 'no date'}  r{one.article.revision}  ", "faint")
        head.append("  ".join(mark for mark in marks if mark), "cue")
        screen.print(head)
        line = Text("    ")
        for cell in one.cells:
            line.append(visible(cell.text) if cell.text else "—", _CELLS[cell.kind])
            line.append(" ")
        screen.print(line)
        if one.left_out:
            screen.print(Text(f"    left out: {visible(' … '.join(one.left_out))}", "faint"))
    if found.spread:
        most = max(point.reports for point in found.spread)
        bars = "".join(_BARS[(point.reports * (len(_BARS) - 1)) // most] for point in found.spread)
        screen.print(f"  {found.spread[0].day} {bars} {found.spread[-1].day}  (reports a day)")
    for note in found.notes:
        screen.print(Text(f"  {visible(note)}", "faint"))
