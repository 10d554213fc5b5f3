# ruff: noqa: E501 - tables of ways stand on one line
"""A third set of ways to check and to tamper: what another person's generator would think of.

Bare typing without any punctuation, headline capitals, other marks, round brackets, "that" ahead of the words, speakers by
surname, title and initial; "not" and n't in odd places, names that change places, one function word, a year, a sign of money,
a word at the very edge, both kinds at once; quotations of articles that were never put into the record.
Expected is what the item was made to be, never what the check says. docs/check.md has the figures before and after mending. `check_corpus.py --kinds third --outside FILE` runs it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from check_tamper import DAYS, MONTHS, Item, Said, bare, sentences
from check_third_clean import CLEAN_WAYS_3, CUES, DENIAL, PEOPLE, SCALED, Way, made_item, part_of, swap

_SMALL = frozenset("a an the of to in on for and but or at by with is".split())
_VERBS = (
    "think",
    "know",
    "want",
    "believe",
    "see",
    "need",
    "like",
    "support",
    "remember",
    "expect",
    "agree",
    "care",
    "trust",
)
_AUX = re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should|will|can)\b(?!n't| not| never)")
_NT = {"will": "won't", "can": "can't"}
_SWAPPED = {"he": "she", "she": "he", "they": "we", "we": "they", "I": "you", "my": "his", "our": "their", "his": "her",
            "and": "or", "the": "an", "in": "outside", "from": "to", "before": "after", "more": "fewer",
            "was": "is", "were": "are", "is": "was", "are": "were", "all": "most", "always": "usually",
            "people": "soldiers", "this": "every"}  # fmt: skip
_WRONG = (
    "teapots",
    "brightly",
    "lantern",
    "bicycle",
    "orchestra",
    "seldom",
    "purple",
    "librarian",
    "velvet",
    "upstairs",
)
_LANDS = ("Lithuania", "Botswana", "Uruguay", "Vermont", "Osaka", "Leipzig", "Tasmania", "Ghana")


# Tampered -------------------------------------------------------------------------------------------------------------


def negation(said: Said, rng: random.Random) -> Item | None:
    text = (part_of(said, rng) or "").replace("’", "'")
    ways: list[str] = []
    ways += [
        swap(text, m, f"{m.group(1)}not ")
        for m in re.finditer(rf"\b((?:I|we|they|you) )(?={'|'.join(_VERBS)}\b)", text)
    ]
    ways += [
        swap(text, m, f"{m.group(1)} {rng.choice(['don', 'didn'])}'t")
        for m in re.finditer(rf"\b(I|we|they|you)(?= (?:{'|'.join(_VERBS)})\b)", text)
    ]
    for m in _AUX.finditer(text):
        ways.append(swap(text, m, _NT.get(m.group(1), m.group(1) + "n't")))
        ways.append(swap(text, m, m.group(1) + rng.choice([" never", " hardly", " no longer", " not"])))
    ways += [
        swap(text, m, m.group(1))
        for m in re.finditer(r"\b(is|are|was|were|do|does|did|has|have|would|could|should)n't\b", text)
    ]
    ways += [
        swap(text, m, {"won't": "will", "can't": "can", "cannot": "can"}[m.group()])
        for m in re.finditer(r"\b(?:won't|can't|cannot)\b", text)
    ]
    ways += [swap(text, m, "") for m in re.finditer(r"\b(?:not|never) (?=[a-z])", text)]
    ways += [swap(text, m, rng.choice(["a", "every", "some"])) for m in re.finditer(r"\bno\b(?= [a-z])", text)]
    ways += [swap(text, m, new) for old, new in (("nothing", "something"), ("nobody", "somebody"), ("none", "all"), ("never", "often"),
             ("without", "with"), ("always", "never"), ("everyone", "no one"), ("neither", "both")) for m in re.finditer(rf"\b{old}\b", text)]  # fmt: skip
    return made_item("negation", said, rng.choice(ways), ("altered",), "negation") if ways else None


def number(said: Said, rng: random.Random) -> Item | None:
    text = part_of(said, rng) or ""
    ways: list[str] = []
    for m in re.finditer(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?(?![\w.,/-]*\d)", text):
        old = m.group().rstrip(",")
        plain = old.replace(",", "")
        new = [plain + ("5" if "." in plain else "0"), plain[::-1] if plain.isdigit() and plain[::-1] != plain and plain[-1] != "0" else plain + "7",
               str(int(float(plain)) + 1), str(int(float(plain)) * 2 + 1), "several"]  # fmt: skip
        ways += [swap(text, m, one + m.group()[len(old) :]) for one in new]
    worded = {"two": "seven", "three": "4", "four": "forty", "five": "15", "six": "seven", "ten": "eleven", "first": "fifth", "half": "most",
              "dozens": "thousands", "twice": "once", "million": "hundred", "third": "fourth", "double": "half", "couple": "dozen"}  # fmt: skip
    ways += [
        swap(text, m, new) for old, new in worded.items() for m in re.finditer(rf"(?<![\w-]){old}(?![\w'’-])", text)
    ]
    return made_item("number", said, rng.choice(ways), ("altered",), "number") if ways else None


def unit(said: Said, rng: random.Random) -> Item | None:
    text = part_of(said, rng, 5) or ""
    ways = [swap(text, m, new) for old, new in ((r"(?<=\d)%|(?<=\d) percent", " percentage points"), (r"\$(?=\d)", "€"), (r"\$(?=\d)", "£"),
            (r"(?<=\d )million", "billion"), (r"(?<=\d )billion", "million"), (r"(?<=\d )years", "months"), (r"(?<=\d )days", "weeks"),
            (r"(?<=\d )miles", "kilometers"), (r"(?<=\d )hours", "minutes"), (r"(?<=\d )people", "percent"),
            (r"(?<=two )years", "weeks"), (r"(?<=four |nine )years", "days"), (r"(?<=three )years", "months"))
            for m in re.finditer(old, text)]  # fmt: skip
    return made_item("unit", said, rng.choice(ways), ("altered",), "number") if ways else None


def date(said: Said, rng: random.Random) -> Item | None:
    text = part_of(said, rng, 5) or ""
    ways: list[str] = []
    for names in (DAYS, MONTHS):
        ways += [
            swap(text, m, rng.choice([n for n in names if n != m.group()]))
            for m in re.finditer(rf"\b(?:{'|'.join(names)})\b", text)
        ]
    ways += [
        swap(text, m, str(int(m.group()) + rng.choice([-20, -1, 2, 8])))
        for m in re.finditer(r"(?<![\d$,.-])(?:19|20)\d\d(?![\d,]|s\b)", text)
    ]
    return made_item("date", said, rng.choice(ways), ("altered",), "number") if ways else None


def _names(text: str) -> list[re.Match[str]]:
    shut = {*DAYS, *MONTHS, "May", "God", "Mr", "Mrs", "Ms", "Dr", "Yes"}
    return [
        m
        for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b", text)
        if not shut & set(m.group().split())
    ]


def name(said: Said, rng: random.Random) -> Item | None:
    text = part_of(said, rng) or ""
    found = _names(text)
    if not found:
        return None
    one = rng.choice(found)
    new = rng.choice(PEOPLE if " " in one.group() or rng.random() < 0.5 else _LANDS)
    made = swap(text, one, new)
    return made_item("name", said, made.lower() if rng.random() < 0.15 else made, ("altered",), "name")


def names_swapped(said: Said, rng: random.Random) -> Item | None:
    """Two names of one sentence change places."""
    for text in rng.sample(sentences(said.words), len(sentences(said.words))):
        found = _names(text)
        if len(found) >= 2 and found[0].group() != found[-1].group() and len(text.split()) >= 6:
            a, b = found[0], found[-1]
            made = text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]
            return made_item("names swapped", said, made, ("altered",), "name")
    return None


def word(said: Said, rng: random.Random) -> Item | None:
    """One word of another sense, a pronoun or a function word; anywhere, the edges too."""
    text = part_of(said, rng, 7) or ""
    words = text.split()
    way = rng.random()
    if way < 0.4:
        found = [
            m
            for m in re.finditer(rf"(?<![\w'’-])(?:{'|'.join(_SWAPPED)})(?![\w'’-])", text)
            if m.start() or m.group() != "I"
        ]
        if not found:
            return None
        one = rng.choice(found)
        return made_item("word", said, swap(text, one, _SWAPPED[one.group()]), ("altered",))
    plain = [k for k, w in enumerate(words) if re.fullmatch(r"[a-z]{4,}", w) and not DENIAL.search(w) and not SCALED.search(w)
             and w not in ("three", "four", "five", "seven", "eight", "nine", "half", "years", "days", "week", "today", "year", "could", "would", "should", "will", "might", "must")]  # fmt: skip
    if not plain:
        return None
    k = rng.choice(plain)
    words[k] = rng.choice(_WRONG)
    return made_item("word", said, " ".join(words), ("altered",), "word")


def edge_word(said: Said, rng: random.Random) -> Item | None:
    """The last word or the first but one exchanged."""
    part = bare(part_of(said, rng, 7) or "").rstrip(".!?")
    words = part.split()
    if len(words) < 7:
        return None
    k = len(words) - 1 if rng.random() < 0.6 else 1
    if not re.fullmatch(r"[a-z]{4,}", words[k]) or SCALED.search(words[k]) or DENIAL.search(words[k]):
        return None
    words[k] = rng.choice(_WRONG)
    return made_item("edge word", said, " ".join(words), ("altered",))


def dropped(said: Said, rng: random.Random) -> Item | None:
    """A telling word left out without a mark."""
    words = (part_of(said, rng, 8) or "").split()
    inner = [k for k in range(2, len(words) - 2) if re.fullmatch(r"[a-z]{5,}", words[k]) and not SCALED.search(words[k])
             and not DENIAL.search(words[k]) and words[k] not in ("never", "really", "actually", "their", "there", "about", "would", "could", "should")]  # fmt: skip
    if not inner:
        return None
    k = rng.choice(inner)
    return made_item("dropped", said, " ".join([*words[:k], *words[k + 1 :]]), ("altered",))


def added(said: Said, rng: random.Random) -> Item | None:
    words = (part_of(said, rng, 7) or "").split()
    if len(words) < 7:
        return None
    k = rng.randint(2, len(words) - 2)
    if SCALED.search(words[k - 1]) or SCALED.search(words[k]):
        return None
    extra = rng.choice(["only", "reportedly", "certainly", "foolish", "again", "perhaps", "immediately", "so-called"])
    return made_item("added", said, " ".join([*words[:k], extra, *words[k:]]), ("altered",))


def twice(said: Said, rng: random.Random) -> Item | None:
    """Two changes at once: a word, and a denial or a name."""
    first = word(said, rng)
    if first is None:
        return None
    changed = Said(first.quote, said.speaker, said.article, said.paragraph)
    second = (negation if rng.random() < 0.5 else name)(changed, rng)
    if second is None or len(second.quote.split()) < 10:
        return None
    return Item("two changes", second.quote, said.speaker, ("altered",), second.altered, said.article, said.words)


def modal(said: Said, rng: random.Random) -> Item | None:
    text = part_of(said, rng) or ""
    both = {
        "will": "might",
        "would": "should",
        "can": "will",
        "could": "can",
        "should": "may",
        "must": "could",
        "may": "will",
        "might": "must",
    }
    found = list(re.finditer(rf"(?<![\w'’-])(?:{'|'.join(both)})(?!\w|n['’]t|['’])", text))
    if not found:
        return None
    one = rng.choice(found)
    return made_item("modal", said, swap(text, one, both[one.group()]), ("altered",), "word")


def spliced(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    """Half of a sentence and half of one said elsewhere; in one article or in two; with or without a mark."""
    near = rng.random() < 0.6
    pool = [one for one in others if (one.article == said.article) == near and one.words != said.words
            and not (near and abs(one.paragraph - said.paragraph) < 2) and len(one.words.split()) >= 10]  # fmt: skip
    if not pool or len(said.words.split()) < 10:
        return None
    other = rng.choice(pool)
    left, right = rng.choice(sentences(said.words)).split(), rng.choice(sentences(other.words)).split()
    if len(left) < 6 or len(right) < 6:
        return None
    if set(left) & set(right) - _SMALL and " ".join(right[-5:]) in said.words:
        return None
    glue = rng.choice([" ", " ", " ... ", ", "])
    head = left[: rng.randint(5, max(5, min(9, len(left))))]
    tail = right[-rng.randint(5, max(5, min(9, len(right)))) :]
    return made_item("spliced", said, bare(" ".join(head)) + glue + " ".join(tail), ("spliced",))


def backwards(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    """Two sentences of one article in the other order, as if said in one breath."""
    later = [one for one in others if one.article == said.article and one.paragraph - said.paragraph >= 2]
    if not later:
        return None
    first, second = rng.choice(sentences(rng.choice(later).words)), rng.choice(sentences(said.words))
    if min(len(first.split()), len(second.split())) < 6:
        return None
    return made_item("backwards", said, f"{bare(first).rstrip('.!?')}. {bare(second)}", ("spliced",))


def other_speaker(said: Said, people: list[str], rng: random.Random) -> Item | None:
    if said.speaker is None or len(said.words.split()) < 6:
        return None
    mine = set(said.speaker.lower().split())
    pool = [one for one in people if not mine & set(one.lower().split())]
    who = rng.choice(pool) if pool and rng.random() < 0.6 else rng.choice(PEOPLE)
    first, last = who.split()[0], who.split()[-1]
    asked = rng.choice([who, last, f"{rng.choice(CUES)} {last}", f"{first[0]}. {last}", who.lower()])
    return Item("other speaker", bare(said.words), asked, ("other-speaker",), None, said.article, said.words)


_TAMPER: dict[str, Way] = {
    "negation": negation, "number": number, "unit": unit, "date": date, "name": name, "names swapped": names_swapped, "word": word,
    "edge word": edge_word, "dropped": dropped, "added": added, "two changes": twice, "modal": modal,
}  # fmt: skip


def third(
    quotations: list[Said],
    indirect: list[Said],
    people: dict[str, list[str]],
    *,
    seed: int,
    most: int,
    outside: list[Said] | None = None,
) -> Iterator[Item]:
    """Up to ``most`` items a kind; ``outside`` are quotations of articles that are not in the record."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str, str | None]] = set()

    def new(item: Item | None) -> bool:
        if item is None or counts.get(item.kind, 0) >= most or len(item.quote.split()) < 4:
            return False
        if (key := (item.kind, item.quote, item.speaker)) in seen:
            return False
        seen.add(key)
        counts[item.kind] = counts.get(item.kind, 0) + 1
        return True

    for turn in range(15):
        rng = random.Random(f"third {seed} {turn}")
        for said in rng.sample(quotations, len(quotations)):
            if len(said.words.split()) < 5:
                continue
            tries = [make(said, rng) for make in CLEAN_WAYS_3.values()]
            if "[" not in said.words and "(" not in said.words:
                tries += [make(said, rng) for make in _TAMPER.values()]
            tries += [spliced(said, quotations, rng), backwards(said, quotations, rng)]
            tries.append(other_speaker(said, people.get(said.article, []), rng))
            yield from (item for item in tries if item is not None and new(item))
        for said in rng.sample(indirect, len(indirect)):
            item = _lent(said, rng)
            if item is not None and new(item):
                yield item
        for said in rng.sample(outside or [], len(outside or [])):
            part = part_of(said, rng, 6)
            item = part and Item("not in it", bare(part), said.speaker, ("not-found",), None, said.article, said.words)
            if item and new(item):
                yield item


def _lent(said: Said, rng: random.Random) -> Item | None:
    """The outlet's words inside marks: all of them, or a run of them; with "that" as printed."""
    words = said.words.split()
    if len(words) < 7:
        return None
    size = len(words) if rng.random() < 0.4 else rng.randint(6, len(words))
    start = rng.randint(0, len(words) - size)
    text = bare(" ".join(words[start : start + size]))
    return Item(
        "paraphrase",
        rng.choice([text, f"“{text}.”", text.lower()]),
        said.speaker,
        ("paraphrase",),
        None,
        said.article,
        said.words,
    )
