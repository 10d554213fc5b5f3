"""Quotations to check, made from articles whose statements are known: clean ones and tampered ones.

Every function takes a seeded `random.Random` and gives an `Item`, or None where there is nothing to tamper with.
What is expected is set by how the item was made, never by what the check says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Said:
    """One quotation of an article: the words inside the marks, who said them, and its paragraph's place."""

    words: str
    speaker: str | None
    article: str
    paragraph: int


@dataclass(frozen=True)
class Item:
    kind: str
    quote: str
    speaker: str | None
    expected: tuple[str, ...]
    """Verdicts that are right."""
    altered: str | None = None
    """The contract kind that an altered quotation must name."""
    article: str = ""
    original: str = ""


CLEAN = ("verbatim", "reformatted", "elided")
_MODALS = ("will", "would", "can", "could", "may", "might", "must", "should")
_AUX = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|has|have|had|must|may|might|do|does|did)\b(?!n't|n’t| not)"
)
_NOT = re.compile(r" (?:not|never)\b|n['’]t\b")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w.,]*\d)")
_WORDS = {"two": "three", "three": "four", "four": "six", "five": "nine", "six": "eight", "seven": "eleven",
          "eight": "ten", "nine": "seven", "ten": "twelve", "eleven": "nine", "twelve": "fifteen",
          "twenty": "thirty", "thirty": "forty", "forty": "sixty", "fifty": "eighty", "million": "billion",
          "billion": "million", "hundred": "thousand", "thousand": "hundred"}  # fmt: skip
_UNITS = {"percent": "percentage points", "per cent": "percentage points", "miles": "kilometres", "kilometres": "miles",
          "dollars": "euros", "euros": "dollars", "hours": "days", "days": "weeks", "weeks": "months",
          "months": "years",
          "years": "months", "minutes": "hours", "tonnes": "kilograms", "tons": "pounds", "metres": "feet",
          "feet": "metres",
          "litres": "gallons", "degrees": "percent", "%": " percentage points"}  # fmt: skip
_SCALES = {"hundred", "thousand", "million", "billion", "percent", "dollars", "euros"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NAMES = ("Okonjo", "Brandt", "Kestrel", "Velland", "Tarnov", "Ushkan", "Petrosyan", "Abubakar", "Lindqvist", "Morrow")
_OTHERS = ("window", "harbour", "quickly", "painted", "careful", "garden", "reason", "letters", "finished", "strange",
           "winter", "carried", "silver", "answer", "honest", "cheaper", "louder", "machine", "promise",
           "forgotten")  # fmt: skip


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"‘'])", text) if part.strip()]


def bare(text: str) -> str:
    return text.strip().strip('"“”„').strip().rstrip(",;:").strip()


def _made(kind: str, said: Said, quote: str | None, expected: Iterable[str], altered: str | None = None) -> Item | None:
    if quote is None or (bare(quote) == bare(said.words) and kind != "whole"):
        return None
    return Item(kind, bare(quote), said.speaker, tuple(expected), altered, said.article, said.words)


# Clean -----------------------------------------------------------------------------------------------------------


def whole(said: Said, rng: random.Random) -> Item | None:
    return _made("whole", said, said.words, CLEAN)


def cut(said: Said, rng: random.Random) -> Item | None:
    words = said.words.split()
    if len(words) < 8:
        return None
    size = rng.randint(5, len(words) - 2)
    start = rng.randint(0, len(words) - size)
    if _SCALES & {word.strip(".,") for word in words[start : start + 1] + words[start + size : start + size + 1]}:
        return None  # a number cut in two is another number
    return _made("cut", said, " ".join(words[start : start + size]), CLEAN)


def reformatted(said: Said, rng: random.Random) -> Item | None:
    manners: list[Callable[[str], str]] = [
        str.lower, str.upper,
        lambda t: t.replace("’", "'").replace("“", '"').replace("”", '"').replace("—", " - "),
        lambda t: re.sub(r"[.,;:!?—–-]+(?=\s|$)", "", t),
        lambda t: t.replace("'", "’").replace(" - ", " — ").replace("—", " – "),
        lambda t: "“" + t.strip(",") + "”",
    ]  # fmt: skip
    return _made("reformatted", said, rng.choice(manners)(said.words), CLEAN)


