"""Who a passage credits with the words, and whether that is the person asked about. In doubt nobody is accused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import JaroWinkler

from onrecord.check.printed import NOBODY, Printed
from onrecord.check.spelling import fold, spelling
from onrecord.check.tables import pairs, rows
from onrecord.model import Attribution, Speaker, pieces

Match = Literal["same", "doubt", "other"]
SURE_SPEAKER = 0.75
"""Calibrated confidence from which a speaker who is not named in the source words counts against another name."""
_SPELLED_LIKE = 0.84
_SUFFIXES = frozenset("jr sr ii iii iv md phd mp mep qc kc obe cbe esq".split())
_PARTICLES = frozenset("the a an of de da di du der den van von la le el al bin ibn and for".split())
_CUES = frozenset(
    "said says saying say told tells tell asked asks wrote writes replied shouted called calls answered goes like "
    "quote quoted warned promised put as declared".split()
)
_SELF = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Credit:
    """``match``: same, other, doubt (cannot be told), or None when nobody was asked about. ``why`` is for the notes."""

    attribution: Attribution | None
    name: str | None
    match: Match | None
    why: str | None = None


def name_parts(name: str) -> list[str]:
    """The telling words of a name, folded: titles, suffixes and particles left out (kept if nothing else is left)."""
    words = [fold(word).strip("'") for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", name)]
    words = [word.removesuffix("'s").replace("'", "") for word in words]
    titles = {row[0] for row in rows("titles")}
    left = [word for word in words if word not in titles and word not in _SUFFIXES and word not in _PARTICLES]
    return left or [word for word in words if word not in _PARTICLES]


def same_name(asked: str, printed: str) -> Match:
    """Do two names stand for one person? "doubt" where only the spelling keeps them apart."""
    one, other = name_parts(asked), name_parts(printed)
    if not one or not other:
        return "doubt"
    if _title_only(asked) or _title_only(printed):
        return "same" if set(one) & set(other) else "doubt"
    if set(one) <= set(other) or set(other) <= set(one):
        return "same" if _telling(one, other) else "doubt"
    if _acronym(one, other) or _acronym(other, one):
        return "same"
    if one[-1] == other[-1]:
        return "same" if _given_agree(one[:-1], other[:-1]) else "other"
    if set(one[-1:]) & set(other) or set(other[-1:]) & set(one):
        return "doubt"
    if JaroWinkler.similarity(one[-1], other[-1]) >= _SPELLED_LIKE and _given_agree(one[:-1], other[:-1], spelled=True):
        return "doubt"
    return "other"


def _title_only(name: str) -> bool:
    titles = {row[0] for row in rows("titles")}
    return all(fold(word) in titles or fold(word) in _PARTICLES for word in re.findall(r"[^\W_]+", name))


def _telling(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter = one if len(one) <= len(other) else other
    return any(len(word) > 1 for word in shorter)


def _acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _given_agree(one: Sequence[str], other: Sequence[str], *, spelled: bool = False) -> bool:
    if not one or not other:
        return True
    left, right = one[0], other[0]
    short = pairs("nicknames")
    if short.get(left, left) == short.get(right, right) or left in other or right in one:
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    if left.startswith(right) or right.startswith(left):
        return True
    return JaroWinkler.similarity(left, right) >= (_SPELLED_LIKE if not spelled else 0.8)


def credit(asked: str | None, page: Printed, positions: Sequence[int], number: int) -> Credit:
    """Judge ``asked`` against attribution ``number`` of the page, to which the words at ``positions`` belong."""
    attribution = page.attributions[number] if number != NOBODY else None
    speaker = attribution.speaker if attribution else None
    name = speaker.name if speaker else None
    if asked is None:
        return Credit(attribution, name, None)
    inner = _inner_source(page, positions, attribution)
    if inner is not None:
        return _nested(asked, attribution, speaker, inner)
    if attribution is None:
        return Credit(
            None, None, "doubt", "no attribution of the record holds these words, so who said them is not known"
        )
    outer = _outer(page, attribution)
    if outer is not None and not _says_self(page, attribution) and _told_by(asked, page, outer, speaker):
        return _within(asked, page, attribution, outer)  # nobody calls themselves "he" or "the minister"
    if speaker is None:
        return Credit(attribution, None, "doubt", "the article does not make out who said these words")
    match = _best(asked, _aliases(page, attribution, speaker))
    if match != "same" and speaker.role is not None and _by_role(asked, speaker.role.text):
        match = "same"
    if match == "same" and speaker.behalf is None and _only_whose(asked, speaker):
        return Credit(attribution, name, "doubt", f"the article credits {name}, who is not {asked} by these words")
    if match == "other":
        match, why = _held_against(asked, page, positions, attribution, speaker)
    elif match == "doubt":
        why = f"the article credits {speaker.name}, which may or may not be {asked} in another spelling or by title"
    else:
        why = None
    return Credit(attribution, name, match, why)


def _aliases(page: Printed, attribution: Attribution, speaker: Speaker) -> list[str]:
    names = [speaker.name]
    for one in page.attributions:
        if one.speaker is None or one.speaker.key != speaker.key:
            continue
        names.append(one.speaker.name)
        if one.speaker.naming is not None:
            names.append(one.speaker.naming.of(page.text))
    if speaker.how in ("named", "title"):
        # "Verveer, who served as Clinton's chief of staff": what comes after the comma names others too.
        names.extend(re.split(r",| who | of ", piece)[0] for piece in pieces(page.text, attribution.source))
    return list(dict.fromkeys(names))


def _best(asked: str, names: Sequence[str]) -> Match:
    # "the president" among the aliases of a named speaker tells nothing more about who it is.
    proper = [name for name in names if not _title_only(name)]
    matches = {same_name(asked, name) for name in (proper if proper and not _title_only(asked) else names)}
    return "same" if "same" in matches else "doubt" if "doubt" in matches else "other"


def _by_role(asked: str, role: str) -> bool:
    """ "the transport minister" against the role that the article prints beside the name."""
    wanted = {fold(word) for word in re.findall(r"[^\W_]+", asked)} - _PARTICLES
    return bool(wanted) and wanted <= {fold(word) for word in re.findall(r"[^\W_]+", role)}


def _only_whose(asked: str, speaker: Speaker) -> bool:
    """Whether the one asked about only tells whose the unnamed speaker is: "Ron Buckle" in "the widow of Ron Buckle"."""
    first, *rest = re.split(r" (?:of|to|for) ", speaker.name, maxsplit=1)
    if speaker.kind not in ("unnamed", "generic") or not rest:
        return False
    said, head = ({fold(word) for word in re.findall(r"[^\W_]+", one)} - _PARTICLES for one in (asked, first))
    return not said & head and bool(set(name_parts(asked)) & set(name_parts(rest[0])))


def _held_against(
    asked: str, page: Printed, positions: Sequence[int], attribution: Attribution, speaker: Speaker
) -> tuple[Match, str | None]:
    if speaker.kind in ("unnamed", "generic", "author", "poll"):
        return "doubt", f"the article credits {speaker.name}, without a name"
    if not _named_anywhere(asked, page):
        return "other", f"the article credits {speaker.name} and does not name {asked}"
    source = " ".join(pieces(page.text, attribution.source))
    named_here = speaker.how == "named" and set(name_parts(speaker.name)) & set(name_parts(source))
    sure = attribution.confidence.speaker
    if not named_here and _named_beside(asked, page, positions) and not _named_beside(speaker.name, page, positions):
        return "doubt", f"the article seems to credit {speaker.name}, but names {asked} beside the words"
    if named_here and attribution.confidence.attribution >= 0.5:
        return "other", f"the article credits {speaker.name}"
    if sure is not None and sure >= SURE_SPEAKER:
        return "other", f"the article credits {speaker.name}"
    return "doubt", f"the article seems to credit {speaker.name}, who is not named beside the words"


def _named_anywhere(asked: str, page: Printed) -> bool:
    parts = name_parts(asked)
    title = set(name_parts(page.card.title or ""))
    return any(part in page.posting or part in title for part in parts[-1:] + parts[:1])


def _named_beside(name: str, page: Printed, positions: Sequence[int]) -> bool:
    """True when the paragraph of the words has the surname outside of quotation marks."""
    if not positions:
        return False
    start = page.text.rfind("\n", 0, page.place(positions[0]).start) + 1
    end = page.text.find("\n", start)
    within = range(start, end if end >= 0 else len(page.text))
    surname = [spelling(part) for part in name_parts(name)[-1:]]
    return any(
        page.place(p).start in within and not page.depth[p] for key in surname for p in page.posting.get(key, ())
    )


def _says_self(page: Printed, attribution: Attribution) -> bool:
    return bool(_SELF & {fold(word) for piece in pieces(page.text, attribution.source) for word in piece.split()})


def _outer(page: Printed, attribution: Attribution) -> Attribution | None:
    """The statement inside which this one is quoted."""
    if attribution.within is None:
        return None
    return next((one for one in page.attributions if one.id == attribution.within), None)


def _told_by(asked: str, page: Printed, outer: Attribution, speaker: Speaker | None) -> bool:
    """True where the one who quotes the words is taken for their speaker: by the program, or by the one who asks."""
    if speaker is None or outer.speaker is None:
        return speaker is None
    return outer.speaker.key == speaker.key or _best(asked, _aliases(page, outer, outer.speaker)) == "same"


def _within(asked: str, page: Printed, attribution: Attribution, outer: Attribution) -> Credit:
    source = " ".join(pieces(page.text, attribution.source))
    if outer.speaker is None:
        return Credit(attribution, None, "doubt", "the words are quoted inside another statement")
    if _by_role(asked, source) or set(name_parts(asked)[-1:]) & set(name_parts(source)):
        return Credit(attribution, None, "same", f"as told by {outer.speaker.name}")
    if _best(asked, _aliases(page, outer, outer.speaker)) == "same":
        why = f"{outer.speaker.name} quotes these words as somebody else's"
        return Credit(attribution, None, "other", why)
    return Credit(attribution, None, "doubt", f"the words are quoted by {outer.speaker.name}")


def _inner_source(page: Printed, positions: Sequence[int], attribution: Attribution | None) -> list[str] | None:
    """For words in marks inside marks that no attribution of their own holds: the words that lead up to them, where
    those report speech. None otherwise (titles and so-called words in marks are the outer speaker's)."""
    if not positions or min(page.depth[p] for p in positions) < 2:
        return None
    if attribution is not None and attribution.within is not None:
        return None
    first = positions[0]
    while first > 0 and page.depth[first - 1] >= 2 and page.stretch[first - 1] == page.stretch[first]:
        first -= 1
    before: list[str] = []
    position = first - 1
    while position >= 0 and len(before) < 12 and page.sentence[position] == page.sentence[first]:
        if page.depth[position] >= 1:
            before.append(page.keys[position])
        position -= 1
    cue = next((k for k, key in enumerate(before[:6]) if key in _CUES), None)
    if cue is None or len(positions) < 3 or _SELF & set(before[cue + 1 : cue + 2]):
        return None  # "I said, '...'": the outer speaker's own words
    return before


def _nested(asked: str, attribution: Attribution | None, speaker: Speaker | None, inner: list[str]) -> Credit:
    outer = speaker.name if speaker else None
    if set(name_parts(asked)) & set(inner):
        return Credit(attribution, outer, "same", f"as told by {outer or 'another speaker'}")
    if outer is not None and same_name(asked, outer) == "same":
        return Credit(attribution, outer, "other", f"{outer} quotes these words as somebody else's")
    return Credit(attribution, outer, "doubt", f"the words are quoted inside a statement of {outer or 'somebody'}")
