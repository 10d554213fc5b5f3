"""Words for made and rewritten texts: names of people and places from everywhere, roles, bodies, claims, sayings.

People, places and bodies are invented or too common to point at anybody.
"""

from __future__ import annotations

FIRST = """Amara Tomasz Ingrid Luis Farah Kwame Yuki Mehmet Olga Sanjay Niamh Pierre Aisha Viktor Leila Joao Sven Mina
Ravi Elena Hassan Chloe Dmitri Fatima Giulia Ahmed Katarina Jin Rosa Abdul Marta Tunde Helga Omar Priya Stefan Zainab
Andrei Carmen Bjorn Nadia Malik Agnes Hiroshi Zofia Idris Pilar Rasheed Eleni Mwangi Simone Arash Beatriz Conor Dilnoza
Emeka Freya Goran Hanna Ibrahim Jelena Kofi Lucia Matteo Ngozi Oskar Parisa Quentin Rania Sunita Thabo Ulrike Vesna
Wanjiru Xavier Yasmin Zoltan Gareth Siobhan Nigel Tamsin Alasdair Mei Hyun Thanh Lan Putri Budi""".split()

LAST = """Okafor Lindqvist Moreau Haddad Novak Castellanos Petrov Yamada Ferrari Nguyen Kowalczyk Mensah Rahimi Schultz
O'Dwyer Papadakis Silva Kaya Eriksen Tanaka Bhatt Zielinski Morales Duarte Karimi Halvorsen Abernathy Wachira Ivanova
Sokolov Demir Lombardi Vasquez Ndiaye Hoang Tiwari Fitzgerald Marchetti Kruger Baptiste Rezaei Aguilar Jovanovic
Lehtinen Achterberg Szabo Bakker Adeyemi Qureshi Chaudhry Mahmoud Benali Traore Kim Park Zhao Liang Sato Ito Weiss
Brandt Fischer Dubois Laurent Rossi Greco Horvat Kovac Popescu Dragan Hughes Pritchard Cartwright Whitlock Ashdown
MacLeish Thornbury Al-Masri bin-Salim Abdi Warsame Chikwanha Dlamini Mokoena Sithole van-Rijn De-Witt Saint-Cyr""".split()

PLACES = """Velmora Karst Ostrava Bellhaven Tarsk Lindholm Nuvola Pelagia Dunmarrow Kestrova Almira Sorrento Quillan
Harrowgate Zembla Marovia Tansley Port-Elias Drenovac Ashkelan Kirrin Valdoria Norheim Sandovia Estrana Belmarsh
Calloway Ravensk Ullapool Montclair Orsova Tirana Lagosta Weststrand Eastmere Arendal Kalmar Tulcea Mirabad""".split()

PARTIES = """Liberal Conservatives Greens Labour Centrists Socialists Nationalists Unionists Federalists Progressives
Agrarian Populists""".split()

ROLES = [
    "foreign minister",
    "prime minister",
    "president",
    "mayor of <PLACE>",
    "police chief",
    "defence minister",
    "head coach",
    "captain",
    "chief executive of <ORG>",
    "a spokesman for <ORG>",
    "a spokeswoman for <ORG>",
    "professor of economics at <ORG>",
    "director of <ORG>",
    "a resident of <PLACE>",
    "the lead author of the study",
    "governor of <PLACE>",
    "an analyst at <ORG>",
    "a nurse at <ORG>",
    "ambassador to <PLACE>",
    "the club's manager",
    "chief scientist at <ORG>",
    "a lawyer for the family",
    "fire chief",
    "a farmer near <PLACE>",
    "the judge",
    "commander of the border force",
    "head of the teachers' union",
    "a senior official",
    "secretary-general of <ORG>",
    "chairwoman of the committee",
    "a shop owner",
    "deputy interior minister",
    "the striker",
    "a marine biologist",
]

