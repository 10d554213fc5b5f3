"""The choice of the speaker, attribution by attribution in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.link.speakers import ranking, settled
from onrecord.link.speakers.asking import question_of
from onrecord.link.speakers.choice import Choice, steps_of
from onrecord.link.speakers.entities import Entity, Mention
from onrecord.link.speakers.floor import Floor
from onrecord.link.speakers.nominals import AGED, OWNING
from onrecord.link.speakers.options import Option, options_of
from onrecord.link.speakers.phrases import FIRST, SECOND, SINGULAR, Reading
from onrecord.link.speakers.ranking import Weights, probabilities
from onrecord.link.speakers.sources import Sources
from onrecord.link.speakers.stage import Stage
from onrecord.link.speakers.standing import PUT, asks, opening
from onrecord.model import Found, Span, Step
from onrecord.model.attribution import TURN_NOTE, How

Judge = Callable[[int, str, Sequence[Option]], int | None]
"""Given the attribution's position, the form and the options: the position of the right option (training), or None."""


_REFLEXIVE = frozenset(("himself", "herself"))
_READ = 0.6
"""How likely the person must be for whom a pronoun that is no source is read."""


@dataclass(slots=True)
class Chooser:
    """One article's choices. ``judge`` is given in training only: it names the right option, which then counts as chosen."""

    stage: Stage
    found: Sequence[Found]
    weights: Weights | None = None
    judge: Judge | None = None
    apart: bool = False
    """In training on pronouns that are no sources: nobody counts as having spoken."""
    floor: Floor = field(init=False)
    sources: Sources = field(init=False)
    printed: dict[int, list[tuple[Entity, Mention]]] = field(default_factory=dict, init=False)
    """By paragraph, who is mentioned in it before any speaker is looked for."""
    made: dict[str, Entity] = field(default_factory=dict, init=False)
    used: dict[tuple[int, int], int] = field(default_factory=dict, init=False)
    sourced: frozenset[int] = field(default=frozenset(), init=False)
    """The tokens at which sources stand."""
    spoken: dict[int, Entity] = field(default_factory=dict, init=False)
    """Who speaks in each attribution that has been read."""
    labelled: tuple[Entity, ...] = field(default=(), init=False)
    """The people under whose names turns of a transcript are printed."""
    filled: int = field(default=0, init=False)
    """The token up to which pronouns that are no sources have been read."""

    def __post_init__(self) -> None:
        self.floor = Floor(self.stage.surface, headline_end=self.stage.headline_end)
        kinds = [None if entity is None else entity.kind for entity in self.stage.of]
        self.sources = Sources(self.stage.surface, self.stage.names, self.stage.nominals, kinds)
        self.sourced = frozenset(self._anchor(one) for one in self.found if one.source)
        self.floor.sourced = frozenset(
            k for one in self.found if one.source for k in self.stage.surface.inside(one.source[0])
        )
        turns = (self.sources.read(one.source).name for one in self.found if TURN_NOTE in one.notes)
        self.labelled = tuple(e for k in turns if k is not None and (e := self.stage.of[k]) is not None)
        for entity in self.stage.entities:
            for mention in entity.mentions:
                self.printed.setdefault(self.stage.surface.paragraph[mention.first], []).append((entity, mention))
                self.floor.stream.append((mention.first, entity.number, mention, entity))
                self.floor.count(entity)
        self.floor.stream.sort(key=lambda item: item[:2])

    def choose(self) -> list[Choice]:
        """A choice for each attribution, in the order given."""
        if self.weights is None:
            self.weights = ranking.shipped()
        order = sorted(range(len(self.found)), key=self._turn)
        choices: list[Choice | None] = [None] * len(self.found)
        for n in order:
            self._fill(n, choices)
            choice = self._one(n, choices)
            if choice.entity is not None and choice.form in ("they", "it", "relative"):
                settled.whole(self.stage, choice.entity)
            choices[n] = choice
            if choice.entity is not None:
                self.spoken[n] = choice.entity
            self._remember(self.found[n], choice)
        return [choice for choice in choices if choice is not None]

    def _turn(self, n: int) -> tuple[int, int, int]:
        """When an attribution is asked about: in the order of the text, but whom somebody quotes after whoever quotes."""
        one = self.found[n]
        anchor = self._anchor(one)
        outer = self.found[one.within] if one.within is not None and one.within < len(self.found) else None
        return (max(anchor, self._anchor(outer)), 1, n) if outer is not None else (anchor, 0, n)

    def _fill(self, n: int, choices: Sequence[Choice | None]) -> None:
        """Read the pronouns before a source that stand for one person, from the sentence before on: "Asked about her
        vote, she said" tells of her by "her"."""
        surface = self.stage.surface
        anchor = self._anchor(self.found[n])
        if self.apart or not self.found[n].source or anchor >= len(surface.words):
            return
        if SINGULAR.get(surface.words[anchor].lower()) is None:
            return
        first = anchor
        while first > self.filled and surface.sentence[anchor] - surface.sentence[first - 1] <= 1:
            first -= 1
        for k in range(first, anchor):
            low = surface.words[k].lower()
            if low in SINGULAR and low not in _REFLEXIVE and k not in self.sourced:
                self._pronoun_between(k, low)
        self.filled = anchor

    def _pronoun_between(self, k: int, low: str) -> None:
        meant = self._meant(k, low)
        if meant is not None and meant[1] >= _READ:
            span = self.stage.surface.span(k, k)
            self.floor.add(Mention(k, k, "pronoun", span, low in ("his", "her")), meant[0])

    def _meant(self, k: int, low: str) -> tuple[Entity, float] | None:
        """The person for whom the pronoun at token ``k``, no source, most likely stands, and how likely."""
        span = self.stage.surface.span(k, k)
        reading = Reading("pronoun", k, k, span, pronoun=low, sex=SINGULAR[low])
        options = options_of(
            question_of(self.stage, self.floor, Found((span,), (), (), "indirect"), reading, "he", k), self.floor, ()
        )
        options = [one for one in options if not asks(one, k, self.stage.surface)]
        if not options or self.weights is None:
            return None
        shares = probabilities("he", options, self.weights)
        best = max(range(len(options)), key=lambda at: shares[at])
        entity = options[best].entity
        return (entity, shares[best]) if entity is not None else None

    def _anchor(self, one: Found) -> int:
        """The token at which an attribution is asked about: of its source, else of its cue, else of its content."""
        role = one.source or one.cue or one.content
        return min(self.stage.surface.at(role[0].start), max(0, len(self.stage.surface.words) - 1)) if role else 0

    def _remember(self, one: Found, choice: Choice) -> None:
        anchor = self._anchor(one)
        if not self.apart:
            self.floor.spoke.append((anchor, choice.entity))
        if choice.entity is None or not one.source:
            return
        reading = choice.reading
        if reading.form in ("pronoun", "relative", "description", "other"):
            span = self.stage.surface.span(reading.first, reading.last)
            form = "pronoun" if reading.form in ("pronoun", "relative") else "nominal"
            mention = Mention(reading.first, reading.last, form, span)
            self.floor.add(mention, choice.entity)
            self.floor.count(choice.entity)

    # -- one attribution -------------------------------------------------------------------------------------

    def _one(self, n: int, choices: Sequence[Choice | None]) -> Choice:
        one = self.found[n]
        if not self.stage.surface.words:
            return Choice(None, "named", Reading("none"), 0.0)
        reading = self.sources.read(one.source)
        how = self._how(one, reading)
        if one.floating and reading.form == "none":
            return self._floating(n, reading, choices)
        if reading.form == "name":
            return self._by_name(n, reading, how)
        if reading.form == "several":
            return self._several(n, reading, how)
        if reading.form == "pronoun" and reading.alone:
            return settled.alone(self.stage, reading, how)
        settles = settled.pair(self.stage, self.floor, reading, how)
        if reading.form == "relative":
            settles = settled.by_relative(self.stage, reading, how, self._made)
        if settles is not None:
            return settles
        if reading.form == "pronoun" and reading.pronoun in FIRST | SECOND:
            return self._first_person(n, reading, choices)
        if reading.form == "none":
            return self._nameless(n, reading)
        if (label := settled.label(self.stage, reading)) is not None:
            return settled.question_or_answer(self.stage, reading, label)
        if reading.form in ("pronoun", "relative"):
            form = self._form(reading)
            subject = settled.by_subject(self.floor, reading, form, how) if form in ("it", "they") else None
            return subject or self._ranked(n, reading, form, how, ())
        return self._description(n, reading, how)

    def _how(self, one: Found, reading: Reading) -> How:
        """How the source tells, before the entity is known. A source shared with an earlier verb is elided."""
        if reading.form == "none":
            return "elided"
        key = (one.source[0].start, one.source[-1].end)
        times = self.used.get(key, 0)
        self.used[key] = times + 1
        if times:
            return "elided"
        if reading.form in ("pronoun", "relative"):
            return "pronoun"
        return "named"

    @staticmethod
    def _form(reading: Reading) -> str:
        if reading.form == "relative":
            return "relative"
        if reading.pronoun in ("it", "its", "itself", "this", "that"):
            return "it"
        return "they" if reading.plural else "he"

    def _floating(self, n: int, reading: Reading, choices: Sequence[Choice | None]) -> Choice:
        """A paragraph of pure quotation goes on with the speaker before it."""
        here = self._anchor(self.found[n])
        before = [
            k
            for k, c in enumerate(choices)
            if c is not None and self._anchor(self.found[k]) <= here and self.found[k].within is None
        ]
        if not before:
            return self._nameless(n, reading)
        last = choices[max(before, key=lambda k: (self._anchor(self.found[k]), k))]
        if last is None or (last.entity is None and not last.author):
            return Choice(
                None,
                "continuation",
                reading,
                0.3,
                (Step("a paragraph of pure quotation, and nobody known before it"),),
                form="floating",
            )
        step = Step(
            "a paragraph of pure quotation goes on with the speaker before it",
            last.entity.naming if last.entity else None,
        )
        return Choice(
            last.entity,
            "continuation",
            reading,
            0.9 * last.probability,
            (*last.steps, step),
            last.author,
            form="floating",
        )

    def _by_name(self, n: int, reading: Reading, how: How) -> Choice:
        name = self.stage.names[reading.name if reading.name is not None else 0]
        entity = self.stage.of[reading.name if reading.name is not None else 0]
        if entity is None:
            return self._new(n, reading, how)
        steps = [Step("the source names " + ("the speaker" if entity.kind == "person" else "it"), name.span)]
        if (
            entity.naming is not None
            and entity.naming != name.span
            and entity.name != name.span.of(self.stage.surface.text)
        ):
            steps.append(
                Step(
                    "the article's fullest name of the same " + ("person" if entity.kind == "person" else "body"),
                    entity.naming,
                )
            )
        if entity.kind == "other":
            entity.kind = "person" if name.kind in ("person", "other") and len(name.key) > 1 else entity.kind
        return Choice(entity, how, reading, 0.97, tuple(steps), name_span=name.span)

    def _several(self, n: int, reading: Reading, how: How) -> Choice:
        members = [e for k in reading.names if (e := self.stage.of[k]) is not None]
        unique = tuple({e.number: e for e in members}.values())
        span = self._named_together(reading, unique)
        entity = self._made(span.of(self.stage.surface.text), "group", span, plural=True)
        entity.members = unique
        entity.also.add(reading.main.of(self.stage.surface.text) if reading.main else entity.name)
        return Choice(
            entity, how, reading, 0.9, (Step("the source names several together", reading.main),), form="several"
        )

    def _named_together(self, reading: Reading, members: Sequence[Entity]) -> Span:
        """From the first name of several to the last, as printed here or, more fully, elsewhere in the article."""
        names = [self.stage.names[k] for k in reading.names]
        here = reading.main or names[0].span
        if not names:
            return here
        if len(names) > 1 and reading.main is not None:
            here = Span(min(n.span.start for n in names), max(n.span.end for n in names))
        numbers = {e.number for e in members}
        for entity in self.stage.entities:
            alike = len(members) > 1 and {e.number for e in entity.members} == numbers
            if alike and entity.naming is not None and entity.naming.length > here.length:
                return entity.naming
        return here

    def _first_person(self, n: int, reading: Reading, choices: Sequence[Choice | None]) -> Choice:
        one = self.found[n]
        outer = choices[one.within] if one.within is not None and 0 <= one.within < len(choices) else None
        surface = self.stage.surface
        if outer is None and surface.quoted[reading.first] and self.floor.spoke:
            earlier = [c for c in choices if c is not None]
            outer = earlier[-1] if earlier else None
        if outer is None and reading.pronoun not in SECOND and settled.answering(self.stage, reading.first):
            return settled.question_or_answer(self.stage, reading, "A")
        if outer is not None and outer.entity is not None:
            step = Step("the speaker of the quotation around it says " + (reading.pronoun or "I"), reading.main)
            return Choice(
                outer.entity, "pronoun", reading, 0.85 * outer.probability, (*outer.steps, step), form="first"
            )
        if reading.pronoun in SECOND:
            return self._new(n, reading, "pronoun", kind="generic")
        if not surface.quoted[reading.first] and (signed := settled.signed(self.stage, reading)) is not None:
            return signed
        return Choice(
            None, "pronoun", reading, 0.7, (Step("the author speaks", reading.main),), author=True, form="first"
        )

    def _nameless(self, n: int, reading: Reading) -> Choice:
        words, at = self.stage.surface.words, self._anchor(self.found[n])
        if self.judge is None and at and words[at].lower() in PUT and words[at - 1] == ",":
            # "Keller, asked if ..., replied"
            return Choice(None, "elided", reading, 0.7, (Step("the text does not say who asked", None),), form="none")
        return self._ranked(n, reading, "none", "elided", ("author", "nobody"))

    def _description(self, n: int, reading: Reading, how: How) -> Choice:
        held = self.stage.described[reading.description] if reading.description is not None else None
        if held is not None and held.named and reading.description in self.stage.apposed:
            steps = [Step("the description stands beside the name of the same person", reading.main)]
            if held.naming is not None:
                steps.append(Step("the article's fullest name of the same", held.naming))
            return Choice(held, "title" if how == "named" else how, reading, 0.9, tuple(steps), form="name")
        if reading.description is not None and (held is None or not held.named):
            one = self.stage.nominals[reading.description]
            if one.definite and (one.head == AGED or "-of-" in self.stage.surface.words[one.last]):
                # Nobody's age or number of children is printed so: whoever was last meant.
                return self._ranked(n, reading, "he", "title" if how == "named" else how, ())
        settles = settled.belonging(self.stage, reading, how, self._meant)
        settles = settles or settled.general(self.stage, self.floor, reading, how)
        if settles is not None:
            return settles
        choice = self._ranked(n, reading, "description", how, ("self",))
        if self.judge is None and choice.entity in self.labelled and TURN_NOTE in self.found[n].notes:
            # "THE CHAIR:" is nobody whose turns are printed under a name.
            return self._new(n, reading, how)
        return choice

    # -- ranking ---------------------------------------------------------------------------------------------

    def _ranked(self, n: int, reading: Reading, form: str, how: How, specials: Sequence[str]) -> Choice:
        question = question_of(self.stage, self.floor, self.found[n], reading, form, self._anchor(self.found[n]))
        options = options_of(question, self.floor, specials)  # type: ignore[arg-type]
        if form in ("he", "description") and (self.judge is None or form == "he"):
            saying = self._saying(n)
            options = [one for one in options if one.entity is None or one.entity not in saying]
            options = [
                one for one in options if self.judge is not None or not asks(one, question.anchor, self.stage.surface)
            ]
            alone = (
                opening(options, question.anchor, self.stage.surface, self.printed)
                if form == "he" and self.judge is None
                else None
            )
            options = [alone] if alone is not None else options
        if not options:
            if form in ("relative", "it", "they"):
                return self._new(n, reading, how)
            return Choice(None, how, reading, 0.0, (Step("nobody in the article fits", reading.main),), form=form)
        assert self.weights is not None
        shares = probabilities(form, options, self.weights)
        right = self.judge(n, form, options) if self.judge is not None else None
        best = right if right is not None else max(range(len(options)), key=lambda k: shares[k])
        option = options[best]
        rest = max((s for k, s in enumerate(shares) if k != best), default=0.0)
        if (
            form == "he"
            and option.entity is not None
            and option.entity.sex is None
            and (shares[best] > 0.8 or right is not None)
        ):
            option.entity.sex = reading.sex
        choice = self._outcome(n, reading, form, how, option, shares[best])
        far = question.anchor - option.mention.last if option.mention is not None else 0
        return replace(
            choice,
            runner_up=rest,
            far=max(0, far),
            sort=question.sort,
            itself=option.special == "self",
            definite=self._definite(reading),
        )

    def _saying(self, n: int) -> set[Entity]:
        """Who speak the words that the source of ``n`` stands among: "I" to themselves, never "he" or "she"."""
        surface, one, at = self.stage.surface, self.found[n], self._anchor(self.found[n])
        outer = {one.within} if one.within is not None and self._spoken_through(one.within) else set[int]()
        first = at
        while first and surface.quoted[at] and surface.quoted[first - 1]:
            first -= 1
        run = Span(surface.starts[first], surface.ends[at]) if surface.quoted[at] else None
        outer |= {k for k in self.spoken if run and any(span.overlaps(run) for span in self.found[k].verbatim)}
        names = {k: self.sources.read(self.found[k].source).name for k in outer if k not in self.spoken}
        later = {self.stage.of[name] for name in names.values() if name is not None}
        return {self.spoken[k] for k in outer if k in self.spoken} | {e for e in later if e is not None}

    def _spoken_through(self, k: int) -> bool:
        """Whether all of a content is the speaker's own words: a quotation or a turn, not an outlet's paraphrase."""
        return self.found[k].quotation == "direct" or TURN_NOTE in self.found[k].notes

    def _definite(self, reading: Reading) -> bool:
        return reading.description is not None and self.stage.nominals[reading.description].definite

    def _outcome(self, n: int, reading: Reading, form: str, how: How, option: Option, share: float) -> Choice:
        """The choice that an option makes."""
        if option.special == "nobody":
            return Choice(None, how, reading, share, (Step("the text does not say who", None, share),), form=form)
        if option.special == "author":
            step = Step("the author's own words", None, share)
            return Choice(None, how, reading, share, (step,), author=True, form=form)
        if option.special == "self":
            return self._new(n, reading, how, share)
        assert option.entity is not None
        if form == "description":
            self._name_fuller(option.entity, reading)
        shown: How = "title" if form == "description" and how == "named" else how
        return Choice(option.entity, shown, reading, share, steps_of(form, option, share), form=form)

    def _name_fuller(self, entity: Entity, reading: Reading) -> None:
        """What is only described goes by its fullest description that no pronoun owns."""
        span = reading.main
        if entity.named or span is None or entity.naming is None:
            return
        words = self.stage.surface.words
        owned = words[reading.first].lower() in OWNING
        was_owned = entity.name.split()[0].lower() in OWNING
        if (was_owned and not owned) or (span.length > entity.naming.length + 3 and owned == was_owned):
            entity.name, entity.naming = span.of(self.stage.surface.text), span

    # -- entities that only sources make ---------------------------------------------------------------------

    def _made(self, name: str, kind: str, naming: Span | None, *, plural: bool = False) -> Entity:
        key = name.casefold()
        if key not in self.made:
            entity = Entity(len(self.stage.entities) + 1, kind, name, naming, (), plural=plural, named=False)
            entity.also.add(name)
            self.stage.entities.append(entity)
            self.made[key] = entity
        return self.made[key]

    def _new(self, n: int, reading: Reading, how: How, probability: float = 0.8, kind: str | None = None) -> Choice:
        """The source stands for nobody else: an entity named as the source has it."""
        surface = self.stage.surface
        main = reading.main or surface.span(reading.first, reading.last)
        step = Step("named as the source describes it", main, probability)
        if reading.description is not None:
            entity = self.stage.described[reading.description]
            one = self.stage.nominals[reading.description]
            if entity is not None and not entity.named:
                end = max(main.end, surface.ends[one.last])
                naming = Span(surface.starts[reading.first], end)
                first = entity.naming is None or (entity.naming.start >= naming.start and entity.kind != "poll")
                if first or entity.naming is None or entity.naming.length < naming.length:
                    entity.name, entity.naming = naming.of(surface.text), naming
                entity.also.add(naming.of(surface.text))
                return Choice(entity, how, reading, probability, (step,), form="description")
            kind = (
                kind
                or {"person": "unnamed", "collective": "organisation", "document": "document", "poll": "poll"}[one.sort]
            )
        ending = self.stage.name_ending(reading.last) if kind is None else None
        if ending is not None and self.stage.names[ending].kind == "organisation":
            kind = "organisation"  # "Tarn's Defence Ministry"
        if kind is None:
            kind = "generic" if reading.plural else "unnamed"
        entity = self._made(main.of(surface.text), kind, main, plural=reading.plural)
        return Choice(
            entity, how, reading, probability, (step,), form=reading.form if reading.form != "name" else "other"
        )


__all__ = ["Choice", "Chooser"]
