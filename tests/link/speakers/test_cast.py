"""Who speaks, as a reader would say it. Sources are marked [[so]]; the table gives name and how for each, in order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link.speakers import Cast, cast_of
from onrecord.model import Article, Block, Extraction, Found, NameSpan, Span

_MARK = re.compile(r"\[\[(.*?)\]\]")


def read(
    marked: str, *, floating: bool = False, names: tuple[NameSpan, ...] = (), notes: tuple[str, ...] = ()
) -> tuple[Cast, str]:
    """The cast of a text with marked sources; an empty mark [[]] is an attribution without source words."""
    text, sources, end = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        sources.append(Span(len(text), len(text) + len(found.group(1))))
        text += found.group(1)
        end = found.end()
    text += marked[end:]
    made = tuple(
        Found((s,), (), (Span(s.end, s.end + 8),), "indirect", notes=notes)
        if s.length
        else Found((), (), (Span(s.end, s.end + 8),), "direct", floating=floating)
        for s in sources
    )
    first = text.find("\n")
    blocks = (Block(Span(0, first), "headline"),) if first > 0 else ()
    return cast_of(Article("t", text), blocks, Extraction(made, names)), text


RESOLVED = [
    # surname to the full name that the headline does not have
    ("Dam will hold, Orlova says.\n\nMinister Vera Orlova spoke. [[Orlova]] said so.", [("Vera Orlova", "named")]),
    # a pronoun, then its person's surname
    ("Talks.\n\n[[Tomas Brandt]] said no. [[He]] left. [[Brandt]] returned.",
     [("Tomas Brandt", "named"), ("Tomas Brandt", "pronoun"), ("Tomas Brandt", "named")]),
    # sex told by given names decides between two people
    ("Talks.\n\nAnna Keller met David Stone. [[She]] said no. [[He]] said yes.",
     [("Anna Keller", "pronoun"), ("David Stone", "pronoun")]),
    # a couple is told apart by courtesy titles
    ("Late.\n\nBill Osterman and his wife, Clara Osterman, arrived. [[Mrs. Osterman]] said so. [[Mr. Osterman]] agreed.",
     [("Clara Osterman", "named"), ("Bill Osterman", "named")]),
    # a couple together
    ("Late.\n\n[[Bill and Clara Osterman]] said so.", [("Bill and Clara Osterman", "named")]),
    # acronym joined with the organisation in a role
    ("Drills.\n\nOutland Revolutionary Guard Corps (ORGC) chief Rostam Dehqani spoke. [[The ORGC chief]] added more.",
     [("Rostam Dehqani", "title")]),
    # the role stands in an apposition after the name
    ("Strike.\n\nSinead O'Hara-Quinn, the head of the dockers' union, spoke. [[The union head]] said no.",
     [("Sinead O'Hara-Quinn", "title")]),
    # a description beside the name it belongs to
    ("Talks.\n\n[[Velmora's foreign minister]], Ileana Brancu, said no.", [("Ileana Brancu", "title")]),
    # title before the name is no part of it
    ("Talks.\n\n[[Prime Minister Wei Jianlun]] said no.", [("Wei Jianlun", "named")]),
    # an office with its place before the name, the given name in today's transliteration
    ("Talks.\n\n[[Governor of Velmar Oblast Iryna Bellik]] said no. [[She]] left.",
     [("Iryna Bellik", "named"), ("Iryna Bellik", "pronoun")]),
    # a minister by office
    ("Talks.\n\n[[Minister of Digital Transformation Mykhailo Tresk]] said no.", [("Mykhailo Tresk", "named")]),
    # the same with "for"
    ("Talks.\n\n[[Deputy Prime Minister for Reconstruction Yuliia Hrim]] said no.", [("Yuliia Hrim", "named")]),
    # a press service is not the press of a press conference
    ("Talks.\n\nAnna Keller held a press conference. [[The Velmar City Council's press service]] said no.",
     [("The Velmar City Council's press service", "named")]),
    # office, body and rank
    ("Talks.\n\n[[Commander of the Fleet Rear Admiral Pavlo Dresh]] said no. [[The fleet commander]] left.",
     [("Pavlo Dresh", "named"), ("Pavlo Dresh", "title")]),
    # a critic of somebody is not that somebody
    ("Talks.\n\n[[A critic of Senator Anna Keller]] said no.", [("A critic of Senator Anna Keller", "named")]),
    # a trade before the name, at the head of a sentence
    ("Talks.\n\n[[Shepherd Lars Oddvik, 63,]] said no.", [("Lars Oddvik", "named")]),
    # a member of parliament by party
    ("Talks.\n\n[[Labour MP Fiona Gale]] said no.", [("Fiona Gale", "named")]),
    # an honour after the name is no part of it
    ("Talks.\n\n[[Judge Helena Voss KC]] said no. [[Voss]] left.", [("Helena Voss", "named"), ("Helena Voss", "named")]),
    # family name first
    ("Talks.\n\nPrime Minister Wei Jianlun came. [[Wei]] said no.", [("Wei Jianlun", "named")]),
    # particles and article prefixes
    ("Talks.\n\nPrince Faisal bin Tariq al-Mansour came. [[Al-Mansour]] said no. [[Mansour]] left.",
     [("Faisal bin Tariq al-Mansour", "named"), ("Faisal bin Tariq al-Mansour", "named")]),
    ("Talks.\n\nLudwig van der Meer Jr. came. [[Van der Meer]] said no.", [("Ludwig van der Meer Jr.", "named")]),
    # initials and a number after the name
    ("Talks.\n\nJ. R. Whitlock III came. [[Whitlock]] said no.", [("J. R. Whitlock III", "named")]),
    # a spelling variant inside one article: the commoner one is shown
    ("Talks.\n\nMariam Haddadin came. Mariam Haddadin left. [[Mariam Hadaddin]] said no.", [("Mariam Haddadin", "named")]),
    # press spokesman: the speaker is the spokesman
    ("Talks.\n\n[[Harbour Ministry spokesman Ivo Petkov]] said no.", [("Ivo Petkov", "named")]),
    # organisation, capital for government
    ("Talks.\n\n[[The Harbour Ministry]] said no. [[Moscow]] said yes.",
     [("Harbour Ministry", "named"), ("Moscow", "named")]),
    # whose somebody is, with what that other is called before the name
    ("Pies.\n\nRon Buckle died. [[The widow of pie king Ron Buckle]] said no.", [("The widow of pie king Ron Buckle", "named")]),
    ("Pies.\n\n[[A lawyer for former mayor Ron Buckle]] said no.", [("A lawyer for former mayor Ron Buckle", "named")]),
    ("Pies.\n\n[[An aide to opposition leader Ron Buckle]] said no.", [("An aide to opposition leader Ron Buckle", "named")]),
    # the same with the speaker's own name behind it
    ("Pies.\n\n[[The mother of pie king Ron Buckle, Ada Oakes,]] said no.", [("Ada Oakes", "named")]),
    # an office that is sought, a count of children, a body: the name is the speaker's
    ("Race.\n\n[[The candidate for governor Ron Buckle]] said no.", [("Ron Buckle", "named")]),
    ("Race.\n\n[[Mother of two teacher Ada Oakes]] said no.", [("Ada Oakes", "named")]),
    ("Race.\n\n[[Ministry of defence spokesman Ron Buckle]] said no.", [("Ron Buckle", "named")]),
    # Irish surnames: a small letter before the capital, "an" inside, "Ó" that is no initial
    ("Bill.\n\n[[Seán Mac an tSaoir]] said no. [[Mac an tSaoir]] left.",
     [("Seán Mac an tSaoir", "named"), ("Seán Mac an tSaoir", "named")]),
    ("Bill.\n\n[[Tadhg Ó hUiginn]] said no. [[Ó hUiginn]] left.", [("Tadhg Ó hUiginn", "named"), ("Tadhg Ó hUiginn", "named")]),
    ("Bill.\n\n[[Dubhglas de hÍde]] said no. [[De hÍde]] left.", [("Dubhglas de hÍde", "named"), ("Dubhglas de hÍde", "named")]),
    # a given name that no list knows, before a surname with a particle
    ("Bill.\n\n[[Tavo van der Meer]] said no. [[Van der Meer]] left.",
     [("Tavo van der Meer", "named"), ("Tavo van der Meer", "named")]),
    # a transcript's label in capitals
    ("Interview.\n\nWelcome to Anna Ruiz-Delgado.\n\n[[RUIZ-DELGADO]]: Thank you.", [("Anna Ruiz-Delgado", "named")]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), RESOLVED, ids=[row[0][:60] for row in RESOLVED])
def test_resolves(marked: str, expected: list[tuple[str, str]]) -> None:
    cast, _ = read(marked)
    assert [(s.name, s.how) if s else None for s in cast.speakers] == expected


ROLES = [
    # the day is no part of the role
    ("Talks.\n\nOn Sunday [[presidential spokeswoman Mila Tresk]] said no.", "presidential spokeswoman"),
    # the office with its place
    ("Talks.\n\n[[Governor of Velmar Oblast Iryna Bellik]] said no.", "Governor of Velmar Oblast"),
    # a clause is no role
    ("Talks.\n\n[[Anna Keller, who heads the Tessin garrison,]] said no.", None),
    # whom the named speaks through, and what the named is of
    ("Talks.\n\n[[Mariele Dunst, speaking through an interpreter,]] said no.", None),
    ("Talks.\n\n[[Ludwig Hoeven, of the rival Order Party,]] said no.", None),
    # the title of whoever comes next
    ("Talks.\n\nIn a letter to Anna Keller, Foreign Minister David Stone said no. [[Keller]] left.", None),
]


@pytest.mark.parametrize(("marked", "role"), ROLES)
def test_roles_as_printed(marked: str, role: str | None) -> None:
    speaker = read(marked)[0].speakers[0]
    assert speaker is not None
    assert (speaker.role.text if speaker.role else None) == role


def test_a_company_by_its_last_word_is_no_person_whatever_a_model_takes_it_for() -> None:
    text = "Talks.\n\n[[Norvia Energy]] said no."
    cast, _ = read(text, names=(NameSpan(Span(8, 21), "person", 0.9),))
    assert cast.speakers[0] is not None
    assert (cast.speakers[0].name, cast.speakers[0].kind) == ("Norvia Energy", "organisation")


BODIES = [
    # a description whose every word stands in one body's name is that body, whatever verb follows
    ("Objection.\n\nThe Tarn County Board of Elections met. [[The board of elections]] on Monday rejected it.",
     ("Tarn County Board of Elections", "organisation")),
    # one word that opens a company's name is the company
    ("Shares fall.\n\nVelmor Pharmaceuticals International fell by a tenth. [[Velmor]] gave no reason.",
     ("Velmor Pharmaceuticals International", "organisation")),
    # a company misspelled by a letter is one company
    ("Shares fall.\n\nVelmor Pharmaceuticals Holdings fell. [[Velmor Pharmaceutical Holdings]] gave no reason.",
     ("Velmor Pharmaceuticals Holdings", "organisation")),
    # what a magazine is called beside its name is the magazine
    ("Recipes.\n\nBrisk Harbour magazine asked both. [[The magazine]] printed the answers.", ("Brisk Harbour", "organisation")),
    # described only: the fullest description, not the first nor the one that a pronoun owns
    ("Late.\n\nOrlova's mayoral campaign closed. The Orlova campaign said so. [[The campaign]] gave no date.",
     ("Orlova's mayoral campaign", "organisation")),
    # a preposition that opens the sentence is no part of a name
    ("Talks.\n\nBesides Ostran Energy, nobody came. [[Ostran Energy]] said so.", ("Ostran Energy", "organisation")),
    # the one body that ends in what stands alone, and the place before an outlet's name
    ("Trains.\n\nThe Tarn Incident Bureau met for nothing again. [[The Bureau]] said so.", ("Tarn Incident Bureau", "organisation")),
    ("Press.\n\nThe New York Daily Courier wrote. [[The Daily Courier]] said so.", ("New York Daily Courier", "organisation")),
    # a name that opens its sentence with words mostly printed small, printed so elsewhere
    ("Press.\n\nIt was in New Hampshire. [[New Hampshire Public Radio]] asked them about it.", ("New Hampshire Public Radio", "organisation")),
    # an outlet named like an office, its article in capitals
    ("Press.\n\nIt stood in The Advocate on Monday. [[The Advocate]] said so.", ("The Advocate", "organisation")),
    # whose body it is
    ("Docks.\n\n[[The National Dockers' Confederation]] said so.", ("National Dockers' Confederation", "organisation")),
    ("Deal.\n\n[[The buyer, the Teachers' Mutual,]] said so.", ("Teachers' Mutual", "organisation")),
    # the office of an officer
    ("Court.\n\nAnna Keller, the attorney general, came. [[The attorney general's office]] said so.",
     ("The attorney general's office", "organisation")),
    # what bodies have and people have not tells a body
    ("Sale.\n\nHalcyor's shares fell. Halcyor's chief technology officer, Anna Keller, came. [[Halcyor]] said so.",
     ("Halcyor", "organisation")),
    # two names joined by "&"
    ("Deal.\n\n[[Kestor & Wynde]] said so.", ("Kestor & Wynde", "organisation")),
    # a poll by whom it was made for, and no article for its name
    ("Vote.\n\n[[A poll for Lakeside Radio]] said so.", ("A poll for Lakeside Radio", "poll")),
    # an "and" inside the name of a body
    ("Shares.\n\nThe Ports and Harbours Commission met. [[The commission]] said so.", ("Ports and Harbours Commission", "organisation")),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), BODIES)
def test_bodies_by_name_and_description(marked: str, expected: tuple[str, str]) -> None:
    speaker = read(marked)[0].speakers[-1]
    assert speaker is not None
    assert (speaker.name, speaker.kind) == expected


NAMINGS = [
    # an epithet before a full name that stands alone elsewhere
    ("Tweets.\n\n“Crooked Anna Keller lost,” [[Tomas Brandt]] wrote. Anna Keller came. [[Keller]] said that it would fail.", "Anna Keller"),
    # what somebody is, in capitals at the head of a sentence, before a name of no known kind
    ("Jokes.\n\nComedian Xolani Ravkesh came. [[Comedian Xolani Ravkesh]] said that it would come to nothing.", "Xolani Ravkesh"),
    # the same with two words
    ("Song.\n\nIn the loft, [[Head Chorister Anna Blythe]] said that it would come to nothing.", "Anna Blythe"),
    ("Vote.\n\nBut [[Council Member Vikram Stolz]] said that it would come to nothing.", "Vikram Stolz"),
    # a clerical title, and what only honours it
    ("Sale.\n\n[[Canon Delphine Achterberg]] said that it would come to nothing.", "Delphine Achterberg"),
    ("Sale.\n\n[[The Dean, the Very Rev Crispin Oduya,]] said that it would come to nothing.", "Crispin Oduya"),
    # what somebody is, of what rank, behind the name: a signature
    ("Rail.\n\n“It would come to nothing.” - [[Tomas Abe, Chief Engineer]]", "Tomas Abe"),
    ("Rail.\n\n“It would come to nothing.” - [[Tomas Abe, Chief Executive Officer, Corvane Robotics]]", "Tomas Abe"),
    # an office that ends in "of the", and initials
    ("Sitting.\n\n[[Leader of the Opposition K. S. Thangam]] said no. [[Thangam]] left.", "K. S. Thangam"),
    # a state's whole name before its president's
    ("Talks.\n\nThe President of the Republic of Tarn Iskander Dolmas came. [[Iskander Dolmas]] said it again there.", "Iskander Dolmas"),
    # a word that opens the sentence, before a name known from elsewhere
    ("Rules.\n\nBruno Asheim came. In Asheim’s view it was wrong. [[Asheim]] said that it would come to nothing.", "Bruno Asheim"),
    # the slug of a news agency
    ("BRIEF-Solveig Maritime orders tugs\n\n[[Solveig Maritime]] said that it would come to nothing.", "Solveig Maritime"),
    # particles in small letters
    ("Shed.\n\nOne of whom, [[Fergal Mac an Rua]], said that it would come to nothing.", "Fergal Mac an Rua"),
    ("Shed.\n\n[[His predecessor, Cllr Siân ap Rhosyn,]] said that it would come to nothing.", "Siân ap Rhosyn"),
    ("Shed.\n\n[[Nasieku ole Parsimei, a member of the council of elders,]] said that it would come to nothing.", "Nasieku ole Parsimei"),
    # a given name of two parts
    ("Derby.\n\nIvo Brandt missed, and Jae-won Seol scored. [[Seol]] said that it would come to nothing.", "Jae-won Seol"),
    # letters decoded wrongly stay in the name
    ("Talks.\n\nEnrique PeÃ±a Soto came. [[PeÃ±a Soto]] said that it would come to nothing.", "Enrique PeÃ±a Soto"),
    # a member of parliament by the letters after the name
    ("Teeth.\n\n[[Demelza Rosk MP]] said that it would come to nothing.", "Demelza Rosk"),
    # retired, in brackets between rank and name
    ("Base.\n\n[[Rear Admiral (retired) Curtis Yablon, who commanded it,]] said that it would come to nothing.", "Curtis Yablon"),
    # an apposition that an article, a description or a title opens
    ("Urchins.\n\n[[Its author, the marine ecologist Dr Ingolf Saemund,]] said that it would come to nothing.", "Ingolf Saemund"),
    ("Flood.\n\n[[The Regional Commissioner, Mr Tomasi Ravu,]] said that it would come to nothing.", "Tomasi Ravu"),
    ("Flood.\n\n[[One of them, Opeti Niumata,]] said that it would come to nothing.", "Opeti Niumata"),
    ("Votes.\n\n[[Anna Keller's top rival, Sen. Bernd Stone of Tarn,]] said that it would come to nothing.", "Bernd Stone"),
    # the same, where the source ends before the name
    ("Urchins.\n\n[[Its author]], the marine ecologist Dr Ingolf Saemund, said that it would come to nothing.", "Ingolf Saemund"),
    # whoever is only called so
    ("Camp.\n\n[[A woman]] who gave her name as Umm Khadra said that it would come to nothing.", "Umm Khadra"),
    # "called" can be what somebody does
    ("Camp.\n\nAnna Keller came. [[One lawmaker]] called Anna Keller a liar.", "One lawmaker"),
    # an age that the article gives to somebody, and one that it gives to nobody
    ("Goal.\n\nJonas Lind, 29, scored. Rui Tavar watched. [[The 29-year-old]] said that it would come to nothing.", "Jonas Lind"),
    ("Goal.\n\nRui Tavar watched. Jonas Lind scored. [[The 29-year-old]] said that it would come to nothing.", "Jonas Lind"),
    # the labels of an interview
    ("Interview.\n\nWambui Castel paints.\n\n[[WC]]: We paint.", "Wambui Castel"),
    # "Jr." after the same name without it is somebody else
    ("Night.\n\nDonald J. Osterman spoke. Donald Osterman Jr. waved. [[Mr. Osterman]] said that it would come to nothing.", "Donald J. Osterman"),
    # a surname and a common word are nobody's name
    ("Fans.\n\nOsterman came on the Osterman Train. Osterman left. [[Osterman]] said that it would come to nothing.", "Osterman"),
    # a misspelled surname
    ("Post.\n\nElise Labotte came. [[Labotke]] said that it would come to nothing.", "Elise Labotte"),
    # somebody by their words
    ("Mail.\n\nAnna Keller wrote. [[Keller’s response]] was no.", "Anna Keller"),
    # one of those last meant
    ("Camp.\n\nTwo sources in the Ferrel camp doubted it. [[One]] said that it would come to nothing.", "Two sources"),
    # the clock of a live page
    ("Night.\n\n01.22 [[01.22 Two sources in the Ferrel camp]] said that it would come to nothing.", "Two sources in the Ferrel camp"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), NAMINGS, ids=[row[0][:60] for row in NAMINGS])
def test_named_in_full_and_nothing_more(marked: str, expected: str) -> None:
    speaker = read(marked)[0].speakers[-1]
    assert speaker is not None
    assert speaker.name == expected


NOBODYS = [
    # by whom, about whom, seen by whom: not who speaks
    ("War.\n\n[[Five soldiers and a doctor interviewed by Northern Wire]] said that it would come to nothing.", "group generic unnamed"),
    ("Leak.\n\n[[Documents seen by Anna Keller]] said that it would come to nothing.", "document"),
    ("Jobs.\n\n[[A projection by the consulting firm Oxton Economics]] said that it would come to nothing.", "document"),
    ("Race.\n\n[[Supporters of her rival, Sen. Bernd Stone,]] said that it would come to nothing.", "generic unnamed group"),
    # people of a sort, by a capital that only the sentence calls for
    ("Sea.\n\n[[Fishermen]] said that it would come to nothing.", "generic unnamed group"),
    ("Press.\n\n[[Editorialists]] said that it would come to nothing.", "group generic unnamed"),
    # an office in capitals
    ("Sea.\n\n[[The Regional Commissioner]] said that it would come to nothing.", "unnamed"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "kinds"), NOBODYS, ids=[row[0][:60] for row in NOBODYS])
def test_no_person_where_none_is_named(marked: str, kinds: str) -> None:
    speaker = read(marked)[0].speakers[-1]
    assert speaker is not None
    assert speaker.kind in kinds.split()


SEVERAL = [
    # as printed, from the first name to the last
    ("Race.\n\nAnna Keller and Bernd Stone came. [[Keller and Stone]] said that it would come to nothing.", "Anna Keller and Bernd Stone"),
    ("Race.\n\nBernd Stone came. Anna Keller left. [[Stone and Keller]] said that it would come to nothing.", "Stone and Keller"),
    # people with others who are not named
    ("Race.\n\nAnna Keller came. [[Keller and other ministers]] said that it would come to nothing.", "Keller and other ministers"),
    ("Race.\n\nAnna Keller came. [[She and her husband]] said that it would come to nothing.", "She and her husband"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), SEVERAL, ids=[row[0][-60:] for row in SEVERAL])
def test_several_as_printed(marked: str, expected: str) -> None:
    speaker = read(marked)[0].speakers[-1]
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (expected, "group")


def test_a_pronoun_before_the_source_tells_of_whom_the_sentence_speaks() -> None:
    cast, _ = read(
        "Actress unsure.\n\n[[Mila Tarnova]], the actress, said she would not vote.\n\n“I like them both,” [[she]] said.\n\n"
        "Asked about her own vote in the event that Clara Stone won, [[she]] said that it was too early."
    )
    assert [s.name if s else None for s in cast.speakers] == ["Mila Tarnova"] * 3


def test_a_headline_s_lawmaker_is_the_senator_named_in_the_text() -> None:
    cast, _ = read(
        "[[Lawmaker]] wants Orlova to resign.\n\nSen. Tomas Brandt said on Monday that Mayor Vera Orlova should resign."
        " Brandt, a senator from Tarn, gave no date."
    )
    assert cast.speakers[0] is not None
    assert cast.speakers[0].name == "Tomas Brandt"


def test_a_heading_that_runs_on_into_its_sentence_is_no_name() -> None:
    cast, _ = read("Week.\n\nWhom to watch: Orlova  The Harbour Board meets. Vera Orlova leads it. [[She]] said so.")
    assert cast.speakers[0] is not None
    assert cast.speakers[0].name == "Vera Orlova"


def test_a_description_left_standing_for_itself_is_less_sure_than_a_name() -> None:
    cast, _ = read("Deal.\n\nTomas Brandt bought it. [[Tomas Brandt]] said so. [[The financier]] said more.")
    named, described = cast.confidences
    assert named is not None
    assert described is not None
    assert described < named


def test_floating_quotation_goes_on_with_the_speaker_before() -> None:
    cast, _ = read("Talks.\n\n[[Tomas Brandt]] said no.\n\n[[]]“We stay here.”", floating=True)
    assert cast.speakers[1] is not None
    assert (cast.speakers[1].name, cast.speakers[1].how) == ("Tomas Brandt", "continuation")
    assert cast.speakers[0] is not None
    assert cast.speakers[0].key == cast.speakers[1].key


def test_source_shared_by_a_second_verb_is_borrowed() -> None:
    text = "Tomas Brandt said no, adding that all was well."
    source = (Span(0, 12),)
    found = (
        Found(source, (Span(13, 17),), (Span(18, 20),), "indirect"),
        Found(source, (Span(22, 28),), (Span(29, 46),), "indirect"),
    )
    cast = cast_of(Article("t", text), (), Extraction(found))
    assert [s.how for s in cast.speakers if s] == ["named", "elided"]


def test_a_word_that_opens_a_turn_is_nobody() -> None:
    cast, _ = read("[[MR FARROW]]: In 2019 I told my manager, and he said no.")
    assert [name for _, name in cast.names] == ["FARROW"]


RETOLD = [
    # the speaker says "I" of himself, so "he" is somebody else, the speaker named before or after
    ("Talks.\n\nRon Buckle left. Terry Oakes told us: “It spins. He always said, ‘Look after the lads.’”", "Terry Oakes", "Ron Buckle"),
    ("Talks.\n\nRon Buckle left. Bernd Stone came. “He told me, ‘Look after the lads,’ and I did,” Stone said.", "Stone", "Ron Buckle"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outer", "expected"), RETOLD)
def test_he_inside_a_quotation_is_not_who_speaks_it(text: str, outer: str, expected: str) -> None:
    start, end = text.index("“"), text.index("”") + 1
    inner, he = Span(text.index("‘"), text.index("’") + 1), text.index("He ")
    source = text.rindex(outer)
    found = [
        Found((Span(source, source + len(outer)),), (), (Span(start, end),), "direct", (Span(start + 1, end - 1),)),
        Found((Span(he, he + 2),), (), (inner,), "direct", within=0),
    ]
    cast = cast_of(Article("t", text), (Block(Span(0, 6), "headline"),), Extraction(tuple(found)))
    assert [one.name if one else None for one in cast.speakers][1] == expected


LABELS = [
    # an office as a label, after the only woman with a title: nobody whose turns stand under a name
    ("[[MS OKONJO]]: No.\n\n[[THE CHAIR]]: Yes.\n\n[[DR. HELENE AUBRY-KANE]]: May I?\n\n[[THE CHAIR]]: We will rise.",
     ["OKONJO", "THE CHAIR", "HELENE AUBRY-KANE", "THE CHAIR"]),
    # whoever is introduced with the office and has no turns under a name
    ("The witness, Dennis Pyle, was sworn.\n\n[[MS OKONJO]]: No.\n\n[[THE WITNESS]]: Yes.", ["OKONJO", "Dennis Pyle"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), LABELS)
def test_labels_of_turns(marked: str, expected: list[str]) -> None:
    cast, _ = read(marked, notes=("a turn of a transcript",))
    assert [one.name if one else None for one in cast.speakers] == expected


def test_first_floating_quotation_is_nobodys() -> None:
    cast, _ = read("Talks.\n\n[[]]“We stay here.”", floating=True)
    assert cast.speakers == (None,)
    assert cast.confidences == (None,)


def test_unnamed_source_keeps_its_words_number_and_anonymity() -> None:
    cast, text = read(
        "Talks.\n\n[[Two senior officials]], who spoke on condition of anonymity because talks go on, said no."
    )
    speaker = cast.speakers[0]
    assert speaker is not None
    assert (speaker.name, speaker.kind, speaker.number) == ("Two senior officials", "unnamed", 2)
    assert speaker.anonymity is not None
    assert speaker.anonymity.text == "spoke on condition of anonymity because talks go on"
    assert speaker.anonymity.span.of(text) == speaker.anonymity.text


def test_spokesman_speaks_for_somebody() -> None:
    cast, text = read("Talks.\n\n[[Harbour Ministry spokesman Ivo Petkov]] said no.")
    speaker = cast.speakers[0]
    assert speaker is not None
    assert speaker.behalf is not None
    assert speaker.role is not None
    assert (speaker.role.text, speaker.behalf.text, speaker.behalf.name) == (
        "Harbour Ministry spokesman", "Harbour Ministry", "Harbour Ministry",
    )  # fmt: skip
    assert speaker.behalf.span.of(text) == "Harbour Ministry"


def test_chain_ends_at_the_naming() -> None:
    cast, text = read("Talks.\n\n[[Tomas Brandt]] came and sat down. [[He]] left.")
    speaker, chain = cast.speakers[1], cast.chains[1]
    assert speaker is not None
    assert speaker.naming is not None
    assert speaker.naming.of(text) == "Tomas Brandt"
    assert chain
    assert chain[-1].span == speaker.naming
    assert all(step.rule for step in chain)


def test_names_a_model_found_decide_the_kind() -> None:
    marked = "Talks.\n\n[[Quorvane]] said no."
    span = Span(8, 16)
    assert read(marked, names=(NameSpan(span, "organisation", 0.99),))[0].speakers[0].kind == "organisation"  # type: ignore[union-attr]


_TEXTS = st.text(alphabet=st.sampled_from("Ab c.“”\"'’,;:()\n-ÄéTheMr.saidwho İ\x00\u202e"), max_size=300)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.lists(st.tuples(st.integers(0, 310), st.integers(0, 40)), max_size=6), st.booleans())
def test_any_text_any_spans(text: str, places: list[tuple[int, int]], floating: bool) -> None:
    found = tuple(
        Found((Span(s, s + n),) if n % 3 else (), (Span(s, s + 2),), (Span(s, s + n + 1),), "direct", floating=floating)
        for s, n in places
    )
    cast = cast_of(Article("t", text), (), Extraction(found))
    assert len(cast.speakers) == len(cast.confidences) == len(cast.chains) == len(found)
    for speaker, confidence in zip(cast.speakers, cast.confidences, strict=True):
        assert (speaker is None) == (confidence is None)
        if speaker is not None:
            assert speaker.name
            assert confidence is not None
            assert 0.0 <= confidence <= 1.0
            if speaker.naming is not None and speaker.kind != "group":
                assert "".join(speaker.naming.of(text).split()) == "".join(speaker.name.split())
    assert cast_of(Article("t", text), (), Extraction(found)) == cast
