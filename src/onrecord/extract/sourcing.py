"""A source for quotations that the model ties to nobody although the sentence says whose they are."""

from __future__ import annotations

import re

from onrecord.extract.drafts import Claims, Draft, Page, trimmed
from onrecord.extract.saying import VERB, subject_before
from onrecord.model import Span

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\b|\A(?:dubbed|called|termed|labell?ed|described)\b")
_BEING_TOLD = re.compile(
    r"(?:(?:has|have|had|will|would|could|may|might|can|not|never|also|\w+ly)\s+)*"
    r"(?:is|are|was|were|be|been|being|gets?|got)\s+(?:not\s+|\w+ly\s+|also\s+|often\s+|now\s+|still\s+|once\s+|even\s+)*"
    r"(?:expected|asked|known|seen|considered|critici[sz]ed|called|charged|accused|viewed|projected|reported|described|challenged|told|"
    r"deemed|questioned|pressed|regarded|invited|briefed|dubbed|informed|nicknamed|blamed|thought|ordered|instructed|warned|advised|"
    r"urged|reminded|praised|hailed|credited|believed|understood|estimated|alleged|labell?ed|begged|summoned)\b",
    re.IGNORECASE,
)
"""Who stands before such a cue is told, asked or spoken of, and does not speak: so in 228 of 234 such cues of train."""
_ASKED = re.compile(
    r"(?:when |once )?(?:asked|pressed|questioned|quizzed|challenged|prompted)\b(?! (?:the|a|an|his|her|him|them|us|me)\b)"
)
_FRONTED = re.compile(
    r"(?:\A|(?<=[.!?\n]\s)|(?<=\n)|(?<=[\u2013\u2014-]\s))(?:In|During|After|Before|At|Following|Addressing|Speaking|Talking|Writing|Responding|Replying"
    r"|Reacting)\b[^,.;:!?\n\u201c\u201d\"]{2,120}\b(?:to|with|for|of|from|by|alongside|beside)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w’'-]+\s+)+of\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s+)+)?\Z"
)
_TOLD_THEN = re.compile(r"[^,;:\u201c\u201d\"]{3,100},\s+(?=(?:the|an?|his|her|its|their)\s|[A-Z])")
"""In "In a letter to X, Y said" Y speaks, whatever stands between: X belongs to the phrase that opens the sentence."""
_AUXILIARY = re.compile(r"(?<=\w)\s+(?P<verb>(?:has|have|had)(?: been)?|was|were|is|are|also|will|would)\Z")
_QUOTED_AS = re.compile(r"(?:is|are|was|were|been|being)\s+(?:also\s+|widely\s+|later\s+)?(?:quoted|cited|heard)\b")
_BEFORE_QUOTED = re.compile(r"[,.!?]?[\"\u201d\u2019]?,?\s+(?P<source>(?:[\w’'.-]+\s){1,8})\Z")
_BY = re.compile(
    r",?\s+by\s+(?P<source>(?:(?:the|an?|his|her|their|one|some|former)\s+)?(?:[\w’'&.-]+\s+){0,5}?[A-Z][\w’'&-]+"
    r"(?:\s+[A-Z][\w’'&-]+)*(?:,\s(?:an?|the)\s[^,.;:“”\"\n]{3,80})?)"
)
_SHARED = re.compile(r"(?:[,;(\u2013\u2014-]|\b(?:and|but|then|or))\s*\Z")
_NEAR = re.compile(
    r"(?:\A|(?<=\s))(?P<source>[Hh]e|[Ss]he|[Tt]hey|who|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+)(?:,\s[^,.;:“”\"\n]{1,40},)?\s\Z"
)
_DESCRIBED = re.compile(
    r"(?:\A|\n|[.!?;][\"\u201d\u2019']*\s+|,\s+|\b(?:and|but|that|when|as)\s+)"
    r"(?P<source>(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]any|[Ss]ome|[Ss]everal|[Aa]nother|[Tt]wo|[Tt]hree)"
    r"(?:\s(?!(?:who|which|that|whose|and|but|to)\b)[\w’'-]+){1,5})\s\Z"
)
"""A described speaker right before the cue that begins the clause."""
_RELATIVE = re.compile(
    r"\b(?P<source>who|which)\s(?:(?!\b(?:who|which)\b)[^.;:!?\u201c\u201d\"\n])*(?:,|\band|\bbut)\s\Z"
)
_OWNED = re.compile(
    r"(?:\A|(?<=[\s(]))(?P<source>(?:[A-Z][\w’'-]*\s){0,3}[A-Z][\w-]*(?:['\u2019]s|(?<=s)['\u2019])"
    r"|(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s(?:[\w-]+\s){0,3}?[\w-]+(?:['\u2019]s|(?<=s)['\u2019])|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)"
    r"\s(?P<cue>(?:[\w-]+\s){0,2}(?:response|reply|answer|message|verdict|advice|reaction|explanation|motto|slogan|pitch|retort"
    r"|conclusion|warning|plea|prediction|question|comment|tweet|statement|words|dictum|mantra)"
    r"(?:\s(?:to|for|on|about|at|in|after)\s(?:[\w’'-]+\s?){1,6}?)?"
    r"(?::|\s(?:is|was|were|are|reads?|said|says|declares)(?:\s\w+)?(?:\s\w+)?[:,]?))\s*\Z"
)
"""What somebody's answer, slogan or message was: the words are his."""
_BETWEEN = re.compile(
    r"[,\s]*(?P<source>(?:[Hh]e|[Ss]he|[Tt]hey)|(?:[Tt]he\s|[Hh]is\s|[Hh]er\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})\s"
)
_FROM = re.compile(
    r"(?:\s(?:shouts?|cries|calls|voices?))?\s(?:from|of)\s(?P<source>(?:the|an?|some|his|her)\s[\w’'-]+(?:\s[\w’'-]+)?)(?=[,.;])"
)
_WRITTEN = re.compile(
    r"\b(?P<source>(?:an?|the|his|her|their|one|\w+s)\s(?:[\w-]+\s){0,2}(?:signs?|banners?|posters?|placards?|stickers?|T-shirts?|shirts?|hats?|caps?|notes?))"
    r"\s(?:(?:that|which)\s)?(?P<cue>saying|reading|said|read|says|reads)"
)
_GERUND = re.compile(r"(?:also |later |then )?\w+ing\b", re.IGNORECASE)
_FINITE = re.compile(
    rf"(?:(?:has|have|had|also|then|later|once|\w+ly)\s+)*(?:{VERB}|called|calls|branded|dubbed|labell?ed|described)\b"
)
_SENTENCE = re.compile(r"[.!?][\"\u201d\u2019')]*\s+\Z")


