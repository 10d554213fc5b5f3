"""Whether time words resolve to the right date, on phrases of the written reports that were dated by reading.

    python eval/when_dates.py

`when_dates.tsv` has a phrase a line: report, span (code points), the words, the first day that they mean, the last one
where they mean a stretch, the part of the day; "-" where the report does not say it in these words ("after the rally").
The first 75 are a random sample of the marked time phrases, the others all harder ones of the rest.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from onrecord.link.scene.dates import resolve
from onrecord.train.written import written

TABLE = Path(__file__).with_suffix(".tsv")
AHEAD = ("will ", "'ll ", "’ll ")
"""A cue that speaks of what is to come, looked for right before the phrase."""


def main() -> None:
    """Print how many are right, wrongly dated, left without a date, given a date where there is none."""
    reports = {one.text.id: one for one in written()}
    count: Counter[str] = Counter()
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        name, start, end, words, first, last, part = line.split("\t")
        one = reports[name]
        assert one.text.text[int(start) : int(end)] == words, f"{name} has changed: {words!r} is not at {start}"
        before = one.text.text[max(int(start) - 24, 0) : int(start)]
        found = resolve(words, one.head["date"], ahead=any(sign in before for sign in AHEAD))
        given = (found.date or "-", found.until or "-")
        kind = (
            ("right" if first != "-" else "rightly none")
            if given == (first, last)
            else "given where there is none"
            if first == "-"
            else "left without"
            if given[0] == "-"
            else "wrong"
        )
        count[kind] += 1
        count["part of day right"] += part != "-" and found.part is not None and part in found.part
        count["part of day"] += part != "-"
        if kind not in ("right", "rightly none"):
            print(f"  {kind}: {words!r}, {one.head['date']}: {first} to {last}, given {given[0]} to {given[1]}")
    print(", ".join(f"{kind} {number}" for kind, number in sorted(count.items())))


if __name__ == "__main__":
    main()
