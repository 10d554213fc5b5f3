"""What `compare` and `check` show in a terminal: whose words, what differs, and how a wording spread."""

from __future__ import annotations

import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord, attribution, report
from rich.console import Console

from onrecord.check import check, compare
from onrecord.doors.cli.checking import show_answer, show_comparison, spread_lines
from onrecord.doors.cli.terminal import THEME
from onrecord.model import CheckRequest, Document

LONG = (
    "“We will not leave a single family in a tent this winter, and that is a promise,” said Adebayo-Lind on Sunday.\n\n"
    "He flew home at night with two of his aides, who said nothing to the people waiting at the airfield."
)
SHORT = "KARVAN - “We will not leave one family in a tent,” Adebayo-Lind said."
RETOLD = "The minister promised that not a single family would be left in a tent this winter."
SAID = "“We will not leave a single family in a tent this winter, and that is a promise,”"
NAME = "Adebayo-Lind"


def said(id: str, outlet: str, day: str | None, text: str = LONG) -> Document:
    return report(text, attribution(text, [SAID], NAME, NAME), id=id, outlet=outlet, published=day)


def record(*more: Document) -> MemoryRecord:
    return MemoryRecord(
        report(SHORT, attribution(SHORT, ["“We will not leave one family in a tent,”"], NAME, NAME), id="short",
               outlet="Post", published="2026-05-03"),
        said("long", "Courier", "2026-05-04"),
        said("copy", "Echo", "2026-05-06", LONG.replace("Sunday", "Monday")),
        report(RETOLD, attribution(RETOLD, ["not a single family would be left in a tent this winter"], "minister"),
               id="retold", outlet="Post", published=None),
        *more,
    )  # fmt: skip


def shown(found: object, *, colour: bool = False) -> str:
    out = io.StringIO()
    screen = Console(
        file=out, theme=THEME, width=160, force_terminal=colour, color_system="standard" if colour else None
    )
    (show_comparison if hasattr(found, "versions") else show_answer)(screen, found)  # type: ignore[arg-type]
    return out.getvalue()


WORDS = "leave a single family in a tent this winter"


def test_whose_words_each_version_has_and_what_it_left_out() -> None:
    text = shown(compare(WORDS, record()))
    lines = [line.strip() for line in text.splitlines()]
    post, courier, echo, retold = (next(k for k, line in enumerate(lines) if line.startswith(start))
                                   for start in ("Post  2026-05-03", "Courier", "Echo", "Post  no date"))  # fmt: skip
    assert "first" in lines[post]
    assert "quoted" in lines[courier]
    assert "copy of long@1" in lines[echo]
    assert "in the outlet's words" in lines[retold]
    assert lines[courier + 1].startswith("“We will not leave")
    assert lines[courier + 1].endswith("”")
    assert "“" not in lines[retold + 1]  # a paraphrase is never put inside marks
    assert any(line.startswith("left out:") and "this winter" in line for line in lines[post:courier])


def test_the_picture_has_a_row_an_outlet_and_a_column_a_day() -> None:
    lines = [line.plain.strip() for line in spread_lines(compare(WORDS, record()))]
    assert lines[1:] == ["Post     ●···", "Courier  ·●··", "Echo     ···○", "2026-05-03 to 2026-05-06"]


def test_reports_of_one_day_are_counted_and_revisions_are_not() -> None:
    again = (
        said("b", "Courier", "2026-05-04", LONG + " It rained."),
        said("b", "Courier", "2026-05-04", LONG + " It snowed."),
    )
    lines = [line.plain.strip() for line in spread_lines(compare(WORDS, record(*again)))]
    assert "Courier  ·2··" in lines


def test_a_long_time_is_drawn_in_stretches_of_days() -> None:
    found = compare(WORDS, record(said("late", "Echo", "2027-05-03")))
    lines = [line.plain for line in spread_lines(found)]
    assert all(len(line) < 70 for line in lines)
    assert "days" in lines[0]
    assert lines[-1].strip() == "2026-05-03 to 2027-05-03"


def test_without_a_date_there_is_no_picture() -> None:
    assert spread_lines(compare(WORDS, MemoryRecord(said("long", "Courier", None)))) == []


def test_the_difference_is_coloured_and_what_it_would_take_is_said() -> None:
    answer = check(CheckRequest("We will leave a single family in a tent this winter", NAME), record())
    plain, coloured = shown(answer), shown(answer, colour=True)
    assert "altered (negation)" in plain
    assert "[-not]" in plain
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "recording or transcript" in plain
    assert "searched: 4 articles" in plain
    assert "Courier" in plain
    assert "2026-05-04" in plain
