"""Quotations that the model left out or cut: beside an obvious cue, going on after it, over paragraphs, afloat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract.drafts import Claims, Draft, Page, Paragraph, is_title, word_count
from onrecord.extract.marks import QuotedStretch
from onrecord.extract.saying import (
    VERB,
    FoundCue,
    announcing,
    cue_after,
    cue_before,
    dashed,
    last_cue_before,
    relative_before,
)
from onrecord.extract.sharing import BESIDE, BESIDE_RULE, is_sentence, own_cue
from onrecord.extract.styles import ABOVE, ABOVE_RULE
from onrecord.extract.turns import TALKING
from onrecord.model import Span

if TYPE_CHECKING:
    from onrecord.extract.tagger import Relation

AFLOAT, LONE, NESTED = 0.5, 0.25, 0.5
"""Scores of the rules; see docs/decisions/assembly.md for what they were measured on."""
PASSED_ON = "passed on"
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"(?P<source>[^,;:\u201c\u201d\"\n]{2,80}?) (?P<cue>as (?:saying|having said|stating|telling \w+))[,:]? (?P<content>[^\n]+)"
)
_UNCLAIMED = 0.3
_FEW = 4
"""Words up to which a quotation behind a dash may be a nickname or a title."""
_TURN = re.compile(r"\s*[A-Z][A-Z .'-]{2,30}:")
_OTHERS = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\Z|(?:[Tt]he |[Hh]is |[Hh]er |[Mm]y |[Tt]heir )?[\w’'-]+(?: [\w’'-]+){0,4}\Z"
)
_ADDRESSED = re.compile(r"(?:me|you|him|her|us|them|it)\Z", re.IGNORECASE)
"""Whom ``"A," he urged them`` is said to: no words of his."""
_HOW = re.compile(
    r",?\s+(?:is|was|were)\s+(?:how|what)\s+(?P<source>[Hh]e|[Ss]he|[Tt]hey|(?:[\w’'&-]+\s){0,5}?[\w’'&-]+),?\s"
    r"(?P<cue>(?:(?:has|have|had|once|later)\s)*(?:puts? it|described it|summed it up|called it|said|told|wrote))\b"
)
_RIFFED = re.compile(
    r"\s+(?P<source>[Hh]e|[Ss]he|[Tt]hey|(?:the|an?|his|her|their|one)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+|(?:[A-Z][\w’'.-]+\s){0,4}?[A-Z][\w’'-]+)"
    r"\s(?P<cue>(?:\w+ly\s)?[a-z]+(?:ed|s))\b"
)
_SELF = re.compile(r"\b(?:I|you|we|who|which|that|what|and|to|people|can|may|not)\b", re.IGNORECASE)
_SAYS = re.compile(
    rf"\b{VERB}\b|[:\u2013\u2014\u2015-]|accord|statement|call|speech|letter|thank|accus|critici|mock|attack|defend"
)
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019]?\s+(?=[A-Z\"\u201c\u2018'])")


def beside(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Quotations of three words or more that nothing claims, with a verb of saying and its subject next to them."""
    for paragraph in page.paragraphs:
        if paragraph.kind not in ("body", "caption"):
            continue
        for top in paragraph.tops:
            if claims.share(page.text, *top.inner) > _UNCLAIMED or not _begins(page.text, top):
                continue
            few = word_count(page.text, *top.inner) < 3
            if few and not (is_sentence(page.text, paragraph, top) and _own(page.text, paragraph, top)):
                continue
            if is_title(page.text, top):
                continue
            if top.standing == "unclosed" and (ended := _ended_by_cue(page.text, top)) is not None:
                drafts.append(ended)
                claims.add(ended)
                continue
            found = _cue_beside(page.text, paragraph, top)
            if found is None:
                continue
            source, cue = found
            same = next((d for d in drafts if any(cue.overlaps(one) for one in d.cue)), None)
            if same is not None:
                told = [span for span in same.content if not _ADDRESSED.fullmatch(page.text, *span)]
                if all(page.quoted.meets(*span) for span in told):
                    same.content = [*told, top.span]
                    claims.add(Draft((), (), [top.span], 0.0))
                continue
            draft = Draft((source,), (cue,), [top.span], BESIDE, BESIDE_RULE)
            drafts.append(draft)
            claims.add(draft)


def _cue_beside(text: str, paragraph: Paragraph, top: QuotedStretch) -> FoundCue | None:
    """Source and cue next to a quotation: after it, before it, or what announces it."""
    start, at = paragraph.span.start, top.span.start
    whole = _ends_sentence(text, top)
    found = cue_after(text, top.span.end, paragraph.span.end) if whole else None
    found = found or _how_put(text, top, paragraph.span.end)
    found = found or (any_cue_after(text, top, paragraph.span.end) if whole else None)
    found = found or cue_before(text, start, at) or relative_before(text, start, at) or announcing(text, start, at)
    return found or (dashed(text, start, at) if whole and word_count(text, *top.inner) > _FEW else None)


