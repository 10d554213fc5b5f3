#!/usr/bin/env python3
"""Does the origin of a name, or the side of a speaker, change how well speakers are found?

    python eval/parity.py [--json] [--pipeline]

The same invented passages are filled with names of nine origins, and with the two sides exchanged: pairs of texts that
differ in nothing but that. For each origin and side the share of speakers given the right full name is reported, and the
difference from the other texts of the same pairs with a 95 % interval (bootstrap over passages, seed fixed). Without
`--pipeline` the sources are given, so that only the resolution of speakers is measured; with it the whole pipeline
reads the texts and a speaker counts as found when an attribution whose content overlaps names him.

Names and places are invented, or common words of the language put together; no living person is meant.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.link.speakers import cast_of
from onrecord.model import Article, Block, Extraction, Found, Span

# (full name, how the press calls him or her afterwards, sex); two men and two women an origin.
NAMES = {
    "Anglo": [("Harold Whitcombe", "Whitcombe", "m"), ("Gregory Ashdown", "Ashdown", "m"),
              ("Eleanor Pickering", "Pickering", "f"), ("Margaret Thornley", "Thornley", "f")],
    "Arabic": [("Khalid al-Rawashid", "al-Rawashid", "m"), ("Omar bin Nasser al-Tayib", "al-Tayib", "m"),
               ("Fatima Haddadin", "Haddadin", "f"), ("Leila al-Qassari", "al-Qassari", "f")],
    "Persian": [("Hossein Daryabandi", "Daryabandi", "m"), ("Reza Kamranpour", "Kamranpour", "m"),
                ("Narges Farahvash", "Farahvash", "f"), ("Shirin Golestanian", "Golestanian", "f")],
    "Chinese": [("Wei Jianlun", "Wei", "m"), ("Zhao Minghai", "Zhao", "m"),
                ("Lin Xiaomei", "Lin", "f"), ("Tan Yuelan", "Tan", "f")],
    "Slavic": [("Dmitri Voloshkin", "Voloshkin", "m"), ("Stanislav Hrebenko", "Hrebenko", "m"),
               ("Svetlana Morozhkova", "Morozhkova", "f"), ("Olena Kravchuna", "Kravchuna", "f")],
    "Hispanic": [("Rafael Ibarrondo Cruz", "Ibarrondo", "m"), ("Esteban Quiroz", "Quiroz", "m"),
                 ("Lucia Villagarza", "Villagarza", "f"), ("Carmen Ordoval", "Ordoval", "f")],
    "West African": [("Emeka Okonjide", "Okonjide", "m"), ("Kwame Asantefo", "Asantefo", "m"),
                     ("Adaeze Nwokoma", "Nwokoma", "f"), ("Amina Dialloba", "Dialloba", "f")],
    "Indian": [("Rajiv Chandravar", "Chandravar", "m"), ("Arvind Malhotran", "Malhotran", "m"),
               ("Priyanka Deshmane", "Deshmane", "f"), ("Sunita Raghavi", "Raghavi", "f")],
    "Turkish": [("Mehmet Karadoğan", "Karadoğan", "m"), ("Ahmet Yıldırgan", "Yıldırgan", "m"),
                ("Ayşe Demirkol", "Demirkol", "f"), ("Zeynep Aksoylu", "Aksoylu", "f")],
}  # fmt: skip
SIDES = (("Velmora", "government"), ("Ostran", "opposition"))

# {a}, {b}: full names; {sa}, {sb}: as called afterwards; {pa}, {pb}: pronoun; {side}, {other}. [a|...] marks a source.
PASSAGES = (
    ("Dam to hold, minister says.\n\n[a|{side} interior minister {a}] said on Monday that the dam would hold. [a|{sa}] told"
    " reporters that engineers had checked it twice. [a|{Pa}] added that nobody needed to leave."),
    ("Talks stall over port.\n\n{a}, the head of the {side} delegation, met {b} of the {other} delegation on Friday."
    " [a|{sa}] said the talks had failed. [b|{sb}] disagreed, and said that they would go on."),
    ("Teachers to strike.\n\nThe strike begins on Tuesday, [a|{a}, a teachers' leader in {side},] said. “We have waited long"
    " enough,” [a|{pa}] said. The {other} schools office, led by {b}, rejects the claim. [b|{sb}] called it unfair."),
    ("Ship detained off the coast.\n\n[a|{side} navy chief {a}] said the ship had turned off its lights. [b|{b}, the owner's"
    " lawyer,] denied that. “There were lights,” [b|{sb}] said. [a|The navy chief] said that pictures would be shown."),
    ("Budget passes.\n\n{a} and {b} clashed in the {side} assembly. [a|{sa}] accused the {other} members of delay."
    " [b|{sb}] replied that the figures were wrong."),
    ("Verdict in harbour case.\n\nThe judge, [a|{a}], said the evidence was thin. The {other} prosecutor, [b|{b}], said that"
    " {pb} would appeal. [b|{sb}] gave no date. [a|{sa}] closed the session."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One filled passage: its text, its sources with who each is, and what was put in."""

    passage: int
    origin: str
    side: str
    text: str
    sources: tuple[tuple[Span, str], ...]


