"""From the entity chosen to the speaker shown: name, kind, role, for whom, how many, under what anonymity."""

from __future__ import annotations

import re

from onrecord.link.speakers.choice import Choice
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.stage import Stage
from onrecord.model import Found, Phrase, Span, Speaker
from onrecord.model.attribution import EntityKind

AUTHOR = "(author)"
_POLL = re.compile(
    r"\b(?!(?:An?|The|This|That|One|Two)\b)"
    r"(?:[A-Z][\w./&-]*(?:/| of | ))+(?:[\w-]+ )?(?:[Pp]oll(?:s|ing)?(?: average)?|[Ss]urveys?)\b"
)
"""A poll by its name, without article, newness and date of release."""
_SPOKEN_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|representative|press secretary|lawyer|attorney|lawyers|attorneys)\b",
    re.I,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_ANONYMITY = re.compile(
    r"\b(?:(?:speaking|spoke|talking|talked|speak|commenting|interviewed)\s+(?:only\s+)?)?(?:on|under)\s+(?:the\s+)?condition\s+(?:of|that)\s+"
    r"(?:anonymity|(?:he|she|they)\s+(?:not\s+be|remain)\s+\w+)(?:\s+because[^.,;”\"]*)?"
    r"|\b(?:(?:was|were|is|are)\s+)?not\s+authori[sz]ed\s+to\s+[^.;,”\"]*"
    r"|\b(?:asked|asking|wished|preferred|requested|wanted)\s+(?:not\s+to\s+be|to\s+remain|to\s+stay)\s+(?:named|identified|quoted by name|anonymous)"
    r"(?:\s+because[^.,;”\"]*)?"
    r"|\b(?:declined|refused|declining|refusing)\s+to\s+be\s+(?:named|identified)(?:\s+because[^.,;”\"]*)?"
    r"|\b(?:requested|requesting|granted|given|demanded)\s+anonymity(?:\s+(?:because|to)[^.,;”\"]*)?"
    r"|\bspoke\s+anonymously(?:\s+(?:because|to)[^.,;”\"]*)?|\bwho\s+(?:would|could)\s+not\s+be\s+(?:named|identified)",
    re.I,
)
_EMPTY = re.compile(r"^(?:the|a|an|its|his|her|their|one|another|senior|chief|former|longtime|top|lead|[\s,])+$", re.I)


def speaker_of(stage: Stage, one: Found, choice: Choice) -> Speaker | None:
    """The speaker of one attribution; None where the text does not say."""
    if choice.author:
        return Speaker(AUTHOR, "author", None, choice.how, "author")
    entity = choice.entity
    if entity is None or not entity.name:
        return None
    kind = kind_of(entity)
    name, naming = entity.name, entity.naming
    if kind == "poll" and naming is not None and (found := _POLL.search(name)):
        name, naming = found.group(), Span(naming.start + found.start(), naming.start + found.end())
    role = _role(stage, one, entity)
    nameless = kind in ("unnamed", "generic")
    return Speaker(
        _tidy(name),
        kind,
        naming,
        choice.how,
        entity.id,
        role=role,
        behalf=_behalf(stage, one, entity, role),
        number=_number(stage, one, naming) if nameless else None,
        anonymity=_anonymity(stage, one) if nameless else None,
    )


def kind_of(entity: Entity) -> EntityKind:
    """The kind as the document contract has it: places speak as the bodies that govern them."""
    if entity.kind in ("place", "organisation"):
        return "organisation"
    if entity.kind == "other":
        return "person" if entity.named else "unnamed"
    kinds: tuple[EntityKind, ...] = ("person", "group", "document", "poll", "unnamed", "generic")
    for kind in kinds:
        if kind == entity.kind:
            return kind
    return "unnamed"


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def _reach(one: Found) -> Span | None:
    return Span(one.source[0].start, one.source[-1].end) if one.source else None


