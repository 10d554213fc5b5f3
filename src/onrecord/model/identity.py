"""Ids that survive a better model: they depend on the text and the place in it, and on nothing else."""

from __future__ import annotations

import hashlib

from onrecord.model.span import Spans


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, lone surrogates kept, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def attribution_id(text_sha256: str, content: Spans) -> str:
    """Id of an attribution: ``a`` and 20 hexadecimal digits over the text's hash and the content spans."""
    places = ",".join(f"{start}-{end}" for start, end in content)
    return "a" + hashlib.sha256(f"{text_sha256}:{places}".encode()).hexdigest()[:20]
