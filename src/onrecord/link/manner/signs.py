"""What of an attribution speaks for a mode, an act, a commitment: the features that the small models weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.link.manner.lexicon import Fired, Lexicon, Word, words_of
from onrecord.model import Found, Span, Speaker
from onrecord.model.attribution import ANSWER_NOTE, QUESTION_NOTE, TURN_NOTE

_FOLLOWS = frozenset(
    "to that whether if how why what who for on of about with against in as sorry responsibility not guilty".split()
)
_MARKS = "\"“”„«»‘'’`"
TURN = "a turn"
_TURNS = frozenset({TURN_NOTE, QUESTION_NOTE, ANSWER_NOTE})
"""Notes by which extraction says that the layout shows people talking."""
_AFTER = _MARKS + " .\n\r\t\u00a0"
_NEGATIONS = frozenset(
    "not n't never no nor neither without cannot refuse refused refuses refusing decline declined declines declining "
    "fail failed fails avoid avoided avoids mum silent unable unwilling "
    "stop stopped yet ignore ignored ignoring hardly "
    "nobody nothing denied deny denies unclear".split()
)
_MODALS = frozenset(
    "would could may might should will 'll 'd can must if unless whether possibly likely unlikely ready shall".split()
)
_BE = frozenset("is are was were be been being 's 're got get gets am".split())
_PRONOUNS = frozenset("he she they it we i who which that you his her their its my our this these those".split())
_PAPERS = re.compile(
    r"\b(?:statement|e-?mail|letter|report|article|study|memo|document|documents|filing|filings|records?|stud(?:y|ies)|"
    "papers?|books?|blog|posts?|tweets?|column|editorial|op-ed|story|"
    "press release|release|transcript|complaint|lawsuit|"
    r"affidavit|indictment|ruling|opinion|brief|petition|resolution|bill|law|constitution|treaty|website|page|profile|"
    "memoir|notes?|messages?|sources?|data|figures|results|analysis|"
    "review|headline|caption|sign|banner|placard|poster|ad|"
    r"census|index|survey|surveys|poll|polls|polling|average|estimates?|numbers?)\b",
    re.IGNORECASE,
)
_POLLS = re.compile(r"\b(?:polls?|polling|surveys?|census|exit polls?)\b", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:Times|Post|Journal|Herald|Tribune|Guardian|Reuters|AP|AFP|"
    "Associated Press|Politico|POLITICO|Bloomberg|Gazette|"
    "Globe|Chronicle|Telegraph|Mail|Mirror|Observer|Independent|Daily|"
    "News|CNN|BBC|NBC|CBS|ABC|Magazine|Review|newspaper|"
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
    text: str,
    found: Found,
    speaker: Speaker | None,
    occasion: str | None,
    lexicon: Lexicon,
    *,
    headline: bool = False,
) -> Signs:
    """Read one attribution; ``occasion`` is the kind of its occasion, with ``+`` before it when carried over."""
    words = tuple(word for span in found.cue for word in words_of(text, span.start, span.end))
    follow = follow_of(text, found)
    fired = _turned(text, found, words, _named_so(text, found, words, lexicon.fire(words, follow), lexicon), lexicon)
    features = frozenset(_features(text, found, speaker, occasion, words, fired, follow, headline, lexicon))
    return Signs(words, fired, follow, features)


def _named_so(text: str, found: Found, words: tuple[Word, ...], fired: Fired | None, lexicon: Lexicon) -> Fired | None:
    """ "called him a hero" praises, "is called a debate" does neither: what the name given says."""
    if fired is None or fired.act != "CRITICISE" or fired.row.lemma not in lexicon.naming:
        return fired
    if any(word.form in _BE for word in words[: fired.first]):
        return replace(fired, act="OTHER", context="passive")
    content = {
        word.form for span in found.content for word in words_of(text, span.start, min(span.end, span.start + 300))
    }
    good, bad = content & lexicon.praising, content & lexicon.blaming
    if good and not bad:
        return replace(fired, act="PRAISE", context=min(good))
    return fired


_HEAD_WORDS = 6
"""A claim that is rejected stands in the first words: "rejected the long-standing accusation that ..."."""


def _turned(text: str, found: Found, words: tuple[Word, ...], fired: Fired | None, lexicon: Lexicon) -> Fired | None:
    """ "rejected the claim" denies, "would not say" refuses, "described it as shameful" criticises."""
    if fired is None:
        return None
    forms = {word.form for word in words}
    if fired.row.lemma in lexicon.unsaid and "would" in forms and forms & {"not", "n't", "neither"}:
        return replace(fired, act="REFUSE", context="would not")
    after = next((piece for piece in found.content if not found.cue or piece.start >= found.cue[-1].end), None)
    if after is None:
        return fired
    content = [word.form for word in words_of(text, after.start, min(after.end, after.start + 300))]
    if fired.row.lemma in ("reject", "dismiss") and (claim := lexicon.claims.intersection(content[:_HEAD_WORDS])):
        return replace(fired, act="DENY", context=min(claim))
    if fired.row.lemma in lexicon.describing and "as" in content:
        good, bad = lexicon.praising.intersection(content), lexicon.blaming.intersection(content) - _NOT
        if bool(good) != bool(bad):
            return replace(fired, act="PRAISE" if good else "CRITICISE", context=min(good or bad))
    return fired


def follow_of(text: str, found: Found) -> str:
    """How the content goes on after the cue: ``mark``, a small word of the contexts, ``name``, ``before``, ``none``."""
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
    lexicon: Lexicon,
) -> Iterator[str]:
    forms = [word.form for word in words]
    yield f"follow={follow}"
    yield f"quotation={found.quotation}"
    if headline:
        yield "headline"
    if not _TURNS.isdisjoint(found.notes):
        yield TURN
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
    rule = rule_of(text, found, words, fired, lexicon)
    yield f"rule={rule}"
    yield f"rule={rule}&{fired.mode if fired else 'none'}"
    yield f"rule={rule}&{fired.act if fired else 'none'}"
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
    tail = text[last.start : min(last.end + 1, len(text))].rstrip(_AFTER)
    if tail.endswith("?"):
        yield "content asks"
        yield f"content asks&{'quoted' if found.quotation == 'direct' else 'told'}"
        if only_asks(text, found):
            yield "content only asks"
            yield f"content only asks&{fired.row.lemma if fired else 'none'}"
    yield from _pressing(text, found)
    length = sum(piece.length for piece in found.content)
    yield f"length={'short' if length < 25 else 'middle' if length < 80 else 'long'}"
    if len(found.content) > 1:
        yield "pieces"
    if found.cue and last.end <= found.cue[0].start:
        yield "content first"


_SENTENCE_END = re.compile(r"[.!?](?=[\s\"”’']|$)")
_ORDER = re.compile(
    r"[\s\"“”„«»‘’'(]*(?:(?:and|but|so|please|just|now|then|again)\b[\s,]*)*"
    r"(?:do\s?n['’]?t|do not|never|let['’]?s|let us|let me|stop|please|pray|give|tell|go|get|come|vote|join|stand|remember"
    r"|take|make|keep|be|wait|read|watch|check|help|put|send|show|leave|ask)\s",
    re.IGNORECASE,
)


def _pressing(text: str, found: Found) -> Iterator[str]:
    """Words given as spoken that press: they begin with a question, ask for the most part, or begin with an order."""
    if found.quotation == "indirect":
        return
    whole = " ".join(text[piece.start : piece.end] for piece in found.content)
    ends = [match.group() for match in _SENTENCE_END.finditer(_SHORT.sub("", whole))]
    if ends and ends[0] == "?":
        yield "asks first"
    if ends and 2 * ends.count("?") >= len(ends):
        yield "asks mostly"
    if _ORDER.match(whole):
        yield f"orders&{found.quotation}"


_REFUSALS = frozenset("decline refuse avoid fail ignore".split())
_SILENT = frozenset("mum silent ignored ignoring ignores ignore avoided avoids avoid avoiding".split())
_HYPOTHETICAL = frozenset(
    "will would could may might should 'll can if unless possibly likely unlikely ready shall must".split()
)
_NOT = frozenset("not n't never no nor neither without cannot nobody nothing hardly".split())


def rule_of(text: str, found: Found, words: tuple[Word, ...], fired: Fired | None, lexicon: Lexicon) -> str:
    """The commitment by rule, which the model weighs with the rest."""
    forms = {word.form for word in words}
    lemma = fired.row.lemma if fired else ""
    if only_asks(text, found):
        return "asked"
    if forms & _SILENT:
        return "not-said"
    speech = fired is not None and fired.mode in ("speech", "writing")
    if forms & _NOT:
        if lemma in lexicon.unsaid or (
            speech and fired is not None and fired.act in ("STATE", "OTHER", "ALLEGE", "CRITICISE")
        ):
            return "not-said"
        return "denied"
    if lemma.split()[:1] and lemma.split()[0] in _REFUSALS:
        tail = {*forms, *_first_words(text, found)}
        return (
            "not-said"
            if lemma.startswith("decline")
            or tail & {"say", "comment", "discuss", "answer", "speak", "disclose", "specify", "respond"}
            else "denied"
        )
    if forms & _HYPOTHETICAL:
        return "hypothetical"
    if lemma in lexicon.denying or (fired is not None and fired.act == "DENY"):
        return "denied"
    if fired is not None and fired.act in ("ASK", "DEMAND"):
        return "asked"
    return "asserted"


_SHORT = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Gov|Rep)\.")


def only_asks(text: str, found: Found) -> bool:
    """Whether the content is a question and nothing else."""
    if not found.content:
        return False
    whole = " ".join(text[piece.start : piece.end] for piece in found.content).rstrip(_AFTER)
    return whole.endswith("?") and not re.search(r"[.!](?:\s|$)", _SHORT.sub("", whole))


def _first_words(text: str, found: Found) -> set[str]:
    head = text[found.content[-1].start : found.content[-1].start + 30].lower() if found.content else ""
    return set(re.findall(r"[a-z]+", head)[:3])


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
