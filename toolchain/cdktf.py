"""The cdktf command over one stack, for those who want the real thing: synth, diff, deploy, destroy.

cdktf runs Terraform under a pseudo terminal in a session of its own and, on a Ctrl-C, ends at once without waiting for
it. Therefore Ctrl-C goes to Terraform alone; when that has written its state and released its lock, cdktf ends too.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolchain import process, terraform
from toolchain.errors import UserError
from toolchain.failures import KILLED_EXIT_CODES, explain, plain
from toolchain.known_failures import shown
from toolchain.node import QUIET
from toolchain.process import LineCallback

# cdktf redraws its status line; in a pipe each redrawing is a line.
STATUS = re.compile(r"^[⠀-⣿] |^\d+ Stacks? deploying .* waiting$|^\d+ Stacks? destroying .* waiting$")
SYNTH_FAILED = "cdktf encountered an error while synthesizing"
FINISHED = {"deploy": "Apply complete!", "destroy": "Destroy complete!"}
"""What Terraform says when it has done everything. cdktf ends with 0 when Terraform was killed."""
ENVIRONMENT: dict[str, str] = {
    **QUIET,
    "CI": "1",
    # cdktf would have Terraform copy the 700 MB provider to the home folder; it is on this machine already.
    "CDKTF_DISABLE_PLUGIN_CACHE_ENV": "1",
}


class Cdktf:
    """The cdktf of node_modules, run in the repository's folder.

    Every command hands over Terraform's lines without cdktf's decoration, raises UserError in the user's words when it
    fails, and Interrupted after Ctrl-C, when Terraform has written its state and released its lock.
    """

    def __init__(
        self,
        repository: Path,
        *,
        base_environment: Mapping[str, str] | None = None,
        on_line: LineCallback | None = None,
        called: str = "",
    ) -> None:
        """`called` is what messages name the target by, as a command line does; the stack's id unless it is given."""
        self._repository = repository
        self._called = called
        self._program = repository / "node_modules" / ".bin" / "cdktf"
        if not self._program.exists():
            raise UserError(f"{shown(self._program)} is missing. Run `make setup` first.")
        self._environment = terraform.environment(repository, base_environment) | ENVIRONMENT
        self._on_line = on_line

    def synth(self) -> None:
        """Writes cdktf.out for all stacks, by running main.py."""
        self._run("synth", "cdktf", [])

    def diff(self, stack_id: str, *, skip_synth: bool = False, variables: Mapping[str, str] | None = None) -> None:
        """Plans a stack; the plan is in the lines. `skip_synth`: take cdktf.out as it is."""
        self._run("diff", stack_id, self._options(skip_synth, variables))

    def deploy(self, stack_id: str, *, skip_synth: bool = False, variables: Mapping[str, str] | None = None) -> None:
        """Applies a stack without asking."""
        self._run("deploy", stack_id, [*self._options(skip_synth, variables), "--auto-approve", "--parallelism=1"])

    def destroy(self, stack_id: str, *, skip_synth: bool = False, variables: Mapping[str, str] | None = None) -> None:
        """Destroys everything in a stack's state without asking."""
        self._run("destroy", stack_id, [*self._options(skip_synth, variables), "--auto-approve", "--parallelism=1"])

    def _options(self, skip_synth: bool, variables: Mapping[str, str] | None) -> list[str]:
        # The provider lock would be asked from the registry, for a platform that nobody here may use.
        options = ["--skip-provider-lock", *(["--skip-synth"] if skip_synth else [])]
        return options + [f"--var={name}={value}" for name, value in (variables or {}).items()]

    def _run(self, verb: str, stack_id: str, options: Sequence[str]) -> None:
        log = process.new_log(self._repository / ".stackwright" / "logs", f"{stack_id}-cdktf-{verb}")
        undecorate = Undecorate(stack_id)
        stacks = [] if verb == "synth" else [stack_id]
        colour = [] if verb == "synth" else ["--no-color"]
        finished = process.stream(
            [str(self._program), verb, *stacks, *colour, *options],
            folder=self._repository,
            environment=self._environment,
            on_line=lambda line: self._hand_over(undecorate(line)),
            log=log,
            graceful=[terraform.program_name(self._environment)],
            private=True,
        )
        unfinished = FINISHED.get(verb, "") not in finished.output
        if finished.exit_code == 0 and not unfinished:
            return
        output = "\n".join(filter(None, map(undecorate, finished.output.splitlines())))
        if SYNTH_FAILED in output:
            raise UserError(
                f"The settings could not be turned into Terraform; the log is {shown(log)}:\n{_synth_error(output)}"
            )
        folder = self._repository / "cdktf.out" / "stacks" / stack_id
        exit_code = finished.exit_code or KILLED_EXIT_CODES[0]
        raise explain(output, log, folder, exit_code, called=self._called)

    def _hand_over(self, line: str | None) -> None:
        if line is not None and self._on_line is not None:
            self._on_line(line)


class Undecorate:
    """Takes cdktf's additions off a line of Terraform's: the stack's name or its width in spaces, and status lines."""

    def __init__(self, stack_id: str) -> None:
        self._prefix = re.compile(rf"^(?:{re.escape(stack_id)}|\s{{{len(stack_id)}}})(?:\s\s|$)")

    def __call__(self, line: str) -> str | None:
        """The line as Terraform wrote it; None for lines that only cdktf wants to show."""
        line = plain(line).rstrip()
        return None if STATUS.match(line) else self._prefix.sub("", line)


def _synth_error(output: str) -> str:
    """What main.py wrote to standard error."""
    _, _, after = output.partition("Command output on stderr:")
    return "\n".join(line.removeprefix("    ") for line in after.strip("\n").splitlines()).strip() or output
