"""Grammar and model put together: relations in, attributions out.

The model says who is tied to what; the grammar corrects where contents begin and end, carries a quotation over
paragraphs, and adds what a layout says that the model was not taught (headlines, signed quotations, turns).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract.continuing import PASSED_ON, beside, continued, lone, nested, passed_on
from onrecord.extract.drafts import Claims, Draft, Page, furniture, trimmed, word_count
from onrecord.extract.parting import parted
from onrecord.extract.resuming import apposed, borne_out, completed, gone_on, reached, resumed
from onrecord.extract.sharing import shared_out, undivided
from onrecord.extract.sourcing import sourced
from onrecord.extract.styles import SIGNED_RULE, announced, headlines, is_label, signed
from onrecord.extract.sureness import AS_GIVEN
from onrecord.extract.turns import TALKING, turns
from onrecord.extract.verbatim import translation_note, words_of
from onrecord.model import Block, Extraction, Found, Span, Spans

if TYPE_CHECKING:
    from onrecord.extract.tagger import Relation, Tagged

_ADDRESSED = re.compile(r"(?<!aide)(?<!adviser)(?<!advisor)(?<!envoy)(?<!ambassador)(?<!heir)\s(?:to|tells)\s(?=\w)")
_QUOTE_LABEL = re.compile(
    r"(?:(?:Full |Direct |Verbatim )?(?:Quot(?:e|ation)s?|Comments?|Statement)\s+(?P<whose>from|by|of)\s+)(?=\S)"
    r"|(?:Full |Direct |Verbatim |Literally |More )?(?:Quot(?:e|ation)s?)\Z",
    re.IGNORECASE,
)
"""A label by which a report announces a quotation, no speaker itself."""
_REPORT = r"(?:article|story|report|post|piece|headline|caption|column|review|obituary|version|we)"
_VERSION = re.compile(
    rf"(?:(?:an?|the|our|this) )?(?:earlier|previous|prior|original|initial|first) (?:\w+ )?versions? of (?:this|the|our|that) {_REPORT}\b"
    rf"|(?:an?|the|our) (?:earlier|previous|prior|original|initial) {_REPORT}\Z",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    rf"\W*(?:corrections?|clarifications?|amendments?|erratum|corrected|amended|this {_REPORT} (?:was|has been) (?:amended|corrected))\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    rf"(?:(?:this|the|our|an?) )?(?:\w+ )?{_REPORT}(?: (?:above|below|on .*|published .*))?", re.IGNORECASE
)
_CLOSE_ENOUGH = 2
"""Words that a content may lack at either end of a quotation and still be taken for the whole of it."""
_RULES: tuple[Callable[[Page, Claims], Iterable[Draft]], ...] = (headlines, signed, announced)


def assemble(
    text: str, blocks: Sequence[Block], tagged: Tagged, sure: Callable[[str, float], float] = AS_GIVEN.score
) -> Extraction:
    """The attributions of a text, in order of their contents. Raises on no text and no relations; deterministic.

    ``blocks`` are those that `clean` gives (none: all is body); nothing is found in furniture, and in captions only
    what holds a quotation of three words or more. ``sure`` makes the final score of the rule's name and its score.
    """
    page = Page.of(text, blocks)
    if not page.paragraphs:
        return Extraction((), tuple(tagged.names), tagged.states)
    drafts = [snapped(page, draft) for draft in drafts_of(page, tagged.relations)]
    said = turns(page)
    if said:
        drafts = _around_turns(page, drafts, said)
    drafts = _signatures(page, drafts)
    claims = Claims(drafts)
    for rule in _RULES:
        for draft in rule(page, claims):
            same = _same_cue(drafts, draft)
            if same is None:
                drafts.append(draft)
            else:
                same.content.extend(draft.content)
            claims.add(draft)
    for step in (beside, parted, shared_out, gone_on, resumed):
        step(page, drafts, claims)
    borne_out(page, [snapped(page, draft) for draft in drafts_of(page, tagged.faint)], drafts, claims)
    for step in (reached, sourced, continued, undivided, completed, apposed, lone):
        step(page, drafts, claims)
    drafts.extend(nested(page, drafts))
    drafts.extend(passed_on(page, drafts, tagged.inner))
    return Extraction(found_of(page, drafts, sure), tuple(tagged.names), tagged.states)


def _signatures(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Signed quotations (``"..." - Name``) are plain to see: where the model ties one to somebody else, it yields."""
    for sign in signed(page, Claims(())):
        if sign.rule != SIGNED_RULE or _same_cue(drafts, sign) is not None:
            continue
        whole = sign.content[0]
        for draft in drafts:
            draft.content = [span for span in draft.content if not whole.overlaps(span)]
        drafts = [*(draft for draft in drafts if draft.content), sign]
    return drafts


