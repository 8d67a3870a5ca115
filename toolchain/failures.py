"""What Terraform's failures mean, in the words of the person who has to do something about them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolchain.errors import UserError
from toolchain.known_failures import FAILURES, shown

ERROR_LINES = 40
KILLED_EXIT_CODES = (-9, 137)
UNSAVED_STATE = "errored.tfstate"
"""The file in a root's folder where Terraform leaves a state that it could not save."""


class TerraformError(UserError):
    """A terraform or cdktf command that failed.

    `kind` names the failure ("lock_held", ... or "other"), `details` what was found about it ("lock_id", ...), `log`
    the file with everything the command said.
    """

    def __init__(self, message: str, kind: str, details: Mapping[str, str], log: Path) -> None:
        super().__init__(message)
        self.kind = kind
        self.details = details
        self.log = log


def explain(output: str, log: Path, folder: Path, exit_code: int = 1, *, called: str = "") -> TerraformError:
    """The error to raise for the output of a command over a root folder that ended with this exit code.

    `called` is what a command line names the target by, `macro-ai/dev --local`; the folder's name unless it is given.
    """
    text = _from_first_error(plain(output))
    line = " ".join(text.split())
    called = called or folder.name
    end = " ".join([*_left_behind(line, folder, called), f"Terraform's own words are in {shown(log)}."])
    for failure in FAILURES:
        match = failure.pattern.search(line)
        if match:
            details = {name: value for name, value in match.groupdict().items() if value}
            sentence = failure.sentence(details | {"called": called}, folder)
            return TerraformError(f"{sentence} {end}", failure.kind, details, log)
    if exit_code in KILLED_EXIT_CODES:
        return TerraformError(f"{_killed(called)} {end}", "killed", {}, log)
    words = "\n".join(text.splitlines()[:ERROR_LINES])
    return TerraformError(f"Terraform failed. {end}\n{words}", "other", {}, log)


def plain(output: str) -> str:
    """Terraform's output without colours and without the frames around its messages."""
    without_colours = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", output)
    return re.sub(r"^[╷│╵] ?", "", without_colours, flags=re.MULTILINE)


def _killed(called: str) -> str:
    return (
        "Terraform was killed from outside, by a person or by the system because memory ran out (a plan needs about"
        " 1 GiB). If it had a lock, that is left, and what it made in its last 20 seconds may not be in the state:"
        f" `stackwright unlock {called}` removes the lock and says what is missing."
    )


def _left_behind(line: str, folder: Path, called: str) -> Iterator[str]:
    """What a failed command leaves for a person to put right, in the order in which that is done."""
    if "Error releasing the state lock" in line:
        yield f"Its lock is left: when the cause is mended, `stackwright unlock {called}` removes it."
    if f'written to the file "{UNSAVED_STATE}"' in line:
        yield (
            f"What was done is not in the state but in {shown(folder / UNSAVED_STATE)}: keep that file;"
            f" `stackwright state {called} --push` brings it in."
        )


def _from_first_error(text: str) -> str:
    """Leaves out what came before the first error, a plan for instance; without one, the end of the output."""
    lines = text.rstrip().splitlines()
    first = next((number for number, line in enumerate(lines) if line.lstrip().startswith("Error: ")), -ERROR_LINES)
    return "\n".join(lines[first:])
