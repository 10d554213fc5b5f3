"""German texts to learn from: Wikinews and debates of the Bundestag, in the shape that the English network learns.

The network finds an attribution by its cue. Three German attributions in ten have none ("Dadurch seien Verluste
entstanden."): for those the full stop of the sentence stands in as the cue, in training and in use (`unsaid`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.extract.unsaid import STOPS
from onrecord.train.corpora import Marked, Role, Text, lines, role
from onrecord.train.examples import Example, examples


def wikinews(corpora: Path, part: str) -> list[Text]:
    """German Wikinews, ``part`` train or dev."""
    return [_text(row) for row in lines(corpora / "german-wikinews" / f"{part}.jsonl.gz")]


def debates(corpora: Path, part: str) -> list[Text]:
    """Speeches of the Bundestag: the speech events that have a content."""
    return [_text(row) for row in lines(corpora / "spkatt-2023" / f"{part}.jsonl.gz")]


def _text(row: dict[str, Any]) -> Text:
    found = []
    for one in row["attributions"]:
        content = role(one["content"])
        # Words inside marks inside what is said are found by the marks (`onrecord.extract.reported.inside`).
        inside = one.get("nested") and one.get("type") == "Direct"
        if content and not inside:
            found.append(_marked(row["text"], role(one["source"]), role(one["cue"]), content))
    # What is said inside what is said comes after what holds it, so that its marks are the ones that stay.
    kept = sorted((one for one in found if one), key=lambda one: one.content[0][0] - one.content[-1][1])
    return Text(row["id"], row["text"], tuple(kept))


def _marked(text: str, source: Role, cue: Role, content: Role) -> Marked | None:
    """The attribution with a cue it can be found by; None where there is neither cue nor full stop."""
    # A clause that is content as a whole holds its own subject: the roles must not overlap.
    source = tuple(one for one in source if all(one[1] <= s or e <= one[0] for s, e in content))
    if cue:
        return Marked(source, cue, content)
    stop = unsaid(text, content[-1][1])
    if stop is None:
        return None
    cut = tuple((s, min(e, stop)) for s, e in content if s < stop)
    return Marked(source, ((stop, stop + 1),), cut) if cut else None


def unsaid(text: str, end: int) -> int | None:
    """Where the full stop is that stands in for a missing cue: the last one up to two characters past ``end``."""
    for at in range(min(len(text) - 1, end + 1), max(-1, end - 4), -1):
        if text[at] in STOPS:
            return at
    return None


def split(texts: list[Text], every: int = 12) -> tuple[list[Text], list[Text]]:
    """Those to learn from and those held out for settings and confidence (every twelfth)."""
    return [t for n, t in enumerate(texts) if n % every], [t for n, t in enumerate(texts) if not n % every]


def gather(folder: Path, encode: Callable[[str], Any], number: int, seed: int, debates_until: int) -> list[Example]:
    """The examples of one pass; the debates are read only in the first ``debates_until`` passes."""
    luck = random.Random(1000 * seed + number)
    texts = split(wikinews(folder, "train"))[0]
    if number < debates_until:
        texts = texts + debates(folder, "train")
    made = []
    for one in texts:
        made += examples(_altered(one, luck), encode, luck)
    return made


def _altered(one: Text, luck: random.Random) -> Text:
    """Now and then with other quotation marks, which change no position."""
    pick = luck.random()
    if pick > 0.25:
        return one
    table = str.maketrans({"„": '"', "“": '"'} if pick < 0.12 else {"„": "“", "“": "”"})
    return replace(one, text=one.text.translate(table))
