"""The check on quotations written by hand, as people misremember, shorten and paste: apart from the generated ones.

    python eval/check_natural.py [--set first|second|third] [--wrong]

eval/natural/SET.txt holds invented reports ("## id | outlet | day" ahead of each), SET.tsv the quotations with what is
right of them; the third set asks about the reports of the first two. Each was written, run and reported before anything
was mended on it (docs/check.md).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from check_figures import wilson
from check_tamper import CLEAN

from onrecord.check import check_many
from onrecord.model import Article, CheckAnswer, CheckRequest, Refusal
from onrecord.pipeline import Pipeline
from onrecord.record import open_store

HERE = Path(__file__).parent / "natural"
CLEAN_KINDS = ("whole", "cut", "reformatted", "form", "elided", "bracketed", "stump", "occasion")


@dataclass(frozen=True)
class Case:
    kind: str
    request: CheckRequest
    verdicts: tuple[str, ...]
    named: str
    """Kinds of the contract of which one must be named, parted by "/"; "note": a note on the occasion; "-": nothing."""


def articles(name: str) -> list[Article]:
    if name == "third":
        return [*articles("first"), *articles("second")]
    parts = re.split(r"^## (.+)\n", (HERE / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    made = []
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        id, outlet, day = (one.strip() for one in heading.split("|"))
        title, _, body = text.strip().partition("\n")
        made.append(Article(id, f"{title}\n{body}", outlet=outlet, published=day, title=title, language="en"))
    return made


def cases(name: str) -> list[Case]:
    made = []
    for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, quote, speaker, verdicts, named, asked = line.split("\t")
            more = dict([asked.split("=")]) if asked != "-" else {}
            request = CheckRequest(quote, None if speaker == "-" else speaker, **more)
            made.append(Case(kind, request, tuple(verdicts.split("/")), named))
    return made


def right(case: Case, answer: CheckAnswer) -> bool:
    if answer.verdict not in case.verdicts:
        return False
    if case.named == "note":
        return any("another occasion" in note for note in answer.notes)
    return case.named == "-" or answer.verdict != "altered" or bool(set(case.named.split("/")) & set(answer.kinds))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("first", "second", "third"), default="third")
    parser.add_argument("--wrong", action="store_true", help="print what came out wrong")
    options = parser.parse_args()
    asked = cases(options.set)
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "check.sqlite"), create=True) as store:
        for document in Pipeline(threads=1).documents(articles(options.set)):
            if isinstance(document, Refusal):
                raise RuntimeError(document.reason)
            store.add(document)
        given = list(check_many([case.request for case in asked], store))
    answers = [one for one in given if isinstance(one, CheckAnswer)]
    pairs = list(zip(asked, answers, strict=True))
    table(pairs)
    if options.wrong:
        for case, answer in pairs:
            if not right(case, answer):
                differing = [(run.quote, run.source, run.kind) for run in answer.difference if run.kind]
                print(case.kind, "|", case.request.quote, "|", case.request.speaker, "|", case.verdicts, case.named, "->",
                      answer.verdict, answer.kinds, answer.abstained, differing, answer.notes[:2])  # fmt: skip
    return 0


def table(pairs: list[tuple[Case, CheckAnswer]]) -> None:
    """Kinds with their 95 % intervals, the sum of all, and the accusations of clean quotations."""
    print("| kind | n | right | 95 % | abstained |\n| --- | --- | --- | --- | --- |")
    kinds = dict.fromkeys([*CLEAN_KINDS, *sorted({case.kind for case, _ in pairs})])
    for kind in (*kinds, "all"):
        mine = [(case, answer) for case, answer in pairs if kind in (case.kind, "all")]
        if mine:
            good, unsure = sum(right(*one) for one in mine), sum(answer.abstained for _, answer in mine)
            low, high = wilson(good, len(mine))
            print(f"| {kind} | {len(mine)} | {good / len(mine):.3f} | {low:.3f}-{high:.3f} | {unsure} |")
    clean = [answer for case, answer in pairs if set(case.verdicts) <= set(CLEAN)]
    accused = sum(answer.verdict not in (*CLEAN, "not-found") for answer in clean)
    low, high = wilson(accused, len(clean))
    print(f"\nfalse accusations {accused} of {len(clean)} clean quotations (95 %: {low:.3f}-{high:.3f})")


if __name__ == "__main__":
    sys.exit(main())
