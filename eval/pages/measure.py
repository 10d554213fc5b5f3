# ruff: noqa: E501
"""How much of the body is read out of 48 made pages, and how much of what is read is body.

    python eval/pages/measure.py            # onrecord, trafilatura, resiliparse side by side
    python eval/pages/measure.py --worst    # and the lines lost and leaked, page by page
    python eval/pages/measure.py --nameless # the same pages with every class, id, role and data attribute taken off

Counted by shingles of four words with their multiplicity, as public benchmarks of article extraction do: recall is the
share of the body's shingles found, precision the share of the found ones that are the body's; both are averaged over pages.
"Furniture precision" is the share of the words read out that are not furniture's.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stories import story
from templates import TEMPLATES

WORD = re.compile(r"\w+")
LENGTHS = (6, 10, 16)


@dataclass(frozen=True, slots=True)
class Made:
    """A page with its marks taken off, and the texts of its parts."""

    name: str
    html: str
    parts: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Mean over pages, each 0 to 1."""

    precision: float
    recall: float
    furniture_free: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the mean precision and the mean recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def pages() -> Iterator[Made]:
    """Every layout with a short, a middling and a long story."""
    from lxml import html

    for number, template in enumerate(TEMPLATES):
        for length in LENGTHS:
            marked = html.document_fromstring(template(story(100 * number + length, length)))
            parts: dict[str, list[str]] = {}
            for element in marked.xpath("//*[@data-part]"):
                parts.setdefault(element.get("data-part"), []).append(" ".join(" ".join(element.itertext()).split()))
                del element.attrib["data-part"]
            yield Made(
                f"{template.__name__}-{length}",
                html.tostring(marked, encoding="unicode", doctype="<!DOCTYPE html>"),
                parts,
            )


def nameless(made: Made) -> Made:
    """The page without the names that its makers gave to its parts: what is left is its shape and its words."""
    names = r'\s(?:class|id|role|itemprop|aria-label|data-[a-z-]+)="[^"]*"'
    return Made(made.name, re.sub(names, "", made.html), made.parts)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of ``size`` words, counted; a shorter text is one run."""
    words = WORD.findall(text.lower())
    if len(words) < size:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[n : n + size]) for n in range(len(words) - size + 1))


def scored(found: list[tuple[Made, str]]) -> Score:
    """Score the texts read out of some pages."""
    precisions, recalls, free = [], [], []
    for made, text in found:
        gold, read = shingles("\n".join(made.parts["body"])), shingles(text)
        shared = sum((gold & read).values())
        precisions.append(shared / max(1, sum(read.values())))
        recalls.append(shared / max(1, sum(gold.values())))
        leaked = sum(
            len(WORD.findall(one))
            for one in made.parts.get("around", [])
            if squeezed(one) in squeezed(text) and not _in_body(one, made)
        )
        free.append(1 - leaked / max(1, len(WORD.findall(text))))
    count = len(found)
    return Score(sum(precisions) / count, sum(recalls) / count, sum(free) / count)


def squeezed(text: str) -> str:
    """Words only, one blank between and around."""
    return f" {' '.join(WORD.findall(text.lower()))} "


def _in_body(line: str, made: Made) -> bool:
    """A line of furniture that is part of the body's or headline's words too ("Share", a name) cannot be told from them."""
    return any(
        squeezed(line) in squeezed(one) for kind in ("body", "headline", "caption") for one in made.parts.get(kind, [])
    )


def by_onrecord(page: str | bytes) -> str:
    """The blocks of kind body, joined."""
    from onrecord.model import Article
    from onrecord.read import ReadOptions, read_items

    raw = page.encode() if isinstance(page, str) else page
    one = next(iter(read_items(raw, options=ReadOptions(format="html", confine=False))))
    if not isinstance(one, Article) or one.blocks is None:
        return ""
    return "\n\n".join(block.span.of(one.text) for block in one.blocks if block.kind == "body")


def by_trafilatura(page: str | bytes) -> str:
    """trafilatura's plain output with its defaults."""
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


def by_resiliparse(page: str) -> str:
    """resiliparse's main content as plain text."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page, main_content=True))


READERS = {"onrecord": by_onrecord, "trafilatura": by_trafilatura, "resiliparse": by_resiliparse}


def main() -> None:
    """Print one line a reader, and with --worst what was lost and leaked."""
    made = [nameless(one) for one in pages()] if "--nameless" in sys.argv else list(pages())
    for name, reader in READERS.items():
        found = [(one, reader(one.html)) for one in made]
        score = scored(found)
        print(
            f"{name:12} pages {len(made)}  recall {score.recall:.4f}  precision {score.precision:.4f}  F1 {score.f1:.4f}  furniture-free {score.furniture_free:.4f}"
        )
        if name == "onrecord" and "--worst" in sys.argv:
            for one, text in found:
                lost = [line for line in one.parts["body"] if squeezed(line) not in squeezed(text)]
                leaked = [
                    line
                    for line in one.parts.get("around", [])
                    if len(line) > 3 and squeezed(line) in squeezed(text) and not _in_body(line, one)
                ]
                for what, lines in (("lost", lost), ("leaked", leaked)):
                    for line in lines:
                        print(f"    {one.name}: {what}: {line[:110]}")


if __name__ == "__main__":
    main()
