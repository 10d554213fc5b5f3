"""Quotations that break off: the rest behind their own cue, the rest that a window's end cut away, and those that the
model all but tied to somebody.

Counts are of the training corpus' own marks (docs/decisions/0005-grammar-and-assembly.md).
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.extract.drafts import Claims, Draft, Near, Page, Paragraph, is_title, word_count
from onrecord.extract.marks import QuotedStretch
from onrecord.extract.saying import VERB
from onrecord.extract.sharing import own_cue, owner_of, taken
from onrecord.extract.turns import TALKING
from onrecord.model import Span

BORNE_OUT_RULE = "marks bear it out"
BORNE_OUT = 0.5
_REACH = 260
"""Code points of a sentence between the two halves of a quotation."""
_GAP = 80
"""Code points of a sentence from the end of a content to a quotation that it may reach."""
_FEWEST, _WORDS, _BEGUN = 4, 6, 8
_STOP = re.compile(r"(?<![A-Z])[.!?][\"\u201d\u2019')]*\s")
_COMMAS = re.compile(r",[^,]*,")
_ASIDE = re.compile(r",?\s*\b(?:who|whose|which|whom)\b[^,]*")
_VERB = re.compile(rf"\b{VERB}\b")
_SAYING = re.compile(
    rf"\b(?:{VERB}|stating|claiming|noting|explaining|insisting|declaring|suggesting|describing|stressing|predicting"
    r"|tell|ask|write|announce|declare|add|warn|note|explain|insist|argue|claim|reply|answer|shout|demand|complain|admit"
    r"|calls?|called|calling|dubbed|dubbing|labell?ed|labell?ing|branded|branding|described|describes|termed|nicknamed)\b"
)
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[\w’'-]+['\u2019]s|the)\s(?:[\w’'-]+\s){0,3}(?:counterpart|wife|husband|son|daughter|brother"
    r"|sister|father|mother|partner|deputy|predecessor|successor|rival|opponent|colleague|boss|chief|minister|president|leader"
    r"|ambassador|envoy|lawyer|spokes(?:man|woman|person)|friend|secretary|mayor|governor|candidate)\Z"
)
_NAME_AFTER = re.compile(
    r",\s(?P<name>[A-Z\u00c0-\u00de][\w’'-]+(?:\s(?:(?:de|van|der|al|bin|von)\s)?[A-Z\u00c0-\u00de][\w’'.-]+){1,3}?)(?=[,;]|\.(?:\s|\Z)|\Z)"
)
_CUE_INSIDE = re.compile(rf",\s(?:he|she|they|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+{VERB}[.,]|,\s{VERB}\s[A-Z]")


def resumed(page: Page, drafts: list[Draft], _: Claims) -> None:
    """``"A," said X, who asked not to be named, "and B."``: B goes on where A broke off (43 of 47, no verb of saying between)."""
    text = page.text
    near = Near(drafts)
    for paragraph in page.body:
        for first, second in pairwise(paragraph.tops):
            draft = _broken_off(page, near.of(paragraph.span), paragraph, first, second)
            if draft is None:
                continue
            for other in near.of(paragraph.span):
                if other is not draft and any(span.overlaps(second.span) for span in other.content):
                    taken(text, other, second.span)
            if not any(span.overlaps(second.span) for span in draft.content):
                draft.content.append(second.span)
    drafts[:] = [draft for draft in drafts if draft.content]


def _broken_off(
    page: Page, drafts: list[Draft], paragraph: Paragraph, first: QuotedStretch, second: QuotedStretch
) -> Draft | None:
    """The draft of ``first`` whose cue stands behind it, where ``second`` goes on with it in the same sentence."""
    text = page.text
    between = Span(first.span.end, second.span.start)
    if not 0 < between.length <= _REACH or text[: between.end].rstrip()[-1:] != "," or is_title(text, second):
        return None
    draft = owner_of(drafts, first)
    if draft is None or not any(between.covers(cue) for cue in draft.cue):
        return None
    reached = max(role.end for role in (*draft.cue, *draft.source) if between.covers(role))
    rest = text[reached : between.end]
    if _STOP.search(rest) or _VERB.search(_ASIDE.sub("", rest)) or own_cue(text, paragraph, second) is not None:
        return None
    return draft


def completed(page: Page, drafts: list[Draft], _: Claims) -> None:
    """A quotation that drafts hold in part is all one's (2,975 of 2,980 of eight words or more): of the one that holds most or
    the beginning of it; of two, where no word stands outside the marks, of the one whose cue comes first."""
    text = page.text
    near = Near(drafts)
    for top in page.quoted.tops:
        total = word_count(text, *top.inner)
        if top.standing == "unclosed" or total < _FEWEST:
            continue
        around = near.of(top.span)
        here = [one for one in around if any(span.overlaps(top.span) for span in one.content)]
        if not here or any(one.within is not None or one.rule in TALKING for one in here):
            continue
        if any(top.span.overlaps(role) for one in around for role in (*one.cue, *one.source)):
            continue
        if len(here) == 2 and page.paragraphs[page.paragraph_at(top.span.start)].pure:
            here.sort(key=lambda one: min((cue.start for cue in one.cue), default=one.start))
            here[1].content = [span for span in here[1].content if not span.overlaps(top.span)]
        elif len(here) != 1:
            continue
        _fill(text, here[0], top, total)
    drafts[:] = [draft for draft in drafts if draft.content]


def _fill(text: str, draft: Draft, top: QuotedStretch, total: int) -> None:
    """Let a draft that holds most of a quotation, or its beginning, hold all of it."""
    parts = [span for span in draft.content if span.overlaps(top.span)]
    held = sum(word_count(text, max(s.start, top.inner.start), min(s.end, top.inner.end)) for s in parts)
    whole = Span(min(parts[0].start, top.span.start), max(parts[-1].end, top.span.end))
    begun = parts[0].start <= top.inner.start and held >= _BEGUN
    if held == total or not (begun or 2 * held >= total):
        return
    rest = [Span(whole.start, parts[0].start), Span(parts[-1].end, whole.end)]
    if not any(_CUE_INSIDE.search(text, *part) for part in rest):
        draft.content = sorted([*(span for span in draft.content if span not in parts), whole])


def gone_on(page: Page, drafts: list[Draft], _: Claims) -> None:
    """A paragraph of nothing but quotation after one with a quotation goes on with that one's last attribution (86 of 91),
    also where the cue of the paragraph after it claims it."""
    near = Near(drafts)
    for before, paragraph in pairwise(page.body):
        if not paragraph.pure or not before.tops or word_count(page.text, *paragraph.span) < _FEWEST:
            continue
        here = near.of(paragraph.span)
        last, own = owner_of(here, before.tops[-1]), owner_of(here, paragraph.tops[0])
        if last is None or own is None or last is own or last.rule in TALKING or own.rule in TALKING:
            continue
        if (
            not last.cue
            or not own.cue
            or last.cue[0].start > paragraph.span.start
            or own.cue[0].start < paragraph.span.end
        ):
            continue
        moved = [span for span in own.content if span.overlaps(paragraph.span)]
        if last.within is None and own.within is None and len(moved) < len(own.content):
            own.content = [span for span in own.content if span not in moved]
            last.content.extend(moved)


def reached(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """``A said that the plan, first heard of in May, was "B"``, cut at a comma: the content goes on to the quotation.

    Of quotations of eight words or more, 18 in some 3,000 are nobody's.
    """
    text = page.text
    near = Near(drafts)
    for paragraph in page.body:
        for top in paragraph.tops:
            if word_count(text, *top.inner) < _WORDS or claims.share(text, *top.inner) > 0.0 or is_title(text, top):
                continue
            draft, end = _before(near.of(paragraph.span), top, paragraph)
            if draft is None or own_cue(text, paragraph, top) is not None:
                continue
            gap = text[end : top.span.start]
            if _STOP.search(gap) or _VERB.search(_COMMAS.sub("", gap)) or any(page.quoted.over(end, top.span.start)):
                continue
            last = max(span for span in draft.content if span.end == end)
            draft.content = [*(span for span in draft.content if span != last), Span(last.start, top.span.end)]
            claims.add(Draft((), (), [top.span], 0.0))


def apposed(page: Page, drafts: list[Draft], _: Claims) -> None:
    """``A said that B had met his counterpart, Mila Verran, who ...``: a content does not end before the name in apposition."""
    text = page.text
    near = Near(drafts)
    for draft in drafts:
        if not draft.cue or not draft.content:
            continue
        last = max(draft.content)
        if last.start < draft.cue[-1].end or not _KIN.search(text, max(last.start, last.end - 60), last.end):
            continue
        found = _NAME_AFTER.match(text, last.end)
        if found is None:
            continue
        grown = Span(last.start, found.end("name"))
        rest = Span(last.end, grown.end)
        if any(rest.overlaps(part) for one in near.of(grown) for part in (*one.cue, *one.source, *one.content)):
            continue
        draft.content = [*(span for span in draft.content if span != last), grown]


def _before(drafts: list[Draft], top: QuotedStretch, paragraph: Paragraph) -> tuple[Draft | None, int]:
    """The draft whose content, after its cue, is the last thing marked before a quotation, and where that ends."""
    best: Draft | None = None
    most = paragraph.span.start
    for draft in drafts:
        for part in (*draft.content, *draft.cue, *draft.source):
            if most < part.end <= top.span.start:
                best, most = draft, part.end
    if best is None or top.span.start - most > _GAP or not best.cue or best.rule in TALKING:
        return None, 0
    after = any(span.end == most and span.start >= best.cue[-1].end for span in best.content)
    return (best, most) if after else (None, 0)


def borne_out(page: Page, faint: list[Draft], drafts: list[Draft], claims: Claims) -> None:
    """Add what the model all but found, where it holds a quotation, its cue is of saying or calling, and nothing else claims a word."""
    near = Near(drafts)
    for draft in sorted(faint, key=lambda one: -one.score):
        roles = (*draft.cue, *draft.source)
        tops = [top for span in draft.content for top in page.quoted.over(*span)]
        if all(is_title(page.text, top) for top in tops) or any(page.quoted.meets(*role) for role in roles):
            continue
        if not any(_SAYING.search(page.text, *cue) for cue in draft.cue):
            continue
        if any(claims.share(page.text, *span) > 0.0 for span in (*draft.content, *roles)):
            continue
        taken_up = [role for one in near.of(Span(draft.start, draft.end)) for role in (*one.cue, *one.source)]
        if any(role.overlaps(span) for role in taken_up for span in (*draft.content, *draft.cue)):
            continue
        draft.score, draft.rule = BORNE_OUT, BORNE_OUT_RULE
        drafts.append(draft)
        near.add(draft)
        claims.add(draft)
