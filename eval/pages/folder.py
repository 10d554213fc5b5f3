"""Saved pages with their expected bodies, in a folder that the user names: how much of each body is read.

    python eval/pages/folder.py FOLDER             # every reader that is installed, side by side, with its time a page
    python eval/pages/folder.py FOLDER --worst 20  # and onrecord's twenty worst pages, with what was lost and leaked
    python eval/pages/folder.py FOLDER --third 0   # only the pages of one third (0, 1, 2), told by their names

A page is ``NAME.html`` and its body ``NAME.txt``, UTF-8. The method is that of public benchmarks of article extraction:
a text is its words (``\\w+``, case kept) taken as the multiset of its runs of four; the runs in both texts are true
positives, those only in what was read false positives, those only in the expected body false negatives; precision and
recall are taken a page, averaged over the pages, and F1 is the harmonic mean of the two averages.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from measure import by_resiliparse, by_trafilatura

WORD = re.compile(r"\w+")
SIZE = 4


class Saved(NamedTuple):
    """One page, its bytes, and the body that was expected of it."""

    name: str
    raw: bytes
    body: str


class Figures(NamedTuple):
    """Means over pages, 0 to 1; ``milliseconds`` is the median a page."""

    precision: float
    recall: float
    milliseconds: float

    @property
    def f1(self) -> float:
        """Harmonic mean of mean precision and mean recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def saved_in(folder: Path, third: int | None = None) -> list[Saved]:
    """The pages of a folder that have a body beside them; ``third`` keeps one third of them, drawn by name."""
    found = []
    for page in sorted(folder.glob("*.html")):
        body = page.with_suffix(".txt")
        if body.exists() and (third is None or third_of(page.stem) == third):
            found.append(Saved(page.stem, page.read_bytes(), body.read_text("utf-8")))
    return found


def third_of(name: str) -> int:
    """0, 1 or 2, the same on every machine."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 3


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, counted; a shorter text is one run, an empty one none."""
    words = WORD.findall(text)
    if len(words) < SIZE:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[at : at + SIZE]) for at in range(len(words) - SIZE + 1))


def compared(body: str, read: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    gold, found = runs(body), runs(read)
    shared = sum((gold & found).values())
    if not gold and not found:
        return 1.0, 1.0
    return shared / max(1, sum(found.values())), shared / max(1, sum(gold.values()))


def by_onrecord(page: bytes) -> str:
    """The blocks of kind body that `onrecord read` gives, joined: the reader's, refined by the cleaner."""
    from onrecord.clean import blocks_of
    from onrecord.model import Article
    from onrecord.read import ReadOptions, read_items

    one = next(iter(read_items(page, options=ReadOptions(format="html", confine=False))))
    if not isinstance(one, Article):
        return ""
    return "\n\n".join(block.span.of(one.text) for block in blocks_of(one) if block.kind == "body")


def by_readability(page: str | bytes) -> str:
    """readability-lxml's summary, its tags taken off."""
    from lxml import html
    from readability import Document

    return str(html.fromstring(Document(_decoded(page)).summary()).text_content())


def _decoded(page: str | bytes) -> str:
    from onrecord.read.decoding import declared_in_page, decode

    return decode(page, declared=declared_in_page(page), forced=None).text if isinstance(page, bytes) else page


READERS: dict[str, Callable[[bytes], str]] = {
    "onrecord": by_onrecord,
    "trafilatura": by_trafilatura,
    "resiliparse": lambda raw: by_resiliparse(_decoded(raw)),
    "readability-lxml": by_readability,
}


def measured(pages: list[Saved], reader: Callable[[bytes], str]) -> tuple[Figures, dict[str, tuple[float, float]]]:
    """The figures of one reader, and each page's precision and recall. What a reader raises counts as no text."""
    each: dict[str, tuple[float, float]] = {}
    took = []
    for page in pages:
        began = time.perf_counter()
        try:
            read = reader(page.raw)
        except ImportError:
            raise
        except Exception:  # other people's readers: a page that breaks one is a page it does not read
            read = ""
        took.append(1000 * (time.perf_counter() - began))
        each[page.name] = compared(page.body, read)
    count = max(1, len(pages))
    precision, recall = (sum(one[part] for one in each.values()) / count for part in (0, 1))
    return Figures(precision, recall, sorted(took)[len(took) // 2] if took else 0.0), each


def _explain(page: Saved, score: tuple[float, float]) -> None:
    print(f"  {page.name}: precision {score[0]:.3f} recall {score[1]:.3f}")
    read = by_onrecord(page.raw)
    for what, lines, other in (("lost", page.body, read), ("leaked", read, page.body)):
        held = " ".join(WORD.findall(other))
        for line in lines.splitlines():
            words = " ".join(WORD.findall(line))
            if words and words not in held:
                print(f"    {what}: {line[:100]}")


def main() -> None:
    """One line a reader; with --worst the pages behind onrecord's."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("folder", type=Path)
    asked.add_argument("--worst", type=int, default=0)
    asked.add_argument("--third", type=int, choices=(0, 1, 2))
    asked.add_argument("--only", help="one reader's name")
    given = asked.parse_args()
    pages = saved_in(given.folder, given.third)
    for name, reader in READERS.items():
        if given.only and name != given.only:
            continue
        try:
            figures, each = measured(pages, reader)
        except ImportError:
            print(f"{name:16} not installed")
            continue
        print(
            f"{name:16} pages {len(pages)}  precision {figures.precision:.4f}  recall {figures.recall:.4f}  "
            f"F1 {figures.f1:.4f}  {figures.milliseconds:.0f} ms a page"
        )
        if name == "onrecord" and given.worst:
            for page in sorted(pages, key=lambda one: sum(each[one.name]))[: given.worst]:
                _explain(page, each[page.name])


if __name__ == "__main__":
    main()
