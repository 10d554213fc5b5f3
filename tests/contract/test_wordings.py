"""By what reports of one utterance are found again: in both databases, and however large the record is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from written_reports import report, said

from onrecord.model import Document
from onrecord.model.errors import RecordDamagedError
from onrecord.record import open_store, wordings
from onrecord.record.store import RecordStore

SAID = "The council will close the old swimming baths on the east bank before the end of the autumn"


@pytest.fixture
def store(location: Callable[[], str]) -> Iterator[RecordStore]:
    with open_store(location(), create=True) as opened:
        yield opened


def printed(id_: str, words: str = SAID, day: str | None = "2026-05-04") -> Document:
    text = f"Baths\n\n{words}, Odile Brant said.\n"
    return report(id_, text, said(text, words, "Odile Brant", "said", "indirect"), published=day)


def found(store: RecordStore, words: str, day: int | None) -> list[str]:
    """The articles whose statements are proposed for these words."""
    (keys,) = wordings.alike(store.db, [words], but=0, day=day, limit=24)
    names = {
        row[0]: row[1]
        for row in store.db.rows(
            "SELECT a.id, article.name FROM attribution a JOIN revision ON revision.id = a.revision_id"
            " JOIN article ON article.id = revision.article_id"
        )
    }
    return [names[key] for key in keys]


DAY = date(2026, 5, 4).toordinal()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (SAID, DAY),  # the same words
        (SAID.upper().replace(" ", "  "), DAY + 300),  # other letters, much later
        (SAID.replace("old", "Victorian"), DAY),  # a word changed
        (" ".join(SAID.split()[4:]), DAY),  # a cut of it
        (f"Asked again, she said that {SAID.lower()}, and not a day later", DAY),  # the whole in something longer
        (SAID, None),  # looked for in a report without a date
    ],
)
def test_other_wordings_find_it(store: RecordStore, words: str, day: int | None) -> None:
    store.add(printed("baths.txt"))
    store.add(printed("other.txt", "Nobody has asked the swimmers what they think of any of this so far"))
    assert found(store, words, day) == ["baths.txt"]
    assert found(store, "Rain is forecast for the whole of the valley", day) == []


def test_a_report_without_a_date_is_looked_at_too(store: RecordStore) -> None:
    store.add(printed("undated.txt", day=None))
    assert found(store, SAID, DAY) == ["undated.txt"]


def test_only_the_reports_published_nearest_are_looked_at(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordings, "NEAR", 2)
    for number, day in enumerate(("2026-05-01", "2026-05-03", "2026-05-06", "2026-05-20")):
        store.add(printed(f"{number}.txt", day=day))
    assert sorted(found(store, SAID, DAY)) == ["1.txt", "2.txt"]


def test_what_hundreds_say_proposes_nobody(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordings, "COMMON", 3)
    for number in range(4):
        store.add(printed(f"{number}.txt", f"{SAID} {number * 37} times over"))
    assert found(store, SAID, DAY) == []


def test_the_words_of_a_text_that_is_behind_go_with_it(store: RecordStore) -> None:
    store.add(printed("baths.txt"))
    store.add(printed("baths.txt", "The council will think again about everything that it had planned for the baths"))
    rows = store.db.rows("SELECT a.state FROM attribution a ORDER BY a.id")
    assert [row[0] for row in rows] == [1, 0]
    assert store.db.rows("SELECT revision_id FROM wording") == [(2,)]
    assert store.verify().ok
    store.expire(before="2027-01-01", at="2026-06-01T00:00:00+00:00")
    assert store.db.rows("SELECT * FROM wording") == []


def test_damage_is_told_and_stops_nothing_silently(store: RecordStore) -> None:
    store.add(printed("baths.txt"))
    with store.db.writing():
        store.db.run("UPDATE wording SET runs = ?", (b"\0",))
    with pytest.raises(RecordDamagedError, match="revision 1"):
        found(store, SAID, DAY)
