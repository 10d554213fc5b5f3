"""Made-up reports in any number, for measuring the record: words that mean nothing, in the proportions of news.

Proportions (from the training corpus of news, counted on 840 articles): 4,600 characters and 23.6 attributions an
article, contents 46 % of the text, one attribution in 195 characters. Word frequencies follow Zipf's law with a long
tail, so that both everyday and rare words occur.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from onrecord.model import (
    Addressee,
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Evidence,
    Occasion,
    Source,
    Span,
    Speaker,
    Step,
    When,
    attribution_id,
    text_hash,
)

VOCABULARY = 120_000
PEOPLE = 30_000
OUTLETS = 60
GIVEN, FAMILY = 400, 4000
"""Names that many share, in a world of news."""
_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "n", "r", "s", "t", "l", "nd", "ng")
_CUES = (("said", "STATE"), ("told reporters", "STATE"), ("warned", "WARN"), ("denied", "DENY"), ("argued", "STATE"))


class Reports:
    """A world of reports; the same seed makes the same ones.

    ``shared``: as putting together meets them: given and family names that many bear, utterances that several outlets
    report, and agency copies.
    """

    def __init__(self, seed: int = 5, *, shared: bool = False) -> None:
        self.chance = random.Random(seed)
        self.words = self._vocabulary()
        self.weights = list(accumulate(1 / (rank + 2.7) ** 1.03 for rank in range(VOCABULARY)))
        self.people = [f"{self._name()} {self._name()}" for _ in range(PEOPLE)]
        self.shared = shared
        self.said: list[tuple[str, str]] = []
        if shared:
            given, family = [self._name() for _ in range(GIVEN)], [self._name() for _ in range(FAMILY)]
            rarer = list(accumulate(1 / (rank + 8) for rank in range(FAMILY)))
            picked = self.chance.choices(family, cum_weights=rarer, k=PEOPLE)
            self.people = [f"{self.chance.choice(given)} {name}" for name in picked]
        self.fame = list(accumulate(1 / (rank + 20) for rank in range(PEOPLE)))

    def _vocabulary(self) -> list[str]:
        made: dict[str, None] = {}
        size = 1
        while len(made) < VOCABULARY:
            for _ in range(2000 if size > 1 else 150):
                made["".join(self._syllable() for _ in range(size))] = None
            size = min(size + 1, 2 + len(made) // 40_000)
        return list(made)[:VOCABULARY]

    def _syllable(self) -> str:
        chance = self.chance
        return chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)

    def _name(self) -> str:
        return (self._syllable() + self._syllable()).capitalize()

    def _clause(self, least: int, most: int) -> str:
        count = self.chance.randint(least, most)
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def documents(self, attributions: int) -> Iterator[Document]:
        """Documents until they hold at least so many attributions."""
        made = number = 0
        while made < attributions:
            document = self.document(number)
            number += 1
            made += len(document.attributions)
            yield document

    def news(self, documents: int) -> Iterator[Document]:
        """Documents of which some are agency copies (one in 15) of one of the last 200."""
        lately: list[Document] = []
        for number in range(documents):
            if lately and self.chance.random() < 1 / 15:
                old = self.chance.choice(lately)
                name = f"https://paper-{number % OUTLETS}.example/copy-{number}"
                day = (date.fromisoformat((old.article.published or "")[:10]) + timedelta(days=1)).isoformat()
                article = replace(old.article, id=name, url=name, outlet=f"Paper {number % OUTLETS}", published=day)
                yield replace(old, article=article)
                continue
            lately = [*lately[-199:], self.document(number)]
            yield lately[-1]

    def utterance(self, speaker: str) -> tuple[str, str]:
        """A speaker and their words: now and then what somebody said in one of the last reports."""
        if self.said and self.chance.random() < 0.1:
            return self.chance.choice(self.said)
        words = self._clause(9, 21)
        self.said = [*self.said[-999:], (speaker, words)] if self.shared else self.said
        return speaker, words

    def document(self, number: int) -> Document:
        """The report of that number (they must be made in order to be the same again)."""
        chance = self.chance
        cast = list(dict.fromkeys(chance.choices(self.people, cum_weights=self.fame, k=6)))
        page = _Page()
        page.line(self._clause(6, 10).capitalize(), "headline")
        for _ in range(chance.randint(16, 31)):
            page.paragraph(self, cast)
        day = date(2010, 1, 1) + timedelta(days=chance.randint(0, 6000))
        text = page.text()
        article = Article(
            id=f"https://outlet-{number % OUTLETS}.example/{day.year}/report-{number}",
            url=f"https://outlet-{number % OUTLETS}.example/{day.year}/report-{number}",
            text=text, outlet=f"Outlet {number % OUTLETS}", title=text.split("\n", 1)[0], published=day.isoformat(),
            language="en", source=Source("text/plain", text_hash(text), text.encode(), "utf-8"),
        )  # fmt: skip
        return Document(article, tuple(page.blocks), page.attributions(chance))


class _Page:
    """One report as it grows; places are counted as the pieces are put down."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.found: list[dict[str, object]] = []

    def put(self, piece: str) -> Span:
        span = Span(self.at, self.at + len(piece))
        self.pieces.append(piece)
        self.at = span.end
        return span

    def line(self, words: str, kind: str) -> None:
        self.blocks.append(Block(self.put(words), kind))  # type: ignore[arg-type]
        self.put("\n\n")

    def paragraph(self, world: Reports, cast: list[str]) -> None:
        chance = world.chance
        start = self.at
        speaker = chance.randrange(len(cast))
        words = ""
        if world.shared:
            name, words = world.utterance(cast[speaker])
            if name not in cast:
                cast.append(name)
            speaker = cast.index(name)
        cue, act = chance.choice(_CUES)
        direct = chance.random() < 0.4
        found: dict[str, object] = {"speaker": (speaker, cast[speaker]), "act": act, "direct": direct}
        if direct:
            self.put("“")
            found["verbatim"] = found["content"] = self.put(words or world._clause(9, 21))
            self.put(",” ")
            found["source"] = self.put(cast[speaker])
            self.put(" ")
            found["cue"] = self.put(cue)
        else:
            found["source"] = self.put(cast[speaker])
            self.put(" ")
            found["cue"] = self.put(cue)
            self.put(" that ")
            found["content"] = self.put(words or world._clause(9, 21))
        if chance.random() < 0.15:
            self.put(" ")
            found["when"] = self.put("on Thursday")
        if chance.random() < 0.08:
            self.put(" ")
            found["occasion"] = self.put("at a press conference")
        self.put(". " + world._clause(8, 20).capitalize() + ".")
        self.found.append(found)
        self.blocks.append(Block(Span(start, self.at), "body"))
        self.put("\n\n")

    def text(self) -> str:
        return "".join(self.pieces)

    def attributions(self, chance: random.Random) -> tuple[Attribution, ...]:
        sha256 = text_hash(self.text())
        return tuple(_attribution(one, sha256, chance, self.text()) for one in self.found)


