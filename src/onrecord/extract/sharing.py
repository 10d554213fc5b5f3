"""Which cue a quotation hangs on where two could have it: the one that stands beside it in its own sentence.

Counts are of the training corpus' own marks (docs/decisions/0005-grammar-and-assembly.md).
"""

from __future__ import annotations

import re

from onrecord.extract.drafts import Claims, Draft, Page, Paragraph, trimmed, word_count
from onrecord.extract.marks import QuotedStretch
from onrecord.extract.saying import VERB, FoundCue, cue_after
from onrecord.model import Span

BESIDE_RULE = "a cue beside the quotation"
BESIDE = 0.5
_BEGINS = re.compile(r"[.!?:\u2026\"\u201d\u2019'»)]\s*\Z")
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019)]?\s+(?=[A-Z\"\u201c\u2018'])")
_CLAUSE = re.compile(
    r",?[\"\u201d\u2019']?\s*\b(?:but|though|although|while)\s+(?:(?P<source>he|she|they|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+)?"
    rf"(?P<cue>(?:(?:also|later|then|has|had)\s+)*{VERB})\b"
)
_FEWEST = 2
_BETWEEN = 160
"""Code points of a sentence that may go on after its cue, before the quotation that the next sentence is."""


def shared_out(page: Page, drafts: list[Draft], _: Claims) -> None:
    """Hang every quotation that is a sentence on the cue beside it; drafts left without content are dropped.

    ``"A," he said.`` hangs on ``said`` (2,936 of 2,981); ``"A," he said. "B."`` all of it (1,418 of 1,431).
    """
    for paragraph in page.paragraphs:
        if paragraph.kind != "body":
            continue
        for top in paragraph.tops:
            if word_count(page.text, *top.inner) < _FEWEST or not _is_sentence(page.text, paragraph, top):
                continue
            owner = _owner(drafts, top)
            if owner is None:
                continue
            own = own_cue(page.text, paragraph, top)
            if own is not None:
                _to_its_cue(page, drafts, top, owner, own)
            else:
                _to_the_cue_before(page, drafts, paragraph, top, owner)
    drafts[:] = [draft for draft in drafts if draft.content]


def own_cue(text: str, paragraph: Paragraph, top: QuotedStretch) -> FoundCue | None:
    """Source and cue right after a quotation whose last mark calls for them: ``"A," said B``."""
    last = top.inner.of(text).rstrip("'\u2019\u201d\" \u00a0")[-1:]
    if last not in ",?!\u2026-\u2013\u2014" and text[top.span.end : top.span.end + 1] != ",":
        return None
    return cue_after(text, top.span.end, paragraph.span.end)


def _is_sentence(text: str, paragraph: Paragraph, top: QuotedStretch) -> bool:
    first = re.search(r"\w", top.inner.of(text))
    if first is None or not (first[0].isupper() or first[0].isdigit()):
        return False
    before = text[paragraph.span.start : top.span.start]
    return not before.strip() or _BEGINS.search(before) is not None


def _owner(drafts: list[Draft], top: QuotedStretch) -> Draft | None:
    """The draft that claims most of the quotation."""
    best, most = None, 0
    for draft in drafts:
        held = sum(max(0, min(top.inner.end, s.end) - max(top.inner.start, s.start)) for s in draft.content)
        if held > most:
            best, most = draft, held
    return best if 2 * most >= top.inner.length else None


def _to_its_cue(page: Page, drafts: list[Draft], top: QuotedStretch, owner: Draft, own: FoundCue) -> None:
    source, cue = own
    if any(cue.overlaps(role) or source.overlaps(role) for role in owner.cue):
        return
    if any(span.overlaps(cue) for span in owner.content):
        return  # ``"A," he said, according to B``: all of it is B's
    holder = next((one for one in drafts if any(cue.overlaps(role) for role in one.cue)), None)
    _taken(page.text, owner, top)
    if holder is None:
        drafts.append(Draft((source,), (cue,), [top.span], BESIDE, BESIDE_RULE))
    else:
        holder.content.append(top.span)


def _to_the_cue_before(page: Page, drafts: list[Draft], paragraph: Paragraph, top: QuotedStretch, owner: Draft) -> None:
    """``"A," he said. "B."``: B to ``said``, whichever cue before A, after B or in between claims it."""
    text = page.text
    if any(top.span.end <= cue.start < _sentence_end(text, top, paragraph) for cue in owner.cue):
        return
    for draft in drafts:
        if draft is owner or not draft.cue or not paragraph.span.start <= draft.cue[0].start < top.span.start:
            continue
        if any(span.overlaps(cue) for cue in owner.cue for span in draft.content):
            continue
        quoted = [one for span in draft.content if span.end <= draft.cue[0].start for one in page.quoted.over(*span)]
        reached = max(span.end for span in (*draft.source, *draft.cue, *(one.span for one in quoted)))
        if not quoted or quoted[0].span.start < paragraph.span.start or reached > top.span.start:
            continue
        between = text[reached : top.span.start]
        if len(between) > _BETWEEN or not re.search(r"[.!?]\s*\Z", between) or len(_SENTENCE_END.findall(between)) > 1:
            continue
        if any(one is not top for one in page.quoted.over(reached, top.span.start)):
            continue
        _taken(text, owner, top)
        draft.content.append(top.span)
        return


def _sentence_end(text: str, top: QuotedStretch, paragraph: Paragraph) -> int:
    """Where the sentence that goes on after a quotation ends: at once where the quotation itself ends in a stop."""
    if re.search(r"[.!?]\W*\Z", top.inner.of(text)) and re.match(
        r"\s+[A-Z\"\u201c]", text[top.span.end : top.span.end + 3]
    ):
        return top.span.end
    found = _SENTENCE_END.search(text, top.span.end, paragraph.span.end)
    return found.end() if found else paragraph.span.end


def parted(page: Page, drafts: list[Draft], _: Claims) -> None:
    """Clauses that bring a cue of their own out of the content they were taken into: ``A said "B," but she says "C"``.

    In the training corpus such a clause is an attribution of its own 55 of 57 times after "but", "though" and "while".
    """
    for draft in tuple(drafts):
        if draft.rule != "model" or not draft.cue or not draft.source:
            continue
        for span in tuple(draft.content):
            found = _CLAUSE.search(page.text, max(span.start, draft.cue[-1].end), span.end)
            if found is None or not any(True for _ in page.quoted.over(*span)):
                continue
            cue = Span(*found.span("cue"))
            rest = trimmed(page.text, cue.end, span.end)
            if any(True for _ in page.quoted.over(*cue)) or word_count(page.text, *rest) < _FEWEST:
                continue
            if any(cue.overlaps(role) for one in drafts for role in one.cue):
                continue
            source = (Span(*found.span("source")),) if found["source"] else draft.source
            head = trimmed(page.text, span.start, found.start())
            kept = [one for one in draft.content if one != span and one.end <= span.end]
            if word_count(page.text, *head):
                kept.append(head)
            if not kept:
                continue
            later = [one for one in draft.content if one.start >= span.end]
            drafts.append(Draft(source, (cue,), [rest, *later], BESIDE, BESIDE_RULE))
            draft.content = sorted(kept)
            break


def _taken(text: str, draft: Draft, top: QuotedStretch) -> None:
    """Take a quotation out of a draft's content; what is left of its pieces stays where it holds a word."""
    kept: list[Span] = []
    for span in draft.content:
        if not span.overlaps(top.span):
            kept.append(span)
            continue
        for start, end in ((span.start, min(span.end, top.span.start)), (max(span.start, top.span.end), span.end)):
            piece = trimmed(text, start, end) if start < end else Span(start, start)
            while piece.length and text[piece.end - 1] in ":,;. ":
                piece = Span(piece.start, piece.end - 1)
            if piece.length and word_count(text, *piece):
                kept.append(piece)
    draft.content = kept
