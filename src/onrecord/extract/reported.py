"""What the words of a language show where its network was silent: who said it named after it, speech that goes on in
the subjunctive without another "said he", verbs that tell by themselves, and words inside marks inside what is said.

Every word comes from the lexicon of an installed language (`onrecord.model.language`), so that no language stands in
the code; the shares were counted in the 700 reports of German Wikinews train.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.drafts import Claims, Draft, Near, Page, Paragraph
from onrecord.extract.marks import QuotedStretch
from onrecord.model import Span
from onrecord.model.language import Lexicon

NAMED_AFTER, ACCORDING, GOING_ON, TOLD = 0.95, 0.8, 0.85, 0.7
"""Scores of the rules: the shares that were right. Words inside have the score of what they stand in."""
_STOP = re.compile(r"[.!?][\"“”»«’']?(?=\s+[^\Wa-zäöüß_]|\s+[\"„“»«‚]|\s*\Z)")
_ORDINAL = re.compile(r"(?<!\w)\d{1,2}\Z")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_AFTER = re.compile(
    r",[“”»«]?\s(?P<verb>\w+)\s(?:es\s)?"
    r"(?P<source>[^\s,;:!?„“»«\"][^,;:!?„“»«\"]{1,120}?)(?:\smit)?[.!?]?\Z"
)
"""What follows a content: a verb and who said it, up to the sentence's end."""
_BEFORE = re.compile(
    r"(?P<front>\w[^,:;]{0,80}?)\s(?P<verb>[a-zäöü]{4,})\b(?:\s(?P<subject>[^,:;]{1,80}?)(?:\s(?:mit|davon|dazu))?)?[,:]\s"
)
"""What comes before one, from the sentence's start."""

_REST = 12
"""Most words of a sentence after who said it and what: "..., sagte Weil am Abend vor dem Rat."."""


def sentences(page: Page, paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Span]:
    """The sentences of a paragraph, full stop and closing mark included; none ends inside marks."""
    text, start = page.text, paragraph.span.start
    for stop in _STOP.finditer(text, start, paragraph.span.end):
        if text[stop.start()] == "." and _abbreviated(text[max(start, stop.start() - 12) : stop.start()], lexicon):
            continue
        if any(one.inner.start < stop.start() and stop.end() < one.span.end for one in page.quoted.over(*stop.span())):
            continue
        yield Span(start, stop.end())
        start = stop.end()
        while start < paragraph.span.end and text[start].isspace():
            start += 1
    if start < paragraph.span.end:
        yield Span(start, paragraph.span.end)


def _abbreviated(before: str, lexicon: Lexicon) -> bool:
    """Whether a full stop after ``before`` ends no sentence: "am 3.", "Dr.", "J."."""
    words = _WORD.findall(before)
    last = words[-1] if words and before.endswith(words[-1]) else ""
    return bool(_ORDINAL.search(before)) or len(last) == 1 or last.lower() in lexicon.abbreviations


