"""How it was said: mode, act and commitment of each attribution; repeats and garble.

Call, once an article, after `onrecord.link.scene.scenes_of`:

    manners = manners_of(text, blocks, found, speakers, scenes)     # one Manner an attribution
    repeats = repeats_of(text, found, speakers)                     # position of the earlier attribution, or None
    notes = notes_of(text, blocks, found)                           # further notes of each attribution, to be appended

The positions in ``repeats`` become ``Attribution.repeats`` by taking the id of the attribution at that position.
Nothing here raises on any text or spans.
"""

from onrecord.link.manner.garble import notes_of
from onrecord.link.manner.moods import Manner, manners_of
from onrecord.link.manner.repeats import repeats_of

__all__ = ["Manner", "manners_of", "notes_of", "repeats_of"]
