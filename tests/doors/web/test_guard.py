"""What stands in front of every page: hosts, rates, sizes, headers, forms of others, the token."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fake_archive import FakeArchive

from onrecord.doors.server.guard import ANY_ADDRESS, Limits, Rates, _named
from onrecord.doors.server.session import Sessions

TOKEN = "a token for the tests"


def _form_key(client: Any, path: str = "/") -> str:
    found = re.search(r'name="form_key" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def _signed_in(client: Any) -> str:
    key = _form_key(client, "/review")
    answer = client.post("/sign-in", data={"form_key": key, "name": "Ada", "token": TOKEN}, follow_redirects=False)
    assert answer.status_code == 303
    return key


@pytest.mark.parametrize("path", ["/", "/search", "/api/extent", "/static/css/base.css", "/nothing-here"])
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client: Any, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/search", "/check", "/people", "/review", "/about", "/articles"])
def test_no_page_has_inline_script_or_style(client: Any, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("testserver:8000", 200),
        # a name of somebody else's that was made to resolve here
        ("evil.example", 421),
        ("testserver.evil.example", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered(client: Any, host: str, status: int) -> None:
    assert client.get("/api/extent", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("host", "known"), [("10.0.0.5:8000", True), ("[fe80::1]:8000", True), ("evil.example", False)]
)
def test_beyond_loopback_any_address_will_do_but_no_foreign_name(host: str, known: bool) -> None:
    assert _named([host], frozenset({"localhost", ANY_ADDRESS})) is known
    assert not _named([host], frozenset({"localhost"}))


def test_what_is_too_large_is_refused_whether_or_not_its_size_is_told(archive: FakeArchive) -> None:
    client = _client(archive, limits=Limits(body=1000))
    told = client.post("/api/check", json={"quote": "x" * 2000})
    assert (told.status_code, told.headers["content-type"]) == (413, "application/problem+json")

    def pieces() -> Any:
        yield b'{"quote": "'
        for _ in range(20):
            yield b"x" * 100

    untold = client.post("/api/check", content=pieces(), headers={"content-type": "application/json"})
    assert untold.status_code == 413
    assert client.get("/search?words=" + "x" * 50_000).status_code == 414


def test_a_client_that_asks_too_often_is_told_to_wait(archive: FakeArchive) -> None:
    client = _client(archive, limits=Limits(rate=0.001, burst=2))
    assert [client.get("/api/extent").status_code for _ in range(3)] == [200, 200, 429]
    assert int(client.get("/").headers["retry-after"]) > 0


def test_rates_fill_again_with_time_and_forget_the_oldest_client() -> None:
    now = [0.0]
    rates = Rates(rate=1.0, burst=1, clients=2, clock=lambda: now[0])
    assert rates.wait("a") == 0
    assert rates.wait("a") == pytest.approx(1.0)
    now[0] = 1.0
    assert rates.wait("a") == 0
    rates.wait("b")
    rates.wait("c")
    assert rates.wait("a") == 0, "a was forgotten, so its bucket is full"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}],
)
def test_a_form_from_another_site_is_refused(client: Any, headers: dict[str, str]) -> None:
    key = _form_key(client)
    answer = client.post("/read", data={"form_key": key, "text": "He said no."}, headers=headers)
    assert answer.status_code == 403


def test_a_form_without_our_key_or_with_another_visitors_is_refused(client: Any) -> None:
    theirs = _form_key(client)
    client.cookies.clear()
    client.get("/")
    assert client.post("/read", data={"text": "He said no."}).status_code == 403
    assert client.post("/read", data={"text": "He said no.", "form_key": theirs}).status_code == 403


def test_nobody_decides_without_signing_in(client: Any, archive: FakeArchive) -> None:
    key = _form_key(client, "/review")
    decision = {"form_key": key, "left": "a", "right": "b", "decision": "same"}
    assert client.post("/review", data=decision).status_code == 403
    wrong = client.post("/sign-in", data={"form_key": key, "name": "Ada", "token": "guess"})
    assert wrong.status_code == 403
    assert archive.judgements == []


def test_a_decision_is_kept_with_the_name_and_can_be_undone(client: Any, archive: FakeArchive) -> None:
    key = _signed_in(client)
    decision = {"form_key": key, "left": "p-a", "right": "p-b", "decision": "same", "why": "same office"}
    page = client.post("/review", data=decision)
    assert page.status_code == 200
    assert "Undo" in page.text
    made = archive.judgements[-1]
    assert (made.left, made.right, made.decision, made.by, made.reason) == ("p-a", "p-b", "same", "Ada", "same office")
    client.post("/review", data={"form_key": key, "left": "p-a", "right": "p-b", "decision": "unsure"})
    assert [one.decision for one in archive.judgements] == ["same", "unsure"], "undone by one more entry"


@pytest.mark.parametrize(
    ("fields", "kind", "value"),
    [
        ({"decision": "strike"}, "strike", None),
        ({"decision": "right"}, "strike", {"struck": False}),
        ({"decision": "speaker", "speaker": " Ilda  Marrow "}, "speaker", {"name": "Ilda Marrow"}),
        ({"decision": "speaker", "speaker": ""}, "speaker", None),
        ({"decision": "quotation", "quotation": "mixed"}, "quotation", {"quotation": "mixed"}),
    ],
)
def test_corrections(client: Any, archive: FakeArchive, fields: dict[str, str], kind: str, value: object) -> None:
    key = _signed_in(client)
    one = archive.documents[0].attributions[0]
    answer = client.post("/review", data={"form_key": key, "left": one.id, **fields}, follow_redirects=False)
    assert answer.status_code == 303
    assert archive.corrections == [(one.id, kind, value, "Ada", None)]


def test_a_signed_name_cannot_be_forged_or_kept_past_its_time() -> None:
    from starlette.requests import Request
    from starlette.responses import Response

    sessions = Sessions(TOKEN)
    response = Response()
    sessions.sign_in(response, "Ada", now=1000.0)
    cookie = response.headers["set-cookie"].partition(";")[0]

    def request(value: str) -> Request:
        return Request({"type": "http", "headers": [(b"cookie", value.encode())]})

    assert sessions.writer(request(cookie), now=1001.0) == "Ada"
    assert sessions.writer(request(cookie), now=1001.0 + 13 * 3600) is None
    assert sessions.writer(request(cookie[:-1] + ("0" if cookie[-1] != "0" else "1")), now=1001.0) is None
    assert Sessions(None).writer(request(cookie), now=1001.0) is None


def test_without_a_token_the_server_says_that_it_is_read_only(archive: FakeArchive) -> None:
    client = _client(archive, token=None)
    assert "Read-only" in client.get("/review").text
    body = {"left": "a", "right": "b", "decision": "same", "by": "Ada"}
    refused = client.post("/api/judgements", json=body, headers={"authorization": "Bearer "})
    assert refused.status_code == 403
    assert archive.judgements == []


def _client(archive: FakeArchive, **options: Any) -> Any:
    testclient = pytest.importorskip("starlette.testclient")
    from onrecord.doors.web import make_app

    options.setdefault("token", TOKEN)
    app = make_app(lambda: archive, hosts=["testserver"], **options)
    return testclient.TestClient(app, raise_server_exceptions=False)
