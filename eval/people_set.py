"""A made set for putting people together across articles: invented people on invented beats, with traps.

    python eval/people_set.py

Sixty articles, six entities or so each, every entity a printed form of a known person. Traps: two people of one full
name (a mayor and a striker; two mayors), father and son told by a suffix, a married couple, brothers, initials,
transliterations, family name first, short forms, one person whose office changes, surname alone with and without a
role, an organisation and its acronym. Prints pairwise precision and recall. Nothing here is drawn from a corpus.
"""

from __future__ import annotations

import json
import random
from itertools import combinations

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
]  # fmt: skip
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
    """Pairwise precision and recall of the clusters over all pairs of entities of different articles."""
    seen, truth = made(seed)
    found = people(seen)
    cluster = {one: number for number, group in enumerate(found.clusters) for one in group}
    right = wrong = missed = 0
    for a, b in combinations(sorted(truth), 2):
        same, joined = truth[a] == truth[b], cluster[a] == cluster[b]
        right += same and joined
        wrong += joined and not same
        missed += same and not joined
    return {
        "articles": len({one.article for one in seen}),
        "mentions": len(seen),
        "precision": round(right / (right + wrong), 4),
        "recall": round(right / (right + missed), 4),
        "left to judge": len(found.candidates),
    }


if __name__ == "__main__":
    for seed in (5, 6, 7):
        print(json.dumps({"seed": seed, **measure(seed)}))
