"""Which cue a quotation hangs on, what a content gives back, and whose a quotation is that the model leaves open."""

from __future__ import annotations

import pytest

from onrecord.clean import blocks_of
from onrecord.extract import assemble
from onrecord.extract.tagger import Relation, Tagged
from onrecord.model import Article, Span, Spans

Row = tuple[str, str, list[str]]


def place(text: str, *words: str) -> Spans:
    """The spans of ``words`` in ``text``, each looked for after the one before."""
    made: list[Span] = []
    for word in words:
        start = text.index(word, made[-1].end if made else 0)
        made.append(Span(start, start + len(word)))
    return tuple(made)


def found(text: str, relations: list[Row]) -> list[Row]:
    """(source, cue, contents) by their words, of a text in which the model finds ``relations``.

    A cue written ``2:said`` is the second "said" of the text.
    """
    given = []
    for source, cue, contents in relations:
        at = 0
        number, _, word = cue.rpartition(":") if cue[:1].isdigit() else ("1", "", cue)
        for _ in range(int(number)):
            at = text.index(word, at) + 1
        near = text.rfind(source, 0, at + len(word) + len(source) + 2) if source else 0
        who = (Span(near, near + len(source)),) if source else ()
        given.append(Relation(who, (Span(at - 1, at - 1 + len(word)),), place(text, *contents), 0.9, 0.9, 0.9))
    made = assemble(text, blocks_of(Article("a", text)), Tagged(tuple(given), ())).found
    return [
        (
            " + ".join(s.of(text) for s in one.source),
            " + ".join(s.of(text) for s in one.cue),
            [s.of(text) for s in one.content],
        )
        for one in made
    ]


SHARED = [
    # the model gives the second quotation to the cue of the next paragraph: it stays with its own
    (
        "“The ferry is safe,” Ana Oduya said. “It always was.”\n\n“Ask the divers,” Tom Brandt added.",
        [
            ("Ana Oduya", "said", ["“The ferry is safe,”"]),
            ("Tom Brandt", "added", ["“It always was.”", "“Ask the divers,”"]),
        ],
        [
            ("Ana Oduya", "said", ["“The ferry is safe,”", "“It always was.”"]),
            ("Tom Brandt", "added", ["“Ask the divers,”"]),
        ],
    ),
    # a verb of saying that ends its sentence with a stop announces nothing
    (
        "“I am content,” Hooper said after Marrow spoke. “He answered me.”",
        [("Hooper", "said", ["“I am content,”"]), ("Marrow", "spoke", ["“He answered me.”"])],
        [("Hooper", "said", ["“I am content,”", "“He answered me.”"])],
    ),
    # a quotation with a cue of its own is no part of the statement before it
    (
        "Marrow asserted that the town had changed: “It is another town,” he claimed.",
        [("Marrow", "asserted", ["that the town had changed: “It is another town,”"])],
        [("Marrow", "asserted", ["that the town had changed"]), ("he", "claimed", ["“It is another town,”"])],
    ),
    # a quotation that goes on into words without marks stays with the cue after it
    (
        "“Not mine,” Oduya said. “You need to prove” that the lock works, he said.",
        [("Oduya", "said", ["“Not mine,”"]), ("he", "2:said", ["“You need to prove” that the lock works"])],
        [("Oduya", "said", ["“Not mine,”"]), ("he", "said", ["“You need to prove” that the lock works"])],
    ),
    # somebody else's account of a statement holds all of it
    (
        "“I will swim it,” Oduya said, according to Brandt.",
        [("Brandt", "according to", ["“I will swim it,” Oduya said"])],
        [("Brandt", "according to", ["“I will swim it,” Oduya said"])],
    ),
    # a closing mark printed as an opening one: the model runs two speakers together, the cue between parts them
    (
        "“Apparently not,“ he said. “A heron keeps its legs.”\n\n“We asked him twice,” editor Steen Gint responded.",
        [
            (
                "editor Steen Gint",
                "responded",
                ["“Apparently not,“ he said. “A heron keeps its legs.”", "“We asked him twice,”"],
            )
        ],
        [
            ("he", "said", ["“Apparently not,“", "“A heron keeps its legs.”"]),
            ("editor Steen Gint", "responded", ["“We asked him twice,”"]),
        ],
    ),
    # an unusual verb that the model knows for a cue takes the quotation it stands behind
    (
        "“Let me help you out there,” the deputy mayor riffed on the long silence.",
        [("the deputy mayor", "riffed on", ["the long silence"])],
        [("the deputy mayor", "riffed on", ["“Let me help you out there,”", "the long silence"])],
    ),
]

