"""What a fact-checker would expect of each quotation, against one small record of invented reports."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord, attribution, report

from onrecord.check import check, check_many
from onrecord.model import CheckAnswer, CheckRequest, Occasion, Span, check_contract
from onrecord.model.errors import QueryError

DAM = """Dam at Karvan will be rebuilt, says water minister

KARVAN, 4 May (TNA) - The dam above the town of Karvan will be rebuilt within two years, Water Minister Ferran Adebayo-Lind told reporters on Monday, a week after it burst and flooded the lower town.

“We will not leave a single family in a tent this winter,” said Adebayo-Lind, who flew in from the capital on Sunday. “That is a promise, and I know what a promise costs.”

“We wrote to them in 2017, and we wrote to them in 2021,” Nomvula Petrosyan said. “Nobody came.”

“Then the water came.”

She told the crowd: “The minister said to me, ‘Nobody will ever have to pay five million dollars again,’ and I laughed. It’s a disgrace [for the province], and the honour of Karvan is gone.”

“The work could take twenty-five weeks,” said Petrosyan. “We have, you know, 300 kilometres of pipes in Tarnov, and they won’t last until 5 May.”
"""  # noqa: E501
DAM_SAID = (
    attribution(
        DAM,
        ["“We will not leave a single family in a tent this winter,”", "“That is a promise, and I know what a promise costs.”"],
        "Ferran Adebayo-Lind",
        "Adebayo-Lind",
        occasion=Occasion("at a press conference", Span(0, 3), "press conference"),
    ),
    attribution(
        DAM,
        ["“We wrote to them in 2017, and we wrote to them in 2021,”", "“Nobody came.”", "“Then the water came.”"],
        "Nomvula Petrosyan",
        "Nomvula Petrosyan",
    ),
    attribution(
        DAM,
        [DAM[DAM.index("“The minister said") : DAM.index("is gone.”") + 9]],
        "Nomvula Petrosyan",
    ),
    attribution(
        DAM,
        ["“The work could take twenty-five weeks,”",
         "“We have, you know, 300 kilometres of pipes in Tarnov, and they won’t last until 5 May.”"],
        "Nomvula Petrosyan",
        "Petrosyan",
    ),
)  # fmt: skip
RECORD = MemoryRecord(report(DAM, *DAM_SAID, id="dam"))


def asked(quote: str, speaker: str | None = None, record: MemoryRecord = RECORD, **more: str) -> CheckAnswer:
    return check(CheckRequest(quote, speaker, **more), record)


CLEAN = [
    # whole, and as a reader would paste it
    ("We will not leave a single family in a tent this winter", "verbatim", False),
    ("“We will not leave a single family in a tent this winter.”", "verbatim", False),
    # two pieces of one quotation, the outlet's cue between them
    ("That is a promise, and I know what a promise costs.", "verbatim", False),
    ("We wrote to them in 2017, and we wrote to them in 2021. Nobody came.", "verbatim", False),
    ("“We wrote to them in 2017, and we wrote to them in 2021,” she said. “Nobody came.”", "verbatim", False),
    # running on into the next paragraph
    ("Nobody came. Then the water came.", "verbatim", False),
    # cut out of a sentence
    ("a single family in a tent", "verbatim", True),
    ("I know what a promise costs", "verbatim", True),
    # case, marks, spelling, contractions, figures, fillers
    ("we will not leave a single family in a tent this winter", "reformatted", False),
    ("WE WILL NOT LEAVE A SINGLE FAMILY IN A TENT THIS WINTER!", "reformatted", False),
    ("We won't leave a single family in a tent this winter", "reformatted", False),
    ("It is a disgrace, and the honor of Karvan is gone.", "reformatted", False),
    ("Nobody will ever have to pay $5 million again", "reformatted", False),
    ("The work could take 25 weeks", "reformatted", False),
    ("We have 300 kilometers of pipes in Tarnov, and they will not last until May 5th", "reformatted", False),
    # insertions, in the source and in the quotation
    ("It’s a disgrace [for the province], and the honour of Karvan is gone.", "verbatim", False),
    ("It’s a disgrace, and the honour of Karvan is gone.", "reformatted", False),
    ("[They] wrote to them in 2017, and we wrote to them in 2021", "reformatted", True),
    ("[T]he work could take twenty-five weeks", "reformatted", False),
    ("That is a promise, and I know what [it] costs.", "reformatted", False),
    # honest ellipses: inside a sentence, and whole sentences left out
    ("We will not leave a single family ... this winter", "elided", False),
    ("We will not leave a single family […] this winter", "elided", False),
    ("We wrote to them in 2017 … Then the water came.", "elided", False),
]


@pytest.mark.parametrize(("quote", "verdict", "cut"), CLEAN)
def test_a_clean_quotation_comes_out_clean(quote: str, verdict: str, cut: bool) -> None:
    answer = asked(quote)
    assert (answer.verdict, answer.kinds, answer.cut) == (verdict, (), cut)


TAMPERED = [
    # a negation taken out, put in, and hidden in another word or by the cut
    ("We will leave a single family in a tent this winter", ("negation",)),
    ("That is not a promise, and I know what a promise costs.", ("negation",)),
    ("Somebody will ever have to pay five million dollars again", ("negation",)),
    ("they will last until 5 May", ("negation",)),
    # numbers, units and dates
    ("We wrote to them in 2018, and we wrote to them in 2021", ("number",)),
    ("The work could take thirty-five weeks", ("number",)),
    ("The work could take twenty-five months", ("number",)),
    ("We have 300 miles of pipes in Tarnov", ("number",)),
    ("they won’t last until 5 June", ("number",)),
    ("Nobody will ever have to pay five billion dollars again", ("number",)),
    # names
    ("the honour of Tarnov is gone, it’s a disgrace", None),
    ("It’s a disgrace, and the honour of Velland is gone", ("name",)),
    # a modal is a word
    ("We may not leave a single family in a tent this winter", ("word",)),
    ("The work will take twenty-five weeks", ("word",)),
    # one word of many
    ("We will not leave a single soldier in a tent this winter", ("word",)),
]


@pytest.mark.parametrize(("quote", "kinds"), [row for row in TAMPERED if row[1]])
def test_tampering_is_found_and_named(quote: str, kinds: tuple[str, ...]) -> None:
    answer = asked(quote)
    assert (answer.verdict, answer.kinds) == ("altered", kinds)


@pytest.mark.parametrize(
    "quote",
    [
        # two speakers in one sentence
        "We will not leave a single family in a tent. Nobody came. Then the water came.",
        # two statements of one speaker, without a mark
        "We wrote to them in 2017, and the honour of Karvan is gone.",
        # an ellipsis that makes one sentence of two
        "That is a promise ... the water came",
        "The minister said to me ... the honour of Karvan is gone",
    ],
)
def test_passages_joined_are_spliced(quote: str) -> None:
    assert asked(quote).verdict == "spliced"


def test_halves_from_two_articles_are_spliced() -> None:
    text = "“The ferry sank because nobody had looked at the hull,” said Oskar Venn."
    other = report(
        text,
        attribution(text, ["“The ferry sank because nobody had looked at the hull,”"], "Oskar Venn", "Oskar Venn"),
        id="b",
    )
    record = MemoryRecord(report(DAM, *DAM_SAID, id="dam"), other)
    answer = asked("We will not leave a single family in a tent because nobody had looked at the hull", record=record)
    assert answer.verdict == "spliced"
    assert {one.article for one in answer.evidence} == {"dam", "b"}


def test_the_outlets_words_are_a_paraphrase() -> None:
    assert asked("The dam above the town of Karvan will be rebuilt within two years").verdict == "paraphrase"
    assert asked("who flew in from the capital on Sunday").verdict == "paraphrase"


SPEAKERS = [
    # the same person under other names
    ("Ferran Adebayo-Lind", "verbatim", False),
    ("Adebayo-Lind", "verbatim", False),
    ("F. Adebayo-Lind", "verbatim", False),
    ("Minister Adebayo-Lind", "verbatim", False),
    # somebody else of the article, and somebody whom it does not name
    ("Nomvula Petrosyan", "other-speaker", False),
    ("Casimir Okonjo", "other-speaker", False),
    # another spelling: shown as doubt, nobody accused
    ("Ferran Adebajo-Lind", "verbatim", False),
    ("Feran Adebayo-Lynd", "verbatim", True),
]


@pytest.mark.parametrize(("speaker", "verdict", "doubt"), SPEAKERS)
def test_who_said_it(speaker: str, verdict: str, doubt: bool) -> None:
    answer = asked("We will not leave a single family in a tent this winter", speaker)
    assert answer.verdict == verdict
    if doubt:
        assert answer.abstained
        assert any("may or may not be" in note for note in answer.notes)


def test_words_quoted_inside_a_statement_belong_to_the_one_who_is_quoted() -> None:
    words = "Nobody will ever have to pay five million dollars again"
    assert asked(words, "Nomvula Petrosyan").verdict == "other-speaker"
    assert asked(words, "the minister").verdict == "verbatim"


def test_words_without_an_attribution_accuse_nobody() -> None:
    answer = asked("We will not leave a single family in a tent this winter", "Oskar Venn", MemoryRecord(report(DAM)))
    assert answer.verdict == "verbatim"
    assert answer.abstained
    assert answer.evidence[0].attribution is None


def test_not_found_names_its_extent_and_claims_no_more() -> None:
    answer = asked("The lake belongs to the birds and to nobody else")
    assert answer.verdict == "not-found"
    assert (answer.searched.articles, answer.searched.outlets) == (1, 1)
    assert any("does not mean it was never said" in note for note in answer.notes)
    assert answer.evidence == ()


def test_right_words_on_another_occasion_are_noted() -> None:
    answer = asked("We will not leave a single family in a tent this winter", since="2026-06-01")
    assert answer.verdict == "verbatim"
    assert any("another occasion" in note for note in answer.notes)
    other = asked("We will not leave a single family in a tent this winter", occasion="in a letter")
    assert any("another occasion" in note for note in other.notes)
    same = asked("We will not leave a single family in a tent this winter", occasion="press conference")
    assert not any("another occasion" in note for note in same.notes)


def test_a_primary_source_alone_makes_a_misquotation() -> None:
    paper = "“We will never leave a family in a tent,” said Adebayo-Lind."
    said = attribution(paper, ["“We will never leave a family in a tent,”"], "Ferran Adebayo-Lind", "Adebayo-Lind")
    transcript = "ADEBAYO-LIND: We will not leave any family in a tent. That much I can say."
    reports = [report(paper, said, id="paper", outlet="Echo"), report(DAM, *DAM_SAID, id="dam")]
    by_reports = asked("We will never leave a family in a tent", record=MemoryRecord(*reports))
    assert (by_reports.verdict, by_reports.misquoted) == ("verbatim", False)
    primary = report(transcript, id="transcript", outlet=None, primary=True)
    against = asked("We will never leave a family in a tent", record=MemoryRecord(*reports, primary))
    assert (against.verdict, against.misquoted) == ("altered", True)
    clean = asked("We will not leave any family in a tent", record=MemoryRecord(*reports, primary))
    assert (clean.verdict, clean.misquoted) == ("verbatim", False)


def test_a_line_said_many_times_shows_every_sighting() -> None:
    line = "“We will build the bridge and Karsk will pay for it,” said Sanna Kestrel."
    said = ["“We will build the bridge and Karsk will pay for it,”"]
    reports = [
        report(line, attribution(line, said, "Sanna Kestrel", "Sanna Kestrel"), id=f"r{n}", outlet=f"Outlet {n}")
        for n in range(12)
    ]
    changed = line.replace("Karsk", "Morrow")
    odd = report(
        changed, attribution(changed, [said[0].replace("Karsk", "Morrow")], "Sanna Kestrel", "Sanna Kestrel"), id="odd"
    )
    answer = asked("We will build the bridge and Karsk will pay for it", record=MemoryRecord(*reports, odd))
    assert answer.verdict == "verbatim"
    assert {one.article for one in answer.evidence} >= {f"r{n}" for n in range(12)}
    assert answer.versions_differ


def test_a_short_quotation_is_not_sure() -> None:
    answer = asked("Nobody came")
    assert (answer.verdict, answer.abstained) == ("verbatim", True)
    assert asked("Nobody went").verdict == "not-found"


@pytest.mark.parametrize("quote", ["", "   ", "“”", "...", "?!"])
def test_a_quotation_without_words_is_refused(quote: str) -> None:
    with pytest.raises(QueryError):
        asked(quote)


def test_a_bad_request_stops_nothing() -> None:
    given = [
        CheckRequest("Nobody came. Then the water came."),
        CheckRequest(""),
        CheckRequest("Then the water came.", since="soon"),
    ]
    answers = list(check_many(given, RECORD))
    assert [type(one).__name__ for one in answers] == ["CheckAnswer", "QueryError", "QueryError"]


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        # German, French, Russian and Chinese, each with its own marks
        (
            "„Wir werden den Damm nicht vor dem Winter bauen“, sagte Adebayo.",
            "Wir werden den Damm nicht vor dem Winter bauen",
            "verbatim",
        ),
        (
            "„Wir werden den Damm nicht vor dem Winter bauen“, sagte Adebayo.",
            "Wir werden den Damm vor dem Winter bauen",
            "altered",
        ),
        (
            "« Nous ne partirons pas avant la fin du mois », a dit Mbeki.",
            "Nous ne partirons pas avant la fin du mois",
            "verbatim",
        ),
        ("«Мы не уйдём отсюда до конца зимы», сказал Петров.", "Мы не уйдём отсюда до конца зимы", "verbatim"),
        ("部长说：“我们不会在冬天之前离开这座城市。”", "我们不会在冬天之前离开这座城市", "verbatim"),
    ],
)
def test_other_languages(text: str, quote: str, verdict: str) -> None:
    assert asked(quote, record=MemoryRecord(report(text))).verdict == verdict


def test_the_answer_keeps_the_contract() -> None:
    plain = check_contract(asked("We will leave a single family in a tent this winter", "Adebayo-Lind"))
    first = ["quote", "speaker", "verdict", "kinds", "cut", "evidence", "difference", "searched"]
    assert list(plain)[: len(first)] == first
    one = plain["evidence"][0]
    assert one["text"] == DAM[one["span"][0] : one["span"][1]]
    assert {"attribution", "article", "span", "text", "speaker"} <= one.keys()
    assert [run["source"] for run in plain["difference"] if run["kind"] == "negation"] == ["not"]


WORDS = DAM.split()


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, len(WORDS) - 5), size=st.integers(4, 30), drop=st.integers(0, 29))
def test_evidence_and_difference_are_slices(start: int, size: int, drop: int) -> None:
    """Whatever is asked, what is shown as the page's is the page's, and the difference holds the quotation's words."""
    words = WORDS[start : start + size]
    quote = " ".join(words[:drop] + words[drop + 1 :])
    answer = asked(quote)
    for one in answer.evidence:
        assert one.text == DAM[one.span.start : one.span.end]
        assert all(one.span.covers(span) for span in one.words)
    for run in answer.difference:
        if run.source_span is not None:
            assert run.source == DAM[run.source_span.start : run.source_span.end]
        if run.quote_span is not None:
            assert run.quote == quote[run.quote_span.start : run.quote_span.end]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_nothing_typed_makes_it_fail(text: str) -> None:
    with contextlib.suppress(QueryError):
        assert asked(text).verdict


def test_the_version_that_differs_is_shown() -> None:
    first = "“We will fire the first shot,” the general said."
    other = "“We will not fire the first shot,” said General Imani Haddad."
    record = MemoryRecord(
        report(first, attribution(first, ["“We will fire the first shot,”"], "the general"), id="one", outlet="Bugle"),
        report(
            other, attribution(other, ["“We will not fire the first shot,”"], "Imani Haddad"), id="other", outlet="Post"
        ),
    )
    answer = asked("We will fire the first shot", record=record)
    assert (answer.verdict, answer.versions_differ) == ("verbatim", True)
    assert {(one.article, one.verdict) for one in answer.evidence} == {("one", "verbatim"), ("other", "altered")}


def test_the_name_ahead_of_a_turn_is_no_part_of_its_sentence() -> None:
    text = "GENERAL HADDAD: We will not fire the first shot. This bank is quiet."
    said = attribution(
        text, ["We will not fire the first shot. This bank is quiet."], "General Haddad", "GENERAL HADDAD"
    )
    record = MemoryRecord(report(text, said, id="transcript", primary=True))
    assert not asked("We will not fire the first shot.", record=record).cut
    assert asked("fire the first shot.", record=record).cut
