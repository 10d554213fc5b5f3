"""The check on news articles that are not part of this repository, with tampering that no rule was made on.

    python eval/check_corpus.py --articles ../shared/corpora/polnear/train.jsonl.gz --last 120 [--kinds fresh|first]

The articles are read by the pipeline with the weights that ship and put into a record; the quotations come from the
marks that people made (contents inside quotation marks; contents without any for the outlet's own words), and a speaker
is named where the marked source words hold a full name. ``--record`` keeps the record for the next run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from check_figures import right, wilson
from check_fresh import CLEAN_WAYS, fresh
from check_tamper import CLEAN, CLEAN_MANNERS, Item, Said, made
from check_third import third
from check_third_clean import CLEAN_WAYS_3

from onrecord.check import check_many
from onrecord.check.marks import quoted
from onrecord.model import Article, CheckAnswer, CheckRequest, Refusal
from onrecord.pipeline import Pipeline
from onrecord.record import open_store

_NAME = re.compile(r"(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?\.? |[A-Z]\. ){1,3}(?:Mc|Mac|O['’])?[A-Z][a-z]+")
_OFFICE = frozenset(
    "Sen Rep Gov President Senator Secretary Governor Mayor Judge Former The State House White New United Attorney "
    "General Vice Republican Democratic Democrat Trump Clinton Press Campaign Department Chief Party Supreme "
    "Court Justice Director Chairman American National Congressman Congresswoman Speaker University School Partners "
    "Street Journal Times Post Agency Europe".split()
)


def rows(place: Path, last: int) -> list[dict[str, Any]]:
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][-last:]


def said_in(found: list[dict[str, Any]]) -> tuple[list[Said], list[Said], dict[str, list[str]]]:
    """The marked quotations, the outlet's own contents, and who speaks in each article."""
    direct: list[Said] = []
    own: list[Said] = []
    people: dict[str, set[str]] = {}
    for row in found:
        text = row["text"]
        marks = [one.span for one in quoted(text) if one.depth == 1]
        for mark in row["attributions"]:
            who = _named(" ".join(text[a:b] for a, b in mark["source"]))
            if who:
                people.setdefault(row["id"], set()).add(who)
            parts = [
                text[max(a, m.start) : min(b, m.end)]
                for a, b in mark["content"]
                for m in marks
                if m.start < b and a < m.end
            ]
            content = " ".join(text[a:b] for a, b in mark["content"])
            place = text.count("\n\n", 0, mark["content"][0][0]) if mark["content"] else 0
            quoted_letters, letters = (sum(map(str.isalnum, one)) for one in (" ".join(parts), content))
            if not letters or "\n" in content:
                continue
            if quoted_letters > 0.97 * letters:
                direct.append(Said(_joined(parts), who, row["id"], place))
            elif not parts and len(mark["content"]) == 1:
                own.append(Said(content, who, row["id"], place))
    return direct, own, {id: sorted(names) for id, names in people.items()}


def _named(source: str) -> str | None:
    found = [one.group() for one in _NAME.finditer(source) if not _OFFICE & set(one.group().replace(".", "").split())]
    return found[0] if len(found) == 1 else None


def _joined(parts: list[str]) -> str:
    whole = ""
    for part in (" ".join(one.split()) for one in parts):
        if whole.endswith(",") and part[:1].isupper():
            whole = whole[:-1] + "."
        whole = f"{whole} {part}".strip()
    return whole


