"""A repository of its own with an AWS of its own: what is deployed from here touches nothing of the user's."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import boto3
from botocore.config import Config

import local_aws
from local_aws import LocalAws, pages
from scripts.base.aws import local_environment
from scripts.base.settings import load
from settings.load import load_state
from settings.target import Target
from toolchain import terraform
from toolchain.process_tree import family, kill

REPOSITORY = Path(__file__).parents[1]


class CommandError(Exception):
    """A command that ended otherwise than it should have, with what it said."""


@dataclass(frozen=True)
class Done:
    """A command that ended, and what it wrote."""

    exit_code: int
    stdout: str
    stderr: str


class Site:
    """A folder with a copy of the settings, the tools of this repository, and its own local AWS, started when needed.

    All commands and what they said are in `log`; the logs of Terraform, cdktf and the local AWS are below .stackwright.
    """

    def __init__(self, folder: Path, on_line: Callable[[str], object] = lambda line: None) -> None:
        """`folder` is made, or empty. `on_line` is given each line of progress."""
        self.folder = folder
        self.log = folder / "commands.log"
        self.variables: dict[str, str] = {}
        """Values of Terraform's variables for all commands from now on."""
        self._on_line = on_line
        self._running: set[int] = set()
        self._closed = threading.Event()
        shutil.copytree(REPOSITORY / "envs", folder / "envs")  # makes the folder too
        shutil.copy(REPOSITORY / "cdktf.json", folder)
        (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
        (folder / ".stackwright").mkdir()
        shutil.copy(REPOSITORY / ".stackwright" / "terraform.rc", folder / ".stackwright")
        state = load_state(folder).settings
        self.account_id, self.region, self.state_bucket = state.account_id, state.region, state.state.bucket_name

    def start(self, hosted_zones: Iterable[str] = ()) -> LocalAws:
        """Its AWS; commands with --local start it too, but then it belongs to nobody's family of processes."""
        return local_aws.start(self.folder, hosted_zones=hosted_zones)

    def close(self) -> None:
        """End its AWS and every command that still runs, at once."""
        self._closed.set()
        for pid in list(self._running):
            kill(family(pid))
        local_aws.stop(self.folder)

    def run(self, *arguments: str) -> Done:
        """`stackwright <arguments>`, to its end."""
        program = Path(sys.executable).with_name("stackwright")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        return self._execute([str(program), *arguments], self.folder, kept)

    def terraform(self, target: Target, *arguments: str) -> Done:
        """`terraform <arguments>` in the root of a target, past our own commands."""
        settings = load(target, self.folder).settings
        base = local_environment(self.start(), settings.account_id, settings.region)
        environment = terraform.environment(self.folder, base)
        program = environment["TERRAFORM_BINARY_NAME"]
        return self._execute([program, *arguments], self.folder / target.root_dir, environment)

    def _execute(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
        errors: list[str] = []
        with self.log.open("a") as log, TemporaryFile("w+") as output:
            variables = {f"TF_VAR_{name}": value for name, value in self.variables.items()}
            line = [*(f"{name}={value}" for name, value in variables.items()), Path(command[0]).name, *command[1:]]
            log.write(f"$ {' '.join(line)}\n")
            log.flush()
            with subprocess.Popen(
                command,
                cwd=folder,
                env={**environment, **variables},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                # A Ctrl-C is for the matrix, which then ends the command and everything below it.
                start_new_session=True,
            ) as process:
                self._running.add(process.pid)
                if self._closed.is_set():
                    kill(family(process.pid))
                assert process.stderr is not None
                for line in process.stderr:
                    errors.append(line)
                    log.write(line)
                    log.flush()
                    self._on_line(line.strip())
            self._running.discard(process.pid)
            output.seek(0)
            written = output.read()
            log.write(f"{written}\n")
        if self._closed.is_set():
            raise CommandError("stopped")
        return Done(process.returncode, written, "".join(errors))

    def stackwright(self, *arguments: str) -> str:
        """What the command wrote to standard output. Raises CommandError unless it ended with 0."""
        done = self.run(*arguments)
        if done.exit_code != 0:
            said = f"{done.stdout}{done.stderr}".strip()
            raise CommandError(f"stackwright {' '.join(arguments)} ended with {done.exit_code}:\n{said}")
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """The document that the command gives with --json."""
        return json.loads(self.stackwright(*arguments, "--json"))

    @cache  # noqa: B019 - a site lives as long as its process
    def client(self, service: str) -> Any:
        """A boto3 client of the site's account, which looks at nothing in this process's environment."""
        local = local_aws.environment(self._aws().endpoint, self.account_id, self.region)
        return boto3.session.Session().client(
            service,
            region_name=self.region,
            endpoint_url=local["AWS_ENDPOINT_URL"],
            aws_access_key_id=local["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=local["AWS_SECRET_ACCESS_KEY"],
            config=Config(proxies={}),
        )

    def state(self, target: Target) -> dict[str, Any]:
        """The target's state object, as it lies in the bucket."""
        key = load(target, self.folder).deployment.state_key
        return json.load(self.client("s3").get_object(Bucket=self.state_bucket, Key=key)["Body"])

    def ledger(self) -> dict[str, list[str]]:
        """Everything the account holds."""
        return pages.ledger(self._aws().endpoint, self.account_id)

    def unsupported(self) -> list[str]:
        """Operations that its AWS was asked for and does not have."""
        return [f"{one['service']} {one['operation']}" for one in pages.unsupported(self._aws().endpoint)]

    def _aws(self) -> LocalAws:
        running = local_aws.status(self.folder)
        if running is None:
            raise CommandError(f"the local AWS of {self.folder} does not run")
        return running
