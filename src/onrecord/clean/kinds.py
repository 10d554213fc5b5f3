"""What kind each paragraph of a page is, by its words and by its place among the others.

Recall of the body comes first: a paragraph is furniture only when the whole of it reads so. A paragraph that reports
what somebody said in quotation marks is body wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.signs import BIO, BOILERPLATE, CAPTION, CONTRIBUTED, CREDIT, SECTION, asks_reader, is_byline
from onrecord.model.article import BlockKind

_WORD = re.compile(r"\w+(?:['\u2019.,&\-\u2011]\w+)*")
_SAID = r"\b(?:said|says|told|wrote|added|asked|replied|warned|explained|insisted|claimed)\b"
_REPORTED = re.compile(
    rf"[\"\u201c\u201d\u00ab\u00bb\u2018'][,.]?\s.{{0,80}}{_SAID}|{_SAID}.{{0,80}}[\"\u201c\u00ab\u2018]"
)
_FOOTER = re.compile(
    r"(?:related|recommended|most (?:read|popular)|trending|more (?:on|from|stories|news|to read)|also read|see also"
    r"|read (?:more|next|also)|you (?:may|might)|comments?|share this|topics|tags|latest|top stories|don[’']t miss"
    r"|about the author)\b",
    re.IGNORECASE,
)
# How the rows of BOILERPLATE begin that stay furniture even at the length of a sentence.
_NOTICE = re.compile(
    r"(?:©|\(c\)|copyright|we |this |the |our |by |to |read|also|see|watch|listen|media|press|about|got|have you|do you"
    r"|contact|share|topics?|tags?|.{0,200}all rights reserved|.{0,120}cookies)",
    re.IGNORECASE,
)
# Signs of Markdown at either end of a line, and around strong words.
_MARKUP = re.compile(r"\A[\s#>*_]+|[\s*_]+\Z|\*\*|__")
_LINKED = re.compile(
    r"(?:read|see|watch|listen)(?: (?:more|also|next))\s*[:»>|].{0,200}\Z|also read\s*[:»>|].{0,200}\Z", re.IGNORECASE
)
_FIRST = 6
"""Bylines and the date of the report stand among so many of the first paragraphs."""
_HEADLINE_WORDS = 26
_LONG = 90
"""A paragraph of more words than this is body unless it is a notice of rights or cookies."""
_WALKED = 30
"""A paragraph of more words than this that the page's structure holds to be body is body, whatever it asks for."""


def kinds_of(
    lines: Sequence[str],
    given: Sequence[BlockKind | None],
    title: str | None = None,
) -> list[BlockKind]:
    """One kind a line. ``given``: what the page's structure said, kept unless it said body."""
    kinds: list[BlockKind] = [kind or "body" for kind in given]
    own = [n for n, kind in enumerate(given) if kind in (None, "body")]
    told = any(kind == "headline" for kind in given)
    for place, n in enumerate(own):
        kinds[n] = _kind(lines[n], place, len(own), walked=given[n] == "body")
    if not told:
        _mark_headlines(lines, own, kinds, title)
    _mark_footer(lines, own, kinds)
    return kinds


def _kind(line: str, place: int, total: int, *, walked: bool) -> BlockKind:
    flat = " ".join(_MARKUP.sub("", line).split())
    words = len(_WORD.findall(flat))
    if words == 0:
        return "boilerplate"
    if walked and (words > _WALKED or CONTRIBUTED.match(flat)):
        return "body"
    if _LINKED.match(flat) or (5 * place >= 3 * total and asks_reader(flat)):
        return "boilerplate"  # whatever it quotes, it is a link or a plea
    if _REPORTED.search(flat):
        return "body"
    if 0 < place < _FIRST and words <= 3 and SECTION.match(flat):
        return "boilerplate"
    if place < _FIRST and is_byline(flat):
        return "byline"
    if words <= _LONG and BOILERPLATE.match(flat) and not _speaks_of_it(flat, words):
        return "boilerplate"
    if words <= 40 and CREDIT.match(flat):
        return "credit"
    if words <= 60 and CAPTION.search(flat):
        return "caption"
    if words <= 2 * _LONG and flat[0] not in '"\u201c\u2018«' and asks_reader(flat):
        return "boilerplate"
    if words <= 45 and place >= max(3, 2 * total // 3) and BIO.match(flat):
        return "credit"
    if place > 0 and is_byline(flat):
        return "byline"
    return "body"


def _speaks_of_it(flat: str, words: int) -> bool:
    """A sentence that only begins like furniture: "Related proposals were rejected by the council on Monday."."""
    return words > 12 and flat[-1] in '.!?\u201d"' and _NOTICE.match(flat) is None


def _mark_headlines(lines: Sequence[str], own: Sequence[int], kinds: list[BlockKind], title: str | None) -> None:
    """The first line that is no furniture, where it reads like a headline or is the title, and a deck line under it."""
    wanted = _key(title) if title else None
    head = [n for n in own if kinds[n] in ("body", "caption")][:3]
    if len(head) < 2 and wanted is None:
        return
    first: int | None = None
    for n in head[:2]:
        flat = " ".join(_MARKUP.sub("", lines[n]).split())
        if wanted and _key(flat) == wanted:
            first = n
            break
        if n == head[0] and SECTION.match(flat):
            kinds[n] = "boilerplate"
        elif first is None and len(head) > 1 and _reads_as_headline(flat, lines[head[-1]]):
            first = n
            if not wanted:
                break
        elif not wanted:
            break
    if first is None:
        return
    kinds[first] = "headline"
    following = [n for n in own if n > first][:1]
    for n in following:
        flat = " ".join(lines[n].split())
        if (
            kinds[n] == "body"
            and flat[-1] not in ".!?:;\"\u201d\u2019'"
            and 4 <= len(_WORD.findall(flat)) <= _HEADLINE_WORDS
        ):
            kinds[n] = "headline"


def _reads_as_headline(flat: str, below: str) -> bool:
    words = _WORD.findall(flat)
    if not words or len(words) > _HEADLINE_WORDS or "\n" in flat:
        return False
    core = flat.rstrip("'\"\u201d\u2019»")
    if core[-1:] in (":", ";", ","):
        return False
    if core[-1:] not in (".", "!") and (core == flat or core[-1:] != "?"):
        return True
    capital = sum(1 for word in words if word[0].isupper() or word[0].isdigit())
    if 2 * capital > len(words) + 1:
        return True
    return (
        len(words) <= 14 and len(below) > len(flat) and flat[0] not in "\"\u201c\u2018'" and not _REPORTED.search(flat)
    )


def _mark_footer(lines: Sequence[str], own: Sequence[int], kinds: list[BlockKind]) -> None:
    """After "Related articles" and the like, lines without a full stop are links, down to the next sentence."""
    listing = False
    for place, n in enumerate(own):
        flat = " ".join(lines[n].split())
        if kinds[n] == "boilerplate":
            listing = listing or (2 * place >= len(own) and len(flat) <= 40 and _FOOTER.match(flat) is not None)
        elif listing and kinds[n] == "body":
            if flat[-1] in '.!?"\u201d' and len(_WORD.findall(flat)) > 8:
                listing = False
            else:
                kinds[n] = "boilerplate"


def _key(line: str | None) -> str:
    return " ".join(_WORD.findall((line or "").casefold()))
