"""A repository with one small target and an AWS of its own, whose requests a test can hold or refuse.

`shop/shared` has what makes a deploy slow or fail in interesting places: a key, image repositories, a topic.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

import local_aws
from scripts.base.aws import Aws
from scripts.base.state_place import make_state_place
from settings.load import load_state
from tests.faults import runbook
from tests.faults.gate import Gate
from toolchain.process_tree import snapshot, working_folder

REPOSITORY = Path(__file__).parents[2]
TARGET = "shop/shared"
ACCOUNT_ID, OTHER_ACCOUNT_ID = "123456789012", "999988887777"
BUCKET, TABLE, KEY = f"stackwright-state-{ACCOUNT_ID}", "stackwright-locks", "shop/shared/terraform.tfstate"
REGION = "us-east-1"
TIMEOUT_SECONDS = 1800
SETTINGS = """\
account_id          = "123456789012"
region              = "us-east-1"
owner               = "shop"
cost_center         = "shop"
deletion_protection = {protection}

repositories = {{
{repositories}
}}

topics = {{
  P3 = {{ email_addresses = ["shop@example.com"] }}
}}
"""


@dataclass(frozen=True)
class Ended:
    """A command that ended."""

    command: str
    exit_code: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """Everything, what the command shows of its steps included."""
        return f"{self.stdout}{self.stderr}"


@dataclass
class Site:
    """A copy of the repository on one machine, and the AWS that it is deployed to."""

    folder: Path
    gate: Gate
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """The real command, under way."""
        return subprocess.Popen(
            [Path(sys.executable).with_name("stackwright"), *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, process: subprocess.Popen[str], *arguments: str) -> Ended:
        stdout, stderr = process.communicate(timeout=TIMEOUT_SECONDS)
        return Ended(f"stackwright {' '.join(arguments)}", process.returncode, stdout, stderr)

    def run(self, *arguments: str, **environment: str) -> Ended:
        """The real command, to its end."""
        return self.finish(self.start(*arguments, **environment), *arguments)

    def document(self, done: Ended) -> Any:
        """What a command wrote with --json."""
        return json.loads(done.stdout)

    def ok(self, *arguments: str) -> Ended:
        """The same; fails with everything it said unless it ends with 0."""
        done = self.run(*arguments)
        assert done.exit_code == 0, done.said
        return done

    def describe(self, *repositories: str, protection: bool = False) -> None:
        """Writes the settings of the target, with these image repositories; one may be named twice."""
        listed = "\n".join(f"  {name} = {{}}" for name in dict.fromkeys(repositories))
        text = SETTINGS.format(repositories=listed, protection=str(protection).lower())
        (self.folder / "envs" / "shop" / "shared.tfvars").write_text(text)

    def client(self, service: str) -> Any:
        """A boto3 client that goes past the gate."""
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.gate.upstream,
            aws_access_key_id=ACCOUNT_ID,
            aws_secret_access_key="local",
        )

    def state(self) -> dict[str, Any]:
        return json.load(self.client("s3").get_object(Bucket=BUCKET, Key=KEY)["Body"])

    def listed(self) -> frozenset[str]:
        """ARNs of the keys and topics that AWS lists with the target's tags."""
        found = self.client("resourcegroupstaggingapi").get_resources(
            TagFilters=[{"Key": "system", "Values": ["shop"]}], ResourceTypeFilters=["kms", "sns"]
        )
        return frozenset(one["ResourceARN"] for one in found["ResourceTagMappingList"])

    def known(self) -> frozenset[str]:
        """ARNs that the state has."""
        instances = [one for resource in self.state()["resources"] for one in resource["instances"]]
        return frozenset(one["attributes"]["arn"] for one in instances if "arn" in one["attributes"])

    def locks(self) -> list[str]:
        """Where the state is locked."""
        listed = self.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
        items = self.client("dynamodb").scan(TableName=TABLE)["Items"]
        return [one["Key"] for one in listed if one["Key"].endswith(".tflock")] + [
            one["LockID"]["S"] for one in items if "Info" in one
        ]

    def lock_id(self) -> str:
        body = self.client("s3").get_object(Bucket=BUCKET, Key=f"{KEY}.tflock")["Body"].read()
        return json.loads(body)["ID"]

    def repositories(self) -> list[str]:
        """The names of the image repositories that there are."""
        return sorted(one["repositoryName"] for one in self.client("ecr").describe_repositories()["repositories"])

    def unlock_and_push(self) -> tuple[Ended, Ended]:
        """What the runbook says about a run that could not save its state."""
        return self.ok("unlock", TARGET, "--id", self.lock_id()), self.ok("state", TARGET, "--push")

    def terraforms(self) -> list[int]:
        """The processes that run Terraform over this copy's root of the target."""
        root = self.folder / "cdktf.out" / "stacks" / "shop-shared"
        return [one.pid for one in snapshot() if one.name == "terraform" and working_folder(one) == root]

    def kill_terraform(self) -> None:
        """`kill -9`, and what it started dies with it."""
        for pid in self.terraforms():
            os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 30
        while self.terraforms() and time.monotonic() < until:
            time.sleep(0.05)

    def copy(self, folder: Path) -> "Site":
        """Another machine's copy of the same repository, talking to the same AWS."""
        _repository(folder)
        shutil.copytree(self.folder / "envs", folder / "envs", dirs_exist_ok=True)
        return Site(folder, self.gate, self.environment)


