"""Where the statements of a document lie by their sense: a row of bytes for each; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

CODES = 256
"""What a byte of a row may be."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """``rows`` holds ``width`` bytes for each attribution of a document, in its order; all zero: none known.

    Each byte is the number of one of the pieces that vectors of this ``model`` are put together from; what they are,
    and so how near a row lies to some words, only `Asked` tells. Rows of two models cannot be compared.
    """

    model: str
    width: int
    rows: bytes

    def __len__(self) -> int:
        return len(self.rows) // self.width


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, as rows of ``model`` are compared with it; both tables are (width, `CODES`) float32.

    ``products``: what a byte at a place of a row adds to its scalar product with what is asked, whose length is 1.
    ``squares``: what it adds to the square of the row's own length.
    """

    model: str
    products: bytes
    squares: bytes


@dataclass(frozen=True, slots=True)
class VectorsHeld:
    """How many of the articles (their latest revisions) a record has vectors of one model for."""

    model: str
    articles: int
    of: int
