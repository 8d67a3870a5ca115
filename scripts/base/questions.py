"""Asking the person at the terminal."""

import getpass
import sys

from scripts.base.boundary import UsageError
from toolchain.errors import UserError


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def needs_answer(option: str) -> None:
    """Raises UsageError where a question will have to be asked and nobody can answer it."""
    if not can_ask():
        raise UsageError(f"There is no terminal to ask on, so say {option}")


def ask(question: str) -> str:
    """What the person typed, without blanks around it."""
    sys.stdout.flush()
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise UserError("Standard input ended before the question was answered; nothing was done.")
    return answer.strip()


def ask_hidden(question: str) -> str:
    """What the person typed, without showing it; from a pipe, its whole content without the last line break."""
    if can_ask():
        return getpass.getpass(f"{question} ")
    return sys.stdin.read().removesuffix("\n").removesuffix("\r")


def confirm(question: str) -> bool:
    """Whether the person said yes; asks again until it is yes or no."""
    while True:
        answer = ask(f"{question} [yes/no]").lower()
        if answer in ("y", "yes"):
            return True
        if answer in ("n", "no"):
            return False
