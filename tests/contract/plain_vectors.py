"""Vectors whose bytes are just signed numbers, and what is looked for among them."""

from __future__ import annotations

from array import array

from onrecord.model import Asked, Vectors
from onrecord.model.vectors import CODES


def plain(model: str, *rows: tuple[int, ...]) -> Vectors:
    """Rows of numbers from -128 to 127, one row an attribution."""
    return Vectors(model, len(rows[0]), bytes(number & 255 for row in rows for number in row))


def asked(model: str, *vector: float) -> Asked:
    """What compares them with a vector of any length above zero."""
    length = sum(number * number for number in vector) ** 0.5
    signed = [code - CODES if code >= CODES // 2 else code for code in range(CODES)]
    products = array("f", [number * code / length for number in vector for code in signed])
    squares = array("f", [float(code * code) for _ in vector for code in signed])
    return Asked(model, products.tobytes(), squares.tobytes())
