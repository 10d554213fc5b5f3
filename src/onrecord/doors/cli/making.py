"""`train`, `evaluate`, `bulk`: making the model, measuring it, running it over much.

Training code is not imported by anything a user runs: these verbs start it as a program of its own.
"""

from __future__ import annotations

import subprocess
import sys

import click

PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}


def _module(name: str, arguments: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", name, *arguments], check=False)
    sys.exit(done.returncode)


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def train(arguments: tuple[str, ...]) -> None:
    """Make the weights again from marked corpora; resumes where it stopped (needs the extra `train`)."""
    _module("onrecord.train", arguments)


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def evaluate(arguments: tuple[str, ...]) -> None:
    """Measure on marked articles: attributions, speakers, calibration, the surest four fifths."""
    _module("onrecord.train.evaluate", arguments)
