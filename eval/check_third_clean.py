"""The clean half of the third set (check_third.py): the same words, typed and pasted in other ways."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from check_tamper import CLEAN, Item, Said, bare, sentences

Way = Callable[[Said, random.Random], Item | None]

DENIAL = re.compile(r"\b(?:not|never|no|none|nothing|nobody|nor|neither|without)\b|n['’]t\b", re.IGNORECASE)
SCALED = re.compile(r"hundred|thousand|million|billion|trillion|percent|per|cent|dollars|%|[$€£]|\d")
CUES = ("Senator", "Mr.", "Ms.", "President", "Governor", "Dr.", "Rep.")
PEOPLE = (
    "Marguerite Aldous",
    "Hassan Okwuosa",
    "Viktor Sandstrom",
    "Leila Farrokh",
    "Duncan Abernathy",
    "Mei Castellan",
)
ROUND = ("(the senator)", "(the bill)", "(laughs)", "(in Congress)")


def made_item(
    kind: str, said: Said, quote: str | None, expected: tuple[str, ...], altered: str | None = None
) -> Item | None:
    if quote is None or " ".join(quote.split()) == " ".join(said.words.split()):
        return None
    return Item(kind, quote, said.speaker, expected, altered, said.article, said.words)


def part_of(said: Said, rng: random.Random, least: int = 6) -> str | None:
    """One sentence, the whole of it, or a run of words cut out of it."""
    pool = [one for one in [said.words, *sentences(said.words)] if len(one.split()) >= least]
    return rng.choice(pool) if pool else None


def swap(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


# Clean ----------------------------------------------------------------------------------------------------------------


def bare_typing(said: Said, rng: random.Random) -> Item | None:
    """All punctuation taken away, as a script or a hasty hand does; apostrophes among it."""
    part = part_of(said, rng)
    if part is None or re.search(r"\d[.,:]\d|[A-Za-z][—–-][A-Za-z]|/", part):
        return None
    drop = string.punctuation + "“”‘’—–…"
    typed = part.translate(str.maketrans("", "", drop))
    return made_item("bare", said, typed.lower() if rng.random() < 0.6 else typed, CLEAN)


def letters(said: Said, rng: random.Random) -> Item | None:
    part = part_of(said, rng)
    if part is None:
        return None
    ways: list[Callable[[str], str]] = [
        str.lower, str.upper, lambda t: " ".join(w[:1].upper() + w[1:] for w in t.split()), str.swapcase,
        lambda t: t[:1].upper() + t[1:].lower(),
    ]  # fmt: skip
    return made_item("letters", said, rng.choice(ways)(part), CLEAN)


def marks(said: Said, rng: random.Random) -> Item | None:
    part = bare(part_of(said, rng) or "")
    if not part:
        return None
    ways: list[Callable[[str], str]] = [
        lambda t: f"‘{t}’", lambda t: f"'{t}'", lambda t: f"«{t}»", lambda t: f"„{t}“", lambda t: f"“{t}.”", lambda t: f'"{t},"',
        lambda t: f"``{t}''", lambda t: t + "!", lambda t: t.rstrip(".") + ".", lambda t: t + "?", lambda t: f"...{t}...",
        lambda t: f"… {t}", lambda t: f"{t} [...]", lambda t: f"> {t}", lambda t: f"- {t}", lambda t: f'" {t} "', lambda t: f'"{t}',
    ]  # fmt: skip
    return made_item("marks", said, rng.choice(ways)(part), CLEAN)


def blanks(said: Said, rng: random.Random) -> Item | None:
    part = part_of(said, rng)
    if part is None:
        return None
    words = part.split()
    at = rng.randint(1, len(words) - 1)
    ways = [
        "  ".join(words), "\n".join([" ".join(words[:at]), " ".join(words[at:])]), "\u00a0".join(words),
        " ".join(words[:at]) + "\n\n“" + " ".join(words[at:]), part.replace("—", "--").replace("–", "-") + " ",
        " ".join(words[:at]) + "\u200b " + " ".join(words[at:]), part.replace(", ", " , "), "\t" + part,
        part.replace(", ", " — ").replace("; ", ", "), part.replace("’", "'").replace("'", "`"),
    ]  # fmt: skip
    return made_item("blanks", said, rng.choice(ways), CLEAN)


def leading(said: Said, rng: random.Random) -> Item | None:
    """Words of the cue around the quotation, as it is pasted out of a report."""
    part = bare(part_of(said, rng) or "")
    if not part:
        return None
    small = part[0].lower() + part[1:] if part.split()[0] not in ("I", "I'm", "I’m") else part
    return made_item("leading that", said, f"that {small}", CLEAN)


def edges(said: Said, rng: random.Random) -> Item | None:
    """Cut anywhere, with a capital and a full stop as if it were a sentence."""
    words = said.words.split()
    if len(words) < 10:
        return None
    size = rng.randint(5, min(14, len(words) - 2))
    start = rng.randint(1, len(words) - size)
    part = words[start : start + size]
    around = words[start - 1 : start + 1] + words[start + size - 1 : start + size + 1]
    if any(SCALED.search(word) for word in around) or any(DENIAL.search(word) for word in around):
        return None
    text = " ".join(part).rstrip(",;:—–- ")
    return made_item("edges", said, text[:1].upper() + text[1:].rstrip(".!?") + ".", CLEAN)


def gap(said: Said, rng: random.Random) -> Item | None:
    """Words left out inside one sentence, the mark written in one of its ways."""
    pool = [one for one in sentences(said.words) if len(one.split()) >= 11]
    if not pool:
        return None
    words = rng.choice(pool).split()
    start = rng.randint(3, len(words) - 6)
    size = rng.randint(1, len(words) - start - 4)
    out = words[start - 1 : start + size + 1]
    if any(DENIAL.search(word) or SCALED.search(word) for word in out):
        return None
    mark = rng.choice(
        [" ... ", "...", " … ", "…", " [...] ", " (...) ", " […] ", " (…) ", ". . . ", " .... ", ", ... ", " . . . "]
    )
    return made_item("gap", said, " ".join(words[:start]) + mark + " ".join(words[start + size :]), CLEAN)


def gap_of_sentences(said: Said, rng: random.Random) -> Item | None:
    """Whole sentences left out of one quotation, with a mark."""
    parts = sentences(said.words)
    if len(parts) < 3 or DENIAL.match(parts[-1]) or re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sen|St|Gov|Rep)\.$", parts[-2]):
        return None
    mark = rng.choice([" ... ", " … ", " [...] ", " (...) "])
    return made_item("gap of sentences", said, parts[0] + mark + parts[-1], CLEAN)


def bracket(said: Said, rng: random.Random) -> Item | None:
    words = said.words.split()
    if "[" in said.words or "(" in said.words or len(words) < 6:
        return None
    pronouns = [
        k for k, w in enumerate(words) if w.lower() in ("he", "she", "they", "it", "him", "them", "that", "this", "we")
    ]
    at = rng.randint(1, len(words) - 1)
    ways = []
    if pronouns:
        k = rng.choice(pronouns)
        ways += [[*words[:k], "[the committee]", *words[k + 1 :]], [*words[: k + 1], "[the new law]", *words[k + 1 :]]]
    ways += [[*words[:at], rng.choice(ROUND), *words[at:]], [*words[:at], "[sic]", *words[at:]],
             [*words[:at], "[Mr. Aldous’s]", *words[at:]]]  # fmt: skip
    return made_item("bracket", said, " ".join(rng.choice(ways)), CLEAN)


_SAME = [("%", " percent"), ("%", " per cent"), ("percent", "%"), ("$", ""), ("U.S.", "US"), ("and", "&"), ("first", "1st"),
         ("second", "2nd"), ("third", "3rd"), ("twenty", "20"), ("hundred", "100"), ("September", "Sept."), ("October", "Oct."),
         ("November", "Nov."), ("doctor", "Dr."), ("Mr.", "Mr"), ("okay", "OK"), ("yeah", "yes"), ("because", "'cause"),
         ("going to", "gonna"), ("got to", "gotta"), ("them", "'em"), ("until", "'til"), ("thousand", ",000"), ("e-mails", "emails"),
         ("email", "e-mail"), ("health care", "healthcare"), ("anti-", "anti "), ("re-", "re"), ("any more", "anymore"),
         ("towards", "toward"), ("grey", "gray"), ("traveling", "travelling"), ("honour", "honor"), ("centre", "center")]  # fmt: skip


def same_form(said: Said, rng: random.Random) -> Item | None:
    """Numerals, signs, hyphens, spellings and contractions in another of their forms."""
    text = said.words.replace("’", "'")
    options = []
    for old, new in _SAME:
        if old == "%":
            options += [swap(text, m, new) for m in re.finditer(r"(?<=\d)%", text)]
        elif old == "percent":
            options += [swap(text, m, "%") for m in re.finditer(r"(?<=\d) percent\b", text)]
        elif old == "$":
            options += [
                swap(text, m, f"{m.group(1)} dollars")
                for m in re.finditer(r"\$(\d[\d,]*)(?![\d.,]*\d| [mbt]rillion| [mbt]illion| billion|-)\b", text)
            ]
        elif old == "thousand":
            options += [
                swap(text, m, f"{m.group(1)},000") for m in re.finditer(r"(?<![\d.,])(\d{1,3}) thousand\b", text)
            ]
        elif old in ("twenty", "hundred"):
            pattern = (
                r"(?<![\w-])twenty(?![\w-]| \w+teen| million| thousand)"
                if old == "twenty"
                else r"\b(?:a|one) hundred(?! and| \w*(?:million|thousand))\b"
            )
            options += [swap(text, m, new) for m in re.finditer(pattern, text)]
        else:
            options += [swap(text, m, new) for m in re.finditer(rf"(?<![\w'.-]){re.escape(old)}(?![\w'-])", text)]
    options += [swap(text, m, f"{m.group(1)} {m.group(2)}") for m in re.finditer(r"\b([a-z]{3,})-([a-z]{3,})\b", text)]
    options += [swap(text, m, f"{m.group(1)} {({'ll': 'will', 've': 'have', 're': 'are'})[m.group(2)]}")
                for m in re.finditer(r"\b(I|[Ww]e|[Yy]ou|[Tt]hey)'(ll|ve|re)\b", text)]  # fmt: skip
    options += [
        swap(text, m, f"{m.group(1)} not")
        for m in re.finditer(r"\b(is|are|was|were|do|does|did|has|have|would|could|should)n't\b", text)
    ]
    return made_item("same form", said, rng.choice(options), CLEAN) if options else None


def named(said: Said, rng: random.Random) -> Item | None:
    """As printed, asked with the speaker written in another way: surname, title, initial, capitals, surname first."""
    if said.speaker is None or len(said.speaker.split()) < 2 or len(said.words.split()) < 5:
        return None
    first, last = said.speaker.split()[0], said.speaker.split()[-1]
    ways = [last, f"{rng.choice(CUES)} {last}", f"{first[0]}. {last}", said.speaker.lower(), said.speaker.upper(), f"{last}, {first}",
            f" {said.speaker} ", f"{said.speaker}’s", f"{rng.choice(CUES)} {said.speaker}", last.lower(), f"{said.speaker}, a candidate",
            f"{first[0]} {last}", f"{first} {last[0]}. {last}"]  # fmt: skip
    return Item("named", bare(said.words), rng.choice(ways), CLEAN, None, said.article, said.words)


CLEAN_WAYS_3: dict[str, Way] = {
    "bare": bare_typing, "letters": letters, "marks": marks, "blanks": blanks, "leading that": leading, "edges": edges, "gap": gap,
    "gap of sentences": gap_of_sentences, "bracket": bracket, "same form": same_form, "named": named,
}  # fmt: skip
