import json
import os
import socketserver
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolchain.failures import TerraformError
from toolchain.offline import offline_override, offline_root, plan_offline

REPOSITORY = Path(__file__).parents[2]
FAKE = {
    "access_key": "offline",
    "secret_key": "offline",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
    "allowed_account_ids": [],
}


@pytest.mark.parametrize(
    ("provider", "overridden"),
    [
        ({"aws": [{"region": "us-east-1"}]}, [FAKE]),
        ({"aws": {"region": "us-east-1"}}, [FAKE]),
        ({"aws": [{}, {"alias": "us_east_1"}]}, [FAKE, {"alias": "us_east_1", **FAKE}]),
    ],
)
def test_every_alias_gets_fake_keys(provider: dict[str, Any], overridden: list[dict[str, Any]]) -> None:
    assert offline_override({"provider": provider}) == {
        "terraform": {"backend": {"local": {}}},
        "provider": {"aws": overridden},
    }


def test_a_root_without_aws_gets_no_provider() -> None:
    assert offline_override({"output": {}}) == {"terraform": {"backend": {"local": {}}}}


def test_import_entries_are_left_out() -> None:
    assert offline_root({"import": [{"id": "x"}], "resource": {}}) == {"resource": {}}


class Counter(socketserver.BaseRequestHandler):
    """A proxy that refuses everything and counts."""

    seen: list[bytes]

    def handle(self) -> None:
        self.seen.append(self.request.recv(200))


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[bytes]]]:
    Counter.seen = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counter) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", Counter.seen
        server.shutdown()
        thread.join()


ACCOUNT = {"region": "us-east-1", "allowed_account_ids": ["111111111111"]}
ROOT = {
    "terraform": {
        "required_providers": {"aws": {"source": "registry.terraform.io/hashicorp/aws", "version": "5.100.0"}},
        "backend": {"s3": {"bucket": "state", "key": "a/b", "region": "us-east-1"}},
    },
    "provider": {"aws": [ACCOUNT, {**ACCOUNT, "alias": "us_east_1"}]},
    "resource": {
        "aws_sns_topic": {"one": {"name": "one"}, "two": {"name": "two", "provider": "aws.us_east_1"}},
    },
    "import": [{"to": "aws_sns_topic.one", "id": "arn:aws:sns:us-east-1:111111111111:one"}],
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of its own that shares what `make setup` found here."""
    repository = tmp_path / "repository"
    (repository / ".stackwright").mkdir(parents=True)
    (repository / ".stackwright" / "terraform.rc").symlink_to(REPOSITORY / ".stackwright" / "terraform.rc")
    return repository


def write_root(repository: Path, root: dict[str, Any]) -> Path:
    folder = repository / "cdktf.out" / "stacks" / "app-dev"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cdk.tf.json").write_text(json.dumps(root))
    return folder


def through(url: str) -> dict[str, str]:
    return {"HTTP_PROXY": url, "HTTPS_PROXY": url, "NO_PROXY": ""}


def test_plans_a_pinned_root_with_aliases_and_imports_without_one_request(
    repository: Path, proxy: tuple[str, list[bytes]]
) -> None:
    url, seen = proxy
    users_own = {"AWS_PROFILE": "nobody", "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "real"}
    folder = write_root(repository, ROOT)
    plan = plan_offline(repository, folder, base_environment={**os.environ, **through(url), **users_own})
    assert {change["address"]: change["change"]["actions"] for change in plan["resource_changes"]} == {
        "aws_sns_topic.one": ["create"],
        "aws_sns_topic.two": ["create"],
    }
    assert seen == []
    assert sorted(path.name for path in folder.iterdir()) == ["cdk.tf.json"]
    work = repository / ".stackwright" / "offline" / "app-dev"
    assert stat.S_IMODE(work.stat().st_mode) == 0o700
    assert not list(work.glob("*.tfplan"))


def test_a_data_source_that_asks_aws_is_counted_and_fails(repository: Path, proxy: tuple[str, list[bytes]]) -> None:
    url, seen = proxy
    asking = {"provider": {"aws": [{**ACCOUNT, "max_retries": 1}]}, "data": {"aws_caller_identity": {"who": {}}}}
    with pytest.raises(TerraformError):
        plan_offline(
            repository,
            write_root(repository, {"terraform": ROOT["terraform"], **asking}),
            base_environment={**os.environ, **through(url)},
        )
    assert seen[0].startswith(b"CONNECT sts.us-east-1.amazonaws.com:443 ")


def test_a_second_plan_sees_the_new_root_and_connects_only_once(repository: Path) -> None:
    lines: list[str] = []
    root = {"terraform": {"backend": {"s3": {}}}, "output": {"one": {"value": 1}}}
    folder = write_root(repository, root)
    (folder / "assets").mkdir()
    (folder / "assets" / "function.js").touch()
    plan_offline(repository, folder)
    work = repository / ".stackwright" / "offline" / "app-dev"
    assert (work / "assets" / "function.js").exists()
    write_root(repository, root | {"output": {"two": {"value": 2}}})
    (folder / "assets" / "function.js").unlink()
    plan = plan_offline(repository, folder, on_line=lines.append)
    assert list(plan["output_changes"]) == ["two"]
    assert not [line for line in lines if "Initializing" in line]
    assert not (work / "assets" / "function.js").exists()


def test_a_root_terraform_refuses_is_explained(repository: Path) -> None:
    folder = write_root(repository, {"output": {"one": {"value": "${aws_vpc.missing.id}"}}})
    with pytest.raises(TerraformError, match="Reference to undeclared resource"):
        plan_offline(repository, folder)
