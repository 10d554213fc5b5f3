"""JSON Lines, CSV and Parquet: one statement a row (JSON Lines: one document a line, the document contract)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.model import Attribution, Document, Spans, as_contract, pieces
from onrecord.model.errors import MissingExtraError
from onrecord.record.export.links import text_fragment

if TYPE_CHECKING:
    import pyarrow

COLUMNS = (
    "attribution", "article", "outlet", "title", "published", "url", "link", "standing", "quotation", "speaker",
    "speaker_kind", "speaker_how", "speaker_role", "source", "cue", "content", "verbatim", "insertions", "addressee",
    "occasion", "occasion_kind", "when", "date", "mode", "act", "act_by", "commitment", "repeats", "notes",
    "attribution_confidence", "speaker_confidence", "content_spans", "source_spans", "cue_spans",
)  # fmt: skip
BETWEEN = " | "
"""Stands between the pieces of a broken role: each piece is a slice of the text, the bar is ours."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl(documents: Iterable[Document]) -> Iterator[bytes]:
    """The document contract, one object a line."""
    for document in documents:
        yield json.dumps(as_contract(document), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def row(document: Document, one: Attribution) -> dict[str, Any]:
    """One statement as a flat row: printed strings, ISO dates, and the spans as JSON (code points, half-open)."""
    article, text = document.article, document.article.text
    speaker = one.speaker
    return {
        "attribution": one.id,
        "article": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "link": text_fragment(article.url, text, one.content),
        "standing": article.standing,
        "quotation": one.quotation,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_how": speaker.how if speaker else None,
        "speaker_role": speaker.role.text if speaker and speaker.role else None,
        **{name: _joined(text, getattr(one, name)) for name in ("source", "cue", "content", "verbatim", "insertions")},
        "addressee": one.addressee.text if one.addressee else None,
        "occasion": one.occasion.text if one.occasion else None,
        "occasion_kind": one.occasion.kind if one.occasion else None,
        "when": one.when.text if one.when else None,
        "date": one.when.date if one.when else None,
        "mode": one.mode,
        "act": one.act,
        "act_by": one.evidence.act_by,
        "commitment": one.commitment,
        "repeats": one.repeats,
        "notes": "; ".join(one.notes) or None,
        "attribution_confidence": round(one.confidence.attribution, 4),
        "speaker_confidence": _rounded(one.confidence.speaker),
        "content_spans": _spans(one.content),
        "source_spans": _spans(one.source),
        "cue_spans": _spans(one.cue),
    }


def csv_rows(documents: Iterable[Document]) -> Iterator[bytes]:
    """CSV in UTF-8 with a header. A cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    yield _csv_line(COLUMNS)
    for document in documents:
        for one in document.attributions:
            cells = row(document, one)
            yield _csv_line([inert(cells[name]) for name in COLUMNS])


def inert(value: object) -> str:
    """A cell that no spreadsheet runs. Source: OWASP, CSV injection (a leading apostrophe makes it text)."""
    text = "" if value is None else str(value)
    if isinstance(value, str) and text.lstrip(" \ufeff\u00a0").startswith(_FORMULA):
        return "'" + text
    return text.replace("\x00", "\u2400")


def restored(cell: str) -> str:
    """A text cell as it was before `inert` (NUL excepted, which CSV cannot carry)."""
    inside = cell[1:]
    return inside if cell.startswith("'") and inside.lstrip(" \ufeff\u00a0").startswith(_FORMULA) else cell


def parquet_file(documents: Iterable[Document], target: Path) -> int:
    """Write a Parquet file, a statement a row; the number of rows. Raises MissingExtraError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(
            "writing Parquet needs pyarrow", remedy="install it with: pip install 'onrecord[parquet]'"
        ) from None
    schema = _schema(pa)
    count = 0
    with pq.ParquetWriter(target, schema) as writer:
        for batch in _batches(documents, 5000):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _schema(pa: Any) -> pyarrow.Schema:
    numbers = {"attribution_confidence", "speaker_confidence"}
    return pa.schema([(name, pa.float64() if name in numbers else pa.string()) for name in COLUMNS])


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for document in documents:
        rows.extend(row(document, one) for one in document.attributions)
        if len(rows) >= size:
            yield rows
            rows = []
    if rows:
        yield rows


def _joined(text: str, role: Spans) -> str | None:
    return BETWEEN.join(pieces(text, role)) or None


def _spans(role: Spans) -> str:
    return json.dumps([list(span) for span in role], separators=(",", ":"))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
