"""`serve` and `mcp`: the record for a browser and for an agent."""

from __future__ import annotations

import os

import click

from onrecord.doors.cli.options import record_option, threads_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; loopback unless told.")
@click.option("--name", "names", multiple=True, help="A further host name to answer to, behind a proxy. Repeatable.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--token", help="Lets holders of it correct and judge ($ONRECORD_TOKEN). Read-only without.")
@click.option("--offline", is_flag=True, help="Open no network connection: the Read page takes no addresses.")
@record_option
@threads_option
def serve(
    host: str, names: tuple[str, ...], port: int, token: str | None, offline: bool, record: str, threads: int
) -> None:
    """The record as pages and a REST API, on this machine only unless --host says otherwise.

    \b
    onrecord serve --record news.sqlite
    onrecord serve --offline --token "$(cat token)"
    onrecord serve --host 0.0.0.0 --name record.newsroom.example
    """
    from onrecord.doors.web import serve as run

    token = token or os.environ.get("ONRECORD_TOKEN")
    run(record, host=host, port=port, token=token, names=names, offline=offline, threads=threads)


@click.command()
@record_option
def mcp(record: str) -> None:
    """The record as tools for an agent, over standard input and output. Read-only; fetches nothing.

    An agent's settings name the command; it is not run by hand.

    \b
    onrecord mcp --record news.sqlite
    {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp", "--record", "news.sqlite"]}}}
    """
    from onrecord.doors.mcp import run

    run(record)
