"""`onrecord evaluate`: the whole pipeline measured on marked articles.

    python -m onrecord.train.evaluate                      the development sets of the shared folder
    python -m onrecord.train.evaluate --gold MINE.jsonl    articles of your own: id, text, attributions

Prints the figures of the corpus's two scorers, exact spans of each role unlinked (CofeNet's protocol), how far the
confidence can be believed, and the surest four fifths of the quotations.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import Document
from onrecord.model.attribution import Attribution
from onrecord.pipeline import Pipeline
from onrecord.train import corpora as read
from onrecord.train.corpora import Marked
from onrecord.train.gold import Gold, gold_of
from onrecord.train.measures import Digest, Tally, Words, match, quoted_segments, same_source
from onrecord.train.tune import expected_error, reliability

SPOKEN = frozenset({"speech", "writing"})
SURE = 0.8
"""Share of the quotations, the surest first, of which the first figure is taken."""


def shared_folder(given: Path | None = None) -> Path | None:
    """The folder of corpora: given, named by ONRECORD_SHARED, or beside the checkout; None where there is none."""
    named = os.environ.get("ONRECORD_SHARED")
    options = [given] if given else [Path(named)] if named else [up / "shared" for up in Path(__file__).parents]
    return next((one for one in options if (one / "corpora").is_dir()), None)


def marks_of(document: Document) -> list[Marked]:
    """A document's attributions as plain roles."""
    return [Marked(_plain(a.source), _plain(a.cue), _plain(a.content)) for a in document.attributions]


def _plain(role: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in role)


def tally_of(gold: Sequence[Gold], documents: Sequence[Document]) -> Tally:
    """The scorer's counts."""
    total = Tally()
    for one, document in zip(gold, documents, strict=True):
        total.add(one.row["text"], read.marked(one.row), marks_of(document))
    return total


def _paired(one: Gold, document: Document) -> Iterator[tuple[int | None, int, bool]]:
    """For each found attribution: its gold partner (or None), its number, and whether the sources agree."""
    words = Words(one.row["text"])
    quoted = words.cover(quoted_segments(one.row["text"]))
    gold = [Digest.of(words, mark, quoted) for mark in read.marked(one.row)]
    found = [Digest.of(words, mark, quoted) for mark in marks_of(document)]
    partner = {j: i for i, j in match(gold, found)}
    for j in range(len(found)):
        i = partner.get(j)
        yield i, j, i is not None and same_source(gold[i], found[j])


def believed(gold: Sequence[Gold], documents: Sequence[Document]) -> list[tuple[float, bool]]:
    """(confidence, right) for every found attribution; right: content paired and source agreeing."""
    made = []
    for one, document in zip(gold, documents, strict=True):
        for _, j, right in _paired(one, document):
            made.append((document.attributions[j].confidence.attribution, right))
    return made


def public(gold: Sequence[Gold], documents: Sequence[Document]) -> Tally:
    """Public statements alone: what is spoken or written by its mode, in gold and in what was found."""
    total = Tally()
    for one, document in zip(gold, documents, strict=True):
        if not one.speakers:
            continue
        gold_marks = [
            mark
            for row, mark in zip(one.row["attributions"], read.marked(one.row), strict=True)
            if one.speakers.get(row["id"], {}).get("mode") in SPOKEN
        ]
        found = [m for a, m in zip(document.attributions, marks_of(document), strict=True) if a.mode in SPOKEN]
        total.add(one.row["text"], gold_marks, found)
    return total


@dataclass(frozen=True, slots=True)
class Surest:
    """The first figure of the model card: of the surest quotations, how many are right in every respect."""

    taken: int
    right: int
    speaker: int
    words: int
    mode: int
    least: float
    strict: int
    """Right in all respects where the words must be exactly the gold's words inside double marks."""

    @property
    def share(self) -> float:
        """Right in all respects, of those taken."""
        return self.right / self.taken if self.taken else 0.0


def surest(gold: Sequence[Gold], documents: Sequence[Document], names: Any, share: float = SURE) -> Surest:
    """Direct and mixed quotations, spoken or written, of articles with speaker marks: the surest ``share``.

    Right: the speaker's full name (None where the gold has none); of the words, none outside the gold content and, but
    for insertions, all of it that stands inside double marks; and a
    mode of speech or writing. ``names`` gives the identifying words of a name, titles aside.
    """
    scored: list[tuple[float, bool, bool, bool, bool]] = []
    for one, document in zip(gold, documents, strict=True):
        if not one.speakers:
            continue
        words = Words(one.row["text"])
        quoted = words.cover(quoted_segments(one.row["text"]))
        marks = read.marked(one.row)
        for i, j, _ in _paired(one, document):
            found = document.attributions[j]
            if found.quotation == "indirect" or found.mode not in SPOKEN:
                continue
            mark = one.speakers.get(one.row["attributions"][i]["id"]) if i is not None else None
            if i is None or mark is None:
                scored.append((_sure(found), False, False, False, False))
                continue
            named = _same_name(found, mark, names)
            content, own = words.cover(marks[i].content), words.cover(found.verbatim)
            others = words.cover([*found.insertions, *found.unclear])
            whole = own <= content and not (content & quoted) - own - others
            exact = own == content & quoted
            scored.append((_sure(found), named, whole, mark["mode"] in SPOKEN, exact))
    scored.sort(key=lambda s: -s[0])
    top = scored[: round(share * len(scored))]
    return Surest(
        len(top),
        sum(a and b and c for _, a, b, c, _ in top),
        sum(one[1] for one in top),
        sum(one[2] for one in top),
        sum(one[3] for one in top),
        top[-1][0] if top else 0.0,
        sum(a and c and exact for _, a, _, c, exact in top),
    )


