"""Quotations that break off: their rest is found again, and what the model all but found counts where marks speak for it."""

from __future__ import annotations

import pytest

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.tagger import Relation, Tagged
from onrecord.model import Article, Span, Spans

Row = tuple[str, str, list[str]]


def relation(text: str, row: Row, score: float = 0.9) -> Relation:
    """A relation from words, each the first of its kind in ``text`` (contents: after the one before)."""
    source, cue, contents = row
    at = text.index(source) if source else 0
    said = text.index(cue)
    made: list[Span] = []
    for words in contents:
        start = text.index(words, made[-1].end if made else 0)
        made.append(Span(start, start + len(words)))
    who: Spans = (Span(at, at + len(source)),) if source else ()
    return Relation(who, (Span(said, said + len(cue)),), tuple(made), score, score, score)


def found(text: str, given: list[Row], faint: list[Row]) -> list[Row]:
    tagged = Tagged(
        tuple(relation(text, row) for row in given), (), faint=tuple(relation(text, row, 0.2) for row in faint)
    )
    made = assemble(text, blocks_of(Article("a", text)), tagged).found
    return [
        (
            " + ".join(s.of(text) for s in one.source),
            " + ".join(s.of(text) for s in one.cue),
            [s.of(text) for s in one.content],
        )
        for one in made
    ]


