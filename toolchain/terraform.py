"""Terraform's commands over one root folder: output streamed and logged, failures put into sentences."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolchain import process, terraform_binary
from toolchain.errors import UserError
from toolchain.failures import explain
from toolchain.process import LineCallback

# Less garbage collection saves a fifth of the provider's CPU time and costs 300 MiB.
GOGC_PERCENT = "400"
GOGC_MEMORY_BYTES = 4 * 1024**3
CAPTURE_TIMEOUT_SECONDS = 600
# A root has one state. These would lead Terraform to another one without a word.
DROPPED = ("TF_WORKSPACE", "TF_DATA_DIR")


def environment(repository: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """What every terraform and cdktf process gets: `base` (this process's own by default) plus our settings.

    Raises UserError when set-up has not run or no terraform fits.
    """
    base = os.environ if base is None else base
    configuration = repository / ".stackwright" / "terraform.rc"
    if not configuration.exists():
        raise UserError(f"{configuration} is missing. Run `make setup` first.")
    binary = terraform_binary.find(repository, base)
    ours = {
        "TF_CLI_CONFIG_FILE": str(configuration),
        "TERRAFORM_BINARY_NAME": binary.path,
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
    }
    if free_memory_bytes() >= GOGC_MEMORY_BYTES:
        ours["GOGC"] = base.get("GOGC", GOGC_PERCENT)
    return {name: value for name, value in base.items() if name not in DROPPED} | ours


def program_name(environment: Mapping[str, str]) -> str:
    """The name under which terraform runs in an environment made by `environment`."""
    return Path(environment["TERRAFORM_BINARY_NAME"]).name


class Root:
    """One folder with a cdk.tf.json, and what Terraform can do with it.

    Every command raises UserError in the user's words when it fails, and Interrupted after Ctrl-C, when Terraform has
    written its state and released its lock.
    """

    def __init__(
        self,
        repository: Path,
        folder: Path,
        *,
        base_environment: Mapping[str, str] | None = None,
        on_line: LineCallback | None = None,
        called: str = "",
    ) -> None:
        """`called` is what messages name the target by, as a command line does; the folder's name unless given."""
        self.folder = folder
        self._called = called
        self._environment = environment(repository, base_environment)
        self._logs = repository / ".stackwright" / "logs"
        self._on_line = on_line

    def init(self, *, reconfigure: bool = False) -> None:
        """Connects the folder to its state and provider. `reconfigure`: forget the backend the folder had before."""
        self._run("init", ["-reconfigure"] if reconfigure else [])

    def plan(self, plan_file: Path, *, options: Sequence[str] = ()) -> bool:
        """Writes the plan and returns whether it changes anything. Only its owner can read it: it may hold secrets."""
        plan_file.parent.mkdir(parents=True, exist_ok=True)
        return self._run("plan", ["-detailed-exitcode", f"-out={plan_file}", *options], allowed=(0, 2)) == 2

    def apply(self, plan_file: Path) -> None:
        """Does what a plan says."""
        self._run("apply", [str(plan_file)])

    def destroy(self, *, options: Sequence[str] = ()) -> None:
        """Destroys everything in the state, without asking."""
        self._run("destroy", ["-auto-approve", *options])

    def untaint(self, address: str) -> None:
        """Has the next apply complete a resource that was interrupted while it was made, not replace it."""
        self._run("untaint", [address])

    def import_(self, address: str, id: str) -> None:
        """Takes what exists in AWS over into the state."""
        self._run("import", [address, id])

    def show_json(self, plan_file: Path | None = None) -> dict[str, Any]:
        """A plan, or the state, as Terraform's JSON. It holds secrets in clear and is written nowhere."""
        return json.loads(self._capture("show", ["-json", *([str(plan_file)] if plan_file else [])]))

    def state_pull(self) -> dict[str, Any] | None:
        """The whole state; None when there is none yet."""
        text = self._capture("state pull", [])
        return json.loads(text) if text.strip() else None

    def state_push(self, file: Path) -> None:
        """Makes a file the state; refused when it is older than the state or the state of something else."""
        self._run("state push", [str(file)])

    def outputs(self) -> dict[str, Any]:
        """The values of the root's outputs, sensitive ones included."""
        return {name: output["value"] for name, output in json.loads(self._capture("output", ["-json"])).items()}

    def _run(self, verb: str, arguments: Sequence[str], *, allowed: Sequence[int] = (0,)) -> int:
        log = process.new_log(self._logs, f"{self.folder.name}-{verb.replace(' ', '-')}")
        finished = process.stream(
            [self._environment["TERRAFORM_BINARY_NAME"], *verb.split(), "-no-color", *arguments],
            folder=self.folder,
            environment=self._environment,
            on_line=self._on_line,
            log=log,
            graceful=[program_name(self._environment)],
            private=True,
        )
        if finished.exit_code not in allowed:
            raise explain(finished.output, log, self.folder, finished.exit_code, called=self._called)
        return finished.exit_code

    def _capture(self, verb: str, arguments: Sequence[str]) -> str:
        log = process.new_log(self._logs, f"{self.folder.name}-{verb.replace(' ', '-')}")
        captured = process.capture(
            [self._environment["TERRAFORM_BINARY_NAME"], *verb.split(), "-no-color", *arguments],
            folder=self.folder,
            environment=self._environment,
            timeout_seconds=CAPTURE_TIMEOUT_SECONDS,
        )
        if captured.exit_code != 0:
            log.write_text(captured.stderr)
            raise explain(captured.stderr, log, self.folder, captured.exit_code, called=self._called)
        return captured.stdout


def free_memory_bytes() -> int:
    """Memory that is free to use now, or all there is where the system does not say how much is free."""
    details = Path("/proc/meminfo")
    if details.is_file():
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", details.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
