"""Did they really say that? A quotation against the record."""

from onrecord.check.verdict import check, check_many

__all__ = ["check", "check_many"]
