"""What the rest of an attribution says already, left out of its packed row and put back: names, places, probabilities.

A row is a plain object whose spans are ``[from, length]``, counted from where its content begins (see `packing`):

- ``content`` that is one span: its length. A ``cue`` that follows the source after one character: its length.
- ``verbatim`` that is the whole content, or nothing in indirect speech: left out; otherwise as it is, 0 for nothing.
- ``speaker.naming`` that is the source: left out; that of an earlier row: how many rows before; 0 for none.
- ``speaker.name`` that is the words there: left out. The span of a step that is the naming: left out; 0 for none.
- ``evidence.act_row`` of an earlier row: how many rows before.

A column of probabilities is one string, four digits each (ten thousandths): no commas, which would not deflate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.record.columns import Columns, Row, words_at

PARTS = 10_000
_WIDTH = 4
_NONE, _ONE = "----", "++++"
"""No probability, and one of 1."""
_STEPS = "chain*rule"
_SCORES = "chain*score"
_NAMING = "speaker.naming"
_ACT_ROW = "evidence.act_row"
_CONFIDENCE = "confidence."


class Shortening:
    """Shortens the rows of one article, in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = -1
        self._namings: dict[tuple[int, int], int] = {}
        self._act_rows: dict[str, int] = {}

    def shorten(self, row: Row, start: int) -> None:
        """Leave out of a row what `lengthen` puts back. ``start``: where its content begins."""
        self._place += 1
        naming = _naming_of(row)
        source, content, verbatim = row.get("source"), row.get("content"), row.get("verbatim")
        _shorten_scores(row, naming)
        if verbatim == _verbatim_meant(row):
            row.pop("verbatim", None)
        elif verbatim is None:
            row["verbatim"] = 0
        if row.get("speaker") is not None:
            self._shorten_speaker(row["speaker"], naming, source[0] if source else None, start)
        if len(row.get("cue") or ()) == 1 and row["cue"][0][0] == _after(source):
            row["cue"] = row["cue"][0][1]
        if content is not None and len(content) == 1 and content[0][0] == 0:
            row["content"] = content[0][1]
        self._shorten_act_row(row.get("evidence"))

    def _shorten_speaker(self, speaker: Row, naming: Any, source: Any, start: int) -> None:
        if naming is not None:
            if words_at(self._text, start, naming) == speaker["name"]:
                del speaker["name"]
            place = (start + naming[0], naming[1])
            if place in self._namings and naming != source:
                speaker["naming"] = self._place - self._namings[place]
            self._namings[place] = self._place
        if naming == source:
            speaker.pop("naming", None)
        elif naming is None:
            speaker["naming"] = 0

    def _shorten_act_row(self, evidence: Row | None) -> None:
        named = evidence.get("act_row") if evidence else None
        if evidence is None or named is None:
            return
        if named in self._act_rows:
            evidence["act_row"] = self._place - self._act_rows[named]
        self._act_rows[named] = self._place


def lengthen(row: Row, place: int, starts: Sequence[int], columns: Columns, text: str) -> None:
    """Put back into the row at ``place`` of ``columns`` what was left out. Raises LookupError, TypeError for nonsense.

    ``starts``: where the contents of this row and of those before it begin.
    """
    start = starts[place]
    if type(row.get("content")) is int:
        row["content"] = [[0, row["content"]]]
    if type(row.get("cue")) is int:
        row["cue"] = [[_after(row["source"]), row["cue"]]]
    if row.get("verbatim") is None:
        row["verbatim"] = _verbatim_meant(row)
    elif row["verbatim"] == 0:
        row["verbatim"] = None
    speaker = row.get("speaker")
    if speaker is not None:
        _lengthen_speaker(speaker, row, place, starts, columns)
        if "name" not in speaker:
            speaker["name"] = words_at(text, start, speaker["naming"])
    _lengthen_scores(row)
    evidence = row.get("evidence")
    if evidence is not None and type(evidence.get("act_row")) is int:
        evidence["act_row"] = columns[_ACT_ROW][_first(columns[_ACT_ROW], place)]


def _lengthen_speaker(speaker: Row, row: Row, place: int, starts: Sequence[int], columns: Columns) -> None:
    naming = speaker.get("naming")
    if naming is None:
        naming = row["source"][0] if row.get("source") else None
    elif naming == 0:
        naming = None
    elif type(naming) is int:
        earlier = _first(columns[_NAMING], place)
        at, length = columns[_NAMING][earlier] or columns["source"][earlier][0]
        naming = [starts[earlier] + at - starts[place], length]
    speaker["naming"] = naming


def tighten(columns: Columns) -> None:
    """Write the columns of probabilities as strings; others, such as scores above 1, stay as they are."""
    for name, values in columns.items():
        if name == _SCORES:
            steps = zip(values, columns[_STEPS], strict=True)
            values = [one for scores, rules in steps for one in scores or [None] * len(rules or ())]
        elif not name.startswith(_CONFIDENCE):
            continue
        if all(one is None or 0 <= one <= PARTS for one in values):
            columns[name] = "".join(map(_digits, values))  # type: ignore[assignment]


def loosen(columns: Columns) -> None:
    """What `tighten` was given. Raises LookupError, ValueError for nonsense."""
    for name, written in columns.items():
        if isinstance(written, str):
            parts = [written[at : at + _WIDTH] for at in range(0, len(written), _WIDTH)]
            found = [None if one == _NONE else PARTS if one == _ONE else int(one) for one in parts]
            columns[name] = _by_step(found, columns[_STEPS]) if name == _SCORES else found


def _digits(score: int | None) -> str:
    return _NONE if score is None else _ONE if score == PARTS else f"{score:0{_WIDTH}}"


def _by_step(scores: list[int | None], rules: list[Any]) -> list[list[int | None] | None]:
    following = iter(scores)
    return [[next(following) for _ in each] if each else None for each in rules]


def _first(column: Sequence[Any], place: int) -> int:
    """The row that says what the one at ``place`` says again."""
    while type(column[place]) is int:
        if not 0 < column[place] <= place:
            raise ValueError("refers to no earlier row")
        place -= column[place]
    return place


def _naming_of(row: Row) -> Any:
    return row["speaker"].get("naming") if row.get("speaker") is not None else None


def _verbatim_meant(row: Row) -> Any:
    return row.get("content") if row.get("quotation") != "indirect" else None


def _after(source: Any) -> int | None:
    return source[-1][0] + source[-1][1] + 1 if source else None


def _shorten_scores(row: Row, naming: Any) -> None:
    row["confidence"] = {name: round(score * PARTS) for name, score in row["confidence"].items()}
    for step in row.get("chain") or ():
        if step.get("score") is not None:
            step["score"] = round(step["score"] * PARTS)
        if step.get("span") == naming:
            step.pop("span", None)
        elif step.get("span") is None:
            step["span"] = 0


def _lengthen_scores(row: Row) -> None:
    row["confidence"] = {name: score / PARTS for name, score in row["confidence"].items()}
    naming = _naming_of(row)
    for step in row.get("chain") or ():
        if step.get("score") is not None:
            step["score"] /= PARTS
        if step.get("span") is None:
            step["span"] = naming
        elif step["span"] == 0:
            step["span"] = None