def sourced(page: Page, drafts: list[Draft], _: Claims) -> None:
    """Name the source of quoted drafts that have a cue and no source: the agent of a passive, the subject that a
    participle or a second verb shares with the cue before it, the subject of the clause that announces them. Who is told,
    asked or accused ("X was told") is no source."""
    for draft in drafts:
        if draft.rule == "model" and (_is_told(page.text, draft) or _in_its_content(draft)):
            draft.source = ()
        if draft.source and draft.cue and draft.source[-1].end <= draft.cue[0].start:
            draft.source = _after_fronted(page.text, draft.source)
            _auxiliary_mended(page.text, draft)
        if not draft.cue or not _quoted(page, draft) or _owned(page, draft) or _written_on(page.text, draft):
            continue
        draft.source = _without_words(page, draft)
        if draft.source:
            continue
        draft.source = (
            _agent(page.text, draft)
            or _quoted_as(page.text, draft)
            or _subject(page.text, draft)
            or _sharing(page, drafts, draft)
            or _announcing(page, draft)
            or _described(page, draft)
        )


def _is_told(text: str, draft: Draft) -> bool:
    if not draft.source or not draft.cue or draft.source[-1].end > draft.cue[0].start:
        return False
    source, cue = draft.source[-1], draft.cue[0]
    if _BEING_TOLD.match(text, cue.start, draft.cue[-1].end) is not None:
        return True
    # "Keller, asked on Friday if ..., replied": a participle between two commas ("Keller, who swims, asked if ..." is none)
    if "," in source.of(text).rstrip(", ") or _ASKED.match(text, cue.start) is None:
        return False
    before, after = text[source.end - 1 : cue.start], text[draft.end : draft.end + 1]
    return "," in before and not before.strip(", ").strip(text[source.end - 1]) and after == ","


