"""Languages beside English that are installed: packages that bring weights and a lexicon, and no code to run.

A package offers one by an entry point of the group ``onrecord.languages`` whose name is the ISO 639-1 code and whose
value is a module; beside that module lie ``weights/`` and ``words.toml``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from onrecord.model.attribution import ACTS, MODES, Act, Mode
from onrecord.model.errors import MissingExtraError
from onrecord.model.language import Language, Lexicon

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "onrecord.languages"


@cache
def installed() -> dict[str, Language]:
    """The installed languages by code. Raises MissingExtraError for a package whose words cannot be read."""
    from importlib.metadata import entry_points  # a third of the time of `import onrecord`

    return {point.name: _opened(point) for point in entry_points(group=GROUP)}


def languages_read() -> tuple[str, ...]:
    """The languages that statements are extracted from here, by name: English, and those installed beside it."""
    return ("English", *sorted(one.name for one in installed().values()))


def _opened(point: EntryPoint) -> Language:
    from importlib.util import find_spec

    # The module is found, not imported: a language is data.
    spec = find_spec(point.value)
    if spec is None or spec.origin is None:
        raise MissingExtraError(f"language {point.name}: no module {point.value}; install its package again")
    folder = Path(spec.origin).parent
    return read_language(point.name, folder)


def read_language(code: str, folder: Path) -> Language:
    """The language of a folder with ``words.toml`` and ``weights/``. Raises MissingExtraError, naming the file."""
    import tomllib

    path = folder / "words.toml"
    try:
        with path.open("rb") as handle:
            held = tomllib.load(handle)
        return Language(code, str(held["name"]), str(folder / "weights"), _lexicon(held), str(held["licence"]))
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError) as fault:
        raise MissingExtraError(
            f"language {code}: {path} cannot be read ({fault}); install its package again"
        ) from fault


def _lexicon(held: dict[str, Any]) -> Lexicon:
    def words(name: str) -> frozenset[str]:
        return frozenset(held.get(name, "").split())

    verbs: dict[str, tuple[Mode, Act]] = {}
    for act, modes in held.get("verbs", {}).items():
        for mode, forms in modes.items():
            if act not in ACTS or mode not in MODES:
                raise ValueError(f"verbs.{act}.{mode} is no act and mode")
            for form in forms.split():
                verbs[form] = (cast(Mode, mode), cast(Act, act))
    return Lexicon(
        pronouns=words("pronouns"),
        articles=words("articles"),
        indefinite=words("indefinite"),
        particles=words("particles"),
        titles=words("titles"),
        openers=words("openers"),
        roles=tuple(held.get("roles", "").split()),
        groups=tuple(held.get("groups", "").split()),
        documents=tuple(held.get("documents", "").split()),
        verbs=verbs,
        asking=words("asking"),
        denying=words("denying"),
        small=words("small"),
        subjunctive=words("subjunctive"),
        first=words("first"),
        after=words("after"),
        fronts=words("fronts"),
        according=words("according"),
        telling=words("telling"),
        abbreviations=words("abbreviations"),
    )
