"""Which stretches of a text are headline, byline, dateline, body, caption, credit, boilerplate."""

from __future__ import annotations

from onrecord.clean.blocks import blocks_of

__all__ = ["blocks_of"]