BROKEN = [
    # the second half stands behind an aside about the speaker, whatever the aside says of him
    (
        "“We waited for years,” said one fisher, who asked not to be named, “and nobody told us why.”",
        [
            ("one fisher", "said", ["“We waited for years,”"]),
            ("who", "asked", ["not to be named, “and nobody told us why.”"]),
        ],
        [
            ("one fisher", "said", ["“We waited for years,”", "“and nobody told us why.”"]),
        ],
    ),
    # a second verb of saying before it makes it another statement
    (
        "“We waited for years,” Ana Oduya said, adding, “and nobody told us why.”",
        [
            ("Ana Oduya", "said", ["“We waited for years,”"]),
            ("Ana Oduya", "adding", ["“and nobody told us why.”"]),
        ],
        [
            ("Ana Oduya", "said", ["“We waited for years,”"]),
            ("Ana Oduya", "adding", ["“and nobody told us why.”"]),
        ],
    ),
    # a window's end cut the quotation
    (
        "Brandt said, “The lock is old. It leaks. We have known it since May.”",
        [("Brandt", "said", ["“The lock is old. It leaks"])],
        [("Brandt", "said", ["“The lock is old. It leaks. We have known it since May.”"])],
    ),
    # where the closing mark was forgotten, what follows may be the outlet's
    (
        "Brandt said: “The lock is old and it leaks, but it will hold. Nobody on the quay believed him any more.\n\nHe left.",
        [("Brandt", "said", ["“The lock is old and it leaks, but it will hold."])],
        [("Brandt", "said", ["“The lock is old and it leaks, but it will hold."])],
    ),
    # a content cut at a comma goes on to the quotation that its sentence ends in
    (
        "Oduya said that she did not, but was thinking of the “same old way of looking at the lock.”",
        [("Oduya", "said", ["that she did not"])],
        [("Oduya", "said", ["that she did not, but was thinking of the “same old way of looking at the lock.”"])],
    ),
    # but not over another verb of saying
    (
        "Oduya said that she did not, and her brother noted the “same old way of looking at the lock.”",
        [("Oduya", "said", ["that she did not"])],
        [("Oduya", "said", ["that she did not"])],
    ),
    # a source does not hold what its speaker says
    (
        "“The dam,” said Ilya Brand, who built it, “will hold.”",
        [("Ilya Brand, who built it, “will hold.”", "said", ["“The dam,”"])],
        [("Ilya Brand, who built it,", "said", ["“The dam,”", "“will hold.”"])],
    ),
    # nor do the words spoken name who speaks them
    (
        "The paper ran a profile naming him the “harbour whisperer” of Karst.",
        [("him", "naming", ["him the “harbour whisperer” of Karst"])],
        [("", "naming", ["him the “harbour whisperer” of Karst"])],
    ),
    # somebody's answer is his
    (
        "Brandt had no time. Oduya’s answer was: “Ask my lawyers.”",
        [("Oduya’s answer", "was:", ["“Ask my lawyers.”"])],
        [("Oduya’s", "answer was:", ["“Ask my lawyers.”"])],
    ),
    (
        "His message to the town is simple: “Stay at home.”",
        [("His message to the town", "is simple:", ["“Stay at home.”"])],
        [("His", "message to the town is simple:", ["“Stay at home.”"])],
    ),
    (
        "The young minister’s reply was terse: “Read the report.”",
        [("The young minister’s reply", "was terse:", ["“Read the report.”"])],
        [("The young minister’s", "reply was terse:", ["“Read the report.”"])],
    ),
    # how somebody put it
    (
        "“We’re done” is how one docker put it.",
        [],
        [("one docker", "put it", ["“We’re done”"])],
    ),
    # a name and a colon are no part of what the one before said
    (
        "Oduya, asked about the lock, said: “No comment.” Her deputy, Tom Vale: “Ask her.”",
        [("Oduya, asked about the lock,", "said", ["“No comment.”", "Her deputy, Tom Vale: “Ask her.”"])],
        [
            ("Oduya, asked about the lock,", "said", ["“No comment.”"]),
            ("Her deputy, Tom Vale", ":", ["“Ask her.”"]),
        ],
    ),
    # the speaker between the quotation and the cue
    (
        "“They want it for nothing,” Brandt shot back with a laugh.",
        [("", "shot back with a laugh", ["“They want it for nothing,”"])],
        [("Brandt", "shot back with a laugh", ["“They want it for nothing,”"])],
    ),
    # two windows share a paragraph of quotation: it goes on with who spoke before it
    (
        "“I will not only talk,” Oduya said Friday.\n\n“The lock is old. It has leaked since May and before.”\n\n“It will be mended,” Oduya said.",
        [
            ("Oduya", "said Friday", ["“I will not only talk,”", "It has leaked since May and before.”"]),
            ("Oduya", "said.", ["“The lock is old.", "“It will be mended,”"]),
        ],
        [
            (
                "Oduya",
                "said Friday",
                ["“I will not only talk,”", "“The lock is old. It has leaked since May and before.”"],
            ),
            ("Oduya", "said.", ["“It will be mended,”"]),
        ],
    ),
    # and so does one that the cue after it claims whole
    (
        "“The lock is old,” Brandt tells us.\n\n“It has leaked since May.”\n\n“It will be mended,” Brandt adds.",
        [
            ("Brandt", "tells", ["“The lock is old,”"]),
            ("Brandt", "adds", ["“It has leaked since May.”", "“It will be mended,”"]),
        ],
        [
            ("Brandt", "tells", ["“The lock is old,”", "“It has leaked since May.”"]),
            ("Brandt", "adds", ["“It will be mended,”"]),
        ],
    ),
    # one word with a cue of its own is another's
    (
        "“We will mend it,” Brandt added.\n\n“Never!” the crowd shouted back.",
        [("Brandt", "added", ["“We will mend it,”", "“Never!”"])],
        [("Brandt", "added", ["“We will mend it,”"]), ("the crowd", "shouted", ["“Never!”"])],
    ),
    # a word in marks inside a name is not
    (
        "On “Karst” Brandt said the lock was “as old as he.”",
        [("Brandt", "said", ["the lock was “as old as he.”"])],
        [("Brandt", "said", ["the lock was “as old as he.”"])],
    ),
    # two quotations with a cue each in one sentence
    (
        "“He is grumpy by nature,” she says, but after the long week, “I think he will do it,” said Kunz.",
        [
            (
                "Kunz",
                "said",
                ["“He is grumpy by nature,” she says, but after the long week, “I think he will do it,”"],
            )
        ],
        [
            ("she", "says", ["“He is grumpy by nature,”"]),
            ("Kunz", "said", ["but after the long week, “I think he will do it,”"]),
        ],
    ),
    # behind a comma inside the marks any verb says how it was said
    (
        "“Let me help you out, the answer is no,” the deputy mayor riffed on the reply.",
        [],
        [("the deputy mayor", "riffed", ["“Let me help you out, the answer is no,”"])],
    ),
    # what is written on a thing is not said by who holds it
    (
        "Lori Brandt held up a sign saying “No more leaks, please.”",
        [("Lori Brandt", "held up a sign saying", ["“No more leaks, please.”"])],
        [("a sign", "saying", ["“No more leaks, please.”"])],
    ),
    # a new sentence with a colon announces somebody else's words
    (
        "“Happy Easter,” he wrote. Brandt broke down what was wrong with it to the Karst Gazette: “It was not Easter yet.”",
        [("he", "wrote", ["“Happy Easter,”"])],
        [("he", "wrote", ["“Happy Easter,”"]), ("Brandt", ":", ["“It was not Easter yet.”"])],
    ),
    # whom the words are put to is no part of them
    (
        "“Just one minute, come on, all right?” he urged them from the quay.",
        [("he", "urged", ["them"])],
        [("he", "urged", ["“Just one minute, come on, all right?”"])],
    ),
    # a dash announces the words of the clause that it breaks off
    (
        "When Oduya finally wrapped up — “I will fight for the lock!” — the bells rang.",
        [],
        [("Oduya", "—", ["“I will fight for the lock!”"])],
    ),
    # a relative clause with a verb of saying announces them too
    (
        "The note was sent to Ana Oduya, who told the council when asked about the lock: “It is old.”",
        [],
        [("who", "told", ["“It is old.”"])],
    ),
    # a title after a quotation is no second half of it
    (
        "“It will hold,” she wrote in her memoir, “Hard Water.”",
        [("she", "wrote", ["“It will hold,”"])],
        [("she", "wrote", ["“It will hold,”"])],
    ),
    # a name in apposition belongs to whom it names
    (
        "Hadrin said the ferry would sail after talks with his Ostrian counterpart, Mila Verran, who went home.",
        [("Hadrin", "said", ["the ferry would sail after talks with his Ostrian counterpart"])],
        [("Hadrin", "said", ["the ferry would sail after talks with his Ostrian counterpart, Mila Verran"])],
    ),
    # unless the name is who says it
    (
        "The ferry would sail with his wife, Mila Verran, a pilot, said.",
        [("Mila Verran, a pilot,", "said", ["The ferry would sail with his wife"])],
        [("Mila Verran, a pilot,", "said", ["The ferry would sail with his wife"])],
    ),
    # a described speaker at the head of the clause
    (
        "One long letter asked whether the town would “ever mend the lock.”",
        [("", "asked", ["whether the town would “ever mend the lock.”"])],
        [("One long letter", "asked", ["whether the town would “ever mend the lock.”"])],
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), BROKEN)
def test_a_quotation_is_put_together_again(text: str, given: list[Row], expected: list[Row]) -> None:
    assert found(text, given, []) == expected


