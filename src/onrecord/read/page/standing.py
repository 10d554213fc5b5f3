# ruff: noqa: E501
"""Whether a report has been corrected or withdrawn, by the words in which its outlet says so."""

from __future__ import annotations

import re

from onrecord.model import Block, Diagnostic
from onrecord.model.article import Standing

WITHDRAWN = re.compile(
    r"^\W*(?:retraction|retracted|withdrawn|this (?:article|story|report|post) (?:has been|was|is) (?:retracted|withdrawn|removed|deleted|taken down)|"
    r"(?:editor['’]s note|note)\W+this (?:article|story|report) (?:has been|was) (?:retracted|withdrawn|removed)|kill\W|mandatory kill)\b",
    re.IGNORECASE,
)
CORRECTED = re.compile(
    r"^\W*(?:correction(?:s| appended)?\s*(?:[:.(\u2013\u2014-]|$|to |and )|corrected\s*(?::|on |version)|clarification\s*[:(\u2013\u2014-]|"
    r"(?:an earlier|a previous|the original|the first) version of (?:this|the) (?:article|story|report|post|headline|column|review|piece)|"
    r"(?:this|the) (?:article|story|report|headline|post|piece)(?:['’]s \w+)? (?:has been|was) (?:corrected|amended|(?:updated|revised|edited|changed) to (?:correct|clarify|fix|reflect that))|"
    r"this (?:article|story|report) (?:originally|previously|initially|incorrectly) (?:said|stated|reported|misstated|misspelled|misidentified)|"
    r"(?:editor['’]s note|update)\W+(?:an earlier|a previous) version)",
    re.IGNORECASE,
)
LONGEST = 900


def standing_of(text: str, blocks: tuple[Block, ...]) -> tuple[Standing, tuple[Diagnostic, ...]]:
    """The standing of a report and the notices that tell it, with their spans. Words inside the report's own quotation
    marks or in the middle of a paragraph do not count: a notice begins its paragraph."""
    standing: Standing = "published"
    noted: list[Diagnostic] = []
    for block in blocks:
        words = block.span.of(text)
        if len(words) > LONGEST or block.kind == "caption" or words[:1] in "\"“‘'«„":
            continue
        if block.kind == "headline":
            if re.match(r"^\W*(?:retracted|withdrawn)\W", words, re.IGNORECASE):
                standing = "withdrawn"
                noted.append(Diagnostic("withdrawn", words, block.span))
            continue
        if WITHDRAWN.match(words):
            standing = "withdrawn"
            noted.append(Diagnostic("withdrawn", words, block.span))
        elif CORRECTED.match(words):
            standing = "corrected" if standing == "published" else standing
            noted.append(Diagnostic("corrected", words, block.span))
    return standing, tuple(noted)