def _same_cue(drafts: Sequence[Draft], draft: Draft) -> Draft | None:
    """The draft that hangs on the same cue already: what a rule adds is a further piece of it."""
    return next((one for one in drafts if any(a.overlaps(b) for a in one.cue for b in draft.cue)), None)


def drafts_of(page: Page, relations: Iterable[Relation]) -> list[Draft]:
    """What the model ties together, page furniture left out."""
    kept: list[Draft] = []
    for one in relations:
        content = [span for span in one.content if not page.paragraphs[page.paragraph_at(span.start)].subheading]
        if not content:
            continue
        kinds = {page.paragraphs[page.paragraph_at(span.start)].kind for span in (*content, *one.cue)}
        if any(furniture(kind) for kind in kinds) or _of_itself(page, one):
            continue
        if "caption" in kinds and not any(
            word_count(page.text, *top.inner) >= 3 for span in content for top in page.quoted.over(*span)
        ):
            continue
        draft = Draft(one.source, one.cue, content, one.score)
        if _ANONYMITY.match(page.text, draft.start) is not None and not _told_anonymously(page, draft):
            continue
        if not _spoken_before_colon(page.text, draft) or _nickname(page.text, draft):
            continue
        if "headline" in kinds and not _headline_mended(page, draft):
            continue
        _label_mended(page.text, draft)
        kept.append(draft)
    return kept


_NICKNAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+)+[\"\u201c'\u2018][A-Z][\w’'-]{1,20}[\"\u201d'\u2019]\Z")


def _nickname(text: str, draft: Draft) -> bool:
    """Whether what is taken for said is how somebody's name begins: President Ferdinand "Bong" Marquez agreed."""
    if not draft.source or len(draft.content) != 1:
        return False
    content = draft.content[0]
    follows = text[content.end : draft.source[0].start] if content.end <= draft.source[0].start else "?"
    return follows.isspace() and _NICKNAME.fullmatch(text, content.start, content.end) is not None


_BEHIND = re.compile(r"(?:in|on|at|of|over|amid|after|about|into|against)\s", re.IGNORECASE)
_ANSWERING = frozenset("question questions answer interview statement source sources comment".split())


def _spoken_before_colon(text: str, draft: Draft) -> bool:
    """False for a label before a colon ("Analysis: ...", "Image caption: ..."); whoever asks or answers is none."""
    cue = "".join(span.of(text) for span in draft.cue).strip()
    if cue != ":" or len(draft.source) != 1 or draft.source[0].end > draft.cue[0].start:
        return True
    words = draft.source[0].of(text)
    if words.startswith("Dear "):
        return False  # who is written to
    return words.lower() in _ANSWERING or _QUOTE_LABEL.match(words) is not None or not is_label(words)


def _of_itself(page: Page, one: Relation) -> bool:
    """What a correction says that the report had said: no statement of anybody's."""
    if not one.source:
        return False
    words = one.source[0].of(page.text).strip()
    if _VERSION.match(words):
        return True
    line = page.paragraphs[page.paragraph_at(one.source[0].start)].span.of(page.text)
    return _CORRECTION.match(line) is not None and _ITSELF.fullmatch(words) is not None


def _headline_mended(page: Page, draft: Draft) -> bool:
    """``claim - Speaker to Addressee``: the addressee taken from the source. False for a label: "Transcript: ..."."""
    cue = "".join(span.of(page.text) for span in draft.cue).strip()
    behind = bool(draft.cue) and len(draft.source) == 1 and draft.source[0].start >= draft.cue[-1].end
    behind = behind and "according" not in cue.lower()
    if behind and _BEHIND.match(page.text, draft.source[0].start):
        return False  # "X slams 'vile' claims in letter": the claims are a noun
    if len(draft.source) != 1 or any(character.isalnum() for character in cue):
        return True
    source = draft.source[0]
    if is_label(source.of(page.text)):
        return False
    to = _ADDRESSED.search(page.text, source.start, source.end)
    if to and draft.cue[0].end <= source.start:
        draft.source = (Span(source.start, to.start()),)
    return True


