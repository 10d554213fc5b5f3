"""The command line says what it does: every verb, with an example, and the docs say the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from onrecord.doors.cli.app import VERBS, cli
from onrecord.doors.cli.reference import reference

DOCS = Path(__file__).parents[3] / "docs" / "cli.md"
PASSED_ON = {"train", "evaluate"}  # programs of their own, with their own help


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in PASSED_ON])
def test_every_verb_explains_itself(verb: str) -> None:
    shown = CliRunner().invoke(cli, [verb, "--help"])
    assert shown.exit_code == 0
    assert "Usage:" in shown.output
    assert len(shown.output.split("Options:")[0].split()) > 12, "a sentence or more"
    examples = [line.split() for line in shown.output.splitlines() if line.startswith(f"  onrecord {verb}")]
    assert examples, "an example of it"
    for words in examples:
        known = {option for one in cli.get_command(click.Context(cli), verb).params for option in one.opts}  # type: ignore[union-attr]
        assert {word for word in words[2:] if re.fullmatch("--[a-z-]+", word)} <= known, "with options that it has"


def test_the_reference_in_the_docs_is_the_help_text() -> None:
    assert DOCS.read_text("utf-8") == reference(), "run: python -m onrecord.doors.cli.reference > docs/cli.md"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["read", "no-such-file.txt"], 3, "no-such-file.txt"),  # a missing file is named
        (["read"], 2, "Usage"),  # nothing offered
        (["search", "bridge", "--record", "nowhere.sqlite"], 5, "nowhere.sqlite"),  # no record there
        (["search", "--since", "yesterday"], 2, "yesterday"),  # not a day
        (["frobnicate"], 2, "frobnicate"),  # no such verb
        (["check", "", "--record", "nowhere.sqlite"], 5, "nowhere.sqlite"),
    ],
)
def test_errors_are_one_clear_line_with_a_documented_code(
    arguments: list[str], code: int, says: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from onrecord.doors.cli import main; main()", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir()), "a failed command leaves nothing behind"


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = (
        "import sys, onrecord\n"
        "heavy = {'numpy', 'onnxruntime', 'lxml', 'trafilatura', 'tokenizers', 'sqlite3', 'fastapi', 'torch', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("onrecord che", {"check"}),  # a verb
        ("onrecord search --quo --ty", {"--type"}),  # an option of the verb
        ("onrecord completion ", {"bash", "zsh", "fish"}),  # values of an argument
    ],
)
def test_completion_offers_what_may_come_next(typed: str, offered: set[str]) -> None:
    words = typed.split(" ")
    environment = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1), "_ONRECORD_COMPLETE": "bash_complete"}
    shown = CliRunner(env=environment).invoke(cli, prog_name="onrecord")
    assert {line.partition(",")[2] for line in shown.output.splitlines()} == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_written_to_where_the_shell_looks(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, place in (("HOME", tmp_path), ("XDG_DATA_HOME", tmp_path / "d"), ("XDG_CONFIG_HOME", tmp_path / "c")):
        monkeypatch.setenv(name, str(place))
    done = CliRunner().invoke(cli, ["completion", shell, "--install"])
    assert done.exit_code == 0, done.output
    (written,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert str(written) in done.output.replace("\n", "")
    assert written.read_text("utf-8") == CliRunner().invoke(cli, ["completion", shell]).output


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_shell_takes_the_script(tmp_path: Path) -> None:
    script = CliRunner().invoke(cli, ["completion", "bash"]).output
    (tmp_path / "onrecord.sh").write_text(script)
    done = subprocess.run(
        ["bash", "--norc", "-c", f"source {tmp_path}/onrecord.sh && complete -p onrecord"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "_onrecord_completion onrecord" in done.stdout, done.stderr
