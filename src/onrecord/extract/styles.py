"""Attributions by layout rather than by grammar: headlines, press releases, a quotation announced in the line above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.extract.drafts import Claims, Draft, Page, Paragraph, trimmed, word_count
from onrecord.extract.saying import VERB, cue_before
from onrecord.model import Span

# Labels before a colon that name no speaker.
LABELS = frozenset(
    """transcript full-text
    note update updated breaking correction clarification editor's-note more read-more watch video live live-updates
    analysis opinion exclusive related see see-also listen photo photos picture pictures image gallery source sources
    contact contacts media-contact media-contacts tags topics tag topic caption share comment comments report explainer
    review interview profile obituary explained fact-check factcheck quiz poll-tracker recap highlights timeline
    background context here's-what-we-know what-we-know key-points at-a-glance summary date time when where who what why
    how location venue price tickets score result results final-score developing just-in alert warning advertisement
    sponsored about questions question answer email phone tel website web address published posted last-updated file
    in-pictures in-brief briefing podcast newsletter subscribe donate credit author byline written-by by dateline
    quote quotation full-quote direct-quote verbatim details more-details
    p.s ps n.b nb fyi tl;dr tldr disclaimer disclosure conclusion introduction part chapter section step scoreline
    reminder hint tip tips warning caution example examples remember spoiler bonus verdict bottom-line sidebar footnote
    editor’s-note what's-next what’s-next next previous also the-latest latest top-stories the-background
    the-facts facts for-immediate-release subject re to cc attn attention image-caption picture-caption photo-caption""".split()
)
_SCORE = re.compile(r"\b\d{1,3}\s?[-\u2013]\s?\d{1,3}\b")
"""A result stands before a colon and speaks as little: "Tarn 2-1 Brae: Keller hails her side"."""
_DASH = r"(?:\s[-\u2013\u2014\u2015]{1,2}\s|[\u2014\u2015]|\s--\s)"
_PARTICLE = r"(?:al|bin|ibn|ben|de|del|della|der|di|dos|da|das|du|el|la|le|of|the|for|and|van|von|ter|ten|den|zu|y|e)"
_NAMED = re.compile(rf"(?:[A-Z\u00c0-\u00de][\w’'.-]*|{_PARTICLE}(?:-[A-Z]\w+)?|&)(?:,?\s+|$)")
_SIGNED = re.compile(r"\s*(?P<cue>[-\u2013\u2014\u2015]{1,3}|~)\s*(?P<source>[^\n]{2,160})\Z")
_POSTED = re.compile(
    r"\s*(?P<cue>[-\u2013\u2014\u2015]{1,2})\s*(?P<source>[^\n()\u2013\u2014]{2,60}\(@\w{2,30}\))"
    r"(?:[\s,]*(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}\.?),? \d{4})?\W*\Z"
)
_FROM = re.compile(
    r"(?:From|(?:Statement|Quote|Quotation|Comment) (?:from|by|of))\s+"
    r"(?P<source>[^:\n\"\u201c]{2,100}):\s*(?=[\"\u201c\u2018'«\u201e])"
)
_LABELLED = re.compile(r"(?P<source>[^:\n\"“”‘«]{2,80})(?P<cue>:)\s*(?=[\"“‘'«„])")
_SAID = r"(?:says?|said|warns?|tells?|claims?|insists?|admits?|vows?|argues?)"
_SAYS_END = re.compile(
    rf"(?:,|[\u201d\u2019\"'»])\s+(?P<cue>{_SAID}|according to)\s+(?P<source>[^,:;\"\u201c\u201d]{{2,90}})\Z"
)
_END_SAYS = re.compile(rf",\s+(?P<source>[^,:;\"\u201c\u201d]{{2,60}})\s+(?P<cue>{_SAID})\Z")
# Words that a clause holds and a speaker's name or title does not.
_CLAUSE = re.compile(
    r"\b(?:is|was|are|were|will|would|wants?|happened|just|made|gave|it|you|she|he|they|going|has|have|had|can|how|what"
    r"|why|who|this|that|not|yet|be|do|does|did|gets?|got|wins?|won|dies?|died|dead|live|latest)\b",
    re.IGNORECASE,
)
# A last word that makes a speaker without a name: "IRGC chief", "Police", "Study".
_ROLE = re.compile(
    r"(?:\A|\s)(?:chief|minister|ministry|spokes(?:man|woman|person)|president|police|court|officials?|mayor|governor|union|study"
    r"|poll|report|PM|MP|MPs|CEO|general|commander|ambassador|premier|leader|envoy|lawyers?|judge|sources?|experts?|coach"
    r"|analysts?|scientists?|researchers|secretary|army|military|FM|government|parliament|senator|bishop|pope|king|queen)\Z",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(r"\d|(?:in|on|at|of|over|amid|after|about|into|against|to|from)\b", re.IGNORECASE)
"""After a headline's "claims" and "reports" these tell that it was a noun: "slams 'vile' claims in letter"."""
_TO = re.compile(r"\s(?:to|tells?|in|at|on|ahead of|after|before)\s")

