# ruff: noqa: E501  (tables with a row a line)
"""Grammar and relations put together: what comes out as an attribution, whose words it holds, and what does not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.tagger import Relation, Tagged
from onrecord.model import Article, Found, Span, Spans

NOTHING = Tagged((), ())


def place(text: str, *words: str) -> Spans:
    """The spans of ``words`` in ``text``, each looked for after the one before."""
    made: list[Span] = []
    for word in words:
        start = text.index(word, made[-1].end if made else 0)
        made.append(Span(start, start + len(word)))
    return tuple(made)


def tagged(text: str, *relations: tuple[str, str, tuple[str, ...]]) -> Tagged:
    """(source, cue, contents) by their words: what the model would have found."""
    made = []
    for source, cue, contents in relations:
        roles = [place(text, words) if words else () for words in (source, cue)]
        made.append(Relation(roles[0], roles[1], place(text, *contents), 0.9, 0.9, 0.9))
    return Tagged(tuple(made), ())


def found(text: str, given_: Tagged = NOTHING) -> tuple[Found, ...]:
    return assemble(text, blocks_of(Article("a", text)), given_).found


def words(text: str, role: Spans) -> list[str]:
    return [span.of(text) for span in role]


RULES = [
    # a cue after the quotation, and the quotation going on after it
    (
        "“We will come,” said Ana Oduya. “Perhaps.”",
        [("Ana Oduya", "said", ["“We will come,”", "“Perhaps.”"])],
    ),
    # a quotation split by its cue is one attribution
    (
        "“We will come,” she said, “if it does not rain.”",
        [("she", "said", ["“We will come,”", "“if it does not rain.”"])],
    ),
    # the cue before
    ("Ana Oduya told reporters: “We will come tomorrow.”", [("Ana Oduya", "told", ["“We will come tomorrow.”"])]),
    # a label that announces whose words come
    ("Quote from Oduya: “We will come tomorrow.”", [("Oduya", "Quote from", ["“We will come tomorrow.”"])]),
    # British marks, repeated at the head of the next paragraph
    (
        "A spokesman said: 'We thank her for that.\n\n'The crossing stays.'",
        [("A spokesman", "said", ["'We thank her for that.", "'The crossing stays.'"])],
    ),
    # British marks
    ("‘We haven’t had a bus,’ said Mrs O’Dea.", [("Mrs O’Dea", "said", ["‘We haven’t had a bus,’"])]),
    # signed, in one paragraph
    (
        '"The best pump we built." - Ada Mikkelsen, founder',
        [("Ada Mikkelsen, founder", "-", ['"The best pump we built."'])],
    ),
    # signed, the name in the next line
    (
        "“Forty jobs is a good start.”\n\n– Cllr Dermot Yilmaz, Leader",
        [("Cllr Dermot Yilmaz, Leader", "–", ["“Forty jobs is a good start.”"])],
    ),
    # from whom, before
    (
        'From Dr Sunniva Achter: "Nobody will wait longer."',
        [("Dr Sunniva Achter", "From", ['"Nobody will wait longer."'])],
    ),
    # announced in the line above
    (
        "The minister added:\n\n“The pension will be paid.”",
        [("The minister", "added", ["“The pension will be paid.”"])],
    ),
    # a long quotation with a mark at the head of every paragraph is one attribution
    (
        "Ana Oduya said: “We came at six.\n\n“We left at ten.\n\n“Nobody saw us.”",
        [("Ana Oduya", "said", ["“We came at six.", "“We left at ten.", "“Nobody saw us.”"])],
    ),
    # a paragraph of nothing but quotation goes on with the one before
    (
        "“The water came,” she said.\n\n“The school was gone.”",
        [("she", "said", ["“The water came,”", "“The school was gone.”"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RULES)
def test_rules_alone(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    got = [
        ("".join(words(text, one.source)), "".join(words(text, one.cue)), words(text, one.content))
        for one in found(text)
    ]
    assert got == expected


HEADLINES = [
    # claim - Speaker to Addressee: the addressee is no part of the source
    (
        "Foreign firms must leave by autumn - Governor Qarabaghi to President Lindqvist",
        "Governor Yusuf Qarabaghi said so in a letter on Monday.",
        ("Governor Qarabaghi", "Foreign firms must leave by autumn"),
    ),
    # X: claim
    ("Bishop Lindahl: church failed the children", "The church, Bishop Ansgar Lindahl wrote, failed.", ("Bishop Lindahl", "church failed the children")),
    # claim, says X
    ("Two in three teachers want to quit, says union", "A union asked its members last week.", ("union", "Two in three teachers want to quit")),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "body", "expected"), HEADLINES)
def test_headlines(headline: str, body: str, expected: tuple[str, str]) -> None:
    text = f"{headline}\n\n{body}"
    first = found(text)[0]
    assert ("".join(words(text, first.source)), "".join(words(text, first.content))) == expected


SILENT = [
    # labels before a colon
    "Note: the library is closed on Fridays and Saturdays.",
    "BREAKING: the bridge at Suluk has been closed again today.",
    "Read more: Ten libraries that are worth a detour this year",
    "Update: the road has been open again since this morning.",
    # titles, scare quotes and names
    "The novel “A Winter in Ossin” sold 900 copies in a week.",
    "The so-called “miracle bridge” carries 4,000 cars a day.",
    # an outlet's own name after the dash of a headline
    "Bridge at Suluk closed for the third time - The Harbour Post\n\nThe bridge was closed on Monday.",
    # a subtitle after a colon is no claim of anybody's
    "Stealth over health: how a nation lost its way\n\nThe health of the nation was never good.",
    # page furniture
    "The strike ended.\n\nPlease support us: “I read it every day, it is the best paper,” - Donate now!",
]


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_attributed(text: str) -> None:
    assert [words(text, one.content) for one in found(text)] == []


def test_contents_snap_to_the_marks_they_all_but_reach() -> None:
    text = "“We will come tomorrow,” said Ana Oduya."
    (one,) = found(text, tagged(text, ("Ana Oduya", "said", ("will come tomorrow",))))
    assert words(text, one.content) == ["“We will come tomorrow,”"]
    assert one.quotation == "direct"
    assert words(text, one.verbatim) == ["We will come tomorrow,"]


def test_a_sentence_gives_up_its_full_stop_but_an_abbreviation_does_not() -> None:
    text = "Ana Oduya said it would rain. Ben Eze said she lived in the U.S."
    first, second = found(
        text, tagged(text, ("Ana Oduya", "said", ("it would rain.",)), ("Ben Eze", "said", ("she lived in the U.S.",)))
    )
    assert words(text, first.content) == ["it would rain"]
    assert words(text, second.content) == ["she lived in the U.S."]


def test_an_afloat_paragraph_after_prose_has_no_source_of_its_own() -> None:
    text = (
        "“The water came,” she said.\n\nThe mine was closed in 2011 after a dam broke.\n\n“We were patient for years.”"
    )
    _, second = found(text)
    assert second.floating
    assert second.source == second.cue == ()
    assert words(text, second.content) == ["“We were patient for years.”"]


def test_a_bare_label_is_nobody_and_its_words_go_on_with_the_speaker_before() -> None:
    text = "Ana Oduya said that all was well.\n\nQuote: “We will come tomorrow.”"
    made = found(
        text,
        tagged(text, ("Ana Oduya", "said", ("that all was well",)), ("Quote", ":", ("“We will come tomorrow.”",))),
    )
    assert [(words(text, one.source), one.floating) for one in made] == [(["Ana Oduya"], False), ([], True)]


def test_speech_that_nobody_is_named_for_is_kept_and_little_trusted() -> None:
    text = "The crowd on the square grew louder. “We want our river back, all of it!” Then the rain came."
    (one,) = found(text)
    assert one.source == ()
    assert one.score < 0.5


def test_a_quotation_in_a_quotation_keeps_both_speakers() -> None:
    text = "“Then the mayor said, ‘There is no water,’ and we went home,” Hine Petrosyan told the inquiry."
    outer, inner = found(text)
    assert (words(text, outer.source), words(text, inner.source)) == (["Hine Petrosyan"], ["the mayor"])
    assert (outer.within, inner.within) == (None, 0)
    assert words(text, inner.verbatim) == ["There is no water,"]


def test_a_missing_closing_mark_does_not_swallow_the_outlets_words() -> None:
    text = '"We have no further questions, she said, and the room was silent.'
    (one,) = found(text)
    assert words(text, one.verbatim) == ["We have no further questions,"]
    assert any("never closed" in note for note in one.notes)


def test_captions_yield_only_real_quotations() -> None:
    text = (
        "Dam to be rebuilt\n\nThe dam at Karvan will be rebuilt, the minister said on Monday in the capital.\n\n"
        "The minister, who wants a taller dam, at Karvan. Photo: Dalia Mbeki"
    )
    given_ = tagged(text, ("The minister", "wants", ("a taller dam",)))
    assert found(text, given_) == ()


def test_turns_of_a_transcript() -> None:
    text = (
        "The Morning Line, 4 March.\n\nYARA HOLM, HOST: Is the tunnel safe?\n\nMAYOR KOWALSKI: As safe as we can make it.\n\n"
        "It has two doors.\n\n(LAUGHTER)\n\nHOLM: That is not a yes.\n\nKOWALSKI: No."
    )
    assert [("".join(words(text, one.source)), words(text, one.content)) for one in found(text)] == [
        ("YARA HOLM, HOST", ["Is the tunnel safe?"]),
        ("MAYOR KOWALSKI", ["As safe as we can make it", "It has two doors"]),
        ("HOLM", ["That is not a yes"]),
        ("KOWALSKI", ["No"]),
    ]


def test_the_outlets_closing_words_are_not_the_last_speakers() -> None:
    text = (
        "MAYOR KOWALSKI: We can make it safe.\n\nHOLM: Will you?\n\nMAYOR KOWALSKI: Yes.\n\nI will walk it myself.\n\n"
        "HOLM: And then?\n\nMAYOR KOWALSKI: Then we open.\n\nYou will be there.\n\nThe tunnel opens in April."
    )
    last = found(text)[-1]
    assert words(text, last.content) == ["Then we open", "You will be there"]


RETOLD = [
    # what somebody else said is that other's, in a clause of its own or the sentence's second
    ("My clerk said, “Paint over it.”", [], [("My clerk", ["Paint over it."])]),
    ("I told my clerk, and he said, “Paint over it.”", [], [("he", ["Paint over it."])]),
    # words marked for another reason stay the turn's
    ("It is a “double” door.", ["double"], []),
]


@pytest.mark.parametrize(("said", "own", "others"), RETOLD)
def test_what_a_turn_retells(said: str, own: list[str], others: list[tuple[str, list[str]]]) -> None:
    text = f"HOLM: Is it safe?\n\nKOWALSKI: {said}\n\nHOLM: That is not a yes.\n\nKOWALSKI: We can make it safe."
    turn, *inner = found(text)[1 : 2 + len(others)]
    assert words(text, turn.verbatim) == own
    assert turn.quotation == ("mixed" if own else "indirect")
    assert [("".join(words(text, one.source)), words(text, one.verbatim)) for one in inner] == others


def test_a_question_from_the_floor_is_a_turn_of_its_own() -> None:
    text = (
        "MINISTER LIND: We have agreed on the bridge.\n\nQUESTION: Who will pay for the bridge?\n\n"
        "MINISTER LIND: Both of us will pay.\n\nQUESTION: And by what year, Minister?"
    )
    assert [words(text, one.source) for one in found(text)] == [["MINISTER LIND"], ["QUESTION"]] * 2


def test_a_table_of_figures_is_no_transcript() -> None:
    text = "Results\n\nOduya: 46\n\nEze: 12\n\nOduya: 51\n\nEze: 9\n\nTotal: 118"
    assert found(text) == ()


def test_an_interview_without_names() -> None:
    text = (
        "An interview with Dr Leilani Kowal\n\nDr Leilani Kowal studies reefs off Tamaro and came to talk about them.\n\n"
        "What made you come here?\n\nA bad map. I was looking for a harbour.\n\nI stayed.\n\n"
        "Will you leave?\n\nNo, I think we are staying."
    )
    assert [words(text, one.content) for one in found(text)] == [
        ["What made you come here?"],
        ["A bad map. I was looking for a harbour", "I stayed"],
        ["Will you leave?"],
        ["No, I think we are staying"],
    ]


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    " said Ana. ",
    "We will go, ",
    "\n\n",
    "[sic]",
    "(Op - PC)",
    "NAME: ",
    " - Ana Oduya",
    "?",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.data())
def test_any_text_and_any_relations_give_ordered_slices_of_the_text(text: str, data: st.DataObject) -> None:
    def role() -> Spans:
        points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
        return tuple(Span(a, b) for a, b in zip(points[::2], points[1::2], strict=False))

    given_ = Tagged(
        tuple(Relation(role(), role(), role(), 0.5, 0.5, 0.5) for _ in range(data.draw(st.integers(0, 3)))), ()
    )
    blocks = blocks_of(Article("a", text))
    result = assemble(text, blocks, given_)
    assert result == assemble(text, blocks, given_)
    for number, one in enumerate(result.found):
        assert one.content
        for spans in (one.content, one.verbatim, one.insertions, one.unclear):
            assert all(0 <= a.start < a.end <= len(text) for a in spans)
            assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        for spans in (one.verbatim, one.insertions, one.unclear):
            assert all(any(held.covers(span) for held in one.content) for span in spans)
        assert one.within is None or one.within != number
        assert 0.0 <= one.score <= 1.0


def test_words_in_a_report_passed_on_are_not_those_of_who_passes_it_on() -> None:
    text = "Maria Zaren called the tax “an insult to all”, the agency KNA reported."

    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    whole = Relation(
        at("the agency KNA"), at("reported"), at("Maria Zaren called the tax “an insult to all”"), 0.9, 0.9, 0.9
    )
    inner = Relation(at("Maria Zaren"), at("called"), at("the tax “an insult to all”"), 0.9, 0.9, 0.9)
    outer, said = assemble(text, (), Tagged((whole,), (), inner=(inner,))).found
    assert [span.of(text) for span in said.verbatim] == ["an insult to all"]
    assert (said.within, outer.verbatim) == (0, ())
    assert assemble(text, (), Tagged((whole,), ())).found[0].verbatim == said.verbatim


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        # what announces a caption or a section speaks as little as a result does
        ("Image caption", 0),
        ("Analysis", 0),
        ("Tarn 2-1 Brae", 0),
        # whoever is asked speaks
        ("Mara Quill", 1),
    ],
)
def test_labels_before_a_colon_do_not_speak(label: str, kept: int) -> None:
    text = f"The day\n\n{label}: Why was the warning so late this year\n"
    start = text.index(label)
    colon = start + len(label)
    relation = Relation(
        (Span(start, colon),), (Span(colon, colon + 1),), (Span(colon + 2, len(text) - 1),), 0.9, 0.9, 0.9
    )
    assert len(assemble(text, (), Tagged((relation,), ())).found) == kept


def test_the_title_of_whom_it_was_told_is_not_said() -> None:
    text = "“He is playing us,” she told TBS’ “Face the Tarn.”"
    relation = Relation(
        (Span(text.index("she"), text.index("she") + 3),),
        (Span(text.index("told"), text.index("told") + 4),),
        (Span(0, text.index("”") + 1), Span(text.index("“Face"), len(text))),
        0.9,
        0.9,
        0.9,
    )
    (one,) = assemble(text, (), Tagged((relation,), ())).found
    assert [span.of(text) for span in one.verbatim] == ["He is playing us,"]


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


def test_a_nickname_in_marks_is_not_said() -> None:
    text = "President Ferdinand “Bong” Marquez agreed."
    relation = Relation(
        spans(text, "Marquez"), spans(text, "agreed"), spans(text, "President Ferdinand “Bong”"), 0.9, 0.9, 0.9
    )
    assert assemble(text, (), Tagged((relation,), ())).found == ()


def test_the_auxiliary_belongs_to_the_cue() -> None:
    text = "“We will redouble our efforts,” Kim was quoted as saying."
    relation = Relation(
        spans(text, "Kim was"), spans(text, "quoted"), spans(text, "“We will redouble our efforts,”"), 0.9, 0.9, 0.9
    )
    (one,) = assemble(text, (), Tagged((relation,), ())).found
    assert [[s.of(text) for s in role] for role in (one.source, one.cue)] == [["Kim"], ["was quoted"]]


def test_claims_in_a_headline_may_be_a_noun() -> None:
    text = (
        "Tarn's envoy slams 'baseless' claims in letter to Council\n\nThe envoy wrote to the Council on Monday morning."
    )
    assert assemble(text, blocks_of(Article("a", text)), NOTHING).found == ()


def test_terms_of_anonymity_are_no_statement() -> None:
    text = "One neighbour, who asked not to be named, said: “I cannot believe it at all.”"
    terms = Relation(spans(text, "who"), spans(text, "asked"), spans(text, "not to be named"), 0.9, 0.9, 0.9)
    said = Relation(
        spans(text, "One neighbour"), spans(text, "said"), spans(text, "“I cannot believe it at all.”"), 0.9, 0.9, 0.9
    )
    (one,) = assemble(text, (), Tagged((terms, said), ())).found
    assert one.source == said.source


def test_according_to_somebody_who_requested_anonymity() -> None:
    text = "According to an aide to the mayor, who requested anonymity to speak freely, Rusko was “serene”."
    taken = Relation(
        spans(text, "who"),
        spans(text, "requested"),
        spans(text, "anonymity to speak freely, Rusko was “serene”"),
        0.9,
        0.9,
        0.9,
    )
    (one,) = assemble(text, (), Tagged((taken,), ())).found
    assert [[s.of(text) for s in role] for role in (one.source, one.cue, one.content)] == [
        ["an aide to the mayor"], ["According to"], ["Rusko was “serene”"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "source", "kept"),
    [
        # a participle between two commas: who is asked
        ("Keller, asked on Friday if she would stay, replied at once.", "Keller", False),
        # a verb after an aside: who asks
        (
            "Brandi Castell, who works the early shift, asked if she would stay.",
            "Brandi Castell, who works the early shift,",
            True,
        ),
        # the sentence ends with what is asked
        ("Keller, asked if she would stay.", "Keller", True),
    ],
)
def test_who_asks_and_who_is_asked(text: str, source: str, kept: bool) -> None:
    relation = Relation(spans(text, source), spans(text, "asked"), spans(text, "if she would stay"), 0.9, 0.9, 0.9)
    (one,) = assemble(text, (), Tagged((relation,), ())).found
    assert bool(one.source) is kept
