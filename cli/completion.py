"""``scen completion``: the script that makes a shell complete commands, questions, parameters and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HOW = {
    "bash": 'echo \'eval "$(scen completion bash)"\' >> ~/.bashrc',
    "zsh": 'echo \'eval "$(scen completion zsh)"\' >> ~/.zshrc',
    "fish": "scen completion fish > ~/.config/fish/completions/scen.fish",
}


@click.command("completion", epilog="\b\n" + "\n".join(f"{shell}: {how}" for shell, how in _HOW.items()))
@click.argument("shell", type=click.Choice(sorted(_HOW)))
def command(shell: str) -> None:
    """Print the completion script of a SHELL; how it is set up stands below."""
    from . import scen

    found = get_completion_class(shell)
    assert found, "every choice has a class"
    click.echo(found(scen, {}, "scen", "_SCEN_COMPLETE").source())