SIGNED_RULE = 'signed: "..." - X'
POSTED_RULE = "signed: a post"
ABOVE_RULE = "announced in the line above"
HEADLINE_DASH, HEADLINE_COLON, HEADLINE_SAYS, SIGNED, LABEL, ABOVE = 0.85, 0.7, 0.85, 0.9, 0.85, 0.8
"""Scores of the rules; see docs/decisions/assembly.md for what they were measured on."""


def headlines(page: Page, claims: Claims) -> Iterator[Draft]:
    """``claim - Speaker to Addressee``, ``X: claim``, ``claim, says X`` in headline blocks that nothing claims yet."""
    text = page.text
    for paragraph in page.paragraphs:
        if paragraph.kind != "headline" or claims.share(text, *paragraph.span) > 0.3:
            continue
        draft = (
            _headline_says(page, paragraph) or _headline_dash(page, paragraph) or _headline_colon(page, paragraph)
        )  # fmt: skip
        if draft:
            yield draft


def _end_without_stop(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in ". ":
        end -= 1
    return end


def _headline_says(page: Page, paragraph: Paragraph) -> Draft | None:
    text, end = page.text, _end_without_stop(page.text, paragraph.span)
    for pattern in (_SAYS_END, _END_SAYS):
        found = pattern.search(text, paragraph.span.start, end)
        if found is None:
            continue
        content = trimmed(text, paragraph.span.start, found.start())
        if word_count(text, *content) >= 2 and not _NO_SOURCE.match(found["source"]):
            return _draft(text, found, content, HEADLINE_SAYS, "headline: claim, says X")
    return None


def _headline_dash(page: Page, paragraph: Paragraph) -> Draft | None:
    text, end = page.text, _end_without_stop(page.text, paragraph.span)
    dashes = list(re.finditer(_DASH, text[paragraph.span.start : end]))
    if not dashes:
        return None
    last = dashes[-1]
    left = trimmed(text, paragraph.span.start, paragraph.span.start + last.start())
    right = trimmed(text, paragraph.span.start + last.end(), end)
    cut = _TO.search(text, right.start, right.end)
    source = trimmed(text, right.start, cut.start()) if cut else right
    cue = trimmed(text, left.end, right.start)
    below = paragraph.span.end
    if word_count(text, *left) >= 3 and _speakerlike(page, source, below) and not _CLAUSE.search(source.of(text)):
        return Draft((source,), (cue,), [left], HEADLINE_DASH, "headline: claim - X")
    named = word_count(text, *left) <= 4 and looks_named(left.of(text)) and not _CLAUSE.search(left.of(text))
    if len(dashes) == 1 and named and word_count(text, *right) >= 4 and _speakerlike(page, left, below):
        return Draft((left,), (cue,), [right], HEADLINE_COLON, "headline: X - claim")
    return None


def _headline_colon(page: Page, paragraph: Paragraph) -> Draft | None:
    text, end = page.text, _end_without_stop(page.text, paragraph.span)
    colon = text.find(": ", paragraph.span.start, end)
    if colon < 0:
        return None
    left, right = trimmed(text, paragraph.span.start, colon), trimmed(text, colon + 1, end)
    if word_count(text, *right) < 2:
        return None
    if _speakerlike(page, left, right.end) and not any(one.span.overlaps(left) for one in paragraph.tops):
        return Draft((left,), (Span(colon, colon + 1),), [right], HEADLINE_COLON, "headline: X: claim")
    return None


def _speakerlike(page: Page, source: Span, after: int) -> bool:
    """A role, or a name that the report below takes up again as a name: neither a label nor an outlet's own name."""
    text = page.text
    words = source.of(text)
    if _ROLE.search(words) and word_count(text, *source) <= 6 and not _CLAUSE.search(words):
        return True
    if not words or len(words) > 90 or word_count(text, *source) > 9 or is_label(words) or not words[0].isupper():
        return False
    tokens = [token for token in re.findall(r"[\w’'-]+", words) if len(token) > 2 and token[0].isupper()]
    if not tokens or _CLAUSE.search(words):
        return False
    below = page.text[after:]
    last = re.escape(tokens[-1] if not tokens[-1].isupper() or len(tokens[-1]) < 6 else tokens[-1].capitalize())
    named = len(re.findall(rf"(?<=[\w,] ){last}\b|\n{last}\b", below))
    return named > 0 and named >= len(re.findall(rf"\b{last.lower()}\b", below))


def is_label(words: str) -> bool:
    """True for what stands before a colon without speaking: "Note", "BREAKING", "Read more"."""
    key = "-".join(words.lower().replace(".", "").split())
    return (
        _SCORE.search(words) is not None
        or key in LABELS
        or key.rstrip("s") in LABELS
        or key.split("-")[0] in {"read", "see", "watch", "update", "about"}
    )


def looks_named(words: str) -> bool:
    """True when the words before the first comma are a name: capitalised words and particles, nothing else."""
    head = re.split(r"[,(]", words)[0].strip()
    at = 0
    while at < len(head):
        found = _NAMED.match(head, at)
        if not found:
            return False
        at = found.end()
    return bool(re.search(r"[A-Z\u00c0-\u00de]", head)) and len(head.split()) <= 8


def signed(page: Page, claims: Claims) -> Iterator[Draft]:
    """``"..." - Name, Title``, the name in the same paragraph or the next; ``From X: "..."`` and ``X: "..."``."""
    text = page.text
    body = page.body
    for n, paragraph in enumerate(body):
        if claims.share(text, *paragraph.span) <= 0.3 and (post := _posted(text, paragraph)):
            yield post
            continue
        if not paragraph.tops or claims.share(text, *paragraph.span) > 0.3:
            continue
        first, last = paragraph.tops[0], paragraph.tops[-1]
        begins = not re.search(r"\w", text[paragraph.span.start : first.span.start])
        draft: Draft | None = None
        if begins and not paragraph.pure and len(paragraph.tops) == 1:
            draft = _signature(text, last.span.end, paragraph.span.end, first.span)
        elif begins and paragraph.pure and n + 1 < len(body):
            following = body[n + 1]
            if not following.tops and following.span.length <= 160:
                whole = Span(first.span.start, last.span.end)
                draft = _signature(text, following.span.start, following.span.end, whole)
        elif not begins:
            draft = _labelled(text, paragraph)
        if draft:
            yield draft


def _posted(text: str, paragraph: Paragraph) -> Draft | None:
    """A post shown whole: ``words — Name (@handle) March 6, 2026``."""
    at = max((text.rfind(dash, paragraph.span.start, paragraph.span.end) for dash in "-\u2013\u2014\u2015"), default=-1)
    found = _POSTED.match(text, at - 1, paragraph.span.end) if at > paragraph.span.start else None
    if found is None:
        return None
    content = trimmed(text, paragraph.span.start, found.start("cue"))
    if word_count(text, *content) < 2:
        return None
    return _draft(text, found, content, SIGNED, POSTED_RULE)


def _signature(text: str, start: int, end: int, content: Span) -> Draft | None:
    found = _SIGNED.match(text, start, end)
    if found is None or not looks_named(found["source"]) or re.search(rf"\b{VERB}\b", found["source"]):
        return None
    return _draft(text, found, content, SIGNED, SIGNED_RULE)


def _labelled(text: str, paragraph: Paragraph) -> Draft | None:
    content = Span(paragraph.tops[0].span.start, paragraph.tops[-1].span.end)
    if re.search(r"\w", text[content.end : paragraph.span.end]):
        return None
    found = _FROM.match(text, paragraph.span.start, content.start + 1)
    if found:
        cue = Span(paragraph.span.start, found.start("source") - 1)
        return Draft((Span(*found.span("source")),), (cue,), [content], LABEL, "signed: From X")
    found = _LABELLED.match(text, paragraph.span.start, content.start + 1)
    if found and found.end() == content.start and looks_named(found["source"]) and not is_label(found["source"]):
        return _draft(text, found, content, LABEL, 'signed: X: "..."')
    return None


def announced(page: Page, claims: Claims) -> Iterator[Draft]:
    """A quotation that fills its paragraph after a line that ends in a colon: ``The minister added:``."""
    text = page.text
    body = page.body
    for before, paragraph in pairwise(body):
        if not paragraph.pure or claims.share(text, *paragraph.span) > 0.3:
            continue
        end = before.span.end
        if text[end - 1] != ":":
            continue
        found = cue_before(text, before.span.start, end)
        content = Span(paragraph.tops[0].span.start, paragraph.tops[-1].span.end)
        if found:
            yield Draft((found[0],), (found[1],), [content], ABOVE, ABOVE_RULE)
        elif looks_named(text[before.span.start : end - 1]) and not is_label(text[before.span.start : end - 1]):
            source = trimmed(text, before.span.start, end - 1)
            yield Draft((source,), (Span(end - 1, end),), [content], ABOVE, ABOVE_RULE)


def _draft(text: str, found: re.Match[str], content: Span, score: float, rule: str) -> Draft:
    source = trimmed(text, *found.span("source"))
    while source.end > source.start and text[source.end - 1] in ".,":
        source = Span(source.start, source.end - 1)
    return Draft((source,), (Span(*found.span("cue")),), [content], score, rule)
