"""One utterance in all its versions, laid out to be read: each version as a few runs, not as many single words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import ArticleCard, Cell, Comparison, Hit, Version

RunKind = Literal["same", "form", "differs", "absent", "break"]
HEADING_MOST = 240


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one version. Absent: ``text`` are the words of the reference that it leaves out; break: words of
    the outlet that stand between two pieces of it."""

    text: str
    kind: RunKind
    verbatim: bool = False


def laid_out(compared: Comparison) -> list[tuple[Version, list[Run]]]:
    """Every version with its runs, in the order of the comparison."""
    return [(one, _runs(one, compared.columns)) for one in compared.versions]


def _runs(version: Version, columns: Sequence[str]) -> list[Run]:
    made: list[Run] = []
    before: Cell | None = None
    for cell, words in zip(version.cells, columns, strict=False):
        if cell.kind == "absent":
            _put(made, Run(words, "absent"), " ")
            continue
        gap = _gap(version, before, cell)
        if any(ch.isalnum() for ch in gap):
            made.append(Run(gap, "break"))
            gap = " "
        _put(made, Run(cell.text, cell.kind, cell.verbatim), gap)
        before = cell
    return made


def _put(made: list[Run], run: Run, gap: str) -> None:
    last = made[-1] if made else None
    if last is not None and (last.kind, last.verbatim) == (run.kind, run.verbatim):
        made[-1] = Run(last.text + gap + run.text, run.kind, run.verbatim)
        return
    if last is not None and run.kind != "absent" and last.kind not in ("absent", "break"):
        # the comma between two runs stays with the first; the blank is put back by the page
        made[-1] = Run(last.text + gap.rstrip(), last.kind, last.verbatim)
    made.append(run)


def _gap(version: Version, before: Cell | None, cell: Cell) -> str:
    """The characters of the page between two cells."""
    if before is None or before.span is None or cell.span is None:
        return " "
    start = version.span.start
    return version.text[before.span.end - start : cell.span.start - start] or " "


def earliest(cards: Sequence[ArticleCard]) -> frozenset[int]:
    """Places of the articles published first: several, where the dates of several tell of no order between them.

    Of an article's revisions only the earliest there counts: all may bear the day of the first.
    """
    revisions: dict[str, int] = {}
    for card in cards:
        revisions[card.id] = min(card.revision, revisions.get(card.id, card.revision))
    dated = sorted({card.published for card in cards if card.published})
    if not dated:
        return frozenset()
    first = dated[0]
    # a day without its hour may be any hour of that day
    whole = any(len(one) <= 10 for one in dated if one[:10] == first[:10])
    reach = first[:10] if whole else first
    return frozenset(
        n
        for n, card in enumerate(cards)
        if card.published and card.published.startswith(reach) and card.revision == revisions[card.id]
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """The words that a statement's page is headed with: a slice of its first report; ``cut`` where it goes on."""

    text: str
    verbatim: bool
    cut: bool


def heading(sightings: Sequence[Hit]) -> Heading | None:
    """The words of the first report that has the speaker's own; else of the first. None where there is no content."""
    hit = next((one for one in sightings if one.attribution.verbatim), sightings[0] if sightings else None)
    if hit is None:
        return None
    one, base = hit.attribution, hit.passage.span.start
    verbatim = bool(one.verbatim)
    pieces = (hit.passage.text[max(0, s.start - base) : s.end - base] for s in (one.verbatim or one.content))
    words = " … ".join(piece.strip() for piece in pieces if piece.strip())
    if not words:
        return None
    if len(words) <= HEADING_MOST:
        return Heading(words.rstrip(","), verbatim, False)
    return Heading(words[:HEADING_MOST].rsplit(" ", 1)[0].rstrip(" ,;"), verbatim, True)
