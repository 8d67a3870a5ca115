"""`stackwright completion`: Tab finishes verbs, options and targets."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from scripts.base.completion import SCRIPTS


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def main(
    shell: Annotated[Shell, typer.Argument(metavar="<bash|zsh|fish>", help="The shell that is to know.")],
) -> None:
    """Write what makes a shell finish verbs, options and targets when Tab is pressed.

    Examples:
    stackwright completion bash >> ~/.bashrc
    stackwright completion zsh >> ~/.zshrc
    stackwright completion fish > ~/.config/fish/completions/stackwright.fish
    """
    sys.stdout.write(SCRIPTS[shell])
