"""One step of set-up: done once for each content of its inputs, with its seconds printed and its output logged."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain import process
from toolchain.errors import UserError
from toolchain.files import write_beside

LAST_LINES = 12


@dataclass
class Setup:
    """The repository being set up, the log of everything the tools say, and what was done so far."""

    repository: Path
    environment: Mapping[str, str]
    lock_descriptor: int
    say: Callable[[str], object]
    done: int = 0

    @property
    def runtime(self) -> Path:
        return self.repository / ".stackwright"

    @property
    def log(self) -> Path:
        return self.runtime / "setup.log"

    def once(self, name: str, stamp: Path, digest: str, action: Callable[[], None]) -> None:
        """Runs the action unless the stamp file says it ran to its end for this digest. The stamp is written last."""
        if stamp.is_file() and stamp.read_text() == digest:
            return
        started = time.monotonic()
        self.say(f"  {name} ...")
        action()
        write_beside(stamp, digest)
        self.done += 1
        self.say(f"  {name}: done in {time.monotonic() - started:.1f} s")

    def run(self, command: Sequence[str], *, step: str, folder: Path | None = None, hint: str = "") -> None:
        """Runs a tool with its output in the log. Raises UserError with its last lines when it fails."""
        finished = process.stream(
            command,
            folder=folder or self.repository,
            environment=self.environment,
            log=self.log,
            keep_open=[self.lock_descriptor],
        )
        if finished.exit_code != 0:
            last = "\n".join(f"    {line}" for line in finished.output.strip().splitlines()[-LAST_LINES:])
            tool = Path(command[0]).name
            what = f'Set-up failed at the step "{step}": {tool} ended with exit code {finished.exit_code}.'
            where = f"The whole output is in {self.log.relative_to(self.repository)}; it ends with:\n{last}"
            raise UserError(" ".join(filter(None, (what, hint, where))))