PARTED = [
    # a clause with its own subject and verb of saying
    (
        "“It depends on you,” Stevens says, but she warns that she sees “two sides to it.”",
        [("Stevens", "says", ["“It depends on you,”", "but she warns that she sees “two sides to it.”"])],
        [("Stevens", "says", ["“It depends on you,”"]), ("she", "warns", ["that she sees “two sides to it.”"])],
    ),
    # a participle brings a statement of its own, the subject shared
    (
        "“It will help them all,” he said, adding: “Nobody is bought for ten crowns.”",
        [("he", "said", ["“It will help them all,”", "“Nobody is bought for ten crowns.”"])],
        [("he", "said", ["“It will help them all,”"]), ("he", "adding", ["“Nobody is bought for ten crowns.”"])],
    ),
    (
        "“Usually we get that back,” Ms Acosta said, explaining how the bonus was paid.",
        [("Ms Acosta", "said", ["“Usually we get that back,”", "explaining how the bonus was paid"])],
        [
            ("Ms Acosta", "said", ["“Usually we get that back,”"]),
            ("Ms Acosta", "explaining", ["how the bonus was paid"]),
        ],
    ),
    # what the words were about is no part of them
    (
        "“That would be yes,” Grassley said of the offer.",
        [("Grassley", "said", ["“That would be yes,”", "the offer"])],
        [("Grassley", "said", ["“That would be yes,”"])],
    ),
    # nor is the report that goes on
    (
        "“Gun trucks,” Bob said. The militias they called were evasive.",
        [("Bob", "said", ["“Gun trucks,”", "The militias they called were evasive"])],
        [("Bob", "said", ["“Gun trucks,”"])],
    ),
    # unless it has a cue of its own
    (
        "“We expect it to grow,” Mayo said.\n\nCosta Verde will host 200 people, officials said on Tuesday.",
        [("Mayo", "said", ["“We expect it to grow,”", "Costa Verde will host 200 people"])],
        [("Mayo", "said", ["“We expect it to grow,”"]), ("officials", "said", ["Costa Verde will host 200 people"])],
    ),
    # indirect speech that goes on without marks is left alone
    (
        "Oduya said that the lock was old, but that it would hold.",
        [("Oduya", "said", ["that the lock was old, but that it would hold"])],
        [("Oduya", "said", ["that the lock was old, but that it would hold"])],
    ),
]

SOURCED = [
    # a participle at the head of a sentence goes on with the speaker before it
    (
        "Maher stated that the report “was not good.” Adding, “It is never that bad at first.”",
        [
            ("Maher", "stated", ["that the report “was not good.”"]),
            ("", "Adding", ["“It is never that bad at first.”"]),
        ],
        [
            ("Maher", "stated", ["that the report “was not good.”"]),
            ("Maher", "Adding", ["“It is never that bad at first.”"]),
        ],
    ),
    # unless the sentence itself names him
    (
        "Brandt went home. Citing “a long night,” Will Oduya urged the town to wait.",
        [("", "Citing", ["“a long night,”"]), ("Will Oduya", "urged", ["the town to wait"])],
        [("Will Oduya", "Citing", ["“a long night,”"]), ("Will Oduya", "urged", ["the town to wait"])],
    ),
    # the agent of a passive
    (
        "This has been called “planned silence” by Josef Hendry, a teacher at Karst.",
        [("", "has been called", ["This", "“planned silence”"])],
        [("Josef Hendry, a teacher at Karst", "has been called", ["This", "“planned silence”"])],
    ),
    # a passive without an agent names nobody
    (
        "He has been called the “Heron of the East” for his walk.",
        [("", "has been called", ["He", "the “Heron of the East”"])],
        [("", "has been called", ["He", "the “Heron of the East”"])],
    ),
    # two verbs, one subject
    (
        "the man who claims that the bridge “belongs to him” and insists that it is “for sale.”",
        [("who", "claims", ["that the bridge “belongs to him”"]), ("", "insists", ["that it is “for sale.”"])],
        [("who", "claims", ["that the bridge “belongs to him”"]), ("who", "insists", ["that it is “for sale.”"])],
    ),
    # a clause without a verb of saying whose colon announces the words
    (
        "But back on the quay, he returned to his old lines: “It is the town first, and nobody else.”",
        [("", "returned", ["“It is the town first, and nobody else.”"])],
        [("he", "returned", ["“It is the town first, and nobody else.”"])],
    ),
    (
        "As the harbour master, Jef Wyn, put it in his note to the crews, “Imagine a quay without ropes.”",
        [],
        [("the harbour master, Jef Wyn", "put it", ["“Imagine a quay without ropes.”"])],
    ),
    # the line above announces a paragraph of quotation
    (
        "“We have decided,” Oduya wrote.\n\nHe then listed what a mayor needs:\n\n“A mayor needs patience and a boat.”",
        [("Oduya", "wrote", ["“We have decided,”"])],
        [("Oduya", "wrote", ["“We have decided,”"]), ("He", ":", ["“A mayor needs patience and a boat.”"])],
    ),
    # and where it reports something of its own, the paragraph is a further piece of that
    (
        "The biggest winner was the stage itself, Pollard of the Post observed:\n\n“It was free, lively and, for the most part, fair.”",
        [("Pollard of the Post", "observed", ["The biggest winner was the stage itself"])],
        [
            (
                "Pollard of the Post",
                "observed",
                ["The biggest winner was the stage itself", "“It was free, lively and, for the most part, fair.”"],
            )
        ],
    ),
]

