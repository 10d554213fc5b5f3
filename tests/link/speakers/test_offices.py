"""Offices, their bodies and their holders as agencies print them, from text to speaker with the weights that ship."""

from __future__ import annotations

import pytest

from onrecord.extract.network import WEIGHTS
from onrecord.model import Article
from onrecord.pipeline import Pipeline

pytestmark = pytest.mark.skipif(not (WEIGHTS / "encoder.onnx").is_file(), reason="no weights in this checkout")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(threads=1)


def speakers(pipeline: Pipeline, text: str) -> dict[str, str | None]:
    """By the words of each source, the speaker's name."""
    document = pipeline.document(Article("a", text))
    return {
        " ".join(span.of(text) for span in one.source).rstrip(","): one.speaker.name if one.speaker else None
        for one in document.attributions
    }


HOLDERS = [
    # a rank opens the holder's name, the body before it ends the office
    ("The commander-in-chief of the Army Major General Amir Hatavi has stressed that the dam is safe.", "Amir Hatavi"),
    # no rank: the body's last word, then a given name
    ("The head of the Water Organization of Karuzan Mohammad Eslavi said that work goes on.", "Mohammad Eslavi"),
    # the office opens the sentence with a capital
    ("Chairman of the Supreme Council Ayatollah Sadeq Amori said the plan was good.", "Sadeq Amori"),
    # "for" instead of "of", and a given name that no list has
    ("Spokesman for the Karuzani Foreign Ministry Esmail Baqari underlined that talks continue.", "Esmail Baqari"),
    # small letters between the office and the rank
    ("The deputy chief of the Army for operations Rear Admiral Mahmoud Musari said ships were ready.", "Mahmoud Musari"),
    # "to" adds where somebody stands for whom
    ("Tarn's Permanent Representative to the United Nations Vasily Nebenko said it was so.", "Vasily Nebenko"),
    ("Tarn ambassador to the UN Amir Sared Iravan said yes.", "Amir Sared Iravan"),
    # a place ends the office
    ("Meanwhile, the president of the Chamber of Commerce of Karuz Lena Orsova said trade fell.", "Lena Orsova"),
    # the state's whole name, and a doctor's title
    ("Minister of Energy and Water of the Republic of Karuzan Dr. Farid Zamari noted that work goes on.", "Farid Zamari"),
    # the surname first, and a given name whose second part is a body's initials
    ("Northern leader Han Jong-un has vowed to build more.", "Han Jong-un"),
    # "A" as an initial
    ("The order was signed by nobody, Justice A S Okar observed.", "A S Okar"),
    # whoever gives only a first name
    ("Her neighbour, who gave only his first name, Serhan, said he prayed.", "Serhan"),
    # a state's ministry, whoever owns it
    ("Tarnland's Defence Ministry said its guns shot down ten drones.", "Tarnland's Defence Ministry"),
    # where somebody is from is not who speaks
    ("Jean Melanchor of the hard-left France Unbound called it a trick.", "Jean Melanchor"),
    # initials in brackets between the description and its name
    ("The chief of the Revolutionary Guard Corps (RGC), Major General Mohammad Pakvar, warned that an attack would be met.",
     "Mohammad Pakvar"),
    # who is written to is not who writes, whatever stands between the marks of the sentence
    (("In a message to Leader of the Revolution Ayatollah Seyyed Ali Khamari, the chief of the General Staff of the Karuzani "
     "Armed Forces Major General Abdol Musari expressed his condolences."), "Abdol Musari"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), HOLDERS)
def test_the_holder_of_an_office_is_the_speaker(pipeline: Pipeline, sentence: str, name: str) -> None:
    found = speakers(pipeline, f"Works go on in the south\n\n{sentence}\n")
    assert list(found.values()) == [name]


