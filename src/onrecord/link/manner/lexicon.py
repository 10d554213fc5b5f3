"""The lexicon of reporting verbs: rows read from `verbs.toml`, and which of them fires on a cue."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from onrecord.model.attribution import Act, Mode

Kind = Literal["verb", "phrase", "noun"]

_WORD = re.compile(r"[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|m|ve|ll|d)\b|[^\W_]+(?:-[^\W_]+)*")
_GAP = 3
"""At most this many words may stand between two words of a phrase ("took several swipes at")."""
_AUXILIARIES = frozenset(
    "be is are was were been being am 's 're 'm has have had having "
    "'ve do does did will would 'll 'd can could may might "
    "must shall should to not n't never also then later again first even just still already reportedly recently".split()
)
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon."""

    name: str
    """How the row is shown: ``verbs.STATE.speech: say``."""
    lemma: str
    kind: Kind
    act: Act
    mode: Mode


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a cue, lower case, and where it stands in the text (code points)."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fired:
    """The row that fired on a cue, what it makes of it, and which words of the cue it rests on."""

    row: Row
    act: Act
    mode: Mode
    first: int
    last: int
    """Positions of the first and last word in the cue's words (both inclusive)."""
    context: str | None = None
    """What followed, when that decided."""

    @property
    def shown(self) -> str:
        """The row as evidence: its name, and what followed where that decided."""
        return f"{self.row.name} + {self.context}" if self.context else self.row.name


@dataclass(frozen=True, slots=True)
class _Context:
    act: Act
    mode: Mode | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows, by the forms that may stand in a text."""

    version: int
    verbs: dict[str, Row]
    nouns: dict[str, Row]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Row], ...]]
    contexts: dict[tuple[str, str], _Context]
    light: frozenset[str]
    """Verbs that say little when another follows."""
    denying: frozenset[str]
    """Lemmas and phrases by which the reported thing is denied rather than asserted."""
    unsaid: frozenset[str]
    """Lemmas beside which a negation means that nothing was said."""
    naming: frozenset[str]
    """Verbs that give a thing a name, by which it is praised or blamed."""
    praising: frozenset[str]
    blaming: frozenset[str]
    describing: frozenset[str]
    """Verbs that say what a thing is like, by which it may be praised or blamed."""
    claims: frozenset[str]
    """What is denied when it is rejected or dismissed."""

    def fire(self, words: Sequence[Word], follow: str) -> Fired | None:
        """The row that fires on the words of a cue; ``follow`` is how the content goes on (see `[[contexts]]`)."""
        best = self._match(words)
        if best is None:
            return None
        row, first, last = best
        after = words[last + 1].form if last + 1 < len(words) else follow
        for context in (after, follow) if row.kind != "noun" else ():
            found = self.contexts.get((row.lemma, context))
            if found:
                return Fired(row, found.act, found.mode or row.mode, first, last, context)
        return Fired(row, row.act, row.mode, first, last)

    def _match(self, words: Sequence[Word]) -> tuple[Row, int, int] | None:
        best: tuple[Row, int, int] | None = None
        position = 0
        while position < len(words):
            hit = self._at(words, position)
            if hit is None:
                position += 1
                continue
            if best is None or self._outranks(words, best, hit):
                best = hit
            position = hit[2] + 1
        return best

    def _at(self, words: Sequence[Word], position: int) -> tuple[Row, int, int] | None:
        form = words[position].form
        best: tuple[Row, int, int] | None = None
        for rest, row in self.phrases.get(form, ()):
            last = _rest_at(words, position, rest)
            if last is not None and (best is None or last > best[2]):
                best = (row, position, last)
        if best is not None:
            return best
        auxiliary = form in _AUXILIARIES
        row_of_verb = None if auxiliary else self.verbs.get(form)
        if row_of_verb is not None and not _is_noun_here(words, position, form in self.nouns):
            return (row_of_verb, position, position)
        noun = self.nouns.get(form)
        if noun is not None:
            return (noun, position, position)
        return (row_of_verb, position, position) if row_of_verb is not None else None

    def _outranks(self, words: Sequence[Word], best: tuple[Row, int, int], hit: tuple[Row, int, int]) -> bool:
        """Whether a later match decides rather than the first: "took to the floor, saying", "went on to call".

        A verb outranks a noun, and any verb a light one; of two full verbs the later one decides when the content
        hangs on it: an -ing form at the end of the cue, or an infinitive after a verb of stating.
        """
        row, first, last = hit
        if best[0].kind == "noun":
            return row.kind != "noun"
        if row.kind == "noun":
            return best[0].lemma in self.light and row.act not in ("OTHER", "STATE")
        if best[0].lemma in self.light:
            return True
        if last != len(words) - 1:
            return False
        if words[first].form.endswith("ing"):
            return True
        before = words[first - 1].form if first else ""
        return before in _OPENERS and row.lemma not in ("comment", "release") and best[0].act == "STATE"


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]``, lower case, curly apostrophes made straight."""
    return [
        Word(match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text, max(start, 0), max(end, 0))
    ]


