"""What a content holds too much: clauses with a cue of their own, a topic, the report going on after the quotation.

Counts are of the training corpus' own marks (docs/decisions/0005-grammar-and-assembly.md).
"""

from __future__ import annotations

import re

from onrecord.extract.drafts import Claims, Draft, Page, trimmed, word_count
from onrecord.extract.saying import VERB, cue_after
from onrecord.extract.sharing import BESIDE, BESIDE_RULE
from onrecord.model import Span

_CLAUSE = re.compile(
    r",?[\"\u201d\u2019']?\s*\b(?:but|though|although|while)\s+(?:(?P<source>he|she|they|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+)?"
    rf"(?P<cue>(?:(?:also|later|then|has|had)\s+)*{VERB})\b"
)
_LABEL = re.compile(
    r"(?P<source>(?:(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]n?)\s(?:[\w-]+\s){0,3}[\w-]+,\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'.-]+){0,3}"
    r"(?:,\s(?:the|an?|his|her|\d\d)\b[^.:;\u201c\u201d\"\n]{0,40})?)(?P<cue>:)\s+(?=[\"\u201c])"
)
"""Who speaks, by name, and nothing but a colon."""
_GERUND = (
    r"(?:(?:also|then|later)\s+)?(?:saying|adding|noting|explaining|telling|calling|writing|warning|insisting|arguing"
    r"|claiming|asking|stating|declaring|suggesting|describing|stressing|predicting|joking|recalling)"
)
_INTRODUCED = re.compile(rf",[\"\u201d\u2019']?\s+(?P<cue>{_GERUND})(?:\s+that)?[:,]?\s*\Z")
_PARTICIPLE = re.compile(rf"(?P<cue>{_GERUND})\s+")
_TOPIC = re.compile(r"\s*(?:of|about)\s*\Z")
_NEW_SENTENCE = re.compile(r"[.!?][\"\u201d\u2019']*\s+\Z")
_MARKS = "\"'\u201d\u2019»"
_FEWEST = 2


def parted(page: Page, drafts: list[Draft], _: Claims) -> None:
    """Take out of quoted contents what is not theirs.

    A clause after "but", "though" or "while" with a verb of saying is an attribution of its own 56 of 60 times,
    ``, adding ...`` 265 of 281; a sentence without marks after ``"A," he said.`` is never part of A (0 of 3 found).
    """
    for draft in tuple(drafts):
        if draft.rule != "model" or not draft.cue or not draft.source:
            continue
        if not any(page.quoted.meets(*span) for span in draft.content):
            continue
        for part in (_labelled, _own_clause, _participle, _topic, _next_sentence):
            made = part(page, drafts, draft)
            if made is not None:
                drafts.append(made)
    drafts[:] = [draft for draft in drafts if draft.content]


def _free(drafts: list[Draft], cue: Span) -> bool:
    return not any(cue.overlaps(role) for one in drafts for role in one.cue)


def _labelled(page: Page, drafts: list[Draft], draft: Draft) -> Draft | None:
    """``A said: "B." Her deputy, Tom Vale: "C."``: C is his, though no verb says so."""
    text = page.text
    for span in sorted(draft.content):
        if span.start < draft.cue[-1].end:
            continue
        found = _LABEL.match(text, span.start, span.end)
        if found is None or not _NEW_SENTENCE.search(text, max(0, span.start - 8), span.start):
            continue
        cue, rest = Span(*found.span("cue")), Span(found.end(), span.end)
        if not any(top.span == rest for top in page.quoted.over(*rest)) or not _free(drafts, cue):
            continue
        kept = [one for one in draft.content if one.end <= span.start]
        if not kept:
            draft.source, draft.cue, draft.content = (Span(*found.span("source")),), (cue,), [rest]
            return None
        draft.content = kept
        return Draft((Span(*found.span("source")),), (cue,), [rest], BESIDE, BESIDE_RULE)
    return None


def _own_clause(page: Page, drafts: list[Draft], draft: Draft) -> Draft | None:
    """``A said "B," but she says "C"``."""
    text = page.text
    for span in draft.content:
        found = _CLAUSE.search(text, max(span.start, draft.cue[-1].end), span.end)
        if found is None or not page.quoted.meets(*span):
            continue
        cue, rest = Span(*found.span("cue")), trimmed(text, found.end(), span.end)
        if page.quoted.meets(*cue) or not _free(drafts, cue) or word_count(text, *rest) < _FEWEST:
            continue
        head = trimmed(text, span.start, found.start())
        kept = [one for one in draft.content if one.end <= span.start]
        if word_count(text, *head):
            kept.append(head)
        if not kept:
            continue
        later = [one for one in draft.content if one.start >= span.end]
        draft.content = kept
        source = (Span(*found.span("source")),) if found["source"] else draft.source
        return Draft(source, (cue,), [rest, *later], BESIDE, BESIDE_RULE)
    return None


def _participle(page: Page, drafts: list[Draft], draft: Draft) -> Draft | None:
    """``"A," B said, adding: "C"`` and ``"A," B said, explaining how ...``."""
    text = page.text
    for span in sorted(draft.content):
        if span.start < draft.cue[-1].end or len(draft.content) < 2:
            continue
        found = _INTRODUCED.search(text, draft.cue[-1].end, span.start)
        rest = span
        if found is None and text[: span.start].rstrip().endswith(","):
            found = _PARTICIPLE.match(text, span.start, span.end)
            rest = trimmed(text, found.end(), span.end) if found else span
        if found is None or not _free(drafts, Span(*found.span("cue"))) or word_count(text, *rest) < _FEWEST:
            continue
        later = [one for one in draft.content if one.start >= span.end]
        draft.content = [one for one in draft.content if one.end <= span.start]
        return Draft(draft.source, (Span(*found.span("cue")),), [rest, *later], BESIDE, BESIDE_RULE)
    return None


def _topic(page: Page, _: list[Draft], draft: Draft) -> None:
    """``"A," B said of the plan``: the plan is no words of B's."""
    text = page.text
    if len(draft.content) < 2:
        return
    draft.content = [
        span for span in draft.content
        if page.quoted.meets(*span) or span.start < draft.cue[-1].end or not _TOPIC.fullmatch(text, draft.cue[-1].end, span.start)
    ]  # fmt: skip


def _next_sentence(page: Page, drafts: list[Draft], draft: Draft) -> Draft | None:
    """``"A," B said. The report goes on.`` and ``"A," B said. C, D said.``, where C is D's."""
    text = page.text
    first = min(draft.content)
    if not page.quoted.meets(*first) or first.end > draft.cue[0].start:
        return None
    for span in draft.content:
        if span.start < draft.cue[-1].end or not _NEW_SENTENCE.search(text, max(0, span.start - 8), span.start):
            continue
        found = cue_after(text, span.end, len(text)) if text[span.end : span.end + 1] == "," else None
        if page.quoted.meets(*span) and found is None:
            continue
        if any(one.span.start == span.start for one in page.quoted.over(*span)) or text[span.end - 1] in _MARKS:
            continue  # in marks, or its opening mark was forgotten
        draft.content = [one for one in draft.content if one != span]
        if found is not None and _free(drafts, found[1]):
            return Draft((found[0],), (found[1],), [span], BESIDE, BESIDE_RULE)
        return None
    return None
