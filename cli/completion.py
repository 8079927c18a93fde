"""``scen completion``: the script that makes a shell complete commands, questions, parameters and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HOW = {
    "bash": """echo 'command -v scen >/dev/null && eval "$(scen completion bash)"' >> ~/.bashrc""",
    "zsh": """echo 'command -v scen >/dev/null && eval "$(scen completion zsh)"' >> ~/.zshrc""",
    "fish": "scen completion fish > ~/.config/fish/completions/scen.fish",
}


@click.command("completion", epilog="\b\n" + "\n".join(f"{shell}: {how}" for shell, how in _HOW.items()))
@click.argument("shell", type=click.Choice(sorted(_HOW)))
def command(shell: str) -> None:
    """Print the completion script of a SHELL; how it is set up stands below.

    scen must be on the path of a new shell; in one where it is not, run: eval "$(scen completion bash)"
    """
    from . import scen

    found = get_completion_class(shell)
    assert found, "every choice has a class"
    click.echo(found(scen, {}, "scen", "_SCEN_COMPLETE").source())
