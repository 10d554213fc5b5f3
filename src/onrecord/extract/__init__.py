"""Text to attributions: the quotation-mark grammar, the model, and how the two are put together."""

from __future__ import annotations

from onrecord.extract.assemble import assemble
from onrecord.extract.marks import Marks, QuotedStretch, marks

__all__ = ["Marks", "QuotedStretch", "assemble", "marks"]