def _label_mended(text: str, draft: Draft) -> None:
    """``Quote from X:`` names X; a bare ``Quote:`` names nobody, and the words belong to whom the report quotes."""
    if len(draft.source) != 1 or any(c.isalnum() for span in draft.cue for c in span.of(text)):
        return
    source = draft.source[0]
    label = _QUOTE_LABEL.match(text, source.start, source.end)
    if label is None:
        return
    if label.end() < source.end:
        draft.cue = (Span(source.start, source.start + len(label[0].rstrip())),)
        draft.source = (Span(label.end(), source.end),)
    else:
        draft.source, draft.cue, draft.floating = (), (), True


_HEADING = re.compile(r"#{1,6}[ \t]+|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?:?[ \t]+(?=[\"\u201c\u2018'])")


def snapped(page: Page, draft: Draft) -> Draft:
    """Contents moved to the marks that they all but reach, blanks and a sentence's full stop outside marks left out."""
    roles = (*draft.source, *draft.cue)
    made: list[Span] = []
    for content in sorted(draft.content):
        first = page.paragraphs[page.paragraph_at(content.end - 1)].span.start
        start, end = _without_stop(page, trimmed(page.text, max(content.start, min(first, content.end)), content.end))
        heading = _HEADING.match(page.text, start, end) if start == first else None
        start = heading.end() if heading else start  # a sign of Markdown and the time of an entry are nobody's words
        for top in tuple(page.quoted.over(start, end)):
            total = word_count(page.text, *top.inner)
            inside = word_count(page.text, max(start, top.inner.start), min(end, top.inner.end))
            if 2 * inside < total or any(top.inner.overlaps(role) for role in roles):
                continue
            if start > top.span.start and word_count(page.text, top.inner.start, start) <= _CLOSE_ENOUGH:
                start = top.span.start
            if end < top.span.end and word_count(page.text, end, top.inner.end) <= _CLOSE_ENOUGH:
                end = top.span.end
        if made and start < made[-1].end:
            start = made[-1].end
        if start < end:
            made.append(Span(start, end))
    draft.content = [span for span in made if len(made) == 1 or not _programme(page.text, draft, span)]
    return draft


_ANONYMITY = re.compile(
    r"(?:that )?(?:not to be (?:named|identified|quoted)|anonymity|to (?:remain|be|stay) anonymous|(?:his|her|their) (?:full |real |last )?names? "
    r"not (?:to )?be)\b"
)
"""On what terms somebody spoke: no statement (of 31 such passages of the training articles 5 are marked)."""
_ACCORDING = re.compile(r"[Aa]ccording to (?P<source>[^\n,.;\u201c\"]{3,90}), \Z")
_TERMS = re.compile(r"[^,.;\u201c\"\n]*, ")


def _told_anonymously(page: Page, draft: Draft) -> bool:
    """ "According to an aide, who requested anonymity, X": made the aide's statement of X. False where it is none."""
    if len(draft.content) != 1 or not draft.source:
        return False
    text, who, content = page.text, draft.source[0], draft.content[0]
    start = page.paragraphs[page.paragraph_at(who.start)].span.start
    found = _ACCORDING.search(text, max(start, who.start - 120), who.start)
    terms = _TERMS.match(text, content.start, content.end)
    if who.of(text).lower() != "who" or found is None or terms is None:
        return False
    draft.cue = (Span(found.start(), found.start() + len("According to")),)
    draft.source = (Span(*found.span("source")),)
    draft.content = [Span(terms.end(), content.end)]
    return True


_PROGRAMME = re.compile(r"\s[^,;:.\n\"\u201c\u201d]{1,50}(?:[’']s|[sS][’'])\s\Z")


def _programme(text: str, draft: Draft, span: Span) -> bool:
    """Whether a piece in marks is the title of whom it was told: told TBS' "Face the Tarn"."""
    if not draft.cue or span.start < draft.cue[-1].end or text[span.start] not in '"\u201c':
        return False
    words = re.findall(r"\w[\w’'-]*", span.of(text))
    titled = sum(word[0].isupper() for word in words) * 2 > len(words) and len(words) < 8
    return titled and _PROGRAMME.fullmatch(text, draft.cue[-1].end, span.start) is not None


