"""A tombstone reaches every door: nothing of a suppressed person or statement on a page, in an answer or in an export."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.archive import Archive, open_archive
from onrecord.doors.cli.app import cli
from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Judgement,
    Phrase,
    Span,
    Speaker,
    attribution_id,
    text_hash,
)
from onrecord.resolution import resolve_document

HARBOUR = (
    "Ærø Voss shuts the harbour\n\n“We will never reopen the old quay,” said Ærø Voss.\n\n"
    "Tobin Hale said that the market stays where it is. Hale, an aide of Ærø Voss, praised the sailors.\n"
)
MARKET = "Market day\n\nAs Ærø Voss put it, the lighthouse was sold for a song.\n\n“It stays,” said Tobin Hale.\n"
SECRETS = ("voss", "never reopen the old quay", "sold for a song")
"""Her name, what she said, and what somebody else repeats of it."""
STATEMENT = "the market stays where it is"


def attribution(text: str, words: str, name: str, *, role: str | None = None) -> Attribution:
    content, naming = (Span(text.index(one), text.index(one) + len(one)) for one in (words, name))
    phrase = Phrase(role, Span(text.index(role), text.index(role) + len(role))) if role else None
    return Attribution(
        id=attribution_id(text_hash(text), (content,)), quotation="indirect", source=(naming,), cue=(),
        content=(content,), verbatim=(), insertions=(),
        speaker=Speaker(name, "person", naming, "named", name.lower(), role=phrase), addressee=None, occasion=None,
        when=None, mode="speech", act="STATE", commitment="asserted", repeats=None, notes=(),
        confidence=Confidence(0.6, 0.6),
    )  # fmt: skip


def report(id_: str, text: str, outlet: str, *found: Attribution) -> Document:
    title = text.split("\n", 1)[0]
    article = Article(id_, text, f"https://news.example/{id_}", outlet, title, published="2026-05-04", language="en")
    return Document(article, (Block(Span(0, len(text)), "body"),), found)


def harbour(id_: str, outlet: str, *, text: str = HARBOUR) -> Document:
    said = attribution(text, "“We will never reopen the old quay,”", "Ærø Voss")
    stays = attribution(text, STATEMENT, "Tobin Hale", role="an aide of Ærø Voss")
    return report(id_, text, outlet, said, stays)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Two revisions, a copy of another outlet, and decisions by people that name her."""
    with open_archive(tmp_path / "record.sqlite") as held:
        song = attribution(MARKET, "the lighthouse was sold for a song", "Ærø Voss")
        market = report("market", MARKET, "Karsk Echo", song, attribution(MARKET, "“It stays,”", "Tobin Hale"))
        later = harbour("harbour", "Post", text=HARBOUR + "\nCorrected on Tuesday.\n")
        for document in (harbour("harbour", "Post"), later, harbour("copy", "Quay Radio"), market):
            held.store.add(document, at="2026-05-05T10:00:00+00:00")
            resolve_document(held.store.db, document)
        stays, again = (held.document(name).attributions[1] for name in ("harbour", "market"))
        held.correct(stays.id, "speaker", {"name": "Tobin Hale", "kind": "person"}, by="desk", why="not Ærø Voss")
        held.correct(
            held.document("copy").attributions[0].id, "speaker", {"name": "Ærø Voss"}, by="desk", why="as she signs"
        )
        held.judge("harbour#ærø voss", "market#tobin hale", "different", by="desk", reason="Voss is no Hale")
        held.judge(stays.id, again.id, "different", by="desk", about="statement", reason="Ærø Voss says so")
        yield held


def leaks(text: str, asked: object = "") -> list[str]:
    """Which secrets stand in an answer, other than those that the question itself held."""
    folded, given = (words.casefold().replace("%20", " ") for words in (text, str(asked)))
    return [secret for secret in SECRETS if secret in folded and secret not in given]


def asked_of(archive: Archive, hidden: list[str]) -> list[dict[str, str]]:
    """Parameters to try on every address: articles, revisions, people, statements, words."""
    ids = ["harbour", "copy", "market", "harbour#tobin hale", *hidden]
    ids += [archive.person("Tobin Hale").card.id, archive.document("market").attributions[-1].id]
    return [
        {},
        *({"id": one} for one in ids), {"id": "harbour", "revision": "1"},
        *({"words": one} for one in ("harbour", "market", "quay", "song")), {"statement": hidden[0]},
        *({"article": one} for one in ("harbour", "market")), {"speaker": "Hale"}, {"outlet": "Post"},
        {"quote": "It stays"}, {"quote": "the market stays"}, {"like": "the shop is not moved"}, {"sort": "date"},
    ]  # fmt: skip


