"""The command line's reference as Markdown, made from the help texts: `python -m onrecord.doors.cli.reference`."""

from __future__ import annotations

import click

from onrecord.doors.cli.app import VERBS, cli

_HEAD = """# Command line

Made from the help texts by `python -m onrecord.doors.cli.reference`; the tests hold the two together.
"""


def reference() -> str:
    """The whole reference: the general help, then one section a verb."""
    # the same names of the help option as in use: a command keeps the first that it is asked for
    names = cli.context_settings["help_option_names"]
    context = click.Context(cli, info_name="onrecord", terminal_width=100, help_option_names=names)
    parts = [_HEAD, f"```text\n{cli.get_help(context)}\n```\n"]
    for verb in VERBS:
        command = cli.get_command(context, verb)
        assert command is not None
        inner = click.Context(command, info_name=verb, parent=context, terminal_width=100)
        parts.append(f"## {verb}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
