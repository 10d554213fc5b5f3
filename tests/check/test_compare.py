"""One utterance in all its versions, and a draft checked before it is printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord, attribution, report

from onrecord.check import check_draft, compare
from onrecord.model import DraftQuotation, Span
from onrecord.model.errors import NotFoundError, QueryError

LONG = (
    "“We will not leave a single family in a tent this winter, and that is a promise,” said Adebayo-Lind on Sunday.\n\n"
    "He flew home at night with two of his aides, who said nothing to the people waiting at the airfield."
)
SHORT = "KARVAN - “We will not leave one family in a tent,” Adebayo-Lind said."
RETOLD = "The minister promised that not a single family would be left in a tent this winter."
SAID = "“We will not leave a single family in a tent this winter, and that is a promise,”"


def _record() -> MemoryRecord:
    copied = LONG.replace("Sunday", "Monday")
    name = "Adebayo-Lind"
    return MemoryRecord(
        report(LONG, attribution(LONG, [SAID], name, name), id="long", outlet="Courier", published="2026-05-04"),
        report(copied, attribution(copied, [SAID], name, name), id="copy", outlet="Echo", published="2026-05-05"),
        report(
            SHORT, attribution(SHORT, ["“We will not leave one family in a tent,”"], name, name), id="short",
            outlet="Post", published="2026-05-03",
        ),
        report(
            RETOLD, attribution(RETOLD, ["not a single family would be left in a tent this winter"], "minister"), id="retold",
            outlet="Post", published=None,
        ),
    )  # fmt: skip


def test_versions_side_by_side() -> None:
    found = compare("leave a single family in a tent this winter", _record())
    by_article = {one.article.id: one for one in found.versions}
    # earliest first, the undated one last, the longest quotation as the reference
    assert [one.article.id for one in found.versions] == ["short", "long", "copy", "retold"]
    assert found.first == 0
    assert found.versions[found.reference].article.id == "long"
    # what each left out, and whose words they are
    assert "this winter" in " ".join(by_article["short"].left_out)
    assert by_article["long"].left_out == ()
    assert by_article["long"].verbatim
    assert not by_article["retold"].verbatim
    # copies told from own reports
    assert {one.article.id: one.copy_of for one in found.versions if one.copy_of} == {"copy": "long@1"}
    assert "versions differ" in found.notes


FIRST = [
    # two outlets on one day, no hour: nobody is called the first
    (("2026-05-03", "2026-05-03"), None),
    # hours with their zones tell
    (("2026-05-03T09:00:00+02:00", "2026-05-03T07:30:00+00:00"), "one"),
    (("2026-05-03T09:00:00+02:00", "2026-05-03T06:30:00+00:00"), "other"),
    # an hour without a zone tells nothing
    (("2026-05-03T09:00:00", "2026-05-03T06:30:00"), None),
    # another day
    (("2026-05-04", "2026-05-03"), "other"),
]


@pytest.mark.parametrize(("published", "first"), FIRST)
def test_who_was_first_is_said_only_where_it_can_be_told(published: tuple[str, str], first: str | None) -> None:
    said = ["“We will not leave one family in a tent,”"]
    record = MemoryRecord(
        *(
            report(SHORT, attribution(SHORT, said, "Adebayo-Lind", "Adebayo-Lind"), id=name, outlet=name, published=day)
            for name, day in zip(("one", "other"), published, strict=True)
        )
    )
    found = compare("leave one family in a tent", record)
    assert (found.versions[found.first].article.id if found.first is not None else None) == first
    assert any("which was first" in note for note in found.notes) == (first is None)


def test_columns_and_cells_run_parallel_and_are_slices() -> None:
    found = compare("leave a single family in a tent this winter", _record())
    texts = {"long": LONG, "copy": LONG.replace("Sunday", "Monday"), "short": SHORT, "retold": RETOLD}
    for one in found.versions:
        assert len(one.cells) == len(found.columns)
        assert one.text == one.span.of(texts[one.article.id])
        for cell in one.cells:
            assert (cell.kind == "absent") == (cell.span is None)
            assert all(part in texts[one.article.id] for part in cell.text.split(" … "))


def test_the_spread_counts_reports_by_day_and_leaves_out_the_undated() -> None:
    spread = compare("leave a single family in a tent this winter", _record()).spread
    assert [(one.day, one.articles, one.copies) for one in spread] == [
        ("2026-05-03", 1, 0), ("2026-05-04", 1, 0), ("2026-05-05", 1, 1),
    ]  # fmt: skip


def test_nothing_to_compare() -> None:
    with pytest.raises(NotFoundError):
        compare("lithium under Hollow Lake by 2035", _record())
    with pytest.raises(QueryError):
        compare("  ?", _record())


def test_every_quotation_of_a_draft_is_checked_in_its_order() -> None:
    draft = "He said “We will leave a single family in a tent this winter”, then “…”, then “that is a promise, and no more”."
    marks = [(draft.index(words), len(words)) for words in ("We will leave a single family in a tent this winter", "…")]
    found = check_draft(
        draft, [DraftQuotation(Span(start, start + size), "Adebayo-Lind") for start, size in marks], _record()
    )
    assert [one.answer.verdict for one in found] == ["altered", "not-found"]
    assert found[0].answer.kinds == ("negation",)
    assert "no words" in found[1].answer.notes[0]


def test_a_word_left_out_without_a_mark_is_another_version_and_a_cut_is_none() -> None:
    whole = "“We will not fire the first shot tonight,” said Haddad."
    without = "“We will fire the first shot tonight,” said Haddad."
    shorter = "“We will not fire the first shot,” said Haddad."

    def of(*texts: str) -> tuple[str, ...]:
        reports = [
            report(text, attribution(text, [text[: text.index("”") + 1]], "Haddad", "Haddad"), id=f"r{n}")
            for n, text in enumerate(texts)
        ]
        return compare("fire the first shot", MemoryRecord(*reports)).notes

    assert "versions differ" in of(whole, without)
    assert "versions differ" not in of(whole, shorter)
