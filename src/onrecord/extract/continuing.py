"""Quotations that the model left out or cut: beside an obvious cue, going on after it, over paragraphs, afloat."""

from __future__ import annotations

import re

from onrecord.extract.drafts import Claims, Draft, Page, Paragraph, word_count
from onrecord.extract.marks import QuotedStretch
from onrecord.extract.saying import VERB, cue_after, cue_before
from onrecord.model import Span

BESIDE, AFLOAT, LONE, NESTED = 0.7, 0.6, 0.3, 0.6
"""Scores of the rules; see docs/decisions/assembly.md for what they were measured on."""
_UNCLAIMED = 0.3
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019]?\s+(?=[A-Z\"\u201c\u2018'])")


def beside(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Quotations of three words or more that nothing claims, with a verb of saying and its subject next to them."""
    for paragraph in page.paragraphs:
        if paragraph.kind not in ("body", "caption"):
            continue
        for top in paragraph.tops:
            if word_count(page.text, *top.inner) < 3 or claims.share(page.text, *top.inner) > _UNCLAIMED:
                continue
            found = cue_after(page.text, top.span.end, paragraph.span.end) if _ends_sentence(page.text, top) else None
            found = found or cue_before(page.text, paragraph.span.start, top.span.start)
            if found is None:
                continue
            source, cue = found
            same = next((d for d in drafts if any(cue.overlaps(one) for one in d.cue)), None)
            if same is not None:
                same.content.append(top.span)
                claims.add(Draft((), (), [top.span], 0.0))
                continue
            draft = Draft((source,), (cue,), [top.span], BESIDE, "a cue beside the quotation")
            drafts.append(draft)
            claims.add(draft)


def continued(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Carry attributions on: after their cue in the same paragraph, and through paragraphs of pure quotation.

    A paragraph of nothing but quotation is a further piece of the attribution that ended the paragraph before it
    (annotators mark it so in 101 of 102 cases of the training corpus); after prose it stands alone, ``floating``.
    """
    body = page.body
    for n, paragraph in enumerate(body):
        for top in paragraph.tops:
            if claims.share(page.text, *top.inner) > _UNCLAIMED or word_count(page.text, *top.inner) < 1:
                continue
            before = _carried_by(page, drafts, top) or _split_by_cue(page, drafts, paragraph, top)
            if before is None and paragraph.pure and n:
                before = _ended(page, drafts, body[n - 1])
            if before is not None:
                before.content.append(top.span)
                claims.add(Draft((), (), [top.span], 0.0))
            elif paragraph.pure and _speech(page.text, top) and _follows_speech(drafts, paragraph):
                draft = Draft((), (), [one.span for one in paragraph.tops], AFLOAT, "afloat", floating=True)
                drafts.append(draft)
                claims.add(draft)


def _carried_by(page: Page, drafts: list[Draft], top: QuotedStretch) -> Draft | None:
    """The draft that claims the stretch, left open in an earlier paragraph, that ``top`` goes on with."""
    if top.continues is None:
        return None
    earlier = page.quoted.stretches[top.continues]
    return _claimant(drafts, earlier.inner)


def _claimant(drafts: list[Draft], inner: Span) -> Draft | None:
    best: Draft | None = None
    most = 0
    for draft in drafts:
        shared = sum(max(0, min(inner.end, s.end) - max(inner.start, s.start)) for s in draft.content)
        if shared > most:
            best, most = draft, shared
    return best if 2 * most >= inner.length else None


def _split_by_cue(page: Page, drafts: list[Draft], paragraph: Paragraph, top: QuotedStretch) -> Draft | None:
    """``"A," she said. "B."``: the draft whose cue stands between its content and ``top``, nothing else between."""
    text = page.text
    for draft in reversed(drafts):
        if not draft.cue or not draft.content:
            continue
        reached = max([span.end for span in (*draft.source, *draft.cue)] + [draft.end])
        if (
            not paragraph.span.start <= draft.start < reached <= top.span.start
            or draft.cue[0].start < draft.content[0].start
        ):
            continue
        between = text[reached : top.span.start]
        if len(between) > 160 or len(_SENTENCE_END.findall(between)) > 1 or re.search(rf"\b{VERB}\b", between):
            continue
        if page.quoted.tops and any(True for one in page.quoted.over(reached, top.span.start) if one is not top):
            continue
        if not re.search(r"\w", between) or re.search(r"[.!?,:]\s*\Z", between):
            return draft
    return None


def _ended(page: Page, drafts: list[Draft], before: Paragraph) -> Draft | None:
    """The attribution with quoted words that ends the paragraph before, if no other sentence follows it there."""
    here = [d for d in drafts if any(before.span.overlaps(span) for span in d.content) and d.within is None]
    if not here:
        return None
    last = max(here, key=lambda d: max(s.end for s in d.content if before.span.overlaps(s)))
    inside = [span for span in (*last.content, *last.cue, *last.source) if before.span.overlaps(span)]
    reached = max(span.end for span in inside)
    quoted = any(True for span in last.content if before.span.overlaps(span) for _ in page.quoted.over(*span))
    tail = page.text[reached : before.span.end]
    if not quoted or _SENTENCE_END.search(tail) or len(tail) > 160:
        return None
    return last


def _follows_speech(drafts: list[Draft], paragraph: Paragraph) -> bool:
    """True once somebody has been quoted above: a paragraph of pure quotation needs a speaker to go on with."""
    return any(draft.start < paragraph.span.start for draft in drafts)


def lone(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Speech in marks that nobody is named for: kept without a source, and little trusted."""
    for paragraph in page.body:
        for top in paragraph.tops:
            if claims.share(page.text, *top.inner) > _UNCLAIMED or not _speech(page.text, top):
                continue
            if word_count(page.text, *top.inner) < 5 or not _ends_sentence(page.text, top):
                continue
            draft = Draft((), (), [top.span], LONE, "speech without a source", floating=paragraph.pure)
            drafts.append(draft)
            claims.add(draft)


def nested(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Quotations inside a quotation or a turn that bring their own cue: A said that B said."""
    made: list[Draft] = []
    for draft in drafts:
        if draft.within is not None:
            continue
        for span in draft.content:
            for one in _inner_stretches(page, draft, span):
                found = cue_before(page.text, span.start, one.span.start) or (
                    cue_after(page.text, one.span.end, span.end) if _ends_sentence(page.text, one) else None
                )
                if found is None or not all(span.covers(role) for role in found):
                    continue
                if not any(one.span.overlaps(s) for d in drafts if d.within is draft for s in d.content):
                    made.append(Draft((found[0],), (found[1],), [one.span], NESTED, "nested", within=draft))
    return made


def _inner_stretches(page: Page, draft: Draft, span: Span) -> list[QuotedStretch]:
    level = 0 if draft.rule in ("turn", "answer", "question") else 1
    return [
        one for one in page.quoted.stretches
        if one.depth == level and span.covers(one.span) and word_count(page.text, *one.inner) >= 2
    ]  # fmt: skip


def _ends_sentence(text: str, stretch: QuotedStretch) -> bool:
    """True when the words end in a comma or a sentence's end inside the marks, or a comma follows them."""
    last = text[stretch.inner.start : stretch.inner.end].rstrip("'\u2019\u201d\" \u00a0")[-1:]
    return last in ".,!?\u2026-\u2013\u2014" or text[stretch.span.end : stretch.span.end + 1] == ","


def _speech(text: str, stretch: QuotedStretch) -> bool:
    """Evidently speech, not a title, a scare quote or a name: three words, mostly in lower case, a capital first."""
    words = re.findall(r"[^\W\d_][\w’'-]*", stretch.inner.of(text))
    if len(words) < 3:
        return False
    small = sum(1 for word in words if word[0].islower())
    return 2 * small >= len(words) - 1 and (words[0][0].isupper() or stretch.continues is not None)