LAID_OUT = [
    # a quotation is one statement's: the scrap that the next cue had of it goes back
    (
        "“The dam,” said Warden Kessy, “is not going to fail. But,” she added, “I moved my mother.”",
        [
            ("Warden Kessy", "said", ["“The dam,”", "“is not going to fail."]),
            ("she", "added", ["But,”", "“I moved my mother.”"]),
        ],
        [
            ("Warden Kessy", "said", ["“The dam,”", "“is not going to fail. But,”"]),
            ("she", "added", ["“I moved my mother.”"]),
        ],
    ),
    # posts shown whole, without marks
    (
        "\n\n".join(
            [
                "The mayor was quick to answer. It took her an hour.",
                "The lorries never left. They are behind it. — Ida Brandt (@idabrandt) March 6, 2026",
                "The council meets on Monday.",
            ]
        ),
        [],
        [("Ida Brandt (@idabrandt)", "—", ["The lorries never left. They are behind it."])],
    ),
    # an address in the text signs nothing
    ("The club (@valerangers) has 300 followers — more than the town (@karst) has.", [], []),
    # quotations in a numbered list belong to the line that announces them
    (
        "The commissioner made two promises:\n\n1. “No village will be without water.”\n\n2. “Nobody will pay twice for it.”",
        [],
        [("The commissioner", ":", ["“No village will be without water.”", "“Nobody will pay twice for it.”"])],
    ),
    # the time of an entry is not said by anybody
    (
        "17:31 “It sounded like a stair of furniture,” writes Joachim from Ossin.",
        [("Joachim", "writes", ["17:31 “It sounded like a stair of furniture,”"])],
        [("Joachim", "writes", ["“It sounded like a stair of furniture,”"])],
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), [*LAID_OUT, *SHARED, *PARTED, *SOURCED])
def test_what_hangs_on_what(text: str, given: list[Row], expected: list[Row]) -> None:
    assert found(text, given) == expected


TOLD = [
    # who is told does not speak
    ("Ana Oduya was told that the ferry was safe.", "Ana Oduya", "was told", "that the ferry was safe", ""),
    # with auxiliaries and an adverb
    ("He has repeatedly been warned to stay ashore.", "He", "has repeatedly been warned", "to stay ashore", ""),
    # who is expected to do something says nothing
    ("The council is expected to approve the ferry.", "The council", "is expected", "to approve the ferry", ""),
    # a mind that is sure is its own
    ("Tom Brandt is convinced that the ferry is safe.", "Tom Brandt", "is convinced", "that the ferry is safe", "Tom Brandt"),
    # who says what he was asked speaks
    ("Tom Brandt said when asked that it was safe.", "Tom Brandt", "said when asked", "that it was safe", "Tom Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "kept"), TOLD)
def test_who_is_told_or_spoken_of_is_no_source(text: str, source: str, cue: str, content: str, kept: str) -> None:
    assert found(text, [(source, cue, [content])])[0] == (kept, cue, [content])
