"""An archive over documents in memory, for the doors' tests: the same methods, found by plain scanning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from onrecord.model import (
    Article,
    ArticleCard,
    ArticleList,
    Attribution,
    Cell,
    CheckAnswer,
    CheckEvidence,
    CheckRequest,
    Comparison,
    Counted,
    DayCount,
    DifferenceRun,
    Document,
    DraftCheck,
    Hit,
    HitPage,
    Judgement,
    Likeness,
    ListedArticle,
    Passage,
    Person,
    PersonCard,
    Query,
    ReviewItem,
    Revision,
    RoleHeld,
    Searched,
    Span,
    SpreadPoint,
    Statement,
    Version,
)
from onrecord.model.errors import NotFoundError, QueryError
from onrecord.model.keeping import Change, Correction
from onrecord.model.layers import passage

OUTLETS = ("Tessaly News Agency", "The Daily Lamp", "The Echo")


def card_of(article: Article, revision: int = 1) -> ArticleCard:
    return ArticleCard(article.id, revision, article.title, article.outlet, article.published, article.url)


class FakeArchive:
    """Answers from ``documents``; keeps the judgements and corrections that it is given."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = list(documents)
        self.judgements: list[Judgement] = []
        self.corrections: list[tuple[Any, ...]] = []
        self.pipeline = None

    def close(self) -> None: ...

    def read(self, item: Any, **_: Any) -> Document:
        if isinstance(item, Article):
            same = [one for one in self.documents if one.article.text == item.text]
            return same[0] if same else Document(item, (), ())
        raise QueryError("the fake reads articles only")

    def extent(self) -> Searched:
        days = [one.article.published for one in self.documents if one.article.published]
        count = sum(len(one.attributions) for one in self.documents)
        outlets = len({one.article.outlet for one in self.documents})
        return Searched(len(self.documents), count, min(days), max(days), outlets)

    def articles(self) -> Iterator[ArticleCard]:
        yield from (card_of(one.article) for one in self.documents)

    def articles_listed(
        self, words: str | None = None, *, outlet: str | None = None, after: str | None = None, limit: int = 50
    ) -> ArticleList:
        if after and not after.isdigit():
            raise QueryError("is not a cursor that an earlier page gave", item=after)
        cards = [card for card in self.articles() if (words or "").lower() in (card.title or card.id).lower()]
        start = int(after or 0)
        listed = tuple(ListedArticle(card, None, 1) for card in cards[start : start + limit])
        return ArticleList(listed, str(start + limit) if start + limit < len(cards) else None)

    def document(self, article: str, revision: int | None = None) -> Document:
        for one in self.documents:
            if one.article.id == article and revision in (None, 1, 2):
                return one
        raise NotFoundError("no such article", item=article)

    def revisions(self, article: str) -> Sequence[Revision]:
        one = self.document(article)
        ids = [a.id for a in one.attributions]
        if len(ids) < 2:
            return [Revision(card_of(one.article, 1), None, len(ids))]
        changes = (*((i, "kept") for i in ids[2:]), (ids[0], "new"), (ids[1], "changed"), ("agone", "dropped"))
        return [
            Revision(card_of(one.article, 1), "2026-05-04T10:00:00", len(ids)),
            Revision(card_of(one.article, 2), "2026-05-05T10:00:00", len(ids), changes),
        ]

    def changes(self, article: str, revision: int | None = None) -> list[Change]:
        held = self.document(article).attributions
        gone = replace(held[2], id="agone", content=held[2].content[:1], speaker=None)
        return [
            Change("new", None, held[0]),
            Change("changed", replace(held[1], speaker=None, quotation="mixed"), replace(held[1], quotation="direct")),
            *(Change("kept", one, one) for one in held[2:]),
            Change("dropped", gone, None),
        ]

    def decisions(self, limit: int = 20) -> list[Judgement | Correction]:
        made: list[Judgement | Correction] = [
            Correction("samples/wire.md", key, kind, value, by, "2026-05-04T10:00:00", why)
            for key, kind, value, by, why in self.corrections
        ]
        return [*self.judgements, *made][::-1][:limit]

    def _hits(self) -> list[Hit]:
        made = []
        for one in self.documents:
            for a in one.attributions:
                span = passage(one.article.text, a)
                made.append(Hit(a, Passage(card_of(one.article), span, span.of(one.article.text)), "s" + a.id[1:]))
        return made

    def _matching(self, query: Query) -> list[Hit]:
        def right(hit: Hit) -> bool:
            a = hit.attribution
            name = a.speaker.name if a.speaker else ""
            return (
                (not query.words or query.words.lower() in hit.passage.text.lower())
                and (not query.speaker or query.speaker.lower() in (name.lower(), _id(name)))
                and (not query.outlet or query.outlet == hit.passage.article.outlet)
                and (not query.quotation or query.quotation == a.quotation)
                and (not query.act or query.act == a.act)
                and (not query.mode or query.mode == a.mode)
                and (not query.commitment or query.commitment == a.commitment)
                and (query.min_confidence is None or a.confidence.attribution >= query.min_confidence)
            )

        return [hit for hit in self._hits() if right(hit)]

    def search(self, query: Query) -> HitPage:
        found = self._matching(query)
        try:
            first = int(query.after or 0)
        except ValueError:
            raise QueryError("not a cursor of ours", item="after") from None
        last = first + query.limit
        return HitPage(tuple(found[first:last]), len(found), str(last) if last < len(found) else None)

    def latest(self, query: Query) -> list[Hit]:
        return list(self.search(query).hits)

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        found = self._matching(query)
        return {
            "speaker": dict(Counter(h.attribution.speaker.name for h in found if h.attribution.speaker)),
            "outlet": dict(Counter(h.passage.article.outlet or "" for h in found)),
            "quotation": dict(Counter(h.attribution.quotation for h in found)),
            "act": dict(Counter(h.attribution.act for h in found)),
        }

    def export(self, form: str, target: Any, query: Query, *, snippets: bool = False, out: Any = None) -> int:
        found = self._matching(query)
        out.write(b"speaker,words\r\n")
        for hit in found:
            a = hit.attribution
            words = " ".join(s.of(self.document(hit.passage.article.id).article.text) for s in a.content)
            out.write(f'"{a.speaker.name if a.speaker else ""}","{words.replace(chr(34), chr(34) * 2)}"\r\n'.encode())
        return len(found)

    def check(self, request: CheckRequest) -> CheckAnswer:
        if not request.quote.strip():
            raise QueryError("nothing to check: the quotation is empty")
        words = request.quote.strip(" “”\"'")
        for hit in self._hits():
            text, base = hit.passage.text, hit.passage.span.start
            at = text.find(words)
            if at >= 0:
                span = Span(base + at, base + at + len(words))
                a = hit.attribution
                evidence = (self._evidence(hit, span, words),)
                verbatim = any(v.covers(span) for v in a.verbatim)
                verdict = "verbatim" if verbatim else "paraphrase"
                run = (DifferenceRun("equal", words, words),)
                return CheckAnswer(request.quote, request.speaker, verdict, (), False, evidence, run, self.extent())
        near = self._hits()[:1]
        if "winters" in words:
            runs = (
                DifferenceRun("equal", "We will not leave a ", "We will not leave a "),
                DifferenceRun("replace", "simple", "single", "word"),
                DifferenceRun("equal", " family in a tent", " family in a tent"),
                DifferenceRun("insert", " for two winters", "", "number"),
            )
            evidence = tuple(self._evidence(hit, hit.passage.span, hit.passage.text) for hit in near)
            return CheckAnswer(
                request.quote, None, "altered", ("word", "number"), False, evidence, runs, self.extent(), ("Look.",)
            )
        nearest = tuple(self._evidence(hit, hit.passage.span, hit.passage.text) for hit in near)
        return CheckAnswer(
            request.quote, request.speaker, "not-found", (), False, (), (), self.extent(), nearest=nearest
        )

    def _evidence(self, hit: Hit, span: Span, text: str) -> CheckEvidence:
        a, card = hit.attribution, hit.passage.article
        name = a.speaker.name if a.speaker else None
        return CheckEvidence(
            a.id, card.id, span, text, name, card.outlet, card.published, card.url, title=card.title, revision=1
        )

    def check_draft(self, text: str) -> list[DraftCheck]:
        found, at = [], 0
        while (start := text.find("“", at)) >= 0 and (end := text.find("”", start)) > 0:
            found.append(DraftCheck(Span(start + 1, end), self.check(CheckRequest(text[start + 1 : end]))))
            at = end
        return found

    def compare(self, about: str) -> Comparison:
        hits = self.statement(about).sightings if about.startswith(("a", "s")) else tuple(self._hits()[:2])
        cells = (Cell("We will not leave a ", "same", None, True), Cell("single", "same", None, True))
        other = (Cell("We will not leave a ", "same", None, True), Cell("solitary", "differs", None, False))
        versions = tuple(
            Version(
                replace(hit.passage.article, outlet=outlet), hit.attribution.id, "X", hit.passage.span,
                hit.passage.text, cells if n == 0 else other, n == 0,
                left_out=() if n == 0 else ("this winter",), copy_of=f"{hit.passage.article.id}@1" if n == 2 else None,
            )
            for n, (hit, outlet) in enumerate(zip(hits * 3, OUTLETS, strict=False))
        )  # fmt: skip
        spread = (
            SpreadPoint("2026-05-04", 3, 2, 0),
            SpreadPoint("2026-05-05", 7, 6, 4),
            SpreadPoint("2026-05-08", 1, 1, 0),
        )
        return Comparison(about, ("We will not leave a ", "single"), 0, versions, 0, spread, self.extent())

    def people(self, words: str | None = None, *, limit: int = 50) -> list[PersonCard]:
        names = Counter(h.attribution.speaker.name for h in self._hits() if h.attribution.speaker)
        kinds = {h.attribution.speaker.name: h.attribution.speaker.kind for h in self._hits() if h.attribution.speaker}
        return [
            PersonCard(_id(name), name, kinds[name], (), (), n, n, 1, 1, "2026-01-01", "2026-05-04")
            for name, n in names.most_common(limit)
            if not words or words.lower() in name.lower()
        ]

    def person(self, key: str, *, articles: int = 24) -> Person:
        card = next((one for one in self.people(limit=999) if key in (one.id, one.name)), None)
        if card is None:
            raise NotFoundError("no such person", item=key)
        days = tuple(
            DayCount(f"2026-{m:02}-{(m * 7 + n) % 27 + 1:02}", q, m % 3 + 1)  # type: ignore[arg-type]
            for m in range(1, 6)
            for n, q in enumerate(("direct", "mixed", "indirect"))
        )
        return Person(
            replace(card, aliases=("the minister", "Adebayo-Lind")),
            (
                RoleHeld("Water Minister", "2026-01-04", "2026-05-04", 4),
                RoleHeld("Deputy mayor", "2024-02-01", None, 1),
            ),
            tuple(Counted(f"Addressee {n}", 40 // n) for n in range(1, 31)),
            tuple(Counted(f"Subject of talk {n}", 60 // n) for n in range(1, 41)),
            days,
            3,
            tuple(Likeness(one, 0.55, ("same surname", "same outlet")) for one in self.people()[-2:]),
            (),
            read=min(articles, card.articles),
        )

    def person_card(self, key: str) -> PersonCard:
        return self.person(key).card

    def _hit(self, key: str) -> Hit:
        for hit in self._hits():
            if key in (hit.attribution.id, hit.statement):
                return hit
        raise NotFoundError("no such statement", item=key)

    def statement(self, key: str) -> Statement:
        hit = self._hit(key)
        name = hit.attribution.speaker.name if hit.attribution.speaker else None
        return Statement(hit.statement or "", name, _id(name) if name else None, (hit, *self._hits()[-1:]))

    def attribution(self, key: str) -> tuple[Document, Attribution]:
        hit = self._hit(key)
        return self.document(hit.passage.article.id), hit.attribution

    def speakers(self, article: str) -> tuple[str, ...]:
        named = [a.speaker.name for a in self.document(article).attributions if a.speaker]
        return tuple(dict.fromkeys(named))

    def passage(self, key: str, article: str | None = None) -> Hit:
        return self._hit(key)

    def review_queue(self, limit: int = 20) -> list[ReviewItem]:
        doubtful = sorted(self._hits(), key=lambda h: h.attribution.confidence.attribution)[:3]
        items = [
            ReviewItem(
                "speaker", h.attribution.id, None, h.attribution.confidence.attribution, "Who is meant here?", (), (h,)
            )
            for h in doubtful
        ]
        a, b = self.people()[:2]
        items.append(
            ReviewItem(
                "person", a.id, b.id, 0.5, f"Are {a.name} and {b.name} one?", ("same surname",), tuple(doubtful[:2])
            )
        )
        items.append(
            ReviewItem(
                "statement", doubtful[0].statement or "", doubtful[1].statement, None, "Is this one utterance?",
                ("wording: paraphrase",), tuple(doubtful[:2]),
            )
        )  # fmt: skip
        return items[:limit]

    def judge(
        self, left: str, right: str, decision: str, *, by: str, reason: str | None = None, about: str = "person"
    ) -> Judgement:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = Judgement(left, right, decision, by, now, reason, about)  # type: ignore[arg-type]
        self.judgements.append(made)
        return made

    def correct(self, attribution: str, kind: str, value: Any, *, by: str, why: str | None = None) -> None:
        self._hit(attribution)
        self.corrections.append((attribution, kind, value, by, why))

    def verify(self) -> Any:
        held = len(self.documents)
        return {"ok": True, "articles": held, "revisions": held, "attributions": len(self._hits()), "problems": []}


def _id(name: str) -> str:
    return "p-" + name.lower().replace(" ", "-")
