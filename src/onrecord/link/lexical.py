"""Linking by a lexicon alone: for languages that have words and weights but no linker fitted to marked articles.

    link_by_words(article, extraction, lexicon) -> attributions

Names are given as printed; a surname is carried back to the fullest naming before it; a pronoun, a title without a
name and a source that is not there stay unknown. Addressee, occasion and time are not looked for. The confidence in
the speaker is None: nothing measures it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import (
    Article,
    Attribution,
    Confidence,
    Extraction,
    Found,
    Span,
    Speaker,
    attribution_id,
    text_hash,
)
from onrecord.model.attribution import Act, Commitment, EntityKind, How, Mode
from onrecord.model.language import Lexicon

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_MOST_WORDS = 5
"""Words of a name, particles included."""


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: EntityKind
    span: Span
    how: How


def link_by_words(article: Article, extraction: Extraction, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """One attribution for each of ``extraction.found``, in its order. Raises on no text and no spans."""
    text, found = article.text, extraction.found
    digest = text_hash(text)
    keys: dict[str, str] = {}
    made: list[Attribution] = []
    ids: dict[str, int] = {}
    for one in found:
        identity = attribution_id(digest, one.content)
        ids[identity] = ids.get(identity, 0) + 1
        named = _speaker(text, one, lexicon, made[-1] if made else None)
        speaker = None
        if named is not None:
            key = keys.setdefault(named.name.casefold(), f"e{len(keys) + 1}")
            speaker = Speaker(named.name, named.kind, named.span, named.how, key)
        mode, act, commitment = _manner(text, one, lexicon)
        made.append(
            Attribution(
                id=identity if ids[identity] == 1 else f"{identity}-{ids[identity]}",
                quotation=one.quotation,
                source=one.source,
                cue=one.cue,
                content=one.content,
                verbatim=one.verbatim,
                insertions=one.insertions,
                speaker=speaker,
                addressee=None,
                occasion=None,
                when=None,
                mode=mode,
                act=act,
                commitment=commitment,
                repeats=None,
                notes=one.notes,
                confidence=Confidence(attribution=one.score),
                unclear=one.unclear,
                within=made[one.within].id if one.within is not None and one.within < len(made) else None,
            )
        )
    return tuple(made)


def _speaker(text: str, one: Found, lexicon: Lexicon, before: Attribution | None) -> _Named | None:
    if not one.source:
        if one.floating and before is not None and before.speaker is not None and before.speaker.naming is not None:
            return _Named(before.speaker.name, before.speaker.kind, before.speaker.naming, "continuation")
        return None
    source = max(one.source, key=lambda span: span.length)
    words = [Span(*found.span()) for found in _WORD.finditer(text, source.start, source.end)]
    while len(words) > 1 and (
        words[0].of(text).lower() in lexicon.openers or words[1].of(text).lower() in lexicon.openers
    ):
        words = words[1:]
    if not words or all(span.of(text).lower() in lexicon.pronouns for span in words):
        return None
    person = _person(text, source, words, lexicon)
    if person is not None:
        whole = _fullest(text, person, lexicon)
        return _Named(whole.of(text), "person", whole, "named")
    if len(words) == 1 and _namelike(words[0].of(text), lexicon):
        whole = _fullest(text, words[0], lexicon)
        if whole != words[0]:
            return _Named(whole.of(text), "person", whole, "named")
    return _body(text, source, words, lexicon)


def _person(text: str, source: Span, words: Sequence[Span], lexicon: Lexicon) -> Span | None:
    """The words of a person's name in a source: a run of capitals after a role, or two and more by themselves."""
    best: list[Span] = []
    run: list[Span] = []
    after_role = lead = False
    for span in words:
        word = span.of(text)
        apart = bool(run) and text[run[-1].end : span.start] != " "
        if apart or not _namelike(word, lexicon):
            best = _better(best, run, lead)
            run = []
        if _is_role(word, lexicon):
            after_role = True
        elif _namelike(word, lexicon):
            lead = after_role if not run else lead
            run.append(span)
        elif word.lower() in lexicon.particles and run:
            run.append(span)
        else:
            after_role = False
    best = _better(best, run, lead)
    while best and not best[-1].of(text)[0].isupper():
        best.pop()
    # "Die Stiftung ..." has an article of its own: a body, not a person.
    if not best or len(best) > _MOST_WORDS or _article_before(text, source, best[0], lexicon):
        return None
    return Span(best[0].start, best[-1].end)