FAINT = [
    # marks bear out what the model was not sure of
    (
        "The mayor came late, stating that the lock was “as good as new.”",
        ("", "stating", ["that the lock was “as good as new.”"]),
        [("", "stating", ["that the lock was “as good as new.”"])],
    ),
    # without marks nothing does
    (
        "The mayor came late, stating that the lock was as good as new.",
        ("", "stating", ["that the lock was as good as new"]),
        [],
    ),
    # a title is no quotation
    ("The inn, called “The Old Heron”, was shut.", ("", "called", ["“The Old Heron”"]), []),
    # nor is a word in marks where nobody says or calls anything
    ("The plan would sell the “surplus” boats.", ("The plan", "sell", ["the “surplus” boats"]), []),
]


@pytest.mark.parametrize(("text", "faint", "expected"), FAINT)
def test_marks_bear_out_what_the_model_all_but_found(text: str, faint: Row, expected: list[Row]) -> None:
    assert found(text, [], [faint]) == expected


def test_what_is_found_already_is_not_added_again() -> None:
    text = "Oduya said the lock was “as good as new.”"
    row: Row = ("Oduya", "said", ["the lock was “as good as new.”"])
    assert found(text, [row], [("Oduya", "was", ["“as good as new.”"])]) == [row]


CORRECTED = [
    # what the report said before it was mended is no statement
    (
        "Correction: An earlier version of this article said the lock was closed in 2019.",
        ("An earlier version of this article", "said", ["the lock was closed in 2019"]),
        [],
    ),
    (
        "Correction, May 4: This article originally stated that Oduya had left.",
        ("This article", "originally stated", ["that Oduya had left"]),
        [],
    ),
    # an earlier version of anything else may say what it likes
    (
        "An earlier version of the bill said the lock would close.",
        ("An earlier version of the bill", "said", ["the lock would close"]),
        [("An earlier version of the bill", "said", ["the lock would close"])],
    ),
    # and an article elsewhere too
    (
        "The article said the lock was closed in 2019.",
        ("The article", "said", ["the lock was closed in 2019"]),
        [("The article", "said", ["the lock was closed in 2019"])],
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), CORRECTED)
def test_a_correction_is_nobodys_statement(text: str, given: Row, expected: list[Row]) -> None:
    assert found(text, [given], []) == expected


SUBHEADED = "\n\n".join(
    [
        '"We mend what we can," Brandt said. "It is not much."',
        '"It leaks," Oduya warned.',
        "{}",
        'The lock was built in 1911. "It was never dry," Brandt said.',
    ]
)


def test_a_few_words_in_single_marks_between_paragraphs_are_a_subheading() -> None:
    text = SUBHEADED.format("'A lock with a will.'")
    given: list[Row] = [("Oduya", "warned", ['"It leaks,"', "'A lock with a will.'"])]
    assert ("Oduya", "warned", ['"It leaks,"']) in found(text, given, [])
    assert not [words for _, _, contents in found(text, given, []) for words in contents if "will" in words]


def test_in_double_marks_they_are_somebodys() -> None:
    text = SUBHEADED.format('"It has a will of its own, that lock."')
    given: list[Row] = [("Oduya", "warned", ['"It leaks,"', '"It has a will of its own, that lock."'])]
    assert ("Oduya", "warned", ['"It leaks,"', '"It has a will of its own, that lock."']) in found(text, given, [])
