"""A made set for putting people together across articles: invented people on invented beats, with traps.

    python eval/people_set.py

Sixty articles, six entities or so each, every entity a printed form of a known person. Traps: two people of one full
name (a mayor and a striker; two mayors), father and son told by a suffix, a married couple, brothers, initials,
transliterations, family name first, short forms, one person whose office changes, surname alone with and without a
role, an organisation and its acronym, and descriptions that are another one in each article ("the company", "police",
"Kell police"). Prints pairwise precision and recall. Nothing here is drawn from a corpus.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import combinations
from tempfile import TemporaryDirectory

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Phrase,
    Span,
    Speaker,
    attribution_id,
    text_hash,
)
from onrecord.record import open_store
from onrecord.resolution import resolve_document
from onrecord.resolve.names import fold
from onrecord.resolve.people import Seen, people, seen_id

# (person, kind, beat, printed forms: (name, aliases, role or None, weight))
Form = tuple[str, tuple[str, ...], str | None, int]
PEOPLE: list[tuple[str, str, str, list[Form]]] = [
    ("marrow-i", "person", "transport", [
        ("Ilda Marrow", ("Marrow",), "transport minister of Velland", 5), ("Ilda Marrow", (), None, 2),
        ("Marrow", (), "transport minister", 2), ("I. Marrow", (), "minister of transport", 1),
        ("Ilda Marrow", (), "former transport minister", 1)]),
    ("marrow-t", "person", "transport", [("Tobin Marrow", (), "shopkeeper", 2), ("Tobin Marrow", (), None, 1)]),
    ("hale-mayor", "person", "karsk", [("Daniel Hale", ("Hale",), "mayor of Karsk", 4), ("Dan Hale", (), "mayor of Karsk", 2),
        ("Daniel Hale", (), None, 1)]),
    ("hale-mayor-2", "person", "delm", [("Daniel Hale", ("Hale",), "mayor of Delm", 4), ("Daniel Hale", (), None, 1)]),
    ("hale-striker", "person", "football", [("Daniel Hale", ("Hale",), "Orrin Rovers striker", 4), ("Hale", (), "striker", 2)]),
    ("osk-sr", "person", "court", [("Peter Oskarson Sr.", (), "farmer", 2)]),
    ("osk-jr", "person", "court", [("Peter Oskarson Jr.", (), "pilot", 3)]),
    ("qassem", "person", "war", [
        ("Mohammed al-Qassem", ("al-Qassem",), "commander of the Northern Front", 3),
        ("Muhammad al-Qasem", (), "Northern Front commander", 3), ("al-Qassem", (), "commander of the Northern Front", 2)]),
    ("qassem-j", "person", "press", [("Mohammed al-Qassem", (), "journalist", 2)]),
    ("li", "person", "trade", [("Li Wenzhao", ("Li",), "trade envoy", 3), ("Wenzhao Li", (), "trade envoy", 2)]),
    ("li-s", "person", "science", [("Li Sanmei", ("Li",), "virologist", 3)]),
    ("dragan", "person", "war", [("Dragan Petrovich", ("Petrovich",), "defence minister of Ostrava Vale", 3),
        ("Dragan Petrovic", (), "defence minister", 3)]),
    ("vasko-b", "person", "delm", [("William Vasko", ("Vasko",), "senator", 3), ("Bill Vasko", (), "senator", 3),
        ("Sen. William Vasko", (), "senator", 2)]),
    ("vasko-h", "person", "delm", [("Helen Vasko", (), "candidate for governor", 3), ("Mrs. Helen Vasko", (), "candidate", 1)]),
    ("okon", "person", "health", [("Ngozi Okonjo-Bell", (), "chief nurse", 3), ("Dr. Ngozi Okonjo-Bell", (), "nurse", 2)]),
    ("adeyemi-1", "person", "football", [("Tunde Adeyemi", ("Adeyemi",), "Orrin Rovers coach", 4)]),
    ("adeyemi-2", "person", "football", [("Kunle Adeyemi", ("Adeyemi",), "Orrin Rovers winger", 4)]),
    ("ruiz", "person", "court", [("María Ruiz Cano", ("Ruiz",), "judge", 3), ("Maria Ruiz Cano", (), "judge", 2),
        ("Ruiz Cano", (), "judge", 1)]),
    ("ruiz-2", "person", "health", [("María Ruiz Peña", (), "surgeon", 3)]),
    ("de-vries", "person", "trade", [("Annelies de Vries", ("De Vries",), "chief economist of Harbour Bank", 3),
        ("A. de Vries", (), "Harbour Bank economist", 2)]),
    ("patel", "person", "science", [("Anjali Rao Patel", (), "climatologist", 3), ("Anjali Patel", (), "climatologist", 2)]),
    ("patel-m", "person", "transport", [("Anil Patel", (), "bus driver", 2)]),
    ("erdem", "person", "karsk", [("Yılmaz Erdem", ("Erdem",), "police inspector", 3), ("Yilmaz Erdem", (), "inspector", 2)]),
    ("thornby", "person", "press", [("Lord Thornby", ("Thornby",), None, 2), ("Lord Thornby", (), "peer", 2)]),
    ("ngata", "person", "farm", [("Hemi Ngata", ("Ngata",), "shepherd", 3), ("Hemi Ngata", (), "union leader", 1)]),
    ("rafc", "organisation", "football", [("Orrin Rovers", (), None, 4)]),
    ("nfc", "organisation", "war", [("Northern Front Council (NFC)", (), None, 3), ("NFC", (), None, 3),
        ("Northern Front Council", (), None, 2)]),
    ("hb", "organisation", "trade", [("Harbour Bank", (), None, 4)]),
    ("mot", "organisation", "transport", [("Ministry of Transport", (), None, 4), ("the Ministry of Transport", (), None, 1)]),
    ("moh", "organisation", "health", [("Ministry of Health", (), None, 4)]),
    ("port", "organisation", "trade", [("the Port Authority of Kell", (), None, 3), ("Port Authority of Kell", (), None, 2)]),
    ("wire", "organisation", "press", [("Reuters", (), None, 4)]),
    ("gov", "organisation", "karsk", [("the Velland government", (), None, 3), ("The Velland government", (), None, 2)]),
]  # fmt: skip
NOBODY: list[tuple[str, str]] = [
    ("The company", "organisation"), ("the company", "organisation"), ("police", "organisation"),
    ("Police", "organisation"), ("officials", "group"), ("Local residents", "group"), ("residents", "organisation"),
    ("the ministry", "organisation"), ("The Ministry", "organisation"), ("the court", "organisation"),
    ("a spokesman", "person"), ("A spokesman", "person"), ("the minister", "person"), ("The Prime Minister", "person"),
    ("Kell police", "organisation"), ("a Harbour Bank spokesman", "person"), ("the survey", "poll"),
    ("the mayor of Karsk", "person"), ("the ministry's letter", "document"),
]  # fmt: skip
"""Printed words that stand for somebody else in each article."""
BEATS = ("transport", "karsk", "delm", "football", "court", "war", "press", "trade", "science", "health")


def made(seed: int = 5, articles: int = 60) -> tuple[list[Seen], dict[str, str]]:
    """The entities of the made articles, and the person that each of them is."""
    rng = random.Random(seed)
    seen: list[Seen] = []
    truth: dict[str, str] = {}
    for number in range(articles):
        beat = BEATS[number % len(BEATS)]
        local = [one for one in PEOPLE if one[2] == beat]
        guests = rng.sample([one for one in PEOPLE if one[2] != beat], 3)
        chosen = rng.sample(local, min(len(local), 4)) + guests
        picked = [(who, kind, rng.choices(forms, [form[3] for form in forms])[0]) for who, kind, _, forms in chosen]
        nobody = rng.sample(NOBODY, 3)
        picked += [(f"{name}, article {number}", kind, (name, (), None, 1)) for name, kind in nobody]
        article = f"made-{number:02}"
        names = frozenset(fold(form[0]) for _, _, form in picked)
        used: set[str] = set()
        for who, kind, (name, aliases, role, _) in picked:
            key = seen_id(article, name)
            if key in used:  # one article never prints two people under one and the same form here
                continue
            used.add(key)
            roles = (role,) if role else ()
            seen.append(Seen(key, article, name, kind, aliases, roles, f"outlet {number % 7}", None, names))
            truth[key] = who
    return seen, truth


def measure(seed: int = 5) -> dict[str, float]:
    """All entities put together at once."""
    seen, truth = made(seed)
    found = people(seen)
    cluster = {one: number for number, group in enumerate(found.clusters) for one in group}
    return {**_told(truth, cluster), "left to judge": len(found.candidates)}


def measure_in_record(seed: int = 5) -> dict[str, float]:
    """The same entities as a record puts them together: each report when it is added, compared with what is held."""
    seen, truth = made(seed)
    cluster: dict[str, int] = {}
    with TemporaryDirectory() as folder, open_store(f"{folder}/people.sqlite", create=True) as store:
        for article in dict.fromkeys(one.article for one in seen):
            document = report(article, [one for one in seen if one.article == article])
            store.add(document)
            resolve_document(store.db, document)
        for article, name, entity in store.db.rows(
            "SELECT article.name, name.name, mention.entity_id FROM mention JOIN name ON name.id = mention.name_id"
            " JOIN revision ON revision.id = mention.revision_id JOIN article ON article.id = revision.article_id"
        ):
            cluster[seen_id(article, name)] = entity
    return _told(truth, cluster)


def report(article: str, speakers: Sequence[Seen]) -> Document:
    """A report in which each of them says something of their own."""
    text = ""
    made: list[tuple[Seen, Span, Span, Span | None]] = []
    for number, one in enumerate(speakers):
        content = Span(len(text), len(text) + len(words := f"“{article} has sentence {number} of nobody else”"))
        naming = Span(content.end + 7, content.end + 7 + len(one.name))
        text += f"{words}, said {one.name}"
        role = Span(len(text) + 2, len(text) + 2 + len(one.roles[0])) if one.roles else None
        text += (f", {one.roles[0]}" if role else "") + ".\n"
        made.append((one, content, naming, role))
    attributions = tuple(
        Attribution(
            id=attribution_id(text_hash(text), (content,)), quotation="direct", source=(naming,),
            cue=(Span(content.end + 2, content.end + 6),), content=(content,),
            verbatim=(Span(content.start + 1, content.end - 1),), insertions=(),
            speaker=Speaker(one.name, one.kind, naming, "named", one.id,  # type: ignore[arg-type]
                            role=Phrase(role.of(text), role) if role else None),
            addressee=None, occasion=None, when=None, mode="speech", act="STATE", commitment="asserted", repeats=None,
            notes=(), confidence=Confidence(0.9, 0.9),
        )
        for one, content, naming, role in made
    )  # fmt: skip
    return Document(
        Article(article, text, outlet=speakers[0].outlet), (Block(Span(0, len(text)), "body"),), attributions
    )


def _told(truth: dict[str, str], cluster: dict[str, int]) -> dict[str, float]:
    """Pairwise precision and recall of the clusters over all pairs of entities of different articles."""
    right = wrong = missed = 0
    for a, b in combinations(sorted(truth), 2):
        same, joined = truth[a] == truth[b], cluster[a] == cluster[b]
        right += same and joined
        wrong += joined and not same
        missed += same and not joined
    return {
        "articles": len({one.partition("#")[0] for one in truth}),
        "mentions": len(truth),
        "precision": round(right / (right + wrong), 4),
        "recall": round(right / (right + missed), 4),
    }


if __name__ == "__main__":
    for seed in (5, 6, 7):
        print(json.dumps({"seed": seed, "at once": measure(seed), "in a record": measure_in_record(seed)}))
