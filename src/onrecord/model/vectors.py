"""Where the statements of a document lie by their sense: one row of small whole numbers each; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

HALVED = "/4"


@dataclass(frozen=True, slots=True)
class Vectors:
    """``rows`` holds ``width`` bytes for each attribution of a document, in its order; all zero: none known.

    A byte is one signed number; where ``model`` ends with `HALVED` it is two signed numbers of four bits, of all the low
    halves first, then all the high ones.

    Rows of one ``model`` can be compared with one another, those of two cannot.
    """

    model: str
    width: int
    rows: bytes

    def __len__(self) -> int:
        return len(self.rows) // self.width


@dataclass(frozen=True, slots=True)
class VectorsHeld:
    """How many of the articles (their latest revisions) a record has vectors of one model for."""

    model: str
    articles: int
    of: int
