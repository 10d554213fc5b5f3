"""Inside one article: who the source is, to whom, on what occasion, when, and what the verb makes of it.

    link(article, blocks, extraction) -> attributions, diagnostics

strings together `speakers` (who), `scene` (to whom, on what occasion, when) and `manner` (mode, act, commitment,
repeats, notes). Pure: the same input gives the same output; it raises on no text and no spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Diagnostic,
    Extraction,
    Found,
    attribution_id,
    text_hash,
)

if TYPE_CHECKING:
    from onrecord.link.manner import Manner
    from onrecord.link.scene import Scene
    from onrecord.link.speakers import Cast

__all__ = ["link"]


def link(
    article: Article, blocks: Sequence[Block], extraction: Extraction
) -> tuple[tuple[Attribution, ...], tuple[Diagnostic, ...]]:
    """The attributions of one article, one for each of ``extraction.found`` and in its order, and what to know of them.

    Spans are half-open and count code points of ``article.text``.
    """
    from onrecord.link.manner import manners_of, notes_of, repeats_of
    from onrecord.link.scene import scenes_of
    from onrecord.link.scene.passages import Layout
    from onrecord.link.speakers import cast_of

    text, found = article.text, extraction.found
    cast = cast_of(article, blocks, extraction)
    layout = Layout(text, blocks, found)
    scenes = scenes_of(
        text,
        blocks,
        found,
        cast.speakers,
        names=cast.names,
        published=article.published,
        states=extraction.states,
        layout=layout,
    )
    manners = manners_of(text, blocks, found, cast.speakers, scenes, extraction.states, layout)
    repeats = repeats_of(text, found, cast.speakers)
    notes = notes_of(text, blocks, found, layout)
    return _joined(found, _ids(text, found), cast, scenes, manners, repeats, notes), cast.diagnostics


def _joined(
    found: Sequence[Found],
    ids: Sequence[str],
    cast: Cast,
    scenes: Sequence[Scene],
    manners: Sequence[Manner],
    repeats: Sequence[int | None],
    notes: Sequence[Sequence[str]],
) -> tuple[Attribution, ...]:
    """One attribution for each of ``found``, of what is known of it position by position."""
    return tuple(
        Attribution(
            id=ids[n],
            quotation=one.quotation,
            source=one.source,
            cue=one.cue,
            content=one.content,
            verbatim=one.verbatim,
            insertions=one.insertions,
            speaker=cast.speakers[n],
            addressee=scenes[n].addressee,
            occasion=scenes[n].occasion,
            when=scenes[n].when,
            mode=manners[n].mode,
            act=manners[n].act,
            commitment=manners[n].commitment,
            repeats=_id_at(ids, repeats[n]),
            notes=(*one.notes, *notes[n]),
            confidence=_confidence(one.score, cast.confidences[n], scenes[n], manners[n]),
            unclear=one.unclear,
            within=_id_at(ids, one.within),
            evidence=manners[n].evidence,
            chain=cast.chains[n],
        )
        for n, one in enumerate(found)
    )


def _confidence(found: float, speaker: float | None, scene: Scene, manner: Manner) -> Confidence:
    return Confidence(
        attribution=found,
        speaker=speaker,
        addressee=scene.addressee_confidence,
        occasion=scene.occasion_confidence,
        when=scene.when_confidence,
        mode=manner.mode_confidence,
        act=manner.act_confidence,
        commitment=manner.commitment_confidence,
    )


def _ids(text: str, found: Sequence[Found]) -> tuple[str, ...]:
    """Ids by content; two attributions of the same content (one shared by two sources) are told apart by their order."""
    digest = text_hash(text)
    seen: dict[str, int] = {}
    ids = []
    for one in found:
        made = attribution_id(digest, one.content)
        seen[made] = seen.get(made, 0) + 1
        ids.append(made if seen[made] == 1 else f"{made}-{seen[made]}")
    return tuple(ids)


def _id_at(ids: Sequence[str], position: int | None) -> str | None:
    return None if position is None or not 0 <= position < len(ids) else ids[position]
