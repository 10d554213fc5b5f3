"""Bytes to articles: text, HTML, feeds, WARC, tables, PDF, mail and the web, each with its metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.read.options import FetchLimits, Limits, ReadOptions

if TYPE_CHECKING:
    from onrecord.read.items import read_items
    from onrecord.read.web import watch

__all__ = ["FetchLimits", "Limits", "ReadOptions", "read_items", "watch"]


def __getattr__(name: str) -> Any:
    if name == "read_items":
        from onrecord.read.items import read_items

        return read_items
    if name == "watch":
        from onrecord.read.web import watch

        return watch
    raise AttributeError(f"module 'onrecord.read' has no attribute {name!r}")