def _repository(folder: Path) -> None:
    (folder / "envs" / "shop").mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "envs" / "state.tfvars", folder / "envs")
    shutil.copy(REPOSITORY / "cdktf.json", folder)
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    (folder / ".stackwright").mkdir()
    shutil.copy(REPOSITORY / ".stackwright" / "terraform.rc", folder / ".stackwright")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Nothing but the place of the state, made without Terraform's part of a bootstrap, which takes a minute."""
    folder = tmp_path_factory.mktemp("faults")
    _repository(folder)
    running = local_aws.start(folder)
    gate = Gate(running.endpoint)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    environment = kept | local_aws.environment(gate.endpoint, ACCOUNT_ID, REGION) | {"NO_COLOR": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    # Other requests than ours go past the gate; this variable is for S3 Control alone.
    environment["HTTP_PROXY"] = running.endpoint
    site = Site(folder, gate, environment)
    try:
        make_state_place(load_state(folder), Aws(environment, None))
        key = site.client("kms").create_key()["KeyMetadata"]["KeyId"]
        site.client("kms").create_alias(AliasName="alias/stackwright-state", TargetKeyId=key)
        site.describe()
        yield site
    finally:
        gate.close()
        local_aws.stop(folder)


@dataclass(frozen=True)
class Killed:
    """A first deploy whose Terraform was killed in its middle, and everything that was done about it afterwards."""

    too_early: Ended
    """An unlock while Terraform was still alive."""
    deploy: Ended
    locked: Ended
    """The next deploy."""
    unlock: Ended
    adopt: Ended
    again: Ended
    """The deploy after that."""
    listed: frozenset[str]
    """ARNs of the keys and topics that AWS then lists with the target's tags."""
    known: frozenset[str]
    """ARNs that the state then has."""


@pytest.fixture(scope="session")
def elsewhere(empty_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Another copy of the repository, with the same AWS."""
    return empty_site.copy(tmp_path_factory.mktemp("elsewhere") / "repository")


@pytest.fixture(scope="session")
def killed(empty_site: Site, elsewhere: Site) -> Killed:
    """The first deploy is killed when it has made a key that it has not saved in the state yet."""
    site = empty_site
    site.gate.hold("CreateAlias")
    process = site.start("deploy", TARGET, "--yes")
    site.gate.wait()
    lock_id = site.lock_id()
    too_early = elsewhere.run("unlock", TARGET, "--id", lock_id)
    site.kill_terraform()
    deploy = site.finish(process, "deploy", TARGET, "--yes")
    # What it had asked for last never arrives.
    site.gate.hang_up()
    site.gate.heal()
    locked = site.run("deploy", TARGET, "--yes")
    unlock = site.run("unlock", TARGET, "--id", lock_id)
    adopt = site.run("adopt", TARGET, "--yes")
    again = site.run("deploy", TARGET, "--yes")
    return Killed(too_early, deploy, locked, unlock, adopt, again, site.listed(), site.known())


@pytest.fixture(scope="session")
def site(empty_site: Site, killed: Killed) -> Site:
    """Deployed and unlocked. A test that breaks something mends it."""
    assert killed.again.exit_code == 0, killed.again.said
    return empty_site


@pytest.fixture
def gate(site: Site) -> Iterator[Gate]:
    """Passes everything on before and after the test."""
    yield site.gate
    site.gate.heal()


@pytest.fixture
def shows(rewrite: bool) -> Callable[[str, Ended, str], None]:
    """`shows("two-deploys", done, done.stderr)`: the runbook's section of that name is what a command said."""

    def compare(name: str, done: Ended, said: str) -> None:
        runbook.shows(name, done.command, said, rewrite=rewrite)

    return compare
