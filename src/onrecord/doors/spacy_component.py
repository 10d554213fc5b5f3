"""onrecord inside a spaCy pipeline: who said what, as spans of the Doc. Needs spaCy, which nothing else here does.

    import onrecord.doors.spacy_component
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    doc = nlp(text)
    doc._.onrecord.attributions      # exact, in code points of doc.text
    doc.spans["onrecord"]            # the same as token spans: label_ is the role, id_ the attribution

Offsets are carried, not searched for: spaCy counts code points of ``doc.text`` as we do. A role that begins or ends
inside a token gets the span of the tokens it touches; ``span._.onrecord_exact`` has its own offsets always.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.archive import Pipeline, read
from onrecord.model import Article, Attribution

if TYPE_CHECKING:
    from onrecord.model import Span as CodePoints

GROUP = "onrecord"
ROLES = ("source", "cue", "content", "verbatim", "insertions")


def make(nlp: Language, name: str, published: str | None) -> OnRecord:
    """The component. ``published``: the ISO day that relative dates are worked out from."""
    return OnRecord(published)


Language.factory("onrecord", assigns=["doc._.onrecord", "doc.spans"], default_config={"published": None}, func=make)


class OnRecord:
    """Reads each Doc's text; the model is loaded with the first."""

    def __init__(self, published: str | None = None) -> None:
        self.published = published
        self._pipeline = Pipeline()
        if not Doc.has_extension("onrecord"):
            Doc.set_extension("onrecord", default=None)
        if not Span.has_extension("onrecord_exact"):
            Span.set_extension("onrecord_exact", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.onrecord`` (a Document) and ``doc.spans["onrecord"]``."""
        document = read(Article("doc", doc.text, published=self.published, language="en"), pipeline=self._pipeline)
        doc._.onrecord = document
        spans = [span for one in document.attributions for span in _spans(doc, one)]
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=spans)
        return doc


def _spans(doc: Doc, one: Attribution) -> Iterator[Span]:
    for role in ROLES:
        places: tuple[CodePoints, ...] = getattr(one, role)
        for place in places:
            span = doc.char_span(
                place.start, place.end, label=role.removesuffix("s"), alignment_mode="expand", span_id=one.id
            )
            if span is not None:
                span._.onrecord_exact = (place.start, place.end)
                yield span
