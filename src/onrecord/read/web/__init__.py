"""Fetching: http and https only, each hop's address checked, and the connection pinned to it."""

from onrecord.read.web.fetching import Answer, Web, fetch
from onrecord.read.web.watching import watch

__all__ = ["Answer", "Web", "fetch", "watch"]
