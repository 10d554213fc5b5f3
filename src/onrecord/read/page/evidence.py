"""Who says that a paragraph belongs to the report: trafilatura's selection, and the body that JSON-LD carries."""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import dataclass
from typing import Any

from onrecord.read.page.paragraphs import Paragraph

WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Votes:
    """Numbers of the paragraphs that a witness holds to be the report's."""

    selector: frozenset[int]
    declared: frozenset[int]
    declared_length: int = 0
    """Code points of the declared body, blanks squeezed out; 0 where the page declares none."""


def squashed(text: str) -> str:
    """Letters and digits only, lower case: what stays the same however a page or a library spaces its text."""
    return "".join(WORDS.findall(text)).lower()


def votes_of(root: Any, paragraphs: list[Paragraph], declared: str | None) -> Votes:
    """Ask both witnesses. Texts are compared squashed, because trafilatura changes blanks and marks."""
    by_number = {one.number: squashed(one.text) for one in paragraphs}
    chosen = _selector_text(root)
    body = squashed(declared) if declared else ""
    return Votes(_inside(by_number, chosen), _inside(by_number, body) if len(body) >= 200 else frozenset(), len(body))


def _inside(by_number: dict[int, str], whole: str) -> frozenset[int]:
    """Paragraphs of some length that stand in ``whole``; short ones match by chance and are judged by their place."""
    return frozenset(number for number, text in by_number.items() if len(text) >= 20 and text in whole)


def _selector_text(root: Any) -> str:
    """What trafilatura holds to be the main text, squashed; "" where it finds none or fails."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False,
            deduplicate=False,
        )  # fmt: skip
    except (AttributeError, TypeError, ValueError, KeyError, IndexError, RecursionError):
        return ""
    text = getattr(found, "text", None) if found is not None else None
    return squashed(text) if isinstance(text, str) else ""
