"""Which cue a quotation hangs on where two could have it: the one that stands beside it in its own sentence.

Counts are of the training corpus' own marks (docs/decisions/0005-grammar-and-assembly.md).
"""

from __future__ import annotations

import re

from onrecord.extract.drafts import Claims, Draft, Near, Page, Paragraph, trimmed, word_count
from onrecord.extract.marks import QuotedStretch
from onrecord.extract.saying import FoundCue, cue_after
from onrecord.model import Span

BESIDE_RULE = "a cue beside the quotation"
BESIDE = 0.5
_BEGINS = ".!?:\u2026\"\u201d\u2019'»)"
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019)]?\s+(?=[A-Z\"\u201c\u2018'])")
_STOP = re.compile(r"[a-z]{2}[.!?][\"\u201d\u2019')]*\s+[A-Z]")
_TURNS = ("turn", "answer", "question")
"""Rules whose contents may hold what others say."""
_FEWEST = 2
_BETWEEN = 160
"""Code points of a sentence that may go on after its cue, before the quotation that the next sentence is."""


def shared_out(page: Page, drafts: list[Draft], claims: Claims) -> None:
    """Hang every quotation that is a sentence on the cue beside it; drafts left without content are dropped.

    ``"A," he said.`` hangs on ``said`` (2,936 of 2,981); ``"A," he said. "B."`` all of it (1,418 of 1,431).
    """
    near = Near(drafts)
    for paragraph in page.paragraphs:
        if paragraph.kind != "body" or not paragraph.tops:
            continue
        here = near.of(paragraph.span)
        known = len(here)
        for top in paragraph.tops:
            few = word_count(page.text, *top.inner) < _FEWEST and own_cue(page.text, paragraph, top) is None
            if not few and is_sentence(page.text, paragraph, top):
                _hung(page, here, claims, paragraph, top)
        for made in here[known:]:
            drafts.append(made)
            near.add(made)
    drafts[:] = [draft for draft in drafts if draft.content]


def _hung(page: Page, drafts: list[Draft], claims: Claims, paragraph: Paragraph, top: QuotedStretch) -> None:
    owner = owner_of(drafts, top)
    if owner is None or not owner.cue:
        if _to_the_roles_after(page.text, drafts, top, owner):
            claims.add(Draft((), (), [top.span], 0.0))
        return
    own = own_cue(page.text, paragraph, top)
    if own is not None:
        _to_its_cue(page, drafts, paragraph, top, owner, own)
    else:
        _to_the_cue_before(page, drafts, paragraph, top, owner)


def undivided(page: Page, drafts: list[Draft], _: Claims) -> None:
    """A quotation that one draft holds all of is its own: others give back the scraps they have of it."""
    plain = [one for one in drafts if one.within is None and one.rule not in _TURNS]
    pieces = sorted(((span.start, span.end, n) for n, one in enumerate(plain) for span in one.content), reverse=True)
    open_: list[tuple[int, int, int]] = []
    for top in page.quoted.tops:
        start, end = top.inner
        while pieces and pieces[-1][0] < end:
            open_.append(pieces.pop())
        open_ = [piece for piece in open_ if piece[1] > start]
        holders = {piece[2] for piece in open_}
        whole = next((piece[2] for piece in open_ if piece[0] <= start and end <= piece[1]), None)
        if len(holders) < 2 or whole is None:
            continue
        for n in holders - {whole}:
            if not any(top.span.overlaps(role) for role in (*plain[n].cue, *plain[n].source)):
                taken(page.text, plain[n], top.span)
    drafts[:] = [draft for draft in drafts if draft.content]


def own_cue(text: str, paragraph: Paragraph, top: QuotedStretch) -> FoundCue | None:
    """Source and cue right after a quotation whose last mark calls for them: ``"A," said B``."""
    last = top.inner.of(text).rstrip("'\u2019\u201d\" \u00a0")[-1:]
    if last not in ",?!\u2026-\u2013\u2014" and text[top.span.end : top.span.end + 1] != ",":
        return None
    found = cue_after(text, top.span.end, paragraph.span.end)
    if found is None or _STOP.search(text, top.span.end, max(found[0].start, found[1].start)):
        return None
    return found


def is_sentence(text: str, paragraph: Paragraph, top: QuotedStretch) -> bool:
    """Whether a quotation begins like a sentence, where one may begin."""
    first = re.search(r"\w", top.inner.of(text))
    if first is None or not (first[0].isupper() or first[0].isdigit()):
        return False
    before = text[max(paragraph.span.start, top.span.start - 12) : top.span.start].rstrip()
    return not before or before[-1] in _BEGINS


def owner_of(drafts: list[Draft], top: QuotedStretch) -> Draft | None:
    """The draft that claims most of the quotation."""
    best, most = None, 0
    for draft in drafts:
        held = sum(max(0, min(top.inner.end, s.end) - max(top.inner.start, s.start)) for s in draft.content)
        if held > most:
            best, most = draft, held
    return best if 2 * most >= top.inner.length else None


def _to_its_cue(
    page: Page, drafts: list[Draft], paragraph: Paragraph, top: QuotedStretch, owner: Draft, own: FoundCue
) -> None:
    source, cue = own
    if any(cue.overlaps(role) or source.overlaps(role) for role in owner.cue):
        return
    after = max(cue.end, source.end)
    if any(span.overlaps(cue) for span in owner.content):
        if any(after <= other.start < _sentence_end(page.text, after, paragraph) for other in owner.cue) and not any(
            own_cue(page.text, paragraph, next_one) is not None
            for next_one in paragraph.tops
            if next_one.span.start >= after
        ):
            return  # ``"A," he said, according to B``: all of it is B's; but not ``"A," he said, but "C," said B``
        taken(page.text, owner, Span(top.span.start, after))
    holder = next((one for one in drafts if any(cue.overlaps(role) for role in one.cue)), None)
    taken(page.text, owner, top.span)
    if holder is None:
        drafts.append(Draft((source,), (cue,), [top.span], BESIDE, BESIDE_RULE))
    else:
        holder.content.append(top.span)


def _to_the_roles_after(text: str, drafts: list[Draft], top: QuotedStretch, owner: Draft | None) -> bool:
    """A quotation that nothing claims, its last mark a comma, is that of the source and cue right after it."""
    if "," not in (top.inner.of(text).rstrip()[-1:], text[top.span.end : top.span.end + 1]):
        return False
    for draft in drafts:
        roles = sorted((*draft.source, *draft.cue))
        if not draft.source or not draft.cue or not top.span.end <= roles[0].start <= top.span.end + 2:
            continue
        if roles[-1].start - roles[0].end > 2:
            continue
        if owner is not None:
            owner.content = [span for span in owner.content if not span.overlaps(top.span)]
        draft.content.append(top.span)
        return True
    return False


def _to_the_cue_before(page: Page, drafts: list[Draft], paragraph: Paragraph, top: QuotedStretch, owner: Draft) -> None:
    """``"A," he said. "B."``: B to ``said``, whichever cue before A, after B or in between claims it."""
    text = page.text
    if any(top.span.end <= cue.start < _sentence_end(text, top.span.end, paragraph) for cue in owner.cue):
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
        if len(between) > _BETWEEN or not re.search(r"[.!?]\s*\Z", between) or _SENTENCE_END.search(between):
            continue
        if any(one is not top for one in page.quoted.over(reached, top.span.start)):
            continue
        taken(text, owner, top.span)
        draft.content.append(top.span)
        return


def _sentence_end(text: str, at: int, paragraph: Paragraph) -> int:
    """Where the sentence that ``at`` stands in ends; at once where a stop and a capital stand on either side."""
    if re.search(r"[.!?][\"\u201d\u2019')]*\Z", text[:at][-4:]) and re.match(r"\s+[A-Z\"\u201c]", text[at : at + 3]):
        return at
    found = _SENTENCE_END.search(text, at, paragraph.span.end)
    return found.end() if found else paragraph.span.end


def taken(text: str, draft: Draft, part: Span) -> None:
    """Take a stretch out of a draft's content; what is left of its pieces stays where it holds a word."""
    kept: list[Span] = []
    for span in draft.content:
        if not span.overlaps(part):
            kept.append(span)
            continue
        for start, end in ((span.start, min(span.end, part.start)), (max(span.start, part.end), span.end)):
            piece = trimmed(text, start, end) if start < end else Span(start, start)
            while piece.length and text[piece.end - 1] in ":,;. ":
                piece = Span(piece.start, piece.end - 1)
            while piece.length and text[piece.start] in ":,;. ":
                piece = Span(piece.start + 1, piece.end)
            if piece.length and word_count(text, *piece):
                kept.append(piece)
    draft.content = kept
