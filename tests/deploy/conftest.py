"""A repository of its own with an AWS of its own, deployed to once for all tests of this folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest

import local_aws

REPOSITORY = Path(__file__).parents[2]
TARGET = "macro-ai/dev"
ACCOUNT_ID = "123456789012"
REGION = "us-east-1"
TIMEOUT_SECONDS = 900


@dataclass(frozen=True)
class Site:
    """A folder that is a repository, and the local AWS that belongs to it."""

    folder: Path

    def stackwright(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The real command; fails with everything it said unless it ends with 0."""
        done = subprocess.run(
            [Path(sys.executable).with_name("stackwright"), *arguments],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            said = f"{done.stdout}{done.stderr}"
            pytest.fail(f"stackwright {' '.join(arguments)} ended with {done.returncode}:\n{said}", pytrace=False)
        return done

    def json(self, *arguments: str) -> Any:
        """The document that the command gives with --json."""
        return json.loads(self.stackwright(*arguments, "--json").stdout)

    @cache  # noqa: B019 - one site a session
    def client(self, service: str) -> Any:
        """A boto3 client of the environment's account."""
        running = local_aws.status(self.folder)
        assert running is not None
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=running.endpoint,
            aws_access_key_id=ACCOUNT_ID,
            aws_secret_access_key="local",
        )

    def state(self) -> dict[str, Any]:
        """The environment's state object, as it lies in the bucket."""
        body = self.client("s3").get_object(Bucket=f"stackwright-state-{ACCOUNT_ID}", Key=f"{TARGET}/terraform.tfstate")
        return json.load(body["Body"])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Not deployed to yet. Its AWS ends with the tests, whatever happens."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(REPOSITORY / "envs", folder / "envs")
    shutil.copy(REPOSITORY / "cdktf.json", folder)
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    (folder / ".stackwright").mkdir()
    shutil.copy(REPOSITORY / ".stackwright" / "terraform.rc", folder / ".stackwright")
    try:
        yield Site(folder)
    finally:
        local_aws.stop(folder)


@pytest.fixture(scope="session")
def bootstrapped(site: Site) -> dict[str, Any]:
    """What the first bootstrap said."""
    return site.json("bootstrap", "--local")


@pytest.fixture(scope="session")
def deployed(site: Site, bootstrapped: dict[str, Any]) -> str:
    """What the deploy said."""
    return site.stackwright("deploy", TARGET, "--local", "--yes").stdout


@pytest.fixture(scope="session")
def destroyed(site: Site, deployed: str) -> str:
    """What the destroy said."""
    return site.stackwright("destroy", TARGET, "--local", "--yes", TARGET).stdout
