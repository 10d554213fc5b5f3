"""What kind of difference two stretches of words make: form only, or an alteration and of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.check.amounts import MONTHS, WEEKDAYS
from onrecord.check.tables import fillers, same_forms

FORM_KINDS = frozenset({"form", "filler", "insertion", "ellipsis", "cue"})
"""Kinds that are no alteration."""
CONTRACT_KIND = {
    "word": "word", "modal": "word", "number": "number", "unit": "number", "date": "number", "negation": "negation",
    "name": "name", "order": "word",
}  # fmt: skip
"""The finer kinds, and the kind of the answer contract that each belongs to."""

NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor nowhere without hardly scarcely barely cannot non "
    "nicht kein keine keinen keinem keiner nie niemals nichts ne pas jamais rien aucun aucune не нет никогда "
    "ничего ni nunca nada ningún ninguna jamás sin 不 没".split()
)
_NEARLY = frozenset("hardly scarcely barely".split())
"""These deny in part: both a negation and another word."""
_MODALS = frozenset("will would shall should can could may might must ought need 'd".split())
_AUXILIARIES = frozenset(
    "do does did to be been is are was were am have has had will a an any ever either some".split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_OPPOSITES = (
    {"deny", "denied", "denies", "denying", "admit", "admitted", "admits", "confirm", "confirmed", "confirms"},
    {"always", "never"}, {"everybody", "nobody"}, {"everyone", "nobody"}, {"everything", "nothing"},
    {"all", "none"}, {"with", "without"}, {"both", "neither"}, {"either", "neither"}, {"or", "nor"},
    {"some", "no"}, {"any", "no"}, {"somebody", "nobody"}, {"someone", "nobody"}, {"something", "nothing"},
    {"anything", "nothing"}, {"anybody", "nobody"}, {"anyone", "nobody"}, {"yes", "no"},
    {"fail", "failed", "succeed", "succeeded"}, {"refuse", "refused", "agree", "agreed"},
    {"reject", "rejected", "accept", "accepted"}, {"oppose", "opposed", "support", "supported", "opposes", "supports"},
)  # fmt: skip
_UNITS = frozenset(
    "percent point dollar euro pound yen rupee rouble won cent mile kilometer meter centimeter millimeter foot feet "
    "inch yard acre hectare ton tonne kilogram gram ounce stone liter gallon barrel hour minute second day week month "
    "year decade century degree watt kilowatt megawatt gigawatt volt times fold square cubic quarters permille "
    "am pm".split()
)
_TIMES = frozenset(
    "today tomorrow yesterday tonight day week month year decade century hour minute morning afternoon evening night "
    "weekend spring summer autumn fall winter".split()
)
_NUMBERISH = frozenset(
    "half quarter third double triple twice once dozens dozen hundreds thousands millions billions trillions hundred "
    "thousand million billion trillion pair couple".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: keys, and which of them are written like names."""

    keys: tuple[str, ...]
    names: frozenset[str] = frozenset()


def classify(quote: Side, source: Side, before: str | None, after: str | None) -> tuple[str, ...]:
    """The kinds of one differing stretch, most telling first; a single form kind where it is no alteration.

    ``before`` and ``after`` are the equal keys on either side.
    """
    if _same(quote.keys, source.keys) or (_numeric(before) and _one_many(quote.keys, source.keys)):
        return ("form",)
    left, right = _without_fillers(quote.keys), _without_fillers(source.keys)
    if left == right or _same(left, right):
        return ("filler",)
    if _stutter(quote.keys, source.keys, before, after):
        return ("filler",)
    return _altered(quote, source, before, after)


def _one_many(left: Sequence[str], right: Sequence[str]) -> bool:
    """After a number: "5-year", "5 years"; "$1", "one dollar"."""
    if len(left) != 1 or len(right) != 1:
        return False
    short, long = sorted((left[0], right[0]), key=len)
    return long == short + "s" and len(short) > 2


def _without_fillers(keys: Sequence[str]) -> tuple[str, ...]:
    always, _ = fillers()
    return tuple(key for key in keys if key not in always)


def _stutter(quote: Sequence[str], source: Sequence[str], before: str | None, after: str | None) -> bool:
    """ "I, I think": a word said twice and printed once, or the other way round."""
    longer, shorter = (quote, source) if len(quote) > len(source) else (source, quote)
    return not shorter and len(longer) == 1 and longer[0] in (before, after) and longer[0] not in NEGATIONS


def _same(left: Sequence[str], right: Sequence[str]) -> bool:
    """The same words in other writing: joined or parted, abbreviated, with or without the g of -ing."""
    if not left or not right:
        return False
    if "".join(left) == "".join(right):
        return True
    if len(left) == len(right) and len(left) > 1:
        return all(_same((one,), (other,)) for one, other in zip(left, right, strict=True))
    one, other = " ".join(left), " ".join(right)
    same = same_forms()
    if other in same.get(one, ()):
        return True
    if len(left) == len(right) == 1:
        return _dropped_g(one, other) or _dropped_g(other, one) or _decade(one, other)
    return False


def _dropped_g(short: str, long: str) -> bool:
    return long.endswith("ing") and len(long) > 5 and short == long[:-1]


_DECADE = re.compile("#1[89][0-9]0s|#20[0-9]0s")
_DECADES = {"#20s": "twenties", "#30s": "thirties", "#40s": "forties", "#50s": "fifties", "#60s": "sixties",
            "#70s": "seventies", "#80s": "eighties", "#90s": "nineties"}  # fmt: skip


