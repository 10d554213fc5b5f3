"""What is carried over: phrases of the scenes before an attribution, of its own speaker and of others."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.link.scene.phrases import Field
from onrecord.link.scene.scanning import Option, Scan, Table
from onrecord.link.scene.signs import Signs, age, selves, shape

LIKELY = 0.12
"""A phrase must look this likely where it stands to be carried from there."""
_LEAST = {"place": 0.3, "meanwhile": 1.0, "doing": 1.0}
"""More is asked of what no word calls an occasion; what was being done meanwhile is over with the sentence."""
_KEPT, _LOOKED = 40, 200
"""At most this many scenes are remembered and this many attributions looked back over: long lists stay linear."""
_SHARED = frozenset(
    ("interview", "press conference", "debate", "hearing", "rally", "meeting", "broadcast", "event", "court",
     "parliament", "speech"),
)  # fmt: skip
"""Occasions at which others speak too."""
_FIFTHS = ("0", "1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A phrase that stood near earlier attributions: (rank, probability) of each, and those of the same speaker."""

    phrase: int
    hosts: list[tuple[int, float]]
    mine: list[tuple[int, float]]
    best: float


def carried(made: Scan, name: Field, likely: Table) -> list[list[Option]]:
    """For each attribution the options from earlier scenes; ``likely`` says how probable each phrase is where it stands.

    Offered are the last three scenes of the same speaker, the last two of anybody, the likeliest and the first.
    """
    hosts: dict[int, list[tuple[int, float]]] = {}
    out: list[list[Option]] = []
    for rank, view in enumerate(made.views):
        row: list[Option] = []
        if not view.passage.headline and hosts:
            near = {option.phrase for option in made.near[name][rank]}
            scenes = [_scene(made, rank, phrase, held) for phrase, held in hosts.items() if phrase not in near]
            row = _offered(made, name, rank, scenes, max(likely[rank].values(), default=0.0))
        out.append(row)
        for phrase, probability in likely[rank].items():
            if probability >= _LEAST.get(made.phrases[name][phrase].sort, LIKELY):
                hosts.setdefault(phrase, []).append((rank, probability))
        while len(hosts) > _KEPT:
            del hosts[list(hosts)[1]]  # the oldest but the first of the article
    return out


def _scene(made: Scan, rank: int, phrase: int, held: list[tuple[int, float]]) -> _Scene:
    key = made.keys[rank]
    mine = [one for one in held if key is not None and made.keys[one[0]] == key]
    return _Scene(phrase, list(held), mine, max(probability for _, probability in held))


def _offered(made: Scan, name: Field, rank: int, scenes: list[_Scene], rival: float) -> list[Option]:
    same = sorted((one for one in scenes if one.mine), key=lambda one: -one.mine[-1][0])
    latest = sorted(scenes, key=lambda one: -one.hosts[-1][0])
    likeliest = sorted(scenes, key=lambda one: -one.best)[:1]
    picked: dict[int, _Scene] = {}
    for one in (*same[:3], *latest[:2], *likeliest, *scenes[:1]):
        picked.setdefault(one.phrase, one)
    return [
        Option(rank, one.phrase, "same" if one.mine else "other", _signs(made, name, rank, one, same, latest, rival))
        for one in picked.values()
    ]


def _signs(
    made: Scan, name: Field, rank: int, one: _Scene, same: list[_Scene], latest: list[_Scene], rival: float
) -> Signs:
    """What speaks for and against going on with a scene; ``rival``: the likeliest phrase of the attribution's own."""
    view, key, phrase = made.views[rank], made.keys[rank], made.phrases[name][one.phrase]
    h = "same" if one.mine else "other"
    since, there = (one.mine or one.hosts)[-1]
    host = made.views[since]
    paragraphs = view.passage.paragraph - host.passage.paragraph
    between = made.keys[max(since + 1, rank - _LOOKED) : rank]
    said = between.count(key) if key is not None else 0
    others = len({*between} - {key})
    newer_same = max((s.mine[-1][1] for s in same if s.mine[-1][0] > since and s is not one), default=0.0)
    newer = max((p for s in latest if s is not one for n, p in s.hosts if n > since), default=0.0)
    order = next((n for n, scene in enumerate(same) if scene is one), 9)
    speech, sort, now = made.speech[rank], phrase.sort, made.tenses[rank]
    par, by_self, own = _bucket(paragraphs), _bucket(said), _fifth(rival)
    words = [
        "carried", h, f"{h}&par={par}", f"{h}&far={_bucket(rank - since)}",
        f"{h}&said={by_self}", f"{h}&others={min(others, 3)}", f"{h}&root={_fifth(one.best)}",
        f"{h}&there={_fifth(there)}", f"{h}&newer same={_fifth(newer_same)}", f"{h}&newer={_fifth(newer)}",
        f"{h}&own={own}", f"{h}&order={min(order, 3)}", f"{h}&sort={sort}", f"{h}&sort={sort}&{speech}",
        f"{h}&speech={speech}", f"{h}&host={made.speech[since]}&{speech}", f"{h}&tenses={made.tenses[since]}/{now}",
        f"{h}&par={par}&{speech}", f"{h}&said={by_self}&{speech}",
        f"{h}&same sentence={host.passage.sentence == view.passage.sentence}",
        f"{h}&headline={host.passage.headline}", f"{h}&lead={host.passage.paragraph < 3}",
        f"{h}&newer&own={_fifth(newer_same)}/{own}",
    ]  # fmt: skip
    if name == "when":
        old = age(phrase.text, made.setting.published)
        words += [f"{h}&age={old}", f"{h}&age={old}&{speech}", f"{h}&age={old}&tense={now}"]
    if name != "occasion":
        there_is = {option.group for option in made.near["occasion"][since] if _shared(made, option.phrase)}
        words.append(f"{h}&event={'own' in there_is}/{bool(there_is)}&others={min(others, 3)}")
    if h == "other":
        surname = view.speaker.name.split()[-1:] if view.speaker is not None else []
        named = bool(surname) and surname[0] in host.passage.words
        words += [f"other&named={named}", f"other&shared={sort in _SHARED}&others={min(others, 3)}"]
        if key is None:
            words.append("other&nobody")
    numbers = (
        ("par", math.log1p(max(paragraphs, 0)) / 2),
        ("far", math.log1p(rank - since) / 2),
        ("said", math.log1p(said) / 2),
        ("root", one.best),
        ("newer same", newer_same),
        ("newer", newer),
        ("where", view.passage.paragraph / max(made.setting.paragraphs, 1)),
    )
    return (
        [(word, 1.0) for word in words]
        + [(f"{h} {word}", value) for word, value in numbers]
        + shape(phrase)[:2]
        + selves(view, name, phrase)
    )


def _shared(made: Scan, phrase: int) -> bool:
    """Whether an occasion phrase is of a kind at which several people speak."""
    return made.phrases["occasion"][phrase].sort in _SHARED


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-4" if count < 5 else "5-8" if count < 9 else "far"


def _fifth(probability: float) -> str:
    return _FIFTHS[int(probability * 5 + 0.5)]