def _without_stop(page: Page, span: Span) -> Span:
    text, (start, end) = page.text, span
    while end - start > 1 and text[end - 1] in ".," and not page.quoted.meets(end - 1, end):
        if text[end - 1] == "." and (text[end - 2].isupper() or text[end - 2] == "."):
            break  # an initial, an abbreviation, an ellipsis
        end -= 1
    return trimmed(text, start, end)


def _around_turns(page: Page, drafts: list[Draft], said: list[Draft]) -> list[Draft]:
    """Turns first; of the model's, those outside any turn, and quotations in marks that a speaker repeats."""
    covered = [(span, turn) for turn in said for span in turn.content]
    kept = list(said)
    for draft in drafts:
        over = [turn for span, turn in covered if any(span.overlaps(content) for content in draft.content)]
        labels = any(cue.overlaps(role) for turn in said for cue in (*turn.cue, *turn.source) for role in draft.cue)
        if not over and not labels:
            kept.append(draft)
        elif over and not labels:
            inner = [top for content in draft.content for top in page.quoted.inside(*content)]
            whole = all(any(span.covers(role) for span in over[0].content) for role in (*draft.source, *draft.cue))
            if inner and whole:
                draft.content = [top.span for top in inner]
                draft.within = over[0]
                kept.append(draft)
    return kept


def found_of(page: Page, drafts: list[Draft], sure: Callable[[str, float], float]) -> tuple[Found, ...]:
    """The drafts that have a content, in order, with whose words are whose; ``sure`` makes their final scores."""
    kept = [draft for draft in drafts if draft.content]
    kept.sort(key=lambda one: (one.start, -one.end, one.cue))
    place = {id(draft): n for n, draft in enumerate(kept)}
    around: list[Draft] = []
    for draft in kept:
        around = [other for other in around if other.end > draft.start]
        if draft.within is None:
            draft.within = _holder(draft, around)
        around.append(draft)
    made = [_one(page, draft, place, sure(draft.rule, draft.score)) for draft in kept]
    told: dict[int, list[Span]] = {}
    for one in made:
        if one.within is not None:
            told.setdefault(one.within, []).extend(one.content)
    passing = {found.within for found, draft in zip(made, kept, strict=True) if draft.rule == PASSED_ON}
    return tuple(
        _without_others(one, told[n]) if n in told and (kept[n].rule in TALKING or n in passing) else one
        for n, one in enumerate(made)
    )


def _without_others(one: Found, others: Sequence[Span]) -> Found:
    """A turn, or a report passed on, without the marks in which it tells what somebody else said (``others``): they are that
    other's words by the page."""
    verbatim = tuple(span for span in one.verbatim if not any(other.covers(span) for other in others))
    if verbatim == one.verbatim:
        return one
    return replace(one, verbatim=verbatim, quotation=one.quotation if verbatim else "indirect")


def _holder(draft: Draft, around: list[Draft]) -> Draft | None:
    """The draft whose content holds all of this one, cue included."""
    held = (*draft.content, *draft.cue)
    for other in around:
        if all(any(span.covers(one) for span in other.content) for one in held):
            return other
    return None


def _one(page: Page, draft: Draft, place: dict[int, int], score: float) -> Found:
    content = _apart(draft.content)
    words = words_of(page.text, content, page.quoted, nested=draft.within is not None and draft.rule != PASSED_ON)
    around = page.paragraphs[page.paragraph_at(content[0].start)].span
    translated = translation_note(page.text, around)
    notes = [*draft.notes, *words.notes, *([translated] if translated else [])]
    return Found(
        source=draft.source,
        cue=draft.cue,
        content=content,
        quotation=words.quotation,
        verbatim=words.verbatim,
        insertions=words.insertions,
        unclear=words.unclear,
        floating=draft.floating,
        within=place.get(id(draft.within)) if draft.within is not None else None,
        notes=tuple(dict.fromkeys(notes)),
        score=score,
    )


def _apart(content: list[Span]) -> Spans:
    """Sorted pieces, none overlapping."""
    made: list[Span] = []
    for start, end in sorted(content):
        start = max(start, made[-1].end) if made else start
        if start < end:
            made.append(Span(start, end))
    return tuple(made)
