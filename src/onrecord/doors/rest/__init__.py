"""REST: everything that the pages show, as JSON. Read-only but for holders of the token."""

from __future__ import annotations

from onrecord.doors.rest.api import add_api

__all__ = ["add_api"]
