"""What Terraform's failures mean, in the words of the person who has to do something about them."""

from pathlib import Path

from toolchain.errors import UserError

LAST_LINES = 30


class TerraformError(UserError):
    """A terraform or cdktf command that failed. `output` is what it said, `log` the file that holds all of it."""

    def __init__(self, message: str, output: str, log: Path) -> None:
        super().__init__(message)
        self.output = output
        self.log = log


def explain(output: str, log: Path) -> TerraformError:
    """The error to raise for a command's output."""
    last = "\n".join(output.strip().splitlines()[-LAST_LINES:])
    return TerraformError(f"Terraform failed; its whole output is in {log}:\n{last}", output, log)
