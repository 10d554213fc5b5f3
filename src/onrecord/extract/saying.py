"""The obvious cue beside a quotation: a verb of saying with its subject, before it, after it or in the line above."""

from __future__ import annotations

import re

from onrecord.model import Span

_VERBS = (
    "said says say told tells tell added adds wrote writes asked asks replied replies explained explains warned warns "
    "insisted insists claimed claims admitted admits declared declares announced announces stated states argued argues "
    "noted notes tweeted tweets posted posts answered answers responded responds continued continues joked jokes "
    "recalled recalls remarked remarks commented comments observed observes stressed stresses emphasised emphasises "
    "emphasized emphasizes concluded concludes complained complains shouted shouts yelled whispered muttered screamed "
    "cried fumed fumes blasted raged quipped quips snapped sighed laughed boasted vowed vows pledged promised "
    "conceded concedes confirmed confirms denied denies urged urges testified testifies reads read quoted underlined "
    "underscored reiterated maintained maintains suggested suggests hailed praised thundered pleaded begged demanded "
    "reports reported asking saying adding writing warning telling arguing insisting demands "
    "wondered countered counters confessed retorted went acknowledged acknowledges cautioned cautions interjected "
    "exclaimed agreed agrees assured chanted predicted predicts asserted asserts recounted echoed opined mused lamented "
    "protested jeered gloated scoffed remembered boomed marvelled"
).split()
VERB = r"(?:" + "|".join(sorted([*_VERBS, "put it", "puts it"], key=len, reverse=True)) + r")"
_AUX = (
    r"(?:(?:has|have|had|also|then|later|once|reportedly|simply|only|just|would|will|further|previously|recently)"
    r"\s+){0,3}"
)
# A subject: a pronoun, or up to nine words that hold no verb of saying and no stop.
_WORDS = r"[\w’'&.-]*[\w’'&-]"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Ii]t)"
_NAME = (
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Mm]y|[Aa]nother|[Ff]ormer)\s+)?"
    r"[\w’'&-]+(?:\.(?=\s[A-Z]))?(?:\s+[\w’'&-]+\.?){0,7}?"
)
_APPOSED = r"(?:,\s(?:the\s|an?\s|his\s|her\s|who\s|\d\d?\b)?[^,.;:“”\"\n]{0,80})?"

_AFTER = re.compile(
    rf"\s*(?:[,\u2013\u2014-]\s*)?(?:(?P<cue1>{_AUX}\b{VERB})\s+(?P<source1>{PRONOUN}\b|{_NAME}{_APPOSED})(?=\s*(?:[.,;:!?]|$|\n|[\"“'‘]|\b(?:in|at|on|after|as|during|to|when|while|before|by|of|from|with|who)\b))"
    rf"|(?P<source2>{PRONOUN}|{_NAME}{_APPOSED}),?\s+(?P<cue2>{_AUX}\b{VERB})\b)",
    re.MULTILINE,
)
_BEFORE = re.compile(
    rf"(?P<source>{PRONOUN}|{_NAME}{_APPOSED}),?\s+(?P<cue>{_AUX}\b{VERB})\b(?P<rest>[^.!?;“”\"\n]{{0,60}})\s*[:,]?\s*\Z"
)
_BESIDE = re.compile(rf"\b(?:[Aa]nd|[Bb]ut|[Ss]o)\s+(?P<source>{PRONOUN})\s+(?P<cue>{_AUX}\b{VERB})\s*[:,]?\s*\Z")
"""The last of two that the sentence lets speak: "I told my manager, and he said, ..."."""
_CONJOINED = re.compile(
    r"\A(?:[Bb]ut|[Aa]nd|[Aa]s|[Ww]hile|[Ww]hen|[Ss]o|[Tt]hen|[Yy]et|[Aa]fter|[Ii]n|[Oo]n|[Aa]t|[Ff]or|[Tt]hat|[Ww]hich)\s+"
)

_ABBREVIATED = re.compile(r"\b(?:Jr|Sr|Inc|Co|Ltd|Corp|[A-Z])\.\Z")
_ADVERB = re.compile(
    r"\s+((?:\w{3,}ly|also|always|never|often|even|just|still|then|once|again|has|have|had)(?:\s+\w+ly)?)\Z"
)

_VERBAL = (
    r"(?:(?:also|then|later|even|has|have|had|once|just|recently|\w+ly)\s+)*(?:[a-z]+(?:ed|s)|went|wrote|put|gave|made"
    r"|told|said|took|got|had|sent|spoke|began|came|left|drew|ran|laid|read|kept|saw|was|were|are|broke|held|found|led|stood|sat"
    r"|fell|met|won|lost|threw|caught|brought|taught|felt|knew|swore|sang|struck|hit|cut|set|shot|wound)\b"
)
_PAST = r"(?:\w+ly\s+)?(?:[a-z]+ed|went|wrote|put|gave|made|told|took|had|sent|spoke|began|was|were)\b"
_CLAUSE = re.compile(
    r"(?:\A|[.!?]['\"\u201d\u2019]?\s+|,\s+|\b(?:[Bb]ut|[Aa]nd|[Ss]o|[Tt]hen|[Yy]et|[Ww]hen|[Aa]s|[Tt]hat|[Ww]hile)\s+)"
    r"(?P<source>[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he\s+|[Hh]is\s+|[Hh]er\s+)?(?:[A-Z][\w’'.-]+\s+){0,5}[A-Z][\w’'-]+"
    rf"(?:,[^,:\u201c\u201d\"]{{3,80}},)?(?=\s+{_VERBAL})|(?<![a-z,] )The(?:\s+[\w’'-]+){{1,4}}?(?=\s+{_PAST}))"
)
_NO_SUBJECT = re.compile(
    r"(?:When|As|After|Before|While|If|But|And|In|On|At|For|That|This|It|Then|So|Or|What|There|Here)\b"
)

