"""Everybody in one article, and who speaks in each of its attributions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Article, Block, Diagnostic, Extraction, Span, Speaker, Step

_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:de|van|der|bin|al|von|[A-Z][\w'’.-]*))*")


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of an article's attributions, position by position, and its named mentions with their fullest names."""

    speakers: tuple[Speaker | None, ...]
    confidences: tuple[float | None, ...]
    chains: tuple[tuple[Step, ...], ...]
    names: tuple[tuple[Span, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def cast_of(article: Article, blocks: Sequence[Block], extraction: Extraction) -> Cast:
    """The cast of one article: one speaker (or None) for each of ``extraction.found``."""
    speakers: list[Speaker | None] = []
    chains: list[tuple[Step, ...]] = []
    for one in extraction.found:
        span = Span(one.source[0].start, one.source[-1].end) if one.source else None
        names = [] if span is None else [Span(span.start + m.start(), span.start + m.end()) for m in _NAME.finditer(span.of(article.text))]
        naming = max(names, key=lambda s: s.length, default=span)
        if naming is None:
            last = speakers[-1] if speakers and one.floating else None
            speakers.append(last)
            chains.append((Step("goes on with the speaker before it"),) if last else ())
            continue
        name = naming.of(article.text)
        speakers.append(Speaker(name, "person" if names else "unnamed", naming, "named", name.casefold()))
        chains.append((Step("longest name in the source", naming),))
    return Cast(tuple(speakers), tuple(None if s is None else 0.5 for s in speakers), tuple(chains))