TITLES = [
    "Foreign Minister",
    "Prime Minister",
    "President",
    "Mayor",
    "Police Chief",
    "Defence Minister",
    "Coach",
    "Captain",
    "Governor",
    "Professor",
    "Dr.",
    "Judge",
    "Ambassador",
    "General",
    "Senator",
    "Inspector",
    "Sheikh",
    "Bishop",
    "Commander",
    "Colonel",
    "Sir",
    "Dame",
    "Lord",
    "Minister",
    "Deputy Minister",
    "Chancellor",
    "Councillor",
]

ORGS = [
    "the Velmora Institute",
    "Norheim Bank",
    "the Interior Ministry",
    "Karst Rail",
    "the National Weather Service",
    "the Harbour Authority",
    "Tansley University",
    "the Farmers' League",
    "the Relief Agency",
    "Bellhaven Hospital",
    "Orsova Steel",
    "the Football Federation",
    "the central bank",
    "the Coast Guard",
    "the Foreign Ministry",
    "the Electoral Commission",
    "Arendal Energy",
    "the Health Department",
    "the Free Press Union",
    "Kestrova FC",
    "the Court of Appeal",
    "the Space Agency",
    "Quillan Motors",
    "the Red Lantern Society",
    "the opposition",
]

OUTLETS = [
    "state television",
    "the Daily Ledger",
    "the news agency",
    "local radio",
    "the Evening Courier",
    "Channel Nine",
    "the Norheim Post",
    "the Morning Star of Karst",
    "public broadcaster VTV",
    "the agency",
]

UNNAMED = [
    "a senior official",
    "two diplomats",
    "officials",
    "police",
    "witnesses",
    "residents",
    "the ministry",
    "sources",
    "the company",
    "the government",
    "a person familiar with the talks",
    "organisers",
    "prosecutors",
    "doctors",
    "researchers",
    "the report",
    "a statement",
    "the army",
    "aid workers",
    "the union",
    "the airline",
    "analysts",
    "the plaintiffs",
    "his lawyer",
    "her family",
    "the study",
    "local media",
    "fans",
    "rebels",
    "the survey",
]

PRONOUNS = ["he", "she", "they"]

SAY = ["said", "says", "added", "told", "explained", "noted", "insisted", "warned", "stressed", "claimed", "stated"]

SAY_THAT = """said says added explained noted insisted warned stressed claimed stated announced confirmed argued
reported acknowledged conceded maintained underlined emphasised reiterated declared denied predicted
recalled suggested complained admitted promised revealed testified""".split()

THINK_THAT = """believes believed thinks thought hopes hoped fears feared expects expected concluded knew
doubts felt assumes suspects""".split()

WANT_TO = """wants plans hopes intends promised refused agreed offered pledged vowed threatened decided""".split()

SUBJECTS = [
    "the bridge",
    "the new law",
    "the ceasefire",
    "the vaccine",
    "the team",
    "the budget",
    "the ferry",
    "the strike",
    "the dam",
    "the agreement",
    "the merger",
    "inflation",
    "the attack",
    "the border crossing",
    "the satellite",
    "the investigation",
    "the school",
    "the storm",
    "the election",
    "the shipment",
    "the ban",
    "the reactor",
    "the tunnel",
    "the drug",
    "the harvest",
    "the talks",
    "the verdict",
    "the pipeline",
    "the hospital",
    "the deal",
    "the airport",
    "the convoy",
    "the court's ruling",
    "the museum",
    "the species",
    "the glacier",
    "the striker",
]

PREDICATES = [
    "would stay closed until spring",
    "had failed",
    "was not ready",
    "could cost thousands of jobs",
    "must be respected",
    "would be signed next week",
    "had been delayed",
    "was a violation of international law",
    "needed more time",
    "would begin in March",
    "had left at least 12 people dead",
    "was worse than expected",
    "is safe",
    "is over",
    "will not change anything",
    "has to be paid for",
    "should never have been approved",
    "was working normally",
    "would be reviewed by an independent panel",
    "had broken down",
    "may spread to other regions",
    "was unfair",
    "had nothing to do with the accident",
    "remains the only way out",
    "was the best in years",
    "was going well",
    "would cut emissions by a third",
    "had been targeted twice",
    "could be repaired within days",
    "was a mistake",
]