def _own(text: str, paragraph: Paragraph, top: QuotedStretch) -> FoundCue | None:
    return own_cue(text, paragraph, top) or _how_put(text, top, paragraph.span.end)


def _how_put(text: str, top: QuotedStretch, end: int) -> FoundCue | None:
    """``"A" is how one docker put it``."""
    found = _HOW.match(text, top.span.end, end)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else None


def any_cue_after(text: str, top: QuotedStretch, end: int) -> FoundCue | None:
    """``"A," the nominee riffed on it``: whatever stands behind a comma inside the marks is how it was said."""
    if text[top.inner.end - 1 : top.inner.end] != ",":
        return None
    found = _RIFFED.match(text, top.span.end, end)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else None


def _ended_by_cue(text: str, top: QuotedStretch) -> Draft | None:
    """A quotation whose closing mark is missing ends where its cue begins: ``"We will go, she said, and ...``."""
    for stop in re.finditer(r"[,.!?]\s", text[top.inner.start : top.inner.end]):
        at = top.inner.start + stop.start() + 1
        found = cue_after(text, at, top.inner.end)
        if found and re.match(r"\s*\Z", text[at : min(found[0].start, found[1].start)]):
            notes = ["the quotation mark is never closed: where the quotation ends is not certain"]
            return Draft((found[0],), (found[1],), [Span(top.span.start, at)], BESIDE, "an open quotation", notes=notes)
    return None