def _better(best: list[Span], run: list[Span], lead: bool) -> list[Span]:
    return list(run) if len(run) > len(best) and (len(run) >= 2 or lead) else best


def _namelike(word: str, lexicon: Lexicon) -> bool:
    return (
        word[0].isupper()
        and word.lower() not in lexicon.articles
        and word.lower() not in lexicon.titles
        and not _is_role(word, lexicon)
        and not (word.isupper() and len(word) > 1)
    )


def _is_role(word: str, lexicon: Lexicon) -> bool:
    low = word.lower()
    return low in lexicon.titles or low.endswith(lexicon.roles)


def _article_before(text: str, source: Span, first: Span, lexicon: Lexicon) -> bool:
    before = _WORD.findall(text[source.start : first.start])
    return bool(before) and before[-1].lower() in lexicon.articles


def _fullest(text: str, name: Span, lexicon: Lexicon) -> Span:
    """The first longer naming earlier in the text that ends in the same surname ("Angela Muster" for "Muster")."""
    words = name.of(text).split()
    if len(words) > 1:
        return name
    for found in re.finditer(rf"(?<!\w){re.escape(words[0])}(?!\w)", text[: name.start]):
        before = list(_WORD.finditer(text, max(0, found.start() - 60), found.start()))
        start, reached = found.start(), found.start()
        for word in reversed(before):
            said = word[0]
            if text[word.end() : reached].strip() or not (
                _namelike(said, lexicon) or said.lower() in lexicon.particles
            ):
                break
            reached = word.start()
            start = reached if said[0].isupper() else start
        opens = start == 0 or text[:start].rstrip()[-1:] in '.!?\n„“"»'
        # A sentence's first word has a capital anyway: it is no first name for sure.
        if start < found.start() and not (opens and len(text[start : found.start()].split()) == 1 and start > 0):
            return Span(start, found.end())
    return name


def _body(text: str, source: Span, words: Sequence[Span], lexicon: Lexicon) -> _Named | None:
    """An organisation, a group, a document or an unnamed source, as printed, without the article before it."""
    first = words[0].of(text).lower()
    start = words[1].start if first in lexicon.articles and len(words) > 1 else words[0].start
    span = Span(start, source.end)
    nouns = [
        one.of(text) for one in words if one.of(text)[0].isupper() and one.of(text).lower() not in lexicon.articles
    ]
    if not nouns:
        return None
    head = nouns[0].lower()
    if head.endswith(lexicon.documents):
        return _Named(span.of(text), "document", span, "named")
    if head.endswith(lexicon.groups):
        return _Named(span.of(text), "group", span, "named")
    if _is_role(nouns[0], lexicon):
        indefinite = first in lexicon.indefinite
        return _Named(Span(words[0].start, source.end).of(text), "unnamed", source, "named") if indefinite else None
    return _Named(span.of(text), "organisation", span, "named")


def _manner(text: str, one: Found, lexicon: Lexicon) -> tuple[Mode, Act, Commitment]:
    words = [word.lower() for span in one.cue for word in _WORD.findall(span.of(text))]
    mode: Mode = "speech"
    act: Act = "STATE"
    for word in words:
        if word in lexicon.verbs:
            mode, act = lexicon.verbs[word]
            break
    commitment: Commitment = "asserted"
    if any(word in lexicon.denying for word in words):
        commitment = "denied"
    elif any(word in lexicon.asking for word in words):
        commitment = "asked"
    return mode, act, commitment
