"""Notes in plain words on what is wrong or particular about the sentence of an attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.link.lowered import lowered
from onrecord.link.scene.passages import BLANK, Layout, Passage
from onrecord.model import Block, Found

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]+)([ \t]+\1)+(?![\w'’-])")
"""Like the next, and those of what is said twice, for words in lower case (`lowered`)."""
_MAY_DOUBLE = frozenset(
    (
        "had that very so no yes ha bye blah new york far too more much many long really never walla knock bora pago"
    ).split()
)
_DOUBLED_PAIR = re.compile(r"(?<![\w'’-])([^\W\d_]+ [^\W\d_]+) \1(?![\w'’-])")
_SPEECH = re.compile(r"\b(?:said|says|say|told|added|stated) (?:said|says|told|added|stated)\b")
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


_NEVER_DOUBLE = re.compile(r"\b(the|an?|of|for|with|by|from|at|into|his|her|their|its|our) \1\b")
"""Words that nobody says twice running on purpose; others are doubled in speech ("I, I", "the thing is is that")."""
_HANGS = re.compile(r"\b(?:the|an?|of|and|or|their|its|our|my|your)\Z", re.IGNORECASE)
_LOST = re.compile("\ufffd|\u00e2\u20ac[\u2122\u0153\u201c\u009d\u02dc]?|[\u00c3\u00c2][\u00a0-\u00bf]")
"""Letters of UTF-8 read as Windows-1252, or the sign that stands for a lost one."""
_SIGNS = " \t\n\"\u201c\u201d'\u2018\u2019\u00ab\u00bb,;"


def notes_of(
    text: str, blocks: Sequence[Block], found: Sequence[Found], layout: Layout | None = None
) -> tuple[tuple[str, ...], ...]:
    """Notes of each attribution: a slip in the outlet's words around it or in what was said, words given in translation.

    ``layout`` spares the work of reading the same text, blocks and attributions again.
    """
    layout = layout or Layout(text, blocks, found)
    return tuple((*_notes(text, one, layout.passage(place)), *_inside(text, one)) for place, one in enumerate(found))


def _inside(text: str, found: Found) -> Iterator[str]:
    """What is wrong with the content itself: as the page has it, for whose slip it is cannot always be known."""
    told, quoted = _told_and_quoted(text, found)
    doubled = next((slip for words in told if (slip := _doubled(words)) is not None), None)
    if doubled:
        yield f"editing slip: the words “{' '.join(doubled.split())}” are doubled in what is reported"
    twice = next(((words, match) for words in quoted if (match := _NEVER_DOUBLE.search(lowered(words)))), None)
    if twice:
        yield f"the words “{_printed(*twice)}” are doubled inside the quotation: the page’s slip or the speaker’s"
    last = quoted[-1].rstrip(_SIGNS) if quoted and found.quotation == "direct" else ""
    if len(last.split()) > 3 and last[:1].isupper() and _HANGS.search(last):
        yield f"the quotation breaks off at “{' '.join(last.split()[-2:])}”"
    if any(words.count("[") != words.count("]") for words in quoted):
        yield "a square bracket inside the quotation does not close: whose words those are is not certain"
    if any(_LOST.search(words) for words in (*told, *quoted)):
        yield "some letters were lost or wrongly decoded on this page"


def _told_and_quoted(text: str, found: Found) -> tuple[list[str], list[str]]:
    """The content's stretches in the outlet's words, and those in the speaker's (quotation marks aside)."""
    if found.quotation == "direct" and not found.verbatim:
        return [], [span.of(text).strip(_SIGNS) for span in found.content]
    own = (*found.verbatim, *found.insertions, *found.unclear)
    told = []
    for piece in found.content:
        at = piece.start
        for span in sorted(own):
            if piece.covers(span):
                told.append(text[at : span.start])
                at = span.end
        told.append(text[at : piece.end])
    quoted = []
    for piece in found.content:
        inner = sorted(span for span in own if piece.covers(span))
        if inner:
            quoted.append(text[inner[0].start : inner[-1].end])
    return told, quoted


def _notes(text: str, found: Found, passage: Passage) -> Iterator[str]:
    words = passage.words
    small = lowered(words)
    doubled = _doubled(words)
    if doubled is None and (pair := _DOUBLED_PAIR.search(small)):
        doubled = _printed(words, pair)
    if doubled and len(doubled.split()) >= 2:
        yield f"editing slip: the words “{' '.join(doubled.split())}” are doubled in this sentence"
    if _SPEECH.search(small):
        yield "editing slip: two reporting verbs stand side by side"
    if _cut(text, passage):
        yield "editing slip: the sentence breaks off"
    if _no_verb(found, words):
        yield "editing slip: the sentence names a speaker but has no verb that reports"
    if _unbalanced(words):
        yield "editing slip: the brackets do not close"
    if _TRANSLATED.search(words):
        yield "the page says that these words were translated or spoken in another language"


def _doubled(words: str) -> str | None:
    """A word that stands twice running and hardly means to, as printed."""
    for match in _DOUBLED.finditer(lowered(words)):
        if _slip(words[match.start() : match.end(1)]):
            return _printed(words, match)
    return None


def _printed(words: str, match: re.Match[str]) -> str:
    """What a match in the lower case of ``words`` is there."""
    return words[match.start() : match.end()]


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