LATER = [
    # the initials of the body, and a near word for the office
    (("The chief of the Revolutionary Guard Corps (RGC), Major General Mohammad Pakvar, warned of war. "
     "The RGC commander said the forces were ready."), "The RGC commander", "Mohammad Pakvar"),
    # rank and surname
    ("The commander of the Army Major General Amir Hatavi spoke first. General Hatavi said that nobody would yield.",
     "General Hatavi", "Amir Hatavi"),
    # an office as initials
    ("Prime Minister Oren Dasku declined to comment on the case. Asked again, the PM replied: \"No.\"", "the PM", "Oren Dasku"),
    # the initials of an office after a firm's name are no part of the name
    ("Mira Tesk, the chief executive of Orlan Motors, said sales were fine. The Orlan Motors CEO said nobody would lose a job.",
     "The Orlan Motors CEO", "Mira Tesk"),
    # a diplomat may be a spokeswoman
    ("Foreign Ministry spokeswoman Maria Zaren slammed the sanctions as \"illegal\". \"This has no basis,\" the diplomat said.",
     "the diplomat", "Maria Zaren"),
    # of two of one surname the one named in full just before
    (
        ("Northern leader Han Jong-un vowed more. Han Jong-un said so twice.\n\nMinister Han Yung-ho called it nothing new.\n\n"
        "Han, who teaches in Karuz, added that he would wait."),
        "Han, who teaches in Karuz",
        "Han Yung-ho",
    ),
    # who is named last in a quotation is not who is described after it
    (
        ('Pep Garrido, asked on Friday if the striker would start, replied: "We will see."\n\n"Erlend is Erlend," the Catalan '
        "added."),
        "the Catalan",
        "Pep Garrido",
    ),
    # the only one whom the paragraph has named, and it opens with him
    (
        ('The top envoy, Sergei Lavrik, told reporters that talks would come. "We have said so," he noted.\n\nAccording to him, the '
        'north "is not ready". He noted that others "keep pumping".\n\nPalace Spokesman Dmitri Peskar, in turn, did not rule out '
        'a meeting. "It must be well prepared," he explained in an interview.'),
        "he",
        "Dmitri Peskar",
    ),
    # who asks does not answer
    (
        "Justice Lex Larsy sat.\n\nTom Orlo, 17, appeared by video. Asked by the judge how he pleaded, he replied: \"Guilty.\"",
        "he",
        "Tom Orlo",
    ),
    # the court's own style for its judge
    ("Justice Lex Larsy will sentence him. His Honour said the act was grave.", "His Honour", "Lex Larsy"),
    # representatives of two states are two
    (
        ('The representative of the United Kingdom said it was "unacceptable". The representative of the Russian Federation said '
        'the cause was elsewhere.'),
        "The representative of the United Kingdom",
        "The representative of the United Kingdom",
    ),
    # where it was posted is not whose it is
    ('In a post on Facebook, the running club wrote: "Run free, Jess."', "the running club", "the running club"),
    # the attorney general as initials
    ("Attorney General R Venkatar appeared for the state. The AG said he would look into it.", "The AG", "R Venkatar"),
    # a court is not the lawyers before it
    ("The Supreme Court said the delay was wrong. Vikas Sinharo of the Supreme Court Bar Association disagreed.",
     "The Supreme Court", "Supreme Court"),
    # a nationality alone is the person last meant
    (
        'Tarn coach Enzo Marek was furious. "It was a clear penalty," he fumed.\n\nThe Italian refused to blame the goalkeeper.',
        "The Italian",
        "Enzo Marek",
    ),
    # an academic may be an expert with a doctor's title
    ('Shark expert Dr Rachel Venn said it was rare. "You can never rule it out," the academic said.', "the academic", "Rachel Venn"),
    # a body told by what it is, after those whose body it is
    ("The referees' body PGROL said the decision was right.", "The referees' body PGROL", "The referees' body PGROL"),
    # an official who was not named is not the minister who spoke in between
    (("A Veltan official, speaking on condition of anonymity, said the government was \"watching\". Defence Minister Anton Kask "
     "said he was ready. The official declined to say more."), "The official", "A Veltan official"),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "source", "name"), LATER)
def test_whom_an_office_or_rank_stands_for_later(pipeline: Pipeline, passage: str, source: str, name: str) -> None:
    assert speakers(pipeline, f"Works go on in the south\n\n{passage}\n")[source] == name


def test_a_dateline_holds_no_office(pipeline: Pipeline) -> None:
    text = "Dam is safe\n\nKaruz, KNA – The commander of the Army Amir Hatavi said the dam was safe.\n"
    assert "Karuz" not in speakers(pipeline, text).values()


def test_an_opening_description_is_nobody_of_another_body(pipeline: Pipeline) -> None:
    text = (
        "UN rights chief urges inquiry into Orsk killings\n\nGENEVA - United Nations High Commissioner for Human Rights Viktor "
        "Tarrow on Tuesday called for an inquiry.\n\nKaruzani army chief Abdel Fattah al-Borhan vowed to go on.\n"
    )
    assert speakers(pipeline, text)["UN rights chief"] == "Viktor Tarrow"


def test_whom_somebody_quotes_is_somebody_else(pipeline: Pipeline) -> None:
    text = (
        "Tarn win\n\nBukayo Sanko, who came off the bench, was glad. \"But the boss told me, 'Be ready', and I was,\" said the "
        "Tarn international.\n"
    )
    found = speakers(pipeline, text)
    assert found["the boss"] != found["the Tarn international"] == "Bukayo Sanko"


def test_a_company_told_after_its_name(pipeline: Pipeline) -> None:
    text = "Coffee\n\nVelvano, the world's largest coffee company, declined to comment.\n"
    (one,) = pipeline.document(Article("a", text)).attributions
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.kind) == ("Velvano", "organisation")


def test_a_movement_of_one_word_is_a_body(pipeline: Pipeline) -> None:
    text = "Strike\n\nHamas denied the claim and said the strike hit a car, in what it called a “blatant breach” of the truce.\n"
    kinds = {one.speaker.kind for one in pipeline.document(Article("a", text)).attributions if one.speaker}
    assert kinds == {"organisation"}


def test_quoted_as_saying(pipeline: Pipeline) -> None:
    text = "Talks\n\nCommittee spokesman Ebram Rezai quoted Arachi as saying that the talks were “serious and frank”.\n"
    said = [one for one in pipeline.document(Article("a", text)).attributions if one.verbatim]
    assert [one.speaker.name for one in said if one.speaker] == ["Arachi"]


def test_a_firms_first_word_is_the_firm(pipeline: Pipeline) -> None:
    text = "Results\n\nAcmar Robotics, Inc. announced record revenue. Acmar expects more.\n"
    found = pipeline.document(Article("a", text)).attributions
    assert {(one.speaker.name, one.speaker.kind) for one in found if one.speaker} == {
        ("Acmar Robotics", "organisation")
    }


def test_whoever_is_asked_does_not_ask(pipeline: Pipeline) -> None:
    text = 'Derby\n\nPep Garrido, asked on Friday if the striker would start, replied: "We will see."\n'
    asked, replied = pipeline.document(Article("a", text)).attributions
    assert asked.speaker is None
    assert replied.speaker is not None
    assert replied.speaker.name == "Pep Garrido"


def test_who_is_written_to_does_not_speak(pipeline: Pipeline) -> None:
    text = (
        "The bridge\n\nThe mayor, Ian Rusko, insists the bridge will pay.\n\nDear Mr. Rusko: prove that it will pay.\n"
    )
    assert "Dear Mr. Rusko" not in speakers(pipeline, text)