def test_pages_and_answers(archive: Archive) -> None:
    testclient = pytest.importorskip("starlette.testclient", reason="needs onrecord[serve] and httpx2")
    from onrecord.doors.server.guard import Limits
    from onrecord.doors.web import make_app

    hidden = [archive.document(name).attributions[0].id for name in ("harbour", "market")]
    archive.suppress("Ærø Voss", by="counsel")
    app = make_app(lambda: archive, token="t", hosts=["testserver"], limits=Limits(burst=9**9, costly_burst=9**9))
    with testclient.TestClient(app, raise_server_exceptions=False) as client:
        paths: dict[str, Any] = client.get("/api/openapi.json").json()["paths"]
        addresses = [path for path, verbs in paths.items() if "get" in verbs]
        addresses += [f"/{page}" for page in "search search.json search.csv articles article people person".split()]
        addresses += ["/", "/statement", "/compare", "/check", "/review", "/about"]
        shown = 0
        for address, given in itertools.product(addresses, asked_of(archive, hidden)):
            answer = client.get(address, params=given)
            assert answer.status_code < 500, (address, given)
            assert not leaks(answer.text, given), (address, given)
            shown += answer.status_code == 200 and "Hale" in answer.text
        assert shown > len(addresses) / 3, "what is not hidden is there"
        for quote in ("We will never reopen", "old quay", "sold for a song", "the market stays"):
            for body in ({"quote": quote}, {"quote": quote, "speaker": "Voss"}):
                answer = client.post("/api/check", json=body).json()
                assert not leaks(json.dumps(answer, ensure_ascii=False), body), body


FORMS = (
    "jsonl",
    "csv",
    "parquet",
    "webannotation",
    "schemaorg",
    "claimreview",
    "quotebank",
    "citron",
    "brat",
    "corrections",
)


@pytest.mark.parametrize("about", ["person", "statement"])
def test_exports_and_the_command_line(archive: Archive, tmp_path: Path, about: str) -> None:
    place = archive.store.location
    if about == "person":
        archive.suppress("Ærø Voss", by="counsel")
        gone = SECRETS
    else:
        for name in ("harbour", "copy"):
            archive.suppress(archive.document(name).attributions[1].id, about="statement", by="counsel")
        gone = (STATEMENT,)

    def said(*arguments: str) -> str:
        return CliRunner().invoke(cli, [*arguments, "--record", place]).output

    for form in FORMS:
        target = tmp_path / f"out-{form}"
        said("export", str(target), "--format", form)
        written = [target] if target.is_file() else sorted(target.glob("**/*"))
        assert written or form == "corrections", form
        text = _text_of(form, written)
        assert not [one for one in gone if one in text.casefold()], form
    asked: list[tuple[str, ...]] = [
        ("search", "harbour"), ("search", "market", "--json"), ("show", "harbour"), ("show", "harbour", "--revision", "1"),
        ("show", "copy", "--json"), ("people",), ("people", "--json"), ("compare", "It stays"), ("check", "It stays"),
        ("search", "--speaker", "Hale", "--json"), ("search", "--like", "nothing is moved"),
    ]  # fmt: skip
    for arguments in asked:
        output = said(*arguments)
        assert not [one for one in gone if one in output.casefold()], arguments
    assert "Hale" in said("people")


def _text_of(form: str, files: list[Path]) -> str:
    if form == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        return json.dumps([parquet.read_table(one).to_pylist() for one in files], ensure_ascii=False)
    return "".join(one.name + one.read_text("utf-8") for one in files if one.is_file())


def test_decisions_on_what_is_hidden_are_not_told_and_others_without_the_name(archive: Archive) -> None:
    def reasons() -> set[str | None]:
        return {one.reason if isinstance(one, Judgement) else one.why for one in archive.decisions()}

    before = reasons()
    assert before == {"not Ærø Voss", "as she signs", "Voss is no Hale", "Ærø Voss says so"}
    archive.suppress("Ærø Voss", by="counsel")
    veil = "█" * len("Ærø Voss")
    assert reasons() == {f"not {veil}", f"{veil} says so"}, "those on her and on what she said are gone"
    archive.suppress("Ærø Voss", lift=True, by="counsel")
    assert reasons() == before


def test_a_renewed_document_stays_behind_its_tombstone(archive: Archive) -> None:
    archive.suppress("Ærø Voss", by="counsel")
    found = harbour("copy", "Quay Radio")
    surer = replace(found.attributions[0], confidence=Confidence(0.99, 0.99))
    archive.store.renew(replace(found, attributions=(surer, *found.attributions[1:])))
    assert not leaks(json.dumps([one.text for one in archive.store.passages(["quay", "market"], limit=9)]))
    assert not leaks(archive.document("copy").article.text)
