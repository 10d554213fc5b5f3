"""What goes wrong, by kind: missed, spurious and wrongly sourced attributions of a marked set, counted.

    python eval/errors.py GOLD.jsonl[.gz] [--weights FOLDER]

Prints counts only, no text, so that its output may be kept beside the model card.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from onrecord.extract import assemble
from onrecord.extract.tagger import Tagger
from onrecord.train.corpora import Marked, lines, marked
from onrecord.train.measures import Digest, Words, match, quoted_segments, same_source

SAYING = re.compile(
    r"\b(sa(?:id|y|ys|ying)|told|tell|tells|telling|add(?:ed|s|ing)?|wr(?:ote|ites?|itten)|ask(?:ed|s|ing)?|according"
    r"|stat(?:ed|es|ing)|announc\w+|claim\w*|argu\w+|report(?:ed|s|ing)|declar\w+|insist\w*|tweet\w*|not(?:ed|es|ing)"
    r"|warn\w*|explain\w*|respond\w*|repl(?:ied|ies|y)|den(?:ied|ies|y)|acknowledg\w+|suggest\w*|call(?:ed|s|ing)?)\b",
    re.I,
)
PRONOUN = re.compile(r"(?:he|she|they|it|i|we|you|him|her|them)$", re.I)


def traits(text: str, one: Marked, kind: str | None) -> list[str]:
    """The kinds a gold attribution belongs to."""
    cue = " ".join(text[s:e] for s, e in one.cue)
    source = " ".join(text[s:e] for s, e in one.source)
    found = [f"type {kind}", "cue of saying" if SAYING.search(cue) else "other cue"]
    if cue and not re.search(r"\w", cue):
        found.append("cue is a dash or colon")
    if "according" in cue.lower():
        found.append("according to")
    if not one.source:
        found.append("no source")
    elif PRONOUN.match(source):
        found.append("pronoun source")
    elif source.lower() in ("who", "which", "that"):
        found.append("relative source")
    size = sum(e - s for s, e in one.content)
    found.append("content under 25" if size < 25 else "content over 250" if size > 250 else "content 25-250")
    if len(one.content) > 1:
        found.append("content in pieces")
    if one.content and one.content[0][0] < text.find("\n") <= 250:
        found.append("headline")
    return found


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights")
    given = parser.parse_args()
    tagger = Tagger.load(given.weights, threads=2)
    rows = list(lines(given.gold))
    seen, right, sourced, missed, spurious = Counter(), Counter(), Counter(), Counter(), Counter()
    for row, tagged in zip(rows, tagger.tag_many([(row["text"], ()) for row in rows]), strict=True):
        text = row["text"]
        found = [Marked(a.source, a.cue, a.content) for a in assemble(text, (), tagged).found]
        words = Words(text)
        quoted = words.cover(quoted_segments(text))
        gold_marks = marked(row)
        gold = [Digest.of(words, one, quoted) for one in gold_marks]
        guess = [Digest.of(words, one, quoted) for one in found]
        pairs = dict(match(gold, guess))
        for n, one in enumerate(gold):
            if not one.content:
                continue
            kinds = traits(text, gold_marks[n], one.kind)
            seen.update(kinds)
            if n in pairs:
                right.update(kinds)
                sourced.update(kinds if same_source(one, guess[pairs[n]]) else ())
                continue
            meeting = [other for other in guess if other.content & one.content]
            cue_found = any(other.cue & one.cue for other in guess)
            if len(meeting) > 1:
                missed["split over several"] += 1
            elif meeting:
                missed["boundary" if meeting[0].cue & one.cue else "inside another's content"] += 1
            else:
                missed["cue found, content elsewhere" if cue_found else "cue not found"] += 1
        used = set(pairs.values())
        for n, other in enumerate(guess):
            if n not in used:
                spurious[
                    "meets a gold content" if any(other.content & one.content for one in gold) else "from nothing"
                ] += 1
    print(f"{'kind':<24}{'gold':>6}{'found %':>9}{'sourced %':>11}")
    for kind, size in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        print(f"{kind:<24}{size:>6}{100 * right[kind] / size:>9.1f}{100 * sourced[kind] / size:>11.1f}")
    print("missed:", ", ".join(f"{why} {size}" for why, size in missed.most_common()))
    print("spurious:", ", ".join(f"{why} {size}" for why, size in spurious.most_common()))


if __name__ == "__main__":
    main()
