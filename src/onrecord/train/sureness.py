"""The final confidence: fitted on what the whole extraction gives, assembly included.

    python -m onrecord.train.sureness --corpora ../shared/corpora [--weights FOLDER] [--dry]

What the model found: a straight line through its log-odds (Platt 1999), fitted on the held-out articles; nothing else
helped there in cross-validation. What a rule of the assembly found: the share of right ones, counted over all
training articles, because the held-out ones hold too few. The tagger has learnt from those articles, so it leaves the
rules less, and other cases, than it would on articles that it has not seen. Two kinds cannot be judged by this corpus
and keep the scores set by hand: words whose speaker is left open, and statements inside another's content.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.network import WEIGHTS
from onrecord.extract.sureness import MODEL, Sureness
from onrecord.extract.tagger import Tagger
from onrecord.train import corpora as read
from onrecord.train.corpora import Marked
from onrecord.train.gold import Gold, gold_of
from onrecord.train.measures import Digest, Words, match, quoted_segments, same_source
from onrecord.train.tune import expected_error, logistic

FEWEST = 10
"""Articles that must hold a rule's work; below, its score stays as set by hand (one odd transcript can hold 40 turns)."""
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One found attribution: what found it, the score it was given, whether the corpus can tell, and what is right.

    ``paired``: the content; ``right``: content and source.
    """

    article: int
    rule: str
    score: float
    told: bool
    paired: bool
    right: bool


def cases(tagger: Tagger, gold: Iterable[Gold]) -> Iterator[Case]:
    """What the extraction finds in marked articles, judged as `onrecord evaluate` judges it."""
    for number, one in enumerate(gold):
        given: list[tuple[str, float]] = []
        article = one.article
        blocks = blocks_of(article)
        found = assemble(article.text, blocks, tagger.tag(article.text, blocks), _noting(given)).found
        words = Words(article.text)
        quoted = words.cover(quoted_segments(article.text))
        marks = [Digest.of(words, mark, quoted) for mark in read.marked(one.row)]
        ours = [Digest.of(words, Marked(f.source, f.cue, f.content), quoted) for f in found]
        partner = {j: i for i, j in match(marks, ours)}
        for j, (rule, score) in enumerate(given):
            paired = j in partner
            told = bool(found[j].source) and found[j].within is None
            yield Case(number, rule, score, told, paired, paired and same_source(marks[partner[j]], ours[j]))


def _noting(given: list[tuple[str, float]]) -> Callable[[str, float], float]:
    def note(rule: str, score: float) -> float:
        given.append((rule, score))
        return score

    return note


def line(found: Sequence[Case]) -> Sureness:
    """Slope and bias on the model's log-odds."""
    own = [case for case in found if case.rule == MODEL]
    p = np.clip([case.score for case in own], 1e-3, 1 - 1e-3)
    slope, bias = logistic(np.log(p / (1 - p))[:, None], np.asarray([case.right for case in own], float))
    return Sureness(float(slope[0]), bias)


def shares(found: Iterable[Case]) -> dict[str, tuple[float, int]]:
    """For each rule at work in articles enough: the share of right ones (one right, one wrong added), and of how many."""
    by_rule: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        if case.rule != MODEL and case.told:
            by_rule[case.rule].append(case)
    return {
        rule: ((sum(case.right for case in held) + 1) / (len(held) + 2), len(held))
        for rule, held in sorted(by_rule.items())
        if len({case.article for case in held}) >= FEWEST
    }


def crossed(found: Sequence[Case]) -> list[tuple[float, bool]]:
    """(score, right) of the held-out articles, each under a line fitted on the others."""
    made = []
    for fold in range(FOLDS):
        fitted = line([case for case in found if case.article % FOLDS != fold])
        made += [(fitted.score(c.rule, c.score), c.right) for c in found if c.article % FOLDS == fold]
    return made


def main(argv: list[str] | None = None) -> int:
    """Fit the final confidence and write it into the settings of a weights folder (--dry: print only)."""
    parser = argparse.ArgumentParser(prog="onrecord train sureness", description=main.__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="count the rules on every n-th training article only")
    given = parser.parse_args(argv)
    apart = {text.id for text in read.split(read.polnear(given.corpora, "train"))[1]}
    gold = gold_of(given.corpora / "polnear" / "train.jsonl.gz")
    tagger = Tagger.load(given.weights, threads=2)
    held = list(cases(tagger, [one for one in gold if one.row["id"] in apart]))
    fitted = line(held)
    before = expected_error([(case.score, case.right) for case in held])
    after = expected_error(crossed(held))
    print(f"{len(held)} found in {len(apart)} held-out articles: slope {fitted.slope:.3f} bias {fitted.bias:.3f}")
    print(f"calibration error there: {before:.4f} before, {after:.4f} after (cross-validated by article)")
    total = sum(len(one.row["attributions"]) for one in gold if one.row["id"] in apart)
    _show_thresholds([(fitted.score(c.rule, c.score), c) for c in held], total)
    rules = shares(cases(tagger, gold[:: given.every]))
    for rule, (share, count) in rules.items():
        print(f"{rule}: {share:.3f} of {count}")
    if not given.dry:
        path = given.weights / "settings.json"
        settings: dict[str, Any] = json.loads(path.read_text())
        settings["assembled"] = {
            "slope": round(fitted.slope, 4),
            "bias": round(fitted.bias, 4),
            "rules": {rule: round(share, 3) for rule, (share, _) in rules.items()},
        }
        path.write_text(json.dumps(settings, indent=1) + "\n")
    return 0


def _show_thresholds(scored: Sequence[tuple[float, Case]], total: int) -> None:
    """What dropping by the final score would do; nothing is dropped by it (see the model card)."""
    for least in (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        kept = [case for score, case in scored if score >= least]
        content = 2 * sum(case.paired for case in kept) / (len(kept) + total)
        attributed = 2 * sum(case.right for case in kept) / (len(kept) + total)
        print(f"  kept from {least:.2f}: {len(kept)}  content {content:.4f}  attributed {attributed:.4f}")


if __name__ == "__main__":
    raise SystemExit(main())