def _sure(found: Attribution) -> float:
    speaker = found.confidence.speaker
    return min(found.confidence.attribution, speaker if speaker is not None else 0.0)


def _same_name(found: Attribution, mark: dict[str, Any], names: Any) -> bool:
    if not mark["speaker"]:
        return found.speaker is None
    return found.speaker is not None and bool(names(found.speaker.name) == names(mark["speaker"]))


def percent(value: float) -> str:
    """A share of 1 as a percentage with one decimal."""
    return f"{100 * value:5.1f}"


def show(name: str, gold: Sequence[Gold], documents: Sequence[Document], figures: dict[str, Any]) -> None:
    """Print the figures of one set."""
    total = tally_of(gold, documents)
    print(f"{name}: {len(gold)} articles, {total.rate('content').gold} attributions")
    for figure in ("content", "attributed", "content_exact", "full_exact"):
        rate = total.rate(figure)
        print(f"  {figure:<14} P {percent(rate.precision)}  R {percent(rate.recall)}  F1 {percent(rate.f1)}")
    for kind in ("direct", "mixed", "indirect"):
        found, sourced = total.of_type(kind, sourced=False), total.of_type(kind, sourced=True)
        print(f"  {kind:<9} recall {percent(found.recall)}  attributed recall {percent(sourced.recall)}")
    print(f"  speaker of quoted segments {percent(total.segment_speakers)}")
    roles = "  ".join(f"{role} {percent(total.piece(role).f1)}" for role in ("source", "cue", "content"))
    print(f"  exact spans of each role, unlinked: {roles}")
    pairs = believed(gold, documents)
    print(f"  confidence: expected calibration error {expected_error(pairs):.3f}")
    for size, mean, right in reliability(pairs):
        print(f"    said {mean:.2f}  right {right:.2f}  of {size}")
    figures[name] = dict(total.figures()) | {
        "calibration error": expected_error(pairs),
        **{f"{role} piece": total.piece(role).f1 for role in ("source", "cue", "content")},
    }


def show_speakers(name: str, gold: Sequence[Gold], documents: Sequence[Document], figures: dict[str, Any]) -> None:
    """Print the figures that need speaker marks."""
    from onrecord.train.speaker_match import words as names
    from onrecord.train.speaking import speaker_figures

    marked = [n for n, one in enumerate(gold) if one.speakers]
    if not marked:
        return
    some, docs = [gold[n] for n in marked], [documents[n] for n in marked]
    sure = surest(some, docs, names)
    stated = public(some, docs)
    print(f"{name}, {len(some)} articles with speaker marks")
    print(
        f"  the surest four fifths of the quotations: {percent(sure.share)} all right ({sure.right} of {sure.taken}; "
        f"name {sure.speaker}, words {sure.words}, mode {sure.mode}; least confidence {sure.least:.2f}; "
        f"{sure.strict} right with the words taken strictly)"
    )
    print(
        f"  public statements: content {percent(stated.rate('content').f1)}"
        f"  attributed {percent(stated.rate('attributed').f1)}"
    )
    found = speaker_figures(some, docs)
    for figure, value in found.items():
        print(f"  {figure:<15} {value}")
    figures[f"{name} speakers"] = found | {
        "surest": sure.share,
        "public content": stated.rate("content").f1,
        "public attributed": stated.rate("attributed").f1,
    }


def main(argv: list[str] | None = None) -> int:
    """Measure; exit status 2 where there is nothing to measure on."""
    parser = argparse.ArgumentParser(prog="onrecord evaluate", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, help="your own marked articles, one JSON object a line")
    parser.add_argument("--shared", type=Path, help="folder with corpora/ (default: ../shared)")
    parser.add_argument("--weights", help="another folder of weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--predictions", type=Path, help="also write what was found here, in the document contract")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    sets = _sets(given.gold, shared_folder(given.shared))
    if not sets:
        print("no marked articles: give --gold FILE or --shared FOLDER", file=sys.stderr)
        return 2
    pipeline = Pipeline(threads=given.threads, weights=given.weights)
    figures: dict[str, Any] = {}
    out = sys.stdout
    if given.json:
        sys.stdout = sys.stderr
    for name, gold in sets:
        documents = list(pipeline.documents([one.article for one in gold]))
        show(name, gold, documents, figures)
        show_speakers(name, gold, documents, figures)
        if given.predictions:
            _write(given.predictions, documents, append=name != sets[0][0])
    sys.stdout = out
    if given.json:
        print(json.dumps(figures, indent=1))
    return 0


def _sets(own: Path | None, shared: Path | None) -> list[tuple[str, list[Gold]]]:
    """The marked sets to measure on: one's own, or the development sets and, in a checkout, the reports set aside."""
    from onrecord.train.studied import studied

    if own:
        return [(own.name, gold_of(own))]
    made = [("reports set aside", studied(None, "aside"))]
    if shared is not None:
        polnear = shared / "corpora" / "polnear"
        made.append(("polnear dev", gold_of(polnear / "dev.jsonl.gz", polnear / "dev-speakers.jsonl.gz")))
        made.append(("gum", studied(shared, "gum")))
    return [(name, gold) for name, gold in made if gold]


def _write(path: Path, documents: Sequence[Document], *, append: bool) -> None:
    from onrecord.model.document import as_contract

    with path.open("a" if append else "w", encoding="utf-8") as handle:
        for document in documents:
            handle.write(json.dumps(as_contract(document), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
