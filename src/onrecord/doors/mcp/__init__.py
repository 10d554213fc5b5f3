"""Tools for an agent, over standard input and output: search, check, article, person. Read-only; fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.errors import MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path


def run(archive_location: str | Path) -> None:
    """Serve the record to one agent until it hangs up. Raises RecordMissingError and its kin before it starts."""
    try:
        from onrecord.doors.mcp.server import run_stdio
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"{error.name} is not installed", item="mcp", remedy="pip install 'onrecord[agents]'"
        ) from error
    run_stdio(archive_location)


__all__ = ["run"]
