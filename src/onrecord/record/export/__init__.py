"""The record in other programs' forms. Every form is a function from documents to bytes; nothing here reads a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.model import Document
from onrecord.record.export import linked, peers, tables
from onrecord.record.export.brat import brat_files

Writer = Callable[[Iterable[Document]], Iterator[bytes]]

STREAMS: dict[str, Writer] = {
    "jsonl": tables.jsonl,
    "csv": tables.csv_rows,
    "webannotation": linked.web_annotations,
    "schemaorg": linked.quotations,
    "claimreview": linked.claim_reviews,
    "quotebank": peers.quotebank,
    "citron": peers.citron,
}
"""Forms that are one stream of bytes."""
FILES = ("parquet", "brat")
"""Forms that need a file or folder of their own."""
FORMATS = (*STREAMS, *FILES)

__all__ = ["FILES", "FORMATS", "STREAMS", "brat_files", "tables"]
