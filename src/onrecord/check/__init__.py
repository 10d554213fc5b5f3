"""Did they really say that? A quotation or a draft against the record; one utterance in all its versions."""

from onrecord.check.compare import compare
from onrecord.check.draft import check_draft
from onrecord.check.verdict import check, check_many

__all__ = ["check", "check_draft", "check_many", "compare"]