_MANY = (
    r"(?:officials|police|prosecutors|aides|residents|witnesses|investigators|lawyers|analysts|experts|critics|doctors"
    r"|supporters|organi[sz]ers|researchers|scientists|sources|authorities|rescuers|villagers|parents|teachers|campaigners)"
)
"""Speakers that need no article."""

_COLON = re.compile(r"(?P<sign>:)\s*\Z")
_DASH = re.compile(r"\s*(?P<sign>[\u2013\u2014\u2015]|--?(?=\s))\s*\Z")
_WHO = re.compile(rf"\b(?P<source>who)\s+(?P<cue>{_AUX}\b{VERB})\b[^.!?;:\u201c\u201d\"\n]{{0,80}}[,:]\s*\Z")

FoundCue = tuple[Span, Span]
"""(source, cue), code points."""


def cue_after(text: str, at: int, end: int) -> FoundCue | None:
    """The subject and verb of saying that follow a quotation which ends at ``at``; None: none there."""
    found = _AFTER.match(text, at, min(end, at + 240))
    if not found:
        return None
    which = "1" if found["cue1"] else "2"
    return _checked(text, Span(*found.span(f"source{which}")), Span(*found.span(f"cue{which}")))


def cue_before(text: str, start: int, at: int) -> FoundCue | None:
    """The subject and verb of saying just before ``at``, in the sentence that ``start`` or a full stop begins."""
    start = _sentence_start(text, start, at)
    found = _BEFORE.search(text, start, at)
    return _checked(text, Span(*found.span("source")), Span(*found.span("cue"))) if found else None


def last_cue_before(text: str, start: int, at: int) -> FoundCue | None:
    """As `cue_before`; where the sentence lets two speak ("I told my manager, and he said, ..."), the one beside ``at``."""
    found = _BESIDE.search(text, _sentence_start(text, start, at), at)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else cue_before(text, start, at)


def _sentence_start(text: str, start: int, at: int) -> int:
    begin = max(start, at - 240)
    for stop in re.finditer(r"(?<=[a-z0-9)”\"’'])[.!?;][”\"’']?\s+(?=[A-Z“\"‘'])", text[begin:at]):
        begin_here = stop.end()
        if not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|Gen|Col|Lt|Prof)\.\s*\Z", text[begin : begin + begin_here]):
            start = max(start, begin + begin_here)
    return max(start, begin)


def subject_before(text: str, start: int, at: int) -> Span | None:
    """The subject of the last clause of the sentence that a colon at ``at`` ends: ``He returned to his lines:``.

    Right for 48 of the 72 quotations of the training corpus that it finds one for and no verb of saying announces;
    wrong mostly by another word for the same person.
    """
    begin = _sentence_start(text, start, at)
    best: Span | None = None
    for found in _CLAUSE.finditer(text[begin:at]):
        source = Span(begin + found.start("source"), begin + found.end("source"))
        lead = _NO_SUBJECT.match(text, source.start, source.end)
        if lead is None:
            best = source
        elif lead[0] in ("But", "And", "As", "When", "While", "Then", "So", "Or") and lead.end() + 1 < source.end:
            best = Span(lead.end() + 1, source.end)
    return best


def announcing(text: str, start: int, at: int) -> FoundCue | None:
    """The subject of a clause without a verb of saying whose colon announces what begins at ``at``, and the colon."""
    return _announcing(text, start, at, _COLON)


def dashed(text: str, start: int, at: int) -> FoundCue | None:
    """The subject of the clause that a dash before ``at`` breaks off (``When she wrapped up - "A"``), and the dash."""
    return _announcing(text, start, at, _DASH)


def _announcing(text: str, start: int, at: int, sign: re.Pattern[str]) -> FoundCue | None:
    found = sign.search(text, max(start, at - 6), at)
    if found is None:
        return None
    subject = subject_before(text, start, found.start())
    return (subject, Span(*found.span("sign"))) if subject else None


def relative_before(text: str, start: int, at: int) -> FoundCue | None:
    """``who told the council when asked about it: "A"`` and ``who asked, "A"``."""
    found = _WHO.search(text, _sentence_start(text, start, at), at)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else None


def _checked(text: str, source: Span, cue: Span) -> FoundCue | None:
    while source.start < source.end and not text[source.start].isalnum():
        source = Span(source.start + 1, source.end)
    if text[source.end - 1 : source.end] == "." and not _ABBREVIATED.search(text, source.start, source.end):
        source = Span(source.start, source.end - 1)
    words = source.of(text)
    lead = _CONJOINED.match(words)
    if lead:
        source = Span(source.start + lead.end(), source.end)
        words = source.of(text)
    adverb = _ADVERB.search(words)
    if adverb and cue.start >= source.end:
        cue, source = Span(source.start + adverb.start(1), cue.end), Span(source.start, source.start + adverb.start())
        words = source.of(text)
    if not re.fullmatch(PRONOUN, words) and not re.search(r"[A-Z]", words) and not re.match(
        r"(?:the|an?|his|her|their|one|another)\s|(?:\w+ ){0,2}" + _MANY + r"\Z", words, re.IGNORECASE
    ):  # fmt: skip
        return None
    if re.search(rf"\b{VERB}\b", words) or not words.strip():
        return None
    return source, cue
