"""A repository of its own, with programs in place of terraform and cdktf that do what a test tells them."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from scripts.cli import run

REPOSITORY = Path(__file__).parents[2]

TERRAFORM = f"""#!{sys.executable} -SE
import json, pathlib, sys, zipfile
told = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
if arguments[0] == "version":
    print(json.dumps({{"terraform_version": "1.11.4", "platform": "linux_amd64"}}))
    sys.exit()
with (told / "calls").open("a") as calls:
    calls.write(" ".join(arguments) + "\\n")
verb = " ".join(arguments[:2]) if arguments[0] == "state" else arguments[0]
answer = told / verb.replace(" ", "-")
fails = told / f"{{answer.name}}.fails"
if fails.exists():
    failure = fails.read_text()
    fails.unlink()
    sys.exit(failure)
if verb == "plan":
    out = next(one.removeprefix("-out=") for one in arguments if one.startswith("-out="))
    with zipfile.ZipFile(out, "w") as archive:
        archive.write("cdk.tf.json", "tfconfig/m-/cdk.tf.json")
    changes = json.loads((told / "show").read_text())
    sys.exit(2 if changes["resource_changes"] else 0)
if verb == "apply":
    later = told / "show-later"
    (told / "show").write_text(later.read_text() if later.exists() else '{{"format_version": "1.2", "resource_changes": []}}')
if answer.exists():
    print(answer.read_text())
"""

CDKTF = """#!/bin/sh
folder=$(cd "$(dirname "$0")/../../fake" && pwd)
echo "cdktf $*" >> "$folder/calls"
cat "$folder/cdktf" 2>/dev/null
sh "$folder/cdktf.sh" || exit
echo "Apply complete! Destroy complete!"
"""


@dataclass(frozen=True)
class Ended:
    """A command that ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        return json.loads(self.stdout)


@dataclass(frozen=True)
class Fake:
    """What the programs answer, and how they were called."""

    folder: Path

    def plans(self, *resource_changes: dict[str, Any], **outputs: str) -> None:
        """What plans find until something is applied."""
        self.write("show", _plan(resource_changes, outputs))

    def plans_later(self, *resource_changes: dict[str, Any]) -> None:
        """What plans find after `terraform apply`."""
        self.write("show-later", _plan(resource_changes, {}))

    def deploys_with_cdktf(self, *left: dict[str, Any]) -> None:
        """What plans find after `cdktf deploy`: nothing, if all went well."""
        self.write("show-deployed", _plan(left, {}))
        self.write("cdktf.sh", f"cp {self.folder}/show-deployed {self.folder}/show")

    def has_state(self, *resources: dict[str, Any], **outputs: Any) -> None:
        values = {name: {"value": value} for name, value in outputs.items()}
        self.write("state-pull", json.dumps({"version": 4, "resources": resources, "outputs": values}))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def fails(self, verb: str, text: str) -> None:
        """The next call of `terraform <verb>` ends with 1 and these words."""
        self.write(f"{verb}.fails", text)

    @property
    def calls(self) -> list[str]:
        calls = self.folder / "calls"
        return calls.read_text().splitlines() if calls.exists() else []