TAILS = [
    "",
    "",
    "",
    "",
    " because of the cold",
    " despite the protests",
    " after weeks of talks",
    " in the north",
    " if the rain goes on",
    " according to plan",
    " for the first time in 20 years",
    " without warning",
    " in spite of the sanctions",
    " before the summer",
    " when the results come in",
    " by the end of the year",
]

QUOTES = [
    "We will not leave until the last house is rebuilt",
    "It was the longest night of my life",
    "There is no reason to panic",
    "I have nothing to hide",
    "This is a matter of simple justice",
    "We played well and deserved to win",
    "Nobody told us that the water was rising",
    "The numbers speak for themselves",
    "I would do it again",
    "Our patience is not without limits",
    "We are ready to talk, but not at any price",
    "They took everything we had",
    "It makes no sense at all",
    "We have asked for help three times",
    "I did not see the train coming",
    "The market will decide",
    "Every delay costs lives",
    "You cannot build peace on lies",
    "We found traces of it in all the samples",
    "It is too early to say what caused the fire",
    "My children ask me every day when we are going home",
    "I am proud of these players",
    "We will appeal",
    "The door remains open",
    "This decision is final",
    "Let me be clear: we have no plans to sell",
    "What happened here must not be forgotten",
    "It is a disgrace",
    "If they come back, we will be waiting",
    "The evidence does not support that claim",
    "I was wrong",
    "Our prices have not gone up since last year",
    "There was smoke everywhere and people were screaming",
    "The enemy will pay for this",
    "That is not what was agreed",
    "We had no choice",
    "No one is above the law",
    "He was a good man and a better neighbour",
    "These are the worst figures we have ever seen",
    "We're not done yet",
    "It's a small step, but it's a step",
    "Don't believe everything you read",
    "I can't comment on that",
]

FILLERS = [
    "The harbour was quiet on <DAY>.",
    "Shops reopened in <PLACE> after two weeks.",
    "Talks began in <PLACE> in May.",
    "The match ended 2-1.",
    "Shares of the company fell 4 percent.",
    "The trial lasted six weeks.",
    "About 300 people live in the valley.",
    "Rain is forecast for the weekend.",
    "The road to <PLACE> is closed.",
    "<NAME> was born in <PLACE> and studied law.",
    "The vote is due on <DAY>.",
    "Rescue teams worked through the night.",
    'The so-called "quiet zone" covers ten square miles.',
    'Her novel "The Salt Road" came out in 2012.',
    'The song "Winter Light" reached number one.',
    "The army lost two vehicles.",
    "The two countries share a river.",
    "<ORG> employs 4,000 people.",
    "The film opens on <DAY>.",
    "It was the third accident this year.",
    "The museum holds 20,000 works.",
    "The plane landed safely.",
    "Nobody was hurt.",
    "Prices rose in June.",
]

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

ADDRESSEES = [
    "reporters",
    "journalists",
    "lawmakers",
    "a news conference",
    "parliament",
    "the Security Council",
    "supporters",
    "the court",
    "local radio",
    "<OUTLET>",
    "the BBC",
    "a rally in <PLACE>",
    "shareholders",
    "his team",
    "our reporter",
]

OCCASIONS = [
    "in a letter to <ADDRESSEE>",
    "in a statement",
    "at a press conference in <PLACE>",
    "in an interview with <OUTLET>",
    "in a post on social media",
    "during a visit to <PLACE>",
    "at a rally on <DAY>",
    "in a speech to <ADDRESSEE>",
    "in a televised address",
    "on <DAY>",
    "late on <DAY>",
    "after the meeting",
    "by telephone",
    "in an open letter",
]
