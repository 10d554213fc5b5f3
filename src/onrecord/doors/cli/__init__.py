"""The command line."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `onrecord` command."""
    from onrecord.doors.cli.app import cli

    cli(prog_name="onrecord")
