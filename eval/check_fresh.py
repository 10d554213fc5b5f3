"""A second set of ways to tamper with a quotation, written apart from the rules and from check_tamper.py.

They were written, run once and reported before any rule was mended on them (docs/check.md has both figures). What is
expected is set by how an item was made, never by what the check says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from check_tamper import CLEAN, DAYS, MONTHS, Item, Said, bare, sentences

CASED = re.compile(r"\b[A-Z][a-z]{2,}\b")
_SHUT = frozenset("The This That These Those There They Then When What Who Why How And But Because Yes You Your She His Her "
                  "Its Our Their Mr Mrs Ms Dr God Not For From With Well Now Here Let Look Again All Some Many Most".split())  # fmt: skip
RELATIVE = {"yesterday": "today", "today": "tomorrow", "tomorrow": "yesterday", "tonight": "tomorrow",
            "last week": "last month", "last year": "next year", "this year": "last year", "next year": "this year",
            "last month": "last week", "this week": "last week", "next week": "next month"}  # fmt: skip
COUNTS = {"two": "five", "three": "ten", "four": "three", "five": "two", "six": "sixteen", "seven": "seventy",
          "eight": "three", "nine": "six", "ten": "a hundred", "first": "second", "second": "third", "third": "fourth",
          "half": "a third", "dozens": "hundreds", "hundreds": "thousands", "thousands": "millions",
          "millions": "billions", "million": "thousand", "billion": "trillion", "trillion": "billion",
          "twice": "three times", "double": "triple"}  # fmt: skip
UNITS = [("$", "€"), ("percent", "percentage points"), ("per cent", "percentage points"), ("%", " points"),
         ("million", "billion"), ("years", "weeks"), ("months", "days"), ("weeks", "years"), ("days", "hours"),
         ("hours", "minutes"), ("minutes", "seconds"), ("miles", "yards"), ("feet", "inches"), ("pounds", "ounces"),
         ("dollars", "pounds"), ("cents", "dollars"), ("acres", "hectares"), ("degrees", "percent")]  # fmt: skip
MODALS = {"will": "should", "would": "will", "can": "may", "could": "should", "may": "must", "might": "will",
          "must": "can", "should": "must", "shall": "might"}  # fmt: skip
PHRASES = {"have to": "get to", "has to": "wants to", "going to": "hoping to", "need to": "want to",
           "able to": "supposed to"}  # fmt: skip
TURNED = {"good": "bad", "great": "terrible", "more": "less", "less": "more", "always": "often", "better": "worse",
          "best": "worst", "all": "some", "every": "any", "before": "after", "after": "before", "with": "against",
          "for": "against", "against": "for", "right": "wrong", "wrong": "right", "big": "small",
          "high": "low", "people": "voters", "country": "party", "think": "know", "believe": "hope", "want": "need",
          "strong": "weak", "many": "few", "very": "hardly", "say": "deny", "work": "fight", "money": "power",
          "help": "hurt", "women": "men", "men": "women", "win": "lose", "love": "hate", "open": "close"}  # fmt: skip
ADVERBS = ("completely", "allegedly", "barely", "secretly", "deliberately", "largely", "rarely", "illegally")
SPELT = {"favor": "favour", "honor": "honour", "labor": "labour", "center": "centre", "defense": "defence",
         "realize": "realise", "recognize": "recognise", "organization": "organisation", "program": "programme",
         "color": "colour", "neighbor": "neighbour", "behavior": "behaviour", "offense": "offence", "traveled": "travelled",
         "canceled": "cancelled", "toward": "towards", "gray": "grey", "criticize": "criticise", "theater": "theatre",
         "endeavor": "endeavour", "judgment": "judgement", "apologize": "apologise", "emphasize": "emphasise",
         "license": "licence", "skeptical": "sceptical", "percent": "per cent"}  # fmt: skip
SHORT = {"do not": "don't", "does not": "doesn't", "did not": "didn't", "is not": "isn't", "are not": "aren't",
         "was not": "wasn't", "were not": "weren't", "cannot": "can't", "will not": "won't", "would not": "wouldn't",
         "should not": "shouldn't", "could not": "couldn't", "have not": "haven't", "has not": "hasn't", "it is": "it's",
         "that is": "that's", "there is": "there's", "I am": "I'm", "we are": "we're", "they are": "they're",
         "you are": "you're", "I have": "I've", "we have": "we've", "they have": "they've", "I will": "I'll",
         "we will": "we'll", "they will": "they'll", "he is": "he's", "she is": "she's", "going to": "gonna",
         "want to": "wanna"}  # fmt: skip
DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
          "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
          "forty": "40", "fifty": "50", "hundred": "100"}  # fmt: skip
OTHER_NAMES = (
    "Vasquez",
    "Lindqvist",
    "Okafor",
    "Harbison",
    "Petrov",
    "Nakamura",
    "Delacroix",
    "Whitlock",
    "Osei",
    "Brandvold",
)
OTHER_PLACES = ("Paraguay", "Estonia", "Zambia", "Nebraska", "Toronto", "Lisbon", "Mongolia", "Brisbane")
STRANGERS = ("Ingrid Brandvold", "Kwame Osei", "Pilar Delacroix", "Toshi Nakamura", "Edmund Whitlock", "Yevgeny Petrov")


def _item(kind: str, said: Said, quote: str, expected: tuple[str, ...], altered: str | None = None) -> Item | None:
    if bare(quote) == bare(said.words) and kind not in ("as printed", "other speaker"):
        return None
    return Item(kind, bare(quote), said.speaker, expected, altered, said.article, said.words)


def _swap(text: str, old: re.Match[str], new: str) -> str:
    return text[: old.start()] + new + text[old.end() :]


def _any(text: str, words: object, rng: random.Random) -> re.Match[str] | None:
    ordered = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    found = list(re.finditer(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, ordered))})(?![\w'’-])", text))
    return rng.choice(found) if found else None


# Clean ----------------------------------------------------------------------------------------------------------------


def as_printed(said: Said, rng: random.Random) -> Item | None:
    part = rng.choice([said.words, *sentences(said.words)])
    return _item("as printed", said, part, CLEAN) if len(part.split()) >= 5 else None


def first_words(said: Said, rng: random.Random) -> Item | None:
    """The beginning or the end of a quotation, as headlines and tweets have it."""
    words = said.words.split()
    if len(words) < 12:
        return None
    size = rng.randint(6, 10)
    part = words[:size] if rng.random() < 0.5 else words[-size:]
    if {part[0].lower(), part[-1].lower().strip(".,")} & {"not", "hundred", "million", "billion", "percent", "point"}:
        return None
    return _item("short cut", said, " ".join(part), CLEAN)


def spelling(said: Said, rng: random.Random) -> Item | None:
    both = {**SPELT, **{new: old for old, new in SPELT.items()}}
    found = _any(said.words, both, rng)
    return _item("spelling", said, _swap(said.words, found, both[found.group()]), CLEAN) if found else None


def contraction(said: Said, rng: random.Random) -> Item | None:
    text = said.words.replace("’", "'")
    both = {**SHORT, **{new: old for old, new in SHORT.items()}}
    found = _any(text, both, rng)
    return _item("contraction", said, _swap(text, found, both[found.group()]), CLEAN) if found else None


def filler(said: Said, rng: random.Random) -> Item | None:
    words = said.words.split()
    if len(words) < 8:
        return None
    at = rng.randint(1, len(words) - 2)
    if re.search(r"\d$|hundred$|thousand$", words[at - 1]):
        return None
    if rng.random() < 0.5:
        word = rng.choice(["uh,", "um,", "er,", "uh —", "erm,"])
        return _item("filler", said, " ".join([*words[:at], word, *words[at:]]), CLEAN)
    word = rng.choice(["Well,", "You know,", "I mean,", "So,", "Look,"])
    return _item("filler", said, f"{word} {said.words}", CLEAN)


def numeral(said: Said, rng: random.Random) -> Item | None:
    both = {**DIGITS, **{new: old for old, new in DIGITS.items()}}
    found = _any(said.words, [one for one in both if one not in ("one", "hundred", "100")], rng)
    if not found or re.search(r"[\d$€£]\s*$|hundred $|thousand $|-$", said.words[: found.start()]):
        return None
    rest = said.words[found.end() :]
    if re.match(r"[.,:]\d|\s*(?:hundred|thousand|million|billion|o'clock|percent|%)|-", rest):
        return None
    return _item("numeral", said, _swap(said.words, found, both[found.group()]), CLEAN)


def honest_gap(said: Said, rng: random.Random) -> Item | None:
    """An aside or a clause between commas left out, with a mark for it."""
    for found in re.finditer(r", ([^,.;!?—]{8,60}),(?!\d)", said.words):
        if not re.search(r"\b(?:not|never|no|nor|without|but|unless|if)\b|n['’]t", found.group()):
            mark = rng.choice([" ... ", " … ", " [...] ", "... "])
            return _item("honest gap", said, _swap(said.words, found, mark), CLEAN)
    return None


def explained(said: Said, rng: random.Random) -> Item | None:
    """A pronoun explained in brackets: kept beside it, or put in its place."""
    found = _any(said.words, ["he", "she", "they", "it", "him", "them", "we", "this"], rng)
    if not found or "[" in said.words:
        return None
    note = rng.choice(["[the senator]", "[her opponent]", "[the treaty]", "[the officers]"])
    return _item(
        "insertion", said, _swap(said.words, found, note if rng.random() < 0.5 else f"{found.group()} {note}"), CLEAN
    )


# Tampered -------------------------------------------------------------------------------------------------------------


def negation(said: Said, rng: random.Random) -> Item | None:
    text = said.words.replace("’", "'")
    tries: list[Callable[[], str | None]] = [
        lambda: _flip(text, r"\bnever\b", "always", rng),
        lambda: _flip(text, r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|do|does|did)\b(?! not|n't)", None, rng),
        lambda: _flip(text, r" not\b", "", rng),
        lambda: _flip(text, r"(?<=\b(?:is|do|as|re|id|ld|ve))n't\b", "", rng),
        lambda: _flip(text, r"\bno\b(?= [a-z])", "some", rng),
        lambda: _flip(text, r"\bnobody\b|\bno one\b", "everybody", rng),
        lambda: _flip(text, r"\bnothing\b", "everything", rng),
        lambda: _flip(text, r"\bwithout\b", "with", rng),
        lambda: _flip(text, r"\b(?:I|we|they|he|she)\b(?= [a-z]+ed\b)", "+never", rng),
    ]  # fmt: skip
    rng.shuffle(tries)
    for one in tries:
        made = one()
        if made:
            return _item("negation", said, made, ("altered",), "negation")
    return None


def _flip(text: str, pattern: str, new: str | None, rng: random.Random) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    one = rng.choice(found)
    if new is None:
        return _swap(text, one, one.group() + rng.choice([" not", " never", " no longer"]))
    return _swap(text, one, f"{one.group()} {new[1:]}" if new.startswith("+") else new)


def number(said: Said, rng: random.Random) -> Item | None:
    digits = list(re.finditer(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w.,]*\d)", said.words))
    worded = _any(said.words, COUNTS, rng)
    if digits and (worded is None or rng.random() < 0.7):
        found = rng.choice(digits)
        old = found.group()
        ways = [old + "0" if "." not in old and "," not in old else "", str(int(float(old.replace(",", "")) * 3) + 1),
                old[1] + old[0] + old[2:] if len(old) > 1 and old[:2].isdigit() and old[0] != old[1] and old[1] != "0" else ""]  # fmt: skip
        return _item(
            "number", said, _swap(said.words, found, rng.choice([one for one in ways if one])), ("altered",), "number"
        )
    if worded:
        return _item("number", said, _swap(said.words, worded, COUNTS[worded.group()]), ("altered",), "number")
    return None


def unit(said: Said, rng: random.Random) -> Item | None:
    ways = []
    for old, new in UNITS:
        pattern = r"(\$)\d" if old == "$" else r"\d(%)" if old == "%" else \
            rf"(?:\d[ -]|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve) )({old})\b"  # fmt: skip
        ways += [(found.span(1), new) for found in re.finditer(pattern, said.words)]
    if not ways:
        return None
    (start, end), new = rng.choice(ways)
    return _item("unit", said, said.words[:start] + new + said.words[end:], ("altered",), "number")


def date(said: Said, rng: random.Random) -> Item | None:
    found = _any(said.words, [*DAYS, *MONTHS, *RELATIVE], rng)
    year = list(re.finditer(r"(?<![\d$,])(?:19|20)\d\d(?![\d,])", said.words))
    if year and (not found or rng.random() < 0.4):
        one = rng.choice(year)
        return _item(
            "date",
            said,
            _swap(said.words, one, str(int(one.group()) + rng.choice([-10, -4, 1, 4]))),
            ("altered",),
            "number",
        )
    if not found:
        return None
    old = found.group()
    names = DAYS if old in DAYS else MONTHS if old in MONTHS else None
    new = rng.choice([one for one in names if one != old]) if names else RELATIVE[old]
    return _item("date", said, _swap(said.words, found, new), ("altered",), None if names is None else "number")


def name(said: Said, rng: random.Random) -> Item | None:
    """Another surname, place or set of initials in the place of the one said; not at a sentence's beginning."""
    places = [m for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b(?!['’-])", said.words)
              if m.group() not in {*_SHUT, *DAYS, *MONTHS, "May", "American", "Americans"}]  # fmt: skip
    initials = list(re.finditer(r"(?<=[a-z,] )[A-Z]{3,4}\b", said.words))
    if initials and (not places or rng.random() < 0.3):
        return _item(
            "name",
            said,
            _swap(said.words, rng.choice(initials), rng.choice(["NASA", "UNHCR", "OPEC"])),
            ("altered",),
            "name",
        )
    if not places:
        return None
    new = rng.choice(OTHER_PLACES if rng.random() < 0.4 else OTHER_NAMES)
    return _item("name", said, _swap(said.words, rng.choice(places), new), ("altered",), "name")


def modal(said: Said, rng: random.Random) -> Item | None:
    both = {**MODALS, **PHRASES}
    found = _any(said.words, both, rng)
    if not found or said.words[found.start() - 4 : found.start()] in (" US ", " in "):
        return None
    return _item("modal", said, _swap(said.words, found, both[found.group()]), ("altered",), "word")


def one_word(said: Said, rng: random.Random) -> Item | None:
    """One word turned round, put in, or dropped without a mark, in a quotation as long as it comes."""
    way = rng.random()
    words = said.words.split()
    if way < 0.5:
        found = _any(said.words, TURNED, rng)
        return (
            _item("one word", said, _swap(said.words, found, TURNED[found.group()]), ("altered",), "word")
            if found
            else None
        )
    inner = [k for k in range(2, len(words) - 2) if re.fullmatch(r"[a-z]{4,}", words[k]) and words[k] not in COUNTS]
    if not inner:
        return None
    at = rng.choice(inner)
    if way < 0.75:
        return _item("one word", said, " ".join([*words[:at], rng.choice(ADVERBS), *words[at:]]), ("altered",), "word")
    if words[at] in {
        "well",
        "actually",
        "really",
        "just",
        "like",
        "know",
        "mean",
        "kind",
        "sort",
        "very",
        "that",
        "never",
        "without",
    }:
        return None
    return _item("one word", said, " ".join([*words[:at], *words[at + 1 :]]), ("altered",), "word")


def order(said: Said, rng: random.Random) -> Item | None:
    """Two halves of a list or of a sentence changed round: the same words, another weight."""
    for sentence in rng.sample(sentences(said.words), len(sentences(said.words))):
        found = re.search(r"\b([a-z]{3,}(?: [a-z]+)?) (and|or|but) ([a-z]{3,}(?: [a-z]+)?)\b", sentence)
        if found and len(sentence.split()) >= 6 and found.group(1) != found.group(3):
            made = _swap(sentence, found, f"{found.group(3)} {found.group(2)} {found.group(1)}")
            return _item("order", said, made, ("altered",), "word")
        parts = re.fullmatch(
            r"([A-Z][^,;]{12,}), ((?:if|when|because|and|but|so|as|unless|until) [^,;]{12,})([.!?])", sentence
        )
        if parts:
            made = f"{parts.group(2).capitalize()}, {parts.group(1)[0].lower()}{parts.group(1)[1:]}{parts.group(3)}"
            return _item("order", said, made, ("altered",), "word")
    return None


def joined(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    """The head of one sentence and the tail of another one, of another paragraph, made one by an ellipsis."""
    first = [one for one in sentences(said.words) if len(one.split()) >= 9]
    far = [part for one in others if one.article == said.article and abs(one.paragraph - said.paragraph) >= 2
           for part in sentences(one.words) if len(part.split()) >= 9]  # fmt: skip
    if not first or not far:
        return None
    left, right = rng.choice(first).split(), rng.choice(far).split()
    mark = rng.choice([" ... ", "… ", " … "])
    return _item(
        "joined", said, " ".join(left[: rng.randint(5, 7)]) + mark + " ".join(right[-rng.randint(5, 7) :]), ("spliced",)
    )


def spliced(said: Said, others: list[Said], rng: random.Random) -> Item | None:
    """Two whole sentences of different paragraphs as if said in one breath, or a clause of each."""
    far = [one for one in others if one.article == said.article and abs(one.paragraph - said.paragraph) >= 2]
    if not far:
        return None
    first, second = rng.choice(sentences(said.words)), rng.choice(sentences(rng.choice(far).words))
    if len(first.split()) < 6 or len(second.split()) < 6:
        return None
    glue = rng.choice([". ", ", and ", " and "])
    tail = second if glue == ". " else second[0].lower() + second[1:]
    return _item("spliced", said, bare(first).rstrip(".!?") + glue + tail, ("spliced",))


def other_speaker(said: Said, people: list[str], rng: random.Random) -> Item | None:
    if said.speaker is None:
        return None
    mine = {part.lower() for part in said.speaker.split()}
    pool = [one for one in people if not mine & {part.lower() for part in one.split()}]
    who = rng.choice(pool) if pool and rng.random() < 0.6 else rng.choice(STRANGERS)
    return Item("other speaker", bare(said.words), who, ("other-speaker",), None, said.article, said.words)


def mended(said: Said, rng: random.Random) -> Item | None:
    """The outlet's insertion printed as if the speaker had said it."""
    found = re.search(r"\[([^\]]{3,40})\]", said.words)
    if not found:
        return None
    return _item("insertion unmarked", said, _swap(said.words, found, found.group(1)), (*CLEAN, "altered"))


CLEAN_WAYS = {"as printed": as_printed, "short cut": first_words, "spelling": spelling, "contraction": contraction,
              "filler": filler, "numeral": numeral, "honest gap": honest_gap, "insertion": explained}  # fmt: skip
WAYS = {"negation": negation, "number": number, "unit": unit, "date": date, "name": name, "modal": modal,
        "one word": one_word, "order": order}  # fmt: skip
PAIRED_WAYS = {"joined": joined, "spliced": spliced}


def fresh(
    quotations: list[Said], indirect: list[Said], people: dict[str, list[str]], *, seed: int, most: int
) -> Iterator[Item]:
    """Up to ``most`` items a kind, all quotations taken in a random order, again and again until there are enough."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str, str | None]] = set()

    def new(kind: str, item: Item | None) -> bool:
        if item is None or counts.get(kind, 0) >= most or len(item.quote.split()) < 4:
            return False
        key = (kind, item.quote, item.speaker)
        if key in seen:
            return False
        seen.add(key)
        counts[kind] = counts.get(kind, 0) + 1
        return True

    for turn in range(25):
        rng = random.Random(f"{seed} {turn}")
        for said in rng.sample(quotations, len(quotations)):
            if len(said.words.split()) < 6:
                continue
            tries = [(kind, make(said, rng)) for kind, make in CLEAN_WAYS.items()]
            if "[" not in said.words and "(" not in said.words:
                tries += [(kind, make(said, rng)) for kind, make in WAYS.items()]
            tries += [(kind, make(said, quotations, rng)) for kind, make in PAIRED_WAYS.items()]
            tries.append(("other speaker", other_speaker(said, people.get(said.article, []), rng)))
            yield from (item for kind, item in tries if new(kind, item) and item is not None)
        for said in rng.sample(indirect, len(indirect)):
            words = said.words.split()
            if len(words) < 8:
                continue
            size = rng.randint(7, min(len(words), 16))
            start = rng.randint(0, len(words) - size)
            item = Item("paraphrase", bare(" ".join(words[start : start + size])), said.speaker, ("paraphrase",), None,
                        said.article, said.words)  # fmt: skip
            if new("paraphrase", item):
                yield item
