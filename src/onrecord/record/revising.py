"""What became of each attribution from one revision of an article to the next."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Attribution
from onrecord.model.keeping import Change
from onrecord.record.rows import content_words
from onrecord.record.words import tokens

ALIKE = 0.6
"""Contents at least so similar (share of words in common order, 0 to 1) are one attribution, changed."""


def changes(
    text_before: str, before: Sequence[Attribution], text_after: str, after: Sequence[Attribution]
) -> list[Change]:
    """Pairs of attributions in the order of ``after``, then those dropped.

    Kept: the same words laid to the same speaker in the same kind of quotation. Changed: the same words with another
    speaker or type, or words that are `ALIKE`; the most alike pair first, each attribution in one pair only.
    """
    old = [tokens(content_words(text_before, one.content)) for one in before]
    new = [tokens(content_words(text_after, one.content)) for one in after]
    partner: dict[int, int] = {}
    free = dict.fromkeys(range(len(before)))
    for there, words in enumerate(new):
        here = next((at for at in free if old[at] == words), None)
        if here is not None:
            partner[there] = here
            del free[here]
    for _, here, there in sorted(_alike(old, new, list(free), partner), key=lambda one: (-one[0], one[1], one[2])):
        if here in free and there not in partner:
            partner[there] = here
            del free[here]
    paired = [
        _change(before[partner[there]], one, old[partner[there]] == new[there])
        if there in partner
        else Change("new", None, one)
        for there, one in enumerate(after)
    ]
    return paired + [Change("dropped", before[here], None) for here in free]


def _alike(
    old: Sequence[list[str]], new: Sequence[list[str]], free: Sequence[int], partner: dict[int, int]
) -> list[tuple[float, int, int]]:
    from rapidfuzz.distance import Indel

    found = []
    for there, words in enumerate(new):
        if there in partner:
            continue
        for here in free:
            likeness = Indel.normalized_similarity(old[here], words, score_cutoff=ALIKE)
            if likeness >= ALIKE:
                found.append((likeness, here, there))
    return found


def _change(before: Attribution, after: Attribution, same_words: bool) -> Change:
    same = (
        same_words
        and before.quotation == after.quotation
        and (before.speaker.name if before.speaker else None) == (after.speaker.name if after.speaker else None)
    )
    return Change("kept" if same else "changed", before, after)