def _auxiliary_mended(text: str, draft: Draft) -> None:
    """The verb that the source has taken along belongs to the cue: "Keller was | quoted as saying"."""
    last, cue = draft.source[-1], draft.cue[0]
    found = _AUXILIARY.search(text, last.start, last.end)
    if found is None or text[last.end : cue.start].strip():
        return
    draft.source = (*draft.source[:-1], Span(last.start, found.start()))
    draft.cue = (Span(found.end() - len(found["verb"]), cue.end), *draft.cue[1:])


def _after_fronted(text: str, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """The source without the person to whom the phrase before it goes: "In a letter to Z, X said"."""
    first = source[0]
    told = _TOLD_THEN.match(text, first.start, first.end)
    if told is None or _FRONTED.search(text, max(0, first.start - 200), first.start) is None:
        return source
    return (Span(told.end(), first.end), *source[1:])


def _quoted_as(text: str, draft: Draft) -> tuple[Span, ...]:
    """ "A," X was quoted as saying by Z: X, between the quotation and the cue."""
    cue = draft.cue[0]
    before = [span for span in draft.content if span.end <= cue.start]
    if not before or _QUOTED_AS.match(text, cue.start) is None:
        return ()
    found = _BEFORE_QUOTED.match(text, before[-1].end, cue.start)
    return (Span(found.start("source"), found.start("source") + len(found["source"].rstrip())),) if found else ()


def _in_its_content(draft: Draft) -> bool:
    """Whether the words that are to name the speaker are among those spoken: ``naming him the "A"``."""
    return bool(draft.source) and all(any(span.covers(role) for span in draft.content) for role in draft.source)


def _without_words(page: Page, draft: Draft) -> tuple[Span, ...]:
    """The source without what its speaker says: of ``X, who built it, "A"`` the part before the mark."""
    made = []
    for role in draft.source:
        own = [top for top in page.quoted.over(*role) if any(span.overlaps(top.span) for span in draft.content)]
        cut = min((top.span.start for top in own if role.start < top.span.start), default=role.end)
        made.append(trimmed(page.text, role.start, cut))
    return tuple(made)


def _owned(page: Page, draft: Draft) -> bool:
    """``X's answer was: "A"``, whichever of these words are taken for source and cue: X, and the rest. True where so."""
    text, at = page.text, draft.start
    if draft.cue[0].start > at or not any(one.span.start == at for one in page.quoted.over(at, at + 1)):
        return False
    start = page.paragraphs[page.paragraph_at(at)].span.start
    found = _OWNED.search(text, max(start, at - 120), at)
    if found is None or not any(found.start() <= cue.start < found.end() for cue in draft.cue):
        return False
    if draft.source and not any(found.start() <= role.start < found.end() for role in draft.source):
        return False
    draft.source, draft.cue = (Span(*found.span("source")),), (trimmed(text, *found.span("cue")),)
    return True


def _written_on(text: str, draft: Draft) -> bool:
    """``B held up a sign saying "A"``: the sign says so. True where so."""
    cue = draft.cue[-1]
    found = _WRITTEN.search(text, cue.start, cue.end)
    if found is None or draft.start < cue.end:
        return False
    draft.source, draft.cue = (Span(*found.span("source")),), (Span(found.start("cue"), cue.end),)
    return True


def _quoted(page: Page, draft: Draft) -> bool:
    return any(page.quoted.meets(*span) for span in draft.content)


def _agent(text: str, draft: Draft) -> tuple[Span, ...]:
    """``has been called "A" by B``."""
    if not any(_PASSIVE.search(text, cue.start, cue.end) for cue in draft.cue):
        return ()
    found = _BY.match(text, max(draft.end, draft.cue[-1].end))
    return (Span(*found.span("source")),) if found else ()


def _subject(text: str, draft: Draft) -> tuple[Span, ...]:
    """A pronoun or a name right before the cue: ``that Marrow, for one, called "A"``."""
    cue = draft.cue[0]
    if _PASSIVE.search(text, cue.start, cue.end) or _GERUND.match(text, cue.start):
        return ()
    if draft.start < cue.start:
        return _inverted(text, draft)
    found = _NEAR.search(text, max(0, cue.start - 90), cue.start)
    return (Span(*found.span("source")),) if found else ()


def _inverted(text: str, draft: Draft) -> tuple[Span, ...]:
    """``"A," B shot back`` and ``"A," came shouts from B``."""
    cue = draft.cue[0]
    before = max((span.end for span in draft.content if span.end <= cue.start), default=cue.start)
    found = _BETWEEN.fullmatch(text, before, cue.start) or _FROM.match(text, draft.cue[-1].end)
    return (Span(*found.span("source")),) if found else ()


def _sharing(page: Page, drafts: list[Draft], draft: Draft) -> tuple[Span, ...]:
    """``B said ..., adding "A"``, ``B said .... Adding, "A"`` and ``who says ... and asserts "A"``."""
    text, at = page.text, draft.cue[0].start
    start = page.paragraphs[page.paragraph_at(at)].span.start
    gerund = _GERUND.match(text, at) is not None
    begins = at == start or _SENTENCE.search(text, start, at) is not None
    if any(_PASSIVE.search(text, cue.start, cue.end) for cue in draft.cue):
        return ()
    if not (gerund and begins) and not _SHARED.search(text, start, at):
        return ()
    if draft.start < at:
        return ()
    if gerund and begins and (main := _main_clause(page, drafts, draft)):
        return main
    before = [one for one in drafts if one.cue and one.source and start <= one.cue[0].start < at]
    if not before:
        return ()
    nearest = max(before, key=lambda one: one.cue[0].start)
    if not begins and re.search(
        r"[a-z0-9][.!?][\"\u201d\u2019')]*\s+[A-Z]", text[max(nearest.cue[-1].end, nearest.source[-1].end) : at]
    ):
        return ()
    return nearest.source


def _main_clause(page: Page, drafts: list[Draft], draft: Draft) -> tuple[Span, ...]:
    """``Citing "A," B urged ...``: the source of the cue that follows in the sentence."""
    text = page.text
    for other in sorted(drafts, key=lambda one: one.start):
        if other is draft or not other.source or not draft.end <= other.source[0].start <= draft.end + 3:
            continue
        if not _SENTENCE.search(text, draft.end, other.source[0].start):
            return other.source
    return ()


def _described(page: Page, draft: Draft) -> tuple[Span, ...]:
    """``One sweeping question asked whether "A"``, and ``who fights B, claims that "A"``."""
    text, cue = page.text, draft.cue[0]
    if draft.start < cue.start or not _FINITE.match(text, cue.start, cue.end):
        return ()
    start = max(page.paragraphs[page.paragraph_at(cue.start)].span.start, cue.start - 160)
    found = _DESCRIBED.search(text, start, cue.start) or _RELATIVE.search(text, start, cue.start)
    return (Span(*found.span("source")),) if found else ()


def _announcing(page: Page, draft: Draft) -> tuple[Span, ...]:
    """``He returned to his familiar lines: "A"``."""
    text, at = page.text, draft.start
    before = trimmed(text, page.paragraphs[page.paragraph_at(at)].span.start, at)
    if not before.length or text[before.end - 1] != ":" or draft.cue[0].start > at:
        return ()
    found = subject_before(text, before.start, before.end)
    return (found,) if found and found.start < draft.cue[0].end else ()
