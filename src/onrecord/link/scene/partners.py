"""Who is spoken to as a conversation shows it: whoever spoke just before or answers next, and names called in the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.link.scene.phrases import Phrase, View
from onrecord.link.scene.signs import Signs, shape
from onrecord.model import Span

_BACK, _AHEAD, _PARAGRAPHS = 2, 1, 3
"""At most so many attributions before and after, and so many paragraphs away."""
_PRONOUNS = frozenset("he she they it we i who which that".split())
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Gov|Rep|Senator|Governor|Minister|Mayor|President|Madam|Madame|Sir|Professor|Doctor"
    r"|Chancellor|Ambassador|Secretary|Congressman|Congresswoman|Councillor|Cllr|Judge|Chairman|Chair|General|Captain"
    r"|Your Honou?r|Prime Minister)\.?"
)
_NAME = r"[A-Z\u00c0-\u00de][\w’'-]+"
_CALLED = re.compile(
    rf"(?:\A|(?<=[.!?:,] ))[\s\"“‘']*(?:(?:Thank you|Good (?:morning|evening|afternoon)|Hi|Hello|Dear|Listen|Look|Yes|No|Well"
    rf"|Thanks|OK|Okay|Sorry|So|And|But),? )?(?P<first>{_TITLE}(?: {_NAME}){{0,2}}|{_NAME}), "
    rf"|, (?P<last>{_TITLE}(?: {_NAME}){{0,2}}|{_NAME}(?: {_NAME})?)(?=[.!?,][\"”’']*(?:\s|\Z))"
)
_TITLED = re.compile(_TITLE)
TURNS = frozenset(("spoke before", "speaks next", "called", "asker"))
"""The sorts of phrases that turns and calls give, not the outlet's words of telling somebody."""
_READ = 400
"""Names called are looked for in this many characters at each end of what was said."""


def partners(views: Sequence[View], rank: int) -> Iterator[tuple[Phrase, Signs]]:
    """The candidates of an attribution by its rank, with their signs."""
    view = views[rank]
    for step in (*range(-1, -1 - _BACK, -1), *range(1, 1 + _AHEAD)):
        place = rank + step
        if 0 <= place < len(views):
            yield from _turn(view, views[place], step)
    yield from _called(view)


def _turn(view: View, other: View, step: int) -> Iterator[tuple[Phrase, Signs]]:
    far = abs(view.passage.paragraph - other.passage.paragraph)
    if far > _PARAGRAPHS or view.passage.headline != other.passage.headline:
        return
    if view.speaker is not None and other.speaker is not None and view.speaker.key == other.speaker.key:
        return
    span = _naming(other)
    if span is None or any(span.overlaps(piece) for piece in view.found.source):
        return
    sort = "spoke before" if step < 0 else "speaks next"
    one = Phrase(span, view.text[span.start : span.end], sort, other.verb or "-")
    lemma, theirs = _lemma(view), _lemma(other)
    asks, asked = _asks(view), _asks(other)
    same = view.passage.sentence == other.passage.sentence
    kind = other.speaker.kind if other.speaker is not None else "none"
    made = [
        "turn", sort, f"{sort}/{step}", f"{sort}&lemma={lemma}", f"{sort}&theirs={theirs}", f"{sort}&asks={asks}/{asked}",
        f"{sort}&far={far}", f"{sort}&same={same}", f"{sort}&same={same}/{asks}/{asked}", f"{sort}&kind={kind}",
        f"{sort}&quoted={view.found.quotation}/{other.found.quotation}",
        f"{sort}&mute={not view.verb}/{not other.verb}", f"{sort}&mute={not view.verb}/{asks}/{asked}",
        f"{sort}&nobody={view.speaker is None}", f"{sort}&mode={_mode(view)}/{_mode(other)}",
    ]  # fmt: skip
    yield one, [(word, 1.0) for word in made]


def _naming(view: View) -> Span | None:
    """The words that name who spoke: the source's, or where that is a pronoun the speaker's fullest naming."""
    source = view.found.source
    if source and view.text[source[0].start : source[0].end].lower() not in _PRONOUNS:
        return source[0]
    naming = view.speaker.naming if view.speaker is not None else None
    return naming or (source[0] if source else None)


def _lemma(view: View) -> str:
    return view.fired.row.lemma if view.fired else "none"


def _mode(view: View) -> str:
    return view.fired.mode if view.fired else "none"


def _asks(view: View) -> bool:
    """The cue asks, or the words end in a question."""
    if view.fired is not None and view.fired.act == "ASK":
        return True
    last = view.found.content[-1] if view.found.content else None
    return last is not None and view.text[max(last.end - 3, last.start) : last.end + 1].rstrip(" \"”’'\n").endswith("?")


def _called(view: View) -> Iterator[tuple[Phrase, Signs]]:
    """A name or title called in the words themselves: "Thank you, Minister.", "We have read it, Dwayne"."""
    if view.found.quotation == "indirect":
        return
    seen: set[str] = set()
    for place, piece in enumerate(view.found.content[:4]):
        words = view.text[piece.start : min(piece.end, piece.start + _READ)]
        for match in _CALLED.finditer(words):
            which = "first" if match.group("first") else "last"
            name = match.group(which)
            titled = bool(_TITLED.match(name))
            if name in seen or (not titled and view.text.count(name) < 2):
                continue
            seen.add(name)
            start = piece.start + match.start(which)
            one = Phrase(Span(start, start + len(name)), name, "called", "title" if titled else "name")
            made = ["called", f"called={which}/{titled}", f"called&place={min(place, 1)}", f"called&mode={_mode(view)}"]
            made += [
                f"called&quotation={view.found.quotation}",
                f"called&mute={not view.verb}",
                f"called&first={match.start() < 25}",
            ]
            yield one, [(word, 1.0) for word in made] + shape(one)
