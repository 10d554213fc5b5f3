"""Notes in plain words on what is wrong or particular about the sentence of an attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.link.scene.passages import BLANK, Layout, Passage
from onrecord.model import Block, Found

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]+)([ \t]+\1)+(?![\w'’-])", re.IGNORECASE)
_MAY_DOUBLE = frozenset(
    (
        "had that very so no yes ha bye blah new york far too more much many long really never walla knock bora pago"
    ).split()
)
_DOUBLED_PAIR = re.compile(r"(?<![\w'’-])([^\W\d_]+ [^\W\d_]+) \1(?![\w'’-])", re.IGNORECASE)
_SPEECH = re.compile(r"\b(?:said|says|say|told|added|stated) (?:said|says|told|added|stated)\b", re.IGNORECASE)
_TRANSLATED = re.compile(
    r"\b(?:in|from) (?:translated )?(?:Arabic|Persian|Farsi|Russian|"
    "French|German|Spanish|Chinese|Mandarin|Cantonese|Hebrew|Turkish|"
    "Urdu|Hindi|Japanese|"
    "Korean|Portuguese|Italian|Ukrainian|Polish|Dutch|Swedish|Greek|"
    "Kurdish|Pashto|Dari|Swahili|Welsh|Irish|Catalan|Hungarian|Romanian|"
    r"Serbian)\b|"
    r"\b(?:through|via) (?:an? |his |her |their )?(?:interpreter|translator)s?\b|"
    r"\b(?:according to|in) an? (?:unofficial |official )?translation\b|"
    r"\btranslat(?:ed|ion)\b"
)
_WHOLE = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$|\x00[\"'”’»)\]]*\s*$")


def notes_of(text: str, blocks: Sequence[Block], found: Sequence[Found]) -> tuple[tuple[str, ...], ...]:
    """Notes of each attribution: an editing slip in the outlet's words around it, words given in translation."""
    layout = Layout(text, blocks, found)
    return tuple(tuple(_notes(text, one, layout.passage(place))) for place, one in enumerate(found))


def _notes(text: str, found: Found, passage: Passage) -> Iterator[str]:
    words = passage.words
    doubled = next(
        (match for match in _DOUBLED.finditer(words) if _slip(match.group(1))), None
    ) or _DOUBLED_PAIR.search(words)
    if doubled and len(doubled.group().split()) >= 2:
        yield f"editing slip: the words “{' '.join(doubled.group().split())}” are doubled in this sentence"
    if _SPEECH.search(words):
        yield "editing slip: two reporting verbs stand side by side"
    if _cut(text, passage):
        yield "editing slip: the sentence breaks off"
    if _no_verb(found, words):
        yield "editing slip: the sentence names a speaker but has no verb that reports"
    if _unbalanced(words):
        yield "editing slip: the brackets do not close"
    if _TRANSLATED.search(words):
        yield "the page says that these words were translated or spoken in another language"


def _slip(word: str) -> bool:
    return word.lower() not in _MAY_DOUBLE and not word[0].isupper()


def _cut(text: str, passage: Passage) -> bool:
    """The paragraph ends in the middle of a sentence, on a word that cannot end one."""
    if passage.headline or passage.span.length > 1400:
        return False
    tail = passage.words.rstrip()
    if not tail or _WHOLE.search(tail):
        return False
    if passage.span.end < len(text) and not passage.words.endswith(("\n", "\r")):
        return False
    last = re.findall(r"[\w'’]+", tail[-30:])
    return bool(last) and last[-1].lower() in _HANGING


_HANGING = frozenset(
    (
        "the a an of to and or but that with for by from in on at his "
        "her their its who which said is was were are has had have"
    ).split()
)


def _no_verb(found: Found, words: str) -> bool:
    """Source and content stand side by side with nothing between: "Mayor Quill that the bridge is safe"."""
    if not found.source or found.cue or not found.content or found.quotation != "indirect":
        return False
    gap = found.content[0].start - found.source[-1].end
    return 0 <= gap <= 2 and BLANK in words


def _unbalanced(words: str) -> bool:
    outside = words.replace(BLANK, "")
    return (
        BLANK not in words and outside.count("(") != outside.count(")") and not re.search(r"(?:^|\s)\w{1,2}\)", outside)
    )
