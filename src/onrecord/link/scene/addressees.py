"""Words that tell to whom something was said: "told reporters", "in a letter to the board", "urged the council to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.link.lowered import lowered
from onrecord.link.scene.passages import BLANK
from onrecord.link.scene.times import TimeWords
from onrecord.model import Span

_TOLD = (
    "tell|tells|told|telling|ask|asks|asked|asking|urge|urges|urged|"
    "urging|warn|warns|warned|warning|remind|reminds|reminded|reminding|"
    "inform|informs|informed|informing|assure|assures|assured|assuring|"
    "advise|advises|advised|advising|invite|invites|invited|inviting|"
    "order|orders|ordered|ordering|implore|implores|implored|imploring|"
    "beg|begs|begged|begging|encourage|encourages|encouraged|encouraging|"
    "press|presses|pressed|pressing|persuade|persuaded|reassure|reassured|"
    "instruct|instructs|instructed|instructing|thank|thanked|"
    "interviewed|brief|briefed|rallied|email|emailed|e-mailed|texted|"
    "notify|notified|quiz|quizzed|grill|grilled|promise|promised|"
    "beseech|petition|petitioned|lobby|lobbied|command|commanded|"
    "direct|directed|caution|cautioned|exhort|exhorted|challenge|"
    "challenged|congratulate|congratulates|congratulated|congratulating|greet|greeted|"
    "thanks|thanking|briefs|briefing|lectured|lecturing|emailing|e-mailing|"
    "texts|texting|emails|grills|grilling|quizzes|quizzing|presses|assuring"
)
_TOWARDS = (
    "call(?:s|ed|ing)? (?:up)?on|appeal(?:s|ed|ing)? to|sp(?:eak|"
    "eaks|oke|oken|eaking) (?:briefly |exclusively |directly )?(?:to|"
    "with)|talk(?:s|ed|ing)? (?:to|with)|"
    "(?:said|says|saying|explained|complained|confirmed|admitted|"
    "wrote|write|writing|written|replied|responded|repeated|confided|"
    "suggested|apologi[sz]ed|"
    "announced|declared|boasted|bragged|promised|pledged|vowed|remarked|"
    "shouted|texted|whispered|related|described|read|gave|revealed|"
    "recounted|lied|wrote back|conceded|disclosed|insisted|recalled|relayed|conveyed|presented|addressed) to|"
    "(?:shout|yell|bark|snap|tweet|scream|laugh|fir|lash|hit|sho)(?:t|ed|ing|es|s)? (?:back |out )?at|"
    "(?<=to )address|respon(?:d|ds|ded|ding) to(?= [\\w’'. ]{2,40}[’']s? (?:requests?|questions?|inquir))|"
    "(?:questions?|requests?|inquir(?:y|ies)|queries|query) (?:\\w+ )?from|"
    "lean(?:s|ed|ing)? on|plead(?:s|ed|ing)? with|(?:respon(?:se|"
    "ding)|answers?|reply) to (?:a |an )?(?:questions?|inquiry) (?:from|"
    "by)|(?:cross-)?(?:asked|questioned|pressed|examined|interviewed|quizzed|grilled|challenged|prompted|confronted|"
    "urged|invited) by|under (?:cross-examination|questioning|pressure) (?:from|by)|appear(?:s|ed|ing)? (?:on \\w+ )?with|"
    "made (?:the|his|her|their) (?:case|pitch) to|"
    "sit(?:s|ting)? down with|sat down with|address(?:ed|es|ing)|"
    "argu(?:ed|es|ing) with|m(?:e|ee)t(?:s|ing)? (?:directly |privately )?with|wrote(?= [a-z])|"
    "testif(?:ied|ying|ies) (?:before|to)|appear(?:ed|ing|s)? before"
)
_NOUNED = (
    "(?:letter|note|memo|e-?mail|message|missive|statement|interview|"
    "response|reply|remarks|speech|address|comments?|testimony|appeal|"
    "text|discussion|conversation|session|call|meeting|chat|question-and-answer "
    "session|missive|petition|request|answer|briefing|plea|report|"
    "apology|warning|promise|pitch)s?"
)
_CUED = re.compile(rf"(?<![\w-])(?:(?P<towards>{_TOWARDS})|(?P<told>{_TOLD}))(?![\w-])")
"""For words in lower case (`lowered`)."""
_LETTERS = re.compile(r"[a-z]+")
_CUES = frozenset(
    (
        *_TOLD.split("|"),
        *"e mailed mailing call calls called calling appeal appeals appealed appealing speak speaks spoke spoken speaking talk "
        "talks talked talking to lean leans leaned leaning plead pleads pleaded pleading response responding answer answers "
        "reply questioned questions question asked pressed sit sits sitting sat address addressed addresses addressing argued "
        "argues arguing met meet meets meeting meting wrote testified testifying testifies appeared appearing appears appear "
        "back at respond responds responded request requests inquiry inquiries queries query examined interviewed quizzed "
        "grilled challenged prompted confronted urged invited under made".split(),
    )
)
"""Words one of which stands in all that is looked for below: a quick look spares the long one."""
_ASKED = (
    "asked", "pressed", "questioned", "asks", "told", "tells", "noted", "pointed", "suggested", "wondered", "wanted to know",
    "expressed", "interrupted", "reminded", "challenged", "tried to",
)  # fmt: skip
_IN_LETTER = re.compile(rf"(?<![\w-])(?P<noun>{_NOUNED}),? (?:(?!to\b)[\w’'-]+,? ){{0,3}}?(?P<prep>to|with)(?![\w-])")
_CONVERSING = re.compile(
    r"interview|discussion|conversation|session|call|meeting|chat|question|briefing", re.IGNORECASE
)
_HEARERS = re.compile(
    r"(?<=ed|ng) to(?= (?:an? |the |his |her |their )?(?:\w+ )?"
    r"(?:crowd|audience|reporter|supporter|voter|journalist|fan|host))"
)
_INTERVIEW = re.compile(
    r"(?<![\w-])(?:in|during|on) (?:an?|the|another|one|his|her)? "
    r"?(?:\w+ ){0,2}?(?P<who>(?:[A-Z][\w&'’.-]*\d* ?(?:& )?){1,4}) "
    r"(?:interview|podcast)(?![\w-])"
)
_PASSIVE = re.compile(
    r"(?<![\w-])(?:was|were|been|being|is|are|when|if) (?:\w+ly )?(?:asked|"
    "told|urged|warned|pressed|questioned|informed|advised|reminded|"
    r"invited|ordered|encouraged|quizzed)(?![\w-])",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"(?<![\w-])(?:[Ww]hen|[Aa]fter|[Aa]s|[Bb]efore|[Oo]nce|[Uu]ntil) "
    r"(?P<who>(?:an? |the |his |her |their |one |another |two |some )?[\w’'.-]+(?: [\w’'.-]+){0,6}?) "
    r"(?:(?:then|repeatedly|also|first|again) )?(?:" + "|".join(_ASKED) + r")(?![\w-])"
)
"""The one whose question or remark was answered: "she said when a reporter asked"."""
_WORD = re.compile(r"[#@]?[^\W_]+(?:[-'’&.@/][^\W_]+)*\.?|[“\"'‘’”]|[^\s]")
_STOP = frozenset(
    "that in on at during by from after before about over when while "
    "as if whether how why what which who where because "
    "not but is was were are has had have will would then later again recently earlier yesterday today via through "
    "following amid under into against despite without until since he she they said says saying there last this".split()
)
_MOST = 12
_ADJECTIVES = re.compile(r"(?<=[a-z]),\s(?:[A-Z]\w+,\s)*[A-Z]\w+,?\sand\s[A-Z]\w+\s(?=[a-z])")
"""A comma between adjectives: "his Tarnish, Veltan and Ostrian counterparts"."""
_CLOSING = re.compile(r"[.,!?]?[\"”]")
_INNER = frozenset("of and for 's the & at".split())
_EMPTY = frozenset(
    "it more questions question comment one him/her them/us so anything something nothing out back".split()
)


_REQUEST = re.compile(r"[’']s? (?:\w+ )?(?:requests?|questions?|inquir(?:y|ies)|queries)\b.*\Z")
_QUESTION = re.compile(
    "(?:^| )(?:(?:a|an|the|this|that|one|several|his|her|follow-up) "
    ")?(?:questions?|requests?|stor(?:y|ies)|follow-ups?)$",
    re.IGNORECASE,
)
_AT_HEAD = re.compile(
    r"(?P<who>him|her|them|us|me|you|it|people|"
    r"(?:the |his |her |their |its |an? |all |our |other )?[\w@#][\w&@'’.-]*(?: [\w&@'’.-]+){0,7}?)"
    r" (?=(?:not )?to\b|that\b|whether\b|if\b)",
    re.IGNORECASE,
)
_TO = re.compile(
    "[ ]to(?= (?:an? |the |his |her |their |its |our |[A-Z]|reporters|"
    r"supporters|voters|journalists|me\b|him\b|them\b|us\b))"
)
_DETERMINERS = frozenset("a an the this that these those".split())
_HEADED = re.compile(
    r"(?:warn|urg|call|tell|told|remind|advis|press|implor|beg|ask|on\Z|congratulat|thank|brief|inform|assur|reassur|order"
    r"|instruct|notif|greet|accus|challeng|invit|encourag|e-?mail|direct|wish|promis)"
)
"""Verbs after which a noun phrase at the head of the content is who is spoken to, whatever follows it."""
_BARE = re.compile(r" (?:for|about|of|on|against|over|because|into)\b")
_NO_HEAD = frozenset("to that if whether how for about why what not and".split())


@dataclass(frozen=True, slots=True)
class AddresseeWords:
    """Words that may name the addressee: their span, the words, and by which pattern (``told``, ``towards``, ...)."""

    span: Span
    text: str
    pattern: str
    verb: str
    place: int
    """Offset of the verb or noun that brings the addressee in."""


def addressees_in(words: str, offset: int, times: Sequence[TimeWords]) -> Iterator[AddresseeWords]:
    """The candidates in ``words``, which stands at ``offset`` (code points) in the text.

    ``times`` are the time expressions of the same stretch: a phrase ends before them.
    """
    edges = [(one.span.start - offset, one.span.end - offset) for one in times]
    small = lowered(words)
    present = _CUES.intersection(_LETTERS.findall(small))
    for match in _CUED.finditer(small) if present else ():
        pattern = "told" if match.group("told") else "towards"
        if pattern == "told" and _before_is_noun(words, match.start()):
            continue
        made = phrase_at(words, match.end(), edges)
        if made:
            yield _made(words, made, offset, pattern, match)
    for match in _IN_LETTER.finditer(small):
        if match["prep"] == "with" and not _CONVERSING.match(match["noun"]):
            continue  # "a joint statement with the police": who states it too
        made = phrase_at(words, match.end(), edges)
        if made:
            yield _made(words, made, offset, f"noun {match.group('prep')}", match)
    for match in _HEARERS.finditer(words):
        made = phrase_at(words, match.end(), edges)
        if made:
            yield _made(words, made, offset, "towards", match)
    for match in _INTERVIEW.finditer(words):
        yield _made(words, (match.start("who"), match.end("who")), offset, "interview", match)
    for match in _ASKER.finditer(words) if any(word in words for word in _ASKED) else ():
        yield _made(words, (match.start("who"), match.end("who")), offset, "asker", match)


def addressee_after(text: str, start: int, end: int, verb: str) -> AddresseeWords | None:
    """The addressee at the head of a content: "asked | the council to ...", for a cue that ends in ``verb``."""
    piece = text[start : min(end, start + 120)]
    found = _AT_HEAD.match(piece)
    if found is None:
        made = phrase_at(piece, 0, []) if _HEADED.match(verb) else None
        if made is None or made[0] or made[1] == len(piece):
            return None
        words = _BARE.split(piece[: made[1]], maxsplit=1)[0]
        if words.islower() and " " not in words and not words.endswith(("s", "people", "men")):
            return None  # "urges probe into", "urges calm": what, and not whom
    else:
        words = found.group("who").rstrip()
    if words.split()[0].lower() in _NO_HEAD:
        return None
    return AddresseeWords(Span(start, start + len(words)), words, "content", verb, start)


def addressee_towards(words: str, offset: int, edge: int, times: Sequence[TimeWords]) -> AddresseeWords | None:
    """ "groused | to a crowd in Larkhaven": a "to" right after the cue, which ends at offset ``edge`` of the text."""
    match = _TO.match(words, max(edge - offset, 0))
    if match is None:
        return None
    made = phrase_at(words, match.end(), [(one.span.start - offset, one.span.end - offset) for one in times])
    if made is None:
        return None
    start, end = made
    return AddresseeWords(Span(offset + start, offset + end), words[start:end], "to", "to", offset + match.start())


def asked_in(words: str, offset: int) -> Iterator[tuple[int, int]]:
    """Where a passive "was asked", "was told" stands: the subject before it is the addressee of the question."""
    for match in _PASSIVE.finditer(words):
        yield offset + match.start(), offset + match.end()


def phrase_at(words: str, start: int, times: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The noun phrase that starts after ``start``: up to a clause, a time, punctuation or blanked content."""
    first: int | None = None
    end = start
    count = 0
    for match in _WORD.finditer(words, start):
        token = match.group()
        lowered = token.lower()
        if match.start() - end > 2 or any(low <= match.start() < high for low, high in times):
            break
        if token[0] == BLANK or lowered in _STOP or count >= _MOST:
            break
        if lowered == "to":
            break
        if token[0] in "“\"'‘’”":
            # The title of a programme may follow: told ABC's "Good Morning ...".
            if token in "'’‘":
                break
            end = match.end()
            continue
        if first is None and lowered in ("with", "of"):
            break
        if token == "," and first is not None and _ADJECTIVES.match(words, match.start()):
            end = match.end()
            continue
        if not token[0].isalnum() and token[0] not in "#@":
            break
        if first is not None and _finite(token, words[first:end]):
            break
        if first is None:
            first = match.start()
        count += 1
        end = match.end()
        if token.endswith(".") and not (token[0].isupper() and (len(token) <= 5 or token.count(".") > 1)):
            break
    if first is None:
        return None
    kept = words[first:end]
    kept = _QUESTION.sub("", _REQUEST.sub("", kept))
    trimmed = re.sub(r"(?:\s+(?:of|and|for|with|to|or|also))+$", "", kept)
    trimmed = trimmed.rstrip(" .") if not re.search(r"\b[A-Z]\.$", trimmed) else trimmed.rstrip()
    if not trimmed or trimmed.lower() in _EMPTY or trimmed.lower() in _DETERMINERS:
        return None
    end = first + len(trimmed)
    closing = _CLOSING.match(words, end) if (trimmed.count('"') + trimmed.count("“") + trimmed.count("”")) % 2 else None
    return first, closing.end() if closing else end


def _finite(word: str, before: str) -> bool:
    """A past tense after a name: "the Gazette published"."""
    return (
        word.islower() and word.endswith("ed") and before[-1:].isalpha() and before.rsplit(maxsplit=1)[-1][0].isupper()
    )


def _before_is_noun(words: str, start: int) -> bool:
    """ "the press", "in order", "a brief": a noun or adjective, not the verb."""
    before = words[max(0, start - 12) : start].rstrip().rsplit(" ", 1)[-1].lower()
    return before in (
        "the",
        "a",
        "an",
        "in",
        "of",
        "his",
        "her",
        "their",
        "its",
        "executive",
        "when",
        "was",
        "were",
        "been",
        "being",
        "is",
        "are",
    )


def _made(words: str, made: tuple[int, int], offset: int, pattern: str, match: re.Match[str]) -> AddresseeWords:
    start, end = made
    text = words[start:end]
    stripped = text.rstrip()
    return AddresseeWords(
        Span(offset + start, offset + start + len(stripped)),
        stripped,
        pattern,
        match.group().split()[0].lower(),
        offset + match.start(),
    )
