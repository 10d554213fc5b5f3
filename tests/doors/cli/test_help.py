"""The command line says what it does: every verb, with an example, and the docs say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
