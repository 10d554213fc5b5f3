"""`completion`: what a shell needs to complete verbs, options and their values."""

from __future__ import annotations

import os
from pathlib import Path

import click

from onrecord.model.errors import UnreadableError

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_ONRECORD_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.option("--install", is_flag=True, help="Write it to where this shell looks for completions, and say where.")
def completion(shell: str, install: bool) -> None:
    """Completion for a shell: verbs, options and their values at the press of a key.

    Without --install the script is printed.

    \b
    onrecord completion bash --install
    onrecord completion zsh --install
    onrecord completion fish > ~/.config/fish/completions/onrecord.fish
    """
    script = script_for(shell)
    if not install:
        click.echo(script)
        return
    place = place_for(shell)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(script + "\n", encoding="utf-8")
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", item=str(place)) from error
    click.echo(f"written to {place}; it holds in shells opened from now on")
    if shell == "zsh":
        click.echo(f"zsh looks there once ~/.zshrc has:  fpath+=({place.parent}); autoload -Uz compinit && compinit")


def script_for(shell: str) -> str:
    """The script that teaches a shell (one of `SHELLS`) to ask the command itself what may come next."""
    from click.shell_completion import get_completion_class

    from onrecord.doors.cli.app import cli

    made = get_completion_class(shell)
    assert made is not None
    asking = made(cli, {}, "onrecord", VARIABLE)
    # not source(): that runs the shell to see its version, which printing does not need
    return asking.source_template % asking.source_vars()


def place_for(shell: str) -> Path:
    """Where a shell looks for one user's completions."""
    home = Path.home()
    if shell == "fish":
        return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions" / "onrecord.fish"
    share = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    if shell == "zsh":
        return share / "zsh" / "site-functions" / "_onrecord"
    return share / "bash-completion" / "completions" / "onrecord"