def _rest_at(words: Sequence[Word], position: int, rest: tuple[str, ...]) -> int | None:
    """Where the last word of a phrase stands, when its further words follow with small gaps."""
    place = position
    for wanted in rest:
        for step in range(1, _GAP + 2):
            if place + step >= len(words):
                return None
            if words[place + step].form == wanted:
                place += step
                break
        else:
            return None
    return place


_BEFORE_NOUN = frozenset("a an the his her its their my our your this that these those no any some of for in".split())


def _is_noun_here(words: Sequence[Word], position: int, also_noun: bool) -> bool:
    """True for "a call", "his claim": a form that is noun and verb, after a determiner or preposition."""
    if position == 0:
        return False
    before = words[position - 1].form
    if before.endswith("ing") or words[position].form.endswith("ing"):
        return False
    return before in _BEFORE_NOUN if also_noun else before in ("a", "an", "the", "his", "her", "their", "its")


_OPENERS = frozenset({"to", "by", "in", "and", "then"})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships, read once."""
    return build(tomllib.loads(files("onrecord.link.manner").joinpath("verbs.toml").read_text(encoding="utf-8")))


def build(table: dict[str, Any]) -> Lexicon:
    """A lexicon from the parsed TOML: every row under every form of its first word."""
    irregular = {lemma: forms.split() for lemma, forms in table.get("irregular", {}).items()}
    verbs: dict[str, Row] = {}
    nouns: dict[str, Row] = {}
    fixed = {form: lemma for lemma, forms in irregular.items() for form in forms}
    for act, modes in table["verbs"].items():
        for mode, words in modes.items():
            for lemma in words.split():
                row = Row(f"verbs.{act}.{mode}: {lemma}", lemma, "verb", cast("Act", act), cast("Mode", mode))
                for form in forms_of(lemma, irregular):
                    if fixed.get(form, lemma) == lemma:
                        verbs[form] = row
    for act, modes in table["nouns"].items():
        for mode, words in modes.items():
            for lemma in words.split():
                nouns[lemma] = Row(f"nouns.{act}.{mode}: {lemma}", lemma, "noun", cast("Act", act), cast("Mode", mode))
    contexts = {
        (entry["verb"], following): _Context(entry["act"], entry.get("mode"))
        for entry in table.get("contexts", ())
        for following in entry["next"]
    }
    light = frozenset(table.get("light", {}).get("verbs", "").split())
    listed = table.get("denying", {})
    denying = frozenset(
        (*listed.get("verbs", "").split(), *listed.get("phrases", ()), *listed.get("nouns", "").split())
    )
    naming = [
        frozenset(table.get("naming", {}).get(part, "").split())
        for part in ("verbs", "praise", "blame", "describing", "claims")
    ]
    unsaid = frozenset(table.get("unsaid", {}).get("verbs", "").split())
    return Lexicon(
        int(table["version"]),
        verbs,
        nouns,
        _phrases(table["phrases"], irregular),
        contexts,
        light,
        denying,
        unsaid,
        *naming,
    )


def _phrases(
    table: dict[str, dict[str, list[str]]], irregular: dict[str, list[str]]
) -> dict[str, tuple[tuple[tuple[str, ...], Row], ...]]:
    phrases: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for act, modes in table.items():
        for mode, entries in modes.items():
            for phrase in entries:
                first, *rest = phrase.split()
                row = Row(f"phrases.{act}.{mode}: {phrase}", phrase, "phrase", cast("Act", act), cast("Mode", mode))
                for form in forms_of(first, irregular):
                    phrases.setdefault(form, []).append((tuple(rest), row))
    return {form: tuple(entries) for form, entries in phrases.items()}


def forms_of(lemma: str, irregular: dict[str, list[str]]) -> tuple[str, ...]:
    """The forms a verb may take. Both doublings are given: a form too many does no harm."""
    if lemma in irregular:
        return (lemma, *irregular[lemma])
    if lemma.endswith("e"):
        return (lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
    forms = [lemma, lemma + ("es" if sibilant else "s"), lemma + "ed", lemma + "ing"]
    if len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS:
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    return tuple(forms)