def _plan(resource_changes: Sequence[dict[str, Any]], outputs: Mapping[str, str]) -> str:
    changed = {name: {"actions": [action]} for name, action in outputs.items()}
    return json.dumps({"format_version": "1.2", "resource_changes": resource_changes, "output_changes": changed})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a repository with the real settings of two targets, which is the current folder too."""
    folder = tmp_path / "repository"
    (folder / "envs" / "macro-ai").mkdir(parents=True)
    for name in ("state.tfvars", "macro-ai/dev.tfvars"):
        shutil.copy(REPOSITORY / "envs" / name, folder / "envs" / name)
    shutil.copy(REPOSITORY / "cdktf.json", folder)
    for name in [name for name in os.environ if name.startswith(("AWS_", "TF_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(folder)
    return folder


@dataclass(frozen=True)
class StatePlace:
    """The state bucket and the lock table in an account that exists for one test, with nothing else in it."""

    bucket: str = "stackwright-state-123456789012"
    table: str = "stackwright-locks"

    def client(self, service: str) -> Any:
        return boto3.client(service, region_name="us-east-1")

    def put_state(self, key: str, text: str, *, digest: str | None = None) -> str:
        """Writes a state as Terraform does, also its digest into the table; returns the version."""
        put = self.client("s3").put_object(
            Bucket=self.bucket, Key=key, Body=text.encode(), ServerSideEncryption="AES256"
        )
        known = digest or hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        item = {"LockID": {"S": f"{self.bucket}/{key}-md5"}, "Digest": {"S": known}}
        self.client("dynamodb").put_item(TableName=self.table, Item=item)
        return put["VersionId"]

    def lock(self, key: str, *, id: str = "1-2", who: str = "ann@laptop", file: bool = True, item: bool = True) -> None:
        """Locks a state as Terraform does."""
        info = {
            "ID": id,
            "Operation": "OperationTypeApply",
            "Info": "",
            "Who": who,
            "Version": "1.11.4",
            "Created": "2026-11-21T08:51:30.914674388Z",
            "Path": f"{self.bucket}/{key}",
        }
        text = json.dumps(info)
        if file:
            self.client("s3").put_object(Bucket=self.bucket, Key=f"{key}.tflock", Body=text.encode())
        if item:
            locked = {"LockID": {"S": f"{self.bucket}/{key}"}, "Info": {"S": text}}
            self.client("dynamodb").put_item(TableName=self.table, Item=locked)

    def locks(self, key: str) -> list[str]:
        """Where a state is locked."""
        objects = self.client("s3").list_objects_v2(Bucket=self.bucket).get("Contents", [])
        items = self.client("dynamodb").scan(TableName=self.table)["Items"]
        return [
            *("file" for found in objects if found["Key"] == f"{key}.tflock"),
            *("item" for found in items if found["LockID"]["S"] == f"{self.bucket}/{key}"),
        ]


@pytest.fixture
def state_place(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StatePlace]:
    """An account with the state bucket and the lock table."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    place = StatePlace()
    with mock_aws():
        s3 = place.client("s3")
        s3.create_bucket(Bucket=place.bucket)
        s3.put_bucket_versioning(Bucket=place.bucket, VersioningConfiguration={"Status": "Enabled"})
        place.client("dynamodb").create_table(
            TableName=place.table,
            AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        yield place


@pytest.fixture
def fake(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts the programs in place. Without being told, they find nothing to do."""
    folder = repository / "fake"
    folder.mkdir()
    terraform = folder / "terraform"
    terraform.write_text(TERRAFORM)
    terraform.chmod(0o755)
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", str(terraform))
    (repository / ".stackwright").mkdir()
    (repository / ".stackwright" / "terraform.rc").touch()
    cdktf = repository / "node_modules" / ".bin" / "cdktf"
    cdktf.parent.mkdir(parents=True)
    cdktf.write_text(CDKTF)
    cdktf.chmod(0o755)
    programs = Fake(folder)
    programs.write("cdktf.sh", "exit 0")
    programs.plans()
    programs.has_state()
    return programs


@pytest.fixture
def stackwright(repository: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """`stackwright("check", "macro-ai/dev")`: runs the command in this process."""

    def call(*arguments: str) -> Ended:
        capfd.readouterr()
        exit_code = run(list(arguments))
        captured = capfd.readouterr()
        return Ended(exit_code, captured.out, captured.err)

    return call


def change(address: str, actions: Sequence[str], **more: Any) -> dict[str, Any]:
    """An entry of resource_changes as Terraform writes it."""
    *_, terraform_type, name = address.split(".")
    entry = {"address": address, "type": terraform_type, "name": name}
    entry |= {key: more.pop(key) for key in ("previous_address",) if key in more}
    return {**entry, "change": {"actions": list(actions), "before": None, "after": None, **more}}
