"""What of an attribution speaks for a mode, an act, a commitment: the features that the small models weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.link.manner.lexicon import Fired, Lexicon, Word, words_of
from onrecord.model import Found, Span, Speaker

_FOLLOWS = frozenset(
    "to that whether if how why what who for on of about with against in as sorry responsibility".split()
)
_MARKS = "\"“”„«»‘'`"
_NEGATIONS = frozenset(
    "not n't never no nor neither without cannot refuse refused refuses refusing decline declined declines declining "
    "fail failed fails avoid avoided avoids mum silent unable unwilling stop stopped yet ignore ignored ignoring hardly "
    "nobody nothing denied deny denies unclear".split()
)
_MODALS = frozenset(
    "would could may might should will 'll 'd can must if unless whether possibly likely unlikely ready shall".split()
)
_BE = frozenset("is are was were be been being 's 're got get gets am".split())
_PRONOUNS = frozenset("he she they it we i who which that you his her their its my our this these those".split())
_PAPERS = re.compile(
    r"\b(?:statement|e-?mail|letter|report|article|study|memo|document|documents|filing|filings|records?|stud(?:y|ies)|"
    r"papers?|books?|blog|posts?|tweets?|column|editorial|op-ed|story|press release|release|transcript|complaint|lawsuit|"
    r"affidavit|indictment|ruling|opinion|brief|petition|resolution|bill|law|constitution|treaty|website|page|profile|"
    r"memoir|notes?|messages?|sources?|data|figures|results|analysis|review|headline|caption|sign|banner|placard|poster|ad|"
    r"census|index|survey|surveys|poll|polls|polling|average|estimates?|numbers?)\b",
    re.IGNORECASE,
)
_POLLS = re.compile(r"\b(?:polls?|polling|surveys?|census|exit polls?)\b", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:Times|Post|Journal|Herald|Tribune|Guardian|Reuters|AP|AFP|Associated Press|Politico|POLITICO|Bloomberg|Gazette|"
    r"Globe|Chronicle|Telegraph|Mail|Mirror|Observer|Independent|Daily|News|CNN|BBC|NBC|CBS|ABC|Magazine|Review|newspaper|"
    r"magazine|agency|Register|Examiner|Courier|Star|Sun|Express|Weekly|Press)\b"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The cue of one attribution, read: its words, the row that fired, how the content goes on, and all features."""

    words: tuple[Word, ...]
    fired: Fired | None
    follow: str
    features: frozenset[str]


def signs_of(
    text: str, found: Found, speaker: Speaker | None, occasion: str | None, lexicon: Lexicon, *, headline: bool = False
) -> Signs:
    """Read one attribution. ``occasion`` is the kind of its occasion, with ``+`` before it when carried over."""
    words = tuple(word for span in found.cue for word in words_of(text, span.start, span.end))
    follow = follow_of(text, found)
    fired = lexicon.fire(words, follow)
    features = frozenset(_features(text, found, speaker, occasion, words, fired, follow, headline))
    return Signs(words, fired, follow, features)


def follow_of(text: str, found: Found) -> str:
    """How the content goes on after the cue: ``mark``, a small word of `[[contexts]]`, ``name``, ``before`` or ``none``."""
    if not found.content:
        return "none"
    edge = found.cue[-1].end if found.cue else found.content[0].start
    after = next((piece for piece in found.content if piece.start >= edge), None)
    if after is None:
        return "before"
    head = text[after.start : after.start + 40].lstrip()
    if head[:1] and head[:1] in _MARKS:
        return "mark"
    match = re.match(r"[^\W\d_]+", head)
    word = match.group().lower() if match else ""
    return word if word in _FOLLOWS else "name"