_FORMS = [
    ("do not", "don't"), ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"), ("are not", "aren't"),
    ("was not", "wasn't"), ("cannot", "can't"), ("will not", "won't"), ("would not", "wouldn't"), ("it is", "it's"),
    ("I am", "I'm"), ("we are", "we're"), ("they are", "they're"), ("you are", "you're"), ("we will", "we'll"),
    ("I have", "I've"), ("we have", "we've"), ("going to", "gonna"), ("color", "colour"), ("labor", "labour"),
    ("honor", "honour"), ("center", "centre"), ("defense", "defence"), ("realize", "realise"),
    ("recognize", "recognise"),
    ("organize", "organise"), ("program ", "programme "), ("percent", "per cent"), ("two", "2"), ("three", "3"),
    ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"), ("nine", "9"), ("ten", "10"),
    ("twenty", "20"), ("twelve", "12"), ("thirty", "30"), ("forty", "40"), ("ninety", "90"), ("U.S.", "US"),
    ("$1 million", "one million dollars"), ("okay", "OK"), ("toward ", "towards "), ("favor", "favour"),
]  # fmt: skip


def form(said: Said, rng: random.Random) -> Item | None:
    """Spelling, contractions, numerals and filler words: form, not alteration."""
    text = said.words.replace("’", "'")
    options = []
    for one, other in _FORMS:
        for left, right in ((one, other), (other, one)):
            edge = r"(?<![\w$'.,-])" + re.escape(left) + (r"(?![\w',.-]*\w)" if left[-1].isalnum() else "")
            if re.search(edge, text):
                options.append(re.sub(edge, right, text, count=1))
    parts = text.split()
    if len(parts) > 8:
        at = rng.choice([k for k in range(2, len(parts) - 1) if parts[k].strip(".,") not in _SCALES])
        options.append(" ".join([*parts[:at], rng.choice(["um,", "uh,", "er,"]), *parts[at:]]))
    return _made("form", said, rng.choice(options), CLEAN) if options else None


def elided(said: Said, rng: random.Random) -> Item | None:
    long = [one for one in sentences(said.words) if len(one.split()) >= 10]
    if not long:
        return None
    words = rng.choice(long).split()
    start = rng.randint(3, len(words) - 6)
    size = rng.randint(2, len(words) - start - 3)
    left_out = {word.strip(".,").lower() for word in words[start : start + size]}
    if left_out & {"not", "never", "no"} or any("n't" in word or "n’t" in word for word in left_out):
        return None  # leaving out a negation is not honest
    if _SCALES & {word.strip(".,") for word in (words[start], words[start + size])}:
        return None
    mark = rng.choice(["...", "…", " ... ", "[...]", ". . ."])
    return _made("elided", said, " ".join([*words[:start], mark, *words[start + size :]]), CLEAN)


def bracketed(said: Said, rng: random.Random) -> Item | None:
    words = said.words.split()
    places = [
        k for k, word in enumerate(words) if word.lower() in {"it", "he", "she", "they", "them", "him", "this", "we"}
    ]
    if rng.random() < 0.5 and places:
        words[rng.choice(places)] = rng.choice(["[the minister]", "[the company]", "[the bill]", "[the council]"])
        return _made("bracketed", said, " ".join(words), CLEAN)
    if rng.random() < 0.4 and words[0][0].isupper() and words[0][1:2].islower():
        words[0] = f"[{words[0][0].lower()}]{words[0][1:]}"
    else:
        words.insert(
            rng.randint(1, len(words) - 1), rng.choice(["[the council]", "[in Karvan]", "[sic]", "[last year]"])
        )
    return _made("bracketed", said, " ".join(words), CLEAN)


# Tampered --------------------------------------------------------------------------------------------------------


def negation(said: Said, rng: random.Random) -> Item | None:
    text = said.words
    if _NOT.search(text) and rng.random() < 0.6:
        found = rng.choice(list(_NOT.finditer(text)))
        before = text[: found.start()]
        if found.group().startswith("n") and before.endswith((" ca", " wo")):
            before = before[:-2] + ("can" if before.endswith("ca") else "will")
        return _made("negation", said, before + text[found.end() :], ("altered",), "negation")
    places = list(_AUX.finditer(text))
    if not places:
        return None
    found = rng.choice(places)
    return _made("negation", said, f"{text[: found.end()]} not{text[found.end() :]}", ("altered",), "negation")