def named_after(page: Page, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Sentences that nothing claims and that end in who said them: ``..., so Anna Weil.`` (81 of 85)."""
    claims = Claims(drafts)
    for sentence in _all(page, lexicon):
        found = _AFTER.search(page.text, sentence.start, sentence.end)
        if found is None or found["verb"] not in lexicon.after:
            continue
        content = Span(sentence.start, found.start())
        if _names(found["source"], lexicon) and not claims.share(page.text, *content):
            source, cue = Span(*found.span("source")), Span(*found.span("verb"))
            drafts.append(Draft((source,), (cue,), [content], NAMED_AFTER, "named after"))


def _names(source: str, lexicon: Lexicon) -> bool:
    """Whether words can be who spoke: a noun from its beginning or after its article, or a pronoun ("so", not "so dass")."""
    words = source.split()
    if words[0] in lexicon.articles:
        return any(word[0].isupper() for word in words[1:])
    return words[0][0].isupper() or words[0] in lexicon.pronouns


def according(page: Page, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Clauses that nothing claims after a word like "wonach" (according to which; 9 of 11), up to the next comma."""
    claims = Claims(drafts)
    for sentence in _all(page, lexicon):
        for word in _WORD.finditer(page.text, *sentence):
            if word[0] not in lexicon.according:
                continue
            comma = page.text.find(",", word.end(), sentence.end)
            start, end = word.end() + 1, comma if comma > 0 else sentence.end
            if start < end and not claims.share(page.text, start, end):
                drafts.append(Draft((), (Span(*word.span()),), [Span(start, end)], ACCORDING, "according"))


def gone_on(page: Page, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Sentences in the subjunctive that nothing claims and that hold no cue, as one where they follow one another.

    Nine in ten such sentences are somebody's words.
    """
    claims, near = Claims(drafts), Near(drafts)
    for paragraph in page.body:
        around = near.of(paragraph.span)
        before: Draft | None = None
        for sentence in sentences(page, paragraph, lexicon):
            here = [one for one in around if any(sentence.overlaps(span) for span in (*one.content, *one.cue))]
            if here:
                before = max(here, key=lambda one: one.end)
            elif claims.share(page.text, *sentence) or not subjunctive(page, sentence, lexicon):
                before = None
            elif before is not None and _reaches(page, before, sentence, lexicon):
                before.content[-1] = Span(before.content[-1].start, sentence.end)
            else:
                before = _introduced(page, sentence, lexicon) or Draft((), (), [sentence], GOING_ON, "going on")
                drafts.append(before)


def _introduced(page: Page, sentence: Span, lexicon: Lexicon) -> Draft | None:
    """``Weil sagte am Abend, die Brücke sei sicher.``: who speaks and a verb before the first comma, the rest said (62
    of 62). Where an adverb or a preposition stands first (``Weiter sagte Weil, ...``), who speaks follows the verb."""
    found = _BEFORE.match(page.text, sentence.start, sentence.end)
    if found is None or found["verb"] not in lexicon.after or page.quoted.meets(*found.span()):
        return None
    content = Span(found.end(), sentence.end)
    if not subjunctive(page, content, lexicon):
        return None
    part = "subject" if found["front"].split()[0].lower() in lexicon.fronts else "front"
    source = (Span(*found.span(part)),) if found[part] and _names(found[part], lexicon) else ()
    return Draft(source, (Span(*found.span("verb")),), [content], NAMED_AFTER, "introduced")


def _reaches(page: Page, before: Draft, sentence: Span, lexicon: Lexicon) -> bool:
    """Whether an attribution without a cue, in the subjunctive as well, reaches up to the sentence."""
    last = before.content[-1]
    return (
        not before.cue
        and subjunctive(page, last, lexicon)
        and not _WORD.search(page.text, last.end, max(last.end, sentence.start))
    )


def carried(page: Page, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """What has no cue and stands right after an attribution is the same source's: speech in the subjunctive (156 of
    181), whatever the network took for its source, and a quotation that has none."""
    last, reached = Draft((), (), [], 0.0), 0
    for draft in sorted(drafts, key=lambda one: one.start):
        if last.source and not draft.cue and _right_after(page, last, reached, draft):
            going_on = subjunctive(page, draft.content[0], lexicon)
            if going_on or not (draft.source or bare(page, draft, lexicon)):
                draft.source = last.source
        end = max(span.end for span in (*draft.content, *draft.cue, *draft.source))
        if end >= reached:
            last, reached = draft, end


def _right_after(page: Page, last: Draft, reached: int, draft: Draft) -> bool:
    """Whether no more than the rest of the sentence of one attribution of a paragraph stands before another."""
    same = page.paragraph_at(last.start) == page.paragraph_at(draft.start)
    if not same or reached > draft.start:
        return False
    between = page.text[reached : draft.start]
    return len(_WORD.findall(between)) <= _REST and not _STOP.search(between.rstrip()[:-1])


def told(page: Page, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Sentences that nothing claims and whose verb tells what was said by itself: ``Der Verein fordert mehr Geld.``

    The sentence as a whole is the content, its subject included (61 of 82 without a cue).
    """
    claims = Claims(drafts)
    for sentence in _all(page, lexicon):
        tells = any(found[0] in lexicon.telling for found in _WORD.finditer(page.text, *sentence))
        if tells and not claims.share(page.text, *sentence):
            drafts.append(Draft((), (), [sentence], TOLD, "told"))


def inside(page: Page, drafts: Sequence[Draft], lexicon: Lexicon) -> Iterator[Draft]:
    """Words inside marks inside what is said: the speaker's own within a rendering of them; same source, same cue."""
    for draft in drafts:
        for span in draft.content:
            for top in page.quoted.inside(*span):
                alone = not _WORD.search(page.text, span.start, top.span.start)
                if alone and not _WORD.search(page.text, top.span.end, span.end):
                    continue
                if worded(page.text, top, lexicon):
                    yield Draft(draft.source, draft.cue, [top.span], draft.score, "inside", within=draft)


def worded(text: str, top: QuotedStretch, lexicon: Lexicon) -> bool:
    """Whether marks hold somebody's words rather than a name.

    They do where the first word has a small letter and is no mere article or preposition (inside what is said 112 of
    120 of two words and more, 15 of 25 of one), or where any is of three words and more (71 of 82).
    """
    words = _WORD.findall(text[top.inner.start : top.inner.end])
    own = [n for n, word in enumerate(words) if word[0].islower() and word not in lexicon.small]
    return bool(own) and (own[0] == 0 or len(words) >= 3)


def bare(page: Page, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether nothing in the text shows that a content is somebody's: no cue, no marks all around, no subjunctive."""
    return not draft.cue and not any(
        subjunctive(page, span, lexicon)
        or all(page.quoted.meets(*word.span()) for word in _WORD.finditer(page.text, *span))
        for span in draft.content
    )


def subjunctive(page: Page, span: Span, lexicon: Lexicon) -> bool:
    """Whether a word outside marks is a verb in the subjunctive of reported speech (and none says "I")."""
    words = {word[0] for word in _WORD.finditer(page.text, *span) if not page.quoted.meets(*word.span())}
    return bool(words & lexicon.subjunctive) and not words & lexicon.first


def _all(page: Page, lexicon: Lexicon) -> Iterator[Span]:
    for paragraph in page.body:
        yield from sentences(page, paragraph, lexicon)