def cases() -> Iterator[Case]:
    """Every passage with every origin, both orders of people and both orders of sides."""
    for number, passage in enumerate(PASSAGES):
        for origin, people in NAMES.items():
            for one, two in ((people[0], people[2]), (people[3], people[1])):
                for side, other in (SIDES, SIDES[::-1]):
                    yield _case(number, origin, passage, one, two, side, other)


def _case(
    number: int, origin: str, passage: str, one: tuple[str, str, str], two: tuple[str, str, str], side: tuple[str, str], other: tuple[str, str]
) -> Case:  # fmt: skip
    pronoun = {"m": "he", "f": "she"}
    filled = passage.format(
        a=one[0], sa=one[1][0].upper() + one[1][1:], pa=pronoun[one[2]], Pa=pronoun[one[2]].capitalize(),
        b=two[0], sb=two[1][0].upper() + two[1][1:], pb=pronoun[two[2]], side=side[0], other=other[0],
    )  # fmt: skip
    text, end, sources = "", 0, []
    for found in re.finditer(r"\[([ab])\|(.*?)\]", filled):
        text += filled[end : found.start()]
        sources.append((Span(len(text), len(text) + len(found.group(2))), (one if found.group(1) == "a" else two)[0]))
        text += found.group(2)
        end = found.end()
    return Case(number, origin, side[1], text + filled[end:], tuple(sources))


def by_link(case: Case) -> list[bool]:
    """Right or not for each source, the sources given."""
    made = tuple(Found((span,), (), (Span(span.end, span.end + 9),), "indirect") for span, _ in case.sources)
    blocks = (Block(Span(0, case.text.index("\n")), "headline"),)
    cast = cast_of(Article("parity", case.text), blocks, Extraction(made))
    return [s is not None and s.name == name for s, (_, name) in zip(cast.speakers, case.sources, strict=True)]


def by_pipeline(found: list[Case]) -> list[list[bool]]:
    """Right or not for each source: the whole pipeline finds an attribution with that source and names the person."""
    from onrecord.pipeline import Pipeline

    made = []
    documents = Pipeline().documents(Article(str(n), case.text) for n, case in enumerate(found))
    for case, document in zip(found, documents, strict=True):
        made.append([
            any(a.speaker is not None and a.speaker.name == name and any(s.overlaps(span) for s in a.source)
                for a in document.attributions)
            for span, name in case.sources
        ])  # fmt: skip
    return made


def report(found: list[Case], right: list[list[bool]], draws: int = 1000) -> dict[str, object]:
    """Accuracy and difference from the rest of the same passages, by origin and by side, with 95 % intervals."""
    tables: dict[str, dict[str, dict[int, list[bool]]]] = {"origin": {}, "side": {}}
    for case, marks in zip(found, right, strict=True):
        for what, value in (("origin", case.origin), ("side", case.side)):
            tables[what].setdefault(value, defaultdict(list))[case.passage] += marks
    result: dict[str, object] = {"texts": len(found), "sources": sum(map(len, right)), "pairs": len(found) // 2}
    luck = random.Random(11)
    for what, table in tables.items():
        rows = {}
        for value, own in table.items():
            rest: dict[int, list[bool]] = defaultdict(list)
            for other, marks_of in table.items():
                if other != value:
                    for passage, marks in marks_of.items():
                        rest[passage] += marks
            low, high = _interval(own, rest, luck, draws)
            rows[value] = {
                "accuracy": round(_share(own, own), 4), "difference": round(_share(own, own) - _share(rest, own), 4),
                "interval": [round(low, 4), round(high, 4)], "beyond chance": low > 0 or high < 0,
            }  # fmt: skip
        result[what] = rows
    return result


def _share(marks: dict[int, list[bool]], passages: dict[int, list[bool]] | list[int]) -> float:
    return sum(sum(marks[p]) / len(marks[p]) for p in passages) / len(passages)


def _interval(
    own: dict[int, list[bool]], rest: dict[int, list[bool]], luck: random.Random, draws: int
) -> tuple[float, float]:
    """Bootstrap: the texts of each passage drawn anew on both sides."""
    differences = []
    for _ in range(draws):
        ours = {p: luck.choices(marks, k=len(marks)) for p, marks in own.items()}
        theirs = {p: luck.choices(rest[p], k=len(rest[p])) for p in own}
        differences.append(_share(ours, ours) - _share(theirs, theirs))
    differences.sort()
    return differences[int(0.025 * draws)], differences[int(0.975 * draws)]


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="parity of speaker accuracy by name origin and by side")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--pipeline", action="store_true", help="the whole pipeline, not only the resolution of speakers"
    )
    options = parser.parse_args()
    found = list(cases())
    result = report(found, by_pipeline(found) if options.pipeline else [by_link(case) for case in found])
    if options.json:
        print(json.dumps(result, indent=1, ensure_ascii=False))
        return 0
    print(f"{result['pairs']} pairs of texts, {result['sources']} sources")
    for what in ("origin", "side"):
        rows = result[what]
        assert isinstance(rows, dict)
        for value, row in rows.items():
            low, high = row["interval"]
            print(f"{what:7} {value:14} {row['accuracy']:.3f}  difference {row['difference']:+.3f} [{low:+.3f}, {high:+.3f}]"
                  + ("  beyond chance" if row["beyond chance"] else ""))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
