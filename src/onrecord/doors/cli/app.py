"""The `onrecord` command: a verb for each thing one can do, loaded when it is used."""

from __future__ import annotations

import importlib

import click

VERBS: dict[str, tuple[str, str]] = {
    # verb: (module in doors/cli, name of the command in it)
    "read": ("reading", "read"),
    "add": ("reading", "add"),
    "watch": ("reading", "watch"),
    "search": ("searching", "search"),
    "show": ("searching", "show"),
    "explain": ("searching", "explain"),
    "people": ("searching", "people"),
    "check": ("checking", "check"),
    "compare": ("checking", "compare"),
    "judge": ("judging", "judge"),
    "correct": ("judging", "correct"),
    "suppress": ("judging", "suppress"),
    "standing": ("judging", "standing"),
    "export": ("keeping", "export"),
    "verify": ("keeping", "verify"),
    "migrate": ("keeping", "migrate"),
    "vectors": ("keeping", "vectors"),
    "copy": ("keeping", "copy"),
    "settings": ("setting", "settings"),
    "expire": ("keeping", "expire"),
    "authority": ("setting", "authority"),
    "serve": ("serving", "serve"),
    "mcp": ("serving", "mcp"),
    "bulk": ("making", "bulk"),
    "train": ("making", "train"),
    "evaluate": ("making", "evaluate"),
    "demo": ("demo", "demo"),
    "completion": ("completing", "completion"),
}

EXIT_CODES = """\b
Exit codes:
  0   done; for check: the words are as printed (verbatim, reformatted, elided)
  1   nothing found (search, show, check: not-found)
  2   the command or question cannot be understood
  3   something offered was refused (the rest was done)
  4   an address may not be fetched, or could not be
  5   the record: missing, busy, full, damaged, of another version
  6   an optional part is not installed
  10  check: altered, spliced   11  check: paraphrase   12  check: other-speaker
  70  a fault of the program itself (please report it)
"""


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"onrecord.doors.cli.{module}"), name)
        return command


@click.group(cls=Verbs, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def cli() -> None:
    """News reports into a record that can be checked: who said what, to whom, in whose words, when.

    \b
    onrecord read report.txt                who said what in it; nothing is kept
    onrecord add reports/                   into the record (./onrecord.sqlite)
    onrecord search ceasefire --speaker Marrow
    onrecord check "We will reopen the bridge"
    onrecord serve                          the same as pages in a browser
    """