def _features(
    text: str,
    found: Found,
    speaker: Speaker | None,
    occasion: str | None,
    words: tuple[Word, ...],
    fired: Fired | None,
    follow: str,
    headline: bool,
) -> Iterator[str]:
    forms = [word.form for word in words]
    yield f"follow={follow}"
    yield f"quotation={found.quotation}"
    if headline:
        yield "headline"
    yield from (f"word={form}" for form in set(forms))
    if forms:
        yield f"first={forms[0]}"
        yield f"last={forms[-1]}"
    else:
        yield "mute=" + (text[found.cue[0].start : found.cue[0].end].strip()[:3] if found.cue else "none")
    yield from _row(fired, found, follow)
    negated = [form for form in forms if form in _NEGATIONS]
    modal = [form for form in forms if form in _MODALS]
    if negated:
        yield "negated"
        yield f"negated&{fired.act if fired else 'none'}"
    if modal:
        yield "modal"
    if any(form in _BE for form in forms[:-1]) and forms[-1].endswith("ed"):
        yield "passive"
    if "to" in forms[:-1]:
        yield "infinitive"
    if forms and forms[-1].endswith("ing"):
        yield "participle"
    yield from _source(text, found, speaker)
    yield from _content(text, found, fired)
    if occasion:
        yield f"occasion={occasion}"
        yield f"place={occasion.lstrip('+')}"


def _row(fired: Fired | None, found: Found, follow: str) -> Iterator[str]:
    if fired is None:
        yield "row=none"
        return
    yield f"act={fired.act}"
    yield f"mode={fired.mode}"
    yield f"row={fired.row.kind}"
    yield f"lemma={fired.row.lemma}"
    yield f"act&mode={fired.act}/{fired.mode}"
    yield f"mode&quotation={fired.mode}/{found.quotation}"
    yield f"lemma&follow={fired.row.lemma}/{follow}"


def _source(text: str, found: Found, speaker: Speaker | None) -> Iterator[str]:
    words = " ".join(text[span.start : span.end] for span in found.source)
    if not words:
        yield "source=none"
    elif words.lower() in _PRONOUNS:
        yield f"source={'it' if words.lower() in ('it', 'which', 'that') else 'pronoun'}"
    elif _POLLS.search(words):
        yield "source=poll"
    elif _head_is_paper(words):
        yield "source=paper"
    elif _PRESS.search(words):
        yield "source=press"
    else:
        yield "source=other"
    if found.source and found.cue and found.source[0].start > found.cue[0].start:
        yield "source after cue"
    if speaker is not None:
        yield f"kind={speaker.kind}"
        yield f"how={speaker.how}"


def _head_is_paper(words: str) -> bool:
    """Whether the head of a noun phrase names something written: "the report by X", not "the report's author"."""
    head = re.split(
        r",|\b(?:of|by|from|in|on|at|for|with|that|which|who|to|released|published|obtained)\b", words, maxsplit=1
    )[0]
    match = None
    for match in _PAPERS.finditer(head):  # noqa: B007
        pass
    return match is not None and head[match.end() :].strip(" '’s\"”") == ""


def _content(text: str, found: Found, fired: Fired | None) -> Iterator[str]:
    if not found.content:
        yield "content=none"
        return
    last = found.content[-1]
    tail = text[last.start : min(last.end + 1, len(text))].rstrip(_MARKS + " .")
    if tail.endswith("?"):
        yield "content asks"
        yield f"content asks&{'quoted' if found.quotation == 'direct' else 'told'}"
        whole = "".join(text[piece.start : piece.end] for piece in found.content)
        if not re.search(r"[.!]", whole):
            yield "content only asks"
    length = sum(piece.length for piece in found.content)
    yield f"length={'short' if length < 25 else 'middle' if length < 80 else 'long'}"
    if len(found.content) > 1:
        yield "pieces"
    if found.cue and last.end <= found.cue[0].start:
        yield "content first"


def evidence_of(words: tuple[Word, ...], fired: Fired | None, cue: tuple[Span, ...]) -> Span | None:
    """The span of the words that fired, else of the whole cue, else None."""
    if fired is not None:
        return Span(words[fired.first].start, words[fired.last].end)
    return Span(cue[0].start, cue[-1].end) if cue else None


def negation_of(words: tuple[Word, ...]) -> Span | None:
    """The span of the first negating or hedging word of a cue, None where there is none."""
    for word in words:
        if word.form in _NEGATIONS or word.form in _MODALS:
            return Span(word.start, word.end)
    return None
