"""Entities looked up by the keys of their names: many lots at once find what each finds alone, in either database."""

from __future__ import annotations

from onrecord.record import linking
from onrecord.record.store import RecordStore

NAMES = ("Marrow", "Hale", "Vasko")


def test_many_lots_at_once_find_what_each_finds_alone(store: RecordStore) -> None:
    db = store.db
    with db.writing():
        for number in range(200):  # more of each name than are looked at for one key
            kind = "organisation" if number % 10 == 0 else "person"
            row = linking.EntityRow(0, f"r{number}#x", f"{NAMES[number % 2]} {number}", kind)
            linking.keep_entity(db, row, [NAMES[number % 2], f"~{number}"])
    lots = [((name,), kind) for name in NAMES for kind in ("person", "organisation")]
    lots += [((f"~{number}", NAMES[0]), "person") for number in range(90)]  # more than go into one query
    found = linking.keys_with(db, [*lots, lots[0], ((), "person")])
    assert set(found) == set(lots)
    for keys, kind in lots:
        alone = [one.id for one in linking.entities_with(db, [keys], kind)]
        assert sorted(set(found[keys, kind])) == alone
    assert len(found[("Marrow",), "person"]) == 60
    assert not found[("Vasko",), "person"], "nobody of that name"