def _role(stage: Stage, one: Found, entity: Entity) -> Phrase | None:
    """The role as printed: the one in the source, else the fullest that the article gives."""
    text = stage.surface.text
    told = [role for role in entity.roles if role.span is not None]
    if not told:
        return None
    reach = _reach(one)
    here = [role for role in told if reach is not None and role.span is not None and role.span.overlaps(reach)]
    best = max(here or told, key=lambda role: (role.strength, role.span.length if role.span else 0))
    span = best.span
    if span is None:
        return None
    printed = span.of(text)
    cut = len(printed) - len(printed.lstrip(" ,"))
    span = Span(span.start + cut, span.start + cut + len(printed.strip(" ,")))
    return Phrase(span.of(text), span) if span.length else None


def _behalf(stage: Stage, one: Found, entity: Entity, role: Phrase | None) -> Phrase | None:
    """For whom a spokesperson speaks: "spokesman for X", "X spokesman", "X's lawyer"."""
    text = stage.surface.text
    for span in (role.span if role else None, entity.naming if not entity.named else None, _reach(one)):
        if span is None:
            continue
        printed = span.of(text)
        found = _SPOKEN_FOR.search(printed)
        if found is None:
            continue
        after = re.match(r"\s+(?:for|of|to)\s+([^,;()“”\"]+)", printed[found.end() :])
        if after is not None:
            start = span.start + found.end() + after.start(1)
            whom = Span(start, start + len(after.group(1).rstrip()))
        else:
            before = re.sub(r"(?:['’]s?\s*|\s+|\bchief\b|\bsenior\b)+$", "", printed[: found.start()])
            lead = re.match(r"(?:the|a|an|one|another|former|senior)\s+", before, re.I)
            start = span.start + (lead.end() if lead else 0)
            whom = Span(start, span.start + len(before))
            if whom.end <= whom.start or _EMPTY.match(whom.of(text)):
                continue
        return Phrase(whom.of(text), whom, _name_at(stage, whom))
    return None


def _name_at(stage: Stage, span: Span) -> str | None:
    """The fullest name of the entity that a phrase names."""
    tokens = stage.surface.inside(span)
    for name, entity in stage.names_between(tokens.start, tokens.stop):
        if entity is not None and span.covers(name.span):
            return entity.name
    return None


def _number(stage: Stage, one: Found, naming: Span | None) -> int | None:
    """How many, where a number word or an article says."""
    span = _reach(one) or naming
    if span is None:
        return None
    words = re.findall(r"\w+", span.of(stage.surface.text))[:4]
    for word in words:
        low = word.lower()
        if low in _NUMBERS:
            if low in ("a", "an") and any(
                w.lower()
                in ("number", "group", "few", "couple", "dozen", "handful", "pair", "series", "majority", "lot")
                for w in words
            ):
                return 2 if any(w.lower() in ("couple", "pair") for w in words) else 12 if "dozen" in words else None
            return _NUMBERS[low]
        if low.isdigit() and len(low) < 4:
            return int(low)
        if low in ("the", "other", "some", "several", "many"):
            continue
    return None


def _anonymity(stage: Stage, one: Found) -> Phrase | None:
    """The words of the source's sentence, or of the next, that grant anonymity."""
    surface = stage.surface
    reach = _reach(one)
    if reach is None or not surface.words:
        return None
    first = min(surface.at(reach.start), len(surface.words) - 1)
    sentence = surface.sentence[first]
    last = first
    while last + 1 < len(surface.words) and surface.sentence[last + 1] <= sentence + 1 and last - first < 120:
        if surface.sentence[last + 1] == sentence + 1 and surface.first[last + 1] and surface.words[last + 1].lower() not in (
            "he", "she", "they", "the", "both", "all", "neither",
        ):  # fmt: skip
            break
        last += 1
    start = first
    while start and surface.sentence[start - 1] == sentence:
        start -= 1
    found = _ANONYMITY.search(surface.text, surface.starts[start], surface.ends[last])
    if found is None:
        return None
    span = Span(found.start(), found.start() + len(found.group().rstrip()))
    return Phrase(span.of(surface.text), span)
