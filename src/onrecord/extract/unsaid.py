"""Attributions without a cue, in languages whose network was taught to hang them on the sentence's full stop.

German reports go on in the subjunctive without another "said he". The network finds an attribution by its cue; for
such a sentence its full stop stood in for one in training, and is taken out again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract.assemble import drafts_of, found_of, snapped
from onrecord.extract.drafts import Claims, Draft, Page, word_count
from onrecord.extract.reported import according, bare, carried, gone_on, inside, named_after, told, worded
from onrecord.model import Block, Extraction
from onrecord.model.language import Lexicon
from onrecord.model.span import Span, Spans

if TYPE_CHECKING:
    from onrecord.extract.tagger import Relation, Tagged

STOPS = frozenset(".!?")
_INWARD = str.maketrans("»«›‹", "„“‚‘")


def read_as(text: str) -> str:
    """The text as the network is shown it, character for character: »...« as „...“ where the marks point inwards."""
    first, second = text.find("»"), text.find("«")
    return text.translate(_INWARD) if 0 <= first < second else text


def without_stand_ins(text: str, relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations with every cue that is a mere full stop removed, and the stop given back to the content."""
    return tuple(_mended(text, one) for one in relations)


def _mended(text: str, one: Relation) -> Relation:
    if not one.cue or any(cue.of(text).strip() not in STOPS for cue in one.cue):
        return one
    return replace(one, cue=(), content=_closed(text, one.content, one.cue[0]))


def _closed(text: str, content: Spans, stop: Span) -> Spans:
    """The content with its own full stop again, where nothing but marks or blanks stand between."""
    if not content:
        return content
    last = content[-1]
    if last.end <= stop.start <= last.end + 2 and not text[last.end : stop.start].strip("”“«»\"'’ "):
        return (*content[:-1], Span(last.start, stop.end))
    return content


UNSURE = 0.5
"""Least score of a content with neither cue nor marks nor subjunctive: below, about one in four was right in the reports
held out."""
LONG, UNNAMED = 5, 0.9
"""Words from which a quotation that nothing claims is one: in German Wikinews train 296 of 321 of that length that hold
more than a name are."""


def _unclaimed(page: Page, drafts: Sequence[Draft], lexicon: Lexicon) -> Iterator[Draft]:
    """Quotations of LONG words and more that the network left out, without a source."""
    claims = Claims(drafts)
    for paragraph in page.body:
        for top in paragraph.tops:
            if word_count(page.text, *top.inner) < LONG or not worded(page.text, top, lexicon):
                continue
            if claims.share(page.text, *top.inner) < 0.3:
                yield Draft((), (), [top.span], UNNAMED, "speech without a source", floating=paragraph.pure)


def assemble_by_marks(text: str, blocks: Sequence[Block], tagged: Tagged, lexicon: Lexicon) -> Extraction:
    """The attributions of a text by the network, the grammar of quotation marks and the words of its language.

    No rule of English is used. Raises on no text and no relations; deterministic.
    """
    page = Page.of(text, blocks)
    if not page.paragraphs:
        return Extraction((), ())
    relations = without_stand_ins(text, tagged.relations)
    drafts = [snapped(page, draft) for draft in drafts_of(page, relations)]
    drafts = [d for d in drafts if d.content and (d.score >= UNSURE or not bare(page, d, lexicon))]
    for rule in (named_after, according, gone_on):
        rule(page, drafts, lexicon)
    drafts.extend(_unclaimed(page, drafts, lexicon))
    carried(page, drafts, lexicon)
    told(page, drafts, lexicon)
    drafts = [snapped(page, draft) for draft in drafts]
    drafts.extend(tuple(inside(page, drafts, lexicon)))
    return Extraction(found_of(page, drafts, lambda rule, score: score), ())