def number(said: Said, rng: random.Random) -> Item | None:
    text = said.words
    places = list(_NUMBER.finditer(text))
    spelled = [m for m in re.finditer(r"\b[a-z]+\b", text) if m.group() in _WORDS]
    if not places and not spelled:
        return None
    found = rng.choice([*places, *spelled])
    if found in spelled:
        new = _WORDS[found.group()]
    else:
        digits = found.group().replace(",", "")
        value = float(digits) + rng.choice([1, 2, 3, 7, 10])
        new = f"{value:.1f}" if "." in digits else str(int(value))
    return _made("number", said, text[: found.start()] + new + text[found.end() :], ("altered",), "number")


def unit(said: Said, rng: random.Random) -> Item | None:
    text = said.words
    numbers = rf"(?:\d|\b(?:{'|'.join(_WORDS)}))"
    for old in rng.sample(sorted(_UNITS), len(_UNITS)):
        found = re.search(numbers + r"[\d,.]*[ -]?" + re.escape(old) + r"(?![a-z])", text)
        if found:
            changed = found.group().removesuffix(old) + _UNITS[old]
            return _made("unit", said, text.replace(found.group(), changed, 1), ("altered",), "number")
    return None


def date(said: Said, rng: random.Random) -> Item | None:
    text = said.words
    for names in (DAYS, MONTHS):
        for name in names:
            if re.search(rf"\b{name}\b", text):
                other = rng.choice([one for one in names if one != name])
                return _made("date", said, re.sub(rf"\b{name}\b", other, text, count=1), ("altered",), "number")
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if year:
        other = str(int(year.group()) + rng.choice([-3, -1, 1, 2]))
        return _made("date", said, text[: year.start()] + other + text[year.end() :], ("altered",), "number")
    return None


