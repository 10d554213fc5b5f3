"""REST as a program uses it: shapes, errors, and that nobody writes without the token."""

from __future__ import annotations

from typing import Any

import pytest
from fake_archive import FakeArchive

TOKEN = "a token for the tests"
BEARER = {"authorization": f"Bearer {TOKEN}"}
PROBLEM = "application/problem+json"


def test_a_document_comes_back_in_its_contract(client: Any, archive: FakeArchive) -> None:
    document = archive.documents[0]
    sent = client.post("/api/read", json={"text": document.article.text})
    made = sent.json()
    assert made["text"] == document.article.text
    for given, one in zip(made["attributions"], document.attributions, strict=True):
        assert given["content"] == [list(span) for span in one.content]
        assert [made["text"][start:end] for start, end in given["verbatim"]] == [
            span.of(document.article.text) for span in one.verbatim
        ]


def test_one_quotation_and_a_draft_are_checked(client: Any) -> None:
    one = client.post("/api/check", json={"quote": "We were patient for ten years."}).json()
    assert one["verdict"] == "verbatim"
    assert set(one) >= {"quote", "speaker", "verdict", "kinds", "cut", "evidence", "difference", "searched"}
    text = "x “We were patient for ten years.” y"
    (found,) = client.post("/api/check-draft", json={"text": text}).json()
    start, end = found["span"]
    assert text[start:end] == "We were patient for ten years."
    assert found["answer"]["verdict"] == "verbatim"


def test_articles_by_pages(client: Any, archive: FakeArchive) -> None:
    seen, after = [], ""
    while after is not None:
        page = client.get("/api/articles", params={"limit": 4, "after": after}).json()
        seen += [one["article"]["id"] for one in page["articles"]]
        after = page["after"]
    assert seen == [one.article.id for one in archive.documents]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/article?id=none", None, 404),
        ("GET", "/api/nothing", None, 404),
        ("DELETE", "/api/extent", None, 405),
        ("GET", "/api/search?limit=0", None, 422),
        ("GET", "/api/search?since=1700000000", None, 422),
        ("GET", "/api/search?min_confidence=NaN", None, 422),
        ("GET", "/api/search?after=not-a-cursor", None, 400),
        ("POST", "/api/check", {"quote": ""}, 422),
        ("POST", "/api/check", {"quote": "x", "unknown": 1}, 422),
        ("POST", "/api/check", {"quote": " "}, 400),
        ("GET", "/api/changes?id=none", None, 404),
    ],
)
def test_errors_are_problem_details(client: Any, method: str, path: str, body: object, status: int) -> None:
    answer = client.request(method, path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == "about:blank"
    assert told["title"]
    assert told["detail"]


def test_invalid_utf8_is_a_bad_request(client: Any) -> None:
    answer = client.post("/api/check", content=b'{"quote":"\xff"}', headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/judgements", {"left": "a", "right": "b", "decision": "same", "by": "Ada"}),
        ("/api/corrections", {"attribution": "a", "kind": "strike", "by": "Ada"}),
        ("/api/articles", {"text": "He said no."}),
    ],
)
def test_writing_needs_the_token(client: Any, archive: FakeArchive, path: str, body: dict[str, Any]) -> None:
    assert client.post(path, json=body).status_code == 401
    assert client.post(path, json=body, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.post(path, json=body, headers={"authorization": f"Basic {TOKEN}"}).status_code == 401
    assert archive.judgements == []
    assert archive.corrections == []


def test_with_the_token_a_judgement_and_a_correction_are_kept(client: Any, archive: FakeArchive) -> None:
    body = {"left": "p-a", "right": "p-b", "decision": "different", "by": "Ada", "reason": "two offices"}
    made = client.post("/api/judgements", json=body, headers=BEARER).json()
    assert (made["decision"], made["by"], made["reason"]) == ("different", "Ada", "two offices")
    one = archive.documents[0].attributions[0]
    body = {"attribution": one.id, "kind": "speaker", "value": {"name": "Ilda Marrow"}, "by": "Ada"}
    assert client.post("/api/corrections", json=body, headers=BEARER).status_code == 200
    assert archive.corrections == [(one.id, "speaker", {"name": "Ilda Marrow"}, "Ada", None)]


def test_export_streams_what_matches(client: Any) -> None:
    answer = client.get("/api/export", params={"format": "csv", "words": "salt"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(answer.text.splitlines()) == 1 + client.get("/api/search", params={"words": "salt"}).json()["total"]


def test_the_description_is_openapi_3_1_and_names_every_error(client: Any) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert "400" in one["responses"], (path, method)
            assert PROBLEM in one["responses"]["400"]["content"], (path, method)


def test_what_changed_and_who_decided_are_told(client: Any, archive: FakeArchive) -> None:
    key = archive.documents[0].article.id
    told = client.get("/api/changes", params={"id": key, "revision": 2}).json()
    assert [one["kind"] for one in told if one["kind"] != "kept"] == ["new", "changed", "dropped"]
    archive.judge("p-a", "p-b", "same", by="Ada", reason="same office")
    (decided,) = client.get("/api/decisions").json()
    assert (decided["by"], decided["decision"], decided["reason"]) == ("Ada", "same", "same office")


@pytest.mark.parametrize(
    ("text", "given", "told"),
    [
        (
            "« Nous ne partirons pas avant que le pont soit ouvert », a dit la maire hier soir devant les habitants.",
            None,
            "fr",
        ),
        ("The mayor said that she would not leave before the bridge was open to all of them.", None, "en"),
        ("The mayor said that she would not leave before the bridge was open to all of them.", "de", "de"),  # as sent
    ],
)
def test_a_text_without_a_language_is_read_in_its_own(client: Any, text: str, given: str | None, told: str) -> None:
    body = {"text": text, "language": given} if given else {"text": text}
    assert client.post("/api/read", json=body).json()["language"] == told


def test_no_route_answers_another_question_than_was_asked(client: Any) -> None:
    """A parameter that a route has none of, left out of account, would find more or other things."""
    for path, operations in client.get("/api/openapi.json").json()["paths"].items():
        for method in operations:
            answer = client.request(method.upper(), path, params={"speeker": "Marrow"}, headers=BEARER)
            assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM), (method, path)
            assert "speeker: no such parameter" in answer.json()["detail"], (method, path)
    assert (
        "there are words, speaker"
        in client.get("/search.json?speeker=Marrow", headers={"accept": "application/json"}).text
    )
    assert client.get("/search.csv?speeker=Marrow").status_code == 400
    assert client.get("/search?words=salt&utm_source=mail").status_code == 200, (
        "what mail hangs on an address is no harm"
    )
