"""Statements that match, as documents for the export forms."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from onrecord.model import Document, Query
from onrecord.model.errors import QueryError
from onrecord.model.layers import passage
from onrecord.record.contract import Store
from onrecord.record.export import FORMATS, STREAMS, brat_files, tables

_PAGE = 500
CORRECTIONS = "corrections"
"""What people put right, in the form of the training corpora; takes no query."""


def export(
    store: Store, form: str, target: str | Path | None, query: Query, *, snippets: bool, out: BinaryIO | None
) -> int:
    """Write what matches ``query`` in ``form``; the number of statements. See `Archive.export`."""
    if form not in (*FORMATS, CORRECTIONS):
        raise QueryError(f"no such form: {form}", remedy=f"one of {', '.join((*FORMATS, CORRECTIONS))}")
    # A record may be set to give out passages only; then it gives out nothing more.
    snippets = snippets or store.setting("snippet") is not None
    counter = _Counter(_documents(store, query, snippets=snippets))
    place = None if target in (None, "-") else Path(str(target))
    try:
        if form == CORRECTIONS:
            return _corrections(store, place, out)
        return _written(counter, form, place, out)
    except OSError as error:
        if isinstance(error, BrokenPipeError) or place is None:
            raise
        raise QueryError(f"cannot be written ({error.strerror or error})", item=str(place)) from None


def _corrections(store: Store, place: Path | None, out: BinaryIO | None) -> int:
    """Each text that people corrected as a line of the training corpora; the number of attributions in them."""
    count = 0

    def parts() -> Iterator[bytes]:
        nonlocal count
        for line in store.training_lines():
            count += len(line["attributions"])
            yield json.dumps(line, ensure_ascii=False).encode() + b"\n"

    _stream(parts(), place, out)
    return count


def _stream(parts: Iterable[bytes], place: Path | None, out: BinaryIO | None) -> None:
    if place is None:
        stream = out or sys.stdout.buffer
        for part in parts:
            stream.write(part)
        return
    with place.open("wb") as file:
        for part in parts:
            file.write(part)


def _written(counter: _Counter, form: str, place: Path | None, out: BinaryIO | None) -> int:
    if form in STREAMS:
        _stream(STREAMS[form](counter), place, out)
        return counter.statements
    if place is None:
        raise QueryError(f"{form} cannot go to standard output", remedy="name a file or folder")
    if form == "parquet":
        tables.parquet_file(counter, place)
    else:
        place.mkdir(parents=True, exist_ok=True)
        for name, content in brat_files(counter):
            (place / name).write_bytes(content)
    return counter.statements


class _Counter:
    """Documents on their way out, counted by their statements."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self.documents = documents
        self.statements = 0

    def __iter__(self) -> Iterator[Document]:
        for document in self.documents:
            self.statements += len(document.attributions)
            yield document


def _documents(store: Store, query: Query, *, snippets: bool) -> Iterator[Document]:
    """Documents with only the attributions that match, in the record's order; whole ones when nothing is asked."""
    if query == Query(limit=query.limit):
        for card in store.articles():
            yield _cut(store.document(card.id), snippets=snippets)
        return
    wanted: dict[tuple[str, int], set[str]] = {}
    after: str | None = None
    while True:
        page = store.search(replace(query, limit=_PAGE, after=after))
        for hit in page.hits:
            card = hit.passage.article
            wanted.setdefault((card.id, card.revision), set()).add(hit.attribution.id)
        after = page.after
        if after is None:
            break
    for (article, revision), ids in wanted.items():
        document = store.document(article, revision)
        kept = tuple(one for one in document.attributions if one.id in ids)
        yield _cut(replace(document, attributions=kept), snippets=snippets)


def _cut(document: Document, *, snippets: bool) -> Document:
    """With ``snippets``, everything outside the statements' paragraphs blanked, positions as they were."""
    if not snippets:
        return document
    text = document.article.text
    shown = bytearray(len(text))
    for one in document.attributions:
        span = passage(text, one)
        shown[span.start : span.end] = b"\x01" * span.length
    blanked = "".join(ch if shown[n] or ch == "\n" else " " for n, ch in enumerate(text))
    blocks = tuple(block for block in document.blocks if any(shown[block.span.start : block.span.end]))
    return replace(document, article=replace(document.article, text=blanked), blocks=blocks)