def _attribution(one: dict[str, object], sha256: str, chance: random.Random, text: str) -> Attribution:
    source, cue, content = one["source"], one["cue"], one["content"]
    assert isinstance(source, Span)
    assert isinstance(cue, Span)
    assert isinstance(content, Span)
    number, name = one["speaker"]  # type: ignore[misc]
    when, occasion, verbatim = one.get("when"), one.get("occasion"), one.get("verbatim")
    told = "told reporters" in cue.of(text)
    return Attribution(
        id=attribution_id(sha256, (content,)),
        quotation="direct" if one["direct"] else "indirect",
        source=(source,), cue=(cue,), content=(content,),
        verbatim=(verbatim,) if isinstance(verbatim, Span) else (), insertions=(),
        speaker=Speaker(name, "person", source, "named", f"e{number}"),
        addressee=Addressee("reporters", Span(cue.end - 9, cue.end)) if told else None,
        occasion=Occasion("at a press conference", occasion, "press conference")
        if isinstance(occasion, Span)
        else None,
        when=When("on Thursday", when, "2016-05-04") if isinstance(when, Span) else None,
        mode="speech", act=one["act"], commitment="asserted", repeats=None, notes=(),  # type: ignore[arg-type]
        confidence=Confidence(chance.random(), chance.random(), None, None, None, 0.9731, chance.random(), 0.9512),
        evidence=Evidence(mode=cue, act=cue, act_row=str(one["act"]).lower()),
        chain=(Step("named", source, chance.random()),),
    )  # fmt: skip
