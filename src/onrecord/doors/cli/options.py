"""Options that several verbs share."""

from __future__ import annotations

import os

import click

from onrecord.archive import DEFAULT_RECORD

record_option = click.option(
    "--record",
    default=lambda: os.environ.get("ONRECORD_RECORD", DEFAULT_RECORD),
    show_default=f"$ONRECORD_RECORD or {DEFAULT_RECORD}",
    metavar="FILE-or-URL",
    help="The record: a file, or postgresql://...",
)
threads_option = click.option(
    "--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads of the model."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of a page.")