def continued(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Carry attributions on: to a further sentence in marks, and through paragraphs of pure quotation.

    A sentence in marks without a cue of its own belongs to the attribution before it (in the training corpus 1,418 of
    1,431 times where that one is quoted too; 120 of 146 for a paragraph of nothing but quotation). A paragraph of pure
    quotation with nobody in the paragraph before it stands alone, ``floating``.
    """
    body = page.body
    for n, paragraph in enumerate(body):
        for top in paragraph.tops:
            if claims.share(page.text, *top.inner) > _UNCLAIMED or is_title(page.text, top):
                continue
            if _TURN.match(page.text, top.inner.start):
                continue
            before = _carried_by(page, drafts, top) or _split_by_cue(page, drafts, paragraph, top)
            if before is None and _speech(page.text, top):
                afloat = paragraph.pure and n > 0
                before = _announced(page.text, drafts, body[n - 1]) if afloat else None
            if before is None and _speech(page.text, top):
                start = body[n - 1].span.start if afloat else paragraph.span.start
                before = _follows(page, drafts, start, top.span.start, quoted_only=afloat)
            if before is not None:
                before.content.append(top.span)
                claims.add(Draft((), (), [top.span], 0.0))
            elif paragraph.pure and _speech(page.text, top):
                above = body[n - 1].span if n else paragraph.span
                found = announcing(page.text, *above)
                pieces = [one.span for one in paragraph.tops]
                if found:
                    draft = Draft((found[0],), (found[1],), pieces, ABOVE, ABOVE_RULE)
                elif _follows_speech(drafts, paragraph):
                    draft = Draft((), (), pieces, AFLOAT, "afloat", floating=True)
                else:
                    continue
                drafts.append(draft)
                claims.add(draft)


def _announced(text: str, drafts: list[Draft], above: Paragraph) -> Draft | None:
    """The last attribution of a line that ends in a colon: what follows is its own (28 of 28)."""
    if text[above.span.end - 1] != ":":
        return None
    here = [one for one in drafts if one.cue and above.span.start <= one.cue[0].start < above.span.end]
    if not here:
        return None
    last = max(here, key=lambda one: max(span.end for span in (*one.cue, *one.content) if span.end <= above.span.end))
    reached = max(span.end for span in (*last.cue, *last.content) if span.end <= above.span.end)
    return last if word_count(text, reached, above.span.end) <= 12 else None


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
        if not draft.cue or not paragraph.span.start <= draft.cue[0].start < top.span.start:
            continue
        earlier = [span for span in draft.content if span.end <= top.span.start]
        if not earlier:
            continue
        reached = max([span.end for span in (*draft.source, *draft.cue)] + [earlier[-1].end])
        after = any(span.end <= draft.cue[0].start for span in earlier)
        if not after or reached > top.span.start:
            continue
        between = text[reached : top.span.start]
        if len(between) > 160 or len(_SENTENCE_END.findall(between)) > 1 or re.search(rf"\b{VERB}\b", between):
            continue
        if page.quoted.tops and any(True for one in page.quoted.over(reached, top.span.start) if one is not top):
            continue
        announced = between.rstrip()[-1:] == ":" and _SENTENCE_END.search(between) is not None
        if not re.search(r"\w", between) or (re.search(r"[.!?,:]\s*\Z", between) and not announced):
            return draft
    return None


def _follows(page: Page, drafts: list[Draft], start: int, at: int, *, quoted_only: bool) -> Draft | None:
    """The attribution that a sentence in marks at ``at`` goes on with: the nearest from ``start`` on, a
    quoted one rather than not (``quoted_only``: or none), when at most one sentence stands between."""
    text = page.text
    if not re.search(r"[.!?:\u2026\u2014\"\u201d\u2019'»)]\s*\Z", text[start:at]):
        return None
    here: list[tuple[int, Draft]] = []
    for draft in drafts:
        if draft.start >= at or (draft.end < start and not draft.cue):
            continue
        ends = [s.end for s in (*draft.content, *draft.cue, *draft.source) if start <= s.start and s.end <= at]
        if ends and draft.within is None and _says(page.text, draft):
            here.append((max(ends), draft))
    here.sort(key=lambda one: (one[0], one[1].start))
    if not here or len(_SENTENCE_END.findall(text[here[-1][0] : at])) > 1:
        return None
    for end, draft in reversed(here):
        quoted = any(page.quoted.meets(*span) for span in draft.content if span.end <= at)
        if quoted and len(_SENTENCE_END.findall(text[end:at])) <= 2:
            return draft
    return None if quoted_only else here[-1][1]


def _says(text: str, draft: Draft) -> bool:
    """True where the cue is one of saying, or there is none: a thought is not gone on with."""
    return not draft.cue or any(_SAYS.search(text, cue.start, cue.end) for cue in draft.cue)


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
        before = last_cue_before if draft.rule in TALKING else cue_before
        for span in draft.content:
            for one in _inner_stretches(page, draft, span):
                found = before(page.text, span.start, one.span.start) or (
                    cue_after(page.text, one.span.end, span.end) if _ends_sentence(page.text, one) else None
                )
                if found is None or not all(span.covers(role) for role in found):
                    continue
                said_by = found[0].of(page.text)
                if not _OTHERS.match(said_by) or _SELF.search(said_by):
                    continue  # what the speaker imagines or says of himself is no second speaker
                if not any(one.span.overlaps(s) for d in drafts if d.within is draft for s in d.content):
                    made.append(Draft((found[0],), (found[1],), [one.span], NESTED, "nested", within=draft))
    return made


def passed_on(page: Page, drafts: Sequence[Draft], inner: Sequence[Relation]) -> list[Draft]:
    """Attributions inside what somebody reports of somebody else: ``X called it "vile", the agency said``."""
    made = [inner for outer in drafts if outer.within is None for inner in _as_saying(page, outer)]
    for one in inner:
        held = (*one.source, *one.cue, *one.content)
        outer = next(
            (
                d
                for d in drafts
                if d.within is None and any(all(span.covers(part) for part in held) for span in d.content)
            ),
            None,
        )
        if outer is None or not any(page.quoted.meets(*span) for span in one.content):
            continue
        if not any(d.within is outer and any(a.overlaps(b) for a in d.content for b in one.content) for d in drafts):
            made.append(Draft(one.source, one.cue, list(one.content), one.score, PASSED_ON, within=outer))
    return made


def _as_saying(page: Page, outer: Draft) -> list[Draft]:
    """ "X quoted Y as saying that ...": Y's words."""
    if not any(_QUOTES.search(page.text, cue.start, cue.end) for cue in outer.cue):
        return []
    made: list[Draft] = []
    for span in outer.content:
        found = _AS_SAYING.fullmatch(page.text, span.start, span.end)
        if found and page.quoted.meets(*found.span("content")):
            source, cue, content = (Span(*found.span(role)) for role in ("source", "cue", "content"))
            made.append(Draft((source,), (cue,), [content], NESTED, PASSED_ON, within=outer))
    return made


def _inner_stretches(page: Page, draft: Draft, span: Span) -> list[QuotedStretch]:
    level = 0 if draft.rule in TALKING else 1
    return [
        one for one in page.quoted.stretches
        if one.depth == level and span.covers(one.span) and word_count(page.text, *one.inner) >= 2
    ]  # fmt: skip


def _ends_sentence(text: str, stretch: QuotedStretch) -> bool:
    """True when the words end in a comma or a sentence's end inside the marks, or a comma follows them."""
    last = text[stretch.inner.start : stretch.inner.end].rstrip("'\u2019\u201d\" \u00a0")[-1:]
    return last in ".,!?\u2026-\u2013\u2014" or text[stretch.span.end : stretch.span.end + 1] == ","


def _speech(text: str, stretch: QuotedStretch) -> bool:
    """Evidently speech, not a title, a scare quote or a name: three words or more that begin like a sentence."""
    return word_count(text, *stretch.inner) >= 3 and _begins(text, stretch) and not is_title(text, stretch)


def _begins(text: str, stretch: QuotedStretch) -> bool:
    first = re.search(r"\w", stretch.inner.of(text))
    return stretch.continues is not None or (first is not None and (first[0].isupper() or first[0].isdigit()))
