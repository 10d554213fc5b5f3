"""Every quotation of a draft against the record, before it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.check.seeking import Readable, Shelf
from onrecord.check.verdict import checked
from onrecord.model import CheckAnswer, CheckRequest, DraftCheck, DraftQuotation
from onrecord.model.errors import QueryError


def check_draft(text: str, quotations: Iterable[DraftQuotation], store: Readable) -> tuple[DraftCheck, ...]:
    """Check the ``quotations`` found in a draft ``text``, in the order of the draft; nothing of it is stored.

    A quotation that holds no words comes back as "not-found" with a note, so that none is lost.
    """
    shelf = Shelf(store)
    found: list[DraftCheck] = []
    for one in sorted(quotations, key=lambda each: each.span):
        words = one.span.of(text)
        try:
            answer = checked(CheckRequest(words, one.speaker), shelf)
        except QueryError as error:
            answer = CheckAnswer(
                words, one.speaker, "not-found", (), False, (), (), shelf.extent(), (str(error),), True
            )
        found.append(DraftCheck(one.span, answer))
    return tuple(found)