def _decade(one: str, other: str) -> bool:
    short = [f"#{word[3:]}" if _DECADE.fullmatch(word) else word for word in (one, other)]
    return short[0] == short[1] or _DECADES.get(short[0]) == short[1] or _DECADES.get(short[1]) == short[0]


def _altered(quote: Side, source: Side, before: str | None, after: str | None) -> tuple[str, ...]:
    added, missing = Counter(quote.keys), Counter(source.keys)
    common = added & missing
    added, missing = added - common, missing - common
    if not added and not missing:
        return ("order",)
    kinds: list[str] = []
    if _negated(added, missing):
        kinds.append("negation")
        if _NEARLY & {*added, *missing}:
            kinds.append("word")
        _spend(added, missing)
    kinds.extend(kind for kind in _amount_kinds(added, missing, before, after) if kind not in kinds)
    if any(key in quote.names for key in added) or any(key in source.names for key in missing):
        kinds.append("name")
        for side, names in ((added, quote.names), (missing, source.names)):
            for key in [key for key in side if key in names]:
                del side[key]
        if not added or not missing:
            added.clear()
            missing.clear()
    left = [*added, *missing]
    one_sided = bool(kinds) and _one_sided(quote, source) and bool(left)
    if left and not kinds:
        kinds.append("modal" if all(key in _MODALS for key in left) else "word")
    elif left and all(key in _MODALS for key in left):
        kinds.append("modal")
    elif one_sided or (added and missing and not _related(added, missing)):
        kinds.append("word")
    return tuple(dict.fromkeys(kinds)) or ("word",)


def _one_sided(quote: Side, source: Side) -> bool:
    """A number or unit stands on one side only: something else took its place."""
    given, has = (any(_numeric(key) or _unit(key) for key in side.keys) for side in (quote, source))
    return given != has and bool(quote.keys) and bool(source.keys)


def _negated(added: Counter[str], missing: Counter[str]) -> bool:
    one = sum(count for key, count in added.items() if key in NEGATIONS)
    other = sum(count for key, count in missing.items() if key in NEGATIONS)
    if one != other:
        return True
    return any(_opposed(left, right) for left in added for right in missing)


def _opposed(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) > 2 and any(long == prefix + short for prefix in _PREFIXES):
        return True
    if len(short) > 2 and (long == short + "less" or (short.endswith("ful") and long == short[:-3] + "less")):
        return True
    return any(left in group and right in group and _unlike(left, right) for group in _OPPOSITES)


def _unlike(left: str, right: str) -> bool:
    return left[:3] != right[:3]


def _spend(added: Counter[str], missing: Counter[str]) -> None:
    """Take out what comes with a negation: the word itself, its auxiliary, and the verb's other ending."""
    for left in list(added):
        for right in list(missing):
            if _opposed(left, right) or _stem(left) == _stem(right):
                added.pop(left, None)
                missing.pop(right, None)
    for side in (added, missing):
        for key in [key for key in side if key in NEGATIONS or key in _AUXILIARIES]:
            del side[key]


def _stem(key: str) -> str:
    for ending in ("ies", "ied", "ing", "es", "ed", "s", "e", "y"):
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key


def _related(added: Counter[str], missing: Counter[str]) -> bool:
    return {_stem(key) for key in added} == {_stem(key) for key in missing}


def _amount_kinds(added: Counter[str], missing: Counter[str], before: str | None, after: str | None) -> list[str]:
    kinds: list[str] = []
    changed = [*added, *missing]
    months = [key for key in changed if _calendar(key)]
    numbers = [key for key in changed if key.startswith("#")]
    beside = any(key in MONTHS for key in (before, after) if key)
    swapped = bool(added and missing) and {*added, *missing} <= {*filter(_calendar, changed)}
    unclear = set(months) <= {"may", "march", "august"} and not (numbers or _numeric(before) or _numeric(after))
    dated = numbers and (beside or all(_year(key) for key in numbers))
    if swapped or (months and not unclear) or dated:
        kinds.append("date")
    elif numbers or any(key in _NUMBERISH for key in changed):
        kinds.append("number")
    times = any(key in _TIMES for key in added) and any(key in _TIMES for key in missing)
    units = any(_unit(key) for key in added) and any(_unit(key) for key in missing)
    if units and (_numeric(before) or numbers or not times):
        kinds.append("unit")
    elif times:
        kinds.append("date")
    elif _numeric(before) and not numbers and any(_unit(key) for key in changed):
        kinds.append("unit")
    if kinds:
        for side in (added, missing):
            for key in [key for key in side if key.startswith("#") or key in _NUMBERISH or _calendar(key)]:
                del side[key]
            if "unit" in kinds or times:
                for key in [key for key in side if _unit(key) or key in _TIMES]:
                    del side[key]
    return list(dict.fromkeys(kinds))


def _calendar(key: str) -> bool:
    """A month or a day of the week, "Tuesdays" among them."""
    return key in MONTHS or key in WEEKDAYS or (key.endswith("days") and key[:-1] in WEEKDAYS)


def _unit(key: str) -> bool:
    return key in _UNITS or (key.endswith("s") and key[:-1] in _UNITS)


def _numeric(key: str | None) -> bool:
    return key is not None and (key.startswith("#") or key in _NUMBERISH)


def _year(key: str) -> bool:
    return len(key) == 5 and key[1:].isdigit() and "1500" <= key[1:] <= "2199"
