"""Who the source of each attribution stands for: mentions, names, coreference, the choice of the speaker.

cast_of(article, blocks, extraction) -> Cast
"""

from onrecord.link.speakers.cast import Cast, cast_of

__all__ = ["Cast", "cast_of"]
