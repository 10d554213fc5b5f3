"""One article read once: its attributions in the order of the text, and the phrases that stand near each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.link.scene import signs
from onrecord.link.scene.partners import partners
from onrecord.link.scene.passages import Layout
from onrecord.link.scene.phrases import FIELDS, Field, Phrase, Reader, View, addressed, is_source
from onrecord.link.scene.signs import Setting, Signs
from onrecord.model import Span, Speaker

Origin = str
"""own (its sentence), content, turn (who speaks beside it, or is called), before1, before2, after1 (sentences beside it),
same, other (carried: whose scene)."""
_CONTENT_DEPTH = 99


@dataclass(slots=True)
class Option:
    """One phrase that may fill a field of one attribution, with what speaks for and against it."""

    rank: int
    """Of the attribution, in the order of the text."""
    phrase: int
    """Number of the phrase among those of its field."""
    origin: Origin
    signs: Signs

    @property
    def group(self) -> str:
        """own, near, content, same or other: what an attribution's own signs are crossed with."""
        return "near" if self.origin[-1].isdigit() else self.origin


Table = list[dict[int, float]]
"""For each attribution in the order of the text: number of a phrase -> its probability."""


@dataclass(slots=True)
class Scan:
    """What the choosing needs of an article. Lists have one entry an attribution, in the order of the text."""

    views: list[View]
    setting: Setting
    commons: list[Signs]
    speech: list[str]
    """Mode by the cue and kind of quotation, as signs tell them."""
    tenses: list[str]
    keys: list[str | None]
    phrases: dict[Field, list[Phrase]]
    near: dict[Field, list[list[Option]]] = field(default_factory=dict)

    def crossed(self, rank: int, group: str) -> Signs:
        """The signs of an attribution crossed with where a phrase comes from."""
        return [(f"{group}&{name}", value) for name, value in self.commons[rank]]


def scan(text: str, layout: Layout, speakers: Sequence[Speaker | None], published: str | None) -> Scan:
    """Read the article: ``speakers`` has one entry an attribution of the layout (None: not known)."""
    views = [View(text, n, layout, speakers[n]) for n in range(len(layout.found))]
    views.sort(key=lambda view: (view.passage.anchor, view.position))
    setting = Setting(published, layout.paragraph(len(text)))
    keys = [view.speaker.key if view.speaker is not None else None for view in views]
    made = Scan(
        views,
        setting,
        [signs.common(view) for view in views],
        [f"{view.fired.mode if view.fired else 'none'}/{view.found.quotation}" for view in views],
        [signs.tense(view) for view in views],
        keys,
        {name: [] for name in FIELDS},
    )
    reader = Reader(layout)
    numbers: dict[Field, dict[Span, int]] = {name: {} for name in FIELDS}
    for name in FIELDS:
        made.near[name] = []
        for rank in range(len(views)):
            row: dict[int, Option] = {}
            for phrase, origin, held in _near(views, rank, name, reader, setting):
                number = numbers[name].setdefault(phrase.span, len(made.phrases[name]))
                if number == len(made.phrases[name]):
                    made.phrases[name].append(phrase)
                row.setdefault(number, Option(rank, number, origin, held))
            made.near[name].append(list(row.values()))
    return made


def _near(
    views: Sequence[View], rank: int, name: Field, reader: Reader, setting: Setting
) -> Iterator[tuple[Phrase, Origin, Signs]]:
    view = views[rank]
    passage, layout = view.passage, view.layout
    offset = passage.span.start
    own = reader.phrases(name, offset, passage.words, passage.depth)
    for order, one in enumerate(own):
        if name == "addressee" and is_source(view, one):
            continue
        held = signs.own(view, name, one, len(own), order, setting)
        if name == "addressee":
            held += _in_occasion(one, reader.phrases("occasion", offset, passage.words, passage.depth))
        yield one, "own", held
    if name == "addressee":
        for one in addressed(view, reader):
            yield one, "own", signs.addressed(view, one)
        for one, held in partners(views, rank):
            yield one, "turn", held
    if passage.headline:
        return
    for step, sentence in enumerate(layout.above(passage), 1) if name == "when" else ():
        if not layout.spoken(sentence):
            for one in reader.phrases(name, sentence.start, layout.blanked(sentence)):
                yield one, f"above{step}", signs.beside(view, name, one, f"above{step}", bool(own), setting)
    for step, sentence in enumerate(layout.before(passage), 1):
        if not layout.spoken(sentence):  # what stands in another attribution's sentence is carried over, or not at all
            for one in reader.phrases(name, sentence.start, layout.blanked(sentence)):
                origin = f"before{step}"
                yield one, origin, signs.beside(view, name, one, origin, bool(own), setting)
    if name == "addressee":
        return
    after = layout.after(passage)
    if after is not None and not layout.spoken(after):
        for one in reader.phrases(name, after.start, layout.blanked(after)):
            yield one, "after1", signs.beside(view, name, one, "after1", bool(own), setting)
    if name == "when" and not own and view.found.quotation != "direct":
        for one in reader.phrases(name, offset, view.text[offset : passage.span.end], _CONTENT_DEPTH):
            if any(piece.covers(one.span) for piece in view.found.content):
                yield one, "content", signs.within(view, name, one, bool(own), setting)


def _in_occasion(one: Phrase, occasions: Sequence[Phrase]) -> Signs:
    """ "in a letter to the board": whom the occasion names."""
    for occasion in occasions:
        if occasion.span.overlaps(one.span):
            return [("in occasion", 1.0), (f"in occasion&{one.sort}&{occasion.sort}", 1.0)]
    return []
