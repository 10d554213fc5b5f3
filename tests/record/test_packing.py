"""Findings packed and unpacked; what becomes of attributions between revisions; how light the import is."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_reports import FERRY, ferry, said

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Diagnostic,
    Evidence,
    Occasion,
    Phrase,
    Source,
    Span,
    Step,
    as_contract,
    text_hash,
)
from onrecord.model.errors import RecordDamagedError
from onrecord.record import packing
from onrecord.record.packing import pack, unpack, unpack_some, unpacked_json
from onrecord.record.revising import changes
from onrecord.record.rows import deflated, raw_bytes, raw_columns

SPANS = st.tuples(st.integers(0, 5000), st.integers(0, 300)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
PROBABILITY = st.floats(0, 1).map(lambda one: round(one, 4))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_is_lost(data: st.DataObject) -> None:
    """Whatever the fields hold, wherever the spans stand: also before the content, and also in no order."""
    document = ferry()
    one = replace(
        document.attributions[0],
        id=data.draw(st.sampled_from(["made up", document.attributions[0].id])),
        source=tuple(data.draw(st.lists(SPANS, max_size=3))),
        occasion=Occasion("at a hearing", data.draw(SPANS), "hearing", carried=True),
        speaker=replace(
            document.attributions[0].speaker,  # type: ignore[type-var]
            naming=data.draw(st.none() | SPANS), role=Phrase("the clerk", data.draw(SPANS)), number=3,
        ),
        notes=tuple(data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=3))),
        confidence=Confidence(data.draw(PROBABILITY), act=data.draw(st.none() | PROBABILITY)),
        evidence=Evidence(mode=data.draw(st.none() | SPANS), act_by="speaker"),
        chain=(Step("named", data.draw(st.none() | SPANS), data.draw(PROBABILITY)), Step("rule")),
        unclear=(data.draw(SPANS),),
        within="a1",
    )  # fmt: skip
    bare = replace(one, content=(), id="none", speaker=None, addressee=None, when=None)
    document = replace(
        document,
        blocks=(*document.blocks, Block(Span(3, 9), "caption", "/html/p", Span(0, 2))),
        attributions=(*document.attributions, one, bare),
        diagnostics=(Diagnostic("language", "seems German", data.draw(st.none() | SPANS)),),
    )
    sha256 = text_hash(FERRY)
    found = unpack(pack(document, sha256), FERRY, sha256, where="here")
    again = replace(document, blocks=found.blocks, attributions=found.attributions, diagnostics=found.diagnostics)
    assert as_contract(again) == as_contract(document)
    assert found.attributions[2:] == (one, bare)
    assert unpack_some(pack(document, sha256), FERRY, sha256, {3}, where="here") == {3: bare}


FEW = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
ROLE = st.lists(FEW, max_size=2).map(tuple)


@st.composite
def implying(draw: st.DrawFn) -> Attribution:
    """An attribution of few places and words, so that one field often says what another does."""
    naming = draw(st.none() | FEW)
    name = draw(st.sampled_from(["Ferry", FERRY[slice(*naming)] if naming else ""]))
    speaker = replace(ferry().attributions[0].speaker, naming=naming, name=name, role=None)  # type: ignore[type-var]
    steps = st.builds(
        Step, st.just("named"), st.none() | FEW | st.just(naming), st.none() | PROBABILITY | st.just(7.25)
    )
    return replace(
        ferry().attributions[0],
        speaker=draw(st.sampled_from([speaker, None])),
        source=draw(ROLE), cue=draw(ROLE), content=draw(ROLE), verbatim=draw(ROLE),
        quotation=draw(st.sampled_from(["direct", "mixed", "indirect"])),
        confidence=Confidence(draw(PROBABILITY), draw(st.sampled_from([None, 0.0, 1.0, 0.5]))),
        evidence=Evidence(act_row=draw(st.sampled_from([None, "say", "tell"]))),
        chain=draw(st.lists(steps, max_size=2).map(tuple)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(implying(), max_size=6))
def test_what_is_implied_comes_back_as_it_was(found: list[Attribution]) -> None:
    document = replace(ferry(), attributions=tuple(found))
    packed = pack(document, "0")
    assert unpack(packed, FERRY, "0", where="here").attributions == document.attributions
    for place, one in enumerate(found):
        assert unpack_some(packed, FERRY, "0", {place}, where="here") == {place: one}


def test_what_is_implied_is_not_written() -> None:
    """Of a speaker named by the source, and named again later, only the first place is kept."""
    first = ferry().attributions[0]
    source = Span(0, 5)
    named = replace(
        first, source=(source,), cue=(Span(6, 8),), content=(Span(9, 33),), verbatim=(), quotation="indirect",
        speaker=replace(first.speaker, name="Ferry", naming=source), chain=(Step("named", source, 0.5),),  # type: ignore[type-var]
    )  # fmt: skip
    again = replace(named, source=(Span(40, 42),), cue=(Span(43, 47),), content=(Span(48, 60),))
    written = json.loads(unpacked_json(replace(ferry(), attributions=(named, again)), "0"))["attributions"]
    assert (written["cue"], written["content"]) == ([2, 4], [24, 12])
    assert written["speaker.naming"] == [None, 1], "the source; the same as one before"
    assert not {"speaker.name", "verbatim", "chain*span"} & written.keys()
    assert written["chain*score"] == "50005000"


@pytest.mark.parametrize("naming", [1, 2, -1])
def test_a_reference_to_nowhere_is_damage(naming: int) -> None:
    plain = json.loads(unpacked_json(replace(ferry(), attributions=ferry().attributions[:1]), "0"))
    plain["attributions"]["speaker.naming"] = [naming]
    with pytest.raises(RecordDamagedError, match="revision 7"):
        unpack(zlib.compress(json.dumps(plain).encode()), FERRY, "0", where="revision 7")


def test_the_dictionary_is_the_one_that_records_were_packed_with() -> None:
    packed_with = (Path(packing.__file__).with_name("findings.dict")).read_bytes()
    assert hashlib.sha256(packed_with).hexdigest() == (
        "f2ef207d95e2b6ebc215634b27b1aa46f31a151087abbcb34dd835285551db88"
    ), "a record cannot be read without the dictionary of its version: add another, with a migration"


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_findings_cut_short_are_damage(cut: int) -> None:
    packed = pack(ferry(), text_hash(FERRY))
    with pytest.raises(RecordDamagedError, match="revision 7"):
        unpack(packed[:-cut], FERRY, text_hash(FERRY), where="revision 7")


@pytest.mark.parametrize("damage", [b"", b"x", zlib.compress(b"{}"), zlib.compress(b'{"attributions": {"at": ["x"]}}')])
def test_damage_is_told_with_its_place(damage: bytes) -> None:
    with pytest.raises(RecordDamagedError, match="revision 7"):
        unpack(damage, "", "0", where="revision 7")


def test_what_became_of_each_attribution() -> None:
    before = ferry().attributions
    text = FERRY.replace("had never asked the islanders", "had not asked the islanders").replace(
        "\n\nThe quay", "\n\nQuay"
    )
    kept = said(text, ("“We will not run the ferry after May,”", "“Not one crossing.”"), "Ilda Marrow", "told")
    other_speaker = replace(kept, speaker=None)
    reworded = said(text, "the board had not asked the islanders", "Tomas O'Neill", "said that", "indirect")
    unlike = said(text, "Quay was quiet", None, "was", "indirect")
    table = [
        ((kept, reworded), ["kept", "changed"]),
        ((reworded, kept), ["changed", "kept"]),  # in another order
        ((other_speaker,), ["changed", "dropped"]),  # the same words, another speaker
        ((unlike,), ["new", "dropped", "dropped"]),
        ((), ["dropped", "dropped"]),
    ]
    for after, wanted in table:
        assert [one.kind for one in changes(FERRY, before, text, after)] == wanted


def test_importing_loads_no_database() -> None:
    """`import onrecord` and the package of stores stay light; a database's driver loads when one is opened."""
    code = (
        "import sys, onrecord, onrecord.record, onrecord.record.contract;"
        "print([name for name in ('sqlite3', 'psycopg', 'msgspec', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (FERRY.encode(), "text"),  # a plain text is its own bytes
        (json.dumps({"id": "ferry", "text": FERRY}).encode(), "zlib"),  # a line of JSON
        (
            b"<p>" + FERRY.encode("utf-16") + bytes(range(256)) * 300,
            "zlib",
        ),  # whatever it was, and longer than zlib looks
        (b"", "zlib"),
    ],
)
@pytest.mark.parametrize("text", [FERRY, "", FERRY * 200])
def test_the_bytes_come_back(raw: bytes, form: str, text: str) -> None:
    source = Source("text/plain", hashlib.sha256(raw).hexdigest(), raw, "utf-8")
    _, kept_as, kept = raw_columns(Article("ferry.txt", text, source=source))
    assert raw_bytes(kept_as, kept, text, "utf-8") == raw
    if text == FERRY:
        assert kept_as == form
    # as versions 1 to 3 kept them
    assert raw_bytes("zlib", zlib.compress(raw, 6), text, "utf-8") == raw


def test_a_line_of_json_costs_little_beside_its_text() -> None:
    raw = json.dumps({"id": "ferry", "outlet": "Quay Radio", "text": FERRY}).encode()
    source = Source("application/json", hashlib.sha256(raw).hexdigest(), raw, "utf-8")
    _, _, kept = raw_columns(Article("ferry.txt", FERRY, source=source))
    assert kept is not None
    assert len(kept) < len(zlib.compress(raw, 9)) / 2


@pytest.mark.parametrize("text", [FERRY + "!", ""])
def test_bytes_beside_another_text_are_damage(text: str) -> None:
    kept = deflated(b"<p>ferry</p>", FERRY)
    with pytest.raises(zlib.error):
        raw_bytes("zlib", kept, text, "utf-8")
    with pytest.raises(zlib.error, match="cut short"):
        raw_bytes("zlib", kept[:-3], FERRY, "utf-8")
