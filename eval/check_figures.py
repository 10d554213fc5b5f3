"""How often the check is right, kind by kind, and how often it accuses a clean quotation.

    python eval/check_figures.py [--most 120] [--seed 7] [--fresh] [--floors]

Reads the invented reports of check_reports.py with the weights that ship, puts them into a record,
checks generated and hand-written quotations and prints a table with 95 % Wilson intervals. ``--floors`` ends with exit
code 1 when a figure is below check_floors.json.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from check_fresh import CLEAN_WAYS, fresh
from check_reports import NATURAL, REPORTS
from check_tamper import CLEAN, CLEAN_MANNERS, Item, Said, bare, made, sentences

from onrecord.check import check_many
from onrecord.check.marks import quoted
from onrecord.model import Article, CheckAnswer, CheckRequest, Refusal
from onrecord.pipeline import Pipeline
from onrecord.record import open_store

HERE = Path(__file__).parent


def articles() -> list[Article]:
    return [
        Article(id, "\n\n".join(text for text, _ in parts), outlet=outlet, published=day, language="en")
        for id, outlet, day, parts in REPORTS
    ]


def statements() -> tuple[list[Said], list[Said], dict[str, list[str]]]:
    """The quotations with their speakers, the outlet's own sentences, and who speaks in which report."""
    direct: list[Said] = []
    own: list[Said] = []
    people: dict[str, list[str]] = {}
    for id, _, _, parts in REPORTS:
        for number, (text, speakers) in enumerate(parts):
            stretches = [one for one in quoted(text) if one.depth == 1]
            if len(stretches) != len(speakers):
                raise ValueError(
                    f"{id}, paragraph {number}: {len(stretches)} marked stretches, {len(speakers)} speakers"
                )
            if not speakers:
                own.append(Said(text.rstrip("."), None, id, number))
                continue
            words = [one.span.of(text) for one in stretches]
            named = [name for name in speakers if name]
            people.setdefault(id, []).extend(named)
            joined = words[0]
            for before, after in pairwise(words):
                stop = "." if before.endswith(",") and after[0].isupper() else ""
                joined = (joined[:-1] + stop if stop else joined) + " " + after
            direct.append(Said(joined, named[0], id, number))
            parts_of = [*words, *sentences(joined)] if len(words) > 1 else sentences(joined)
            direct.extend(Said(bare(part), named[0], id, number) for part in parts_of if bare(part) != bare(joined))
    return direct, own, {id: sorted(set(names)) for id, names in people.items()}


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, p = 1.959964, right / of
    middle, spread = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def right(item: Item, answer: CheckAnswer) -> bool:
    return answer.verdict in item.expected and (item.altered is None or item.altered in answer.kinds)


def natural() -> list[Item]:
    return [Item("natural", quote, speaker, expected, kind) for quote, speaker, expected, kind in NATURAL]


def figures(items: list[Item], answers: list[CheckAnswer]) -> dict[str, dict[str, float]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item, answer in zip(items, answers, strict=True):
        counts[item.kind]["n"] += 1
        counts[item.kind]["right"] += right(item, answer)
        counts[item.kind]["abstained"] += answer.abstained
    return {kind: dict(count) for kind, count in counts.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=120)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fresh", action="store_true", help="the second set of ways to tamper (check_fresh.py)")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="print what came out wrong")
    options = parser.parse_args()
    direct, own, people = statements()
    generated = list((fresh if options.fresh else made)(direct, own, people, seed=options.seed, most=options.most))
    random.Random(0).shuffle(generated)
    items = [*generated, *natural()]
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "check.sqlite"), create=True) as store:
        for document in Pipeline(threads=1).documents(articles()):
            if isinstance(document, Refusal):
                raise RuntimeError(document.reason)
            store.add(document)
        began = time.perf_counter()
        given = check_many([CheckRequest(item.quote, item.speaker) for item in items], store)
        answers = [answer for answer in given if isinstance(answer, CheckAnswer)]
        seconds = time.perf_counter() - began
    return _report(items, answers, seconds, options)


def _report(items: list[Item], answers: list[CheckAnswer], seconds: float, options: argparse.Namespace) -> int:
    found = figures(items, answers)
    clean = list(CLEAN_WAYS if options.fresh else CLEAN_MANNERS)
    order = [*(kind for kind in clean if kind in found), *sorted(set(found) - set(clean) - {"natural"}), "natural"]
    print("| kind | n | right | 95 % | abstained |\n| --- | --- | --- | --- | --- |")
    for kind in order:
        one = found[kind]
        low, high = wilson(int(one["right"]), int(one["n"]))
        share = one["right"] / one["n"]
        print(f"| {kind} | {one['n']:.0f} | {share:.3f} | {low:.3f}-{high:.3f} | {one['abstained']:.0f} |")
    macro = sum(found[kind]["right"] / found[kind]["n"] for kind in order if kind != "natural") / (len(order) - 1)
    pairs = [(i, a) for i, a in zip(items, answers, strict=True) if set(i.expected) <= set(CLEAN)]
    falsely = sum(a.verdict not in (*CLEAN, "not-found") for _, a in pairs)
    low, high = wilson(falsely, len(pairs))
    print(f"\nmacro accuracy over the generated kinds {macro:.4f}")
    print(f"false accusations {falsely} of {len(pairs)} clean quotations: {1000 * falsely / len(pairs):.1f} in 1,000")
    print(f"(95 %: {1000 * low:.1f}-{1000 * high:.1f}); {1000 * seconds / len(items):.1f} ms a check")
    if options.wrong:
        for item, answer in zip(items, answers, strict=True):
            if not right(item, answer):
                print(json.dumps([item.kind, item.quote, item.speaker, item.expected, item.altered, answer.verdict,
                                  answer.kinds, answer.notes[:2], item.original], ensure_ascii=False))  # fmt: skip
    if not options.floors:
        return 0
    floors = json.loads((HERE / "check_floors.json").read_text())
    share = found["natural"]["right"] / found["natural"]["n"]
    below = macro < floors["macro"] or falsely / len(pairs) > floors["false"] or share < floors["natural"]
    if below:
        print(f"below the floors {floors}", file=sys.stderr)
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
