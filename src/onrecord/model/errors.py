"""The error tree.

    OnrecordError
    |-- InputError                the thing offered cannot be used (exit code 3)
    |   |-- UnreadableError       not readable at all: missing, not permitted, not this format
    |   |-- TruncatedError        the file ends early; what was whole is kept
    |   |-- LimitError            too big, too deep, too slow
    |   |-- NoArticleError        no article text found
    |   `-- LanguageError         not in a language that can be extracted
    |-- AddressError              an address that may not be fetched, or a fetch that failed (exit code 4)
    |-- RecordError               the record (exit code 5)
    |   |-- RecordMissingError    no record there
    |   |-- RecordBusyError       somebody else is writing; try again
    |   |-- RecordFullError       disk full; nothing of this item saved
    |   |-- RecordVersionError    written by a newer onrecord, or needs `onrecord migrate`
    |   `-- RecordDamagedError    the file is damaged; what and where
    |-- NotFoundError             no such article, attribution, statement or person (exit code 1)
    |-- QueryError                the question cannot be understood (exit code 2)
    `-- MissingExtraError         an optional part is not installed (exit code 6)

Every error carries ``item`` (what it was about) and ``remedy`` (what to do) as attributes; ``str(error)`` is one line.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors raised by onrecord on purpose."""

    exit_code = 70

    def __init__(self, what: str, *, item: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.item = item
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.item}: {self.what}" if self.item else self.what
        if self.remedy:
            line = f"{line}; {self.remedy}"
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments do not survive the default pickling, and errors cross process borders here.
        return (_rebuild, (type(self), self.what, self.item, self.remedy))


def _rebuild(kind: type[OnrecordError], what: str, item: str | None, remedy: str | None) -> OnrecordError:
    return kind(what, item=item, remedy=remedy)


class InputError(OnrecordError):
    """What was offered cannot be used."""

    exit_code = 3


class UnreadableError(InputError):
    """Missing, not permitted, or not of a format that can be read."""


class TruncatedError(InputError):
    """The input ends early."""


class LimitError(InputError):
    """Past a limit on size, depth, memory or time."""


class NoArticleError(InputError):
    """No article text found."""


class LanguageError(InputError):
    """Not in a language whose statements can be extracted."""


class AddressError(OnrecordError):
    """An address that may not be fetched, or a fetch that failed."""

    exit_code = 4


class RecordError(OnrecordError):
    """Something about the record."""

    exit_code = 5


class RecordMissingError(RecordError):
    """No record at the place named."""


class RecordBusyError(RecordError):
    """Another writer holds the record."""


class RecordFullError(RecordError):
    """No room left; nothing of the item was saved."""


class RecordVersionError(RecordError):
    """The record's schema is newer or older than this program."""


class RecordDamagedError(RecordError):
    """The record is damaged."""


class NotFoundError(OnrecordError):
    """No article, attribution, statement or person of that id."""

    exit_code = 1


class QueryError(OnrecordError):
    """A question that cannot be understood."""

    exit_code = 2


class MissingExtraError(OnrecordError):
    """An optional part is not installed."""

    exit_code = 6
