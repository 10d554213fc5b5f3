"""The command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `onrecord` command: our errors become one line and a documented exit code."""
    from onrecord.doors.cli.app import cli
    from onrecord.model.errors import OnrecordError

    try:
        cli(prog_name="onrecord")
    except OnrecordError as error:
        from onrecord.archive import shown

        print(f"onrecord: {shown(str(error))}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # the reader of our output (head, a pager) has gone: nobody is left to tell
        sys.stderr.close()
        sys.exit(0)
