"""The facade: everything a door can ask for, on one object that holds a record and a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from onrecord.model import (
    Article,
    CheckAnswer,
    CheckRequest,
    Document,
    HitPage,
    Query,
    Receipt,
    Refusal,
)
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from onrecord.record.contract import Store

DEFAULT_RECORD = "onrecord.sqlite"


def read_all(sources: Iterable[str | Path | Article], *, pipeline: Pipeline | None = None) -> Iterator[Document | Refusal]:
    """Read each source (path, folder, address, or an Article already in hand) into documents, in order.

    Nothing is stored. An item that cannot be read comes back as a `Refusal` and does not stop the others.
    """
    pipeline = pipeline or Pipeline()
    raise NotImplementedError
