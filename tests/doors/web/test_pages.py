"""What a visitor sees on each page; what pages wrote stays inert on all of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from fake_archive import FakeArchive

from onrecord.doors.web import wording
from onrecord.doors.web.drawing import LABELLED, LEAST, SPREAD_ROWS, lanes, network, spread
from onrecord.doors.web.pages.checking import paragraphs
from onrecord.doors.web.pages.people import timeline
from onrecord.doors.web.versions import earliest, laid_out
from onrecord.doors.web.wordings import told, wordings
from onrecord.model import (
    Article,
    Cell,
    CheckAnswer,
    Counted,
    DayCount,
    DifferenceRun,
    Document,
    DraftCheck,
    Hit,
    Passage,
    RoleHeld,
    Searched,
    Span,
    Version,
)

TOKEN = "a token for the tests"


def _form_key(client: Any, path: str = "/") -> str:
    found = re.search(r'name="form_key" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def test_a_pasted_report_comes_back_marked(client: Any, archive: FakeArchive) -> None:
    document = archive.documents[-1]
    page = client.post("/read", data={"form_key": _form_key(client), "text": document.article.text})
    assert page.status_code == 200
    assert '<span class="verbatim' in page.text
    assert "We will not leave a single family in a tent this winter" in page.text
    assert page.text.count('class="note ') + page.text.count('class="note"') == len(document.attributions)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "there is nothing to read"),
        ({"text": "   \n"}, "there is nothing to read"),
        ({"address": "file:///etc/passwd"}, "only http and https"),
        # the test server does not fetch
        ({"address": "http://127.0.0.1/"}, "does not fetch addresses"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_form(client: Any, fields: dict[str, str], says: str) -> None:
    page = client.post("/read", data={"form_key": _form_key(client), **fields})
    assert page.status_code == 422
    assert says in page.text


def test_search_narrows_and_keeps_its_address(client: Any) -> None:
    page = client.get("/search", params={"words": "salt", "quotation": "indirect"}).text
    assert 'value="salt"' in page
    assert re.search(r'<option value="indirect" selected>', page)
    assert "/search.csv?words=salt&amp;quotation=indirect" in page
    found = client.get("/search.json", params={"words": "salt", "quotation": "indirect"}).json()
    assert found["total"] == page.count('<article class="hit')
    assert {hit["attribution"]["quotation"] for hit in found["hits"]} == {"indirect"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("since", "yesterday"),
        ("quotation", "loud"),
        ("sort", "loud"),
        ("limit", "0"),
        ("limit", "²"),
        ("min_confidence", "nan"),
    ],
)
def test_a_search_that_cannot_be_understood_says_which_field(client: Any, field: str, value: str) -> None:
    page = client.get("/search", params={field: value})
    assert page.status_code == 400
    assert field in page.text


def test_search_pages_follow_one_another_without_gap(client: Any) -> None:
    seen, after = [], None
    while True:
        page = client.get("/search.json", params={"limit": "20", **({"after": after} if after else {})}).json()
        seen += [hit["attribution"]["id"] for hit in page["hits"]]
        after = page["after"]
        if after is None:
            break
    assert len(seen) == page["total"] == len(set(seen))


def test_csv_of_a_search_is_sent_as_a_file(client: Any) -> None:
    answer = client.get("/search.csv", params={"words": "salt"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text.startswith("speaker,words\r\n")


def test_a_person_and_a_statement_lead_to_their_passages(client: Any, archive: FakeArchive) -> None:
    card = archive.people()[0]
    page = client.get("/person", params={"id": card.id}).text
    assert card.name in page
    assert "Water Minister" in page
    link = re.search(r'href="(/article\?[^"]+)"', page)
    assert link
    assert client.get(link[1].replace("&amp;", "&")).status_code == 200
    one = client.get("/search.json").json()["hits"][0]
    assert client.get("/statement", params={"id": one["statement"]}).status_code == 200


def test_an_article_shows_what_changed_between_revisions(client: Any, archive: FakeArchive) -> None:
    page = client.get("/article", params={"id": archive.documents[0].article.id, "revision": "2"}).text
    assert "1 new" in page
    assert "1 changed" in page
    assert "1 dropped" in page


@pytest.mark.parametrize("path", ["/person?id=nobody", "/article?id=none", "/statement?id=none", "/nothing"])
def test_what_is_not_there_is_a_404_page(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("We were patient for ten years.", "Verbatim"),
        ("We will not leave a simple family in a tent for two winters", "Altered"),
        ("Nobody ever said this at all", "Not found"),
    ],
)
def test_a_check_gives_its_verdict_and_what_was_searched(client: Any, quote: str, verdict: str) -> None:
    page = client.get("/check", params={"quote": quote}).text
    assert verdict in page
    assert "6 articles" in page
    if verdict == "Not found":
        assert "not “never said”" in page


def test_a_draft_is_cut_at_its_quotations_and_nowhere_else(client: Any) -> None:
    draft = "He was clear.\n“We were patient for ten years.” Later: “Nobody knows\nthis one.” Done."
    first, second = draft.index("“We") + 1, draft.index("“Nobody") + 1
    answer = CheckAnswer("q", None, "not-found", (), False, (), (), Searched(0, 0, None, None, 0))
    checks = [
        DraftCheck(Span(second, draft.index("”", second)), answer),
        DraftCheck(Span(first, draft.index("”", first)), answer),
    ]
    laid = paragraphs(draft, checks)
    assert "\n".join("".join(piece.text for piece in line) for line in laid) == draft
    assert [piece.number for line in laid for piece in line if piece.answer] == [1, 2]
    page = client.post("/check", data={"form_key": _form_key(client, "/check"), "draft": draft}).text
    assert "2 quotations" in page
    assert "1 verbatim" in page
    assert "1 not found" in page


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def test_what_pages_wrote_is_inert_wherever_it_is_shown(archive: FakeArchive, client: Any) -> None:
    document = archive.documents[0]
    one = document.attributions[1]
    assert one.speaker
    speaker = replace(one.speaker, name=HOSTILE)
    text = document.article.text.replace("White Lake", "W<b>\u202e\x00") + HOSTILE
    article = replace(
        document.article, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)", text=text, published=HOSTILE
    )
    archive.documents[0] = Document(
        article, document.blocks, (replace(one, speaker=speaker, notes=(HOSTILE,)), *document.attributions[2:])
    )
    hostile_id = next(card.id for card in archive.people(limit=99) if card.name == HOSTILE)
    for path, params in [
        ("/search", {"words": "salt"}),
        ("/search", {"speaker": HOSTILE}),
        ("/article", {"id": article.id}),
        ("/articles", {}),
        ("/people", {}),
        ("/person", {"id": hostile_id}),
        ("/check", {"quote": "Nobody in Ushkan has forgotten"}),
        ("/check", {"quote": HOSTILE, "speaker": HOSTILE}),
        ("/compare", {"about": HOSTILE}),
        ("/review", {"done": HOSTILE}),
    ]:
        page = client.get(path, params=params).text
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
        assert 'href="javascript:' not in page, path
        assert "\u202e" not in page, path
        assert "\x00" not in page, path
    shown = client.get("/article", params={"id": article.id}).text
    assert "&lt;script&gt;" in shown
    assert 'title="right-to-left override"' in shown


def test_a_lone_surrogate_breaks_no_page_and_comes_back_unchanged_as_json(archive: FakeArchive, client: Any) -> None:
    text = "\ud800 “No,” said Marrow."
    archive.documents.append(Document(Article("odd", text, title="\udfff"), (), ()))
    assert client.get("/articles").status_code == 200
    assert "⟨D800⟩" in client.get("/article?id=odd").text
    back = client.get("/api/article?id=odd")
    assert json.loads(back.content)["text"] == text
    assert client.get("/article?id=odd%ED%A0%80").status_code == 404, "an address cannot hold one"
    sent = client.post("/api/read", content=json.dumps({"text": text}), headers={"content-type": "application/json"})
    assert sent.status_code == 422, "refused with a reason, not changed"


def test_the_picture_names_the_most_frequent_and_counts_the_others() -> None:
    to = [Counted(f"A{n}", 500 - n) for n in range(500)]
    made = network(to, [])
    assert [dot.name for dot in made.left.dots] == [f"A{n}" for n in range(LABELLED)]
    assert made.left.others == len(made.left.field) == 500 - LABELLED
    places = {(round(dot.x), round(dot.y)) for dot in (*made.left.dots, *made.left.field)}
    assert len(places) == 500, "no two dots on one another"
    assert all(0 < dot.x < made.width and 0 < dot.y < made.height for dot in made.left.field)
    assert min(abs(a.y - b.y) for a in made.left.dots for b in made.left.dots if a is not b) >= 20


def test_the_spread_has_a_row_an_outlet_and_counts_every_report(archive: FakeArchive) -> None:
    one = archive.compare("x").versions[0]

    def printed(outlet: str, day: str | None, copied: str | None = None) -> Version:
        return replace(one, article=replace(one.article, outlet=outlet, published=day), copy_of=copied)

    made = spread(
        [printed(f"O{n}", f"2026-05-{n % 9 + 1:02}", "a@1" if n else None) for n in range(40)] + [printed("O1", None)]
    )
    assert made is not None
    assert len(made.rows) == SPREAD_ROWS, "the outlets after the first are put together"
    assert made.rows[-1].name == f"{40 - SPREAD_ROWS + 1} other outlets"
    assert sum(dot.versions for row in made.rows for dot in row.dots) == 40
    assert made.undated == 1
    first = [dot for row in made.rows for dot in row.dots if dot.first]
    assert {dot.day for dot in first} == {"2026-05-01"}
    assert sum(dot.versions for dot in first) == 5, "which of that day was the first, days do not tell"
    assert all(made.left < dot.x < made.width for row in made.rows for dot in row.dots)
    assert spread([printed("O1", "2026-05-01")]) is None, "one report spreads nowhere"
    one_day = spread([printed("O1", "2026-05-01"), printed("O2", "2026-05-01")])
    assert one_day is not None
    assert [day for _, day in one_day.ticks] == ["2026-05-01"], "no day is told on which nothing was printed"


def test_a_version_is_shown_in_few_runs_with_the_punctuation_of_its_page(archive: FakeArchive) -> None:
    text = "“We came, we saw,” she said, “and we stayed.”"
    places = [Span(1, 3), Span(4, 8), Span(10, 12), Span(13, 16), Span(30, 33), Span(34, 36), Span(37, 43)]
    kinds = ["same", "same", "same", "differs", "same", "same", "same"]
    cells = tuple(Cell(at.of(text), kind, at, True) for at, kind in zip(places, kinds, strict=True))  # type: ignore[arg-type]
    cells = (*cells, Cell("", "absent"), Cell("", "absent"))
    version = replace(archive.compare("x").versions[0], text=text, span=Span(0, len(text)), cells=cells)
    columns = (*(cell.text for cell in cells[:7]), "for", "good")
    compared = replace(archive.compare("x"), columns=columns, versions=(version,))
    ((_, runs),) = laid_out(compared)
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "We came, we"),
        ("differs", "saw"),
        ("break", ",” she said, “"),
        ("same", "and we stayed"),
        ("absent", "for good"),
    ]


def test_who_is_in_many_articles_is_looked_up_in_some_and_the_page_says_so(archive: FakeArchive, client: Any) -> None:
    card = archive.people()[0]
    assert "looked up in" not in client.get("/person", params={"id": card.id}).text, "all were read"
    real = archive.person
    archive.person = lambda key, *, articles=24: replace(  # type: ignore[method-assign]
        real(key), card=replace(card, articles=300), read=min(articles, 300)
    )
    page = client.get("/person", params={"id": card.name}).text
    assert "looked up in 24 of 300 articles, spread evenly over the time" in page
    assert "Look in all of them" in page
    whole = client.get("/person", params={"id": card.name, "whole": 1}).text
    assert "looked up in" not in whole


def test_who_follows_words_is_shown_words(archive: FakeArchive, client: Any) -> None:
    card = archive.people()[0]
    page = client.get("/person", params={"id": card.id, "words": "the"}).text
    assert "To whom, and about whom" not in page
    assert "How the wording changed" in page
    assert "Roles, timeline, to whom and about whom" in page, "the way to them"


def test_days_add_up_by_month_and_lose_nothing() -> None:
    days = [DayCount(f"2026-0{m}-{d:02}", "direct", 2) for m in (1, 2) for d in (1, 15, 28)]
    days.append(DayCount("2026-01-15", "indirect", 1))
    assert timeline(days, by_month=True) == [("2026-01-01", (6, 0, 1)), ("2026-02-01", (6, 0, 0))]
    assert timeline(days, by_month=False)[:2] == [("2026-01-01", (2, 0, 0)), ("2026-01-15", (2, 0, 1))]


def test_new_words_are_those_that_the_report_before_did_not_have(archive: FakeArchive) -> None:
    one = next(a for a in archive.documents[-1].attributions if a.verbatim)

    def hit(day: str, words: str) -> Hit:
        card = replace(next(archive.articles()), published=day)
        return Hit(replace(one, verbatim=(Span(0, len(words)),)), Passage(card, Span(0, len(words)), words))

    made = wordings(told([hit("2026-02-01", "we may rebuild the dam"), hit("2026-01-01", "we will rebuild the dam")]))
    assert [piece.text for piece in made[0].pieces if piece.kind == "new"] == []
    assert [piece.text for piece in made[1].pieces if piece.kind == "new"] == ["may"]


def test_an_address_holds_what_was_asked_and_nothing_else(client: Any) -> None:
    page = client.get("/search", params={"words": "salt"}).text
    assert 'href="/search.csv?words=salt"' in page
    assert "clear all but the words" not in page, "nothing is narrowed but by the words"


def test_roles_are_laid_on_the_time_of_the_person_in_the_order_in_which_they_were_printed() -> None:
    roles = [
        RoleHeld("mayor", "2020-01-01", "2021-01-01", 4),
        RoleHeld("Mr", None, None, 1),
        RoleHeld("clerk", "2011-01-01", "2011-01-01", 1),
    ]
    made = lanes(roles, "2011-01-01", "2021-01-01")
    assert [lane.role.text for lane in made] == ["clerk", "mayor", "Mr"]
    assert (made[0].start, made[0].length) == (0.0, LEAST), "one day is still seen"
    assert made[1].start == pytest.approx(90, abs=0.1)
    assert made[1].start + made[1].length == pytest.approx(100)
    assert made[2].start is None, "no date, no place in time"
    assert lanes(roles, None, None)[0].start is None
    (last,) = lanes([RoleHeld("x", "2021-01-01", "2021-01-01", 1)], "2011-01-01", "2021-01-01")
    assert last.start is not None
    assert last.start + last.length <= 100, "and nothing sticks out"


def test_what_a_check_rests_on_stands_in_its_passage_with_the_words_told_apart(client: Any) -> None:
    page = client.get("/check", params={"quote": "We were patient for ten years."}).text
    passage = re.search(r'<li class="evidence">\s*<blockquote class="passage">(.*?)</blockquote>', page, re.DOTALL)
    assert passage
    assert '<span class="verbatim sought">We were patient for ten years.</span>' in passage[1]
    assert "What the answer can be" in client.get("/check").text, "the empty form says what a check answers"
    assert "What the answer can be" not in page


def test_what_differs_is_told_in_few_words() -> None:
    runs = [
        DifferenceRun("equal", "We wrote in", "We wrote in"),
        DifferenceRun("replace", "2019", "2021", "number"),
        DifferenceRun("delete", "", "not", "negation"),
        DifferenceRun("replace", "colour", "color", "form"),
    ]
    assert wording.changes(runs) == (("2019", "2021"), ("", "not"))


def test_notes_that_the_page_says_by_itself_are_not_said_twice() -> None:
    searched = Searched(1, 1, 1, None, None)
    notes = ("not found in what was searched; that does not mean it was never said", "too short to be sure of")
    answer = CheckAnswer("x", None, "not-found", (), False, (), (), searched, notes)
    assert wording.further(answer) == ("Too short to be sure of.",)


def test_articles_are_found_by_their_title(client: Any, archive: FakeArchive) -> None:
    card = next(archive.articles())
    page = client.get("/articles", params={"words": (card.title or card.id)[2:12]}).text
    assert page.count('<h2><a href="/article?') == 1
    none = client.get("/articles", params={"words": "no such title"}).text
    assert "No article has these words" in none
    assert client.get("/articles", params={"after": "x"}).status_code == 400


def test_facets_say_so_when_not_all_that_matches_was_counted(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Counted among" not in client.get("/search").text
    monkeypatch.setattr("onrecord.doors.web.pages.searching.FACETED", 5)
    assert "Counted among the latest 5 of these" in client.get("/search").text


def test_another_speaker_of_the_article_is_one_key_away(client: Any, archive: FakeArchive) -> None:
    client.post("/sign-in", data={"form_key": _form_key(client, "/review"), "name": "Ada", "token": TOKEN})
    page = client.get("/review").text
    offered = re.findall(r'<button name="speaker" value="([^"]+)" data-key="(\d)"', page)
    assert offered
    assert {key for _, key in offered} <= set("12345")
    article = archive.review_queue()[0].hits[0].passage.article.id
    assert offered[0][0] in archive.speakers(article)


def test_wordings_and_the_figures_are_told_as_json_too(client: Any) -> None:
    found = client.get("/api/wordings", params={"id": "p-ferran-adebayo-lind", "words": "tent"}).json()
    assert found[0]["phrase"] is None
    texts = ["".join(piece["text"] for piece in one["pieces"]) for one in found[0]["wordings"]]
    assert texts == sorted(texts, key=texts.index)
    assert all("tent" in text for text in texts)
    assert client.get("/api/wordings", params={"id": "# "}).status_code == 404
    told_about = client.get("/api/about").json()
    assert told_about["figures"]["by_type"][0]["quotation"] == "direct"
    assert told_about["doubtful_below"] == wording.DOUBTFUL
    assert "English" in told_about["languages"]


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (["2026-05-02", "2026-05-01", None], {1}),
        (["2026-05-01", "2026-05-01", "2026-05-02"], {0, 1}),  # two of one day: days tell no order
        (["2026-05-01T09:00", "2026-05-01"], {0, 1}),  # a day without its hour may be any hour of it
        (["2026-05-01T09:00", "2026-05-01T08:00"], {1}),
        ([None, None], set()),
    ],
)
def test_what_was_published_first_as_far_as_dates_tell(
    archive: FakeArchive, published: list[str | None], first: set[int]
) -> None:
    card = next(archive.articles())
    assert earliest([replace(card, id=str(n), published=one) for n, one in enumerate(published)]) == first
    again = [replace(card, revision=number, published="2026-05-01") for number in (1, 2)]
    assert earliest(again) == {0}, "a later revision is not the first, whatever day it bears"
