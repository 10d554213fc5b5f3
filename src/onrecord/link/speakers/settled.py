"""Choices that are left to no score: what stands right before "who", what a sentence opens with, the two last named together,
what belongs to the person last meant, and the answers of an interview."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.link.speakers.antecedents import antecedent
from onrecord.link.speakers.choice import Choice
from onrecord.link.speakers.entities import Entity
from onrecord.link.speakers.features import GENERAL
from onrecord.link.speakers.floor import Floor
from onrecord.link.speakers.nominals import head_of
from onrecord.link.speakers.owners import OWNED
from onrecord.link.speakers.phrases import SINGULAR, Reading
from onrecord.link.speakers.stage import Stage
from onrecord.model import Span, Step
from onrecord.model.attribution import How

Meant = Callable[[int, str], tuple[Entity, float] | None]
"""Given the token of a pronoun and the pronoun: for whom it stands, and how likely."""
_TWO = frozenset(
    "men women people candidates leaders senators politicians ministers presidents rivals sides friends".split()
)
_TOGETHER = 250
"""Tokens back to where two must have been named together."""
_LETTER = 500
"""Tokens of the longest letter."""
_SIGNED = 2
"""Lines of names alone that make a page of letters."""
_BODIES = frozenset(("organisation", "document", "poll", "place", "group"))
_SEVERAL = frozenset(("group", "organisation"))


def by_relative(
    stage: Stage, reading: Reading, how: How, made: Callable[[str, str, Span | None], Entity]
) -> Choice | None:
    """ "who", "which", "that": the words right before it; None where they leave more than one reading. ``made`` gives the
    entity of a name, a kind and a span."""
    meant = antecedent(stage, reading.first, reading.pronoun or "who")
    if meant is None:
        return None
    if isinstance(meant, Span):
        meant = made(meant.of(stage.surface.text), "generic", meant)
    step = Step("the relative pronoun stands for the words before it", meant.naming, 0.9)
    return Choice(meant, how, reading, 0.9, (step,), form="relative")


def by_subject(floor: Floor, reading: Reading, form: str, how: How) -> Choice | None:
    """ "it", "they": what the sentence, or the one before, opens with, where that can be meant."""
    kinds = _BODIES if form == "it" else _SEVERAL

    def fitting(entity: Entity) -> bool:
        return entity.kind in kinds or (form == "they" and entity.plural)

    found = floor.subject(reading.first, fitting)
    if found is None:
        return None
    step = Step("the pronoun stands for what the sentence or the one before opens with", found[1].span, 0.75)
    return Choice(found[0], how, reading, 0.75, (step,), form=form)


def pair(stage: Stage, floor: Floor, reading: Reading, how: How) -> Choice | None:
    """ "both candidates", "the two", "the couple": the two people last named together."""
    words = [w.lower() for w in stage.surface.words[reading.first : reading.first + 4]]
    length = reading.last - reading.first + 1
    told = words[:1] == ["both"] and length == 2
    told = told or (words[:2] == ["the", "two"] and (length == 2 or (length == 3 and words[2] in _TWO)))
    if not (told or (words[:1] == ["the"] and length == 2 and words[1] in ("pair", "couple", "duo"))):
        return None
    near = floor.near(reading.first, most=60, reach=_TOGETHER)
    two = next(((e, m) for e, m in near if len(e.members) == 2 and e.kind == "group"), None)
    if two is None:
        return None
    step = Step("the two last named together", two[1].span, 0.8)
    return Choice(two[0], titled(how), reading, 0.8, (step,), form="several")


def alone(stage: Stage, reading: Reading, how: How) -> Choice:
    """ "others say", "some of them": of those last meant, and nobody that has a name."""
    main = reading.main or stage.surface.span(reading.first, reading.last)
    printed = main.of(stage.surface.text)
    entity = Entity(len(stage.entities) + 1, "unnamed", printed, main, (), plural=True, named=False)
    entity.also.add(printed)
    stage.entities.append(entity)
    step = Step("some of those last meant, whom the text tells no more of", main, 0.8)
    return Choice(entity, "named" if how == "pronoun" else how, reading, 0.8, (step,), form="other")


def general(stage: Stage, floor: Floor, reading: Reading, how: How) -> Choice | None:
    """ "the woman", "that person": whoever, only described, spoke just before."""
    one = stage.nominals[reading.description] if reading.description is not None else None
    if one is None or one.head not in GENERAL or not one.definite or one.plural or one.possessor is not None:
        return None
    if one.last - one.first > 1 or reading.last > one.last:
        return None
    entity = floor.unnamed(reading.first, reading.sex)
    if entity is None:
        return None
    step = Step("a general word for whoever spoke just before", entity.naming, 0.8)
    return Choice(entity, titled(how), reading, 0.8, (step,), form="description")


def whole(stage: Stage, entity: Entity) -> None:
    """Name what is only described with the name that it is of or in ("officials in Minnesota"), where a pronoun stands for it."""
    span = entity.naming
    if entity.named or span is None or entity.kind not in ("generic", "group", "document", "organisation", "unnamed"):
        return
    words, last = stage.surface.words, stage.surface.at(span.end - 1)
    if words[last + 1 : last + 2] not in (("of",), ("in",), ("at",), ("for",), ("from",)):
        return
    first = last + 3 if words[last + 2 : last + 3] == ("the",) else last + 2
    for name, _ in stage.names_between(first, first + 1):
        if name.last + 1 < len(words) and head_of(words[name.last + 1]) is not None:
            return  # "sources in the Keller camp": the name only tells which camp
        entity.naming = Span(span.start, name.span.end)
        entity.name = entity.naming.of(stage.surface.text)


def belonging(stage: Stage, reading: Reading, how: How, meant: Meant) -> Choice | None:
    """ "the Keller camp", "the campaign" after it, and "her campaign" where that of the person last meant is named so."""
    one = stage.nominals[reading.description] if reading.description is not None else None
    if one is None or one.head not in OWNED:
        return None
    held = stage.described[reading.description or 0]
    whole = reading.main is not None and reading.main.end <= stage.surface.ends[one.last]
    if held is not None and whole and any(held is e for e in stage.owned.values()):
        step = Step("of the same person as here", held.naming, 0.9)
        shown = how if stage.names_between(one.first, one.last + 1) else titled(how)
        return Choice(held, shown, reading, 0.9, (step,), form="name")
    whose = one.possessor
    if whose is None and held is not None and one.definite and whole:
        whose = stage.whose.get(held.number)  # "her campaign", and then "the campaign"
    low = stage.surface.words[whose].lower() if whose is not None else ""
    if whose is None or SINGULAR.get(low) is None:
        return None
    owner = meant(whose, low)
    entity = stage.owned.get((OWNED[one.head], owner[0].number)) if owner is not None else None
    if entity is None or owner is None:
        return None
    step = Step("belongs to the person last meant", stage.surface.span(whose, whose), owner[1])
    return Choice(entity, titled(how), reading, 0.9 * owner[1], (step,), form="name")


def label(stage: Stage, reading: Reading) -> str | None:
    """ "Q" or "A" where the source is that label of an interview."""
    word = stage.surface.words[reading.first]
    return word if reading.form == "other" and reading.first == reading.last and word in ("Q", "A") else None


def answering(stage: Stage, k: int) -> bool:
    """Whether the paragraph of token ``k`` is printed as an answer ("A: I think")."""
    surface, first = stage.surface, k
    while first and surface.paragraph[first - 1] == surface.paragraph[k]:
        first -= 1
    return surface.words[first] == "A" and surface.words[first + 1 : first + 2] == (":",) and first < k


def signed(stage: Stage, reading: Reading) -> Choice | None:
    """ "I" on a page of letters: whoever's name is the next line that holds a name and nothing more."""
    surface = stage.surface
    lines: list[tuple[int, Entity]] = []
    for name, entity in zip(stage.names, stage.of, strict=True):
        first, stop = surface.at(name.whole.start), name.last + 1
        stop += surface.words[stop : stop + 1] == (".",)
        opens = first == 0 or surface.paragraph[first - 1] != surface.paragraph[first]
        closes = stop >= len(surface.words) or surface.paragraph[stop] != surface.paragraph[first]
        if opens and closes and entity is not None and entity.kind == "person" and len(name.key) > 1:
            lines.append((first, entity))
    after = [(at, entity) for at, entity in lines if 0 < at - reading.first < _LETTER]
    if len(lines) < _SIGNED or not after:
        return None
    step = Step("the name under the letter", after[0][1].naming, 0.7)
    return Choice(after[0][1], "pronoun", reading, 0.7, (step,), form="first")


def question_or_answer(stage: Stage, reading: Reading, labelled: str) -> Choice:
    """ "Q:" is the outlet's question; "A:" the answer of the person whom the interview is about."""
    if labelled == "Q":
        step = Step("a question of the interviewer", reading.main)
        return Choice(None, "title", reading, 0.7, (step,), author=True, form="first")
    people = [e for e in stage.entities if e.kind == "person" and e.fulls]
    if not people:
        step = Step("nobody is named who could answer", reading.main)
        return Choice(None, "title", reading, 0.2, (step,), form="first")
    asked = max(people, key=lambda e: (len(e.mentions), -e.number))
    steps = (
        Step("an answer of the person interviewed: the one named most", reading.main),
        Step("the article's fullest name of the same", asked.naming),
    )
    return Choice(asked, "title", reading, 0.7, steps, form="first")


def titled(how: How) -> How:
    """How a description tells who is meant, where nothing else is known of it."""
    return "title" if how == "named" else how
