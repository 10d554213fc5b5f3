"""What changed between two revisions, and how a wording changed: aligned as a reader would, nothing lost or made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fake_archive import FakeArchive
from hypothesis import given
from hypothesis import strategies as st

from onrecord.doors.web.revised import statement_changes, text_changes, word_changes
from onrecord.doors.web.wordings import threads, told, wordings
from onrecord.model import Hit, Passage, Span

LINES = st.lists(st.text("ab c.", max_size=12).filter(lambda line: bool(line.strip())), max_size=8)


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        # a word for another
        ("start in June, she said", "start in July, she said", "start in [-June-]{+July+}, she said"),
        # two words for one: the blank between them is no word that stayed
        ("counted them again", "counted them twice more", "counted them [-again-]{+twice more+}"),
        # words put in at the end
        ("at night again", "at night again in July", "at night again{+ in July+}"),
        # a word left out
        ("it will not rain", "it will rain", "it will [-not -]rain"),
        # nothing in common
        ("yes", "no", "[-yes-]{+no+}"),
        ("", "new", "{+new+}"),
    ],
)
def test_words_are_marked_as_gone_and_new(before: str, after: str, marked: str) -> None:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(signs[one.kind].format(one.text) for one in word_changes(before, after)) == marked


@given(LINES, LINES)
def test_both_texts_can_be_read_off_the_changes(before: list[str], after: list[str]) -> None:
    """Without the lines that are only counted (none here: they are few), each side comes back whole."""
    made = text_changes("\n".join(before), "\n\n".join(after))
    kept = sum(line.skipped for line in made)
    for side, lines in (("gone", before), ("new", after)):
        other = "new" if side == "gone" else "gone"
        shown = [
            "".join(piece.text for piece in line.pieces if piece.kind != other)
            for line in made
            if line.kind not in ("skipped", other)
        ]
        assert len(shown) + kept == len(lines)
        if not kept:
            assert shown == lines


def test_a_changed_line_stands_beside_its_own_and_far_unchanged_ones_are_counted() -> None:
    before = "Head\nFirst para.\nSecond para.\nThird para.\nIt opens in June.\nGone altogether, every word.\nEnd"
    after = "Head\nFirst para.\nSecond para.\nThird para.\nIt opens in July.\nEnd\nCorrection: it was June."
    assert [(line.kind, line.skipped) for line in text_changes(before, after)] == [
        ("skipped", 3),  # all but the one line before the change
        ("same", 0),
        ("changed", 0),
        ("gone", 0),
        ("same", 0),
        ("new", 0),
    ]


def test_a_new_speaker_of_the_same_words_is_told(archive: FakeArchive) -> None:
    text = archive.documents[0].article.text
    made = statement_changes(text, text, archive.changes(archive.documents[0].article.id))
    assert [one.kind for one in made] == ["new", "changed", "dropped"], "what was kept is not listed"
    changed = made[1]
    assert {piece.kind for piece in changed.pieces} == {"same"}
    assert any(remark.startswith("credited to nobody named before, to ") for remark in changed.remarks)
    assert "partly quoted before, quoted now" in changed.remarks


def test_the_page_of_changes_shows_statements_and_text(client: Any, archive: FakeArchive) -> None:
    key = archive.documents[0].article.id
    page = client.get("/article", params={"id": key, "revision": "2", "changes": "1"})
    assert page.status_code == 200
    for kind in ("new", "changed", "dropped"):
        assert f'class="change is-{kind}"' in page.text
    assert client.get("/article", params={"id": key, "revision": "1", "changes": "1"}).status_code == 404


def _hit(archive: FakeArchive, day: str, words: str) -> Hit:
    one = next(a for a in archive.documents[-1].attributions if a.verbatim)
    card = replace(next(archive.articles()), published=day)
    return Hit(replace(one, verbatim=(Span(0, len(words)),)), Passage(card, Span(0, len(words)), words))


def test_what_was_said_again_in_other_words_makes_a_thread(archive: FakeArchive) -> None:
    said = [
        _hit(archive, "2026-03-01", "The bridge will open before the winter, mark my words"),
        _hit(archive, "2026-01-01", "The bridge will open in May"),
        _hit(archive, "2026-02-01", "Nothing else matters to this town"),
        _hit(archive, "2026-01-05", "the bridge will open in May"),
        _hit(archive, "2026-02-02", "we will be there at the end of it"),
        _hit(archive, "2026-02-03", "it will be there at the end of us"),
    ]
    (thread,) = threads(told(said))
    assert thread.phrase == "The bridge will open"
    assert [one.hit.passage.article.published for one in thread.wordings] == ["2026-01-01", "2026-03-01"]
    assert thread.wordings[0].again == 1, "the same words once, however often printed"
    assert "".join(p.text for p in thread.wordings[1].pieces if p.kind == "new").startswith("before the winter")


def test_following_words_leaves_out_what_does_not_have_them(archive: FakeArchive) -> None:
    said = [_hit(archive, "2026-01-01", "The bridge will open"), _hit(archive, "2026-01-02", "No comment")]
    assert [one.text for one in told(said, "bridge")] == ["The bridge will open"]
    assert len(wordings(told(said))) == 2