def name(said: Said, rng: random.Random) -> Item | None:
    text = said.words
    skipped = {*DAYS, *MONTHS, "May", "I", "God", "Mr", "Mrs", "Ms", "Dr", "U"}
    places = [
        m for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?(?![\w'’]| [A-Z])", text)
        if m.group() not in skipped
    ]  # fmt: skip
    if not places:
        return None
    found = rng.choice(places)
    new = rng.choice([one for one in _NAMES if one not in text])
    return _made("name", said, text[: found.start()] + new + text[found.end() :], ("altered",), "name")


def modal(said: Said, rng: random.Random) -> Item | None:
    places = [m for m in re.finditer(r"\b[a-z]+\b(?!['’])", said.words) if m.group() in _MODALS]
    if not places:
        return None
    found = rng.choice(places)
    far = {"will": "may", "would": "could", "can": "must", "could": "would", "may": "will", "might": "must",
           "must": "may", "should": "could"}  # fmt: skip
    return _made(
        "modal",
        said,
        said.words[: found.start()] + far[found.group()] + said.words[found.end() :],
        ("altered",),
        "word",
    )


def word(said: Said, rng: random.Random) -> Item | None:
    inserted = [m.span() for m in re.finditer(r"\[[^\]]*\]", said.words)]
    ruled = {*_WORDS, *_MODALS, "never", "nothing", "nobody", "without", "today", "tomorrow", "year", "years"}
    units = {part for unit in _UNITS for part in unit.split()}
    places = [
        m for m in re.finditer(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])", said.words)
        if m.group() not in ruled | units
        and not any(a <= m.start() < b for a, b in inserted)
        and not re.search(r"[\d$]\S*\s*$", said.words[: m.start()])
    ]  # fmt: skip
    if not places:
        return None
    found = rng.choice(places)
    new = rng.choice([one for one in _OTHERS if one not in said.words])
    return _made("word", said, said.words[: found.start()] + new + said.words[found.end() :], ("altered",), "word")


def splice(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    far = [
        one for one in others
        if one.article == said.article and abs(one.paragraph - said.paragraph) > 1 and len(one.words.split()) >= 6
    ]  # fmt: skip
    if not far:
        return None
    second = rng.choice(far)
    if rng.random() < 0.5:
        quote = f"{bare(sentences(said.words)[0]).rstrip('.!?')}. {bare(sentences(second.words)[-1])}"
    else:
        left, right = said.words.split(), second.words.split()
        quote = " ".join([*left[: max(5, len(left) // 2)], *right[-max(5, len(right) // 2) :]])
    if len(sentences(said.words)[0].split()) < 4 or len(sentences(second.words)[-1].split()) < 4:
        return None
    return _made("splice", said, quote, ("spliced",))


def ellipsis(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    """Half of one sentence and half of another, made into one by an ellipsis."""
    pool = [one for one in sentences(said.words) if len(one.split()) >= 8]
    if len(pool) >= 2 and rng.random() < 0.6:
        first, second = pool[0], pool[-1]
    else:
        far = [one for one in others if one.article == said.article and abs(one.paragraph - said.paragraph) > 1]
        more = [part for one in far for part in sentences(one.words) if len(part.split()) >= 8]
        if not pool or not more:
            return None
        first, second = pool[0], rng.choice(more)
    left, right = first.split(), second.split()
    quote = " ".join([*left[: max(4, len(left) // 2)], "...", *right[-max(4, len(right) // 2) :]])
    return _made("ellipsis", said, quote, ("spliced",))


def other_speaker(said: Said, people: list[str], rng: random.Random) -> Item | None:
    if said.speaker is None:
        return None
    mine = set(re.findall(r"\w+", said.speaker.lower()))
    pool = [one for one in people if not mine & set(re.findall(r"\w+", one.lower()))]
    if not pool:
        return None
    return Item("other-speaker", bare(said.words), rng.choice(pool), ("other-speaker",), None, said.article, said.words)


def absent(said: Said, rng: random.Random) -> Item | None:
    """The same words in an order nobody used, mixed with others: not in the record."""
    words = re.findall(r"[a-z']{3,}", said.words.lower())
    if len(words) < 8:
        return None
    mixed = [*rng.sample(words, len(words) // 2), *rng.sample(_OTHERS, min(len(_OTHERS), len(words) // 2))]
    rng.shuffle(mixed)
    return _made("absent", said, " ".join(mixed).capitalize(), ("not-found",))


CLEAN_MANNERS = {
    "whole": whole,
    "cut": cut,
    "reformatted": reformatted,
    "form": form,
    "elided": elided,
    "bracketed": bracketed,
}
ALONE = {"negation": negation, "number": number, "unit": unit, "date": date, "name": name, "modal": modal, "word": word,
         "absent": absent}  # fmt: skip
PAIRED = {"splice": splice, "ellipsis": ellipsis}


def made(
    quotations: list[Said], indirect: list[Said], people: dict[str, list[str]], *, seed: int, most: int
) -> Iterator[Item]:
    """Up to ``most`` items a kind, over all quotations in a random order, several seeds where there are few of them."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str, str | None]] = set()
    everybody = sorted({one for names in people.values() for one in names})
    for turn in range(40):
        rng = random.Random(seed * 1000 + turn)
        for said in rng.sample(quotations, len(quotations)):
            if len(said.words.split()) < 6:
                continue
            tries = [(kind, make(said, rng)) for kind, make in CLEAN_MANNERS.items()]
            if "[" not in said.words:  # what stands in brackets is not the speaker's, and changing it is another matter
                part = cut(said, rng) if turn else None
                base = replace(said, words=part.quote) if part else said
                tries += [(kind, make(base, rng)) for kind, make in ALONE.items()]
            tries += [(kind, make(said, quotations, rng)) for kind, make in PAIRED.items()]
            pool = people.get(said.article, []) if rng.random() < 0.5 else everybody
            tries.append(("other-speaker", other_speaker(said, pool, rng)))
            yield from _fresh(tries, counts, seen, most)
        for said in rng.sample(indirect, len(indirect)):
            words = said.words.split()
            if len(words) >= 6:
                start = rng.randint(0, len(words) - 6) if turn else 0
                size = rng.randint(6, len(words) - start) if turn else len(words)
                part = bare(" ".join(words[start : start + size]))
                item = Item("paraphrase", part, said.speaker, ("paraphrase",), None, said.article, said.words)
                yield from _fresh([("paraphrase", item)], counts, seen, most)


def _fresh(
    tries: list[tuple[str, Item | None]], counts: dict[str, int], seen: set[tuple[str, str, str | None]], most: int
) -> Iterator[Item]:
    for kind, item in tries:
        if item is None or counts.get(kind, 0) >= most or len(item.quote.split()) < 4:
            continue
        if (kind, item.quote, item.speaker) in seen:
            continue
        seen.add((kind, item.quote, item.speaker))
        counts[kind] = counts.get(kind, 0) + 1
        yield item