def fill(place: str, found: list[dict[str, Any]]) -> None:
    articles = [
        Article(row["id"], row["text"], outlet=row.get("publisher"), title=row.get("title"), published=row.get("date"),
                language="en") for row in found
    ]  # fmt: skip
    with open_store(place, create=True) as store:
        for document in Pipeline(threads=1).documents(articles):
            if isinstance(document, Refusal):
                raise RuntimeError(document.reason)
            store.add(document)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--last", type=int, default=120)
    parser.add_argument("--kinds", choices=("fresh", "first", "third"), default="fresh")
    parser.add_argument("--outside", type=Path, help="articles not put into the record (for --kinds third)")
    parser.add_argument("--most", type=int, default=150)
    parser.add_argument("--seed", type=int, default=29)
    parser.add_argument("--record", default="check-corpus.sqlite")
    parser.add_argument("--wrong", help="write what came out wrong to this file")
    options = parser.parse_args()
    found = rows(options.articles, options.last)
    if not Path(options.record).exists():
        fill(options.record, found)
    direct, own, people = said_in(found)
    if options.kinds == "third":
        outside = said_in(rows(options.outside, options.last))[0] if options.outside else []
        clean = list(CLEAN_WAYS_3)
        items = list(third(direct, own, people, seed=options.seed, most=options.most, outside=outside))
    else:
        make, ways = (fresh, CLEAN_WAYS) if options.kinds == "fresh" else (made, CLEAN_MANNERS)
        clean = list(ways)
        items = list(make(direct, own, people, seed=options.seed, most=options.most))
    with open_store(options.record) as store:
        began = time.process_time()
        given = check_many([CheckRequest(item.quote, item.speaker) for item in items], store)
        answers = [answer for answer in given if isinstance(answer, CheckAnswer)]
        spent = time.process_time() - began
    print(
        f"{len(found)} articles, {len(direct)} quotations, {len(items)} items, {1000 * spent / len(items):.1f} ms each"
    )
    table(items, answers, clean)
    if options.wrong:
        with open(options.wrong, "w", encoding="utf-8") as out:
            for item, answer in zip(items, answers, strict=True):
                if not right(item, answer):
                    out.write(json.dumps(wrong(item, answer), ensure_ascii=False) + "\n")
    return 0


def wrong(item: Item, answer: CheckAnswer) -> dict[str, Any]:
    return {
        "kind": item.kind, "quote": item.quote, "speaker": item.speaker, "expected": item.expected, "altered": item.altered,
        "original": item.original, "verdict": answer.verdict, "kinds": answer.kinds, "abstained": answer.abstained,
        "article": item.article, "notes": answer.notes[:3], "evidence": [one.text[:200] for one in (answer.evidence or answer.nearest)[:2]],
        "credited": [one.speaker for one in answer.evidence[:2]],
        "difference": [(run.op, run.quote, run.source, run.kind) for run in answer.difference if run.op != "equal"],
    }  # fmt: skip


def table(items: list[Item], answers: list[CheckAnswer], clean: list[str]) -> None:
    """Kinds with intervals; the macro accuracy; false accusations, abstained ones told apart."""
    kinds = dict.fromkeys([*clean, *sorted({item.kind for item in items} - set(clean))])
    pairs = list(zip(items, answers, strict=True))
    shares = []
    print("| kind | n | right | 95 % | abstained | right or abstained |\n| --- | --- | --- | --- | --- | --- |")
    for kind in kinds:
        mine = [(item, answer) for item, answer in pairs if item.kind == kind]
        if not mine:
            continue
        good = sum(right(item, answer) for item, answer in mine)
        safe = sum(right(item, answer) or answer.abstained for item, answer in mine)
        low, high = wilson(good, len(mine))
        shares.append(good / len(mine))
        unsure = sum(answer.abstained for _, answer in mine)
        print(f"| {kind} | {len(mine)} | {shares[-1]:.3f} | {low:.3f}-{high:.3f} | {unsure} | {safe / len(mine):.3f} |")
    print(f"\nmacro accuracy {sum(shares) / len(shares):.4f} over {len(shares)} kinds")
    told = [(item, answer) for item, answer in pairs if item.kind in clean]
    accused = [answer for _, answer in told if answer.verdict not in (*CLEAN, "not-found")]
    low, high = wilson(len(accused), len(told))
    print(f"false accusations {len(accused)} of {len(told)} clean quotations: {1000 * len(accused) / len(told):.1f} in 1,000 "
          f"(95 %: {1000 * low:.1f}-{1000 * high:.1f}); {sum(a.abstained for a in accused)} of them abstained, "
          f"{sum(a.verdict == 'not-found' for _, a in told)} clean ones not found")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
